"""Parts of the composer: the Tk text itself, the line that says what was not taken, what is answered."""

import tkinter as tk
from collections.abc import Callable
from typing import Protocol

import msgspec

from malmadang.clientcore import slash
from malmadang.desktop.emojiline import draw_line
from malmadang.desktop.gamelayout import is_answer
from malmadang.desktop.gamephrases import GameWord
from malmadang.desktop.kit import Button, Drawn, Kind, Skin
from malmadang.desktop.labels import Label
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import GAP_4, Role

_SENT_KEPT = 100


class ComposerCommands(msgspec.Struct, frozen=True):
    """What a composer calls.

    Attributes:
        send: gets the whole text; answers "" when it is taken, else why not, and the text stays; None to keep
            the text without a word, until `sent` or for good.
        edited: the text of the room in front has become empty, or is empty no more.
        emoji: the emoji panel is wanted.
    """

    send: Callable[[str], str | None]
    edited: Callable[[], None]
    emoji: Callable[[], None]


class Assist(Protocol):
    """What helps while one types, and hears of the keys first; each says whether it has used the key."""

    def enter(self) -> bool:
        """Enter was pressed, and the text has its last syllable."""

    def tab(self) -> bool:
        """Tab was pressed, and the text has its last syllable."""

    def step(self, by: int) -> bool:
        """Up or Down was pressed."""

    def edited(self) -> None:
        """The text has changed."""


class FaultLine(Drawn):
    """The line above the text: why it was not taken."""

    def __init__(self, parent: tk.Misc, skin: Skin) -> None:
        super().__init__(parent, skin)
        self.text = ""
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the line's height."""
        return 0, self.skin.px(22)

    def draw(self) -> None:
        """Draw the sentence, cut where it is too long."""
        skin = self.skin
        text = skin.fonts.cut(self.text, Role.SMALL_BOLD, self.winfo_width())
        self.create_text(
            0, 0, anchor="nw", text=text, font=skin.fonts.font(Role.SMALL_BOLD), fill=skin.colour("danger")
        )


def make_text(parent: tk.Misc) -> tk.Text:
    """Return a text of one line without borders."""
    return tk.Text(
        parent,
        height=1,
        width=1,
        wrap="word",
        undo=True,
        maxundo=500,
        borderwidth=0,
        highlightthickness=0,
        insertwidth=2,
        padx=2,
        pady=0,
    )


def make_send_button(parent: tk.Misc, skin: Skin, command: Callable[[], None]) -> Button:
    """Return «보내기», still without its word."""
    kind, role = Kind.PRIMARY, Role.NAME
    return Button(parent, skin, "", command, kind=kind, height=36, role=role, takes_focus=False)


class SentTexts:
    """The last texts that were sent, to be walked through by Ctrl+Up and Ctrl+Down."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._at = 0

    def add(self, text: str) -> None:
        """One more has been sent; the walk begins behind it. One with a password is not remembered."""
        if not slash.is_secret(text):
            self._texts = [*self._texts[-_SENT_KEPT:], text]
        self._at = len(self._texts)

    def step(self, by: int) -> str | None:
        """Return the next text up or down, "" behind the last one, None where nothing changes."""
        at = self._at + by
        if 0 <= at < len(self._texts):
            self._at = at
            return self._texts[at]
        if at >= len(self._texts) and self._texts:
            self._at = len(self._texts)
            return ""
        return None


class Reply(msgspec.Struct, frozen=True, gc=False):
    """The message that what is being written answers."""

    msgid: str
    sender: str
    text: str


class ReplyStrip(Drawn):
    """Above the text: whom one answers, a line of what was said, and ✕."""

    def __init__(self, parent: tk.Misc, skin: Skin, cancel: Callable[[], None]) -> None:
        super().__init__(parent, skin)
        self.title, self.text = "", ""
        self._cancel = cancel
        self.bind("<ButtonRelease-1>", self._clicked)
        self.bind("<Motion>", lambda event: self.configure(cursor="hand2" if self._is_cross(event.x) else ""))
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the strip's height."""
        return 0, self.skin.px(44)

    def show(self, title: str, text: str) -> None:
        """Say whom and what."""
        self.title, self.text = title, text.replace("\n", " ")
        self.redraw_soon()

    def draw(self) -> None:
        """Draw bar, name, words, cross, and the line below."""
        skin, px, width = self.skin, self.skin.px, self.winfo_width()
        self.create_rectangle(px(4), px(2), px(7), px(34), fill=skin.colour("accent"), width=0)
        room = width - px(60)
        ink = skin.colour("link")
        draw_line(self, skin, self.title, Role.SMALL_BOLD, x=px(16), middle=px(10), width=room, ink=ink)
        ink = skin.colour("sub")
        draw_line(self, skin, self.text, Role.SMALL, x=px(16), middle=px(27), width=room, ink=ink)
        font = skin.fonts.font(Role.SMALL)
        self.create_text(width - px(20), px(18), text="✕", font=font, fill=ink)
        self.create_line(0, px(40), width, px(40), fill=skin.colour("border"))

    def _is_cross(self, x: int) -> bool:
        return x > self.winfo_width() - self.skin.px(40)

    def _clicked(self, event: "tk.Event[tk.Misc]") -> None:
        if self._is_cross(event.x):
            self._cancel()


class TurnWord(Label):
    """At the left of the text while it is one's turn in a game: whether Enter answers or talks."""

    def __init__(self, parent: tk.Misc, skin: Skin, speech: Speech, *, before: tk.Misc) -> None:
        super().__init__(parent, skin, role=Role.SMALL_BOLD)
        self._speech, self._before = speech, before
        self._mine = False

    def show(self, written: str, *, mine: bool | None = None) -> None:
        """Say what Enter will do with what is written; `mine` says whether it is the person's turn."""
        self._mine = self._mine if mine is None else mine
        if not self._mine or not written.strip():
            self.pack_forget()
            return
        is_word = is_answer(written)
        word = GameWord.IS_ANSWER if is_word else GameWord.IS_CHAT
        self.say(self._speech.say(word), "game_ac" if is_word else "sub")
        self.pack(side="left", padx=(self.skin.px(GAP_4), 0), before=self._before)
