"""What is offered at the caret."""

import pytest

from malmadang.clientcore.rows import MessageRow, RowId
from malmadang.clientcore.view import ListedRoom, Member, Person, Room, RoomKind, View
from malmadang.desktop.completion import (
    Trigger,
    common_start,
    is_whole,
    offers,
    plain_at,
    trigger_at,
)
from malmadang.ports import TimeMs
from malmadang.wire.names import casefold


def room(*nicks: str) -> Room:
    members = {casefold(nick): Member(Person(nick)) for nick in nicks}
    return Room(casefold("#말마당"), "#말마당", RoomKind.CHANNEL, topic="놀이", members=members, joined=True)


def view(talk: Room) -> View:
    return View(nick="Mina", rooms=[talk], directory=[ListedRoom("#개발", 3, "코드")])


@pytest.mark.parametrize(
    ("before", "trigger"),
    [
        ("@하", Trigger("@", "하")),
        ("안녕 @", Trigger("@", "")),
        ("(@하늘", Trigger("@", "하늘")),
        ("#말", Trigger("#", "말")),
        (":ㅎㅌ", Trigger(":", "ㅎㅌ")),
        (":하", Trigger(":", "하")),
        ("/종", Trigger("/", "종")),
        ("/", Trigger("/", "")),
    ],
)
def test_signs_begin_an_offer(before: str, trigger: Trigger) -> None:
    assert trigger_at(before) == trigger


@pytest.mark.parametrize(
    "before", ["", "안녕", "a@b", "말 /종", "https://", "오후 3:1", ":h", "/종료 안", "@하늘 안", "//"]
)
def test_other_text_does_not(before: str) -> None:
    assert trigger_at(before) is None


def test_who_spoke_last_comes_first_and_never_oneself() -> None:
    talk = room("하늘", "하루", "민수", "Mina")
    talk.rows = [MessageRow(RowId(n), TimeMs(n), nick, "말") for n, nick in enumerate(("하늘", "하루"), 1)]
    found = offers(Trigger("@", "하"), view(talk), talk, "ko")
    assert [one.title for one in found] == ["하루", "하늘"]
    assert found[0].insert == "@하루 "
    assert "Mina" not in [one.title for one in offers(Trigger("@", ""), view(talk), talk, "ko")]


def test_open_rooms_come_before_those_of_the_directory() -> None:
    talk = room()
    assert [one.insert for one in offers(Trigger("#", ""), view(talk), talk, "ko")] == ["#말마당 ", "#개발 "]
    assert [one.insert for one in offers(Trigger("#", "ㄱㅂ"), view(talk), talk, "ko")] == ["#개발 "]


def test_commands_are_found_in_both_languages() -> None:
    talk = room()
    korean = offers(Trigger("/", "종"), view(talk), talk, "ko")
    english = offers(Trigger("/", "qui"), view(talk), talk, "ko")
    assert korean[0].insert.startswith("/종료")
    assert english[0].insert.startswith("/quit")
    assert korean[0].note == english[0].note
    assert len(offers(Trigger("/", ""), view(talk), talk, "en")) == 8


def test_emoji_by_name() -> None:
    talk = room()
    assert "❤️" in [one.insert for one in offers(Trigger(":", "하트"), view(talk), talk, "ko")]


def test_a_word_that_is_whole_is_meant_to_be_sent() -> None:
    talk = room("하늘")
    found = offers(Trigger("@", "하늘"), view(talk), talk, "ko")
    assert is_whole(Trigger("@", "하늘"), found)
    assert not is_whole(Trigger("@", "하"), found)


def test_names_without_a_sign_share_their_start() -> None:
    talk = room("초코송이", "초코파이")
    trigger = plain_at("안녕 초")
    assert trigger == Trigger("", "초")
    assert common_start(offers(trigger, view(talk), talk, "ko")) == "초코"
    assert plain_at("안녕 ") is None
