"""What the network tells the client core, as frozen records that may cross threads."""

import msgspec

from malmadang.clientcore.events import AnswerChallenge
from malmadang.clientcore.faults import Fault


class Connected(msgspec.Struct, frozen=True, gc=False):
    """The line stands, its certificate is good."""


class Received(msgspec.Struct, frozen=True, gc=False):
    """Octets from the server, in any pieces."""

    data: bytes


class Disconnected(msgspec.Struct, frozen=True, gc=False):
    """The line is gone, or never came about.

    Attributes:
        fault: why, None where we closed it ourselves.
    """

    fault: Fault | None


class Unvouched(msgspec.Struct, frozen=True, gc=False):
    """Nothing vouches for the server's certificate; not one line was sent.

    Attributes:
        fingerprint: sha256 of the certificate, 64 hexadecimal digits.
        why: what the check said.
    """

    fingerprint: str
    why: str


class Answered(msgspec.Struct, frozen=True):
    """A challenge has been worked out; None where the exchange failed."""

    request: AnswerChallenge
    answer: bytes | None


Report = Connected | Received | Disconnected | Unvouched | Answered
