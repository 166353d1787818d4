"""A text with links, names and emoji -> lines of runs. Pure."""

from collections.abc import Sequence

import msgspec

from malmadang.desktop.emoji import readable
from malmadang.desktop.placed import Action, Deed, Run
from malmadang.desktop.richtext import Ink, Span
from malmadang.desktop.sheet import Face
from malmadang.desktop.wrapping import Ruler, lines, stops


class TextShape(msgspec.Struct, frozen=True):
    """A text broken into lines, not placed yet.

    Attributes:
        indent: where the first line begins, for a name in front of it.
        width: of the widest line.
    """

    text: str
    pieces: Sequence[Span]
    at: Sequence[int]
    ranges: Sequence[tuple[int, int]]
    face: Face
    indent: int
    width: int

    @property
    def height(self) -> int:
        """Height of all lines."""
        return len(self.ranges) * self.face.line

    @property
    def last_width(self) -> int:
        """Width of the last line."""
        start, end = self.ranges[-1]
        return self.at[end] - self.at[start] + (self.indent if len(self.ranges) == 1 else 0)


def shape(
    text: str, pieces: Sequence[Span], face: Face, ruler: Ruler, width: int, indent: int = 0
) -> TextShape:
    """Break a text into lines of at most `width` pixels."""
    at = stops(text, pieces, ruler, face.roles, face.advance)
    ranges = lines(text, at, max(width, face.line), indent)
    if len(ranges) == 1:
        widest = at[-1] + indent
    else:
        widest = max(_inked(text, at, start, end) for start, end in ranges)
        widest = max(widest, _inked(text, at, *ranges[0]) + indent)
    return TextShape(text, pieces, at, ranges, face, indent, widest)


def _inked(text: str, at: Sequence[int], start: int, end: int) -> int:
    """Return a line's width without the spaces that hang out at its end."""
    while end > start and text[end - 1] == " ":
        end -= 1
    return at[end] - at[start]


def place(
    made: TextShape, x: int, y: int, ruler: Ruler, ink: str = "text", *, offsets: bool = True
) -> list[Run]:
    """Return the runs of a text whose first line begins at x, y.

    Args:
        offsets: the runs know which part of the text they show, so that it can be selected.
    """
    runs: list[Run] = []
    left = x + made.indent
    for start, end in made.ranges:
        for span in made.pieces:
            first, last = max(start, span.start), min(end, span.end)
            if first >= last or span.ink is Ink.HIDDEN:
                continue
            where = (left, y, made.at[last] - made.at[first])
            run = _run(made, span, (first, last), where, ink, offsets=offsets)
            if not ruler.exact and run.text:
                run = msgspec.structs.replace(run, width=ruler.measure_run(run.text, run.role))
            runs.append(run)
            left += run.width
        left = x
        y += made.face.line
    return runs


def _run(
    made: TextShape,
    span: Span,
    part: tuple[int, int],
    where: tuple[int, int, int],
    ink: str,
    *,
    offsets: bool,
) -> Run:
    """Return the run of a part of a span; `where` is its left edge, its top and its width."""
    x, y, width = where
    start, end = part if offsets else (-1, -1)
    face = made.face
    role, line = face.roles[span.ink], face.line
    if span.ink is Ink.EMOJI:
        return Run(x, y, width, line, "", role, ink, start, end, emoji=span.value, size=face.emoji)
    drawn = readable(made.text[part[0] : part[1]])
    if span.ink is Ink.PLAIN:
        return Run(x, y, width, line, drawn, role, ink, start, end)
    if span.ink is Ink.LINK:
        action = Action(Deed.LINK, span.value)
        return Run(x, y, width, line, drawn, role, "link", start, end, underlined=True, action=action)
    if span.ink is Ink.MENTION:
        return Run(x, y, width, line, drawn, role, "link", start, end, back="sel")
    return Run(x, y, width, line, drawn, role, ink, start, end, back="code")
