"""One line for many readers: encoded once per capability class, when the first of that class needs it."""

from functools import lru_cache

import msgspec

from malmadang.ports import TimeMs
from malmadang.wire.stamps import format_time

TAGS = 1
"""message-tags: msgid, client-only tags, bot."""
TIME = 2
"""server-time."""
ACCOUNT = 4
"""account-tag."""
EXTENDED_JOIN = 8
AWAY_NOTIFY = 16
ACCOUNT_NOTIFY = 32
CHGHOST = 64
SETNAME = 128
INVITE_NOTIFY = 256

_TAG_BITS = TAGS | TIME | ACCOUNT


class Line(msgspec.Struct, gc=False):
    """One line as it leaves the server, in as many forms as its readers' classes need.

    Attributes:
        plain: source, verb and parameters without tags and without CRLF; fits 510 bytes encoded.
        utc_ms: stamp for server-time; 0 for a line without one.
        msgid: "" for a line without one.
        account: sender's account for account-tag, "" for a guest.
        tags: client-only tags as on the wire, `+a=b;+c`, "" for none.
        need: class bits a reader must have to get the line at all.
        upgrade: readers who have these bits get `upgraded` instead of `plain` (extended-join).
    """

    plain: str
    utc_ms: TimeMs = TimeMs(0)
    msgid: str = ""
    account: str = ""
    tags: str = ""
    need: int = 0
    upgrade: int = 0
    upgraded: str = ""
    _bare: bytes = b""

    def render(self, mask: int) -> bytes:
        """Return the bytes for a reader of this class, CRLF included; b"" where the class does not get it."""
        if self.need & ~mask:
            return b""
        upgrade = self.upgrade
        if upgrade and not upgrade & ~mask:
            bare = f"{self.upgraded}\r\n".encode()
        else:
            bare = self._bare
            if not bare:
                bare = self._bare = f"{self.plain}\r\n".encode()
        if mask & _TAG_BITS:
            tags = self.tags_for(mask)
            if tags:
                return f"@{tags} ".encode() + bare
        return bare

    def tags_for(self, mask: int) -> str:
        """Return the tags a reader of this class gets, as on the wire, without the @."""
        if mask & TIME and self.utc_ms:
            tags = _time_tag(self.utc_ms)
            if mask & TAGS and self.msgid:
                tags = f"{tags};msgid={self.msgid}"
        elif mask & TAGS and self.msgid:
            tags = f"msgid={self.msgid}"
        else:
            tags = ""
        if mask & ACCOUNT and self.account:
            tags = f"{tags};account={self.account}" if tags else f"account={self.account}"
        if mask & TAGS and self.tags:
            tags = f"{tags};{self.tags}" if tags else self.tags
        return tags

    def with_tag(self, tag: str, mask: int) -> bytes:
        """Return the bytes for one reader with one more tag in front (a label, a batch reference)."""
        data = self.render(mask)
        if data[:1] == b"@":
            return f"@{tag};".encode() + data[1:]
        return f"@{tag} ".encode() + data if data else b""


@lru_cache(maxsize=256)
def _time_tag(utc_ms: TimeMs) -> str:
    return f"time={format_time(utc_ms)}"
