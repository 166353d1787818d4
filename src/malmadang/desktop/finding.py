"""Going somewhere by a few letters: the switcher, the bar that finds in a room, the search everywhere."""

from collections.abc import Sequence

from malmadang.clientcore import commands as c
from malmadang.clientcore.rows import Row, RowId
from malmadang.desktop.findbar import FindBar, hits
from malmadang.desktop.finder import Finder
from malmadang.desktop.hands import Hands
from malmadang.desktop.kit import OFFER_ROWS, ROOM_ROWS, ListRow
from malmadang.desktop.phrases import Word
from malmadang.desktop.roomcommands import local_time
from malmadang.desktop.roomcontrols import RoomControls
from malmadang.desktop.roomphrases import RoomPhrases
from malmadang.desktop.switcher import NEW, PERSON, ROOM, switch_rows
from malmadang.desktop.window import MainWindow
from malmadang.wire.names import Folded

_HITS_MAX, _HITS_PER_ROOM = 100, 30


class Finding:
    """Opens and closes what finds."""

    def __init__(self, hands: Hands, rooms: RoomControls, window: MainWindow) -> None:
        self.hands, self.rooms, self.window = hands, rooms, window
        self.finder: Finder | None = None
        desk = hands.desk
        self.bar = FindBar(
            window.centre,
            desk.skin,
            desk.speech,
            rows=self._rows,
            show=window.messages.mark,
            closed=self.close_bar,
        )

    def escape(self) -> bool:
        """Close what is open; False where nothing is."""
        if self.finder is not None and self.finder.close():
            return True
        if self.bar.winfo_manager():
            self.close_bar()
            return True
        return False

    # In the room.

    def find_in_room(self) -> None:
        """Open the bar under the header."""
        if self.hands.desk.room is None:
            return
        self.bar.pack(fill="x", after=self.window.header)
        self.bar.open()

    def close_bar(self) -> None:
        """Take the bar away; what was found stays in view."""
        self.bar.pack_forget()
        self.window.composer.text.focus_set()

    def _rows(self) -> Sequence[Row]:
        room = self.hands.desk.room
        return room.rows if room is not None else ()

    # To a room or person.

    def switch(self) -> None:
        """Ask where to go."""
        desk = self.hands.desk

        def find(query: str) -> list[ListRow]:
            return switch_rows(desk.talk.view, query, desk.speech) if desk.talk is not None else []

        self._open(Finder(
            desk.root, desk.skin, OFFER_ROWS, placeholder=desk.speech.say(Word.SWITCH), find=find,
            take=self._go, closed=self._closed,
        ))  # fmt: skip

    def _go(self, key: str) -> None:
        for kind, act in (
            (ROOM, lambda rest: self.rooms.choose(Folded(rest))),
            (PERSON, self.rooms.whisper),
            (NEW, lambda rest: self.hands.do(c.Join(rest))),
        ):
            if key.startswith(kind):
                act(key.removeprefix(kind))

    # Everywhere.

    def find_everywhere(self) -> None:
        """Look for words in every room at once."""
        desk = self.hands.desk
        self._open(Finder(
            desk.root, desk.skin, ROOM_ROWS, placeholder=desk.speech.say(Word.FIND_EVERYWHERE),
            find=self._hits, take=self._reveal, closed=self._closed, width=620, height=520,
        ))  # fmt: skip

    def _hits(self, query: str) -> list[ListRow]:
        desk = self.hands.desk
        if desk.talk is None or not query:
            return [ListRow("\0tip", desk.speech.say(Word.FIND_TIP), heading=True)]
        phrases = RoomPhrases(desk.speech.language)
        found: list[tuple[int, ListRow]] = []
        for room in desk.talk.view.rooms:
            by_id = {row.id: row for row in room.rows}
            for row_id, _start, _end in hits(room.rows, query)[:_HITS_PER_ROOM]:
                row = by_id[row_id]
                at = local_time(row.utc_ms)
                note = f"{at.month}/{at.day} {phrases.time(at)}"
                sender, text = getattr(row, "sender", ""), getattr(row, "text", "")
                found.append((row.utc_ms, ListRow(
                    f"{row_id} {room.key}", f"{sender}: {text}", preview=room.name, avatar=sender, note=note
                )))  # fmt: skip
        found.sort(key=lambda one: -one[0])
        if not found:
            return [ListRow("\0none", desk.speech.say(Word.NOT_FOUND, text=query), heading=True)]
        return [row for _at, row in found[:_HITS_MAX]]

    def _reveal(self, key: str) -> None:
        row_id, _, room = key.partition(" ")
        self.rooms.choose(Folded(room))
        self.window.after_idle(lambda: self.window.messages.reveal(RowId(int(row_id))))

    def _open(self, finder: Finder) -> None:
        if self.finder is not None:
            self.finder.close()
        self.finder = finder

    def _closed(self) -> None:
        self.finder = None
        self.window.composer.text.focus_set()
