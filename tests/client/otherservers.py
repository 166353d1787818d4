"""ngIRCd, InspIRCd and our own server on this machine, each with a configuration of its own."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.kit.waiting import until

STOP_S = 6.0

NGIRCD = """
[Global]
Name = other.example
Info = other
Listen = 127.0.0.1
Ports = {port}
PidFile =
ServerUID = {uid}
ServerGID = {gid}
MotdPhrase = hello
[Limits]
MaxConnectionsIP = 0
MaxPenaltyTime = 0
[Options]
DNS = no
Ident = no
PAM = no
"""

INSPIRCD = """
<server name="other.example" description="other" network="Other" id="1AB">
<admin name="test" nick="test" email="test@other.example">
<bind address="127.0.0.1" port="{port}" type="clients">
<connect allow="*" timeout="60" fakelag="no" resolvehostnames="no" useident="no" localmax="100"
         globalmax="100" commandrate="100000" threshold="100">
<class name="all" commands="*"><type name="all" classes="all">
{modules}
"""
MODERN = """
<module name="cap"><module name="ircv3"><module name="ircv3_accounttag"><module name="ircv3_batch">
<module name="ircv3_capnotify"><module name="ircv3_chghost"><module name="ircv3_ctctags">
<module name="ircv3_echomessage"><module name="ircv3_invitenotify"><module name="ircv3_labeledresponse">
<module name="ircv3_msgid"><module name="ircv3_servertime"><module name="monitor"><module name="namesx">
<module name="uhnames"><module name="setname"><module name="services_account"><module name="chanhistory">
"""


class OtherServer:
    """A server process; use it as a context manager. It fails, and never skips, where the program is missing.

    Args:
        kind: "ngircd", "inspircd", "inspircd-bare" (no capabilities at all) or "malmadang".
    """

    def __init__(self, kind: str, folder: Path) -> None:
        self._kind = kind
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]

    def start(self) -> None:
        """Start it and wait until it answers."""
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(), cwd=self._folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        until(self._answers, lambda: (self._folder / "log").read_text(errors="replace"))

    def stop(self) -> None:
        """End it, so that all its lines break."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self._folder / "log").read_text(errors="replace")
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False

    def _command(self) -> list[str]:
        if self._kind == "malmadang":
            where = ["--listen", f"127.0.0.1:{self.port}", "--data", str(self._folder / "data")]
            return [sys.executable, "-m", "malmadang", "serve", *where]
        config = self._folder / "server.conf"
        if self._kind == "ngircd":
            nobody = pwd.getpwnam("nobody")
            config.write_text(NGIRCD.format(port=self.port, uid=nobody.pw_uid, gid=nobody.pw_gid))
            return [_find("ngircd"), "--nodaemon", "--config", str(config)]
        modules = "" if self._kind == "inspircd-bare" else MODERN
        config.write_text(INSPIRCD.format(port=self.port, modules=modules))
        command = [_find("inspircd"), "--nofork", "--nopid", "--nolog", f"--config={config}"]
        return [*command, "--runasroot"] if os.geteuid() == 0 else command


def _find(program: str) -> str:
    """Return where a server is; Debian keeps both where only root's PATH looks."""
    found = shutil.which(program, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    assert found, f"{program} is not installed: apt install {program}"
    return found
