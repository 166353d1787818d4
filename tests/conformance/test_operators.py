"""OPER KILL WALLOPS REHASH."""

import pytest

from malmadang.servercore.effects import Configure, ReloadConfig, VerifyPassword
from tests.kit.script import play
from tests.kit.world import World, make_config

OPERATORS = """
[[operator]]
name = "대장"
password = "비밀"
[[operator]]
name = "심부름"
password = "둘째"
privileges = ["wallops"]
"""


def test_oper() -> None:
    """Modern IRC, OPER: 381 and a MODE line; once more, no second MODE."""
    play(
        """
        철수 > OPER 대장 비밀
        철수 < 381 철수 :*
        철수 < :철수!*@* MODE 철수 +o
        철수 > OPER 대장 비밀
        철수 < 381 철수 :*
        """,
        config=OPERATORS,
    )


@pytest.mark.parametrize("line", ["OPER 대장 틀림", "OPER 누구 비밀", "OPER 대장 :"])
def test_a_wrong_name_and_a_wrong_password_are_one(line: str) -> None:
    """Modern IRC, ERR_PASSWDMISMATCH: no guessing of names."""
    play(f"철수 > {line}\n철수 < 464 철수 :*", config=OPERATORS)


def test_no_operators_and_too_little() -> None:
    """Modern IRC, ERR_NOOPERHOST; 461."""
    play("""
    철수 > OPER 대장 비밀
    철수 < 491 철수 :*
    철수 > OPER 대장
    철수 < 461 철수 OPER :*
    """)


def test_later_lines_wait_for_the_answer() -> None:
    """PROTOCOL: replies come in the order of the commands, even around a slow hash."""
    world = World(OPERATORS, answers_at_once=False)
    world.arrive("철수")
    world.send("철수", "OPER 대장 비밀")
    world.send("철수", "PING 다음")
    assert world.peers["철수"].read() == []
    assert world.asked[0].request == VerifyPassword("비밀", "비밀")
    world.answer()
    assert [line.split(" ")[1] for line in world.peers["철수"].read()] == ["381", "MODE", "PONG"]


def test_an_answer_for_somebody_who_has_left_is_nobodys() -> None:
    """A held client may be gone when its answer comes."""
    world = World(OPERATORS, answers_at_once=False)
    world.arrive("철수")
    world.send("철수", "OPER 대장 비밀")
    world.break_off("철수")
    world.answer()
    assert not world.core.state.users


def test_guessing_costs() -> None:
    """DESIGN 5: every wrong password makes the next one wait longer."""
    world = World(OPERATORS + "[limits]\nthrottle = true\nping_s = 600\ndrop_s = 900")
    world.arrive("철수")
    for _ in range(20):
        if not world.peers["철수"].is_closed:
            world.send("철수", "OPER 대장 틀림")
    world.advance(10_000)
    assert len([line for line in world.peers["철수"].read() if " 464 " in line]) <= 6


def test_kill() -> None:
    """Modern IRC, KILL: the victim reads KILL and ERROR, its rooms QUIT."""
    play(
        """
        철수 arrives in #방
        영희 arrives in #방
        철수 > OPER 대장 비밀
        철수 <<
        철수 > KILL 영희 :너무해요
        영희 < :철수!*@* KILL 영희 :너무해요
        영희 < ERROR :*철수*너무해요*
        철수 < :영희!*@* QUIT :Killed (철수 (너무해요))
        철수 > WHOIS 영희
        철수 < 401 ...
        철수 < 318 ...
        """,
        config=OPERATORS,
    )


def test_kill_of_oneself_of_nobody_and_of_the_server() -> None:
    """Modern IRC, KILL: 401, 483; without a comment the killer's nick stands there."""
    play(
        """
        철수 > OPER 대장 비밀
        철수 <<
        철수 > KILL 없는이 :왜
        철수 < 401 철수 없는이 :*
        철수 > KILL malmadang.local :왜
        철수 < 483 철수 :*
        철수 > KILL
        철수 < 461 철수 KILL :*
        철수 > KILL 철수
        철수 < KILL 철수 :철수
        철수 < ERROR :*
        """,
        config=OPERATORS,
    )


@pytest.mark.parametrize("line", ["KILL 철수 :왜", "WALLOPS :모두", "REHASH"])
def test_without_rights_it_is_481_and_with_other_rights_723(line: str) -> None:
    """Modern IRC, ERR_NOPRIVILEGES, ERR_NOPRIVS."""
    missing = {"KILL": "kill", "REHASH": "rehash"}.get(line.partition(" ")[0])
    play(f"철수 > {line}\n철수 < 481 철수 :*", config=OPERATORS)
    if missing:
        play(
            f"""
            철수 > OPER 심부름 둘째
            철수 <<
            철수 > {line}
            철수 < 723 철수 {missing} :*
            """,
            config=OPERATORS,
        )


def test_wallops_reaches_those_with_w() -> None:
    """Modern IRC, WALLOPS: the nick is the source."""
    play(
        """
        철수 arrives
        영희 arrives
        민수 arrives
        영희 > MODE 영희 +w
        영희 <<
        철수 > OPER 심부름 둘째
        철수 <<
        철수 > WALLOPS :밥 먹읍시다
        영희 < :철수!*@* WALLOPS :밥 먹읍시다
        철수 < -
        민수 < -
        철수 > MODE 철수 +w
        철수 <<
        철수 > WALLOPS :또
        철수 < WALLOPS :또
        영희 < WALLOPS :또
        철수 > WALLOPS :
        철수 < 461 철수 WALLOPS :*
        """,
        config=OPERATORS,
    )


def test_rehash_takes_new_settings() -> None:
    """Modern IRC, REHASH: 382; the shell is told its share."""
    world = play("철수 > OPER 대장 비밀\n철수 <<", config=OPERATORS)
    world.next_config = make_config(
        '[server]\nmotd = "새 알림"\nlanguage = "en"\n[limits]\nwhowas = 1\nsendq_bytes = 20000'
    )
    play(
        """
        철수 > REHASH
        철수 < 382 철수 \\* :Rehashing
        철수 > MOTD
        철수 < 375 ...
        철수 < 372 철수 :- 새 알림
        철수 < 376 ...
        """,
        world=world,
    )
    assert world.configured == Configure(20000, 16_384)
    assert world.core.state.whowas.maxlen == 1


def test_rehash_says_what_is_wrong() -> None:
    """IRCv3 standard-replies: FAIL REHASH CONFIG_BAD; the old settings stay."""
    world = play("철수 > OPER 대장 비밀\n철수 <<", config=OPERATORS)
    world.next_config = "line 3:\nunknown key 'nmae'"
    play("철수 > REHASH\n철수 < FAIL REHASH CONFIG_BAD :*line 3: unknown key*", world=world)
    assert world.core.state.config is world.config


def test_settings_from_outside() -> None:
    """SIGHUP does what REHASH does."""
    world = World()
    assert world.core.reconfigure(make_config("[limits]\nrecvq_bytes = 20000")) == [
        Configure(524_288, 20_000)
    ]
    world.arrive("철수")
    world.send("철수", "TIME")
    assert ReloadConfig() not in [ask.request for ask in world.asked]
