"""Large cards of which one is chosen."""

import tkinter as tk

import pytest

from malmadang.desktop.choices import Choice, Choices
from malmadang.desktop.skin import Skin
from tests.desktop.driver import Driver, texts

OFFERS = [Choice(key, "🏠", f"{key} 제목", ("첫 줄", "둘째 줄")) for key in ("가", "나", "다")]


class Offers:
    """Three cards and what was done with them."""

    def __init__(self, root: tk.Tk, skin: Skin, driver: Driver) -> None:
        self.driver = driver
        self.chosen: list[str] = []
        self.taken: list[str] = []
        self.cards = Choices(
            root,
            skin,
            OFFERS,
            chose=lambda: self.chosen.append(self.cards.chosen.key),
            take=lambda: self.taken.append(self.cards.chosen.key),
        )
        self.cards.pack(fill="x")
        driver.shown(self.cards)


@pytest.fixture
def offers(root: tk.Tk, skin: Skin, driver: Driver) -> Offers:
    return Offers(root, skin, driver)


def test_arrows_move_and_enter_takes(offers: Offers) -> None:
    for key in ("Down", "Down", "Down", "Up", "Return"):
        offers.driver.press(offers.cards, key)
    assert offers.chosen == ["나", "다", "나"]
    assert offers.taken == ["나"]


def test_a_click_chooses(offers: Offers) -> None:
    offers.driver.click(offers.cards, 50, 96 + 12 + 40)
    assert offers.chosen == ["나"]
    offers.driver.click(offers.cards, 50, 96 + 6)  # between two cards
    assert offers.chosen == ["나"]


def test_low_cards_say_their_title_only(offers: Offers) -> None:
    assert offers.cards.winfo_height() == 3 * 96 + 2 * 12
    assert "둘째 줄" in texts(offers.cards)
    offers.cards.set_low(True)
    offers.driver.until(lambda: offers.cards.winfo_height() == 3 * 52 + 2 * 12)
    assert texts(offers.cards) == ["가 제목", "나 제목", "다 제목"]
