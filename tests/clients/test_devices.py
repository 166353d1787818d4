"""irssi and WeeChat as two devices of one account, with the server killed in between."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.irssi import Irssi
from tests.kit.peer import Peer
from tests.kit.realserver import RealServer
from tests.kit.weechat import WeeChat

ROOM = "#우리집"
PASSWORD = "secret-of-chulsoo"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    with RealServer(tmp_path / "server", config='[accounts]\npassword_cost = "low"\n') as started:
        with Peer(started.port, "철수") as first:
            first.send(f"REGISTER * * {PASSWORD}")
            first.until("REGISTER SUCCESS 철수")
        yield started


def test_two_devices_are_one_person_and_the_room_outlives_the_server(
    server: RealServer, tmp_path: Path
) -> None:
    with (
        Irssi(tmp_path / "desk", server.port, "철수", password=PASSWORD) as desk,
        WeeChat(tmp_path / "phone", server.port, "철수", password=PASSWORD) as phone,
    ):
        desk.join(ROOM)
        # The other device is in the room without having asked.
        phone.until(ROOM, f"has joined {ROOM}", "1 nick")
        desk.enter("/topic 우리 집 이야기")
        phone.until(ROOM, "우리 집 이야기")
        with Peer(server.port, "영희") as guest:
            guest.join(ROOM)
            desk.enter("책상에서 하는 말")
            assert " 철수!" not in guest.until("책상에서 하는 말").partition("PRIVMSG")[2]
            phone.until(ROOM, "철수\t책상에서 하는 말")
            phone.order(ROOM, "전화에서 하는 말")
            guest.until("전화에서 하는 말")
            desk.until("철수> 전화에서 하는 말")
            desk.quit("자러 가요")
            phone.order(ROOM, "나는 아직 있어요")
            assert guest.until(" PRIVMSG ").endswith("나는 아직 있어요"), "QUIT of one is nobody's business"
        server.stop(signal.SIGKILL)
        server.start()
        with Peer(server.port, "민수") as newcomer:
            newcomer.send(f"JOIN {ROOM}")
            assert newcomer.until(" 332 ").endswith("우리 집 이야기")
            # WeeChat comes back by itself, to the room where it was, as its owner.
            newcomer.until(f" MODE {ROOM} +qo 철수 철수")
            phone.order(ROOM, "다시 왔어요")
            newcomer.until("다시 왔어요")
