"""One's own account."""

import pytest

from malmadang.clientcore import commands as c
from malmadang.clientcore.events import AccountRefused, DevicesChanged, LoggedIn, LoginRefused, TextRefused
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.view import Device
from tests.clientcore.page import ISUPPORT, MODERN, Page, in_room, registered, talking

CAPS = f"{MODERN} draft/account-registration sasl"
OURS = f"{ISUPPORT} malmadang/ROOMS=#방"


def here(caps: str = CAPS, isupport: str = OURS, page: Page | None = None) -> Page:
    return in_room(registered(page or Page(), caps, isupport))


def label(page: Page) -> str:
    return f"@label={page.core._ctx._next_label:x}"


def logged_in(caps: str = CAPS, isupport: str = OURS) -> Page:
    page = here(caps, isupport)
    page.play("< :s 900 하늘 하늘!u@h 하늘 :in")
    return page


def refused(page: Page, command: c.Command) -> FaultKind:
    (event,) = page.do(command)
    assert isinstance(event, TextRefused)
    return event.fault.kind


def test_a_guest_makes_an_account() -> None:
    """Source: IRCv3 account-registration."""
    page = here()
    page.play("! /가입 아주긴비밀번호\n> @label=* REGISTER * * :아주긴비밀번호".replace(" :아주", " 아주"))
    events = page.play(f"< {label(page)} :s REGISTER SUCCESS 하늘 :done")
    assert LoggedIn("하늘") in events
    assert (page.core.settings.account, page.core.settings.password) == ("하늘", "아주긴비밀번호")
    assert page.notices("#방")[-1] == ("registered", {"account": "하늘"})


def test_a_code_may_be_wanted() -> None:
    page = here()
    page.do(c.Register("비밀번호", "a@b.kr"))
    page.play("> @label=* REGISTER * a@b.kr 비밀번호")
    page.play(f"< {label(page)} :s REGISTER VERIFICATION_REQUIRED 하늘 :코드를 보냈어요")
    page.play("! /인증 하늘 123\n> @label=* VERIFY 하늘 123")
    assert LoggedIn("하늘") in page.play("< :s VERIFY SUCCESS 하늘 :done")


def test_why_there_is_no_account_is_said_and_told() -> None:
    page = here()
    page.play("! /가입 짧아\n> *")
    events = page.play(f"< {label(page)} :s FAIL REGISTER WEAK_PASSWORD 하늘 :too short")
    (told,) = (event for event in events if isinstance(event, AccountRefused))
    assert (told.verb, told.fault.fields["code"]) == ("REGISTER", "WEAK_PASSWORD")
    assert page.notices("#방")[-1][1]["code"] == "WEAK_PASSWORD"
    assert page.core.settings.account == ""


@pytest.mark.parametrize(("isupport", "name"), [(OURS, "말지기"), (ISUPPORT, "NickServ")])
def test_without_the_verb_the_steward_is_asked_and_nothing_of_it_shows(isupport: str, name: str) -> None:
    page = here(MODERN, isupport)
    page.do(c.Register("비밀번호"))
    page.play(f"> @label=* PRIVMSG {name} :REGISTER 비밀번호")
    page.play(f"< {label(page)} :하늘!u@h PRIVMSG {name} :REGISTER ***")
    assert len(page.view.rooms) == 2
    page.play(f"< {label(page)} :{name}!s@s NOTICE 하늘 :계정을 만들었어요\n< :s 900 하늘 하늘!u@h 하늘 :in")
    assert page.core.settings.account == "하늘"


def test_no_password_goes_over_a_line_that_shows_it() -> None:
    page = registered(Page("irc://chat.example.org/#방"), CAPS, OURS)
    page.view.account = "하늘"
    for command in (c.Register("비밀번호"), c.ChangePassword("a", "b"), c.DeleteAccount("a")):
        assert refused(page, command) is FaultKind.PLAIN_LINE
    assert refused(here(), c.DeleteAccount("두 낱말")) is FaultKind.PASSWORD_SPACES
    assert refused(here(), c.ChangePassword("a", "b")) is FaultKind.NO_ACCOUNT
    lost = talking()
    lost.cut()
    assert refused(lost, c.ListDevices()) is FaultKind.NOT_ONLINE


@pytest.mark.parametrize(
    ("caps", "isupport", "asked"),
    [
        (CAPS, OURS, "PASSWD 옛것 새것"),
        (CAPS, ISUPPORT, "PASSWD 옛것 새것 새것"),
        (f"{MODERN} sasl", ISUPPORT, "SET PASSWORD 새것"),
    ],
)
def test_a_new_password_is_tried_out(caps: str, isupport: str, asked: str) -> None:
    page = logged_in(caps, isupport)
    page.do(c.ChangePassword("옛것", "새것"))
    name = "말지기" if isupport == OURS else "NickServ"
    page.play(f"> @label=* PRIVMSG {name} :{asked}\n> CAP REQ sasl")
    page.play("< :s CAP * ACK :sasl\n> AUTHENTICATE SCRAM-SHA-256")
    events = page.play("< :s 907 하늘 :already")
    assert LoggedIn("하늘") in events
    assert (page.core.settings.account, page.core.settings.password) == ("하늘", "새것")


def test_a_password_that_did_not_change_is_not_kept() -> None:
    page = logged_in()
    page.do(c.ChangePassword("틀림", "새것"))
    page.sent()
    page.play("< :s CAP * ACK :sasl\n> AUTHENTICATE SCRAM-SHA-256")
    events = page.play(
        "< :s 904 하늘 :no\n> AUTHENTICATE PLAIN\n< AUTHENTICATE +\n> AUTHENTICATE *\n< :s 904 하늘 :no"
    )
    (told,) = (event for event in events if isinstance(event, AccountRefused))
    assert told.verb == "PASSWD"
    assert page.core.settings.password == ""
    assert page.view.account == "하늘"


def test_a_log_in_that_fails_changes_no_setting() -> None:
    page = here()
    page.do(c.Login("하늘", "틀림"))
    page.sent()
    page.play("< :s CAP * ACK :sasl\n> AUTHENTICATE SCRAM-SHA-256")
    events = page.play(
        "< :s 904 하늘 :no\n> AUTHENTICATE PLAIN\n< AUTHENTICATE +\n> AUTHENTICATE *\n< :s 904 하늘 :no"
    )
    assert any(isinstance(event, LoginRefused) and event.account == "하늘" for event in events)
    assert page.core.settings.account == ""


def test_logging_out_lasts() -> None:
    page = logged_in()
    page.do(c.LogOut())
    page.play("> @label=* PRIVMSG 말지기 :LOGOUT\n< :s 901 하늘 하늘!u@h :out")
    assert (page.view.account, page.core.settings.account) == ("", "")


def test_an_account_that_is_gone_is_not_logged_in_to() -> None:
    page = here(page=Page(account="하늘", password="비밀"))
    page.play("< :s 900 하늘 하늘!u@h 하늘 :in")
    page.do(c.DeleteAccount("비밀"))
    page.play("> @label=* PRIVMSG 말지기 :DROP 비밀")
    assert page.core.settings.account == "하늘"
    page.play("< :하늘!u@h ACCOUNT *")
    assert page.core.settings.account == ""


def test_devices_are_listed_and_closed() -> None:
    page = logged_in()
    page.do(c.ListDevices())
    page.play("> @label=* PRIVMSG 말지기 :DEVICES")
    here_ = label(page)
    events = page.play(
        f"""
        < {here_} :s BATCH +d labeled-response
        < @batch=d :말지기!s@s NOTICE 하늘 :3: 하늘, 127.0.0.1, 방금 접속 (이 기기)
        < @batch=d :말지기!s@s NOTICE 하늘 :7: 하늘2, 10.0.0.4, 2시간 전 접속
        < :s BATCH -d
        """
    )
    assert events.count(DevicesChanged()) == 2
    assert page.view.devices == [
        Device("3", "하늘, 127.0.0.1, 방금 접속", is_this=True),
        Device("7", "하늘2, 10.0.0.4, 2시간 전 접속", is_this=False),
    ]
    page.play("< :누구!x@h NOTICE 하늘 :9: 아무 말")
    assert len(page.view.devices) == 2
    page.do(c.CloseDevice("7"))
    page.play("> @label=* PRIVMSG 말지기 :DISCONNECT 7")
