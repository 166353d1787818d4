"""The keyboard in the messages: paging, going from message to message, and what is done with one."""

import tkinter as tk
from collections.abc import Callable
from typing import TYPE_CHECKING

from malmadang.desktop.inputs import is_letter

if TYPE_CHECKING:  # the view owns its keys
    from malmadang.desktop.roomview import RoomView


class RoomKeys:
    """Listens to the canvas of a message view."""

    def __init__(self, view: "RoomView") -> None:
        self.view = view
        keys: dict[str, Callable[[], object]] = {
            "<Prior>": lambda: view.page(-1),
            "<Next>": lambda: view.page(1),
            "<Up>": lambda: self._step(-1),
            "<Down>": lambda: self._step(1),
            "<Home>": view.to_top,
            "<End>": view.to_bottom,
            "<Return>": lambda: self._press("reply"),
            "<KP_Enter>": lambda: self._press("reply"),
            "<space>": lambda: self._press("react"),
            "<Delete>": lambda: self._press("delete"),
            "<Shift-F10>": lambda: self._press("more"),
            "<Menu>": lambda: self._press("more"),
        }
        for key, command in keys.items():
            view.canvas.bind(key, _handler(command))
        view.canvas.bind("<Key>", self._typed, add=True)

    def _step(self, by: int) -> None:
        """Make the next message the current one, and bring it into view; below the last one, go down."""
        view, canvas = self.view, self.view.canvas
        seen = canvas.stack.between(canvas.top, canvas.top + canvas.winfo_height())
        at = view.focus_row.step(by, last_seen=max(seen, default=-1))
        if at < 0:
            view.focus_row.leave()
            if by > 0:
                view.to_bottom()
            return
        top, bottom = canvas.stack.tops[at], canvas.stack.tops[at + 1]
        if top < canvas.top:
            view.scroll(top - canvas.top)
        elif bottom > canvas.top + canvas.winfo_height():
            view.scroll(bottom - canvas.top - canvas.winfo_height())
        # The layout of what came into view may have moved it.
        view.focus_row.repaint()

    def _press(self, key: str) -> None:
        canvas, row = self.view.canvas, self.view.focus_row.row
        at = canvas.stack.find(row) if row else -1
        if at < 0:
            return
        y = canvas.winfo_rooty() + max(0, canvas.stack.tops[at] - canvas.top) + self.view.skin.px(24)
        self.view.press_bar(key, canvas.winfo_rootx() + self.view.skin.px(80), y)

    def _typed(self, event: "tk.Event[tk.Misc]") -> None:
        typed = self.view.commands.typed
        if typed is not None and is_letter(event, self.view):
            typed(event.char)


def _handler(command: Callable[[], object]) -> Callable[["tk.Event[tk.Misc]"], str]:
    def run(_event: "tk.Event[tk.Misc]") -> str:
        command()
        return "break"

    return run
