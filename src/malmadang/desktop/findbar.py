"""Ctrl+F: a bar under the header that finds words in what is loaded of the room."""

import tkinter as tk
from collections.abc import Callable, Sequence

from malmadang.clientcore.rows import MessageRow, Row, RowId
from malmadang.desktop.kit import Button, Field, Kind, Skin
from malmadang.desktop.labels import Label
from malmadang.desktop.matching import jamo
from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import GAP_4, GAP_8, GAP_12, Role


def hits(rows: Sequence[Row], query: str) -> list[tuple[RowId, int, int]]:
    """Return (row, start, end) of every message that holds the words, the newest first."""
    wanted = query.casefold().strip()
    if not wanted:
        return []
    found: list[tuple[RowId, int, int]] = []
    taken_apart = jamo(wanted)
    for row in reversed(rows):
        if not isinstance(row, MessageRow):
            continue
        folded = row.text.casefold()
        at = folded.find(wanted)
        if at >= 0:
            found.append((row.id, at, at + len(wanted)))
        elif taken_apart in jamo(folded):
            # Half a syllable is enough while one types: the whole message is marked.
            found.append((row.id, 0, len(row.text)))
    return found


class FindBar(tk.Frame):
    """Field, count and arrows; packed by whoever owns it when it opens.

    Args:
        rows: of the room in front.
        show: bring a hit into view and mark it.
        closed: Esc or ✕.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        speech: Speech,
        *,
        rows: Callable[[], Sequence[Row]],
        show: Callable[[RowId, int, int], None],
        closed: Callable[[], None],
    ) -> None:
        super().__init__(parent, borderwidth=0, highlightthickness=0)
        self.skin, self.speech = skin, speech
        self._rows, self._show, self._closed = rows, show, closed
        self._hits: list[tuple[RowId, int, int]] = []
        self._at = -1
        self.field = Field(self, skin, ground="side2", height=32, role=Role.SMALL, changed=self._typed)
        self.count = Label(self, skin, ground="side2")
        self._parts = (
            self._button("✕", self._closed),
            self._button("↓", lambda: self.step(-1)),
            self._button("↑", lambda: self.step(1)),
        )
        entry = self.field.entry
        older, newer = ("<Return>", "<KP_Enter>", "<Up>"), ("<Shift-Return>", "<Down>")
        for key, by in (*((key, 1) for key in older), *((key, -1) for key in newer)):
            entry.bind(key, lambda _event, by=by: self._later(by))  # type: ignore[misc]  # a default as closure
        entry.bind("<Escape>", lambda _event: self._escape())
        skin.watch(self, self.restyle)
        self.restyle()

    def _button(self, word: str, command: Callable[[], None]) -> Button:
        kind = Kind.PLAIN
        return Button(self, self.skin, word, command, kind=kind, ground="side2", height=28, takes_focus=False)

    def open(self) -> None:
        """Take the keyboard; what was looked for before is marked, to be typed over."""
        self.field.set_words(self.speech.say(Word.FIND_IN_ROOM))
        self.field.entry.focus_set()
        self.field.entry.selection_range(0, "end")
        self._typed()

    def step(self, by: int) -> None:
        """Go to the next older hit (1) or newer one (-1), round and round."""
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show(*self._hits[self._at])
        self._say()

    def refresh(self) -> None:
        """The room's rows are others now."""
        self._typed()

    def _typed(self) -> None:
        if not hasattr(self, "count"):
            return  # the field tells of its first text while it is being made
        self._hits = hits(self._rows(), self.field.get())
        self._at = -1
        if self._hits:
            self.step(1)
        else:
            self._say()

    def _say(self) -> None:
        query = self.field.get().strip()
        if not query:
            self.count.say("")
        elif not self._hits:
            self.count.say(self.speech.say(Word.NOT_FOUND, text=query), "danger")
        else:
            self.count.say(f"{self._at + 1} / {len(self._hits)}", "sub")

    def _later(self, by: int) -> str:
        # The last syllable's own key may still be on its way to the entry: read it when Tk is idle.
        self.after_idle(lambda: self.step(by))
        return "break"

    def _escape(self) -> str:
        self._closed()
        return "break"

    def restyle(self) -> None:
        """Take the skin's new colours and sizes."""
        px = self.skin.px
        self.configure(background=self.skin.colour("side2"), height=px(44))
        self.pack_propagate(False)
        for part in (*self._parts, self.count, self.field):
            part.pack_forget()
        for part in self._parts:
            part.pack(side="right", padx=(0, px(GAP_8)))
        self.count.pack(side="right", padx=px(GAP_12))
        self.field.pack(side="left", fill="x", expand=True, padx=(px(GAP_12), 0), pady=px(GAP_4))
