"""The members column: who is in the room, by rank and presence, always as the room has it now."""

import tkinter as tk
from collections.abc import Callable

import msgspec

from malmadang.clientcore.view import Member, Room, RoomKind, View
from malmadang.desktop.gamecard import GameCard
from malmadang.desktop.kit import (
    MEMBER_ROWS,
    Field,
    ListRow,
    Presence,
    RowCommands,
    RowList,
    Skin,
)
from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech
from malmadang.desktop.talk import steady_now
from malmadang.desktop.tokens import GAP_8, GAP_12, Role
from malmadang.wire.gametag import TAG
from malmadang.wire.names import casefold

STAFF = "~&@%"
_FILTER_FROM = 50
_MANY, _MANY_MS = 300, 200
_RANKS = {"~": Word.RANK_OWNER, "&": Word.RANK_ADMIN, "@": Word.RANK_OPERATOR, "%": Word.RANK_HALF}


class MembersCommands(msgspec.Struct, frozen=True):
    """What the column calls: a member was chosen (nick), a letter belongs to the composer.

    Attributes:
        game: something is asked of the room's game.
    """

    choose: Callable[[str], None]
    typed: Callable[[str], None]
    game: Callable[[str], None]


def rank_word(prefixes: str, known: str) -> Word | None:
    """Return what somebody with these rank signs is called, None for people without.

    Args:
        known: all signs of the server, from the highest down; where it has no owners, operators are that.
    """
    sign = prefixes[:1]
    if sign == "@" and "~" not in known:
        return Word.RANK_OWNER
    if sign == "+":
        return Word.RANK_VOICE
    return _RANKS.get(sign)


class MembersColumn(tk.Frame):
    """The list, with a field to find somebody in it once it is long."""

    def __init__(self, parent: tk.Misc, skin: Skin, speech: Speech, commands: MembersCommands) -> None:
        super().__init__(parent, background=skin.colour("side"), borderwidth=0, highlightthickness=0)
        self.skin, self.speech = skin, speech
        self._shown: tuple[View, Room | None] | None = None
        self._job: str | None = None
        self.game = GameCard(self, skin, speech, ask=commands.game, steady_now=steady_now)
        self.filter = Field(self, skin, ground="side", height=36, role=Role.SMALL, changed=self._draw)
        self.list = RowList(
            self, skin, MEMBER_ROWS, RowCommands(choose=commands.choose, typed=commands.typed), ground="side"
        )
        # The keyboard stays in the composer: taking it away would lose a syllable that is being composed.
        self.list.canvas.bind("<ButtonPress-1>", lambda _event: None)
        skin.watch(self, self.restyle)
        speech.watch(self, self.relabel)
        self.relabel()
        self.restyle()

    def show(self, view: View, room: Room | None) -> None:
        """Draw the members of a room as they are now."""
        self._show_game(view, room)
        is_other = self._shown is None or self._shown[1] is not room
        self._shown = (view, room)
        if is_other:
            self.filter.set("")
            self._draw()
        many = room is not None and len(room.members) > _FILTER_FROM
        if many and not self.filter.winfo_manager():
            px = self.skin.px
            self.filter.pack(fill="x", padx=px(GAP_12), pady=(px(GAP_12), 0), before=self.list)
        elif not many and self.filter.winfo_manager():
            self.filter.pack_forget()
        if room is None or len(room.members) <= _MANY:
            self._draw()
        elif self._job is None:
            # A large room changes all the time, and nobody reads its list as fast.
            self._job = self.after(_MANY_MS, self._draw)

    def _show_game(self, view: View, room: Room | None) -> None:
        """Show the card above the members where the room has a game, or could have one."""
        has_game = room is not None and (room.game is not None or TAG in view.features.enabled)
        if not has_game:
            self.game.pack_forget()
            self.game.show(None)
            return
        self.game.show(room.game if room is not None else None)
        if not self.game.winfo_manager():
            first = self.filter if self.filter.winfo_manager() else self.list
            self.game.pack(fill="x", before=first)

    def _draw(self) -> None:
        if self._job is not None:
            self.after_cancel(self._job)
            self._job = None
        if self._shown is not None:
            self.list.show(self._rows(*self._shown))

    def _rows(self, view: View, room: Room | None) -> list[ListRow]:
        if room is None or room.kind is not RoomKind.CHANNEL:
            return []
        wanted = self.filter.get().strip().casefold()
        staff: list[Member] = []
        here: list[Member] = []
        away: list[Member] = []
        for member in room.ranked():
            if wanted and wanted not in member.nick.casefold():
                continue
            group = (
                staff
                if member.prefixes[:1] and member.prefixes[0] in STAFF
                else away
                if member.away
                else here
            )
            group.append(member)
        rows: list[ListRow] = []
        groups = ((Word.GROUP_STAFF, staff), (Word.GROUP_HERE, here), (Word.GROUP_AWAY, away))
        for word, members in groups:
            if members:
                title = self.speech.say(word, count=len(members))
                rows.append(ListRow(f"\0{word.name}", title, heading=True))
                rows += [self._row(view, member) for member in members]
        if not room.listed and room.joined:
            rows.append(ListRow("\0coming", self.speech.say(Word.MEMBERS_COMING), heading=True))
        return rows

    def _row(self, view: View, member: Member) -> ListRow:
        say = self.speech.say
        rank = rank_word(member.prefixes, view.features.prefixes)
        note = Word.AWAY if member.away else rank if rank is not None else Word.BOT if member.bot else None
        return ListRow(
            member.nick,
            member.nick,
            avatar=member.nick,
            presence=Presence.AWAY if member.away else Presence.HERE,
            bold=casefold(member.nick) == casefold(view.nick),
            note=say(note) if note is not None else "",
        )

    def relabel(self) -> None:
        """Take the words of the language in force."""
        self.filter.set_words(self.speech.say(Word.MEMBER_FILTER))
        self._draw()

    def restyle(self) -> None:
        """Take the skin's new colours and sizes."""
        self.configure(background=self.skin.colour("side"))
        self.list.pack(fill="both", expand=True, pady=(0, self.skin.px(GAP_8)))
