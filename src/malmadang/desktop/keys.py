"""The one map of the keyboard. Input methods keep theirs: Hangul, Shift+Space, Ctrl+Space, right Alt, F9."""

import tkinter as tk
from collections.abc import Callable, Mapping
from enum import Enum


class Key(Enum):
    """What keys do, by their Tk names; `Mod` is Ctrl, on a Mac Cmd."""

    FIND_ROOM = ("<Mod-k>", "<Mod-K>")
    PREVIOUS_ROOM = ("<Alt-Up>",)
    NEXT_ROOM = ("<Alt-Down>",)
    PREVIOUS_UNREAD = ("<Alt-Shift-Up>",)
    NEXT_UNREAD = ("<Alt-Shift-Down>",)
    PAGE_UP = ("<Prior>",)
    PAGE_DOWN = ("<Next>",)
    OLDEST = ("<Mod-Home>",)
    NEWEST = ("<Mod-End>",)
    ESCAPE = ("<Escape>",)
    NEXT_PART = ("<F6>",)
    PREVIOUS_PART = ("<Shift-F6>",)
    HELP = ("<F1>",)
    MEMBERS = ("<Mod-Shift-M>", "<Mod-Shift-m>")
    ROOMS = ("<Mod-b>", "<Mod-B>")
    LOOK = ("<Mod-Shift-L>", "<Mod-Shift-l>")
    THEME = ("<Mod-Shift-D>", "<Mod-Shift-d>")
    LARGER = ("<Mod-plus>", "<Mod-equal>", "<Mod-KP_Add>")
    SMALLER = ("<Mod-minus>", "<Mod-KP_Subtract>")
    ORIGINAL_SIZE = ("<Mod-Key-0>", "<Mod-KP_0>")
    COPY_ROOM = ("<Mod-Shift-C>", "<Mod-Shift-c>")
    SETTINGS = ("<Mod-comma>",)
    EMOJI = ("<Mod-e>", "<Mod-E>")
    FIND = ("<Mod-f>", "<Mod-F>")
    FIND_EVERYWHERE = ("<Mod-Shift-F>", "<Mod-Shift-f>")
    GAME = ("<Mod-g>", "<Mod-G>")
    CLOSE_TALK = ("<Mod-w>", "<Mod-W>")
    QUIT = ("<Mod-q>", "<Mod-Q>")


TAG = "MalmadangKeys"
"""Bind tag that stands before the widget's own class, so that Tk's text does not act on these keys first."""


class KeyMap:
    """Binds the keys of a window; `attach` puts them before a widget's own.

    Args:
        actions: what each key does; one that answers False leaves the key to the widget.
        room: called with 1 to 9 on Ctrl and a digit.
        mute: whether a card is in front, which leaves the window only its sizes and Quit.
    """

    def __init__(
        self,
        root: tk.Misc,
        actions: Mapping[Key, Callable[[], object]],
        *,
        room: Callable[[int], None],
        mute: Callable[[], bool],
    ) -> None:
        self._root = root
        self._mute = mute
        mod = "Command" if root.tk.call("tk", "windowingsystem") == "aqua" else "Control"
        always = {Key.LARGER, Key.SMALLER, Key.ORIGINAL_SIZE, Key.THEME, Key.QUIT}
        for key, action in actions.items():
            for sequence in key.value:
                self._bind(sequence.replace("Mod", mod), action, always=key in always)
        for number in range(1, 10):
            self._bind(f"<{mod}-Key-{number}>", lambda number=number: room(number), always=False)  # type: ignore[misc]  # a default as closure
        self.attach(root)

    def attach(self, widget: tk.Misc) -> None:
        """Let a widget and everything in it hear these keys before its own."""
        waiting = [widget]
        while waiting:
            one = waiting.pop()
            tags = one.bindtags()
            if TAG not in tags:
                one.bindtags((TAG, *tags))
            waiting.extend(one.winfo_children())

    def _bind(self, sequence: str, action: Callable[[], object], *, always: bool) -> None:
        def run(_event: "tk.Event[tk.Misc]") -> str | None:
            if not always and self._mute():
                return None
            return None if action() is False else "break"

        self._root.bind_class(TAG, sequence, run)
        # Where the tag is not, in cards: after the widget's own.
        self._root.bind(sequence, run)
