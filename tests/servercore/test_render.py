import pytest

from malmadang.ports import TimeMs
from malmadang.servercore.render import (
    ACCOUNT,
    EXTENDED_JOIN,
    SETNAME,
    TAGS,
    TIME,
    Line,
    Run,
    is_void,
    render_all,
    tagged,
    text_line,
)
from tests.kit.world import START

BARE = ":철수!u@h PRIVMSG #방 :글\r\n".encode()


@pytest.mark.parametrize(
    ("mask", "tags"),
    [
        (0, b""),
        (TIME, b"@time=2025-11-30T10:53:20.000Z "),
        (TAGS, b"@msgid=m1;+a=b "),
        (ACCOUNT, b"@account=acc "),
        (TAGS | TIME | ACCOUNT, b"@time=2025-11-30T10:53:20.000Z;msgid=m1;account=acc;+a=b "),
    ],
)
def test_each_class_gets_its_tags_and_no_others(mask: int, tags: bytes) -> None:
    assert Line(BARE, START, "m1", "acc", "+a=b").render(mask) == tags + BARE


def test_what_a_class_lacks_it_does_not_get() -> None:
    line = Line(BARE, START, "m1", need=SETNAME)
    assert line.render(TAGS) == b""
    assert line.with_tag("label=x", TAGS) == b""
    assert line.render(SETNAME) == BARE


def test_those_who_can_read_more_get_the_longer_form() -> None:
    line = Line(b"JOIN #x\r\n", upgrade=EXTENDED_JOIN, upgraded=b"JOIN #x * :y\r\n")
    assert line.render(0) == b"JOIN #x\r\n"
    assert line.render(EXTENDED_JOIN) == b"JOIN #x * :y\r\n"


def test_one_more_tag_stands_in_front() -> None:
    line = Line(BARE, START, "m1")
    assert line.with_tag("label=x", 0) == b"@label=x " + BARE
    assert line.with_tag("label=x", TAGS) == b"@label=x;msgid=m1 " + BARE


def test_a_line_without_a_time_has_no_time() -> None:
    assert text_line("PING x").render(TIME | TAGS) == b"PING x\r\n"


@pytest.mark.parametrize("mask", [0, TAGS, TIME, TAGS | TIME, TAGS | TIME | ACCOUNT, EXTENDED_JOIN])
def test_many_lines_are_rendered_as_one_by_one(mask: int) -> None:
    lines = [
        Line(BARE, START, "m1", is_simple=True),
        Line(BARE, TimeMs(START + 1), "m2", "acc", "+a=b"),
        Line(BARE, TimeMs(START + 1), "m3", is_simple=True),
        Line(BARE, need=SETNAME),
        Line(b"JOIN #x\r\n", upgrade=EXTENDED_JOIN, upgraded=b"JOIN #x * :y\r\n"),
    ]
    assert b"".join(render_all(lines, mask)) == b"".join(line.render(mask) for line in lines)


@pytest.mark.parametrize("account", ["", "acc"])
@pytest.mark.parametrize("mask", [0, TAGS, TIME, TAGS | TIME, TAGS | TIME | ACCOUNT, EXTENDED_JOIN])
def test_a_run_is_rendered_as_its_lines_are(mask: int, account: str) -> None:
    times = [TimeMs(START - START % 1000 + 998 + number) for number in range(4)]
    run = Run(":a!a@a PRIVMSG #x :", ["하나", "b :c", "d", "e"], times, ["m1", "m2", "m3", "m4"], account)
    lines = run.singly()
    assert [line.bare for line in lines[:2]] == [
        ":a!a@a PRIVMSG #x :하나\r\n".encode(),
        b":a!a@a PRIVMSG #x :b :c\r\n",
    ]
    assert [(line.utc_ms, line.msgid, line.account) for line in lines] == [
        (utc_ms, f"m{number}", account) for number, utc_ms in enumerate(times, 1)
    ]
    assert run.render(mask) == b"".join(line.render(mask) for line in lines)
    assert render_all([run, lines[0]], mask) == [run.render(mask), lines[0].render(mask)]
    assert run.without({1, 3}).singly() == [lines[0], lines[2]]


def test_a_line_of_bytes_is_the_same_for_all() -> None:
    assert tagged(BARE, "label=x", TIME) == b"@label=x " + BARE
    assert tagged(Line(BARE), "label=x", 0) == b"@label=x " + BARE
    assert not is_void(BARE, 0)
    assert is_void(Line(BARE, need=SETNAME), TIME)
    assert not is_void(Line(BARE, need=SETNAME), SETNAME)
