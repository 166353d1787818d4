from malmadang.ports import ChannelId, ChannelRecord, ListedMask, SteadyMs, TimeMs
from malmadang.servercore.channel import OPERATOR, OWNER, Channel
from malmadang.servercore.roomrecords import record_of, restore
from malmadang.servercore.throttle import Bucket

RECORD = ChannelRecord(
    channel="#우리방",
    created_ms=TimeMs(1_000),
    founder="철수",
    topic="주제",
    topic_setter="철수!~c@h",
    topic_ms=TimeMs(2_000),
    modes="Cims",
    key="열쇠",
    limit=7,
    masks=(
        ListedMask("b", "m:*!*@나쁜곳", "철수", TimeMs(3_000)),
        ListedMask("I", "a:영희", "철수", TimeMs(4_000)),
    ),
    ranks={"철수": OWNER | OPERATOR, "영희": OPERATOR},
    seq=9,
    last_ms=TimeMs(5_000),
)


def restored(record: ChannelRecord) -> Channel:
    channel = Channel(ChannelId(1), record.channel, TimeMs(9_000), Bucket(1, SteadyMs(0)))
    restore(channel, record)
    return channel


def test_what_is_kept_comes_back_as_it_was() -> None:
    channel = restored(RECORD)
    # Its time goes on from where it is now.
    assert record_of(channel) == ChannelRecord(
        **{name: getattr(RECORD, name) for name in RECORD.__struct_fields__ if name != "last_ms"},
        last_ms=TimeMs(9_000),
    )
    assert channel.is_shut
    assert channel.is_moderated
    assert channel.rank_of_account("영희") == OPERATOR


def test_an_owner_is_an_owner_whatever_the_record_says_of_ranks() -> None:
    channel = restored(ChannelRecord(channel="#방", created_ms=TimeMs(1), founder="철수"))
    assert channel.rank_of_account("철수") == OWNER
    assert not channel.modes
