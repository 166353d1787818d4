"""What the tutorials say to type into irssi, typed into irssi."""

import re
from pathlib import Path

import pytest

from tests.kit.peer import Peer
from tests.kit.realserver import RealServer
from tests.kit.terminal import Terminal, plain_environ
from tools.prepare import ROOT

ROOM = "#말마당"


def typed(page: str) -> list[str]:
    """Return the lines of the block that stands under the name of irssi."""
    text = (ROOT / page).read_text()
    found = re.search(r"irssi.*?```\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return found[1].splitlines()


@pytest.mark.parametrize("page", ["docs/tutorial.md", "docs/tutorial.ko.md"])
def test_the_tutorials_lines_lead_into_the_room(page: str, tmp_path: Path) -> None:
    with (
        RealServer(tmp_path / "server") as server,
        Peer(server.port, "민수") as peer,
        Terminal(["irssi", "--home", str(tmp_path / "irssi")], environ=plain_environ()) as irssi,
    ):
        peer.join(ROOM)
        irssi.until("[(status)]")
        *first, join = typed(page)
        for line in first:
            irssi.enter(line.replace("2500", str(server.port)))
        irssi.until("[영희(+i)]")
        irssi.enter(join)
        assert peer.until("JOIN").startswith(":영희!")


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_the_readmes_line_leads_in(page: str, tmp_path: Path) -> None:
    line = next(line for line in (ROOT / page).read_text().splitlines() if line.startswith("irssi "))
    command, join = re.split(r"  +\S.* (?=/join)", line)
    with RealServer(tmp_path / "server") as server, Peer(server.port, "민수") as peer:
        words = command.replace("2500", str(server.port)).split()
        words += ["--home", str(tmp_path / "irssi")]
        peer.join(ROOM)
        with Terminal(words, environ=plain_environ()) as irssi:
            irssi.until("[mina(+i)]")
            irssi.enter(join)
            assert peer.until("JOIN").startswith(":mina!")


def test_the_guides_lines_lead_in(tmp_path: Path) -> None:
    lines = typed("docs/howto/join-with-an-irc-client.md")
    with (
        RealServer(tmp_path / "server") as server,
        Peer(server.port, "민수") as peer,
        Terminal(["irssi", "--home", str(tmp_path / "irssi")], environ=plain_environ()) as irssi,
    ):
        peer.join(ROOM)
        irssi.until("[(status)]")
        for line in lines:
            irssi.enter(line.replace("chat.example.org 2500", f"127.0.0.1 {server.port}"))
        assert peer.until("JOIN").startswith(":철수!")
