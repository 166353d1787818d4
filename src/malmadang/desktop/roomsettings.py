"""방 설정: topic, key, who may enter and speak; the people and their ranks; who is kept out."""

import tkinter as tk
from collections.abc import Callable

import msgspec

from malmadang.clientcore import commands as c
from malmadang.clientcore.address import Address, parse_address, readable_link
from malmadang.clientcore.rows import NoticeKind, NoticeRow, Row
from malmadang.clientcore.view import Member, Room, RoomKind
from malmadang.desktop.cards import Card
from malmadang.desktop.hands import Hands
from malmadang.desktop.kit import MEMBER_ROWS, ListRow, RowCommands, RowList
from malmadang.desktop.members import STAFF, rank_word
from malmadang.desktop.phrases import Word
from malmadang.desktop.popupmenu import pop_up
from malmadang.desktop.toggles import Toggle
from malmadang.wire.names import casefold

ROOM, PEOPLE, BANS = "room", "people", "bans"
_SWITCHES = {
    "i": Word.ROOM_INVITED, "s": Word.ROOM_SECRET, "m": Word.ROOM_MODERATED, "M": Word.ROOM_ACCOUNTS,
    "t": Word.ROOM_TOPIC_LOCK,
}  # fmt: skip
_LIST_HEIGHT = 280
_BAN_LINE, _BANS_END = "367", "368"


class RoomSettings:
    """Opens the card of a room, page by page.

    Attributes:
        bans: masks of those kept out, with what the server tells of each; filled when the page is asked for.
    """

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.page = ROOM
        self.bans: list[tuple[str, str]] = []
        self._room: Room | None = None
        self._list: RowList | None = None

    def show(self, page: str = ROOM) -> None:
        """Show the settings of the room in front."""
        desk, room = self.hands.desk, self.hands.desk.room
        if room is None or room.kind is not RoomKind.CHANNEL:
            return
        say = desk.speech.say
        self.page, self._room, self._list = page, room, None
        card = Card(desk.root, desk.skin, say(Word.ROOM_SETTINGS, room=room.name), width=520)
        words = {ROOM: Word.TAB_ROOM, PEOPLE: Word.TAB_PEOPLE, BANS: Word.TAB_BANS}
        card.segments("", [(key, say(word)) for key, word in words.items()], page, self.show)
        if not self.may_change:
            card.text(say(Word.ROOM_MAY_NOT))
        {ROOM: self._room_page, PEOPLE: self._people_page, BANS: self._bans_page}[page](card, room)
        card.open()
        desk.put_card(card)

    @property
    def may_change(self) -> bool:
        """Is the person of a rank that may change the room?"""
        talk, room = self.hands.desk.talk, self._room
        me = room.members.get(casefold(talk.view.nick)) if talk is not None and room is not None else None
        return me is not None and bool(me.prefixes) and me.prefixes[0] in STAFF

    def heard(self, row: Row) -> None:
        """A line of the list of bans may have come."""
        if self.page != BANS or self._list is None or not self._list.winfo_exists():
            return
        if isinstance(row, NoticeRow) and row.kind is NoticeKind.REPLY and row.fields["code"] == _BAN_LINE:
            _room, mask, *rest = row.fields["text"].split(" ")
            self.bans.append((mask, rest[0] if rest else ""))
            self._show_bans()

    # Pages.

    def _room_page(self, card: Card, room: Room) -> None:
        say, may = self.hands.desk.speech.say, self.may_change
        topic = card.field(say(Word.ROOM_TOPIC), room.topic)
        key, limit = card.pair(say(Word.ROOM_KEY), say(Word.ROOM_LIMIT))
        key.set(room.modes.get("k", ""))
        limit.set(room.modes.get("l", ""))
        may_topic = may or "t" not in room.modes
        for field, allowed in ((topic, may_topic), (key, may), (limit, may)):
            if not allowed:
                field.entry.configure(state="disabled")
        for letter, word in _SWITCHES.items():
            if letter == "M" and not self._has_accounts_mode(room):
                continue
            toggle = Toggle(
                card.body,
                card.skin,
                say(word),
                self._setter(room, letter),
                on=letter in room.modes,
                enabled=may,
            )
            toggle.pack(fill="x")
        link = self.link(room)
        copy = card.link(
            f"{say(Word.INVITATION)}: {readable_link(link)}", lambda: self._copy(link, copy.set_text)
        )

        def save() -> None:
            card.close()
            self._save(room, topic.get().strip(), key.get().strip(), limit.get().strip())

        if may_topic:
            card.buttons((say(Word.SAVE), save), (say(Word.CLOSE), card.close))
        else:
            card.buttons((say(Word.CLOSE), card.close))

    def _has_accounts_mode(self, room: Room) -> bool:
        talk = self.hands.desk.talk
        return "M" in room.modes or (talk is not None and "account-tag" in talk.view.features.enabled)

    def _setter(self, room: Room, letter: str) -> Callable[[bool], None]:
        return lambda on: self.hands.do(c.SetMode(room.name, f"{'+' if on else '-'}{letter}"))

    def _save(self, room: Room, topic: str, key: str, limit: str) -> None:
        """Ask for what is different."""
        if topic != room.topic:
            self.hands.do(c.SetTopic(room.name, topic))
        if not self.may_change:
            return
        was = room.modes.get("k", "")
        if key != was:
            self.hands.do(c.SetMode(room.name, f"+k {key}" if key else f"-k {was}"))
        if limit != room.modes.get("l", ""):
            self.hands.do(c.SetMode(room.name, f"+l {limit}" if limit.isdecimal() and int(limit) else "-l"))

    def link(self, room: Room) -> str:
        """Return the address that leads others into this room."""
        desk = self.hands.desk
        address: Address | None = desk.talk.core.settings.address if desk.talk is not None else None
        if desk.invitation:
            address = parse_address(desk.invitation)
        return msgspec.structs.replace(address, room=room.name).link() if address is not None else ""

    def _copy(self, link: str, said: Callable[[str], None]) -> None:
        self.hands.desk.copy(link)
        said(self.hands.desk.speech.say(Word.COPIED))

    def _people_page(self, card: Card, room: Room) -> None:
        desk = self.hands.desk
        prefixes = desk.talk.view.features.prefixes if desk.talk is not None else ""
        rows = []
        for member in room.ranked():
            rank = rank_word(member.prefixes, prefixes)
            note = desk.speech.say(rank) if rank is not None else ""
            rows.append(ListRow(member.nick, member.nick, avatar=member.nick, note=note))
        found = self._add_list(card, RowCommands(choose=self._person_at_mouse, menu=self._person_menu))
        found.show(rows)
        card.buttons((desk.speech.say(Word.CLOSE), card.close))

    def _bans_page(self, card: Card, room: Room) -> None:
        desk = self.hands.desk
        self.bans = []
        self._list = self._add_list(card, RowCommands(choose=self._ban_chosen))
        card.buttons((desk.speech.say(Word.CLOSE), card.close))
        self._show_bans()
        if desk.talk is not None:
            # The answers appear in the server's own room, not among the people's words.
            desk.talk.do(c.SetMode(room.name, "+b"), origin=desk.talk.view.server.key)

    def _add_list(self, card: Card, commands: RowCommands) -> RowList:
        holder = tk.Frame(card.body, height=card.skin.px(_LIST_HEIGHT), borderwidth=0, highlightthickness=0)
        holder.pack(fill="x")
        holder.pack_propagate(False)
        found = RowList(holder, card.skin, MEMBER_ROWS, commands, ground="bg")
        found.pack(fill="both", expand=True)
        return found

    def _show_bans(self) -> None:
        say = self.hands.desk.speech.say
        note = say(Word.BAN_LIFT) if self.may_change else ""
        rows = [
            ListRow(mask, mask, preview=say(Word.BAN_BY, who=by) if by else "", note=note)
            for mask, by in self.bans
        ]
        if self._list is not None:
            self._list.show(rows or [ListRow("\0none", say(Word.BANS_NONE), heading=True)])

    def _ban_chosen(self, mask: str) -> None:
        if self._room is not None and self.may_change:
            self.hands.do(c.Ban(self._room.name, mask, lift=True))
            self.bans = [one for one in self.bans if one[0] != mask]
            self._show_bans()

    # Ranks.

    def _person_at_mouse(self, nick: str) -> None:
        root = self.hands.desk.root
        self._person_menu(nick, root.winfo_pointerx(), root.winfo_pointery())

    def _person_menu(self, nick: str, x: int, y: int) -> None:
        desk, room = self.hands.desk, self._room
        member = room.members.get(casefold(nick)) if room is not None else None
        if member is None or room is None or not self.may_change:
            return
        entries = [(desk.speech.say(word), act) for word, act in self.rank_entries(room, member)]
        pop_up(desk.root, desk.skin, entries, x, y)

    def rank_entries(self, room: Room, member: Member) -> list[tuple[Word, Callable[[], None]]]:
        """Return which ranks can be given to somebody or taken away."""
        found: list[tuple[Word, Callable[[], None]]] = []
        for sign, letter, give, take in (
            ("@", "o", Word.OP_GIVE, Word.OP_TAKE),
            ("+", "v", Word.VOICE_GIVE, Word.VOICE_TAKE),
        ):
            has = sign in member.prefixes
            command = c.SetRank(room.name, member.nick, letter, give=not has)
            found.append((take if has else give, lambda command=command: self.hands.do(command)))  # type: ignore[misc]  # a default as closure
        return found
