"""What is said about the line, state by state."""

import tkinter as tk
from collections.abc import Callable

import pytest

from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.phrases import Phrases
from malmadang.clientcore.view import ConnectionState, Phase
from malmadang.desktop.banner import BannerCommands, ConnectionBanner, OwnServer
from malmadang.desktop.kit import Mood
from malmadang.desktop.skin import Skin
from malmadang.desktop.speech import Speech
from malmadang.ports import SteadyMs
from tests.desktop.driver import Driver, texts

ONLINE = ConnectionState(Phase.ONLINE, "chat.example")
LOST = Fault(FaultKind.LOST, {"detail": ""})


class Line:
    """A banner, a clock that is set by hand, and what its button did."""

    def __init__(self, root: tk.Tk, skin: Skin, driver: Driver) -> None:
        self.driver = driver
        self.now = 0
        self.own = OwnServer.ELSEWHERE
        self.pressed: list[str] = []
        self.speech = Speech()
        names = ("elsewhere", "now", "login", "cert", "nick", "host")
        elsewhere, connect, login, certificate, nick, host = map(self._button, names)
        commands = BannerCommands(
            elsewhere=elsewhere,
            connect_now=connect,
            log_in=login,
            certificate=certificate,
            nick=nick,
            host_again=host,
            own_server=lambda: self.own,
            steady_now=lambda: SteadyMs(self.now),
            say_fault=lambda fault: Phrases(self.speech.language).fault(fault),
        )
        self.line = ConnectionBanner(root, skin, self.speech, commands)
        self.line.banner.pack(fill="x")
        self.banner = self.line.banner
        driver.update()

    def _button(self, name: str) -> Callable[[], None]:
        return lambda: self.pressed.append(name)

    def press(self) -> str:
        """Press the button and say which one it was."""
        assert self.banner.button is not None
        word = self.banner.button.text
        self.banner.button.invoke()
        return word


@pytest.fixture
def line(root: tk.Tk, skin: Skin, driver: Driver) -> Line:
    return Line(root, skin, driver)


def test_a_quick_connection_flashes_nothing(line: Line) -> None:
    line.line.show(ConnectionState(Phase.CONNECTING, "chat.example"))
    assert not line.banner.shown
    line.line.show(ONLINE)
    line.driver.update()
    assert not line.banner.shown


def test_a_slow_one_says_whom_it_waits_for(line: Line) -> None:
    line.line.show(ConnectionState(Phase.CONNECTING, "chat.example"))
    line.driver.until(lambda: line.banner.shown)
    assert line.banner.text == "chat.example에 연결하고 있어요…"
    assert line.press() == "취소"
    assert line.pressed == ["elsewhere"]


def test_a_lost_line_counts_down_and_can_be_hurried(line: Line) -> None:
    line.line.show(ONLINE)
    line.line.show(
        ConnectionState(Phase.WAITING, "chat.example", attempt=3, retry_at_ms=SteadyMs(8000), fault=LOST)
    )
    assert line.banner.text == (
        "연결이 끊겼어요. 8초 뒤 다시 연결할게요 (3번째 시도) · 쓴 글은 보관했다가 보내요"
    )
    assert line.banner.mood is Mood.WARNING
    line.now = 3500
    line.driver.until(lambda: "5초 뒤" in line.banner.text)
    assert line.press() == "지금 연결"
    assert line.pressed == ["now"]


def test_the_same_banner_stays_while_it_tries_again(line: Line) -> None:
    line.line.show(ONLINE)
    line.line.show(ConnectionState(Phase.WAITING, "chat.example", attempt=1, fault=LOST))
    line.line.show(ConnectionState(Phase.CONNECTING, "chat.example", attempt=1, fault=LOST))
    assert line.banner.shown
    assert line.banner.button is None


def test_coming_back_is_told_and_then_quiet(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malmadang.desktop.banner.GOOD_MS", 30)
    line.line.show(ONLINE)
    line.line.show(ConnectionState(Phase.WAITING, "chat.example", attempt=1, fault=LOST))
    line.line.show(ConnectionState(Phase.ONLINE, "chat.example", returned=True))
    assert (line.banner.text, line.banner.mood) == ("다시 연결됐어요", Mood.GOOD)
    line.line.show(ConnectionState(Phase.ONLINE, "chat.example", returned=True))
    line.driver.until(lambda: not line.banner.shown)


def test_a_server_that_was_never_there_leads_elsewhere(line: Line) -> None:
    refused = Fault(FaultKind.REFUSED, {"server": "chat.example"})
    line.line.show(
        ConnectionState(Phase.WAITING, "chat.example", attempt=1, retry_at_ms=SteadyMs(900), fault=refused)
    )
    assert "chat.example" in line.banner.text
    assert "1초 뒤 다시 연결할게요 (1번째 시도)" in line.banner.text
    assert line.press() == "다른 곳으로"


@pytest.mark.parametrize(
    ("kind", "fields", "word", "pressed"),
    [
        (FaultKind.CERTIFICATE_CHANGED, {}, "자세히", "cert"),
        (FaultKind.CERTIFICATE_UNKNOWN, {}, "자세히", "cert"),
        (FaultKind.LOGIN_REFUSED, {"account": "a", "text": ""}, "다시 입력", "login"),
        (FaultKind.PASSWORD_REFUSED, {"text": ""}, "다시 입력", "login"),
        (FaultKind.NICK_TAKEN, {"nick": "하늘"}, "별명 바꾸기", "nick"),
        (FaultKind.BANNED, {"text": "그만"}, "다른 곳으로", "elsewhere"),
    ],
)
def test_what_needs_an_answer_has_its_button(
    line: Line, kind: FaultKind, fields: dict[str, str], word: str, pressed: str
) -> None:
    line.line.show(ConnectionState(Phase.HALTED, "chat.example", fault=Fault(kind, fields)))
    assert line.banner.mood is Mood.DANGER
    assert line.press() == word
    assert line.pressed == [pressed]


def test_another_language_is_spoken_at_once(line: Line) -> None:
    fault = Fault(FaultKind.CERTIFICATE_CHANGED, {})
    line.line.show(ConnectionState(Phase.HALTED, "chat.example", fault=fault))
    line.speech.set_language("en")
    assert line.banner.text.startswith("The server's certificate has changed")


def waiting(kind: FaultKind) -> ConnectionState:
    fault = Fault(kind, {"server": "127.0.0.1", "detail": ""})
    return ConnectionState(Phase.WAITING, "127.0.0.1", attempt=6, retry_at_ms=SteadyMs(31_000), fault=fault)


def test_the_countdown_is_in_view_however_long_the_reason(line: Line) -> None:
    line.line.show(waiting(FaultKind.REFUSED))
    line.driver.until(lambda: texts(words(line)) != [""])
    assert texts(words(line))[0].startswith("31초 뒤 다시 연결할게요 (6번째 시도) · ")


def test_a_server_of_this_computer_is_not_asked_for_its_port(line: Line) -> None:
    line.own = OwnServer.HERE
    line.line.show(waiting(FaultKind.REFUSED))
    assert line.banner.text == "이 컴퓨터의 서버가 꺼져 있어요 · 31초 뒤 다시 연결할게요 (6번째 시도)"
    assert line.press() == "다른 곳으로"


def test_a_server_this_window_started_is_started_again(line: Line) -> None:
    line.own = OwnServer.ENDED
    line.line.show(ONLINE)
    line.line.show(waiting(FaultKind.LOST))
    assert line.banner.text.startswith("이 컴퓨터의 서버가 꺼져 있어요")
    assert line.press() == "서버 다시 켜기"
    assert line.pressed == ["host"]


def test_a_new_sentence_never_leaves_the_banner_empty(line: Line) -> None:
    line.line.show(waiting(FaultKind.LOST))
    line.driver.shown(words(line))
    line.now = 5_000
    line.line.show(waiting(FaultKind.LOST))
    assert words(line).winfo_ismapped()
    assert texts(words(line)) == [line.banner.text]


def words(line: Line) -> tk.Canvas:
    """Return what the banner's sentence is drawn on."""
    return next(
        part
        for part in line.banner.winfo_children()
        if isinstance(part, tk.Canvas) and part is not line.banner.button
    )


def test_something_good_outlives_the_next_drawing(line: Line) -> None:
    line.line.show(ONLINE)
    line.line.say_good("좋아요")
    line.line.show(ONLINE)
    assert line.banner.shown
    assert line.banner.text == "좋아요"
