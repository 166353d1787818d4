"""`make run`: which door it takes, and that it leaves nobody behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.kit.realserver import RealServer
from tests.kit.waiting import until
from tools import run
from tools.run import CannotStartError, Door, LocalServer, choose_port, look_behind, run_app


@contextmanager
def something_behind(greeting: bytes) -> Iterator[int]:
    """A program on a port that says the same to everybody, once it has heard anything."""
    with socket.create_server((run.HOST, 0)) as listener:

        def greet() -> None:
            while True:
                try:
                    peer, _ = listener.accept()
                except OSError:
                    return
                with peer:
                    peer.recv(512)
                    peer.sendall(greeting)

        thread = threading.Thread(target=greet)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def free_port() -> int:
    with socket.create_server((run.HOST, 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_nobody_behind_a_port_is_free() -> None:
    assert look_behind(free_port()) is Door.FREE


@pytest.mark.parametrize(
    ("greeting", "expected"),
    [
        (b":a PING x\r\n:a 001 n :hello\r\n:a 004 n chat malmadang-0.1.0 i n\r\n", Door.OURS),
        (b":a 001 n :hello\r\n:a 004 n chat InspIRCd-3 i n\r\n", Door.OTHER),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", Door.OTHER),
        (b"", Door.OTHER),
        (b"\r\n" * 60, Door.OTHER),
    ],
)
def test_a_program_behind_a_port_is_told_by_its_welcome(greeting: bytes, expected: Door) -> None:
    with something_behind(greeting) as port:
        assert look_behind(port) is expected


def test_a_program_that_never_answers_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ANSWER_S", 0.1)
    with socket.create_server((run.HOST, 0)) as silent:
        assert look_behind(silent.getsockname()[1]) is Door.OTHER


def test_our_running_server_is_known(tmp_path: Path) -> None:
    with RealServer(tmp_path) as server:
        assert look_behind(server.port) is Door.OURS


def test_a_taken_port_is_named_and_the_next_one_tried(capsys: pytest.CaptureFixture[str]) -> None:
    with something_behind(b"") as port:
        chosen, door = choose_port(port)
    assert chosen > port
    assert door is not Door.OTHER
    out = capsys.readouterr().out
    assert f"{port}번 문을 다른 프로그램이" in out
    if door is Door.FREE:
        assert f"그래서 {chosen}번 문으로 열어요. · Opening on port {chosen} instead." in out


def test_the_port_that_was_asked_for_is_not_worth_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    assert choose_port(port) == (port, Door.FREE)
    assert capsys.readouterr().out == ""


def test_when_every_port_is_taken_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "look_behind", lambda port: Door.OTHER)
    with pytest.raises(CannotStartError, match="PORT="):
        choose_port(2500)


def test_the_local_server_listens_until_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    server = LocalServer(free_port(), tmp_path / "server.log")
    server.start()
    try:
        assert look_behind(server.port) is Door.OURS
    finally:
        server.stop()
    assert look_behind(server.port) is Door.FREE


def test_a_server_that_cannot_start_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with something_behind(b"") as port:
        server = LocalServer(port, tmp_path / "server.log")
        with pytest.raises(CannotStartError, match=str(port)):
            server.start()


def test_one_that_ignores_sigterm_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "GOODBYE_S", 0.2)
    stubborn = (
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", stubborn], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        run.end(process)
        assert process.returncode == -signal.SIGKILL


class TestApp:
    """`run_app` with a stand-in for the app."""

    @pytest.fixture
    def app(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A package `malmadang` that notes its arguments, and waits when it is told to."""
        package = tmp_path / "malmadang"
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "__main__.py").write_text(
            "import os, pathlib, signal, sys\n"
            "note = pathlib.Path(os.environ['NOTE'])\n"
            "note.write_text(' '.join(sys.argv[1:]))\n"
            "if os.environ.get('STAY'):\n    signal.pause()\n"
        )
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setenv("NOTE", str(tmp_path / "note"))
        return tmp_path / "note"

    def test_it_gets_the_address_and_plain_where_there_is_no_window(self, app: Path) -> None:
        assert run_app("malmadang://127.0.0.1:2500/#말마당", is_windowed=True) == 0
        assert app.read_text() == "chat malmadang://127.0.0.1:2500/#말마당"
        assert run_app("malmadang://127.0.0.1:2500/#말마당", is_windowed=False) == 0
        assert app.read_text().endswith("#말마당 --plain")
        assert run_app("malmadang://127.0.0.1:2500/", ["--nick", "하늘"], is_windowed=True) == 0
        assert app.read_text().endswith("/ --nick 하늘")

    def test_it_does_not_outlive_a_sigterm(self, app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("STAY", "1")

        def terminate_this() -> None:
            until(app.exists, "the app did not start")
            os.kill(os.getpid(), signal.SIGTERM)

        before = signal.signal(signal.SIGTERM, run._leave)
        thread = threading.Thread(target=terminate_this)
        thread.start()
        try:
            with pytest.raises(SystemExit):
                run_app("malmadang://127.0.0.1/", is_windowed=True)
        finally:
            thread.join()
            signal.signal(signal.SIGTERM, before)


def test_where_nobody_can_be_asked_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "can_open_window", lambda: False)
    monkeypatch.setattr(run, "can_ask", lambda: False)
    monkeypatch.setattr(run, "choose_port", lambda port: pytest.fail("a server would be started"))
    assert run.main([]) == 2
    assert "make run NICK=하늘" in capsys.readouterr().err


def test_no_display_means_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "wants_window", lambda environ: False)
    assert not run.can_open_window()


def test_a_display_that_does_not_answer_means_the_terminal_and_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "wants_window", lambda environ: True)
    monkeypatch.setattr(run, "tk_state", lambda: "closed")
    assert not run.can_open_window()
    assert "터미널에서" in capsys.readouterr().out
