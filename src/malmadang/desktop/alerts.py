"""Which messages call for the person, and how often. Pure."""

import msgspec

from malmadang.clientcore.rows import Delivery, MessageRow, Row
from malmadang.clientcore.view import Room, RoomKind
from malmadang.desktop.settings import Notify, Preferences, RoomChoice
from malmadang.ports import TimeMs
from malmadang.wire.names import Folded

PAUSE_MS = 5000
"""A room calls at most once in that time; what comes between is counted."""


class Call(msgspec.Struct, frozen=True, gc=False):
    """The person is to be told of a room.

    Attributes:
        row: the message, the last one of `count`.
    """

    key: Folded
    room: str
    row: MessageRow
    count: int = 1
    is_private: bool = False


class Alerts:
    """Weighs messages one by one."""

    def __init__(self) -> None:
        self._last: dict[Folded, int] = {}
        self._missed: dict[Folded, int] = {}

    def wants(self, room: Room, row: Row, choice: RoomChoice, kept: Preferences) -> bool:
        """Does a message call for the person, whether or not she sees it now?"""
        if not isinstance(row, MessageRow) or row.own or row.replayed or row.delivery is not Delivery.SENT:
            return False
        if choice.notify is Notify.OFF or room.kind is RoomKind.SERVER:
            return False
        if room.kind is RoomKind.PRIVATE or row.mention or choice.notify is Notify.ALL:
            return True
        folded = row.text.casefold()
        return any(word.casefold() in folded for word in kept.key_words)

    def weigh(
        self, room: Room, row: Row, choice: RoomChoice, kept: Preferences, now_ms: TimeMs
    ) -> Call | None:
        """Return what to tell, None for nothing."""
        if not kept.notify or now_ms < kept.quiet_until_ms or not self.wants(room, row, choice, kept):
            return None
        assert isinstance(row, MessageRow)
        missed = self._missed.get(room.key, 0) + 1
        if now_ms - self._last.get(room.key, -PAUSE_MS) < PAUSE_MS:
            self._missed[room.key] = missed
            return None
        self._last[room.key] = now_ms
        self._missed.pop(room.key, None)
        return Call(room.key, room.name, row, missed, room.kind is RoomKind.PRIVATE)

    def seen(self, key: Folded) -> None:
        """The person has the room in front: what was counted is past."""
        self._missed.pop(key, None)
