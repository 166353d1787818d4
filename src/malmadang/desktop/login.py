"""The first thing a newcomer sees: a nickname, and how the window should look and speak."""

import tkinter as tk
from collections.abc import Callable, Mapping

import msgspec

from malmadang.clientcore.settings import Language
from malmadang.desktop.kit import Button, Field, Kind, Overlay, Segments, Skin
from malmadang.desktop.labels import Avatar, Label
from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import GAP_4, GAP_8, GAP_12, GAP_16, Role, Theme
from malmadang.wire.names import NameFault, NameFaultKind, check_nick, normalize_name

NICK_LIMIT = 16
_ROOMY = 580

_FAULTS: Mapping[NameFaultKind, Word] = {
    NameFaultKind.EMPTY: Word.NICK_EMPTY,
    NameFaultKind.TOO_MANY_LETTERS: Word.NICK_TOO_LONG,
    NameFaultKind.TOO_MANY_BYTES: Word.NICK_TOO_MANY_BYTES,
    NameFaultKind.LEADING: Word.NICK_LEADING,
    NameFaultKind.NO_SIGN: Word.NICK_LETTER,
    NameFaultKind.SPACE: Word.NICK_SPACE,
    NameFaultKind.INVISIBLE: Word.NICK_INVISIBLE,
    NameFaultKind.LONE_JAMO: Word.NICK_JAMO,
    NameFaultKind.LETTER: Word.NICK_LETTER,
}


def say_nick_fault(speech: Speech, fault: NameFault) -> str:
    """Return a sentence for why a nickname cannot be used."""
    return speech.say(_FAULTS[fault.kind], letter=fault.letter, limit=fault.limit)


class LoginCommands(msgspec.Struct, frozen=True):
    """What the pop-up calls; theme and language are effective at once."""

    done: Callable[[str], None]
    theme: Callable[[Theme], None]
    language: Callable[[Language], None]


class LoginDialog:
    """The nickname pop-up in front of everything.

    Args:
        is_first_step: another question follows.
    """

    def __init__(
        self,
        root: tk.Misc,
        skin: Skin,
        speech: Speech,
        commands: LoginCommands,
        *,
        is_first_step: bool = False,
    ) -> None:
        self._is_first_step = is_first_step
        self.root, self.skin, self.speech = root, skin, speech
        self._commands = commands
        self._tried = False
        self.overlay = Overlay(root, skin)
        self._build()

    def ask_nick(self) -> None:
        """Let the person type: the field is empty, and has the keyboard."""
        self.overlay.open(self.field.entry)

    def close(self) -> None:
        """Take the pop-up away."""
        self.overlay.close()

    def _build(self) -> None:
        skin, body = self.skin, self.overlay.body
        self.step = Label(body, skin)
        self._brand = Label(body, skin, role=Role.HEADING, token="accent")
        self._title = Label(body, skin, role=Role.HEADING, token="text")
        self._why = [Label(body, skin), Label(body, skin)]
        self._preview = tk.Frame(body, borderwidth=0, highlightthickness=0)
        self._avatar = Avatar(self._preview, skin, "", 64)
        self._shown_nick = Label(self._preview, skin, role=Role.MESSAGE_BOLD, token="text")
        self._shown_tip = Label(self._preview, skin)
        self._nick_label = Label(body, skin, role=Role.SMALL_BOLD)
        self.field = Field(body, skin, changed=self._typed)
        self.rule = Label(body, skin)
        self._theme_label = Label(body, skin, role=Role.SMALL_BOLD)
        self.themes = Segments(body, skin, (), skin.theme.value, self._choose_theme)
        self._language_label = Label(body, skin, role=Role.SMALL_BOLD)
        languages = (("ko", "한국어"), ("en", "English"))
        self.languages = Segments(body, skin, languages, self.speech.language, self._choose_language)
        self.next = Button(
            body, skin, "", self._finish, kind=Kind.PRIMARY, height=44, role=Role.MESSAGE_BOLD, radius=10
        )
        self.field.entry.bind("<Return>", self._return_pressed)
        self.field.entry.bind("<KP_Enter>", self._return_pressed)
        self.overlay.bind("<Configure>", lambda _event: self._lay_out(), add=True)
        skin.watch(self._preview, self._lay_out)
        self.speech.watch(body, self._relabel)
        self._relabel()
        self._typed()
        self._lay_out()

    def _lay_out(self) -> None:
        """Pack from top to bottom; a low window goes without explanations and avatar."""
        px = self.skin.px
        self._preview.configure(background=self.skin.colour("bg"))
        for child in self.overlay.body.pack_slaves():
            child.pack_forget()
        roomy = self.overlay.winfo_height() <= 1 or self.overlay.winfo_height() >= px(_ROOMY)
        if roomy and self._is_first_step:
            self.step.pack(anchor="w", pady=(0, px(GAP_8)))
        self._brand.pack(anchor="w")
        self._title.pack(anchor="w", pady=(px(GAP_16 if roomy else GAP_8), px(GAP_4)))
        if roomy:
            for line in self._why:
                line.pack(anchor="w")
            self._avatar.pack(side="left")
            self._shown_nick.pack(anchor="w", padx=px(GAP_16), pady=(px(GAP_12), 0))
            self._shown_tip.pack(anchor="w", padx=px(GAP_16))
            self._preview.pack(anchor="w", fill="x", pady=px(GAP_12))
        self._nick_label.pack(anchor="w", pady=(px(GAP_4), px(GAP_4)))
        self.field.pack(fill="x")
        self.rule.pack(anchor="w", pady=(px(GAP_4), px(GAP_8)))
        self._theme_label.pack(anchor="w", pady=(0, px(GAP_8)))
        self.themes.pack(anchor="w", pady=(0, px(GAP_16 if roomy else GAP_8)))
        self._language_label.pack(anchor="w", pady=(0, px(GAP_8)))
        self.languages.pack(anchor="w", pady=(0, px(GAP_16)))
        self.next.pack(fill="x", pady=(px(GAP_8), 0))

    def _relabel(self) -> None:
        say = self.speech.say
        self.step.say(say(Word.STEP_1))
        self._brand.say(say(Word.APP))
        self._title.say(say(Word.NICK_TITLE))
        for line, word in zip(self._why, (Word.NICK_WHY_1, Word.NICK_WHY_2), strict=True):
            line.say(say(word))
        self._shown_tip.say(say(Word.NICK_PREVIEW))
        self._nick_label.say(say(Word.NICK))
        self._theme_label.say(say(Word.THEME))
        words = (Word.THEME_SYSTEM, Word.THEME_LIGHT, Word.THEME_DARK)
        self.themes.set_options([(theme.value, say(word)) for theme, word in zip(Theme, words, strict=True)])
        self._language_label.say(say(Word.LANGUAGE))
        self.next.set_text(say(Word.NEXT))
        self._typed()

    def _nick(self) -> str:
        return normalize_name(self.field.get().strip())

    def _typed(self) -> None:
        """Show the avatar of what is typed, and what is wrong with it; an empty field is no fault yet."""
        nick = self._nick()
        fault = check_nick(nick, max_chars=NICK_LIMIT)
        self._avatar.set_name(nick or "?")
        self._shown_nick.say(nick or self.speech.say(Word.NICK_NONE), "text" if nick else "faint")
        if fault is not None and (nick or self._tried):
            self.rule.say(say_nick_fault(self.speech, fault), "danger")
            self.field.set_fault(True)
        else:
            self.rule.say(self.speech.say(Word.NICK_RULES, limit=NICK_LIMIT), "sub")
            self.field.set_fault(False)

    def _return_pressed(self, _event: "tk.Event[tk.Misc]") -> str:
        # The last syllable's own key may still be on its way to the entry: read it when Tk is idle.
        self.overlay.after_idle(self._finish)
        return "break"

    def _finish(self) -> None:
        if not self.overlay.winfo_exists():
            return
        nick = self._nick()
        self._tried = True
        self._typed()
        if check_nick(nick, max_chars=NICK_LIMIT) is None:
            self._commands.done(nick)
        else:
            self.field.entry.focus_set()

    def _choose_theme(self, key: str) -> None:
        self._commands.theme(Theme(key))

    def _choose_language(self, key: str) -> None:
        self._commands.language("en" if key == "en" else "ko")
