"""Own messages: written, confirmed, refused, cut to fit, kept while the line is down."""

import pytest

from malmadang.clientcore.commands import Discard, Quit, Resend, Say
from malmadang.clientcore.events import QueueStale, RowAdded, RowChanged, RowRemoved, TextRefused
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.rows import Delivery, MessageForm, MessageRow, NoticeKind, NoticeRow
from malmadang.wire.names import Folded
from tests.clientcore.page import MODERN, Page, come_back, in_room, registered, talking


def said(page: Page, room: str = "#방") -> list[str]:
    """Return the answers to commands in a room."""
    rows = page.room(room).rows
    return [row.fields["text"] for row in rows if isinstance(row, NoticeRow) and row.kind is NoticeKind.REPLY]


def own_rows(page: Page, room: str = "#방") -> list[MessageRow]:
    return [row for row in page.room(room).rows if isinstance(row, MessageRow) and row.own]


def test_an_own_message_is_confirmed_by_its_labelled_echo() -> None:
    """Source: IRCv3 echo-message, labeled-response, message-ids."""
    page = talking()
    events = page.play(
        """
        ! 안녕
        > @+malmadang/nonce=*;label=* PRIVMSG #방 :안녕
        """
    )
    (row,) = own_rows(page)
    assert row.delivery is Delivery.SENDING
    assert RowAdded(Folded("#방"), row, 1) in events
    label = "3"
    page.play(f"< @label={label};msgid=m1;time=2027-01-15T08:00:05.000Z :하늘!u@host PRIVMSG #방 :안녕")
    (row,) = own_rows(page)
    assert (row.delivery, row.msgid, row.utc_ms % 60_000) == (Delivery.SENT, "m1", 5_000)
    assert row.mask == "하늘!u@host"
    assert page.core.unsent == 0


def test_a_refusal_with_the_label_fails_the_message() -> None:
    page = talking()
    page.play("! 안녕\n> *")
    page.play("< @label=3 :s 404 하늘 #방 :Cannot send to channel")
    (row,) = own_rows(page)
    assert row.delivery is Delivery.FAILED
    assert row.fault is not None
    assert row.fault.fields == {"code": "404", "subject": "#방", "text": "Cannot send to channel"}
    assert not any(kind == "error" for kind, _ in page.notices("#방"))


def test_a_standard_reply_with_the_label_fails_the_message() -> None:
    """Source: IRCv3 standard-replies."""
    page = talking()
    page.play("! 안녕\n> *")
    page.play("< @label=3 :s FAIL PRIVMSG RATE_LIMITED #방 :방이 너무 바빠요")
    assert own_rows(page)[0].fault is not None


def test_without_capabilities_a_message_is_sent_when_it_is_written() -> None:
    page = talking("")
    page.play("! 안녕\n> PRIVMSG #방 :안녕")
    assert own_rows(page)[0].delivery is Delivery.SENT
    page.play("< :s 404 하늘 #방 :Cannot send to channel")
    assert own_rows(page)[0].delivery is Delivery.FAILED


def test_an_echo_without_labels_confirms_the_oldest_with_that_text() -> None:
    page = talking("echo-message")
    page.play(
        """
        ! 하나
        > PRIVMSG #방 :하나
        ! 둘
        > PRIVMSG #방 :둘
        < :하늘!u@host PRIVMSG #방 :하나
        """
    )
    assert [row.delivery for row in own_rows(page)] == [Delivery.SENT, Delivery.SENDING]
    page.play("< :하늘!u@host PRIVMSG #방 :둘 (colours taken out)")
    assert [row.delivery for row in own_rows(page)] == [Delivery.SENT, Delivery.SENT]
    page.play("< :s 404 하늘 #방 :no")
    assert [row.delivery for row in own_rows(page)] == [Delivery.SENT, Delivery.SENT]


def test_labels_without_echo_are_confirmed_by_ack() -> None:
    """Source: IRCv3 labeled-response ("ACK")."""
    page = talking("labeled-response batch")
    page.play("! 안녕\n> *\n< @label=3 :s ACK")
    assert own_rows(page)[0].delivery is Delivery.SENT


def test_the_nonce_finds_its_message_too() -> None:
    page = talking("message-tags echo-message")
    page.play("! 안녕\n> @+malmadang/nonce=* PRIVMSG #방 :안녕")
    nonce = page.core._ctx.outbox.oldest(Folded("#방"))
    assert nonce is not None
    page.play(f"< @+malmadang/nonce={nonce.nonce};msgid=x :하늘!u@h PRIVMSG #방 :안녕")
    assert own_rows(page)[0].msgid == "x"


def test_words_of_another_client_of_ours_are_own_rows() -> None:
    page = talking()
    page.play("< @msgid=z :하늘!u@host PRIVMSG #방 :전화기에서")
    assert [(row.text, row.own, row.delivery) for row in own_rows(page)] == [
        ("전화기에서", True, Delivery.SENT)
    ]


@pytest.mark.parametrize("caps", [MODERN, "", "echo-message"])
def test_words_to_oneself_stand_there_once(caps: str) -> None:
    page = registered(Page("irc://127.0.0.1/"), caps)
    page.do(Say("하늘", "잊지 말기"))
    page.sent()
    echo = "@label=1;msgid=s1" if caps == MODERN else ""
    copy = "@msgid=s1" if caps == MODERN else ""
    if caps:
        page.play(f"< {echo} :하늘!u@h PRIVMSG 하늘 :잊지 말기")
    page.play(f"< {copy} :하늘!u@h PRIVMSG 하늘 :잊지 말기")
    assert page.texts("하늘") == ["하늘: 잊지 말기"]


def test_long_text_is_cut_between_syllables_to_fit_with_our_source() -> None:
    """Source: RFC 2812 2.3 (512 bytes)."""
    page = talking("")
    text = "가나다라마바사아자차" * 40
    page.do(Say("#방", text))
    lines = page.sent()
    assert len(lines) > 2
    for line in lines:
        assert len(f":하늘!u@host {line}\r\n".encode()) <= 512
    assert "".join(line.removeprefix("PRIVMSG #방 :") for line in lines) == text
    assert page.core.count_pieces(Folded("#방"), text) == len(lines)


def test_each_line_of_a_text_is_a_message_and_blank_ones_are_none() -> None:
    page = talking("")
    page.do(Say("#방", "하나\n\n  둘\r\n"))
    assert page.sent() == ["PRIVMSG #방 :하나", "PRIVMSG #방 :  둘"]


def test_control_characters_do_not_leave() -> None:
    page = talking("")
    page.do(Say("#방", "\x01VERSION\x01\0 가"))
    assert page.sent() == ["PRIVMSG #방 :VERSION 가"]


def test_decomposed_hangul_leaves_as_syllables() -> None:
    page = talking("")
    page.do(Say("#방", "\u1112\u1161\u11ab"))
    assert page.sent() == ["PRIVMSG #방 :한"]


def test_an_action_is_wrapped() -> None:
    page = talking("")
    page.play("! /나는 웃어요\n> PRIVMSG #방 :\x01ACTION 웃어요\x01")
    assert own_rows(page)[0].form is MessageForm.ACTION


def test_a_reply_names_what_it_answers() -> None:
    """Source: IRCv3 reply client tag."""
    page = talking()
    page.do(Say("#방", "네", reply_to="m9"))
    assert ";+reply=m9;" in page.sent()[0]


def test_a_message_to_operators_stands_in_the_room() -> None:
    page = talking("")
    page.play("! /msg @#방 회의해요\n> PRIVMSG @#방 :회의해요")
    assert own_rows(page)[0].audience == "@"


def test_what_is_written_while_the_line_is_down_goes_out_in_order() -> None:
    page = talking()
    page.cut()
    page.play("! 하나\n! 둘")
    assert [row.delivery for row in own_rows(page)] == [Delivery.QUEUED, Delivery.QUEUED]
    assert page.view.waiting == 2
    come_back(page)
    assert page.view.waiting == 2
    page.take(
        page.core.receive("@time=2027-01-15T08:02:00.000Z :하늘!u@h JOIN #방 * :하늘\r\n".encode(), page.now)
    )
    assert [line.partition(" :")[2] for line in page.sent() if "PRIVMSG" in line] == ["하나", "둘"]
    assert page.view.waiting == 0


def test_old_messages_ask_first() -> None:
    page = talking()
    page.cut()
    page.play("! 늦은 말")
    page.pass_time(11 * 60_000)
    come_back(page)
    in_room(page)
    (stale,) = page.told(QueueStale)
    assert isinstance(stale, QueueStale)
    assert stale.count == 1
    page.play("! 새 말")
    assert page.view.waiting == 2
    page.do(Resend())
    assert [line.partition(" :")[2] for line in page.sent()] == ["늦은 말", "새 말"]


def test_old_messages_can_be_thrown_away() -> None:
    page = talking()
    page.cut()
    page.play("! 늦은 말")
    page.pass_time(11 * 60_000)
    come_back(page)
    in_room(page)
    page.do(Discard())
    assert page.view.waiting == 0
    assert own_rows(page) == []
    page.play("! 새 말\n> *새 말")


def test_what_was_under_way_when_the_line_broke_may_have_arrived() -> None:
    page = talking()
    page.play("! 안녕\n> *")
    page.cut()
    (row,) = own_rows(page)
    assert row.delivery is Delivery.FAILED
    assert row.fault is not None
    assert row.fault.kind is FaultKind.UNCONFIRMED


def test_sending_again_uses_the_same_nonce() -> None:
    """Source: DESIGN §4 (nonce)."""
    page = talking()
    page.do(Say("#방", "안녕"))
    first = page.sent()[0]
    page.cut()
    come_back(page)
    in_room(page)
    page.do(Resend(own_rows(page)[0].id))
    (second,) = page.sent()
    assert first.split(";")[0] == second.split(";")[0]
    assert own_rows(page)[0].delivery is Delivery.SENDING


def test_a_failed_message_can_be_deleted() -> None:
    page = talking()
    page.do(Say("#방", "안녕"))
    page.sent()
    page.cut()
    events = page.do(Discard(own_rows(page)[0].id))
    assert any(isinstance(event, RowRemoved) for event in events)
    assert own_rows(page) == []


def test_what_waits_for_a_room_that_stays_closed_fails() -> None:
    page = talking()
    page.cut()
    page.play("! 안녕")
    come_back(page)
    page.play("< :s 474 하늘 #방 :Cannot join channel (+b)")
    (row,) = own_rows(page)
    assert row.delivery is Delivery.FAILED
    assert page.room("#방").fault is not None
    assert page.view.waiting == 0


def test_a_server_that_may_cut_off_the_quick_gets_lines_at_a_pace() -> None:
    page = in_room(registered(Page(), "", "CASEMAPPING=ascii CHANTYPES=#"))
    page.do(Say("#방", "\n".join(f"줄 {number}" for number in range(12))))
    assert len(page.sent()) == 8
    page.pass_time(1_300)
    assert len(page.sent()) == 2
    page.pass_time(10_000)
    assert [line[-2:] for line in page.sent() if "PRIVMSG" in line] == ["10", "11"]


def test_leaving_lets_nothing_wait_for_its_pace() -> None:
    page = in_room(registered(Page(), "", "CASEMAPPING=ascii CHANTYPES=#"))
    page.do(Say("#방", "\n".join(f"줄 {number}" for number in range(10))))
    page.do(Quit("안녕"))
    assert [line.partition(" :")[2] for line in page.sent()][-3:] == ["줄 8", "줄 9", "안녕"]


def test_words_without_a_room_stay_in_the_composer() -> None:
    page = registered(Page("irc://127.0.0.1/"))
    (refused,) = page.play("! 안녕")
    assert isinstance(refused, TextRefused)
    assert (refused.text, refused.fault.kind) == ("안녕", FaultKind.NO_ROOM)


def test_two_slashes_say_one() -> None:
    page = talking("")
    page.play("! //종료는 명령이에요\n> PRIVMSG #방 :/종료는 명령이에요")


def test_an_echo_that_history_was_quicker_than_leaves_one_row() -> None:
    page = talking()
    page.do(Say("#방", "안녕"))
    page.sent()
    page.play(
        """
        < :s BATCH +h chathistory #방
        < @batch=h;msgid=m1;time=2027-01-15T08:00:01.000Z :하늘!u@host PRIVMSG #방 :안녕
        < :s BATCH -h
        < @label=3;msgid=m1;time=2027-01-15T08:00:01.000Z :하늘!u@host PRIVMSG #방 :안녕
        """
    )
    assert page.texts("#방") == ["하늘: 안녕"]


def test_a_confirmed_row_moves_to_its_time() -> None:
    page = talking()
    page.do(Say("#방", "내 말"))
    page.sent()
    page.play("< @msgid=a;time=2027-01-15T08:00:03.000Z :민수!m@h PRIVMSG #방 :남의 말")
    assert page.texts("#방") == ["민수: 남의 말", "하늘: 내 말"]
    page.play("< @label=3;msgid=b;time=2027-01-15T08:00:02.000Z :하늘!u@host PRIVMSG #방 :내 말")
    assert page.texts("#방") == ["하늘: 내 말", "민수: 남의 말"]
    changed = page.told(RowChanged)[-1]
    assert isinstance(changed, RowChanged)
    assert changed.index == changed.old_index - 1


def test_by_hand_what_failed_is_sent_again_and_counted() -> None:
    page = talking()
    page.play("! 안녕\n> *")
    page.cut()
    come_back(page)
    in_room(page)
    page.sent()
    page.play("! /다시보내기\n> *안녕")
    assert said(page) == ["글 1개를 다시 보내요"]


def test_by_hand_what_failed_is_thrown_away_and_counted() -> None:
    page = talking()
    page.play("! 안녕\n> *")
    page.cut()
    page.play("! /버리기")
    assert own_rows(page) == []
    assert said(page) == ["보내지 못한 글 1개를 버렸어요"]
    page.play("! /버리기")
    (refused,) = page.told(TextRefused)
    assert isinstance(refused, TextRefused)
    assert refused.fault.kind is FaultKind.NOTHING_WAITS


def test_leaving_at_once_writes_nothing_past_the_pace_and_knows_what_stays() -> None:
    page = talking()
    for number in range(12):
        page.do(Say("#방", f"말 {number}"))
    page.sent()
    page.do(Quit(at_once=True))
    assert [line.partition(" ")[0] for line in page.sent()] == ["QUIT"]
    assert page.core.under_way == 12
    assert [text for text, _ in page.core.left_behind] == [f"말 {number}" for number in range(12)]
