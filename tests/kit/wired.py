"""A whole server on a real port, for conversations that are otherwise held in memory."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import TypeVar

import msgspec
import uvloop

from malmadang.config import Config, Listen
from tests.kit.served import Caller, Served, served
from tests.kit.strict import check_outgoing

T = TypeVar("T")


class WiredPeer:
    """One TCP connection and what has come through it."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.inbox: list[str] = []
        self.is_closed = False

    async def settle(self, token: str) -> None:
        """Read all there is so far: PING is the barrier."""
        if self.is_closed:
            return
        self.caller.say(f"PING {token}")
        while line := await self.caller.line():
            check_outgoing(f"{line}\r\n".encode())
            if " PONG " in line and line.endswith(f" :{token}"):
                return
            self.inbox.append(line)
        self.is_closed = True


class Wired:
    """ChatServer on a free port of 127.0.0.1, one connection a name; as `World`, but on a wire."""

    def __init__(self, config: Config) -> None:
        self.peers: dict[str, WiredPeer] = {}
        self._loop = uvloop.new_event_loop()
        self._stack = AsyncExitStack()
        self._config = msgspec.structs.replace(config, listen=(Listen(address="127.0.0.1:0"),))
        self._tokens = 0

    def __enter__(self) -> Wired:
        self._server: Served = self._do(self._stack.enter_async_context(served(self._config)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._do(self._stack.aclose())
        self._loop.close()

    def _do(self, what: Coroutine[None, None, T]) -> T:
        return self._loop.run_until_complete(what)

    def connect(self, name: str, address: str, *, secure: bool = False) -> WiredPeer:
        """Open a connection; it has been answered once when this returns."""
        assert not secure
        peer = self.peers[name] = WiredPeer(self._do(self._server.dial(source=address)))
        self._settle(peer)
        return peer

    def arrive(
        self,
        name: str,
        *,
        caps: Iterable[str] = (),
        rooms: Iterable[str] = (),
        address: str = "127.0.0.1",
        secure: bool = False,
    ) -> WiredPeer:
        """Connect, register, join; nobody keeps what was said meanwhile."""
        peer = self.connect(name, address, secure=secure)
        words = " ".join(caps)
        lines = [f"NICK {name}", f"USER {name} 0 * :{name}", *(f"JOIN {room}" for room in rooms)]
        if words:
            lines[:0] = [f"CAP REQ :{words}"]
            lines[3:3] = ["CAP END"]
        peer.caller.say(*lines)
        self._settle(peer)
        assert any(" 001 " in line for line in peer.inbox), peer.inbox
        for other in self.peers.values():
            other.inbox.clear()
        return peer

    def send(self, name: str, line: str | bytes) -> None:
        """Send one line; what comes of it has been read by everybody when this returns."""
        peer = self.peers[name]
        assert not peer.is_closed, f"{name} is not connected"
        peer.caller.write((line if isinstance(line, bytes) else line.encode()) + b"\r\n")
        self._settle(peer)

    def _settle(self, first: WiredPeer) -> None:
        async def all_of_them() -> None:
            for peer in (first, *(peer for peer in self.peers.values() if peer is not first)):
                self._tokens += 1
                await peer.settle(f"barrier{self._tokens}")

        self._do(all_of_them())

    def break_off(self, name: str) -> None:
        """A wire has no barrier for that."""
        raise ValueError("not on a wire")

    def advance(self, ms: int) -> None:
        """Real time is not waited for."""
        raise ValueError("not on a wire")
