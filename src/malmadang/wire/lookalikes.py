"""Which letters of names look alike: letter -> the one letter that stands for its group."""

from typing import Final

LOOKALIKES: Final[dict[int, str]] = {
    ord("I"): "l",
    ord("1"): "l",
    ord("|"): "l",
    ord("0"): "o",
    ord("O"): "o",
}
