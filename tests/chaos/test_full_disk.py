"""A disk that runs full under a real server: it says so, stays up, and goes on by itself."""

import shutil
import subprocess
from pathlib import Path

import apsw

from tests.kit.peer import Peer
from tests.kit.realserver import RealServer
from tests.kit.waiting import until

DISK = "56m"
"""More than it takes to go on (32 MiB), and quickly filled."""
NAMESPACE = ["unshare", "--mount", "--propagation", "private"]


def may_mount() -> bool:
    """May this process mount a disk in a namespace of its own?"""
    try:
        done = subprocess.run(
            [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
        )
    except FileNotFoundError:
        return False
    return done.returncode == 0


class SmallDisk:
    """A server whose data folder is a small disk that only it sees."""

    def __init__(self, folder: Path) -> None:
        (folder / "data").mkdir()
        self._folder = folder
        mount = f'mount -t tmpfs -o size={DISK} tmpfs "{folder}/data" && exec "$0" "$@"'
        self.server = RealServer(
            folder, config="[limits]\nthrottle = false\n", under=[*NAMESPACE, "sh", "-c", mount]
        )

    @property
    def data(self) -> Path:
        """The folder as the server sees it."""
        return Path(f"/proc/{self.server.process.pid}/root{self.server.data}")

    def fill(self) -> None:
        """Leave no octet free."""
        with (self.data / "ballast").open("ab", buffering=0) as ballast:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while ballast.write(b"\0" * size) == size:
                        pass
                except OSError:
                    continue

    def free(self) -> None:
        """Make room again."""
        (self.data / "ballast").unlink()

    def said(self) -> list[str]:
        """Return what is kept, in order, while nobody speaks."""
        # SQLite would look through the way to the other side, so it is given a copy on this one.
        for file in self.data.glob("malmadang.db*"):
            shutil.copy(file, self._folder / file.name)
        connection = apsw.Connection(str(self._folder / "malmadang.db"))
        try:
            assert connection.pragma("integrity_check") == "ok"
            rows = connection.execute("SELECT text FROM events WHERE verb = 'PRIVMSG' ORDER BY id")
            return [str(text) for (text,) in rows]
        finally:
            connection.close()


def say(peer: Peer, text: str) -> bool:
    """Say something to the room; tell whether it came back, rather than a refusal."""
    peer.send(f"PRIVMSG #방 :{text}")
    while not (line := peer.until(" #방 :")).endswith(f":{text}"):
        if " FAIL PRIVMSG DISK_FULL #방 " in line:
            return False
    return True


def scenario(disk: SmallDisk) -> None:
    with Peer(disk.server.port, "철수") as one, Peer(disk.server.port, "영희") as other:
        for peer in (one, other):
            peer.send("CAP REQ :echo-message draft/chathistory batch message-tags")
            peer.join("#방")
        kept = [text for text in ("하나", "둘") if say(one, text)]
        assert kept == ["하나", "둘"]
        disk.fill()
        # A small thing may still fit into the file as it is.
        kept += [text for text in (f"가득 {number} {'가' * 100}" for number in range(60)) if say(one, text)]
        assert not say(one, "그래도 가득")
        one.send("PING still", "TOPIC #방 :주제")
        one.until("PONG")
        one.send("CHATHISTORY LATEST #방 * 10")
        one.until("둘")
        assert not say(other, "나도")
        disk.free()
        tries = iter(range(1_000_000))

        def is_well() -> bool:
            text = f"다시 {next(tries)}"
            if say(one, text):
                kept.append(text)
                return True
            return False

        until(is_well, disk.server.log)
        assert say(other, "나도")
        kept.append("나도")
        assert disk.said() == kept
    assert "store_stopped" in disk.server.log()
    assert "store_resumed" in disk.server.log()


def test_a_full_disk_costs_words_and_nothing_else(tmp_path: Path) -> None:
    """RELIABILITY 4f. Where no disk may be mounted, tests/adapters/sqlite/test_keeper.py has to do."""
    if may_mount():
        disk = SmallDisk(tmp_path)
        with disk.server:
            scenario(disk)
