"""A core and its network together, on a real socket."""

import asyncio
from collections.abc import Callable, Coroutine

from malmadang.client.bridge import Bridge, now
from malmadang.clientcore.address import Address
from malmadang.clientcore.commands import Ignore, Quit, Reconnect
from malmadang.clientcore.core import ClientCore
from malmadang.clientcore.events import Ended, ShowRoom, ViewEvent
from malmadang.clientcore.memory import ClientMemory
from malmadang.clientcore.rows import MessageRow
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.view import Phase
from malmadang.wire.names import Folded
from tests.client.fakeserver import FakeServer
from tests.clientcore.page import counter
from tests.kit.waiting import soon


class Talk:
    def __init__(self, port: int) -> None:
        settings = ClientSettings(address=Address("127.0.0.1", port, tls=False, room="#방"), nick="하늘")
        self.events: list[ViewEvent] = []
        self.saved: list[ClientMemory] = []
        self.bridge = Bridge(ClientCore(settings, counter()), self._told, self.saved.append)

    def _told(self, event: ViewEvent) -> None:
        self.events.append(event)
        if isinstance(event, ShowRoom):
            self.bridge.show(event.key)

    async def settled(self) -> None:
        await soon(lambda: self.bridge.core.is_settled, "being in the room")


def run(test: Callable[[FakeServer, Talk], Coroutine[None, None, None]]) -> None:
    async def whole() -> None:
        async with FakeServer(greets=True) as server:
            talk = Talk(server.port)
            talk.bridge.start()
            try:
                await test(server, talk)
            finally:
                await talk.bridge.stop()

    asyncio.run(whole())


def test_talking_both_ways_and_leaving() -> None:
    async def test(server: FakeServer, talk: Talk) -> None:
        await talk.settled()
        assert talk.bridge.view.shown == "#방"
        talk.bridge.say(Folded("#방"), "안녕하세요")
        await server.until("PRIVMSG #방 :안녕하세요")
        server.say(":민수!m@h PRIVMSG #방 :반가워요")
        await soon(
            lambda: any(
                isinstance(row, MessageRow) and row.sender == "민수"
                for room in talk.bridge.view.rooms
                for row in room.rows
            ),
            "the answer",
        )
        talk.bridge.do(Quit("안녕히"))
        await server.until("QUIT :안녕히")
        await soon(lambda: Ended() in talk.events, "the end")

    run(test)


def test_a_cut_line_comes_back_by_itself() -> None:
    async def test(server: FakeServer, talk: Talk) -> None:
        await talk.settled()
        server.cut()
        await soon(lambda: talk.bridge.view.connection.phase is Phase.WAITING, "the cut")
        await server.until("JOIN #방", 2)
        await talk.settled()
        assert talk.bridge.view.connection.returned

    run(test)


def test_a_server_that_restarts_is_found_again_at_once_on_request() -> None:
    async def test(server: FakeServer, talk: Talk) -> None:
        await talk.settled()
        await server.close()
        await soon(lambda: talk.bridge.view.connection.phase is Phase.WAITING, "the cut")
        await server.open()
        talk.bridge.do(Reconnect())
        await server.until("JOIN #방", 2)

    run(test)


def test_what_is_to_be_remembered_is_saved() -> None:
    async def test(_server: FakeServer, talk: Talk) -> None:
        talk.bridge.do(Ignore("민수"))
        assert talk.saved == [ClientMemory(ignored=("민수",))]

    run(test)


def test_both_clocks_run() -> None:
    first, second = now(), now()
    assert second.steady_ms >= first.steady_ms
    assert first.utc_ms > 1_700_000_000_000
