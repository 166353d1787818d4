"""Thousands that come, say half of something and go: everything is as it was before them."""

import asyncio
import gc
import os
import socket
import struct
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping

from malmadang.server.link import Link
from malmadang.server.outbox import Outbox
from malmadang.servercore.channel import Channel
from malmadang.servercore.client import Client
from malmadang.servercore.core import Core
from malmadang.servercore.user import User
from tests.hostile.test_foreign import HELLO
from tests.kit.bystanders import LIMITS, ROOM, gather
from tests.kit.certified import Certified
from tests.kit.clock import HandClock
from tests.kit.served import Served, run, served
from tests.kit.waiting import soon

CYCLES = 2_000
AT_ONCE = 50
RESET = struct.pack("ii", 1, 0)
WORDS = (
    b"",
    b"\r\n",
    b"NICK half",
    b"NICK half%d\r\nUSE",
    b"CAP LS 302\r\nNICK half%d\r\nUSER u 0 * :r\r\n",
    b"USER u 0 * :r\r\n",
    b"NICK a%d\r\nUSER u 0 * :r\r\nJOIN #\xeb\xb0\xa9,#a%d\r\nMONITOR + b%d,c%d\r\nMODE #a%d +b x\r\n",
    b"NICK a%d\r\nUSER u 0 * :r\r\nJOIN #a%d\r\nINVITE a%d #a%d\r\nKNOCK #a%d\r\n\xff\r\n\0\r\n\r\n",
    b"NICK a%d\r\nUSER u 0 * :r\r\nJOIN #\xeb\xb0\xa9\r\nAWAY :x\r\nMODE a%d +iB\r\nTOPIC #\xeb\xb0\xa9 :",
    b"NICK a%d\r\nUSER u 0 * :r\r\nJOIN #\xeb\xb0\xa9\r\nNICK b%d\r\nQUIT :x\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    b"x" * 17_000,
    HELLO[:50],
    b"\x16",
    b"QUIT\r\n",
    b"PRIVMSG a :b\r\n" * 300,
)


def state(server: Served) -> Mapping[str, object]:
    """All that grows with the people who are there."""
    app = server.server
    runtime, doors, hub, admission = app.runtime, app._doors, app._hub, app._admission
    assert isinstance(app._core, Core)
    assert hub is not None
    core, ctx, fanout = app._core.state, app._core.ctx, runtime.fanout
    kinds = (Link, Client, User, Channel, Outbox)
    gc.collect()
    living = Counter(kind.__name__ for each in gc.get_objects() for kind in kinds if isinstance(each, kind))
    return {
        "descriptors": len(os.listdir("/proc/self/fd")),
        "objects": living,
        "runtime": (len(runtime.links), len(runtime._lost), len(runtime._resumed), sorted(runtime._timers)),
        "doors": (len(doors._links), len(doors._tasks), len(doors.silent), len(doors.lingering)),
        "hub": (len(hub._pollables), len(hub._talkers), len(hub._ready), len(hub.lingering)),
        "admission": (admission.open, admission._waiting),
        "outboxes": (runtime.outboxes.size, len(runtime.outboxes._holders)),
        "fanout": (len(fanout.readers), len(fanout.waiting), len(fanout._rooms), len(fanout.jobs)),
        "core": (
            len(core.clients),
            len(core.users),
            len(core.channels),
            len(core.watchers),
            core.unregistered,
        ),
        "indexes": (len(core.skeletons), {letter: len(users) for letter, users in core.flagged.items()}),
        "context": (len(ctx.after), len(ctx.gathered), ctx.label),
    }


def come_and_go(port: int, number: int) -> socket.socket:
    """Connect from an address of its own, say something; the caller closes."""
    sock = socket.socket()
    sock.bind((f"127.2.{number // 200}.{number % 200 + 1}", 0))
    sock.connect(("127.0.0.1", port))
    words = WORDS[number % len(WORDS)]
    sock.sendall(words.replace(b"%d", b"%d" % number))
    if number % 3 == 0:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    elif number % 3 == 1:
        sock.shutdown(socket.SHUT_WR)
    return sock


def test_everything_is_as_it_was(certified: Certified) -> None:
    clock = HandClock()

    async def scenario() -> None:
        async with served(LIMITS + certified.config, clock=clock) as server:
            people = await gather(server)
            admission = server.server._admission

            async def all_gone() -> None:
                # Whoever has to be slowed, or does not close, is gone when its time is over.
                await people.talk()
                clock.move(1_000)
                await soon(is_empty, "somebody is still there")
                clock.move(10_000)
                await people.talk()

            def is_empty() -> bool:
                clock.move(50)
                return admission.open == 2

            async def wave(first: int, meanwhile: Callable[[], Awaitable[None]]) -> None:
                socks = [come_and_go(server.port, number) for number in range(first, first + AT_ONCE)]
                await meanwhile()
                for sock in socks:
                    sock.close()

            await wave(0, people.talk)
            await all_gone()
            before = state(server)
            async with people.talking():
                for first in range(AT_ONCE, AT_ONCE + CYCLES, AT_ONCE):
                    await wave(first, people.go_on)
                for number in range(30):
                    caller = await server.dial(tls=certified.client)
                    caller.say(f"NICK t{number}", "USER u 0 * :r", f"JOIN {ROOM}")
                    if number % 2:
                        await caller.until(" 366 ")
                    caller.reset()
                    await asyncio.sleep(0)
            await all_gone()
            assert state(server) == before
            assert isinstance(server.server._core, Core)
            server.server._core.state.invariants()
            people.one.say(f"NAMES {ROOM}")
            names = next(line for line in await people.one.until(" 366 ") if " 353 " in line)
            assert {name.lstrip("@+") for name in names.rpartition(":")[2].split()} == {"철수", "영희"}

    run(scenario)
