"""What can be wrong with a line: the peer broke the grammar."""

from enum import Enum


class WireErrorKind(Enum):
    """Ways to break the grammar, each with its own answer."""

    INPUT_TOO_LONG = "body or tags over the limit of one line"
    INVALID_UTF8 = "not UTF-8"
    NUL = "a NUL octet inside"
    STRAY_BREAK = "a CR or LF octet inside"
    NO_VERB = "no verb"
    OVERFLOW = "more octets without a line break than the peer may send"


class WireError(Exception):
    """A line that cannot become a message.

    Attributes:
        kind: what is wrong.
        verb: verb in capitals where one could be read, else "". Always ASCII.
        label: value of the `label` tag where one could be read, else "".
        is_empty: the line was empty or held only spaces (kind NO_VERB): to be counted, not answered.
    Source: RFC 1459 2.3, RFC 2812 2.3; Modern IRC "Message Format"; IRCv3 labeled-response.
    """

    def __init__(
        self, kind: WireErrorKind, *, verb: str = "", label: str = "", is_empty: bool = False
    ) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.verb = verb
        self.label = label
        self.is_empty = is_empty

    def bare(self) -> "WireError":
        """Return the same error without the frames it came through, which would be kept alive with it."""
        return WireError(self.kind, verb=self.verb, label=self.label, is_empty=self.is_empty)
