"""Every IRCv3 capability that the server offers or the client asks for: name, bit, value, source."""

from collections.abc import Mapping
from typing import Final

import msgspec


class Capability(msgspec.Struct, frozen=True, gc=False):
    """One capability.

    Attributes:
        name: as on the wire.
        bit: place in a set of capabilities, one bit.
        is_offered: the server lists it.
        is_wanted: the client asks for it wherever a server lists it.
        source: document that defines it.
    """

    name: str
    bit: int
    is_offered: bool
    is_wanted: bool
    source: str


CAP_MESSAGE_TAGS: Final = 1 << 0
CAP_SERVER_TIME: Final = 1 << 1
CAP_ECHO_MESSAGE: Final = 1 << 2
CAP_LABELED_RESPONSE: Final = 1 << 3
CAP_BATCH: Final = 1 << 4
CAP_MULTI_PREFIX: Final = 1 << 5
CAP_EXTENDED_JOIN: Final = 1 << 6
CAP_AWAY_NOTIFY: Final = 1 << 7
CAP_ACCOUNT_NOTIFY: Final = 1 << 8
CAP_INVITE_NOTIFY: Final = 1 << 9
CAP_CHGHOST: Final = 1 << 10
CAP_SETNAME: Final = 1 << 11
CAP_USERHOST_IN_NAMES: Final = 1 << 12
CAP_CAP_NOTIFY: Final = 1 << 13
CAP_STANDARD_REPLIES: Final = 1 << 14
CAP_EXTENDED_MONITOR: Final = 1 << 15
CAP_NO_IMPLICIT_NAMES: Final = 1 << 16
CAP_ACCOUNT_TAG: Final = 1 << 17
CAP_SASL: Final = 1 << 18
CAP_STS: Final = 1 << 19
CAP_GAME: Final = 1 << 46
CAP_CHATHISTORY: Final = 1 << 20
CAP_EVENT_PLAYBACK: Final = 1 << 21
CAP_ACCOUNT_REGISTRATION: Final = 1 << 22
CAP_READ_MARKER: Final = 1 << 23
CAP_MESSAGE_REDACTION: Final = 1 << 24
CAP_MULTILINE: Final = 1 << 25
CAP_SEARCH: Final = 1 << 26

CAP_RESUME: Final = 1 << 40
CAP_PERSISTENCE: Final = 1 << 41
CAP_PRE_AWAY: Final = 1 << 42
CAP_EXTENDED_ISUPPORT: Final = 1 << 43
CAP_METADATA: Final = 1 << 44
CAP_CHANNEL_RENAME: Final = 1 << 47


def _both(name: str, bit: int, source: str) -> Capability:
    return Capability(name, bit, is_offered=True, is_wanted=True, source=source)


def _offered(name: str, bit: int, source: str) -> Capability:
    return Capability(name, bit, is_offered=True, is_wanted=False, source=source)


def _wanted(name: str, bit: int, source: str) -> Capability:
    return Capability(name, bit, is_offered=False, is_wanted=True, source=source)


CAPABILITIES: Final = (
    _both("account-notify", CAP_ACCOUNT_NOTIFY, "IRCv3 account-notify"),
    _both("account-tag", CAP_ACCOUNT_TAG, "IRCv3 account-tag"),
    _both("away-notify", CAP_AWAY_NOTIFY, "IRCv3 away-notify"),
    _both("batch", CAP_BATCH, "IRCv3 batch"),
    _both("cap-notify", CAP_CAP_NOTIFY, "IRCv3 capability-negotiation, cap-notify"),
    _both("chghost", CAP_CHGHOST, "IRCv3 chghost"),
    _both("draft/account-registration", CAP_ACCOUNT_REGISTRATION, "IRCv3 account-registration"),
    _both("draft/channel-rename", CAP_CHANNEL_RENAME, "IRCv3 channel-rename"),
    _both("draft/read-marker", CAP_READ_MARKER, "IRCv3 read-marker"),
    _both("draft/chathistory", CAP_CHATHISTORY, "IRCv3 chathistory"),
    _both("draft/event-playback", CAP_EVENT_PLAYBACK, "IRCv3 chathistory"),
    _both("draft/message-redaction", CAP_MESSAGE_REDACTION, "IRCv3 message-redaction"),
    _both("draft/multiline", CAP_MULTILINE, "IRCv3 multiline"),
    _offered("draft/extended-isupport", CAP_EXTENDED_ISUPPORT, "IRCv3 extended-isupport"),
    _both("draft/metadata-2", CAP_METADATA, "IRCv3 metadata"),
    _offered("draft/persistence", CAP_PERSISTENCE, "draft/persistence"),
    _offered("draft/pre-away", CAP_PRE_AWAY, "IRCv3 pre-away"),
    _both("echo-message", CAP_ECHO_MESSAGE, "IRCv3 echo-message"),
    _both("extended-join", CAP_EXTENDED_JOIN, "IRCv3 extended-join"),
    _both("extended-monitor", CAP_EXTENDED_MONITOR, "IRCv3 extended-monitor"),
    _both("invite-notify", CAP_INVITE_NOTIFY, "IRCv3 invite-notify"),
    _both("malmadang/game", CAP_GAME, "docs/protocol.md"),
    _both("labeled-response", CAP_LABELED_RESPONSE, "IRCv3 labeled-response"),
    _both("malmadang/resume", CAP_RESUME, "docs/protocol.md"),
    _both("message-tags", CAP_MESSAGE_TAGS, "IRCv3 message-tags"),
    _both("multi-prefix", CAP_MULTI_PREFIX, "IRCv3 multi-prefix"),
    # A client that asks for this one gets no member list by itself; ours wants the list.
    _offered("no-implicit-names", CAP_NO_IMPLICIT_NAMES, "IRCv3 no-implicit-names"),
    _both("sasl", CAP_SASL, "IRCv3 sasl-3.2"),
    _both("server-time", CAP_SERVER_TIME, "IRCv3 server-time"),
    _both("setname", CAP_SETNAME, "IRCv3 setname"),
    _both("soju.im/search", CAP_SEARCH, "soju, doc/ext/search.md"),
    _both("standard-replies", CAP_STANDARD_REPLIES, "IRCv3 standard-replies"),
    # Read from the list only: nobody may ask for it.
    Capability("sts", CAP_STS, is_offered=False, is_wanted=False, source="IRCv3 sts"),
    _both("userhost-in-names", CAP_USERHOST_IN_NAMES, "IRCv3 userhost-in-names"),
)

BY_NAME: Final[Mapping[str, Capability]] = {capability.name: capability for capability in CAPABILITIES}
OFFERED: Final = tuple(capability for capability in CAPABILITIES if capability.is_offered)
"""What `CAP LS` lists, in order."""
WANTED: Final = tuple(capability for capability in CAPABILITIES if capability.is_wanted)
"""What the client asks for."""


def parse_capability_list(text: str) -> dict[str, str | None]:
    """Read the last parameter of CAP LS, NEW or LIST: value by name, None where it has none.

    Source: IRCv3 capability-negotiation, "Capability values".
    """
    values: dict[str, str | None] = {}
    for token in text.split(" "):
        name, equals, value = token.partition("=")
        if name:
            values[name] = value if equals else None
    return values
