import pytest

from malmadang.servercore.params import as_given, pieces, require_us, word
from malmadang.servercore.refusal import Refusal
from malmadang.wire.numerics import ERR_NOSUCHSERVER
from tests.kit.world import World


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("방", "방"),
        ("두 낱말", "두_낱말"),
        ("::x", "x"),
        ("", "*"),
        (":", "*"),
        (" ", "_"),
        ("가" * 99, "가" * 64),
    ],
)
def test_a_word_can_stand_in_the_middle_of_a_line(typed: str, shown: str) -> None:
    assert word(typed) == shown


def test_a_list_is_given_back_as_it_was() -> None:
    names = ",".join(f"#방{number}" for number in range(30))
    assert as_given(names) == names


def test_pieces_leave_out_what_is_empty() -> None:
    assert pieces(",가,,나,") == ["가", "나"]
    assert pieces("") == []


@pytest.mark.parametrize("target", ["malmadang.local", "MALMADANG.*", "철수"])
def test_a_query_for_us_passes(target: str) -> None:
    world = World()
    world.arrive("철수")
    require_us(world.core.state, target, "malmadang.local")


@pytest.mark.parametrize("target", ["other.example", "없는이", ""])
def test_a_query_for_another_server_is_refused(target: str) -> None:
    with pytest.raises(Refusal) as refused:
        require_us(World().core.state, target, "malmadang.local")
    assert refused.value.numeric is ERR_NOSUCHSERVER
