from hypothesis import given
from hypothesis import strategies as st

from malmadang.ports.searching import Terms, Token, readable_text, tokens_of, whole_text

TEXTS = st.text(st.sampled_from("가나다ㅋ점심東あaBé1.?@ \n\r👍"), max_size=12)


def test_tokens_of_a_text() -> None:
    assert tokens_of("점심시간에 Hello, 3PM ㅋ") == {
        "점심",
        "심시",
        "시간",
        "간에",
        "에",
        "hello",
        "3pm",
        "ㅋ",
    }
    assert tokens_of("a" * 100) == {"a" * 64}
    assert tokens_of("  ?! ") == set()


def test_what_people_read() -> None:
    assert whole_text("하나\n둘 \r셋") == "하나\n둘 셋"
    assert readable_text("\x01ACTION 춤\x01") == "춤"
    assert readable_text("\x02a\x0304,05b\x03\n둘\r셋\x0f") == "ab 둘셋"


def test_what_a_text_must_have() -> None:
    assert list(Terms("점심시간 먹 Hello a.bc").tokens) == [
        Token("a", is_prefix=False),
        Token("bc", is_prefix=True),
        Token("hello", is_prefix=True),
        Token("먹", is_prefix=True),
        Token("시간", is_prefix=False),
        Token("심시", is_prefix=False),
        Token("점심", is_prefix=False),
    ]


@given(TEXTS, TEXTS)
def test_whatever_is_found_has_the_tokens(text: str, question: str) -> None:
    """Else the index would hide what is there."""
    terms, tokens = Terms(question), tokens_of(text)
    if terms.are_in(text):
        for token in terms.tokens:
            assert token.text in tokens or (
                token.is_prefix and any(one.startswith(token.text) for one in tokens)
            )


@given(TEXTS)
def test_a_text_is_found_by_its_own_words(text: str) -> None:
    for word in readable_text(text).split():
        assert Terms(word).are_in(text) is bool(Terms(word).tokens)
