"""What can happen to a server. Past tense, frozen; `Core.step` takes one at a time."""

import msgspec

from malmadang.ports import ClientId, Outcome, SteadyMs
from malmadang.servercore.orders import CoreOrder
from malmadang.wire.errors import WireError
from malmadang.wire.message import Message


class Connected(msgspec.Struct, frozen=True, gc=False):
    """A socket was accepted and looks like IRC.

    Attributes:
        address: the peer's IP address as text (IPv6 without scope, v4-mapped unwrapped).
        secure: the connection is encrypted (TLS).
        since_ms: when it was accepted; None for just now.
    """

    client_id: ClientId
    address: str
    secure: bool
    since_ms: SteadyMs | None = None


class Received(msgspec.Struct, frozen=True, gc=False):
    """A whole, well-formed line came in."""

    client_id: ClientId
    message: Message


class ReceivedRun(msgspec.Struct, frozen=True, gc=False):
    """Several lines came in with one read that differ in their text alone: `PRIVMSG target :text`.

    Means the same as a `Received` for each, in order, and costs less.
    """

    client_id: ClientId
    target: str
    texts: list[str]


class Garbled(msgspec.Struct, frozen=True):
    """A line broke the grammar: too long, not UTF-8, NUL inside."""

    client_id: ClientId
    error: WireError


class Gone(msgspec.Struct, frozen=True, gc=False):
    """The connection has ended, whoever ended it.

    Attributes:
        reason: what the others read in QUIT.
    """

    client_id: ClientId
    reason: str


class Woke(msgspec.Struct, frozen=True, gc=False):
    """A timer asked for by `Wake` has come due."""

    key: str


class Answered(msgspec.Struct, frozen=True):
    """The world's answer to an `Ask`."""

    client_id: ClientId
    answer: object


class Consulted(msgspec.Struct, frozen=True, gc=False):
    """A thread's answer to a `Consult`; None where it failed."""

    number: int
    answer: object


class Refused(msgspec.Struct, frozen=True, gc=False):
    """The store could not keep a group; each client in it spoke and must be told.

    Attributes:
        clients: (client, verb, target, label), one a refused `Post` or `Keep` with a speaker, in order.
    """

    clients: tuple[tuple[ClientId, str, str, str], ...]
    outcome: Outcome


class Ordered(msgspec.Struct, frozen=True):
    """The owner asks for something from outside.

    Attributes:
        client_id: where the answer goes: one line for each order. `Gone` ends it as it ends a connection.
    """

    client_id: ClientId
    order: CoreOrder


Event = Connected | Received | ReceivedRun | Garbled | Gone | Woke | Answered | Consulted | Refused | Ordered
