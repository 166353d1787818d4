"""What was said is there again at the next start, and while one scrolls."""

from collections.abc import Sequence
from pathlib import Path

from malmadang.clientcore.rows import MessageRow
from malmadang.desktop.store import HistoryStore, Kept
from tests.desktop.chat import Chat
from tests.desktop.conftest import StartChat
from tests.desktop.paper import Talk

LINK = "irc://chat.example/%EB%A7%90%EB%A7%88%EB%8B%B9"
ROOM = "#말마당"


def fill(folder: Path, count: int) -> None:
    """Keep a talk in the store, as an earlier run did."""
    store = HistoryStore(folder)
    talk = Talk()
    talk.chatter(count)
    for n, row in enumerate(talk.rows):
        store.keep(LINK, ROOM, Kept(f"old{n}", row))
    store.note(LINK, ROOM, ROOM, None, 0)
    store.close()


def texts(chat: Chat) -> Sequence[str]:
    return [row.text for row in chat.room(ROOM).rows if isinstance(row, MessageRow)]


def test_the_room_shows_what_was_said_the_last_time(start_chat: StartChat, tmp_path: Path) -> None:
    fill(tmp_path, 150)
    chat = start_chat(server=LINK, rooms=(ROOM,))
    chat.online()
    chat.driver.until(lambda: "150번째" in chat.messages())
    assert len(texts(chat)) == 100


def test_scrolling_up_brings_older_ones(start_chat: StartChat, tmp_path: Path) -> None:
    fill(tmp_path, 150)
    chat = start_chat(server=LINK, rooms=(ROOM,))
    chat.online()
    chat.driver.until(lambda: len(texts(chat)) == 100)
    chat.window.messages.to_top()
    chat.driver.until(lambda: len(texts(chat)) == 150)
    chat.window.messages.to_top()
    chat.driver.until(lambda: any("1번째 " in text for text in chat.messages().splitlines()))


def test_what_comes_is_kept_once_and_own_words_too(chat: Chat, tmp_path: Path) -> None:
    chat.wire.say("하늘", ROOM, "남겨 둘 말")
    chat.say("내 말")
    chat.driver.until(lambda: "전송됨" in chat.messages())
    chat.stop()
    store = HistoryStore(tmp_path)
    found: list[list[str]] = []

    def take(kept: object) -> None:
        rows = getattr(kept, "rows", ())
        found.append([one.row.text for one in rows if isinstance(one.row, MessageRow)])

    store.load(chat.kept.now.server, ROOM, 50, take)

    def answered() -> bool:
        store.pump()
        return bool(found)

    chat.driver.until(answered)
    assert [sorted(texts) for texts in found] == [["남겨 둘 말", "내 말"]]
    store.close()


def test_a_disk_that_fails_is_told(start_chat: StartChat, tmp_path: Path) -> None:
    (tmp_path / "history.sqlite").mkdir()
    chat = start_chat()
    chat.online()
    chat.wire.say("하늘", ROOM, "말")
    chat.driver.until(lambda: chat.window.trouble.shown)
    assert "history.sqlite" in chat.window.trouble.text
