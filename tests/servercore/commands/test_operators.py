import pytest

from malmadang.config import Config
from malmadang.servercore.effects import ReloadConfig, VerifyPassword
from tests.kit.world import World, make_config

CONFIG: Config = make_config("""
[[operator]]
name = "대장"
password = "비밀"
privileges = ["kill"]
""")


@pytest.mark.parametrize(("name", "password"), [("대장", "비밀"), ("누구", "비밀")])
def test_every_try_is_a_question_to_the_world(name: str, password: str) -> None:
    """A known name and an unknown one take the same time."""
    world = World(CONFIG, answers_at_once=False)
    world.arrive("철수")
    world.send("철수", f"OPER {name} {password}")
    (ask,) = world.asked
    assert ask.request == VerifyPassword("비밀", password)
    world.answer(answer=True)
    user = world.core.state.user("철수")
    assert user is not None
    assert user.privileges == (frozenset({"kill"}) if name == "대장" else frozenset())


def test_rights_go_with_the_mode() -> None:
    world = World(CONFIG)
    world.arrive("철수")
    world.send("철수", "OPER 대장 비밀")
    user = world.core.state.user("철수")
    assert user is not None
    assert user.privileges
    world.send("철수", "MODE 철수 -o")
    assert not user.privileges


def test_a_rehash_asks_for_the_settings_once() -> None:
    world = World(make_config('[[operator]]\nname = "대장"\npassword = "비밀"'), answers_at_once=False)
    world.arrive("철수")
    world.send("철수", "OPER 대장 비밀")
    world.answer()
    world.send("철수", "REHASH")
    assert [ask.request for ask in world.asked] == [ReloadConfig()]
    world.answer(answer="설정이 틀렸어요")
    assert " FAIL REHASH CONFIG_BAD :" in world.peers["철수"].read()[-1]
