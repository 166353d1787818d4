"""A client that measures what a person feels: how soon its own line comes back, how soon PING is answered."""

import select
import socket
import time
from collections.abc import Callable
from typing import Self

from bench.generator import NothingMeasured
from bench.servers import Running

ROOM = "#r00000"
"""The generator's first room."""
PATIENCE_S = 30.0


class Person:
    """One connection, read as it comes; what it waits for is looked for line by line."""

    def __init__(self, port: int, nick: str, *caps: str) -> None:
        self.link = socket.create_connection(("127.0.0.1", port))
        self.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""
        for cap in caps:
            self.say(f"CAP REQ {cap}")
        self.say(f"NICK {nick}", "USER bench 0 * :bench", "CAP END")
        self.wait_for(b" 001 ")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.link.close()

    def say(self, *lines: str) -> None:
        """Send lines."""
        self.link.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def read(self) -> list[bytes]:
        """Return the lines that are there, after at least one read."""
        data = self.link.recv(1 << 18)
        if not data:
            raise NothingMeasured("the server closed a probe's connection")
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if line.startswith(b"PING "):
                self.say("PONG" + line.decode().strip()[4:])
        return lines

    def wait_for(self, sign: bytes) -> None:
        """Read until a line has the sign.

        Raises:
            NothingMeasured: none had it in time.
        """
        self.link.settimeout(PATIENCE_S)
        try:
            while not any(sign in line for line in self.read()):
                pass
        except TimeoutError as error:
            raise NothingMeasured(f"waited for {sign!r} in vain") from error


class Probe:
    """Asks again and again, and notes how long each answer took.

    Args:
        ask: the line that asks, given a number; its answer has `sign(number)` in it.
    """

    def __init__(self, person: Person, ask: Callable[[int], str], sign: Callable[[int], bytes]) -> None:
        self.person = person
        self.times_ms: list[float] = []
        self._ask = ask
        self._sign = sign
        self._number = 0
        self._asked = 0.0

    def ask(self) -> None:
        """Ask, unless an answer is still awaited."""
        if not self._asked:
            self._number += 1
            self._asked = time.perf_counter()
            self.person.say(self._ask(self._number))

    def read(self) -> None:
        """Look for the answer in what is there."""
        sign = self._sign(self._number)
        if any(sign in line for line in self.person.read()) and self._asked:
            self.times_ms.append((time.perf_counter() - self._asked) * 1000)
            self._asked = 0.0


def member(server: Running) -> Person:
    """Return somebody in the generator's room."""
    person = Person(server.port, "probe", "echo-message")
    person.say(f"JOIN {ROOM}")
    person.wait_for(b" 366 ")
    return person


def speaker(person: Person) -> Probe:
    """Let a member speak and wait for the echo.

    Speaks by NOTICE: it is kept and echoed like PRIVMSG, and the generator does not take it for its own.
    """
    return Probe(person, lambda n: f"NOTICE {ROOM} :probe {n:08}", lambda n: f":probe {n:08}".encode())


def bystander(person: Person) -> Probe:
    """Let somebody ask whether the server is there."""
    return Probe(person, lambda n: f"PING {n:08}", lambda n: f"{n:08}".encode())


def watch(probe: Probe, every_s: float, seconds: float) -> list[float]:
    """Let the probe ask every so many seconds, for a while; return what each answer took, in milliseconds."""
    due = time.perf_counter()
    end = due + seconds
    while (now := time.perf_counter()) < end:
        if now >= due:
            due = max(due + every_s, now)
            probe.ask()
        wait_s = max(0.0, min(due, end) - time.perf_counter())
        if select.select([probe.person.link], [], [], wait_s)[0]:
            probe.read()
    return probe.times_ms
