"""The window on servers that are not ours: it shows what there is, and hides what there is not."""

import tkinter as tk
from collections.abc import Iterator
from pathlib import Path

import pytest

from malmadang.clientcore import commands as c
from malmadang.clientcore.address import parse_address
from malmadang.clientcore.rows import MessageRow
from malmadang.desktop.network import start_network
from tests.client.otherservers import OtherServer
from tests.desktop.chat import Chat
from tests.desktop.driver import Driver
from tests.kit.peer import Peer

ROOM = "#talk"


class There:
    """Mina's app and 민수's bare hands in one room of a server."""

    def __init__(self, chat: Chat, peer: Peer, kind: str) -> None:
        self.chat, self.peer, self.kind = chat, peer, kind


@pytest.fixture(params=["ngircd", "inspircd", "inspircd-bare", "malmadang"])
def there(request: pytest.FixtureRequest, root: tk.Tk, driver: Driver, tmp_path: Path) -> Iterator[There]:
    with OtherServer(str(request.param), tmp_path) as server:
        network = start_network()
        chat = Chat(root, driver, tmp_path / "app", network, nick="mina")
        chat.begin(parse_address(f"irc://127.0.0.1:{server.port}/%23talk"))
        driver.until(lambda: chat.in_room(ROOM), "the room")
        with Peer(server.port, "minsu") as peer:
            peer.join(ROOM)
            driver.until(lambda: "minsu" in chat.members(), "minsu")
            yield There(chat, peer, str(request.param))
        chat.stop()
        network.stop()


def test_people_talk_and_what_is_not_offered_is_not_shown(there: There) -> None:
    chat, peer = there.chat, there.peer
    peer.send(f"PRIVMSG {ROOM} :안녕 mina")
    chat.driver.until(lambda: "안녕" in chat.messages(), "the words")
    chat.say("첫 줄\n둘째 줄")
    assert "첫 줄" in peer.until("PRIVMSG")
    chat.driver.until(lambda: "둘째 줄" in chat.messages(), "our own words")
    row = next(row for row in reversed(chat.room(ROOM).rows) if isinstance(row, MessageRow))
    keys = {button.key.partition(" ")[0] for button in chat.client.controls.messages.buttons(row)}
    offered = chat.view.features
    assert ("react" in keys) is (offered.reactions and bool(row.msgid))
    assert ("reply" in keys) is (offered.replies and bool(row.msgid))
    assert "more" in keys
    assert (there.kind in {"ngircd", "inspircd-bare"}) is not offered.reactions


def test_an_operator_changes_the_room_and_puts_somebody_out(there: There) -> None:
    chat, peer = there.chat, there.peer
    settings = chat.client.controls.room_settings
    settings.show()
    assert settings.may_change
    assert chat.desk.card is not None
    chat.desk.card.close()
    chat.client.controls.hands.do(c.SetTopic(ROOM, "주제예요"))
    assert "주제예요" in peer.until("TOPIC")
    chat.driver.until(lambda: chat.window.header.texts[1] == "주제예요", "the topic")
    chat.client.controls.hands.do(c.Kick(ROOM, "minsu"))
    assert "KICK" in peer.until("KICK")
    chat.driver.until(lambda: "minsu" not in chat.members(), "minsu's going")
