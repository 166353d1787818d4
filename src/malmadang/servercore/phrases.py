"""What the server says, in the language that the settings ask for."""

from __future__ import annotations

from malmadang.servercore.gamesentences import GAME_SENTENCES
from malmadang.servercore.helpwords import HELP
from malmadang.servercore.numericwords import NUMERICS
from malmadang.servercore.roomwords import ROOM_SENTENCES
from malmadang.servercore.sentences import SENTENCES
from malmadang.wire.josa import fill
from malmadang.wire.names import NameFault
from malmadang.wire.numerics import Numeric

_ALL = {**SENTENCES, **GAME_SENTENCES, **ROOM_SENTENCES}


class Phrases:
    """The server's words in one language, "ko" or "en"."""

    __slots__ = ("language",)

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, key: str, **fields: str) -> str:
        """Return a sentence with its fields filled in.

        Raises:
            KeyError: no such sentence, or a field of it is not given.
        """
        phrase = _ALL[key]
        text = phrase.ko if self.language == "ko" else phrase.en
        return fill(text, **fields) if "{" in text else text

    def name_fault(self, fault: NameFault) -> str:
        """Say what keeps a name from being used."""
        return self.say(f"name_{fault.kind.name.lower()}", letter=fault.letter, limit=str(fault.limit))

    def numeric(self, numeric: Numeric, **fields: str) -> str:
        """Return the usual text of a numeric with its fields filled in, "" for one that has none.

        Raises:
            KeyError: a field of it is not given.
        """
        text = numeric.text or ""
        if self.language == "ko":
            text = NUMERICS.get(numeric.name, text)
        return fill(text, **fields) if "{" in text else text

    def help(self, verb: str) -> str:
        """Say in one sentence what a command does.

        Raises:
            KeyError: no such command.
        """
        phrase = HELP[verb]
        return phrase.ko if self.language == "ko" else phrase.en
