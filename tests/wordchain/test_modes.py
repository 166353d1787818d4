import pytest

from malmadang.wordchain.modes import MODES, Law, find_mode


@pytest.mark.parametrize(
    ("mode", "old", "new", "law", "fits"),
    [
        ("끝말잇기", "기차", "차표", Law.STANDARD, True),
        ("끝말잇기", "기차", "표기", Law.STANDARD, False),
        ("끝말잇기", "능력", "역사", Law.STANDARD, True),
        ("끝말잇기", "능력", "역사", Law.OFF, False),
        ("끝말잇기", "지역", "력사", Law.STANDARD, False),
        ("끝말잇기", "지역", "력사", Law.BOTH, True),
        ("앞말잇기", "차표", "기차", Law.STANDARD, True),
        # 두음 of the new word's last syllable meets the old word's first.
        ("앞말잇기", "역사", "능력", Law.STANDARD, True),
        ("앞말잇기", "력사", "지역", Law.STANDARD, False),
        ("앞말잇기", "력사", "지역", Law.BOTH, True),
        ("앞말잇기", "역사", "능력", Law.OFF, False),
        ("쿵쿵따", "자동차", "차표함", Law.STANDARD, True),
        ("가운뎃말잇기", "자동차", "동그라미", Law.STANDARD, True),
        ("가운뎃말잇기", "자동차", "차도르", Law.STANDARD, False),
        ("훈민정음", "감사", "가수", Law.STANDARD, True),
        ("훈민정음", "감사", "나사", Law.STANDARD, False),
        ("타자", "감사", "감사", Law.STANDARD, True),
        ("타자", "감사", "가수", Law.STANDARD, False),
    ],
)
def test_which_word_meets_which(mode: str, old: str, new: str, law: Law, fits: bool) -> None:
    """GAME.md 2, 6."""
    row = MODES[mode]
    assert (row.entry(new) in row.reach(row.leaves(old), law)) is fits


def test_kungkungtta_takes_three_syllables() -> None:
    row = MODES["쿵쿵따"]
    assert [row.has_length(word) for word in ("기차", "자동차", "자동차표")] == [False, True, False]


def test_names_in_both_languages() -> None:
    assert find_mode("Chain") is MODES["끝말잇기"]
    assert find_mode("KKT") is MODES["쿵쿵따"]
    assert find_mode("앞말") is MODES["앞말잇기"]
    assert find_mode("장기") is None
    names = [name for row in MODES.values() for name in (row.name, *row.names)]
    assert len(names) == len(set(names))
