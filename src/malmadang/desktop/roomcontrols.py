"""What the person does with rooms: go to one, enter, leave, pin, mute."""

from collections.abc import Callable

import msgspec

from malmadang.clientcore import commands as c
from malmadang.clientcore.view import RoomKind
from malmadang.desktop.hands import Hands
from malmadang.desktop.phrases import Word
from malmadang.desktop.popupmenu import pop_up
from malmadang.desktop.questions import ask_room
from malmadang.desktop.settings import Notify
from malmadang.desktop.window import Dirty
from malmadang.wire.names import Folded

_LEVELS = {Notify.ALL: Word.NOTIFY_ALL, Notify.NAMED: Word.NOTIFY_NAMED, Notify.OFF: Word.NOTIFY_OFF}


class RoomControls:
    """Steers the rooms column and what is in front."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def choose(self, key: Folded) -> None:
        """Put a room in front once the composer has its last syllable."""
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
        keys = window.rooms.order(talk.view)
        now = keys.index(talk.view.shown) if talk.view.shown in keys else 0
        for step in range(1, len(keys) + 1):
            key = keys[(now + by * step) % len(keys)]
            room = talk.view.room(key)
            if room is not None and key != talk.view.shown and (room.unread or not unread):
                self.choose(key)
                return

    def number(self, number: int) -> None:
        """Go to the room that stands at this place of the list."""
        if self.hands.window is not None and self.hands.desk.talk is not None:
            keys = self.hands.window.rooms.order(self.hands.desk.talk.view)
            if number <= len(keys):
                self.choose(keys[number - 1])

    def add(self) -> None:
        """Ask where to go."""
        self.hands.desk.put_card(
            ask_room(
                self.hands.desk.asker,
                room=lambda name: self.hands.do(c.Join(name)),
                person=self.whisper,
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

    def menu(self, key: Folded, x: int, y: int) -> None:
        """Offer what can be done with a room of the list."""
        talk, say = self.hands.desk.talk, self.hands.desk.speech.say
        room = talk.view.room(key) if talk is not None else None
        if talk is None or room is None:
            return
        desk, choice = self.hands.desk, self.hands.desk.choice(key)
        entries: list[tuple[str, Callable[[], None]]] = [
            (say(Word.MARK_READ), lambda: talk.mark_read(key)),
        ]
        if room.kind is not RoomKind.SERVER:
            pin = Word.UNPIN if choice.pinned else Word.PIN
            entries.append((say(pin), lambda: self._choose(key, pinned=not choice.pinned)))
            entries.append(("", lambda: None))
            levels = (
                (Notify.ALL, Word.NOTIFY_ALL),
                (Notify.NAMED, Word.NOTIFY_NAMED),
                (Notify.OFF, Word.NOTIFY_OFF),
            )
            for level, word in levels:
                mark = "✓ " if choice.notify is level else "    "
                entries.append((mark + say(word), lambda level=level: self._choose(key, notify=level)))  # type: ignore[misc]  # a default as closure
            entries.append(("", lambda: None))
            word = Word.LEAVE_ROOM if room.kind is RoomKind.CHANNEL else Word.CLOSE_TALK
            entries.append((say(word), lambda: self.hands.do(c.Leave(room.name))))
        pop_up(desk.root, desk.skin, entries, x, y)

    def close(self) -> None:
        """Close the private talk in front; channels are left by their menu or a command."""
        room = self.hands.desk.room
        if room is not None and room.kind is RoomKind.PRIVATE:
            self.hands.do(c.Leave(room.name))

    def _choose(self, key: Folded, **changes: object) -> None:
        desk = self.hands.desk
        desk.choose(key, msgspec.structs.replace(desk.choice(key), **changes))
        self.hands.redraw(Dirty.ROOMS)
