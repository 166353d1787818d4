"""The desktop app under a real input method, and among others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.desktopapp import DesktopApp, chat
from tests.kit.display import NABI_ENVIRON, Display, Nabi
from tests.kit.hangulkeys import hangul_keys
from tests.kit.irssi import Irssi
from tests.kit.peer import Peer
from tests.kit.realserver import RealServer

ROOM = "#말마당"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    with RealServer(tmp_path / "server") as started:
        yield started


@pytest.fixture
def peer(server: RealServer) -> Iterator[Peer]:
    with Peer(server.port, "영희") as there:
        there.join(ROOM)
        yield there


class TestHangul:
    """What is composed is sent whole and once, whichever way."""

    @pytest.fixture
    def app(self, display: Display, server: RealServer, peer: Peer, tmp_path: Path) -> Iterator[DesktopApp]:
        """The app with the room open, its composer clicked, the keyboard in Hangul."""
        address = f"malmadang://127.0.0.1:{server.port}/{ROOM}"
        home = tmp_path / "home"
        with (
            Nabi(display, tmp_path) as nabi,
            DesktopApp(display, home, chat(address, "--nick", "mina"), NABI_ENVIRON) as started,
        ):
            peer.until(":mina!")
            peer.send(f"PRIVMSG {ROOM} :welcome")
            started.until("welcome")
            started.click_composer()
            nabi.switch(started.hands)
            # The input method takes a moment to change over, and nothing shows that it has.
            started.press(*hangul_keys("가"), "Return")
            said(peer)
            yield started

    def test_enter_sends_the_last_syllable_with_the_others(self, app: DesktopApp, peer: Peer) -> None:
        app.press(*hangul_keys("안녕하세요"), "Return")
        assert said(peer) == "안녕하세요"
        app.press(*hangul_keys("가"), "Return")
        assert said(peer) == "가"

    def test_the_button_does_the_same(self, app: DesktopApp, peer: Peer) -> None:
        app.press(*hangul_keys("안녕하세요"))
        app.click_send()
        assert said(peer) == "안녕하세요"
        app.press(*hangul_keys("가"))
        app.click_send()
        assert said(peer) == "가"


def said(peer: Peer) -> str:
    return peer.until("PRIVMSG").split(" :", 1)[1]


def test_the_first_start_asks_for_a_nickname(
    display: Display, server: RealServer, peer: Peer, tmp_path: Path
) -> None:
    address = f"malmadang://127.0.0.1:{server.port}/{ROOM}"
    with DesktopApp(display, tmp_path / "home", chat(address)) as app:
        app.until_nick_is_asked()
        app.write("mina")
        app.press("Return")
        peer.until(":mina!")
        app.click_composer()
        app.write("hello")
        app.press("Return")
        assert said(peer) == "hello"
        app.write("/quit")
        app.press("Return")
        peer.until(" QUIT ")
        assert app.process.wait(10) == 0


def test_two_apps_and_irssi_in_one_room(display: Display, server: RealServer, tmp_path: Path) -> None:
    address = f"malmadang://127.0.0.1:{server.port}/{ROOM}"
    with (
        Irssi(tmp_path / "irssi", server.port, "철수") as irssi,
        DesktopApp(display, tmp_path / "one", chat(address, "--nick", "하늘")) as one,
        DesktopApp(display, tmp_path / "two", chat(address, "--nick", "mina")) as two,
    ):
        irssi.join(ROOM)
        irssi.enter("다들 안녕하세요")
        for app in (one, two):
            app.hands.focus()
            app.until("철수: 다들 안녕하세요")
        two.click_composer()
        two.write("hi from mina")
        two.press("Return")
        irssi.until("mina> hi from mina")
        one.hands.focus()
        one.until("mina: hi from mina")
