"""Arranging bit by bit gives what arranging the whole gives, whatever happens to the rows."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind, Row, RowId
from malmadang.desktop.arrange import Rules, arrange, newest_sent
from malmadang.desktop.keeper import Keeper
from malmadang.ports import TimeMs
from tests.desktop.paper import Talk, at, seoul

Change = tuple[str, int, int]

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["say", "say", "say", "own", "come", "go", "insert", "edit", "remove", "trim"]),
        st.integers(0, 40),
        st.integers(0, 5),
    ),
    max_size=40,
)


def change(talk: Talk, rows: list[Row], kind: str, place: int, pause: int) -> None:
    when = TimeMs((rows[-1].utc_ms if rows else at(23, 40)) + pause * 59_000)
    match kind:
        case "say":
            rows.append(talk.message(when, "하늘" if place % 2 else "민수", f"말 {place}"))
        case "own":
            delivery = Delivery.SENT if place % 3 else Delivery.SENDING
            rows.append(talk.message(when, "Mina", f"말 {place}", own=True, delivery=delivery))
        case "come":
            rows.append(talk.notice(when, NoticeKind.JOINED, who=f"사람{place}"))
        case "go":
            rows.append(talk.notice(when, NoticeKind.QUIT, who=f"사람{place}"))
        case "insert" if rows:
            before = place % len(rows)
            rows.insert(before, talk.message(rows[before].utc_ms, "하늘", "늦은 말"))
        case "edit" if rows:
            row = rows[place % len(rows)]
            if isinstance(row, MessageRow):
                rows[place % len(rows)] = msgspec.structs.replace(
                    row, text=row.text + "!", delivery=Delivery.SENT
                )
        case "remove" if rows:
            rows.pop(place % len(rows))
        case "trim":
            del rows[: min(pause, len(rows))]
        case _:
            pass


@settings(max_examples=150, deadline=None)
@given(CHANGES, st.integers(1, 12), st.integers(0, 30))
def test_nothing_is_forgotten(changes: list[Change], window: int, divider: int) -> None:
    talk, rows, keeper = Talk(), list[Row](), Keeper()
    days: dict[int, int] = {}
    for kind, place, pause in changes:
        change(talk, rows, kind, place, pause)
        lower = max(0, len(rows) - window)
        shown = rows[lower:]
        before = rows[lower - 1] if lower else None
        rules = Rules(local=seoul, divider=RowId(divider), unread=2, sent=newest_sent(shown), days=days)
        assert keeper.blocks(list(shown), rules, before, None) == arrange(shown, rules, before, None)


def test_one_row_more_keeps_the_blocks_above() -> None:
    talk, keeper = Talk(), Keeper()
    talk.chatter(50)
    rules = Rules(local=seoul)
    old = keeper.blocks(list(talk.rows), rules, None, None)
    talk.message(TimeMs(talk.rows[-1].utc_ms + 1), "하늘", "새 말")
    new = keeper.blocks(list(talk.rows), rules, None, None)
    assert all(one is other for one, other in zip(old[1:-1], new[1:-2], strict=True))


def test_another_rule_arranges_everything_anew() -> None:
    talk, keeper = Talk(), Keeper()
    talk.chatter(5)
    keeper.blocks(list(talk.rows), Rules(local=seoul), None, None)
    divided = Rules(local=seoul, divider=talk.rows[2].id, unread=3)
    assert keeper.blocks(list(talk.rows), divided, None, None)[2].unread == 3
