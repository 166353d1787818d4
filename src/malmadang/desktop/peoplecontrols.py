"""What the person does with others: their card, a private talk, putting somebody out."""

from collections.abc import Callable

from malmadang.clientcore import commands as c
from malmadang.desktop.hands import Hands
from malmadang.desktop.membercard import MemberCommands, show_member_card
from malmadang.desktop.phrases import Word
from malmadang.desktop.questions import ask_yes
from malmadang.desktop.roomsettings import RoomSettings
from malmadang.wire.names import casefold


class PeopleControls:
    """Steers the members column and the names in messages.

    Args:
        me: the person's own name was chosen.
        whisper: open the private talk with somebody.
    """

    def __init__(
        self, hands: Hands, settings: RoomSettings, *, me: Callable[[], None], whisper: Callable[[str], None]
    ) -> None:
        self.hands = hands
        self._settings = settings
        self._me, self._whisper = me, whisper

    def choose(self, nick: str) -> None:
        """Show the card of somebody in the room in front; one's own is the settings."""
        talk, room = self.hands.desk.talk, self.hands.desk.room
        if talk is None or room is None:
            return
        if casefold(nick) == casefold(talk.view.nick):
            self._me()
            return
        member = next((one for one in room.members.values() if one.nick == nick), None)
        if member is None:
            self._whisper(nick)
            return
        say = self.hands.desk.speech.say
        commands = MemberCommands(
            whisper=self._whisper,
            call=lambda name: self.hands.typed(f"@{name} "),
            whois=lambda name: self.hands.do(c.Whois(name, room.key)),
            ignore=lambda name: self.hands.do(c.Ignore(name)),
            kick=lambda name: self.ask_kick(room.name, name),
            ban=lambda name: self.ask_ban(room.name, name),
            ranks=[(say(word), act) for word, act in self._settings.rank_entries(room, member)],
        )
        self.hands.desk.put_card(show_member_card(self.hands.desk.asker, talk.view, room, member, commands))

    def ask_kick(self, room: str, nick: str) -> None:
        """Ask before somebody is put out of a room."""
        self._ask(Word.KICK_ASK, Word.KICK_GO, nick, lambda: self.hands.do(c.Kick(room, nick)))

    def ask_ban(self, room: str, nick: str) -> None:
        """Ask before somebody is put out of a room and kept out."""

        def act() -> None:
            self.hands.do(c.Ban(room, nick))
            self.hands.do(c.Kick(room, nick))

        self._ask(Word.BAN_ASK, Word.BAN_GO, nick, act)

    def _ask(self, title: Word, go: Word, nick: str, act: Callable[[], None]) -> None:
        desk = self.hands.desk
        say = desk.speech.say
        yes, no = say(go), say(Word.CANCEL)
        desk.put_card(ask_yes(desk.asker, say(title, nick=nick), "", yes=yes, no=no, act=act, is_danger=True))
