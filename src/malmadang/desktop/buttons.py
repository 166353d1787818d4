"""Things to press: Button, Segments (one of several)."""

import tkinter as tk
from collections.abc import Callable, Sequence
from enum import Enum

import msgspec

from malmadang.desktop.drawn import Drawn
from malmadang.desktop.shapes import draw_box, draw_lined_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import RADIUS_BUTTON, RADIUS_ROW, Role


class Kind(Enum):
    """How loudly a button speaks."""

    PRIMARY = "primary"
    SOFT = "soft"
    PLAIN = "plain"
    DANGER = "danger"
    GHOST = "ghost"


class _Colours(msgspec.Struct, frozen=True, gc=False):
    fill: str
    ink: str
    line: str | None
    pointed: str


_KINDS = {
    Kind.PRIMARY: _Colours("accent", "accent_fg", None, "link"),
    Kind.SOFT: _Colours("side2", "text", None, "hover"),
    Kind.PLAIN: _Colours("bg", "text", "border", "hover"),
    Kind.DANGER: _Colours("danger", "accent_fg", None, "danger"),
    Kind.GHOST: _Colours("", "sub", None, "hover"),
}


def draw_focus(
    canvas: tk.Canvas, skin: Skin, box: tuple[int, int, int, int], radius: int, ground: str, tags: str = ""
) -> None:
    """Draw the 2 px focus ring at a box's edge and clear the 2 px inside it; `ground` is a colour."""
    ring = skin.px(2)
    line = skin.colour("accent")
    draw_lined_box(canvas, skin, box, radius, fill=ground, line=line, width=ring, tags=tags)


class Button(Drawn):
    """A button with a word on it, pressed by mouse, Enter or Space.

    Args:
        command: called without arguments; on release of the mouse inside the button.
        height: in pixels at 100 %.
        width: in pixels at 100 %, or 0 for as wide as the word needs.
        stretch: the word stays centred while the layout makes the button wider.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        text: str,
        command: Callable[[], None],
        *,
        kind: Kind = Kind.SOFT,
        ground: str = "bg",
        height: int = 32,
        width: int = 0,
        padding: int = 12,
        role: Role = Role.SMALL_BOLD,
        radius: int = RADIUS_BUTTON,
        takes_focus: bool = True,
    ) -> None:
        super().__init__(parent, skin, ground=ground, takes_focus=takes_focus)
        self.text = text
        self.kind = kind
        self.enabled = True
        self._command = command
        self._height, self._width, self._padding = height, width, padding
        self._role, self._radius = role, radius
        self._pointed = self._down = False
        self.configure(cursor="hand2")
        self.bind("<Enter>", lambda _event: self._point(True))
        self.bind("<Leave>", lambda _event: self._point(False))
        self.bind("<ButtonPress-1>", self._press)
        self.bind("<ButtonRelease-1>", self._release)
        for key in ("<Return>", "<KP_Enter>", "<space>"):
            self.bind(key, lambda _event: self._run())
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the button's size in pixels."""
        skin = self.skin
        needed = skin.fonts.measure(self.text, self._role) + 2 * skin.px(self._padding)
        return max(needed, skin.px(self._width)) if self._width else needed, skin.px(self._height)

    def set_text(self, text: str) -> None:
        """Change the word on the button."""
        if text != self.text:
            self.text = text
            self.fit()

    def set_enabled(self, enabled: bool) -> None:
        """Let the button be pressed, or not."""
        self.enabled = enabled
        self.configure(cursor="hand2" if enabled else "arrow")
        self.redraw_soon()

    def set_command(self, command: Callable[[], None]) -> None:
        """Call something else from now on."""
        self._command = command

    def set_kind(self, kind: Kind) -> None:
        """Change how the button looks."""
        self.kind = kind
        self.redraw_soon()

    def invoke(self) -> None:
        """Press the button, as by a key."""
        self._run()

    def draw(self) -> None:
        """Draw the button in its state."""
        skin, palette = self.skin, self.skin.colour
        width, height = self.winfo_width(), self.winfo_height()
        box, radius = (0, 0, width, height), skin.px(self._radius)
        look = _KINDS[self.kind]
        ink = palette(look.ink) if self.enabled else palette("sub")
        fill = palette((look.pointed if self._pointed and self.enabled else look.fill) or self.ground)
        if not self.enabled and self.kind in {Kind.PRIMARY, Kind.DANGER}:
            fill = palette("side2")
        if self.focused:
            draw_focus(self, skin, box, radius, palette(self.ground))
            gap = 2 * skin.px(2)
            box, radius = (gap, gap, width - 2 * gap, height - 2 * gap), max(2, radius - gap)
        if look.line and not self.focused:
            draw_lined_box(self, skin, box, radius, fill=fill, line=palette(look.line))
        else:
            draw_box(self, skin, box, radius, fill)
        down = 1 if self._down and self._pointed else 0
        font = skin.fonts.font(self._role)
        self.create_text(width / 2, height / 2 + down, text=self.text, font=font, fill=ink)

    def _point(self, pointed: bool) -> None:
        self._pointed = pointed
        self.redraw_soon()

    def _press(self, _event: "tk.Event[tk.Misc]") -> None:
        self._down = self.enabled
        self.redraw_soon()

    def _release(self, event: "tk.Event[tk.Misc]") -> None:
        was_down, self._down = self._down, False
        self.redraw_soon()
        if was_down and 0 <= event.x < self.winfo_width() and 0 <= event.y < self.winfo_height():
            self._run()

    def _run(self) -> str:
        if self.enabled:
            self._command()
        return "break"


class Segments(Drawn):
    """One choice of several, side by side; arrows move it when it has the focus.

    Args:
        options: (key, word) in order.
        chosen: key of the choice at the start.
        command: called with the key whenever the person changes the choice.
        width: of one segment, in pixels at 100 %.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        options: Sequence[tuple[str, str]],
        chosen: str,
        command: Callable[[str], None],
        *,
        ground: str = "bg",
        width: int = 106,
        height: int = 36,
    ) -> None:
        super().__init__(parent, skin, ground=ground, takes_focus=True)
        self.options = tuple(options)
        self.chosen = chosen
        self._command = command
        self._width, self._height = width, height
        self._pointed = -1
        self.configure(cursor="hand2")
        self.bind("<ButtonRelease-1>", lambda event: self._choose(self._at(event.x)))
        self.bind("<Motion>", lambda event: self._point(self._at(event.x)))
        self.bind("<Leave>", lambda _event: self._point(-1))
        self.bind("<Left>", lambda _event: self._step(-1))
        self.bind("<Right>", lambda _event: self._step(1))
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the size of all segments together."""
        count = len(self.options)
        return count * self.skin.px(self._width) + (count - 1) * self.skin.px(8), self.skin.px(self._height)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Change the words, as after a change of language."""
        self.options = tuple(options)
        self.fit()

    def choose(self, key: str) -> None:
        """Show another choice, without calling the command."""
        self.chosen = key
        self.redraw_soon()

    def draw(self) -> None:
        """Draw every segment."""
        skin, colour = self.skin, self.skin.colour
        width, height, radius = skin.px(self._width), self.winfo_height(), skin.px(RADIUS_ROW)
        for at, (key, word) in enumerate(self.options):
            box = (at * (width + skin.px(8)), 0, width, height)
            on = key == self.chosen
            fill = colour("sel" if on else "hover" if at == self._pointed else self.ground)
            line = colour("accent" if on else "border")
            thick = skin.px(2) if on and self.focused else 1
            draw_lined_box(self, skin, box, radius, fill=fill, line=line, width=thick)
            self.create_text(
                box[0] + width / 2,
                height / 2,
                text=word,
                font=skin.fonts.font(Role.SMALL_BOLD),
                fill=colour("link" if on else "text"),
            )

    def _at(self, x: int) -> int:
        step = self.skin.px(self._width) + self.skin.px(8)
        at = x // step
        return at if 0 <= at < len(self.options) and x % step < self.skin.px(self._width) else -1

    def _point(self, at: int) -> None:
        if at != self._pointed:
            self._pointed = at
            self.redraw_soon()

    def _step(self, by: int) -> str:
        keys = [key for key, _word in self.options]
        now = keys.index(self.chosen) if self.chosen in keys else 0
        self._choose(max(0, min(len(keys) - 1, now + by)))
        return "break"

    def _choose(self, at: int) -> None:
        if at < 0:
            return
        self.focus_set()
        key = self.options[at][0]
        if key != self.chosen:
            self.chosen = key
            self.redraw_soon()
            self._command(key)
