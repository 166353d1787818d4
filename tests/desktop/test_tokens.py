"""The colours are the design's, and every text can be read on its ground."""

import pytest

from malmadang.desktop.tokens import (
    DARK,
    HUES,
    LIGHT,
    PAIRS,
    TOKENS,
    TYPES,
    Palette,
    Role,
    contrast,
    hue_of,
    initial_of,
)

READABLE = 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_pair_in_use_can_be_read(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(palette.colour(ink), palette.colour(ground)) >= READABLE


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_token_is_a_colour(palette: Palette) -> None:
    for token in TOKENS:
        assert len(palette.colour(token)) == 7
        assert int(palette.colour(token)[1:], 16) >= 0


def test_an_unknown_token_is_an_error() -> None:
    with pytest.raises(KeyError):
        LIGHT.colour("pink")


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_a_name_keeps_its_hue() -> None:
    pictured = ("하늘", "초코송이", "jihoon", "민수", "mina")
    assert [hue_of(name) for name in pictured] == [0, 1, 7, 4, 5]
    assert {hue_of(f"사람{n}") for n in range(200)} == set(range(HUES)), "all hues are in use"


def test_avatars_keep_the_light_hue_in_the_dark() -> None:
    assert DARK.colour("avatar3") == LIGHT.colour("hue3") != DARK.colour("hue3")


@pytest.mark.parametrize(
    ("name", "letter"),
    [("하늘", "하"), ("mina", "M"), ("[bot]", "B"), ("_ㅋㅋ", "ㅋ"), ("", "?"), ("\u1112\u1161", "하")],
)
def test_the_letter_of_an_avatar(name: str, letter: str) -> None:
    assert initial_of(name) == letter


def test_every_role_has_a_size_that_fits_its_line() -> None:
    for role in Role:
        assert TYPES[role].line > TYPES[role].size
