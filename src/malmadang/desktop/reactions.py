"""What the core tells -> what is drawn, asked, or remembered; drawing comes once, at the end of a turn."""

from collections.abc import Callable

from malmadang.clientcore.events import (
    CaughtUp,
    CertificateUnknown,
    DirectoryChanged,
    Ended,
    HistoryLoaded,
    LoginRefused,
    NickRefused,
    QueueStale,
    RoomAdded,
    RoomChanged,
    RoomPart,
    RoomRemoved,
    RoomRenamed,
    RowAdded,
    RowChanged,
    RowRemoved,
    RowsCleared,
    SearchChanged,
    SelfChanged,
    ShowRoom,
    StateChanged,
    TextRefused,
    ViewEvent,
)
from malmadang.clientcore.rows import NoticeKind, NoticeRow, Row
from malmadang.clientcore.view import Phase
from malmadang.desktop.answers import Answers
from malmadang.desktop.archive import Archive
from malmadang.desktop.controls import Controls
from malmadang.desktop.desk import Desk
from malmadang.desktop.kit import Mood
from malmadang.desktop.phrases import Word
from malmadang.desktop.sites import Site, remember
from malmadang.desktop.telling import Telling
from malmadang.desktop.window import Dirty, MainWindow
from malmadang.wire.names import Folded


class Reactions:
    """Follows the View.

    Args:
        archive: keeps what is said.
        over: the person has left a server.
        is_own: the person is here under the usual nick, so that changes are remembered.
    """

    def __init__(
        self,
        desk: Desk,
        window: MainWindow,
        controls: Controls,
        answers: Answers,
        archive: Archive,
        *,
        over: Callable[[Site], None],
        is_own: bool,
    ) -> None:
        self.desk, self.window, self.controls, self.answers = desk, window, controls, answers
        self.archive = archive
        self._over, self._is_own = over, is_own
        self.telling = Telling(desk, window, controls.rooms.go)
        for change in ("<FocusIn>", "<FocusOut>"):
            desk.root.bind(change, lambda _event: self._attend_soon(), add=True)
        self._attending = False
        desk.speech.watch(window.centre, lambda: self._dirty(Dirty.EVERYTHING))

    def told(self, site: Site, event: ViewEvent) -> None:
        """Take notice of something that has changed on a server."""
        self.archive.heard(site, event)
        self.controls.accounts.heard(site, event)
        if site is not self.desk.front:
            self._told_behind(site, event)
            return
        shown = self.desk.talk.view.shown if self.desk.talk is not None else None
        match event:
            case RowAdded(key, row) | RowChanged(key, row):
                self._dirty(Dirty.ROOMS | (Dirty.ROWS if key == shown else Dirty.NOTHING))
                self._notice(row)
                self._refused(row, is_nowhere=shown is None)
                self.controls.whispers.changed(key, row)
                self.controls.room_settings.heard(row)
                if isinstance(event, RowAdded):
                    self.telling.added(site, key, row)
            case RowRemoved(key) | RowsCleared(key):
                self._dirty(Dirty.ROOMS | (Dirty.ROWS if key == shown else Dirty.NOTHING))
            case RoomChanged(key, parts):
                self._room_changed(site, parts, is_shown=key == shown)
                if parts & RoomPart.GAME:
                    self.telling.turned(site, key)
            case StateChanged() | SelfChanged():
                self._welcomed(site)
                self._dirty(Dirty.EVERYTHING)
            case RoomAdded():
                self._dirty(Dirty.ROOMS)
            case RoomRemoved(key):
                self._room_removed(site, key)
            case RoomRenamed(key, old_key):
                self.window.composer.rename_room(old_key, key)
                self.desk.rename_room(site.link, old_key, key)
                self._dirty(Dirty.EVERYTHING)
            case ShowRoom(key):
                self.controls.rooms.open(key)
            case TextRefused(_, fault):
                self.controls.hands.refusal = self.desk.say_fault(fault)
            case NickRefused() | LoginRefused() | CertificateUnknown() | QueueStale():
                self.answers.asked(event)
            case HistoryLoaded(_, row_id, msgid):
                self.controls.messages.loaded(msgid, row_id)
            case CaughtUp(count):
                self.window.line.caught_up(count)
            case SearchChanged() | DirectoryChanged():
                self.controls.found_more()
            case Ended():
                self._over(site)
            case _:
                pass

    def _attend_soon(self) -> None:
        """The keyboard goes from one part of the window to another all the time: look when it is there."""
        if not self._attending:
            self._attending = True
            self.desk.root.after_idle(self.attend)

    def attend(self) -> None:
        """The window has got the keyboard, or lost it: what comes now is read, or not."""
        self._attending = False
        attends = self.desk.root.focus_displayof() is not None
        for site in self.desk.sites:
            site.talk.attend(attends=attends and site is self.desk.front)

    def draw(self) -> None:
        """Draw what is no longer as it was: once a turn, and only the room in front."""
        talk = self.desk.talk
        dirty, self.controls.hands.dirty = self.controls.hands.dirty, Dirty.NOTHING
        if talk is None or not dirty:
            return
        if self.window.room is not self.desk.room:
            self.window.open_room(talk.view, self.desk.room)
        self.window.messages.set_nick(talk.view.nick)
        self.window.draw(talk.view, dirty)
        self.telling.show_count()
        if fault := self.archive.fault:
            say = self.desk.speech.say
            sentence = say(Word.STORE_FAULT, path=str(self.archive.store.path), why=fault)
            close = (say(Word.CLOSE), self.window.trouble.hide)
            self.window.trouble.show(Mood.DANGER, sentence, emoji="💾", button=close)

    def _dirty(self, what: Dirty) -> None:
        self.controls.hands.dirty |= what

    def _notice(self, row: Row) -> None:
        """Remember a nick that the person has taken."""
        talk = self.desk.talk
        if talk is None or not self._is_own or not isinstance(row, NoticeRow):
            return
        if row.kind is NoticeKind.NICK and row.own and not row.replayed:
            self.desk.kept.change(nick=talk.view.nick)

    def _welcomed(self, site: Site) -> None:
        """Remember a nick that the person has taken in place of a refused one, once she is in under it."""
        if site.view.connection.phase is not Phase.ONLINE:
            return
        chosen, self.answers.chosen_nick = self.answers.chosen_nick, ""
        self.desk.nick_is_new = False
        if self._is_own and chosen and chosen == site.view.nick:
            self.desk.kept.change(nick=chosen)

    def _refused(self, row: Row, *, is_nowhere: bool) -> None:
        """With no room in front a refusal is said in the middle of the empty window."""
        if is_nowhere and isinstance(row, NoticeRow) and row.kind is NoticeKind.ERROR and not row.replayed:
            self.window.empty.say_fault(self.desk.say_notice(row))

    def _room_changed(self, site: Site, parts: RoomPart, *, is_shown: bool) -> None:
        dirty = Dirty.ROOMS
        if is_shown:
            if parts & (RoomPart.COUNTS | RoomPart.HISTORY):
                dirty |= Dirty.ROWS
            if parts & RoomPart.GAME:
                dirty |= Dirty.GAME
            if parts & RoomPart.TYPING:
                dirty |= Dirty.TYPING
            if parts & (RoomPart.MEMBERS | RoomPart.STANDING):
                dirty |= Dirty.MEMBERS
            dirty |= Dirty.HEADER
        if parts & RoomPart.STANDING:
            self._keep_rooms(site)
        self._dirty(dirty)

    def _room_removed(self, site: Site, key: Folded) -> None:
        """A room is closed; where it was in front, the next one comes."""
        self.window.composer.forget_room(key)
        self._keep_rooms(site)
        self._dirty(Dirty.ROOMS)
        if self.desk.talk is not None and self.desk.talk.view.shown is None:
            keys = self.window.rooms.order(self.desk.talk.view)
            channels = [one.key for one in self.desk.talk.view.rooms[1:]]
            self.controls.rooms.open(next((one for one in keys if one in channels), None))

    def _keep_rooms(self, site: Site) -> None:
        """Remember where we are; being nowhere for a moment, as after a lost line, changes nothing."""
        if self._is_own:
            rooms = tuple(room.name for room in site.view.channels() if room.joined)
            if rooms:
                remember(self.desk.kept, site.link, rooms=rooms)

    def _told_behind(self, site: Site, event: ViewEvent) -> None:
        """Take notice of a server that is not in front: what it asks waits until it is."""
        match event:
            case RowAdded(key, row):
                self.telling.added(site, key, row)
            case RoomRenamed(key, old_key):
                self.window.composer.drafts.rename(old_key, key, server=site.link)
                self.desk.rename_room(site.link, old_key, key)
                site.shown = key if site.shown == old_key else site.shown
            case RoomChanged(_, parts) if parts & RoomPart.STANDING:
                self._keep_rooms(site)
            case NickRefused() | LoginRefused() | CertificateUnknown() | QueueStale():
                site.waiting.append(event)
            case ShowRoom(key):
                site.shown = key
            case Ended():
                self._over(site)
            case _:
                pass
        self._dirty(Dirty.ROOMS)
