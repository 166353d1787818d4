"""Pages of history as they come; how they are asked for is in test_history."""

from malmadang.clientcore import commands as c
from malmadang.clientcore.view import Older
from malmadang.wire.names import Folded
from tests.clientcore.test_history import BARE, entered, filled, page_of, shown


def test_an_empty_page_is_the_beginning() -> None:
    page = entered(BARE)
    page.play(page_of("#방"))
    assert page.room("#방").older is Older.NONE


def test_lines_that_make_no_row_are_no_end() -> None:
    """A page of nothing but reactions and the like: what is older still comes."""
    page = entered(BARE)
    page.play(page_of("#방", "c 3 :민수!m@h TAGMSG #방", "d 4 민수: 넷"))
    page.do(c.LoadOlder("#방"))
    page.play("> CHATHISTORY BEFORE #방 msgid=c 100")
    page.play(page_of("#방", "b 2 :민수!m@h TAGMSG #방"))
    assert page.room("#방").older is Older.MORE
    page.do(c.LoadOlder("#방"))
    page.play("> CHATHISTORY BEFORE #방 msgid=b 100")


def test_a_server_that_gives_the_same_page_again_is_asked_no_more() -> None:
    page = entered(BARE)
    page.play(page_of("#방", "c 3 민수: 셋"))
    page.do(c.LoadOlder("#방"))
    page.sent()
    page.play(page_of("#방", "c 3 민수: 셋"))
    assert page.room("#방").older is Older.NONE


def test_what_came_live_before_the_page_is_not_its_end() -> None:
    """The page begins with just the message that was heard first after the JOIN."""
    page = filled(BARE)
    page.play(
        """
        < :하늘!u@h JOIN #방
        > MODE #방
        > CHATHISTORY LATEST #방 msgid=c 100
        < @msgid=x;time=2027-01-15T07:00:09.000Z :민수!u@h PRIVMSG #방 :아홉
        """
    )
    page.play(f"{page_of('#방', 'x 9 민수: 아홉')}\n> CHATHISTORY BETWEEN #방 msgid=x msgid=c 100")


def test_a_page_that_reaches_what_is_known_closes_the_gap() -> None:
    """Some servers count their ends in."""
    page = filled(BARE)
    page.play("< :하늘!u@h JOIN #방\n> MODE #방\n> CHATHISTORY LATEST #방 msgid=c 100")
    page.play(page_of("#방", "c 3 영희: 셋", "d 4 민수: 넷"))
    assert page.sent() == []
    assert shown(page) == ["a", "b", "c", "d"]


def test_a_line_that_breaks_in_between_leaves_a_row_for_what_is_missing() -> None:
    """What was asked for by the person, and is not through, must not look whole."""
    page = entered(BARE)
    page.play(page_of("#방", "h 8 민수: 여덟"))
    page.do(c.LoadAround("#방", "c"))
    page.play("> CHATHISTORY AROUND #방 msgid=c 50")
    page.play(page_of("#방", "c 3 민수: 셋"))
    (gap,) = page.core._ctx.histories[Folded("#방")].gaps
    page.do(c.LoadGap("#방", gap.row))
    page.play("> CHATHISTORY BETWEEN #방 msgid=h msgid=c 100")
    page.play(f"{page_of('#방', 'g 7 민수: 일곱')}\n> CHATHISTORY BETWEEN #방 msgid=g msgid=c 100")
    assert shown(page) == ["c", "g", "h"]
    page.cut()
    assert shown(page) == ["c", "gap", "g", "h"]
