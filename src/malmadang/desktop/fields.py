"""Boxes to type in: Field (one line), RoundedBox (a rounded frame around any widgets)."""

import tkinter as tk
from collections.abc import Callable

from malmadang.desktop.drawn import Drawn
from malmadang.desktop.emoji import readable
from malmadang.desktop.fonts import dies_of_emoji
from malmadang.desktop.shapes import draw_lined_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import RADIUS_CARD, RADIUS_ROW, Role


class _Edge(Drawn):
    """The rounded line and fill behind a box; lies under its siblings."""

    def __init__(
        self, parent: tk.Misc, skin: Skin, *, ground: str, fill: str, line: str, radius: int
    ) -> None:
        super().__init__(parent, skin, ground=ground)
        self.fill, self.line, self.radius, self.thick = fill, line, radius, 1
        self.place(x=0, y=0, relwidth=1, relheight=1)

    def draw(self) -> None:
        skin = self.skin
        box = (0, 0, self.winfo_width(), self.winfo_height())
        draw_lined_box(
            self,
            skin,
            box,
            skin.px(self.radius),
            fill=skin.colour(self.fill),
            line=skin.colour(self.line),
            width=self.thick,
        )


class RoundedBox(tk.Frame):
    """A frame with round corners and a line; put widgets into `inner`.

    Args:
        ground: token of the surface around it; `fill` the token of the surface inside.
        focus_line: token of the line while `set_focused(True)`, `focus_width` its width at 100 %.
        padding: between line and `inner`, at 100 %.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        *,
        ground: str = "bg",
        fill: str = "bg",
        line: str = "border",
        focus_line: str = "accent",
        focus_width: int = 1,
        radius: int = RADIUS_CARD,
        padding: int = 12,
    ) -> None:
        super().__init__(parent, background=skin.colour(ground), borderwidth=0, highlightthickness=0)
        self.skin = skin
        self.ground, self.fill, self.line = ground, fill, line
        self._focus_line, self._focus_width, self._padding = focus_line, focus_width, padding
        self._focused = False
        self.edge = _Edge(self, skin, ground=ground, fill=fill, line=line, radius=radius)
        self.inner = tk.Frame(self, background=skin.colour(fill), borderwidth=0, highlightthickness=0)
        self.inner.pack(fill="both", expand=True)
        skin.watch(self, self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take the skin's new colours and sizes."""
        self.configure(background=self.skin.colour(self.ground))
        self.inner.configure(background=self.skin.colour(self.fill))
        pad = self.skin.px(self._padding)
        self.inner.pack_configure(padx=pad, pady=pad)

    def set_focused(self, focused: bool) -> None:
        """Draw the line of a box that is being typed in, or the usual one."""
        self._focused = focused
        self._apply()

    def set_focus_line(self, token: str) -> None:
        """Draw the line of a box that is being typed in in another colour."""
        self._focus_line = token
        self._apply()

    def set_line(self, token: str) -> None:
        """Draw the usual line in another colour."""
        self.line = token
        self._apply()

    def _apply(self) -> None:
        self.edge.line = self._focus_line if self._focused else self.line
        self.edge.thick = max(1, self.skin.px(self._focus_width)) if self._focused else 1
        self.edge.redraw_soon()


class Field(tk.Frame):
    """One line of text with a rounded border; 2 px accent while it has the focus, `danger` on a fault.

    The placeholder hides on focus, not on the first letter: while a syllable is being composed the entry
    is empty for Tk. The Tk widget is `entry`; bind keys there.

    Args:
        height: in pixels at 100 %.
        placeholder: shown while empty and not focused.
        hint: small word at the right, like a shortcut.
        show: character that stands for every letter, for passwords.
        changed: called after every change of the text.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        *,
        ground: str = "bg",
        height: int = 44,
        role: Role = Role.MESSAGE,
        placeholder: str = "",
        hint: str = "",
        show: str = "",
        radius: int = RADIUS_ROW,
        changed: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent, background=skin.colour(ground), borderwidth=0, highlightthickness=0)
        self.skin, self.ground = skin, ground
        self._height, self._role = height, role
        self._placeholder, self._hint = placeholder, hint
        self._fault = self._focused = False
        self.edge = _Edge(self, skin, ground=ground, fill="bg", line="border", radius=radius)
        self.text = tk.StringVar(self)
        self.entry = tk.Entry(
            self,
            textvariable=self.text,
            show=show,
            font=skin.fonts.font(role),
            relief="flat",
            borderwidth=0,
            highlightthickness=0,
            insertwidth=2,
        )
        self._ghost = tk.Label(self, text=placeholder, font=skin.fonts.font(role), borderwidth=0, anchor="w")
        self._hinted = tk.Label(self, text=hint, font=skin.fonts.font(Role.SMALL), borderwidth=0)
        self.entry.bind("<FocusIn>", lambda _event: self._focus(True), add=True)
        self.entry.bind("<FocusOut>", lambda _event: self._focus(False), add=True)
        self.entry.bind("<Control-a>", lambda _event: self._select_all())
        for label in (self.edge, self._ghost, self._hinted):
            label.bind("<Button-1>", lambda _event: self.entry.focus_set())
        if dies_of_emoji(self):
            self.text.trace_add("write", lambda *_names: self._drop_emoji())
        self.text.trace_add("write", lambda *_names: self._show_ghost())
        if changed is not None:
            self.text.trace_add("write", lambda *_names: changed())
        self.pack_propagate(False)
        skin.watch(self, self.restyle)
        self.restyle()

    def _drop_emoji(self) -> None:
        """Take emoji out before Tk draws them, which it does when it is idle."""
        written = self.text.get()
        if written != readable(written):
            self.text.set(readable(written))

    def get(self) -> str:
        """Return the text as typed."""
        return self.text.get()

    def set(self, text: str) -> None:
        """Replace the text and put the caret behind it."""
        self.text.set(text)
        self.entry.icursor("end")

    def _select_all(self) -> str:
        self.entry.selection_range(0, "end")
        self.entry.icursor("end")
        return "break"

    def set_fault(self, fault: bool) -> None:
        """Mark what is typed as not usable, or not."""
        if fault != self._fault:
            self._fault = fault
            self._edge()

    def set_words(self, placeholder: str, hint: str = "") -> None:
        """Change the placeholder and the hint, as after a change of language."""
        self._placeholder, self._hint = placeholder, hint
        self._ghost.configure(text=placeholder)
        self._hinted.configure(text=hint)
        self._show_ghost()

    def restyle(self) -> None:
        """Take the skin's new colours and sizes."""
        colour, px = self.skin.colour, self.skin.px
        self.configure(background=colour(self.ground), height=px(self._height))
        self.entry.configure(
            background=colour("bg"),
            foreground=colour("text"),
            disabledbackground=colour("bg"),
            disabledforeground=colour("sub"),
            insertbackground=colour("text"),
            selectbackground=colour("accent"),
            selectforeground=colour("accent_fg"),
        )
        self._ghost.configure(background=colour("bg"), foreground=colour("sub"))
        self._hinted.configure(background=colour("bg"), foreground=colour("sub"))
        self._hinted.pack_forget()
        self.entry.pack_forget()
        edge = px(3)
        if self._hint:
            self._hinted.pack(side="right", padx=(0, px(12)), pady=edge)
        self.entry.pack(side="left", fill="both", expand=True, padx=px(13), pady=edge)
        self._show_ghost()
        self._edge()

    def _focus(self, focused: bool) -> None:
        self._focused = focused
        self._show_ghost()
        self._edge()

    def _show_ghost(self) -> None:
        if self._placeholder and not self._focused and not self.text.get():
            self._ghost.place(in_=self.entry, x=0, rely=0.5, anchor="w")
            self._ghost.lift()
        else:
            self._ghost.place_forget()

    def _edge(self) -> None:
        self.edge.line = "danger" if self._fault else "accent" if self._focused else "border"
        self.edge.thick = max(1, self.skin.px(2)) if self._focused or self._fault else 1
        self.edge.redraw_soon()
