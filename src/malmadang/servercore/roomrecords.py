"""What is kept of a room: from the channel to its record, and back."""

from __future__ import annotations

from malmadang.ports import ChannelRecord, ListedMask
from malmadang.servercore.channel import OWNER, Channel, ListEntry, Topic
from malmadang.servercore.flooding import parse_flood
from malmadang.wire.names import Folded, casefold


def record_of(channel: Channel) -> ChannelRecord:
    """Return all that must survive of the channel, as it is now."""
    topic = channel.topic
    if channel.founder:
        ranks = channel.ranks
    else:
        staying = ((casefold(name), channel.rank(user)) for user, name in channel.stayers.items())
        ranks = {account: rank for account, rank in staying if rank}
    masks = (
        ListedMask(letter, entry.mask, entry.setter, entry.utc_ms)
        for letter, entries in channel.lists.items()
        for entry in entries.values()
    )
    settings = {"H": channel.history} if channel.history else {}
    settings |= {f"metadata.{key}": value for key, value in sorted(channel.metadata.items())}
    if channel.flood is not None:
        settings["f"] = str(channel.flood)
    return ChannelRecord(
        channel=channel.name,
        created_ms=channel.created_ms,
        founder=channel.founder,
        topic=topic.text if topic else "",
        topic_setter=topic.setter if topic else "",
        topic_ms=topic.utc_ms if topic else channel.created_ms,
        modes="".join(sorted(channel.modes)),
        key=channel.key,
        limit=channel.limit,
        settings=settings,
        masks=tuple(masks),
        ranks={str(account): rank for account, rank in sorted(ranks.items())},
        seq=channel.seq,
        last_ms=channel.last_ms,
    )


def restore(channel: Channel, record: ChannelRecord) -> None:
    """Put a channel that has just been made into the state that was kept of it."""
    channel.created_ms = record.created_ms
    channel.founder = record.founder
    if record.topic:
        channel.topic = Topic(record.topic, record.topic_setter, record.topic_ms)
    for letter in channel.modes - set(record.modes):
        channel.set_flag(letter, on=False)
    for letter in record.modes:
        channel.set_flag(letter, on=True)
    channel.key, channel.limit = record.key, record.limit
    channel.history = record.settings.get("H", "")
    channel.metadata = {
        name.removeprefix("metadata."): value
        for name, value in record.settings.items()
        if name.startswith("metadata.")
    }
    channel.flood = parse_flood(record.settings.get("f", ""))
    for listed in record.masks:
        entry = ListEntry(listed.mask, listed.setter, listed.utc_ms)
        channel.lists.setdefault(listed.letter, {})[Folded(casefold(listed.mask))] = entry
    if record.founder:
        channel.ranks = {casefold(account): rank for account, rank in record.ranks.items()}
        owner = casefold(record.founder)
        channel.ranks[owner] = channel.ranks.get(owner, 0) | OWNER
    channel.seq = max(channel.seq, record.seq)
    channel.last_ms = max(channel.last_ms, record.last_ms)
