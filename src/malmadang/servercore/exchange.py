"""Exchange: a log-in by AUTHENTICATE that is under way."""

from __future__ import annotations

from malmadang.wire.sasl import ChunkDecoder
from malmadang.wire.scram import ScramServerExchange, Verifier


class Exchange:
    """One exchange of a client.

    Attributes:
        chunks: what has come of the answer that is being given.
        scram: the state of SCRAM-SHA-256; None for PLAIN.
        keys: what SCRAM judges by, from the client's first answer on.
    """

    __slots__ = ("chunks", "keys", "scram")

    def __init__(self, scram: ScramServerExchange | None = None) -> None:
        self.chunks = ChunkDecoder()
        self.scram = scram
        self.keys: Verifier | None = None
