"""Theme, language, look and size, by keys."""

from malmadang.desktop.arrange import Look
from malmadang.desktop.tokens import DARK, LIGHT, Theme
from tests.desktop.chat import Chat


def test_keys_change_look_theme_and_size(chat: Chat) -> None:
    text = chat.window.composer.text
    seen: list[Look] = []
    for _ in range(2):
        chat.driver.press(text, "Control-L")
        assert chat.window.messages.look is chat.kept.now.look
        seen.append(chat.kept.now.look)
    assert seen == [Look.COMPACT, Look.BUBBLE]
    chat.driver.press(text, "Control-D")
    assert chat.desk.skin.palette is DARK
    chat.driver.press(text, "Control-D")
    assert chat.desk.skin.palette is LIGHT
    assert chat.kept.now.theme is Theme.LIGHT
    chat.driver.press(text, "Control-plus")
    assert chat.desk.skin.percent == 110
    chat.driver.press(text, "Control-minus")
    chat.driver.press(text, "Control-minus")
    assert chat.kept.now.percent == 90
    chat.driver.press(text, "Control-Key-0")
    assert chat.desk.skin.percent == 100


def test_the_size_has_bounds(chat: Chat) -> None:
    chat.client.controls.looks.set_percent(900)
    assert chat.kept.now.percent == 200
    chat.client.controls.looks.set_percent(10)
    assert chat.kept.now.percent == 80


def test_what_was_chosen_is_there_at_the_next_start(chat: Chat) -> None:
    chat.client.controls.looks.set_language("en")
    chat.client.controls.looks.set_look(Look.COMPACT)
    kept = type(chat.kept)(chat.kept.path.parent).now
    assert (kept.language, kept.look) == ("en", Look.COMPACT)
