"""Choices: large cards under each other, of which one is chosen by mouse or arrows."""

import tkinter as tk
from collections.abc import Callable, Sequence

import msgspec

from malmadang.desktop.kit import Drawn, Skin, draw_lined_box
from malmadang.desktop.tokens import RADIUS_CARD, Role

_TALL, _LOW, _GAP = 96, 52, 12


class Choice(msgspec.Struct, frozen=True, gc=False):
    """One card: an emoji, a title, two lines that explain it."""

    key: str
    emoji: str
    title: str
    lines: tuple[str, str]


class Choices(Drawn):
    """The cards; Up and Down move, Enter, Space or a second click takes.

    Args:
        chose: another card is chosen.
        take: the chosen card is what the person wants.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        choices: Sequence[Choice],
        *,
        chose: Callable[[], None],
        take: Callable[[], None],
    ) -> None:
        super().__init__(parent, skin, takes_focus=True)
        self.choices = tuple(choices)
        self.at = 0
        self._low = False
        self._pointed = -1
        self._chose = chose
        self.configure(cursor="hand2")
        for key, by in (("<Up>", -1), ("<Left>", -1), ("<Down>", 1), ("<Right>", 1)):
            self.bind(key, lambda _event, by=by: self.choose(self.at + by))  # type: ignore[misc]  # a default as closure
        for key in ("<Return>", "<KP_Enter>", "<space>", "<Double-Button-1>"):
            self.bind(key, lambda _event: take())
        self.bind("<ButtonPress-1>", self._press)
        self.bind("<Motion>", lambda event: self._point(self._at(event.y)))
        self.bind("<Leave>", lambda _event: self._point(-1))
        self.fit()

    @property
    def chosen(self) -> Choice:
        """The card that is marked."""
        return self.choices[self.at]

    def wanted(self) -> tuple[int, int]:
        """Return the height of all cards; the width is the layout's."""
        px, count = self.skin.px, len(self.choices)
        return 0, count * self._height() + (count - 1) * px(_GAP)

    def set_low(self, low: bool) -> None:
        """Draw cards of one line, where the window has no room for more."""
        if low != self._low:
            self._low = low
            self.fit()

    def choose(self, at: int) -> str:
        """Mark a card, if there is one with that number."""
        if 0 <= at < len(self.choices) and at != self.at:
            self.at = at
            self.redraw_soon()
            self._chose()
        return "break"

    def draw(self) -> None:
        """Draw every card."""
        for at in range(len(self.choices)):
            self._draw_card(at)

    def _draw_card(self, at: int) -> None:
        skin, px, colour = self.skin, self.skin.px, self.skin.colour
        choice, on, height = self.choices[at], at == self.at, self._height()
        top = at * (height + px(_GAP))
        fill = colour("sel" if on else "hover" if at == self._pointed else self.ground)
        line = colour("accent" if on else "border")
        thick = px(2) if on and self.focused else 1
        box = (0, top, self.winfo_width(), height)
        draw_lined_box(self, skin, box, px(RADIUS_CARD), fill=fill, line=line, width=thick)
        size = px(24 if self._low else 36)
        picture = skin.pictures.emoji(choice.emoji, size)
        if picture is not None:
            self.create_image(px(18), top + height // 2, anchor="w", image=picture)
        left = px(72)
        title = skin.fonts.font(Role.MESSAGE_BOLD)
        small = skin.fonts.font(Role.SMALL)
        width = self.winfo_width() - left - px(12)
        words = skin.fonts.cut(choice.title, Role.MESSAGE_BOLD, width)
        y = top + height // 2 if self._low else top + px(26)
        self.create_text(left, y, anchor="w", text=words, font=title, fill=colour("text"))
        if not self._low:
            for row, sentence in enumerate(choice.lines):
                cut = skin.fonts.cut(sentence, Role.SMALL, width)
                y = top + px(50 + 20 * row)
                self.create_text(left, y, anchor="w", text=cut, font=small, fill=colour("sub"))

    def _height(self) -> int:
        return self.skin.px(_LOW if self._low else _TALL)

    def _at(self, y: int) -> int:
        step = self._height() + self.skin.px(_GAP)
        at = y // step
        return at if 0 <= at < len(self.choices) and y % step < self._height() else -1

    def _press(self, event: "tk.Event[tk.Misc]") -> None:
        self.focus_set()
        at = self._at(event.y)
        if at >= 0:
            self.choose(at)

    def _point(self, at: int) -> None:
        if at != self._pointed:
            self._pointed = at
            self.redraw_soon()
