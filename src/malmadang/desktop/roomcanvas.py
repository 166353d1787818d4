"""The canvas under the messages: lays out, draws what is near the view, and keeps the reader's place."""

import time
import tkinter as tk
from collections.abc import Callable, Sequence

from malmadang.clientcore.rows import RowId
from malmadang.desktop.arrange import Block
from malmadang.desktop.layout import lay_out
from malmadang.desktop.painter import paint
from malmadang.desktop.placed import Placed
from malmadang.desktop.sheet import Sheet
from malmadang.desktop.skin import Skin
from malmadang.desktop.stack import Stack
from malmadang.desktop.tokens import Role

OVERSCAN = 200
"""Pixels above and below the view that are drawn already."""

_SLICE_S = 0.008
_SLICE_ROWS = 8
_NARROWEST = 50
_GUESS = 60


class RoomCanvas(tk.Canvas):
    """Shows blocks; `top` is the height of the content at the view's upper edge.

    Args:
        make_sheet: gives the paper for a width.
        settled: called after every movement or change, when everything is drawn.

    Attributes:
        following: the view sticks to the content's end.
        edge_text: stands above the first block, "" for nothing; `empty_text` two lines for an empty room.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        *,
        make_sheet: Callable[[int], Sheet],
        settled: Callable[[], None],
    ) -> None:
        super().__init__(
            parent, borderwidth=0, highlightthickness=0, takefocus=True, width=1, height=1, confine=False
        )
        self.configure(yscrollincrement=1, xscrollincrement=1)
        self.skin = skin
        self.stack = Stack()
        self.following = True
        self.edge_text = ""
        self.empty_text = ("", "")
        self._make_sheet, self._settled = make_sheet, settled
        self._sheet: Sheet | None = None
        self._blocks: Sequence[Block] = ()
        self._painted: dict[str, int] = {}
        self._size = (0, 0)
        self._job: str | None = None
        self.bind("<Configure>", lambda _event: self._resized(), add=True)
        self.bind("<Destroy>", lambda _event: self._stop(), add=True)

    @property
    def top(self) -> int:
        """Height of the content at the view's upper edge."""
        return int(self.canvasy(0))

    @property
    def sheet(self) -> Sheet | None:
        """The paper in use; None before the canvas has a size."""
        return self._sheet

    @property
    def limits(self) -> tuple[int, int]:
        """The smallest and largest `top` that the content allows."""
        upper = self.stack.top - self._edge_height()
        lower = self.stack.bottom + self.skin.px(12) - self.winfo_height()
        return upper, max(upper, lower)

    def clear(self) -> None:
        """Show nothing, and forget the place."""
        self.stack.clear()
        self._blocks = ()
        self._forget_paint()

    def take_paper(self) -> None:
        """Lay out on new paper from now on; for a canvas that shows nothing yet."""
        if self.winfo_width() >= _NARROWEST:
            self._sheet = self._make_sheet(self.winfo_width())

    def show(self, blocks: Sequence[Block]) -> None:
        """Show these blocks; the first one in view keeps its place, or the last one while following."""
        self._blocks = blocks
        if self._sheet is None:
            return
        anchor = self.stack.slots[self._anchor()].block.key if self.stack.slots else RowId(0)
        self.stack.show(blocks, self._lay, anchor, self.skin.px(_GUESS))
        self.settle()
        self._later()

    def go(self, top: int) -> None:
        """Put a height of the content at the view's upper edge, as far as the content allows."""
        self._move(top)
        self.settle()

    def renew(self) -> None:
        """Lay everything out on new paper: what is in view now, the rest bit by bit."""
        if self.winfo_width() < _NARROWEST:
            return
        first = self._sheet is None
        self._sheet = self._make_sheet(self.winfo_width())
        if first:
            self.stack.show(self._blocks, self._lay, RowId(0), self.skin.px(_GUESS))
        else:
            self.stack.spoil()
        self.settle()
        self._later()

    def repaint(self) -> None:
        """Draw everything anew, as after a change of colours."""
        self._forget_paint()
        self.settle()

    def settle(self) -> None:
        """Bring the drawing in line with the content and the place."""
        if self._sheet is None:
            return
        for _round in range(8):
            if self.following:
                self._move(self.limits[1])
            elif not self.limits[0] <= self.top <= self.limits[1]:
                self._move(self.top)
            near = self._near()
            if not self.stack.freshen(near, self._lay, self._anchor()):
                break
        self._reconcile(self._near())
        self._draw_edge()
        self._settled()

    def _lay(self, block: Block) -> Placed:
        assert self._sheet is not None
        return lay_out(block, self._sheet)

    def _near(self) -> range:
        top = self.top
        return self.stack.between(top - OVERSCAN, top + self.winfo_height() + OVERSCAN)

    def _anchor(self) -> int:
        """Return the slot that must not move: the last one while following, else the first wholly in view."""
        if self.following:
            return len(self.stack.slots) - 1
        top = self.top
        at = self.stack.at(top)
        if at + 1 < len(self.stack.slots) and self.stack.tops[at] < top:
            below = self.stack.tops[at + 1]
            at += below < top + self.winfo_height()
        return at

    def _move(self, top: int) -> None:
        low, high = self.limits
        by = max(low, min(high, top)) - self.top
        if by:
            self.yview_scroll(by, "units")

    def _reconcile(self, near: range) -> None:
        wanted = {self.stack.slots[n].tag: n for n in near}
        for tag in [tag for tag in self._painted if tag not in wanted]:
            self.delete(tag)
            del self._painted[tag]
        for tag, n in wanted.items():
            top, was = self.stack.tops[n], self._painted.get(tag)
            if was is None:
                paint(self, self.skin, self.stack.slots[n].placed, top, tag)
            elif was != top:
                self.move(tag, 0, top - was)
            self._painted[tag] = top

    def _forget_paint(self) -> None:
        self.delete("all")
        self._painted.clear()

    def _edge_height(self) -> int:
        return self.skin.px(40) if self.edge_text and self.stack.slots else 0

    def _draw_edge(self) -> None:
        """Draw what stands above the first block, or in the middle of an empty room."""
        self.delete("edge")
        skin, middle = self.skin, self.winfo_width() // 2
        if not self.stack.slots:
            self._draw_empty(middle, self.top + self.winfo_height() * 2 // 5)
        elif self.edge_text and self.stack.top > self.top - OVERSCAN:
            font, ink = skin.fonts.font(Role.SMALL), skin.colour("faint")
            y = self.stack.top - skin.px(16)
            self.create_text(middle, y, text=self.edge_text, font=font, fill=ink, tags="edge")

    def _draw_empty(self, middle: int, y: int) -> None:
        skin, px = self.skin, self.skin.px
        title, tip = self.empty_text
        if not title:
            return
        picture = skin.pictures.emoji("💬", px(48))
        if picture is not None:
            self.create_image(middle, y - px(48), image=picture, tags="edge")
        bold, small = skin.fonts.font(Role.MESSAGE_BOLD), skin.fonts.font(Role.SMALL)
        self.create_text(middle, y, text=title, font=bold, fill=skin.colour("text"), tags="edge")
        self.create_text(middle, y + px(22), text=tip, font=small, fill=skin.colour("sub"), tags="edge")

    def _resized(self) -> None:
        size = (self.winfo_width(), self.winfo_height())
        if size == self._size or size[0] < _NARROWEST:
            return
        wider = size[0] != self._size[0]
        self._size = size
        if wider:
            self.renew()
        else:
            self.settle()

    def _later(self) -> None:
        if self._job is None and self.stack.has_stale():
            self._job = self.after_idle(self._wait)

    def _wait(self) -> None:
        # Not idle after idle: between two slices the events of the person come first.
        self._job = self.after(1, self._slice)

    def _slice(self) -> None:
        """Lay out some of the blocks that are still of the old width."""
        self._job = None
        end = time.perf_counter() + _SLICE_S
        stale = self.stack.stale()
        while stale and time.perf_counter() < end:
            part, stale = stale[:_SLICE_ROWS], stale[_SLICE_ROWS:]
            self.stack.freshen(part, self._lay, self._anchor())
        self.settle()
        self._later()

    def _stop(self) -> None:
        if self._job is not None:
            self.after_cancel(self._job)
            self._job = None
