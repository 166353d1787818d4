"""One's own card: every choice is effective at once."""

import pytest

from malmadang.desktop.arrange import Look
from malmadang.desktop.kit import Button, Segments
from malmadang.desktop.tokens import Theme
from tests.desktop.chat import Chat


def choose(chat: Chat, number: int, key: str) -> None:
    """Choose in the n-th row of segments, as a click does."""
    card = chat.desk.card
    assert card is not None
    segments = [part for part in card.body.winfo_children() if isinstance(part, Segments)][number]
    at = [option[0] for option in segments.options].index(key)
    step = segments.winfo_width() // len(segments.options)
    chat.driver.click(segments, at * step + step // 2, 10)


@pytest.fixture(autouse=True)
def opened(chat: Chat) -> None:
    chat.driver.click(chat.window.rooms.me, 30, 30)
    assert chat.desk.card is not None
    chat.driver.shown(chat.desk.card.body)


def test_every_choice_is_effective_and_remembered(chat: Chat) -> None:
    choose(chat, 0, "dark")
    assert chat.desk.skin.dark
    choose(chat, 2, "compact")
    assert chat.window.messages.look is Look.COMPACT
    choose(chat, 3, "125")
    assert chat.desk.skin.percent == 125
    now = chat.kept.now
    assert (now.theme, now.look, now.percent) == (Theme.DARK, Look.COMPACT, 125)


def test_another_language_opens_the_card_anew(chat: Chat) -> None:
    choose(chat, 1, "en")
    assert chat.desk.has_card
    assert chat.desk.card is not None
    assert chat.desk.card.primary is not None
    assert chat.desk.card.primary.text == "Close"
    assert chat.kept.now.language == "en"


def test_the_nick_is_changed_from_here(chat: Chat) -> None:
    card = chat.desk.card
    assert card is not None
    buttons = [part for part in card.body.winfo_children() if isinstance(part, Button)]
    buttons[0].invoke()
    assert chat.desk.card is not None
    assert chat.desk.card.title.text == "별명 바꾸기"


def test_an_invitation_can_be_copied(chat: Chat) -> None:
    assert chat.desk.card is not None
    chat.desk.card.close()
    assert chat.desk.front is not None
    chat.desk.front.invitation = "malmadang://192.0.2.7/"
    chat.client.controls.show_me()
    buttons = [part for part in chat.desk.card.body.winfo_children() if isinstance(part, Button)]
    buttons[-1].invoke()
    assert chat.root.clipboard_get() == "malmadang://192.0.2.7/"
    assert buttons[-1].text == "복사했어요"


def test_going_away_and_coming_back(chat: Chat) -> None:
    def press(word: str) -> None:
        assert chat.desk.card is not None
        buttons = [part for part in chat.desk.card.body.winfo_children() if isinstance(part, Button)]
        next(button for button in buttons if button.text == word).invoke()

    press("자리 비우기")
    chat.driver.until(lambda: any(line.startswith("AWAY :") for line in chat.wire.lines("AWAY")))
    chat.hear(":fake 306 Mina :away")
    chat.driver.until(lambda: chat.view.away)
    chat.client.controls.show_me()
    press("돌아오기")
    chat.driver.until(lambda: "AWAY" in chat.wire.lines("AWAY"))
