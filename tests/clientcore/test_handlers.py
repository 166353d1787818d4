"""The table of handlers: every line is survived, whatever it lacks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.clientcore.handlers import HANDLERS
from malmadang.wire.message import Message, format_line
from tests.clientcore.page import Page, registered, talking

params = st.lists(
    st.sampled_from(["하늘", "민수", "#방", "#없음", "*", "+ov", "1", "LS", "=", "@#방", "77", "NEW", "+b"]),
    max_size=9,
)
LAST = [
    "",
    "안녕 하세요",
    "\x01ACTION x\x01",
    "\x01",
    "\x01VERSION\x01",
    "#a b",
    "#방",
    "@민수 하늘",
    ",",
    "-1",
]
trailing = st.sampled_from(LAST)
sources = st.sampled_from(["민수!m@h", "하늘!u@host", "irc.example.org", "", "!@"])


@pytest.mark.parametrize("verb", sorted(HANDLERS))
def test_a_line_that_lacks_everything_is_survived(verb: str) -> None:
    page = talking()
    for line in (
        verb,
        f":s {verb}",
        f":s {verb} 하늘",
        f":민수!m@h {verb} 하늘 #방",
        f"{verb} a b c d e f g h i",
    ):
        page.take(page.core.receive(f"{line}\r\n".encode(), page.now))


@given(
    st.lists(st.tuples(st.sampled_from(sorted(HANDLERS)), sources, params, trailing), max_size=12),
    st.booleans(),
)
def test_any_lines_are_survived(lines: list[tuple[str, str, list[str], str]], modern: bool) -> None:
    page = talking() if modern else talking("")
    for verb, source, middle, last in lines:
        text = format_line(Message(verb, (*middle, last), source or None))
        page.take(page.core.receive(f"{text}\r\n".encode(), page.now))
    page.sent()
    keys = [room.key for room in page.view.rooms]
    assert len(keys) == len(set(keys))
    for room in page.view.rooms:
        for key, member in room.members.items():
            assert page.view.people.get(key) is member.person, (room.name, key)
    times = [row.utc_ms for row in page.room("*").rows]
    assert times == sorted(times)


def test_names_a_server_makes_up_do_no_harm() -> None:
    page = registered(Page(), "", r"CHANTYPES=# CASEMAPPING=ascii WHOX malmadang/ROOMS=#a\x20b")
    page.play(
        """
        < :하늘!u@h JOIN :#나쁜 방
        > MODE :#나쁜 방
        < :s 366 하늘 :#나쁜 방
        < :s 353 하늘 = #나쁜 :하늘
        < :!m@h PRIVMSG 하늘 :\x01VERSION\x01
        < :s 001 하늘 :again
        """
    )


def test_a_verb_nobody_knows_is_left_alone() -> None:
    page = registered(Page())
    before = len(page.view.server.rows)
    page.play("< :s WHATEVER a b\n< :s 1234 a\n<")
    assert len(page.view.server.rows) == before
