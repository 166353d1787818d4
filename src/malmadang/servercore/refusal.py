"""Refusal: a rule said no. Only dispatch catches it and makes the numeric."""

from malmadang.wire.numerics import Numeric


class Refusal(Exception):
    """A rule said no.

    Args:
        numeric: what the client is told.
        params: its parameters between the client's nick and the text.
        text: overrides the numeric's usual text.
    """

    def __init__(self, numeric: Numeric, *params: str, text: str | None = None) -> None:
        super().__init__(numeric.name, *params)
        self.numeric = numeric
        self.params = params
        self.text = text


class Failure(Exception):
    """A rule said no, told as a standard reply: `FAIL command code context :text`.

    Args:
        phrase: key of the sentence in `phrases`.
    Source: IRCv3 standard-replies.
    """

    def __init__(self, command: str, code: str, *context: str, phrase: str) -> None:
        super().__init__(command, code, *context)
        self.command = command
        self.code = code
        self.context = context
        self.phrase = phrase
