"""One IRC line as a value: Message, and the way from text to it and back."""

import msgspec


class Message(msgspec.Struct, frozen=True, gc=False):
    """One line of the protocol.

    Attributes:
        verb: command in capitals, or a numeric's three digits.
        params: parameters in order; the last may be empty or hold spaces.
        source: what stood behind the leading colon (`nick!user@host` or a server name), or None.
        tags: unescaped tag values by key ("" where no value), or None where the line had no tags.
    Source: RFC 2812 2.3.1; IRCv3 message-tags.
    """

    verb: str
    params: tuple[str, ...] = ()
    source: str | None = None
    tags: dict[str, str] | None = None
