"""Paging through any history gives every message once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from malmadang.adapters.storage_memory import MemoryStorage
from malmadang.ports import (
    Answer,
    Bound,
    ByMsgid,
    ByTime,
    EventRecord,
    RedactionRecord,
    TimeMs,
    Unanswered,
)
from malmadang.servercore.render import EXTENDED_JOIN, TAGS, TIME
from malmadang.servercore.replay import (
    Steps,
    Unanswerable,
    Wanted,
    after,
    around,
    before,
    between,
    latest,
    line_of,
    parse_bound,
    within,
)

VERBS = ("PRIVMSG", "PRIVMSG", "NOTICE", "JOIN", "TAGMSG")


def event(place: int, utc_ms: int, verb: str = "PRIVMSG", text: str = "글", tags: str = "") -> EventRecord:
    return EventRecord("#방", place, f"m{place}", TimeMs(utc_ms), verb, "a!b@c", "", tags, text)


def store(lines: list[EventRecord], redacted: list[str] | None = None) -> MemoryStorage:
    storage = MemoryStorage()
    taken = [RedactionRecord("#방", msgid, "a!b@c", "", TimeMs(1)) for msgid in redacted or []]
    storage.commit([*lines, *taken], lambda _: None)
    return storage


def run(storage: MemoryStorage, steps: Steps) -> tuple[EventRecord, ...]:
    answers: list[Answer] = []
    query = next(steps, None)
    while query is not None:
        storage.ask(query, answers.append)
        try:
            query = steps.send(answers.pop())
        except StopIteration as done:
            found: tuple[EventRecord, ...] = done.value
            return found
    raise AssertionError("nothing was asked")


@st.composite
def histories(draw: st.DrawFn) -> list[EventRecord]:
    """Logs whose lines share milliseconds now and then."""
    at = 1_000
    lines = []
    for place, step in enumerate(draw(st.lists(st.sampled_from((0, 0, 1, 5)), max_size=40)), 1):
        at += step
        lines.append(event(place, at, draw(st.sampled_from(VERBS))))
    return lines


def by_msgid(line: EventRecord) -> Bound:
    return ByMsgid(line.msgid)


def by_time(line: EventRecord) -> Bound:
    return ByTime(line.utc_ms)


@pytest.mark.parametrize("bound_of", [by_msgid, by_time])
@settings(max_examples=80)
@given(lines=histories(), limit=st.integers(1, 7), talk_only=st.booleans(), data=st.data())
def test_paging_gives_every_line_once(
    bound_of: Callable[[EventRecord], Bound],
    lines: list[EventRecord],
    limit: int,
    talk_only: bool,
    data: st.DataObject,
) -> None:
    redacted = (
        data.draw(st.lists(st.sampled_from([line.msgid for line in lines]), max_size=2)) if lines else []
    )
    storage = store(lines, redacted)
    wanted = Wanted("#방", limit, talk_only, bound_of is by_time)
    every = [line for line in lines if not talk_only or line.verb in ("PRIVMSG", "NOTICE")]
    shown = [line.msgid for line in every if line.msgid not in redacted]
    backwards: list[EventRecord] = []
    page = run(storage, latest(wanted, None))
    while page:
        backwards[:0] = page
        page = run(storage, before(wanted, bound_of(page[0])))
    assert [line.msgid for line in backwards] == shown
    forwards: list[EventRecord] = []
    page = run(storage, after(wanted, ByTime(TimeMs(0))))
    while page:
        forwards += page
        page = run(storage, after(wanted, bound_of(page[-1])))
    assert [line.msgid for line in forwards] == shown


@given(lines=histories(), data=st.data())
def test_between_is_the_same_both_ways(lines: list[EventRecord], data: st.DataObject) -> None:
    if not lines:
        return
    one, other = data.draw(st.tuples(st.sampled_from(lines), st.sampled_from(lines)))
    wanted = Wanted("#방", 100, talk_only=False)
    inside = [line for line in lines if min(one.seq, other.seq) < line.seq < max(one.seq, other.seq)]
    assert list(run(store(lines), between(wanted, by_msgid(one), by_msgid(other)))) == inside


def test_around_has_the_line_itself_and_no_more_than_the_limit() -> None:
    storage = store([event(place, 1_000 + place // 2) for place in range(1, 10)])
    for limit in range(1, 12):
        found = run(storage, around(Wanted("#방", limit, talk_only=True), ByMsgid("m5")))
        assert "m5" in [line.msgid for line in found]
        assert len(found) <= limit
        assert [line.seq for line in found] == sorted(line.seq for line in found)


def test_what_was_taken_back_is_left_out_and_does_not_end_a_history() -> None:
    storage = store([event(place, 1_000 + place) for place in range(1, 6)], ["m3", "m4", "m5"])
    assert [line.msgid for line in run(storage, latest(Wanted("#방", 2, talk_only=True), None))] == [
        "m1",
        "m2",
    ]
    assert run(storage, around(Wanted("#방", 1, talk_only=True), ByMsgid("m3"))) == ()
    assert [line.msgid for line in run(storage, around(Wanted("#방", 9, talk_only=True), ByMsgid("m4")))] == [
        "m1",
        "m2",
    ]


def test_an_unknown_msgid_is_no_empty_history() -> None:
    with pytest.raises(Unanswerable) as caught:
        run(store([event(1, 1)]), after(Wanted("#방", 5, talk_only=True), ByMsgid("nowhere")))
    assert caught.value.why is Unanswered.NO_SUCH_MSGID


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("msgid=abc", ByMsgid("abc")),
        ("msgid=a=b", ByMsgid("a=b")),
        ("timestamp=1970-01-01T00:00:01.500Z", ByTime(TimeMs(1500))),
        ("msgid=", None),
        ("timestamp=now", None),
        ("*", None),
        ("abc", None),
    ],
)
def test_bounds(text: str, bound: Bound | None) -> None:
    """IRCv3 chathistory, "CHATHISTORY Command"."""
    assert parse_bound(text) == bound


@pytest.mark.parametrize(
    ("verb", "text", "line"),
    [
        ("PRIVMSG", "안녕 하세요", ":a!b@c PRIVMSG #방 :안녕 하세요"),
        ("TOPIC", "", ":a!b@c TOPIC #방 :"),
        ("JOIN", "* :이름", ":a!b@c JOIN #방"),
        ("PART", "", ":a!b@c PART #방"),
        ("PART", "갈게 요", ":a!b@c PART #방 :갈게 요"),
        ("QUIT", "Quit: ", ":a!b@c QUIT :Quit: "),
        ("NICK", "새이름", ":a!b@c NICK :새이름"),
        ("KICK", "영희 :왜", ":a!b@c KICK #방 영희 :왜"),
        ("MODE", "+o 영희", ":a!b@c MODE #방 +o 영희"),
    ],
)
def test_a_kept_line_is_written_as_it_was(verb: str, text: str, line: str) -> None:
    assert line_of(event(1, 1, verb, text), "#방").render(0) == f"{line}\r\n".encode()


def test_a_kept_line_has_its_reader_s_form() -> None:
    joined = line_of(event(1, 1500, "JOIN", "계정 :이름 둘"), "#방")
    assert joined.render(EXTENDED_JOIN).decode() == ":a!b@c JOIN #방 계정 :이름 둘\r\n"
    reaction = line_of(event(2, 1500, "TAGMSG", "", "+draft/react=:)"), "#방")
    assert reaction.render(TIME) == b""
    assert reaction.render(TAGS).decode() == "@msgid=m2;+draft/react=:) :a!b@c TAGMSG #방\r\n"


def test_no_more_than_a_reader_may_be_given() -> None:
    lines = [line_of(event(place, place), "#방") for place in range(1, 6)]
    size = len(lines[0].render(0))
    assert within(lines, 0, 2 * size, newest=True) == lines[3:]
    assert within(lines, 0, 2 * size, newest=False) == lines[:2]
    assert within(lines, 0, 1, newest=True) == lines[4:]
    assert within(lines, 0, 99 * size, newest=True) == lines
    assert within([], 0, 1, newest=True) == []
