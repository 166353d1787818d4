"""The language in force in one window, and who must be told when it changes."""

import tkinter as tk
from collections.abc import Callable

from malmadang.clientcore.settings import Language
from malmadang.desktop.accountphrases import AccountWord
from malmadang.desktop.gamephrases import GameWord
from malmadang.desktop.phrases import Word
from malmadang.wire.josa import fill


class Speech:
    """What every widget asks for its words; one for each window.

    Attributes:
        language: in force now.
    """

    def __init__(self, language: Language = "ko") -> None:
        self.language: Language = language
        self._watchers: dict[str, Callable[[], None]] = {}

    def say(self, word: Word | GameWord | AccountWord, **fields: str | int) -> str:
        """Return the words in the language in force, with the fields filled in."""
        korean, english = word.value
        return fill(korean if self.language == "ko" else english, **fields)

    def say_points(self, count: int) -> str:
        """Return points as they stand behind a player's name."""
        return self.say(GameWord.POINTS, count=count)

    def watch(self, widget: tk.Misc, changed: Callable[[], None]) -> None:
        """Call back after every change of language, until the widget is destroyed."""
        key = str(widget)
        self._watchers[key] = changed

        def forget(event: "tk.Event[tk.Misc]") -> None:
            if event.widget is widget:
                self._watchers.pop(key, None)

        widget.bind("<Destroy>", forget, add=True)

    def set_language(self, language: Language) -> None:
        """Change the language of the whole window, without a restart."""
        if language != self.language:
            self.language = language
            for changed in list(self._watchers.values()):
                changed()
