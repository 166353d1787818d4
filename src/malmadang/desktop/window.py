"""The window's three columns: rooms, the talk, members; which of them there is room for."""

import tkinter as tk
from collections.abc import Callable
from enum import Flag, auto

import msgspec

from malmadang.clientcore.gameview import GamePhase, RefusedWord
from malmadang.clientcore.view import Older, Phase, Room, RoomKind, View
from malmadang.desktop.arrange import Look
from malmadang.desktop.banner import BannerCommands, ConnectionBanner
from malmadang.desktop.composer import Composer
from malmadang.desktop.composerparts import ComposerCommands
from malmadang.desktop.drafts import Drafts
from malmadang.desktop.emptypanel import EmptyPanel
from malmadang.desktop.gamestrip import GameStrip
from malmadang.desktop.header import Header
from malmadang.desktop.kit import Banner, Mood, Skin
from malmadang.desktop.members import MembersColumn, MembersCommands
from malmadang.desktop.phrases import Word
from malmadang.desktop.roomcommands import Edge, RoomCommands
from malmadang.desktop.roomphrases import RoomPhrases
from malmadang.desktop.rooms import NARROW, RoomsColumn, RoomsCommands
from malmadang.desktop.roomview import RoomView
from malmadang.desktop.settings import ROOMS_MAX, ROOMS_MIN
from malmadang.desktop.sheet import Say
from malmadang.desktop.speech import Speech
from malmadang.desktop.typingline import TypingLine
from malmadang.wire.names import Folded

WIDTH, HEIGHT = 1360, 860
WIDTH_MIN, HEIGHT_MIN = 720, 480
ALL_THREE, WITH_NAMES = 1080, 860
MEMBERS_WIDTH = 268


class Dirty(Flag):
    """What of the window no longer shows what is so."""

    NOTHING = 0
    ROOMS = auto()
    ROWS = auto()
    MEMBERS = auto()
    HEADER = auto()
    LINE = auto()
    TYPING = auto()
    GAME = auto()
    EVERYTHING = ROOMS | ROWS | MEMBERS | HEADER | LINE | TYPING | GAME


class WindowCommands(msgspec.Struct, frozen=True):
    """What the parts of the window call."""

    rooms: RoomsCommands
    members: MembersCommands
    messages: RoomCommands
    composer: ComposerCommands
    banner: BannerCommands
    rejoin: Callable[[Folded], None]
    topic: Callable[[], None]
    find: Callable[[], None]
    resized: Callable[[], None]


class Columns(msgspec.Struct):
    """Which columns the person wants, and how wide the rooms are at 100 %."""

    rooms_width: int
    show_rooms: bool = True
    show_members: bool = True


class MainWindow(tk.Frame):
    """Everything but what stands in front of it.

    Attributes:
        room: the room in front, None for none.
        trouble: says that something inside has failed.
    """

    def __init__(
        self,
        root: tk.Misc,
        skin: Skin,
        speech: Speech,
        commands: WindowCommands,
        *,
        columns: Columns,
        look: Look,
        say: Say,
        phrases: Callable[[], RoomPhrases],
        drafts: Drafts | None = None,
    ) -> None:
        super().__init__(root, borderwidth=0, highlightthickness=0)
        self.skin, self.speech, self.columns = skin, speech, columns
        self._commands = commands
        self._say, self._phrases = say, phrases
        self._members_over = False
        self.room: Room | None = None
        self._refusal: tuple[Room | None, RefusedWord | None] = (None, None)
        self.rooms = RoomsColumn(self, skin, speech, commands.rooms)
        self._sash = tk.Frame(self, borderwidth=0, highlightthickness=0, width=4, cursor="sb_h_double_arrow")
        self._left_line = tk.Frame(self, borderwidth=0, highlightthickness=0, width=1)
        self._right_line = tk.Frame(self, borderwidth=0, highlightthickness=0, width=1)
        self.centre = tk.Frame(self, borderwidth=0, highlightthickness=0)
        self.members = MembersColumn(self, skin, speech, commands.members)
        self._build_centre(commands, look, drafts)
        self._sash.bind("<B1-Motion>", self._drag)
        self._sash.bind("<ButtonRelease-1>", lambda _event: commands.resized())
        self.bind("<Configure>", self._configured)
        self.grid_propagate(False)
        skin.watch(self, self.restyle)
        speech.watch(self, self.relabel)
        self.restyle()

    def _build_centre(self, commands: WindowCommands, look: Look, drafts: Drafts | None) -> None:
        skin, speech, centre = self.skin, self.speech, self.centre
        self.header = Header(
            centre, skin, speech, members=self.toggle_members, topic=commands.topic, find=commands.find
        )
        self.strip = GameStrip(
            centre, skin, speech, ask=commands.members.game, steady_now=commands.banner.steady_now
        )
        self.line = ConnectionBanner(centre, skin, speech, commands.banner)
        self.fault = Banner(centre, skin)
        self.trouble = Banner(centre, skin)
        self.messages = RoomView(
            centre, skin, commands.messages, phrases=self._phrases(), say=self._say, look=look
        )
        self.empty = EmptyPanel(centre, skin, speech, commands.rooms.add)
        self.hint = TypingLine(centre, skin)
        self.composer = Composer(centre, skin, speech, commands.composer, drafts)
        self.header.pack(fill="x")
        self.line.banner.pack(fill="x")
        self.fault.pack(fill="x")
        self.trouble.pack(fill="x")
        self.composer.pack(side="bottom", fill="x")
        self.hint.pack(side="bottom", fill="x")
        self.messages.pack(fill="both", expand=True)

    # What is shown.

    def draw(self, view: View, dirty: Dirty) -> None:
        """Bring what is dirty up to date; called at most once a turn of Tk's loop."""
        if dirty & Dirty.LINE:
            self.line.show(view.connection)
        if dirty & Dirty.ROOMS:
            self.rooms.show(view)
        if dirty & Dirty.HEADER:
            self.header.show(self.room)
            self._show_fault()
            self._show_composer(view)
        if dirty & Dirty.MEMBERS:
            self.members.show(view, self.room)
        if dirty & Dirty.ROWS and self.room is not None:
            self.messages.refresh(divider=self.room.divider)
            self._show_edge(view, self.room)
        if dirty & Dirty.GAME:
            self._show_game(view)
        if dirty & Dirty.TYPING:
            self.hint.show(self._phrases().typing(self.room.typing if self.room is not None else ()))

    def _show_game(self, view: View) -> None:
        """Draw the game in its card, or as a strip where the members have no room; mark whose turn it is."""
        game = self.room.game if self.room is not None else None
        self.members.show(view, self.room)
        if game is not None and not self.members_shown and game.phase is not GamePhase.OVER:
            self.strip.show(game)
            self.strip.pack(fill="x", after=self.header)
        else:
            self.strip.show(None)
            self.strip.pack_forget()
        self.messages.set_game(is_on=game is not None and game.phase is not GamePhase.OVER)
        self.composer.set_turn(mine=game is not None and game.is_mine)
        self._take_back(view, game.refusal if game is not None else None)

    def _take_back(self, view: View, refused: RefusedWord | None) -> None:
        """Put the person's own word, as soon as it is refused, back where it was written."""
        (room, before), self._refusal = self._refusal, (self.room, refused)
        if room is self.room and refused is not None and refused is not before and refused.who == view.nick:
            self.composer.take_back(refused.word)

    def _show_edge(self, view: View, room: Room) -> None:
        """Say above the oldest message whether there is more."""
        edges = {Older.LOADING: Edge.LOADING, Older.NONE: Edge.START}
        edge = edges.get(room.older, Edge.NOTHING) if view.features.history else Edge.NOTHING
        if edge is not self.messages.edge:
            self.messages.set_edge(edge)

    def open_room(self, view: View, room: Room | None) -> None:
        """Put a room in front; the focus goes to the composer."""
        had_members = self._has_members
        self.room = room
        if room is not None:
            self.messages.show(room.rows, nick=view.nick, divider=room.divider)
            self._show_edge(view, room)
        self.draw(view, Dirty.EVERYTHING & ~Dirty.LINE & ~Dirty.ROWS)
        if had_members is not self._has_members:
            self._arrange()
        if room is None:
            self.empty.place(in_=self.messages, x=0, y=0, relwidth=1, relheight=1)
            tk.Misc.lift(self.empty)
        else:
            self.empty.say_fault("")
            self.empty.place_forget()

    @property
    def _has_members(self) -> bool:
        return self.room is not None and self.room.kind is RoomKind.CHANNEL

    def _show_composer(self, view: View) -> None:
        say, room = self.speech.say, self.room
        if room is None:
            self.composer.open_room(None, say(Word.PLACEHOLDER_SERVER))
            return
        if room.kind is RoomKind.SERVER:
            placeholder = say(Word.PLACEHOLDER_SERVER)
        elif room.kind is RoomKind.PRIVATE:
            placeholder = say(Word.PLACEHOLDER_TO, nick=room.name)
        else:
            placeholder = say(Word.PLACEHOLDER, room=room.name)
        is_out = room.fault is not None and not room.joined and view.connection.phase is Phase.ONLINE
        if is_out:
            placeholder = say(Word.PLACEHOLDER_OFF)
        self.composer.open_room(room.key, placeholder, enabled=not is_out)

    def _show_fault(self) -> None:
        """Say in a room that we are not in why, with the way back."""
        room = self.room
        if room is None or room.fault is None or room.joined:
            self.fault.hide()
            return
        key = room.key
        self.fault.show(
            Mood.DANGER,
            self._commands.banner.say_fault(room.fault),
            emoji="🚪",
            button=(self.speech.say(Word.REJOIN), lambda: self._commands.rejoin(key)),
        )

    # Columns.

    @property
    def is_narrow(self) -> bool:
        """Does the rooms column show marks alone?"""
        return self.rooms.narrow

    @property
    def members_shown(self) -> bool:
        """Are the members in view, beside the messages or over them?"""
        return bool(self.members.winfo_manager())

    def toggle_members(self) -> None:
        """Show the members, or give their room to the messages."""
        if self._wide_enough(ALL_THREE):
            self.columns.show_members = not self.columns.show_members
            self._commands.resized()
        else:
            self._members_over = not self._members_over
        self._arrange()

    def toggle_rooms(self) -> None:
        """Show the rooms with their names, or their marks alone."""
        self.columns.show_rooms = not self.columns.show_rooms
        self._commands.resized()
        self._arrange()

    def close_over(self) -> bool:
        """Take away members that lie over the messages; False where there are none."""
        if self._members_over:
            self._members_over = False
            self._arrange()
            return True
        return False

    def _wide_enough(self, width: int) -> bool:
        now = self.winfo_width()
        return now <= 1 or now >= self.skin.px(width)

    def _configured(self, event: "tk.Event[tk.Misc]") -> None:
        if event.widget is self:
            if self._wide_enough(ALL_THREE):
                self._members_over = False
            self._arrange()

    def _arrange(self) -> None:
        """Give each column its place for the width there is."""
        px, members_width = self.skin.px, self.skin.px(MEMBERS_WIDTH)
        narrow = not (self._wide_enough(WITH_NAMES) and self.columns.show_rooms)
        self.rooms.set_narrow(narrow)
        width = px(NARROW if narrow else self.columns.rooms_width - 1)
        self.rooms.configure(width=width)
        self.rooms.pack_propagate(False)
        self.rooms.grid(row=0, column=0, sticky="ns")
        if narrow:
            self._sash.place_forget()
        else:
            self._sash.place(x=width, y=0, anchor="ne", width=4, relheight=1, height=-px(61))
            tk.Misc.lift(self._sash)
        self._left_line.grid(row=0, column=2, sticky="ns")
        self.centre.grid(row=0, column=3, sticky="nsew")
        self.columnconfigure(3, weight=1)
        self.rowconfigure(0, weight=1)
        beside = self._wide_enough(ALL_THREE) and self.columns.show_members and self._has_members
        over = self._members_over and self._has_members and not beside
        self.members.pack_propagate(False)
        if beside:
            self.members.place_forget()
            self.members.configure(width=members_width)
            self._right_line.place_forget()
            self._right_line.grid(row=0, column=4, sticky="ns")
            self.members.grid(row=0, column=5, sticky="ns")
        else:
            self._right_line.grid_forget()
            self.members.grid_forget()
            self._right_line.place_forget()
            self.members.place_forget()
        if over:
            # Under the header, whose button takes them away again, and above where one writes.
            for part, x, width in ((self.members, 0, members_width), (self._right_line, -members_width, 1)):
                part.place(in_=self.messages, relx=1.0, x=x, y=0, anchor="ne", width=width, relheight=1)
            tk.Misc.lift(self.members)
            tk.Misc.lift(self._right_line)

    def _drag(self, event: "tk.Event[tk.Misc]") -> None:
        x = event.x_root - self.winfo_rootx()
        width = round(x * 100 / self.skin.percent)
        self.columns.rooms_width = max(ROOMS_MIN, min(ROOMS_MAX, width))
        self._arrange()

    # Focus.

    def next_part(self, by: int) -> None:
        """Give the keyboard to the next part of the window."""
        parts: list[tk.Misc] = [self.rooms.list.canvas, self.messages.canvas, self.composer.text]
        if self.members_shown:
            parts.append(self.members.list.canvas)
        now = self.focus_get()
        at = parts.index(now) if now in parts else 2
        parts[(at + by) % len(parts)].focus_set()

    # How it looks.

    def relabel(self) -> None:
        """Take the words of the language in force."""
        self.messages.set_phrases(self._phrases(), self._say)
        if self.hint.text:
            self.hint.say(self.speech.say(Word.HINTS))

    def restyle(self) -> None:
        """Take the skin's new colours and sizes."""
        colour = self.skin.colour
        self.configure(background=colour("bg"))
        self.centre.configure(background=colour("bg"))
        self._sash.configure(background=colour("side"))
        for line in (self._left_line, self._right_line):
            line.configure(background=colour("border"))
        self._arrange()
