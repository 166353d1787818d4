"""The map of the keyboard."""

import tkinter as tk

from malmadang.desktop.keys import Key, KeyMap
from malmadang.desktop.kit import Field
from tests.desktop.chat import Chat
from tests.desktop.conftest import StartChat
from tests.desktop.driver import Driver

_INPUT_METHODS = {"Hangul", "Shift-space", "Control-space", "Mod-space", "Alt_R", "F9"}


def test_no_key_of_an_input_method_is_taken() -> None:
    names = {name.strip("<>") for key in Key for name in key.value}
    assert not names & _INPUT_METHODS
    assert all("-" in name or len(name) > 1 for name in names)


def test_keys_come_before_the_widgets_own(root: tk.Tk, driver: Driver) -> None:
    done: list[str] = []
    text = tk.Text(root)
    text.pack()
    actions = {Key.FIND_ROOM: lambda: done.append("find"), Key.LARGER: lambda: done.append("larger")}
    KeyMap(root, actions, room=lambda n: done.append(f"room {n}"), mute=lambda: False).attach(text)
    text.insert("1.0", "한 줄")
    text.mark_set("insert", "1.0")
    driver.press(text, "Control-k")
    driver.press(text, "Control-plus")
    driver.press(text, "Control-Key-3")
    assert done == ["find", "larger", "room 3"]
    assert text.get("1.0", "end-1c") == "한 줄"


def test_a_key_that_is_not_handled_stays_the_widgets(root: tk.Tk, driver: Driver) -> None:
    text = tk.Text(root)
    text.pack()
    KeyMap(root, {Key.FIND_ROOM: lambda: False}, room=lambda n: None, mute=lambda: False).attach(text)
    text.insert("1.0", "한 줄")
    text.mark_set("insert", "1.0")
    driver.press(text, "Control-k")
    assert text.get("1.0", "end-1c") == ""


def test_a_card_in_front_mutes_all_but_sizes_and_quit(root: tk.Tk, driver: Driver) -> None:
    done: list[str] = []
    entry = tk.Entry(root)
    entry.pack()
    actions = {
        Key.HELP: lambda: done.append("help"),
        Key.LARGER: lambda: done.append("larger"),
        Key.QUIT: lambda: done.append("quit"),
    }
    KeyMap(root, actions, room=lambda n: done.append("room"), mute=lambda: True).attach(entry)
    for key in ("F1", "Control-Key-1", "Control-plus", "Control-q"):
        driver.press(entry, key)
    assert done == ["larger", "quit"]


def test_sizes_change_in_front_of_a_card_too_and_nothing_else(chat: Chat) -> None:
    chat.client.controls.rooms.add()
    card = chat.desk.card
    assert card is not None
    field = next(part for part in card.body.winfo_children() if isinstance(part, Field))
    chat.driver.press(field.entry, "Control-plus")
    assert chat.desk.skin.percent == 110
    chat.driver.press(field.entry, "F1")
    assert not any("HELP" in str(row) for row in chat.room("#말마당").rows)


def test_the_first_start_is_in_front_of_the_window(start_chat: StartChat) -> None:
    chat = start_chat(nick="")
    chat.begin()
    login = chat.client.first.login
    assert login is not None
    chat.driver.press(login.field.entry, "Control-k")
    chat.driver.press(login.field.entry, "Control-plus")
    assert chat.desk.skin.percent == 110
    assert chat.root.focus_get() is login.field.entry
