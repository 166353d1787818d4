"""The look in force in one window: theme, scale, fonts and pictures, and who must be told when it changes."""

import tkinter as tk
from collections.abc import Callable

from malmadang.desktop.fonts import FontBook
from malmadang.desktop.pictures import Pictures
from malmadang.desktop.systemtheme import system_is_dark
from malmadang.desktop.tokens import DARK, LIGHT, SCALE_MAX, SCALE_MIN, Palette, Role, Theme


class Skin:
    """Everything a widget asks before it draws; one for each root window.

    Args:
        root: the root window.
        theme: SYSTEM asks the desktop once, at the start and whenever SYSTEM is chosen again.
        percent: scale of all sizes, 80 to 200.
    """

    def __init__(self, root: tk.Misc, *, theme: Theme = Theme.SYSTEM, percent: int = 100) -> None:
        self.root = root
        self.theme = theme
        self.percent = _within(percent)
        self.palette: Palette = _palette_of(theme)
        self.fonts = FontBook(root, self.percent)
        self.pictures = Pictures(root)
        self._watchers: dict[str, Callable[[], None]] = {}

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in force."""
        return self.palette is DARK

    def px(self, size: float) -> int:
        """Return a size of the design (pixels at 100 %) in pixels of this screen."""
        return round(size * self.percent / 100)

    def colour(self, token: str) -> str:
        """Return a token's colour in the theme in force."""
        return self.palette.colour(token)

    def line(self, role: Role) -> int:
        """Return a role's line height."""
        return self.fonts.line(role)

    def watch(self, widget: tk.Misc, changed: Callable[[], None]) -> None:
        """Call back after every change of theme or scale, until the widget is destroyed."""
        key = str(widget)
        self._watchers[key] = changed

        def forget(event: "tk.Event[tk.Misc]") -> None:
            if event.widget is widget:
                self._watchers.pop(key, None)

        widget.bind("<Destroy>", forget, add=True)

    def set_theme(self, theme: Theme) -> None:
        """Change the theme of the whole window, without a restart."""
        self.theme = theme
        palette = _palette_of(theme)
        if palette is not self.palette:
            self.palette = palette
            self._tell()

    def set_percent(self, percent: int) -> None:
        """Change the scale of the whole window."""
        percent = _within(percent)
        if percent != self.percent:
            self.percent = percent
            self.fonts.rescale(percent)
            self._tell()

    def _tell(self) -> None:
        for changed in list(self._watchers.values()):
            changed()


def _within(percent: int) -> int:
    return max(SCALE_MIN, min(SCALE_MAX, percent))


def _palette_of(theme: Theme) -> Palette:
    dark = system_is_dark() if theme is Theme.SYSTEM else theme is Theme.DARK
    return DARK if dark else LIGHT
