from malmadang.wordchain.retrograde import Fate, fates
from tests.wordchain.test_graph import graph_of


def test_counted_back_from_keys_without_an_answer() -> None:
    known = fates(graph_of("가슘 나가 다나 다가 라마 마라"))
    assert known["슘"] == (Fate.LOST, 0)
    assert known["가"] == (Fate.WON, 1)
    assert known["나"] == (Fate.LOST, 2)
    assert known["다"] == (Fate.WON, 3)
    assert known["마"][0] is Fate.DRAWN


def test_it_is_counted_once() -> None:
    graph = graph_of("가슘 나가 가나")
    assert fates(graph) is fates(graph)
