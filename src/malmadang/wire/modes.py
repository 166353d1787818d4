"""Mode strings <-> changes; membership prefixes and their rank."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec


class Prefixes(msgspec.Struct, frozen=True, gc=False):
    """Which membership modes there are and how they are shown, from high to low.

    Attributes:
        letters: `qaohv`.
        symbols: `~&@%+`, as many as letters.
    Source: Modern IRC, ISUPPORT PREFIX.
    """

    letters: str = "qaohv"
    symbols: str = "~&@%+"

    def rank(self, letter: str) -> int:
        """Return 0 for the highest membership mode, more for lower ones; as many as there are for none."""
        place = self.letters.find(letter) if letter else -1
        return len(self.letters) if place < 0 else place

    def sort(self, letters: Iterable[str]) -> str:
        """Put letters in order of rank; what is no membership mode is dropped."""
        held = set(letters)
        return "".join(letter for letter in self.letters if letter in held)

    def show(self, letters: Iterable[str]) -> str:
        """Return all symbols of these letters, highest first (multi-prefix)."""
        held = set(letters)
        return "".join(
            symbol for letter, symbol in zip(self.letters, self.symbols, strict=True) if letter in held
        )

    def show_highest(self, letters: Iterable[str]) -> str:
        """Return the symbol of the highest of these letters, or ""."""
        return self.show(letters)[:1]

    def letter_of(self, symbol: str) -> str:
        """Return the letter of a symbol, "" where it is none."""
        place = self.symbols.find(symbol) if symbol else -1
        return "" if place < 0 else self.letters[place]

    def take_off(self, text: str) -> tuple[str, str]:
        """Split `@+철수` into the letters of its symbols (`ov`) and the rest (`철수`)."""
        rest = text.lstrip(self.symbols)
        return self.sort(self.letter_of(symbol) for symbol in text[: len(text) - len(rest)]), rest


DEFAULT_PREFIXES: Final = Prefixes()


class ModeKinds(msgspec.Struct, frozen=True, gc=False):
    """Which channel modes take an argument, and when.

    Attributes:
        lists: group A, an entry of a list; without an argument the list is asked for.
        always: group B, an argument to set and to take away.
        on_set: group C, an argument to set only.
        flags: group D, never an argument.
        members: membership modes, always an argument (a nick).
    Source: Modern IRC, ISUPPORT CHANMODES and PREFIX.
    """

    lists: str = "beI"
    always: str = "k"
    on_set: str = "l"
    flags: str = "imnst"
    members: str = "qaohv"

    @classmethod
    def parse(cls, chanmodes: str, prefixes: Prefixes = DEFAULT_PREFIXES) -> "ModeKinds":
        """Read the value of CHANMODES, `beI,k,l,imnst`; groups after the fourth are left alone."""
        groups = [*chanmodes.split(","), "", "", "", ""]
        return cls(groups[0], groups[1], groups[2], groups[3], prefixes.letters)

    def format(self) -> str:
        """Write the value of CHANMODES."""
        return f"{self.lists},{self.always},{self.on_set},{self.flags}"

    def is_known(self, letter: str) -> bool:
        """Is this a channel mode at all?"""
        return letter in f"{self.lists}{self.always}{self.on_set}{self.flags}{self.members}"

    def takes_argument(self, sign: str, letter: str) -> bool:
        """Does this change come with an argument?"""
        if letter in self.on_set:
            return sign == "+"
        return letter in self.lists or letter in self.always or letter in self.members


USER_MODE_KINDS: Final = ModeKinds("", "", "", "Biosw", "")
"""User modes: flags only."""


class ModeChange(msgspec.Struct, frozen=True, gc=False):
    """One mode set or taken away.

    Attributes:
        sign: "+" or "-".
        letter: one letter, maybe one nobody knows.
        argument: None where the mode takes none, or where it was missing: of a list mode, that is the
            question for the list.
    """

    sign: str
    letter: str
    argument: str | None = None


def parse_modes(modes: str, arguments: Sequence[str], kinds: ModeKinds) -> list[ModeChange]:
    """Read `+ov-i` and its arguments into changes, in order.

    Letters that `kinds` does not know come without an argument; arguments left over are dropped.
    Source: RFC 2812 3.2.3; Modern IRC, "MODE message".
    """
    changes: list[ModeChange] = []
    rest = iter(arguments)
    sign = "+"
    for letter in modes:
        if letter in "+-":
            sign = letter
        elif kinds.takes_argument(sign, letter):
            changes.append(ModeChange(sign, letter, next(rest, None)))
        else:
            changes.append(ModeChange(sign, letter))
    return changes


def format_modes(changes: Iterable[ModeChange]) -> tuple[str, ...]:
    """Write changes as the parameters of MODE, each sign once a run: `("+ov-i", "철수", "영희")`."""
    modes = ""
    arguments: list[str] = []
    sign = ""
    for change in changes:
        if change.sign != sign:
            sign = change.sign
            modes += sign
        modes += change.letter
        if change.argument is not None:
            arguments.append(change.argument)
    return (modes, *arguments)
