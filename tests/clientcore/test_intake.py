"""Lines as they come in."""

from malmadang.clientcore.commands import Say
from tests.clientcore.page import talking


def test_old_korean_letters_are_read() -> None:
    page = talking("")
    page.take(
        page.core.receive(
            ":민수!m@h PRIVMSG #방 :".encode() + "안녕하세요".encode("cp949") + b"\r\n", page.now
        )
    )
    page.take(page.core.receive(b":minsu!m@h PRIVMSG minsu :\xff\xfe\r\n", page.now))
    assert "안녕하세요" in page.texts("#방")[0]


def test_lines_that_are_none_are_left_out() -> None:
    page = talking()
    page.take(page.core.receive(b"\r\n\n   \r\n@\r\n:\r\n:a\r\nA\0B\r\n", page.now))
    page.take(page.core.receive(b"x" * 9_000 + b"\r\n", page.now))
    page.play("< :민수!m@h PRIVMSG #방 :아직 있어요")
    assert page.texts("#방") == ["민수: 아직 있어요"]


def test_the_servers_clock_counts_for_our_own_rows() -> None:
    page = talking()
    page.play("< @time=2027-01-15T09:00:00.000Z :s PONG s :x")
    page.do(Say("#방", "안녕"))
    assert page.room("#방").rows[-1].utc_ms == 1_800_003_600_000


def test_a_label_counts_once() -> None:
    page = talking()
    page.play("! /누구 아무\n> *\n< @label=3 :s 401 하늘 아무 :none")
    page.take(page.core.show(None, page.now))
    page.play("< @label=3 :s 351 하늘 v1 :x")
    assert page.notices("#방")[-1][0] == "error"
