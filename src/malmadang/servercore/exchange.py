"""Exchange: a log-in by AUTHENTICATE that is under way."""

from __future__ import annotations

from malmadang.wire.sasl import ChunkDecoder
from malmadang.wire.scram import ScramServerExchange


class Exchange:
    """One exchange of a client.

    Attributes:
        chunks: what has come of the answer that is being given.
        scram: the state of SCRAM-SHA-256; None for PLAIN.
    """

    __slots__ = ("chunks", "scram")

    def __init__(self, scram: ScramServerExchange | None = None) -> None:
        self.chunks = ChunkDecoder()
        self.scram = scram
