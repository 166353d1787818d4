"""The pop-up of completion, by keyboard and mouse."""

from tests.desktop.chat import Chat


def written(chat: Chat) -> str:
    return chat.window.composer.get()


def titles(chat: Chat) -> list[str]:
    assert chat.client.controls.writing is not None
    return [one.title for one in chat.client.controls.writing.completions.offers]


def press(chat: Chat, key: str) -> None:
    chat.driver.press(chat.window.composer.text, key)


def test_enter_takes_the_marked_name_and_sends_nothing(chat: Chat) -> None:
    chat.write("@")
    chat.driver.until(lambda: len(titles(chat)) == 3)
    chat.write("하")
    chat.driver.until(lambda: titles(chat) == ["하늘"])
    press(chat, "Return")
    assert written(chat) == "@하늘 "
    assert not chat.said()
    assert titles(chat) == []


def test_enter_sends_a_name_that_is_whole(chat: Chat) -> None:
    chat.write("안녕 @하늘")
    chat.driver.until(lambda: titles(chat) == ["하늘"])
    press(chat, "Return")
    chat.driver.until(lambda: chat.said() == ["#말마당 :안녕 @하늘"])


def test_arrows_choose_and_tab_takes(chat: Chat) -> None:
    chat.write("@")
    chat.driver.until(lambda: titles(chat))
    names = titles(chat)
    press(chat, "Down")
    press(chat, "Tab")
    assert written(chat) == f"@{names[1]} "


def test_escape_closes_until_something_else_is_typed(chat: Chat) -> None:
    chat.write("@하")
    chat.driver.until(lambda: titles(chat))
    press(chat, "Escape")
    assert titles(chat) == []
    assert written(chat) == "@하"
    press(chat, "Return")
    chat.driver.until(lambda: chat.said() == ["#말마당 :@하"])


def test_tab_completes_a_bare_name(chat: Chat) -> None:
    chat.write("초")
    press(chat, "Tab")
    assert written(chat) == "초코송이 "


def test_a_click_takes(chat: Chat) -> None:
    chat.write("@민")
    chat.driver.until(lambda: titles(chat) == ["민수"])
    assert chat.client.controls.writing is not None
    chat.driver.click(chat.client.controls.writing.completions.list.canvas, 60, 16)
    chat.driver.until(lambda: written(chat) == "@민수 ")


def test_emoji_before_it_stay_whole(chat: Chat) -> None:
    chat.write("😀 :하트")
    chat.driver.until(lambda: titles(chat))
    press(chat, "Tab")
    assert written(chat).startswith("😀 ")
    assert ":" not in written(chat)
