"""Which messages hold the words."""

import pytest

from malmadang.desktop.findbar import hits
from tests.desktop.paper import Talk, at


@pytest.mark.parametrize(
    ("query", "count"), [("기차", 2), ("기ㅊ", 2), ("기차표", 1), ("TRAIN", 1), ("", 0), ("비행기", 0)]
)
def test_the_newest_comes_first(query: str, count: int) -> None:
    talk = Talk()
    talk.message(at(9, 0), "하늘", "기차를 탔어요")
    talk.message(at(9, 1), "하늘", "기차표 train")
    found = hits(talk.rows, query)
    assert len(found) == count
    assert [row for row, _start, _end in found] == sorted((row for row, _s, _e in found), reverse=True)
