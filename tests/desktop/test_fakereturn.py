"""Hangul by a real input method, real keys and real clicks: no syllable is lost, none comes twice."""

from collections.abc import Iterator

import pytest

from tests.desktop.realapp import Listener, RealApp, real_app
from tests.kit.display import HANGUL_KEYS, NABI_ENVIRON, Display, Nabi
from tests.kit.realserver import RealServer
from tests.kit.waiting import until


class Desk:
    """The app with its input method, and the one who listens."""

    def __init__(self, app: RealApp, listener: Listener, nabi: Nabi) -> None:
        self.app, self.listener, self.nabi = app, listener, nabi

    def compose(self, word: str) -> None:
        """Press the word's keys; the last syllable is still being composed afterwards."""
        self.app.hands.press(*HANGUL_KEYS[word])

    def until_said(self, *words: str) -> None:
        """Wait until exactly this has been said."""
        until(lambda: len(self.listener.said("Mina")) >= len(words), lambda: str(self.listener.said("Mina")))
        assert self.listener.said("Mina") == list(words)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One server, one display, one nabi for all: starting them takes longer than the tests."""
    folder = tmp_path_factory.mktemp("hangul")
    with (
        RealServer(folder / "server") as server,
        Display(1100, 800) as display,
        Nabi(display, folder) as nabi,
        real_app(display, folder / "app", server.port, NABI_ENVIRON) as app,
    ):
        listener = Listener(server.port, "#말마당")
        until(lambda: listener.is_there("Mina"), lambda: f"Mina never came:\n{app.log.read_text()}")
        app.click_composer()
        nabi.switch(app.hands)
        yield Desk(app, listener, nabi)
        listener.close()


def test_hangul_is_sent_whole_and_once(desk: Desk) -> None:
    desk.compose("안녕하세요")
    desk.app.hands.press("Return")
    desk.until_said("안녕하세요")
    # The button, while «요» is still being composed; then nothing of it may stand before the next word.
    desk.compose("안녕하세요")
    desk.app.click_send()
    desk.until_said("안녕하세요", "안녕하세요")
    desk.compose("가")
    desk.app.click_send()
    desk.until_said("안녕하세요", "안녕하세요", "가")
    desk.compose("가")
    desk.app.hands.press("Return", "Return")
    desk.until_said("안녕하세요", "안녕하세요", "가", "가")


def test_another_room_takes_no_syllable_away(desk: Desk) -> None:
    before = desk.listener.said("Mina")
    desk.compose("안녕하세요")
    desk.app.hands.click(130, 218)  # the server's own room
    desk.app.hands.click(130, 160)  # and back
    desk.app.hands.press("Return")
    desk.until_said(*before, "안녕하세요")


def test_shift_return_makes_a_line_and_latin_mixes(desk: Desk) -> None:
    before = desk.listener.said("Mina")
    desk.compose("가")
    desk.app.hands.press("shift+Return")
    desk.compose("가")
    desk.app.hands.press("Return")
    desk.until_said(*before, "가", "가")


def test_leaving_by_command_says_goodbye_within_a_second(desk: Desk) -> None:
    desk.nabi.switch(desk.app.hands)
    desk.app.hands.press("slash", "q", "u", "i", "t", "Return")
    assert desk.app.process.wait(3) == 0
    until(lambda: desk.listener.has_left("Mina"), "nobody said goodbye")
