from hypothesis import given
from hypothesis import strategies as st

from malmadang.adapters.sqlite.debts import Debts
from malmadang.adapters.storage_memory import MemoryStorage
from malmadang.ports import (
    AccountGone,
    AccountRecord,
    ChannelGone,
    ChannelRecord,
    FactRecord,
    GameRecord,
    MarkerRecord,
    MembershipGone,
    MembershipRecord,
    Record,
    RedactionRecord,
    Snapshot,
    StandingRecord,
    TimeMs,
)
from tests.kit.stores import Log

_ACCOUNTS = st.sampled_from(["Sky", "SKY", "바다"])
_CHANNELS = st.sampled_from(["#방", "#Room", "#ROOM"])
_TIMES = st.integers(1, 9).map(TimeMs)
_STATES = st.one_of(
    st.builds(ChannelRecord, channel=_CHANNELS, created_ms=_TIMES),
    st.builds(ChannelGone, _CHANNELS),
    st.builds(AccountRecord, account=_ACCOUNTS, password=st.just(""), created_ms=_TIMES),
    st.builds(AccountGone, _ACCOUNTS),
    st.builds(MembershipRecord, _ACCOUNTS, _CHANNELS, _TIMES),
    st.builds(MembershipGone, _ACCOUNTS, _CHANNELS),
    st.builds(FactRecord, _CHANNELS, _ACCOUNTS),
    st.builds(GameRecord, _CHANNELS, st.sampled_from(["", "{}"])),
    st.builds(StandingRecord, channel=_CHANNELS, player=_ACCOUNTS, name=_ACCOUNTS, games=st.integers(1, 9)),
    st.builds(MarkerRecord, _ACCOUNTS, _CHANNELS, _TIMES),
)


def outcome(records: list[Record]) -> Snapshot:
    store = MemoryStorage()
    store.commit(records, lambda _: None)
    return store.load()


def in_any_order(snapshot: Snapshot) -> list[object]:
    groups = (
        snapshot.channels,
        snapshot.accounts,
        snapshot.memberships,
        snapshot.markers,
        snapshot.games,
        snapshot.standings,
    )
    return [*(sorted(map(repr, group)) for group in groups), sorted(snapshot.facts.items())]


@given(st.lists(_STATES, max_size=30))
def test_what_is_owed_comes_to_the_same_as_all_that_was_refused(records: list[Record]) -> None:
    debts = Debts()
    debts.add(records)
    assert in_any_order(outcome([*debts.records()])) == in_any_order(outcome(records))


def test_lines_are_not_owed() -> None:
    debts = Debts()
    debts.add([Log().say("글"), RedactionRecord("#방", "m", "", "", TimeMs(1))])
    assert not debts


def test_each_thing_is_owed_once() -> None:
    debts = Debts()
    for number in range(1_000):
        debts.add([MarkerRecord("Sky", "#방", TimeMs(number)), FactRecord("a", str(number))])
    newest = TimeMs(999)
    assert debts.records() == [
        MarkerRecord("Sky", "#방", newest),
        FactRecord("a", "999"),
    ]
    debts.clear()
    assert not debts.records()
