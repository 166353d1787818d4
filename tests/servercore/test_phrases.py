import re

import pytest

from malmadang.servercore.commands import COMMANDS
from malmadang.servercore.helpwords import HELP
from malmadang.servercore.numericwords import NUMERICS
from malmadang.servercore.phrases import Phrases
from malmadang.servercore.roomwords import ROOM_SENTENCES
from malmadang.servercore.sentences import SENTENCES
from malmadang.wire.josa import PAIRS
from malmadang.wire.names import NameFault, NameFaultKind
from malmadang.wire.numerics import BY_NAME

FIELD = re.compile(r"\{(\w+)(?:\|([^}]+))?\}")


def fields(text: str) -> set[str]:
    return {name for name, _ in FIELD.findall(text)}


def test_both_languages() -> None:
    assert Phrases("ko").say("bye") == "안녕히 가세요"
    assert Phrases("en").say("bye") == "Good bye"


def test_fields_and_particles() -> None:
    korean = Phrases("ko")
    assert korean.numeric(BY_NAME["RPL_YOURHOST"], server="s", version="malmadang-0.1.0").endswith(
        "malmadang-0.1.0으로 움직여요"
    )
    with pytest.raises(KeyError):
        korean.say("list_cut")


def test_a_numeric_without_a_text_has_none() -> None:
    assert Phrases("ko").numeric(BY_NAME["RPL_ISON"]) == ""


@pytest.mark.parametrize("kind", NameFaultKind)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_fault_of_a_name_can_be_said(kind: NameFaultKind, language: str) -> None:
    assert Phrases(language).name_fault(NameFault(kind, "x", 16))


ALL = {**SENTENCES, **ROOM_SENTENCES}


def test_no_sentence_has_the_name_of_another() -> None:
    assert len(ALL) == len(SENTENCES) + len(ROOM_SENTENCES)


@pytest.mark.parametrize("key", ALL)
def test_sentences_fill_in_the_same_in_both_languages(key: str) -> None:
    phrase = ALL[key]
    # A sentence may leave a field out in one language, but never invent one.
    assert fields(phrase.ko) <= fields(phrase.en) | {"server"}
    assert fields(phrase.en) <= fields(phrase.ko) | {"server"}
    assert {pair for _, pair in FIELD.findall(phrase.ko)} - {""} <= PAIRS


@pytest.mark.parametrize("name", NUMERICS)
def test_korean_numerics_fill_in_what_the_english_ones_do(name: str) -> None:
    english = BY_NAME[name].text
    assert english is not None, "its last parameter is data"
    assert fields(NUMERICS[name]) == fields(english)


def test_every_command_has_its_help_and_nothing_else_has() -> None:
    assert set(HELP) == set(COMMANDS)
    assert Phrases("ko").help("JOIN") != Phrases("en").help("JOIN")


def test_everything_is_polite() -> None:
    """해요체 throughout: a sentence that ends in a verb ends in 요."""
    texts = [*NUMERICS.values(), *(phrase.ko for phrase in (*SENTENCES.values(), *HELP.values()))]
    assert not [text for text in texts if re.search(r"(다|까|라|자)[.!?]?$", text)]
