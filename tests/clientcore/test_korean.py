"""Korean by rule."""

import pytest

from malmadang.clientcore.korean import names_person, romanize, to_jamo


@pytest.mark.parametrize(
    ("text", "jamo"),
    [("종료", "ㅈㅗㅇㄹㅛ"), ("닭ㅋ", "ㄷㅏㄺㅋ"), ("abc", "abc"), ("", ""), ("가힣", "ㄱㅏㅎㅣㅎ")],
)
def test_syllables_come_apart(text: str, jamo: str) -> None:
    assert to_jamo(text) == jamo


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("하늘", "haneul"),
        ("초코송이", "chokosongi"),
        ("ㅋㅋ", "kk"),
        ("꽃잎2", "kkotip2"),
        ("a_b", "a_b"),
        ("漢字", ""),
    ],
)
def test_hangul_in_latin_letters(text: str, latin: str) -> None:
    """Source: 국어의 로마자 표기법 (2000)."""
    assert romanize(text) == latin


@pytest.mark.parametrize(
    ("text", "nick", "named"),
    [
        ("하늘", "하늘", True),
        ("하늘아 안녕", "하늘", True),
        ("하늘님은 어디?", "하늘", True),
        ("그건 하늘이랑 얘기해요", "하늘", True),
        ("@하늘 봐요", "하늘", True),
        ("(하늘)", "하늘", True),
        ("하늘, 영희", "하늘", True),
        ("하늘씨도 와요", "하늘", True),
        ("하늘색이 좋다", "하늘", False),
        ("파란하늘", "하늘", False),
        ("하늘2야", "하늘", False),
        ("하늘색 하늘아", "하늘", True),
        ("hi Tom!", "tom", True),
        ("tom은 어디", "Tom", True),
        ("Tomato", "tom", False),
        ("atom", "tom", False),
        ("my_tom", "tom", False),
        ("anything", "", False),
        ("[a] hi", "[a]", True),
    ],
)
def test_who_is_named(text: str, nick: str, named: bool) -> None:
    assert names_person(text, nick) is named
