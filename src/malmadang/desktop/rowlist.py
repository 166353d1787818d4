"""A list of drawn rows (rooms, members, offers): only those in view exist; mouse, wheel, keys choose."""

import tkinter as tk
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

import msgspec

from malmadang.desktop.drawn import Drawn
from malmadang.desktop.inputs import bind_wheel, is_letter
from malmadang.desktop.rowpaint import ListRow, RowLook, paint_row
from malmadang.desktop.scrollbar import Scrollbar
from malmadang.desktop.skin import Skin


class RowCommands(msgspec.Struct, frozen=True):
    """What a list calls.

    Attributes:
        choose: a row was clicked, or Enter pressed on it; gets its key.
        menu: the right button (or Shift+F10) on a row; gets key, x and y on the screen.
        typed: a letter was typed while the list had the focus; it belongs to the composer.
    """

    choose: Callable[[str], None]
    menu: Callable[[str, int, int], None] | None = None
    typed: Callable[[str], None] | None = None


class _Rows(Drawn):
    """The canvas of a RowList."""

    def __init__(self, owner: "RowList", skin: Skin, ground: str) -> None:
        super().__init__(owner, skin, ground=ground, takes_focus=True)
        self._owner = owner

    def clear(self) -> None:
        """Keep what is there: most changes are of one row."""

    def draw(self) -> None:
        """Draw the rows in view."""
        self._owner.paint()


class RowList(tk.Frame):
    """A scrolled list of rows with one chosen row and a pointed one.

    Args:
        look: sizes of the rows: ROOM_ROWS, MEMBER_ROWS, OFFER_ROWS.
        commands: what to call.
        ground: token of the surface.
    """

    def __init__(
        self, parent: tk.Misc, skin: Skin, look: RowLook, commands: RowCommands, *, ground: str = "side"
    ) -> None:
        super().__init__(parent, background=skin.colour(ground), borderwidth=0, highlightthickness=0)
        self.skin, self.look, self.ground = skin, look, ground
        self.rows: tuple[ListRow, ...] = ()
        self.chosen: str | None = None
        self.current = -1
        self.pointed = -1
        self._commands = commands
        self._tops: list[int] = [0]
        self._offset = 0
        self._painted: dict[int, tuple[object, ...]] = {}
        self._width = 0
        self.canvas = _Rows(self, skin, ground)
        self.bar = Scrollbar(self.canvas, skin, self._scroll_command, ground=ground)
        self.canvas.pack(fill="both", expand=True)
        self._listen()
        skin.watch(self, self._restyle)

    def _listen(self) -> None:
        canvas = self.canvas
        canvas.bind("<Motion>", lambda event: self._point(self._at(event.y)))
        canvas.bind("<Leave>", lambda _event: self._point(-1))
        canvas.bind("<ButtonRelease-1>", self._click)
        canvas.bind("<ButtonPress-1>", lambda _event: canvas.focus_set())
        for button in ("<Button-3>", "<Button-2>", "<Control-Button-1>"):
            canvas.bind(button, self._menu_at)
        canvas.bind("<Shift-F10>", lambda _event: self._menu_of_current())
        bind_wheel(canvas, lambda pixels: self.scroll(self.skin.px(pixels)))
        moves = {"<Up>": -1, "<Down>": 1, "<Prior>": -8, "<Next>": 8, "<Home>": -(10**6), "<End>": 10**6}
        for key, by in moves.items():
            canvas.bind(key, lambda _event, by=by: self._move(by))  # type: ignore[misc]  # a default as closure
        for key in ("<Return>", "<KP_Enter>"):
            canvas.bind(key, lambda _event: self._choose_current())
        canvas.bind("<Key>", self._key)

    def show(self, rows: Sequence[ListRow], chosen: str | None = None) -> None:
        """Show these rows from now on, keeping the place; `chosen` is the key of the marked row."""
        current = self.rows[self.current].key if 0 <= self.current < len(self.rows) else None
        self.rows = tuple(rows)
        self.chosen = chosen
        self.current = next((at for at, row in enumerate(self.rows) if row.key == current), -1)
        self._measure()
        self.canvas.redraw_soon()

    def move_current(self, by: int) -> None:
        """Move the keyboard's row, as Up and Down do; for lists steered from a text field."""
        self._move(by)

    def set_current(self, key: str | None) -> None:
        """Put the keyboard's row on a key."""
        self.current = next((at for at, row in enumerate(self.rows) if row.key == key), -1)
        self._reveal()

    @property
    def current_key(self) -> str | None:
        """Key of the keyboard's row."""
        return self.rows[self.current].key if 0 <= self.current < len(self.rows) else None

    @property
    def content_height(self) -> int:
        """Height of all rows together, in pixels."""
        return self._tops[-1]

    def scroll(self, pixels: int) -> None:
        """Move the rows up by so many pixels of this screen."""
        room = max(0, self._tops[-1] - self.canvas.winfo_height())
        offset = max(0, min(room, self._offset + pixels))
        if offset != self._offset:
            self._offset = offset
            self.canvas.redraw_soon()

    def paint(self) -> None:
        """Bring the rows in view up to date, drawing only what differs; called by the canvas itself."""
        canvas = self.canvas
        width, height = canvas.winfo_width(), canvas.winfo_height()
        if width != self._width:
            self._forget_paint()
            self._width = width
        self._offset = max(0, min(self._offset, self._tops[-1] - height))
        first = max(0, bisect_right(self._tops, self._offset) - 1)
        end = min(len(self.rows), bisect_left(self._tops, self._offset + height))
        for at in [at for at in self._painted if not first <= at < end]:
            canvas.delete(f"row{at}")
            del self._painted[at]
        # From below, so that a new row goes under the next one: the drawing stays in the order of the rows.
        for at in range(end - 1, first - 1, -1):
            self._paint_one(at, width, has_next=at + 1 < end)
        self._show_bar(height)

    def _paint_one(self, at: int, width: int, *, has_next: bool) -> None:
        canvas, row, tag = self.canvas, self.rows[at], f"row{at}"
        top, chosen, pointed = self._tops[at] - self._offset, row.key == self.chosen, at == self.pointed
        current = at == self.current and canvas.focused
        state = (row, top, chosen, pointed, current)
        if self._painted.get(at) == state:
            return
        canvas.delete(tag)
        paint_row(
            canvas,
            self.skin,
            row,
            self.look,
            top=top,
            width=width,
            ground=self.ground,
            chosen=chosen,
            pointed=pointed,
            current=current,
            tags=tag,
        )
        following = f"row{at + 1}"
        if has_next and canvas.find_withtag(following):  # a heading in a narrow column draws nothing
            canvas.tag_lower(tag, following)
        self._painted[at] = state

    def _forget_paint(self) -> None:
        self.canvas.delete("all")
        self._painted.clear()

    def _show_bar(self, height: int) -> None:
        total = self._tops[-1]
        if total > height > 1:
            self.bar.set(self._offset / total, (self._offset + height) / total)
            self.bar.place(relx=1.0, y=0, relheight=1, anchor="ne")
        else:
            self.bar.place_forget()

    def _measure(self) -> None:
        px, look = self.skin.px, self.look
        heights = (px(look.heading) if row.heading else px(look.height + look.gap) for row in self.rows)
        self._tops = list(accumulate(heights, initial=0))

    def _restyle(self) -> None:
        self.configure(background=self.skin.colour(self.ground))
        self._measure()
        self._forget_paint()
        self.canvas.redraw_soon()

    def _scroll_command(self, what: str, *rest: object) -> None:
        if what == "moveto":
            self.scroll(round(float(str(rest[0])) * self._tops[-1]) - self._offset)
        else:
            self.scroll(int(str(rest[0])) * self.canvas.winfo_height() * 9 // 10)

    def _at(self, y: int) -> int:
        """Return the index of the row at a height of the canvas, or -1 (headings are no rows)."""
        at = bisect_right(self._tops, y + self._offset) - 1
        return at if 0 <= at < len(self.rows) and not self.rows[at].heading else -1

    def _point(self, at: int) -> None:
        if at != self.pointed:
            self.pointed = at
            self.canvas.configure(cursor="hand2" if at >= 0 else "")
            self.canvas.redraw_soon()

    def _click(self, event: "tk.Event[tk.Misc]") -> None:
        at = self._at(event.y)
        if at >= 0:
            self.current = at
            self.canvas.redraw_soon()
            self._commands.choose(self.rows[at].key)

    def _menu_at(self, event: "tk.Event[tk.Misc]") -> None:
        at = self._at(event.y)
        if at >= 0 and self._commands.menu is not None:
            self._commands.menu(self.rows[at].key, event.x_root, event.y_root)

    def _menu_of_current(self) -> None:
        key = self.current_key
        if key is not None and self._commands.menu is not None:
            y = self.canvas.winfo_rooty() + self._tops[self.current] - self._offset
            self._commands.menu(key, self.canvas.winfo_rootx() + self.skin.px(40), y + self.skin.px(20))

    def _move(self, by: int) -> str:
        places = [at for at, row in enumerate(self.rows) if not row.heading]
        if not places:
            return "break"
        if self.current < 0:
            now = next((n for n, at in enumerate(places) if self.rows[at].key == self.chosen), -1)
            by = by if now >= 0 else max(by, 1)
        else:
            now = places.index(self.current)
        self.current = places[max(0, min(len(places) - 1, now + by))]
        self._reveal()
        return "break"

    def _reveal(self) -> None:
        if self.current >= 0:
            top, bottom = self._tops[self.current], self._tops[self.current + 1]
            height = self.canvas.winfo_height()
            if top < self._offset:
                self._offset = top
            elif bottom > self._offset + height:
                self._offset = bottom - height
        self.canvas.redraw_soon()

    def _choose_current(self) -> str:
        key = self.current_key
        if key is not None:
            self._commands.choose(key)
        return "break"

    def _key(self, event: "tk.Event[tk.Misc]") -> None:
        if self._commands.typed is not None and is_letter(event, self):
            self._commands.typed(event.char)
