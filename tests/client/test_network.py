"""The socket of a core: real sockets on this machine."""

import asyncio
import hashlib
import socket
import ssl
from collections.abc import Callable, Coroutine

import pytest
import trustme

from malmadang.client.network import Network
from malmadang.client.reports import Answered, Connected, Disconnected, Received, Report, Unvouched
from malmadang.clientcore.events import AnswerChallenge, OpenLine
from malmadang.clientcore.faults import FaultKind
from malmadang.wire.sasl import PlainClient
from tests.client.conftest import server_context
from tests.client.fakeserver import FakeServer
from tests.kit.waiting import soon


class Watch:
    """A network and what it has reported."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.network = Network(self.reports.append)

    async def until(self, kind: type[Report], count: int = 1) -> Report:
        await soon(
            lambda: sum(isinstance(report, kind) for report in self.reports) >= count,
            f"{kind.__name__} in {self.reports}",
        )
        return [report for report in self.reports if isinstance(report, kind)][count - 1]


def run(test: Callable[[Watch], Coroutine[None, None, None]]) -> None:
    async def whole() -> None:
        watch = Watch()
        try:
            await test(watch)
        finally:
            await watch.network.stop()

    asyncio.run(whole())


def fingerprint_of(certificate: trustme.LeafCert) -> str:
    pem = certificate.cert_chain_pems[0].bytes().decode()
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def test_octets_go_both_ways() -> None:
    async def test(watch: Watch) -> None:
        async with FakeServer() as server:
            watch.network.open(OpenLine("127.0.0.1", server.port, tls=False))
            await watch.until(Connected)
            watch.network.write("NICK 하늘\r\n".encode())
            await server.until("NICK 하늘")
            server.say(":s 001 하늘 :안녕")
            report = await watch.until(Received)
            assert report == Received(":s 001 하늘 :안녕\r\n".encode())
            watch.network.write(b"QUIT :bye\r\n")
            watch.network.close()
            await server.until("QUIT :bye")
            await watch.until(Disconnected)

    run(test)


def test_the_servers_end_is_reported() -> None:
    async def test(watch: Watch) -> None:
        async with FakeServer() as server:
            watch.network.open(OpenLine("127.0.0.1", server.port, tls=False))
            await watch.until(Connected)
            server.cut()
            report = await watch.until(Disconnected)
            assert isinstance(report, Disconnected)
            assert report.fault is not None
            assert report.fault.kind is FaultKind.LOST

    run(test)


def test_a_port_where_nobody_listens() -> None:
    async def test(watch: Watch) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            watch.network.open(OpenLine("127.0.0.1", taken.getsockname()[1], tls=False))
            report = await watch.until(Disconnected)
        assert isinstance(report, Disconnected)
        assert report.fault is not None
        assert report.fault.kind is FaultKind.REFUSED

    run(test)


def test_closing_while_connecting_is_reported() -> None:
    async def test(watch: Watch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent:
            watch.network.open(OpenLine("127.0.0.1", silent.getsockname()[1], tls=True))
            watch.network.close()
            assert watch.reports == [Disconnected(None)]

    run(test)


def test_a_new_line_drops_the_old_one_without_a_word() -> None:
    async def test(watch: Watch) -> None:
        async with FakeServer() as first, FakeServer() as second:
            watch.network.open(OpenLine("127.0.0.1", first.port, tls=False))
            await watch.until(Connected)
            first.say("old")
            watch.network.open(OpenLine("127.0.0.1", second.port, tls=False))
            await watch.until(Connected, 2)
            second.say("new")
            await watch.until(Received)
            assert not any(isinstance(report, Disconnected) for report in watch.reports)
            assert watch.reports[-1] == Received(b"new\r\n")

    run(test)


def test_writing_without_a_line_is_nothing() -> None:
    async def test(watch: Watch) -> None:
        watch.network.write(b"x")
        watch.network.close()
        watch.network.pause()
        watch.network.resume()
        assert watch.reports == []

    run(test)


@pytest.mark.usefixtures("trusted")
def test_a_valid_certificate_is_enough(valid: trustme.LeafCert) -> None:
    async def test(watch: Watch) -> None:
        async with FakeServer(server_context(valid)) as server:
            watch.network.open(OpenLine("localhost", server.port, tls=True))
            await watch.until(Connected)
            watch.network.write(b"NICK a\r\n")
            await server.until("NICK a")
            assert server.connections == 1

    run(test)


def test_an_unknown_certificate_ends_the_line_before_a_word(strange: trustme.LeafCert) -> None:
    """Source: DESIGN §7."""

    async def test(watch: Watch) -> None:
        async with FakeServer(server_context(strange)) as server:
            watch.network.open(OpenLine("localhost", server.port, tls=True))
            report = await watch.until(Unvouched)
            assert isinstance(report, Unvouched)
            assert report.fingerprint == fingerprint_of(strange)
            assert report.why
            watch.network.write(b"NICK a\r\n")
            await asyncio.sleep(0)
            assert server.heard == []
            assert not any(isinstance(one, Connected) for one in watch.reports)

    run(test)


def test_a_pinned_certificate_is_as_good_as_a_valid_one(strange: trustme.LeafCert) -> None:
    async def test(watch: Watch) -> None:
        async with FakeServer(server_context(strange)) as server:
            pins = frozenset({fingerprint_of(strange), "00" * 32})
            watch.network.open(OpenLine("localhost", server.port, tls=True, pins=pins))
            await watch.until(Connected)
            watch.network.write(b"NICK a\r\n")
            await server.until("NICK a")

    run(test)


def test_another_pin_does_not_help(strange: trustme.LeafCert) -> None:
    async def test(watch: Watch) -> None:
        async with FakeServer(server_context(strange)) as server:
            watch.network.open(OpenLine("localhost", server.port, tls=True, pins=frozenset({"00" * 32})))
            await watch.until(Unvouched)
            assert server.heard == []

    run(test)


@pytest.mark.usefixtures("trusted")
def test_a_valid_certificate_for_another_name_is_not_valid(authority: trustme.CA) -> None:
    async def test(watch: Watch) -> None:
        async with FakeServer(server_context(authority.issue_cert("other.example"))) as server:
            watch.network.open(OpenLine("localhost", server.port, tls=True))
            await watch.until(Unvouched)

    run(test)


def test_tls_where_plain_text_is_spoken() -> None:
    async def test(watch: Watch) -> None:
        async with FakeServer(greets=True) as server:
            watch.network.open(OpenLine("127.0.0.1", server.port, tls=True))
            await soon(lambda: bool(server.heard), "the hello")
            server.cut()
            report = await watch.until(Disconnected)
            assert isinstance(report, Disconnected)
            assert report.fault is not None

    run(test)


def test_what_came_before_the_certificate_was_looked_at_is_not_lost(strange: trustme.LeafCert) -> None:
    async def test(watch: Watch) -> None:
        async with FakeServer(server_context(strange)) as server:
            pins = frozenset({fingerprint_of(strange)})
            watch.network.open(OpenLine("localhost", server.port, tls=True, pins=pins))
            await soon(lambda: server.connections == 1, "the connection")
            server.say("early words")
            await watch.until(Received)
            assert [type(report) for report in watch.reports] == [Connected, Received]

    run(test)


def test_a_challenge_is_answered_on_a_thread() -> None:
    async def test(watch: Watch) -> None:
        exchange = PlainClient("hana", "x")
        good = AnswerChallenge(exchange, b"")
        watch.network.answer(good)
        assert await watch.until(Answered) == Answered(good, b"\0hana\0x")
        bad = AnswerChallenge(exchange, b"again")
        watch.network.answer(bad)
        assert await watch.until(Answered, 2) == Answered(bad, None)

    run(test)


def test_a_server_that_never_reads_is_given_up() -> None:
    async def test(watch: Watch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as deaf:
            watch.network.open(OpenLine("127.0.0.1", deaf.getsockname()[1], tls=False))
            await watch.until(Connected)
            for _ in range(200):
                watch.network.write(b"x" * 65_536)
            await watch.until(Disconnected)

    run(test)


def test_pausing_holds_the_server_back() -> None:
    async def test(watch: Watch) -> None:
        async with FakeServer() as server:
            watch.network.open(OpenLine("127.0.0.1", server.port, tls=False))
            await watch.until(Connected)
            watch.network.pause()
            server.say("later")
            watch.network.write(b"ping\r\n")
            await server.until("ping")
            assert not any(isinstance(report, Received) for report in watch.reports)
            watch.network.resume()
            await watch.until(Received)

    run(test)
