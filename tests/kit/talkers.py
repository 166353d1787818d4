"""Many clients that number what they say, until their server is gone."""

from __future__ import annotations

import asyncio
import re
from itertools import count

from tests.kit.checker import Checker

_SAID = re.compile(r"@(?:\S*;)?msgid=([^; ]+)\S* :([^! ]+)\S+ PRIVMSG (#\S+) :(.*)")


class Talkers(asyncio.Protocol):
    """One client: reads everything, and if it is a speaker says the next thing when the last has come back.

    Args:
        checker: told what is sent and read.
        name: its nick; `turn` makes the connection's own name of it and what it says unlike all before.
        acknowledged: told whenever the server has answered for a text.
        pace_s: between an answer and the next text.
    """

    numbers = count(1)

    def __init__(
        self,
        checker: Checker,
        name: str,
        room: str,
        *,
        turn: int,
        speaks: bool,
        acknowledged: asyncio.Semaphore,
        pace_s: float = 0.0,
    ) -> None:
        self._checker = checker
        self._name = name
        self._room = room
        self._reader = f"{name} {turn}"
        self._speaks = speaks
        self._talks = False
        self._pace_s = pace_s
        self._acknowledged = acknowledged
        self._rest = b""
        self.is_in = asyncio.get_running_loop().create_future()
        self.is_gone = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport
        self._write(
            "CAP REQ :message-tags echo-message draft/chathistory batch",
            f"NICK {self._name}",
            "USER u 0 * :r",
            "CAP END",
            f"JOIN {self._room}",
        )

    def _write(self, *lines: str) -> None:
        self._transport.write("".join(f"{line}\r\n" for line in lines).encode())

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\r\n")
        for line in lines:
            self._take(line.decode())

    def _take(self, line: str) -> None:
        said = _SAID.fullmatch(line)
        if said is not None:
            msgid, speaker, room, text = said.groups()
            is_own = speaker == self._name
            self._checker.read(self._reader, room, msgid, text, is_own=is_own)
            if is_own:
                self._acknowledged.release()
                if self._pace_s:
                    asyncio.get_running_loop().call_later(self._pace_s, self._speak)
                else:
                    self._speak()
        elif " 366 " in line and not self.is_in.done():
            self.is_in.set_result(None)

    def talk(self, *, on: bool) -> None:
        """Begin to talk, for speakers, or end."""
        self._talks = on
        self._speak()

    def _speak(self) -> None:
        if self._speaks and self._talks and not self.is_gone.done():
            text = f"{self._name}의 말 {next(self.numbers)}"
            self._checker.sent(text)
            self._write(f"PRIVMSG {self._room} :{text}")

    def hang_up(self) -> None:
        """Close."""
        self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_gone.set_result(None)


async def crowd_in(
    port: int, checker: Checker, size: int, *, turn: int, pace_s: float = 0.0
) -> tuple[list[Talkers], asyncio.Semaphore]:
    """Connect clients, ten to a room, a third of them speakers; return them and what counts their echoes."""
    acknowledged = asyncio.Semaphore(0)
    loop = asyncio.get_running_loop()
    talkers = []
    for number in range(size):
        _, talker = await loop.create_connection(
            lambda number=number: Talkers(  # type: ignore[misc]  # mypy cannot infer a lambda's default
                checker,
                f"c{number}",
                f"#마당{number // 10}",
                turn=turn,
                speaks=number % 3 == 0,
                acknowledged=acknowledged,
                pace_s=pace_s,
            ),
            "127.0.0.1",
            port,
        )
        talkers.append(talker)
    await asyncio.gather(*(talker.is_in for talker in talkers))
    return talkers, acknowledged
