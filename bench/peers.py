"""InspIRCd and ngIRCd as Debian packages them, on a loopback port, with nothing that slows a client.

No throttling, fake lag, look-ups of names, ident or limits per address; queues larger than any run can fill.
InspIRCd has its modules for capabilities, message-tags, server-time and echo-message loaded; ngIRCd has no
such thing.
"""

import os
import pwd
import shutil
from pathlib import Path

INSPIRCD = """
<server name="peer.example" description="peer" network="Bench" id="1AB">
<admin name="bench" nick="bench" email="bench@peer.example">
<bind address="127.0.0.1" port="{port}" type="clients">
<connect allow="*" timeout="60" pingfreq="3600" fakelag="no" resolvehostnames="no" useident="no"
         threshold="1000000000" commandrate="1000000000" hardsendq="1G" softsendq="1G" recvq="16M"
         localmax="100000" globalmax="100000" limit="100000" maxconnwarn="no" maxchans="100">
<performance somaxconn="4096" softlimit="100000" quietbursts="yes">
<module name="cap"><module name="ircv3_ctctags">
<module name="ircv3_servertime"><module name="ircv3_echomessage">
"""

NGIRCD = """
[Global]
Name = peer.example
Info = peer
AdminInfo1 = bench
Listen = 127.0.0.1
Ports = {port}
PidFile =
ServerUID = {uid}
ServerGID = {gid}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
MaxNickLength = 30
PingTimeout = 3600
[Options]
DNS = no
Ident = no
PAM = no
"""


def find(program: str) -> str | None:
    """Return where the server is installed; Debian keeps both where only root's PATH looks."""
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")


def inspircd(folder: Path, port: int) -> list[str]:
    """Write the configuration and return the command."""
    config = folder / "inspircd.conf"
    config.write_text(INSPIRCD.format(port=port))
    command = [find("inspircd") or "inspircd", "--nofork", "--nopid", "--nolog", f"--config={config}"]
    return [*command, "--runasroot"] if os.geteuid() == 0 else command


def ngircd(folder: Path, port: int) -> list[str]:
    """Write the configuration and return the command."""
    config = folder / "ngircd.conf"
    nobody = pwd.getpwnam("nobody")
    config.write_text(NGIRCD.format(port=port, uid=nobody.pw_uid, gid=nobody.pw_gid))
    return [find("ngircd") or "ngircd", "--nodaemon", "--config", str(config)]
