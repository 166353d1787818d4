"""The line's life: losing it, coming back, certificates, leaving."""

from malmadang.clientcore.commands import Quit, Reconnect, TrustCertificate
from malmadang.clientcore.events import (
    CertificateUnknown,
    CloseLine,
    Ended,
    OpenLine,
    SaveMemory,
    TextRefused,
)
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.memory import ClientMemory, StsPolicy
from malmadang.clientcore.view import Phase
from malmadang.ports import TimeMs
from tests.clientcore.page import BEGIN_MS, Page, come_back, in_room, registered, talking

FINGERPRINT = "ab" * 32


def test_a_lost_line_is_taken_up_again_with_growing_waits() -> None:
    """Source: UI.md §9 (1 2 4 8 15 30 s, each times 0.5 to 1.5)."""
    page = talking()
    page.cut()
    for base_s in (1, 2, 4, 8, 15, 30, 30):
        state = page.view.connection
        assert state.phase is Phase.WAITING
        wait_ms = state.retry_at_ms - page.now.steady_ms
        assert base_s * 500 <= wait_ms <= base_s * 1500
        page.pass_time(wait_ms)
        assert page.view.connection.phase is Phase.CONNECTING
        page.take(page.core.disconnected(Fault(FaultKind.REFUSED, {"server": "x"}), page.now))
    assert page.view.connection.attempt == 8


def test_the_waits_begin_anew_once_the_line_has_held() -> None:
    page = talking()
    for _ in range(3):
        page.cut()
        page.pass_time(6_000)
        page.connect()
    page.sent()
    page.play("< :s 421 하늘 CAP :?\n< :s 001 하늘 :hi\n< :s 422 하늘 :none\n> JOIN #방")
    page.cut()
    assert page.view.connection.attempt == 2
    come_back(page)
    page.pass_time(10_000)
    page.play("< :s NOTICE 하늘 :still here\n~ 14000\n< :s NOTICE 하늘 :still here\n~ 7000")
    page.cut()
    assert page.view.connection.attempt == 1


def test_the_count_of_attempts_ends_with_the_welcome() -> None:
    page = talking()
    page.pass_time(10_000)
    page.play("< :s NOTICE 하늘 :still here\n~ 14000\n< :s NOTICE 하늘 :still here\n~ 7000")
    page.cut()
    for _ in range(5):
        page.pass_time(60_000)
        page.take(page.core.disconnected(Fault(FaultKind.REFUSED, {"server": "x"}), page.now))
    assert page.view.connection.attempt == 6
    come_back(page)
    page.cut()
    assert page.view.connection.attempt == 1


def test_lines_that_never_hold_are_tried_less_and_less_often() -> None:
    page = talking()
    attempts = []
    for _ in range(4):
        page.cut()
        attempts.append(page.view.connection.attempt)
        come_back(page)
    assert attempts == [1, 2, 3, 4]


def test_connecting_at_once_on_request() -> None:
    page = talking()
    page.cut()
    events = page.do(Reconnect())
    assert any(isinstance(event, OpenLine) for event in events)
    assert page.do(Reconnect()) == []


def test_coming_back_says_so() -> None:
    page = talking()
    assert page.view.connection.returned is False
    page.cut()
    come_back(page)
    assert page.view.connection.returned is True


def test_a_silent_line_is_found_dead_within_half_a_minute() -> None:
    """Source: RELIABILITY.md §4g (by ping within 30 s)."""
    page = in_room(registered(Page(), ""))
    page.pass_time(15_000)
    assert page.sent() == ["PING malmadang"]
    page.pass_time(12_000)
    assert CloseLine() in page.events
    page.cut()
    fault = page.view.connection.fault
    assert fault is not None
    assert fault.kind is FaultKind.SILENT


def test_any_line_shows_that_the_server_lives() -> None:
    page = talking()
    page.pass_time(15_000)
    assert page.sent() == ["PING malmadang"]
    page.play("< :s PONG s malmadang")
    page.pass_time(14_000)
    assert CloseLine() not in page.events


def test_a_server_that_never_welcomes_is_given_up() -> None:
    page = Page().start()
    page.sent()
    for _ in range(3):
        page.pass_time(10_000)
        page.sent()
        page.take(page.core.receive(b":s NOTICE * :looking up your host\r\n", page.now))
    assert CloseLine() in page.events
    page.cut()
    fault = page.view.connection.fault
    assert fault is not None
    assert fault.kind is FaultKind.NO_WELCOME


def test_leaving_says_goodbye_and_waits_a_second_for_the_server() -> None:
    page = talking()
    page.play("! /종료 밥 먹으러\n> QUIT :밥 먹으러\n~ 1000")
    assert CloseLine() in page.events
    events = page.cut()
    assert Ended() in events
    assert page.view.connection.phase is Phase.ENDED
    assert page.core.next_tick is None


def test_leaving_while_the_line_is_down_is_over_at_once() -> None:
    page = talking()
    page.cut()
    assert Ended() in page.do(Quit())


def test_leaving_while_connecting_hangs_up() -> None:
    page = Page()
    page.take(page.core.start(page.now))
    assert CloseLine() in page.do(Quit())
    assert Ended() in page.cut()


def test_the_servers_last_words_are_the_reason() -> None:
    """Source: RFC 2812 3.7.4."""
    page = talking()
    page.play("< ERROR :Closing link: [K-lined]")
    page.cut()
    assert page.view.connection.fault == Fault(
        FaultKind.CLOSED_BY_SERVER, {"text": "Closing link: [K-lined]"}
    )


def test_an_unknown_certificate_waits_for_the_person() -> None:
    page = Page("ircs://chat.example.org/#방")
    page.take(page.core.start(page.now))
    events = page.take(page.core.certificate_unknown(FINGERPRINT, "self-signed", page.now))
    assert CertificateUnknown("chat.example.org", FINGERPRINT, "", "self-signed") in events
    assert page.view.connection.phase is Phase.HALTED
    page.pass_time(600_000)
    assert page.view.connection.phase is Phase.HALTED
    events = page.do(TrustCertificate())
    assert SaveMemory() in events
    assert page.core.memory.pins == {"chat.example.org:6697": FINGERPRINT}
    assert OpenLine("chat.example.org", 6697, tls=True, pins=frozenset({FINGERPRINT})) in events


def test_a_changed_certificate_warns_with_the_old_one() -> None:
    memory = ClientMemory(pins={"chat.example.org:6697": "cd" * 32})
    page = Page("ircs://chat.example.org/#방", memory=memory)
    page.take(page.core.start(page.now))
    page.take(page.core.certificate_unknown(FINGERPRINT, "self-signed", page.now))
    (unknown,) = page.told(CertificateUnknown)
    assert isinstance(unknown, CertificateUnknown)
    assert unknown.known == "cd" * 32
    fault = page.view.connection.fault
    assert fault is not None
    assert fault.kind is FaultKind.CERTIFICATE_CHANGED


def test_without_a_certificate_in_question_there_is_nothing_to_trust() -> None:
    (refused,) = talking().do(TrustCertificate())
    assert isinstance(refused, TextRefused)
    assert refused.fault.kind is FaultKind.NO_CERTIFICATE


def test_pins_of_settings_and_address_go_with_the_order() -> None:
    page = Page(f"malmadang://192.0.2.1/방?pin={FINGERPRINT}", pins=("cd" * 32,))
    events = page.take(page.core.start(page.now))
    assert OpenLine("192.0.2.1", 2500, tls=True, pins=frozenset({FINGERPRINT, "cd" * 32})) in events


def test_a_kept_policy_makes_the_first_line_tls() -> None:
    """Source: IRCv3 sts."""
    memory = ClientMemory(sts={"chat.example.org": StsPolicy(6697, TimeMs(BEGIN_MS + 1), 60)})
    page = Page("irc://chat.example.org/#방", memory=memory)
    page.take(page.core.start(page.now))
    assert OpenLine("chat.example.org", 6697, tls=True) in page.events


def test_a_policys_time_runs_from_the_end_of_the_line() -> None:
    memory = ClientMemory(sts={"127.0.0.1": StsPolicy(6697, TimeMs(BEGIN_MS + 1), 60)})
    page = registered(Page("irc://127.0.0.1/", memory=memory))
    page.pass_time(5_000)
    assert SaveMemory() in page.cut()
    assert page.core.memory.sts["127.0.0.1"].expires_ms == BEGIN_MS + 65_000
