"""What the messages call when something in them is clicked or wanted."""

import webbrowser
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum

import msgspec

from malmadang.clientcore.rows import MessageRow, RowId
from malmadang.desktop.hoverbar import BarButton
from malmadang.desktop.placed import Action, Deed
from malmadang.ports import TimeMs

NO_ROW = RowId(0)


class Edge(Enum):
    """What stands above the oldest row; the value is the phrase."""

    NOTHING = ""
    LOADING = "loading"
    START = "start"


class RoomCommands(msgspec.Struct, frozen=True):
    """What the messages call; None for what nobody waits for.

    Attributes:
        person: a name was clicked: nick, x and y on the screen.
        resend: send a failed message again; `discard` forgets it.
        older: rows older than the room's list are wanted; called once until the list has changed.
        menu: the right button on a message: its row, x and y on the screen.
        typed: a letter was typed while the messages had the focus; it belongs to the composer.
        buttons: what the bar at a message offers.
        press: a button of it was pressed, or the key for it: key, message, x and y on the screen.
        quoted: finds the message that is answered; `go_to` leads to it, loaded or not.
        react: give a reaction to a message or take it back; `gap` loads what is missing at a row.
        bottom: the reader has come to the newest message.
        open_link: gets addresses that begin with http:// or https:// only.
    """

    person: Callable[[str, int, int], None] | None = None
    resend: Callable[[RowId], None] | None = None
    discard: Callable[[RowId], None] | None = None
    older: Callable[[], None] | None = None
    menu: Callable[[RowId, int, int], None] | None = None
    typed: Callable[[str], None] | None = None
    buttons: Callable[[MessageRow], Sequence[BarButton]] = lambda _row: ()
    press: Callable[[str, RowId, int, int], None] | None = None
    quoted: Callable[[str], MessageRow | None] = lambda _msgid: None
    go_to: Callable[[str], None] | None = None
    react: Callable[[RowId, str], None] | None = None
    gap: Callable[[RowId], None] | None = None
    bottom: Callable[[], None] | None = None
    open_link: Callable[[str], object] = webbrowser.open

    def carry_out(self, action: Action, x: int, y: int) -> None:
        """Do what a click at a place of the screen asks for; folds are the view's own business."""
        value = action.value
        match action.deed:
            case Deed.LINK:
                if value.lower().startswith(("http://", "https://")):
                    self.open_link(value)
            case Deed.PERSON:
                if self.person is not None:
                    self.person(value, x, y)
            case Deed.RESEND:
                if self.resend is not None:
                    self.resend(RowId(int(value)))
            case Deed.DISCARD:
                if self.discard is not None:
                    self.discard(RowId(int(value)))
            case Deed.QUOTE:
                if self.go_to is not None:
                    self.go_to(value)
            case Deed.REACT:
                row, _, reaction = value.partition(" ")
                if self.react is not None:
                    self.react(RowId(int(row)), reaction)
            case Deed.GAP:
                if self.gap is not None:
                    self.gap(RowId(int(value)))
            case Deed.UNFOLD | Deed.FOLD:
                pass


def local_time(at: TimeMs) -> datetime:
    """Return a time on this computer's clock."""
    return datetime.fromtimestamp(at / 1000).astimezone()
