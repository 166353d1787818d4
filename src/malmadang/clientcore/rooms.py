"""The open rooms and their rows: the one place where either is opened, closed, renamed, added to."""

from collections.abc import Sequence

from malmadang.clientcore.events import (
    ClientEvent,
    RoomAdded,
    RoomChanged,
    RoomPart,
    RoomRemoved,
    RoomRenamed,
    RowAdded,
    RowChanged,
    RowRemoved,
)
from malmadang.clientcore.historystate import CatchUp, RoomHistory
from malmadang.clientcore.outbox import Outbox
from malmadang.clientcore.progress import Incoming
from malmadang.clientcore.rows import NoticeKind, NoticeRow, Row, RowId
from malmadang.clientcore.timeline import MAX_ROWS, Timeline
from malmadang.clientcore.view import Older, Room, RoomKind, View
from malmadang.ports import TimeMs
from malmadang.wire.names import Folded


class RoomBook:
    """What `Context` knows of rooms.

    Attributes:
        rooms: index of `View.rooms`; only `open_room`, `close_room` and `rename_room` touch either.
        histories: what is known of each room's log on the server.
        catch_up: what is asked for of what was said before.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.rooms: dict[Folded, Room] = {}
        self.timelines: dict[Folded, Timeline] = {}
        self.histories: dict[Folded, RoomHistory] = {}
        self.events: list[ClientEvent] = []
        self.incoming = Incoming(TimeMs(0))
        self.outbox = Outbox()
        self.catch_up = CatchUp()
        self._next_row = 0
        self._named: tuple[str, Folded] = ("", Folded(""))

    def emit(self, event: ClientEvent) -> None:
        """Tell the shells."""
        self.events.append(event)

    def fold(self, name: str) -> Folded:
        """Fold a name as this server does."""
        raise NotImplementedError

    def forget_stranger(self, key: Folded) -> None:
        """Drop somebody we share no room with any more."""
        raise NotImplementedError

    # Rooms.

    def find_room(self, name: str) -> Room | None:
        """Return the open room with that name."""
        return self.rooms.get(self.fold(name))

    def open_room(self, name: str, kind: RoomKind, *, key: Folded | None = None) -> Room:
        """Return the room with that name, opened if it is not."""
        key = self.fold(name) if key is None else key
        room = self.rooms.get(key)
        if room is None:
            room = Room(key, name, kind, joined=kind is not RoomKind.CHANNEL)
            self.rooms[key] = room
            self.view.rooms.append(room)
            self.timelines[key] = Timeline(room.rows)
            self.histories[key] = RoomHistory()
            self.emit(RoomAdded(key))
        return room

    def close_room(self, room: Room) -> None:
        """Close a room; the server's own stays."""
        if room.kind is RoomKind.SERVER:
            return
        self.view.rooms.remove(room)
        del self.rooms[room.key]
        del self.timelines[room.key]
        del self.histories[room.key]
        self.outbox.forget_room(room.key)
        self.catch_up.forget_room(room.key)
        if self.view.shown == room.key:
            self.view.shown = None
        for key in (*room.members, room.key):
            self.forget_stranger(key)
        self.emit(RoomRemoved(room.key))

    def rename_room(self, room: Room, name: str) -> bool:
        """Give a room another name and key; False where a room with that key is open already."""
        key = self.fold(name)
        if key != room.key and key in self.rooms:
            return False
        old_key = room.key
        self.rooms[key] = self.rooms.pop(old_key)
        self.timelines[key] = self.timelines.pop(old_key)
        self.histories[key] = self.histories.pop(old_key)
        room.key, room.name = key, name
        if self.view.shown == old_key:
            self.view.shown = key
        self.outbox.rename_room(old_key, key, name)
        self.catch_up.rename_room(old_key, key)
        self.emit(RoomRenamed(key, old_key))
        return True

    def changed(self, room: Room, parts: RoomPart) -> None:
        """Tell the shells what of a room is different."""
        self.emit(RoomChanged(room.key, parts))

    # Rows.

    def next_row_id(self) -> RowId:
        """Return the id of a new row."""
        self._next_row += 1
        return RowId(self._next_row)

    def stamp(self, room: Room) -> TimeMs:
        """Return the time for a row: the server's, else ours, but then never before the room's last row."""
        utc_ms = self.incoming.utc_ms
        if self.incoming.stamped or not room.rows:
            return utc_ms
        return max(utc_ms, room.rows[-1].utc_ms)

    def add_row(self, room: Room, row: Row) -> bool:
        """Put a row into a room; False where it is there already."""
        timeline = self.timelines[room.key]
        index = timeline.insert(row)
        if index is None:
            return False
        self.emit(RowAdded(room.key, row, index))
        self.trim(room)
        return True

    def merge_rows(self, room: Room, rows: Sequence[Row], *, restored: bool = False) -> list[Row]:
        """Put a stretch of history into a room; returns what of it is new, oldest first."""
        new = self.timelines[room.key].merge(rows)
        for row, index in new:
            self.emit(RowAdded(room.key, row, index, restored))
        return [row for row, _ in new]

    def change_row(self, room: Room, row: Row) -> None:
        """Put a row in the place of the one with its id, if that is still there and different."""
        timeline = self.timelines[room.key]
        index = timeline.find(row.id)
        if index < 0 or timeline.rows[index] == row:
            return
        places = timeline.replace(row)
        if places is not None:
            self.emit(RowChanged(room.key, row, places[1], places[0]))

    def remove_row(self, room: Room, row_id: RowId) -> None:
        """Take a row out for good."""
        timeline = self.timelines[room.key]
        index = timeline.find(row_id)
        if index >= 0:
            timeline.remove(index)
            self.emit(RowRemoved(room.key, row_id, index))

    def trim(self, room: Room) -> None:
        """Drop the oldest rows of a room that has too many."""
        history = self.histories[room.key]
        if len(room.rows) <= MAX_ROWS + history.browsed:
            return
        while len(room.rows) > MAX_ROWS + history.browsed:
            gone = self.timelines[room.key].remove(0)
            self.emit(RowRemoved(room.key, gone.id, 0, trimmed=True))
            history.gaps = [gap for gap in history.gaps if gap.row != gone.id]
            history.oldest = None
        if room.older is Older.NONE:
            room.older = Older.MORE
            self.changed(room, RoomPart.HISTORY)

    def notice(self, room: Room, kind: NoticeKind, /, *, own: bool = False, **fields: str) -> NoticeRow:
        """Say in a room what has happened.

        Args:
            fields: as NoticeKind says for the kind.
        """
        return self.add_notice(room, kind, fields, own=own)

    def add_notice(
        self, room: Room, kind: NoticeKind, fields: dict[str, str], *, own: bool = False
    ) -> NoticeRow:
        """Say in a room what has happened; `notice` is the handier form."""
        # One line may make several rows of a room; the first of them has its msgid.
        msgid = self.incoming.msgid
        if self._named == (msgid, room.key):
            msgid = ""
        else:
            self._named = (msgid, room.key)
        row = NoticeRow(self.next_row_id(), self.stamp(room), kind, fields, own=own, msgid=msgid)
        self.add_row(room, row)
        return row
