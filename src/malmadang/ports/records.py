"""What is kept: lines of logs, and how things are from now on."""

import msgspec

from malmadang.ports.moments import TimeMs
from malmadang.wire.names import Folded, casefold


class EventRecord(msgspec.Struct, frozen=True, gc=False):
    """One line of a log, as the store keeps it.

    Attributes:
        channel: name of the log: a channel's name, in any spelling, or what `private_log` gives for a talk
            between two accounts.
        seq: place in the log, ascending, gaps allowed, never given twice; the log's time never goes back.
        msgid: unlike every other, in any log.
        verb: PRIVMSG, NOTICE, JOIN, ...
        source: full mask of the sender at the time.
        account: account name, or "" for a guest.
        tags: client-only tags as on the wire ("" when none).
        text: what stands behind the target: the text, or the other parameters as on the wire. Lines of one
            message are parted by LF, by CR where a line goes on in the next.
        nonce, nonce_owner: what the sender called the message, and who it is; a repeat of both within
            NONCE_MS is the same message. "" when it gave none.
    """

    channel: str
    seq: int
    msgid: str
    utc_ms: TimeMs
    verb: str
    source: str
    account: str
    tags: str
    text: str
    nonce: str = ""
    nonce_owner: str = ""


NONCE_MS = 600_000
"""How long a nonce is remembered."""

_PRIVATE = "="
"""Begins the name of a private talk's log: no channel and no account has it in its name."""


def private_log(one: str, other: str) -> Folded:
    """Return the name of the log in which two accounts talk: the same whoever of them asks."""
    first, second = sorted((casefold(one), casefold(other)))
    return Folded(f"{_PRIVATE}{first},{second}")


def private_sides(log: str) -> tuple[Folded, Folded] | None:
    """Return the two accounts whose talk a log holds; None for a channel's log."""
    if not log.startswith(_PRIVATE):
        return None
    first, second = log[1:].split(",")
    return Folded(first), Folded(second)


class ListedMask(msgspec.Struct, frozen=True, gc=False):
    """One mask on a list of a channel (b, e, I): the mask, who set it, and when."""

    letter: str
    mask: str
    setter: str
    utc_ms: TimeMs


class ChannelRecord(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """All that must survive of a channel; takes the place of what was kept of it before.

    Attributes:
        channel: name as the founder wrote it.
        founder: account of the owner, "" for a guest's room.
        modes: letters without parameter that are set, sorted.
        key: "" when none; limit: 0 when none.
        settings: modes with a parameter that are none of the above, by letter.
        ranks: prefix bits by account.
        seq, last_ms: place and time of the log's newest line.
    """

    channel: str
    created_ms: TimeMs
    founder: str = ""
    topic: str = ""
    topic_setter: str = ""
    topic_ms: TimeMs = TimeMs(0)
    modes: str = ""
    key: str = ""
    limit: int = 0
    settings: dict[str, str] = {}
    masks: tuple[ListedMask, ...] = ()
    ranks: dict[str, int] = {}
    seq: int = 0
    last_ms: TimeMs = TimeMs(0)


class ChannelGone(msgspec.Struct, frozen=True, gc=False):
    """The channel is closed for good: its record and its memberships go. Its log stays."""

    channel: str


class ChannelRenamed(msgspec.Struct, frozen=True, gc=False):
    """A channel has another name: its log with all that was said, its record and memberships, markers, game
    and standings are the new name's from now on, and the old one has nothing.

    Nothing else is kept under the new name before it, unless the two differ in their spelling alone.
    """

    old: str
    new: str


class ScramKeys(msgspec.Struct, frozen=True, gc=False):
    """What SCRAM-SHA-256 needs to check a password.

    Source: RFC 5802 3, 5.1.
    """

    salt: bytes
    iterations: int
    stored_key: bytes
    server_key: bytes


class AccountRecord(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """An account; takes the place of what was kept of it before.

    Attributes:
        account: name as its owner wrote it.
        password: argon2 hash.
        scram: None where the account cannot log in by SCRAM.
        settings: whatever else must survive, by name.
    """

    account: str
    password: str
    scram: ScramKeys | None = None
    email: str = ""
    created_ms: TimeMs
    settings: dict[str, str] = {}

    @property
    def folded(self) -> Folded:
        """The name as every index knows it."""
        return casefold(self.account)


class AccountGone(msgspec.Struct, frozen=True, gc=False):
    """The account is deleted, with its memberships and markers. What it said stays."""

    account: str


class MembershipRecord(msgspec.Struct, frozen=True, gc=False):
    """The account is a member of the channel whether it is connected or not."""

    account: str
    channel: str
    joined_ms: TimeMs


class MembershipGone(msgspec.Struct, frozen=True, gc=False):
    """It is no longer."""

    account: str
    channel: str


class MarkerRecord(msgspec.Struct, frozen=True, gc=False):
    """How far the account has read a target (a channel, or another account)."""

    account: str
    target: str
    utc_ms: TimeMs


class RedactionRecord(msgspec.Struct, frozen=True, gc=False):
    """A message was taken back: its text and tags are blanked in its log, this trace of it stays.

    Attributes:
        log: name of the log, as in `EventRecord.channel`.
        by: full mask of who took it back.
    """

    log: str
    msgid: str
    by: str
    reason: str
    utc_ms: TimeMs


class GameRecord(msgspec.Struct, frozen=True, gc=False):
    """The game that a channel plays, so that it can go on after a restart.

    Attributes:
        game: one line of JSON, "" where there is none any more.
    """

    channel: str
    game: str


class StandingRecord(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What somebody has reached in a channel's games; takes the place of what was kept of it before.

    Attributes:
        player: folded account, or `~` and a guest's folded nick.
        name: as it is shown.
        chain: the longest chain it had a word in; longest: its longest word.
    """

    channel: str
    player: str
    name: str
    games: int = 0
    wins: int = 0
    chain: int = 0
    longest: str = ""
    points: int = 0


class TrimRecord(msgspec.Struct, frozen=True, gc=False):
    """Only so much of a log is to stay. The rest is found no more, and deleted bit by bit.

    Attributes:
        log: as in `EventRecord.channel`.
        lines: how many of the newest that were said; 0 for all.
        before_ms: what is older goes; 0 for nothing.
    """

    log: str
    lines: int = 0
    before_ms: TimeMs = TimeMs(0)


class FactRecord(msgspec.Struct, frozen=True, gc=False):
    """Something small that the server knows of itself, by name."""

    name: str
    value: str


StateRecord = (
    ChannelRecord
    | ChannelGone
    | AccountRecord
    | AccountGone
    | MembershipRecord
    | MembershipGone
    | MarkerRecord
    | GameRecord
    | StandingRecord
    | FactRecord
    | TrimRecord
)
"""How something is from now on. Where the store refuses one it is owed: the newest of each thing is kept
before anything else as soon as the store can again."""

Record = EventRecord | RedactionRecord | ChannelRenamed | StateRecord
"""Something to keep. Events, redactions and new names that the store refuses are forgotten: who caused
them is told."""
