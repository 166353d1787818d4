import pytest

from malmadang.servercore.state import SERVICE_NICKS
from malmadang.servercore.steward import NAMES, hear, masked, steward_named
from tests.kit.world import World


@pytest.mark.parametrize(
    ("typed", "name"), [("말지기", "말지기"), ("nickserv", "NickServ"), ("말지", ""), ("ChanServ", "")]
)
def test_its_names(typed: str, name: str) -> None:
    assert steward_named(typed) == name


def test_its_names_are_nobody_elses() -> None:
    assert set(NAMES) <= set(SERVICE_NICKS)


@pytest.mark.parametrize(
    ("said", "shown"), [("가입 비밀 메일", "가입 ***"), ("도움말", "도움말"), ("", ""), (" x", " ***")]
)
def test_what_an_echo_shows(said: str, shown: str) -> None:
    assert masked(said) == shown


@pytest.mark.parametrize("said", ["", " ", "도움말", "help"])
def test_it_always_answers(said: str) -> None:
    world = World()
    peer = world.arrive("철수")
    ctx = world.core.ctx
    (ctx.client,) = world.core.state.clients.values()
    ctx.effects = []
    hear(ctx, "말지기", said)
    world.perform(ctx.effects)
    assert all(" NOTICE 철수 :" in line for line in peer.inbox)
    assert peer.inbox
