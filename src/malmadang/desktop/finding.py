"""Going somewhere by a few letters: the switcher, the bar that finds in a room, the search everywhere."""

from collections.abc import Callable, Sequence

from malmadang.clientcore import commands as c
from malmadang.clientcore.rows import MessageRow, Row, RowId
from malmadang.clientcore.view import ListedRoom
from malmadang.desktop.findbar import FindBar, hits
from malmadang.desktop.finder import Finder
from malmadang.desktop.hands import Hands
from malmadang.desktop.kit import OFFER_ROWS, ROOM_ROWS, ListRow
from malmadang.desktop.matching import rank
from malmadang.desktop.phrases import Word
from malmadang.desktop.roomcommands import local_time
from malmadang.desktop.roomcontrols import RoomControls
from malmadang.desktop.switcher import NEW, PERSON, ROOM, switch_rows
from malmadang.desktop.window import MainWindow
from malmadang.wire.names import Folded, casefold

_HITS_MAX, _HITS_PER_ROOM = 100, 30
_ASK_MS = 400
_BY_TOPIC = 9


class Finding:
    """Opens and closes what finds.

    Args:
        go_to: lead to a message of the room in front by its msgid, loaded or not.
    """

    def __init__(
        self, hands: Hands, rooms: RoomControls, window: MainWindow, *, go_to: Callable[[str], None]
    ) -> None:
        self.hands, self.rooms, self.window = hands, rooms, window
        self._go_to = go_to
        self._asked = ""
        self._job: str | None = None
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

    # The server's rooms.

    def directory(self) -> None:
        """Show the server's rooms, the fullest first."""
        desk = self.hands.desk
        if desk.talk is None:
            return
        self._open(Finder(
            desk.root, desk.skin, ROOM_ROWS, placeholder=desk.speech.say(Word.ROOM_LIST_FIND),
            find=self._listed, take=lambda name: self.hands.do(c.Join(name)), closed=self._closed,
            width=620, height=560,
        ))  # fmt: skip
        desk.talk.do(c.ListRooms(rows=False))

    def _listed(self, query: str) -> list[ListRow]:
        desk = self.hands.desk
        view = desk.talk.view if desk.talk is not None else None
        found: list[tuple[int, int, ListedRoom]] = []
        for one in view.directory if view is not None else ():
            place = rank(query, one.name.lstrip("#"))
            if place is None and query.casefold() in one.topic.casefold():
                place = _BY_TOPIC
            if place is not None:
                found.append((place, -one.people, one))
        rows = [
            ListRow(
                one.name, one.name.lstrip("#"), preview=one.topic, sign=one.name[:1],
                note=desk.speech.say(Word.PEOPLE_COUNT, count=one.people),
            )
            for _place, _people, one in sorted(found, key=lambda room: room[:2])
        ]  # fmt: skip
        return rows or [ListRow("\0none", desk.speech.say(Word.ROOM_LIST_EMPTY), heading=True)]

    # Everywhere.

    def find_everywhere(self) -> None:
        """Look for words in every room at once."""
        desk = self.hands.desk
        self._open(Finder(
            desk.root, desk.skin, ROOM_ROWS, placeholder=desk.speech.say(Word.FIND_EVERYWHERE),
            find=self._hits, take=self._reveal, closed=self._closed, width=620, height=520,
        ))  # fmt: skip

    def found_more(self) -> None:
        """The server has answered, or told of more rooms: find again in what there is now."""
        if self.finder is not None and self.finder.is_open:
            self.finder.refresh()

    def _hits(self, query: str) -> list[ListRow]:
        desk = self.hands.desk
        if desk.talk is None or not query:
            return [ListRow("\0tip", desk.speech.say(Word.FIND_TIP), heading=True)]
        self._ask_soon(query)
        found: dict[str, tuple[int, ListRow]] = {}
        for room in desk.talk.view.rooms:
            by_id = {row.id: row for row in room.rows}
            for row_id, _start, _end in hits(room.rows, query)[:_HITS_PER_ROOM]:
                row = by_id[row_id]
                if isinstance(row, MessageRow):
                    key = f"{row_id} {row.msgid} {room.name}"
                    found[row.msgid or key] = (row.utc_ms, self._row(key, room.name, row))
        search = desk.talk.view.search
        if search is not None and search.text == query:
            for hit in search.hits:
                key = f"0 {hit.row.msgid} {hit.room}"
                found.setdefault(hit.row.msgid, (hit.row.utc_ms, self._row(key, hit.room, hit.row)))
        rows = [row for _at, row in sorted(found.values(), key=lambda one: -one[0])[:_HITS_MAX]]
        if search is not None and search.is_running:
            rows.append(ListRow("\0more", desk.speech.say(Word.FIND_ASKING), heading=True))
        return rows or [ListRow("\0none", desk.speech.say(Word.NOT_FOUND, text=query), heading=True)]

    def _row(self, key: str, room: str, row: MessageRow) -> ListRow:
        at = local_time(row.utc_ms)
        note = f"{at.month}/{at.day} {self.hands.desk.phrases().time(at)}"
        text = f"{row.sender}: {row.text}".replace("\n", " ")
        return ListRow(key, text, preview=room, avatar=row.sender, note=note)

    def _ask_soon(self, query: str) -> None:
        """Ask the server too, once the person has stopped typing."""
        talk = self.hands.desk.talk
        if talk is None or not talk.view.features.search or query == self._asked:
            return
        if self._job is not None:
            self.window.after_cancel(self._job)
        self._job = self.window.after(_ASK_MS, lambda: self._ask(query))

    def _ask(self, query: str) -> None:
        self._job = None
        if self.finder is not None and self.finder.field.get().strip() == query:
            self._asked = query
            self.hands.do(c.Search(query))

    def _reveal(self, key: str) -> None:
        row_id, msgid, room = key.split(" ", 2)
        self.rooms.choose(casefold(room))
        if row_id != "0":
            self.window.after_idle(lambda: self.window.messages.flash(RowId(int(row_id))))
        else:
            self.window.after_idle(lambda: self._go_to(msgid))

    def _open(self, finder: Finder) -> None:
        if self.finder is not None:
            self.finder.close()
        self.finder = finder

    def _closed(self) -> None:
        self.finder = None
        self.window.composer.text.focus_set()
