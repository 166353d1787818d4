"""Octets in any chunking -> whole lines, with a bound on what waits for its line break."""

from typing import Final

from malmadang.wire.errors import WireError, WireErrorKind

DEFAULT_LIMIT_BYTES: Final = 16384


class LineDecoder:
    """Cuts a stream of octets into lines.

    Args:
        limit_bytes: octets that one line may have before its LF; past that the stream is given up.
    Source: RFC 1459 2.3, 8 (lines may come in any pieces); Modern IRC "Message Format".
    """

    __slots__ = ("_kept", "_limit_bytes", "_overflowed")

    def __init__(self, limit_bytes: int = DEFAULT_LIMIT_BYTES) -> None:
        self._limit_bytes = limit_bytes
        self._kept = bytearray()
        self._overflowed = False

    @property
    def kept_bytes(self) -> int:
        """Octets that wait for their line break."""
        return len(self._kept)

    def feed(self, data: bytes) -> list[bytes]:
        """Take the next octets.

        Returns:
            The lines that are whole now, in order, without LF and the CRs before it. An empty line is b"",
            so that it can be counted.
        Raises:
            WireError: OVERFLOW, a line is longer than the limit. Lines that were whole before it are returned
                first: the error then comes with the next call.
        """
        if (
            not self._kept
            and data.endswith(b"\n")
            and len(data) <= self._limit_bytes
            and not self._overflowed
        ):
            end = len(data) - 1
            if data.find(b"\n") == end:
                return [data[:end].rstrip(b"\r")]
            if data.endswith(b"\r\n"):
                lines = data[:-2].split(b"\r\n")
                if len(lines) == data.count(b"\n") == data.count(b"\r"):
                    # Every line ends with one CR and LF, as nearly all do, and there are no others.
                    return lines
            return [line.rstrip(b"\r") for line in data[:end].split(b"\n")]
        return self._feed_slowly(data)

    def _feed_slowly(self, data: bytes) -> list[bytes]:
        if self._overflowed:
            raise WireError(WireErrorKind.OVERFLOW)
        kept = self._kept
        first, newline, rest = data.partition(b"\n")
        kept += first
        if not newline:
            self._check(len(kept), [])
            return []
        pieces = [bytes(kept), *rest.split(b"\n")]
        kept.clear()
        kept += pieces.pop()
        lines: list[bytes] = []
        for piece in pieces:
            if self._check(len(piece), lines):
                return lines
            lines.append(piece.rstrip(b"\r"))
        self._check(len(kept), lines)
        return lines

    def _check(self, size: int, lines: list[bytes]) -> bool:
        """Has this line become too long? Raises at once where there is nothing to return before."""
        if size <= self._limit_bytes:
            return False
        self._overflowed = True
        self._kept.clear()
        if not lines:
            raise WireError(WireErrorKind.OVERFLOW)
        return True
