"""The ground under every drawn widget: a Canvas that redraws itself once per turn when something changed."""

import tkinter as tk

from malmadang.desktop.skin import Skin


class Drawn(tk.Canvas):
    """A widget drawn from tokens; a subclass draws in `draw` and says its size in `wanted`.

    Args:
        ground: token of the surface that the widget lies on.
        takes_focus: whether Tab comes here.
    """

    def __init__(self, parent: tk.Misc, skin: Skin, *, ground: str = "bg", takes_focus: bool = False) -> None:
        super().__init__(
            parent, highlightthickness=0, borderwidth=0, takefocus=takes_focus, width=1, height=1
        )
        self.skin = skin
        self.ground = ground
        self.focused = False
        self._job: str | None = None
        self.configure(background=skin.colour(ground))
        self.bind("<Configure>", lambda _event: self.redraw_soon(), add=True)
        self.bind("<Destroy>", self._forget, add=True)
        if takes_focus:
            self.bind("<FocusIn>", lambda _event: self._set_focused(True), add=True)
            self.bind("<FocusOut>", lambda _event: self._set_focused(False), add=True)
        skin.watch(self, self.restyle)

    def wanted(self) -> tuple[int, int]:
        """Return the width and height the widget asks for; 0 leaves that side to the layout."""
        return 0, 0

    def clear(self) -> None:
        """Take away what `draw` draws anew: everything, where a subclass does not know better."""
        self.delete("all")

    def draw(self) -> None:
        """Draw everything on the empty canvas."""

    def restyle(self) -> None:
        """Take the skin's new colours and sizes."""
        self.configure(background=self.skin.colour(self.ground))
        self.fit()

    def fit(self) -> None:
        """Ask for the wanted size again and redraw."""
        width, height = self.wanted()
        if width:
            self.configure(width=width)
        if height:
            self.configure(height=height)
        self.redraw_soon()

    def set_ground(self, token: str) -> None:
        """Lie on another surface."""
        if token != self.ground:
            self.ground = token
            self.restyle()

    def redraw_soon(self) -> None:
        """Redraw when Tk is idle, once however often this is called."""
        if self._job is None:
            self._job = self.after_idle(self.redraw_now)

    def redraw_now(self) -> None:
        """Redraw at once."""
        if self._job is not None:
            self.after_cancel(self._job)
            self._job = None
        self.clear()
        self.draw()

    def _set_focused(self, focused: bool) -> None:
        self.focused = focused
        self.redraw_soon()

    def _forget(self, event: "tk.Event[tk.Misc]") -> None:
        if event.widget is self and self._job is not None:
            self.after_cancel(self._job)
            self._job = None
