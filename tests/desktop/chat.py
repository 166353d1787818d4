"""The whole app in the test's own thread, on a server that is a script."""

import threading
import tkinter as tk
from pathlib import Path

from malmadang.clientcore.address import Address, parse_address
from malmadang.clientcore.view import Phase, Room, View
from malmadang.desktop.app import ChatClient
from malmadang.desktop.desk import Desk
from malmadang.desktop.settings import PreferenceFile
from malmadang.desktop.skin import Skin
from malmadang.desktop.speech import Speech
from malmadang.desktop.talk import Talk, Wire
from malmadang.desktop.tokens import Theme
from malmadang.desktop.window import MainWindow
from tests.desktop.driver import Driver, texts
from tests.desktop.fakewire import FakeWire

ADDRESS = parse_address("irc://chat.example:6667/%23말마당")


class OneThread:
    """Stands before Tk's interpreter and lets nobody in but the thread that made it."""

    def __init__(self, interpreter: object) -> None:
        self._interpreter = interpreter
        self._owner = threading.get_ident()

    def __getattr__(self, name: str) -> object:
        found = getattr(self._interpreter, name)

        # Fonts keep the bound method: the thread counts when it is called.
        def checked(*args: object) -> object:
            assert threading.get_ident() == self._owner, f"Tk.{name} on another thread"
            return found(*args)

        vars(self)[name] = checked
        return checked


def guard(root: tk.Tk) -> None:
    """Have every Tk call of this root and of what is made in it checked for its thread."""
    if not isinstance(vars(root)["tk"], OneThread):
        vars(root)["tk"] = OneThread(root.tk)


class Chat:
    """The app, its server, and what a person sees and does.

    Args:
        preferences: what is remembered from the last time.
    """

    def __init__(
        self, root: tk.Tk, driver: Driver, folder: Path, wire: Wire | None = None, **preferences: object
    ) -> None:
        guard(root)
        self.root, self.driver = root, driver
        self.kept = PreferenceFile(folder)
        self.kept.change(**{"theme": Theme.LIGHT, "hinted": True, **preferences})
        self.wire = FakeWire()
        now = self.kept.now
        self.desk = Desk(
            root, Skin(root, theme=now.theme, percent=now.percent or 100), Speech(now.language), self.kept
        )
        self.wires: list[Wire] = []
        self._first: Wire | None = wire or self.wire
        self.client = ChatClient(self.desk, self._make_wire, folder)
        root.report_callback_exception = lambda _kind, error, _trace: driver.errors.append(error)

    def _make_wire(self) -> Wire:
        """Return the wire of the first server once, then new ones that ask for the same password."""
        made, self._first = self._first or FakeWire(self.wire.password), None
        self.wires.append(made)
        return made

    def stop(self) -> None:
        """Let nothing of the app act any more."""
        for site in self.desk.sites:
            site.talk.stop()
        self.client.archive.close()

    @property
    def window(self) -> MainWindow:
        """The main window."""
        return self.client.window

    @property
    def talk(self) -> Talk:
        """The talk that is on."""
        assert self.desk.talk is not None
        return self.desk.talk

    @property
    def view(self) -> View:
        """What the core says a person sees."""
        return self.talk.view

    def begin(self, address: Address | None = ADDRESS) -> None:
        """Start the app as a person does."""
        self.client.begin(address)
        self.driver.update()

    def online(self, room: str = "#말마당") -> None:
        """Start, and wait until we are in the room."""
        self.begin()
        self.driver.until(lambda: self.in_room(room), f"being in {room}")

    def in_room(self, name: str) -> bool:
        """Are we in a room, and is it in front?"""
        room = self.window.room
        return room is not None and room.name == name and room.joined and room.listed

    def room(self, name: str) -> Room:
        """Return an open room."""
        return next(room for room in self.view.rooms if room.name == name)

    def write(self, text: str) -> None:
        """Type into the composer."""
        self.window.composer.insert(text)
        self.driver.update()

    def enter(self) -> None:
        """Press Enter in the composer."""
        self.driver.press(self.window.composer.text, "Return")

    def say(self, text: str) -> None:
        """Type, press Enter, and wait until it has gone out."""
        self.write(text)
        self.enter()

    def said(self) -> list[str]:
        """Return what was sent to rooms and people."""
        return [line.partition(" ")[2] for line in self.wire.lines("PRIVMSG")]

    def messages(self) -> str:
        """Return all text in the message view."""
        return "\n".join(texts(self.window.messages.canvas))

    def rooms(self) -> list[str]:
        """Return all text in the list of rooms."""
        return texts(self.window.rooms.list.canvas)

    def members(self) -> list[str]:
        """Return the names and headings in the list of members."""
        return [row.title for row in self.window.members.list.rows]

    def hear(self, *lines: str) -> None:
        """Let the server say something, and wait until it is drawn."""
        self.wire.hear(*lines)
        self.driver.until(lambda: not self.wire.waiting, "the pump")
        self.driver.update()

    def is_phase(self, phase: Phase) -> bool:
        """Is the line in this state?"""
        return self.view.connection.phase is phase
