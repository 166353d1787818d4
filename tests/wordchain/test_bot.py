import msgspec
import pytest

from malmadang.wordchain.bot import BOTS, think
from malmadang.wordchain.dice import Dice
from malmadang.wordchain.dictionary import Entry, MemoryDictionary
from malmadang.wordchain.graph import Graph
from malmadang.wordchain.match import Match, Settings
from malmadang.wordchain.modes import MODES
from malmadang.wordchain.rules import Accepted, Referee
from tests.wordchain.positions import MORE, at_turn, referee_for


def bot_at_turn(level: int, match: Match) -> Match:
    seats = tuple(msgspec.structs.replace(seat, level=level) for seat in match.seats)
    return msgspec.structs.replace(match, seats=seats)


@pytest.mark.parametrize("level", BOTS)
def test_every_level_plays_by_the_rules(level: int) -> None:
    referee = referee_for(f"기차 차기 기슘 기표 표차 차지 지표 차마 {MORE}")
    for seed in range(40):
        match = bot_at_turn(level, at_turn(used="표차"))
        choice = think(referee, match, Dice(seed))
        if choice.word:
            assert isinstance(referee.judge(match, choice.word), Accepted)
        assert choice.word or level == 1
        assert 0 < choice.delay_ms <= match.length_ms * 0.8


def test_it_knows_the_words_of_its_tier_only() -> None:
    words = [Entry("기차", tier=1), Entry("차기", tier=1), Entry("기표", tier=2), Entry("표기", tier=4)]
    referee = Referee(Graph(MemoryDictionary(words), MODES["끝말잇기"]))
    assert {think(referee, bot_at_turn(1, at_turn()), Dice(seed)).word for seed in range(50)} == {"기차", ""}
    assert {think(referee, bot_at_turn(2, at_turn()), Dice(seed)).word for seed in range(50)} == {
        "기차",
        "기표",
    }
    assert think(referee, bot_at_turn(3, at_turn("표")), Dice(1)).word == ""


def test_a_sprout_gives_up_now_and_then_when_there_is_little_to_say() -> None:
    referee = referee_for("기차 차기")
    given_up = sum(not think(referee, bot_at_turn(1, at_turn()), Dice(seed)).word for seed in range(400))
    assert 30 < given_up < 90


def test_a_usual_bot_likes_the_mission() -> None:
    referee = referee_for("기차 차기 기표 표기")
    match = msgspec.structs.replace(bot_at_turn(2, at_turn()), mission="표")
    assert {think(referee, match, Dice(seed)).word for seed in range(20)} == {"기표"}


@pytest.mark.parametrize("level", [3, 4])
def test_the_better_ones_leave_the_fewest_answers(level: int) -> None:
    referee = referee_for("기차 차기 차표 차지 지기 지차 기표 표기")
    match = bot_at_turn(level, at_turn("기"))
    assert think(referee, match, Dice(1)).word == "기표"


def test_without_manner_the_master_goes_for_the_end() -> None:
    rude = Settings(manner=False)
    referee = referee_for("기차 기슘 차기 표기 기표")
    match = bot_at_turn(4, at_turn(used="표기", settings=rude))
    assert think(referee, match, Dice(1)).word == "기슘"
    # A word that has been said answers nothing any more.
    referee = referee_for("기차 차기 기표 표기")
    assert think(referee, bot_at_turn(4, at_turn(used="표기", settings=rude)), Dice(1)).word == "기표"
    # Nothing ends it at once: 기표 leaves a key whose only answer leads to a lost one.
    referee = referee_for("기표 표가 가슘 기차 차기 기가")
    assert think(referee, bot_at_turn(4, at_turn(used="차기", settings=rude)), Dice(1)).word == "기차"


def test_the_scorer_takes_what_is_worth_most() -> None:
    referee = referee_for("기차 차기 기차표 표기 기차표지 지기")
    match = bot_at_turn(5, at_turn())
    assert think(referee, match, Dice(1)).word == "기차표지"
    match = msgspec.structs.replace(match, mission="차", used=("지기",))
    assert think(referee, match, Dice(1)).word == "기차표"


def test_a_bot_types_what_is_shown() -> None:
    settings = Settings(mode="타자")
    match = bot_at_turn(2, at_turn("기차", settings=settings))
    assert think(referee_for(settings=settings), match, Dice(1)).word == "기차"
