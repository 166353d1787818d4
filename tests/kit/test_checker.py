"""The checker finds each fault that it is there for."""

import pytest

from tests.kit.checker import Checker, Line


@pytest.fixture
def checker() -> Checker:
    checker = Checker()
    for number in range(3):
        checker.sent(f"t{number}")
        checker.read("a", "#방", f"m{number}", f"t{number}", is_own=True)
        checker.read("b", "#방", f"m{number}", f"t{number}", is_own=False)
    checker.sent("never answered")
    return checker


ALL: list[Line] = [("m0", "t0"), ("m1", "t1"), ("m2", "t2")]


@pytest.mark.parametrize("more", [[], [("m9", "never answered")]])
def test_what_was_not_acknowledged_may_be_kept_or_not(checker: Checker, more: list[Line]) -> None:
    assert not checker.faults({"#방": ALL + more})


@pytest.mark.parametrize(("history", "fault"), [
    (ALL[:2], "lost"),
    ([*ALL[:2], ("m2", "t2 ")], "altered"),
    ([*ALL, ("m9", "t1")], "kept 2 times"),
    ([*ALL, ("m9", "from nowhere")], "never sent"),
    ([ALL[0], ALL[2], ALL[1]], "another order"),
])  # fmt: skip
def test_faults_are_found(checker: Checker, history: list[Line], fault: str) -> None:
    assert fault in " ".join(checker.faults({"#방": history}))


def test_what_somebody_read_must_be_kept() -> None:
    checker = Checker()
    checker.sent("t")
    checker.read("b", "#방", "m", "t", is_own=False)
    assert checker.faults({"#방": []})


@pytest.mark.parametrize(("final", "fault"), [
    (ALL, ""),
    (ALL[1:], ""),
    ([], "gap"),
    (ALL[:2], "gap"),
    ([ALL[0], ALL[2]], "gap"),
    ([*ALL, ALL[1]], "has 2 times"),
    ([ALL[1], ALL[0], ALL[2]], "not kept"),
    ([ALL[0], ALL[2], ALL[1]], "another order"),
    ([*ALL, ("m9", "t9")], "not kept"),
    ([*ALL[:2], ("m2", "t2 ")], "not kept"),
])  # fmt: skip
def test_what_somebody_finally_has_is_all_there_is(checker: Checker, final: list[Line], fault: str) -> None:
    checker.has("c", "#방", final)
    found = checker.faults({"#방": ALL})
    assert (fault in " ".join(found)) if fault else not found
