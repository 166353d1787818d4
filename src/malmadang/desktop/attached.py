"""What hangs on a message: the quote it answers above its text, the reactions below. Pure."""

from collections.abc import Sequence

from malmadang.clientcore.rows import MessageRow
from malmadang.desktop import emoji
from malmadang.desktop.arrange import Look
from malmadang.desktop.emojiwords import cut_line
from malmadang.desktop.placed import Action, Box, Deed, Run
from malmadang.desktop.sheet import Sheet
from malmadang.desktop.tokens import RADIUS_CHIP, Role

_CHIP, _GAP, _PAD, _PICTURE = 26, 4, 10, 18
_BAR, _QUOTE_LEFT = 3, 10


class Quote:
    """The message that is answered, as one line; its width is known before it is placed.

    Attributes:
        width: of name or words, whichever is wider, with the bar; `height` of the whole.
    """

    def __init__(self, row: MessageRow, sheet: Sheet, width: int) -> None:
        self.msgid = row.reply_to
        self._sheet = sheet
        found = sheet.quoted(row.reply_to)
        if found is None:
            self.name, words = "", sheet.phrases.word("gone quote")
        else:
            self.name = found.sender
            words = sheet.phrases.word("deleted") if found.redacted else found.text
        left = sheet.px(_QUOTE_LEFT)
        self.words = cut_line(words, Role.SMALL, sheet.ruler, max(sheet.px(80), width - left))
        ruler = sheet.ruler
        named = ruler.measure(self.name, Role.SMALL_BOLD) if self.name else 0
        self.width = left + max(named, ruler.measure(self.words, Role.SMALL))
        lines = (2 if self.name else 1) * ruler.line(Role.SMALL)
        self.height = lines + sheet.px(8)

    def place(self, x: int, y: int, boxes: list[Box], runs: list[Run]) -> None:
        """Set bar, name and words; a click on them leads to what is quoted."""
        sheet, ruler = self._sheet, self._sheet.ruler
        line, action = ruler.line(Role.SMALL), Action(Deed.QUOTE, self.msgid)
        left = x + sheet.px(_QUOTE_LEFT)
        boxes.append(Box(x, y, sheet.px(_BAR), self.height - sheet.px(6), "accent"))
        if self.name:
            width = ruler.measure_run(self.name, Role.SMALL_BOLD)
            runs.append(Run(left, y, width, line, self.name, Role.SMALL_BOLD, "link", action=action))
            y += line
        width = ruler.measure_run(self.words, Role.SMALL)
        runs.append(Run(left, y, width, line, self.words, Role.SMALL, "sub", action=action))


def quote_line(row: MessageRow, sheet: Sheet, x: int, y: int, width: int) -> Run:
    """Return «↪ 하늘: …», as it stands above a compact message."""
    found = sheet.quoted(row.reply_to)
    words = sheet.phrases.word("gone quote")
    if found is not None:
        words = f"{found.sender}: {sheet.phrases.word('deleted') if found.redacted else found.text}"
    text = cut_line(f"↪ {words}", Role.SMALL, sheet.ruler, width)
    across = sheet.ruler.measure_run(text, Role.SMALL)
    action = Action(Deed.QUOTE, row.reply_to)
    return Run(
        x, y, across, sheet.ruler.line(Role.SMALL) + sheet.px(4), text, Role.SMALL, "sub", action=action
    )


def chips(
    row: MessageRow, sheet: Sheet, into: tuple[list[Box], list[Run]], *, x: int, y: int, right: int
) -> int:
    """Set the reactions below a message and return the height behind them.

    Args:
        right: the edge they must not pass; own messages' chips end there.
    """
    if not row.reactions:
        return y
    boxes, runs = into
    sheet_px = sheet.px
    y += sheet_px(_GAP)
    widths = [_width(one.emoji, len(one.nicks), sheet) for one in row.reactions]
    left = x
    if row.own and sheet.look is Look.BUBBLE:
        left = max(x, right - sum(widths) - sheet_px(_GAP) * (len(widths) - 1))
    start = left
    for one, width in zip(row.reactions, widths, strict=True):
        if left + width > right and left > start:
            left, y = start, y + sheet_px(_CHIP + _GAP)
        fill, line = ("chip_on", "accent") if one.mine else ("chip", "border")
        boxes.append(Box(left, y, width, sheet_px(_CHIP), fill, sheet_px(RADIUS_CHIP), line))
        runs += _words(one.emoji, len(one.nicks), sheet, left, y, f"{row.id} {one.emoji}", mine=one.mine)
        left += width + sheet_px(_GAP)
    return y + sheet_px(_CHIP)


def _picture(text: str) -> str:
    """Return the key of the picture where a reaction is one emoji, "" where it is words."""
    found = emoji.find(text)
    return found[0][2] if len(found) == 1 and found[0][1] - found[0][0] == len(text) else ""


def _width(text: str, count: int, sheet: Sheet) -> int:
    px, ruler = sheet.px, sheet.ruler
    mark = px(_PICTURE) if _picture(text) else ruler.measure(emoji.readable(text), Role.SMALL)
    return 2 * px(_PAD) + mark + px(5) + ruler.measure(str(count), Role.SMALL_BOLD)


def _words(
    text: str, count: int, sheet: Sheet, left: int, y: int, value: str, *, mine: bool
) -> Sequence[Run]:
    px, ruler = sheet.px, sheet.ruler
    action, height, x = Action(Deed.REACT, value), px(_CHIP), left + px(_PAD)
    key, size = _picture(text), px(_PICTURE)
    ink = "link" if mine else "sub"
    if key:
        mark = Run(x, y, size, height, "", Role.SMALL, ink, emoji=key, size=size, action=action)
    else:
        shown = emoji.readable(text)
        mark = Run(x, y, ruler.measure_run(shown, Role.SMALL), height, shown, Role.SMALL, ink, action=action)
    x += mark.width + px(5)
    number = str(count)
    across = ruler.measure_run(number, Role.SMALL_BOLD)
    return mark, Run(x, y, across, height, number, Role.SMALL_BOLD, ink, action=action)
