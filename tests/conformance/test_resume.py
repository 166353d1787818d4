"""malmadang/resume (docs/protocol.md, ADR-0015): a new connection takes a lost one's place."""

import re

import pytest

from tests.conformance.test_owned_rooms import ACCOUNTS
from tests.kit.sasl import plain
from tests.kit.script import play_on
from tests.kit.world import World


def arrive(world: World, name: str, *lines: str, caps: str = "malmadang/resume") -> str:
    """Let somebody come in with the capability; return the token."""
    peer = world.connect(name)
    for line in (f"CAP REQ :{caps}", f"NICK {name}", f"USER {name} 0 * :{name}", "CAP END"):
        world.send(name, line)
    token = token_of(peer.read())
    for line in lines:
        world.send(name, line)
    for other in world.peers.values():
        other.read()
    return token


def token_of(lines: list[str]) -> str:
    found = [match[1] for line in lines if (match := re.fullmatch(r":\S+ RESUME TOKEN (\S+)", line))]
    return found[-1] if found else ""


def show(world: World, peer: str, token: str, nick: str = "누구") -> list[str]:
    """Let a new connection show a token as our clients do; return what it reads."""
    reader = world.connect(peer)
    for line in (
        "CAP LS 302",
        f"NICK {nick}",
        f"USER {peer} 0 * :{peer}",
        "CAP REQ :malmadang/resume",
        f"RESUME {token}",
        "CAP END",
    ):
        world.send(peer, line)
    return reader.read()


def verbs(lines: list[str]) -> list[str]:
    return [line.split(" ")[1] for line in lines]


def test_the_place_of_a_line_that_is_not_known_to_be_dead() -> None:
    """Nobody else notices: nick, rooms and rank go on."""
    world = World()
    token = arrive(world, "철수", "JOIN #방", "AWAY :점심")
    arrive(world, "영희", "JOIN #방", caps="away-notify")
    world.peers["철수"].read()
    lines = show(world, "새연결", token, nick="철수")
    assert "RESUME ACCEPTED 철수" in "\n".join(lines)
    assert " 433 " not in "\n".join(lines)
    assert ":철수!~철수@localhost JOIN #방" in lines
    assert world.peers["철수"].read() == ["ERROR :새 연결이 자리를 이어받았어요"]
    assert not world.peers["영희"].read()
    user, channel = world.core.state.user("철수"), world.core.state.channel("#방")
    assert user is not None
    assert channel is not None
    assert channel.members[user].signs(every=True) == "@"
    assert token_of(lines) not in ("", token)


def test_a_dead_line_is_seen_to_go_and_its_place_is_kept() -> None:
    """Issue 2: no ghost after a dropped line."""
    world = World()
    token = arrive(world, "철수", "JOIN #방", "MODE #방 +ik 열쇠")
    arrive(world, "영희", caps="echo-message")
    world.send("철수", "INVITE 영희 #방")
    world.send("영희", "JOIN #방 열쇠")
    for peer in world.peers.values():
        peer.read()
    before = world.core.state.user("철수")
    world.break_off("철수")
    play_on(world, """
    영희 < :철수!* QUIT :Connection closed
    손님 connects
    손님 > NICK 철수
    손님 < 433 * 철수 :*남겨 둔 자리예요*
    손님 > NICK 손님
    손님 > USER guest 0 * :손님
    손님 <<
    손님 > NICK 철수
    손님 < 433 손님 철수 :*남겨 둔 자리예요*
    손님 > NICK 영희
    손님 < 433 손님 영희 :누가 이미 쓰고 있는 별명이에요
    100 s later
    영희 <<
    손님 <<
    """)  # fmt: skip
    show(world, "새연결", token)
    play_on(world, """
    영희 < :철수!~철수@localhost JOIN #방
    영희 < :malmadang.local MODE #방 +o 철수
    새연결 > PRIVMSG #방 :다시 왔어
    영희 < :철수!* PRIVMSG #방 :다시 왔어
    """)  # fmt: skip
    assert world.core.state.user("철수") is before


def test_a_room_of_one_waits_and_after_two_minutes_is_gone() -> None:
    world = World()
    arrive(world, "철수", "JOIN #방")
    token = arrive(world, "영희", "JOIN #방")
    world.send("철수", "PART #방")
    world.break_off("영희")
    assert world.core.state.channel("#방") is not None
    world.advance(119_000)
    assert world.core.state.channel("#방") is not None
    world.advance(2_000)
    assert world.core.state.channel("#방") is None
    assert "FAIL RESUME INVALID_TOKEN" in "\n".join(show(world, "새연결", token, nick="영희"))
    assert world.core.state.user("영희") is not None


def test_a_room_waits_a_day_for_the_guest_who_opened_it() -> None:
    """RELIABILITY 4d: a guest-owned room stays with the guest's resume token 24 h."""
    world = World()
    token = arrive(world, "철수", "JOIN #방", "TOPIC #방 :우리 방")
    world.break_off("철수")
    world.advance(23 * 3_600_000)
    play_on(world, """
    영희 arrives
    영희 > LIST
    영희 < 321 ...
    영희 < 323 ...
    영희 > JOIN #방
    영희 < JOIN #방
    영희 < 332 영희 #방 :우리 방
    영희 < 333 ...
    영희 < 353 영희 = #방 :영희
    영희 < 366 ...
    """)  # fmt: skip
    lines = show(world, "새연결", token, nick="철수")
    assert "RESUME ACCEPTED *" in "\n".join(lines)
    play_on(world, """
    영희 < :철수!* JOIN #방
    영희 < MODE #방 +o 철수
    새연결 > PRIVMSG 말지기 :가입 길고좋은비밀번호
    영희 < MODE #방 +q 철수
    새연결 <<
    """)  # fmt: skip


def test_a_day_later_the_room_is_gone() -> None:
    world = World()
    token = arrive(world, "철수", "JOIN #방")
    world.break_off("철수")
    world.advance(24 * 3_600_000 + 1_000)
    assert world.core.state.channel("#방") is None
    assert world.core.state.tickets.find(token) is None


@pytest.mark.parametrize("ends", ["QUIT", "kill", "used"])
def test_a_token_is_worth_nothing_after(ends: str) -> None:
    world = World('[[operator]]\nname = "대장"\npassword = "비밀"')
    token = arrive(world, "철수", "JOIN #방")
    if ends == "QUIT":
        world.send("철수", "QUIT")
    elif ends == "kill":
        arrive(world, "영희", "OPER 대장 비밀", "KILL 철수", caps="batch")
    else:
        show(world, "둘째", token)
    lines = show(world, "새연결", token, nick="아무개")
    assert "FAIL RESUME INVALID_TOKEN" in "\n".join(lines)
    assert ":malmadang.local 001 아무개" in "\n".join(lines)


def test_whoever_is_banned_meanwhile_does_not_get_in_again() -> None:
    world = World()
    arrive(world, "영희", "JOIN #방")
    token = arrive(world, "철수", "JOIN #방")
    world.break_off("철수")
    world.send("영희", "MODE #방 +b 철수")
    lines = show(world, "새연결", token)
    assert "JOIN" not in verbs(lines)
    assert "001" in verbs(lines)


def log_in(world: World, peer: str, nick: str, caps: str = "sasl malmadang/resume") -> str:
    reader = world.connect(peer)
    for line in (
        f"CAP REQ :{caps}",
        f"NICK {nick}",
        f"USER {peer} 0 * :{peer}",
        "AUTHENTICATE PLAIN",
        f"AUTHENTICATE {plain(nick, ACCOUNTS[nick])}",
        "CAP END",
    ):
        world.send(peer, line)
    return token_of(reader.read())


def test_an_account_comes_back_without_its_password() -> None:
    world = World(accounts=ACCOUNTS)
    token = log_in(world, "책상", "철수")
    world.send("책상", "JOIN #방")
    world.break_off("책상")
    show(world, "새연결", token)
    user = world.core.state.user("철수")
    assert user is not None
    assert user.account == "철수"
    assert [channel.name for channel in user.channels.values()] == ["#방"]


def test_not_after_the_password_was_changed() -> None:
    world = World(accounts=ACCOUNTS)
    token = log_in(world, "책상", "철수")
    world.break_off("책상")
    log_in(world, "전화", "철수")
    world.send("전화", f"PRIVMSG 말지기 :비밀번호 {ACCOUNTS['철수']} 새로운비밀번호")
    assert "FAIL RESUME INVALID_TOKEN" in "\n".join(show(world, "새연결", token))


def test_one_device_of_several() -> None:
    world = World(accounts=ACCOUNTS)
    token = log_in(world, "책상", "철수")
    log_in(world, "전화", "철수")
    world.break_off("책상")
    show(world, "새연결", token)
    user = world.core.state.user("철수")
    assert user is not None
    assert set(user.clients) == {world.peers["전화"].id, world.peers["새연결"].id}


def test_the_capability_may_be_asked_for_later_and_given_back() -> None:
    world = World()
    arrive(world, "철수", caps="batch")
    world.send("철수", "CAP REQ :malmadang/resume")
    token = token_of(world.peers["철수"].read())
    assert token
    world.send("철수", "CAP REQ :-malmadang/resume")
    assert world.core.state.tickets.find(token) is None


def test_a_nonce_from_before_is_known_after() -> None:
    """DESIGN 2, 4: nonces go with the place."""
    caps = "malmadang/resume message-tags echo-message"
    world = World()
    token = arrive(world, "철수", "JOIN #방", caps=caps)
    arrive(world, "영희", "JOIN #방")
    world.send("철수", "@+malmadang/nonce=a PRIVMSG #방 :한 번")
    world.peers["영희"].read()
    world.break_off("철수")
    show(world, "새연결", token)
    world.peers["영희"].read()
    world.send("새연결", "CAP REQ :message-tags echo-message")
    world.send("새연결", "@+malmadang/nonce=a PRIVMSG #방 :한 번")
    assert not world.peers["영희"].read()


@pytest.mark.parametrize(
    "said",
    [
        f"비밀번호 {ACCOUNTS['철수']} 새로운비밀번호",
        "로그아웃",
        f"탈퇴 {ACCOUNTS['철수']}",
        f"로그인 영희 {ACCOUNTS['영희']}",
    ],
)
def test_a_lost_device_has_no_place_where_another_no_longer_is_what_it_was(said: str) -> None:
    """Whoever holds the old device's token must not come in by it, though the user is still here."""
    world = World(accounts=ACCOUNTS)
    token = log_in(world, "책상", "철수")
    log_in(world, "전화", "철수")
    world.break_off("책상")
    world.send("전화", f"PRIVMSG 말지기 :{said}")
    lines = show(world, "새연결", token, nick="아무개")
    assert "FAIL RESUME INVALID_TOKEN" in "\n".join(lines)
    assert ":malmadang.local 001 아무개" in "\n".join(lines)
