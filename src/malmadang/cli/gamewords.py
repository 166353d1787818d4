"""Where a server's words come from: the dictionary of the package, and the txt files of a folder."""

from __future__ import annotations

from pathlib import Path

from malmadang.adapters.dictionary_file import list_names, load_list, load_shipped
from malmadang.wordchain.dictionary import Dictionary
from malmadang.wordchain.wordlist import WordList


class FileWords:
    """Words in files. Nothing is read before a game asks for it.

    Args:
        folder: of the rooms' own lists; it need not be there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def own(self) -> Dictionary:
        """Load the dictionary of the package."""
        return load_shipped()

    def names(self) -> list[str]:
        """Return the names of the lists in the folder."""
        return list_names(self._folder)

    def load(self, name: str) -> WordList:
        """Read a list of the folder.

        Raises:
            ListRefused: it is not there or cannot be used.
        """
        return load_list(self._folder, name)
