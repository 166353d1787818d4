"""What a server says of itself in 005, both directions."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from malmadang.wire.modes import ModeKinds, Prefixes
from malmadang.wire.names import Folded, casefold

MAX_TOKENS: Final = 13
"""Tokens one 005 line may carry."""

_PLAIN: Final = re.compile(r"[!-<>-\[\]-~]*", re.ASCII)
_HEX: Final = re.compile(r"((?:\\x[0-9A-Fa-f]{2})+)")
_KEY: Final = re.compile(r"[A-Za-z0-9./-]+", re.ASCII)


def escape_value(value: str) -> str:
    r"""Write a value so that it is ASCII without space, = and backslash: `\xHH` for each octet that is not.

    Source: Modern IRC, "RPL_ISUPPORT".
    """
    if _PLAIN.fullmatch(value):
        return value
    return "".join(
        letter if _PLAIN.fullmatch(letter) else "".join(f"\\x{octet:02X}" for octet in letter.encode())
        for letter in value
    )


def unescape_value(value: str) -> str:
    """Undo `escape_value`; octets that are not UTF-8 become U+FFFD."""
    return _HEX.sub(lambda run: bytes.fromhex(run[0].replace("\\x", "")).decode(errors="replace"), value)


def format_isupport(tokens: Mapping[str, str | None], *, limit_bytes: int = 400) -> list[tuple[str, ...]]:
    """Write tokens as the middle parameters of 005, at most 13 a line.

    Args:
        tokens: value by name, in order; None for a name alone, "" for an empty value (`NAME=`).
        limit_bytes: octets the tokens of one line may take, so that source, nick and closing text still fit.
    Raises:
        ValueError: a name is not one.
    Source: Modern IRC, "RPL_ISUPPORT"; RFC 2812 2.3.1 (15 parameters).
    """
    lines: list[tuple[str, ...]] = []
    line: list[str] = []
    size = 0
    for name, value in tokens.items():
        if _KEY.fullmatch(name) is None or name.startswith("-"):
            msg = f"not the name of a token: {name!r}"
            raise ValueError(msg)
        token = name if value is None else f"{name}={escape_value(value)}"
        if line and (len(line) == MAX_TOKENS or size + len(token) + 1 > limit_bytes):
            lines.append(tuple(line))
            line, size = [], 0
        line.append(token)
        size += len(token) + 1
    if line:
        lines.append(tuple(line))
    return lines


# The names are ASCII, so folding for rfc1459 is ASCII folding and these four letters.
_RFC1459: Final = str.maketrans("[]\\~", "{}|^")
_STRICT_RFC1459: Final = str.maketrans("[]\\", "{}|")


def _fold_rfc1459(name: str) -> Folded:
    return Folded(casefold(name).translate(_RFC1459))


def _fold_strict_rfc1459(name: str) -> Folded:
    return Folded(casefold(name).translate(_STRICT_RFC1459))


CASEMAPPINGS: Final[Mapping[str, Callable[[str], Folded]]] = {
    "ascii": casefold,
    "rfc1459": _fold_rfc1459,
    "rfc1459-strict": _fold_strict_rfc1459,
    "strict-rfc1459": _fold_strict_rfc1459,
}
"""How a server compares names, by the value of CASEMAPPING."""


class ISupport:
    """What one server supports, as its 005 lines have said so far.

    Before the first line, and where a line says nothing, it is what RFC 1459 servers do.

    Attributes:
        tokens: value by name, unescaped; "" where there was no value.
    Source: Modern IRC, "RPL_ISUPPORT" and "RPL_ISUPPORT Parameters".
    """

    def __init__(self) -> None:
        self.tokens: dict[str, str] = {}
        self._derive()

    def apply(self, params: Sequence[str]) -> None:
        """Take the parameters of a 005 line: nick, tokens, closing text. `-FOO` takes FOO back."""
        for token in params[1:-1]:
            name, _, value = token.partition("=")
            if name.startswith("-"):
                self.tokens.pop(name[1:], None)
            elif name:
                self.tokens[name] = unescape_value(value)
        self._derive()

    def _derive(self) -> None:
        """Work out once what is asked for with every line."""
        self.prefixes: Prefixes = _parse_prefix(self.tokens.get("PREFIX"))
        self.mode_kinds: ModeKinds = ModeKinds.parse(
            self.tokens.get("CHANMODES", "b,k,l,imnpst"), self.prefixes
        )
        self.casefold: Callable[[str], Folded] = CASEMAPPINGS.get(
            self.tokens.get("CASEMAPPING", "rfc1459").lower(), casefold
        )
        self.channel_types: str = self.tokens.get("CHANTYPES", "#&")
        self.status_symbols: str = self.tokens.get("STATUSMSG", "")

    def has(self, name: str) -> bool:
        """Has the server named this token?"""
        return name in self.tokens

    def is_channel(self, name: str) -> bool:
        """Is this the name of a channel (and not of a person)?"""
        return name[:1] != "" and name[0] in self.channel_types

    def split_target(self, target: str) -> tuple[str, str]:
        """Split the target of a message into STATUSMSG symbols and the rest: `@#방` is `@` and `#방`."""
        rest = target.lstrip(self.status_symbols)
        if rest != target and self.is_channel(rest):
            return target[: len(target) - len(rest)], rest
        return "", target

    @property
    def network(self) -> str:
        """What the network is called, "" where it has no name."""
        return self.tokens.get("NETWORK", "")

    @property
    def rooms(self) -> tuple[str, ...]:
        """Channels our clients join when an address names none."""
        return tuple(room for room in self.tokens.get("malmadang/ROOMS", "").split(",") if room)

    @property
    def is_utf8_only(self) -> bool:
        """Does the server refuse everything but UTF-8?"""
        return "UTF8ONLY" in self.tokens

    @property
    def bot_mode(self) -> str:
        """Letter of the user mode that bots set, "" where there is none."""
        return self.tokens.get("BOT", "")

    @property
    def ban_exception_mode(self) -> str:
        """Letter of the list of ban exceptions, "" where there is none."""
        return self.tokens["EXCEPTS"] or "e" if "EXCEPTS" in self.tokens else ""

    @property
    def invite_exception_mode(self) -> str:
        """Letter of the list of invite exceptions, "" where there is none."""
        return self.tokens["INVEX"] or "I" if "INVEX" in self.tokens else ""

    @property
    def modes_a_line(self) -> int | None:
        """Modes with an argument that one MODE may carry; None for any number."""
        return self._number("MODES", absent=3)

    @property
    def monitor_limit(self) -> int | None:
        """Nicks that may be watched; 0 where there is no MONITOR, None for any number."""
        return self._number("MONITOR", absent=0)

    @property
    def nick_length(self) -> int | None:
        """Letters a nick may have; None where nothing was said of it."""
        return self._number("NICKLEN", absent=9)

    @property
    def topic_length(self) -> int | None:
        """Octets a topic may have; None where nothing was said of it."""
        return self._number("TOPICLEN", absent=None)

    @property
    def away_length(self) -> int | None:
        """Octets an away text may have; None where nothing was said of it."""
        return self._number("AWAYLEN", absent=None)

    @property
    def name_length(self) -> int | None:
        """Octets a real name may have; None where nothing was said of it."""
        return self._number("NAMELEN", absent=None)

    @property
    def channel_length(self) -> int | None:
        """Letters a channel's name may have; None where nothing was said of it."""
        return self._number("CHANNELLEN", absent=None)

    def target_limit(self, verb: str) -> int | None:
        """Return how many targets one line of this verb may name; None for any number."""
        if "TARGMAX" not in self.tokens:
            return 1
        for part in self.tokens["TARGMAX"].split(","):
            name, _, limit = part.partition(":")
            if name.upper() == verb:
                return int(limit) if _is_number(limit) else None
        return 1

    def _number(self, name: str, *, absent: int | None) -> int | None:
        if name not in self.tokens:
            return absent
        value = self.tokens[name]
        return int(value) if _is_number(value) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9


def _parse_prefix(value: str | None) -> Prefixes:
    """Read `(ov)@+`; a value that cannot be read counts as the RFC's, an empty one as no prefixes at all."""
    if value == "":
        return Prefixes("", "")
    letters, _, symbols = (value or "(ov)@+").removeprefix("(").partition(")")
    return Prefixes(letters, symbols) if letters and len(letters) == len(symbols) else Prefixes("ov", "@+")
