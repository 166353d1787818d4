"""Messages that were under way when the line broke, or the program ended."""

import pytest

from malmadang.clientcore import commands as c
from malmadang.clientcore.events import ClientEvent, QueueStale, SaveMemory
from malmadang.clientcore.memory import ClientMemory, Unsent, decode_memory, encode_memory
from malmadang.clientcore.rows import Delivery, MessageForm, MessageRow
from malmadang.ports import TimeMs
from tests.clientcore.page import BEGIN_MS, ISUPPORT, MODERN, Page, come_back, in_room, registered, talking
from tests.clientcore.test_history import page_of

OURS = f"{ISUPPORT} malmadang/ROOMS=#방"
CAPS = f"{MODERN} malmadang/resume"
HISTORY = f"{MODERN} draft/chathistory"


def own(page: Page, room: str = "#방") -> list[tuple[str, Delivery]]:
    rows = page.room(room).rows
    return [(row.text, row.delivery) for row in rows if isinstance(row, MessageRow) and row.own]


def hear(page: Page, *lines: str) -> list[ClientEvent]:
    return page.take(page.core.receive("".join(f"{line}\r\n" for line in lines).encode(), page.now))


def welcome(page: Page, *before: str) -> list[ClientEvent]:
    """Bring a line that stands again to the end of the welcome."""
    page.pass_time(60_000)
    page.connect()
    end = (":s 001 하늘 :hi", f":s 005 하늘 {OURS} :ok", ":s 422 하늘 :x")
    events = hear(page, f":s CAP * LS :{CAPS}", f":s CAP * ACK :{CAPS}", *before, *end)
    page.sent()
    return events


def under_way(caps: str = CAPS, isupport: str = OURS) -> tuple[Page, str]:
    """Two messages on the wire when the line breaks; returns the first one's nonce."""
    page = in_room(registered(Page(), caps, isupport))
    page.play("< :s RESUME TOKEN abc\n! 하나\n> *\n! 둘\n> *")
    nonce = next(iter(page.core._ctx.outbox.in_flight.values())).nonce
    page.cut()
    return page, nonce


def test_who_has_taken_the_place_again_sends_what_was_under_way_with_its_nonce() -> None:
    """DESIGN 4: a nonce makes it safe."""
    page, nonce = under_way()
    assert own(page) == [("하나", Delivery.QUEUED), ("둘", Delivery.QUEUED)]
    assert page.view.waiting == 2
    page.play("! 셋")
    welcome(page, ":s RESUME ACCEPTED 하늘")
    page.play(
        f"""
        < :하늘!u@h JOIN #방
        > @label=* MODE #방
        > @+malmadang/nonce={nonce};label=* PRIVMSG #방 :하나
        > @+malmadang/nonce=*;label=* PRIVMSG #방 :둘
        > @+malmadang/nonce=*;label=* PRIVMSG #방 :셋
        < @+malmadang/nonce={nonce};msgid=a;time=2027-01-15T08:00:01.000Z :하늘!u@h PRIVMSG #방 :하나
        """
    )
    assert own(page) == [("하나", Delivery.SENT), ("둘", Delivery.SENDING), ("셋", Delivery.SENDING)]


def test_another_guest_does_not_send_again() -> None:
    """The server would not know the nonces as hers; without history nothing tells what has arrived."""
    page, _ = under_way()
    come_back(page, CAPS, OURS)
    in_room(page)
    assert page.sent() == []
    assert own(page) == [("하나", Delivery.FAILED), ("둘", Delivery.FAILED)]


def test_the_same_account_sends_again() -> None:
    page, nonce = under_way()
    page.core._ctx.identity.account = "하늘"
    welcome(page, ":s 900 하늘 하늘!u@h 하늘 :in")
    page.play(
        f"""
        < :하늘!u@h JOIN #방
        > @label=* MODE #방
        > @+malmadang/nonce={nonce};label=* PRIVMSG #방 :하나
        > @+malmadang/nonce=*;label=* PRIVMSG #방 :둘
        """
    )


def test_elsewhere_history_shows_what_has_arrived() -> None:
    page, _ = under_way(HISTORY, ISUPPORT)
    come_back(page, HISTORY)
    page.play("< :s BATCH +t draft/chathistory-targets\n< :s BATCH -t")
    page.play("< :하늘!u@h JOIN #방\n> *\n> @label=* CHATHISTORY LATEST #방 * 100")
    page.play(page_of("#방", "a 1 하늘: 하나"))
    rows = [row for row in page.room("#방").rows if isinstance(row, MessageRow)]
    assert [(row.text, row.delivery, row.msgid) for row in rows] == [
        ("하나", Delivery.SENT, "a"), ("둘", Delivery.FAILED, ""),
    ]  # fmt: skip


def test_what_waited_too_long_is_asked_about() -> None:
    """UI 5: older than 10 minutes asks first."""
    page, _ = under_way()
    page.core._ctx.identity.account = "하늘"
    page.pass_time(700_000)
    events = welcome(page, ":s 900 하늘 하늘!u@h 하늘 :in")
    assert any(isinstance(event, QueueStale) and event.count == 2 for event in events)


def test_what_is_thrown_away_is_not_sent() -> None:
    page, _ = under_way()
    page.do(c.Discard())
    assert own(page) == []
    assert page.core.unsent == 0


# Over the end of the program.


def test_what_could_not_be_sent_is_remembered() -> None:
    page = talking()
    page.cut()
    events = page.play("! 나중에 갈 말")
    assert events[0] == SaveMemory()
    (kept,) = page.core.memory.unsent
    assert (kept.server, kept.target, kept.text, kept.sent) == ("127.0.0.1", "#방", "나중에 갈 말", False)
    assert decode_memory(encode_memory(page.core.memory)) == page.core.memory
    come_back(page)
    in_room(page)
    assert page.core.memory.unsent == ()


def unsent(text: str, target: str = "#방", *, sent: bool = False, account: str = "") -> Unsent:
    return Unsent(
        "127.0.0.1", account, target, "PRIVMSG", text, f"n-{text}", "", TimeMs(BEGIN_MS - 1_000), sent
    )


def test_the_next_start_sends_it() -> None:
    page = Page(memory=ClientMemory(unsent=(unsent("하나"), unsent("\x01ACTION 손을 흔들어요\x01", "민수"))))
    registered(page)
    assert own(page) == [("하나", Delivery.QUEUED)]
    (row,) = (row for row in page.room("민수").rows if isinstance(row, MessageRow))
    assert (row.form, row.text) == (MessageForm.ACTION, "손을 흔들어요")
    page.play(
        """
        < :하늘!u@h JOIN #방
        > *
        > @+malmadang/nonce=n-하나;label=* PRIVMSG #방 :하나
        """
    )


def test_what_another_server_was_told_stays_with_it() -> None:
    other = Unsent("other.example", "", "#방", "PRIVMSG", "말", "n", "", TimeMs(0))
    page = Page(memory=ClientMemory(unsent=(other,)))
    registered(page)
    assert len(page.view.rooms) == 1
    page.cut()
    assert page.core.memory.unsent == (other,)


@pytest.mark.parametrize("account", ["", "하늘"])
def test_what_may_have_arrived_before_the_end_is_not_sent_blindly(account: str) -> None:
    page = Page(memory=ClientMemory(unsent=(unsent("하나", sent=True, account=account),)))
    registered(page, CAPS, OURS)
    assert own(page) == [("하나", Delivery.FAILED)]


def test_a_script_keeps_nothing() -> None:
    page = talking()
    settings = page.core._ctx.settings
    page.core._ctx.settings = type(settings)(address=settings.address, nick="하늘", keep_unsent=False)
    page.cut()
    assert SaveMemory() not in page.play("! 말")
    assert page.core.memory.unsent == ()
