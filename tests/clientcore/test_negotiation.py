"""From the first line to the welcome, with servers of all ages."""

import pytest

from malmadang.clientcore.commands import SetNick
from malmadang.clientcore.events import CloseLine, NickRefused, OpenLine, SaveMemory
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.rows import NoticeKind, NoticeRow
from malmadang.clientcore.view import Phase
from malmadang.wire.names import Folded
from tests.clientcore.page import Page, registered


def test_a_modern_server() -> None:
    """Source: IRCv3 capability-negotiation (302, several lines)."""
    page = Page().start()
    page.play(
        """
        > CAP LS 302
        > NICK 하늘
        > USER haneul 0 * :하늘
        < :s CAP * LS * :message-tags server-time unknown-thing
        < :s CAP * LS :batch sasl=PLAIN,SCRAM-SHA-256 cap-notify no-implicit-names
        > CAP REQ :batch cap-notify message-tags server-time
        < :s CAP 하늘 ACK :batch cap-notify message-tags server-time
        > CAP END
        < :s 001 하늘 :Welcome to the network 하늘!~u@10.0.0.1
        < :s 005 하늘 CASEMAPPING=ascii CHANTYPES=# NETWORK=Test :are supported by this server
        < :s 376 하늘 :End of MOTD
        > JOIN #방
        """
    )
    assert page.view.connection.phase is Phase.ONLINE
    assert page.view.network == "Test"
    assert page.view.features.enabled == {"batch", "cap-notify", "message-tags", "server-time"}
    assert page.view.people[Folded("하늘")].mask == "하늘!~u@10.0.0.1"


def test_a_server_that_offers_nothing_we_know() -> None:
    Page().start().play(
        """
        > CAP LS 302
        > NICK 하늘
        > USER haneul 0 * :하늘
        < :s CAP * LS :tls
        > CAP END
        """
    )


@pytest.mark.parametrize(
    "answer", [":s 421 하늘 CAP :Unknown command", ":s 451 * :Register first", ":s 410 * LS :Invalid"]
)
def test_a_server_that_does_not_know_cap(answer: str) -> None:
    """Source: RFC 1459 has no CAP."""
    page = Page("irc://old.example.org/#방").start()
    page.play(
        f"""
        > CAP LS 302
        < {answer}
        > NICK 하늘
        > USER haneul 0 * :하늘
        < :s 001 하늘 :Welcome
        < :s 375 하늘 :-
        < :s 376 하늘 :End
        > JOIN #방
        """
    )
    assert page.view.features.enabled == frozenset()


def test_a_server_that_is_silent_about_cap() -> None:
    page = Page("irc://old.example.org/#방").start()
    page.play(
        """
        > CAP LS 302
        ~ 3100
        > NICK 하늘
        > USER haneul 0 * :하늘
        < :s 001 하늘 :Welcome
        # No message of the day, not even the word that there is none.
        ~ 3100
        > JOIN #방
        """
    )


def test_a_refused_request_is_made_again_one_by_one() -> None:
    Page().start().play(
        """
        > CAP LS 302
        > NICK *
        > USER *
        < :s CAP * LS :batch message-tags
        > CAP REQ :batch message-tags
        < :s CAP * NAK :batch message-tags
        > CAP REQ batch
        > CAP REQ message-tags
        < :s CAP * NAK :batch
        < :s CAP * ACK :message-tags
        > CAP END
        """
    )


def test_capabilities_come_and_go() -> None:
    """Source: IRCv3 cap-notify."""
    page = registered(Page(), "cap-notify")
    page.play(
        """
        < :s CAP 하늘 NEW :away-notify unknown=1
        > CAP REQ away-notify
        < :s CAP 하늘 ACK :away-notify
        """
    )
    assert "away-notify" in page.view.features.enabled
    page.play("< :s CAP 하늘 DEL :away-notify")
    assert "away-notify" not in page.view.features.enabled


def test_the_server_password_goes_first() -> None:
    Page(password="열려라").start().play(
        """
        > CAP LS 302
        > PASS 열려라
        > NICK 하늘
        > USER haneul 0 * :하늘
        """
    )


def test_a_wrong_server_password_waits_for_the_person() -> None:
    page = Page(password="x").start()
    page.sent()
    events = page.play(
        """
        < :s 464 하늘 :Password incorrect
        > QUIT
        """
    )
    assert CloseLine() in events
    page.cut()
    assert page.view.connection.phase is Phase.HALTED
    assert page.view.connection.fault is not None
    assert page.view.connection.fault.kind is FaultKind.PASSWORD_REFUSED
    page.pass_time(600_000)
    assert page.view.connection.phase is Phase.HALTED


def test_a_taken_nick_is_asked_about() -> None:
    page = Page().start()
    page.sent()
    events = page.play("< :s 433 * 하늘 :Nickname is already in use")
    (refused,) = (event for event in events if isinstance(event, NickRefused))
    assert (refused.nick, refused.proposal, refused.fault.kind) == ("하늘", "하늘2", FaultKind.NICK_TAKEN)
    page.do(SetNick("바다"))
    page.play(
        """
        > USER bada 0 * :바다
        > NICK 바다
        < :s 462 * :You may not reregister
        < :s 001 바다 :Welcome
        """
    )
    assert page.view.nick == "바다"
    kinds = [row.kind for row in page.view.server.rows if isinstance(row, NoticeRow)]
    assert NoticeKind.ERROR not in kinds


def test_an_answer_after_the_server_gave_up_connects_again() -> None:
    page = Page().start()
    page.sent()
    page.play("< :s 433 * 하늘 :Nickname is already in use")
    page.cut()
    assert page.view.connection.phase is Phase.HALTED
    events = page.do(SetNick("바다"))
    assert any(isinstance(event, OpenLine) for event in events)
    page.connect()
    assert "NICK 바다" in page.sent()


def test_a_script_takes_the_next_free_nick() -> None:
    page = Page(take_free_nick=True).start()
    page.sent()
    page.play(
        """
        < :s 433 * 하늘 :Nickname is already in use
        > NICK 하늘2
        < :s 433 * 하늘2 :Nickname is already in use
        > NICK 하늘3
        """
    )


def test_a_server_without_hangul_gets_latin_letters() -> None:
    """Source: RFC 2812 2.3.1 (nickname)."""
    page = Page(take_free_nick=True).start()
    page.sent()
    page.play(
        """
        < :s 432 * 하늘 :Erroneous nickname
        > NICK haneul
        < :s 433 * haneul :Nickname is already in use
        > NICK haneul2
        < :s 421 haneul2 CAP :Unknown
        < :s 001 haneul2 :Welcome
        < :s 422 haneul2 :none
        > JOIN #방
        """
    )
    # The Hangul nick is not asked for again: it never can be had here.
    page.pass_time(31_000)
    assert "NICK 하늘" not in page.sent()
    page.cut()
    page.pass_time(2_000)
    page.connect()
    assert "NICK haneul" in page.sent()


def test_sts_leaves_plain_text_before_a_name_is_said() -> None:
    """Source: IRCv3 sts."""
    page = Page("irc://chat.example.org/#방").start()
    events = page.play(
        """
        > CAP LS 302
        < :s CAP * LS :sts=port=6697,duration=300 batch
        """
    )
    assert CloseLine() in events
    assert [event for event in page.cut() if isinstance(event, OpenLine)] == [
        OpenLine("chat.example.org", 6697, tls=True)
    ]
    page.connect()
    events = page.play(
        """
        > CAP LS 302
        > NICK 하늘
        > USER *
        < :s CAP * LS :sts=duration=300,port=1 batch
        > CAP REQ batch
        """
    )
    assert SaveMemory() in events
    policy = page.core.memory.sts["chat.example.org"]
    assert (policy.port, policy.duration_s) == (6697, 300)


def test_sts_stays_with_tls_when_that_fails() -> None:
    page = Page("irc://chat.example.org/").start()
    page.sent()
    page.play("< :s CAP * LS :sts=port=6697")
    page.cut()
    page.cut()
    page.pass_time(2_000)
    assert page.told(OpenLine)[-1] == OpenLine("chat.example.org", 6697, tls=True)


def test_the_room_of_the_address_and_those_of_the_settings_are_entered() -> None:
    page = Page(rooms=("#둘", "#방")).start()
    page.sent()
    page.play(
        """
        < :s 421 하늘 CAP :Unknown
        < :s 001 하늘 :Welcome
        < :s 422 하늘 :none
        > JOIN #방
        > JOIN #둘
        """
    )


def test_without_a_room_the_server_names_one() -> None:
    page = Page("irc://127.0.0.1").start()
    page.sent()
    page.play(
        r"""
        < :s 421 하늘 CAP :Unknown
        < :s 001 하늘 :Welcome
        < :s 005 하늘 malmadang/ROOMS=#\xEB\xA7\x90\xEB\xA7\x88\xEB\x8B\xB9,#b CHANTYPES=# :ok
        < :s 422 하늘 :none
        > JOIN #말마당
        > JOIN #b
        """
    )
