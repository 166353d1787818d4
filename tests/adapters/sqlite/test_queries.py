from collections.abc import Iterator

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.adapters.sqlite.migrations import steps
from malmadang.adapters.sqlite.queries import answer
from malmadang.adapters.sqlite.rows import Writer
from malmadang.adapters.storage_memory import MemoryStorage
from malmadang.ports import Answer, Bound, ByMsgid, ByTime, EventRecord, HistoryQuery, TargetsQuery, TimeMs
from tests.kit.stores import Log

LINES = 400


def conversation() -> list[EventRecord]:
    """Lines that share their time in runs of every length, with gaps in their places."""
    log = Log(step_ms=0)
    lines = []
    for number in range(LINES):
        if number % (1 + number // 20 % 7) == 0:
            log.now_ms += 1_000
        line = log.say(str(number), verb="JOIN" if number % 5 == 0 else "PRIVMSG")
        if number % 3:
            lines.append(line)
    return lines


SAID = conversation()


@pytest.fixture(scope="module")
def connection() -> Iterator[apsw.Connection]:
    connection = apsw.Connection(":memory:")
    for sql in steps().values():
        connection.execute(sql)
    Writer(connection).write([*SAID, Log("#뜰").say("다른 방")])
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def memory() -> MemoryStorage:
    memory = MemoryStorage()
    memory.commit([*SAID, Log("#뜰").say("다른 방")], lambda _: None)
    return memory


_TIMES = st.sampled_from(sorted({line.utc_ms + by for line in SAID for by in (-1, 0, 1)}))
_BOUNDS = st.one_of(
    st.none(),
    st.builds(ByMsgid, st.sampled_from([line.msgid for line in SAID] + ["#뜰1", "nowhere"])),
    st.builds(ByTime, _TIMES.map(TimeMs)),
)


@given(_BOUNDS, _BOUNDS, st.integers(1, 30), st.booleans(), st.booleans())
def test_both_stores_answer_alike(
    connection: apsw.Connection,
    memory: MemoryStorage,
    after: Bound | None,
    before: Bound | None,
    limit: int,
    newest: bool,
    talk_only: bool,
) -> None:
    query = HistoryQuery("#방", after, before, limit, newest, talk_only)
    expected: list[Answer] = []
    memory.ask(query, expected.append)
    assert answer(connection, query) == expected[0]
    assert not connection.in_transaction


def test_a_page_and_its_place_are_found_without_reading_the_log(connection: apsw.Connection) -> None:
    steps_taken = 0

    def count() -> bool:
        nonlocal steps_taken
        steps_taken += 1
        return False

    connection.set_progress_handler(count, 1)
    answer(connection, HistoryQuery("#방", ByTime(SAID[len(SAID) // 2].utc_ms), limit=1))
    connection.set_progress_handler(None)
    assert steps_taken < 40 * LINES.bit_length()


def test_one_that_takes_too_long_can_be_ended(connection: apsw.Connection) -> None:
    connection.set_progress_handler(lambda: True, 10)
    with pytest.raises(apsw.InterruptError):
        answer(connection, TargetsQuery(("#방",) * 50, "", TimeMs(0), TimeMs(1 << 50), 10))
    connection.set_progress_handler(None)
    assert not connection.in_transaction
