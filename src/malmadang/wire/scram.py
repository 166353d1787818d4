"""The server's side of SCRAM-SHA-256, and the keys it checks a password with."""

from base64 import b64encode
from collections.abc import Callable
from typing import Final, Protocol

import msgspec
from scramp import ScramException, ScramMechanism  # type: ignore[import-untyped]  # ships no types: _Server is them

from malmadang.wire.sasl import MIN_NONCE_BYTES, SaslError, SaslErrorKind

MECHANISM: Final = "SCRAM-SHA-256"


class Verifier(msgspec.Struct, frozen=True, gc=False):
    """What is known of a password without knowing it.

    Source: RFC 5802 3.
    """

    salt: bytes
    iterations: int
    stored_key: bytes
    server_key: bytes


def derive(password: str, *, salt: bytes, iterations: int) -> Verifier | None:
    """Return what SCRAM-SHA-256 needs to check the password; None where SASLprep refuses it.

    Takes long by intent: give it to a thread.

    Source: RFC 5802 3; RFC 4013 2.3.
    """
    try:
        salt, stored_key, server_key, rounds = ScramMechanism(MECHANISM).make_auth_info(
            password, iteration_count=iterations, salt=salt
        )
    except ScramException:
        return None
    return Verifier(salt, rounds, stored_key, server_key)


class _Server(Protocol):
    """The part of scramp's server that is used here."""

    def set_client_first(self, client_first: str) -> None: ...
    def get_server_first(self) -> str: ...
    def set_client_final(self, client_final: str) -> None: ...
    def get_server_final(self) -> str: ...


class ScramServerExchange:
    """One exchange: two answers of the client are judged, then it says that it has seen our proof.

    Args:
        find: gives the keys for the name a client logs in with; for a name that nobody has it must give some
            that fit no password, or the exchange would tell which names there are.
        nonce: random octets, at least 16, for this one exchange.

    Attributes:
        account: the name the client gave, "" before.
        is_proven: the client knows the password.
    Source: RFC 5802, RFC 7677.
    """

    __slots__ = ("_answers", "_server", "account", "is_proven")

    def __init__(self, find: Callable[[str], Verifier], *, nonce: bytes) -> None:
        if len(nonce) < MIN_NONCE_BYTES:
            msg = f"at least {MIN_NONCE_BYTES} octets of nonce"
            raise ValueError(msg)
        self.account = ""
        self.is_proven = False
        self._answers = 0

        def keys(name: str) -> tuple[bytes, bytes, bytes, int]:
            self.account = name
            found = find(name)
            return found.salt, found.stored_key, found.server_key, found.iterations

        self._server: _Server = ScramMechanism(MECHANISM).make_server(
            keys, s_nonce=b64encode(nonce).decode("ascii")
        )

    def respond(self, answer: bytes) -> bytes | None:
        """Take an answer of the client; return the next challenge, or None when it has logged in.

        Raises:
            SaslError: MALFORMED, which a wrong password is too; the exchange is over.
        """
        self._answers += 1
        try:
            return self._judge(answer.decode())
        except (ScramException, UnicodeDecodeError):
            raise SaslError(SaslErrorKind.MALFORMED) from None

    def _judge(self, answer: str) -> bytes | None:
        server = self._server
        if self._answers == 1:
            if _acts_for_another(answer):
                raise SaslError(SaslErrorKind.MALFORMED)
            server.set_client_first(answer)
            return server.get_server_first().encode()
        if self._answers == 2:
            server.set_client_final(answer)
            self.is_proven = True
            return server.get_server_final().encode()
        if answer or not self.is_proven:
            raise SaslError(SaslErrorKind.MALFORMED)
        return None


def _acts_for_another(client_first: str) -> bool:
    """Whether the header names an account to act for: nobody may, so it is asked for in vain.

    Source: RFC 5802 7 (gs2-header).
    """
    parts = client_first.split(",", 2)
    return len(parts) == 3 and bool(parts[1])
