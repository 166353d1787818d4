import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, product
from pathlib import Path
from unicodedata import normalize

import pytest

from malmadang.adapters.dictionary_file import list_names, load_list, load_shipped, parse_shipped
from malmadang.wordchain.dictionary import TIERS, Entry, JoinedDictionary, MemoryDictionary, graded
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
    only = MemoryDictionary(graded(read.entries, shipped))
    joined = JoinedDictionary(shipped, only)
    assert (len(joined), joined.tier(made[0]), joined.tier(made[1])) == (280_001, 1, 4)
    assert (len(only), only.has("힣힣"), len(only.starting_with("가"))) == (280_000, False, 700)


@pytest.fixture(scope="module")
def shipped() -> MemoryDictionary:
    return load_shipped()


def test_the_shipped_dictionary(shipped: MemoryDictionary) -> None:
    words = list(shipped.words())
    assert len(shipped) == len(words) == len(set(words)) > 250_000
    assert not [word for word in words if not (2 <= len(word) <= 20 and all("가" <= c <= "힣" for c in word))]
    sizes = [sum(shipped.tier(word) == tier for word in words) for tier in TIERS]
    assert sizes[0] > 3_000
    assert 17_000 < sizes[0] + sizes[1] < 37_000
    assert 50_000 < sum(sizes[:3]) < 70_000


@pytest.mark.parametrize(
    "word", ["학교", "사과", "유튜브", "탕후루", "라면", "대한민국", "슈퍼마켓", "합리적", "낙하산"]
)
def test_what_everybody_plays_is_in_it(shipped: MemoryDictionary, word: str) -> None:
    assert shipped.has(word)
    assert shipped.tier(word) <= 2
    assert word in shipped.starting_with(word[0], 2)
    assert word in shipped.ending_with(word[-1], 2)


@pytest.mark.parametrize(
    "word", ["매우", "에서", "나무하늘바다", "로동", "력사", "먹다", "예쁘다", "씨발", "김철수"]
)
def test_what_nobody_may_play_is_not(shipped: MemoryDictionary, word: str) -> None:
    assert not shipped.has(word)


def test_shipped_meanings(shipped: MemoryDictionary) -> None:
    assert shipped.meaning("낙하산") == "落下傘 (떨어질 낙, 아래 하, 우산 산)"
    assert shipped.meaning("유튜브") == ""
    for word in shipped.starting_with("가"):
        assert shipped.meaning(word).isprintable()


def test_it_is_read_on_a_thread_as_well(shipped: MemoryDictionary) -> None:
    with ThreadPoolExecutor(1, "words") as thread:
        assert len(thread.submit(load_shipped).result()) == len(shipped)


def test_a_short_file_in_the_shipped_form() -> None:
    text = "# 1\n학교\t學校\n# 2\n# 3\n# 4\n가가\n힣힣\t뜻\n# 한자\n學\t배울 학\n校\t학교 교\n"
    parsed = parse_shipped(text)
    assert [(word, parsed.tier(word)) for word in parsed.words()] == [("학교", 1), ("가가", 4), ("힣힣", 4)]
    assert [parsed.meaning(word) for word in ("학교", "가가", "힣힣")] == [
        "學校 (배울 학, 학교 교)",
        "",
        "뜻",
    ]
