"""What Ctrl+K offers."""

from malmadang.clientcore.view import ListedRoom, Person, Room, RoomKind, View
from malmadang.desktop.speech import Speech
from malmadang.desktop.switcher import switch_rows
from malmadang.ports import TimeMs
from malmadang.wire.names import casefold


def view() -> View:
    rooms = [
        Room(casefold("*"), "서버", RoomKind.SERVER),
        Room(casefold("#말마당"), "#말마당", RoomKind.CHANNEL, last_ms=TimeMs(1)),
        Room(casefold("민수"), "민수", RoomKind.PRIVATE, last_ms=TimeMs(2)),
    ]
    people = {casefold(nick): Person(nick, online=True) for nick in ("하늘", "민수", "Mina")}
    return View(nick="Mina", rooms=rooms, people=people, directory=[ListedRoom("#개발", 7, "")])


def titles(query: str) -> list[str]:
    return [row.title for row in switch_rows(view(), query, Speech())]


def test_open_rooms_by_their_last_message() -> None:
    assert titles("") == ["민수", "말마당"]


def test_people_and_rooms_of_the_list_by_name() -> None:
    assert titles("하늘")[0] == "하늘"
    assert titles("ㄱㅂ")[0] == "개발"
    assert titles("mina")[0] != "Mina"


def test_what_is_nowhere_can_be_made() -> None:
    assert titles("새방") == ["#새방으로 들어가기"]
    assert titles("말마당") == ["말마당"]
