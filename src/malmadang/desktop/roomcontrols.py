"""What the person does with rooms: go to one, enter, leave, pin, mute."""

from collections.abc import Callable
from functools import partial

import msgspec

from malmadang.clientcore import commands as c
from malmadang.clientcore.view import Room, RoomKind
from malmadang.desktop.hands import Hands
from malmadang.desktop.phrases import Word
from malmadang.desktop.popupmenu import pop_up
from malmadang.desktop.questions import ask_room
from malmadang.desktop.settings import Notify
from malmadang.desktop.sites import Site
from malmadang.desktop.window import Dirty
from malmadang.wire.names import Folded

_LEVELS = {Notify.ALL: Word.NOTIFY_ALL, Notify.NAMED: Word.NOTIFY_NAMED, Notify.OFF: Word.NOTIFY_OFF}

_LINE: tuple[str, Callable[[], None]] = ("", lambda: None)


class RoomControls:
    """Steers the rooms column and what is in front.

    Args:
        put_front: put a server in front; `leave` it for good.
        directory: show the server's list of rooms.
    """

    def __init__(
        self,
        hands: Hands,
        *,
        put_front: Callable[[Site], None],
        leave: Callable[[Site], None],
        directory: Callable[[], None],
    ) -> None:
        self.hands = hands
        self._directory = directory
        self._put_front, self._leave = put_front, leave

    def go(self, number: int, key: Folded) -> None:
        """Put a room of a server in front once the composer has its last syllable."""
        window = self.hands.window
        site = self._site(number)
        if site is None or window is None:
            return
        if site is self.hands.desk.front:
            self.choose(key)
        else:
            window.composer.commit_then(lambda: self._change(site, key))

    def _change(self, site: Site, key: Folded) -> None:
        self._put_front(site)
        self.choose(key)

    def _site(self, number: int) -> Site | None:
        return next((site for site in self.hands.desk.sites if site.number == number), None)

    def choose(self, key: Folded) -> None:
        """Put a room of the server in front there, once the composer has its last syllable."""
        window, talk = self.hands.window, self.hands.desk.talk
        if window is None or talk is None:
            return
        room = talk.view.room(key)
        if room is not None and room.kind is RoomKind.CHANNEL and not room.joined and room.fault is None:
            self.hands.do(c.Join(room.name))
        window.composer.commit_then(lambda: self.open(key))

    def open(self, key: Folded | None) -> None:
        """Put a room in front, None for none of them."""
        talk, window = self.hands.desk.talk, self.hands.window
        if talk is None or window is None:
            return
        talk.show(key)
        window.open_room(talk.view, self.hands.desk.room)
        if self.hands.desk.room is not None:
            self.hands.desk.kept.change(last_room=self.hands.desk.room.name)
        if not self.hands.desk.has_card:
            window.composer.text.focus_set()

    def step(self, by: int, *, unread: bool = False) -> None:
        """Go to the next room up or down, or the next one with something unread."""
        talk, window = self.hands.desk.talk, self.hands.window
        if talk is None or window is None:
            return
        spots = window.rooms.spots()
        here = (self.hands.desk.front.number if self.hands.desk.front is not None else 0, talk.view.shown)
        now = next((at for at, spot in enumerate(spots) if spot == here), 0)
        for step in range(1, len(spots) + 1):
            number, key = spots[(now + by * step) % len(spots)]
            site = self._site(number)
            room = site.view.room(key) if site is not None else None
            if room is not None and (number, key) != here and (room.unread or not unread):
                self.go(number, key)
                return

    def number(self, number: int) -> None:
        """Go to the room that stands at this place of the list."""
        if self.hands.window is not None and self.hands.desk.talk is not None:
            spots = self.hands.window.rooms.spots()
            if number <= len(spots):
                self.go(*spots[number - 1])

    def add(self) -> None:
        """Ask where to go."""
        self.hands.desk.put_card(
            ask_room(
                self.hands.desk.asker,
                room=lambda name: self.hands.do(c.Join(name)),
                person=self.whisper,
                directory=self._directory,
            )
        )

    def whisper(self, nick: str) -> None:
        """Open the private talk with somebody."""
        self.hands.do(c.Show(nick))

    def rejoin(self, key: Folded) -> None:
        """Try to enter a room again that we were put out of."""
        room = self.hands.desk.talk.view.room(key) if self.hands.desk.talk is not None else None
        if room is not None:
            self.hands.do(c.Join(room.name))

    def menu(self, number: int, key: Folded, x: int, y: int) -> None:
        """Offer what can be done with a room of the list."""
        desk, site = self.hands.desk, self._site(number)
        room = site.view.room(key) if site is not None else None
        if site is not None and room is not None:
            pop_up(desk.root, desk.skin, self._entries(site, room), x, y)

    def _entries(self, site: Site, room: Room) -> list[tuple[str, Callable[[], None]]]:
        desk, talk, key = self.hands.desk, site.talk, room.key
        say, choice = desk.speech.say, desk.choice(site.link, key)
        entries: list[tuple[str, Callable[[], None]]] = [(say(Word.MARK_READ), lambda: talk.mark_read(key))]
        if room.kind is RoomKind.SERVER:
            if len(desk.sites) > 1:
                entries.append((say(Word.LEAVE_SERVER), lambda: self._leave(site)))
            return entries
        pin = Word.UNPIN if choice.pinned else Word.PIN
        entries.append((say(pin), partial(self._choose, site.link, key, pinned=not choice.pinned)))
        entries.append(_LINE)
        for level, word in _LEVELS.items():
            mark = "✓ " if choice.notify is level else "    "
            entries.append((mark + say(word), partial(self._choose, site.link, key, notify=level)))
        entries.append(_LINE)
        word = Word.LEAVE_ROOM if room.kind is RoomKind.CHANNEL else Word.CLOSE_TALK
        entries.append((say(word), lambda: talk.do(c.Leave(room.name))))
        return entries

    def close(self) -> None:
        """Close the private talk in front; channels are left by their menu or a command."""
        room = self.hands.desk.room
        if room is not None and room.kind is RoomKind.PRIVATE:
            self.hands.do(c.Leave(room.name))

    def _choose(self, link: str, key: Folded, **changes: object) -> None:
        desk = self.hands.desk
        desk.choose(link, key, msgspec.structs.replace(desk.choice(link, key), **changes))
        self.hands.redraw(Dirty.ROOMS)
