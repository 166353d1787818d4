"""What every part of the controls works with: the talk to command, the window to show it in."""

from collections.abc import Callable

from malmadang.clientcore import commands as c
from malmadang.desktop.desk import Desk
from malmadang.desktop.window import Dirty, MainWindow


class Hands:
    """Carries out what the person asks for.

    Attributes:
        window: None before it is built.
        refusal: why the last thing asked for was refused, "" where it was not.
        dirty: what of the window is to be drawn again.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.window: MainWindow | None = None
        self.refusal = ""
        self.dirty = Dirty.EVERYTHING

    def with_window(self, act: Callable[[MainWindow], object]) -> None:
        """Do something with the window, once there is one."""
        if self.window is not None:
            act(self.window)

    def do(self, command: c.Command) -> None:
        """Carry out a command; a refusal is told above the composer's text."""
        desk = self.desk
        if desk.talk is None:
            return
        self.begin()
        origin = desk.room.key if desk.room is not None else desk.talk.view.server.key
        desk.talk.do(command, origin=origin)
        if self.refusal:
            self.with_window(lambda window: window.composer.show_fault(self.refusal))

    def begin(self) -> None:
        """Something new is asked for: what was refused before is past."""
        self.refusal = ""
        self.with_window(lambda window: window.empty.say_fault(""))

    def tell(self, sentence: str) -> None:
        """Say in front why something came to nothing."""
        is_nowhere = self.desk.room is None
        self.with_window(
            lambda w: w.empty.say_fault(sentence) if is_nowhere else w.composer.show_fault(sentence)
        )

    def typed(self, letter: str) -> None:
        """A letter that was typed elsewhere belongs to the composer."""
        self.with_window(lambda window: window.composer.insert(letter))

    def redraw(self, what: Dirty) -> None:
        """Draw a part of the window again, though nothing has come from the server."""
        talk = self.desk.talk
        if self.window is not None and talk is not None:
            self.window.draw(talk.view, what)
