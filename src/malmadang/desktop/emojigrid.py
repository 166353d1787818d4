"""A scrolled grid of emoji, eight in a row under headings; only the rows in view are drawn."""

import tkinter as tk
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

import msgspec

from malmadang.desktop.drawn import Drawn
from malmadang.desktop.emojinames import EmojiName
from malmadang.desktop.inputs import bind_wheel
from malmadang.desktop.scrollbar import Scrollbar
from malmadang.desktop.shapes import draw_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import RADIUS_BUTTON, Role

COLUMNS, CELL, _HEADING = 8, 36, 30


class _Line(msgspec.Struct, frozen=True, gc=False):
    """A heading, or up to eight emoji; `first` is the number of the first of them."""

    title: str
    emoji: tuple[EmojiName, ...] = ()
    first: int = 0


class EmojiGrid(Drawn):
    """The grid.

    Args:
        take: an emoji was chosen.
        named: another one is marked or pointed at.
    Attributes:
        at: number of the marked emoji.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        *,
        take: Callable[[EmojiName], None],
        named: Callable[[EmojiName | None], None],
    ) -> None:
        super().__init__(parent, skin)
        self.emoji: list[EmojiName] = []
        self.at = 0
        self._take, self._named = take, named
        self._lines: list[_Line] = []
        self._tops = [0]
        self._offset = 0
        self.bar = Scrollbar(self, skin, self._bar_moved)
        self.bind("<Motion>", lambda event: self._point(self._under(event.x, event.y)))
        self.bind("<ButtonRelease-1>", lambda event: self._choose(self._under(event.x, event.y)))
        bind_wheel(self, lambda pixels: self.scroll(skin.px(pixels)))

    def show(self, sections: Sequence[tuple[str, Sequence[EmojiName]]]) -> None:
        """Show these from the top: (heading, emoji); a heading of "" takes no room."""
        self.emoji, self._lines = [], []
        for title, group in sections:
            if title and group:
                self._lines.append(_Line(title))
            for start in range(0, len(group), COLUMNS):
                part = tuple(group[start : start + COLUMNS])
                self._lines.append(_Line("", part, len(self.emoji)))
                self.emoji += part
        self.at, self._offset = 0, 0
        self.restyle()
        self._named(self.emoji[0] if self.emoji else None)

    def restyle(self) -> None:
        """Take the skin's new sizes."""
        px = self.skin.px
        heights = (px(_HEADING if line.title else CELL) for line in self._lines)
        self._tops = list(accumulate(heights, initial=0))
        super().restyle()

    def move(self, columns: int, rows: int) -> None:
        """Mark another emoji; a row up or down keeps the column as far as it can."""
        if not self.emoji:
            return
        if columns:
            self.at = max(0, min(len(self.emoji) - 1, self.at + columns))
        else:
            lines = [line for line in self._lines if line.emoji]
            now = next(n for n, line in enumerate(lines) if self.at < line.first + len(line.emoji))
            column = self.at - lines[now].first
            line = lines[max(0, min(len(lines) - 1, now + rows))]
            self.at = line.first + min(column, len(line.emoji) - 1)
        self._reveal()
        self._named(self.emoji[self.at])
        self.redraw_soon()

    def take_marked(self) -> None:
        """Choose the marked emoji."""
        self._choose(self.at)

    def scroll(self, pixels: int) -> None:
        """Move the rows up by so many pixels of this screen."""
        room = max(0, self._tops[-1] - self.winfo_height())
        self._offset = max(0, min(room, self._offset + pixels))
        self.redraw_soon()

    def draw(self) -> None:
        """Draw the rows in view."""
        px, height = self.skin.px, self.winfo_height()
        n = max(0, bisect_right(self._tops, self._offset) - 1)
        while n < len(self._lines) and self._tops[n] < self._offset + height:
            line, top = self._lines[n], self._tops[n] - self._offset
            if line.title:
                font, ink = self.skin.fonts.font(Role.SMALL_BOLD), self.skin.colour("sub")
                self.create_text(px(6), top + px(18), anchor="w", text=line.title, font=font, fill=ink)
            for column, emoji in enumerate(line.emoji):
                self._cell(emoji, column, top, marked=line.first + column == self.at)
            n += 1
        total = self._tops[-1]
        if total > height > 1:
            self.bar.set(self._offset / total, (self._offset + height) / total)
            self.bar.place(relx=1.0, y=0, relheight=1, anchor="ne")
        else:
            self.bar.place_forget()

    def _cell(self, emoji: EmojiName, column: int, top: int, *, marked: bool) -> None:
        size = self.skin.px(CELL)
        if marked:
            box = (column * size, top, size, size)
            draw_box(self, self.skin, box, self.skin.px(RADIUS_BUTTON), self.skin.colour("sel"))
        picture = self.skin.pictures.emoji(emoji.text, self.skin.px(24))
        if picture is not None:
            self.create_image(column * size + size // 2, top + size // 2, image=picture)

    def _under(self, x: int, y: int) -> int:
        n = bisect_right(self._tops, y + self._offset) - 1
        if not 0 <= n < len(self._lines):
            return -1
        line, column = self._lines[n], x // self.skin.px(CELL)
        return line.first + column if 0 <= column < len(line.emoji) else -1

    def _point(self, at: int) -> None:
        self.configure(cursor="hand2" if at >= 0 else "")
        if at >= 0 and at != self.at:
            self.at = at
            self._named(self.emoji[at])
            self.redraw_soon()

    def _choose(self, at: int) -> None:
        if 0 <= at < len(self.emoji):
            self._take(self.emoji[at])

    def _reveal(self) -> None:
        n = next(n for n, line in enumerate(self._lines) if self.at < line.first + len(line.emoji))
        top, bottom = self._tops[n], self._tops[n + 1]
        if n == 1 and self._lines[0].title:
            top = 0
        height = self.winfo_height()
        if top < self._offset:
            self._offset = top
        elif bottom > self._offset + height:
            self._offset = bottom - height

    def _bar_moved(self, what: str, amount: float, _unit: str = "") -> None:
        if what == "moveto":
            self.scroll(round(float(amount) * self._tops[-1]) - self._offset)
        else:
            self.scroll(int(amount) * self.winfo_height() * 9 // 10)
