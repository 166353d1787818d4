"""Another nick where the one asked for cannot be had."""

import re

from malmadang.clientcore.korean import romanize

_USUAL_LENGTH = 16
_SHORT_LENGTH = 9
"""What servers of RFC 1459 take."""
_SPECIALS = re.compile(r"[^A-Za-z0-9\[\]\\`_^{|}-]")


def next_nick(nick: str, max_length: int = _USUAL_LENGTH) -> str:
    """Return a nick beside one that is taken: `하늘` gives `하늘2`, `하늘2` gives `하늘3`."""
    found = re.fullmatch(r"(.*?)([0-9]*)", nick)
    base, digits = (found[1], found[2]) if found else (nick, "")
    number = str(int(digits) + 1) if digits and digits[0] != "0" else "2" if not digits else f"{digits}2"
    return f"{base[: max_length - len(number)]}{number}"


def plain_nick(nick: str) -> str:
    """Return a nick in Latin letters beside one whose letters the server refuses: `하늘` gives `haneul`.

    Source: RFC 2812 2.3.1 (nickname).
    """
    latin = _SPECIALS.sub("", romanize(nick)).lstrip("-0123456789")[:_SHORT_LENGTH]
    return latin if latin and latin != nick else next_nick(latin or "guest", _SHORT_LENGTH)


def user_name(nick: str) -> str:
    """Return the user name to register with: made of the nick, never of the system's account."""
    return re.sub(r"[^a-z0-9]", "", romanize(nick).lower())[:_SHORT_LENGTH] or "malmadang"
