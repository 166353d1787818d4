from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scramp import ScramMechanism  # type: ignore[import-untyped]  # ships no types

from malmadang.wire.sasl import (
    ChunkDecoder,
    ClientExchange,
    PlainClient,
    PlainCredentials,
    SaslError,
    SaslErrorKind,
    ScramClientExchange,
    encode_chunks,
    parse_plain,
)


def take(decoder: ChunkDecoder, chunks: list[str]) -> bytes | None:
    """Feed all; nothing may be whole before the last."""
    *before, last = chunks
    assert all(decoder.feed(chunk) is None for chunk in before)
    return decoder.feed(last)


@given(st.binary(max_size=1300))
def test_an_answer_comes_back_from_its_pieces(payload: bytes) -> None:
    chunks = encode_chunks(payload)
    assert all(1 <= len(chunk) <= 400 for chunk in chunks)
    assert take(ChunkDecoder(), chunks) == payload


@pytest.mark.parametrize(
    ("size", "lengths"),
    [(0, [1]), (1, [4]), (297, [396]), (300, [400, 1]), (301, [400, 4]), (600, [400, 400, 1])],
)
def test_a_full_last_piece_is_followed_by_a_plus(size: int, lengths: list[int]) -> None:
    """IRCv3 sasl-3.1: a 400-byte piece says that more follows."""
    chunks = encode_chunks(b"x" * size)
    assert [len(chunk) for chunk in chunks] == lengths
    assert (chunks[-1] == "+") is (lengths[-1] == 1)


def failure(decoder: ChunkDecoder, chunk: str) -> SaslErrorKind:
    with pytest.raises(SaslError) as caught:
        decoder.feed(chunk)
    return caught.value.kind


def test_broken_pieces_are_named_and_forgotten() -> None:
    decoder = ChunkDecoder()
    assert failure(decoder, "x" * 401) is SaslErrorKind.TOO_LONG
    for broken in ("!", "abc", "한글", "a b="):
        assert failure(decoder, broken) is SaslErrorKind.NOT_BASE64
    assert decoder.feed("YQ==") == b"a"


def test_endless_pieces_are_refused() -> None:
    decoder = ChunkDecoder()
    for _ in range(16):
        assert decoder.feed("A" * 400) is None
    assert failure(decoder, "A" * 400) is SaslErrorKind.TOO_LONG
    assert decoder.feed("YQ==") == b"a"


@pytest.mark.parametrize(
    ("payload", "credentials"),
    [
        (b"\0kim\0secret", PlainCredentials("", "kim", "secret")),
        ("\0철수\0비밀 번호".encode(), PlainCredentials("", "철수", "비밀 번호")),
        (b"lee\0kim\0" + b"x" * 300, PlainCredentials("lee", "kim", "x" * 300)),
    ],
)
def test_plain_is_read(payload: bytes, credentials: PlainCredentials) -> None:
    """RFC 4616 2."""
    assert parse_plain(payload) == credentials


@pytest.mark.parametrize(
    "payload", [b"", b"kim", b"\0kim", b"\0kim\0", b"\0\0secret", b"\0kim\0a\0b", b"\0\xff\0a"]
)
def test_broken_plain_is_refused(payload: bytes) -> None:
    with pytest.raises(SaslError) as caught:
        parse_plain(payload)
    assert caught.value.kind is SaslErrorKind.MALFORMED


def test_plain_says_its_password_once() -> None:
    client = PlainClient("철수", "비밀")
    assert client.mechanism == "PLAIN"
    assert parse_plain(client.respond(b"")) == PlainCredentials("", "철수", "비밀")
    assert client.is_complete
    with pytest.raises(SaslError):
        client.respond(b"")


def test_plain_answers_no_challenge() -> None:
    client = PlainClient("kim", "secret")
    with pytest.raises(SaslError):
        client.respond(b"why?")
    assert not client.is_complete


@pytest.mark.parametrize(("account", "password"), [("", "a"), ("a", ""), ("a\0", "b"), ("a", "b\0")])
def test_plain_needs_both_without_nul(account: str, password: str) -> None:
    with pytest.raises(ValueError, match="account and password"):
        PlainClient(account, password)


class Server:
    """The other end of SCRAM, with the password it believes in."""

    def __init__(self, password: str) -> None:
        mechanism = ScramMechanism("SCRAM-SHA-256")
        keys = mechanism.make_auth_info(password, salt=b"0123456789abcdef")
        self._scram = mechanism.make_server(lambda _account: keys)

    def first(self, message: bytes) -> bytes:
        self._scram.set_client_first(message.decode())
        return str(self._scram.get_server_first()).encode()

    def final(self, message: bytes) -> bytes:
        self._scram.set_client_final(message.decode())
        return str(self._scram.get_server_final()).encode()


def scram(password: str = "비밀") -> ScramClientExchange:
    return ScramClientExchange("철수", password, nonce=b"0123456789abcdef")


def test_scram_proves_both_sides() -> None:
    client: ClientExchange = scram()
    server = Server("비밀")
    assert client.mechanism == "SCRAM-SHA-256"
    final = server.final(client.respond(server.first(client.respond(b""))))
    assert not client.is_complete
    assert client.respond(final) == b""
    assert client.is_complete


def test_scram_never_says_the_password() -> None:
    client, server = scram("secret"), Server("secret")
    first = client.respond(b"")
    second = client.respond(server.first(first))
    assert b"secret" not in first + second
    assert first.startswith(b"n,,n=")
    assert b64encode(b"0123456789abcdef") in first


def error_of(client: ScramClientExchange, challenge: bytes) -> SaslErrorKind:
    with pytest.raises(SaslError) as caught:
        client.respond(challenge)
    return caught.value.kind


def test_a_server_that_does_not_know_the_password_is_not_believed() -> None:
    client, server = scram(), Server("비밀")
    client.respond(server.first(client.respond(b"")))
    assert error_of(client, b"v=" + b64encode(b"x" * 32)) is SaslErrorKind.PEER_UNPROVEN
    assert not client.is_complete


@pytest.mark.parametrize("challenge", [b"", b"nonsense", b"r=other,s=QSXCR+Q6sek8bf92,i=4096", b"\xff"])
def test_a_broken_first_message_ends_it(challenge: bytes) -> None:
    client = scram()
    client.respond(b"")
    assert error_of(client, challenge) is SaslErrorKind.MALFORMED
    assert error_of(client, b"") is SaslErrorKind.MALFORMED


def test_a_server_that_speaks_first_is_refused() -> None:
    assert error_of(scram(), b"r=1") is SaslErrorKind.MALFORMED


def test_a_refusal_ends_it() -> None:
    """RFC 5802 7: the server's final message may be an error."""
    client, server = scram(), Server("비밀")
    client.respond(server.first(client.respond(b"")))
    assert error_of(client, b"e=invalid-proof") is SaslErrorKind.PEER_UNPROVEN


def test_too_short_a_nonce_is_refused() -> None:
    with pytest.raises(ValueError, match="16 octets"):
        ScramClientExchange("kim", "secret", nonce=b"short")
