"""Who is there and who is absent."""

import pytest

from malmadang.clientcore.commands import Leave, SetAway
from malmadang.wire.names import Folded
from tests.clientcore.page import ISUPPORT, MODERN, Page, in_room, registered, talking

WHOX = f"{ISUPPORT} WHOX BOT=B MONITOR=100"


def test_somebody_goes_away_and_comes_back() -> None:
    """Source: IRCv3 away-notify."""
    page = talking()
    page.play("< :민수!m@h AWAY :점심")
    person = page.view.people[Folded("민수")]
    assert (person.away, person.away_text) == (True, "점심")
    page.play("< :민수!m@h AWAY")
    assert person.away is False


def test_accounts_hosts_and_names_change() -> None:
    """Source: IRCv3 account-notify, chghost, setname."""
    page = talking()
    page.play(
        "< :민수!m@h ACCOUNT minsu\n< :민수!m@h CHGHOST m2 new.host\n< :민수!m2@new.host SETNAME :김 민수"
    )
    person = page.view.people[Folded("민수")]
    assert (person.account, person.mask, person.realname) == ("minsu", "민수!m2@new.host", "김 민수")
    page.play("< :민수!m2@new.host ACCOUNT *")
    assert person.account == ""


def test_lines_about_strangers_make_nobody_known() -> None:
    page = talking()
    page.play("< :누구!n@h AWAY :x\n< :누구!n@h ACCOUNT a\n< :누구!n@h CHGHOST a b\n< :누구!n@h SETNAME :z")
    assert Folded("누구") not in page.view.people


def test_our_own_away_mark() -> None:
    page = talking()
    page.do(SetAway(""))
    page.play("> @label=3 AWAY :자리를 비웠어요\n< @label=3 :s 306 하늘 :You have been marked as being away")
    assert page.view.away is True
    assert page.view.people[Folded("하늘")].away is True
    page.do(SetAway(None))
    page.play("> @label=4 AWAY\n< @label=4 :s 305 하늘 :You are no longer marked as being away")
    assert page.view.away is False


def test_a_room_just_entered_is_asked_who_is_absent() -> None:
    """Source: RFC 2812 3.6.1."""
    page = registered(Page(), "")
    page.play(
        """
        < :하늘!u@h JOIN #방
        > MODE #방
        < :s 353 하늘 = #방 :@민수 하늘
        < :s 366 하늘 #방 :End
        > WHO #방
        < :s 352 하늘 #방 m host s 민수 G@ :0 김 민수
        < :s 352 하늘 #방 u host s 하늘 H :0 하늘
        < :s 315 하늘 #방 :End of WHO
        """
    )
    person = page.view.people[Folded("민수")]
    assert (person.away, person.realname, person.mask) == (True, "김 민수", "민수!m@host")
    assert [kind for kind, _ in page.notices("#방")] == ["joined"]


def test_whox_tells_accounts_and_bots() -> None:
    """Source: IRCv3 whox, bot-mode."""
    page = registered(Page(), MODERN, WHOX)
    page.play(
        """
        < :하늘!u@h JOIN #방 * :h
        > @label=* MODE #방
        < :s 353 하늘 = #방 :@끝말이 하늘
        < :s 366 하늘 #방 :End
        > @label=2 WHO #방 %tcuhnfar,77
        < @label=2 :s BATCH +w labeled-response
        < @batch=w :s 354 하늘 77 #방 b host 끝말이 HB@ 0 :놀이
        < @batch=w :s 354 하늘 77 #방 u host 하늘 H hana :하늘
        < @batch=w :s 315 하늘 #방 :End of WHO
        < :s BATCH -w
        """
    )
    assert page.view.people[Folded("끝말이")].bot is True
    assert page.view.people[Folded("하늘")].account == "hana"


def test_rooms_are_asked_one_after_another() -> None:
    page = in_room(registered(Page(), ""))
    page.play(
        """
        < :하늘!u@h JOIN #둘
        > MODE #둘
        < :s 353 하늘 = #둘 :하늘
        < :s 366 하늘 #둘 :End
        < :s 315 하늘 #방 :End of WHO
        > WHO #둘
        < :s 263 하늘 WHO :Try again later
        """
    )
    assert [kind for kind, _ in page.notices("#둘")] == ["joined"]


def test_a_question_never_answered_holds_up_nobody() -> None:
    page = in_room(registered(Page(), ""))
    for _ in range(4):
        page.pass_time(10_000)
        page.play("< :s NOTICE 하늘 :still here")
    page.play("< :하늘!u@h JOIN #둘\n> MODE #둘\n< :s 366 하늘 #둘 :End\n> WHO #둘")


def test_without_away_notify_the_room_in_front_is_looked_at_again() -> None:
    page = in_room(registered(Page(), ""))
    page.play("< :s 352 하늘 #방 m host s 민수 H@ :0 김\n< :s 315 하늘 #방 :End")
    for _ in range(13):
        page.pass_time(10_000)
        page.take(page.core.receive(b":s NOTICE x :still here\r\n", page.now))
    assert "WHO #방" in page.sent()
    page.play("< :s 352 하늘 #방 m host s 민수 G@ :0 김\n< :s 315 하늘 #방 :End")
    assert page.view.people[Folded("민수")].away is True
    assert [kind for kind, _ in page.notices("#방")] == ["joined"]


def test_large_rooms_are_not_asked() -> None:
    page = registered(Page(), "")
    names = " ".join(f"사람{number}" for number in range(301))
    page.play(f"< :하늘!u@h JOIN #방\n> MODE #방\n< :s 353 하늘 = #방 :하늘 {names}\n< :s 366 하늘 #방 :End")


def test_an_answer_the_person_asked_for_is_shown() -> None:
    page = talking()
    page.play("< :s 315 하늘 #방 :End of WHO")
    page.play("! /raw WHO 민수\n> @label=3 WHO 민수\n< @label=3 :s 352 하늘 #방 m h s 민수 H :0 김")
    assert page.notices("#방")[-1][0] == "reply"


def test_the_people_of_private_talks_are_watched() -> None:
    """Source: IRCv3 monitor."""
    page = registered(Page("irc://127.0.0.1/"), MODERN, WHOX)
    page.play(
        """
        ! /귓속말 민수
        > MONITOR + 민수
        < :s 731 하늘 :민수
        """
    )
    person = page.view.people[Folded("민수")]
    assert person.online is False
    page.play("< :s 730 하늘 :민수!m@h")
    assert (person.online, person.mask) == (True, "민수!m@h")
    page.do(Leave("민수"))
    page.play("> MONITOR - 민수")


def test_watching_follows_a_nick() -> None:
    page = registered(Page("irc://127.0.0.1/"), MODERN, WHOX)
    page.play("! /귓속말 민수\n> MONITOR + 민수")
    in_room(page, "하늘 민수")
    page.play("< :민수!m@h NICK 민수2\n> MONITOR - 민수\n> MONITOR + 민수2")


def test_somebody_who_changes_the_nick_is_there() -> None:
    """A server may say before the change that nobody has the old nick any more."""
    page = registered(Page("irc://127.0.0.1/"), MODERN, WHOX)
    in_room(page, "하늘 민수")
    page.play("< :민수!m@h PRIVMSG 하늘 :안녕\n< :s 731 하늘 :민수\n< :민수!m@h NICK 민수2")
    assert page.view.people[Folded("민수2")].online is True


def test_without_monitor_a_quit_tells() -> None:
    page = talking()
    page.play("! /귓속말 민수\n< :민수!m@h QUIT :bye")
    assert page.view.people[Folded("민수")].online is False
    assert page.notices("민수")[-1][0] == "quit"


@pytest.mark.parametrize("line", [":s 396 하늘 cloak.example :is now your displayed host"])
def test_our_displayed_host_counts_for_the_length_of_lines(line: str) -> None:
    page = talking()
    page.play(f"< {line}")
    assert page.view.people[Folded("하늘")].host == "cloak.example"
