"""Dictionaries in files: the one that is shipped, and the lists of a host's folder."""

import lzma
import os
import re
import stat
from collections.abc import Iterator
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Final
from unicodedata import normalize

from malmadang.wordchain.dictionary import MemoryDictionary
from malmadang.wordchain.wordlist import MAX_BYTES, ListFault, ListRefused, WordList, read_list

_BLOCK_LETTERS: Final = 50_000
_MEANING: Final = re.compile(r"\t.+")
_MEANINGS: Final = re.compile(r"^\w+\t.+", re.MULTILINE)
_SUFFIX: Final = ".txt"
_FORBIDDEN: Final = frozenset('/\\:*?<>|"')


def load_shipped() -> MemoryDictionary:
    """Read the dictionary that comes with the program, on a thread: it takes up to 0.3 s and 45 MB.

    Nothing is kept here: whoever loads it holds the one copy for all rooms.
    """
    packed = files("malmadang").joinpath("data", "words.txt.xz").read_bytes()
    return parse_shipped(lzma.decompress(packed).decode())


def parse_shipped(text: str) -> MemoryDictionary:
    """Read the shipped form: a section a tier (`# 1`), sorted, one word a line, with TAB and meaning where
    there is one; a last section (`# 한자`) says what each 한자 means.
    """
    text, _, glosses = text.partition("# 한자\n")
    sections = re.split(r"^# \d\n", text, flags=re.MULTILINE)[1:]
    return MemoryDictionary.from_tiers(
        (_words(section) for section in sections),
        chain.from_iterable(map(_MEANINGS.findall, _blocks(text))),
        dict(line.split("\t", 1) for line in glosses.splitlines()),
    )


def _words(section: str) -> Iterator[str]:
    return chain.from_iterable(_MEANING.sub("", block).split() for block in _blocks(section))


def _blocks(text: str) -> Iterator[str]:
    """Cut text at ends of lines: the loop gets its turn between two blocks, never inside one call."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _BLOCK_LETTERS) + 1 or len(text)
        yield text[start:end]
        start = end


def list_names(folder: Path) -> list[str]:
    """Return the names of the lists in a folder, sorted, without `.txt`; none where there is no folder."""
    return sorted(_lists(folder))


def load_list(folder: Path, name: str) -> WordList:
    """Read a list of a folder, on a thread: the longest takes a second.

    A name never becomes a path: the folder's files are looked through for it. Links are not followed, so that
    nothing outside can be read.

    Args:
        name: with `.txt` or without, in any spelling of the same letters; large and small letters are one.
    Raises:
        ListRefused: it is not there or cannot be used.
    """
    if not is_list_name(name):
        raise ListRefused(ListFault.NAME)
    asked = _key(name)
    path = {_key(known): path for known, path in _lists(folder).items()}.get(asked)
    if path is None:
        raise ListRefused(ListFault.MISSING)
    return read_list(_read(path))


def is_list_name(name: str) -> bool:
    """Whether a list can be called so: a plain name, which never leads out of a folder."""
    asked = _key(name)
    return (
        bool(asked)
        and not asked.startswith(".")
        and all(c not in _FORBIDDEN and c.isprintable() for c in asked)
    )


def list_bytes(folder: Path) -> dict[str, bytes]:
    """Return the lists of a folder as they are, by name without `.txt`.

    What no room can play with is left out: names that are none, and what is over the largest size.

    Raises:
        ListRefused: one of them, or the folder, cannot be read.
    """
    found = {name: _read(path) for name, path in sorted(_lists(folder).items()) if is_list_name(name)}
    return {name: data for name, data in found.items() if len(data) <= MAX_BYTES}


def _lists(folder: Path) -> dict[str, Path]:
    try:
        with os.scandir(folder) as inside:
            return {
                normalize("NFC", entry.name[: -len(_SUFFIX)]): Path(entry.path)
                for entry in inside
                if entry.name.lower().endswith(_SUFFIX)
                and not entry.name.startswith(".")
                and entry.is_file(follow_symlinks=False)
            }
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise ListRefused(ListFault.UNREADABLE) from error


def _key(name: str) -> str:
    return normalize("NFC", name).strip().casefold().removesuffix(_SUFFIX)


def _read(path: Path) -> bytes:
    # Between the look and the opening somebody may have put a link or a pipe there.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        with open(os.open(path, flags | getattr(os, "O_BINARY", 0)), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise ListRefused(ListFault.UNREADABLE)
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ListRefused(ListFault.UNREADABLE) from error
