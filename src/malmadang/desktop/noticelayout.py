"""Notices -> centred lines, or a column of text for answers that are read rather than noticed. Pure."""

from collections.abc import Sequence

from malmadang.clientcore.rows import NoticeKind, NoticeRow
from malmadang.desktop.arrange import Block
from malmadang.desktop.placed import Action, Deed, Run
from malmadang.desktop.richtext import Ink, Span, spans
from malmadang.desktop.sheet import Sheet
from malmadang.desktop.textlayout import place, shape

_READ = frozenset({
    NoticeKind.NAMES, NoticeKind.LISTED, NoticeKind.LIST_END, NoticeKind.WHOIS, NoticeKind.IGNORES,
    NoticeKind.HELP, NoticeKind.GREETING, NoticeKind.REPLY, NoticeKind.SERVER_TEXT, NoticeKind.WALLOPS,
    NoticeKind.CTCP,
})  # fmt: skip
"""Notices that are answers: set from the left, without a time."""

_PARTING = " · "


def lay_notice(block: Block, sheet: Sheet, y: int) -> tuple[list[Run], int]:
    """Return a notice's runs and the height behind the last one, starting at height `y`."""
    row = block.row
    assert isinstance(row, NoticeRow)
    if row.kind in _READ:
        return _column(sheet.say(row).split("\n"), sheet, y + sheet.sizes.gap_inside)
    y += sheet.px(10)
    if block.folded:
        notices = [notice for notice in block.rows if isinstance(notice, NoticeRow)]
        sentence = sheet.phrases.folded(notices)
        action: Action | None = Action(Deed.UNFOLD, str(block.key))
    else:
        sentence = sheet.say(row)
        action = Action(Deed.GAP, str(row.id)) if row.kind is NoticeKind.GAP else None
    ink = "danger" if row.kind is NoticeKind.ERROR else "faint"
    if row.kind is not NoticeKind.GAP:
        sentence = f"{sentence}{_PARTING}{sheet.time(block.rows[-1].utc_ms)}"
    extra = ""
    if block.foldable:
        extra, action = f"{_PARTING}{sheet.phrases.word('fold')}", Action(Deed.FOLD, str(block.key))
    return _centred(sentence + extra, sheet, y, ink, action)


def _column(paragraphs: Sequence[str], sheet: Sheet, y: int) -> tuple[list[Run], int]:
    sizes = sheet.sizes
    runs: list[Run] = []
    room = sheet.width - sizes.text_x - sizes.right
    for paragraph in paragraphs:
        made = shape(paragraph, _pieces(paragraph), sheet.small, sheet.ruler, room)
        runs += place(made, sizes.text_x, y, sheet.ruler, "sub", offsets=False)
        y += max(made.height, sheet.small.line) + sheet.px(2)
    return runs, y


def _centred(text: str, sheet: Sheet, y: int, ink: str, action: Action | None) -> tuple[list[Run], int]:
    sizes, ruler, face = sheet.sizes, sheet.ruler, sheet.small
    runs: list[Run] = []
    for paragraph in text.split("\n"):
        made = shape(paragraph, _pieces(paragraph), face, ruler, sheet.width - sizes.edge - sizes.right)
        for start, end in made.ranges:
            line = paragraph[start:end].rstrip()
            alone = shape(line, _pieces(line), face, ruler, sheet.width)
            runs += place(alone, (sheet.width - alone.width) // 2, y, ruler, ink, offsets=False)
            y += face.line
    if action is not None:
        runs = [_with(run, action) for run in runs]
    return runs, y


def _with(run: Run, action: Action) -> Run:
    return Run(
        run.x,
        run.y,
        run.width,
        run.height,
        run.text,
        run.role,
        run.ink,
        emoji=run.emoji,
        size=run.size,
        action=action,
    )


def _pieces(text: str) -> list[Span]:
    """Mark links and emoji; a notice names nobody and holds no code."""
    return [_plain(span) for span in spans(text)] if text else []


def _plain(span: Span) -> Span:
    return Span(span.start, span.end, Ink.PLAIN) if span.ink in {Ink.CODE, Ink.HIDDEN} else span
