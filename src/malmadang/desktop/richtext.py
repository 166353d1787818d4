"""What stands in a message's text: links, my name, code, emoji, and the plain text between. Pure."""

import re
from enum import Enum

import msgspec

from malmadang.desktop import emoji


class Ink(Enum):
    """How a stretch of text is set."""

    PLAIN = "plain"
    LINK = "link"
    MENTION = "mention"
    CODE = "code"
    EMOJI = "emoji"
    HIDDEN = "hidden"
    """The marks around code: not drawn, but copied."""

    # Looked up for every stretch of every message; Enum's own hash is Python code.
    __hash__ = object.__hash__


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of one kind.

    Attributes:
        start: offset into the message's text; `end` is behind the stretch.
        value: a link's address, an emoji's key, else "".
    """

    start: int
    end: int
    ink: Ink
    value: str = ""


_LINK = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
_CODE = re.compile(r"`([^`\n]+)`")
_TAIL = re.compile(r"[.,;:!?…'\"»”’]+$")
_PARTICLE = re.compile(
    r"(?<=[!-~])(?:을|를|은|는|이|가|에|에서|에는|에도|로|으로|와|과|도|만|의|랑|이랑|부터|까지|요|예요|이에요|입니다)$"
)
_BRACKETS = {")": "(", "]": "[", "}": "{"}
BIG_EMOJI = 3


def spans(text: str, nick: str = "") -> list[Span]:
    """Cut a text into stretches, in order and without a gap.

    Args:
        text: NFC, no line breaks.
        nick: my name, where the message names me; "" leaves names unmarked.
    """
    found = _marked(text, nick)
    pieces: list[Span] = []
    at = 0
    for span in found:
        if span.start > at:
            pieces.append(Span(at, span.start, Ink.PLAIN))
        pieces.append(span)
        at = span.end
    if at < len(text):
        pieces.append(Span(at, len(text), Ink.PLAIN))
    return pieces


def is_big(pieces: list[Span], text: str) -> bool:
    """Say whether a text is nothing but one to three emoji, which are drawn large."""
    count = 0
    for span in pieces:
        if span.ink is Ink.EMOJI:
            count += 1
        elif text[span.start : span.end].strip():
            return False
    return 1 <= count <= BIG_EMOJI


def _marked(text: str, nick: str) -> list[Span]:
    """Return everything that is not plain, in order, without overlaps: what starts first wins."""
    marked: list[Span] = []
    if "://" in text:
        marked += [_trimmed(match) for match in _LINK.finditer(text)]
    if "`" in text:
        for match in _CODE.finditer(text):
            start, end = match.span()
            marked += [Span(start, start + 1, Ink.HIDDEN), Span(start + 1, end - 1, Ink.CODE)]
            marked.append(Span(end - 1, end, Ink.HIDDEN))
    if nick:
        marked += [Span(*match.span(), Ink.MENTION) for match in _named(nick).finditer(text)]
    marked += [Span(start, end, Ink.EMOJI, key) for start, end, key in emoji.find(text)]
    if len(marked) < 2:
        return marked
    marked.sort(key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for span in marked:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _named(nick: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)@?{re.escape(nick)}", re.IGNORECASE)


def _trimmed(match: re.Match[str]) -> Span:
    """Leave the sentence's own signs and particles out of an address."""
    address = match[0]
    while True:
        shorter = _PARTICLE.sub("", _TAIL.sub("", address))
        opener = _BRACKETS.get(shorter[-1])
        if opener is not None and shorter.count(shorter[-1]) > shorter.count(opener):
            shorter = shorter[:-1]
        if shorter == address:
            break
        address = shorter
    return Span(match.start(), match.start() + len(address), Ink.LINK, address)
