"""Masks of people: `nick!user@host` with * and ?."""

import re
from functools import lru_cache
from typing import Final

from malmadang.wire.names import casefold, normalize_name

_RUN: Final = re.compile(r"\*{2,}")


def normalize_mask(mask: str) -> str:
    """Complete a mask to `nick!user@host`: `철수` means `철수!*@*`, `u@h` means `*!u@h`.

    What has a dot or a colon but neither ! nor @ is an address: no nick has them. A run of * is one *.

    Args:
        mask: without the `m:` or the like of an extended ban; may be empty (gives `*!*@*`).
    Source: RFC 2812 2.5, 3.2.3; Modern IRC, "Wildcard Expressions".
    """
    mask = normalize_name(mask)
    if "!" not in mask and "@" not in mask and ("." in mask or ":" in mask):
        mask = f"@{mask}"
    head, _, host = mask.partition("@")
    nick, exclamation, user = head.partition("!")
    if "@" in mask and not exclamation:
        nick, user = "", nick
    full = f"{nick or '*'}!{user or '*'}@{host or '*'}"
    return _RUN.sub("*", full)


@lru_cache(maxsize=4096)
def _compile(folded_mask: str) -> re.Pattern[str]:
    """Make a pattern that never goes back over a * once what follows it was found.

    The leftmost place of each stretch between two * is as good as any later one, so atomic groups are exact
    and keep a hostile mask from costing more than its length times the text's.
    """
    stretches = [
        "".join("." if letter == "?" else re.escape(letter) for letter in stretch)
        for stretch in folded_mask.split("*")
    ]
    first, *rest = stretches
    if not rest:
        return re.compile(first, re.DOTALL)
    *middle, last = rest
    pieces = "".join(f"(?>.*?{stretch})" for stretch in middle if stretch)
    size = len(folded_mask.rpartition("*")[2])
    # The last stretch has only one place it can stand: the end.
    return re.compile(f"{first}{pieces}(?>.*(?=.{{{size}}}\\Z)){last}", re.DOTALL)


def is_match(mask: str, text: str) -> bool:
    """Does the mask match the whole text? Case is that of names: ASCII letters have none.

    Args:
        mask: * is any run, ? any one letter; nothing else is special.
        text: usually `nick!user@host`.
    Source: RFC 2812 2.5.
    """
    return _compile(casefold(mask)).fullmatch(casefold(text)) is not None
