"""The paper keeps the design's distances at every scale."""

from malmadang.desktop.sheet import Sizes
from tests.desktop.paper import at, sheet


def test_sizes_scale_together() -> None:
    assert (Sizes.at(100).avatar, Sizes.at(150).avatar, Sizes.at(80).avatar) == (38, 57, 30)
    assert Sizes.at(200).bubble_max == 1120


def test_emoji_fit_their_lines() -> None:
    for percent in (80, 100, 150, 200):
        paper = sheet(percent=percent)
        assert paper.big.emoji <= paper.big.line
        assert paper.message.emoji < paper.message.advance


def test_a_time_is_told_in_the_persons_own_zone() -> None:
    paper = sheet()
    assert paper.time(at(9, 31, 59)) == "오전 9:31"
    assert paper.time(at(9, 31)) is paper.time(at(9, 31, 30)), "made once a minute"
