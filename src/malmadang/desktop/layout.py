"""A block of rows -> shapes and runs of text with their places, in either look; widths come from a ruler."""

import msgspec

from malmadang.clientcore.rows import Delivery, MessageForm, MessageRow
from malmadang.desktop.arrange import Block, Look, is_told
from malmadang.desktop.attached import Quote, chips, quote_line
from malmadang.desktop.noticelayout import lay_notice
from malmadang.desktop.placed import Action, Box, Deed, Disc, Placed, Run
from malmadang.desktop.richtext import is_big, spans
from malmadang.desktop.sheet import Sheet
from malmadang.desktop.textlayout import TextShape, place, shape
from malmadang.desktop.tokens import Role, hue_of

Aside = list[tuple[str, str, Action | None]]
"""Small words beside a message: (text, ink, what a click does)."""


def lay_out(block: Block, sheet: Sheet) -> Placed:
    """Lay out a block: day and unread line, then its message or notice."""
    boxes: list[Box] = []
    runs: list[Run] = []
    y = 0
    if block.day:
        y = _day(block, sheet, boxes, runs, y)
    if block.unread:
        y = _unread(block, sheet, boxes, runs, y)
    row, top = block.row, y
    if not isinstance(row, MessageRow):
        said, y = lay_notice(block, sheet, y)
        return Placed(y, tuple(boxes), (*runs, *said), top=top)
    discs: list[Disc] = []
    if is_told(row) and not row.redacted:
        y = _chip(block, row, sheet, boxes, runs, y)
    elif row.form is MessageForm.ACTION:
        y = _action(block, row, sheet, runs, y)
    elif sheet.look is Look.BUBBLE:
        y = _bubble(block, row, sheet, (boxes, runs, discs), y)
    else:
        y = _compact(block, row, sheet, (boxes, runs, discs), y)
    return Placed(y, tuple(boxes), tuple(runs), tuple(discs), row.id, row.text, top)


def _day(block: Block, sheet: Sheet, boxes: list[Box], runs: list[Run], y: int) -> int:
    """Draw a line across with the date on a chip in its middle."""
    sizes, ruler, px = sheet.sizes, sheet.ruler, sheet.px
    word = sheet.phrases.day(sheet.local(block.row.utc_ms))
    width = ruler.measure(word, Role.SMALL_BOLD)
    chip = width + 2 * px(13)
    left, y = (sheet.width - chip) // 2, y + sizes.gap_group
    middle, last = y + sizes.chip // 2, sheet.width - sizes.edge
    boxes.append(Box(sizes.edge, middle, left - px(8) - sizes.edge, 1, "border"))
    boxes.append(Box(left + chip + px(8), middle, last - left - chip - px(8), 1, "border"))
    boxes.append(Box(left, y, chip, sizes.chip, "chip", sizes.radius_chip))
    runs.append(Run(left + px(13), y, width, sizes.chip, word, Role.SMALL_BOLD, "sub"))
    return y + sizes.chip


def _unread(block: Block, sheet: Sheet, boxes: list[Box], runs: list[Run], y: int) -> int:
    """Draw the line between what was read and what was not."""
    sizes, px = sheet.sizes, sheet.px
    word = sheet.phrases.unread(block.unread)
    width = sheet.ruler.measure(word, Role.SMALL_BOLD)
    left, y = sheet.width - sizes.right - width, y + sizes.gap_group
    height = sheet.ruler.line(Role.SMALL_BOLD)
    boxes.append(Box(sizes.edge, y + height // 2, left - px(12) - sizes.edge, 1, "danger"))
    runs.append(Run(left, y, width, height, word, Role.SMALL_BOLD, "danger"))
    return y + height + px(2)


def _text(row: MessageRow, sheet: Sheet, width: int, indent: int = 0) -> TextShape:
    text = sheet.phrases.word("deleted") if row.redacted else row.text
    pieces = spans(text, sheet.nick if row.mention else "")
    face = sheet.big if is_big(pieces, text) else sheet.message
    return shape(text, pieces, face, sheet.ruler, width, indent)


def _chip(block: Block, row: MessageRow, sheet: Sheet, boxes: list[Box], runs: list[Run], y: int) -> int:
    """Set what a program tells the room, such as a game's moves, as a small chip in the middle."""
    text = sheet.phrases.told(len(block.rows)) if block.folded else row.text
    sizes, px = sheet.sizes, sheet.px
    y += px(6)
    room = min(sizes.bubble_max, sheet.width - sizes.edge - sizes.right - 2 * px(14))
    made = shape(text, spans(text), sheet.small, sheet.ruler, room)
    width, height = made.width + 2 * px(14), made.height + 2 * px(5)
    left = (sheet.width - width) // 2
    boxes.append(Box(left, y, width, height, "chip", min(height // 2, px(13))))
    ink = "text" if row.mention and not block.folded else "sub"
    placed = place(made, left + px(14), y + px(5), sheet.ruler, ink, offsets=not block.folded)
    if block.folded:
        action = Action(Deed.UNFOLD, str(block.key))
        runs += [msgspec.structs.replace(run, action=action) for run in placed]
        return y + height
    runs += placed
    return chips(row, sheet, (boxes, runs), x=left, y=y + height, right=sheet.width - sizes.right)


def _bubble(
    block: Block, row: MessageRow, sheet: Sheet, into: tuple[list[Box], list[Run], list[Disc]], y: int
) -> int:
    boxes, runs, discs = into
    sizes, ruler = sheet.sizes, sheet.ruler
    y += sizes.gap_group if block.head else sizes.gap_inside
    if block.head and not row.own:
        discs.append(Disc(sizes.edge, y, sizes.avatar, row.sender))
        runs.append(_name(row, sheet, y, "text"))
        y += ruler.line(Role.NAME)
    aside = _aside(block, row, sheet)
    aside_width = sum(ruler.measure(word, Role.SMALL) for word, _ink, _action in aside)
    free = sheet.width - sizes.text_x - sizes.right - aside_width - sizes.aside
    limit = min(sizes.bubble_max, sheet.width * 78 // 100, max(free, sheet.width // 3))
    made = _text(row, sheet, limit - 2 * sizes.pad_x)
    quote = Quote(row, sheet, limit - 2 * sizes.pad_x) if row.reply_to and not row.redacted else None
    bare = made.face is sheet.big and quote is None
    pad_x, pad_y = (0, 0) if bare else (sizes.pad_x, sizes.pad_y)
    width = max(made.width, quote.width if quote is not None else 0) + 2 * pad_x
    height = made.height + 2 * pad_y + (quote.height if quote is not None else 0)
    left = sheet.width - sizes.right - width if row.own else sizes.text_x
    if not bare:
        fill = "mention" if row.mention else "mine" if row.own else "other"
        line = "mention_bar" if row.mention else ""
        boxes.append(Box(left, y, width, height, fill, sizes.radius, line))
    text_y = y + pad_y
    if quote is not None:
        quote.place(left + pad_x, text_y, boxes, runs)
        text_y += quote.height
    runs += place(made, left + pad_x, text_y, ruler, _ink(row))
    side = left - sizes.aside - aside_width if row.own else left + width + sizes.aside
    _small(aside, sheet, runs, side, y + height - ruler.line(Role.SMALL))
    edge = sheet.width - sizes.right
    below = chips(row, sheet, (boxes, runs), x=sizes.text_x, y=y + height, right=edge)
    return _reason(row, sheet, runs, below)


def _ink(row: MessageRow) -> str:
    return "sub" if row.redacted or row.form is MessageForm.NOTICE else "text"


def _quiet(row: MessageRow) -> str:
    """Return what the words beside a compact message are written with: they lie on its ground."""
    return "sub" if row.mention else "faint"


def _compact(
    block: Block, row: MessageRow, sheet: Sheet, into: tuple[list[Box], list[Run], list[Disc]], y: int
) -> int:
    boxes, runs, discs = into
    sizes, ruler = sheet.sizes, sheet.ruler
    y += sizes.gap_group if block.head else sizes.gap_inside
    top = y
    if block.head:
        discs.append(Disc(sizes.edge, y, sizes.avatar, row.sender))
        name = _name(row, sheet, y, f"hue{hue_of(row.sender.casefold())}")
        runs.append(name)
        time = sheet.time(row.utc_ms)
        quiet = _quiet(row)
        beside: Aside = [(time, quiet, None)]
        if row.audience:
            beside.append((" · " + sheet.phrases.audience(row.audience), quiet, None))
        _small(beside, sheet, runs, name.x + name.width + sizes.aside, y + sheet.px(3))
        y += ruler.line(Role.NAME)
    room = sheet.width - sizes.text_x - sizes.right
    if row.reply_to and not row.redacted:
        quoted = quote_line(row, sheet, sizes.text_x, y, room)
        runs.append(quoted)
        y += quoted.height
    made = _text(row, sheet, room)
    runs += place(made, sizes.text_x, y, ruler, _ink(row))
    y += made.height
    parts = _aside(block, row, sheet, timed=False)
    aside = [(word, _quiet(row) if ink == "faint" else ink, action) for word, ink, action in parts if word]
    if aside:
        width = sum(ruler.measure(word, Role.SMALL) for word, _ink, _action in aside)
        side = sizes.text_x + made.last_width + sizes.aside
        if side + width <= sheet.width - sizes.right:
            _small(aside, sheet, runs, side, y - ruler.line(Role.SMALL) - sheet.px(2))
        else:
            _small(aside, sheet, runs, sizes.text_x, y)
            y += ruler.line(Role.SMALL)
    y = chips(row, sheet, (boxes, runs), x=sizes.text_x, y=y, right=sheet.width - sizes.right)
    y = _reason(row, sheet, runs, y)
    if row.mention:
        above, below = (sheet.px(6), sheet.px(4)) if block.head else (sheet.px(2), sheet.px(2))
        boxes.append(Box(0, top - above, sheet.width, y + below - top + above, "mention"))
        boxes.append(Box(0, top - above, sizes.bar, y + below - top + above, "mention_bar"))
        y += below
    return y


def _action(block: Block, row: MessageRow, sheet: Sheet, runs: list[Run], y: int) -> int:
    """Set «하늘 손을 흔들어요»: the name is the sentence's subject, so nothing stands around it."""
    sizes, ruler = sheet.sizes, sheet.ruler
    y += sizes.gap_group
    name = _name(row, sheet, y, f"hue{hue_of(row.sender.casefold())}")
    runs.append(name)
    room = sheet.width - sizes.text_x - sizes.right
    made = _text(row, sheet, room, name.width + sheet.px(5))
    runs += place(made, sizes.text_x, y, ruler, "sub")
    aside = _aside(block, row, sheet)
    width = sum(ruler.measure(word, Role.SMALL) for word, _ink, _action in aside)
    side = sizes.text_x + made.last_width + sizes.aside
    y += made.height
    if side + width > sheet.width - sizes.right:
        side, y = sizes.text_x, y + ruler.line(Role.SMALL)
    _small(aside, sheet, runs, side, y - ruler.line(Role.SMALL) - sheet.px(2))
    return y


def _reason(row: MessageRow, sheet: Sheet, runs: list[Run], y: int) -> int:
    """Say below a failed message why it did not arrive."""
    if row.fault is None or row.delivery is not Delivery.FAILED:
        return y
    sizes, ruler = sheet.sizes, sheet.ruler
    text = sheet.phrases.fault(row.fault)
    room = sheet.width - sizes.text_x - sizes.right
    made = shape(text, spans(text), sheet.small, ruler, room)
    left = sizes.text_x if sheet.look is Look.COMPACT else sheet.width - sizes.right - made.width
    y += sheet.px(2)
    runs += place(made, left, y, ruler, "danger", offsets=False)
    return y + made.height


def _name(row: MessageRow, sheet: Sheet, y: int, ink: str) -> Run:
    width = sheet.ruler.measure_run(row.sender, Role.NAME)
    action = Action(Deed.PERSON, row.sender)
    height = sheet.ruler.line(Role.NAME)
    return Run(sheet.sizes.text_x, y, width, height, row.sender, Role.NAME, ink, action=action)


def _aside(block: Block, row: MessageRow, sheet: Sheet, *, timed: bool = True) -> Aside:
    """Return the words beside a message: how far it is, when it was said."""
    word = sheet.phrases.word
    row_id = str(row.id)
    if row.delivery is Delivery.FAILED:
        return [
            (word("failed"), "danger", None),
            (" · ", "danger", None),
            (word("resend"), "danger", Action(Deed.RESEND, row_id)),
            (" · ", "danger", None),
            (word("discard"), "danger", Action(Deed.DISCARD, row_id)),
        ]
    if row.delivery is Delivery.QUEUED:
        return [
            (word("queued"), "faint", None),
            (" · ", "faint", None),
            (word("discard"), "faint", Action(Deed.DISCARD, row_id)),
        ]
    if row.delivery is Delivery.SENDING:
        return [(word("sending"), "faint", None)]
    parts = [word("sent")] if block.sent else []
    if timed and block.timed:
        parts.append(sheet.time(row.utc_ms))
    if timed and row.audience:
        parts.insert(0, sheet.phrases.audience(row.audience) + " ·")
    return [(" ".join(parts), "faint", None)] if parts else []


def _small(aside: Aside, sheet: Sheet, runs: list[Run], x: int, y: int) -> None:
    height = sheet.ruler.line(Role.SMALL)
    for text, ink, action in aside:
        width = sheet.ruler.measure_run(text, Role.SMALL)
        underlined = action is not None
        runs.append(Run(x, y, width, height, text, Role.SMALL, ink, underlined=underlined, action=action))
        x += width
