"""Clicks reach whoever listens; only addresses of the web are opened."""

import pytest

from malmadang.clientcore.rows import RowId
from malmadang.desktop.placed import Action, Deed
from malmadang.desktop.roomcommands import RoomCommands, local_time
from tests.desktop.paper import at


@pytest.mark.parametrize(
    ("address", "opened"),
    [
        ("https://a.example", True),
        ("HTTP://a.example", True),
        ("file:///etc/hosts", False),
        ("javascript:alert(1)", False),
        ("malmadang://a.example", False),
    ],
)
def test_only_the_web_is_opened(address: str, opened: bool) -> None:
    links: list[str] = []
    RoomCommands(open_link=links.append).carry_out(Action(Deed.LINK, address), 0, 0)
    assert links == ([address] if opened else [])


def test_deeds_reach_their_listeners() -> None:
    heard: list[object] = []
    commands = RoomCommands(
        person=lambda nick, x, y: heard.append((nick, x, y)),
        resend=heard.append,
        discard=heard.append,
    )
    commands.carry_out(Action(Deed.PERSON, "하늘"), 3, 4)
    commands.carry_out(Action(Deed.RESEND, "7"), 0, 0)
    commands.carry_out(Action(Deed.DISCARD, "8"), 0, 0)
    assert heard == [("하늘", 3, 4), RowId(7), RowId(8)]


@pytest.mark.parametrize("deed", list(Deed))
def test_nobody_has_to_listen(deed: Deed) -> None:
    RoomCommands(open_link=lambda _address: None).carry_out(Action(deed, "7"), 0, 0)


def test_the_local_time_is_the_same_moment() -> None:
    assert local_time(at(9, 31)).timestamp() * 1000 == at(9, 31)
