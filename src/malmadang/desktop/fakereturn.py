"""A Return pressed by the X server itself.

While a Hangul syllable is being composed it belongs to the input method, and Tk cannot ask for it: a click on
«보내기» would send the text without its last syllable. A real Return makes the input method commit first.
"""

import ctypes
import ctypes.util
import tkinter as tk

_RETURN = 0xFF0D


class FakeReturn:
    """The key; `available` only on X11 with libXtst."""

    def __init__(self, root: tk.Misc) -> None:
        self._keycode = 0
        if root.tk.call("tk", "windowingsystem") != "x11":
            return
        try:
            self._x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
            self._xtst = ctypes.CDLL(ctypes.util.find_library("Xtst") or "libXtst.so.6")
        except OSError:
            return
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        handle = self._x11.XOpenDisplay(str(root.winfo_screen()).encode())
        if not handle:
            return
        self._display = ctypes.c_void_p(handle)
        parts = (ctypes.c_int(), ctypes.c_int(), ctypes.c_int(), ctypes.c_int())
        if self._xtst.XTestQueryExtension(self._display, *map(ctypes.byref, parts)):
            self._keycode = self._x11.XKeysymToKeycode(self._display, ctypes.c_ulong(_RETURN))
        if not self._keycode:
            self._x11.XCloseDisplay(self._display)

    @property
    def available(self) -> bool:
        """Can the key be pressed here?"""
        return bool(self._keycode)

    def press(self) -> None:
        """Press and release the key in whatever window has the keyboard; make sure that it is ours."""
        self._xtst.XTestFakeKeyEvent(self._display, self._keycode, 1, ctypes.c_ulong(0))
        self._xtst.XTestFakeKeyEvent(self._display, self._keycode, 0, ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def close(self) -> None:
        """Hang up."""
        if self._keycode:
            self._keycode = 0
            self._x11.XCloseDisplay(self._display)
