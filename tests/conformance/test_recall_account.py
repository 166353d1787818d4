"""Recall for accounts: only what has come since their last client left, and nothing twice."""

from __future__ import annotations

import base64

from malmadang.ports import TimeMs
from tests.kit.accounts import PASSWORDS, arrive
from tests.kit.world import START, World


def scene(config: str = "") -> World:
    """철수 talks in #방; 영희 has been there, without chathistory, and is gone again."""
    world = World(config, accounts=PASSWORDS)
    arrive(world, "철수", rooms=["#방"])
    say(world, "하나")
    arrive(world, "영희", rooms=["#방"])
    say(world, "둘")
    world.send("영희", "QUIT")
    say(world, "셋")
    return world


def say(world: World, text: str, target: str = "#방", name: str = "철수") -> None:
    world.advance(1_000)
    world.send(name, f"PRIVMSG {target} :{text}")


def told(world: World, name: str) -> list[str]:
    """Return what of somebody's words the client has read."""
    lines = [line for line in world.peers[name].read() if " PRIVMSG " in line]
    return [line.rpartition(" ")[2] for line in lines]


def join(world: World, name: str) -> list[str]:
    world.send(name, "JOIN #방")
    return told(world, name)


def test_who_comes_back_reads_what_is_new() -> None:
    """DESIGN 6: an account only what came after its last client left."""
    world = scene()
    arrive(world, "영희")
    assert join(world, "영희") == ["셋"]
    world.send("영희", "PART #방")
    assert join(world, "영희") == []
    world.send("영희", "PART #방")
    say(world, "넷")
    assert join(world, "영희") == ["넷"]


def test_who_has_never_been_there_reads_the_newest_words() -> None:
    """DESIGN 6: a room one has not been in is new as a whole; a guest is new every time."""
    world = scene()
    arrive(world, "민수")
    assert join(world, "민수") == ["하나", "둘", "셋"]
    world.arrive("손님")
    assert join(world, "손님") == ["하나", "둘", "셋"]


def test_it_is_the_last_client_that_counts() -> None:
    """DESIGN 2, 6: what another device has had is not new."""
    world = scene()
    arrive(world, "영희", rooms=["#방"])
    arrive(world, "영희", name="전화", nick="영이")
    say(world, "넷")
    assert join(world, "전화") == []
    world.send("영희", "QUIT")
    say(world, "다섯")
    world.send("전화", "QUIT")
    say(world, "여섯")
    arrive(world, "영희")
    assert join(world, "영희") == ["여섯"]


def test_nothing_is_read_twice_after_the_server_has_died() -> None:
    """RELIABILITY 3: whoever was there when it died has read what was said until then."""
    world = scene()
    arrive(world, "영희", rooms=["#방"])
    say(world, "넷")
    later = World(storage=world.storage, first_draw=1_000)
    later.utc_ms = world.utc_ms
    arrive(later, "철수", rooms=["#방"])
    say(later, "다섯")
    arrive(later, "영희")
    assert join(later, "영희") == ["다섯"]


def test_who_was_there_when_it_died_may_stay_away_while_it_dies_again() -> None:
    """RELIABILITY 3: up to where one has read does not move on by itself."""
    world = scene()
    arrive(world, "영희", rooms=["#방"])
    for text in ("넷", "다섯"):
        world = World(storage=world.storage, first_draw=world.core.ctx.entropy(8)[-1] * 100)
        world.utc_ms = TimeMs(START + 60_000)
        arrive(world, "철수", rooms=["#방"])
        say(world, text)
    arrive(world, "영희")
    assert join(world, "영희") == ["넷", "다섯"]


def test_who_can_ask_is_given_nothing() -> None:
    """IRCv3 chathistory: nothing unasked."""
    world = scene()
    say(world, "귓말", "영희")
    arrive(world, "영희", caps=["batch", "draft/chathistory"])
    assert join(world, "영희") == []


def test_an_account_that_stays_reads_on_when_it_comes_back() -> None:
    """DESIGN 4 (always-on): the rooms it has stayed in, and its talks."""
    world = World("[accounts]\nalways_on = 'opt-out'", accounts=PASSWORDS)
    arrive(world, "철수", rooms=["#방"])
    arrive(world, "영희", rooms=["#방"])
    say(world, "하나")
    world.break_off("영희")
    say(world, "둘")
    say(world, "귓말", "영희")
    world.connect("다시")
    lines = login_again(world)
    assert [line.rpartition(" ")[2] for line in lines if " PRIVMSG " in line] == ["둘", "귓말"]


def login_again(world: World) -> list[str]:
    """Log in as 영희 once more; return all that is read."""
    secret = base64.b64encode(f"\0영희\0{PASSWORDS['영희']}".encode()).decode()
    for line in (
        "CAP REQ :sasl",
        "AUTHENTICATE PLAIN",
        f"AUTHENTICATE {secret}",
        "NICK 영희",
        "USER u 0 * :u",
    ):
        world.send("다시", line)
    world.send("다시", "CAP END")
    return world.peers["다시"].read()


def test_what_was_said_to_somebody_alone_waits_for_it() -> None:
    """DESIGN 6: read on return, by clients that cannot ask for it too; once."""
    world = scene()
    arrive(world, "민수")
    say(world, "귓말1", "영희")
    say(world, "귓말2", "영희", "민수")
    for peer in world.peers.values():
        peer.read()
    world.connect("다시")
    lines = [line for line in login_again(world) if " PRIVMSG " in line]
    assert [line.partition("!")[0] for line in lines] == [":철수", ":민수"]
    assert all("PRIVMSG 영희 :[" in line for line in lines), "its age stands in front"
    world.send("다시", "QUIT")
    world.connect("다시")
    assert not any(" PRIVMSG " in line for line in login_again(world))
    world.arrive("손님")
    world.send("다시", "QUIT")
    say(world, "귓말3", "영희")
    world.send("손님", f"PRIVMSG 말지기 :로그인 영희 {PASSWORDS['영희']}")
    assert told(world, "손님") == ["귓말3"]


def test_settings_may_want_none() -> None:
    """DESIGN 7, replay_lines = 0."""
    world = scene("[channels]\nreplay_lines = 0")
    say(world, "귓말", "영희")
    world.connect("다시")
    assert not any(" PRIVMSG " in line for line in login_again(world))
    assert join(world, "다시") == []


def test_words_to_who_stays_but_is_not_there_are_bounded() -> None:
    """RELIABILITY 2: the limit is for everybody who does not read."""
    config = "[accounts]\nalways_on = 'opt-out'\n[limits]\nthrottle = false\noffline_messages = 1"
    world = World(config, accounts=PASSWORDS)
    arrive(world, "철수")
    arrive(world, "영희")
    world.arrive("손님")
    world.break_off("영희")
    say(world, "하나", "영희")
    say(world, "둘", "영희")
    assert "OFFLINE_LIMIT" in world.peers["철수"].read()[-1]
    say(world, "저기요", "영희", "손님")
    assert " FAIL PRIVMSG ACCOUNT_REQUIRED 영희 :" in world.peers["손님"].read()[-1]
