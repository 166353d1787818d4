"""What a client remembers between runs: STS policies, pins, ignored people, unsent messages, places."""

from typing import TypeVar

import msgspec

from malmadang.ports import TimeMs

_V = TypeVar("_V")


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


class KeptPlace(msgspec.Struct, frozen=True, gc=False):
    """What takes a guest's place up again, should the program end without a goodbye.

    Attributes:
        token: as the server gave it; a secret.
        holder: the running program whose place it is, as the memory's file names it; "" for this one.
    """

    token: str
    holder: str = ""

    def __repr__(self) -> str:
        return f"KeptPlace(holder={self.holder!r})"


class ClientMemory(msgspec.Struct, frozen=True):
    """All of it; `ClientCore.memory` is replaced whole when something changes.

    Attributes:
        sts: by host, as in the address.
        pins: sha256 of the certificate the person trusts, by `host:port`.
        ignored: nicks and masks, as typed.
        unsent: in order of writing.
        places: by server and folded nick.
    """

    sts: dict[str, StsPolicy] = {}
    pins: dict[str, str] = {}
    ignored: tuple[str, ...] = ()
    unsent: tuple[Unsent, ...] = ()
    places: dict[str, KeptPlace] = {}


def merge(kept: ClientMemory, base: ClientMemory, mine: ClientMemory) -> ClientMemory:
    """Return what is kept with what one of several cores has changed since `base`."""
    return ClientMemory(
        _merge_tables(kept.sts, base.sts, mine.sts),
        _merge_tables(kept.pins, base.pins, mine.pins),
        _merge_lists(kept.ignored, base.ignored, mine.ignored),
        _merge_lists(kept.unsent, base.unsent, mine.unsent),
        _merge_tables(kept.places, base.places, mine.places),
    )


def _merge_tables(kept: dict[str, _V], base: dict[str, _V], mine: dict[str, _V]) -> dict[str, _V]:
    merged = dict(kept)
    for name in base.keys() | mine.keys():
        if name not in mine:
            merged.pop(name, None)
        elif mine[name] != base.get(name):
            merged[name] = mine[name]
    return merged


def _merge_lists(kept: tuple[_V, ...], base: tuple[_V, ...], mine: tuple[_V, ...]) -> tuple[_V, ...]:
    added = tuple(one for one in mine if one not in base and one not in kept)
    return (*(one for one in kept if one in mine or one not in base), *added)


def encode_memory(memory: ClientMemory) -> bytes:
    """Write the memory as a JSON file's content."""
    return msgspec.json.format(msgspec.json.encode(memory), indent=2) + b"\n"


def decode_memory(data: bytes) -> ClientMemory:
    """Read what `encode_memory` wrote.

    Raises:
        ValueError: it is something else.
    """
    return msgspec.json.decode(data, type=ClientMemory)
