"""What is chosen in the messages: from a point in one to a point in another; what that copies. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence

import msgspec

from malmadang.clientcore.rows import MessageRow, RowId
from malmadang.desktop.emoji import readable
from malmadang.desktop.placed import Placed, Run
from malmadang.desktop.stack import Stack
from malmadang.desktop.wrapping import Ruler
from malmadang.ports import TimeMs


class Point(msgspec.Struct, frozen=True, gc=False):
    """A place in a message's text."""

    row: RowId
    offset: int


class Selection(msgspec.Struct, frozen=True, gc=False):
    """From where the mouse went down to where it is now, in whichever order."""

    start: Point
    end: Point


def offset_at(placed: Placed, x: int, y: int, ruler: Ruler) -> int:
    """Return the offset into a block's text that is nearest to a place in the block."""
    runs = [run for run in placed.runs if run.start >= 0]
    if not runs:
        return 0
    line = min(runs, key=lambda run: (max(run.y - y, y - run.y - run.height, 0), run.y)).y
    on_line = [run for run in runs if run.y == line]
    if x < on_line[0].x:
        return on_line[0].start
    for run in on_line:
        if x < run.x + run.width:
            return _offset_in(placed.text, run, x - run.x, ruler)
    return on_line[-1].end


def run_at(placed: Placed, x: int, y: int) -> Run | None:
    """Return the run under a place in a block."""
    for run in placed.runs:
        if run.x <= x < run.x + run.width and run.y <= y < run.y + run.height:
            return run
    return None


def _offset_in(text: str, run: Run, x: int, ruler: Ruler) -> int:
    if run.emoji:
        return run.start if x * 2 < run.width else run.end
    widths = ruler.widths(run.role)
    left = 0
    for offset in range(run.start, run.end):
        width = widths[text[offset]]
        if x * 2 < 2 * left + width:
            return offset
        left += width
    return run.end


def chosen_in(block: Placed, first: int, last: int, ruler: Ruler) -> list[tuple[Run, str, int, int]]:
    """Return the parts of a block's runs between two offsets: run, text, left edge, width."""
    pieces: list[tuple[Run, str, int, int]] = []
    for run in block.runs:
        start, end = max(run.start, first), min(run.end, last)
        if run.start < 0 or start >= end:
            continue
        if run.emoji:
            pieces.append((run, "", run.x, run.width))
            continue
        left = run.x + ruler.measure(block.text[run.start : start], run.role)
        text = readable(block.text[start:end])
        pieces.append((run, text, left, ruler.measure_run(text, run.role)))
    return pieces


def spans_of(selection: Selection, stack: Stack) -> Iterator[tuple[int, int, int]]:
    """Yield (slot, first offset, last offset) of every message touched, from top to bottom."""
    ends = sorted((stack.find(point.row), point.offset) for point in (selection.start, selection.end))
    (top, first), (bottom, last) = ends
    if top < 0:
        return
    for at in range(top, bottom + 1):
        placed = stack.slots[at].placed
        if placed.row:
            lower = first if at == top else 0
            upper = last if at == bottom else len(placed.text)
            if lower < upper:
                yield at, lower, upper


def text_of(selection: Selection, stack: Stack, time: Callable[[TimeMs], str]) -> str:
    """Return what is copied: plain text inside one message, «[오전 9:31] 하늘: …» lines for several."""
    parts = list(spans_of(selection, stack))
    if len(parts) == 1:
        at, first, last = parts[0]
        return stack.slots[at].placed.text[first:last]
    rows = [(stack.slots[at].block.row, first, last) for at, first, last in parts]
    return as_talk([(row, row.text[a:b]) for row, a, b in rows if isinstance(row, MessageRow)], time)


def as_talk(messages: Sequence[tuple[MessageRow, str]], time: Callable[[TimeMs], str]) -> str:
    """Return messages as lines of plain text with time and name."""
    return "\n".join(f"[{time(row.utc_ms)}] {row.sender}: {text}" for row, text in messages)


def word_around(text: str, offset: int) -> tuple[int, int]:
    """Return where the word (or the run of spaces or signs) at an offset begins and ends."""
    span = (0, 0)
    for match in re.finditer(r"\w+|\s+|[^\w\s]+", text):
        span = match.span()
        if offset < span[1]:
            break
    return span
