"""Fields keep the text, show where the focus is, and hide the placeholder in time."""

import tkinter as tk

import pytest

from malmadang.desktop.fields import Field, RoundedBox
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import DARK, LIGHT, Palette, Theme
from tests.desktop.driver import Driver, fills


def field_of(root: tk.Tk, skin: Skin, driver: Driver, **options: str) -> Field:
    field = Field(root, skin, **options)  # type: ignore[arg-type]  # words only
    field.pack(fill="x", padx=20, pady=20)
    other = tk.Entry(root)
    other.pack()
    driver.shown(field)
    other.focus_force()
    driver.until(lambda: root.focus_get() is other)
    return field


def line(field: Field) -> set[str]:
    return fills(field.edge)


def ghost_is_seen(field: Field) -> bool:
    return bool(field._ghost.winfo_ismapped())


def test_text_in_and_out(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    heard: list[str] = []
    field = Field(root, skin, changed=lambda: heard.append(field.get()))
    field.pack(fill="x")
    field.set("하늘")
    driver.shown(field)
    field.entry.insert("end", "이")
    driver.update()
    assert field.get() == "하늘이"
    assert heard == ["하늘", "하늘이"]


def test_the_focus_draws_the_line_in_accent(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    field = field_of(root, skin, driver)
    driver.until(lambda: LIGHT.border in line(field))
    field.entry.focus_force()
    driver.until(lambda: LIGHT.accent in line(field), "the accent line")


def test_a_fault_draws_it_in_danger(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    field = field_of(root, skin, driver)
    field.set_fault(True)
    driver.until(lambda: LIGHT.danger in line(field))
    field.set_fault(False)
    driver.until(lambda: LIGHT.danger not in line(field))


def test_the_placeholder_goes_with_the_focus_not_with_the_first_letter(
    root: tk.Tk, skin: Skin, driver: Driver
) -> None:
    field = field_of(root, skin, driver, placeholder="방·사람 찾기")
    driver.until(lambda: ghost_is_seen(field), "the placeholder")
    field.entry.focus_force()
    driver.until(lambda: not ghost_is_seen(field), "the placeholder's end")
    assert field.get() == ""


def test_a_click_beside_the_text_goes_into_the_field(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    field = field_of(root, skin, driver, placeholder="별명", hint="Ctrl+K")
    driver.click(field._hinted, 2, 2)
    driver.until(lambda: root.focus_get() is field.entry)


def test_words_change_with_the_language(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    field = field_of(root, skin, driver, placeholder="별명")
    field.set_words("Nickname", "Ctrl+K")
    driver.until(lambda: ghost_is_seen(field))
    assert field._ghost.cget("text") == "Nickname"


def test_theme_and_scale(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    field = field_of(root, skin, driver)
    skin.set_theme(Theme.DARK)
    skin.set_percent(200)
    driver.until(lambda: field.winfo_height() == 88, "the new height")
    assert str(field.entry.cget("background")) == DARK.bg
    assert str(field.entry.cget("foreground")) == DARK.text


def test_a_rounded_box_grows_with_what_is_in_it(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    box = RoundedBox(root, skin, padding=12)
    box.pack()
    child = tk.Frame(box.inner, width=100, height=40)
    child.pack()
    driver.shown(box)
    assert (box.winfo_width(), box.winfo_height()) == (124, 64)
    child.configure(height=80)
    driver.until(lambda: box.winfo_height() == 104)


def test_a_rounded_box_shows_that_it_is_typed_in(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    box = RoundedBox(root, skin)
    box.pack()
    tk.Frame(box.inner, width=100, height=40).pack()
    driver.shown(box)
    box.set_focused(True)
    driver.until(lambda: LIGHT.accent in fills(box.edge))
    box.set_focused(False)
    box.set_line("danger")
    driver.until(lambda: LIGHT.danger in fills(box.edge))


def test_where_tk_would_die_of_an_emoji_a_field_never_holds_one(
    root: tk.Tk, skin: Skin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("malmadang.desktop.fields.dies_of_emoji", lambda _widget: True)
    field = Field(root, skin)
    field.entry.insert(0, "하늘 👍")
    assert "👍" not in field.get()
    assert field.get().startswith("하늘")


def test_ctrl_a_takes_everything(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    field = field_of(root, skin, driver)
    field.set("하늘이")
    driver.press(field.entry, "Control-a")
    assert (field.entry.index("sel.first"), field.entry.index("sel.last")) == (0, 3)


@pytest.mark.parametrize(("theme", "palette"), [(Theme.LIGHT, LIGHT), (Theme.DARK, DARK)])
def test_one_that_cannot_be_typed_in_has_the_colours_of_the_theme(
    root: tk.Tk, theme: Theme, palette: Palette
) -> None:
    field = Field(root, Skin(root, theme=theme))
    field.entry.configure(state="disabled")
    assert field.entry.cget("disabledbackground") == palette.bg
    assert field.entry.cget("disabledforeground") == palette.sub
