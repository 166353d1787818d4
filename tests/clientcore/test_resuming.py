"""Taking the place of the line that was lost.

Source: docs/protocol.md (malmadang/resume).
"""

from malmadang.clientcore.commands import Quit
from tests.clientcore.page import MODERN, Page, in_room, registered

CAPS = f"{MODERN} malmadang/resume"


def lost(page: Page) -> Page:
    """A page with a token, whose line is lost and stands again."""
    in_room(registered(page, CAPS))
    page.play("< :s RESUME TOKEN abc")
    page.cut()
    page.pass_time(3_000)
    page.connect()
    return page


def granted(page: Page) -> None:
    page.play(
        f"""
        > CAP LS 302
        > NICK *
        > USER *
        < :s CAP * LS :{CAPS}
        > CAP REQ *
        < :s CAP * ACK :{CAPS}
        > RESUME abc
        > CAP END
        """
    )


def test_a_guest_shows_the_token_before_the_end_of_the_registration() -> None:
    page = lost(Page())
    granted(page)
    page.play(
        """
        < :s RESUME ACCEPTED 하늘
        < :s 001 하늘 :hi
        < :s RESUME TOKEN def
        < :하늘!u@h JOIN #방
        > @label=* MODE #방
        < :s 422 하늘 :no motd
        > *
        """
    )
    assert page.room("#방").joined
    assert page.core._ctx.identity.token == "def"
    assert page.core._ctx.identity.resumed


def test_a_token_that_is_no_longer_good_is_forgotten() -> None:
    page = lost(Page())
    granted(page)
    events = page.play("< :s FAIL RESUME INVALID_TOKEN :nothing to resume")
    assert events == []
    assert page.core._ctx.identity.token == ""
    assert not page.core._ctx.identity.resumed


def test_a_nick_that_is_gone_makes_another_person() -> None:
    page = lost(Page())
    granted(page)
    page.play("< :s RESUME ACCEPTED *")
    assert not page.core._ctx.identity.resumed


def test_who_has_an_account_logs_in() -> None:
    page = lost(Page(account="하늘", password="비밀"))
    page.sent()
    page.take(page.core.receive(f":s CAP * LS :{CAPS}\r\n:s CAP * ACK :{CAPS}\r\n".encode(), page.now))
    assert not any(line.startswith("RESUME") for line in page.sent())


def test_who_leaves_leaves_nothing_to_take_up() -> None:
    page = in_room(registered(Page(), CAPS))
    page.play("< :s RESUME TOKEN abc")
    page.do(Quit())
    assert page.core._ctx.identity.token == ""
