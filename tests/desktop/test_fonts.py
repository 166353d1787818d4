"""Text is set in a family that has Hangul, and its width is known without asking Tk twice."""

import ctypes
import tkinter as tk

import pytest

from malmadang.desktop.fonts import NO_XFT, FontBook, choose_family, dies_of_emoji, missing_fonts
from malmadang.desktop.tokens import TYPES, Role

SENTENCE = "안녕하세요 Hello, 말마당! ㅋㅋ 1234"


def test_the_family_is_the_first_that_is_there() -> None:
    assert choose_family(("가", "나", "다"), frozenset({"다", "나"}), "라") == "나"
    assert choose_family(("가",), frozenset(), "라") == "라"


def test_sizes_are_pixels(root: tk.Tk) -> None:
    fonts = FontBook(root, 100)
    for role in Role:
        assert fonts.font(role).cget("size") == -TYPES[role].size


@pytest.mark.parametrize("role", list(Role))
def test_summed_widths_are_those_of_tk(root: tk.Tk, role: Role) -> None:
    fonts = FontBook(root, 100)
    assert fonts.measure(SENTENCE, role) == fonts.font(role).measure(SENTENCE)
    assert fonts.measure_run(SENTENCE, role) == fonts.measure(SENTENCE, role)


def test_a_new_scale_reaches_every_font(root: tk.Tk) -> None:
    fonts = FontBook(root, 100)
    small = fonts.measure(SENTENCE, Role.MESSAGE)
    fonts.rescale(200)
    assert fonts.font(Role.MESSAGE).cget("size") == -30
    assert fonts.line(Role.MESSAGE) == 44
    assert fonts.measure(SENTENCE, Role.MESSAGE) > small * 1.8
    assert fonts.underline(Role.MESSAGE) < 22


def test_the_underline_lies_inside_its_line(root: tk.Tk) -> None:
    fonts = FontBook(root, 100)
    for role in Role:
        assert 0 < fonts.underline(role) <= fonts.line(role) // 2


def test_a_font_of_any_size(root: tk.Tk) -> None:
    fonts = FontBook(root, 150)
    assert fonts.sized(10).cget("size") == -15
    assert fonts.sized(10) is fonts.sized(10)
    assert fonts.sized(10, bold=False) is not fonts.sized(10)


@pytest.mark.parametrize("width", [10, 40, 100, 150])
def test_what_is_too_long_is_cut(root: tk.Tk, width: int) -> None:
    fonts = FontBook(root, 100)
    cut = fonts.cut(SENTENCE, Role.SMALL, width)
    assert cut.endswith("…")
    assert fonts.measure(cut, Role.SMALL) <= max(width, fonts.measure("…", Role.SMALL))
    assert fonts.cut("가", Role.SMALL, 100) == "가"


def test_what_cannot_be_drawn_has_the_width_of_what_is_drawn_for_it(root: tk.Tk) -> None:
    fonts = FontBook(root, 100)
    assert fonts.measure("가\u200d\ufe0f", Role.MESSAGE) == fonts.measure("가", Role.MESSAGE)
    assert fonts.measure("\U0001faff", Role.MESSAGE) == fonts.measure("□", Role.MESSAGE)


def test_this_tk_can_draw_hangul(root: tk.Tk) -> None:
    assert missing_fonts(root) is None


class _OtherTk:
    """A root whose Tk answers what it is told to."""

    def __init__(self, system: str, fonts: str) -> None:
        self._system, self._fonts = system, fonts
        self.tk = self

    def call(self, *command: str) -> str:
        if command[0] == "tk":
            return self._system
        if not self._fonts:
            raise tk.TclError("unknown command")
        return self._fonts


@pytest.mark.parametrize(
    ("system", "fonts", "said"),
    [
        ("x11", "x11", NO_XFT),
        ("x11", "", NO_XFT),
        ("x11", "xft", None),
        ("aqua", "", None),
        ("win32", "", None),
    ],
)
def test_a_tk_without_xft_is_told_with_its_cure(system: str, fonts: str, said: str | None) -> None:
    other = _OtherTk(system, fonts)
    assert missing_fonts(other) == said  # type: ignore[arg-type]  # only `tk.call` is asked


class _Xft:
    """A libXft of some version."""

    def __init__(self, version: int) -> None:
        self._version = version

    def XftGetVersion(self) -> int:  # noqa: N802
        return self._version


@pytest.mark.parametrize(
    ("system", "version", "dies"),
    [("x11", 20304, True), ("x11", 20305, False), ("x11", 20306, False), ("win32", 20304, False)],
)
def test_an_old_xft_dies_of_emoji(
    monkeypatch: pytest.MonkeyPatch,
    system: str,
    version: int,
    dies: bool,
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: _Xft(version))
    assert dies_of_emoji(_OtherTk(system, "xft")) is dies  # type: ignore[arg-type]  # only `tk.call` is asked


def test_no_xft_at_all_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise OSError(name)

    monkeypatch.setattr(ctypes, "CDLL", missing)
    assert not dies_of_emoji(_OtherTk("x11", "xft"))  # type: ignore[arg-type]  # only `tk.call` is asked
