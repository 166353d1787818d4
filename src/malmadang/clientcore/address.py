"""Where to talk: `irc://`, `ircs://` and `malmadang://` addresses, and bare `host:port`."""

import ipaddress
import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes

import msgspec

from malmadang.clientcore.faults import FaultError, FaultKind
from malmadang.config import DOOR_PORT, IRC_PORT, IRC_TLS_PORT

_SCHEMES = {"irc": IRC_PORT, "ircs": IRC_TLS_PORT, "malmadang": DOOR_PORT}
CHANNEL_SIGNS = "#&+!"
"""What a channel's name may begin with, as far as is known before the server has told."""


class Address(msgspec.Struct, frozen=True, gc=False):
    """A server, and maybe a room on it.

    Attributes:
        host: name or IP address, IPv6 without brackets.
        room: with its sign (`#말마당`), NFC; "" for none.
        pin: sha256 of the server's certificate, which an invitation may carry; "" for none.
    """

    host: str
    port: int
    tls: bool
    room: str = ""
    pin: str = ""

    @property
    def is_loopback(self) -> bool:
        """Does the line never leave this machine?"""
        return _is_loopback(self.host)

    @property
    def server(self) -> str:
        """Host and, where it is not one that goes without saying, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port in _SCHEMES.values() else f"{host}:{self.port}"

    def link(self) -> str:
        """Return the address as a link that `parse_address` reads: `malmadang://` where that says it all."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        implied = self.tls is not self.is_loopback
        scheme = "malmadang" if implied and self.port != IRC_PORT else "ircs" if self.tls else "irc"
        port = "" if self.port == _SCHEMES[scheme] else f":{self.port}"
        room = quote(self.room.removeprefix("#"), safe="") if self.room else ""
        return f"{scheme}://{host}{port}/{room}{f'?pin={self.pin}' if self.pin else ''}"


def parse_address(text: str) -> Address:
    """Read an address as a person types or pastes it.

    `irc` is plain text and `ircs` TLS. `malmadang` and bare addresses are TLS, except on this machine itself;
    for bare ones, port 6667 is plain text and 6697 TLS anywhere.

    Raises:
        FaultError: ADDRESS_*: it cannot be read.
    Source: DESIGN §7; draft-butcher-irc-url-04 (room in the path, with or without its sign).
    """
    text = unicodedata.normalize("NFC", text.strip())
    if not text:
        raise FaultError(FaultKind.ADDRESS_EMPTY)
    scheme, place = "", text
    if found := re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", text):
        scheme, place = found[1].lower(), text[found.end() :]
        if scheme not in _SCHEMES:
            raise FaultError(FaultKind.ADDRESS_SCHEME, scheme=scheme)
    authority, _, path = place.partition("/")
    path, _, query = path.partition("?")
    host, port = _split_authority(authority, text)
    if not port:
        port = _SCHEMES[scheme or "malmadang"]
    if scheme in ("irc", "ircs"):
        tls = scheme == "ircs"
    else:
        tls = not _is_loopback(host)
        if not scheme and port in (IRC_PORT, IRC_TLS_PORT):
            tls = port == IRC_TLS_PORT
    return Address(host, port, tls, _room(path), _pin(query))


def readable_link(link: str) -> str:
    """Return a link with letters beyond ASCII as they are; `parse_address` reads it the same."""

    def letters(found: re.Match[str]) -> str:
        try:
            return unquote_to_bytes(found[0]).decode()
        except UnicodeDecodeError:
            return found[0]

    return re.sub("(?:%[89A-Fa-f][0-9A-Fa-f])+", letters, link)


def _split_authority(authority: str, text: str) -> tuple[str, int]:
    found = re.fullmatch(r"(?:\[([0-9A-Fa-f:.]+)\]|([^\[\]:\s@?#%,]+))(?::([^:]*))?", authority)
    if found is None:
        bare = authority.strip("[]")
        if not _is_ip(bare):
            raise FaultError(FaultKind.ADDRESS_HOST, address=text)
        return bare.lower(), 0
    host = found[1] or found[2]
    if found[1] and not _is_ip(host):
        raise FaultError(FaultKind.ADDRESS_HOST, address=text)
    host = host.lower().rstrip(".")
    if not host:
        raise FaultError(FaultKind.ADDRESS_HOST, address=text)
    port = found[3] or ""
    if port and not (re.fullmatch(r"[0-9]{1,5}", port) and 0 < int(port) <= 65_535):
        raise FaultError(FaultKind.ADDRESS_PORT, port=port)
    return host, int(port) if port else 0


def _room(path: str) -> str:
    try:
        name = unicodedata.normalize("NFC", unquote_to_bytes(path).decode()).strip("/")
    except UnicodeDecodeError as error:
        raise FaultError(FaultKind.ADDRESS_ROOM, room=path) from error
    if not name:
        return ""
    if any(letter in " ,:\a" or unicodedata.category(letter) == "Cc" for letter in name):
        raise FaultError(FaultKind.ADDRESS_ROOM, room=name)
    return name if name[0] in CHANNEL_SIGNS else f"#{name}"


def _pin(query: str) -> str:
    found = re.search(r"(?:^|&)pin=([^&]*)", query)
    if found is None:
        return ""
    try:
        return normalize_pin(found[1])
    except ValueError as error:
        raise FaultError(FaultKind.ADDRESS_PIN, pin=found[1]) from error


def normalize_pin(pin: str) -> str:
    """Return a sha256 fingerprint as 64 small hexadecimal digits; colons and spaces may stand between.

    Raises:
        ValueError: it is something else.
    """
    digits = re.sub(r"[:\s]", "", pin).lower().removeprefix("sha256/")
    if not re.fullmatch(r"[0-9a-f]{64}", digits):
        raise ValueError(f"{pin!r} is no sha256 fingerprint (64 hexadecimal digits)")
    return digits


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    return _is_ip(host) and ipaddress.ip_address(host).is_loopback
