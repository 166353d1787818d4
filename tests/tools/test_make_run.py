"""`make run`: a talk in a window or in the terminal, and nothing left behind."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.desktopapp import DesktopApp
from tests.kit.display import Display
from tests.kit.peer import Peer
from tests.kit.terminal import Terminal, plain_environ
from tests.kit.waiting import until
from tools.run import Door, look_behind


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number: int = listener.getsockname()[1]
        return number


@pytest.fixture
def terminal(port: int, tmp_path: Path) -> Iterator[Terminal]:
    command = [sys.executable, "-m", "tools.run", "--port", str(port)]
    with Terminal(command, environ=plain_environ(HOME=str(tmp_path))) as started:
        started.until("별명")
        started.enter("철수")
        started.until("#말마당 1명: @철수")
        yield started
    until(lambda: look_behind(port) is Door.FREE, "the server was left behind")


def test_it_talks_with_others_and_ends_with_a_command(terminal: Terminal, port: int) -> None:
    with Peer(port, "영희") as peer:
        peer.join("#말마당")
        terminal.until("영희 님이 들어왔어요")
        terminal.enter("안녕하세요")
        assert peer.until("PRIVMSG").endswith("#말마당 :안녕하세요")
        peer.send("PRIVMSG #말마당 :반가워요")
        terminal.until("영희", "반가워요")
        terminal.enter("/종료")
        assert terminal.until_ended() == 0
        peer.until("ERROR")
    assert look_behind(port) is Door.FREE


def test_a_script_gives_its_nick(port: int, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tools.run", "--port", str(port), "--nick", "하늘"],
        input="안녕하세요\n",
        capture_output=True,
        text=True,
        env=plain_environ(HOME=str(tmp_path)),
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "하늘: 안녕하세요" in done.stdout


def test_ctrl_c_ends_the_app_and_the_server(terminal: Terminal, port: int) -> None:
    terminal.press("Ctrl+C")
    assert terminal.until_ended() in (0, 130)
    assert "Fatal" not in terminal.screen()
    assert "Traceback" not in terminal.screen()
    assert look_behind(port) is Door.FREE


def test_a_closed_terminal_ends_them_too(terminal: Terminal) -> None:
    assert terminal.process.poll() is None


def test_a_second_one_joins_the_first(terminal: Terminal, port: int, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.run", "--port", str(port)]
    with Terminal(command, environ=plain_environ(HOME=str(tmp_path))) as second:
        second.until("켜져 있는 말마당으로 들어가요", "별명")
        second.enter("영희")
        terminal.until("영희 님이 들어왔어요")
        second.enter("/quit")
        assert second.until_ended() == 0
    terminal.until("영희 님이 나갔어요")
    terminal.enter("아직 있어요")
    terminal.until("아직 있어요")


def test_where_there_is_a_display_the_window_asks_for_a_nickname(
    display: Display, port: int, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tools.run", "--port", str(port)]
    with DesktopApp(display, tmp_path, command) as app:
        with Peer(port, "영희") as peer:
            peer.join("#말마당")
            app.until_nick_is_asked()
            app.write("mina")
            app.press("Return")
            peer.until(":mina!")
            app.click_composer()
            app.write("/quit")
            app.press("Return")
            peer.until(":mina!")
        assert app.process.wait(10) == 0
    assert look_behind(port) is Door.FREE
