import pytest

from malmadang.wordchain.match import Settings
from malmadang.wordchain.modes import Law
from malmadang.wordchain.options import OPTIONS, OptionError, choose, in_words

EVERYTHING = Settings(manner=False, mission=True, is_hard=True, survival=True, joining=True)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Settings()),
        ("쿵쿵따", Settings(mode="쿵쿵따")),
        ("kkt 5판 60초", Settings(mode="쿵쿵따", rounds=5, round_ms=60_000)),
        ("앞말 rounds=1 time=150s", Settings(mode="앞말잇기", rounds=1, round_ms=150_000)),
        ("7", Settings(rounds=7)),
        ("노매너 미션 어려움 탈락 난입", EVERYTHING),
        ("한방 미션 어려움 서바이벌 난입", EVERYTHING),
        ("NoManner Mission hard survival latecomers", EVERYTHING),
        ("두음자유", Settings(law=Law.BOTH)),
        ("nodueum", Settings(law=Law.OFF)),
        ("두음없음 두음", Settings()),
    ],
)
def test_what_is_typed(typed: str, wanted: Settings) -> None:
    assert choose(Settings(), typed.split()) == wanted


@pytest.mark.parametrize("typed", ["장기", "0판", "11판", "9초", "151초", "3 판", "rounds=", "²판"])
def test_what_means_nothing(typed: str) -> None:
    with pytest.raises(OptionError) as caught:
        choose(Settings(), typed.split())
    assert caught.value.word in typed


def test_in_words_it_is_what_one_would_type() -> None:
    settings = choose(Settings(), ["5판", "60초", "노매너", "미션", "두음자유"])
    assert in_words(settings, "ko") == ("5판", "60초", "매너없음", "미션", "두음자유")
    for language in ("ko", "en"):
        assert choose(Settings(), in_words(settings, language)) == settings


def test_every_option_has_a_way_back() -> None:
    for row in OPTIONS:
        assert len({other.value for other in OPTIONS if other.field == row.field}) > 1
    assert len({word for row in OPTIONS for word in (row.ko, row.en, *row.others)}) == sum(
        2 + len(row.others) for row in OPTIONS
    )
