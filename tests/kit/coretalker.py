"""Our own client's core in one room, through whatever the line does; what it gives up is sent again."""

from __future__ import annotations

import asyncio
from secrets import token_bytes

from malmadang.client.bridge import Bridge
from malmadang.clientcore.address import Address
from malmadang.clientcore.commands import Reconnect, Resend
from malmadang.clientcore.core import ClientCore
from malmadang.clientcore.events import ShowRoom, ViewEvent
from malmadang.clientcore.rows import Delivery, MessageRow
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.view import Phase
from malmadang.wire.names import casefold
from tests.kit.checker import Checker, Line
from tests.kit.rejoiner import AGAIN_S, Rejoiner, password_of

RECENT = 200
"""Rows among which an own one may still be waiting for its answer."""


class CoreTalker:
    """One person at our client; as `Rejoiner`, for the rest."""

    def __init__(self, checker: Checker, name: str, room: str, port: int, *, pace_s: float = 0.02) -> None:
        self.name = name
        self.room = room
        self.joins = 0
        self._checker = checker
        self._pace_s = pace_s
        self._talks = False
        self._was_online = False
        self._pause: asyncio.TimerHandle | None = None
        self._key = casefold(room)
        address = Address("127.0.0.1", port, tls=False, room=room)
        settings = ClientSettings(
            address=address, nick=name, account=name, password=password_of(name), sasl=("PLAIN",)
        )
        self.core = ClientCore(settings, token_bytes)
        self._bridge = Bridge(self.core, self._told, lambda memory: None)

    @property
    def rows(self) -> list[MessageRow]:
        """What the window shows of the room."""
        rooms = [room for room in self.core.view.rooms if room.key == self._key]
        return [row for room in rooms for row in room.rows if isinstance(row, MessageRow)]

    @property
    def lines(self) -> list[Line]:
        """What it has of the room, in order."""
        return [(row.msgid, row.text) for row in self.rows]

    @property
    def unanswered(self) -> list[str]:
        """Own texts that the server has not acknowledged."""
        return [row.text for row in self.rows[-RECENT:] if row.own and row.delivery is not Delivery.SENT]

    @property
    def is_current(self) -> bool:
        """Whether it is in the room."""
        return self.core.is_settled

    def start(self) -> None:
        """Come, and again whenever the line is lost."""
        self._bridge.start()

    def talk(self, *, on: bool) -> None:
        """Begin to talk, or end with what is under way."""
        self._talks = on
        self._later()

    async def stop(self) -> None:
        """Hang up for good."""
        self._talks = False
        if self._pause is not None:
            self._pause.cancel()
        await self._bridge.stop()

    def _later(self) -> None:
        if self._pause is None:
            self._pause = asyncio.get_running_loop().call_later(max(AGAIN_S, self._pace_s), self._go_on)

    def _go_on(self) -> None:
        """Come again, send again, or say the next thing."""
        self._pause = None
        phase = self.core.view.connection.phase
        if phase is Phase.WAITING:
            self._bridge.do(Reconnect())
        elif phase is Phase.ONLINE and self.core.is_settled:
            for row in self.rows[-RECENT:]:
                if row.delivery is Delivery.FAILED:
                    self._bridge.do(Resend(row.id))
                elif row.own and row.delivery is Delivery.SENT:
                    self._checker.acknowledge(row.msgid, row.text)
            if self._talks and not self.unanswered:
                text = f"{self.name}의 말 {next(Rejoiner.numbers)}"
                self._checker.sent(text)
                self._bridge.say(self._key, text)
        if self._talks or phase is not Phase.ONLINE or self.unanswered:
            self._later()

    def _told(self, event: ViewEvent) -> None:
        is_online = self.core.view.connection.phase is Phase.ONLINE
        self.joins += is_online and not self._was_online
        self._was_online = is_online
        if isinstance(event, ShowRoom):
            self._bridge.show(event.key)
        self._later()
