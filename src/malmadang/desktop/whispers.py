"""`/귓속말 별명 글` typed in another room: its talk comes in front once the words are through."""

from collections.abc import Callable

from malmadang.clientcore import commands as c
from malmadang.clientcore import slash
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.rows import Delivery, MessageRow, Row
from malmadang.clientcore.view import Room, RoomKind
from malmadang.desktop.desk import Desk
from malmadang.wire.names import Folded, casefold

_NO_SUCH_NICK = "401"


class Whispers:
    """Waits for what becomes of words said to one person from elsewhere.

    Args:
        show: put a talk in front.
        tell: say in front why the words went nowhere.
    """

    def __init__(self, desk: Desk, *, show: Callable[[Folded], None], tell: Callable[[str], None]) -> None:
        self.desk = desk
        self._show, self._tell = show, tell
        self._waiting: Folded | None = None

    def said(self, text: str) -> None:
        """Take notice of a text that the core has taken."""
        word, _, rest = text.removeprefix("/").partition(" ")
        if not slash.is_command(text) or slash.find_command(word) is not slash.find_command("msg"):
            return
        room = self._find(rest.split()[0])
        if room is None or room is self.desk.room or not room.rows:
            return
        self._waiting = room.key
        self.changed(room.key, room.rows[-1])

    def changed(self, key: Folded, row: Row) -> None:
        """Take notice of a row's new state."""
        if key != self._waiting or not isinstance(row, MessageRow) or row.delivery is Delivery.SENDING:
            return
        self._waiting = None
        talk = self.desk.talk
        room = talk.view.room(key) if talk is not None else None
        if talk is None or room is None:
            return
        fault = row.fault
        is_refused = fault is not None and fault.kind is FaultKind.NOT_DELIVERED
        is_nobody = is_refused and fault is not None and fault.fields["code"] == _NO_SUCH_NICK
        if fault is not None and is_nobody and _has_only_failed(room):
            # A talk with a slip of the finger is no talk.
            talk.do(c.Leave(room.name))
            self._tell(self.desk.say_fault(fault))
        else:
            self._show(key)

    def _find(self, nick: str) -> Room | None:
        talk = self.desk.talk
        for room in talk.view.rooms if talk is not None else ():
            if room.kind is RoomKind.PRIVATE and casefold(room.name) == casefold(nick):
                return room
        return None


def _has_only_failed(room: Room) -> bool:
    return all(isinstance(row, MessageRow) and row.delivery is Delivery.FAILED for row in room.rows)
