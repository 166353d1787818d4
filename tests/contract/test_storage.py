"""What every store promises, and each of them the same."""

import msgspec
import pytest

from malmadang.ports import (
    NONCE_MS,
    AccountGone,
    AccountRecord,
    ByMsgid,
    ByTime,
    ChannelGone,
    ChannelRecord,
    EventQuery,
    FactRecord,
    GameRecord,
    HistoryPage,
    HistoryQuery,
    KnownNonce,
    ListedMask,
    LogPosition,
    MarkerRecord,
    MembershipGone,
    MembershipRecord,
    Outcome,
    Record,
    RedactionRecord,
    ScramKeys,
    StandingRecord,
    TargetsPage,
    TargetsQuery,
    TimeMs,
    Unanswered,
    private_log,
)
from malmadang.wire.names import Folded
from tests.kit.stores import Kept, Log

NOW = TimeMs(1_764_500_000_000)


@pytest.fixture
def ten(kept: Kept) -> Kept:
    """Lines 0 to 9, three in the same second, joins between."""
    log = Log(step_ms=0)
    for number in range(10):
        if number % 3 == 0:
            log.now_ms += 1_000
        assert kept.commit(log.say(str(number)), log.say("", verb="JOIN")) is Outcome.KEPT
    kept.reopen()
    return kept


def talk(
    after: ByMsgid | ByTime | None = None, before: ByMsgid | ByTime | None = None, **more: object
) -> HistoryQuery:
    query = HistoryQuery("#방", after, before, talk_only=True)
    return msgspec.structs.replace(query, **more)


def by_number(number: int) -> ByMsgid:
    return ByMsgid(f"#방{2 * number + 1}")


def by_second(second: int) -> ByTime:
    return ByTime(TimeMs(NOW + 1_000 * second))


def test_what_was_kept_comes_back_as_it_was(kept: Kept) -> None:
    log = Log()
    lines = [
        log.say("안녕 \U0001f44b", account="chulsoo", tags="+a=b;+c"),
        log.say("'; DROP TABLE events; --", verb="NOTICE"),
        log.say("\x01ACTION 손을 흔들어요\x01"),
        log.say("", verb="JOIN"),
        log.say("하나\n둘"),
    ]
    kept.commit(*lines)
    assert kept.page(HistoryQuery("#방")) == HistoryPage(tuple(lines))
    kept.reopen()
    assert kept.page(HistoryQuery("#방")) == HistoryPage(tuple(lines))
    assert kept.page(EventQuery("#방", lines[1].msgid)) == HistoryPage((lines[1],))


def test_a_log_is_found_in_any_spelling(kept: Kept) -> None:
    log = Log("#Room방")
    kept.commit(log.say("하나"))
    kept.commit(msgspec.structs.replace(log.say("둘"), channel="#ROOM방"))
    assert kept.texts(HistoryQuery("#room방")) == ["하나", "둘"]
    assert {event.channel for event in kept.page(HistoryQuery("#rOOM방")).events} <= {"#Room방", "#ROOM방"}


def test_a_range_excludes_its_ends(ten: Kept) -> None:
    assert ten.texts(talk(by_number(2), by_number(6))) == ["3", "4", "5"]
    assert ten.texts(talk(by_number(6), by_number(7))) == []
    assert ten.texts(talk(by_number(7))) == ["8", "9"]
    assert ten.texts(talk(None, by_number(2))) == ["0", "1"]
    assert ten.texts(talk(by_number(6), by_number(2))) == []


def test_a_time_excludes_all_its_lines(ten: Kept) -> None:
    assert ten.texts(talk(by_second(1), by_second(3))) == ["3", "4", "5"]
    assert ten.texts(talk(by_second(0), by_second(1))) == []
    assert ten.texts(talk(by_second(4))) == []
    assert ten.texts(talk(None, by_second(1))) == []
    assert ten.texts(talk(by_second(-5), by_second(50))) == [str(number) for number in range(10)]
    assert ten.texts(talk(by_second(2), by_number(8))) == ["6", "7"]


def test_the_limit_takes_from_either_end(ten: Kept) -> None:
    assert ten.texts(talk(limit=3)) == ["0", "1", "2"]
    assert ten.texts(talk(limit=3, newest=True)) == ["7", "8", "9"]
    assert ten.texts(talk(by_number(2), limit=2)) == ["3", "4"]
    assert ten.texts(talk(by_number(2), limit=2, newest=True)) == ["8", "9"]


def test_what_is_no_talk_can_be_left_out(ten: Kept) -> None:
    assert [event.verb for event in ten.page(HistoryQuery("#방", limit=4)).events] == ["PRIVMSG", "JOIN"] * 2
    assert {event.verb for event in ten.page(talk()).events} == {"PRIVMSG"}


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_by_msgid_join_to_the_whole(ten: Kept, size: int) -> None:
    """Several lines of one millisecond on both sides of a page's end."""
    whole = ten.page(HistoryQuery("#방", limit=100)).events
    forward = list(ten.page(HistoryQuery("#방", limit=size)).events)
    while more := ten.page(HistoryQuery("#방", ByMsgid(forward[-1].msgid), limit=size)).events:
        forward += more
    backward = list(ten.page(HistoryQuery("#방", limit=size, newest=True)).events)
    while more := ten.page(
        HistoryQuery("#방", None, ByMsgid(backward[0].msgid), limit=size, newest=True)
    ).events:
        backward[:0] = more
    assert tuple(forward) == tuple(backward) == whole


@pytest.mark.parametrize("query", [
    talk(ByMsgid("nowhere")),
    talk(None, ByMsgid("#뜰1")),
    EventQuery("#방", "nowhere"),
    EventQuery("#방", "#뜰1"),
    EventQuery("#없는방", "#뜰1"),
    HistoryQuery("#없는방", ByMsgid("#방1")),
])  # fmt: skip
def test_a_msgid_belongs_to_its_log(ten: Kept, query: HistoryQuery | EventQuery) -> None:
    ten.commit(Log("#뜰").say("다른 방"))
    assert ten.ask(query) is Unanswered.NO_SUCH_MSGID


def test_a_log_that_is_not_there_is_empty(kept: Kept) -> None:
    assert kept.ask(HistoryQuery("#없는방")) == HistoryPage(())
    assert kept.ask(HistoryQuery("#없는방", by_second(1), by_second(2))) == HistoryPage(())


def test_what_is_taken_back_leaves_a_trace(kept: Kept) -> None:
    log = Log()
    first, second, third = log.say("하나"), log.say("잘못", tags="+a"), log.say("셋")
    kept.commit(first, second, third)
    trace = RedactionRecord("#방", second.msgid, "방장!a@b", "미안", NOW)
    kept.commit(trace)
    kept.commit(RedactionRecord("#뜰", first.msgid, "x!y@z", "", NOW))
    kept.commit(RedactionRecord("#방", "nowhere", "x!y@z", "", NOW))
    blank = msgspec.structs.replace(second, text="", tags="")
    assert kept.page(HistoryQuery("#방")) == HistoryPage((first, blank, third), (trace,))
    kept.reopen()
    assert kept.page(EventQuery("#방", second.msgid)) == HistoryPage((blank,), (trace,))
    assert kept.texts(talk(ByMsgid(second.msgid))) == ["셋"], "its place stays"


def test_a_line_can_be_taken_back_in_its_own_group(kept: Kept) -> None:
    line = Log().say("잘못")
    kept.commit(line, RedactionRecord("#방", line.msgid, "a!a@a", "", NOW))
    assert kept.texts(HistoryQuery("#방")) == [""]


def test_redactions_stand_in_the_order_of_their_lines(kept: Kept) -> None:
    log = Log()
    lines = [log.say(str(number)) for number in range(4)]
    kept.commit(*lines)
    for line in reversed(lines):
        kept.commit(RedactionRecord("#방", line.msgid, "a!a@a", "", NOW))
    for newest in (False, True):
        page = kept.page(HistoryQuery("#방", newest=newest, limit=3))
        assert [trace.msgid for trace in page.redactions] == [event.msgid for event in page.events]


def test_whom_one_talks_with(kept: Kept) -> None:
    room, court = Log("#방"), Log("#뜰", start_ms=NOW + 100_000)
    private = Log(private_log("철수", "영희"), start_ms=NOW + 50_000)
    other = Log(private_log("영희", "민수"), start_ms=NOW + 60_000)
    kept.commit(room.say("a"), court.say("b"), private.say("c"), other.say("d"), court.say("", verb="JOIN"))

    def found(account: str, after: int, before: int, **more: object) -> list[tuple[str, int]]:
        query = TargetsQuery(
            ("#방", "#뜰", "#없는방"), account, TimeMs(NOW + after), TimeMs(NOW + before), 10
        )
        page = kept.ask(msgspec.structs.replace(query, **more))
        assert isinstance(page, TargetsPage)
        return [(log, time_ms - NOW) for log, time_ms in page.targets]

    everything = [("#방", 1_000), (private.name, 51_000), ("#뜰", 101_000)]
    assert found("철수", 0, 200_000) == everything
    assert found("철수", 1_000, 101_000) == everything[1:2]
    assert found("", 0, 200_000) == [everything[0], everything[2]]
    assert found("민수", 0, 70_000) == [("#방", 1_000), (other.name, 61_000)]
    assert found("철수", 0, 200_000, limit=2) == everything[:2]
    assert found("철수", 0, 200_000, limit=2, newest=True) == everything[1:]
    assert found("철수", 0, 200_000, limit=0, newest=True) == []


def a_channel(name: str, **more: object) -> ChannelRecord:
    record = ChannelRecord(
        channel=name,
        created_ms=NOW,
        founder="철수",
        topic="주제",
        topic_setter="철수!a@b",
        topic_ms=NOW,
        modes="nt",
        key="열쇠",
        limit=7,
        settings={"H": "50:1d"},
        masks=(ListedMask("b", "*!*@나쁜곳", "철수!a@b", NOW),),
        ranks={"철수": 16},
        seq=3,
        last_ms=NOW,
    )
    return msgspec.structs.replace(record, **more)


def an_account(name: str, **more: object) -> AccountRecord:
    record = AccountRecord(
        account=name,
        password="$argon2id$...",
        scram=ScramKeys(b"\0\xff", 100_000, b"stored", b"server"),
        email="a@example.org",
        created_ms=NOW,
        settings={"always-on": "yes"},
    )
    return msgspec.structs.replace(record, **more)


def test_how_things_are_survives(kept: Kept) -> None:
    records: list[Record] = [
        a_channel("#방"),
        an_account("철수"),
        MembershipRecord("철수", "#방", NOW),
        MarkerRecord("철수", "#방", NOW),
    ]
    facts = {"열쇠": "하나", "language": "ko"}
    assert kept.snapshot.channels == ()
    kept.commit(*records, *(FactRecord(name, value) for name, value in facts.items()))
    snapshot = kept.reopen()
    assert snapshot.facts == facts
    assert [*snapshot.channels, *snapshot.accounts, *snapshot.memberships, *snapshot.markers] == records


def test_the_newest_state_counts(kept: Kept) -> None:
    kept.commit(a_channel("#Room"), an_account("Sky"), MarkerRecord("Sky", "#Room", NOW))
    kept.commit(
        a_channel("#ROOM", topic="다른 주제"),
        an_account("SKY", email=""),
        MarkerRecord("sky", "#room", TimeMs(NOW + 1)),
    )
    snapshot = kept.reopen()
    assert [(channel.channel, channel.topic) for channel in snapshot.channels] == [("#ROOM", "다른 주제")]
    assert [(account.account, account.email) for account in snapshot.accounts] == [("SKY", "")]
    assert [marker.utc_ms for marker in snapshot.markers] == [NOW + 1]


def test_what_is_gone_takes_along_what_hangs_on_it(kept: Kept) -> None:
    log = Log()
    kept.commit(log.say("하나"))
    for account in ("철수", "영희"):
        kept.commit(an_account(account))
        for channel in ("#방", "#뜰"):
            kept.commit(MembershipRecord(account, channel, NOW), MarkerRecord(account, channel, NOW))
    kept.commit(a_channel("#방"), a_channel("#뜰"))
    kept.commit(MembershipGone("영희", "#뜰"), ChannelGone("#방"), AccountGone("철수"))
    snapshot = kept.reopen()
    assert [channel.channel for channel in snapshot.channels] == ["#뜰"]
    assert [account.account for account in snapshot.accounts] == ["영희"]
    assert snapshot.memberships == ()
    assert {(marker.account, marker.target) for marker in snapshot.markers} == {
        ("영희", "#방"),
        ("영희", "#뜰"),
    }
    assert kept.texts(HistoryQuery("#방")) == ["하나"], "its log stays"


def test_games_and_what_people_have_reached_in_them(kept: Kept) -> None:
    standing = StandingRecord(
        channel="#방", player="철수", name="철수", games=2, wins=1, chain=14, longest="기차표", points=120
    )
    guest = StandingRecord(channel="#방", player="~영희", name="영희", games=1)
    kept.commit(GameRecord("#방", '{"a": 1}'), GameRecord("#뜰", "{}"), standing, guest)
    kept.commit(GameRecord("#뜰", ""), msgspec.structs.replace(standing, channel="#Room"))
    snapshot = kept.reopen()
    assert snapshot.games == (GameRecord("#방", '{"a": 1}'),)
    assert len(snapshot.standings) == 3
    assert standing in snapshot.standings
    assert guest in snapshot.standings
    kept.commit(an_account("철수"), AccountGone("철수"))
    assert kept.reopen().standings == (guest,)
    kept.commit(a_channel("#방"), ChannelGone("#방"))
    assert (kept.reopen().games, kept.reopen().standings) == ((), ())


def test_logs_go_on_where_they_end(kept: Kept) -> None:
    room, court = Log("#Room"), Log("#뜰")
    kept.commit(*(room.say(str(number)) for number in range(5)), court.say("a"))
    positions = kept.reopen().positions
    assert positions == {
        Folded("#room"): LogPosition(5, TimeMs(room.now_ms)),
        Folded("#뜰"): LogPosition(1, TimeMs(court.now_ms)),
    }


def test_nonces_are_remembered_for_ten_minutes(kept: Kept) -> None:
    log = Log(step_ms=NONCE_MS // 4)
    lines = [log.say("글", nonce=f"n{number}") for number in range(6)]
    kept.commit(*lines[:2])
    for line in lines[2:]:
        kept.commit(line)
    known = kept.reopen().nonces
    assert list(known) == [KnownNonce("철수", line.nonce, line.msgid, line.utc_ms) for line in lines[2:]]


def test_groups_are_kept_in_the_order_in_which_they_came(kept: Kept) -> None:
    log = Log()
    said = [log.say(str(number)) for number in range(60)]
    start = 0
    for size in (1, 2, 1, 1, 20, 5, 30):
        assert kept.commit(*said[start : start + size]) is Outcome.KEPT
        start += size
    kept.reopen()
    assert kept.page(HistoryQuery("#방", limit=100)).events == tuple(said)
