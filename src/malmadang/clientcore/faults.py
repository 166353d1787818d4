"""What can be wrong, as data. `phrases` makes the sentence."""

from enum import Enum

import msgspec


class FaultKind(Enum):
    """Each fault's fields stand in brackets."""

    # Addresses and settings.
    ADDRESS_EMPTY = "address empty"
    """[]"""
    ADDRESS_SCHEME = "address scheme"
    """[scheme]"""
    ADDRESS_HOST = "address host"
    """[address]"""
    ADDRESS_PORT = "address port"
    """[port]"""
    ADDRESS_ROOM = "address room"
    """[room]"""
    ADDRESS_PIN = "address pin"
    """[pin]"""
    # Commands and names.
    UNKNOWN_COMMAND = "unknown command"
    """[command, nearest ("" for none)]"""
    MISSING_ARGUMENT = "missing argument"
    """[command]: usage is shown with it."""
    NO_ROOM = "no room"
    """[]: nothing is open that a message could go to."""
    NOT_A_CHANNEL = "not a channel"
    """[command]: makes sense in a channel only."""
    NOT_IN_ROOM = "not in room"
    """[room]"""
    NOT_ONLINE = "not online"
    """[command]"""
    NOT_OFFERED = "not offered"
    """[what: a key of `sentences.NOT_OFFERED`]: the server does not have it."""
    NO_OLDER = "no older"
    NOTHING_WAITS = "nothing waits"
    """[]: the talk begins with what is here already."""
    NO_MESSAGE = "no message"
    """[]: there is none that could be meant."""
    NO_LINE = "no line"
    """[line]: not a line of the protocol."""
    NAME = "name"
    """[why (a `wire.names.NameFaultKind` by name), letter, limit]: nobody can be called that."""
    NOT_IGNORED = "not ignored"
    """[who]"""
    # Registration.
    NICK_TAKEN = "nick taken"
    """[nick]"""
    NICK_REFUSED = "nick refused"
    """[nick, text]"""
    LOGIN_REFUSED = "login refused"
    """[account, text]"""
    PASSWORD_MISSING = "password missing"
    """[account]: we are to log in to it, and have no password."""
    PASSWORD_REFUSED = "password refused"
    """[text]: the server's own password (PASS)."""
    BANNED = "banned"
    """[text]: from the server."""
    ACCOUNT_REFUSED = "account refused"
    """[code, subject, text]: of REGISTER, VERIFY or a new password."""
    NO_ACCOUNT = "no account"
    """[]: makes sense for those who are logged in only."""
    PLAIN_LINE = "plain line"
    """[]: the password would be readable on its way."""
    PASSWORD_SPACES = "password spaces"
    """[]: it is empty, or has spaces, which a message to the steward cannot carry."""
    NO_CERTIFICATE = "no certificate"
    """[]: none was asked about."""
    # The line.
    UNREACHABLE = "unreachable"
    """[server, detail]"""
    UNKNOWN_HOST = "unknown host"
    """[host]"""
    REFUSED = "refused"
    """[server]: nobody listens there."""
    TIMED_OUT = "timed out"
    """[server]"""
    TLS_FAILED = "tls failed"
    """[server, detail]"""
    CERTIFICATE_UNKNOWN = "certificate unknown"
    """[server, fingerprint, why]"""
    CERTIFICATE_CHANGED = "certificate changed"
    """[server, fingerprint, known, why]"""
    LOST = "lost"
    """[detail]: the line broke, or the server closed it."""
    SILENT = "silent"
    """[]: no answer to PING."""
    CLOSED_BY_SERVER = "closed by server"
    """[text]: its ERROR line."""
    NO_WELCOME = "no welcome"
    """[]: the server never finished the greeting."""
    # Rooms and messages.
    KICKED = "kicked"
    """[by, reason]"""
    CANNOT_JOIN = "cannot join"
    """[code, subject, text]"""
    NOT_DELIVERED = "not delivered"
    """[code, subject, text]"""
    UNCONFIRMED = "unconfirmed"
    """[]: the line broke before the server confirmed the message; it may have arrived."""


class Fault(msgspec.Struct, frozen=True, gc=False):
    """Something is wrong.

    Attributes:
        fields: see FaultKind; every field named there is present.
    """

    kind: FaultKind
    fields: dict[str, str] = {}


class FaultError(ValueError):
    """A value of the person's cannot be used."""

    def __init__(self, kind: FaultKind, **fields: str) -> None:
        super().__init__(f"{kind.value}: {fields}")
        self.fault = Fault(kind, fields)
