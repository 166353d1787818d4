"""What the person does with one message: copy, reply, call its author, look at how it came."""

from collections.abc import Callable

from malmadang.clientcore import commands as c
from malmadang.clientcore.rows import MessageRow, RowId
from malmadang.clientcore.view import Features, Older, Room, RoomKind
from malmadang.desktop.cards import Card
from malmadang.desktop.composerparts import Reply
from malmadang.desktop.emojipanel import quick
from malmadang.desktop.hands import Hands
from malmadang.desktop.hoverbar import BarButton
from malmadang.desktop.members import STAFF
from malmadang.desktop.phrases import Word
from malmadang.desktop.pictureviewer import PictureViewer, picture_link
from malmadang.desktop.popupmenu import pop_up
from malmadang.desktop.questions import ask_yes
from malmadang.desktop.roomcommands import local_time
from malmadang.desktop.tokens import Role
from malmadang.wire.names import casefold

REPLY, MORE = "reply", "more"
_REACT = "react "


class MessageControls:
    """Steers the bar at a message, its menu, and the keys of a message.

    Args:
        panel: open the emoji panel; what is chosen goes to its argument.
        used: remember an emoji among those used last.
    """

    def __init__(
        self, hands: Hands, *, panel: Callable[[Callable[[str], None]], None], used: Callable[[str], None]
    ) -> None:
        self.hands = hands
        self._panel, self._used = panel, used
        self._awaited = ""
        self.viewer = PictureViewer(hands.desk)

    def buttons(self, row: MessageRow) -> list[BarButton]:
        """Return what the bar offers for a message."""
        say = self.hands.desk.speech.say
        found: list[BarButton] = []
        if self._features.reactions and row.msgid and not row.redacted:
            recent = self.hands.desk.kept.now.recent_emoji
            found += [BarButton(f"{_REACT}{one}", emoji=one) for one in quick(recent)]
        if self.can_reply(row):
            found.append(BarButton(REPLY, word=say(Word.REPLY)))
        return [*found, BarButton(MORE, word=say(Word.MORE_MENU))]

    def press(self, key: str, row_id: RowId, x: int, y: int) -> None:
        """Do what a button of the bar says, or the key for it."""
        row = self._row(row_id)
        if row is None:
            return
        if key.startswith(_REACT):
            self.react(row_id, key.removeprefix(_REACT))
            return
        match key:
            case "reply":
                self.reply(row)
            case "more":
                self.menu(row_id, x, y)
            case "react":
                self.choose_reaction(row)
            case "delete":
                self.delete(row)

    def menu(self, row_id: RowId, x: int, y: int) -> None:
        """Offer everything that can be done with a message."""
        row, desk = self._row(row_id), self.hands.desk
        if row is not None:
            entries = [(desk.speech.say(word), act) for word, act in self.entries(row)]
            pop_up(desk.root, desk.skin, entries, x, y)

    def entries(self, row: MessageRow) -> list[tuple[Word, Callable[[], None]]]:
        """Return what the menu of a message offers."""
        found: list[tuple[Word, Callable[[], None]]] = [
            (Word.COPY, lambda: self.hands.desk.copy(row.text)),
        ]
        if link := picture_link(row.text):
            found.append((Word.PICTURE, lambda: self.viewer.open(link)))
        if self.can_reply(row):
            found.append((Word.REPLY, lambda: self.reply(row)))
        if not row.own:
            found.append((Word.CALL, lambda: self.hands.typed(f"@{row.sender} ")))
        if self._features.reactions and row.msgid:
            found.append((Word.REACT, lambda: self.choose_reaction(row)))
        if self.can_delete(row):
            found.append((Word.DELETE, lambda: self.delete(row)))
        found.append((Word.ORIGINAL, lambda: self.show_original(row)))
        return found

    # Replies.

    def can_reply(self, row: MessageRow) -> bool:
        """Can a message be answered, so that others see to what?"""
        return self._features.replies and bool(row.msgid) and not row.redacted

    def reply(self, row: MessageRow) -> None:
        """Answer a message with what is written next."""
        if self.can_reply(row):
            self.hands.with_window(
                lambda window: window.composer.set_reply(Reply(row.msgid, row.sender, row.text))
            )

    def show_original(self, row: MessageRow) -> None:
        """Show how a message came: all of its text as it is, when, from whom, under which id."""
        desk = self.hands.desk
        say = desk.speech.say
        card = Card(desk.root, desk.skin, say(Word.ORIGINAL), width=480)
        card.text(row.text, token="text", role=Role.CODE)
        facts = [
            local_time(row.utc_ms).strftime("%Y-%m-%d %H:%M:%S %Z"),
            row.mask or row.sender,
            say(Word.ACCOUNT_OF, account=row.account) if row.account else "",
            f"msgid {row.msgid}" if row.msgid else "",
        ]
        for fact in facts:
            if fact:
                card.text(fact)
        copied = card.then(lambda: desk.copy(row.text))
        card.buttons((say(Word.CLOSE), card.close), (say(Word.COPY), copied))
        card.open()
        desk.put_card(card)

    # Reactions, and taking back.

    def react(self, row_id: RowId, emoji: str) -> None:
        """Give a reaction, or take it back."""
        row, room = self._row(row_id), self._room
        if row is not None and room is not None and self._features.reactions:
            self._used(emoji)
            self.hands.do(c.React(room.name, emoji, row.msgid))

    def choose_reaction(self, row: MessageRow) -> None:
        """Open the emoji panel for a message."""
        if self._features.reactions and row.msgid:
            self._panel(lambda emoji: self.react(row.id, emoji))

    def can_delete(self, row: MessageRow) -> bool:
        """May the person take a message back?"""
        talk, room = self.hands.desk.talk, self._room
        if talk is None or room is None or not self._features.redaction or not row.msgid or row.redacted:
            return False
        me = room.members.get(casefold(talk.view.nick))
        return row.own or (me is not None and me.prefixes[:1] in tuple(STAFF))

    def delete(self, row: MessageRow) -> None:
        """Ask, then take a message back."""
        room, desk = self._room, self.hands.desk
        if room is None or not self.can_delete(row):
            return
        say = desk.speech.say

        def act() -> None:
            self.hands.do(c.Redact(room.name, row.msgid))

        title, why, yes, no = say(Word.DELETE_ASK), say(Word.DELETE_WHY), say(Word.DELETE), say(Word.CANCEL)
        desk.put_card(ask_yes(desk.asker, title, why, yes=yes, no=no, act=act, is_danger=True))

    # What is answered, and what is missing.

    def quoted(self, msgid: str) -> MessageRow | None:
        """Return the message of the room in front with a msgid, where it is loaded."""
        talk, room = self.hands.desk.talk, self._room
        found = talk.core.find_row(room.key, msgid) if talk is not None and room is not None else None
        return found if isinstance(found, MessageRow) else None

    def go_to(self, msgid: str) -> None:
        """Lead to a message; one that is not loaded is asked for, and gone to when it comes."""
        found, room = self.quoted(msgid), self._room
        if found is not None:
            self._reveal(found.id)
        elif room is not None and self._features.history:
            self._awaited = msgid
            self.hands.do(c.LoadAround(room.name, msgid))
        else:
            self.hands.tell(self.hands.desk.speech.say(Word.NO_ORIGINAL))

    def loaded(self, msgid: str, row_id: RowId) -> None:
        """What was asked for is here, or cannot be found (row 0)."""
        if not msgid or msgid != self._awaited:
            return
        self._awaited = ""
        if row_id:
            self.hands.with_window(lambda window: window.after_idle(lambda: self._reveal(row_id)))
        else:
            self.hands.tell(self.hands.desk.speech.say(Word.NO_ORIGINAL))

    def _reveal(self, row_id: RowId) -> None:
        self.hands.with_window(lambda window: window.messages.flash(row_id))

    def older(self) -> None:
        """The reader is near the top: ask for what was said before."""
        room = self._room
        if room is not None and self._features.history and room.older in {Older.MORE, Older.UNKNOWN}:
            self.hands.do(c.LoadOlder(room.name))

    def gap(self, row_id: RowId) -> None:
        """Load what is missing in the middle."""
        if self._room is not None:
            self.hands.do(c.LoadGap(self._room.name, row_id))

    # Rows.

    @property
    def _features(self) -> Features:
        talk = self.hands.desk.talk
        return talk.view.features if talk is not None else Features()

    @property
    def _room(self) -> Room | None:
        return self.hands.desk.room

    def _row(self, row_id: RowId) -> MessageRow | None:
        room = self._room
        if room is None or room.kind is RoomKind.SERVER:
            return None
        found = next((row for row in reversed(room.rows) if row.id == row_id), None)
        return found if isinstance(found, MessageRow) else None
