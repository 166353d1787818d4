from collections import Counter

from malmadang.wordchain.dice import Dice


def test_the_same_seed_throws_the_same() -> None:
    first, second = Dice(7), Dice(7)
    assert [first.below(100) for _ in range(20)] == [second.below(100) for _ in range(20)]
    assert Dice(first.seed).below(1_000_000) == second.below(1_000_000)


def test_every_number_is_about_as_likely() -> None:
    dice = Dice(1)
    counts = Counter(dice.below(6) for _ in range(6_000))
    assert set(counts) == set(range(6))
    assert all(850 < count < 1_150 for count in counts.values())


def test_a_shuffle_keeps_everything() -> None:
    items = list(range(50))
    Dice(3).shuffle(items)
    assert items != sorted(items)
    assert sorted(items) == list(range(50))


def test_it_picks_one_of_them() -> None:
    dice = Dice(5)
    assert {dice.pick("가나다") for _ in range(50)} == set("가나다")
