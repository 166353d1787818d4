from unicodedata import normalize

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.wire.names import (
    NameFault,
    NameFaultKind,
    casefold,
    check_account,
    check_channel,
    check_nick,
    normalize_name,
    skeleton,
)
from tests.vectors import load

CHECKS = {"nick": check_nick, "channel": check_channel, "account": check_account}
LETTERS = st.text(
    st.sampled_from("aAiIlL10oOtTㅋㅏㅣㅡ가힣철수あアロ口一人_-|[]\\`^{}"), min_size=1, max_size=16
)


class Folding(msgspec.Struct):
    name: str
    folded: str


class Judgement(msgspec.Struct):
    what: str
    name: str
    fault: str | None
    letter: str


class Spelling(msgspec.Struct):
    typed: str
    name: str


class Pair(msgspec.Struct):
    one: str
    other: str
    alike: bool


@pytest.mark.parametrize("case", load("casefold", list[Folding]), ids=lambda case: case.name)
def test_only_ascii_letters_are_folded(case: Folding) -> None:
    assert casefold(case.name) == case.folded


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert casefold(casefold(name)) == casefold(name)


@pytest.mark.parametrize("case", load("name", list[Judgement]), ids=lambda case: f"{case.what} {case.name!a}")
def test_a_name_is_judged(case: Judgement) -> None:
    fault = CHECKS[case.what](case.name)
    if case.fault is None:
        assert fault is None
    else:
        assert fault is not None
        assert (fault.kind.name, fault.letter) == (case.fault, case.letter)


def test_a_name_too_long_names_the_limit() -> None:
    assert check_nick("a" * 17) == NameFault(NameFaultKind.TOO_MANY_LETTERS, limit=16)
    assert check_nick("a" * 9, max_chars=8) == NameFault(NameFaultKind.TOO_MANY_LETTERS, limit=8)
    assert check_nick("가" * 5, max_bytes=12) == NameFault(NameFaultKind.TOO_MANY_BYTES, limit=12)
    assert check_channel("#" + "가" * 32) == NameFault(NameFaultKind.TOO_MANY_LETTERS, limit=32)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_name_that_is_allowed_is_fit_for_the_wire(text: str) -> None:
    name = normalize_name(text)
    if check_nick(name) is None:
        assert len(name.encode()) <= 48
        assert not set(name) & set(" ,:!@#&~+%*?\0\r\n")
        assert normalize_name(name) == name
        assert check_channel(f"#{name}") is None


@pytest.mark.parametrize("case", load("name_normalize", list[Spelling]), ids=lambda case: ascii(case.typed))
def test_a_name_has_one_spelling(case: Spelling) -> None:
    assert normalize_name(case.typed) == case.name


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_normalizing_twice_is_normalizing_once(text: str) -> None:
    assert normalize_name(normalize_name(text)) == normalize_name(text)


@pytest.mark.parametrize(
    "case", load("lookalike", list[Pair]), ids=lambda case: f"{case.one!a}-{case.other!a}"
)
def test_names_that_look_alike_are_found(case: Pair) -> None:
    assert (skeleton(case.one) == skeleton(case.other)) is case.alike


@given(LETTERS)
def test_a_name_looks_like_itself_in_any_case_and_spelling(name: str) -> None:
    shape = skeleton(name)
    assert skeleton(name.upper()) == skeleton(name.lower()) == shape
    assert skeleton(normalize("NFD", name)) == shape
    assert skeleton("\u200b".join(name)) == shape
    assert skeleton(shape) == shape


@given(LETTERS, LETTERS)
def test_a_skeleton_is_made_letter_by_letter(one: str, other: str) -> None:
    assert skeleton(one + other) == skeleton(one) + skeleton(other)
