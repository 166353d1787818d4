"""Several servers side by side."""

import pytest

from malmadang.clientcore.address import parse_address
from malmadang.desktop.where import Destination
from tests.desktop.chat import Chat
from tests.desktop.conftest import StartChat
from tests.desktop.fakewire import FakeWire

OTHER = "irc://other.example:6667/%23둘째"


@pytest.fixture
def both(chat: Chat) -> Chat:
    """In #말마당 of one server and, in front, #둘째 of another."""
    chat.client.connect(Destination(parse_address(OTHER)))
    chat.driver.until(lambda: chat.in_room("#둘째"))
    return chat


def wire(chat: Chat, number: int) -> FakeWire:
    made = chat.wires[number]
    assert isinstance(made, FakeWire)
    return made


def test_both_are_in_the_column_and_neither_is_left(both: Chat) -> None:
    assert len(both.desk.sites) == 2
    assert {"말마당", "둘째"} <= set(both.rooms())
    assert not wire(both, 0).lines("QUIT")


def test_what_comes_behind_counts_and_a_click_goes_there(both: Chat) -> None:
    wire(both, 0).say("하늘", "#말마당", "Mina 님?")
    both.driver.until(lambda: "@ 1" in both.rooms())
    first = both.desk.sites[0]
    both.client.controls.rooms.go(first.number, first.view.rooms[1].key)
    both.driver.until(lambda: both.in_room("#말마당"))
    assert both.desk.front is first
    both.say("네")
    both.driver.until(lambda: wire(both, 0).lines("PRIVMSG") == ["PRIVMSG #말마당 :네"])
    assert not wire(both, 1).lines("PRIVMSG")


def test_drafts_stay_with_their_server(both: Chat) -> None:
    both.write("여기만의 말")
    both.client.controls.rooms.step(-1)
    both.driver.until(lambda: both.window.composer.get() == "")
    assert any("쓰는 중" in text for text in both.rooms())


def test_walking_through_the_rooms_crosses_servers(both: Chat) -> None:
    seen = set()
    for _ in both.window.rooms.spots():
        both.client.controls.rooms.step(1)
        both.driver.update()
        assert both.desk.front is not None
        seen.add((both.desk.front.number, both.view.shown))
    assert len(seen) == 4


def test_leaving_one_shows_the_other(both: Chat) -> None:
    assert both.desk.front is not None
    both.client.leave_site(both.desk.front)
    both.driver.until(lambda: both.in_room("#말마당"))
    assert wire(both, 1).lines("QUIT")
    assert both.kept.now.others == ()


def test_a_server_that_never_answered_gives_way(chat: Chat) -> None:
    chat.client.connect(Destination(parse_address("irc://nowhere.example:6667/")))
    wire(chat, 1).refuse()
    chat.client.connect(Destination(parse_address(OTHER)))
    chat.driver.until(lambda: chat.in_room("#둘째"))
    assert len(chat.desk.sites) <= 3


def test_the_next_start_takes_up_both(start_chat: StartChat) -> None:
    first = start_chat()
    first.online()
    first.client.connect(Destination(parse_address(OTHER)))
    first.driver.until(lambda: first.in_room("#둘째"))
    kept = first.kept.now
    assert [one.link for one in kept.others] == ["irc://chat.example/%EB%A7%90%EB%A7%88%EB%8B%B9"]
    assert kept.others[0].rooms == ("#말마당",)


def test_quitting_says_goodbye_to_all(both: Chat) -> None:
    both.client.leave("안녕")
    both.driver.until_gone()
    assert wire(both, 0).lines("QUIT")
    assert wire(both, 1).lines("QUIT")


def test_a_link_leads_into_a_room_of_a_server_one_is_on(both: Chat) -> None:
    both.client.follow(parse_address("irc://chat.example:6667/%23셋째"))
    both.driver.until(lambda: both.in_room("#셋째"))
    assert len(both.desk.sites) == 2
    both.client.follow(parse_address("irc://third.example:6667/%23넷째"))
    both.driver.until(lambda: both.in_room("#넷째"))
    assert len(both.desk.sites) == 3


def test_stopping_a_server_of_this_computer_says_who_is_cut_off(chat: Chat) -> None:
    assert chat.desk.front is not None

    class Hosted:
        has_ended = False

        def stop(self) -> None:
            self.has_ended = True

    chat.desk.front.hosted = Hosted()  # type: ignore[assignment]  # no server is needed here
    chat.client.quit()
    assert chat.desk.card is not None
    assert chat.desk.card.title.text == "서버를 끄고 나갈까요?"
    chat.desk.card.close()
    chat.desk.front.hosted = None
