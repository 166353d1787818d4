"""Who may come in: connections of one address that have not registered, and all connections together."""

from functools import lru_cache
from ipaddress import IPv6Address, ip_address

from malmadang.config import Config
from malmadang.server.goodbyes import FULL, address_full

RESERVED_DESCRIPTORS = 64
"""Descriptors kept for files, listeners and goodbyes."""

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

    def refusal(self, address: str) -> tuple[str, str]:
        """Say why a connection from this address is turned away: (event, line), or ("", "")."""
        if self.open >= self.max_connections:
            return "server_full", FULL
        limits = self.config.limits
        if not limits.throttle:
            return "", ""
        key = _key(address)
        most = limits.clients_per_private_address if _is_private(address) else limits.clients_per_address
        if self._waiting.get(key, 0) < most or self.config.is_exempt(address):
            return "", ""
        return "address_full", address_full(most)

    def is_news(self, event: str, address: str) -> bool:
        """Say whether the log should have this refusal: once until there is room again, whatever knocks."""
        key = _EVERYBODY if event == "server_full" else _key(address)
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
