"""Display names."""

from malmadang.clientcore import commands as c
from malmadang.clientcore.events import RoomChanged, RoomPart, TextRefused
from malmadang.clientcore.faults import FaultKind
from malmadang.wire.names import Folded
from tests.clientcore.page import MODERN, Page, talking

CAPS = f"{MODERN} draft/metadata-2"


def display(page: Page, nick: str) -> str:
    return page.view.people[Folded(nick)].display


def test_what_people_are_called_is_followed() -> None:
    """Source: IRCv3 metadata (METADATA, keys subscribed to)."""
    page = talking(CAPS)
    events = page.play("< :s METADATA 민수 display-name * :김 민수")
    assert events == [RoomChanged(Folded("#방"), RoomPart.MEMBERS)]
    assert display(page, "민수") == "김 민수"
    assert page.play("< :s METADATA 민수 avatar * :x\n< :s METADATA 누구 display-name * :x") == []
    page.play("< :s METADATA 민수 display-name * :")
    assert display(page, "민수") == ""
    page.play("< :s 761 하늘 민수 display-name * :민수야")
    assert display(page, "민수") == "민수야"


def test_ones_own_is_set_and_taken_away() -> None:
    page = talking(CAPS)
    page.play("! /보이는이름 김  하늘\n> @label=* METADATA * SET display-name :김 하늘")
    label = page.core._ctx._next_label
    page.play(f"< @label={label:x} :s 761 하늘 * display-name * :김 하늘")
    assert display(page, "하늘") == "김 하늘"
    assert page.notices("#방")[-1] == ("display", {"name": "김 하늘"})
    page.do(c.SetDisplayName(""))
    page.play("> @label=* METADATA * SET display-name\n< :s 766 하늘 * display-name :gone")
    assert display(page, "하늘") == ""


def test_it_is_asked_for_after_the_welcome_and_said_where_it_is_missing() -> None:
    page = talking(CAPS)
    assert page.view.features.display_names
    bare = talking()
    (event,) = bare.do(c.SetDisplayName("이름"))
    assert isinstance(event, TextRefused)
    assert event.fault.kind is FaultKind.NOT_OFFERED
