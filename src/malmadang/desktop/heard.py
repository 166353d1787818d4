"""What the network thread tells Tk's thread, as frozen records; they cross in one bounded queue."""

import msgspec

from malmadang.clientcore.events import AnswerChallenge
from malmadang.clientcore.faults import Fault


class Connected(msgspec.Struct, frozen=True, gc=False):
    """The line stands, its certificate is good."""


class Received(msgspec.Struct, frozen=True, gc=False):
    """Octets from the server, in any pieces."""

    data: bytes


class Disconnected(msgspec.Struct, frozen=True, gc=False):
    """The line is gone, or never came about."""

    fault: Fault | None


class Unvouched(msgspec.Struct, frozen=True, gc=False):
    """Nothing vouches for the server's certificate."""

    fingerprint: str
    why: str


class Answered(msgspec.Struct, frozen=True):
    """A challenge has been worked out; None where the exchange failed."""

    request: AnswerChallenge
    answer: bytes | None


Heard = Connected | Received | Disconnected | Unvouched | Answered
