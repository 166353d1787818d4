"""The nickname pop-up."""

import tkinter as tk

import pytest

from malmadang.clientcore.settings import Language
from malmadang.desktop.login import LoginCommands, LoginDialog
from malmadang.desktop.skin import Skin
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import Theme
from tests.desktop.driver import Driver


class Popup:
    """The pop-up and what came of it."""

    def __init__(self, root: tk.Tk, skin: Skin, driver: Driver) -> None:
        self.driver = driver
        self.nicks: list[str] = []
        self.themes: list[Theme] = []
        self.speech = Speech()
        self.dialog = LoginDialog(
            root, skin, self.speech, LoginCommands(self.nicks.append, self.themes.append, self.speak)
        )
        self.dialog.ask_nick()
        driver.shown(self.dialog.field)

    def speak(self, language: Language) -> None:
        self.speech.set_language(language)

    def enter(self, nick: str) -> None:
        self.dialog.field.set(nick)
        self.driver.press(self.dialog.field.entry, "Return")


@pytest.fixture
def popup(root: tk.Tk, skin: Skin, driver: Driver) -> Popup:
    return Popup(root, skin, driver)


def test_the_field_is_empty_and_has_the_keyboard(popup: Popup, root: tk.Tk) -> None:
    assert popup.dialog.field.get() == ""
    assert root.focus_lastfor() is popup.dialog.field.entry
    assert popup.dialog.rule.text == "한글·영문·숫자 1–16자, 띄어쓰기 없이"


@pytest.mark.parametrize("nick", ["하늘", "ㅋㅋ", "Mina_7", "가" * 16])
def test_enter_takes_a_legal_nick(popup: Popup, nick: str) -> None:
    popup.enter(nick)
    assert popup.nicks == [nick]


@pytest.mark.parametrize(
    ("nick", "why"),
    [
        ("", "별명을 적어 주세요"),
        ("7하늘", "‘7’ 글자로 시작할 수는 없어요"),
        ("하@늘", "‘@’ 글자는 쓸 수 없어요"),
        ("하 늘", "띄어쓰기 없이 적어 주세요"),
        ("하!늘", "‘!’"),
        ("가" * 17, "16자까지 쓸 수 있어요"),
        ("하\u200b늘", "보이지 않는 글자가 들어 있어요"),
        ("하\u1112x", "글자가 덜 합쳐졌어요"),
    ],
)
def test_a_fault_is_said_under_the_field(popup: Popup, nick: str, why: str) -> None:
    popup.enter(nick)
    assert popup.nicks == []
    assert why in popup.dialog.rule.text
    popup.dialog.field.set("하늘")
    popup.driver.update()
    assert popup.dialog.rule.token == "sub"


def test_a_decomposed_nick_is_composed(popup: Popup) -> None:
    popup.enter("하늘")
    assert popup.nicks == ["하늘"]


def test_theme_and_language_are_effective_at_once(popup: Popup) -> None:
    popup.driver.press(popup.dialog.themes, "Right")
    assert popup.themes == [Theme.DARK]
    popup.driver.press(popup.dialog.languages, "Right")
    assert popup.dialog.next.text == "Next"
    assert popup.dialog.rule.text == "1–16 letters or digits, no spaces"


@pytest.mark.parametrize("size", ["720x480", "1000x700"])
def test_everything_fits_into_the_smallest_window(popup: Popup, root: tk.Tk, size: str) -> None:
    root.geometry(size)
    height = int(size.split("x")[1])
    popup.driver.until(lambda: popup.dialog.overlay.winfo_height() == height)
    popup.driver.until(lambda: popup.dialog.overlay.card.winfo_y() >= 0)
    card = popup.dialog.overlay.card
    assert card.winfo_y() + card.winfo_height() <= height


def test_closing_gives_the_window_back(popup: Popup) -> None:
    popup.dialog.close()
    assert not popup.dialog.overlay.winfo_exists()
