"""A whole game on the real server: irssi, the line client and a bot; `kill -9` in the middle of a turn."""

import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.irssi import Irssi
from tests.kit.realserver import RealServer
from tests.kit.terminal import Terminal, plain_environ
from tests.kit.waiting import until

ROOM = "#사랑방"
SYLLABLES = "기차표지사자역도구나"
WORDS = [first + second for first in SYLLABLES for second in SYLLABLES]
TURN = re.compile(r"(\S+) 님 차례 \([\d.]+초\): '(\S)")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RealServer]:
    lists = tmp_path / "server" / "data" / "words"
    lists.mkdir(parents=True)
    (lists / "시험.txt").write_text("\n".join(WORDS), encoding="utf-8")
    with RealServer(tmp_path / "server") as started:
        yield started


@pytest.fixture
def irssi(server: RealServer, tmp_path: Path) -> Iterator[Irssi]:
    with Irssi(tmp_path / "irssi", server.port, "철수") as client:
        client.join(ROOM)
        yield client


@pytest.fixture
def plain(server: RealServer, irssi: Irssi, tmp_path: Path) -> Iterator[Terminal]:
    address = f"irc://127.0.0.1:{server.port}/{ROOM}"
    command = [sys.executable, "-m", "malmadang", "chat", "--plain", "--nick", "영희", address]
    with Terminal(command, environ=plain_environ(HOME=str(tmp_path))) as client:
        client.until(ROOM, "철수")
        yield client


class Table:
    """Who sits at it, and what has been said."""

    def __init__(self, irssi: Irssi, plain: Terminal) -> None:
        self.irssi = irssi
        self.plain = plain
        self.turns = 0

    def in_turn(self) -> tuple[str, str]:
        """Return whose turn has been announced since the last word, and the syllable."""
        found = TURN.findall(self.irssi.screen())
        return found[-1] if len(found) > self.turns else ("", "")

    def answer(self) -> None:
        """Wait for a person's turn; let that person say a word that works, and wait until it counts."""
        until(lambda: self.in_turn()[0] in ("철수", "영희"), self.irssi.screen)
        who, key = self.in_turn()
        self.turns = len(TURN.findall(self.irssi.screen()))
        word = next(word for word in WORDS if word[0] == key and word not in self.irssi.screen())
        (self.irssi if who == "철수" else self.plain).enter(word)
        self.irssi.until(f"{who}: {word} (+")
        self.plain.until(f"{who}: {word} (+")


def begin(irssi: Irssi, plain: Terminal, options: str) -> Table:
    """Set a game up from both clients, with a bot, and begin."""
    irssi.enter("!단어장 시험 만")
    irssi.until("단어장 '시험'만 써요: 낱말 100개")
    irssi.enter(f"!시작 {options}")
    plain.until("철수 님이 끝말잇기를 열었어요")
    plain.enter("/참가")
    irssi.until("영희 님이 함께해요 (모두 2명)")
    irssi.enter("!봇 달인")
    plain.until("봇 달인봇이 함께해요 (모두 3명)")
    irssi.enter("!시작")
    plain.until("판: '")
    return Table(irssi, plain)


def test_a_whole_game_from_two_clients_and_a_bot(irssi: Irssi, plain: Terminal) -> None:
    table = begin(irssi, plain, "1판 20초 노매너")
    for _ in range(4):
        table.answer()
    irssi.until("달인봇: ")
    # Nobody says anything more: the round ends with the first turn that is missed.
    irssi.until(" 님 땡! (-", "이런 말이 있었어요: ")
    irssi.until("끝! ", " 이겼어요.")
    plain.until("끝! ", " 이겼어요.")
    plain.enter("/순위")
    plain.until("1. ", "번 가운데 ")


def test_killed_in_the_middle_of_a_turn_it_goes_on(server: RealServer, irssi: Irssi, plain: Terminal) -> None:
    table = begin(irssi, plain, "3판 60초")
    for _ in range(2):
        table.answer()
    server.stop(signal.SIGKILL)
    server.start()
    plain.enter("/다시연결")
    plain.until("서버가 다시 켜져 1/3판을 이어서 해요.")
    irssi.enter("/clear")
    irssi.enter("/window goto 1")
    irssi.until("Connection lost")
    irssi.enter("/reconnect all")
    plain.until("철수 님이 돌아왔어요")
    irssi.enter("/window goto 2")
    irssi.until("끝말잇기 1/3판을 하고 있어요.")
    table.turns = 0
    for _ in range(2):
        table.answer()
    irssi.enter("!그만")
    plain.until("놀이를 그만뒀어요. ")
