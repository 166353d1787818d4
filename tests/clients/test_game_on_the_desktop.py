"""A whole game on the real server: the desktop app with a Hangul input method, irssi and a bot."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.desktopapp import DesktopApp, chat
from tests.kit.display import NABI_ENVIRON, Display, Nabi
from tests.kit.hangulkeys import hangul_keys
from tests.kit.irssi import Irssi
from tests.kit.realserver import RealServer
from tests.kit.waiting import until

ROOM = "#사랑방"
SYLLABLES = "가나다라마바사아"
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
def app(display: Display, server: RealServer, irssi: Irssi, tmp_path: Path) -> Iterator[DesktopApp]:
    """The app with the room open, its composer clicked, the keyboard in Hangul."""
    command = chat(f"malmadang://127.0.0.1:{server.port}/{ROOM}", "--nick", "영희")
    with (
        Nabi(display, tmp_path) as nabi,
        DesktopApp(display, tmp_path / "home", command, NABI_ENVIRON) as started,
    ):
        irssi.until("영희 [")
        irssi.enter("다들 안녕하세요")
        started.until("철수: 다들 안녕하세요")
        started.click_composer()
        nabi.switch(started.hands)
        # The input method takes a moment to change over, and nothing shows that it has.
        write(started, "가")
        irssi.until("> 가")
        yield started


def write(app: DesktopApp, text: str) -> None:
    app.press(*(key.replace("/", "slash") for key in hangul_keys(text)), "Return")


def answer(irssi: Irssi, app: DesktopApp, said: int) -> str:
    """Wait for a person's turn after so many; let that person say a word that counts; return who it was."""

    def in_turn() -> tuple[str, str]:
        turns = TURN.findall(irssi.screen())
        return turns[-1] if len(turns) > said else ("", "")

    until(lambda: in_turn()[0] in ("철수", "영희"), irssi.screen)
    who, key = in_turn()
    word = next(word for word in WORDS if word[0] == key and word not in irssi.screen())
    if who == "철수":
        irssi.enter(word)
    else:
        write(app, word)
    irssi.until(f"{who}: {word} (+")
    return who


def test_a_whole_game_with_irssi_and_a_bot(app: DesktopApp, irssi: Irssi) -> None:
    irssi.enter("!단어장 시험 만")
    irssi.until("단어장 '시험'만 써요: 낱말 64개")
    irssi.enter("!시작 1판 20초 노매너")
    irssi.until("철수 님이 끝말잇기를 열었어요")
    write(app, "/참가")
    irssi.until("영희 님이 함께해요 (모두 2명)")
    irssi.enter("!봇 달인")
    irssi.until("봇 달인봇이 함께해요 (모두 3명)")
    irssi.enter("!시작")
    people: set[str] = set()
    while people != {"철수", "영희"}:
        people.add(answer(irssi, app, len(TURN.findall(irssi.screen()))))
    irssi.until("달인봇: ")
    # Nobody says anything more: the round ends with the first turn that is missed.
    irssi.until(" 님 땡! (-", "끝! ")
    # The card offers another game, and the keyboard reaches it.
    app.press("ctrl+g", "Return")
    irssi.until("영희 님이 끝말잇기를 열었어요")
