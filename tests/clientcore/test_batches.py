"""Lines that belong together."""

from malmadang.clientcore.events import Alert
from malmadang.clientcore.rows import MessageRow
from tests.clientcore.page import talking


def test_history_is_merged_and_calls_nobody() -> None:
    """Source: IRCv3 batch, chathistory."""
    page = talking()
    page.take(page.core.show(None, page.now))
    page.play(
        """
        < @msgid=c;time=2027-01-15T08:00:01.000Z :민수!m@h PRIVMSG #방 :셋
        < :s BATCH +1 chathistory #방
        < @batch=1;msgid=a;time=2027-01-15T06:00:00.000Z :민수!m@h PRIVMSG #방 :하늘아
        < @batch=1;msgid=b;time=2027-01-15T06:30:00.000Z :하늘!u@h PRIVMSG #방 :응
        < @batch=1;time=2027-01-15T06:40:00.000Z :영희!y@h JOIN #방
        < @batch=1;msgid=d;time=2027-01-15T06:50:00.000Z :민수!m@h PRIVMSG #방 :\x01VERSION\x01
        < @batch=1;msgid=c;time=2027-01-15T08:00:01.000Z :민수!m@h PRIVMSG #방 :셋
        < :s BATCH -1
        """
    )
    assert page.texts("#방") == ["민수: 하늘아", "하늘: 응", "민수: 셋"]
    assert page.members("#방") == ["@민수", "하늘"]
    assert page.told(Alert) == []
    rows = [row for row in page.room("#방").rows if isinstance(row, MessageRow)]
    assert [(row.replayed, row.own) for row in rows] == [(True, False), (True, True), (False, False)]
    assert page.room("#방").unread == 1


def test_history_inside_a_labelled_answer_is_history() -> None:
    page = talking()
    page.play(
        """
        < @label=9 :s BATCH +1 labeled-response
        < @batch=1 :s BATCH +2 chathistory #방
        < @batch=2;msgid=a;time=2027-01-15T06:00:00.000Z :민수!m@h PRIVMSG #방 :하나
        < @batch=1 :s BATCH -2
        < :s BATCH -1
        """
    )
    assert page.texts("#방") == ["민수: 하나"]


def test_lines_of_other_batches_count_at_once() -> None:
    """Source: IRCv3 batch (netsplit)."""
    page = talking()
    page.play(
        """
        < :s BATCH +1 netsplit a b
        < @batch=1 :민수!m@h QUIT :a b
        < :s BATCH -1
        """
    )
    assert page.members("#방") == ["하늘"]


def test_a_batch_that_never_began_ends_in_nothing() -> None:
    page = talking()
    page.play("< :s BATCH -none\n< @batch=none :민수!m@h PRIVMSG #방 :그래도")
    assert page.texts("#방") == ["민수: 그래도"]


def test_batches_that_never_end_are_bounded() -> None:
    page = talking()
    for number in range(200):
        page.play(f"< :s BATCH +b{number} chathistory #방")
    assert len(page.core._ctx.batches) <= 64


def test_an_answer_in_a_batch_appears_where_it_was_asked() -> None:
    """Source: IRCv3 labeled-response."""
    page = talking()
    page.play(
        """
        ! /누구 민수
        > @label=3 WHOIS 민수
        < @label=3 :s BATCH +w labeled-response
        < @batch=w :s 311 하늘 민수 m h * :김 민수
        < @batch=w :s 318 하늘 민수 :End
        < :s BATCH -w
        """
    )
    assert page.notices("#방")[-1][0] == "whois"
