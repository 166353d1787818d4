"""How the lines of a room are written into a file: as text for people, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from malmadang.ports import EventRecord, RedactionRecord
from malmadang.ports.searching import whole_text
from malmadang.servercore.channel import SEALED
from malmadang.wire.message import parse_tags
from malmadang.wire.stamps import format_time

_ACTION = "\x01ACTION "
_REACT = "+draft/react"


class Form(Protocol):
    """One way to write a room down."""

    room: str

    def begin(self) -> str:
        """What stands before the first line."""

    def line(self, event: EventRecord, redaction: RedactionRecord | None) -> str:
        """What stands for one line of the log.

        Args:
            redaction: the trace of its having been taken back; its text is gone.
        """

    def end(self) -> str:
        """What stands behind the last line."""


class TextForm:
    """A line of text for each line of the log, in this machine's time."""

    def __init__(self, room: str) -> None:
        self.room = room

    def begin(self) -> str:
        """What stands before the first line."""
        return f"# {self.room}\n"

    def line(self, event: EventRecord, redaction: RedactionRecord | None) -> str:
        """What stands for one line of the log."""
        told = _told(event, redaction)
        if not told:
            return ""
        when = datetime.fromtimestamp(event.utc_ms / 1000, UTC).astimezone()
        return f"{when:%Y-%m-%d %H:%M:%S} {told}\n"

    def end(self) -> str:
        """What stands behind the last line."""
        return ""


class JsonForm:
    """One JSON object; each line of the log is a line of the file, too."""

    def __init__(self, room: str) -> None:
        self.room = room
        self._is_first = True

    def begin(self) -> str:
        """What stands before the first line."""
        return f'{{"room": {_json(self.room)}, "lines": ['

    def line(self, event: EventRecord, redaction: RedactionRecord | None) -> str:
        """What stands for one line of the log."""
        comma = "" if self._is_first else ","
        self._is_first = False
        found: dict[str, object] = {
            "msgid": event.msgid,
            "time": format_time(event.utc_ms),
            "kind": event.verb,
            "nick": _nick(event.source),
            "source": event.source,
            "account": event.account or None,
            "text": whole_text(event.text),
            "tags": _tags(event.tags),
        }
        if redaction is not None:
            found["redacted"] = {
                "by": _nick(redaction.by),
                "reason": redaction.reason,
                "time": format_time(redaction.utc_ms),
            }
        return f"{comma}\n{_json(found)}"

    def end(self) -> str:
        """What stands behind the last line."""
        return "\n]}\n"


FORMS: Mapping[str, Callable[[str], Form]] = {"text": TextForm, "json": JsonForm}


def _told(event: EventRecord, redaction: RedactionRecord | None) -> str:
    """Say in one piece of text what a line of the log is; "" for what only programs can read."""
    nick, text = _nick(event.source), whole_text(event.text).replace("\n", "\n    ")
    if redaction is not None:
        by = _nick(redaction.by)
        why = f": {redaction.reason}" if redaction.reason else ""
        return f"<{nick}> [{by} 님이 지운 글 · taken back by {by}{why}]"
    match event.verb:
        case "PRIVMSG" if text.startswith(_ACTION):
            return f"* {nick} {text.removeprefix(_ACTION).removesuffix(chr(1))}"
        case "PRIVMSG":
            return f"<{nick}> {text}"
        case "NOTICE":
            return f"-{nick}- {text}"
        case "JOIN":
            return f"--> {nick}"
        case "PART" | "QUIT":
            return f"<-- {nick} ({text})" if text else f"<-- {nick}"
        case "REDACT":
            # The line that was taken back says so itself.
            return ""
        case "TAGMSG":
            reaction = _tags(event.tags).get(_REACT)
            return f"{nick} {reaction}" if reaction else ""
        case _:
            return f"--- {nick} {event.verb} {text}".rstrip()


def _nick(source: str) -> str:
    return source.partition("!")[0]


def _tags(tags: str) -> dict[str, str]:
    found = parse_tags(tags) if tags else {}
    return {name: value for name, value in found.items() if name != SEALED}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
