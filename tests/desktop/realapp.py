"""The app as a user starts it, on a display of its own, with real keys; and somebody who listens."""

import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.kit.display import Display, Hands
from tests.kit.waiting import until


class Listener:
    """Somebody in a room who writes down what is said there."""

    def __init__(self, port: int, room: str, nick: str = "듣는이") -> None:
        self._line = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._line.setblocking(False)
        self._read = b""
        self.write(f"NICK {nick}", "USER listener 0 * :listener", f"JOIN {room}")
        until(lambda: any(" 366 " in line for line in self.lines()), "the listener never got in")

    def write(self, *lines: str) -> None:
        """Send lines."""
        self._line.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def lines(self) -> list[str]:
        """Return every line that has come so far."""
        try:
            while data := self._line.recv(65536):
                self._read += data
        except BlockingIOError:
            pass
        whole = self._read.rpartition(b"\r\n")[0].decode().split("\r\n")
        for line in whole:
            if line.startswith("PING"):
                self._read = self._read.replace(f"{line}\r\n".encode(), b"")
                self.write(line.replace("PING", "PONG", 1))
        return whole

    def said(self, nick: str) -> list[str]:
        """Return what somebody has said, in order."""
        return [
            line.split(" ", 3)[3].removeprefix(":")
            for line in self.lines()
            if line.startswith(f":{nick}!") and line.split(" ")[1] == "PRIVMSG"
        ]

    def is_there(self, nick: str) -> bool:
        """Has somebody come in, before us or after?"""
        lines = self.lines()
        named = any(
            nick in line.replace("@", "").replace(":", "").split(" ")[4:] for line in lines if " 353 " in line
        )
        return named or any(line.startswith(f":{nick}!") and " JOIN " in line for line in lines)

    def has_left(self, nick: str) -> bool:
        """Has somebody gone, by whatever way?"""
        return any(
            line.startswith(f":{nick}!") and line.split(" ")[1] in {"QUIT", "PART"} for line in self.lines()
        )

    def close(self) -> None:
        """Hang up."""
        self._line.close()


class RealApp:
    """The app in a process of its own.

    Attributes:
        hands: press keys and click in its window.
        size: of the window, as it was asked for.
    """

    def __init__(
        self, display: Display, folder: Path, port: int, environ: Mapping[str, str], nick: str = "Mina"
    ) -> None:
        self.size = (1000, 700)
        config = folder / "config" / "malmadang"
        config.mkdir(parents=True)
        (config / "desktop.json").write_text(
            '{"theme": "light", "hinted": true, "place": {"width": 1000, "height": 700, "x": 0, "y": 0}}'
        )
        self.log = folder / "app.log"
        surroundings = display.environ(
            HOME=str(folder),
            XDG_CONFIG_HOME=str(folder / "config"),
            XDG_STATE_HOME=str(folder / "state"),
            **environ,
        )
        command = [sys.executable, "-m", "malmadang", "chat", f"irc://127.0.0.1:{port}/%23말마당"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, "--nick", nick], env=surroundings, stdout=log, stderr=subprocess.STDOUT
            )
        self.hands = Hands(display)
        self.hands.focus()

    def click_composer(self) -> None:
        """Click into the box at the bottom of the middle column."""
        self.hands.click(500, 650)

    def click_send(self) -> None:
        """Click «보내기»: the window of 1000 has no members beside the messages."""
        self.hands.click(940, 650)

    def close(self) -> None:
        """End it."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def real_app(
    display: Display, folder: Path, port: int, environ: Mapping[str, str] | None = None
) -> Iterator[RealApp]:
    """Start the app and end it."""
    app = RealApp(display, folder, port, environ or {})
    try:
        yield app
    finally:
        app.close()
