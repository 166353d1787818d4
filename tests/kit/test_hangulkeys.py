"""Keys of a two-set keyboard."""

import pytest

from tests.kit.hangulkeys import hangul_keys


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("안녕하세요", "dkssudgktpdy"),
        ("꽃값 왜", "Rhcrkqt dho"),
        ("ㅋㅋㅠ", "zzb"),
    ],
)
def test_a_text_becomes_keys(text: str, keys: str) -> None:
    assert hangul_keys(text) == ["space" if key == " " else key for key in keys]


def test_signs_have_names() -> None:
    assert hangul_keys("네, 가요!") == ["s", "p", "comma", "space", "r", "k", "d", "y", "exclam"]
