"""Logging in by SASL, as a client would."""

from __future__ import annotations

from base64 import b64decode, b64encode

from malmadang.wire.sasl import ScramClientExchange, encode_chunks
from tests.kit.world import World


def plain(account: str, password: str, *, authzid: str = "") -> str:
    """Return the one answer of PLAIN."""
    return b64encode(f"{authzid}\0{account}\0{password}".encode()).decode()


def scram(world: World, name: str, account: str, password: str) -> list[str]:
    """Let a client log in by SCRAM-SHA-256; return what it read after its last answer."""
    peer = world.peers[name]
    exchange = ScramClientExchange(account, password, nonce=b"a nonce of a test")
    world.send(name, "AUTHENTICATE SCRAM-SHA-256")
    lines = peer.read()
    while lines and lines[0].startswith("AUTHENTICATE "):
        words = "".join(line.removeprefix("AUTHENTICATE ") for line in lines)
        for chunk in encode_chunks(exchange.respond(b"" if words == "+" else b64decode(words))):
            world.send(name, f"AUTHENTICATE {chunk}")
        lines = peer.read()
    return lines
