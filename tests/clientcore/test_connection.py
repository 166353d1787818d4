"""The line's own lines."""

from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.view import Phase
from malmadang.wire.names import Folded
from tests.clientcore.page import Page, registered, talking


def test_ping_is_answered() -> None:
    """Source: RFC 2812 3.7.2."""
    page = talking()
    page.play("< PING :irc.example.org\n> PONG irc.example.org\n< :s PING a b\n> PONG a b")


def test_a_pong_is_nothing_to_see() -> None:
    page = talking()
    before = len(page.events)
    page.play("< :s PONG s :x")
    assert len(page.events) == before


def test_the_welcome_tells_nick_and_mask() -> None:
    """Source: RFC 2812 5.1."""
    page = Page(nick="아주긴별명").start()
    page.sent()
    page.play("< :s 001 아주긴 :Welcome to the net 아주긴!~u@1.2.3.4")
    assert page.view.nick == "아주긴"
    assert page.view.people[Folded("아주긴")].mask == "아주긴!~u@1.2.3.4"


def test_a_second_welcome_changes_nothing() -> None:
    page = talking()
    page.play("< :s 001 다른 :Welcome")
    assert page.view.nick == "하늘"


def test_a_ban_waits_for_the_person() -> None:
    page = Page().start()
    page.sent()
    page.play("< :s 465 하늘 :You are banned from this server\n> QUIT")
    page.cut()
    assert page.view.connection.phase is Phase.HALTED
    fault = page.view.connection.fault
    assert fault is not None
    assert fault.kind is FaultKind.BANNED


def test_a_refused_change_of_nick_leaves_the_old_one() -> None:
    page = talking()
    page.play("! /별명 바다\n> @label=3 NICK 바다\n< @label=3 :s 433 하늘 바다 :in use")
    assert page.view.nick == "하늘"
    assert page.notices("#방")[-1][1]["code"] == "433"
    page.cut()
    page.pass_time(2_000)
    page.connect()
    assert "NICK 하늘" in page.sent()


def test_refusals_that_begin_a_registration_are_plain_errors_later() -> None:
    page = talking()
    page.play("< :s 451 하늘 :You have not registered\n< :s 464 하늘 :Password incorrect\n< :s 421 하늘 X :?")
    assert [fields["code"] for kind, fields in page.notices("*") if kind == "error"] == ["451", "464", "421"]
    assert page.view.connection.phase is Phase.ONLINE


def test_a_server_that_does_not_know_authenticate_lets_us_in_as_a_guest() -> None:
    page = Page(account="hana", password="x").start()
    page.sent()
    page.play(
        """
        < :s CAP * LS :sasl
        > CAP REQ sasl
        < :s CAP * ACK :sasl
        > AUTHENTICATE SCRAM-SHA-256
        < :s 421 하늘 AUTHENTICATE :Unknown command
        > CAP END
        """
    )


def test_the_lost_line_is_said_in_the_servers_room() -> None:
    page = registered(Page())
    page.play("< ERROR :Closing Link: bye")
    page.cut()
    assert page.notices("*")[-1] == (
        "disconnected",
        {"server": "127.0.0.1", "reason": "Closing Link: bye"},
    )
