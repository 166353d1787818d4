"""PLAIN and SCRAM as state machines, and the pieces of 400 letters they travel in."""

from base64 import b64decode, b64encode
from enum import Enum
from typing import Final, Protocol

import msgspec
from scramp import ScramClient, ScramException  # type: ignore[import-untyped]  # ships no types: _Scram is them

CHUNK_LETTERS: Final = 400
"""Letters of base64 in one AUTHENTICATE line; a full one says that more follows."""
MAX_PAYLOAD_LETTERS: Final = 16 * CHUNK_LETTERS
"""Letters of base64 of one answer, all lines together."""
MIN_NONCE_BYTES: Final = 16


class SaslErrorKind(Enum):
    """Ways in which an exchange can fail."""

    NOT_BASE64 = "not base64"
    TOO_LONG = "more than one answer may be"
    MALFORMED = "not what the mechanism says at this place"
    PEER_UNPROVEN = "the server did not prove that it knows the password"


class SaslError(Exception):
    """An exchange that cannot go on; the peer's fault.

    Attributes:
        kind: what is wrong.
    Source: RFC 4422 3.
    """

    def __init__(self, kind: SaslErrorKind) -> None:
        super().__init__(kind.value)
        self.kind = kind


def encode_chunks(payload: bytes) -> list[str]:
    """Write one answer as the parameters of AUTHENTICATE lines: `+` for nothing, or after a full last piece.

    Source: IRCv3 sasl-3.1, "The AUTHENTICATE Command".
    """
    text = b64encode(payload).decode("ascii")
    chunks = [text[place : place + CHUNK_LETTERS] for place in range(0, len(text), CHUNK_LETTERS)]
    if len(text) % CHUNK_LETTERS == 0:
        chunks.append("+")
    return chunks


class ChunkDecoder:
    """Puts the pieces of one answer together."""

    __slots__ = ("_text",)

    def __init__(self) -> None:
        self._text = ""

    def feed(self, chunk: str) -> bytes | None:
        """Take the parameter of one AUTHENTICATE line; the whole answer when this was its last, else None.

        Raises:
            SaslError: TOO_LONG or NOT_BASE64; what came so far is forgotten.
        Source: IRCv3 sasl-3.1, "The AUTHENTICATE Command".
        """
        text = self._text if chunk == "+" else self._text + chunk
        self._text = ""
        if len(chunk) > CHUNK_LETTERS or len(text) > MAX_PAYLOAD_LETTERS:
            raise SaslError(SaslErrorKind.TOO_LONG)
        if len(chunk) == CHUNK_LETTERS:
            self._text = text
            return None
        try:
            return b64decode(text, validate=True)
        except ValueError:
            raise SaslError(SaslErrorKind.NOT_BASE64) from None


class PlainCredentials(msgspec.Struct, frozen=True, gc=False):
    """What a PLAIN answer says.

    Attributes:
        authzid: whom to act as, "" for the account itself.
    Source: RFC 4616 2.
    """

    authzid: str
    account: str
    password: str


def parse_plain(payload: bytes) -> PlainCredentials:
    """Read the one answer of PLAIN.

    Raises:
        SaslError: MALFORMED: not three parts, no account, no password, not UTF-8.
    Source: RFC 4616 2.
    """
    try:
        parts = payload.decode().split("\0")
    except UnicodeDecodeError:
        raise SaslError(SaslErrorKind.MALFORMED) from None
    if len(parts) != 3 or not parts[1] or not parts[2]:
        raise SaslError(SaslErrorKind.MALFORMED)
    return PlainCredentials(*parts)


class ClientExchange(Protocol):
    """The client's side of one mechanism: each challenge of the server is answered once.

    Attributes:
        mechanism: as AUTHENTICATE names it.
        is_complete: everything was said and, where the mechanism can, the server has proven itself. Without
            it a 903 must not be believed.
    """

    mechanism: str
    is_complete: bool

    def respond(self, challenge: bytes) -> bytes:
        """Answer a challenge; the first is empty.

        Raises:
            SaslError: MALFORMED or PEER_UNPROVEN.
        """


class PlainClient:
    """PLAIN: the password itself, so over TLS only.

    Source: RFC 4616.
    """

    __slots__ = ("_payload", "is_complete", "mechanism")

    def __init__(self, account: str, password: str) -> None:
        if not account or not password or "\0" in account + password:
            msg = "account and password are not empty and hold no NUL"
            raise ValueError(msg)
        self.mechanism = "PLAIN"
        self.is_complete = False
        self._payload = f"\0{account}\0{password}".encode()

    def respond(self, challenge: bytes) -> bytes:
        """Answer the empty challenge with the credentials; there is no other."""
        if challenge or self.is_complete:
            raise SaslError(SaslErrorKind.MALFORMED)
        self.is_complete = True
        return self._payload


class _Scram(Protocol):
    """The part of scramp's client that is used here."""

    def get_client_first(self) -> str: ...
    def set_server_first(self, message: str) -> None: ...
    def get_client_final(self) -> str: ...
    def set_server_final(self, message: str) -> None: ...


class _Stage(Enum):
    FIRST = "nothing said"
    FINAL = "client-first said"
    PROOF = "client-final said"
    OVER = "over"


class ScramClientExchange:
    """SCRAM-SHA-256: both sides prove that they know the password, and neither says it.

    The second answer derives the key, which takes long by intent: give that call to a thread.

    Args:
        nonce: random octets, at least 16, for this one exchange.
    Source: RFC 5802, RFC 7677.
    """

    __slots__ = ("_scram", "_stage", "is_complete", "mechanism")

    def __init__(self, account: str, password: str, *, nonce: bytes) -> None:
        if len(nonce) < MIN_NONCE_BYTES:
            msg = f"at least {MIN_NONCE_BYTES} octets of nonce"
            raise ValueError(msg)
        self.mechanism = "SCRAM-SHA-256"
        self.is_complete = False
        self._stage = _Stage.FIRST
        self._scram: _Scram = ScramClient(
            [self.mechanism], account, password, c_nonce=b64encode(nonce).decode("ascii")
        )

    def respond(self, challenge: bytes) -> bytes:
        """Answer the server's empty, first and final message, in this order."""
        stage, self._stage = self._stage, _Stage.OVER
        try:
            return self._answer(stage, challenge.decode())
        except (ScramException, UnicodeDecodeError):
            proof = stage is _Stage.PROOF
            raise SaslError(SaslErrorKind.PEER_UNPROVEN if proof else SaslErrorKind.MALFORMED) from None

    def _answer(self, stage: _Stage, challenge: str) -> bytes:
        scram = self._scram
        match stage:
            case _Stage.FIRST if not challenge:
                answer = scram.get_client_first()
                self._stage = _Stage.FINAL
            case _Stage.FINAL:
                scram.set_server_first(challenge)
                answer = scram.get_client_final()
                self._stage = _Stage.PROOF
            case _Stage.PROOF:
                scram.set_server_final(challenge)
                answer = ""
                self.is_complete = True
            case _:
                raise SaslError(SaslErrorKind.MALFORMED)
        return answer.encode()
