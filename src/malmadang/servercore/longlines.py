"""Messages of several lines: a batch for those who negotiated it, single lines for everybody else.

In a record, and wherever one text stands for the whole message, its lines are parted by LF; by CR where a
line goes on in the next without a break. Neither can be in a line of the protocol.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from malmadang.servercore.fitting import LINE_BYTES, encode
from malmadang.servercore.render import MULTILINE, Line
from malmadang.servercore.user import User

_PARTS = re.compile("([\n\r])")

Piece = tuple[str, bool]
"""A line's text, and whether it goes on where the one before it ended."""


def is_long(text: str) -> bool:
    """Whether a text is several lines."""
    return "\n" in text or "\r" in text


def join_pieces(pieces: Iterable[Piece]) -> str:
    """Return the one text that stands for lines in order."""
    text = "".join(("\r" if goes_on else "\n") + piece for piece, goes_on in pieces)
    return text[1:]


def split_pieces(text: str) -> list[Piece]:
    """Return the lines that a text stands for."""
    first, *rest = _PARTS.split(text)
    return [(first, False), *((rest[at + 1], rest[at] == "\r") for at in range(0, len(rest), 2))]


class LongLine(Line, gc=False):
    """One message of several lines, as many readers get it.

    Attributes:
        opening, closing: lines of the batch without their own tags, with CRLF.
        reference: the batch's.
        pieces: each line, with CRLF, without tags; whether it goes on; whether it is blank.
    """

    opening: bytes = b""
    closing: bytes = b""
    reference: str = ""
    pieces: tuple[tuple[bytes, bool, bool], ...] = ()

    def render(self, mask: int) -> bytes:
        """Return the bytes for a reader of this class: a batch, or the lines that are not blank."""
        return self._form(mask, "")

    def with_tag(self, tag: str, mask: int) -> bytes:
        """Return the bytes with one more tag: once on a batch, on single lines as often as it belongs."""
        return self._form(mask, tag)

    def _form(self, mask: int, tag: str) -> bytes:
        head = ";".join(part for part in (tag, self.tags_for(mask)) if part)
        if mask & MULTILINE:
            inside = f"@batch={self.reference} ".encode()
            on = f"@batch={self.reference};draft/multiline-concat ".encode()
            lines = [(on if goes_on else inside) + piece for piece, goes_on, _ in self.pieces]
            return _tagged(head, self.opening) + b"".join(lines) + self.closing
        # The msgid is the first line's alone, as a label is.
        bare = Line(b"", self.utc_ms, "", self.account, self.tags).tags_for(mask)
        tail = ";".join(part for part in (tag if tag.startswith("batch=") else "", bare) if part)
        first, *rest = [piece for piece, _, is_blank in self.pieces if not is_blank]
        return _tagged(head, first) + b"".join(_tagged(tail, piece) for piece in rest)


def _tagged(tags: str, line: bytes) -> bytes:
    return f"@{tags} ".encode() + line if tags else line


def long_line(line: Line, mask: str, verb: str, target: str, text: str) -> LongLine:
    """Return a message of several lines.

    Args:
        line: its stamps and tags.
        mask: full mask of the sender.
        text: at least two lines, not all of them blank.
    """
    reference = line.msgid
    pieces = tuple(
        (encode(f":{mask} {verb} {target} :{piece}"), goes_on, not piece)
        for piece, goes_on in split_pieces(text)
    )
    return LongLine(
        line.bare,
        line.utc_ms,
        line.msgid,
        line.account,
        line.tags,
        opening=encode(f":{mask} BATCH +{reference} draft/multiline {target}"),
        closing=encode(f":{mask} BATCH -{reference}"),
        reference=reference,
        pieces=pieces,
    )


def fits(user: User, verb: str, target: str, text: str) -> bool:
    """Whether each line of a text is short enough with the user's mask in front."""
    room = LINE_BYTES - len(f"{user.source}{verb} {target} :\r\n".encode())
    return all(len(piece.encode()) <= room for piece, _ in split_pieces(text))
