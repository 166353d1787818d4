"""A server of one's own, as a child."""

import os
import socket
from pathlib import Path

import pytest

from malmadang.clientcore.address import parse_address
from malmadang.desktop.host import HostedServer, Hosting, HostState, is_taken
from tests.kit.waiting import until


def free_port() -> int:
    """Return a port below those that the system gives to connections, so that nobody takes it meanwhile."""
    return next(port for port in range(20_000 + os.getpid() % 10_000, 32_000) if not is_taken(port))


def after_start(hosted: HostedServer) -> Hosting:
    until(lambda: hosted.look().state is not HostState.STARTING, "it neither started nor failed")
    return hosted.look()


def test_the_real_server_starts_invites_and_ends(tmp_path: Path) -> None:
    port = free_port()
    hosted = HostedServer(port, tmp_path, data=tmp_path / "data")
    try:
        now = after_start(hosted)
        assert now.state is HostState.READY, now.why
        address = parse_address(now.invitation)
        assert (address.port, address.tls, len(address.pin)) == (port, True, 64)
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            pass
    finally:
        hosted.stop()
        hosted.wait()
    assert after_start(hosted).state is HostState.FAILED
    assert not is_taken(port)


def test_a_taken_port_is_said_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        hosted = HostedServer(port, tmp_path)
        assert hosted.look().state is HostState.PORT_TAKEN
        hosted.stop()
        hosted.wait()


@pytest.mark.parametrize("command", [("sh", "-c", "echo 안 돼요; exit 3"), ("/no/such/program",)])
def test_a_server_that_ends_says_its_last_words(tmp_path: Path, command: tuple[str, ...]) -> None:
    now = after_start(HostedServer(free_port(), tmp_path, command=command))
    assert now.state is HostState.FAILED
    assert now.why


def test_a_silent_server_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malmadang.desktop.host.START_S", 0.05)
    hosted = HostedServer(free_port(), tmp_path, command=("sleep", "30"))
    assert after_start(hosted).state is HostState.FAILED
    hosted.wait()
