import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wordchain.dice import Dice
from malmadang.wordchain.dictionary import Entry, MemoryDictionary
from malmadang.wordchain.graph import Graph, Tally
from malmadang.wordchain.modes import MODES, Law

WORDS = st.sets(st.text("가나라이리", min_size=2, max_size=3), min_size=1, max_size=25)
CHAINS = ("끝말잇기", "앞말잇기", "쿵쿵따", "가운뎃말잇기", "훈민정음")


def graph_of(words: set[str] | str, mode: str = "끝말잇기", law: Law = Law.STANDARD) -> Graph:
    listed = words.split() if isinstance(words, str) else sorted(words)
    return Graph(MemoryDictionary(Entry(word) for word in listed), MODES[mode], law)


def dead_by_hand(graph: Graph, unused: set[str]) -> set[str]:
    """Count the slow way which keys are dead."""
    mode, dead = graph.mode, set[str]()
    while True:
        more = {
            key
            for key in graph.live
            if not any(
                mode.entry(word) in graph.reach(key) and mode.leaves(word) not in dead
                for word in unused
                if mode.has_length(word)
            )
        }
        if more == dead:
            return dead
        dead = more


@given(WORDS, st.sampled_from(CHAINS), st.sampled_from(Law), st.randoms())
def test_counts_agree_with_the_slow_way_as_words_are_used(
    words: set[str], mode: str, law: Law, random: st.DataObject
) -> None:
    """GAME.md 2: killers are found by counts of unused words, to a fixed point."""
    graph = graph_of(words, mode, law)
    tally, unused = Tally(graph), set(words)
    order = sorted(word for word in words if graph.mode.has_length(word))
    random.shuffle(order)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    for word in order:
        dead = dead_by_hand(graph, unused)
        assert {key for key in graph.live if tally.is_dead(key)} == dead
        for other in unused & set(order):
            killer = graph.mode.leaves(other) in dead_by_hand(graph, unused - {other})
            assert tally.is_killer(other) is killer
        assert {key for key in graph.live if tally.is_dead(key)} == dead, "asking changes nothing"
        for key in graph.live:
            assert tally.count(key) == sum(each in unused for each in graph.answers(key))
        tally.use(word)
        unused.discard(word)


def test_a_word_whose_only_answers_are_killers_is_one() -> None:
    graph = graph_of("가나 나슘 다가 가다 다라 라다")
    tally = Tally(graph)
    assert tally.is_killer("나슘")
    assert tally.is_killer("가나")
    assert not tally.is_killer("다가")
    tally.use("가다")
    assert tally.is_killer("다가"), "the way back has been used"


def test_a_word_that_only_answers_itself_is_a_killer() -> None:
    assert Tally(graph_of("기나 나나")).is_killer("나나")
    assert not Tally(graph_of("기나 나나")).is_killer("기나")


def test_a_round_begins_where_there_is_much_to_say() -> None:
    rich = {f"가{chr(ord('가') + 28 * number)}" for number in range(120)}
    back = {f"{word[1]}가" for word in rich}
    graph = graph_of(rich | back | {"나슘"})
    assert graph.is_fair("가")
    assert not graph.is_fair("나")
    assert graph.openings(3, Dice(1)) == ("가", "가", "가")


def test_the_rounds_begin_with_the_syllables_of_a_word() -> None:
    syllables = [chr(ord("가") + 28 * number) for number in range(110)]
    words = {first + second for first in syllables for second in syllables}
    graph = graph_of({*words, "가까나"})
    assert "".join(graph.openings(3, Dice(1))) == "가까나"
    assert "".join(graph.openings(2, Dice(1))) in words


def test_a_small_list_begins_where_it_can() -> None:
    assert graph_of("기차 차기").openings(1, Dice(1))[0] in "기차"
    assert graph_of("").openings(1, Dice(1)) == ()
    assert graph_of("기슘").openings(2, Dice(1)) == ("기", "기")


@pytest.mark.parametrize(("mode", "keys"), [("훈민정음", {"ㄱㅊ", "ㅊㄱ"}), ("타자", {"기차", "차기"})])
def test_keys_of_other_modes(mode: str, keys: set[str]) -> None:
    words = [Entry("기차", tier=1), Entry("차기", tier=1)]
    graph = Graph(MemoryDictionary(words), MODES[mode])
    assert set(graph.openings(40, Dice(2))) == keys
    assert graph.draw(Dice(1)) in keys
    assert list(graph.answers("ㄱㅊ" if mode == "훈민정음" else "기차")) == ["기차"]
