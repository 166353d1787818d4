"""What every store promises of a channel that gets another name."""

import msgspec

from malmadang.ports import (
    ChannelRecord,
    ChannelRenamed,
    EventQuery,
    GameRecord,
    HistoryQuery,
    MarkerRecord,
    MembershipRecord,
    Outcome,
    RedactionRecord,
    SearchedLog,
    SearchPage,
    SearchQuery,
    StandingRecord,
    TimeMs,
    Unanswered,
)
from malmadang.wire.names import Folded
from tests.kit.stores import Kept, Log

NOW = TimeMs(1_764_500_000_000)


def test_a_renamed_channel_takes_everything_with_it(kept: Kept) -> None:
    log, other = Log(), Log("#딴방")
    lines = [log.say("하나"), log.say("둘"), log.say("셋")]
    kept.commit(*lines, other.say("여기는 남아요"))
    kept.commit(
        RedactionRecord("#방", lines[1].msgid, "철수!c@h", "", NOW),
        ChannelRecord(channel="#방", created_ms=NOW, founder="철수", topic="주제"),
        MembershipRecord("철수", "#방", NOW),
        GameRecord("#방", "{}"),
        StandingRecord(channel="#방", player="철수", name="철수", games=3),
        MarkerRecord("철수", "#방", NOW),
        MarkerRecord("철수", "+#방", NOW),
        MarkerRecord("철수", "-#방", NOW),
        MarkerRecord("철수", "#마당", TimeMs(1)),
    )
    before = kept.reopen()
    assert kept.commit(ChannelRenamed("#방", "#Madang")) is Outcome.KEPT
    fresh = Log(start_ms=NOW + 60_000)
    assert kept.commit(msgspec.structs.replace(fresh.say("새 방"), msgid="새것")) is Outcome.KEPT
    for _ in range(2):
        page = kept.page(HistoryQuery("#madang"))
        assert [event.text for event in page.events] == ["하나", "", "셋"]
        assert {event.channel for event in page.events} == {"#Madang"}
        assert [redaction.log for redaction in page.redactions] == ["#Madang"]
        assert [event.text for event in kept.page(HistoryQuery("#방")).events] == ["새 방"]
        assert kept.texts(HistoryQuery("#딴방")) == ["여기는 남아요"]
        assert kept.ask(EventQuery("#방", lines[0].msgid)) is Unanswered.NO_SUCH_MSGID
        found = kept.ask(SearchQuery((SearchedLog("#madang"),), text="셋"))
        assert isinstance(found, SearchPage)
        assert [event.text for event in found.events] == ["셋"]
        now = kept.reopen()
    assert [(one.channel, one.topic) for one in now.channels] == [("#Madang", "주제")]
    assert [one.channel for one in now.memberships] == ["#Madang"]
    assert [one.channel for one in now.games] == ["#Madang"]
    assert [(one.channel, one.games) for one in now.standings] == [("#Madang", 3)]
    assert {one.target for one in now.markers} == {"#madang", "+#madang", "-#madang", "#마당"}
    assert now.positions[Folded("#madang")] == before.positions[Folded("#방")]
    assert now.positions[Folded("#방")].seq == 1


def test_a_channel_in_another_spelling_keeps_its_log(kept: Kept) -> None:
    log = Log("#Room")
    kept.commit(
        log.say("하나"), ChannelRecord(channel="#Room", created_ms=NOW), MarkerRecord("a", "#room", NOW)
    )
    assert kept.commit(ChannelRenamed("#Room", "#ROOM")) is Outcome.KEPT
    kept.commit(log.say("둘"))
    now = kept.reopen()
    assert kept.texts(HistoryQuery("#room")) == ["하나", "둘"]
    assert [one.channel for one in now.channels] == ["#ROOM"]
    assert [one.target for one in now.markers] == ["#room"]


def test_what_was_said_before_goes_with_the_name_and_what_comes_after_does_not(kept: Kept) -> None:
    """All in one group, in its order."""
    log, fresh = Log(), Log(start_ms=NOW + 60_000)
    after = msgspec.structs.replace(fresh.say("새 방"), msgid="새것")
    kept.commit(log.say("옛 방"), ChannelRenamed("#방", "#마당"), after)
    kept.reopen()
    assert kept.texts(HistoryQuery("#마당")) == ["옛 방"]
    assert kept.texts(HistoryQuery("#방")) == ["새 방"]
