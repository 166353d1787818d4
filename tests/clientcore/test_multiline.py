"""Messages of several lines."""

from hypothesis import given
from hypothesis import strategies as st

from malmadang.clientcore import commands as c
from malmadang.clientcore.multiline import Limits, messages, pieces
from malmadang.clientcore.rows import Delivery, MessageRow
from malmadang.wire.names import Folded
from tests.clientcore.page import MODERN, Page, in_room, registered
from tests.clientcore.test_history import entered

OFFERED = f"{MODERN} draft/multiline=max-bytes=4096,max-lines=24"
CAPS = f"{MODERN} draft/multiline"


def ready(limits: str = "max-bytes=4096,max-lines=24", extra: str = "") -> Page:
    page = Page().start()
    page.sent()
    names = f"{MODERN} {extra} draft/multiline"
    for line in (
        f":s CAP * LS :{names}={limits}",
        f":s CAP * ACK :{names}",
        ":s 001 하늘 :hi",
        ":s 005 하늘 CASEMAPPING=ascii SAFERATE :x",
        ":s 422 하늘 :x",
    ):
        page.take(page.core.receive(f"{line}\r\n".encode(), page.now))
    page.sent()
    return in_room(page)


def own(page: Page) -> list[MessageRow]:
    return [row for row in page.room("#방").rows if isinstance(row, MessageRow) and row.own]


def test_several_lines_are_one_message() -> None:
    """Source: IRCv3 multiline."""
    page = ready()
    assert page.view.features.lines == 24
    assert page.core.count_pieces(Folded("#방"), "하나\n\n둘") == 1
    page.do(c.Say("#방", "하나\n\n둘  \n", reply_to="a"))
    page.play(
        """
        > @+malmadang/nonce=*;+reply=a;+draft/reply=a;label=* BATCH +m1 draft/multiline #방
        > @batch=m1 PRIVMSG #방 :하나
        > @batch=m1 PRIVMSG #방 :
        > @batch=m1 PRIVMSG #방 :둘
        > BATCH -m1
        """
    )
    (row,) = own(page)
    assert (row.text, row.delivery) == ("하나\n\n둘", Delivery.SENDING)
    label = page.core._ctx._next_label
    page.play(
        f"""
        < @label={label:x};msgid=m;time=2027-01-15T08:00:05.000Z :하늘!u@host BATCH +e draft/multiline #방
        < @batch=e :하늘!u@host PRIVMSG #방 :하나
        < @batch=e :하늘!u@host PRIVMSG #방 :
        < @batch=e :하늘!u@host PRIVMSG #방 :둘
        < :s BATCH -e
        """
    )
    (row,) = own(page)
    assert (row.msgid, row.delivery, row.text) == ("m", Delivery.SENT, "하나\n\n둘")
    assert page.core.unsent == 0


def test_a_long_line_goes_over_in_pieces_and_is_whole_again() -> None:
    page = ready()
    text = "가나다라마바사 " * 60
    page.do(c.Say("#방", text))
    opening, *lines, end = page.sent()
    assert opening.endswith("BATCH +m1 draft/multiline #방")
    assert end == "BATCH -m1"
    assert all(len(line.partition(" ")[2].encode()) <= 510 for line in lines)
    assert ["multiline-concat" in line for line in lines] == [False] + [True] * (len(lines) - 1)
    assert "".join(line.partition(" :")[2] for line in lines) == text.rstrip()


def test_others_messages_of_several_lines_are_one_row() -> None:
    page = ready()
    page.play(
        """
        < @msgid=x;+reply=a :민수!m@h BATCH +b draft/multiline #방
        < @batch=b :민수!m@h PRIVMSG #방 :하늘아
        < @batch=b :민수!m@h PRIVMSG #방 :이거 \x02봐
        < @batch=b;draft/multiline-concat :민수!m@h PRIVMSG #방 :라
        < :s BATCH -b
        """
    )
    row = page.room("#방").rows[-1]
    assert isinstance(row, MessageRow)
    assert (row.text, row.msgid, row.reply_to, row.mention) == ("하늘아\n이거 봐라", "x", "a", True)
    page.play("< :s BATCH +n draft/multiline #방\n< :s BATCH -n")
    assert page.room("#방").rows[-1] is row


def test_in_history_too() -> None:
    page = ready(extra="draft/chathistory")
    page.play(
        """
        < :s BATCH +h chathistory #방
        < @batch=h;msgid=x;time=2027-01-15T07:00:00.000Z :민수!m@h BATCH +b draft/multiline #방
        < @batch=b :민수!m@h PRIVMSG #방 :하나
        < @batch=b :민수!m@h PRIVMSG #방 :둘
        < @batch=h :s BATCH -b
        < @batch=h;msgid=y;time=2027-01-15T07:00:01.000Z :민수!m@h PRIVMSG #방 :셋
        < :s BATCH -h
        """
    )
    assert page.texts("#방") == ["민수: 하나\n둘", "민수: 셋"]
    assert next(row.utc_ms for row in page.room("#방").rows if isinstance(row, MessageRow)) < page.now.utc_ms


def test_what_is_too_much_is_cut() -> None:
    page = ready("max-bytes=100,max-lines=3")
    assert page.core.count_pieces(Folded("#방"), "\n".join("1234567")) == 3
    page.do(c.Say("#방", "\n".join("1234567")))
    assert [row.text for row in own(page)] == ["1\n2\n3", "4\n5\n6", "7"]


def test_a_refusal_fails_the_message() -> None:
    page = ready()
    page.do(c.Say("#방", "하나\n둘"))
    page.sent()
    label = page.core._ctx._next_label
    page.play(f"< @label={label:x} :s FAIL BATCH MULTILINE_MAX_LINES 1 :no")
    assert own(page)[0].delivery is Delivery.FAILED


def test_without_it_each_line_is_a_message() -> None:
    page = in_room(registered(Page()))
    assert page.view.features.lines == 1
    page.do(c.Say("#방", "하나\n\n둘"))
    assert [row.text for row in own(page)] == ["하나", "둘"]
    # A capability without its limit cannot be used.
    assert entered(CAPS).core.count_pieces(Folded("#방"), "하나\n둘") == 2


@given(
    st.text(alphabet="가a \n🙂", max_size=200), st.integers(8, 60), st.integers(20, 200), st.integers(0, 8)
)
def test_nothing_is_lost_and_every_limit_is_kept(text: str, line: int, octets: int, lines: int) -> None:
    cut = messages(text, line, Limits(max(octets, line), lines))
    for message in cut:
        parts = pieces(message, line)
        assert all(len(part.text.encode()) <= line for part in parts)
        assert not any(part.joined and not part.text for part in parts)
        assert len(parts) <= lines or not lines
        assert len(message.encode()) <= max(octets, line)
        assert message.strip()
    assert "".join("".join(cut).split()) == "".join(text.split())
