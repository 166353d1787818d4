from pathlib import Path

import pytest

from malmadang.cli.gamewords import FileWords
from malmadang.wordchain.wordlist import ListRefused


def test_lists_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "과일.txt").write_text("사과\n포도\t달다\n", encoding="utf-8")
    words = FileWords(tmp_path)
    assert words.names() == ["과일"]
    assert [entry.word for entry in words.load("과일").entries] == ["사과", "포도"]
    with pytest.raises(ListRefused):
        words.load("채소")


def test_no_folder_has_no_lists(tmp_path: Path) -> None:
    assert FileWords(tmp_path / "nowhere").names() == []


def test_its_own_words_are_those_of_the_package(tmp_path: Path) -> None:
    own = FileWords(tmp_path).own()
    assert own.has("끝말잇기")
    assert len(own) > 250_000


def test_the_servers_own_words_are_those_of_the_package(tmp_path: Path) -> None:
    own = FileWords(tmp_path).own()
    assert own.has("기차")
    assert len(own) > 200_000
