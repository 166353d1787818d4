"""What the store can be asked, and what it answers."""

from enum import Enum

import msgspec

from malmadang.ports.moments import TimeMs
from malmadang.ports.records import EventRecord, RedactionRecord


class ByMsgid(msgspec.Struct, frozen=True, gc=False):
    """The place of a message in its log, whether it has been redacted or not."""

    msgid: str


class ByTime(msgspec.Struct, frozen=True, gc=False):
    """A time in a log. All lines of that millisecond stand at it."""

    utc_ms: TimeMs


Bound = ByMsgid | ByTime


class HistoryQuery(msgspec.Struct, frozen=True, gc=False):
    """Part of a log. Answer: HistoryPage, or Unanswered.

    Attributes:
        log: as in `EventRecord.channel`.
        after, before: ends of the range, themselves excluded; None where it has no end.
        newest: where the range holds more than `limit`, the newest of it rather than the oldest.
        talk_only: only PRIVMSG and NOTICE.
    """

    log: str
    after: Bound | None = None
    before: Bound | None = None
    limit: int = 100
    newest: bool = False
    talk_only: bool = False


class EventQuery(msgspec.Struct, frozen=True, gc=False):
    """One line of a log. Answer: HistoryPage with at most that line, or Unanswered."""

    log: str
    msgid: str


class TargetsQuery(msgspec.Struct, frozen=True, gc=False):
    """Whose newest PRIVMSG or NOTICE was said in a time. Answer: TargetsPage, or Unanswered.

    Attributes:
        logs: channels to look at.
        account: whose private talks to look at too; "" for nobody's.
        after_ms, before_ms: the time, its ends excluded.
        newest: where there are more than `limit`, the newest rather than the oldest.
        since_ms: private talks that ended before it are left out.
    """

    logs: tuple[str, ...]
    account: str
    after_ms: TimeMs
    before_ms: TimeMs
    limit: int
    newest: bool = False
    since_ms: TimeMs = TimeMs(0)


Query = HistoryQuery | EventQuery | TargetsQuery


class HistoryPage(msgspec.Struct, frozen=True, gc=False):
    """Lines of a log.

    Attributes:
        events: oldest first; a redacted one has neither text nor tags.
        redactions: of these events, in their order.
    """

    events: tuple[EventRecord, ...]
    redactions: tuple[RedactionRecord, ...] = ()


class TargetsPage(msgspec.Struct, frozen=True, gc=False):
    """(log, time of its newest PRIVMSG or NOTICE), oldest first; logs folded."""

    targets: tuple[tuple[str, TimeMs], ...]


class Unanswered(Enum):
    """Why a query has no answer."""

    NO_SUCH_MSGID = "the log has no such msgid"
    BUSY = "too many queries wait"
    TOO_SLOW = "took too long"
    FAILED = "the store cannot be read"


Answer = HistoryPage | TargetsPage | Unanswered
