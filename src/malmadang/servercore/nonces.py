"""Nonces: what people call their messages, so that one sent again is known to be the same."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from malmadang.ports import NONCE_MS, KnownNonce, TimeMs

_MOST = 65_536


class Said(msgspec.Struct, frozen=True, gc=False):
    """A message that has a nonce."""

    msgid: str
    utc_ms: TimeMs


class Nonces:
    """The nonces of the last NONCE_MS, by owner; the oldest are forgotten where there are too many."""

    def __init__(self, kept: Iterable[KnownNonce]) -> None:
        self._said = {
            (known.owner, known.nonce): Said(known.msgid, known.utc_ms)
            for known in sorted(kept, key=lambda known: known.utc_ms)
        }

    def find(self, owner: str, nonce: str, now_ms: TimeMs) -> Said | None:
        """Return the message that the owner has called so lately."""
        said = self._said.get((owner, nonce))
        return said if said is not None and now_ms - said.utc_ms < NONCE_MS else None

    def remember(self, owner: str, nonce: str, said: Said) -> None:
        """Take note of a message; of two with one name the newer counts."""
        known = self._said
        known.pop((owner, nonce), None)
        known[owner, nonce] = said
        while len(known) > _MOST or said.utc_ms - next(iter(known.values())).utc_ms >= NONCE_MS:
            del known[next(iter(known))]
