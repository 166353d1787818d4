"""Dictionaries in files: the lists of a host's folder."""

import os
import stat
from pathlib import Path
from typing import Final
from unicodedata import normalize

from malmadang.wordchain.wordlist import MAX_BYTES, ListFault, ListRefused, WordList, read_list

_SUFFIX: Final = ".txt"
_FORBIDDEN: Final = frozenset('/\\:*?<>|"')


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
    asked = _key(name)
    if not asked or asked.startswith(".") or any(c in _FORBIDDEN or not c.isprintable() for c in asked):
        raise ListRefused(ListFault.NAME)
    path = {_key(known): path for known, path in _lists(folder).items()}.get(asked)
    if path is None:
        raise ListRefused(ListFault.MISSING)
    return read_list(_read(path))


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
