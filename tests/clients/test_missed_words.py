"""irssi and WeeChat from Debian log in to an account, go away, and read what they missed, each word once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.irssi import Irssi
from tests.kit.realserver import RealServer
from tests.kit.weechat import WeeChat

ROOM = "#사랑방"
PASSWORD = "aLongEnoughPassword"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    with RealServer(tmp_path / "server") as started:
        yield started


@pytest.fixture
def talker(server: RealServer, tmp_path: Path) -> Iterator[WeeChat]:
    """Somebody who stays and talks, and has made an account for 철수 by a word to the steward."""
    with WeeChat(tmp_path / "maker", server.port, "철수") as maker:
        maker.until("test", "철수")
        maker.order("test", f"/msg NickServ REGISTER {PASSWORD}")
        maker.until("test", "logged in as 철수")
        maker.order("test", "/quit")
    with WeeChat(tmp_path / "talker", server.port, "영희", ROOM) as client:
        client.until(ROOM, "영희")
        yield client


def test_irssi_comes_back(server: RealServer, talker: WeeChat, tmp_path: Path) -> None:
    """Issue 3: log in by SASL, catch up after an absence, see each message once."""
    with Irssi(tmp_path / "first", server.port, "철수", password=PASSWORD) as irssi:
        irssi.join(ROOM)
        talker.until(ROOM, "철수")
        talker.order(ROOM, "함께 있을 때 한 말")
        irssi.until("함께 있을 때 한 말")
        irssi.quit("다녀올게요")
    for number in range(3):
        talker.order(ROOM, f"없는 동안 한 말 {number}")
    talker.until(ROOM, "없는 동안 한 말 2")
    with Irssi(tmp_path / "second", server.port, "철수", password=PASSWORD) as irssi:
        irssi.join(ROOM)
        irssi.until("없는 동안 한 말 2")
        talker.order(ROOM, "다시 만났네요")
        irssi.until("다시 만났네요")
        screen = irssi.screen()
    assert "함께 있을 때 한 말" not in screen
    for text in (*(f"없는 동안 한 말 {number}" for number in range(3)), "다시 만났네요"):
        assert screen.count(text) == 1, screen


def test_weechat_comes_back(server: RealServer, talker: WeeChat, tmp_path: Path) -> None:
    """Issue 3: log in by SASL, catch up after an absence, see each message once."""
    home = tmp_path / "철수"
    with WeeChat(home, server.port, "철수", ROOM, password=PASSWORD) as weechat:
        weechat.until(ROOM, "철수")
        talker.order(ROOM, "함께 있을 때 한 말")
        weechat.until(ROOM, "함께 있을 때 한 말")
        weechat.order(ROOM, "/quit")
        talker.until(ROOM, "has quit")
    for number in range(3):
        talker.order(ROOM, f"없는 동안 한 말 {number}")
    talker.until(ROOM, "없는 동안 한 말 2")
    with WeeChat(home, server.port, "철수", ROOM, password=PASSWORD) as weechat:
        weechat.until(ROOM, "없는 동안 한 말 2")
        talker.order(ROOM, "다시 만났네요")
        weechat.until(ROOM, "다시 만났네요")
        log = weechat.log(ROOM)
    for text in (
        "함께 있을 때 한 말",
        *(f"없는 동안 한 말 {number}" for number in range(3)),
        "다시 만났네요",
    ):
        assert log.count(text) == 1, log
