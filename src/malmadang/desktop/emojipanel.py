"""The emoji panel: a field that searches in Korean and English, the ones used last, then every group."""

import tkinter as tk
from collections.abc import Callable, Sequence

from malmadang.desktop.emojigrid import CELL, COLUMNS, EmojiGrid
from malmadang.desktop.emojinames import EmojiName, in_groups, names, search
from malmadang.desktop.kit import Field, RoundedBox, Skin
from malmadang.desktop.labels import Label
from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import GAP_8, Role

RECENT_MAX = 24
_HEIGHT = 380
_GROUPS = {
    0: Word.EMOJI_FACES, 1: Word.EMOJI_PEOPLE, 3: Word.EMOJI_NATURE, 4: Word.EMOJI_FOOD,
    5: Word.EMOJI_TRAVEL, 6: Word.EMOJI_ACTIVITIES, 7: Word.EMOJI_OBJECTS, 8: Word.EMOJI_SYMBOLS,
    9: Word.EMOJI_FLAGS,
}  # fmt: skip
_QUICK = ("👍", "❤️", "😂", "🎉", "😮")


def quick(recent: Sequence[str], count: int = 5) -> list[str]:
    """Return the emoji that stand ready: those used last, then the usual ones."""
    return list(dict.fromkeys((*recent, *_QUICK)))[:count]


def used(recent: Sequence[str], emoji: str) -> tuple[str, ...]:
    """Return the emoji used last, one more being used now."""
    return tuple(dict.fromkeys((emoji, *recent)))[:RECENT_MAX]


class EmojiPanel:
    """Lies over the messages at the composer's upper right; one panel for writing and for reactions.

    Args:
        recent: the emoji used last.
        closed: the panel has gone away; the keyboard belongs to the composer again.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        speech: Speech,
        *,
        recent: Callable[[], Sequence[str]],
        closed: Callable[[], None],
    ) -> None:
        self.skin, self.speech = skin, speech
        self._parent, self._recent, self._closed = parent, recent, closed
        self._take: Callable[[str], None] | None = None
        self.box = RoundedBox(parent, skin, padding=GAP_8)
        self.field = Field(self.box.inner, skin, height=36, role=Role.SMALL, changed=self._typed)
        self.grid = EmojiGrid(self.box.inner, skin, take=self._taken, named=self._name)
        self.name = Label(self.box.inner, skin)
        self.field.pack(fill="x")
        self.name.pack(side="bottom", fill="x", pady=(skin.px(4), 0))
        self.grid.pack(fill="both", expand=True, pady=(skin.px(4), 0))
        entry = self.field.entry
        moves = {"<Left>": (-1, 0), "<Right>": (1, 0), "<Up>": (0, -1), "<Down>": (0, 1)}
        for key, (columns, rows) in moves.items():
            entry.bind(key, lambda _event, by=(columns, rows): self._move(*by))  # type: ignore[misc]  # a default as closure
        for key in ("<Return>", "<KP_Enter>"):
            entry.bind(key, lambda _event: self._return_pressed())
        parent.winfo_toplevel().bind("<ButtonPress-1>", self._pressed, add=True)

    @property
    def is_open(self) -> bool:
        """Is it in view?"""
        return self._take is not None

    def open(self, take: Callable[[str], None]) -> None:
        """Show it with an empty field; the emoji that is chosen goes to `take`."""
        self._take = take
        self.field.set_words(self.speech.say(Word.EMOJI_SEARCH))
        self.field.set("")
        self._typed()
        px = self.skin.px
        width = COLUMNS * px(CELL) + 2 * px(GAP_8) + px(10)
        room = self._parent.winfo_height() - px(110)
        height = min(px(_HEIGHT), room) if room > px(120) else px(_HEIGHT)
        self.box.place(relx=1.0, rely=1.0, x=-px(16), y=-px(92), anchor="se", width=width, height=height)
        tk.Misc.lift(self.box)
        self.field.entry.focus_set()

    def close(self) -> bool:
        """Take it away; False where it is not in view."""
        if self._take is None:
            return False
        self._take = None
        self.box.place_forget()
        self._closed()
        return True

    def _typed(self) -> None:
        if self._take is None:
            return
        query = self.field.get().strip()
        if query:
            self.grid.show([("", search(query))])
            if not self.grid.emoji:
                self.name.say(self.speech.say(Word.NOT_FOUND, text=query))
            return
        known = {emoji.text: emoji for emoji in names()}
        say = self.speech.say
        recent = [known[text] for text in self._recent() if text in known]
        groups = [(say(_GROUPS[group]), emoji) for group, emoji in in_groups() if group in _GROUPS]
        self.grid.show([(say(Word.EMOJI_RECENT), recent), *groups])

    def _name(self, emoji: EmojiName | None) -> None:
        self.name.say(emoji.name(self.speech.language) if emoji is not None else "")

    def _move(self, columns: int, rows: int) -> str:
        self.grid.move(columns, rows)
        return "break"

    def _return_pressed(self) -> str:
        # The last syllable's own key may still be on its way to the entry: read it when Tk is idle.
        self.box.after_idle(self.grid.take_marked)
        return "break"

    def _taken(self, emoji: EmojiName) -> None:
        take = self._take
        if take is not None:
            self.close()
            take(emoji.text)

    def _pressed(self, event: "tk.Event[tk.Misc]") -> None:
        if self.is_open and not str(event.widget).startswith(str(self.box)):
            self.box.after_idle(self.close)
