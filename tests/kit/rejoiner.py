"""A client of few lines that loses nothing: in the room first, then history, merged by msgid; nonces."""

from __future__ import annotations

import asyncio
from itertools import count

from malmadang.wire.message import FROM_SERVER, Message, parse_line
from tests.kit.checker import Checker, Line
from tests.kit.sasl import plain

CAPS = "sasl message-tags server-time batch echo-message draft/chathistory"
PAGE = 50
NONCE_TAG = "+malmadang/nonce"
AGAIN_S = 0.05
"""Between two tries to connect."""


def password_of(name: str) -> str:
    """Return the password of somebody's account."""
    return f"비밀번호 {name}"


class Rejoiner:
    """One person with an account, in one room, through whatever the line does.

    Args:
        checker: told what is said and acknowledged.
        pace_s: between an answer and the next text.

    Attributes:
        joins: how often it has come into the room.
        is_current: it has all there was when it came in, and hears what is said.
        unanswered: own texts by nonce, until their echo has been read.
    """

    numbers = count(1)

    def __init__(self, checker: Checker, name: str, room: str, port: int, *, pace_s: float = 0.02) -> None:
        self.name = name
        self.room = room
        self.joins = 0
        self.is_current = False
        self.unanswered: dict[str, str] = {}
        self._checker = checker
        self._port = port
        self._pace_s = pace_s
        self._lines: dict[str, tuple[str, str]] = {}
        # The newest line before which none is missing: (time, msgid).
        self._mark: tuple[str, str] | None = None
        self._talks = False
        self._ends = False
        self._transport: asyncio.Transport | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._rest = b""
        self._batch = ""
        self._page = 0
        self._is_in = False

    @property
    def lines(self) -> list[Line]:
        """What it has of the room, in order."""
        by_time = sorted((time, msgid, text) for msgid, (time, text) in self._lines.items())
        return [(msgid, text) for _, msgid, text in by_time]

    # What the person does.

    def start(self) -> None:
        """Come, and again whenever the line is lost."""
        self._connecting = asyncio.ensure_future(self._connect())

    def talk(self, *, on: bool) -> None:
        """Begin to talk, or end with what is under way."""
        self._talks = on
        self._speak()

    def stop(self) -> None:
        """Hang up for good."""
        self._ends = True
        if self._connecting is not None:
            self._connecting.cancel()
        if self._transport is not None:
            self._transport.abort()

    def _speak(self) -> None:
        """Say the next thing; one is under way at a time."""
        if self._talks and self.is_current and not self.unanswered:
            number = next(self.numbers)
            text, nonce = f"{self.name}의 말 {number}", f"{self.name}{number}"
            self._checker.sent(text)
            self.unanswered[nonce] = text
            self._say(nonce, text)

    def _say(self, nonce: str, text: str) -> None:
        self._write(f"@{NONCE_TAG}={nonce} PRIVMSG {self.room} :{text}")

    # The line.

    async def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            await loop.create_connection(lambda: _Wire(self), "127.0.0.1", self._port)
        except OSError:
            if not self._ends:
                loop.call_later(AGAIN_S, self.start)

    def connected(self, transport: asyncio.Transport) -> None:
        """Introduce oneself; nothing of the line before counts."""
        self._transport = transport
        self._rest, self._batch, self._is_in = b"", "", False
        answer = plain(self.name, password_of(self.name))
        self._write(f"CAP REQ :{CAPS}", f"NICK {self.name}", "USER u 0 * :r")
        self._write("AUTHENTICATE PLAIN", f"AUTHENTICATE {answer}", "CAP END", f"JOIN {self.room}")

    def lost(self) -> None:
        """Come again."""
        self._transport = None
        self.is_current = False
        if not self._ends:
            self.start()

    def received(self, data: bytes) -> None:
        """Take whole lines; half of one dies with its connection."""
        *lines, self._rest = (self._rest + data).split(b"\r\n")
        for line in lines:
            self._take(parse_line(line, limits=FROM_SERVER))

    def _write(self, *lines: str) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write("".join(f"{line}\r\n" for line in lines).encode())

    def _take(self, message: Message) -> None:
        source = (message.source or "").partition("!")[0]
        params = message.params
        match message.verb:
            case "PING":
                self._write(f"PONG :{params[0]}")
            case "JOIN" if source == self.name and not self._is_in:
                # From here on everything is heard, so nothing can fall between this and the answer.
                self._is_in = True
                self.joins += 1
                self._ask()
                for nonce, text in self.unanswered.items():
                    self._say(nonce, text)
            case "BATCH" if params[0].startswith("+") and params[1:2] == ("chathistory",):
                self._batch, self._page = params[0][1:], 0
            case "BATCH" if self._batch and params[0] == f"-{self._batch}":
                self._batch = ""
                self._end_page()
            case "PRIVMSG" if params[0] == self.room:
                self._read(message, is_own=source == self.name)
            case "FAIL":
                raise AssertionError(f"{self.name}: {message}")

    # What was said.

    def _ask(self) -> None:
        if self._mark is None:
            self._write(f"CHATHISTORY LATEST {self.room} * {PAGE}")
        else:
            self._write(f"CHATHISTORY AFTER {self.room} msgid={self._mark[1]} {PAGE}")

    def _end_page(self) -> None:
        if self._page >= PAGE:
            self._ask()
            return
        self.is_current = True
        self._mark = max(((time, msgid) for msgid, (time, _) in self._lines.items()), default=None)
        self._speak()

    def _read(self, message: Message, *, is_own: bool) -> None:
        tags, text = message.tags or {}, message.params[1]
        place = (tags["time"], tags["msgid"])
        known = self._lines.setdefault(place[1], (place[0], text))
        assert known == (place[0], text), f"{self.name} had {known} and reads {message}"
        is_history = bool(self._batch) and tags.get("batch") == self._batch
        self._page += is_history
        if is_history or self.is_current:
            self._mark = place if self._mark is None else max(self._mark, place)
        if is_own and self.unanswered.pop(tags.get(NONCE_TAG, ""), None) is not None:
            self._checker.acknowledge(place[1], text)
            asyncio.get_running_loop().call_later(self._pace_s, self._speak)


class _Wire(asyncio.Protocol):
    """One connection of a Rejoiner."""

    def __init__(self, owner: Rejoiner) -> None:
        self._owner = owner

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._owner.connected(transport)

    def data_received(self, data: bytes) -> None:
        self._owner.received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._owner.lost()
