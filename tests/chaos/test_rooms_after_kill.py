"""kill -9: owned rooms and those who stay in them are there again, from the file on disk."""

import signal
from pathlib import Path

from tests.kit.peer import Peer
from tests.kit.realserver import RealServer

CONFIG = '[accounts]\npassword_cost = "low"\n'
ROOM = "#우리집"


def test_what_was_acknowledged_of_a_room_is_there_after_kill(tmp_path: Path) -> None:
    """DESIGN 6; ADR-0013, ADR-0016."""
    with RealServer(tmp_path, config=CONFIG) as server:
        with Peer(server.port, "철수") as owner, Peer(server.port, "영희") as friend:
            for peer in (owner, friend):
                peer.send("REGISTER * * secret-of-somebody")
                peer.until("REGISTER SUCCESS")
                peer.send("PRIVMSG NickServ :STAY ON")
                peer.until(" NOTICE ")
                peer.join(ROOM)
            owner.send(f"TOPIC {ROOM} :우리 집", f"MODE {ROOM} +hmf 영희 5:10", f"MODE {ROOM} +b 나쁜놈")
            owner.until(f" MODE {ROOM} +b")
            server.stop(signal.SIGKILL)
        server.start()
        with Peer(server.port, "손님") as guest:
            guest.send(f"JOIN {ROOM}")
            assert guest.until(" 332 ").endswith("우리 집")
            assert set(guest.until(" 353 ").rpartition(":")[2].split()) == {"~철수", "%영희", "손님"}
            guest.send(f"MODE {ROOM}", f"MODE {ROOM} b", "WHOIS 철수")
            assert guest.until(" 324 ").endswith("+mntf 5:10")
            assert " 나쁜놈!*@* " in guest.until(" 367 ")
            assert guest.until(" 301 ")


def test_a_room_killed_while_it_is_renamed_has_one_name_and_everything(tmp_path: Path) -> None:
    with RealServer(tmp_path, config=CONFIG) as server:
        with Peer(server.port, "철수") as owner:
            owner.send("REGISTER * * secret-of-somebody")
            owner.until("REGISTER SUCCESS")
            owner.join(ROOM)
            owner.send(f"TOPIC {ROOM} :우리 집")
            owner.until(" TOPIC ")
            owner.send(*(f"PRIVMSG {ROOM} :{number}" for number in range(5)), "PING 다")
            owner.until(" PONG ")
            owner.send(f"RENAME {ROOM} #새집")
            server.stop(signal.SIGKILL)
        server.start()
        with Peer(server.port, "손님") as guest:
            guest.send("CAP REQ :batch draft/chathistory")
            guest.until(" ACK ")
            topics = {}
            for room in (ROOM, "#새집"):
                guest.join(room)
                guest.send(f"TOPIC {room}")
                topics[room] = guest.until(f" {room} :")
            (home,) = (room for room, line in topics.items() if line.endswith("우리 집"))
            (other,) = {ROOM, "#새집"} - {home}
            for room, count in ((home, 5), (other, 0)):
                guest.send(f"CHATHISTORY LATEST {room} * 100", f"PING {room}")
                lines = []
                while " PONG " not in (line := guest.until(" ")):
                    lines.append(line)
                assert sum(" PRIVMSG " in line for line in lines) == count
