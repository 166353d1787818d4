"""`malmadang backup` and `malmadang restore`: a server in one file, and a server from it."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from malmadang.adapters.sqlite.backup import look_into, write_backup
from malmadang.cli.backup import put_aside
from malmadang.server.certificates import CERTIFICATE_FILE
from tests.kit.owned import Owner
from tests.kit.peer import Peer
from tests.kit.realserver import RealServer
from tests.kit.waiting import until


def talk(port: int, *texts: str) -> None:
    with Peer(port, "철수") as peer:
        peer.join("#방")
        peer.send(*(f"PRIVMSG #방 :{text}" for text in texts), "PING 끝")
        peer.until("끝")


def heard(port: int) -> list[str]:
    """Come in as somebody else, and read what was said before."""
    with Peer(port, "영희") as peer:
        peer.send("CAP REQ :batch draft/chathistory")
        peer.join("#방")
        peer.send("CHATHISTORY LATEST #방 * 100")
        peer.until("BATCH +")
        texts = []
        while " BATCH -" not in (line := peer.until("")):
            texts.append(line.rpartition(" :")[2])
        return texts


def test_a_running_server_comes_back_elsewhere(server: RealServer, owner: Owner, tmp_path: Path) -> None:
    talk(server.port, "하나", "둘")
    file = tmp_path / "a.backup"
    said = owner.type("backup", str(file))
    assert "방 1 · 글 " in said
    assert "settings.toml" in said
    talk(server.port, "셋")
    assert "--replace" in owner.type("backup", str(file), status=1)
    owner.folder = tmp_path / "second" / "data"
    said = owner.type("restore", str(file))
    assert f"malmadang serve --config {owner.folder / 'settings.toml'} --data {owner.folder}" in said
    settings = ("--config", str(owner.folder / "settings.toml"))
    with RealServer(tmp_path / "second", arguments=settings) as second:
        assert heard(second.port) == ["하나", "둘"]
        talk(second.port, "그 뒤")
        again = tmp_path / "b.backup"
        assert "글 " in owner.type("backup", str(again))
        assert heard(second.port) == ["하나", "둘", "그 뒤"]


def test_the_certificate_that_friends_know_comes_along(owner: Owner, tmp_path: Path) -> None:
    with RealServer(tmp_path, arguments=["--lan", "--listen", "0.0.0.0:0"]):
        pass
    certificate = (owner.folder / CERTIFICATE_FILE).read_bytes()
    file = tmp_path / "a.backup"
    owner.type("backup", str(file))
    owner.folder = tmp_path / "other"
    owner.type("restore", str(file))
    assert (owner.folder / CERTIFICATE_FILE).read_bytes() == certificate
    assert sorted(look_into(file).files) == ["certificate.pem", "key.pem"]


def test_what_was_there_is_kept(owner: Owner, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    with RealServer(tmp_path) as server:
        talk(server.port, "옛 글")
        owner.type("backup", str(file))
        said = owner.type("restore", str(file), "--replace", status=1)
        assert "먼저 그 서버를 꺼 주세요" in said
        talk(server.port, "새 글")
        server.stop(signal.SIGKILL)
    assert "malmadang.db" in owner.type("restore", str(file), status=1)
    said = owner.type("restore", str(file), "--replace")
    (aside,) = owner.folder.glob("before-restore-*")
    assert str(aside) in said
    with RealServer(tmp_path) as server:
        assert heard(server.port) == ["옛 글"]
    shutil.copytree(aside, tmp_path / "kept" / "data")
    with RealServer(tmp_path / "kept") as server:
        assert heard(server.port) == ["옛 글", "새 글"]


def test_what_is_no_backup_changes_nothing(owner: Owner, tmp_path: Path) -> None:
    with RealServer(tmp_path) as server:
        talk(server.port, "하나")
    before = (owner.folder / "malmadang.db").read_bytes()
    for name, content in (("a", b""), ("b", b"x" * 9_000), ("c", before)):
        (tmp_path / name).write_bytes(content)
        owner.type("restore", str(tmp_path / name), "--replace", status=1)
    assert "No such file" in owner.type("restore", str(tmp_path / "nothing"), "--replace", status=1)
    assert (owner.folder / "malmadang.db").read_bytes() == before
    assert not list(owner.folder.glob("before-restore-*"))


def test_a_damaged_store_is_put_aside_too(owner: Owner, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    with RealServer(tmp_path) as server:
        talk(server.port, "하나")
        owner.type("backup", str(file))
    (owner.folder / "malmadang.db").write_bytes(b"dust" * 5_000)
    owner.type("restore", str(file), "--replace")
    with RealServer(tmp_path) as server:
        assert heard(server.port) == ["하나"]


@pytest.mark.parametrize("moment", ["part", "work"])
def test_killed_on_the_way_it_leaves_none(
    server: RealServer, owner: Owner, tmp_path: Path, moment: str
) -> None:
    talk(server.port, *("가" * 100 for _ in range(3_000)))
    file, part = tmp_path / "a.backup", tmp_path / "a.backup.part"
    command = [sys.executable, "-m", "malmadang", "backup", str(file), "--data", str(owner.folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    until(lambda: process.poll() is not None or part.exists(), "no backup was begun")
    if moment == "work":
        until(lambda: process.poll() is not None or (part.exists() and part.stat().st_size > 0), "empty")
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not file.exists() or look_into(file).lines >= 3_001, "whole or none"
    owner.type("backup", str(file), "--replace")
    assert look_into(file).lines >= 3_001
    assert "a.backup.part" not in os.listdir(tmp_path)
    talk(server.port, "그대로")


def test_where_nothing_can_be_written(owner: Owner, tmp_path: Path) -> None:
    with RealServer(tmp_path):
        pass
    said = owner.type("backup", str(tmp_path / "no folder" / "a"), status=1)
    assert "no backup was made" in said


def test_where_files_cannot_have_two_names_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    store = tmp_path / "malmadang.db"
    store.write_bytes(b"dust" * 2_000)
    journal = tmp_path / "malmadang.db-wal"
    journal.write_bytes(b"old")
    key = tmp_path / "key.pem"
    key.write_bytes(b"key")
    aside = put_aside(store, [key], tmp_path)
    assert {path.name: path.read_bytes() for path in aside.iterdir()} == {
        "malmadang.db": b"dust" * 2_000,
        "malmadang.db-wal": b"old",
        "key.pem": b"key",
    }
    assert store.exists(), "the store has its name until another takes it"
    assert not journal.exists(), "a journal beside another store would spoil it"


def test_a_journal_without_its_store_is_put_aside_as_well(owner: Owner, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    with RealServer(tmp_path) as server:
        talk(server.port, "하나")
        owner.type("backup", str(file))
        talk(server.port, "둘")
        server.stop(signal.SIGKILL)
    (owner.folder / "malmadang.db").unlink()
    assert "malmadang.db-wal" in owner.type("restore", str(file), status=1)
    owner.type("restore", str(file), "--replace")
    with RealServer(tmp_path) as server:
        assert heard(server.port) == ["하나"]


def lists_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_word_lists_come_along(owner: Owner, tmp_path: Path) -> None:
    with RealServer(tmp_path):
        words = owner.folder / "words"
        words.mkdir()
        (words / "과일.txt").write_text("사과\n포도\n")
        (words / "notes.md").write_text("no list")
        (words / "linked.txt").symlink_to("/etc/hostname")
        file = tmp_path / "a.backup"
        assert "words/과일.txt" in owner.type("backup", str(file))
    (words / "과일.txt").write_text("배\n")
    assert "과일.txt" in owner.type("restore", str(file), status=1)
    owner.type("restore", str(file), "--replace")
    assert (words / "과일.txt").read_text() == "사과\n포도\n"
    (aside,) = owner.folder.glob("before-restore-*")
    assert (aside / "과일.txt").read_text() == "배\n"
    owner.folder = tmp_path / "other"
    owner.type("restore", str(file))
    assert lists_in(owner.folder / "words") == {"과일.txt": "사과\n포도\n"}


def test_so_do_those_in_a_folder_of_the_settings(owner: Owner, tmp_path: Path) -> None:
    words = tmp_path / "단어장"
    words.mkdir()
    (words / "과일.txt").write_text("사과\n")
    settings = tmp_path / "my.toml"
    settings.write_text(f"[game]\nword_lists = '{words}'\n[[listen]]\naddress = '127.0.0.1:0'\n")
    file = tmp_path / "a.backup"
    with RealServer(tmp_path, arguments=["--config", str(settings)]):
        owner.type("backup", str(file))
    owner.folder = tmp_path / "other"
    said = owner.type("restore", str(file))
    assert f"the word lists are in {owner.folder / 'words'}, the settings name {words}" in said
    assert lists_in(owner.folder / "words") == {"과일.txt": "사과\n"}


def test_no_name_in_a_backup_leads_out_of_the_folder(owner: Owner, tmp_path: Path) -> None:
    with RealServer(tmp_path):
        pass
    names = [
        "words/../../out.txt",
        "words//out.txt",
        "words/.out.txt",
        "../out.txt",
        "/out.txt",
        "words/a\\out.txt",
    ]
    file = tmp_path / "a.backup"
    files = dict.fromkeys([*names, "words/in.txt"], b"x")
    write_backup(owner.folder / "malmadang.db", file, files, version="1", now_ms=0)
    owner.folder = tmp_path / "deep" / "other"
    owner.type("restore", str(file))
    assert [path.name for path in (owner.folder / "words").iterdir()] == ["in.txt"]
    assert not list(tmp_path.rglob("*out.txt"))


@pytest.mark.parametrize("more", [[], ["--replace"]])
def test_a_folder_is_no_file(owner: Owner, tmp_path: Path, more: list[str]) -> None:
    with RealServer(tmp_path):
        pass
    said = owner.type("backup", str(tmp_path), *more, status=1)
    assert said.startswith(f"malmadang: {tmp_path}: 폴더예요. 그 안에 만들 파일 이름까지 써 주세요 · ")
    assert owner.type("room", "export", "방", "--output", str(tmp_path), *more, status=1) == said
