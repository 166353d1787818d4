from hypothesis import given
from hypothesis import strategies as st

from malmadang.ports import TimeMs
from malmadang.servercore.longlines import is_long, join_pieces, long_line, split_pieces
from malmadang.servercore.render import ACCOUNT, MULTILINE, TAGS, TIME, Line

TEXTS = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=8)
PIECES = st.lists(st.tuples(TEXTS, st.booleans()), min_size=2, max_size=6)


@given(PIECES)
def test_one_text_stands_for_the_lines(pieces: list[tuple[str, bool]]) -> None:
    pieces[0] = (pieces[0][0], False)
    text = join_pieces(pieces)
    assert is_long(text)
    assert split_pieces(text) == pieces


def test_a_blank_first_line_leaves_the_stamps_to_the_next() -> None:
    line = Line(b"", TimeMs(1), "m", "철수", "+a")
    form = long_line(line, "a!a@a", "PRIVMSG", "#방", "\n하나\n둘").render(TAGS | ACCOUNT).decode()
    assert form.split("\r\n") == [
        "@msgid=m;account=철수;+a :a!a@a PRIVMSG #방 :하나", "@account=철수;+a :a!a@a PRIVMSG #방 :둘", "",
    ]  # fmt: skip


def test_a_tag_more_stands_where_it_belongs() -> None:
    line = long_line(Line(b"", TimeMs(1), "m"), "a!a@a", "PRIVMSG", "#방", "하나\r둘")
    batch = line.with_tag("label=x", TAGS | MULTILINE).decode()
    assert batch.split("\r\n")[:3] == [
        "@label=x;msgid=m :a!a@a BATCH +m draft/multiline #방",
        "@batch=m :a!a@a PRIVMSG #방 :하나",
        "@batch=m;draft/multiline-concat :a!a@a PRIVMSG #방 :둘",
    ]
    assert line.with_tag("batch=o", TIME).count(b"@batch=o;time=") == 2
    assert line.with_tag("label=x", 0).count(b"label") == 1
    assert line.render(0) == ":a!a@a PRIVMSG #방 :하나\r\n:a!a@a PRIVMSG #방 :둘\r\n".encode()
