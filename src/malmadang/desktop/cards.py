"""Card: a question in front of the window, with fields and two buttons; most pop-ups are made of it."""

import tkinter as tk
from collections.abc import Callable

from malmadang.desktop.kit import Button, Field, Kind, Overlay, Segments, Skin
from malmadang.desktop.labels import Label
from malmadang.desktop.tokens import GAP_4, GAP_8, GAP_12, GAP_16, GAP_24, Role

Press = tuple[str, Callable[[], None]]
"""A button's word and what it does."""


class Card:
    """Rows from top to bottom: title, then what is added, then the buttons of `buttons`.

    Args:
        leave: called on Esc, instead of just taking the card away.
        stays: the card cannot be left by Esc.
        step: small line above the title.
    """

    def __init__(
        self,
        root: tk.Misc,
        skin: Skin,
        title: str,
        *,
        leave: Callable[[], None] | None = None,
        stays: bool = False,
        step: str = "",
        width: int = 400,
    ) -> None:
        self.skin = skin
        self.overlay = Overlay(root, skin, width=width, on_escape=None if stays else leave or self.close)
        self.body = self.overlay.body
        self._text_width = width - 64
        self.primary: Button | None = None
        self.secondary: Button | None = None
        if step:
            Label(self.body, skin, step).pack(anchor="w", pady=(0, skin.px(GAP_8)))
        self.title = Label(self.body, skin, title, role=Role.HEADING, token="text", wrap=self._text_width)
        self.title.pack(anchor="w", pady=(0, skin.px(GAP_12)))

    @property
    def is_open(self) -> bool:
        """Is it still there?"""
        return bool(self.overlay.winfo_exists())

    def open(self, first: tk.Misc | None = None) -> None:
        """Show the finished card; the focus goes to `first`, or to the main button."""
        self.overlay.open(first or self.primary or self.body)

    def close(self) -> None:
        """Take the card away."""
        if self.is_open:
            self.overlay.close()

    def then(self, action: Callable[[], None]) -> Callable[[], None]:
        """Return a deed for a button: take the card away, then act."""

        def act() -> None:
            self.close()
            action()

        return act

    def text(self, sentence: str, *, token: str = "sub", role: Role = Role.SMALL) -> Label:
        """Add a sentence, in as many lines as it needs."""
        label = Label(self.body, self.skin, sentence, token=token, role=role, wrap=self._text_width)
        label.pack(anchor="w", fill="x", pady=(0, self.skin.px(GAP_8)))
        return label

    def field(self, label: str, text: str = "", *, placeholder: str = "", secret: bool = False) -> Field:
        """Add a line to type in, named above; Enter in it presses the main button."""
        px = self.skin.px
        Label(self.body, self.skin, label, role=Role.SMALL_BOLD).pack(anchor="w", pady=(0, px(GAP_4)))
        show = "•" if secret else ""
        field = Field(self.body, self.skin, placeholder=placeholder, height=40, show=show)
        field.pack(fill="x", pady=(0, px(GAP_12)))
        field.set(text)
        for key in ("<Return>", "<KP_Enter>"):
            field.entry.bind(key, self._return_pressed)
        return field

    def pair(self, first: str, second: str, *, share: int = 3, secret: bool = False) -> tuple[Field, Field]:
        """Add two fields side by side, named above; the first is `share` fifths of the row."""
        px, skin = self.skin.px, self.skin
        row = tk.Frame(self.body, background=skin.colour("bg"), borderwidth=0, highlightthickness=0)
        skin.watch(row, lambda: row.__setitem__("background", skin.colour("bg")))
        row.columnconfigure(0, weight=share, uniform="field")
        row.columnconfigure(1, weight=5 - share, uniform="field")
        made: list[Field] = []
        for column, label in enumerate((first, second)):
            gap = (0, px(GAP_12)) if column == 0 else 0
            name = Label(row, skin, label, role=Role.SMALL_BOLD)
            name.grid(row=0, column=column, sticky="w", pady=(0, px(GAP_4)))
            field = Field(row, skin, height=40, show="•" if secret and column else "")
            field.grid(row=1, column=column, sticky="ew", padx=gap)
            for key in ("<Return>", "<KP_Enter>"):
                field.entry.bind(key, self._return_pressed)
            made.append(field)
        row.pack(fill="x", pady=(0, px(GAP_12)))
        return made[0], made[1]

    def segments(
        self, label: str, options: list[tuple[str, str]], chosen: str, command: Callable[[str], None]
    ) -> Segments:
        """Add a choice of several, named above."""
        px = self.skin.px
        if label:
            Label(self.body, self.skin, label, role=Role.SMALL_BOLD).pack(anchor="w", pady=(0, px(GAP_4)))
        choice = Segments(self.body, self.skin, options, chosen, command)
        choice.pack(anchor="w", pady=(0, px(GAP_16)))
        return choice

    def buttons(self, primary: Press, other: Press | None = None, *, kind: Kind = Kind.PRIMARY) -> None:
        """Add the last row: the main button, and at its left another one."""
        px, skin = self.skin.px, self.skin
        row = tk.Frame(self.body, background=skin.colour("bg"), borderwidth=0, highlightthickness=0)
        skin.watch(row, lambda: row.__setitem__("background", skin.colour("bg")))
        row.pack(fill="x", pady=(px(GAP_12), 0))
        if other is not None:
            self.secondary = Button(
                row,
                skin,
                *other,
                kind=Kind.PLAIN,
                height=44,
                padding=GAP_24,
                role=Role.MESSAGE_BOLD,
                radius=10,
            )
            self.secondary.pack(side="left", padx=(0, px(GAP_12)))
        self.primary = Button(row, skin, *primary, kind=kind, height=44, role=Role.MESSAGE_BOLD, radius=10)
        self.primary.pack(side="left", fill="x", expand=True)

    def link(self, text: str, command: Callable[[], None], *, is_quiet: bool = False) -> Button:
        """Add a soft button as wide as the card, or a quiet one as wide as its word."""
        if is_quiet:
            button = Button(self.body, self.skin, text, command, kind=Kind.GHOST, padding=GAP_4)
            button.pack(anchor="w")
        else:
            button = Button(self.body, self.skin, text, command, kind=Kind.SOFT, height=36)
            button.pack(fill="x", pady=(0, self.skin.px(GAP_8)))
        return button

    def _return_pressed(self, _event: "tk.Event[tk.Misc]") -> str:
        # The last syllable's own key may still be on its way to the entry: read it when Tk is idle.
        self.overlay.after_idle(self._press_primary)
        return "break"

    def _press_primary(self) -> None:
        if self.is_open and self.primary is not None:
            self.primary.invoke()
