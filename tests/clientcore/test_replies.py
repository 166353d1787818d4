"""The server's answers, each where it was asked."""

import pytest

from malmadang.clientcore.commands import ListRooms
from malmadang.clientcore.events import DirectoryChanged
from malmadang.wire.names import Folded
from tests.clientcore.page import Page, registered, talking


def test_whois_becomes_one_row() -> None:
    """Source: RFC 2812 3.6.2; Modern IRC, WHOIS."""
    page = talking("")
    page.play(
        """
        ! /누구 민수
        > WHOIS 민수
        < :s 311 하늘 민수 m h * :김 민수
        < :s 319 하늘 민수 :@#방 #둘
        < :s 312 하늘 민수 irc.example.org :말마당
        < :s 301 하늘 민수 :점심
        < :s 330 하늘 민수 minsu :is logged in as
        < :s 313 하늘 민수 :is an operator
        < :s 335 하늘 민수 :is a bot
        < :s 671 하늘 민수 :is using a secure connection
        < :s 317 하늘 민수 65 1700000000 :seconds idle, signon time
        < :s 378 하늘 민수 :is connecting from *@h
        < :s 318 하늘 민수 :End of WHOIS
        """
    )
    kind, fields = page.notices("#방")[-1]
    assert kind == "whois"
    assert fields == {
        "who": "민수",
        "mask": "민수!m@h",
        "realname": "김 민수",
        "account": "minsu",
        "rooms": "@#방 #둘",
        "server": "irc.example.org",
        "away": "점심",
        "idle_s": "65",
        "since_s": "1700000000",
        "secure": "1",
        "bot": "1",
        "operator": "1",
    }


def test_the_end_of_whois_may_spell_the_nick_as_it_was_typed() -> None:
    """Source: Modern IRC, RPL_ENDOFWHOIS."""
    page = talking("")
    page.play("! /누구 ＡB\n> WHOIS ＡB\n< :s 311 하늘 ab a h * :에이비\n< :s 318 하늘 ＡB :End of WHOIS")
    kind, fields = page.notices("#방")[-1]
    assert kind == "whois"
    assert fields["who"] == "ab"


def test_whois_of_nobody_is_one_error() -> None:
    page = talking("")
    page.play("! /누구 아무\n> WHOIS 아무\n< :s 401 하늘 아무 :No such nick\n< :s 318 하늘 아무 :End")
    assert [kind for kind, _ in page.notices("#방")] == ["joined", "error"]


def test_the_list_of_rooms() -> None:
    """Source: RFC 2812 3.2.6."""
    page = talking()
    page.play(
        """
        ! /방목록
        > @label=3 LIST
        < @label=3 :s BATCH +l labeled-response
        < @batch=l :s 321 하늘 Channel :Users Name
        < @batch=l :s 322 하늘 #방 3 :주제
        < @batch=l :s 322 하늘 #둘 x :
        < @batch=l :s 323 하늘 :End of LIST
        < :s BATCH -l
        """
    )
    assert [(room.name, room.people, room.topic) for room in page.view.directory] == [
        ("#방", 3, "주제"),
        ("#둘", 0, ""),
    ]
    assert page.notices("#방")[-2:] == [
        ("listed", {"room": "#둘", "people": "x", "topic": ""}),
        ("list end", {"count": "2"}),
    ]
    assert page.told(DirectoryChanged) == [DirectoryChanged(complete=True)]


def test_a_list_for_a_window_makes_no_rows() -> None:
    page = talking()
    page.do(ListRooms(rows=False))
    page.play("> @label=3 LIST\n< :s 322 하늘 #방 3 :주제\n< :s 323 하늘 :End")
    assert [kind for kind, _ in page.notices("#방")] == ["joined"]
    assert len(page.view.directory) == 1


def test_the_words_of_somebody_absent_are_said_once() -> None:
    """Source: RFC 2812 4.1 (301)."""
    page = talking()
    page.play("! /msg 민수 있어?\n> *\n< :s 301 하늘 민수 :점심")
    page.play("! /msg 민수 있어?\n> *\n< :s 301 하늘 민수 :점심")
    assert [kind for kind, _ in page.notices("민수")] == ["away"]
    assert page.view.people[Folded("민수")].away is True


def test_a_private_message_to_nobody_fails_and_tells_the_presence() -> None:
    page = talking()
    page.play("! /msg 아무 있어?\n> *\n< @label=3 :s 401 하늘 아무 :No such nick")
    assert page.view.people[Folded("아무")].online is False


def test_an_error_of_a_room_stands_in_that_room() -> None:
    page = talking()
    page.take(page.core.show(None, page.now))
    page.play("< :s 482 하늘 #방 :You're not channel operator")
    assert page.notices("#방")[-1] == (
        "error",
        {"code": "482", "subject": "#방", "text": "You're not channel operator"},
    )


def test_answers_without_a_label_come_back_to_the_last_question() -> None:
    page = talking("")
    page.play("! /raw VERSION\n> VERSION\n< :s 351 하늘 v1 irc.example.org :말마당")
    assert page.notices("#방")[-1] == ("reply", {"code": "351", "text": "v1 irc.example.org 말마당"})
    page.play("~ 14000\n< :s NOTICE 하늘 :hm\n~ 2000\n< :s 351 하늘 v1 irc.example.org :late")
    assert page.notices("*")[-1][1]["text"] == "v1 irc.example.org late"


def test_the_welcome_is_a_greeting() -> None:
    page = registered(Page())
    page.play("< :s 251 하늘 :There are 3 users\n< :s 372 하늘 :- 오늘의 말")
    assert [kind for kind, _ in page.notices("*")] == ["connected", "greeting", "greeting", "greeting"]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("265 하늘 1 1 :이 서버에 지금 1 명, 가장 많을 때 1 명", "이 서버에 지금 1명, 가장 많을 때 1명"),
        ("254 하늘 3 :개 방이 열려 있어요", "3개 방이 열려 있어요"),
        (
            "003 하늘 :이 서버는 2026-11-22T09:30:12.000Z에 켜졌어요",
            "이 서버는 2026-11-22 09:30 (UTC)에 켜졌어요",
        ),
    ],
)
def test_the_servers_counts_and_times_are_sentences(line: str, shown: str) -> None:
    page = registered(Page())
    page.play(f"< :s {line}\n< :s 004 하늘 s v1 Biosw CMi k")
    assert page.notices("*")[-1][1]["text"] == shown


def test_standard_replies_have_their_own_words() -> None:
    """Source: IRCv3 standard-replies."""
    page = talking()
    page.play("< :s FAIL SETNAME INVALID_REALNAME :이름이 길어요\n< :s NOTE * SOON :곧 다시 시작해요")
    assert page.notices("*")[-2:] == [
        ("error", {"code": "INVALID_REALNAME", "subject": "", "text": "이름이 길어요"}),
        ("server text", {"by": "말마당", "text": "곧 다시 시작해요"}),
    ]


def test_a_numeric_nobody_knows_is_shown() -> None:
    page = talking()
    page.play("< :s 999 하늘 something :else\n< :s 742 하늘 #방 :odd")
    assert page.notices("*")[-1] == ("reply", {"code": "999", "text": "something else"})
    assert page.notices("#방")[-1] == ("reply", {"code": "742", "text": "#방 odd"})
