"""What the person does with others: their card, a private talk, putting somebody out."""

from collections.abc import Callable

from malmadang.clientcore import commands as c
from malmadang.desktop.hands import Hands
from malmadang.desktop.membercard import MemberCommands, show_member_card
from malmadang.desktop.phrases import Word
from malmadang.desktop.questions import ask_yes
from malmadang.wire.names import casefold


class PeopleControls:
    """Steers the members column and the names in messages.

    Args:
        me: the person's own name was chosen.
        whisper: open the private talk with somebody.
    """

    def __init__(self, hands: Hands, *, me: Callable[[], None], whisper: Callable[[str], None]) -> None:
        self.hands = hands
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
        commands = MemberCommands(
            whisper=self._whisper,
            call=lambda name: self.hands.typed(f"@{name} "),
            whois=lambda name: self.hands.do(c.Whois(name, room.key)),
            ignore=lambda name: self.hands.do(c.Ignore(name)),
            kick=lambda name: self.ask_kick(room.name, name),
        )
        self.hands.desk.put_card(show_member_card(self.hands.desk.asker, talk.view, room, member, commands))

    def ask_kick(self, room: str, nick: str) -> None:
        """Ask before somebody is put out of a room."""
        say = self.hands.desk.speech.say
        yes, no = say(Word.KICK_GO), say(Word.CANCEL)

        def act() -> None:
            self.hands.do(c.Kick(room, nick))

        title = say(Word.KICK_ASK, nick=nick)
        self.hands.desk.put_card(
            ask_yes(self.hands.desk.asker, title, "", yes=yes, no=no, act=act, is_danger=True)
        )
