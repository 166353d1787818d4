"""A box over the window: a field with a list under it, gone by Esc or a click elsewhere."""

import tkinter as tk
from collections.abc import Callable

from malmadang.desktop.kit import Field, ListRow, RoundedBox, RowCommands, RowList, RowLook, Skin
from malmadang.desktop.tokens import GAP_8


class Finder:
    """A field with a list under it; arrows move, Enter takes, Esc closes.

    Args:
        root: the window it floats over.
        find: what is typed -> rows, the nearest first.
        take: the key of the row that was chosen.
        closed: it has gone away.
        width: at 100 %; `height` of the whole box.
    """

    def __init__(
        self,
        root: tk.Misc,
        skin: Skin,
        look: RowLook,
        *,
        placeholder: str,
        find: Callable[[str], list[ListRow]],
        take: Callable[[str], None],
        closed: Callable[[], None],
        width: int = 480,
        height: int = 420,
    ) -> None:
        self._root, self.skin = root, skin
        self._find, self._take, self._closed = find, take, closed
        self.box = RoundedBox(root, skin, padding=GAP_8)
        self.field = Field(self.box.inner, skin, height=44, placeholder=placeholder, changed=self.refresh)
        self.list = RowList(
            self.box.inner, skin, look, RowCommands(choose=self._chosen, typed=self._typed), ground="bg"
        )
        self.field.pack(fill="x")
        self.list.pack(fill="both", expand=True, pady=(skin.px(GAP_8), 0))
        self._listen()
        across = min(skin.px(width), root.winfo_width() - skin.px(32))
        down = min(skin.px(height), max(skin.px(200), root.winfo_height() - skin.px(96)))
        self.box.place(relx=0.5, y=skin.px(64), anchor="n", width=across, height=down)
        tk.Misc.lift(self.box)
        self.refresh()
        self.field.entry.focus_set()

    def _listen(self) -> None:
        entry = self.field.entry
        for key, by in (("<Up>", -1), ("<Down>", 1), ("<Prior>", -6), ("<Next>", 6)):
            entry.bind(key, lambda _event, by=by: self._step(by))  # type: ignore[misc]  # a default as closure
        for key in ("<Return>", "<KP_Enter>"):
            entry.bind(key, lambda _event: self._return_pressed())
        for widget in (entry, self.list.canvas):
            widget.bind("<Escape>", lambda _event: self._escape())
        self._pressed_id = self._root.winfo_toplevel().bind("<ButtonPress-1>", self._pressed, add=True)

    @property
    def is_open(self) -> bool:
        """Is it still there?"""
        return bool(self.box.winfo_exists())

    def refresh(self) -> None:
        """Find again, as after something else was typed or has come."""
        if not hasattr(self, "list"):
            return  # the field tells of its first text while it is being made
        rows = self._find(self.field.get().strip())
        self.list.show(rows)
        self.list.set_current(next((row.key for row in rows if not row.heading), None))
        self._mark()

    def close(self) -> bool:
        """Take it away; False where it is gone already."""
        if not self.is_open:
            return False
        self.box.destroy()
        self._closed()
        return True

    def _mark(self) -> None:
        self.list.chosen = self.list.current_key
        self.list.canvas.redraw_soon()

    def _step(self, by: int) -> str:
        self.list.move_current(by)
        self._mark()
        return "break"

    def _return_pressed(self) -> str:
        # The last syllable's own key may still be on its way to the entry: read it when Tk is idle.
        self.box.after_idle(self._take_current)
        return "break"

    def _take_current(self) -> None:
        if self.is_open and self.list.current_key is not None:
            self._chosen(self.list.current_key)

    def _chosen(self, key: str) -> None:
        self.close()
        self._take(key)

    def _typed(self, letter: str) -> None:
        self.field.entry.focus_set()
        self.field.entry.insert("insert", letter)

    def _escape(self) -> str:
        self.close()
        return "break"

    def _pressed(self, event: "tk.Event[tk.Misc]") -> None:
        if self.is_open and not str(event.widget).startswith(str(self.box)):
            self.box.after_idle(self.close)
