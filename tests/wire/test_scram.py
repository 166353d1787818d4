"""RFC 5802, RFC 7677: both sides of an exchange."""

import pytest

from malmadang.wire.sasl import SaslError, ScramClientExchange
from malmadang.wire.scram import ScramServerExchange, Verifier, derive

SALT = b"salt of this test"


def keys(password: str) -> Verifier:
    found = derive(password, salt=SALT, iterations=4096)
    assert found is not None
    return found


def exchange(password: str, known: str) -> tuple[ScramClientExchange, ScramServerExchange]:
    client = ScramClientExchange("철수", password, nonce=b"c" * 16)
    server = ScramServerExchange(lambda name: keys(known), nonce=b"s" * 16)
    return client, server


@pytest.mark.parametrize("password", ["비밀번호", "a", "가" * 100, "빈 칸, 쉼표=등호"])
def test_both_sides_prove_the_password(password: str) -> None:
    client, server = exchange(password, password)
    first = server.respond(client.respond(b""))
    assert first is not None
    final = server.respond(client.respond(first))
    assert final is not None
    assert server.is_proven
    assert server.account == "철수"
    assert server.respond(client.respond(final)) is None
    assert client.is_complete


def test_another_password_is_refused() -> None:
    client, server = exchange("비밀번호", "비밀번후")
    first = server.respond(client.respond(b""))
    assert first is not None
    with pytest.raises(SaslError):
        server.respond(client.respond(first))
    assert not server.is_proven


@pytest.mark.parametrize(
    "answer", [b"", b"n,,", b"n,a=other,n=me,r=abc", b"p=tls-unique,,n=me,r=abc", b"\xff"]
)
def test_what_is_no_first_answer(answer: bytes) -> None:
    with pytest.raises(SaslError):
        ScramServerExchange(lambda name: keys("x"), nonce=b"s" * 16).respond(answer)


@pytest.mark.parametrize("answer", [b"", b"c=biws,r=wrong,p=AAAA", b"c=biws"])
def test_what_is_no_final_answer(answer: bytes) -> None:
    client, server = exchange("x", "x")
    server.respond(client.respond(b""))
    with pytest.raises(SaslError):
        server.respond(answer)
    with pytest.raises(SaslError):
        server.respond(b"")


def test_the_end_is_an_empty_answer() -> None:
    client, server = exchange("x", "x")
    first = server.respond(client.respond(b""))
    assert first is not None
    server.respond(client.respond(first))
    with pytest.raises(SaslError):
        server.respond(b"more")


def test_a_password_that_saslprep_refuses_has_no_keys() -> None:
    """RFC 4013 2.3, 2.5: letters that Unicode 3.2 has not assigned."""
    assert derive("🙂🙃🫠", salt=SALT, iterations=4096) is None


def test_a_short_nonce_is_no_nonce() -> None:
    with pytest.raises(ValueError, match="16"):
        ScramServerExchange(lambda name: keys("x"), nonce=b"s")
