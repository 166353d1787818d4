"""What is known of a room's log on the server, and what is being asked for. State only; see `history`."""

from enum import Enum

import msgspec

from malmadang.clientcore.rows import RowId
from malmadang.ports import TimeMs
from malmadang.wire.names import Folded


class Mark(msgspec.Struct, frozen=True, gc=False):
    """A place in a log.

    Attributes:
        msgid: "" where the server gives none.
    """

    utc_ms: TimeMs
    msgid: str = ""


class Change(msgspec.Struct, frozen=True, gc=False):
    """Something that was said about a message: a reaction given or taken, or with no emoji its taking back.

    Attributes:
        msgid: of the message.
        nick: who has done it.
        reason: of the taking back, "" for none.
    """

    utc_ms: TimeMs
    msgid: str
    nick: str
    emoji: str = ""
    given: bool = False
    reason: str = ""


class Gap(msgspec.Struct):
    """Something of a log that is not loaded.

    Attributes:
        after: last message before it, None where nothing of the log is known.
        before: first message behind it, None while only what comes live is.
        row: the GAP row that stands for it, 0 for none.
        begun: a page of it has come; the next one is what lies before that.
        pages: how many more full ones are asked for without the person.
        by_time: the server does not know one of the msgids, so times are used.
    """

    after: Mark
    before: Mark | None = None
    row: RowId = RowId(0)
    begun: bool = False
    pages: int = 0
    by_time: bool = False


class Ask(Enum):
    """What a request is for."""

    NEWEST = "newest"
    GAP = "gap"
    OLDER = "older"
    AROUND = "around"
    TARGETS = "targets"


class Request(msgspec.Struct):
    """A question to the server.

    Attributes:
        key: the room; the server's own for TARGETS.
        gap: of GAP.
        msgid: of AROUND.
        by_person: the person asked, so she is told of the end.
        limit: lines asked for.
    """

    key: Folded
    ask: Ask
    gap: Gap | None = None
    msgid: str = ""
    by_person: bool = False
    limit: int = 0


class RoomHistory:
    """One room's log.

    Attributes:
        mark: up to here nothing is missing but what GAP rows stand for.
        head: we are back in the room and have not heard yet what was said meanwhile.
        gaps: with their rows, in no order.
        oldest: where the oldest page begins that was loaded, None for none.
        browsed: rows that the person has loaded beyond what is usually held.
        loose: changes of messages that are not loaded, by msgid.
        told_ms: how far the server was told on this line that we have read.
        known: when the last change of a reaction was made, by msgid, emoji and folded nick.
    """

    __slots__ = ("browsed", "gaps", "head", "known", "loose", "mark", "oldest", "told_ms")

    def __init__(self) -> None:
        self.mark: Mark | None = None
        self.head: Gap | None = None
        self.gaps: list[Gap] = []
        self.oldest: Mark | None = None
        self.browsed = 0
        self.told_ms = TimeMs(0)
        self.loose: dict[str, list[Change]] = {}
        self.known: dict[tuple[str, str, Folded], TimeMs] = {}


class CatchUp:
    """All requests of one core.

    Attributes:
        waiting: not sent yet; `in_flight` are, by room, one each.
        since_ms: until then we were there, so private talks are looked for from there on; 0 for never.
        looked: on this line they have been.
        running: we are back after a lost line and not through yet.
        count: messages of others found meanwhile.
    """

    __slots__ = ("count", "in_flight", "looked", "running", "since_ms", "waiting")

    def __init__(self) -> None:
        self.waiting: list[Request] = []
        self.in_flight: dict[Folded, Request] = {}
        self.since_ms = TimeMs(0)
        self.looked = False
        self.running = False
        self.count = 0

    def forget_room(self, key: Folded) -> None:
        """A room is closed: nothing of it is wanted any more."""
        self.waiting = [request for request in self.waiting if request.key != key]
        self.in_flight.pop(key, None)

    def rename_room(self, old_key: Folded, key: Folded) -> None:
        """A private talk goes on under another nick: what was asked under the old one is asked again."""
        request = self.in_flight.pop(old_key, None)
        if request is not None:
            self.waiting.insert(0, request)
        for request in self.waiting:
            if request.key == old_key:
                request.key = key
