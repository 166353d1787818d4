"""A list draws what is in view only, and is driven by mouse, wheel and keys."""

import tkinter as tk

import pytest

from malmadang.desktop.rowlist import RowCommands, RowList
from malmadang.desktop.rowpaint import MEMBER_ROWS, ListRow
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import DARK, Theme
from tests.desktop.driver import Driver, place_of, texts

HEAD = ListRow("head", "접속 중", heading=True)


def rows(count: int) -> list[ListRow]:
    return [HEAD, *(ListRow(f"m{n}", f"사람 {n}") for n in range(count))]


class Heard:
    """What a list called."""

    def __init__(self) -> None:
        self.chosen: list[str] = []
        self.menus: list[str] = []
        self.typed: list[str] = []


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def made(root: tk.Tk, skin: Skin, driver: Driver, heard: Heard) -> RowList:
    commands = RowCommands(
        heard.chosen.append, lambda key, _x, _y: heard.menus.append(key), heard.typed.append
    )
    row_list = RowList(root, skin, MEMBER_ROWS, commands)
    row_list.place(x=0, y=0, width=268, height=400)
    row_list.show(rows(1000))
    driver.shown(row_list.canvas)
    driver.update()
    return row_list


def test_only_rows_in_view_are_drawn(made: RowList) -> None:
    assert texts(made.canvas)[:2] == ["접속 중", "사람 0"]
    assert len(texts(made.canvas)) < 15
    assert made.content_height == 38 + 1000 * 40


def test_a_click_chooses(made: RowList, driver: Driver, heard: Heard) -> None:
    driver.click(made.canvas, *place_of(made.canvas, "사람 3"))
    assert heard.chosen == ["m3"]


def test_a_heading_cannot_be_chosen(made: RowList, driver: Driver, heard: Heard) -> None:
    driver.click(made.canvas, *place_of(made.canvas, "접속 중"))
    assert heard.chosen == []


def test_the_right_button_asks_for_the_menu(made: RowList, driver: Driver, heard: Heard) -> None:
    driver.click(made.canvas, *place_of(made.canvas, "사람 2"), button=3)
    assert heard.menus == ["m2"]


def test_keys_walk_choose_and_keep_the_row_in_view(made: RowList, driver: Driver, heard: Heard) -> None:
    for key in ("Down", "Down", "Up", "Return"):
        driver.press(made.canvas, key)
    driver.press(made.canvas, "End")
    assert made.current_key == "m999"
    assert "사람 999" in texts(made.canvas)
    driver.press(made.canvas, "Return")
    driver.press(made.canvas, "Home")
    assert made.current_key == "m0"
    assert heard.chosen == ["m0", "m999"]


def test_the_menu_of_the_keyboards_row(made: RowList, driver: Driver, heard: Heard) -> None:
    driver.press(made.canvas, "Down")
    driver.press(made.canvas, "Shift-F10")
    assert heard.menus == ["m0"]


def test_letters_belong_to_the_composer(made: RowList, driver: Driver, heard: Heard) -> None:
    driver.press(made.canvas, "Key-a")
    driver.press(made.canvas, "Control-Key-a")
    assert heard.typed == ["a"]


def test_scrolling_stops_at_the_ends(made: RowList, driver: Driver) -> None:
    made.scroll(-500)
    made.scroll(10**9)
    driver.update()
    assert texts(made.canvas)[-1] == "사람 999"
    assert made.bar.shown[1] == pytest.approx(1.0)


def test_the_bar_is_there_only_when_it_is_needed(made: RowList, driver: Driver) -> None:
    assert made.bar.winfo_ismapped()
    made.show(rows(3))
    driver.until(lambda: not made.bar.winfo_ismapped(), "the bar's end")


def test_new_rows_keep_the_place_and_the_keyboards_row(made: RowList, driver: Driver) -> None:
    made.scroll(2000)
    made.set_current("m60")
    first = texts(made.canvas)[0]
    made.show(rows(1001), chosen="m55")
    driver.update()
    assert made.current_key == "m60"
    assert made.chosen == "m55"
    assert first


def test_theme_and_scale(made: RowList, skin: Skin, driver: Driver) -> None:
    skin.set_theme(Theme.DARK)
    skin.set_percent(200)
    driver.update()
    assert str(made.canvas.cget("background")) == DARK.side
    assert made.content_height == 76 + 1000 * 80


def test_steered_from_a_text_field(made: RowList) -> None:
    made.move_current(1)
    made.move_current(1)
    assert made.current_key == "m1"
    made.set_current("nobody")
    assert made.current_key is None


def test_the_dragged_bar_moves_the_rows(made: RowList, driver: Driver) -> None:
    made.bar._command("moveto", 0.5)
    driver.update()
    assert texts(made.canvas)[1] in {"사람 499", "사람 500", "사람 501"}
    made.bar._command("scroll", -1, "pages")
    driver.update()
    assert texts(made.canvas)[0] == "사람 490"


def test_one_changed_row_leaves_the_others_as_they_are(made: RowList, driver: Driver) -> None:
    drawn = texts(made.canvas)
    kept = {tag: made.canvas.find_withtag(tag) for tag in ("row1", "row2", "row3")}
    made.show([made.rows[0], made.rows[1], ListRow("m1", "새 이름"), *made.rows[3:]])
    driver.update()
    assert made.canvas.find_withtag("row1") == kept["row1"]
    assert made.canvas.find_withtag("row3") == kept["row3"]
    assert made.canvas.find_withtag("row2") != kept["row2"]
    assert texts(made.canvas) == [*drawn[:2], "새 이름", *drawn[3:]]


def test_fewer_rows_leave_nothing_behind(made: RowList, driver: Driver) -> None:
    made.show([HEAD])
    driver.update()
    assert texts(made.canvas) == ["접속 중"]
    made.show([])
    driver.update()
    assert not made.canvas.find_all()


def test_a_narrow_column_draws_no_headings(made: RowList, driver: Driver) -> None:
    made.place(width=64)
    made.show([HEAD, ListRow("a", "가", avatar="가"), ListRow("head2", "쉬는 중", heading=True), HEAD])
    driver.update()
    assert texts(made.canvas) == ["가"]
