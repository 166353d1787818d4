"""One line for many readers: encoded once per capability class, when the first of that class needs it."""

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


class Line:
    """One line as it leaves the server, in as many forms as its readers' classes need.

    Args:
        plain: source, verb and parameters without tags and without CRLF; fits 510 bytes encoded.
        utc_ms: stamp for server-time; 0 for a line without one.
        msgid: "" for a line without one.
        account: sender's account for account-tag, "" for a guest.
        tags: client-only tags as on the wire, `+a=b;+c`, "" for none.
        need: class bits a reader must have to get the line at all.
        upgrade: readers who have these bits get `upgraded` instead of `plain` (extended-join).
    """

    __slots__ = ("_cache", "_tail", "_upgraded", "account", "msgid", "need", "tags", "upgrade", "utc_ms")

    def __init__(
        self,
        plain: str,
        *,
        utc_ms: TimeMs = TimeMs(0),
        msgid: str = "",
        account: str = "",
        tags: str = "",
        need: int = 0,
        upgrade: int = 0,
        upgraded: str = "",
    ) -> None:
        self._tail = plain
        self.utc_ms = utc_ms
        self.msgid = msgid
        self.account = account
        self.tags = tags
        self.need = need
        self.upgrade = upgrade
        self._upgraded = upgraded
        self._cache: dict[int, bytes] = {}

    def render(self, mask: int) -> bytes:
        """Return the bytes for a reader of this class, CRLF included; b"" where the class does not get it."""
        cache = self._cache
        if mask in cache:
            return cache[mask]
        if self.need & ~mask:
            return b""
        # Classes that differ only in bits this line does not care about share one encoding.
        relevant = mask & (_TAG_BITS | self.upgrade)
        data = cache.get(relevant)
        if data is None:
            data = cache[relevant] = self._encode(relevant)
        cache[mask] = data
        return data

    def _encode(self, mask: int) -> bytes:
        tail = self._upgraded if self.upgrade and not self.upgrade & ~mask else self._tail
        tags = self.tags_for(mask)
        return f"@{tags} {tail}\r\n".encode() if tags else f"{tail}\r\n".encode()

    def tags_for(self, mask: int) -> str:
        """Return the tags a reader of this class gets, as on the wire, without the @."""
        if mask & TIME and self.utc_ms:
            tags = f"time={format_time(self.utc_ms)}"
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
        if self.need & ~mask:
            return b""
        tail = self._upgraded if self.upgrade and not self.upgrade & ~mask else self._tail
        tags = self.tags_for(mask)
        return f"@{tag};{tags} {tail}\r\n".encode() if tags else f"@{tag} {tail}\r\n".encode()
