"""A server left running by a window that was killed."""

import os
import signal
from pathlib import Path

from malmadang.desktop.host import HostedServer, HostState
from malmadang.desktop.orphan import find_orphan
from tests.desktop.test_host import after_start, free_port


def test_the_next_start_takes_it_back_and_ends_it(tmp_path: Path) -> None:
    port, data = free_port(), tmp_path / "data"
    killed = HostedServer(port, tmp_path, data=data)
    try:
        first = after_start(killed)
        again = HostedServer(port, tmp_path, data=data)
        now = again.look()
        assert (now.state, now.invitation) == (HostState.READY, first.invitation)
        again.stop()
        again.wait()
        assert after_start(again).state is HostState.FAILED
    finally:
        killed.stop()
        killed.wait()


def test_what_does_not_answer_is_not_ours(tmp_path: Path) -> None:
    """A server that hangs: its log and its folder are ours, but nobody can talk there."""
    port, data = free_port(), tmp_path / "data"
    hosted = HostedServer(port, tmp_path, data=data)
    try:
        after_start(hosted)
        os.kill(int((data / "server.pid").read_text()), signal.SIGSTOP)
        assert find_orphan(port, hosted.log, data) is None
        assert HostedServer(port, tmp_path, data=data).look().state is HostState.PORT_TAKEN
    finally:
        os.kill(int((data / "server.pid").read_text()), signal.SIGCONT)
        hosted.stop()
        hosted.wait()


def test_another_programs_port_and_another_port_are_not_ours(tmp_path: Path) -> None:
    port, data = free_port(), tmp_path / "data"
    assert find_orphan(port, tmp_path / "server.log", data) is None
    hosted = HostedServer(port, tmp_path, data=data)
    try:
        after_start(hosted)
        assert find_orphan(port + 1, hosted.log, data) is None
        assert find_orphan(port, hosted.log, tmp_path / "elsewhere") is None
    finally:
        hosted.stop()
        hosted.wait()
