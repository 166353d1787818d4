"""The pop-up above the composer: what could stand at the caret; Up and Down, Tab or Enter, Esc."""

import tkinter as tk
from collections.abc import Callable

from malmadang.desktop.completion import Offer, Trigger, common_start, is_whole, plain_at, trigger_at
from malmadang.desktop.composer import Composer
from malmadang.desktop.kit import OFFER_ROWS, ListRow, RoundedBox, RowCommands, RowList, Skin
from malmadang.desktop.tokens import GAP_4

_WIDTH, _WIDTH_COMMANDS = 280, 520


class Completions:
    """Watches what is typed, and offers.

    Args:
        parent: what the pop-up lies in; it stands at the composer's upper edge.
        ask: what fits, the likeliest first.
    Attributes:
        offers: in view now, () for none.
    """

    def __init__(
        self, parent: tk.Misc, skin: Skin, composer: Composer, ask: Callable[[Trigger], list[Offer]]
    ) -> None:
        self.skin, self.composer = skin, composer
        self.offers: tuple[Offer, ...] = ()
        self._ask = ask
        self._trigger: Trigger | None = None
        self._closed: Trigger | None = None
        self.box = RoundedBox(parent, skin, padding=GAP_4)
        self.list = RowList(self.box.inner, skin, OFFER_ROWS, RowCommands(choose=self._chosen), ground="bg")
        # The keyboard stays in the composer: taking it away would lose a syllable that is being composed.
        self.list.canvas.configure(takefocus=False)
        self.list.canvas.bind("<ButtonPress-1>", lambda _event: None)
        self.list.pack(fill="both", expand=True)
        composer.assist = self
        skin.watch(self.box, self._place)

    @property
    def is_open(self) -> bool:
        """Is something offered?"""
        return bool(self.offers)

    def edited(self) -> None:
        """Offer what fits the text as it is now."""
        trigger = trigger_at(self.composer.before_caret)
        if trigger is None or trigger == self._closed:
            self.close()
            return
        self._show(trigger)

    def enter(self) -> bool:
        """Take the marked offer; a word that is whole already is sent instead."""
        if not self.is_open:
            return False
        self.edited()
        trigger = self._trigger
        if trigger is None or is_whole(trigger, self.offers):
            self.close()
            return False
        self._take(self._at)
        return True

    def tab(self) -> bool:
        """Take the marked offer; without any, complete the name that is being typed."""
        if self.is_open:
            self._take(self._at)
            return True
        trigger = plain_at(self.composer.before_caret)
        found = self._ask(trigger) if trigger is not None else []
        if trigger is None or not found:
            return False
        start = common_start(found)
        if len(found) == 1:
            self.composer.replace_before(trigger.query, found[0].insert)
        elif len(start) > len(trigger.query):
            self.composer.replace_before(trigger.query, start)
        else:
            self._show(trigger)
        return True

    def step(self, by: int) -> bool:
        """Mark the next offer."""
        if self.is_open:
            self.list.set_current(str((self._at + by) % len(self.offers)))
            self._mark()
        return self.is_open

    def escape(self) -> bool:
        """Take the pop-up away until something else is typed; False where there is none."""
        was_open, self._closed = self.is_open, self._trigger
        self.close()
        return was_open

    def close(self) -> None:
        """Offer nothing."""
        self.offers, self._trigger = (), None
        self.box.place_forget()

    @property
    def _at(self) -> int:
        return int(self.list.current_key or 0)

    def _show(self, trigger: Trigger) -> None:
        found = self._ask(trigger)
        if not found:
            self.close()
            return
        is_new = trigger != self._trigger
        self.offers, self._trigger, self._closed = tuple(found), trigger, None
        rows = [
            ListRow(str(n), one.title, avatar=one.avatar, sign=one.sign, emoji=one.emoji, note=one.note)
            for n, one in enumerate(found)
        ]
        self.list.show(rows)
        if is_new or self.list.current_key is None:
            self.list.set_current("0")
        self._mark()
        self._place()

    def _mark(self) -> None:
        self.list.chosen = self.list.current_key
        self.list.canvas.redraw_soon()

    def _place(self) -> None:
        if not self.offers or self._trigger is None:
            return
        px = self.skin.px
        wide = _WIDTH_COMMANDS if self._trigger.sign in "/#" and self._trigger.sign else _WIDTH
        width = min(px(wide), self.composer.winfo_width() - px(40))
        height = self.list.content_height + 2 * px(GAP_4)
        self.box.place(in_=self.composer, x=px(20), y=px(4), anchor="sw", width=width, height=height)
        tk.Misc.lift(self.box)

    def _chosen(self, key: str) -> None:
        self.composer.commit_then(lambda: self._take(int(key)))

    def _take(self, at: int) -> None:
        trigger = self._trigger
        if trigger is None or at >= len(self.offers):
            return
        offer = self.offers[at]
        before = self.composer.before_caret
        self.close()
        self.composer.replace_before(before[len(before) - trigger.length :], offer.insert)
