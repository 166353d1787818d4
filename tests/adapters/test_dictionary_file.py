import os
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from unicodedata import normalize

import pytest

from malmadang.adapters.dictionary_file import list_names, load_list
from malmadang.wordchain.dictionary import Entry, MemoryDictionary, room_dictionary
from malmadang.wordchain.wordlist import MAX_BYTES, ListFault, ListRefused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "words"
    made.mkdir()
    (made / "과일.txt").write_text("사과\n배\n포도\t달다\n")
    (made / "Fish.TXT").write_bytes("고등어\n".encode("cp949"))
    (tmp_path / "secret.txt").write_text("비밀번호\n")
    return made


def fault(folder: Path, name: str) -> ListFault:
    with pytest.raises(ListRefused) as refused:
        load_list(folder, name)
    return refused.value.fault


@pytest.mark.parametrize("name", ["과일", "과일.txt", " 과일 ", normalize("NFD", "과일")])
def test_a_list_by_its_name(folder: Path, name: str) -> None:
    assert load_list(folder, name).entries == (Entry("사과"), Entry("포도", "달다"))


@pytest.mark.parametrize("name", ["fish", "FISH.txt"])
def test_large_and_small_letters_are_one(folder: Path, name: str) -> None:
    assert load_list(folder, name).entries == (Entry("고등어"),)


def test_a_file_whose_name_a_mac_took_apart(folder: Path) -> None:
    (folder / normalize("NFD", "나라.txt")).write_text("독일\n")
    assert load_list(folder, "나라").entries == (Entry("독일"),)
    assert list_names(folder) == ["Fish", "과일", "나라"]


def test_only_lists_are_named(folder: Path) -> None:
    (folder / ".hidden.txt").write_text("사과\n")
    (folder / "notes.md").write_text("사과\n")
    (folder / "inner.txt").mkdir()
    assert list_names(folder) == ["Fish", "과일"]
    assert (fault(folder, "notes"), fault(folder, "inner")) == (ListFault.MISSING, ListFault.MISSING)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        ".txt",
        ".hidden",
        "..",
        "../secret",
        "../secret.txt",
        "..\\secret",
        "/etc/passwd",
        "C:fish",
        "a\0b",
    ],
)
def test_a_name_never_leaves_the_folder(folder: Path, name: str) -> None:
    assert fault(folder, name) is ListFault.NAME


def test_a_link_is_not_followed(folder: Path) -> None:
    (folder / "out.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "far.txt").symlink_to(folder.parent)
    assert list_names(folder) == ["Fish", "과일"]
    assert (fault(folder, "out"), fault(folder, "far")) == (ListFault.MISSING, ListFault.MISSING)


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert fault(folder, "pipe") is ListFault.MISSING


def test_no_folder_has_no_lists(tmp_path: Path) -> None:
    assert list_names(tmp_path / "none") == []
    assert fault(tmp_path / "none", "과일") is ListFault.MISSING


def test_a_file_that_goes_on_past_the_limit(folder: Path) -> None:
    with (folder / "big.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert fault(folder, "big") is ListFault.TOO_BIG


def syllables() -> Iterator[str]:
    return map(chr, range(0xAC00, 0xAC00 + 700))


def test_a_list_of_280_000_lines(folder: Path) -> None:
    made = ["".join(word) for word in islice(product(syllables(), syllables()), 280_000)]
    (folder / "all.txt").write_text("\n".join(made), "utf-8")
    read = load_list(folder, "all")
    assert (len(read.entries), read.refused) == (280_000, ())
    shipped = MemoryDictionary([Entry(made[0], tier=1), Entry("힣힣", "끝")])
    joined = room_dictionary(shipped, read.entries, only_own=False)
    assert (len(joined), joined.tier(made[0]), joined.tier(made[1])) == (280_001, 1, 4)
    only = room_dictionary(shipped, read.entries, only_own=True)
    assert (len(only), only.has("힣힣"), len(only.starting_with("가"))) == (280_000, False, 700)
