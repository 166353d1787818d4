"""What every store finds, and each of them the same: before the index has come so far, and after."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from malmadang.adapters.sqlite.chores import do_step
from malmadang.adapters.sqlite.storage import SqliteStorage
from malmadang.ports import (
    ByMsgid,
    ByTime,
    EventQuery,
    EventRecord,
    HistoryPage,
    HistoryQuery,
    LogPosition,
    RedactionRecord,
    SearchedLog,
    SearchPage,
    SearchQuery,
    TargetsPage,
    TargetsQuery,
    TimeMs,
    TrimRecord,
    Unanswered,
    private_log,
)
from malmadang.wire.names import Folded
from tests.contract.test_storage import NOW
from tests.kit.stores import Kept, Log

HERE = (SearchedLog("#방"),)
SAID = (
    "오늘 점심에는 무엇을 먹을까요?",
    "점심시간이 끝났어요",
    "Hello World, hello 세계",
    "이메일은 a.user@example.org",
    "ㅋㅋㅋ 웃겨요",
    "\x01ACTION 손을 흔들어요\x01",
    "첫 줄\n둘째 줄은 길\r어요",
    "\x02굵은\x02 글씨 \x0304,05빨강",
    "👍👍 좋아요 100점",
    "Straße und ÉCOLE",
    "東京で会いましょう",
)


@pytest.fixture(params=[False, True], ids=["at once", "indexed"])
def settle(request: pytest.FixtureRequest) -> Callable[[Kept], None]:
    """Let the index come as far as it can."""

    def come(store: Kept) -> None:
        storage = store.storage
        if request.param and isinstance(storage, SqliteStorage):
            store.close()
            keeper_file = storage.path
            _index(keeper_file)
            store.open()

    return come


def _index(path: object) -> None:
    from pathlib import Path

    from malmadang.adapters.sqlite.connections import open_writer

    assert isinstance(path, Path)
    connection = open_writer(path)
    while do_step(connection):
        pass
    connection.close()


def texts(store: Kept, question: str, **more: object) -> list[str]:
    query = msgspec.structs.replace(SearchQuery(HERE, text=question), **more)
    answer = store.ask(query)
    assert isinstance(answer, SearchPage), answer
    return [event.text for event in answer.events]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("점심", [0, 1]),
        ("심시", [1]),
        ("점심 먹", [0]),
        ("먹 점심", [0]),
        ("먹을까", [0]),
        ("점심먹", []),
        ("점", [0, 1, 8]),
        ("요", [0, 1, 4, 5, 6, 8]),
        ("까", [0]),
        ("hello", [2]),
        ("HELLO", [2]),
        ("hel", [2]),
        ("ello", []),
        ("world,", [2]),
        ("hello, world", []),
        ("세계", [2]),
        ("user@example", [3]),
        ("user@exam", [3]),
        ("ser@example", []),
        ("example.org", [3]),
        ("ㅋㅋ", [4]),
        ("ㅋ", [4]),
        ("action", []),
        ("흔들", [5]),
        ("둘째", [6]),
        ("길어요", [6]),
        ("줄 둘", [6]),
        ("굵은 글씨", [7]),
        ("빨강", [7]),
        ("05", []),
        ("👍", [8]),
        ("👍👍", [8]),
        ("100점", [8]),
        ("100", [8]),
        ("00", []),
        ("strasse", [9]),
        ("école", [9]),
        ("e\u0301cole", [9]),
        ("\u110c\u1165\u11b7\u1109\u1175\u11b7", [0, 1]),
        ("東京", [10]),
        ("会", [10]),
        ("?", []),
        ("점심 ?", [0]),
        ('점심" OR "', []),
        ("없는말", []),
        ("   ", []),
    ],
)
def test_what_is_found(
    kept: Kept,
    settle: Callable[[Kept], None],
    question: str,
    found: list[int],
) -> None:
    log = Log()
    kept.commit(*(log.say(text) for text in SAID))
    settle(kept)
    assert texts(kept, question) == [SAID[number] for number in found]


def test_where_by_whom_and_when(kept: Kept, settle: Callable[[Kept], None]) -> None:
    room, court = Log(), Log("#뜰", start_ms=NOW + 500)
    lines = [room.say("글 하나"), court.say("글 둘"), room.say("글 셋"), court.say("", verb="JOIN")]
    lines += [
        msgspec.structs.replace(room.say("글 넷"), source="Sky!a@b"),
        room.say("글 다섯", verb="NOTICE"),
    ]
    lines += [room.say("글 여섯", verb="TOPIC"), room.say("다른 말")]
    kept.commit(*lines)
    settle(kept)
    both = (SearchedLog("#방"), SearchedLog("#뜰"), SearchedLog("#없음"))
    assert texts(kept, "글") == ["글 하나", "글 셋", "글 넷", "글 다섯"]
    assert texts(kept, "글", logs=both) == ["글 하나", "글 둘", "글 셋", "글 넷", "글 다섯"]
    assert texts(kept, "", logs=both) == ["글 하나", "글 둘", "글 셋", "글 넷", "글 다섯", "다른 말"]
    assert texts(kept, "글", limit=2) == ["글 넷", "글 다섯"]
    assert texts(kept, "글", limit=2, newest=False) == ["글 하나", "글 셋"]
    assert texts(kept, "글", sender="sky") == texts(kept, "", sender="sky") == ["글 넷"]
    third, fourth = lines[2].utc_ms, lines[4].utc_ms
    assert texts(kept, "글", logs=both, before_ms=third) == ["글 하나", "글 둘", "글 셋"]
    assert texts(kept, "글", logs=both, after_ms=third) == ["글 셋", "글 넷", "글 다섯"]
    assert texts(kept, "글", logs=both, after_ms=third, before_ms=fourth) == ["글 셋", "글 넷"]
    assert texts(kept, "", logs=both, after_ms=third, before_ms=fourth, limit=1) == ["글 넷"]
    assert texts(kept, "글", logs=()) == texts(kept, "글", logs=(SearchedLog("#없음"),)) == []
    assert texts(kept, "글", after_ms=TimeMs(NOW + 10**9)) == []
    assert texts(kept, "글", before_ms=TimeMs(0)) == []


def test_whose_talks(kept: Kept, settle: Callable[[Kept], None]) -> None:
    mine, others = Log(private_log("철수", "영희")), Log(private_log("영희", "민수"))
    kept.commit(mine.say("비밀 하나"), others.say("비밀 둘"), mine.say("비밀 셋"))
    settle(kept)
    assert texts(kept, "비밀", logs=(), account="철수") == ["비밀 하나", "비밀 셋"]
    assert texts(kept, "비밀", logs=(), account="민수") == ["비밀 둘"]
    assert texts(kept, "비밀", logs=(), account="영희", since_ms=TimeMs(NOW + 1_500)) == ["비밀 셋"]
    assert texts(kept, "비밀", logs=(), account="") == []
    assert texts(kept, "비밀", logs=(SearchedLog(mine.name),)) == ["비밀 하나", "비밀 셋"]


def test_what_is_hidden_stays_hidden(kept: Kept, settle: Callable[[Kept], None]) -> None:
    log = Log()
    lines = [
        log.say("말 하나", tags="a;closed"),
        log.say("말 둘", tags="closed"),
        log.say("말 셋", tags="xclosed"),
    ]
    kept.commit(*lines)
    settle(kept)
    hidden = (SearchedLog("#방", "closed", lines[1].utc_ms),)
    assert texts(kept, "말", logs=hidden) == ["말 둘", "말 셋"]


def test_what_was_taken_back_is_found_no_more(kept: Kept, settle: Callable[[Kept], None]) -> None:
    log = Log()
    lines = [log.say("말 하나"), log.say("말 둘")]
    kept.commit(*lines)
    settle(kept)
    kept.commit(RedactionRecord("#방", lines[0].msgid, "", "", NOW))
    assert texts(kept, "말") == texts(kept, "") == ["말 둘"]
    settle(kept)
    assert texts(kept, "말") == ["말 둘"]


def numbers(store: Kept, **more: object) -> list[str]:
    return store.texts(msgspec.structs.replace(HistoryQuery("#방", limit=100), **more))


@pytest.mark.parametrize(
    ("trim", "left"),
    [
        (TrimRecord("#방", 3), range(7, 10)),
        (TrimRecord("#방", 10), range(10)),
        (TrimRecord("#방", 100), range(10)),
        (TrimRecord("#방", 0, TimeMs(NOW + 4_000)), range(3, 10)),
        (TrimRecord("#방", 5, TimeMs(NOW + 4_000)), range(5, 10)),
        (TrimRecord("#방", 9, TimeMs(NOW + 4_000)), range(3, 10)),
        (TrimRecord("#방", 0, TimeMs(NOW + 10**9)), range(0)),
        (TrimRecord("#방"), range(10)),
        (TrimRecord("#뜰", 1), range(10)),
    ],
)
def test_only_so_much_of_a_log_stays(
    kept: Kept,
    settle: Callable[[Kept], None],
    trim: TrimRecord,
    left: range,
) -> None:
    log, other = Log(), Log("#마당")
    lines = [log.say(str(number)) for number in range(10)]
    kept.commit(*lines, other.say("7"))
    settle(kept)
    kept.commit(trim)
    for _ in range(2):
        stay = [str(number) for number in left]
        assert numbers(kept) == texts(kept, "") == stay
        assert numbers(kept, newest=True, limit=1) == stay[-1:]
        assert numbers(kept, after=ByTime(TimeMs(0))) == stay
        assert texts(kept, "7") == (["7"] if 7 in left else [])
        assert kept.texts(HistoryQuery("#마당")) == ["7"]
        for number, line in enumerate(lines):
            found = kept.ask(EventQuery("#방", line.msgid))
            assert (found == HistoryPage((line,))) is (number in left)
            if number not in left:
                assert found is Unanswered.NO_SUCH_MSGID
                query = HistoryQuery("#방", after=ByMsgid(line.msgid))
                assert kept.ask(query) is Unanswered.NO_SUCH_MSGID
        targets = kept.ask(TargetsQuery(("#방",), "", TimeMs(0), TimeMs(NOW + 10**6), 5))
        assert isinstance(targets, TargetsPage)
        assert bool(targets.targets) is bool(left)
        settle(kept)
        assert kept.reopen().positions[Folded("#방")] == LogPosition(10, lines[-1].utc_ms), "it goes on there"


def test_a_log_that_was_emptied_goes_on(kept: Kept, settle: Callable[[Kept], None]) -> None:
    log = Log()
    kept.commit(*(log.say(f"옛말 {number}") for number in range(5)))
    settle(kept)
    kept.commit(TrimRecord("#방", 0, TimeMs(NOW + 10**9)))
    settle(kept)
    kept.commit(log.say("새말"))
    settle(kept)
    assert texts(kept, "말") == numbers(kept) == ["새말"]
    assert texts(kept, "옛말") == []
    kept.commit(TrimRecord("#방", 0, TimeMs(NOW + 5_500)))
    assert numbers(kept) == ["새말"]


def test_joins_do_not_count_as_lines(kept: Kept) -> None:
    log = Log()
    lines: list[EventRecord] = []
    for number in range(4):
        lines += [log.say(str(number)), log.say("", verb="JOIN")]
    kept.commit(*lines)
    kept.commit(TrimRecord("#방", 2))
    assert numbers(kept, talk_only=True) == ["2", "3"]
