"""A Return of the X server's own: whatever takes the text away by mouse leaves no syllable behind."""

import ctypes
import tkinter as tk
from collections.abc import Iterator

import pytest

from malmadang.desktop.fakereturn import FakeReturn
from tests.desktop.driver import Driver
from tests.kit.desktopapp import DesktopApp, chat
from tests.kit.display import NABI_ENVIRON, Display, Nabi
from tests.kit.hangulkeys import hangul_keys
from tests.kit.peer import Peer
from tests.kit.realserver import RealServer

ROOM = "#말마당"


def test_the_key_arrives_where_the_keyboard_is(root: tk.Tk, driver: Driver) -> None:
    pressed: list[str] = []
    entry = tk.Entry(root)
    entry.pack()
    entry.bind("<Return>", lambda event: pressed.append(event.keysym))
    driver.press(entry, "Left")
    key = FakeReturn(root)
    assert key.available
    key.press()
    driver.until(lambda: pressed == ["Return"])
    key.close()
    assert not key.available


def test_without_the_library_there_is_no_key(root: tk.Tk, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_name: str) -> None:
        raise OSError

    monkeypatch.setattr(ctypes, "CDLL", missing)
    assert not FakeReturn(root).available


class Writer:
    """The app in Hangul mode, and somebody who hears what it says."""

    def __init__(self, app: DesktopApp, peer: Peer) -> None:
        self.app, self.peer = app, peer

    def compose(self, text: str) -> None:
        """Press the keys of a text; its last syllable is being composed afterwards."""
        self.app.press(*hangul_keys(text))

    def said(self) -> str:
        """Return what is said next."""
        return self.peer.until("PRIVMSG").split(" :", 1)[1]


@pytest.fixture(scope="module")
def writer(display: Display, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writer]:
    """One for all tests: starting it takes longer than they do."""
    folder = tmp_path_factory.mktemp("hangul")
    with (
        RealServer(folder / "server") as server,
        Peer(server.port, "영희") as peer,
        Nabi(display, folder) as nabi,
    ):
        peer.join(ROOM)
        address = f"malmadang://127.0.0.1:{server.port}/{ROOM}"
        with DesktopApp(display, folder / "home", chat(address, "--nick", "mina"), NABI_ENVIRON) as app:
            peer.until(":mina!")
            app.click_composer()
            nabi.switch(app.hands)
            made = Writer(app, peer)
            made.compose("가")
            app.press("Return")
            made.said()
            yield made


def test_the_button_takes_the_syllable_and_leaves_none_for_the_next(writer: Writer) -> None:
    for text in ("안녕하세요", "가"):
        writer.compose(text)
        writer.app.click_send()
        assert writer.said() == text


def test_another_room_takes_no_syllable_away(writer: Writer) -> None:
    writer.compose("안녕하세요")
    writer.app.hands.click(130, 218)  # the server's own room
    writer.app.hands.click(130, 160)  # and back
    writer.app.press("Return")
    assert writer.said() == "안녕하세요"


def test_shift_return_makes_a_line_behind_the_syllable(writer: Writer) -> None:
    writer.compose("가")
    writer.app.press("shift+Return")
    writer.compose("나")
    writer.app.press("Return")
    assert [writer.said(), writer.said()] == ["가", "나"]


def test_return_pressed_twice_sends_once(writer: Writer) -> None:
    writer.compose("다")
    writer.app.press("Return", "Return")
    writer.compose("라")
    writer.app.press("Return")
    assert [writer.said(), writer.said()] == ["다", "라"]
