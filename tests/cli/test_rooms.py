"""`malmadang room` on a running server and on a folder at rest."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.kit.owned import Owner
from tests.kit.peer import Peer
from tests.kit.realserver import RealServer


def talk(server: RealServer, lines: int = 3) -> None:
    with Peer(server.port, "철수") as peer:
        peer.join("#방")
        peer.send("TOPIC #방 :주제")
        peer.send(*(f"PRIVMSG #방 :글 {number}" for number in range(lines)), "PING 끝")
        peer.until("끝")


def test_rooms_are_listed_and_written_down(server: RealServer, owner: Owner, tmp_path: Path) -> None:
    assert owner.type("room", "list") == "방이 없어요 · there are no rooms\n"
    talk(server, lines=1_200)
    # Without #: in a shell that begins a comment.
    lines = owner.type("room", "export", "방").splitlines()
    assert lines[0] == "# #방"
    assert [line.partition(" <철수> ")[2] for line in lines if "<철수>" in line] == [
        f"글 {number}" for number in range(1_200)
    ]
    assert lines[1].endswith("--> 철수")
    file = tmp_path / "a.json"
    said = owner.type("room", "export", "#방", "--format", "json", "--output", str(file))
    found = json.loads(file.read_text())
    assert found["room"] == "#방"
    assert f"{len(found['lines'])}줄을 적었어요" in said
    assert [line["text"] for line in found["lines"] if line["kind"] == "PRIVMSG"][-1] == "글 1199"
    before = file.read_bytes()
    assert "--replace" in owner.type("room", "export", "방", "--output", str(file), status=1)
    assert file.read_bytes() == before
    owner.type("room", "export", "방", "--output", str(file), "--replace")
    assert file.read_text().startswith("# #방\n")
    assert sorted(os.listdir(tmp_path)) == ["a.json", "data", "server.log", "server.toml"]


def test_a_room_of_a_folder_at_rest(owner: Owner, tmp_path: Path) -> None:
    with RealServer(tmp_path) as server:
        talk(server)
    (room,) = json.loads(owner.type("room", "list", "--json"))
    assert (room["room"], room["people"]) == ("#방", 0)
    assert "<철수> 글 2\n" in owner.type("room", "export", "방")
    assert "그런 방은 없어요" in owner.type("room", "export", "없는방", status=1)
    target = tmp_path / "no folder" / "a.txt"
    assert "No such file" in owner.type("room", "export", "방", "--output", str(target), status=1)


def test_what_was_taken_back_is_not_written_down(server: RealServer, owner: Owner) -> None:
    with Peer(server.port, "철수") as peer:
        peer.send("CAP REQ :message-tags echo-message draft/message-redaction")
        peer.join("#방")
        peer.send("PRIVMSG #방 :비밀번호는 하늘이에요")
        echo = peer.until("PRIVMSG")
        msgid = echo.partition("msgid=")[2].partition(" ")[0].partition(";")[0]
        peer.send(f"REDACT #방 {msgid} :아차")
        peer.until("REDACT")
    said = owner.type("room", "export", "방")
    assert "하늘이에요" not in said
    assert "<철수> [철수 님이 지운 글 · taken back by 철수: 아차]" in said
    (line,) = [
        line
        for line in json.loads(owner.type("room", "export", "방", "--format", "json"))["lines"]
        if line["kind"] == "PRIVMSG"
    ]
    assert (line["text"], line["redacted"]["reason"]) == ("", "아차")


def test_a_reader_of_a_room_may_stop_early(server: RealServer, owner: Owner) -> None:
    talk(server)
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "malmadang", "room", "export", "방", "--data", str(owner.folder)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")
