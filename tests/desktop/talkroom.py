"""A message view with a talk in it, for the tests of its parts."""

import tkinter as tk

import pytest

from malmadang.clientcore.rows import RowId
from malmadang.desktop.arrange import Look
from malmadang.desktop.hoverbar import BarButton
from malmadang.desktop.roomcommands import RoomCommands
from malmadang.desktop.roomphrases import RoomPhrases
from malmadang.desktop.roomview import RoomView
from malmadang.desktop.skin import Skin
from malmadang.ports import TimeMs
from tests.desktop.driver import Driver
from tests.desktop.paper import Talk, say, seoul


class TalkRoom:
    """The view, its rows, and everything it called."""

    def __init__(self, root: tk.Tk, skin: Skin, driver: Driver) -> None:
        self.driver = driver
        self.talk = Talk()
        self.people: list[str] = []
        self.links: list[str] = []
        self.resent: list[RowId] = []
        self.discarded: list[RowId] = []
        self.menus: list[RowId] = []
        self.typed: list[str] = []
        self.pressed: list[tuple[str, int]] = []
        self.asked = 0
        self.bottoms = 0
        commands = RoomCommands(
            person=lambda nick, _x, _y: self.people.append(nick),
            resend=self.resent.append,
            discard=self.discarded.append,
            older=self._older,
            menu=lambda row, _x, _y: self.menus.append(row),
            typed=self.typed.append,
            buttons=lambda _row: [BarButton("reply", word="답장"), BarButton("more", word="더 보기")],
            press=lambda key, row, _x, _y: self.pressed.append((key, row)),
            bottom=self._bottom,
            open_link=self.links.append,
        )
        self.view = RoomView(root, skin, commands, phrases=RoomPhrases("ko"), say=say, local=seoul)
        self.view.place(x=0, y=0, width=820, height=600)
        driver.shown(self.view.canvas)

    @property
    def canvas(self) -> tk.Canvas:
        return self.view.canvas

    def _older(self) -> None:
        self.asked += 1

    def _bottom(self) -> None:
        self.bottoms += 1

    def open(self, count: int = 0, *, divider: int = 0) -> None:
        """Show the room with so many more messages."""
        self.talk.chatter(count)
        self.view.show(self.talk.rows, nick="Mina", divider=RowId(divider))
        self.settle()

    def settle(self) -> None:
        """Wait until everything is laid out."""
        self.driver.until(lambda: not self.view.canvas.stack.has_stale(), "the whole layout")

    def say(self, text: str = "새 말", *, sender: str = "하늘", mention: bool = False) -> RowId:
        """Let somebody say something, and show it."""
        row = self.talk.message(TimeMs(self.talk.rows[-1].utc_ms + 90_000), sender, text, mention=mention)
        self.view.refresh()
        self.driver.update()
        return row.id

    def top_of(self, row_id: RowId | int) -> int:
        """Return how far below the view's upper edge a row begins."""
        stack = self.view.canvas.stack
        return stack.tops[stack.find(RowId(row_id))] - self.view.canvas.top

    def drawn(self) -> list[int]:
        """Return the rows that exist as items."""
        stack = self.view.canvas.stack
        return [slot.block.key for slot in stack.slots if self.canvas.find_withtag(slot.tag)]

    def follows(self) -> bool:
        """Are new messages followed?"""
        return self.view.at_bottom

    @property
    def at_end(self) -> bool:
        """Is the newest row wholly in view, at its lower edge?"""
        canvas = self.view.canvas
        return canvas.top == canvas.limits[1]


BOTH_LOOKS = pytest.mark.parametrize("look", list(Look))
