import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wire.modes import (
    DEFAULT_PREFIXES,
    USER_MODE_KINDS,
    ModeChange,
    ModeKinds,
    Prefixes,
    format_modes,
    parse_modes,
)

KINDS = ModeKinds()


@pytest.mark.parametrize(
    ("modes", "arguments", "changes"),
    [
        ("+o", ["kim"], [ModeChange("+", "o", "kim")]),
        ("o", ["kim"], [ModeChange("+", "o", "kim")]),
        (
            "+ov-i",
            ["kim", "lee"],
            [ModeChange("+", "o", "kim"), ModeChange("+", "v", "lee"), ModeChange("-", "i")],
        ),
        ("+l-l", ["5"], [ModeChange("+", "l", "5"), ModeChange("-", "l")]),
        ("+k-k", ["a", "b"], [ModeChange("+", "k", "a"), ModeChange("-", "k", "b")]),
        ("-k", [], [ModeChange("-", "k")]),
        ("b", [], [ModeChange("+", "b")]),
        ("+be", ["a!*@*"], [ModeChange("+", "b", "a!*@*"), ModeChange("+", "e")]),
        ("+Z", ["kim"], [ModeChange("+", "Z")]),
        ("+i", ["left", "over"], [ModeChange("+", "i")]),
        ("+-+", [], []),
        ("", ["kim"], []),
    ],
)
def test_modes_are_read(modes: str, arguments: list[str], changes: list[ModeChange]) -> None:
    """Modern IRC, MODE message: which types of modes have a parameter."""
    assert parse_modes(modes, arguments, KINDS) == changes


@pytest.mark.parametrize(
    ("changes", "params"),
    [
        (
            [ModeChange("+", "o", "kim"), ModeChange("+", "v", "lee"), ModeChange("-", "i")],
            ("+ov-i", "kim", "lee"),
        ),
        ([ModeChange("-", "i"), ModeChange("-", "n"), ModeChange("-", "t")], ("-int",)),
        ([ModeChange("+", "i"), ModeChange("-", "n"), ModeChange("+", "t")], ("+i-n+t",)),
        ([], ("",)),
    ],
)
def test_changes_are_written_with_each_sign_once_a_run(
    changes: list[ModeChange], params: tuple[str, ...]
) -> None:
    assert format_modes(changes) == params


@given(st.lists(st.tuples(st.sampled_from("+-"), st.sampled_from("beIklimnstqaohv")), min_size=1))
def test_reading_undoes_writing(pairs: list[tuple[str, str]]) -> None:
    changes = [
        ModeChange(sign, letter, f"arg{at}" if KINDS.takes_argument(sign, letter) else None)
        for at, (sign, letter) in enumerate(pairs)
    ]
    modes, *arguments = format_modes(changes)
    assert parse_modes(modes, arguments, KINDS) == changes


def test_user_modes_have_no_arguments() -> None:
    assert parse_modes("+iw-o", ["kim"], USER_MODE_KINDS) == [
        ModeChange("+", "i"),
        ModeChange("+", "w"),
        ModeChange("-", "o"),
    ]
    assert USER_MODE_KINDS.is_known("B")
    assert not USER_MODE_KINDS.is_known("k")


def test_chanmodes_come_back() -> None:
    kinds = ModeKinds.parse("beI,k,l,imnst")
    assert kinds == KINDS
    assert kinds.format() == "beI,k,l,imnst"
    assert ModeKinds.parse("b,k", Prefixes("ov", "@+")) == ModeKinds("b", "k", "", "", "ov")
    assert ModeKinds.parse("b,k,l,imn,xyz", Prefixes("ov", "@+")) == ModeKinds("b", "k", "l", "imn", "ov")
    assert all(kinds.is_known(letter) for letter in "beIklimnstqaohv")
    assert not kinds.is_known("Z")


def test_the_founder_ranks_highest() -> None:
    ranks = [DEFAULT_PREFIXES.rank(letter) for letter in ["q", "a", "o", "h", "v", "", "x"]]
    assert ranks == [0, 1, 2, 3, 4, 5, 5]


def test_symbols_are_shown_from_high_to_low() -> None:
    """IRCv3 multi-prefix: all of them, in order of rank."""
    assert DEFAULT_PREFIXES.show("vo") == "@+"
    assert DEFAULT_PREFIXES.show_highest({"v", "q"}) == "~"
    assert DEFAULT_PREFIXES.show("") == DEFAULT_PREFIXES.show_highest("") == ""
    assert DEFAULT_PREFIXES.sort("vqxo") == "qov"
    assert DEFAULT_PREFIXES.letter_of("%") == "h"
    assert DEFAULT_PREFIXES.letter_of("!") == DEFAULT_PREFIXES.letter_of("") == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("@+철수", ("ov", "철수")),
        ("철수", ("", "철수")),
        ("+@kim", ("ov", "kim")),
        ("~", ("q", "")),
        ("", ("", "")),
    ],
)
def test_symbols_are_taken_off_a_nick(text: str, parts: tuple[str, str]) -> None:
    assert DEFAULT_PREFIXES.take_off(text) == parts


def test_a_server_without_prefixes_is_understood() -> None:
    assert Prefixes("", "").take_off("@kim") == ("", "@kim")
