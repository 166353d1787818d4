"""Mouse actions that take a text away wait until the input method has handed over its last syllable."""

import tkinter as tk
from collections.abc import Callable

from malmadang.desktop.fakereturn import FakeReturn

_PATIENCE_MS = 400
"""A key that has not come by then will not: another program has the keyboard."""
_LATE_MS = 2000
"""A key that comes later than that is the person's own."""


class Committing:
    """Presses a Return for each action, and tells these from the person's own.

    Args:
        text: the widget that is composed in.
    """

    def __init__(self, text: tk.Text) -> None:
        self.key = FakeReturn(text)
        self._text = text
        self._waiting: list[Callable[[], None]] = []
        self._late = 0

    def then(self, action: Callable[[], None]) -> None:
        """Have the syllable under way committed, then act; at once where nothing can be under way."""
        if not self.key.available or self._text.focus_get() is not self._text:
            action()
            return
        self._waiting.append(action)
        self.key.press()
        self._text.after(_PATIENCE_MS, self._overdue, action)

    def took(self) -> bool:
        """Take a Return that has arrived, where it is one of ours; the action follows when Tk is idle."""
        if self._waiting:
            # The syllable's own key came before this one; the text has it when Tk is idle.
            self._text.after_idle(self._waiting.pop(0))
            return True
        if self._late:
            self._late -= 1
            return True
        return False

    def close(self) -> None:
        """Press no more."""
        self.key.close()

    def _overdue(self, action: Callable[[], None]) -> None:
        if any(one is action for one in self._waiting):
            self._waiting.remove(action)
            self._late += 1
            self._text.after(_LATE_MS, self._forgive)
            action()

    def _forgive(self) -> None:
        self._late = max(0, self._late - 1)
