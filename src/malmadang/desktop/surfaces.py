"""Surfaces above the window: Banner, Overlay (a card in front of everything), Tooltip."""

import tkinter as tk
from collections.abc import Callable
from contextlib import suppress
from enum import Enum

from malmadang.desktop.buttons import Button, Kind
from malmadang.desktop.drawn import Drawn
from malmadang.desktop.fields import RoundedBox
from malmadang.desktop.inputs import bind_wheel
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import RADIUS_CARD, Role

_TOOLTIP_DELAY_MS = 500


class Mood(Enum):
    """What a banner is about; the value is its ground's and its text's token."""

    BUSY = ("sel", "link")
    WARNING = ("warn_bg", "warn_fg")
    GOOD = ("side", "ok")
    DANGER = ("warn_bg", "danger")


class _Line(Drawn):
    """The text of a banner, cut with «…» where it is too long."""

    def __init__(self, parent: tk.Misc, skin: Skin) -> None:
        super().__init__(parent, skin)
        self.text, self.token, self.mark = "", "text", ""

    def draw(self) -> None:
        skin, middle = self.skin, self.winfo_height() / 2
        left = skin.px(16)
        if self.mark:
            picture = skin.pictures.emoji(self.mark, skin.px(20))
            if picture is not None:
                self.create_image(left + skin.px(4), middle, anchor="w", image=picture)
                left += skin.px(36)
        room = self.winfo_width() - left - skin.px(8)
        text = skin.fonts.cut(self.text, Role.SMALL_BOLD, room)
        font, ink = skin.fonts.font(Role.SMALL_BOLD), skin.colour(self.token)
        self.create_text(left, middle, anchor="w", text=text, font=font, fill=ink)


class Banner(tk.Frame):
    """One line of state with at most one button, 40 high; pack it once, then `show` and `hide` it.

    It takes one pixel of height while hidden.
    """

    def __init__(self, parent: tk.Misc, skin: Skin) -> None:
        super().__init__(parent, borderwidth=0, highlightthickness=0, height=1)
        self.skin = skin
        self.shown = False
        self.mood = Mood.BUSY
        self._line = _Line(self, skin)
        self._button: Button | None = None
        self.pack_propagate(False)
        skin.watch(self, self._restyle)
        self._restyle()

    @property
    def text(self) -> str:
        """The words in view, "" while hidden."""
        return self._line.text if self.shown else ""

    @property
    def button(self) -> Button | None:
        """The button in view."""
        return self._button

    def show(
        self, mood: Mood, text: str, *, emoji: str = "", button: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Show a sentence; `emoji` stands before it, `button` is (word, command)."""
        self.shown, self.mood = True, mood
        self._line.text, self._line.mark = text, emoji
        if self._button is not None and (button is None or self._button.text != button[0]):
            self._button.destroy()
            self._button = None
        if button is not None:
            if self._button is None:
                self._button = Button(self, self.skin, button[0], button[1], kind=Kind.PLAIN, height=28)
            else:
                self._button.set_command(button[1])
        self._restyle()

    def hide(self) -> None:
        """Take no room."""
        self.shown = False
        self._restyle()

    def _restyle(self) -> None:
        ground, ink = self.mood.value
        self.configure(background=self.skin.colour(ground), height=self.skin.px(40) if self.shown else 1)
        if not self.shown:
            self._line.pack_forget()
            if self._button is not None:
                self._button.pack_forget()
            self.configure(background=self.skin.colour("bg"))
            return
        self._line.token = ink
        self._line.set_ground(ground)
        # What is in view stays there: packed anew it would be gone for a moment, and the banner empty.
        if not self._line.winfo_manager():
            self._line.pack(side="left", fill="both", expand=True)
        if self._button is not None:
            self._button.set_ground(ground)
            self._button.pack(side="right", padx=self.skin.px(16), before=self._line)
        self._line.redraw_now()


class Overlay(tk.Frame):
    """A card in front of the whole window; keyboard and mouse stay in it until it is closed.

    Put widgets into `body`, then call `open`. `close` gives the focus back to where it was.

    Args:
        root: the window to cover.
        width: of the card at 100 %.
        on_escape: called on Esc; None where the card cannot be left that way.
    """

    def __init__(
        self,
        root: tk.Misc,
        skin: Skin,
        *,
        width: int = 400,
        padding: int = 32,
        on_escape: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(root, background=skin.colour("side2"), borderwidth=0, highlightthickness=0)
        self.skin = skin
        self._width = width
        self._before = root.focus_get()
        self.card = RoundedBox(self, skin, ground="side2", radius=RADIUS_CARD, padding=padding)
        self.body = self.card.inner
        self.card.place(relx=0.5, rely=0.5, anchor="center", width=skin.px(width))
        self.place(x=0, y=0, relwidth=1, relheight=1)
        tk.Misc.lift(self)
        self._offset = 0
        self._tag = f"Overlay{self}"
        self.bind_inside("<Tab>", lambda: self._step(1))
        for back in ("<Shift-Tab>", "<ISO_Left_Tab>"):
            with suppress(tk.TclError):
                self.bind_inside(back, lambda: self._step(-1))
        if on_escape is not None:
            self.bind_inside("<Escape>", on_escape)
        for widget in (self, self.card):
            widget.bind("<Configure>", lambda _event: self._fit(), add=True)
        skin.watch(self, self._restyle)

    def bind_inside(self, sequence: str, command: Callable[[], None]) -> None:
        """Bind a key wherever the focus is inside this card; `tag_widgets` reaches widgets made later."""

        def run(_event: "tk.Event[tk.Misc]") -> str:
            command()
            return "break"

        self.bind_class(self._tag, sequence, run)

    def tag_widgets(self) -> None:
        """Let the keys of `bind_inside` reach every widget that is in the card now."""
        waiting: list[tk.Misc] = [self]
        while waiting:
            widget = waiting.pop()
            tags = widget.bindtags()
            if self._tag not in tags:
                widget.bindtags((tags[0], self._tag, *tags[1:]))
                if isinstance(widget, tk.Frame | tk.Label | Drawn):
                    bind_wheel(widget, self._scroll)
            waiting.extend(widget.winfo_children())

    def open(self, first: tk.Misc) -> None:
        """Show the finished card with the focus on `first`."""
        self.tag_widgets()
        first.focus_set()

    def close(self) -> None:
        """Take the card away and give the focus back."""
        before = self._before
        self.destroy()
        if before is not None and before.winfo_exists():
            before.focus_set()

    def _step(self, by: int) -> None:
        """Move the focus among the card's own widgets, round and round."""
        places = self._places()
        now = self.focus_get()
        if places:
            at = places.index(now) + by if now in places else 0
            place = places[at % len(places)]
            place.focus_set()
            self._reveal(place)

    @property
    def _hidden(self) -> int:
        """How much of the card does not fit the window."""
        return max(0, self.card.winfo_reqheight() - self.winfo_height())

    def _fit(self) -> None:
        """Stand in the middle; a card taller than the window begins at its top and can be scrolled."""
        if self.winfo_height() > 1 and self._hidden:
            self._offset = max(-self._hidden, min(0, self._offset))
            self.card.place_configure(rely=0, y=self._offset, anchor="n")
        else:
            self._offset = 0
            self.card.place_configure(rely=0.5, y=0, anchor="center")

    def _scroll(self, pixels: int) -> None:
        self._offset -= self.skin.px(pixels)
        self._fit()

    def _reveal(self, widget: tk.Misc) -> None:
        """Scroll so far that a widget of the card is in the window."""
        top = widget.winfo_rooty() - self.winfo_rooty()
        bottom, edge = top + widget.winfo_height(), self.skin.px(16)
        if self._hidden and (top < edge or bottom > self.winfo_height() - edge):
            self._offset += edge - top if top < edge else self.winfo_height() - edge - bottom
            self._fit()

    def _places(self) -> list[tk.Misc]:
        found: list[tk.Misc] = []
        waiting: list[tk.Misc] = [self.body]
        while waiting:
            widget = waiting.pop(0)
            takes = str(widget.cget("takefocus")) == "1" or isinstance(widget, tk.Entry | tk.Text)
            if takes and widget.winfo_viewable():
                found.append(widget)
            waiting[:0] = widget.winfo_children()
        return found

    def _restyle(self) -> None:
        self.configure(background=self.skin.colour("side2"))
        self.card.place_configure(width=self.skin.px(self._width))


class Tooltip:
    """A word that appears when the mouse rests on a widget; Tk's own bindings keep it alive."""

    def __init__(self, widget: tk.Misc, skin: Skin, text: str) -> None:
        self._widget, self._skin, self.text = widget, skin, text
        self._job: str | None = None
        self._window: tk.Toplevel | None = None
        widget.bind("<Enter>", lambda _event: self._later(), add=True)
        for leaving in ("<Leave>", "<ButtonPress>", "<Destroy>"):
            widget.bind(leaving, lambda _event: self._hide(), add=True)

    def _later(self) -> None:
        self._hide()
        self._job = self._widget.after(_TOOLTIP_DELAY_MS, self._show)

    def _show(self) -> None:
        self._job = None
        skin = self._skin
        window = self._window = tk.Toplevel(self._widget, background=skin.colour("border"))
        window.wm_overrideredirect(True)
        label = tk.Label(
            window,
            text=self.text,
            font=skin.fonts.font(Role.SMALL),
            background=skin.colour("side2"),
            foreground=skin.colour("text"),
            padx=skin.px(8),
            pady=skin.px(4),
        )
        label.pack(padx=1, pady=1)
        x = self._widget.winfo_rootx()
        y = self._widget.winfo_rooty() + self._widget.winfo_height() + skin.px(4)
        window.wm_geometry(f"+{x}+{y}")

    def _hide(self) -> None:
        if self._job is not None:
            self._widget.after_cancel(self._job)
            self._job = None
        if self._window is not None:
            self._window.destroy()
            self._window = None
