from malmadang.wordchain.graph import Tally
from malmadang.wordchain.retrograde import Fate, fates
from tests.wordchain.test_graph import graph_of


def test_counted_back_from_keys_without_an_answer() -> None:
    known = fates(Tally(graph_of("가슘 나가 다나 다가 라마 마라")))
    assert known["슘"] == (Fate.LOST, 0)
    assert known["가"] == (Fate.WON, 1)
    assert known["나"] == (Fate.LOST, 2)
    assert known["다"] == (Fate.WON, 3)
    assert known["마"][0] is Fate.DRAWN


def test_what_is_used_counts_no_more() -> None:
    tally = Tally(graph_of("가슘 가나 나가"))
    assert fates(tally)["가"] == (Fate.WON, 1)
    tally.use("가슘")
    assert fates(tally)["가"][0] is Fate.DRAWN
    tally.use("나가")
    assert fates(tally)["나"] == (Fate.LOST, 0)
