import pytest

from malmadang.servercore.commands.modes import complete_mask, is_question
from malmadang.wire.message import Message


@pytest.mark.parametrize(
    ("typed", "letter", "kept"),
    [
        ("철수", "b", "철수!*@*"),
        ("m:철수", "b", "m:철수!*@*"),
        ("m:철수", "e", "m:철수!*@*"),
        ("m:x", "I", "*!*@m:x"),
        ("***", "b", "*!*@*"),
        ("", "b", ""),
        ("m:", "b", ""),
        ("a b", "b", ""),
        (":x!y@z", "b", ""),
        ("가" * 60, "b", ""),
    ],
)
def test_masks_as_lists_keep_them(typed: str, letter: str, kept: str) -> None:
    assert complete_mask(typed, letter) == kept


@pytest.mark.parametrize(
    ("params", "quiet"),
    [
        (("#방",), True),
        (("#방", "b"), True),
        (("#방", "+beI"), True),
        (("#방", "+b", "철수"), False),
        (("#방", "+m"), False),
        (("철수", "+i"), True),
    ],
)
def test_questions_are_read_by_nobody_else(params: tuple[str, ...], quiet: bool) -> None:
    assert is_question(Message("MODE", params)) == quiet
