"""One line of words."""

import pytest

from malmadang.desktop.emojiwords import cut_line
from malmadang.desktop.tokens import Role
from tests.desktop.paper import FlatRuler


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [
        ("짧은 말", 100, "짧은 말"),
        ("두\n줄", 100, "두 줄"),
        ("😀 웃음", 100, "□ 웃음"),
        ("가나다라마바사", 50, "가나다…"),
    ],
)
def test_it_fits(text: str, width: int, line: str) -> None:
    assert cut_line(text, Role.SMALL, FlatRuler(), width) == line
