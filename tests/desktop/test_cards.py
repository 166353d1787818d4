"""Questions in front of the window."""

import tkinter as tk

from malmadang.desktop.cards import Card
from malmadang.desktop.skin import Skin
from tests.desktop.driver import Driver


def test_enter_in_a_field_presses_the_main_button(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    done: list[str] = []
    card = Card(root, skin, "제목")
    field = card.field("이름", "하")
    card.buttons(("다음", lambda: done.append(field.get())), ("취소", card.close))
    card.open(field.entry)
    driver.update()
    field.entry.focus_force()
    field.entry.event_generate("<Return>", when="tail")
    field.entry.insert("end", "늘")  # a last syllable that is still on its way
    driver.update()
    assert done == ["하늘"]


def test_escape_closes_unless_the_card_stays(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    before = tk.Entry(root)
    before.pack()
    driver.press(before, "Left")
    for stays in (False, True):
        card = Card(root, skin, "제목", stays=stays)
        field = card.field("이름")
        card.buttons(("다음", card.close))
        card.open(field.entry)
        driver.press(field.entry, "Escape")
        assert card.is_open is stays
        card.close()
        driver.update()
    assert root.focus_get() is before


def test_leaving_can_mean_something_else(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    left: list[bool] = []
    card = Card(root, skin, "제목", leave=lambda: left.append(True))
    card.buttons(("다음", card.close))
    card.open()
    assert card.primary is not None
    driver.press(card.primary, "Escape")
    assert left
    assert card.is_open


def test_then_closes_before_it_acts(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    seen: list[bool] = []
    card = Card(root, skin, "제목")
    card.buttons(("다음", card.then(lambda: seen.append(card.is_open))))
    card.open()
    assert card.primary is not None
    driver.press(card.primary, "Return")
    assert seen == [False]


def test_fields_side_by_side_and_choices(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    chosen: list[str] = []
    card = Card(root, skin, "제목", step="2 / 2")
    host, port = card.pair("주소", "문")
    choice = card.segments("암호화", [("on", "켬"), ("off", "끔")], "on", chosen.append)
    note = card.text("한 줄")
    link = card.link("자세히", lambda: chosen.append("link"))
    card.buttons(("다음", card.close))
    card.open(host.entry)
    driver.shown(host)
    assert host.winfo_width() > port.winfo_width() > 50
    assert host.winfo_rooty() == port.winfo_rooty()
    driver.press(choice, "Right")
    link.invoke()
    assert chosen == ["off", "link"]
    assert note.text == "한 줄"
