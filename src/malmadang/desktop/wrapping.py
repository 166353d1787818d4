"""Where a text's lines end: at spaces, inside a word only if the word is wider than the line. Pure."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Protocol

from malmadang.desktop.richtext import Ink, Span
from malmadang.desktop.tokens import Role


class Ruler(Protocol):
    """How wide text is; `FontBook` on a screen, arithmetic in tests.

    Attributes:
        exact: a run is as wide as its characters together (there is no kerning).
    """

    exact: bool

    def widths(self, role: Role) -> Mapping[str, int]:
        """Return a mapping that answers for every character."""

    def line(self, role: Role) -> int:
        """Return the line height of a role."""

    def measure(self, text: str, role: Role) -> int:
        """Return the width of text that is about to be wrapped."""

    def measure_run(self, text: str, role: Role) -> int:
        """Return the width of a finished run as it will be drawn."""


ROLES = {
    Ink.PLAIN: Role.MESSAGE,
    Ink.LINK: Role.MESSAGE,
    Ink.MENTION: Role.MESSAGE_BOLD,
    Ink.CODE: Role.CODE,
    Ink.EMOJI: Role.MESSAGE,
    Ink.HIDDEN: Role.MESSAGE,
}


def stops(
    text: str, pieces: Sequence[Span], ruler: Ruler, roles: Mapping[Ink, Role], emoji_width: int
) -> list[int]:
    """Return where each character begins if the text stood on one endless line; one more for its end.

    An emoji's width counts at its first character, so that no line can end inside it.
    """
    if len(pieces) == 1 and pieces[0].ink is Ink.PLAIN:
        return list(accumulate(map(ruler.widths(roles[Ink.PLAIN]).__getitem__, text), initial=0))
    advances: list[int] = []
    for span in pieces:
        if span.ink is Ink.EMOJI:
            advances.append(emoji_width)
            advances.extend([0] * (span.end - span.start - 1))
        elif span.ink is Ink.HIDDEN:
            advances.extend([0] * (span.end - span.start))
        else:
            advances.extend(map(ruler.widths(roles[span.ink]).__getitem__, text[span.start : span.end]))
    return list(accumulate(advances, initial=0))


def lines(text: str, at: Sequence[int], width: int, indent: int = 0) -> list[tuple[int, int]]:
    """Return (start, end) of each line; a space at a line's end hangs out and belongs to it.

    Args:
        at: what `stops` gave.
        width: of the line, in pixels; the first one is `indent` shorter.
    """
    if "\n" not in text:
        return _paragraph(text, at, (0, len(text)), width, indent)
    found: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        found += _paragraph(text, at, (start, end), width, 0 if found else indent)
        start = end + 1
    return found


def _paragraph(
    text: str, at: Sequence[int], part: tuple[int, int], width: int, indent: int
) -> list[tuple[int, int]]:
    """Return the lines of the part of a text between two line breaks."""
    begin, length = part
    if at[length] - at[begin] <= width - indent:
        return [part]
    found: list[tuple[int, int]] = []
    start = begin
    while start < length:
        room = width if found else width - indent
        fits = bisect_right(at, at[start] + room, start, length + 1) - 1
        if fits >= length:
            found.append((start, length))
            break
        end = text.rfind(" ", start, fits + 1) + 1
        if end <= start:
            end = max(fits, start + 1)
        while end < length and (text[end] == " " or at[end] == at[end + 1]):
            end += 1
        found.append((start, end))
        start = end
    return found
