"""PING PONG QUIT ERROR, time-outs, dead lines."""

import pytest

from malmadang.servercore.effects import Close
from tests.kit.script import play
from tests.kit.world import World


def test_ping() -> None:
    """Modern IRC, PING: the same token; 409 without one, also before the welcome."""
    play("""
    손님 connects
    손님 > PING :두 낱말
    손님 < :malmadang.local PONG malmadang.local :두 낱말
    손님 > PING
    손님 < 461 \\* PING :*
    손님 > PING :
    손님 < 409 \\* :*
    철수 > ping LAG123
    철수 < PONG malmadang.local :LAG123
    철수 > PONG :아무거나
    철수 < -
    """)


def test_quit_tells_everybody_once_and_ends_with_error() -> None:
    """Modern IRC, QUIT: the reason behind "Quit: "."""
    play("""
    철수 arrives in #방,#뜰
    영희 arrives in #방,#뜰
    민수 arrives
    철수 > QUIT :밥 먹으러 가요
    철수 < ERROR :*
    영희 < :철수!*@* QUIT :Quit: 밥 먹으러 가요
    민수 < -
    영희 > QUIT
    영희 < ERROR :*
    """)


def test_quit_before_the_welcome() -> None:
    """PROTOCOL: ERROR and a closed connection at once."""
    world = play("""
    손님 connects
    손님 > QUIT :안녕
    손님 < ERROR :*
    """)
    assert world.peers["손님"].is_closed
    assert not world.core.state.clients


def test_the_nick_is_free_after_a_dropped_line() -> None:
    """No ghost: whoever breaks off is gone at once."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 breaks off
    영희 < :철수!*@* QUIT :Connection closed
    철수 arrives
    영희 > NAMES #방
    영희 < 353 영희 = #방 :영희
    영희 < 366 ...
    """)


def test_who_never_registers_is_let_go() -> None:
    """DESIGN 9: 30 seconds."""
    world = play("손님 connects")
    world.advance(28_000)
    assert world.peers["손님"].read() == []
    world.advance(8_000)
    assert world.peers["손님"].is_closed
    assert world.peers["손님"].read()[-1].startswith("ERROR :")


def test_silence_is_asked_after_and_then_ended() -> None:
    """Modern IRC, PING: 60 s, then gone after 120 s; others read why."""
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희", rooms=["#방"])
    world.advance(70_000)
    assert world.peers["철수"].read() == ["PING :malmadang.local"]
    world.send("영희", "PONG :malmadang.local")
    world.peers["영희"].read()
    world.advance(60_000)
    assert world.peers["철수"].is_closed
    (*_, line) = [line for line in world.peers["영희"].read() if "PING" not in line]
    assert " QUIT :Ping timeout: 1" in line


@pytest.mark.parametrize(
    ("data", "reply"),
    [
        (b"PRIVMSG #x :" + b"y" * 499, " 417 "),
        (b"PRIVMSG #x :\xff\xfe", " FAIL PRIVMSG INVALID_UTF8 :"),
        (b"\xff\xfe", " FAIL * INVALID_UTF8 :"),
        (b"NICK \xff", " FAIL NICK INVALID_UTF8 :"),
        (b"@" + b"a" * 4095 + b" PING x", " 417 "),
        (b"PRIVMSG #x :a\0b", " FAIL PRIVMSG INVALID_CHARACTER :"),
        (b"PRIVMSG #x :a\rb", " FAIL PRIVMSG INVALID_CHARACTER :"),
    ],
)
def test_a_bad_line_has_its_clear_error_and_the_connection_stays(data: bytes, reply: str) -> None:
    """Modern IRC, "Message Format"; IRCv3 UTF8ONLY."""
    world = play("철수 arrives in #x\n영희 arrives in #x")
    world.send("철수", data)
    (line,) = world.peers["철수"].read()
    assert reply in line
    assert world.peers["영희"].read() == []
    assert not world.peers["철수"].is_closed


@pytest.mark.parametrize("data", [b"", b"   ", b":x", b"@a"])
def test_what_cannot_be_answered_is_not(data: bytes) -> None:
    """Modern IRC, "Message Format": empty lines are dropped."""
    world = play("철수 arrives in #x\n영희 arrives in #x")
    world.send("철수", data)
    assert world.peers["철수"].read() == []
    assert world.peers["영희"].read() == []


def test_511_bytes_are_too_many_and_510_are_not() -> None:
    """RFC 2812 2.3: 512 with CR LF."""
    world = play("철수 arrives")
    world.send("철수", b"PING :" + b"x" * 504)
    world.send("철수", b"PING :" + b"x" * 505)
    assert [line.split(" ")[1] for line in world.peers["철수"].read()] == ["PONG", "417"]


def test_goodbye_from_the_server() -> None:
    """Modern IRC, ERROR: to everybody, registered or not."""
    world = play("철수 arrives in #방\n손님 connects")
    effects = world.core.farewell(world.now())
    assert [effect.client_id for effect in effects if isinstance(effect, Close)] == [1, 2]
    assert all(isinstance(effect, Close) and effect.line.startswith(b"ERROR :") for effect in effects)


def test_unknown_commands() -> None:
    """RFC 2812, ERR_UNKNOWNCOMMAND."""
    play("""
    철수 > xyzzy 1 2
    철수 < 421 철수 XYZZY :*
    """)
