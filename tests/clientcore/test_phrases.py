"""Sentences for people."""

import re

import pytest

from malmadang.clientcore import sentences
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.phrases import Phrases
from malmadang.clientcore.rows import MessageForm, MessageRow, NoticeKind, NoticeRow, RowId
from malmadang.clientcore.settings import Language
from malmadang.clientcore.slash import SLASH
from malmadang.clientcore.view import ConnectionState, Phase
from malmadang.ports import SteadyMs, TimeMs
from malmadang.wire.names import NameFaultKind

KO, EN = Phrases("ko"), Phrases("en")


def notice(kind: NoticeKind, **fields: str) -> NoticeRow:
    return NoticeRow(RowId(1), TimeMs(0), kind, fields)


@pytest.mark.parametrize(
    ("row", "korean", "english"),
    [
        (notice(NoticeKind.JOINED, who="하늘", account=""), "하늘 님이 들어왔어요", "하늘 came in"),
        (notice(NoticeKind.PARTED, who="하늘", reason=""), "하늘 님이 나갔어요", "하늘 left"),
        (notice(NoticeKind.QUIT, who="하늘", reason="저녁"), "하늘 님이 나갔어요 (저녁)", "하늘 left (저녁)"),
        (
            notice(NoticeKind.KICKED, who="하늘", by="민수", reason="그만"),
            "민수 님이 하늘 님을 내보냈어요 (그만)",
            "민수 put 하늘 out (그만)",
        ),
        (
            notice(NoticeKind.NICK, who="하늘", new="바다"),
            "하늘 → 바다 (별명 바꿈)",
            "하늘 → 바다 (new nick)",
        ),
        (
            notice(NoticeKind.RANK, by="민수", who="하늘", given="1", letter="o", sign="@"),
            "민수 님이 하늘 님에게 부방장 권한을 줬어요",
            "민수 made 하늘 operator",
        ),
        (
            notice(NoticeKind.RANK, by="민수", who="하늘", given="", letter="v", sign="+"),
            "민수 님이 하늘 님의 발언권을 거뒀어요",
            "민수 took voice from 하늘",
        ),
        (
            notice(NoticeKind.TOPIC, by="민수", topic=""),
            "민수 님이 주제를 지웠어요",
            "민수 took the topic away",
        ),
        (notice(NoticeKind.TOPIC_IS, topic="", by=""), "주제가 없어요", "There is no topic"),
        (
            notice(NoticeKind.INVITED, by="민수", room="#바다"),
            "민수 님이 #바다로 초대했어요. /들어가기 #바다",
            "민수 invites you to #바다. /join #바다",
        ),
        (
            notice(NoticeKind.IGNORING, who="민수"),
            "민수를 무시해요. 다시 보려면 /무시해제 민수",
            "Ignoring 민수. /unignore 민수 undoes it",
        ),
        (notice(NoticeKind.IGNORES, names=""), "무시하는 사람이 없어요", "Nobody is ignored"),
        (
            notice(NoticeKind.ERROR, code="401", subject="하늘", text="No such nick"),
            "'하늘'이라는 사람은 지금 없어요",
            "There is no '하늘' here now",
        ),
        (
            notice(NoticeKind.FOUND_END, text="찌개", count="2", local=""),
            "'찌개'를 2개 찾았어요",
            "'찌개': 2 found",
        ),
        (notice(NoticeKind.ERROR, code="999", subject="", text="odd"), "odd", "odd"),
        (notice(NoticeKind.ERROR, code="401", subject="", text="odd"), "odd", "odd"),
    ],
)
def test_notices(row: NoticeRow, korean: str, english: str) -> None:
    assert KO.notice(row) == korean
    assert EN.notice(row) == english


TABLES = (
    sentences.NOTICES,
    sentences.FAULTS,
    sentences.REFUSALS,
    sentences.STATES,
    sentences.WHOIS,
    sentences.NOT_OFFERED,
    sentences.FOUND_END,
)
FIELD = re.compile(r"\{(\w+)")
PAIRS = [pair for table in TABLES for pair in table.values()]
ELSEWHERE = {
    "account",
    "code",
    "command",
    "given",
    "letter",
    "local",
    "nearest",
    "subject",
    "text",
    "what",
    "why",
    *sentences.WHOIS,
}
NAMES = (
    {name for pair in PAIRS for name in FIELD.findall(pair[0])}
    | ELSEWHERE
    | {"mask", "realname", "limit", "reason"}
)


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_kind_of_notice_has_a_sentence(kind: NoticeKind, language: Language) -> None:
    values = {"why": "sasl", "letter": "o", "given": "1", "code": "401", "idle_s": "65", "command": "종료"}
    row = notice(kind, **{name: values.get(name, "값") for name in NAMES})
    sentence = Phrases(language).notice(row)
    assert sentence
    assert "{" not in sentence


@pytest.mark.parametrize("kind", FaultKind)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_fault_has_a_sentence(kind: FaultKind, language: Language) -> None:
    values = {"command": "/종료", "code": "474", "why": "LETTER", "what": "react"}
    sentence = Phrases(language).fault(Fault(kind, {name: values.get(name, "값") for name in NAMES}))
    assert sentence
    assert "{" not in sentence


@pytest.mark.parametrize("kind", NameFaultKind)
def test_every_fault_of_a_name_has_a_sentence(kind: NameFaultKind) -> None:
    fault = Fault(FaultKind.NAME, {"why": kind.name, "letter": "?", "limit": "16"})
    assert KO.fault(fault)


def test_faults_as_people_read_them() -> None:
    unknown = Fault(FaultKind.UNKNOWN_COMMAND, {"command": "/종로", "nearest": "/종료"})
    assert KO.fault(unknown) == "'/종로'는 없는 명령이에요. 혹시 /종료?"
    assert EN.fault(unknown) == "There is no '/종로'. Did you mean /종료?"
    lonely = Fault(FaultKind.UNKNOWN_COMMAND, {"command": "/zzz", "nearest": ""})
    assert KO.fault(lonely) == "'/zzz'는 없는 명령이에요"
    missing = Fault(FaultKind.MISSING_ARGUMENT, {"command": "/join"})
    assert KO.fault(missing) == "이렇게 써 주세요: /들어가기 <방> [열쇠]"
    assert EN.fault(missing) == "Like this: /join <room> [key]"
    kicked = Fault(FaultKind.KICKED, {"by": "민수", "reason": "그만"})
    assert KO.fault(kicked) == "민수 님이 내보냈어요 (그만)"
    banned = Fault(FaultKind.CANNOT_JOIN, {"code": "474", "subject": "#방", "text": "banned"})
    assert KO.fault(banned) == "#방에 들어갈 수 없게 막혀 있어요"


def test_messages() -> None:
    row = MessageRow(RowId(1), TimeMs(0), "하늘", "안녕")
    assert KO.message(row) == "하늘: 안녕"
    assert (
        KO.message(MessageRow(RowId(1), TimeMs(0), "하늘", "웃어요", form=MessageForm.ACTION))
        == "* 하늘 웃어요"
    )
    assert KO.message(MessageRow(RowId(1), TimeMs(0), "봇", "알림", form=MessageForm.NOTICE)) == "-봇- 알림"
    assert (
        KO.message(MessageRow(RowId(1), TimeMs(0), "하늘", "우리끼리", audience="@")) == "하늘 (@): 우리끼리"
    )


def test_the_waiting_line() -> None:
    state = ConnectionState(Phase.WAITING, "x", attempt=3, retry_at_ms=SteadyMs(9_000))
    assert KO.waiting(state, SteadyMs(1_200)) == "연결이 끊겼어요. 8초 뒤 다시 연결할게요 (3번째 시도)"
    assert EN.waiting(state, SteadyMs(1_200)) == "The connection is lost. Trying again in 8 s (attempt 3)"


@pytest.mark.parametrize(
    ("minutes", "offset", "korean", "english"),
    [
        (0, 0, "오전 12:00", "12:00 AM"),
        (9 * 60 + 31, 0, "오전 9:31", "9:31 AM"),
        (31, 9 * 60, "오전 9:31", "9:31 AM"),
        (12 * 60, 0, "오후 12:00", "12:00 PM"),
        (30, -60, "오후 11:30", "11:30 PM"),
    ],
)
def test_the_clock(minutes: int, offset: int, korean: str, english: str) -> None:
    assert KO.clock(TimeMs(minutes * 60_000), offset) == korean
    assert EN.clock(TimeMs(minutes * 60_000), offset) == english


def test_durations() -> None:
    assert [KO.duration(seconds) for seconds in (0, 59, 65, 7_380, 90_000)] == [
        "0초", "59초", "1분 5초", "2시간 3분", "1일 1시간",
    ]  # fmt: skip
    assert EN.duration(7_380) == "2 h 3 min"


def test_help() -> None:
    assert len(KO.help_lines()) == len(SLASH)
    assert KO.help_lines("quit") == ["/종료 [인사] — 인사하고 마쳐요 (/끝 /quit /exit)"]
    assert EN.help_lines("종료") == ["/quit [words] — says goodbye and leaves (/종료 /끝 /exit)"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair[1]))
def test_pairs_name_the_same_fields(pair: sentences.Pair) -> None:
    assert set(FIELD.findall(pair[1])) <= set(FIELD.findall(pair[0]))
