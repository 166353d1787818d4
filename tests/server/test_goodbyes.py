import pytest

from malmadang.server.goodbyes import FULL, STOPPING, TIMED_OUT, TOO_LONG, address_full


@pytest.mark.parametrize("line", [FULL, STOPPING, TIMED_OUT, TOO_LONG, address_full(32)])
def test_each_is_one_line_in_both_languages(line: str) -> None:
    assert line.startswith("ERROR :")
    assert line.endswith("\r\n")
    assert len(line.encode()) <= 512
    korean, english = line.removeprefix("ERROR :").strip().split(" · ")
    assert not korean.isascii()
    assert english.isascii()
