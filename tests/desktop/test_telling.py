"""Messages that the person does not see are told."""

import pytest

from malmadang.desktop.telling import Telling
from tests.desktop.chat import Chat


@pytest.fixture
def telling(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> Telling:
    """Mina's app, with the keyboard in its window unless said otherwise."""
    made = chat.client.reactions.telling
    monkeypatch.setattr(chat.root, "focus_displayof", lambda: chat.window)
    made.shown = []  # type: ignore[attr-defined]  # what the desktop was told
    monkeypatch.setattr(made.notifier, "show", lambda title, text, _go: made.shown.append((title, text)))  # type: ignore[attr-defined]
    return made


def shown(telling: Telling) -> list[tuple[str, str]]:
    return telling.shown  # type: ignore[attr-defined,no-any-return]


def test_another_room_is_told_in_the_window(chat: Chat, telling: Telling) -> None:
    chat.wire.say("하늘", "Mina", "잠깐만요")
    chat.driver.until(lambda: telling.toast.is_shown)
    assert (telling.toast.title, telling.toast.text) == ("하늘", "잠깐만요")
    chat.driver.click(telling.toast, 60, 30)
    chat.driver.until(lambda: chat.window.room is not None and chat.window.room.name == "하늘")
    assert shown(telling) == []


def test_the_room_in_front_is_not_told(chat: Chat, telling: Telling) -> None:
    chat.wire.say("하늘", "#말마당", "Mina 님")
    chat.driver.until(lambda: "Mina" in chat.messages())
    assert not telling.toast.is_shown
    assert shown(telling) == []


def test_with_the_window_behind_the_desktop_tells(
    chat: Chat, telling: Telling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat.root, "focus_displayof", lambda: None)
    chat.wire.say("하늘", "#말마당", "Mina 님, 봤어요?")
    chat.driver.until(lambda: shown(telling))
    assert shown(telling) == [("하늘 · #말마당", "Mina 님, 봤어요?")]


def test_words_can_be_hidden(chat: Chat, telling: Telling) -> None:
    chat.kept.change(notify_text=False)
    chat.wire.say("하늘", "Mina", "비밀")
    chat.driver.until(lambda: telling.toast.is_shown)
    assert telling.toast.text == "새 메시지가 왔어요"


def test_the_title_counts(chat: Chat, telling: Telling) -> None:
    chat.wire.say("하늘", "Mina", "하나")
    chat.wire.say("하늘", "Mina", "둘")
    chat.driver.until(lambda: chat.root.title() == "(2) 말마당")
