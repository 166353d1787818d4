"""Text as it came over the wire -> text fit to be shown: no colours, no control characters."""

import re
from typing import Final

_FORMAT: Final = re.compile(
    "\x03(?:[0-9]{1,2}(?:,[0-9]{1,2})?)?|\x04(?:[0-9A-Fa-f]{6}(?:,[0-9A-Fa-f]{6})?)?|[\x00-\x08\x0a-\x1f\x7f-\x9f]"
)
_SUSPECT: Final = re.compile("[\x00-\x1f\x7f-\x9f]")


def clean_lines(text: str) -> str:
    """As `clean`, but line breaks stay."""
    return "\n".join(clean(line) for line in text.split("\n")) if "\n" in text else clean(text)


def clean(text: str) -> str:
    """Take out formatting codes and whatever else could steer a terminal or a widget; a tab is a space.

    Source: modern.ircdocs.horse/formatting (codes and their arguments).
    """
    if _SUSPECT.search(text) is None:
        return text
    return _FORMAT.sub("", text).replace("\t", " ")
