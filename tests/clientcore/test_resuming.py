"""Taking the place of the line that was lost.

Source: docs/protocol.md (malmadang/resume).
"""

import pytest

from malmadang.clientcore.commands import Quit
from malmadang.clientcore.events import Ended, SaveMemory
from malmadang.clientcore.memory import ClientMemory, KeptPlace
from tests.clientcore.page import MODERN, Page, in_room, registered

CAPS = f"{MODERN} malmadang/resume"

PLACE = "127.0.0.1 하늘"


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
    assert events == [SaveMemory()]
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
    assert page.core.memory.places == {}
    page.cut()
    kinds = [type(event) for event in page.events]
    assert SaveMemory in kinds[: kinds.index(Ended)]


# Over the end of the program.


def test_the_newest_token_is_remembered_under_the_nick_it_is_for() -> None:
    page = in_room(registered(Page(), CAPS))
    assert page.play("< :s RESUME TOKEN old")[-1:] == [SaveMemory()]
    page.play("< :s RESUME TOKEN abc")
    assert page.core.memory.places == {PLACE: KeptPlace("abc")}
    page.play("< :하늘!u@h NICK 바다")
    assert page.core.memory.places == {PLACE.replace("하늘", "바다"): KeptPlace("abc")}
    page.cut()
    assert page.core.memory.places == {PLACE.replace("하늘", "바다"): KeptPlace("abc")}


def test_a_run_that_ended_without_a_goodbye_is_taken_up() -> None:
    page = Page(memory=ClientMemory(places={PLACE: KeptPlace("abc", "dead")})).start()
    granted(page)
    page.take(
        page.core.receive(
            ":s RESUME ACCEPTED 하늘\r\n:s 001 하늘 :hi\r\n"
            ":s RESUME TOKEN def\r\n:하늘!u@h JOIN #딴방\r\n".encode(),
            page.now,
        )
    )
    assert page.core.memory.places == {PLACE: KeptPlace("def")}
    assert page.room("#딴방").joined


def test_a_remembered_token_that_is_no_longer_good_is_forgotten() -> None:
    page = Page(memory=ClientMemory(places={PLACE: KeptPlace("abc", "dead")})).start()
    granted(page)
    assert SaveMemory() in page.play("< :s FAIL RESUME INVALID_TOKEN :nothing to resume")
    assert page.core.memory.places == {}


@pytest.mark.parametrize(
    ("place", "account"),
    [("127.0.0.1 바다", ""), ("127.0.0.1:6668 하늘", ""), (PLACE, "하늘")],
    ids=["another nick", "another server", "an account"],
)
def test_a_token_of_another_place_is_left_alone(place: str, account: str) -> None:
    memory = ClientMemory(places={place: KeptPlace("abc", "dead")})
    page = Page(memory=memory, account=account, password=account and "비밀").start()
    page.take(page.core.receive(f":s CAP * LS :{CAPS}\r\n:s CAP * ACK :{CAPS}\r\n".encode(), page.now))
    assert not any(line.startswith("RESUME") for line in page.sent())
    assert page.core.memory == memory


def test_a_token_is_not_shown_where_memory_is_printed() -> None:
    assert "geheim" not in repr(ClientMemory(places={PLACE: KeptPlace("geheim")}))
