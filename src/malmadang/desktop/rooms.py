"""The rooms column: where one is, what is unread, who one is oneself."""

import sys
import tkinter as tk
from collections.abc import Callable, Sequence

import msgspec

from malmadang.clientcore.rows import MessageRow
from malmadang.clientcore.view import Phase, Room, RoomKind, View
from malmadang.desktop.emojiline import draw_line
from malmadang.desktop.kit import (
    ROOM_ROWS,
    Button,
    Drawn,
    Field,
    ListRow,
    Presence,
    RowCommands,
    RowList,
    Skin,
    Tooltip,
    draw_avatar,
    draw_presence,
)
from malmadang.desktop.labels import Label
from malmadang.desktop.matching import rank
from malmadang.desktop.phrases import Word
from malmadang.desktop.settings import Notify, Order, RoomChoice
from malmadang.desktop.sites import Site
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import GAP_4, GAP_8, GAP_12, GAP_16, Role
from malmadang.wire.names import Folded, casefold

NARROW = 64
_KEY = "Cmd+K" if sys.platform == "darwin" else "Ctrl+K"
_PREVIEW_LETTERS = 60


class RoomsCommands(msgspec.Struct, frozen=True):
    """What the column calls.

    Attributes:
        sites: the servers, the way they are to be shown.
        choose: a room is wanted in front; gets its server's number and its key.
        add: the «+» was pressed.
        menu: the right button on a room; gets number, key and where on the screen.
        me: the own card was pressed.
        typed: a letter that belongs to the composer.
        has_draft: is something written in a room of a server (its link) and not sent?
        choice: what the person wants of a room of a server; `order` how all of them stand.
    """

    sites: Callable[[], Sequence[Site]]
    choose: Callable[[int, Folded], None]
    add: Callable[[], None]
    menu: Callable[[int, Folded, int, int], None]
    me: Callable[[], None]
    typed: Callable[[str], None]
    has_draft: Callable[[str, Folded], bool]
    choice: Callable[[str, str], RoomChoice]
    order: Callable[[], Order]


class _OwnCard(Drawn):
    """Avatar, nick, presence and the gear, at the bottom of the column."""

    def __init__(self, parent: tk.Misc, skin: Skin, pressed: Callable[[], None]) -> None:
        super().__init__(parent, skin, ground="side", takes_focus=True)
        self.nick, self.state, self.presence = "", "", Presence.OFFLINE
        self.configure(cursor="hand2")
        self.bind("<ButtonRelease-1>", lambda _event: pressed())
        for key in ("<Return>", "<space>"):
            self.bind(key, lambda _event: pressed())
        self.fit()

    def show(self, nick: str, state: str, presence: Presence) -> None:
        """Show this from now on."""
        if (nick, state, presence) != (self.nick, self.state, self.presence):
            self.nick, self.state, self.presence = nick, state, presence
            self.redraw_soon()

    def wanted(self) -> tuple[int, int]:
        return 0, self.skin.px(60)

    def draw(self) -> None:
        skin, px, colour = self.skin, self.skin.px, self.skin.colour
        width = self.winfo_width()
        self.create_line(0, 0, width, 0, fill=colour("border"))
        size = px(36)
        left = px(GAP_16) if width > px(100) else (width - size) // 2
        top = (px(60) - size) // 2
        draw_avatar(self, skin, (left, top), size, self.nick or "?")
        draw_presence(self, skin, (left, top), size, self.presence, ground=colour("side"))
        if self.focused:
            self.create_rectangle(2, 2, width - 2, px(60) - 2, outline=colour("accent"), width=2)
        if width <= px(100):
            return
        x = left + size + px(GAP_12)
        width -= x + px(48)
        ink = colour("text")
        draw_line(self, skin, self.nick, Role.NAME, x=x, middle=top + px(9), width=width, ink=ink)
        small = skin.fonts.font(Role.SMALL)
        self.create_text(x, top + px(28), anchor="w", text=self.state, font=small, fill=colour("sub"))
        gear = skin.pictures.emoji("⚙️", px(18))
        if gear is not None:
            self.create_image(self.winfo_width() - px(26), px(30), image=gear)


def spot_of(key: str) -> tuple[int, Folded]:
    """Return the server's number and the room that a row's key names."""
    number, _, room = key.partition(" ")
    return int(number), Folded(room)


def _fitting(rows: list[ListRow], wanted: str) -> list[ListRow]:
    return [row for row in rows if rank(wanted, row.title) is not None]


class RoomsColumn(tk.Frame):
    """Title, «+», the field that finds, the rooms, the own card; as narrow as marks alone when asked."""

    def __init__(self, parent: tk.Misc, skin: Skin, speech: Speech, commands: RoomsCommands) -> None:
        super().__init__(parent, background=skin.colour("side"), borderwidth=0, highlightthickness=0)
        self.skin, self.speech = skin, speech
        self._commands = commands
        self._view: View | None = None
        self.narrow = False
        self._top = tk.Frame(self, borderwidth=0, highlightthickness=0)
        self._title = Label(self._top, skin, role=Role.HEADING, token="text", ground="side")
        self._add = Button(
            self._top, skin, "+", commands.add, ground="side", width=32, padding=4, role=Role.HEADING
        )
        self._tip = Tooltip(self._add, skin, "")
        self.filter = Field(
            self, skin, ground="side", height=36, role=Role.SMALL, hint=_KEY, changed=self._filtered
        )
        self.list = RowList(
            self,
            skin,
            ROOM_ROWS,
            RowCommands(choose=self._choose, menu=self._menu, typed=commands.typed),
            ground="side",
        )
        # The keyboard stays in the composer: taking it away would lose a syllable that is being composed.
        self.list.canvas.bind("<ButtonPress-1>", lambda _event: None)
        self.me = _OwnCard(self, skin, commands.me)
        self._listen()
        skin.watch(self, self.restyle)
        speech.watch(self, self.relabel)
        self.relabel()
        self.restyle()

    def _listen(self) -> None:
        entry = self.filter.entry
        entry.bind("<Down>", lambda _event: self.list.move_current(1))
        entry.bind("<Up>", lambda _event: self.list.move_current(-1))
        for key in ("<Return>", "<KP_Enter>"):
            entry.bind(key, lambda _event: self.after_idle(self._take_found))
        entry.bind("<Escape>", lambda _event: self._leave_filter())

    def show(self, view: View) -> None:
        """Draw all servers as they are now; the View is that of the one in front."""
        self._view = view
        self.list.show(self._rows(), self._chosen(view))
        online = view.connection.phase is Phase.ONLINE
        word = Word.AWAY if view.away and online else Word.HERE if online else Word.NOT_HERE
        presence = Presence.OFFLINE if not online else Presence.AWAY if view.away else Presence.HERE
        self.me.show(view.nick, self.speech.say(word), presence)

    def order(self, view: View) -> list[Folded]:
        """Return the keys of one server's rooms as they stand."""
        number = next((site.number for site in self._commands.sites() if site.view is view), -1)
        return [key for at, key in self.spots() if at == number]

    def spots(self) -> list[tuple[int, Folded]]:
        """Return every server's number and room as they stand, for going up and down among them."""
        return [spot_of(row.key) for row in self._rows(found="") if not row.heading]

    def find(self) -> None:
        """Let the person type what to go to."""
        if not self.narrow:
            self.filter.entry.focus_set()
            self.filter.entry.selection_range(0, "end")

    def set_narrow(self, narrow: bool) -> None:
        """Show the marks alone, or everything."""
        if narrow != self.narrow:
            self.narrow = narrow
            self.restyle()

    # Rows.

    def _chosen(self, view: View) -> str:
        front = next((site for site in self._commands.sites() if site.view is view), None)
        return f"{front.number} {view.shown}" if front is not None else ""

    def _rows(self, found: str | None = None) -> list[ListRow]:
        wanted = (self.filter.get() if found is None else found).strip()
        rows: list[ListRow] = []
        talks: list[tuple[tuple[int, int, str], ListRow]] = []
        for site in self._commands.sites():
            view = site.view
            channels = sorted(view.channels(), key=lambda room: self._place(site, room))
            made = [self._channel(site, room) for room in channels] + [self._server(site)]
            rows += [self._heading(site), *_fitting(made, wanted)]
            private = (room for room in view.rooms if room.kind is RoomKind.PRIVATE)
            talks += [(self._place(site, room), self._private(site, room)) for room in private]
        second = _fitting([row for _place, row in sorted(talks, key=lambda talk: talk[0])], wanted)
        if second:
            rows += [ListRow("\0private", self.speech.say(Word.GROUP_PRIVATE), heading=True), *second]
        if wanted and all(row.heading for row in rows):
            text = self.speech.say(Word.NOT_FOUND, text=self.filter.get().strip())
            rows = [ListRow("\0none", text, heading=True)]
        return rows

    def _place(self, site: Site, room: Room) -> tuple[int, int, str]:
        """Return where a room stands: pinned ones first, muted ones last."""
        choice, name = self._commands.choice(site.link, room.key), room.name.casefold()
        rank = 0 if choice.pinned else 2 if choice.notify is Notify.OFF else 1
        by_name = self._commands.order() is Order.NAME
        return rank, 0 if by_name else -room.last_ms, name

    def _heading(self, site: Site) -> ListRow:
        view = site.view
        phase = view.connection.phase
        word, token, dot = {
            Phase.ONLINE: (Word.STATE_ONLINE, "ok", Presence.HERE),
            Phase.CONNECTING: (Word.STATE_CONNECTING, "sub", Presence.AWAY),
            Phase.REGISTERING: (Word.STATE_CONNECTING, "sub", Presence.AWAY),
            Phase.WAITING: (Word.STATE_WAITING, "danger", Presence.OFFLINE),
        }.get(phase, (Word.STATE_HALTED, "danger", Presence.OFFLINE))
        name = view.network or view.connection.server or self.speech.say(Word.APP)
        return ListRow(
            f"\0{site.number}", name, heading=True, note=self.speech.say(word), note_token=token, note_dot=dot
        )

    def _channel(self, site: Site, room: Room) -> ListRow:
        sign = room.name[:1]
        title = room.name[1:] if sign == "#" and len(room.name) > 1 else room.name
        return self._row(site, room, title=title, sign=sign, faded=not room.joined)

    def _server(self, site: Site) -> ListRow:
        return self._row(site, site.view.server, title=self.speech.say(Word.SERVER_ROOM), sign="≡")

    def _private(self, site: Site, room: Room) -> ListRow:
        person = site.view.people.get(casefold(room.name))
        here: Presence | None = None
        if person is not None and person.online is not None:
            here = Presence.OFFLINE if not person.online else Presence.AWAY if person.away else Presence.HERE
        return self._row(site, room, title=room.name, avatar=room.name, presence=here)

    def _row(
        self,
        site: Site,
        room: Room,
        *,
        title: str,
        sign: str = "",
        avatar: str = "",
        presence: Presence | None = None,
        faded: bool = False,
    ) -> ListRow:
        view, choice = site.view, self._commands.choice(site.link, room.key)
        unread = room.unread if room.key != view.shown else 0
        is_muted = choice.notify is Notify.OFF
        badge = f"@ {room.unread}" if room.mentions else str(unread) if unread else ""
        return ListRow(
            f"{site.number} {room.key}",
            title,
            preview=self._preview(site, room),
            sign=sign,
            avatar=avatar,
            presence=presence,
            bold=bool(unread) and not is_muted,
            faded=faded or is_muted,
            badge=badge if unread and not is_muted else "",
            dot=bool(unread) and is_muted,
            pinned=choice.pinned,
        )

    def _preview(self, site: Site, room: Room) -> str:
        if room.key != site.view.shown and self._commands.has_draft(site.link, room.key):
            return self.speech.say(Word.DRAFT)
        last = next((row for row in reversed(room.rows) if isinstance(row, MessageRow)), None)
        if last is None:
            return room.topic[:_PREVIEW_LETTERS]
        text = (
            self.speech.say(Word.DELETED)
            if last.redacted
            else last.text[:_PREVIEW_LETTERS].replace("\n", " ")
        )
        return text if room.kind is RoomKind.PRIVATE and not last.own else f"{last.sender}: {text}"

    # What the person does.

    def _choose(self, key: str) -> None:
        if self.filter.get():
            self.filter.set("")
        self._commands.choose(*spot_of(key))

    def _menu(self, key: str, x: int, y: int) -> None:
        self._commands.menu(*spot_of(key), x, y)

    def _filtered(self) -> None:
        if self._view is not None:
            self.list.show(self._rows(), self._chosen(self._view))
            if self.filter.get().strip():
                self.list.set_current(next((row.key for row in self.list.rows if not row.heading), None))

    def _take_found(self) -> None:
        key = self.list.current_key or next((row.key for row in self.list.rows if not row.heading), None)
        if key is not None:
            self._choose(key)

    def _leave_filter(self) -> str:
        self.filter.set("")
        self._commands.typed("")
        return "break"

    # How it looks.

    def relabel(self) -> None:
        """Take the words of the language in force."""
        self._title.say(self.speech.say(Word.APP))
        self._tip.text = self.speech.say(Word.ROOMS_ADD)
        self.filter.set_words(self.speech.say(Word.FILTER), _KEY)
        if self._view is not None:
            self.show(self._view)

    def restyle(self) -> None:
        """Take the skin's new colours and sizes, and the column's own width."""
        px, colour = self.skin.px, self.skin.colour
        self.configure(background=colour("side"))
        self._top.configure(background=colour("side"), height=px(56))
        self._top.pack_propagate(False)
        for part in (self._top, self.filter, self.list, self.me, self._title, self._add):
            part.pack_forget()
        self._top.pack(fill="x")
        self.me.pack(side="bottom", fill="x")
        if self.narrow:
            self._add.pack(expand=True)
        else:
            self._title.pack(side="left", padx=(px(GAP_16), 0))
            self._add.pack(side="right", padx=(0, px(GAP_16)))
            self.filter.pack(fill="x", padx=px(GAP_12), pady=(0, px(GAP_8)))
        self.list.pack(fill="both", expand=True, pady=(0, px(GAP_4)))
