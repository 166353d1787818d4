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
            self.acknowledged[msgid] = text

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
        return found


def is_part_of(some: Iterable[Line], whole: Iterable[Line]) -> bool:
    """Tell whether `some` is what is left of `whole` when lines are taken out."""
    rest = iter(whole)
    return all(line in rest for line in some)
