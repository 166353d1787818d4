"""The settings are effective at once, and remembered."""

import pytest

from malmadang.desktop.arrange import Folding
from malmadang.desktop.kit import Segments
from malmadang.desktop.settings import Order
from malmadang.desktop.settingscard import LOOK, NOTIFY, TALK
from tests.desktop.chat import Chat


def choose(chat: Chat, number: int, key: str) -> None:
    """Choose in the n-th row of segments behind the tabs."""
    card = chat.desk.card
    assert card is not None
    rows = [part for part in card.body.winfo_children() if isinstance(part, Segments)]
    segments = rows[number + 1]
    at = [option[0] for option in segments.options].index(key)
    chat.driver.shown(segments)
    step = segments.winfo_width() // len(segments.options)
    chat.driver.click(segments, at * step + step // 2, 10)


def test_ctrl_comma_opens_them(chat: Chat) -> None:
    chat.driver.press(chat.window.composer.text, "Control-comma")
    assert chat.desk.card is not None
    assert chat.desk.card.title.text == "설정"


@pytest.mark.parametrize("page", [LOOK, TALK, NOTIFY])
def test_every_page_fits_the_window(chat: Chat, page: str) -> None:
    chat.client.controls.settings.show(page)
    card = chat.desk.card
    assert card is not None
    chat.driver.shown(card.body)
    assert card.overlay.card.winfo_reqheight() <= 700


def test_talk(chat: Chat) -> None:
    chat.wire.say("하늘", "#말마당", "저녁", at="2026-11-22T09:30:00.000Z")
    chat.client.controls.settings.show(TALK)
    choose(chat, 0, "24")
    chat.driver.until(lambda: "오후" not in chat.messages() and "오전" not in chat.messages())
    choose(chat, 1, "hidden")
    choose(chat, 2, "name")
    choose(chat, 3, "mod")
    now = chat.kept.now
    assert (now.clock_24, now.folding, now.order, now.enter_sends) == (
        True,
        Folding.HIDDEN,
        Order.NAME,
        False,
    )


def test_with_the_other_key_enter_makes_a_line(chat: Chat) -> None:
    chat.client.controls.settings.show(TALK)
    choose(chat, 3, "mod")
    assert chat.desk.card is not None
    chat.desk.card.close()
    chat.write("첫 줄")
    chat.driver.press(chat.window.composer.text, "Return")
    assert chat.window.composer.get() == "첫 줄\n"
    assert not chat.said()
    chat.driver.press(chat.window.composer.text, "Control-Return")
    chat.driver.until(lambda: chat.said() == ["#말마당 :첫 줄"])


def test_notices(chat: Chat) -> None:
    chat.client.controls.settings.show(NOTIFY)
    choose(chat, 1, "no")
    choose(chat, 3, "hour")
    assert not chat.kept.now.notify_text
    assert chat.kept.now.quiet_until_ms > 0
