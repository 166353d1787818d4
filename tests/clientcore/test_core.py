"""The core as the shells use it."""

import pytest

from malmadang.clientcore.commands import SetNick
from malmadang.clientcore.events import (
    CloseLine,
    OpenLine,
    StateChanged,
    TextRefused,
)
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.view import SERVER_KEY, Phase
from tests.clientcore.page import Page, in_room, talking

FINGERPRINT = "ab" * 32


def test_connecting_says_so() -> None:
    page = Page("irc://chat.example.org:7000/#방")
    events = page.take(page.core.start(page.now))
    assert OpenLine("chat.example.org", 7000, tls=False) in events
    state = page.view.connection
    assert (state.phase, state.server, state.secure) == (Phase.CONNECTING, "chat.example.org:7000", False)


def test_a_line_without_end_is_given_up() -> None:
    page = talking()
    page.take(page.core.receive(b"x" * 20_000, page.now))
    assert CloseLine() in page.events
    page.take(page.core.receive(b"\r\n:s NOTICE x :y\r\n", page.now))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 4096])
def test_any_pieces_give_the_same(size: int) -> None:
    page = talking()
    data = "@msgid=a :민수!m@h PRIVMSG #방 :안녕하세요\r\n:민수!m@h QUIT :가요\r\n".encode()
    for place in range(0, len(data), size):
        page.take(page.core.receive(data[place : place + size], page.now))
    assert page.texts("#방") == ["민수: 안녕하세요"]
    assert page.members("#방") == ["하늘"]


def test_a_nick_chosen_while_the_line_is_down_counts_for_the_next() -> None:
    page = talking()
    page.cut()
    page.do(SetNick("바다"))
    page.pass_time(2_000)
    page.connect()
    assert "NICK 바다" in page.sent()


@pytest.mark.parametrize("nick", ["", "1등", "하 늘", "하\u200b늘", "가" * 65])
def test_a_nick_that_cannot_be_is_refused_here(nick: str) -> None:
    (refused,) = talking().do(SetNick(nick))
    assert isinstance(refused, TextRefused)
    assert refused.fault.kind is FaultKind.NAME


def test_a_parameter_that_cannot_stand_in_a_line_is_refused() -> None:
    page = talking()
    (refused,) = page.play("! /내보내기 :나쁜 까닭")
    assert isinstance(refused, TextRefused)
    assert refused.fault.kind is FaultKind.NO_LINE


def test_settled_means_every_room_is_entered_or_refused() -> None:
    page = Page(rooms=("#둘",)).start()
    assert page.core.is_settled is False
    page.sent()
    page.play("< :s 421 하늘 CAP :?\n< :s 001 하늘 :hi\n< :s 422 하늘 :none\n> JOIN #방\n> JOIN #둘")
    assert page.core.is_settled is False
    in_room(page)
    assert page.core.is_settled is False
    page.play("< :s 471 하늘 #둘 :full")
    assert page.core.is_settled is True


def test_every_change_of_the_line_is_told_once() -> None:
    page = talking()
    states = [event.state.phase for event in page.told(StateChanged) if isinstance(event, StateChanged)]
    assert states == [Phase.CONNECTING, Phase.REGISTERING, Phase.ONLINE]
    assert page.view.rooms[0].key == SERVER_KEY
