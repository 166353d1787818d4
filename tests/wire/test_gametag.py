import pytest

from malmadang.wire.gametag import TAG, GameNews, SeatState, format_news, parse_news
from malmadang.wire.message import FROM_SERVER, parse_line

NEWS = GameNews(
    "word",
    phase="pause",
    mode="끝말잇기",
    english="word chain",
    rounds=3,
    round=1,
    turn="영희",
    keys=("력", "역"),
    chain=4,
    seats=(SeatState("철수", 18), SeatState("새싹", 3, "out", 1)),
    who="철수",
    word="능력",
    points=18,
    meaning="무엇을; 할 수 있는 \\힘",
)


def test_it_comes_back_from_a_line_as_it_was() -> None:
    line = f"@{format_news(NEWS)} :끝말이!끝말이@s NOTICE #방 :글".encode()
    tags = parse_line(line, limits=FROM_SERVER).tags
    assert tags is not None
    assert parse_news(tags[TAG]) == NEWS


def test_what_is_empty_is_left_out() -> None:
    assert format_news(GameNews("turn", turn="철수")) == f'{TAG}={{"event":"turn","turn":"철수"}}'


def test_what_later_versions_add_is_left_aside() -> None:
    assert parse_news('{"event":"turn","colour":"blue","seats":[["철수",3]]}') == GameNews(
        "turn", seats=(SeatState("철수", 3),)
    )


@pytest.mark.parametrize(
    "value", ["", "{", "[]", '{"event":3}', '{"turn":"x"}', '{"event":"turn","round":"x"}']
)
def test_what_is_none(value: str) -> None:
    assert parse_news(value) is None
