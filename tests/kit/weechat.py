"""WeeChat from Debian without a screen: orders go in through its FIFO, what it shows is in its logs."""

import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.kit.terminal import plain_environ
from tests.kit.waiting import until

END_S = 5.0


class WeeChat:
    """weechat-headless connected to a server on this machine; use it as a context manager.

    Args:
        password: of the account that has the nick's name; "" for a guest.
    """

    def __init__(self, home: Path, port: int, nick: str, *rooms: str, password: str = "") -> None:
        self._home = home / "weechat"
        self._home.mkdir(parents=True, exist_ok=True)
        self._fifo = self._home / "fifo"
        settings = {
            "fifo.file.path": str(self._fifo),
            "logger.file.flush_delay": "0",
            "logger.level.core.weechat": "9",
            "logger.mask.irc": "$server.$channel.log",
            "irc.look.smart_filter": "off",
            # It would wait seconds between two lines; one name for each of its generations.
            "irc.server_default.anti_flood": "0",
            "irc.server_default.anti_flood_prio_high": "0",
        }
        orders = [f"/set {name} {value}" for name, value in settings.items()]
        orders += ["/fifo enable"]
        server = f"/server add test 127.0.0.1/{port} -notls -nicks={nick} -autojoin={','.join(rooms)}"
        if password:
            server += f" -sasl_mechanism=plain -sasl_username={nick} -sasl_password={password}"
        orders += [server, "/set irc.server.test.autoreconnect_delay 1"]
        orders += ["/connect test"]
        command = ["weechat-headless", "--dir", str(self._home)]
        for order in orders:
            command += ["--run-command", order]
        self.process = subprocess.Popen(
            command,
            env=plain_environ(HOME=str(home)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def order(self, buffer: str, text: str) -> None:
        """Type into one of its buffers: a room's name, or "test" for the server's own."""
        until(self._fifo.exists, "WeeChat made no FIFO")
        name = "server.test" if buffer == "test" else f"test.{buffer}"
        with self._fifo.open("w") as fifo:
            fifo.write(f"irc.{name} *{text}\n")

    def log(self, buffer: str) -> str:
        """Return what a buffer has shown so far."""
        name = "test.test.log" if buffer == "test" else f"test.{buffer}.log"
        file = self._home / "logs" / name
        return file.read_text() if file.exists() else ""

    def until(self, buffer: str, *texts: str) -> None:
        """Wait until a buffer has shown all the texts."""
        until(
            lambda: all(text in self.log(buffer) for text in texts),
            lambda: f"{texts} in {buffer}:\n{self.log(buffer)}\n{sorted(os.listdir(self._home / 'logs'))}",
        )

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        try:
            self.process.wait(END_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
