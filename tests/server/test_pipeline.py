"""Commit before deliver: groups, refusals, back-pressure."""

import pytest

from malmadang.ports import (
    ChannelId,
    ChannelRenamed,
    ClientId,
    MarkerRecord,
    MembershipGone,
    Outcome,
    PartlyKept,
    TimeMs,
)
from malmadang.server.pipeline import LOOK_MS, MAX_GROUP_RECORDS, MAX_MESSAGES, SLOW_MS
from malmadang.server.turnlog import HOLD_STORE
from malmadang.servercore.effects import Keep, PostRun, Send
from malmadang.servercore.render import Run
from tests.kit.readers import events, post, record
from tests.server.test_fanout import Hall


def speak(hall: Hall, text: str, speaker: int = 1, label: str = "") -> None:
    hall.fanout.post(post(1, text, kept=True, speaker=speaker, label=label))


def groups(hall: Hall) -> list[list[str]]:
    return [[record.msgid for record in events(group)] for group in hall.store.groups]


def test_nothing_leaves_before_the_store_has_it() -> None:
    hall = Hall(at_once=None)
    (a,) = hall.add(1)
    speak(hall, "x")
    hall.turn()
    assert (groups(hall), a.text) == ([["x"]], "")
    hall.store.answer(Outcome.KEPT)
    assert (a.text, hall.acks) == ("x", 1)


def test_what_is_said_while_a_group_is_at_the_store_forms_the_next() -> None:
    hall = Hall(at_once=None)
    (a,) = hall.add(1)
    for text in ("a", "b", "c"):
        speak(hall, text)
        hall.turn()
    assert groups(hall) == [["a"]]
    hall.store.answer(Outcome.KEPT)
    assert (groups(hall), a.text) == ([["a"], ["b", "c"]], "a")
    hall.store.answer(Outcome.KEPT)
    assert a.text == "a b c"
    assert hall.pipeline.is_idle


def test_the_next_group_is_handed_over_before_the_last_one_leaves() -> None:
    hall = Hall(at_once=None)
    (a,) = hall.add(1)
    speak(hall, "a")
    hall.turn()
    speak(hall, "b")
    hall.turn()
    seen: list[int] = []
    take = a.send

    def watched(data: bytes) -> int:
        seen.append(len(hall.store.groups))
        return take(data)

    a.send = watched
    hall.store.answer(Outcome.KEPT)
    assert seen == [2]


def test_a_group_without_records_waits_only_for_those_ahead() -> None:
    hall = Hall(at_once=None)
    (a,) = hall.add(1)
    hall.fanout.post(post(1, "JOIN"))
    hall.turn()
    assert a.text == "JOIN"
    speak(hall, "x")
    hall.turn()
    hall.fanout.post(post(1, "PART"))
    hall.turn()
    assert a.text == "JOIN"
    hall.store.answer(Outcome.KEPT)
    assert a.text == "JOIN x PART"
    assert len(hall.store.groups) == 1


def test_a_refusal_takes_the_records_of_both_groups_and_leaves_the_rest() -> None:
    hall = Hall(at_once=None)
    a, b = hall.add(1, 2)
    speak(hall, "a", label="L1")
    hall.send(1, b"echo of a\r\n", with_record=True)
    hall.fanout.post(post(1, "TOPIC"))
    hall.turn()
    speak(hall, "b", speaker=2)
    hall.fanout.post(post(1, "JOIN"))
    hall.send(2, b"PONG\r\n")
    hall.turn()
    hall.store.answer(Outcome.DISK_FULL)
    assert (a.text, b.text) == ("FAIL TOPIC JOIN", "FAIL TOPIC JOIN PONG")
    (refusal,) = hall.refusals
    assert refusal.outcome is Outcome.DISK_FULL
    assert refusal.clients == ((1, "PRIVMSG", "#방", "L1"), (2, "PRIVMSG", "#방", ""))
    assert groups(hall) == [["a"]]
    speak(hall, "again")
    hall.turn()
    hall.store.answer(Outcome.KEPT)
    assert a.text == "FAIL TOPIC JOIN again"


def test_what_nobody_reads_is_kept_like_a_line() -> None:
    hall = Hall(at_once=None)
    (a,) = hall.add(1)
    marker = MarkerRecord("a", "#방", TimeMs(1))
    hall.fanout.keep(Keep(marker, ClientId(1), "MARKREAD", "#방"))
    hall.send(1, b"MARKREAD\r\n", with_record=True)
    hall.turn()
    speak(hall, "x")
    hall.turn()
    assert (hall.store.groups, a.text) == ([[marker]], "")
    hall.store.answer(Outcome.KEPT)
    assert (groups(hall)[1], a.text) == (["x"], "MARKREAD")


def test_what_nobody_reads_is_refused_like_a_line() -> None:
    hall = Hall(at_once=None)
    a, b = hall.add(1, 2)
    hall.fanout.keep(Keep(MarkerRecord("a", "#방", TimeMs(1)), ClientId(1), "MARKREAD", "#방", "L1"))
    hall.send(1, b"MARKREAD\r\n", with_record=True)
    hall.send(1, b"PONG\r\n")
    speak(hall, "x")
    hall.fanout.keep(Keep(MembershipGone("b", "#방")))
    hall.turn()
    hall.store.answer(Outcome.DISK_FULL)
    assert (a.text, b.text) == ("FAIL FAIL PONG", "")
    (refusal,) = hall.refusals
    assert refusal.clients == ((1, "MARKREAD", "#방", "L1"), (1, "PRIVMSG", "#방", ""))
    assert hall.pipeline.is_idle


def test_a_record_that_cannot_be_kept_falls_alone() -> None:
    hall = Hall(at_once=None)
    a, b = hall.add(1, 2)
    for text in ("a", "bad", "c"):
        speak(hall, text, label="L")
        hall.send(1, f"echo of {text}\r\n".encode(), with_record=True)
    hall.turn()
    speak(hall, "d", speaker=2)
    hall.turn()
    hall.store.answer(PartlyKept(frozenset({1})))
    assert (a.text, b.text) == ("FAIL a echo of a c echo of c", "a c")
    assert [refusal.clients for refusal in hall.refusals] == [((1, "PRIVMSG", "#방", "L"),)]
    assert groups(hall)[1] == ["d"]
    hall.store.answer(Outcome.KEPT)
    assert b.text == "a c d"


def test_an_answer_falls_with_what_it_tells_of_wherever_it_stands() -> None:
    """A labelled text to several rooms: its echoes are sent together, after all of it was put down."""
    hall = Hall(at_once=None)
    a, _ = hall.add(1, 2)
    records = [record(text) for text in ("a", "bad", "c")]
    for one in records:
        hall.fanout.keep(Keep(one, ClientId(1), "PRIVMSG", "#방", "L"))
    hall.fanout.send(Send(ClientId(1), b"BATCH +\r\n", tuple(records)))
    for one in records:
        hall.fanout.send(Send(ClientId(1), f"echo of {one.msgid}\r\n".encode(), (one,)))
    hall.turn()
    hall.store.answer(PartlyKept(frozenset({1})))
    assert a.text == "FAIL BATCH + echo of a echo of c"


def test_a_store_that_does_not_answer_is_given_nothing_more() -> None:
    hall = Hall(at_once=None)
    a, b = hall.add(1, 2)
    (c,) = hall.add(3, room=2)
    speak(hall, "x")
    hall.turn()
    hall.clock.move(SLOW_MS)
    assert not hall.refusals
    hall.clock.move(2 * LOOK_MS)
    speak(hall, "y", speaker=2)
    hall.fanout.post(post(1, "JOIN"))
    hall.send(2, b"PONG\r\n")
    hall.send(3, b"PONG\r\n")
    hall.turn()
    assert [(refusal.clients, refusal.outcome) for refusal in hall.refusals] == [
        (((2, "PRIVMSG", "#방", ""),), Outcome.SLOW)
    ]
    assert (b.text, c.text) == ("FAIL", "PONG"), "who cannot be heard hears it at once"
    hall.store.answer(Outcome.KEPT)
    assert (a.text, b.text) == ("x JOIN", "FAIL x JOIN PONG")
    speak(hall, "z")
    hall.turn()
    hall.store.answer(Outcome.KEPT)
    assert a.text == "x JOIN z"
    assert hall.pipeline.is_idle
    hall.clock.move(2 * LOOK_MS)
    assert not hall.clock.timers, "nobody watches a store that has nothing to do"


def test_a_store_that_answers_is_not_slow_however_long_it_is_busy() -> None:
    hall = Hall(at_once=None)
    hall.add(1)
    for number in range(4 * SLOW_MS // LOOK_MS):
        speak(hall, f"x{number}")
        hall.turn()
        if number:
            hall.store.answer(Outcome.KEPT)
        hall.clock.move(LOOK_MS)
    assert not hall.refusals
    hall.pipeline.close()
    assert not hall.clock.timers


def test_a_refusal_is_heard_before_what_was_asked_later() -> None:
    hall = Hall(at_once=None)
    a, b = hall.add(1, 2)
    hall.send(1, b"NAMES\r\n")
    hall.turn()
    speak(hall, "x")
    hall.send(1, b"PONG 1\r\n")
    hall.turn()
    hall.send(2, b"PONG 2\r\n")
    speak(hall, "y", speaker=2)
    hall.send(1, b"PONG 3\r\n")
    hall.turn()
    hall.store.answer(Outcome.DISK_FULL)
    assert (a.text, b.text) == ("NAMES FAIL PONG 1 PONG 3", "FAIL PONG 2")


def test_a_refusal_answered_at_once() -> None:
    hall = Hall(at_once=Outcome.FAILED)
    (a,) = hall.add(1)
    speak(hall, "x")
    hall.fanout.post(post(1, "MODE"))
    hall.turn()
    assert a.text == "FAIL MODE"
    assert len(hall.refusals) == 1
    assert hall.pipeline.is_idle


def test_who_has_too_much_unreleased_is_not_read_until_it_is() -> None:
    hall = Hall(at_once=None)
    a, b = hall.add(1, 2)
    for number in range(MAX_MESSAGES + 1):
        speak(hall, f"x{number}")
    speak(hall, "y", speaker=2)
    hall.turn()
    assert (a.holds, b.holds) == (HOLD_STORE, 0)
    hall.store.answer(Outcome.KEPT)
    assert a.holds == 0


@pytest.mark.parametrize("form", ["line", "run", "record"])
def test_bytes_count_as_well(form: str) -> None:
    hall = Hall(at_once=None)
    (a,) = hall.add(1)
    long = "가" * 6_000
    effect = post(1, long, kept=True, speaker=1)
    assert effect.record is not None
    if form == "line":
        hall.fanout.post(effect)
    elif form == "run":
        hall.fanout.post_run(
            PostRun(ChannelId(1), Run("", [long], [TimeMs(0)], ["m"]), [effect.record], (), ClientId(1))
        )
    else:
        hall.fanout.keep(Keep(record("m", long), ClientId(1), "PRIVMSG", "영희"))
    hall.turn()
    assert a.holds == HOLD_STORE
    hall.store.answer(Outcome.KEPT)
    assert (a.holds, a.weight) == (0, 0)


def test_a_group_that_grows_too_large_stops_all_who_speak_in_it() -> None:
    hall = Hall(at_once=None)
    speakers = hall.add(*range(1, 65), room=2)
    (reader,) = hall.add(100)
    speak(hall, "first", speaker=100)
    hall.turn()
    for number in range(MAX_GROUP_RECORDS):
        speak(hall, f"x{number}", speaker=number % 64 + 1)
    hall.turn()
    assert all(speaker.holds == HOLD_STORE for speaker in speakers)
    assert not reader.holds
    hall.store.answer(Outcome.KEPT)
    assert not any(speaker.holds for speaker in speakers)
    hall.store.answer(Outcome.KEPT)
    assert len(reader.stream.splitlines()) == MAX_GROUP_RECORDS + 1


def test_a_client_that_is_gone_leaves_its_message_behind() -> None:
    hall = Hall(at_once=None)
    a, b = hall.add(1, 2)
    speak(hall, "last words")
    hall.turn()
    hall.fanout.detach(a)
    hall.turn()
    hall.store.answer(Outcome.KEPT)
    assert (a.text, b.text) == ("", "last words")


@pytest.mark.parametrize("outcome", [Outcome.KEPT, Outcome.DISK_FULL, PartlyKept(frozenset({1}))])
def test_who_asks_for_something_to_be_kept_first_hears_what_became_of_it(
    outcome: Outcome | PartlyKept,
) -> None:
    hall = Hall(at_once=None)
    hall.add(1)
    told: list[Outcome] = []
    speak(hall, "a")
    hall.pipeline.keep_first(ChannelRenamed("#a", "#b"), told.append)
    hall.turn()
    assert [type(record).__name__ for record in hall.store.groups[0]] == ["EventRecord", "ChannelRenamed"]
    assert told == []
    hall.store.answer(outcome)
    assert told == [Outcome.FAILED if isinstance(outcome, PartlyKept) else outcome]


@pytest.mark.parametrize("outcome", [Outcome.KEPT, Outcome.FAILED])
def test_a_store_that_answers_at_once_answers_that_too(outcome: Outcome) -> None:
    hall = Hall(at_once=outcome)
    told: list[Outcome] = []
    hall.pipeline.keep_first(ChannelRenamed("#a", "#b"), told.append)
    hall.turn()
    assert told == [outcome]


def test_what_is_asked_for_goes_with_the_group_it_was_built_on() -> None:
    hall = Hall(at_once=None)
    hall.add(1)
    told: list[Outcome] = []
    speak(hall, "a")
    hall.turn()
    hall.pipeline.keep_first(ChannelRenamed("#a", "#b"), told.append)
    hall.turn()
    hall.store.answer(Outcome.DISK_FULL)
    assert told == [Outcome.DISK_FULL]
    assert len(hall.store.groups) == 1


def test_states_that_are_refused_unseen_are_owed_all_the_same() -> None:
    """They hold here, so the store must hear of them; what was said is gone and told."""
    hall = Hall(at_once=None)
    hall.add(1)
    state = MembershipGone("a", "#방")
    speak(hall, "a")
    hall.turn()
    speak(hall, "b")
    hall.fanout.keep(Keep(state))
    hall.turn()
    hall.store.answer(Outcome.DISK_FULL)
    hall.turn()
    assert hall.store.groups[1:] == [[state]]
    hall.store.answer(Outcome.DISK_FULL)
    assert hall.pipeline.is_idle, "now the store owes it"
    assert len(hall.refusals[0].clients) == 2


def test_states_are_kept_once_a_store_that_was_too_slow_answers() -> None:
    hall = Hall(at_once=None)
    (a,) = hall.add(1)
    first, second = MembershipGone("a", "#방"), MembershipGone("b", "#방")
    speak(hall, "a")
    hall.turn()
    hall.clock.move(SLOW_MS)
    hall.clock.move(2 * LOOK_MS)
    for state in (first, second):
        hall.fanout.keep(Keep(state))
        speak(hall, "b")
        hall.turn()
    hall.store.answer(Outcome.KEPT)
    hall.turn()
    assert hall.store.groups[1:] == [[first, second]]
    hall.store.answer(Outcome.KEPT)
    assert a.text.count("FAIL") == 2
    assert hall.pipeline.is_idle
