"""The network thread on real sockets: nothing is lost, nobody waits, Tk is never touched."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from malmadang.client.reports import Connected, Disconnected, Received, Report, Unvouched
from malmadang.clientcore.events import OpenLine
from malmadang.desktop import network
from malmadang.desktop.network import NetworkThread
from tests.kit.realserver import RealServer
from tests.kit.waiting import until


class Ear:
    """What the thread has reported."""

    def __init__(self, thread: NetworkThread) -> None:
        self.thread = thread
        self.reports: list[Report] = []

    def take(self) -> list[Report]:
        """Take in everything that is there."""
        while (report := self.thread.next_report()) is not None:
            self.reports.append(report)
        return self.reports

    @property
    def data(self) -> bytes:
        """All octets that have come."""
        return b"".join(report.data for report in self.take() if isinstance(report, Received))

    def has(self, kind: type[Report]) -> bool:
        """Has this been reported?"""
        return any(isinstance(report, kind) for report in self.take())


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        yield server


@pytest.fixture
def ear() -> Iterator[Ear]:
    thread = NetworkThread()
    thread.start()
    yield Ear(thread)
    thread.stop()
    assert not any(one.name == "network" for one in threading.enumerate())


def open_line(ear: Ear, listener: socket.socket) -> socket.socket:
    """Connect the thread to the listener and return the server's end."""
    ear.thread.open(OpenLine("127.0.0.1", listener.getsockname()[1], tls=False))
    peer, _address = listener.accept()
    peer.settimeout(10)
    until(lambda: ear.has(Connected), "it never connected")
    return peer


def test_octets_go_both_ways(ear: Ear, listener: socket.socket) -> None:
    with open_line(ear, listener) as peer:
        ear.thread.write("NICK 하늘\r\n".encode())
        assert peer.recv(100) == "NICK 하늘\r\n".encode()
        peer.sendall("안녕".encode())
        until(lambda: ear.data == "안녕".encode(), "nothing came")
        peer.close()
        until(lambda: ear.has(Disconnected), "the end was not reported")


def test_nobody_there_is_reported(ear: Ear, listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    listener.close()
    ear.thread.open(OpenLine("127.0.0.1", port, tls=False))
    until(lambda: ear.has(Disconnected), "nothing was reported")


def test_what_is_written_goes_out_before_closing(ear: Ear, listener: socket.socket) -> None:
    with open_line(ear, listener) as peer:
        ear.thread.write(b"QUIT :bye\r\n")
        ear.thread.close()
        heard = b""
        while piece := peer.recv(100):
            heard += piece
        assert heard == b"QUIT :bye\r\n"


def test_an_older_line_is_not_heard_any_more(ear: Ear, listener: socket.socket) -> None:
    with open_line(ear, listener) as old:
        old.sendall(b"old")
        until(lambda: ear.data == b"old", "nothing came")
        with open_line(ear, listener) as new:
            ear.reports.clear()
            new.sendall(b"new")
            until(lambda: ear.data == b"new", "nothing came")
            assert not ear.has(Disconnected)


def test_a_full_queue_stops_the_reading_and_loses_nothing(
    ear: Ear, listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "REPORTS_MAX", 4)
    with open_line(ear, listener) as peer:
        peer.setblocking(False)
        sent = 0
        block = bytes(range(256)) * 256
        # Without anybody who takes reports in, the socket fills up and takes no more.
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < 0.3:
            try:
                sent += peer.send(block)
                quiet_since = time.monotonic()
            except BlockingIOError:
                pass
        until(lambda: len(ear.data) == sent, lambda: f"{len(ear.data)} of {sent}")
        # Every piece begins where the one before was cut off.
        assert ear.data[:256] == block[:256]


def test_stopping_twice_or_writing_afterwards_does_no_harm() -> None:
    thread = NetworkThread()
    thread.start()
    thread.stop()
    thread.write(b"x")
    thread.stop()


def test_a_certificate_nobody_vouches_for_is_shown_before_a_word_is_said(ear: Ear, tmp_path: Path) -> None:
    with RealServer(tmp_path / "server") as server:
        ear.thread.open(OpenLine("127.0.0.1", server.port, tls=True))
        until(lambda: ear.has(Unvouched), "no certificate was shown")
        shown = next(report for report in ear.reports if isinstance(report, Unvouched))
        assert len(shown.fingerprint) == 64
        ear.thread.open(OpenLine("127.0.0.1", server.port, tls=True, pins=frozenset({shown.fingerprint})))
        until(lambda: ear.has(Connected), "the pin did not open the line")
