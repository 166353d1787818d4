"""What every system and every Tk tells differently: the mouse wheel, and whether a key is a letter."""

import tkinter as tk
from collections.abc import Callable

_NOTCH = 60


def bind_wheel(widget: tk.Misc, scrolled: Callable[[int], None]) -> None:
    """Call `scrolled(pixels at 100 %)` when the wheel turns over a widget; positive goes down.

    Source: Tk manual, bind (MouseWheel, Button 4 and 5); TIP 474 (one meaning of it from Tk 8.7 on).
    """
    system = str(widget.tk.call("tk", "windowingsystem"))
    old = tk.TkVersion < 8.7
    if system == "x11" and old:
        widget.bind("<Button-4>", lambda _event: scrolled(-_NOTCH), add=True)
        widget.bind("<Button-5>", lambda _event: scrolled(_NOTCH), add=True)
        return
    per_unit = 10.0 if system == "aqua" and old else _NOTCH / 120
    widget.bind("<MouseWheel>", lambda event: scrolled(round(-event.delta * per_unit)), add=True)


def is_letter(event: "tk.Event[tk.Misc]", widget: tk.Misc) -> bool:
    """Say whether a key types something, rather than being a shortcut (Windows has its own bit for Alt)."""
    windows = str(widget.tk.call("tk", "windowingsystem")) == "win32"
    shortcut = int(event.state) & (0x20004 if windows else 0xC)
    return bool(event.char) and event.char.isprintable() and not shortcut
