"""What people say."""

import pytest

from malmadang.clientcore.commands import Ignore, Unignore
from malmadang.clientcore.events import Alert, AlertKind, RoomAdded
from malmadang.clientcore.rows import MessageForm, MessageRow
from malmadang.clientcore.view import RoomKind
from malmadang.wire.names import Folded
from tests.clientcore.page import Page, talking


def last(page: Page, room: str = "#방") -> MessageRow:
    row = page.room(room).rows[-1]
    assert isinstance(row, MessageRow)
    return row


def test_a_message_with_all_that_tags_tell() -> None:
    """Source: IRCv3 server-time, message-ids, reply, bot-mode."""
    page = talking()
    page.play(
        "< @time=2027-01-15T08:00:09.123Z;msgid=m1;account=minsu;+reply=m0;bot"
        " :민수!m@h PRIVMSG #방 :안녕하세요"
    )
    row = last(page)
    assert (row.sender, row.text, row.own, row.mention) == ("민수", "안녕하세요", False, False)
    assert (row.msgid, row.reply_to, row.mask, row.bot) == ("m1", "m0", "민수!m@h", True)
    assert row.utc_ms % 60_000 == 9_123
    assert page.room("#방").unread == 0


@pytest.mark.parametrize(
    ("line", "form", "text"),
    [
        (":민수!m@h PRIVMSG #방 :\x01ACTION 웃어요\x01", MessageForm.ACTION, "웃어요"),
        (":민수!m@h PRIVMSG #방 :\x01ACTION 끝이 없어요", MessageForm.ACTION, "끝이 없어요"),
        (":민수!m@h NOTICE #방 :알려요", MessageForm.NOTICE, "알려요"),
        (
            ":민수!m@h PRIVMSG #방 :\x02굵게\x02 \x0304,12빨강\x03 \x1b[31m",
            MessageForm.TEXT,
            "굵게 빨강 [31m",
        ),
    ],
)
def test_forms(line: str, form: MessageForm, text: str) -> None:
    page = talking()
    page.play(f"< {line}")
    assert (last(page).form, last(page).text) == (form, text)


def test_a_private_message_opens_a_talk_and_calls() -> None:
    page = talking()
    events = page.play("< :영희!y@h PRIVMSG 하늘 :비밀이에요")
    room = page.room("영희")
    assert (room.kind, room.unread) == (RoomKind.PRIVATE, 1)
    assert RoomAdded(Folded("영희")) in events
    (alert,) = page.told(Alert)
    assert isinstance(alert, Alert)
    assert (alert.kind, alert.key) == (AlertKind.PRIVATE, "영희")


def test_a_message_that_names_me_calls() -> None:
    page = talking()
    page.take(page.core.show(None, page.now))
    page.play("< :민수!m@h PRIVMSG #방 :하늘아 안녕\n< :민수!m@h PRIVMSG #방 :하늘색 좋다")
    assert (page.room("#방").unread, page.room("#방").mentions) == (2, 1)
    assert [event.kind for event in page.told(Alert) if isinstance(event, Alert)] == [AlertKind.MENTION]


def test_a_message_to_operators_is_marked() -> None:
    """Source: Modern IRC, STATUSMSG."""
    page = talking()
    page.play("< :민수!m@h PRIVMSG @#방 :우리끼리")
    assert last(page).audience == "@"


def test_the_servers_own_words() -> None:
    page = talking()
    page.play("< :irc.example.org NOTICE 하늘 :*** 점검해요\n< :irc.example.org NOTICE #방 :잠시 뒤")
    assert page.notices("*")[-1] == ("server text", {"by": "irc.example.org", "text": "*** 점검해요"})
    assert page.notices("#방")[-1] == ("server text", {"by": "irc.example.org", "text": "잠시 뒤"})
    page.play("< :oper!o@h WALLOPS :모두에게")
    assert page.notices("*")[-1] == ("wallops", {"by": "oper", "text": "모두에게"})


def test_a_notice_of_somebody_unknown_opens_no_talk() -> None:
    page = talking()
    page.play("! /msg NickServ help\n> *\n< @label=3 :하늘!u@host PRIVMSG NickServ :help")
    page.play("< :NickServ!s@services NOTICE 하늘 :도움말")
    assert page.texts("nickserv") == ["하늘: help", "NickServ: 도움말"]
    page.play("< :Other!s@services NOTICE 하늘 :알림")
    assert page.view.room(Folded("other")) is None


def test_a_private_notice_can_belong_to_a_channel() -> None:
    """Source: IRCv3 channel-context client tag."""
    page = talking()
    page.play("< @+channel-context=#방 :민수!m@h NOTICE 하늘 :너에게만")
    assert last(page).text == "너에게만"


def test_typing_is_no_text() -> None:
    """Source: IRCv3 typing client tag."""
    page = talking()
    before = len(page.room("#방").rows)
    page.play("< @+typing=active :민수!m@h TAGMSG #방")
    assert len(page.room("#방").rows) == before


def test_ctcp_questions_are_answered_modestly() -> None:
    """Source: modern.ircdocs.horse/ctcp."""
    page = talking()
    page.play(
        """
        < :민수!m@h PRIVMSG 하늘 :\x01VERSION\x01
        > NOTICE 민수 :\x01VERSION Malmadang *\x01
        < :민수!m@h PRIVMSG 하늘 :\x01PING 12345\x01
        ~ 10000
        < :민수!m@h PRIVMSG 하늘 :\x01PING 12345\x01
        > NOTICE 민수 :\x01PING 12345\x01
        ~ 10000
        < :민수!m@h PRIVMSG 하늘 :\x01DCC SEND virus.exe 1 2 3\x01
        < :민수!m@h PRIVMSG #방 :\x01VERSION\x01
        """
    )
    assert page.view.room(Folded("민수")) is None
    page.play("< :민수!m@h NOTICE 하늘 :\x01VERSION irssi\x01")
    assert page.notices("*")[-1] == ("ctcp", {"by": "민수", "text": "VERSION irssi"})


def test_whom_we_ignore_says_nothing() -> None:
    page = talking()
    page.do(Ignore("민수"))
    page.do(Ignore("*!*@spam.example"))
    page.play(
        """
        < :민수!m@h PRIVMSG #방 :들려?
        < :민수!m@h PRIVMSG 하늘 :들려?
        < :x!y@spam.example INVITE 하늘 #광고
        < :민수!m@h PRIVMSG 하늘 :\x01VERSION\x01
        """
    )
    assert page.texts("#방") == []
    assert page.told(Alert) == []
    assert page.core.memory.ignored == ("민수", "*!*@spam.example")
    page.do(Unignore("민수"))
    page.play("< :민수!m@h PRIVMSG #방 :이제 들려?")
    assert page.texts("#방") == ["민수: 이제 들려?"]


def test_a_message_is_there_once() -> None:
    page = talking()
    page.play("< @msgid=a :민수!m@h PRIVMSG #방 :안녕\n< @msgid=a :민수!m@h PRIVMSG #방 :안녕")
    assert page.texts("#방") == ["민수: 안녕"]


def test_the_account_of_a_sender_is_learned() -> None:
    """Source: IRCv3 account-tag."""
    page = talking("message-tags account-tag")
    page.play("< @account=minsu :민수!m@h PRIVMSG #방 :안녕")
    assert page.view.people[Folded("민수")].account == "minsu"
    page.play("< :민수!m@h PRIVMSG #방 :안녕")
    assert page.view.people[Folded("민수")].account == ""
