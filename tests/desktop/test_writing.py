"""Emoji from the panel stand in the text, and are remembered."""

from malmadang.desktop.writing import Writing
from tests.desktop.chat import Chat


def writing(chat: Chat) -> Writing:
    assert chat.client.controls.writing is not None
    return chat.client.controls.writing


def test_ctrl_e_opens_the_panel_and_what_is_taken_is_written(chat: Chat) -> None:
    chat.write("좋아요 ")
    chat.root.focus_force()
    chat.driver.press(chat.window.composer.text, "Control-e")
    panel = writing(chat).panel
    chat.driver.until(lambda: panel.is_open and chat.root.focus_get() is panel.field.entry)
    panel.field.set("엄지")
    chat.driver.press(panel.field.entry, "Return")
    assert chat.window.composer.get() == "좋아요 👍"
    assert chat.kept.now.recent_emoji == ("👍",)
    assert chat.root.focus_get() is chat.window.composer.text


def test_escape_closes_the_panel_first(chat: Chat) -> None:
    writing(chat).toggle_emoji()
    chat.driver.until(lambda: writing(chat).panel.is_open)
    chat.driver.press(writing(chat).panel.field.entry, "Escape")
    assert not writing(chat).panel.is_open
    assert not writing(chat).escape()
