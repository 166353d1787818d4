"""The messages of a room: what the window calls, and what a click in them does."""

import tkinter as tk
from collections.abc import Sequence

from malmadang.clientcore.rows import MessageRow, Row, RowId
from malmadang.desktop import emoji, jumpbutton
from malmadang.desktop.arrange import Folding, Local, Look
from malmadang.desktop.inputs import bind_wheel
from malmadang.desktop.jumpbutton import JumpButton
from malmadang.desktop.placed import Action, Deed
from malmadang.desktop.roomcanvas import RoomCanvas
from malmadang.desktop.roomcommands import NO_ROW, Edge, RoomCommands, local_time
from malmadang.desktop.roomkeys import RoomKeys
from malmadang.desktop.roommodel import RoomModel
from malmadang.desktop.roommouse import RoomMouse
from malmadang.desktop.roomphrases import RoomPhrases
from malmadang.desktop.rowfocus import RowFocus
from malmadang.desktop.scrollbar import Scrollbar
from malmadang.desktop.selection import as_talk
from malmadang.desktop.sheet import Say, Sheet
from malmadang.desktop.skin import Skin
from malmadang.ports import TimeMs

NEAR_TOP = 600
"""Pixels before the top at which older rows are fetched."""

_PREPARE_MS = 200
_FLASH_MS = 1000


class RoomView(tk.Frame):
    """The message view of the window; one widget shows every room in turn.

    Call `show` when another room comes to the front and `refresh` when its rows have changed (at most once
    a frame). All on Tk's thread.

    Args:
        phrases: the view's own words; `say` makes the sentence of a notice.
        local: turns server time into the person's.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        commands: RoomCommands,
        *,
        phrases: RoomPhrases,
        say: Say,
        look: Look = Look.BUBBLE,
        folding: Folding = Folding.FOLD,
        local: Local = local_time,
    ) -> None:
        super().__init__(parent, borderwidth=0, highlightthickness=0)
        self.skin, self.commands = skin, commands
        self.phrases, self.say, self.look, self.local = phrases, say, look, local
        self.nick = ""
        self.edge = Edge.NOTHING
        self.model = RoomModel(local, folding)
        self.canvas = RoomCanvas(self, skin, make_sheet=self._paper, settled=self._settled)
        self.canvas.pack(fill="both", expand=True)
        self.bar = Scrollbar(self, skin, self._bar_moved)
        self.jump = JumpButton(self.canvas, skin)
        self.focus_row = RowFocus(
            self.canvas,
            skin,
            self.canvas.stack,
            buttons=commands.buttons,
            look=lambda: self.look,
        )
        self.mouse = RoomMouse(
            self.canvas,
            skin,
            self.canvas.stack,
            focus=self.focus_row,
            press=self.press_bar,
            scroll=self.scroll,
            act=self._act,
            menu=self._menu,
            time=self._clock,
        )
        self._asked_above: RowId | None = None
        self._place_divider = self._focused = False
        self._listen()
        skin.watch(self, self.restyle)
        self._colour()
        self._say_edges()
        job = self.after(_PREPARE_MS, emoji.prepare)
        self.bind("<Destroy>", lambda _event: self.after_cancel(job), add=True)

    def _listen(self) -> None:
        canvas = self.canvas
        bind_wheel(canvas, lambda pixels: self.scroll(self.skin.px(pixels)))
        canvas.tag_bind(jumpbutton.TAG, "<ButtonRelease-1>", lambda _event: self.jump_down())
        self.row_keys = RoomKeys(self)
        # The keyboard stays with the composer while the mouse chooses here, so the whole window is asked.
        self.winfo_toplevel().bind("<<Copy>>", lambda _event: self._copy_unless_typed(), add=True)
        canvas.bind("<FocusIn>", lambda _event: self._ring(shown=True), add=True)
        canvas.bind("<FocusOut>", lambda _event: self._ring(shown=False), add=True)

    def show(self, rows: Sequence[Row], *, nick: str, divider: RowId = NO_ROW) -> None:
        """Show another room, from its newest message, or from the unread line where that is further up.

        Args:
            rows: the room's live list; it is looked at anew at every `refresh`.
            nick: ours.
            divider: the first unread row, 0 for none.
        """
        self.mouse.clear()
        self.focus_row.row = NO_ROW
        self.nick = nick
        self.edge, self._asked_above = Edge.NOTHING, None
        self._say_edges()
        self.model.open(rows, divider)
        self._place_divider = bool(divider)
        self.canvas.following = True
        self.canvas.clear()
        self.jump.forget()
        self.canvas.take_paper()
        self.canvas.show(self.model.blocks())

    def refresh(self, *, divider: RowId | None = None) -> None:
        """Draw the room's rows as they are now; `divider` moves the unread line (0 takes it away)."""
        if divider is not None:
            self.model.set_divider(divider)
        self.canvas.show(self.model.blocks())
        if self.model.above and not self.model.following:
            self._page_in()

    def set_nick(self, nick: str) -> None:
        """Mark another name as ours from now on."""
        if nick != self.nick:
            self.nick = nick
            self.canvas.renew()

    def set_look(self, look: Look) -> None:
        """Draw bubbles, or compact rows."""
        if look is not self.look:
            self.look = look
            self.canvas.renew()

    def set_phrases(self, phrases: RoomPhrases, say: Say) -> None:
        """Speak another language."""
        self.phrases, self.say = phrases, say
        self._say_edges()
        self.canvas.renew()

    def set_folding(self, folding: Folding) -> None:
        """Fold comings and goings, or show or hide all of them."""
        self.model.folding = folding
        self.refresh()

    def set_game(self, *, is_on: bool) -> None:
        """Fold what games have told while none is on."""
        if self.model.fold_games is is_on:
            self.model.fold_games = not is_on
            self.refresh()

    def set_edge(self, edge: Edge) -> None:
        """Say above the oldest row that more is coming, or that this is all."""
        self.edge = edge
        self._say_edges()
        self.canvas.settle()

    @property
    def at_bottom(self) -> bool:
        """Whether the newest message is in view and new ones are followed."""
        return self.model.following

    def scroll(self, pixels: int) -> None:
        """Move the view down by pixels of this screen (up where negative)."""
        canvas = self.canvas
        low, high = canvas.limits
        to = canvas.top + pixels
        if to < high and pixels < 0 and high > low:
            self.model.leave_bottom()
        elif to >= high and not self.model.below:
            self.model.follow()
        canvas.following = self.model.following
        was_at_bottom = canvas.top == high
        canvas.go(to)
        self._page_in()
        if self.model.following and not was_at_bottom and self.commands.bottom is not None:
            self.commands.bottom()

    def page(self, pages: int) -> None:
        """Move by most of the view's height."""
        self.scroll(pages * self.canvas.winfo_height() * 9 // 10)

    def to_top(self) -> None:
        """Go to the oldest row that is in memory."""
        self.model.leave_bottom()
        while self.model.extend_up():
            self.canvas.following = False
            self.canvas.show(self.model.blocks())
        self.scroll(self.canvas.limits[0] - self.canvas.top)

    def to_bottom(self) -> None:
        """Go to the newest message and follow."""
        self.model.follow()
        self.canvas.following = True
        self.canvas.show(self.model.blocks())
        if self.commands.bottom is not None:
            self.commands.bottom()

    def jump_down(self) -> None:
        """Do what the button to the newest message does: first go where somebody named me."""
        _count, named = self.model.news()
        if named and self.reveal(named):
            self.model.see(named)
            self.canvas.settle()
        else:
            self.to_bottom()

    def reveal(self, row_id: RowId) -> bool:
        """Bring a row into the view's upper part; False where the room's list has it not."""
        if not self.model.go_to(row_id):
            return False
        self.model.leave_bottom()
        self.canvas.following = False
        self.canvas.show(self.model.blocks())
        at = self.canvas.stack.find(row_id)
        if at >= 0:
            for _again in range(2):  # the first time, what is around it may be laid out only then
                self.canvas.go(self.canvas.stack.tops[at] - self.canvas.winfo_height() // 4)
        return at >= 0

    def press_bar(self, key: str, x: int, y: int) -> None:
        """Do with the current message what a button of its bar says, or the key for it."""
        row = self.focus_row.row
        if row and self.commands.press is not None:
            self.commands.press(key, row, x, y)

    def mark(self, row_id: RowId, start: int, end: int) -> None:
        """Bring a message into view and mark a stretch of its text."""
        if self.reveal(row_id):
            self.mouse.choose(row_id, start, end)

    def flash(self, row_id: RowId) -> None:
        """Bring a message into view and mark all of it for a second."""
        if not self.reveal(row_id):
            return
        at = self.canvas.stack.find(row_id)
        text = self.canvas.stack.slots[at].placed.text
        self.mouse.choose(row_id, 0, len(text))
        chosen = self.mouse.selection
        self.after(_FLASH_MS, lambda: self.mouse.unchoose(chosen))

    def copy_selection(self) -> bool:
        """Put the chosen text on the clipboard; False where nothing is chosen."""
        text = self.mouse.text()
        if text:
            self._copy(text)
        return bool(text)

    def copy_room(self) -> None:
        """Put the whole talk that is in memory on the clipboard, as plain text."""
        rows = [row for row in self.model.rows if isinstance(row, MessageRow)]
        self._copy(as_talk([(row, row.text) for row in rows], self._clock))

    def restyle(self) -> None:
        """Take the skin's new colours and sizes."""
        self._colour()
        self.jump.forget()
        self.canvas.repaint()
        self.canvas.renew()

    def _paper(self, width: int) -> Sheet:
        return Sheet(
            width=width,
            percent=self.skin.percent,
            ruler=self.skin.fonts,
            look=self.look,
            phrases=self.phrases,
            local=self.local,
            nick=self.nick,
            say=self.say,
            quoted=self.commands.quoted,
        )

    def _colour(self) -> None:
        ground = self.skin.colour("bg")
        self.configure(background=ground)
        self.canvas.configure(background=ground)

    def _ring(self, *, shown: bool) -> None:
        """Draw a 2 px line around the messages while they have the keyboard."""
        canvas, thick = self.canvas, self.skin.px(2)
        self._focused = shown
        canvas.delete("ring")
        if shown:
            top, half = canvas.top, thick / 2
            edges = (half, top + half, canvas.winfo_width() - half, top + canvas.winfo_height() - half)
            canvas.create_rectangle(*edges, outline=self.skin.colour("accent"), width=thick, tags="ring")

    def _say_edges(self) -> None:
        word = self.phrases.word
        self.canvas.edge_text = word(self.edge.value) if self.edge.value else ""
        self.canvas.empty_text = (word("empty"), word("greet"))

    def _settled(self) -> None:
        """Bring what lies over the messages to its place."""
        if self._place_divider:
            self._place_divider = False
            if self._go_to_divider():
                return
        canvas, model = self.canvas, self.model
        low, high = canvas.limits
        height = max(1, canvas.winfo_height())
        total = max(1, high - low + height)
        self.bar.set((canvas.top - low) / total, (canvas.top - low + height) / total)
        if high > low:
            self.bar.place(relx=1.0, y=0, relheight=1, anchor="ne")
        else:
            self.bar.place_forget()
        count, named = model.news()
        away = not model.following and (count or model.below or high - canvas.top > height // 2)
        text = self.phrases.word("named") if named else self.phrases.jump(count)
        self.jump.show(text if away else "", canvas.winfo_width(), canvas.top, height)
        self.mouse.repaint()
        self.focus_row.repaint()
        self._ring(shown=self._focused)

    def _go_to_divider(self) -> bool:
        """Put the unread line at the view's top where what is unread is longer than the view."""
        canvas = self.canvas
        at = canvas.stack.find(self.model.divider)
        if at <= 0 or canvas.stack.bottom - canvas.stack.tops[at] < canvas.winfo_height():
            return False
        self.model.leave_bottom()
        self.model.see(canvas.stack.slots[at - 1].block.rows[-1].id)
        canvas.following = False
        for _again in range(2):  # the first time, what is around it may be laid out only then
            canvas.go(canvas.stack.tops[at] - self.skin.px(8))
        return True

    def _page_in(self) -> None:
        """Take rows into the window when the view comes near its end; ask for those the list has not."""
        canvas, model = self.canvas, self.model
        low, high = canvas.limits
        if canvas.top - low < self.skin.px(NEAR_TOP) and not model.following:
            if model.extend_up():
                canvas.show(model.blocks())
            elif model.rows and self._asked_above != model.rows[0].id and self.edge is Edge.NOTHING:
                self._asked_above = model.rows[0].id
                if self.commands.older is not None:
                    self.commands.older()
        elif high - canvas.top < self.skin.px(NEAR_TOP) and model.below and model.extend_down():
            canvas.show(model.blocks())

    def _bar_moved(self, what: str, amount: float, _unit: str = "") -> None:
        if what == "moveto":
            low, high = self.canvas.limits
            total = high - low + self.canvas.winfo_height()
            self.scroll(low + round(amount * total) - self.canvas.top)
        else:
            self.page(int(amount))

    def _act(self, action: Action, x: int, y: int) -> None:
        if action.deed is Deed.UNFOLD:
            self.model.unfolded.add(RowId(int(action.value)))
            self.refresh()
        elif action.deed is Deed.FOLD:
            self._fold(RowId(int(action.value)))
        else:
            self.commands.carry_out(action, x, y)

    def _fold(self, row_id: RowId) -> None:
        """Fold the notices again whose first one stands at or above this row."""
        at = self.canvas.stack.find(row_id)
        while at >= 0 and self.canvas.stack.slots[at].block.key not in self.model.unfolded:
            at -= 1
        if at >= 0:
            self.model.unfolded.discard(self.canvas.stack.slots[at].block.key)
            self.refresh()

    def _menu(self, row_id: RowId, x: int, y: int) -> None:
        if self.commands.menu is not None:
            self.commands.menu(row_id, x, y)

    def _copy_unless_typed(self) -> None:
        """Copy what is chosen here, unless the widget with the keyboard has chosen text of its own."""
        focus = self.focus_get()
        if isinstance(focus, tk.Text):
            busy = bool(focus.tag_ranges("sel"))
        else:
            busy = isinstance(focus, tk.Entry) and focus.selection_present()
        if not busy:
            self.copy_selection()

    def _clock(self, at: TimeMs) -> str:
        return self.phrases.time(self.local(at))

    def _copy(self, text: str) -> None:
        self.clipboard_clear()
        self.clipboard_append(text)
