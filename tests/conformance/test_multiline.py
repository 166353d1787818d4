"""draft/multiline: several lines that are one message, live and in history, whoever reads it."""

from __future__ import annotations

import pytest

from malmadang.ports import EventRecord, Outcome
from tests.kit.accounts import PASSWORDS, arrive
from tests.kit.script import play_on
from tests.kit.world import World

CAPS = ("message-tags", "batch", "draft/multiline", "labeled-response", "server-time")


def room(config: str = "", *, echo: bool = True) -> World:
    """철수 and 영희 know draft/multiline, 민수 does not, 지수 knows no tags at all."""
    world = World(config)
    world.arrive("철수", caps=[*CAPS, *(["echo-message"] if echo else [])], rooms=["#방"])
    world.arrive("영희", caps=[*CAPS, "draft/chathistory"], rooms=["#방"])
    world.arrive("민수", caps=["message-tags", "server-time", "batch"], rooms=["#방"])
    world.arrive("지수", rooms=["#방"])
    for peer in world.peers.values():
        peer.read()
    return world


def say(world: World, *lines: str, target: str = "#방", tags: str = "", name: str = "철수") -> None:
    """Send a batch; a line beginning with + goes on where the last one ended."""
    world.send(name, f"{f'@{tags} ' if tags else ''}BATCH +1 draft/multiline {target}")
    for line in lines:
        concat = ";draft/multiline-concat" if line[:1] == "+" else ""
        world.send(name, f"@batch=1{concat} PRIVMSG {target} :{line.removeprefix('+')}")
    world.send(name, "BATCH -1")


def spoken(world: World) -> list[EventRecord]:
    return [kept for kept in world.kept if kept.verb == "PRIVMSG"]


def test_the_specifications_example() -> None:
    """IRCv3 multiline, "Examples", "Fallback"; PROTOCOL 3."""
    world = room()
    say(world, "hello", "how is ", "+everyone?", "", "bye", tags="label=x;+a=b")
    (kept,) = spoken(world)
    assert kept.text == "hello\nhow is \reveryone?\n\nbye"
    play_on(world, f"""
    철수 < @label=x;msgid={kept.msgid};time=*;+a=b :철수!*@* BATCH +* draft/multiline #방
    철수 < @batch=*;-msgid;-time;-label;-draft/multiline-concat :철수!*@* PRIVMSG #방 hello
    철수 < @batch=*;-msgid PRIVMSG #방 :how is*
    철수 < @batch=*;draft/multiline-concat;-+a PRIVMSG #방 :everyone?
    철수 < @batch=* PRIVMSG #방 :
    철수 < @batch=* PRIVMSG #방 bye
    철수 < @-label BATCH -*
    영희 < @-label;msgid={kept.msgid} BATCH +* draft/multiline #방
    영희 <<
    민수 < @msgid={kept.msgid};time=*;+a=b;-batch PRIVMSG #방 hello
    민수 < @-msgid;time=*;+a=b;-batch;-draft/multiline-concat PRIVMSG #방 :how is*
    민수 < @-msgid;time=*;+a=b PRIVMSG #방 everyone?
    민수 < @-msgid;time=*;+a=b PRIVMSG #방 bye
    지수 < PRIVMSG #방 hello
    지수 < PRIVMSG #방 :how is*
    지수 < PRIVMSG #방 everyone?
    지수 < PRIVMSG #방 bye
    """)  # fmt: skip


def test_without_echo_its_sender_reads_an_acknowledgement() -> None:
    """IRCv3 labeled-response: ACK where there is nothing else, when it is said and not before."""
    world = room(echo=False)
    world.send("철수", "@label=x BATCH +1 draft/multiline #방")
    world.send("철수", "@batch=1 PRIVMSG #방 :하나")
    assert world.peers["철수"].read() == []
    world.send("철수", "BATCH -1")
    assert world.peers["철수"].read() == ["@label=x :malmadang.local ACK"]
    assert world.peers["지수"].read()[0].endswith("PRIVMSG #방 :하나")


@pytest.mark.parametrize(
    ("lines", "failure"),
    [
        (["BATCH +1 draft/multiline", "@batch=1 PRIVMSG #방 :a"], "MULTILINE_INVALID :"),
        (["BATCH +1 draft/else #방", "@batch=1 PRIVMSG #방 :a"], "MULTILINE_INVALID :"),
        (["BATCH +1 draft/multiline #방,#뜰", "@batch=1 PRIVMSG #방 :a"], "MULTILINE_INVALID :"),
        (["BATCH + draft/multiline #방"], "MULTILINE_INVALID :"),
        (["BATCH +1 draft/multiline #방", "@batch=2 PRIVMSG #방 :a", "@batch=1 PRIVMSG #방 :b"],
         "MULTILINE_INVALID :"),
        (["BATCH +1 draft/multiline #방", "@batch=1;draft/multiline-concat PRIVMSG #방 :"],
         "MULTILINE_INVALID :"),
        (["BATCH +1 draft/multiline #방", "@batch=1 NOTICE #방 :a"], "MULTILINE_INVALID :"),
        (["BATCH +1 draft/multiline #방", "@batch=1 PRIVMSG #뜰 :a"], "MULTILINE_INVALID_TARGET #방 #뜰 :"),
        (["BATCH +1 draft/multiline #방", "@batch=1 PRIVMSG #방 :", "@batch=1 PRIVMSG #방 :"],
         "MULTILINE_INVALID :"),
        (["BATCH +1 draft/multiline #방"], "MULTILINE_INVALID :"),
        (["BATCH +1 draft/multiline #방", "@batch=1 PRIVMSG #방 :a", "BATCH +2 draft/multiline #방",
          "@batch=2 PRIVMSG #방 :b", "BATCH -2"], "MULTILINE_INVALID :"),
        (["BATCH +1 draft/multiline #방", *["@batch=1 PRIVMSG #방 :a"] * 101], "MULTILINE_MAX_LINES 100 :"),
        (["BATCH +1 draft/multiline #방", *[f"@batch=1 PRIVMSG #방 :{'a' * 409}"] * 10],
         "MULTILINE_MAX_BYTES 4096 :"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_once_and_nothing_else(lines: list[str], failure: str) -> None:
    """IRCv3 multiline, "Errors"; PROTOCOL 3: FAIL and nothing else."""
    world = room()
    first, *rest = lines
    world.send("철수", f"@label=x {first}")
    for line in (*rest, "BATCH -1"):
        world.send("철수", line)
    told = world.peers["철수"].read()
    assert told[0].startswith(f"@label=x :malmadang.local FAIL BATCH {failure}")
    if "BATCH -2" not in lines:
        assert len(told) == 1
    assert spoken(world) == []
    assert world.peers["지수"].read() == []
    say(world, "다시")
    assert len(spoken(world)) == 1


def test_limits_are_reached_but_not_passed() -> None:
    """IRCv3 multiline: each break counts one byte, a line that goes on none."""
    world = room()
    say(world, *["a"] * 100)
    say(world, *["a" * 400] * 10, "b" * 86)
    say(world, "a" * 400, *[f"+{'a' * 400}"] * 9, f"+{'b' * 96}")
    assert [len(kept.text.replace("\r", "")) for kept in spoken(world)] == [199, 4096, 4096]


def test_a_line_of_a_batch_that_is_not_there() -> None:
    """IRCv3 multiline, MULTILINE_INVALID."""
    play_on(room(), """
    철수 > @batch=7 PRIVMSG #방 :a
    철수 < FAIL BATCH MULTILINE_INVALID :*
    철수 > @batch=7 NOTICE #방 :a
    철수 < FAIL BATCH MULTILINE_INVALID :*
    철수 > BATCH -7
    철수 < FAIL BATCH MULTILINE_INVALID :*
    철수 > BATCH
    철수 < 461 철수 BATCH :*
    지수 > BATCH +1 draft/multiline #방
    지수 < FAIL BATCH MULTILINE_INVALID :*
    """)  # fmt: skip


def test_rules_of_the_room_are_those_of_a_message() -> None:
    """DESIGN 6: one authorisation function decides everything."""
    world = room()
    world.send("철수", "MODE #방 +m")
    for peer in world.peers.values():
        peer.read()
    say(world, "하나", "둘", name="영희", tags="label=x")
    (refusal,) = world.peers["영희"].read()
    assert refusal.startswith("@label=x :malmadang.local 404 영희 #방 :")
    say(world, "하나", "둘", name="영희", target="#없음")
    assert " 403 영희 #없음 :" in world.peers["영희"].read()[0]
    world.arrive("가" * 16, caps=[*CAPS, "echo-message"], rooms=["#방"])
    world.send("철수", f"MODE #방 +v {'가' * 16}")
    world.peers["가" * 16].read()
    say(world, "짧아요", "나" * 150, name="가" * 16)
    assert " 417 " in world.peers["가" * 16].read()[0]
    assert spoken(world) == []


def test_history_has_it_as_it_was() -> None:
    """IRCv3 multiline, chathistory: one message of the limit; a batch in the batch, or lines."""
    world = room()
    say(world, "하나", "", "둘 ", "+셋", tags="+a=b")
    world.send("철수", "PRIVMSG #방 :넷")
    for peer in world.peers.values():
        peer.read()
    play_on(world, """
    영희 > CHATHISTORY LATEST #방 * 2
    영희 < BATCH +l* chathistory #방
    영희 < @batch=l*;msgid=*;time=*;+a=b BATCH +* draft/multiline #방
    영희 < @batch=*;-msgid;-time PRIVMSG #방 하나
    영희 < @batch=* PRIVMSG #방 :
    영희 < @batch=* PRIVMSG #방 :둘*
    영희 < @batch=*;draft/multiline-concat PRIVMSG #방 셋
    영희 < BATCH -*
    영희 < @batch=l* PRIVMSG #방 넷
    영희 < BATCH -l*
    민수 > CHATHISTORY LATEST #방 * 2
    민수 < BATCH +l* chathistory #방
    민수 < @batch=l*;msgid=*;+a=b PRIVMSG #방 하나
    민수 < @batch=l*;-msgid;+a=b PRIVMSG #방 :둘*
    민수 < @batch=l*;-msgid;+a=b PRIVMSG #방 셋
    민수 < @batch=l* PRIVMSG #방 넷
    민수 < BATCH -l*
    """)  # fmt: skip
    world.arrive("손님")
    world.send("손님", "JOIN #방")
    told = [line.rpartition(" PRIVMSG #방 :")[2] for line in world.peers["손님"].read()[-4:]]
    assert told == ["[방금] 하나", "둘 ", "셋", "[방금] 넷"]


def test_sent_again_it_is_said_once() -> None:
    """DESIGN 4: the nonce stands on the opening BATCH, and comes back on it."""
    world = room()
    say(world, "하나", "둘", tags="+malmadang/nonce=n")
    first = world.peers["철수"].read()
    assert "+malmadang/nonce=n" in first[0]
    assert not any("nonce" in line for line in world.peers["영희"].read())
    assert spoken(world)[0].nonce == "n"
    say(world, "하나", "둘", tags="+malmadang/nonce=n")
    assert world.peers["철수"].read() == first
    assert len(spoken(world)) == 1


def test_it_is_taken_back_whole() -> None:
    """IRCv3 message-redaction: one msgid, one message."""
    world = room()
    world.send("철수", "CAP REQ :draft/message-redaction")
    say(world, "하나", "둘")
    world.send("철수", f"REDACT #방 {spoken(world)[0].msgid}")
    for peer in world.peers.values():
        peer.read()
    world.send("영희", "CHATHISTORY LATEST #방 * 5")
    assert len(world.peers["영희"].read()) == 2


def test_refused_by_the_store_nobody_reads_any_of_it() -> None:
    """DESIGN 4: atomic."""
    world = room()
    world.outcome = Outcome.DISK_FULL
    say(world, "하나", "둘", tags="label=x")
    (refusal,) = world.peers["철수"].read()
    assert refusal.startswith("@label=x :malmadang.local FAIL PRIVMSG DISK_FULL #방 :")
    assert world.peers["지수"].read() == []


@pytest.mark.parametrize("target", ["영희", "@#방"])
def test_to_people_and_ranks(target: str) -> None:
    """IRCv3 multiline: any target a PRIVMSG may have."""
    world = World(accounts=PASSWORDS)
    arrive(world, "영희", caps=CAPS, rooms=["#방"])
    arrive(world, "철수", caps=[*CAPS, "echo-message"], rooms=["#방"])
    world.peers["영희"].read()
    say(world, "하나", "둘", target=target)
    mine, theirs = world.peers["철수"].read(), world.peers["영희"].read()
    assert mine == theirs
    assert [line.rpartition(" ")[2] for line in mine[1:3]] == [":하나", ":둘"]
    assert [kept.text for kept in spoken(world)] == (["하나\n둘"] if target == "영희" else [])


def test_ten_lines_cost_what_one_message_costs() -> None:
    """DESIGN 9: a batch counts one per 10 lines."""
    world = room("[limits]\nthrottle = true\nburst = 10\nroom_rate_per_s = 1000.0")
    world.advance(60_000)
    for peer in world.peers.values():
        peer.read()
    for _ in range(3):
        say(world, *["글"] * 30)
    world.send("철수", "PRIVMSG #방 :넷")
    assert len(spoken(world)) == 4
    world.send("철수", "PRIVMSG #방 :다섯")
    assert len(spoken(world)) == 4, "9 lines' worth and one are spent"
    world.advance(600)
    assert len(spoken(world)) == 5


def test_a_batch_tag_of_whoever_knows_no_batches_makes_nothing_cheaper() -> None:
    """A line of a batch costs little because the batch costs; this one is a message by itself."""
    world = room("[limits]\nthrottle = true\nburst = 10\nroom_rate_per_s = 1000.0")
    world.advance(60_000)
    for number in range(30):
        world.send("민수", f"@batch=1 PRIVMSG #방 :{number}")
    assert len(spoken(world)) == 10
