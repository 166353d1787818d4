"""Which family text is set in on each system, how wide a piece of it is, whether Tk can draw Hangul."""

import ctypes
import tkinter as tk
from collections.abc import Sequence
from tkinter import font as tkfont
from typing import Literal

from malmadang.desktop.emoji import readable
from malmadang.desktop.tokens import TYPES, Role

TEXT_FAMILIES: dict[str, tuple[str, ...]] = {
    "win32": ("맑은 고딕", "Malgun Gothic"),
    "aqua": ("Apple SD Gothic Neo",),
    "x11": ("Noto Sans CJK KR", "Noto Sans KR", "NanumGothic"),
}
MONO_FAMILIES = ("NanumGothicCoding", "D2Coding", "Noto Sans Mono CJK KR", "Apple SD Gothic Neo", "맑은 고딕")

_SAFE_XFT = 20305

NO_XFT = (
    "이 파이썬의 Tk는 글꼴을 제대로 그리지 못해요 (Xft 없이 만들어졌어요). "
    "시스템의 파이썬으로 실행해 주세요: sudo apt install python3-tk, "
    "그다음 pipx install --python /usr/bin/python3 malmadang\n"
    "This Python's Tk was built without Xft and cannot draw Korean. Run Malmadang with the system's Python: "
    "sudo apt install python3-tk, then pipx install --python /usr/bin/python3 malmadang"
)


def missing_fonts(root: tk.Misc) -> str | None:
    """Return a sentence that says why this Tk cannot draw Hangul and what cures it, or None when it can."""
    if root.tk.call("tk", "windowingsystem") != "x11":
        return None
    try:
        system = str(root.tk.call("::tk::pkgconfig", "get", "fontsystem"))
    except tk.TclError:
        return NO_XFT
    return None if system == "xft" else NO_XFT


def dies_of_emoji(root: tk.Misc) -> bool:
    """Say whether a colour glyph in an entry would end the whole program: so does libXft before 2.3.5.

    What is drawn on canvases never holds one (`emoji.readable`); text that people type or paste must lose its
    emoji before a Tk widget gets it.
    """
    if root.tk.call("tk", "windowingsystem") != "x11":
        return False
    try:
        version = ctypes.CDLL("libXft.so.2").XftGetVersion()
    except (OSError, AttributeError):
        return False
    return bool(version < _SAFE_XFT)


def choose_family(wanted: Sequence[str], installed: frozenset[str], otherwise: str) -> str:
    """Return the first wanted family that is installed, or `otherwise`."""
    return next((family for family in wanted if family in installed), otherwise)


class _Widths(dict[str, int]):
    """Character -> its width in pixels as `emoji.readable` lets it be drawn, measured once each."""

    def __init__(self, font: tkfont.Font) -> None:
        super().__init__()
        self._font = font

    def __missing__(self, char: str) -> int:
        drawn = readable(char)
        width = self[char] = self._font.measure(drawn) if drawn else 0
        return width


class FontBook:
    """The fonts of one root window at one scale; they are named, so that widgets follow a new scale.

    A width is the sum of cached per-character widths: exact where Tk draws without kerning (X11, Windows).

    Attributes:
        exact: there is no kerning.
    """

    def __init__(self, root: tk.Misc, percent: int) -> None:
        self._root = root
        self.percent = percent
        system = str(root.tk.call("tk", "windowingsystem"))
        installed = frozenset(tkfont.families(root))
        self.family = choose_family(TEXT_FAMILIES.get(system, ()), installed, "TkDefaultFont")
        if self.family == "TkDefaultFont":
            self.family = str(tkfont.nametofont("TkDefaultFont", root).actual("family"))
        self.mono_family = choose_family(MONO_FAMILIES, installed, self.family)
        self.exact = system != "aqua"
        self._fonts = {role: self._make(role) for role in Role}
        self._lines = {role: self._pixels(TYPES[role].line) for role in Role}
        self._underlines: dict[Role, int] = {}
        self._sized: dict[tuple[int, bool], tkfont.Font] = {}
        self._widths = {role: _Widths(font) for role, font in self._fonts.items()}

    def _make(self, role: Role) -> tkfont.Font:
        kind = TYPES[role]
        weight: Literal["bold", "normal"] = "bold" if kind.bold else "normal"
        family = self.mono_family if kind.mono else self.family
        return tkfont.Font(self._root, family=family, size=-self._pixels(kind.size), weight=weight)

    def _pixels(self, size: float) -> int:
        return max(1, round(size * self.percent / 100))

    def rescale(self, percent: int) -> None:
        """Set every font anew; widgets that use them redraw themselves."""
        self.percent = percent
        for role, font in self._fonts.items():
            font.configure(size=-self._pixels(TYPES[role].size))
            self._widths[role] = _Widths(font)
            self._lines[role] = self._pixels(TYPES[role].line)
        self._sized.clear()
        self._underlines.clear()

    def font(self, role: Role) -> tkfont.Font:
        """Return the font of a role."""
        return self._fonts[role]

    def sized(self, size: float, *, bold: bool = True) -> tkfont.Font:
        """Return a font of any size (pixels at 100 %), for what has no role: the letter in an avatar."""
        key = (self._pixels(size), bold)
        found = self._sized.get(key)
        if found is None:
            weight: Literal["bold", "normal"] = "bold" if bold else "normal"
            found = tkfont.Font(self._root, family=self.family, size=-key[0], weight=weight)
            self._sized[key] = found
        return found

    def line(self, role: Role) -> int:
        """Return the fixed line height of a role, whatever the family's own is."""
        return self._lines[role]

    def underline(self, role: Role) -> int:
        """Return how far below the middle of its line the underline of a role lies."""
        found = self._underlines.get(role)
        if found is None:
            metrics = self._fonts[role].metrics()
            below = metrics["ascent"] - metrics["linespace"] // 2
            found = self._underlines[role] = below + max(1, self._pixels(1))
        return found

    def widths(self, role: Role) -> dict[str, int]:
        """Return the character widths of a role, filled as characters are asked for."""
        return self._widths[role]

    def measure(self, text: str, role: Role) -> int:
        """Return the width of text that is about to be wrapped."""
        return sum(map(self._widths[role].__getitem__, text))

    def measure_run(self, text: str, role: Role) -> int:
        """Return the width of a finished run as Tk will draw it."""
        return self.measure(text, role) if self.exact else self._fonts[role].measure(readable(text))

    def cut(self, text: str, role: Role, width: int) -> str:
        """Return the text, or as much of it as fits in `width` with «…» behind."""
        if self.measure(text, role) <= width:
            return text
        widths = self._widths[role]
        left = width - widths["…"]
        for at, char in enumerate(text):
            left -= widths[char]
            if left < 0:
                return text[:at].rstrip() + "…"
        return text + "…"
