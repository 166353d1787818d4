"""What the person does with one message: copy, reply, call its author, look at how it came."""

from collections.abc import Callable

from malmadang.clientcore.rows import MessageRow, RowId
from malmadang.clientcore.view import Room, RoomKind
from malmadang.desktop.cards import Card
from malmadang.desktop.composerparts import Reply
from malmadang.desktop.hands import Hands
from malmadang.desktop.hoverbar import BarButton
from malmadang.desktop.phrases import Word
from malmadang.desktop.popupmenu import pop_up
from malmadang.desktop.roomcommands import local_time
from malmadang.desktop.tokens import Role

REPLY, MORE = "reply", "more"


class MessageControls:
    """Steers the bar at a message, its menu, and the keys of a message."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    def buttons(self, row: MessageRow) -> list[BarButton]:
        """Return what the bar offers for a message."""
        say = self.hands.desk.speech.say
        found: list[BarButton] = []
        if self.can_reply(row):
            found.append(BarButton(REPLY, word=say(Word.REPLY)))
        return [*found, BarButton(MORE, word=say(Word.MORE_MENU))]

    def press(self, key: str, row_id: RowId, x: int, y: int) -> None:
        """Do what a button of the bar says, or the key for it."""
        row = self._row(row_id)
        if row is None:
            return
        match key:
            case "reply":
                self.reply(row)
            case "more":
                self.menu(row_id, x, y)

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
        if self.can_reply(row):
            found.append((Word.REPLY, lambda: self.reply(row)))
        if not row.own:
            found.append((Word.CALL, lambda: self.hands.typed(f"@{row.sender} ")))
        found.append((Word.ORIGINAL, lambda: self.show_original(row)))
        return found

    # Replies.

    def can_reply(self, row: MessageRow) -> bool:
        """Can a message be answered, so that others see to what?"""
        talk = self.hands.desk.talk
        return (
            talk is not None and "message-tags" in talk.view.features.enabled and bool(row.msgid)
        )  # fmt: skip

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

    # Rows.

    @property
    def _room(self) -> Room | None:
        return self.hands.desk.room

    def _row(self, row_id: RowId) -> MessageRow | None:
        room = self._room
        if room is None or room.kind is RoomKind.SERVER:
            return None
        found = next((row for row in reversed(room.rows) if row.id == row_id), None)
        return found if isinstance(found, MessageRow) else None
