import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wordchain.dictionary import Entry, MemoryDictionary
from malmadang.wordchain.graph import Graph
from malmadang.wordchain.happenings import WordTaken
from malmadang.wordchain.match import Match, Settings, expire
from malmadang.wordchain.modes import MODES, Law
from malmadang.wordchain.rules import Accepted, Reason, Referee, Rejected, count_lines
from tests.wordchain.positions import LIST, MORE, MOVES, Move, at_turn, do, later, referee_for


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("기차", None),
        ("기a", Reason.NOT_HANGUL),
        ("ㄱ차", Reason.NOT_HANGUL),
        ("漢字", Reason.NOT_HANGUL),
        ("기\u200b차", Reason.NOT_HANGUL),
        ("기", Reason.SHORT),
        ("차표", Reason.CHAIN),
        ("기표", Reason.USED),
        ("기린", Reason.UNKNOWN),
        # Both wrong: what is asked first is said.
        ("나무하늘바다", Reason.CHAIN),
    ],
)
def test_reasons_in_their_order(word: str, reason: Reason | None) -> None:
    """GAME.md 2."""
    verdict = referee_for().judge(at_turn("기", used="기표"), word)
    assert verdict == (Accepted(word) if reason is None else Rejected(word, reason))


@pytest.mark.parametrize(
    ("key", "law", "word", "fits"),
    [
        ("력", Law.STANDARD, "역사", True),
        ("력", Law.STANDARD, "력사", True),
        ("역", Law.STANDARD, "력사", False),
        ("역", Law.BOTH, "력사", True),
        ("력", Law.OFF, "역사", False),
        ("력", Law.OFF, "력사", True),
    ],
)
def test_the_law_is_an_option(key: str, law: Law, word: str, fits: bool) -> None:
    settings = Settings(law=law)
    verdict = referee_for(settings=settings).judge(at_turn(key, used="차표", settings=settings), word)
    assert isinstance(verdict, Accepted) is fits


def test_manner_refuses_what_nobody_could_answer() -> None:
    words = f"기슘 기차 차마 기표 표차 {MORE}"
    assert referee_for(words).judge(at_turn(used="표차"), "기슘") == Rejected("기슘", Reason.KILLER)
    rude = Settings(manner=False)
    assert referee_for(words).judge(at_turn(used="표차", settings=rude), "기슘") == Accepted("기슘")


def test_no_round_begins_with_a_killer_even_without_manner() -> None:
    rude = Settings(manner=False)
    verdict = referee_for(f"기슘 기차 차마 {MORE}").judge(at_turn(settings=rude), "기슘")
    assert verdict == Rejected("기슘", Reason.FIRST_KILLER)


def test_words_become_killers_as_others_are_used() -> None:
    referee = referee_for(f"기차 차마 기마 {MORE}")
    assert referee.judge(at_turn("기", used="사마"), "기차") == Accepted("기차")
    assert referee.judge(at_turn("기", used="사마 차마"), "기차") == Rejected("기차", Reason.KILLER)
    assert referee.judge(at_turn("기", used="사마"), "기차") == Accepted("기차"), "counts follow the match"


def test_where_every_answer_is_a_killer_one_of_them_may_be_said() -> None:
    assert referee_for("기슘 차표").judge(at_turn(used="차표"), "기슘") == Accepted("기슘")


def test_kungkungtta_takes_three_syllables() -> None:
    settings = Settings(mode="쿵쿵따")
    verdict = referee_for(settings=settings).judge(at_turn(settings=settings), "기차")
    assert verdict == Rejected("기차", Reason.LENGTH)
    assert referee_for(settings=settings).judge(at_turn(settings=settings), "기차표") == Accepted("기차표")


def test_typing_takes_the_word_itself_again_and_again() -> None:
    settings = Settings(mode="타자")
    referee = referee_for(settings=settings)
    match = at_turn("기차", used="기차", settings=settings)
    assert referee.judge(match, "기차") == Accepted("기차")
    assert referee.judge(match, "차표") == Rejected("차표", Reason.CHAIN)
    drawn = referee.draw_key(match)
    assert referee.graph.dictionary.has(drawn.key)
    assert referee_for().draw_key(match) is match


def test_a_hint_is_a_move_and_there_may_be_none() -> None:
    referee = referee_for()
    match = at_turn()
    assert isinstance(referee.judge(match, referee.hint(match)), Accepted)
    assert referee.hint(at_turn("슘")) == ""


WAYS = f"{LIST} {MORE} 기슘 기력 차마 력마 역마 기마 력슘"


@pytest.mark.parametrize(
    ("settings", "counts"),
    [
        (Settings(manner=False), [1, 9, 34, 133, 523]),
        (Settings(), [1, 9, 32, 126, 487]),
        (Settings(manner=False, law=Law.OFF), [1, 9, 31, 119, 448]),
        (Settings(manner=False, law=Law.BOTH), [1, 9, 37, 143, 577]),
        (Settings(mode="앞말잇기", manner=False), [1, 8, 30, 116, 426]),
        (Settings(mode="가운뎃말잇기", manner=False), [1, 2, 2, 1, 1]),
        (Settings(mode="쿵쿵따", manner=False), [1, 2, 2, 2, 2]),
    ],
)
def test_legal_words_counted_by_depth(settings: Settings, counts: list[int]) -> None:
    """As chess programs prove their rules: how many ways there are to go on."""
    referee = referee_for(WAYS, settings)
    match = at_turn(settings=settings)
    assert [count_lines(referee, match, depth) for depth in range(len(counts))] == counts
    assert counts[:3] == [slow_count(referee, match, WAYS.split(), depth) for depth in range(3)]


def slow_count(referee: Referee, match: Match, words: list[str], depth: int) -> int:
    """Count with nothing but `judge` and the whole list."""
    if not depth:
        return 1
    total = 0
    for word in words:
        if isinstance(Referee(referee.graph).judge(match, word), Accepted):
            after = msgspec.structs.replace(match, used=(*match.used, word), key=match.mode.leaves(word))
            total += slow_count(referee, after, words, depth - 1)
    return total


@given(st.text("기차표름지능력역사자", min_size=1, max_size=4), st.booleans())
def test_judging_changes_nothing(word: str, manner: bool) -> None:
    settings = Settings(manner=manner)
    referee, match = referee_for(settings=settings), at_turn(used="기차 차표 표기", settings=settings)
    first = [referee.judge(match, each) for each in LIST.split()]
    referee.judge(match, word)
    assert [referee.judge(match, each) for each in LIST.split()] == first


@given(MOVES)
def test_whoever_plays_with_manner_always_has_a_move(moves: list[Move]) -> None:
    """Unless nothing but killers was left and one of them had to be said."""
    referee, match = referee_for(), at_turn()
    for move in moves:
        before = match
        match, happened = do(referee, match, move, later(match, move))
        if any(isinstance(each, WordTaken) for each in happened):
            tally = referee.tally(before)
            had_to = all(tally.is_killer(word) for word in referee.unused(before))
            assert had_to or any(referee.moves(match))
            match = expire(match, match.serial, match.deadline_ms)[0]


def test_words_that_are_typed_again_are_not_counted() -> None:
    settings = Settings(mode="타자")
    referee = referee_for(settings=settings)
    assert referee.tally(at_turn("기차", used="기차 기차", settings=settings)).used == set()


def test_a_hint_is_looked_for_among_rare_words_when_the_known_ones_end_all() -> None:
    killers = [f"기{chr(ord('가') + 28 * number)}" for number in range(300, 345)]
    entries = [Entry(word, tier=1) for word in killers] + [
        Entry(word, tier=4) for word in ("기마", *MORE.split())
    ]
    referee = Referee(Graph(MemoryDictionary(entries), MODES["끝말잇기"]))
    assert referee.hint(at_turn()) == "기마"
