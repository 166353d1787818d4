"""One address that comes again and again: it is told to wait, and nobody else is."""

import pytest

from malmadang.server.goodbyes import ACCESS_DENIED, HASTY
from tests.kit.certified import Certified
from tests.kit.clock import HandClock
from tests.kit.served import run, served
from tests.kit.waiting import soon

HASTE = "[limits]\nprivate_connect_burst = 8\nprivate_connects_per_s = 2\n"
BUSY = "127.9.9.9"


@pytest.mark.parametrize("use_epoll", [True, False])
def test_a_flood_of_connections(caplog: pytest.LogCaptureFixture, use_epoll: bool) -> None:
    async def scenario() -> None:
        clock = HandClock()
        async with served(HASTE, clock=clock, use_epoll=use_epoll) as server:
            for _ in range(8):
                await (await server.dial(source=BUSY)).hang_up()
            for _ in range(20):
                refused = await server.dial(source=BUSY)
                assert (await refused.rest()).decode() == HASTY
            await server.join("철수", "#방")
            clock.move(1_000)
            for nick in ("하나", "둘"):
                await server.join(nick, "#방", source=BUSY)
            assert (await (await server.dial(source=BUSY)).rest()).decode() == HASTY

    run(scenario)
    assert caplog.text.count("address_hasty") == 1


def test_a_flood_of_handshakes(certified: Certified) -> None:
    async def scenario() -> None:
        async with served(HASTE + certified.config, clock=HandClock()) as server:
            # A connection and a handshake each.
            for number in range(4):
                await server.enter(f"c{number}", tls=certified.client, source=BUSY)
            await server.enter("철수", tls=certified.client)
            admission = server.server._admission
            before = admission.open
            with pytest.raises(AssertionError):
                await server.enter("c9", source=BUSY)
            await soon(lambda: admission.open == before, "somebody is still counted")

    run(scenario)


def test_a_hello_that_comes_too_often_gets_an_alert(certified: Certified) -> None:
    async def scenario() -> None:
        async with served(HASTE + certified.config, clock=HandClock()) as server:
            for _ in range(7):
                await (await server.dial(source=BUSY)).hang_up()
            caller = await server.dial(source=BUSY)
            caller.write(b"\x16\x03\x01\x00\x05hello")
            assert await caller.rest() == ACCESS_DENIED
            assert not server.server.runtime.links

    run(scenario)


@pytest.mark.parametrize("text", ["throttle = false\n", f'exempt = ["{BUSY}"]\n'])
def test_those_whom_no_limit_binds(text: str) -> None:
    async def scenario() -> None:
        async with served(HASTE + text, clock=HandClock()) as server:
            for number in range(30):
                await server.enter(f"c{number}", source=BUSY)

    run(scenario)
