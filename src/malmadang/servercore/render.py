"""One line for many readers: encoded once per capability class, when the first of that class needs it."""

from collections.abc import Container, Sequence

import msgspec

from malmadang.ports import TimeMs
from malmadang.wire.stamps import format_time, format_times

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
REDACTION = 512
"""draft/message-redaction."""
MULTILINE = 1024
"""draft/multiline and batch."""
CHANNEL_RENAME = 2048

_TAG_BITS = TAGS | TIME | ACCOUNT
_STAMPED = TAGS | TIME


class Line(msgspec.Struct, gc=False):
    """One line as it leaves the server, in as many forms as its readers' classes need.

    Attributes:
        bare: source, verb and parameters without tags, encoded, with CRLF; at most 512 bytes.
        utc_ms: stamp for server-time; 0 for a line without one.
        msgid: "" for a line without one.
        account: sender's account for account-tag, "" for a guest.
        tags: client-only tags as on the wire, `+a=b;+c`, "" for none.
        need: class bits a reader must have to get the line at all.
        upgrade: readers who have these bits get `upgraded` instead of `bare` (extended-join).
        is_simple: everybody gets it, with its time and msgid at most; quicker to render.
    """

    bare: bytes
    utc_ms: TimeMs = TimeMs(0)
    msgid: str = ""
    account: str = ""
    tags: str = ""
    need: int = 0
    upgrade: int = 0
    upgraded: bytes = b""
    is_simple: bool = False

    def render(self, mask: int) -> bytes:
        """Return the bytes for a reader of this class, CRLF included; b"" where the class does not get it."""
        if self.is_simple:
            bits = mask & _STAMPED
            if not bits:
                return self.bare
            if bits == _STAMPED:
                return f"@time={format_time(self.utc_ms)};msgid={self.msgid} ".encode() + self.bare
        if self.need & ~mask:
            return b""
        upgrade = self.upgrade
        bare = self.upgraded if upgrade and not upgrade & ~mask else self.bare
        tags = self.tags_for(mask) if mask & _TAG_BITS else ""
        return f"@{tags} ".encode() + bare if tags else bare

    def tags_for(self, mask: int) -> str:
        """Return the tags a reader of this class gets, as on the wire, without the @."""
        tags = []
        if mask & TIME and self.utc_ms:
            tags.append(f"time={format_time(self.utc_ms)}")
        if mask & TAGS and self.msgid:
            tags.append(f"msgid={self.msgid}")
        if mask & ACCOUNT and self.account:
            tags.append(f"account={self.account}")
        if mask & TAGS and self.tags:
            tags.append(self.tags)
        return ";".join(tags)

    def with_tag(self, tag: str, mask: int) -> bytes:
        """Return the bytes for one reader with one more tag in front (a label, a batch reference)."""
        data = self.render(mask)
        if data[:1] == b"@":
            return f"@{tag};".encode() + data[1:]
        return f"@{tag} ".encode() + data if data else b""


class Run(msgspec.Struct, gc=False):
    """Lines of one speaker said together, which differ in text, time and msgid alone: one entry of a log.

    Attributes:
        head: source, verb and target, with the colon before the text.
        texts, times, msgids: one for each line; at least one.
        account: as in `Line`.
    """

    head: str
    texts: list[str]
    times: Sequence[TimeMs]
    msgids: list[str]
    account: str = ""

    def singly(self) -> list[Line]:
        """Return the lines that this stands for."""
        head, account = self.head, self.account
        is_simple = not account
        return [
            Line(f"{head}{text}\r\n".encode(), utc_ms, msgid, account, "", 0, 0, b"", is_simple)
            for text, utc_ms, msgid in zip(self.texts, self.times, self.msgids, strict=True)
        ]

    def render(self, mask: int) -> bytes:
        """Return the bytes of all lines for a reader of this class."""
        bits = mask & (_TAG_BITS if self.account else _STAMPED)
        head = self.head
        if not bits:
            between = "\r\n" + head
            return f"{head}{between.join(self.texts)}\r\n".encode()
        if bits != _STAMPED:
            return b"".join([line.render(mask) for line in self.singly()])
        stamps = format_times(self.times)
        return "".join(
            [
                f"@time={stamp};msgid={msgid} {head}{text}\r\n"
                for stamp, msgid, text in zip(stamps, self.msgids, self.texts, strict=True)
            ]
        ).encode()

    def without(self, places: Container[int]) -> "Run":
        """Return what is left when the lines at some places are taken out."""
        left = [place for place in range(len(self.texts)) if place not in places]
        return Run(
            self.head,
            [self.texts[place] for place in left],
            [self.times[place] for place in left],
            [self.msgids[place] for place in left],
            self.account,
        )


def text_line(text: str) -> Line:
    """Return a line of the server's own without tags.

    Args:
        text: source, verb and parameters, no CRLF; fits 510 bytes encoded.
    """
    return Line(f"{text}\r\n".encode())


def render_all(lines: Sequence[Line | Run], mask: int) -> list[bytes]:
    """Render many lines for one class: what `Line.render` gives for each, in fewer steps for simple ones."""
    bits = mask & _STAMPED
    if bits != _STAMPED:
        return [line.render(mask) for line in lines]
    parts = []
    stamped_ms = TimeMs(-1)
    stamp = ""
    for line in lines:
        if type(line) is not Line or not line.is_simple:
            parts.append(line.render(mask))
            continue
        utc_ms = line.utc_ms
        if utc_ms != stamped_ms:
            # Lines of one turn share their time.
            stamped_ms = utc_ms
            stamp = f"@time={format_time(utc_ms)};msgid="
        parts.append(f"{stamp}{line.msgid} ".encode() + line.bare)
    return parts


def is_void(line: Line | bytes, mask: int) -> bool:
    """Whether the line is nothing to a reader of this class."""
    return isinstance(line, Line) and bool(line.need & ~mask)


def tagged(line: Line | bytes, tag: str, mask: int) -> bytes:
    """Return the line for one class with a tag more, written `key=value`."""
    return line.with_tag(tag, mask) if isinstance(line, Line) else f"@{tag} ".encode() + line
