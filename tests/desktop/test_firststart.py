"""From the first start to the first room."""

from pathlib import Path

import pytest

from malmadang.desktop import app
from malmadang.desktop.host import HostedServer
from malmadang.desktop.kit import Field
from malmadang.desktop.labels import Label
from tests.desktop.chat import Chat
from tests.desktop.conftest import StartChat
from tests.desktop.driver import texts

READY = ("sh", "-c", "echo 'malmadang://192.0.2.7:2500/ '; sleep 30")


@pytest.fixture
def hosting(monkeypatch: pytest.MonkeyPatch) -> list[HostedServer]:
    """Servers that are started here, made of a shell."""
    started: list[HostedServer] = []

    def start(port: int, folder: Path) -> HostedServer:
        started.append(HostedServer(port, folder, command=READY))
        return started[-1]

    monkeypatch.setattr("malmadang.desktop.host.is_taken", lambda _port: False)
    monkeypatch.setattr(app, "HostedServer", start)
    return started


def press(chat: Chat, other: bool = False) -> None:
    place = chat.client.first.place
    assert place is not None
    button = place.card.secondary if other else place.card.primary
    assert button is not None
    button.invoke()
    chat.driver.update()


def nick_chosen(chat: Chat, nick: str) -> None:
    login = chat.client.first.login
    assert login is not None
    login.field.set(nick)
    login.next.invoke()
    chat.driver.update()


def test_nick_then_place_then_room(start_chat: StartChat, hosting: list[HostedServer]) -> None:
    chat = start_chat(nick="")
    chat.begin(None)
    nick_chosen(chat, "하늘")
    press(chat)
    place = chat.client.first.place
    chat.driver.until(lambda: place is not None and place.card.title.text == "서버를 켰어요")
    press(chat)
    chat.driver.until(lambda: chat.in_room("#말마당"))
    assert chat.desk.invitation.startswith("malmadang://192.0.2.7")
    now = chat.kept.now
    assert (now.nick, now.host_port) == ("하늘", 2500)
    assert not chat.client.first.is_asking
    chat.client.leave()
    chat.driver.until_gone()
    hosting[0].wait()


def test_the_server_that_was_hosted_starts_again(start_chat: StartChat, hosting: list[HostedServer]) -> None:
    chat = start_chat(server="irc://127.0.0.1:2600/%23%EB%B0%A9", host_port=2600)
    chat.begin(None)
    chat.driver.until(lambda: chat.in_room("#방"))
    assert hosting[0].port == 2600
    assert chat.desk.hosted is hosting[0]
    hosting[0].stop()
    hosting[0].wait()


def test_back_from_the_place_keeps_the_nick(start_chat: StartChat) -> None:
    chat = start_chat(nick="")
    chat.begin(None)
    nick_chosen(chat, "하늘")
    press(chat, other=True)
    login = chat.client.first.login
    assert login is not None
    assert login.field.get() == "하늘"
    assert chat.client.first.place is None


def test_leaving_the_place_goes_back_to_the_talk(chat: Chat) -> None:
    chat.client.ask_place()
    chat.client.ask_place()
    press(chat, other=True)
    assert not chat.client.first.is_asking
    assert chat.in_room("#말마당")


def test_another_server_stands_beside_the_first(chat: Chat) -> None:
    chat.client.ask_place()
    place = chat.client.first.place
    assert place is not None
    place.choices.choose(1)
    press(chat)
    field = next(part for part in place.card.body.winfo_children() if isinstance(part, Field))
    field.set("irc://other.example/%EB%B0%A9")
    press(chat)
    chat.driver.until(lambda: chat.in_room("#방"))
    assert not chat.wire.lines("QUIT")
    assert len(chat.desk.sites) == 2
    assert chat.kept.now.server.startswith("irc://other.example")
    assert [room.name for room in chat.view.channels()] == ["#방"]


def test_the_steps_are_counted_only_where_there_are_two(start_chat: StartChat) -> None:
    chat = start_chat(nick="")
    chat.begin(None)
    login = chat.client.first.login
    assert login is not None
    chat.driver.until(lambda: bool(login.step.winfo_ismapped()))
    assert login.step.text == "1 / 2"
    nick_chosen(chat, "하늘")
    assert "2 / 2" in sentences(chat)
    again = start_chat(nick="하늘")
    again.begin(None)
    assert "2 / 2" not in sentences(again)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_choices_are_told_in_full(start_chat: StartChat, language: str) -> None:
    chat = start_chat(language=language)
    chat.begin(None)
    place = chat.client.first.place
    assert place is not None
    chat.driver.until(lambda: len(texts(place.choices)) == 9)
    assert not any("…" in text for text in texts(place.choices))


def test_a_server_of_this_window_that_has_ended_is_started_again(
    start_chat: StartChat, hosting: list[HostedServer]
) -> None:
    chat = start_chat(server="malmadang://127.0.0.1:2500/%EB%A7%90%EB%A7%88%EB%8B%B9", host_port=2500)
    chat.begin(None)
    chat.driver.until(lambda: chat.in_room("#말마당"))
    hosting[0].stop()
    hosting[0].wait()
    chat.wire.refuse()
    chat.wire.cut()
    banner = chat.window.line.banner
    chat.driver.until(lambda: banner.button is not None and banner.button.text == "서버 다시 켜기")
    chat.wire.answers = True
    assert banner.button is not None
    banner.button.invoke()
    chat.driver.until(lambda: len(hosting) == 2 and chat.in_room("#말마당"))
    assert chat.desk.hosted is hosting[1]
    hosting[1].stop()
    hosting[1].wait()


def sentences(chat: Chat) -> list[str]:
    """Return the labels on the card that asks for a place."""
    place = chat.client.first.place
    assert place is not None
    return [part.text for part in place.card.body.winfo_children() if isinstance(part, Label)]
