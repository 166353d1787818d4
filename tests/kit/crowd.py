"""A process of its own that opens thousands of connections and then says what became of them.

    python -m tests.kit.crowd PORT COUNT

It writes a line when all are open, waits for them to end, and writes a second: JSON of last line -> how many
ended with it.
"""

from __future__ import annotations

import asyncio
import json
import resource
import select
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter

PER_ADDRESS = 200
"""Connections from one address; fewer than a private address may have."""
SPARE = 300
"""Descriptors for everything else in a process."""
LEAST = 4_096


def address(number: int) -> str:
    """The address the connection of this number comes from."""
    place = number // PER_ADDRESS
    return f"127.1.{place // 200}.{place % 200 + 1}"


def size(wanted: int) -> int:
    """How many connections the descriptor limit allows, at most as many as wanted.

    Raises:
        AssertionError: not even enough to show anything.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    count = min(wanted, hard - SPARE)
    assert count >= LEAST, (
        f"ulimit -n is {hard}: this test needs {LEAST + SPARE} descriptors, better {wanted + SPARE}"
    )
    return count


def connect(port: int, count: int) -> dict[int, socket.socket]:
    """Open the connections; every second one says half of what it takes to register."""
    socks = {}
    for number in range(count):
        sock = socket.socket()
        sock.bind((address(number), 0))
        sock.connect(("127.0.0.1", port))
        if number % 2:
            sock.sendall(b"NICK crowd%d\r\nUSE" % number)
        socks[sock.fileno()] = sock
    return socks


def endings(socks: dict[int, socket.socket]) -> Counter[str]:
    """Wait until every connection has ended; count the last lines."""
    poll = select.epoll()
    tails = dict.fromkeys(socks, b"")
    for fd in socks:
        poll.register(fd, select.EPOLLIN)
    found: Counter[str] = Counter()
    while socks:
        for fd, _ in poll.poll():
            try:
                data = socks[fd].recv(4_096)
            except ConnectionResetError:
                data, tails[fd] = b"", b"reset"
            if data:
                tails[fd] = (tails[fd] + data)[-512:]
                continue
            found[tails[fd].decode(errors="replace").strip().rpartition("\r\n")[2]] += 1
            socks.pop(fd).close()
    return found


async def start(port: int, count: int) -> Process:
    """Start the process; it says on its output when all are open."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.kit.crowd", str(port), str(count), stdout=PIPE
    )


def main() -> None:
    port, count = int(sys.argv[1]), int(sys.argv[2])
    size(count)
    socks = connect(port, count)
    print("open", flush=True)
    print(json.dumps(endings(socks)), flush=True)


if __name__ == "__main__":
    main()
