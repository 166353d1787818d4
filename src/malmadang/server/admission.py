"""Who may come in: how often, and how many that have not registered, of one address; and all together."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address

from malmadang.config import Config
from malmadang.ports import SteadyMs
from malmadang.server.goodbyes import FULL, HASTY, address_full
from malmadang.servercore.throttle import Bucket

RESERVED_DESCRIPTORS = 64
"""Descriptors kept for files, listeners and goodbyes."""

TOO_OFTEN = "address_hasty"
"""Event: an address comes more often than it may."""
MAX_PACES = 10_000
"""Addresses whose pace is remembered; the oldest are forgotten first."""

_EVERYBODY = ""


class Admission:
    """Counts connections.

    Args:
        max_connections: what the descriptors allow, all addresses together.
    """

    def __init__(self, config: Config, max_connections: int) -> None:
        self.config = config
        self.max_connections = max_connections
        self.open = 0
        self._waiting: dict[str, int] = {}
        self._told: set[str] = set()
        self._paces: dict[str, _Pace] = {}

    def refusal(self, address: str, now_ms: SteadyMs) -> tuple[str, str]:
        """Say why a connection from this address is turned away: (event, line), or ("", "").

        What is let in counts against the pace of its address.
        """
        if self.open >= self.max_connections:
            return "server_full", FULL
        limits = self.config.limits
        if not limits.throttle:
            return "", ""
        key = _key(address)
        most = limits.clients_per_private_address if _is_private(address) else limits.clients_per_address
        if self.config.is_exempt(address):
            return "", ""
        if self._waiting.get(key, 0) >= most:
            return "address_full", address_full(most)
        return ("", "") if self._keeps_pace(address, now_ms) else (TOO_OFTEN, HASTY)

    def may_shake_hands(self, address: str, now_ms: SteadyMs) -> bool:
        """Whether a connection that is there may begin TLS, which costs as much as another connection."""
        if not self.config.limits.throttle or self.config.is_exempt(address):
            return True
        return self._keeps_pace(address, now_ms)

    def _keeps_pace(self, address: str, now_ms: SteadyMs) -> bool:
        limits = self.config.limits
        if _is_private(address):
            burst, rate_per_s = limits.private_connect_burst, limits.private_connects_per_s
        else:
            burst, rate_per_s = limits.connect_burst, limits.connects_per_s
        key = _key(address)
        pace = self._paces.get(key)
        if pace is None:
            if len(self._paces) >= MAX_PACES:
                del self._paces[next(iter(self._paces))]
            pace = self._paces[key] = _Pace(burst, now_ms)
        wait_ms = pace.bucket.take(1, burst, rate_per_s, now_ms)
        if not wait_ms and pace.bucket.tokens >= burst // 2:
            pace.is_told = False
        return not wait_ms

    def is_news(self, event: str, address: str) -> bool:
        """Say whether the log should have this refusal: once until there is room again, whatever knocks."""
        key = _EVERYBODY if event == "server_full" else _key(address)
        if event == TOO_OFTEN:
            pace = self._paces.get(key)
            was_told = pace is not None and pace.is_told
            if pace is not None:
                pace.is_told = True
            return not was_told
        is_news = key not in self._told
        self._told.add(key)
        return is_news

    def enter(self, address: str) -> None:
        """Count a new connection."""
        self.open += 1
        key = _key(address)
        self._waiting[key] = self._waiting.get(key, 0) + 1

    def admit(self, address: str) -> None:
        """Count a connection no more against its address: it has registered, or is gone before it has."""
        key = _key(address)
        self._told.discard(key)
        count = self._waiting.get(key, 0) - 1
        if count > 0:
            self._waiting[key] = count
        else:
            self._waiting.pop(key, None)

    def leave(self) -> None:
        """Count a connection no more."""
        self._told.discard(_EVERYBODY)
        self.open -= 1


class _Pace:
    """How often an address has come of late.

    Attributes:
        is_told: the log has it that it comes too often.
    """

    __slots__ = ("bucket", "is_told")

    def __init__(self, burst: int, now_ms: SteadyMs) -> None:
        self.bucket = Bucket(burst, now_ms)
        self.is_told = False


@lru_cache(4096)
def _key(address: str) -> str:
    """Return what counts as one address: of IPv6 the network of one customer."""
    ip = ip_address(address)
    return str(int(ip) >> 64) if isinstance(ip, IPv6Address) else address


@lru_cache(4096)
def _is_private(address: str) -> bool:
    ip = ip_address(address)
    return ip.is_private or ip.is_loopback or ip.is_link_local


def plain_address(host: str) -> str:
    """Return a peer's address as text: without scope, IPv4 inside IPv6 unwrapped."""
    ip = ip_address(host.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        return str(ip.ipv4_mapped)
    return str(ip)
