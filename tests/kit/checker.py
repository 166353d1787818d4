"""Who was told what, held against what the server kept: nothing lost, doubled, altered or out of order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

Line = tuple[str, str]
"""(msgid, text)."""


class Checker:
    """Takes down what clients send and read; no two texts may be the same.

    Attributes:
        acknowledged: texts whose sender has read its echo, by msgid.
    """

    def __init__(self) -> None:
        self.acknowledged: dict[str, str] = {}
        self._sent: Counter[str] = Counter()
        self._seen: dict[tuple[str, str], list[Line]] = {}
        self._final: dict[tuple[str, str], list[Line]] = {}

    def sent(self, text: str) -> None:
        """Note that a client has sent a text; the same again is a repeat."""
        self._sent[text] += 1

    def read(self, reader: str, room: str, msgid: str, text: str, *, is_own: bool) -> None:
        """Note that a client has read a line.

        Args:
            reader: one name for each connection: what it reads of a room is in order.
        """
        self._seen.setdefault((reader, room), []).append((msgid, text))
        if is_own:
            self.acknowledge(msgid, text)

    def acknowledge(self, msgid: str, text: str) -> None:
        """Note that the server has told a sender that its text is said."""
        self.acknowledged[msgid] = text

    def has(self, reader: str, room: str, lines: Sequence[Line]) -> None:
        """Note what a client that comes back and catches up finally has of a room, from its first line on."""
        self._final[reader, room] = list(lines)

    def faults(self, history: Mapping[str, Sequence[Line]]) -> list[str]:
        """Hold everything against the whole history, by room in order; return what is wrong."""
        texts = {msgid: text for lines in history.values() for msgid, text in lines}
        found = [
            f"acknowledged and {'altered' if msgid in texts else 'lost'}: {msgid} {text}"
            for msgid, text in self.acknowledged.items()
            if texts.get(msgid) != text
        ]
        kept = Counter(text for lines in history.values() for _, text in lines)
        found += [f"kept {times} times: {text}" for text, times in kept.items() if times > 1]
        found += [f"kept and never sent: {text}" for text in kept.keys() - self._sent.keys()]
        there = {room: set(lines) for room, lines in history.items()}
        for (reader, room), seen in self._seen.items():
            lines = history.get(room, ())
            known = there.get(room, set())
            found += [f"read by {reader} and not kept: {line}" for line in seen if line not in known]
            if not found and not is_part_of(seen, lines):
                found.append(f"read by {reader} in {room} in another order")
        for (reader, room), lines in self._final.items():
            found += _gaps(reader, room, lines, history.get(room, ()))
        return found


def _gaps(reader: str, room: str, lines: Sequence[Line], whole: Sequence[Line]) -> list[str]:
    """Hold what somebody finally has against all that there is since the first line of it."""
    times = Counter(msgid for msgid, _ in lines)
    found = [f"{reader} has {count} times: {msgid}" for msgid, count in times.items() if count > 1]
    first = [msgid for msgid, _ in whole].index(lines[0][0]) if lines and lines[0] in whole else 0
    due = list(whole[first:])
    found += [f"{reader} has a gap in {room}: {line}" for line in due if line[0] not in times]
    known = set(due)
    found += [f"{reader} has in {room} what is not kept: {line}" for line in lines if line not in known]
    if not found and list(lines) != due:
        found.append(f"{reader} has {room} in another order")
    return found


def is_part_of(some: Iterable[Line], whole: Iterable[Line]) -> bool:
    """Tell whether `some` is what is left of `whole` when lines are taken out."""
    rest = iter(whole)
    return all(line in rest for line in some)
