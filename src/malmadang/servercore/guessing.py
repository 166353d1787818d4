"""How often passwords may be guessed, and who was right a moment ago."""

from __future__ import annotations

import hmac
import ipaddress

from malmadang.ports import SteadyMs
from malmadang.servercore.throttle import Bucket
from malmadang.wire.names import Folded

FREE_FAILURES = 3
WINDOW_MS = 60_000
LONGEST_MS = 15 * 60_000
REMEMBERED_MS = 30 * 60_000
WRONG_OF_ONE = 30
WRONG_OF_ONE_PER_S = 0.5
"""Wrong passwords that are hashed for one address at once, whatever the accounts, and a second after that."""
SIGNUPS = 30
SIGNUPS_PER_S = SIGNUPS / 600
"""New accounts the whole server makes at once, and a second after that: thirty in ten minutes."""
_AT_ONCE = 10
_MOST = 10_000

Place = tuple[str, Folded]


class _Trying:
    """What somebody has tried of late."""

    __slots__ = ("began_ms", "failures", "last_ms", "penalty_ms", "pending", "until_ms")

    def __init__(self, now_ms: SteadyMs) -> None:
        self.failures = 0
        self.pending = 0
        self.penalty_ms = 0
        self.began_ms = self.last_ms = self.until_ms = now_ms


class Guesses:
    """Failed log-ins by where they came from and which account they were for.

    Three failures a minute are free; then one has to wait a minute, and twice as long after each further
    failure, up to a quarter of an hour. An account that does not exist is treated the same.

    Source: RELIABILITY 4d (SASL guessing).
    """

    __slots__ = ("_hashing", "_trying")

    def __init__(self) -> None:
        self._trying: dict[Place, _Trying] = {}
        self._hashing: dict[str, Bucket] = {}

    def may_hash(self, address: str, now_ms: SteadyMs) -> bool:
        """Say whether a password from this address may be hashed now."""
        bucket = self._hashing.get(_network(address))
        return bucket is None or bucket.level(WRONG_OF_ONE, WRONG_OF_ONE_PER_S, now_ms) >= 1

    def may_try(self, address: str, account: Folded, now_ms: SteadyMs) -> bool:
        """Say whether a password may be looked at now."""
        trying = self._trying.get((_network(address), account))
        if trying is None:
            return True
        if now_ms - trying.began_ms > WINDOW_MS:
            # Whoever left before the answer is not waited for.
            trying.pending = 0
        return now_ms >= trying.until_ms and trying.pending < (1 if trying.penalty_ms else _AT_ONCE)

    def begin(self, address: str, account: Folded, now_ms: SteadyMs) -> None:
        """Note that a password is being looked at; `end` follows."""
        trying = self._of(address, account, now_ms)
        trying.pending += 1
        trying.began_ms = now_ms

    def end(self, address: str, account: Folded, now_ms: SteadyMs, *, right: bool | None) -> None:
        """Note what came of it: None when it was not looked at after all."""
        trying = self._of(address, account, now_ms)
        trying.pending = max(0, trying.pending - 1)
        if right is False:
            self._charge(address, now_ms)
        if right is not None:
            self.note(address, account, now_ms, right=right)

    def _charge(self, address: str, now_ms: SteadyMs) -> None:
        network = _network(address)
        bucket = self._hashing.get(network)
        if bucket is None:
            if len(self._hashing) >= _MOST:
                for known in list(self._hashing)[: _MOST // 10]:
                    del self._hashing[known]
            bucket = self._hashing[network] = Bucket(WRONG_OF_ONE, now_ms)
        # Several may be under way at once; what they cost beyond the bucket is owed.
        bucket.tokens = bucket.level(WRONG_OF_ONE, WRONG_OF_ONE_PER_S, now_ms) - 1

    def note(self, address: str, account: Folded, now_ms: SteadyMs, *, right: bool) -> None:
        """Note a password that was right or wrong."""
        if right:
            self._trying.pop((_network(address), account), None)
            return
        trying = self._of(address, account, now_ms)
        if now_ms - trying.last_ms > WINDOW_MS and not trying.penalty_ms:
            trying.failures = 0
        trying.failures += 1
        trying.last_ms = now_ms
        if trying.penalty_ms or trying.failures >= FREE_FAILURES:
            trying.penalty_ms = min(LONGEST_MS, trying.penalty_ms * 2 or WINDOW_MS)
            trying.until_ms = SteadyMs(now_ms + trying.penalty_ms)

    def _of(self, address: str, account: Folded, now_ms: SteadyMs) -> _Trying:
        place = (_network(address), account)
        trying = self._trying.get(place)
        if trying is None or (now_ms - trying.last_ms > 2 * LONGEST_MS and not trying.pending):
            if len(self._trying) >= _MOST:
                self._make_room(now_ms)
            trying = self._trying[place] = _Trying(now_ms)
        return trying

    def _make_room(self, now_ms: SteadyMs) -> None:
        old = [key for key, trying in self._trying.items() if now_ms - trying.last_ms > 2 * LONGEST_MS]
        for key in old or list(self._trying)[: _MOST // 10]:
            del self._trying[key]


class GoodLogins:
    """Passwords that were right lately, so that everybody can come back at once after a cut.

    Args:
        secret: key of this process; nothing here can be turned into a password without it.
    Source: RELIABILITY 4d (everybody reconnects with PLAIN).
    """

    __slots__ = ("_known", "_secret")

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._known: dict[bytes, SteadyMs] = {}

    def remember(self, expected: str, password: str, now_ms: SteadyMs) -> None:
        """Note that the password fits what is kept of it."""
        if len(self._known) >= _MOST:
            self._known = {key: at for key, at in self._known.items() if now_ms - at < REMEMBERED_MS}
            if len(self._known) >= _MOST:
                self._known.clear()
        self._known[self._digest(expected, password)] = now_ms

    def knows(self, expected: str, password: str, now_ms: SteadyMs) -> bool:
        """Say whether the password was right for it within the last half hour."""
        at = self._known.get(self._digest(expected, password))
        return at is not None and now_ms - at < REMEMBERED_MS

    def _digest(self, expected: str, password: str) -> bytes:
        # A changed password has another hash, so what was known of the old one fits nothing any more.
        return hmac.digest(self._secret, f"{expected}\0{password}".encode(), "sha256")


class Logins:
    """All that is remembered of log-ins, for as long as the server runs.

    Attributes:
        secret: key for what must not be guessed from outside.
        signups: how many accounts may still be made now.
    """

    __slots__ = ("good", "guesses", "secret", "signups")

    def __init__(self, secret: bytes, now_ms: SteadyMs) -> None:
        self.secret = secret
        self.signups = Bucket(SIGNUPS, now_ms)
        self.guesses = Guesses()
        self.good = GoodLogins(hmac.digest(secret, b"good", "sha256"))


def _network(address: str) -> str:
    """Return what counts as one place: an IPv4 address, or the half of an IPv6 address that is handed out."""
    if ":" not in address:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False))
