"""A room's rows: in order of time, each msgid once, whatever comes first."""

from hypothesis import given
from hypothesis import strategies as st

from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind, NoticeRow, Row, RowId
from malmadang.clientcore.timeline import Timeline, is_pending
from malmadang.ports import TimeMs
from tests.clientcore.page import Page, talking


def message(number: int, utc_ms: int, msgid: str = "", delivery: Delivery = Delivery.SENT) -> MessageRow:
    own = delivery is not Delivery.SENT
    return MessageRow(RowId(number), TimeMs(utc_ms), "민수", "말", own, delivery=delivery, msgid=msgid)


def ids(timeline: Timeline) -> list[int]:
    return [row.id for row in timeline.rows]


def test_rows_stand_by_time_and_equal_times_by_arrival() -> None:
    timeline = Timeline([])
    assert [timeline.insert(message(*pair)) for pair in ((1, 10), (2, 30), (3, 20), (4, 20))] == [0, 1, 1, 2]
    assert ids(timeline) == [1, 3, 4, 2]


def test_a_msgid_is_there_once() -> None:
    timeline = Timeline([])
    timeline.insert(message(1, 10, "a"))
    assert timeline.insert(message(2, 20, "a")) is None
    assert timeline.has_msgid("a")
    timeline.remove(0)
    assert timeline.insert(message(3, 20, "a")) == 0


def test_what_is_under_way_stays_at_the_bottom() -> None:
    timeline = Timeline([])
    timeline.insert(message(1, 10, delivery=Delivery.SENDING))
    timeline.insert(message(2, 20))
    timeline.insert(message(3, 5, delivery=Delivery.QUEUED))
    assert ids(timeline) == [2, 1, 3]
    assert timeline.replace(message(1, 15)) == (1, 0)
    assert ids(timeline) == [1, 2, 3]
    assert timeline.replace(message(9, 1)) is None


def test_a_stretch_of_history_keeps_its_own_order_within_a_millisecond() -> None:
    timeline = Timeline([])
    timeline.insert(message(1, 5, "c"))
    new = timeline.merge([message(2, 5, "a"), message(3, 5, "b"), message(4, 5, "c"), message(5, 5, "d")])
    assert [row.msgid for row in timeline.rows] == ["a", "b", "c", "d"]
    assert [row.msgid for row, _ in new] == ["a", "b", "d"]
    shadow = [message(1, 5, "c")]
    for row, index in new:
        assert isinstance(row, MessageRow)
        shadow.insert(index, row)
    assert [row.msgid for row in shadow] == ["a", "b", "c", "d"]


def test_whole_seconds_of_history_do_not_go_before_what_they_follow() -> None:
    """InspIRCd's chanhistory."""
    timeline = Timeline([])
    timeline.insert(message(1, 5_400, "a"))
    new = timeline.merge([message(2, 5_000, "a"), message(3, 5_000, "b"), message(4, 6_000, "c")])
    assert [(row.msgid, row.utc_ms) for row in timeline.rows] == [("a", 5_400), ("b", 5_400), ("c", 6_000)]
    assert [index for _, index in new] == [1, 2]


def test_notices_are_never_pending() -> None:
    assert not is_pending(NoticeRow(RowId(1), TimeMs(0), NoticeKind.JOINED, {}))


def test_clearing_forgets_msgids() -> None:
    timeline = Timeline([])
    timeline.insert(message(1, 1, "a"))
    timeline.clear()
    assert not timeline.has_msgid("a")
    assert timeline.rows == []


actions = st.lists(
    st.one_of(
        st.tuples(st.just("live"), st.integers(0, 20)),
        st.tuples(st.just("replay"), st.lists(st.integers(0, 20), max_size=8, unique=True)),
        st.tuples(st.just("echo"), st.integers(21, 26)),
    ),
    max_size=30,
)


def stamp(number: int) -> str:
    return f"msgid=m{number};time=2027-01-15T08:00:{number:02}.000Z"


@given(actions)
def test_any_mixture_of_live_replay_and_echo_shows_each_once_in_time_order(
    steps: list[tuple[str, int | list[int]]],
) -> None:
    """Source: DESIGN §4 (subscribe, read history, merge by msgid: no gap, no double)."""
    page: Page = talking()
    seen: set[int] = set()
    label = 2
    for kind, what in steps:
        if kind == "live":
            assert isinstance(what, int)
            seen.add(what)
            page.play(f"< @{stamp(what)} :민수!m@h PRIVMSG #방 :말{what}")
        elif kind == "replay":
            assert isinstance(what, list)
            seen |= set(what)
            page.play("< :s BATCH +h chathistory #방")
            for number in sorted(what):
                page.play(f"< @batch=h;{stamp(number)} :민수!m@h PRIVMSG #방 :말{number}")
            page.play("< :s BATCH -h")
        else:
            assert isinstance(what, int)
            if what not in seen:
                page.play(f"! 말{what}\n> *")
                label += 1
                page.play(f"< @label={label:x};{stamp(what)} :하늘!u@host PRIVMSG #방 :말{what}")
            page.play(f"< @{stamp(what)} :하늘!u@host PRIVMSG #방 :말{what}")
            seen.add(what)
    rows: list[Row] = [row for row in page.room("#방").rows if isinstance(row, MessageRow)]
    assert [row.msgid for row in rows] == [f"m{number}" for number in sorted(seen)]
