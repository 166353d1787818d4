"""What a client remembers between two runs: STS policies, certificates, ignored people, unsent messages."""

import msgspec

from malmadang.ports import TimeMs


class StsPolicy(msgspec.Struct, frozen=True, gc=False):
    """A server's promise to be reachable over TLS.

    Attributes:
        duration_s: how long it holds after each contact.
    """

    port: int
    expires_ms: TimeMs
    duration_s: int


class Unsent(msgspec.Struct, frozen=True, gc=False):
    """An own message that could not be sent before the program ended.

    Attributes:
        server: `Address.server` of where it belongs.
        account: ours there, "" for a guest.
        target, verb, text: as the line names them (ACTION wrapped).
        nonce: the same however often it is sent.
        sent: it was on the wire; whether it arrived is not known.
    """

    server: str
    account: str
    target: str
    verb: str
    text: str
    nonce: str
    reply_to: str
    written_ms: TimeMs
    sent: bool = False


class ClientMemory(msgspec.Struct, frozen=True):
    """All of it; `ClientCore.memory` is replaced whole when something changes.

    Attributes:
        sts: by host, as in the address.
        pins: sha256 of the certificate the person trusts, by `host:port`.
        ignored: nicks and masks, as typed.
        unsent: in order of writing.
    """

    sts: dict[str, StsPolicy] = {}
    pins: dict[str, str] = {}
    ignored: tuple[str, ...] = ()
    unsent: tuple[Unsent, ...] = ()


def encode_memory(memory: ClientMemory) -> bytes:
    """Write the memory as a JSON file's content."""
    return msgspec.json.format(msgspec.json.encode(memory), indent=2) + b"\n"


def decode_memory(data: bytes) -> ClientMemory:
    """Read what `encode_memory` wrote.

    Raises:
        ValueError: it is something else.
    """
    return msgspec.json.decode(data, type=ClientMemory)
