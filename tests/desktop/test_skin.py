"""Theme and scale change at once, for everybody who watches."""

import tkinter as tk

import pytest

from malmadang.desktop import skin as skin_module
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import DARK, LIGHT, Role, Theme


def test_watchers_hear_of_a_new_theme_once(root: tk.Tk, skin: Skin) -> None:
    heard: list[str] = []
    skin.watch(root, lambda: heard.append(skin.colour("bg")))
    skin.set_theme(Theme.DARK)
    skin.set_theme(Theme.DARK)
    assert heard == [DARK.bg]
    assert skin.dark


def test_watchers_hear_of_a_new_scale(root: tk.Tk, skin: Skin) -> None:
    heard: list[int] = []
    skin.watch(root, lambda: heard.append(skin.px(100)))
    skin.set_percent(150)
    skin.set_percent(150)
    skin.set_percent(500)
    skin.set_percent(1)
    assert heard == [150, 200, 80]
    assert skin.line(Role.MESSAGE) == round(22 * 0.8)


def test_a_destroyed_widget_is_not_told(root: tk.Tk, skin: Skin) -> None:
    heard: list[int] = []
    frame = tk.Frame(root)
    child = tk.Frame(frame)
    skin.watch(frame, lambda: heard.append(1))
    child.destroy()
    skin.set_theme(Theme.DARK)
    frame.destroy()
    skin.set_theme(Theme.LIGHT)
    assert heard == [1]


@pytest.mark.parametrize("dark", [True, False])
def test_system_follows_the_desktop(root: tk.Tk, dark: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skin_module, "system_is_dark", lambda: dark)
    assert Skin(root, theme=Theme.SYSTEM).palette is (DARK if dark else LIGHT)
