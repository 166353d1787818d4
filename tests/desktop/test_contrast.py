"""Every text on every screen can be read on what it really lies on, in both themes."""

from collections.abc import Callable

import pytest

from malmadang.clientcore.rows import MessageRow
from malmadang.desktop.arrange import Look
from malmadang.desktop.settingscard import LOOK, NOTIFY, TALK
from malmadang.desktop.tokens import Theme
from tests.desktop import fakewire
from tests.desktop.chat import Chat
from tests.desktop.conftest import StartChat
from tests.desktop.inks import texts_in
from tools.pictures import CAPS, LIGHT, PICTURES, ROOM

READABLE = 4.5


@pytest.fixture(autouse=True)
def with_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fakewire, "CAPS", fakewire.CAPS + CAPS)


def unreadable(chat: Chat) -> list[object]:
    """Return the texts in view that cannot be read, in one theme after the other."""
    found: list[object] = []
    for theme in (Theme.LIGHT, Theme.DARK):
        chat.desk.skin.set_theme(theme)
        chat.driver.update()
        seen = list(texts_in(chat.root))
        assert len(seen) > 5
        found += [(theme, one, one.contrast) for one in seen if one.contrast < READABLE]
    return found


@pytest.mark.parametrize(("name", "pose", "preferences"), PICTURES)
def test_every_text_of_a_screen_can_be_read(
    start_chat: StartChat, name: str, pose: Callable[[Chat], None], preferences: dict[str, object]
) -> None:
    chat = start_chat(**preferences)
    chat.root.geometry("1360x900+0+0")
    pose(chat)
    assert not unreadable(chat), name


@pytest.mark.parametrize("look", Look)
def test_what_was_taken_back_or_names_me_can_be_read(start_chat: StartChat, look: Look) -> None:
    chat = start_chat(**{**LIGHT, "look": look})
    chat.online()
    for text in ("말", "Mina 님!", "Mina 님, 하나 더"):
        chat.wire.say("하늘", ROOM, text)
    chat.driver.until(lambda: "하나 더" in chat.messages())
    chat.say("내 말")
    chat.driver.until(lambda: "전송됨" in chat.messages())
    rows = [row for row in chat.room(ROOM).rows if isinstance(row, MessageRow)]
    assert rows[1].mention
    taken_back = [rows[0], rows[1], rows[3]]
    for row in taken_back:
        chat.hear(f":{row.sender}!u@h REDACT {ROOM} {row.msgid} :실수")
    after = {row.id: row for row in chat.room(ROOM).rows if isinstance(row, MessageRow)}
    assert all(after[row.id].redacted for row in taken_back)
    assert not unreadable(chat)


@pytest.mark.parametrize("page", [LOOK, TALK, NOTIFY])
def test_the_pages_of_the_settings_can_be_read(chat: Chat, page: str) -> None:
    chat.client.controls.settings.show(page)
    chat.driver.update()
    assert not unreadable(chat)


def test_texts_are_found_where_they_lie(chat: Chat) -> None:
    chat.say("내 말")
    chat.driver.until(lambda: "내 말" in chat.messages())
    colour = chat.desk.skin.colour
    found = {(one.ink, one.ground) for one in texts_in(chat.root) if one.text == "내 말"}
    assert (colour("text"), colour("mine")) in found
    assert any(one.ink == colour("badge_fg") for one in texts_in(chat.root)), "letters of avatars"
