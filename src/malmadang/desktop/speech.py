"""The language in force in one window, and who must be told when it changes."""

import re
import tkinter as tk
from collections.abc import Callable

from malmadang.clientcore.korean import attach
from malmadang.clientcore.settings import Language
from malmadang.desktop.phrases import Word

_FIELD = re.compile(r"\{(\w+)(?:\|([^}]+))?\}")


def fill(template: str, **fields: str | int) -> str:
    """Put fields into a sentence: `{who}` as it is, `{who|이/가}` with the particle that fits it.

    Raises:
        KeyError: the sentence names a field that is not given.
    """
    return _FIELD.sub(
        lambda found: attach(str(fields[found[1]]), found[2]) if found[2] else str(fields[found[1]]), template
    )


class Speech:
    """What every widget asks for its words; one for each window.

    Attributes:
        language: in force now.
    """

    def __init__(self, language: Language = "ko") -> None:
        self.language: Language = language
        self._watchers: dict[str, Callable[[], None]] = {}

    def say(self, word: Word, **fields: str | int) -> str:
        """Return the words in the language in force, with the fields filled in."""
        korean, english = word.value
        return fill(korean if self.language == "ko" else english, **fields)

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
