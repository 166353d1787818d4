"""Client: one connection of a user; capabilities, stage, backlog."""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from malmadang.ports import ClientId, SteadyMs
from malmadang.servercore import render
from malmadang.servercore.throttle import Bucket
from malmadang.wire.message import Message
from malmadang.wire.names import Folded

if TYPE_CHECKING:
    from malmadang.servercore.exchange import Exchange
    from malmadang.servercore.tickets import Ticket
    from malmadang.servercore.user import User

CLASS_BITS = {
    "message-tags": render.TAGS,
    "server-time": render.TIME,
    "account-tag": render.ACCOUNT,
    "extended-join": render.EXTENDED_JOIN,
    "away-notify": render.AWAY_NOTIFY,
    "account-notify": render.ACCOUNT_NOTIFY,
    "chghost": render.CHGHOST,
    "setname": render.SETNAME,
    "invite-notify": render.INVITE_NOTIFY,
    "draft/message-redaction": render.REDACTION,
    "draft/multiline": render.MULTILINE,
    "draft/channel-rename": render.CHANNEL_RENAME,
}
"""Capabilities that decide how a line in a channel's log looks to a reader."""

TYPING = (4, 1.0)
"""How many notes of typing a client may send at once, and a second after that; more are dropped."""


@lru_cache(1024)
def _shared(caps: frozenset[str]) -> frozenset[str]:
    """Return the one set that all clients with these capabilities share."""
    return caps


class Stage(IntEnum):
    """How far a client has come. A command says from which stage on it may be used."""

    REGISTERING = 0
    WELCOMED = 1


class OpenBatch:
    """A message of several lines that a client has begun and not ended.

    Attributes:
        reference: what the client calls the batch.
        label, tags, nonce: of the whole message.
        pieces: text of each line so far, and whether it goes on where the one before ended.
        size_bytes: of them with a break between each two that do not go on.
        failed: something is wrong with it and its sender has heard so.
    """

    __slots__ = ("failed", "label", "nonce", "pieces", "reference", "size_bytes", "tags", "target")

    def __init__(self, reference: str, target: str, label: str = "", *, failed: bool = False) -> None:
        self.reference = reference
        self.target = target
        self.label = label
        self.tags = ""
        self.nonce = ""
        self.pieces: list[tuple[str, bool]] = []
        self.size_bytes = 0
        self.failed = failed

    def add(self, text: str, *, goes_on: bool) -> None:
        """Add a line."""
        self.size_bytes += len(text.encode()) + (1 if self.pieces and not goes_on else 0)
        self.pieces.append((text, goes_on))


class Claim:
    """What a registering client has said of itself so far.

    Attributes:
        account: it has logged in to; proven: what was kept of the account's password then.
    """

    __slots__ = (
        "account",
        "away",
        "negotiating",
        "nick",
        "password",
        "password_ok",
        "proven",
        "realname",
        "ticket",
        "username",
    )

    def __init__(self) -> None:
        self.account = self.proven = ""
        self.nick = ""
        self.username = ""
        self.realname = ""
        self.password = ""
        self.password_ok = False
        self.negotiating = False
        self.ticket: Ticket | None = None
        self.away = ""


class Client:
    """One connection.

    Attributes:
        user: None until the welcome.
        alone: its id as the audience of a line.
        host: what others see of its address.
        caps: names of the capabilities in force.
        mask: the capability class (bits of `render`).
        batch: a message of several lines that it has begun.
        exchange: a log-in by AUTHENTICATE that is under way.
        cap_version: 0 before CAP LS, 301, or 302.
        absent: it says of itself that nobody looks at it (draft/pre-away).
        subscriptions: keys of metadata it wants to hear of.
        heard_ms: when the last line came in (time-outs).
        spoke_ms: when it last said something to others (idle time of WHOIS).
        held: an answer of the world is awaited; later lines wait in `backlog`.
        typing: what it may still send of typing.
        waking: a Wake for this client's bucket is under way.
    """

    __slots__ = (
        "absent",
        "address",
        "alone",
        "backlog",
        "batch",
        "cap_version",
        "caps",
        "claim",
        "connected_ms",
        "echo",
        "exchange",
        "exempt",
        "heard_ms",
        "held",
        "host",
        "id",
        "loud",
        "mask",
        "monitored",
        "pinged",
        "quiet",
        "secure",
        "spoke_ms",
        "stage",
        "subscriptions",
        "typing",
        "user",
        "waking",
    )

    def __init__(
        self, client_id: ClientId, address: str, host: str, *, secure: bool, loud: Bucket, quiet: Bucket
    ) -> None:
        self.id = client_id
        self.alone = (client_id,)
        self.address = address
        self.host = host
        self.secure = secure
        self.user: User | None = None
        self.stage = Stage.REGISTERING
        self.claim = Claim()
        self.caps: frozenset[str] = frozenset()
        self.cap_version = 0
        self.mask = 0
        self.echo = False
        self.exchange: Exchange | None = None
        self.exempt = False
        self.batch: OpenBatch | None = None
        self.loud = loud
        self.quiet = quiet
        self.typing = Bucket(TYPING[0], SteadyMs(loud.filled_ms))
        # A list: hardly anybody ever has one, and an empty deque takes ten times as much.
        self.backlog: list[Message] = []
        self.held = False
        self.waking = False
        self.absent = False
        self.subscriptions: dict[str, None] = {}
        self.pinged = False
        self.monitored: dict[Folded, str] = {}
        self.connected_ms = self.heard_ms = self.spoke_ms = SteadyMs(loud.filled_ms)

    def set_caps(self, caps: frozenset[str]) -> None:
        """Put the capabilities in force and work out the class that follows from them."""
        self.caps = _shared(caps)
        self.echo = "echo-message" in caps
        self.mask = sum(bit for name, bit in CLASS_BITS.items() if name in caps)
        if "batch" not in caps:
            self.mask &= ~render.MULTILINE

    @property
    def nick(self) -> str:
        """The nick that replies are addressed to: `*` before there is one."""
        return self.user.nick if self.user is not None else self.claim.nick or "*"
