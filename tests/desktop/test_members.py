"""The members column: by rank and presence, right at all times."""

import pytest

from malmadang.desktop.members import rank_word
from malmadang.desktop.phrases import Word
from tests.desktop.chat import Chat


@pytest.mark.parametrize(
    ("prefixes", "known", "word"),
    [
        ("~@", "~&@%+", Word.RANK_OWNER),
        ("@", "~&@%+", Word.RANK_OPERATOR),
        ("@", "@+", Word.RANK_OWNER),
        ("%", "~&@%+", Word.RANK_HALF),
        ("+", "@+", Word.RANK_VOICE),
        ("", "@+", None),
    ],
)
def test_what_ranks_are_called(prefixes: str, known: str, word: Word | None) -> None:
    assert rank_word(prefixes, known) is word


def test_ranks_and_absence_move_people(chat: Chat) -> None:
    chat.hear(":하늘!u@h MODE #말마당 +o 민수", ":초코송이!u@h AWAY :점심")
    chat.driver.until(lambda: "자리 비움 — 1" in chat.members())
    assert chat.members() == [
        "운영자 — 2",
        "민수",
        "하늘",
        "접속 중 — 1",
        "Mina",
        "자리 비움 — 1",
        "초코송이",
    ]
    chat.hear(":하늘!u@h MODE #말마당 -o 민수", ":초코송이!u@h AWAY")
    chat.driver.until(lambda: "접속 중 — 3" in chat.members())


def test_a_new_nick_stands_once(chat: Chat) -> None:
    chat.hear(":민수!u@h NICK 김민수")
    chat.driver.until(lambda: "김민수" in chat.members())
    assert "민수" not in chat.members()


def test_a_long_list_can_be_searched(chat: Chat) -> None:
    column = chat.window.members
    chat.root.geometry("1200x700")
    assert not column.filter.winfo_manager()
    chat.hear(*(f":사람{n}!u@h JOIN #말마당 * :x" for n in range(60)))
    chat.driver.until(column.filter.winfo_manager)
    column.filter.set("하늘")
    chat.driver.until(lambda: chat.members() == ["운영자 — 1", "하늘"])


def test_typing_in_the_list_goes_to_the_composer(chat: Chat) -> None:
    chat.root.geometry("1200x700")
    chat.driver.until(lambda: chat.window.members_shown)
    chat.driver.press(chat.window.members.list.canvas, "Key-a")
    assert chat.window.composer.get() == "a"
    assert chat.root.focus_get() is chat.window.composer.text


def test_a_large_room_is_drawn_at_its_leisure_and_right_in_the_end(chat: Chat) -> None:
    chat.hear(*(f":사람{n}!u@h JOIN #말마당 * :x" for n in range(400)))
    chat.driver.until(lambda: "접속 중 — 403" in chat.members())
    chat.hear(*(f":사람{n}!u@h QUIT :x" for n in range(390)))
    chat.driver.until(lambda: "접속 중 — 13" in chat.members())
    assert chat.window.header.button.text == "멤버 14"
