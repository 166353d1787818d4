from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wordchain.dictionary import Entry
from malmadang.wordchain.wordlist import (
    MAX_BYTES,
    MAX_MEANING,
    MAX_WORDS,
    LineFault,
    ListFault,
    ListRefused,
    Refused,
    read_list,
)

LIST = """# 우리 방의 낱말
사과\t과일의 하나
  배추
강\t물
나무위키백과사전에실린아주아주아주긴낱말하나
apple
사과나무 열매

사과
학교ㅋ
\t뜻만
#바다
"""


def words(data: bytes) -> list[str]:
    return [entry.word for entry in read_list(data).entries]


def fault(data: bytes) -> ListFault:
    with pytest.raises(ListRefused) as refused:
        read_list(data)
    return refused.value.fault


def test_lines_are_read_and_refused_with_their_numbers() -> None:
    read = read_list(LIST.encode())
    assert read.entries == (Entry("사과", "과일의 하나"), Entry("배추"))
    assert read.refused == (
        Refused(LineFault.TOO_SHORT, 1, (4,)),
        Refused(LineFault.TOO_LONG, 1, (5,)),
        Refused(LineFault.NOT_HANGUL, 4, (6, 7, 10, 11)),
        Refused(LineFault.REPEATED, 1, (9,)),
    )


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp949", "cp949"), ("euc-kr", "cp949")],
)
def test_what_notepad_saves(encoding: str, told: str) -> None:
    read = read_list("사과\t과일\r\n바나나\r\n".encode(encoding))
    assert (read.entries, read.encoding) == ((Entry("사과", "과일"), Entry("바나나")), told)


def test_syllables_that_only_cp949_has() -> None:
    assert words("똠얌꿍\n펲시".encode("cp949")) == ["똠얌꿍", "펲시"]


def test_a_list_from_a_mac_is_composed() -> None:
    assert words(normalize("NFD", "끝말\n잇기").encode()) == ["끝말", "잇기"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_one_line(end: str) -> None:
    read = read_list(end.join(["사과", "", "x", "배추"]).encode())
    assert ([entry.word for entry in read.entries], read.refused[0].lines) == (["사과", "배추"], (3,))


def test_what_only_looks_like_a_line_end_to_python_is_none() -> None:
    assert read_list("사과\t가\x0b나\u2028다\n배추".encode()).entries == (
        Entry("사과", "가 나 다"),
        Entry("배추"),
    )


def test_a_meaning_holds_no_control_and_fits_a_line() -> None:
    [entry] = read_list(f"사과\t\x0304빨간\x03\t{'열매' * 200}".encode()).entries
    assert entry.meaning.startswith("04빨간 열매")
    assert (len(entry.meaning), entry.meaning[-1]) == (MAX_MEANING, "…")


@pytest.mark.parametrize(
    "word", ["가", "가" * 21, "ㅋㅋ", "漢字", "나무2", "가-가", "ﾊﾝ글", "사\u200b과", "\x02사과"]
)
def test_no_such_word_comes_in(word: str) -> None:
    assert words(f"{word}\n정말".encode()) == ["정말"]


def test_twenty_syllables_come_in() -> None:
    assert words(("가" * 20).encode()) == ["가" * 20]


@pytest.mark.parametrize(
    "data", ["사과".encode("utf-16"), "apple\n".encode("utf-16-le"), b"\xff\xfe", b"\x89PNG\r\n\x1a\n\0"]
)
def test_what_is_no_text(data: bytes) -> None:
    assert fault(data) is ListFault.NOT_TEXT


@pytest.mark.parametrize("data", [b"", b"\n\n", "# 아무것도\n".encode(), b"\xef\xbb\xbf"])
def test_a_list_without_a_word(data: bytes) -> None:
    assert fault(data) is ListFault.EMPTY


def test_a_list_of_refused_lines_says_which() -> None:
    with pytest.raises(ListRefused) as refused:
        read_list(b"apple\npear\n")
    assert refused.value.refused == (Refused(LineFault.NOT_HANGUL, 2, (1, 2)),)


def test_too_many_bytes() -> None:
    remark = b"#" * (MAX_BYTES - 7)
    assert words("사과".encode() + b"\n" + remark) == ["사과"]
    assert fault("사과".encode() + b"\n" + remark + b"#") is ListFault.TOO_BIG


def test_too_many_words() -> None:
    made = [chr(0xAC00 + n // 11_000) + chr(0xAC00 + n % 11_000) for n in range(MAX_WORDS + 1)]
    assert len(words("\n".join(made[:-1]).encode())) == MAX_WORDS
    assert fault("\n".join(made).encode()) is ListFault.TOO_MANY


@given(st.binary(max_size=200) | st.text(st.sampled_from("사과ᄉ\t\r\n#x \ufeff")).map(str.encode))
def test_any_bytes_are_a_list_or_refused(data: bytes) -> None:
    try:
        read = read_list(data)
    except ListRefused:
        return
    lines = data.decode(read.encoding).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert len(read.entries) + sum(refused.count for refused in read.refused) <= len(lines)
    for entry in read.entries:
        assert all("가" <= letter <= "힣" for letter in entry.word)
        assert entry.meaning.isprintable()
    assert all(0 < line <= len(lines) for refused in read.refused for line in refused.lines)
