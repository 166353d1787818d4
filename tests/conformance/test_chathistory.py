"""CHATHISTORY: what was said before, by msgid and by time, and what of it everybody gets."""

from __future__ import annotations

import re

import pytest

from malmadang.ports import TimeMs, Unanswered
from malmadang.wire.message import FROM_SERVER, parse_line
from malmadang.wire.stamps import format_time
from tests.kit.script import play
from tests.kit.world import World

CAPS = ("batch", "message-tags", "server-time", "draft/chathistory")
ALL = (*CAPS, "draft/event-playback", "extended-join")


def room(*caps: str, said: int = 6) -> World:
    """A room in which 철수 has said 하나 … at 1 s intervals; 영희 asks."""
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희", caps=caps or CAPS, rooms=["#방"])
    for number in range(1, said + 1):
        world.advance(1000)
        world.send("철수", f"PRIVMSG #방 :{number}")
    for peer in world.peers.values():
        peer.read()
    return world


def spoken(world: World) -> list[tuple[str, str, TimeMs]]:
    """(text, msgid, time) of what was said."""
    return [(kept.text, kept.msgid, kept.utc_ms) for kept in world.kept if kept.verb == "PRIVMSG"]


def ask(world: World, request: str, who: str = "영희") -> list[str]:
    """Return the lines inside the batch that answers."""
    world.send(who, f"CHATHISTORY {request}")
    first, *inside, last = world.peers[who].read()
    found = re.fullmatch(r"(?:@label=\S+ )?:malmadang.local BATCH \+(\w+) chathistory \S+", first)
    assert found is not None, first
    assert last == f":malmadang.local BATCH -{found[1]}"
    assert all(line.startswith(f"@batch={found[1]}") for line in inside), inside
    return inside


def texts(world: World, request: str, who: str = "영희") -> str:
    """Return the last letters of what is in the batch."""
    return "".join(line[-1] for line in ask(world, request, who))


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        ("LATEST #방 * 3", "456"),
        ("LATEST #방 * 100", "123456"),
        ("LATEST #방 {4} 100", "56"),
        ("LATEST #방 {1} 2", "56"),
        ("BEFORE #방 {4} 2", "23"),
        ("BEFORE #방 {1} 2", ""),
        ("AFTER #방 {2} 2", "34"),
        ("AFTER #방 {6} 2", ""),
        ("AROUND #방 {3} 1", "3"),
        ("AROUND #방 {3} 2", "23"),
        ("AROUND #방 {3} 3", "234"),
        ("AROUND #방 {1} 3", "12"),
        ("AROUND #방 {3} 100", "123456"),
        ("BETWEEN #방 {2} {5} 100", "34"),
        ("BETWEEN #방 {1} {6} 2", "23"),
        ("BETWEEN #방 {6} {1} 2", "45"),
        ("BETWEEN #방 {5} {2} 100", "34"),
        ("BETWEEN #방 {3} {3} 100", ""),
        ("latest #방 * 1", "6"),
    ],
)
@pytest.mark.parametrize("kind", ["msgid", "timestamp"])
def test_selectors(request_: str, found: str, kind: str) -> None:
    """IRCv3 chathistory, "Subcommands": ends excluded, ascending, the limit counts from the first one."""
    world = room()
    said = {
        f"{{{text}}}": f"msgid={msgid}" if kind == "msgid" else f"timestamp={format_time(at)}"
        for text, msgid, at in spoken(world)
    }
    assert texts(world, re.sub(r"\{\d\}", lambda place: said[place[0]], request_)) == found


def test_a_line_of_history_is_the_line_that_was_read() -> None:
    """IRCv3 chathistory, "Returned message notes": msgid and time as originally sent."""
    world = play(
        "철수 arrives in #방\n영희 arrives in #방 with message-tags server-time batch draft/chathistory"
    )
    world.arrive("민수", caps=("message-tags",), rooms=["#방"])
    world.send("민수", "@+a=1;+b PRIVMSG #방 :첫 말")
    world.send("민수", "NOTICE #방 :둘째")
    live = [line for line in world.peers["영희"].read() if "JOIN" not in line]
    again = [re.sub(r"^@batch=\w+;", "@", line) for line in ask(world, "LATEST #방 * 10")]
    assert again == live


def test_a_name_is_matched_in_any_spelling_and_given_back_as_typed() -> None:
    """DESIGN 6, CASEMAPPING; the batch names the target as the asker did."""
    play("""
    철수 arrives in #Room with batch
    철수 > PRIVMSG #room :a
    철수 > CHATHISTORY LATEST #rOOM * 1
    철수 < BATCH +* chathistory #rOOM
    철수 < @batch=* :철수!*@* PRIVMSG #Room :a
    철수 < BATCH -*
    """)


def test_the_label_is_on_the_batch_and_nowhere_else() -> None:
    """IRCv3 labeled-response: a command answered by a batch has the label on it."""
    play("""
    철수 arrives in #방 with batch labeled-response
    철수 > PRIVMSG #방 :글
    철수 > @label=x CHATHISTORY LATEST #방 * 1
    철수 < @label=x BATCH +* chathistory #방
    철수 < @batch=* PRIVMSG #방 :글
    철수 < BATCH -*
    철수 > @label=y CHATHISTORY LATEST #방 msgid=없음 1
    철수 < @label=y FAIL CHATHISTORY MESSAGE_ERROR LATEST #방 :*
    """)


def test_without_batch_the_lines_come_one_by_one() -> None:
    """IRCv3 batch: no BATCH for those who have not negotiated it."""
    play("""
    철수 arrives in #방 with draft/chathistory
    철수 > PRIVMSG #방 :글
    철수 > CHATHISTORY LATEST #방 * 5
    철수 < @-time;-msgid :철수!*@* PRIVMSG #방 :글
    """)


def test_requests_that_cannot_be_read() -> None:
    """IRCv3 chathistory, "Errors and Warnings"."""
    play("""
    철수 arrives in #방 with batch
    철수 > CHATHISTORY
    철수 < 461 철수 CHATHISTORY :*
    철수 > CHATHISTORY NEWEST #방 * 5
    철수 < FAIL CHATHISTORY INVALID_PARAMS NEWEST :*
    철수 > CHATHISTORY LATEST #방 *
    철수 < FAIL CHATHISTORY INVALID_PARAMS LATEST :*
    철수 > CHATHISTORY BETWEEN #방 msgid=a 5
    철수 < FAIL CHATHISTORY INVALID_PARAMS BETWEEN :*
    철수 > CHATHISTORY BEFORE #방 * 5
    철수 < FAIL CHATHISTORY INVALID_PARAMS BEFORE \\* :*
    철수 > CHATHISTORY BEFORE #방 timestamp=어제 5
    철수 < FAIL CHATHISTORY INVALID_PARAMS BEFORE timestamp=어제 :*
    철수 > CHATHISTORY LATEST #방 * 0
    철수 < FAIL CHATHISTORY INVALID_PARAMS LATEST 0 :*
    철수 > CHATHISTORY LATEST #방 * -1
    철수 < FAIL CHATHISTORY INVALID_PARAMS LATEST -1 :*
    철수 > CHATHISTORY TARGETS msgid=a msgid=b 5
    철수 < FAIL CHATHISTORY INVALID_PARAMS TARGETS msgid=a :*
    철수 > CHATHISTORY AROUND #방 msgid=없음 5
    철수 < FAIL CHATHISTORY MESSAGE_ERROR AROUND #방 :*
    """)


def test_strangers_learn_nothing_not_even_whether_there_is_a_room() -> None:
    """IRCv3 chathistory, "Security Considerations"; DESIGN 6."""
    play("""
    철수 arrives in #방
    철수 > PRIVMSG #방 :비밀
    영희 arrives with batch
    영희 > CHATHISTORY LATEST #방 * 5
    영희 < FAIL CHATHISTORY INVALID_TARGET LATEST #방 :*
    영희 > CHATHISTORY LATEST #없음 * 5
    영희 < FAIL CHATHISTORY INVALID_TARGET LATEST #없음 :*
    영희 > CHATHISTORY LATEST 철수 * 5
    영희 < FAIL CHATHISTORY INVALID_TARGET LATEST 철수 :*
    """)


def test_who_is_put_out_meanwhile_reads_nothing() -> None:
    """DESIGN 6: membership counts at the answer."""
    world = World(answers_at_once=False)
    world.arrive("철수", rooms=["#방"])
    world.send("철수", "PRIVMSG #방 :비밀")
    world.arrive("영희", caps=CAPS, rooms=["#방"])
    world.send("영희", "CHATHISTORY LATEST #방 * 5")
    world.send("철수", "KICK #방 영희")
    world.answer()
    kicked, refused = world.peers["영희"].read()
    assert " KICK " in kicked
    assert "FAIL CHATHISTORY INVALID_TARGET LATEST #방" in refused


def test_replies_keep_the_order_of_the_commands() -> None:
    """CODE 4: the asker is held, nobody else is."""
    world = World(answers_at_once=False)
    world.arrive("철수", caps=CAPS, rooms=["#방"])
    world.arrive("영희", rooms=["#방"])
    world.send("철수", "CHATHISTORY LATEST #방 * 5")
    world.send("철수", "PING a")
    world.send("영희", "PRIVMSG #방 :그동안")
    world.peers["철수"].inbox.clear()
    world.answer()
    verbs = [parse_line(line.encode(), limits=FROM_SERVER).verb for line in world.peers["철수"].read()]
    assert verbs == ["BATCH", "PRIVMSG", "BATCH", "PONG"]


def test_a_store_that_cannot_answer_is_said() -> None:
    """IRCv3 chathistory, MESSAGE_ERROR."""
    world = World(answers_at_once=False)
    world.arrive("철수", caps=CAPS, rooms=["#방"])
    for request, context in (
        ("LATEST #방 * 5", "LATEST #방"),
        ("TARGETS timestamp=2020-01-01T00:00:00Z timestamp=2030-01-01T00:00:00Z 5", "TARGETS"),
    ):
        world.send("철수", f"CHATHISTORY {request}")
        world.answer(Unanswered.BUSY)
        (line,) = world.peers["철수"].read()
        assert f"FAIL CHATHISTORY MESSAGE_ERROR {context} :" in line


def test_events_are_for_those_who_understand_them() -> None:
    """IRCv3 chathistory, draft/event-playback: without it nothing but PRIVMSG and NOTICE."""
    world = World()
    world.arrive("철수", caps=ALL, rooms=["#방"])
    world.send("철수", "MODE #방 -t+C")
    world.arrive("영희")
    for line in ("JOIN #방", "TOPIC #방 :주제", "PRIVMSG #방 :글", "NICK 영이", "PART #방 :갈게"):
        world.send("영희", line)
    for line in ("AWAY :낮잠", "JOIN #방", "MODE 영이 +i", "QUIT :안녕"):
        world.send("영희", line)
    world.arrive("민수", rooms=["#방"])
    world.send("철수", "KICK #방 민수 :왜")
    world.arrive("지수", caps=CAPS, rooms=["#방"])
    world.peers["철수"].read()
    wanted = [
        "JOIN #방 * :철수",
        "MODE #방 -t+C",
        "JOIN #방 * :영희",
        "TOPIC #방 :주제",
        "PRIVMSG #방 :글",
        "NICK :영이",
        "PART #방 :갈게",
        "JOIN #방 * :영희",
        "QUIT :Quit: 안녕",
        "JOIN #방 * :민수",
        "KICK #방 민수 :왜",
        "JOIN #방 * :지수",
    ]
    said = [line.split(" ", 2)[2] for line in ask(world, "LATEST #방 * 100", "철수")]
    assert said == wanted
    assert [line.split(" ", 2)[2] for line in ask(world, "LATEST #방 * 100", "지수")] == ["PRIVMSG #방 :글"]


def test_what_is_seen_in_several_rooms_is_kept_in_each() -> None:
    """IRCv3 message-ids: one id, one place."""
    world = World()
    world.arrive("철수", caps=ALL, rooms=["#방", "#둘"])
    world.arrive("영희", rooms=["#방", "#둘"])
    world.send("영희", "NICK 영이")
    world.send("영희", "QUIT")
    kept = [record for record in world.kept if record.verb in ("NICK", "QUIT")]
    assert sorted((record.verb, record.channel) for record in kept) == [
        ("NICK", "#둘"), ("NICK", "#방"), ("QUIT", "#둘"), ("QUIT", "#방"),
    ]  # fmt: skip
    assert len({record.msgid for record in kept}) == 4


def test_targets_tells_which_rooms_were_spoken_in() -> None:
    """IRCv3 chathistory, TARGETS: by each room's newest word, ends excluded, oldest first."""
    world = World()
    world.arrive("철수", caps=CAPS, rooms=["#하나", "#둘", "#셋"])
    times = []
    for name in ("#하나", "#둘", "#하나"):
        world.advance(1000)
        world.send("철수", f"PRIVMSG {name} :글")
        times.append(format_time(world.kept[-1].utc_ms))
    world.arrive("영희", rooms=["#남"])
    world.send("영희", "PRIVMSG #남 :글")

    def targets(first: str, last: str, limit: int) -> list[str]:
        world.send("철수", f"CHATHISTORY TARGETS timestamp={first} timestamp={last} {limit}")
        opening, *inside, _ = world.peers["철수"].read()
        assert opening.endswith(" draft/chathistory-targets")
        return [line.partition(" CHATHISTORY TARGETS ")[2] for line in inside]

    old, new = "2020-01-01T00:00:00.000Z", "2030-01-01T00:00:00.000Z"
    assert targets(old, new, 9) == [f"#둘 {times[1]}", f"#하나 {times[2]}"]
    assert targets(new, old, 1) == [f"#하나 {times[2]}"]
    assert targets(old, new, 1) == [f"#둘 {times[1]}"]
    assert targets(times[1], new, 9) == [f"#하나 {times[2]}"]
    assert targets(old, times[2], 9) == [f"#둘 {times[1]}"]


def test_what_the_server_says_of_it() -> None:
    """IRCv3 chathistory: 005 CHATHISTORY and MSGREFTYPES; the limit is the settings'."""
    world = World("[limits]\nchathistory = 3\nthrottle = false")
    world.connect("철수")
    for line in ("NICK 철수", "USER u 0 * :u"):
        world.send("철수", line)
    welcome = " ".join(world.peers["철수"].read())
    assert " CHATHISTORY=3 " in welcome
    assert " MSGREFTYPES=msgid,timestamp " in welcome
    world.send("철수", "CAP REQ :batch")
    world.send("철수", "JOIN #방")
    for number in range(9):
        world.send("철수", f"PRIVMSG #방 :{number}")
    world.peers["철수"].read()
    assert texts(world, "LATEST #방 * 100", "철수") == "678"


def test_a_page_never_fills_the_readers_queue() -> None:
    """DESIGN 9: whoever asks for history must not be cut off for having got it."""
    world = World("[limits]\nsendq_bytes = 16384\nthrottle = false")
    world.arrive("철수", caps=CAPS, rooms=["#방"])
    for number in range(100):
        world.send("철수", f"PRIVMSG #방 :{'x' * 300}{number}")
    newest = ask(world, "LATEST #방 * 100", "철수")
    assert sum(len(line) for line in newest) < 9_000
    assert newest[-1].endswith("x99")
    oldest = ask(world, "AFTER #방 timestamp=2020-01-01T00:00:00.000Z 100", "철수")
    assert oldest[0].endswith("x0")
    assert len(newest) < 40


def test_what_was_said_behind_a_key_stays_there() -> None:
    """DESIGN 10: who opens a guests' room again reads nothing that was said behind its key."""
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.send("철수", "PRIVMSG #방 :누구나 들어도 돼요")
    world.send("철수", "MODE #방 +k 열쇠")
    world.send("철수", "PRIVMSG #방 :우리끼리 하는 말")
    world.send("철수", "PRIVMSG #방 :이것도요")
    world.arrive("영희", caps=["batch", "draft/chathistory"])
    world.send("영희", "JOIN #방 열쇠")
    world.peers["영희"].inbox.clear()
    world.send("영희", "CHATHISTORY LATEST #방 * 10")
    assert sum("우리끼리" in line for line in world.peers["영희"].inbox) == 1
    assert not any("sealed" in line for line in world.peers["영희"].inbox)
    world.send("철수", "QUIT")
    world.send("영희", "QUIT")
    world.advance(1000)
    world.arrive("민수", caps=["batch", "draft/chathistory"])
    world.arrive("손님")
    world.send("민수", "JOIN #방")
    world.send("민수", "CHATHISTORY LATEST #방 * 10")
    world.send("손님", "JOIN #방")
    for name in ("민수", "손님"):
        told = "\n".join(world.peers[name].inbox)
        assert "누구나" in told
        assert "우리끼리" not in told
        assert "이것도" not in told


def test_a_room_opened_again_in_the_same_millisecond_shows_nothing_of_the_closed_one() -> None:
    """What is said at once runs ahead of the clock."""
    world = World()
    world.arrive("철수")
    world.arrive("영희", caps=CAPS)
    for line in ("JOIN #방", "MODE #방 +k 열쇠", "PRIVMSG #방 :비밀", "PRIVMSG #방 :비밀", "PART #방"):
        world.send("철수", line)
    world.send("영희", "JOIN #방")
    world.peers["영희"].read()
    world.send("영희", "CHATHISTORY LATEST #방 * 10")
    opening, closing = world.peers["영희"].read()
    assert " BATCH +" in opening
    assert " BATCH -" in closing
