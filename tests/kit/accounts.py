"""People with accounts, in scripts and tests."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from tests.kit.world import Peer, World

PASSWORDS = {"철수": "철수의비밀번호", "영희": "영희의비밀번호", "민수": "민수의비밀번호"}
"""Accounts, and what they log in with."""


def arrive(
    world: World,
    account: str,
    *,
    name: str = "",
    nick: str = "",
    caps: Iterable[str] = (),
    rooms: Iterable[str] = (),
    password: str = "",
) -> Peer:
    """Connect, log in by SASL, register, join; nobody keeps what was said meanwhile.

    Args:
        name: what scripts call the connection; "" the account.
        nick: "" the account.
    """
    name, nick = name or account, nick or account
    peer = world.connect(name)
    world.send(name, f"CAP REQ :{' '.join(('sasl', *caps))}")
    world.send(name, "AUTHENTICATE PLAIN")
    secret = f"\0{account}\0{password or PASSWORDS[account]}".encode()
    world.send(name, f"AUTHENTICATE {base64.b64encode(secret).decode()}")
    assert any(" 903 " in line for line in peer.inbox), peer.inbox
    world.send(name, f"NICK {nick}")
    world.send(name, f"USER {nick} 0 * :{nick}")
    world.send(name, "CAP END")
    assert any(" 001 " in line for line in peer.inbox), peer.inbox
    for room in rooms:
        world.send(name, f"JOIN {room}")
    for other in world.peers.values():
        other.inbox.clear()
    return peer
