"""What the store can be asked, and what it answers."""

from enum import Enum

import msgspec

from malmadang.ports.moments import TimeMs
from malmadang.ports.records import EventRecord, RedactionRecord
from malmadang.wire.names import casefold


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


class SearchedLog(msgspec.Struct, frozen=True, gc=False):
    """A log in which something is looked for.

    Attributes:
        log: as in `EventRecord.channel`.
        hidden_tag, hidden_before_ms: lines with this tag that are older are left out; "" for none.
    """

    log: str
    hidden_tag: str = ""
    hidden_before_ms: TimeMs = TimeMs(0)


class SearchQuery(msgspec.Struct, frozen=True, gc=False):
    """Which of the things said have what is looked for. Answer: SearchPage, or Unanswered.

    Attributes:
        logs: where to look.
        account, since_ms: whose private talks to look in too, and from when on; "" for nobody's.
        text: terms that all must be there, as `searching.Terms` has them; "" for anything.
        sender: folded nick of who said it; "" for anybody.
        after_ms, before_ms: the time, its ends included; before_ms None for no end.
        newest: where there are more than `limit`, the newest rather than the oldest.
    """

    logs: tuple[SearchedLog, ...]
    account: str = ""
    since_ms: TimeMs = TimeMs(0)
    text: str = ""
    sender: str = ""
    after_ms: TimeMs = TimeMs(0)
    before_ms: TimeMs | None = None
    limit: int = 100
    newest: bool = True

    def has(self, event: EventRecord, log: SearchedLog) -> bool:
        """Whether a line of the log is one of those, but for its text."""
        if event.utc_ms < self.after_ms or (self.before_ms is not None and event.utc_ms > self.before_ms):
            return False
        if self.sender and casefold(event.source.partition("!")[0]) != self.sender:
            return False
        is_hidden = log.hidden_tag and event.utc_ms < log.hidden_before_ms
        return not is_hidden or log.hidden_tag not in event.tags.split(";")


Query = HistoryQuery | EventQuery | TargetsQuery | SearchQuery


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


class SearchPage(msgspec.Struct, frozen=True, gc=False):
    """Lines that were found, in the order in which they were said."""

    events: tuple[EventRecord, ...]


class Unanswered(Enum):
    """Why a query has no answer."""

    NO_SUCH_MSGID = "the log has no such msgid"
    BUSY = "too many queries wait"
    TOO_SLOW = "took too long"
    FAILED = "the store cannot be read"


Answer = HistoryPage | TargetsPage | SearchPage | Unanswered
