"""`make run`: a server on this machine, the app in front of it, and neither left behind after it."""

import argparse
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from secrets import token_hex
from types import FrameType
from typing import NoReturn

from tools.prepare import ROOT, tk_state, wants_window

HOST = "127.0.0.1"
PORT = 2500
ROOM = "#말마당"
PORTS_TRIED = 10
START_S = 30.0
GOODBYE_S = 6.0
ANSWER_S = 5.0


class Door(Enum):
    """What stands behind a port of this machine."""

    FREE = "nobody listens"
    OURS = "a Malmadang server"
    OTHER = "another program"


class CannotStartError(Exception):
    """There is no server to talk to; the text says why, in both languages."""


def look_behind(port: int) -> Door:
    """Knock at a loopback port: our server names itself in 004 (RFC 2812 5.1), once one has registered."""
    try:
        knock = socket.create_connection((HOST, port), timeout=ANSWER_S)
    except ConnectionRefusedError:
        return Door.FREE
    except OSError:
        return Door.OTHER
    with knock, knock.makefile("rb") as lines:
        try:
            knock.sendall(f"NICK run-{token_hex(4)}\r\nUSER run 0 * :make run\r\n".encode())
            for _, line in zip(range(50), lines, strict=False):
                words = line.split()
                if words[1:2] == [b"004"]:
                    knock.sendall(b"QUIT\r\n")
                    return Door.OURS if b"malmadang" in line.lower() else Door.OTHER
                if words[:1] == [b"PING"]:
                    knock.sendall(b"PONG " + words[-1] + b"\r\n")
        except OSError:
            return Door.OTHER
    return Door.OTHER


def choose_port(first: int) -> tuple[int, Door]:
    """Return the first port that is free or holds our server, saying so where it is not the one asked for.

    Raises:
        CannotStartError: other programs hold all that were tried.
    """
    for port in range(first, first + PORTS_TRIED):
        door = look_behind(port)
        if door is Door.OURS:
            print(f"{port}번에 켜져 있는 말마당으로 들어가요. · Joining the server already on port {port}.")
        elif door is Door.FREE and port != first:
            print(f"그래서 {port}번 문으로 열어요. · Opening on port {port} instead.")
        if door is not Door.OTHER:
            return port, door
        print(f"{port}번 문을 다른 프로그램이 쓰고 있어요. · Port {port} is used by another program.")
    raise CannotStartError(
        f"{first}번부터 빈 문이 없어요. · No free port from {first}.\n  → make run PORT=2600"
    )


class LocalServer:
    """A server of our own on loopback, as a child process that is always stopped again."""

    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it listens.

        Raises:
            CannotStartError: it ended, or said nothing for half a minute.
        """
        self.log.parent.mkdir(parents=True, exist_ok=True)
        reader, writer = os.pipe()
        command = [sys.executable, "-m", "malmadang", "serve", "--listen", f"{HOST}:{self.port}"]
        with self.log.open("wb") as log:
            # A session of its own: Ctrl+C reaches the app first, and the server hears its last words.
            self._process = subprocess.Popen(
                [*command, "--ready-fd", str(writer)],
                pass_fds=(writer,),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        os.close(writer)
        with open(reader, "rb", buffering=0) as ready:
            heard = select.select([ready], [], [], START_S)[0] and ready.read(1)
        if not heard:
            self.stop()
            last = self.log.read_text(errors="replace").strip().splitlines()[-8:]
            raise CannotStartError("\n".join(["서버를 켜지 못했어요. · The server did not start.", *last]))

    def stop(self) -> None:
        """Ask it to end; end it when it does not."""
        if self._process is not None:
            end(self._process)
            self._process = None


def end(process: subprocess.Popen[bytes]) -> None:
    """SIGTERM, and SIGKILL for one that stays."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(GOODBYE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def run_app(address: str, words: Sequence[str] = (), *, is_windowed: bool) -> int:
    """Open the app on an address and wait for it to close; Ctrl+C and SIGTERM close it.

    Args:
        words: more of the command line of `malmadang chat`.
    """
    command = [sys.executable, "-m", "malmadang", "chat", address, *words]
    app = subprocess.Popen(command if is_windowed else [*command, "--plain"])
    try:
        return app.wait()
    except KeyboardInterrupt:
        # The terminal has sent it to the app too, which is saying goodbye.
        try:
            return app.wait(GOODBYE_S)
        except subprocess.TimeoutExpired:
            return 130
    finally:
        end(app)


def can_open_window() -> bool:
    """Is there a display that answers? Where one is named but does not answer, say so."""
    if not wants_window(os.environ):
        return False
    if tk_state() == "closed":
        print("창을 열 수 없어서 터미널에서 열어요. · The display does not answer; opening in the terminal.")
        return False
    return True


def can_ask() -> bool:
    """Does somebody sit at a terminal here?"""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def main(arguments: Sequence[str]) -> int:
    """Run server and app until the app closes."""
    parser = argparse.ArgumentParser(prog="make run", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="the server's port on this machine")
    parser.add_argument("--nick", default="", help="the nickname, instead of being asked for it")
    options = parser.parse_args(arguments)
    is_windowed = can_open_window()
    words = ["--nick", options.nick] if options.nick else []
    if not (is_windowed or words or can_ask()):
        print(
            "별명을 물을 수 없으니 정해 주세요. · Nobody can be asked for a nick, so choose one.\n"
            "  → make run NICK=하늘",
            file=sys.stderr,
        )
        return 2
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        port, door = choose_port(options.port)
        server = LocalServer(port, ROOT / "build" / "run" / "server.log")
        try:
            if door is Door.FREE:
                server.start()
            return run_app(f"malmadang://{HOST}:{port}/{ROOM}", words, is_windowed=is_windowed)
        finally:
            server.stop()
    except CannotStartError as why:
        print(why, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
