"""What becomes of a text when Enter is pressed: sent, refused, or asked about because it is long."""

from collections.abc import Callable

from malmadang.clientcore import commands as c
from malmadang.clientcore import slash
from malmadang.desktop.hands import Hands
from malmadang.desktop.phrases import Word
from malmadang.desktop.questions import ask_yes
from malmadang.desktop.whispers import Whispers
from malmadang.wire.names import Folded

PIECES_ASK = 5
"""A text of more lines of the protocol than this is sent only when asked."""


class SendControls:
    """Hands what was written to the core.

    Args:
        quit_app: the person wants to leave, with these words for the others.
    """

    def __init__(self, hands: Hands, whispers: Whispers, *, quit_app: Callable[[str], None]) -> None:
        self.hands, self.whispers = hands, whispers
        self._quit = quit_app

    def send(self, text: str) -> str | None:
        """Take what was written in the room in front; say why not, "" where it is taken, None to keep it."""
        talk, room = self.hands.desk.talk, self.hands.desk.room
        if talk is None or self.hands.desk.has_card:
            return None
        if slash.is_command(text):
            word, _, rest = text[1:].partition(" ")
            if slash.find_command(word) is slash.find_command("quit"):
                self._quit(rest.strip())
                return ""
        key = room.key if room is not None else talk.view.server.key
        pieces = 1 if text.startswith("/") else talk.core.count_pieces(key, text)
        if pieces > PIECES_ASK:
            self._ask_pieces(key, text, pieces)
            return None
        return self._send(key, text)

    def _send(self, key: Folded, text: str) -> str:
        talk, window = self.hands.desk.talk, self.hands.window
        if talk is None:
            return ""
        self.hands.begin()
        room = talk.view.room(key)
        reply = window.composer.reply if window is not None else None
        if reply is not None and room is not None and not slash.is_command(text):
            words = text.removeprefix("/") if text.startswith("//") else text
            talk.do(c.Say(room.name, words, reply_to=reply.msgid), origin=key)
        else:
            talk.say(key, text)
        if not self.hands.refusal:
            self.whispers.said(text)
        if window is not None and not self.hands.refusal:
            window.hint.say("")
            if not self.hands.desk.kept.now.hinted:
                self.hands.desk.kept.change(hinted=True)
            window.messages.to_bottom()
        return self.hands.refusal

    def _ask_pieces(self, key: Folded, text: str, pieces: int) -> None:
        say = self.hands.desk.speech.say

        def send_all() -> None:
            refusal = self._send(key, text)
            self.hands.with_window(lambda window: window.composer.sent(text) if not refusal else None)

        is_lines = pieces == sum(bool(line.strip()) for line in text.splitlines())
        title = say(Word.LINES_ASK if is_lines else Word.TOO_LONG_ASK, count=pieces)
        yes, no = say(Word.SEND_PIECES), say(Word.CANCEL)
        self.hands.desk.put_card(ask_yes(self.hands.desk.asker, title, "", yes=yes, no=no, act=send_all))
