"""Between a server's core and the store: what is said is kept, and is there again at the next start."""

import secrets
import tkinter as tk
from collections.abc import Callable, Sequence

import msgspec

from malmadang.clientcore.events import (
    RoomAdded,
    RoomChanged,
    RoomPart,
    RoomRemoved,
    RoomRenamed,
    RowAdded,
    RowChanged,
    RowRemoved,
    ViewEvent,
)
from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind, Row
from malmadang.clientcore.view import Room, RoomKind
from malmadang.desktop.sites import Site
from malmadang.desktop.store import HistoryStore, Kept, KeptRoom
from malmadang.wire.names import Folded, casefold

PAGE = 100
_TALKS_MAX = 40
_WAIT_MS = 1500
_SAVE_MS = 2000
_LOOK_MS = 5
_KEPT = frozenset({
    NoticeKind.JOINED, NoticeKind.PARTED, NoticeKind.QUIT, NoticeKind.KICKED, NoticeKind.NICK,
    NoticeKind.MODE, NoticeKind.RANK, NoticeKind.TOPIC, NoticeKind.RENAMED, NoticeKind.GAP,
})  # fmt: skip


class Archive:
    """Hears of every event of every server.

    Args:
        server_asks: ask the server for what is older; called where the store has nothing older.
    """

    def __init__(self, root: tk.Misc, store: HistoryStore, *, server_asks: Callable[[], None]) -> None:
        self._root, self.store = root, store
        self._server_asks = server_asks
        self._run = secrets.token_hex(4)
        self._uids: dict[tuple[int, int], str] = {}
        self._coming: dict[tuple[int, Folded], list[Kept]] = {}
        self._dirty: set[tuple[Site, Folded]] = set()
        self._loaded: set[tuple[int, Folded]] = set()
        self._job: str | None = None
        self._looking: str | None = None
        self._patience: list[str] = []
        self._told = False

    def begin(self, site: Site, rooms: Sequence[str], start: Callable[[], None]) -> None:
        """Fill a server's rooms with what is kept of them, then let its talk start.

        Args:
            rooms: names of the channels that are entered again; talks with people are filled, too.
        """
        if self.store.path is None or not (rooms or self.store.path.exists()):
            start()
            return
        started: list[bool] = []

        def once() -> None:
            if not started:
                started.append(True)
                start()

        wanted = {casefold(name) for name in rooms}

        def told(keys: Sequence[str]) -> None:
            loads = [key for key in keys if key in wanted or not _is_channel(key)]
            for key in loads:
                self.store.load(site.link, key, PAGE, lambda kept: self._fill(site, kept))
            # Orders are carried out one after another: this answer comes after theirs.
            self.store.talks(site.link, 1, lambda _keys: once())
            self._look()

        self.store.talks(site.link, _TALKS_MAX, told)
        self._look()
        # A disk that hangs holds nobody up.
        self._patience.append(self._root.after(_WAIT_MS, once))

    def heard(self, site: Site, event: ViewEvent) -> None:
        """Keep what has happened."""
        match event:
            case RowAdded(key, row, _, restored):
                if restored:
                    self._name_again(site, key, row)
                elif self._is_kept(site, key, row):
                    self.store.keep(site.link, key, Kept(self._uid(site, row), _plain(row)))
                    self._note_soon(site, key)
            case RowChanged(key, row):
                if self._is_kept(site, key, row):
                    self.store.keep(site.link, key, Kept(self._uid(site, row), _plain(row)))
                    self._note_soon(site, key)
            case RowRemoved(key, row_id, _, trimmed):
                if not trimmed and (site.number, row_id) in self._uids:
                    self.store.forget(site.link, key, self._uids.pop((site.number, row_id)))
            case RoomAdded(key):
                self._load_new(site, key)
            case RoomRenamed(key, old_key) if _is_channel(key):
                self._rename(site, key, old_key)
            case RoomRemoved(key):
                self._loaded.discard((site.number, key))
            case RoomChanged(key, parts) if parts & RoomPart.COUNTS:
                self._note_soon(site, key)
            case _:
                pass

    def _rename(self, site: Site, key: Folded, old_key: Folded) -> None:
        room = site.view.room(key)
        if room is not None:
            self.store.rename(site.link, old_key, key, room.name)
            self._loaded.discard((site.number, old_key))
            self._loaded.add((site.number, key))
            self._note_soon(site, key)

    def older(self, site: Site, room: Room) -> None:
        """The reader is near the top: take what is kept, or else ask the server."""
        if not room.rows:
            self._server_asks()
            return

        def answered(kept: KeptRoom) -> None:
            if kept.rows:
                self._fill(site, kept)
            else:
                self._server_asks()

        self.store.load(site.link, room.key, PAGE, answered, before_ms=room.rows[0].utc_ms)
        self._look()

    @property
    def fault(self) -> str:
        """Why nothing is kept, "" while it is; told once."""
        if self._told or not self.store.fault:
            return ""
        self._told = True
        return self.store.fault

    def save(self) -> None:
        """Note how far each room is known and read that has changed."""
        if self._job is not None:
            self._root.after_cancel(self._job)
            self._job = None
        for site, key in self._dirty:
            room = site.view.room(key)
            if room is not None:
                self.store.note(site.link, key, room.name, site.talk.core.mark(key), room.read_ms)
        self._dirty.clear()

    def _look(self) -> None:
        """Look for answers until there is nothing more to wait for."""
        if self._looking is None and self.store.waiting and not self.store.fault:
            self._looking = self._root.after(_LOOK_MS, self._answer)

    def _answer(self) -> None:
        self._looking = None
        self.store.pump()
        self._look()

    def close(self) -> None:
        """Write what is left."""
        for job in (*self._patience, *filter(None, (self._looking,))):
            self._root.after_cancel(job)
        self._looking = None
        self._patience.clear()
        self.save()
        self.store.close()

    def _fill(self, site: Site, kept: KeptRoom) -> None:
        key = casefold(kept.name)
        self._loaded.add((site.number, key))
        self._coming[site.number, key] = [one for one in kept.rows if not one.row.msgid]
        rows = [one.row for one in kept.rows]
        if rows or kept.mark is not None:
            site.talk.restore(kept.name, rows, mark=kept.mark, read_ms=kept.read_ms)
        self._coming.pop((site.number, key), None)

    def _load_new(self, site: Site, key: Folded) -> None:
        """Fill a room that has been opened just now."""
        room = site.view.room(key)
        if room is None or room.kind is RoomKind.SERVER or (site.number, key) in self._loaded:
            return
        self._loaded.add((site.number, key))
        self.store.load(site.link, key, PAGE, lambda kept: self._fill_open(site, key, kept))
        self._look()

    def _fill_open(self, site: Site, key: Folded, kept: KeptRoom) -> None:
        if site.view.room(key) is not None and kept.rows:
            self._fill(site, kept)

    def _name_again(self, site: Site, key: Folded, row: Row) -> None:
        """A row without a msgid has come back under a new id: it is still the one in the store."""
        coming = self._coming.get((site.number, key), [])
        for at, kept in enumerate(coming):
            if kept.row.utc_ms == row.utc_ms and type(kept.row) is type(row):
                self._uids[site.number, row.id] = kept.uid
                del coming[at]
                return

    def _uid(self, site: Site, row: Row) -> str:
        known = self._uids.get((site.number, row.id))
        if known is None:
            known = row.msgid or f"{self._run}.{site.number}.{row.id}"
            if not row.msgid:
                self._uids[site.number, row.id] = known
        return known

    def _is_kept(self, site: Site, key: Folded, row: Row) -> bool:
        room = site.view.room(key)
        if room is None or room.kind is RoomKind.SERVER:
            return False
        return row.delivery is Delivery.SENT if isinstance(row, MessageRow) else row.kind in _KEPT

    def _note_soon(self, site: Site, key: Folded) -> None:
        self._dirty.add((site, key))
        if self._job is None:
            self._job = self._root.after(_SAVE_MS, self.save)


def _is_channel(key: str) -> bool:
    return key[:1] in "#&+!"


def _plain(row: Row) -> Row:
    """Return a row without what is of use only while it is new."""
    if isinstance(row, MessageRow) and row.game is not None:
        return msgspec.structs.replace(row, game=None)
    return row
