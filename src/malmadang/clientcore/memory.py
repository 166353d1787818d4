"""What a client remembers between two runs: STS policies, trusted certificates, ignored people."""

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


class ClientMemory(msgspec.Struct, frozen=True):
    """All of it; `ClientCore.memory` is replaced whole when something changes.

    Attributes:
        sts: by host, as in the address.
        pins: sha256 of the certificate the person trusts, by `host:port`.
        ignored: nicks and masks, as typed.
    """

    sts: dict[str, StsPolicy] = {}
    pins: dict[str, str] = {}
    ignored: tuple[str, ...] = ()


def encode_memory(memory: ClientMemory) -> bytes:
    """Write the memory as a JSON file's content."""
    return msgspec.json.format(msgspec.json.encode(memory), indent=2) + b"\n"


def decode_memory(data: bytes) -> ClientMemory:
    """Read what `encode_memory` wrote.

    Raises:
        ValueError: it is something else.
    """
    return msgspec.json.decode(data, type=ClientMemory)
