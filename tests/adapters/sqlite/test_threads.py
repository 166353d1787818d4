import asyncio
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import apsw
import pytest

from malmadang.adapters.sqlite import threads
from malmadang.adapters.sqlite.connections import open_reader, open_writer
from malmadang.adapters.sqlite.doorbell import Doorbell
from malmadang.adapters.sqlite.keeper import RESUME_BYTES, STOP_BYTES, Keeper, Trouble
from malmadang.adapters.sqlite.migrations import steps, upgrade
from malmadang.adapters.sqlite.threads import ReaderThreads, StoreThread
from malmadang.ports import (
    Answer,
    EventQuery,
    HistoryQuery,
    Outcome,
    Record,
    Unanswered,
    Verdict,
)
from tests.adapters.sqlite.disk import silent, unexpected
from tests.kit.stores import PATIENCE_S, Log


@pytest.fixture(autouse=True)
def _nothing_that_can_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done between groups by itself is another matter than what is asked for."""
    monkeypatch.setattr(threads, "STEP", 1 << 30)
    monkeypatch.setattr(threads, "REST_S", PATIENCE_S)


def a_keeper(path: Path, free: Callable[[], int] = lambda: 10 * RESUME_BYTES) -> Keeper:
    keeper = Keeper(lambda: open_writer(path), free, silent)
    upgrade(keeper.connection, path, steps(), report=silent)
    return keeper


async def kept(store: StoreThread, records: Sequence[Record]) -> Verdict:
    future: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
    store.keep(records, future.set_result)
    return await asyncio.wait_for(future, PATIENCE_S)


def test_every_group_has_one_answer_in_order(tmp_path: Path) -> None:
    async def scenario() -> None:
        bell = Doorbell(asyncio.get_running_loop())
        store = StoreThread(a_keeper(tmp_path / "a.db"), bell, unexpected)
        log = Log()
        answers: list[tuple[int, Verdict]] = []
        for number in range(50):
            store.keep([log.say("글")], lambda verdict, number=number: answers.append((number, verdict)))  # type: ignore[misc]
        store.start()
        assert store.finish(PATIENCE_S)
        bell.run()
        bell.close()
        assert answers == [(number, Outcome.KEPT) for number in range(50)]

    asyncio.run(scenario())


def test_it_goes_on_by_itself_when_there_is_room_again(tmp_path: Path) -> None:
    free = STOP_BYTES - 1

    async def scenario() -> None:
        nonlocal free
        bell = Doorbell(asyncio.get_running_loop())
        store = StoreThread(a_keeper(tmp_path / "a.db", lambda: free), bell, unexpected, tend_s=0)
        store.start()
        log = Log()
        assert await kept(store, [log.say("글")]) is Outcome.DISK_FULL
        assert await kept(store, [log.say("글")]) is Outcome.DISK_FULL
        free = RESUME_BYTES
        async with asyncio.timeout(PATIENCE_S):
            while await kept(store, [log.say("글")]) is Outcome.DISK_FULL:
                pass
        store.finish(PATIENCE_S)
        bell.close()

    asyncio.run(scenario())


def test_a_quiet_server_goes_on_by_itself_too(tmp_path: Path) -> None:
    free = STOP_BYTES - 1
    resumed = threading.Event()

    async def scenario() -> None:
        nonlocal free
        bell = Doorbell(asyncio.get_running_loop())
        keeper = a_keeper(tmp_path / "a.db", lambda: free)
        store = StoreThread(keeper, bell, unexpected, tend_s=0.001)
        store.start()
        assert await kept(store, [Log().say("글")]) is Outcome.DISK_FULL
        keeper._report = lambda event, **_: resumed.set() if event == "store_resumed" else None
        free = RESUME_BYTES
        assert await asyncio.to_thread(resumed.wait, PATIENCE_S)
        store.finish(PATIENCE_S)
        bell.close()

    asyncio.run(scenario())


def test_the_loop_hears_of_the_threads_death(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = MemoryError("no more")

    def dying(self: Keeper, records: Sequence[Record]) -> Verdict:
        raise fault

    monkeypatch.setattr(Keeper, "keep", dying)

    async def scenario() -> None:
        loop = asyncio.get_running_loop()
        bell = Doorbell(loop)
        died: asyncio.Future[BaseException] = loop.create_future()
        keeper = a_keeper(tmp_path / "a.db")
        store = StoreThread(keeper, bell, died.set_result)
        store.start()
        store.keep([Log().say("글")], unexpected)  # type: ignore[arg-type]  # never called
        assert await asyncio.wait_for(died, PATIENCE_S) is fault
        assert store.finish(PATIENCE_S)
        bell.close()
        keeper.close()

    asyncio.run(scenario())


async def known(store: StoreThread, log: Log) -> None:
    """Let the thread find out what its disk is like."""
    for _ in range(threads.WATCHED):
        assert await kept(store, [log.say("글")]) is Outcome.KEPT


def test_a_quick_disk_may_be_used_from_the_loop_for_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "QUICK_S", PATIENCE_S)
    monkeypatch.setattr(threads, "AWAY", 3)

    async def scenario() -> None:
        bell = Doorbell(asyncio.get_running_loop())
        store = StoreThread(a_keeper(tmp_path / "a.db"), bell, unexpected, tend_s=PATIENCE_S)
        store.start()
        log = Log()
        assert not store.is_quick()
        await known(store, log)
        for _ in range(3):
            assert store.is_quick()
            assert store.keep_at_once([log.say("글")]) is Outcome.KEPT
        # The thread has to fold the log of writes into the file now and then.
        assert not store.is_quick()
        assert await kept(store, [log.say("글")]) is Outcome.KEPT
        assert store.is_quick()
        store.finish(PATIENCE_S)
        bell.close()

    asyncio.run(scenario())
    reader = open_reader(tmp_path / "a.db")
    assert reader.execute("SELECT count(*) FROM events").get == threads.WATCHED + 4
    reader.close()


def test_a_slow_disk_is_never_waited_for_on_the_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "QUICK_S", PATIENCE_S)

    async def scenario() -> None:
        bell = Doorbell(asyncio.get_running_loop())
        store = StoreThread(a_keeper(tmp_path / "a.db"), bell, unexpected, tend_s=PATIENCE_S)
        store.start()
        log = Log()
        await known(store, log)
        assert store.is_quick()
        monkeypatch.setattr(threads, "QUICK_S", -1)
        for _ in range(threads.MAY_BE_SLOW):
            assert store.keep_at_once([log.say("글")]) is Outcome.KEPT
            assert store.is_quick()
        assert store.keep_at_once([log.say("글")]) is Outcome.KEPT
        assert not store.is_quick()
        store.finish(PATIENCE_S)
        bell.close()

    asyncio.run(scenario())


def test_the_loop_does_not_overtake_a_group_under_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        bell = Doorbell(asyncio.get_running_loop())
        store = StoreThread(a_keeper(tmp_path / "a.db"), bell, unexpected)
        log = Log()
        answers: list[Verdict] = []
        store.keep([log.say("글")], answers.append)
        assert store.keep_at_once([log.say("글")]) is None
        busy, go_on = threading.Event(), threading.Event()

        def hold() -> None:
            busy.set()
            go_on.wait(PATIENCE_S)

        store.do(hold)
        store.start()
        assert await asyncio.to_thread(busy.wait, PATIENCE_S)
        assert store.keep_at_once([log.say("글")]) is None
        go_on.set()
        assert store.finish(PATIENCE_S)
        bell.run()
        bell.close()
        assert answers == [Outcome.KEPT]

    asyncio.run(scenario())


def test_at_once_means_without_waiting_for_a_tool(tmp_path: Path) -> None:
    keeper = a_keeper(tmp_path / "a.db")
    tool = apsw.Connection(str(tmp_path / "a.db"))
    tool.execute("BEGIN IMMEDIATE")
    group = [Log().say("하나")]
    assert keeper.keep_at_once(group) is None
    assert not keeper.wants_tending
    tool.execute("ROLLBACK")
    assert keeper.keep_at_once(group) is Outcome.KEPT
    assert tool.execute("SELECT text FROM events").get == "하나"
    keeper.trouble = Trouble.FULL
    assert keeper.keep_at_once([Log().say("둘")]) is None
    tool.close()
    keeper.close()


def test_while_people_speak_what_can_wait_is_done_bit_by_bit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        bell = Doorbell(asyncio.get_running_loop())
        keeper = a_keeper(tmp_path / "a.db")
        keeper.chores = 1 << 30
        store = StoreThread(keeper, bell, unexpected)
        assert store._rest_s() == 0
        store.keep([Log().say("글")], lambda _: None)
        assert store._rest_s() == threads.CHORE_S
        monkeypatch.setattr(threads, "SILENCE_S", 0)
        assert store._rest_s() == 0
        keeper.chores = 1
        assert store._rest_s() == threads.REST_S
        keeper.chores = 0
        assert store._rest_s() is None
        store.start()
        store.finish(PATIENCE_S)
        bell.close()

    asyncio.run(scenario())


def test_something_else_is_done_between_two_groups(tmp_path: Path) -> None:
    async def scenario() -> None:
        bell = Doorbell(asyncio.get_running_loop())
        store = StoreThread(a_keeper(tmp_path / "a.db"), bell, unexpected)
        seen: list[str] = []
        log = Log()
        store.keep([log.say("글")], lambda _: None)
        store.do(lambda: seen.append(threading.current_thread().name))
        store.start()
        assert await kept(store, [log.say("글")]) is Outcome.KEPT
        assert seen == ["store"]
        store.finish(PATIENCE_S)
        bell.close()

    asyncio.run(scenario())


# Readers.


class Reading:
    """Readers over a file with one line, while the block lasts."""

    def __init__(self, path: Path, **settings: float) -> None:
        self.path = path
        self.settings = settings
        self.told: list[str] = []

    async def __aenter__(self) -> "Reading":
        keeper = a_keeper(self.path)
        keeper.keep([Log().say("글")])
        keeper.close()
        self.bell = Doorbell(asyncio.get_running_loop())
        self.readers = ReaderThreads(
            lambda: open_reader(self.path),
            self.bell,
            lambda event, **_: self.told.append(event),
            **self.settings,  # type: ignore[arg-type]  # a count, or a time
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        self.readers.finish(PATIENCE_S)
        self.bell.run()
        self.bell.close()

    async def ask(self, query: HistoryQuery | EventQuery) -> Answer:
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.readers.ask(query, future.set_result)
        return await asyncio.wait_for(future, PATIENCE_S)


def test_many_questions_are_all_answered(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with Reading(tmp_path / "a.db") as reading:
            reading.readers.start()
            answers = await asyncio.gather(*(reading.ask(EventQuery("#방", "#방1")) for _ in range(200)))
        assert len({repr(answer) for answer in answers}) == 1
        assert not reading.told

    asyncio.run(scenario())


def test_too_many_questions_are_turned_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "MAX_WAITING_QUERIES", 3)

    async def scenario() -> None:
        async with Reading(tmp_path / "a.db") as reading:
            answers: list[Answer] = []
            for _ in range(5):
                reading.readers.ask(HistoryQuery("#방"), answers.append)
            assert answers == [Unanswered.BUSY] * 2
            reading.readers.start()
        assert len(answers) == 5
        assert answers.count(Unanswered.BUSY) == 2

    asyncio.run(scenario())


def test_a_question_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "STEPS_BETWEEN_LOOKS", 1)

    async def scenario() -> None:
        async with Reading(tmp_path / "a.db", query_s=-1) as reading:
            reading.readers.start()
            assert await reading.ask(HistoryQuery("#방")) is Unanswered.TOO_SLOW

    asyncio.run(scenario())


def test_a_file_that_cannot_be_read_is_opened_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        path = tmp_path / "a.db"
        async with Reading(path, count=1) as reading:
            away = path.rename(tmp_path / "away.db")
            reading.readers.start()
            assert await reading.ask(HistoryQuery("#방")) is Unanswered.FAILED
            assert reading.told == ["store_query_failed"]
            away.rename(path)
            assert await reading.ask(HistoryQuery("#방")) is not Unanswered.FAILED

    asyncio.run(scenario())


def test_a_fault_of_ours_in_a_question_costs_only_its_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        async with Reading(tmp_path / "a.db", count=1) as reading:
            reading.readers.start()
            with monkeypatch.context() as patch:
                patch.setattr(threads, "answer", broken)
                assert await reading.ask(HistoryQuery("#방")) is Unanswered.FAILED
            assert await reading.ask(HistoryQuery("#방")) is not Unanswered.FAILED

    asyncio.run(scenario())


def broken(connection: apsw.Connection, query: object) -> Answer:
    raise KeyError("ours")
