"""What leaves, when, and in how many writes."""

from malmadang.ports import ChannelId, ClientId, Outcome
from malmadang.server.fanout import MAX_WAITING_LINES, SLICE, SMALL_ROOM, Fanout
from malmadang.server.pipeline import Pipeline
from malmadang.server.turnlog import HOLD_ROOM
from malmadang.servercore.effects import Send
from malmadang.servercore.events import Refused
from malmadang.servercore.render import TAGS
from tests.kit.clock import HandClock
from tests.kit.readers import FakeReader, HandStore, post


class Hall:
    """A fan-out with readers in rooms."""

    def __init__(self, at_once: Outcome | None = Outcome.KEPT) -> None:
        self.store = HandStore(at_once=at_once)
        self.fanout = Fanout()
        self.refusals: list[Refused] = []
        self.acks = 0
        self.clock = HandClock()
        self.pipeline = Pipeline(
            self.fanout,
            self.store,
            refused=self.refused,
            released=self.acknowledged,
            clock=self.clock,
        )
        self.readers: dict[int, FakeReader] = {}

    def refused(self, event: Refused, order: int) -> None:
        self.refusals.append(event)
        for client, *_ in event.clients:
            self.fanout.send_before(order, Send(client, b"FAIL\r\n"))

    def acknowledged(self) -> None:
        self.acks += 1
        self.turn()

    def add(self, *numbers: int, room: int = 1) -> list[FakeReader]:
        for number in numbers:
            if number not in self.readers:
                self.readers[number] = FakeReader(number)
                self.fanout.attach(self.readers[number])
            self.fanout.subscribe(ChannelId(room), ClientId(number))
        return [self.readers[number] for number in numbers]

    def send(self, number: int, line: bytes, *, with_record: bool = False) -> None:
        records = tuple(self.fanout.open.records[-1:]) if with_record else ()
        self.fanout.send(Send(ClientId(number), line, records))

    def turn(self) -> None:
        self.pipeline.end_turn()
        self.fanout.settle()


def test_all_readers_of_a_class_share_one_object_in_one_write() -> None:
    hall = Hall()
    a, b, c, tagged = hall.add(1, 2, 3, 4)
    hall.fanout.classify(ClientId(4), TAGS)
    hall.fanout.post(post(1, "one"))
    hall.fanout.post(post(1, "two"))
    hall.turn()
    assert a.writes == [b"one\r\ntwo\r\n"]
    assert a.writes[0] is b.writes[0] is c.writes[0]
    assert tagged.writes == [b"@msgid=one one\r\n@msgid=two two\r\n"]


def test_a_single_line_is_used_as_it_is() -> None:
    hall = Hall()
    (a,) = hall.add(1)
    effect = post(1, "one")
    hall.fanout.post(effect)
    hall.turn()
    assert a.writes[0] is effect.line.render(0)


def test_a_silent_speaker_is_cut_out_and_back_in_the_next_turn() -> None:
    hall = Hall()
    a, b = hall.add(1, 2)
    for text, speaker in (("a1", 1), ("a2", 1), ("b1", 2), ("a3", 1)):
        hall.fanout.post(post(1, text, silent=(speaker,), kept=True, speaker=speaker))
    hall.turn()
    assert a.writes == [b"b1\r\n"]
    assert b.writes == [b"a1\r\na2\r\na3\r\n"]
    hall.fanout.post(post(1, "next"))
    hall.turn()
    assert a.writes[1] is b.writes[1]
    assert a.odd == b.odd == 0


def test_replies_of_one_turn_leave_in_one_write_at_its_end() -> None:
    hall = Hall()
    (a,) = hall.add(1)
    hall.send(1, b"001\r\n")
    hall.send(1, b"002\r\n")
    assert a.writes == []
    hall.turn()
    assert a.writes == [b"001\r\n002\r\n"]


def test_a_reply_waits_behind_lines_of_the_room_that_are_not_kept_yet() -> None:
    hall = Hall(at_once=None)
    a, b, outsider = hall.add(1, 2, 3)
    hall.fanout.unsubscribe(ChannelId(1), ClientId(3))
    hall.fanout.post(post(1, "hello", kept=True, speaker=1))
    hall.send(1, b"PONG\r\n")
    hall.send(3, b"PONG\r\n")
    hall.turn()
    assert outsider.writes == [b"PONG\r\n"]
    assert a.writes == b.writes == []
    hall.store.answer(Outcome.KEPT)
    assert a.writes == [b"hello\r\nPONG\r\n"]
    assert b.writes == [b"hello\r\n"]


def test_a_speaker_outside_the_room_gets_its_reply_after_the_commit() -> None:
    hall = Hall(at_once=None)
    (a,) = hall.add(1)
    outsider = FakeReader(9)
    hall.fanout.attach(outsider)
    hall.fanout.post(post(1, "from outside", kept=True, speaker=9))
    hall.send(9, b"PONG\r\n")
    hall.turn()
    assert outsider.writes == []
    hall.store.answer(Outcome.KEPT)
    assert (a.text, outsider.text) == ("from outside", "PONG")


def test_two_rooms_are_merged_in_order_for_whoever_reads_both() -> None:
    hall = Hall()
    (a,) = hall.add(1)
    (both,) = hall.add(2)
    hall.add(2, 3, room=2)
    for room, text in ((1, "x"), (2, "y"), (1, "z")):
        hall.fanout.post(post(room, text))
    hall.turn()
    assert both.writes == [b"x\r\ny\r\nz\r\n"]
    assert a.writes == [b"x\r\nz\r\n"]
    assert hall.readers[3].writes == [b"y\r\n"]


def test_whoever_joins_or_leaves_in_a_group_gets_its_part_of_it() -> None:
    hall = Hall(at_once=None)
    hall.add(1, 2)
    hall.fanout.post(post(1, "one", kept=True))
    hall.turn()
    hall.add(3)
    hall.fanout.post(post(1, "two", kept=True))
    hall.fanout.unsubscribe(ChannelId(1), ClientId(2))
    hall.fanout.post(post(1, "three", kept=True))
    hall.turn()
    hall.store.answer(Outcome.KEPT)
    hall.store.answer(Outcome.KEPT)
    assert [hall.readers[n].text for n in (1, 2, 3)] == ["one two three", "one two", "two three"]


def test_a_large_room_is_written_to_in_slices_and_small_rooms_first() -> None:
    hall = Hall()
    crowd = hall.add(*range(1, 2 * SLICE + 2))
    few = hall.add(1001, 1002, room=2)
    assert len(crowd) > SMALL_ROOM
    hall.fanout.post(post(1, "big"))
    hall.fanout.post(post(2, "small"))
    hall.turn()
    assert [reader.text for reader in few] == ["small", "small"]
    assert not any(reader.writes for reader in crowd)
    counts = []
    while hall.fanout.jobs:
        hall.fanout.slice()
        counts.append(sum(bool(reader.writes) for reader in crowd))
    assert counts == [SLICE, 2 * SLICE, 2 * SLICE + 1]


def test_lines_for_a_room_with_a_running_job_wait_and_leave_together() -> None:
    hall = Hall()
    crowd = hall.add(*range(1, SLICE + 10))
    hall.fanout.post(post(1, "one"))
    hall.turn()
    hall.fanout.slice()
    for text in ("two", "three"):
        hall.fanout.post(post(1, text))
        hall.turn()
    while hall.fanout.jobs:
        hall.fanout.slice()
    assert {tuple(reader.writes) for reader in crowd} == {(b"one\r\n", b"two\r\nthree\r\n")}
    assert not any(reader.odd for reader in crowd)


def test_two_large_rooms_take_turns() -> None:
    hall = Hall()
    first = hall.add(*range(1, 2 * SLICE + 1))
    second = hall.add(*range(1001, 1001 + 2 * SLICE), room=2)
    hall.fanout.post(post(1, "a"))
    hall.fanout.post(post(2, "b"))
    hall.turn()
    hall.fanout.slice()
    hall.fanout.slice()
    assert sum(bool(reader.writes) for reader in first) == SLICE
    assert sum(bool(reader.writes) for reader in second) == SLICE


def test_a_reader_that_a_job_owes_is_caught_up_before_anything_else() -> None:
    hall = Hall()
    crowd = hall.add(*range(1, SLICE + 10))
    hall.fanout.post(post(1, "one"))
    hall.turn()
    hall.fanout.post(post(1, "two"))
    hall.turn()
    served_last = crowd[SLICE + 5]
    hall.send(served_last.client_id, b"PONG\r\n")
    hall.turn()
    assert served_last.text == "one two PONG"
    while hall.fanout.jobs:
        hall.fanout.slice()
    assert {reader.text for reader in crowd} == {"one two", "one two PONG"}


def test_those_who_fill_a_room_faster_than_it_is_written_are_not_read() -> None:
    hall = Hall()
    crowd = hall.add(*range(1, SLICE + 10))
    hall.fanout.post(post(1, "first"))
    hall.turn()
    for number in range(MAX_WAITING_LINES + 2):
        hall.fanout.post(post(1, f"line {number}", kept=True, speaker=3))
        hall.turn()
    assert crowd[2].holds == HOLD_ROOM
    assert not crowd[3].holds
    while hall.fanout.jobs:
        hall.fanout.slice()
    assert not crowd[2].holds


def test_a_broken_reader_does_not_keep_the_others_from_reading() -> None:
    hall = Hall()
    a, b, c = hall.add(1, 2, 3)

    def broken(data: bytes) -> int:
        raise ConnectionResetError("gone")

    b.send = broken
    hall.fanout.post(post(1, "x"))
    hall.turn()
    assert (a.text, c.text) == ("x", "x")
    assert len(b.losses) == 1
    hall.fanout.detach(b)
    hall.fanout.post(post(1, "y"))
    hall.turn()
    assert (a.text, c.text) == ("x y", "x y")


def test_a_slow_reader_keeps_references_and_order() -> None:
    hall = Hall()
    a, slow = hall.add(1, 2)
    slow.room = 3
    hall.fanout.post(post(1, "hello"))
    hall.turn()
    hall.fanout.post(post(1, "again"))
    hall.send(2, b"PONG\r\n")
    hall.turn()
    assert bytes(slow.taken) == b"hel"
    slow.unblock()
    assert slow.text == "hello again PONG"
    hall.fanout.post(post(1, "later"))
    hall.turn()
    assert slow.writes[-1] is a.writes[-1]


def test_a_closed_client_reads_to_its_last_line_first() -> None:
    hall = Hall(at_once=None)
    a, b = hall.add(1, 2)
    hall.fanout.post(post(1, "bye", kept=True, speaker=1))
    hall.fanout.end(ClientId(1), b"ERROR :bye\r\n")
    hall.fanout.post(post(1, "quit"))
    hall.turn()
    assert (a.text, a.finished) == ("", 0)
    hall.store.answer(Outcome.KEPT)
    assert (a.text, a.finished) == ("bye ERROR :bye", 1)
    assert b.text == "bye quit"


def test_rooms_nobody_reads_are_forgotten() -> None:
    hall = Hall()
    hall.add(1, 2)
    hall.fanout.post(post(1, "x"))
    hall.fanout.unsubscribe(ChannelId(1), ClientId(1))
    hall.fanout.end(ClientId(2), b"")
    hall.turn()
    assert not hall.fanout._rooms
    hall.add(1)
    hall.fanout.unsubscribe(ChannelId(1), ClientId(1))
    assert not hall.fanout._rooms
