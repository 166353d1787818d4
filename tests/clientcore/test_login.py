"""Logging in: PLAIN and SCRAM, offered, refused, unproven, unsafe."""

from base64 import b64decode, b64encode
from typing import Protocol

import pytest
from scramp import ScramMechanism  # type: ignore[import-untyped]  # ships no types

from malmadang.clientcore.commands import Login
from malmadang.clientcore.events import AnswerChallenge, LoginRefused, OpenLine
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.view import Phase
from tests.clientcore.page import MODERN, Page, in_room, registered


class ScramServer(Protocol):
    """What is used here of the server's side of scramp."""

    def set_client_first(self, message: str) -> None: ...

    def get_server_first(self) -> str: ...

    def set_client_final(self, message: str) -> None: ...

    def get_server_final(self) -> str: ...


def logging_in(address: str = "irc://127.0.0.1/", offer: str = "sasl=PLAIN,SCRAM-SHA-256") -> Page:
    page = Page(address, account="hana", password="비밀 번호").start()
    page.sent()
    page.play(
        f"""
        < :s CAP * LS :{offer}
        > *
        """
        if "sasl" in offer
        else ""
    )
    return page


def plain(password: str) -> str:
    return b64encode(f"\0hana\0{password}".encode()).decode()


def play_scram(page: Page, server: ScramServer) -> None:
    """Go through a whole exchange with a server of the scramp library."""
    page.play(
        """
        < :s CAP * ACK :sasl
        > AUTHENTICATE SCRAM-SHA-256
        """
    )
    page.take(page.core.receive(b"AUTHENTICATE +\r\n", page.now))
    server.set_client_first(decoded(page.sent()))
    answer(page, server.get_server_first())
    server.set_client_final(decoded(page.sent()))
    answer(page, server.get_server_final())
    assert page.sent() == ["AUTHENTICATE +"]


def decoded(sent: list[str]) -> str:
    (line,) = sent
    return b64decode(line.removeprefix("AUTHENTICATE ")).decode()


def answer(page: Page, challenge: str) -> None:
    text = b64encode(challenge.encode()).decode()
    (request,) = page.take(page.core.receive(f"AUTHENTICATE {text}\r\n".encode(), page.now))
    assert isinstance(request, AnswerChallenge)
    page.take(page.core.challenge_answered(request, request.exchange.respond(request.challenge), page.now))


def test_scram_proves_both_sides() -> None:
    """Source: RFC 5802; RFC 7677."""
    page = logging_in()
    mechanism = ScramMechanism("SCRAM-SHA-256")
    auth = mechanism.make_auth_info("비밀 번호", iteration_count=4096)
    play_scram(page, mechanism.make_server(lambda _: auth))
    page.play(
        """
        < :s 900 * *!*@* hana :You are now logged in as hana
        < :s 903 * :SASL authentication successful
        > CAP END
        """
    )
    assert page.view.account == "hana"


def test_plain_on_this_machine() -> None:
    """Source: RFC 4616; IRCv3 sasl-3.1."""
    page = logging_in(offer="sasl=PLAIN")
    page.play(
        f"""
        < :s CAP * ACK :sasl
        > AUTHENTICATE PLAIN
        < AUTHENTICATE +
        > AUTHENTICATE {plain("비밀 번호")}
        < :s 900 하늘 하늘!u@h hana :You are now logged in as hana
        < :s 903 하늘 :ok
        > CAP END
        """
    )


def test_plain_is_not_said_over_plain_text() -> None:
    """Source: DESIGN §10."""
    page = Page("irc://chat.example.org/", account="hana", password="x").start()
    page.sent()
    page.play(
        """
        < :s CAP * LS :sasl=PLAIN
        > NICK 하늘
        > USER *
        > CAP REQ sasl
        < :s CAP * ACK :sasl
        > CAP END
        """
    )
    assert ("no login", {"why": "plain"}) in page.notices("*")


def test_a_server_without_log_in_lets_us_in_as_a_guest() -> None:
    page = logging_in(offer="")
    page.play(
        """
        < :s CAP * LS :batch
        > CAP REQ batch
        < :s CAP * ACK :batch
        > CAP END
        """
    )
    assert ("no login", {"why": "sasl"}) in page.notices("*")


def test_a_mechanism_the_server_does_not_take_gives_way_to_the_next() -> None:
    """Source: IRCv3 sasl-3.1 (908)."""
    page = logging_in(offer="sasl")
    page.play(
        """
        < :s CAP * ACK :sasl
        > AUTHENTICATE SCRAM-SHA-256
        < :s 908 * PLAIN :are available SASL mechanisms
        < :s 904 * :SASL authentication failed
        > AUTHENTICATE PLAIN
        < AUTHENTICATE +
        > AUTHENTICATE *
        < :s 904 * :SASL authentication failed
        > QUIT
        """
    )
    assert page.told(LoginRefused)


def test_a_wrong_password_waits_for_another() -> None:
    page = logging_in(offer="sasl=PLAIN")
    page.play(
        """
        < :s CAP * ACK :sasl
        > AUTHENTICATE PLAIN
        < AUTHENTICATE +
        > AUTHENTICATE *
        < :s 904 하늘 :SASL authentication failed
        > QUIT
        """
    )
    (refused,) = page.told(LoginRefused)
    assert isinstance(refused, LoginRefused)
    assert refused.fault.kind is FaultKind.LOGIN_REFUSED
    page.cut()
    assert page.view.connection.phase is Phase.HALTED
    assert any(isinstance(event, OpenLine) for event in page.do(Login("hana", "다른 것")))
    page.connect()
    page.sent()
    page.play(
        f"""
        < :s CAP * LS :sasl=PLAIN
        > CAP REQ sasl
        < :s CAP * ACK :sasl
        > AUTHENTICATE PLAIN
        < AUTHENTICATE +
        > AUTHENTICATE {plain("다른 것")}
        """
    )


def test_going_on_as_a_guest_after_a_refusal() -> None:
    page = logging_in(offer="sasl=PLAIN")
    page.play("< :s CAP * ACK :sasl\n> *\n< AUTHENTICATE +\n> *\n< :s 904 하늘 :no\n> QUIT")
    page.cut()
    page.do(Login("", ""))
    page.connect()
    page.sent()
    page.play("< :s CAP * LS :sasl=PLAIN\n> CAP END")


def test_a_server_that_has_not_proven_itself_is_not_believed() -> None:
    """Source: RFC 5802 5.1 (server signature)."""
    page = logging_in()
    page.play(
        """
        < :s CAP * ACK :sasl
        > AUTHENTICATE SCRAM-SHA-256
        < AUTHENTICATE +
        > AUTHENTICATE *
        < :s 900 하늘 하늘!u@h hana :You are now logged in as hana
        < :s 903 하늘 :ok
        > QUIT
        """
    )
    assert page.view.account == ""
    assert page.told(LoginRefused)


@pytest.mark.parametrize("challenge", ["!!!", "bm9uc2Vuc2U="])
def test_a_challenge_that_is_none_ends_the_exchange(challenge: str) -> None:
    page = logging_in(offer="sasl=PLAIN")
    page.play(
        f"""
        < :s CAP * ACK :sasl
        > AUTHENTICATE PLAIN
        < AUTHENTICATE {challenge}
        > AUTHENTICATE *
        """
    )


def test_a_late_answer_of_a_line_that_is_gone_changes_nothing() -> None:
    page = logging_in()
    mechanism = ScramMechanism("SCRAM-SHA-256")
    auth = mechanism.make_auth_info("비밀 번호", iteration_count=4096)
    server = mechanism.make_server(lambda _: auth)
    page.play("< :s CAP * ACK :sasl\n> *")
    page.take(page.core.receive(b"AUTHENTICATE +\r\n", page.now))
    server.set_client_first(decoded(page.sent()))
    text = b64encode(server.get_server_first().encode()).decode()
    (request,) = page.take(page.core.receive(f"AUTHENTICATE {text}\r\n".encode(), page.now))
    assert isinstance(request, AnswerChallenge)
    page.cut()
    page.take(page.core.challenge_answered(request, b"late", page.now))
    assert page.sent() == []


def test_logging_in_after_the_welcome() -> None:
    page = Page("irc://127.0.0.1/").start()
    page.sent()
    page.play(
        """
        < :s CAP * LS :sasl=PLAIN
        > CAP END
        < :s 001 하늘 :Welcome
        < :s 422 하늘 :none
        """
    )
    page.do(Login("hana", "x"))
    page.play(
        """
        > CAP REQ sasl
        < :s CAP 하늘 ACK :sasl
        > AUTHENTICATE PLAIN
        < AUTHENTICATE +
        > AUTHENTICATE *
        < :s 904 하늘 :no
        """
    )
    # A wrong password does not cost the line that is good already.
    assert page.view.connection.phase is Phase.ONLINE
    assert page.told(LoginRefused)


def test_without_a_password_nothing_is_tried() -> None:
    page = Page("irc://127.0.0.1/", account="hana").start()
    page.sent()
    page.play("< :s CAP * LS :sasl=PLAIN\n> CAP REQ sasl\n< :s CAP * ACK :sasl\n> QUIT")
    (refused,) = page.told(LoginRefused)
    assert isinstance(refused, LoginRefused)
    assert (refused.account, refused.fault.kind) == ("hana", FaultKind.PASSWORD_MISSING)
    page.cut()
    assert page.view.connection.phase is Phase.HALTED


def test_a_login_takes_the_accounts_nick_where_it_is_free() -> None:
    page = in_room(registered(Page(), f"{MODERN} sasl=PLAIN"))
    page.play(
        f"""
        ! /로그인 hana 비밀
        > CAP REQ sasl
        < :s CAP * ACK :sasl
        > AUTHENTICATE PLAIN
        < AUTHENTICATE +
        > AUTHENTICATE {plain("비밀")}
        < :s 900 하늘 하늘!u@h hana :in
        < :s 903 하늘 :done
        > NICK hana
        < :s 433 하늘 hana :in use
        """
    )
    assert not any(kind == "error" for kind, _fields in page.notices("#방"))
    assert page.view.nick == "하늘"


def test_a_refused_nick_is_had_by_logging_in() -> None:
    page = Page("irc://127.0.0.1/").start()
    page.sent()
    page.play("< :s CAP * LS :sasl=PLAIN\n> CAP END\n< :s 433 * 하늘 :in use")
    page.do(Login("하늘", "비밀"))
    page.play("> QUIT")
    page.cut()
    page.connect()
    page.play("> CAP LS 302\n> NICK 하늘\n> *\n< :s CAP * LS :sasl=PLAIN\n> CAP REQ sasl")
