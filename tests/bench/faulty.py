"""A small server that relays well, or does wrong on purpose to every twentieth line of one reader."""

import os
import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager

from bench.servers import Running
from bench.thread_per_client import Client, Room, ThreadServer

STEP = 20


class Tagging(Room):
    """Puts tags in front of what every other member reads."""

    def deliver(self, speaker: Client, data: bytes) -> None:
        for place, member in enumerate(self.members):
            if member is not speaker:
                member.send(b"@time=2026-01-02T03:04:05.006Z;msgid=a:b " + data if place % 2 else data)


class _Victim(Room, ABC):
    """Does wrong to the last who came in."""

    count = 0

    def deliver(self, speaker: Client, data: bytes) -> None:
        *others, victim = self.members
        for member in others:
            if member is not speaker:
                member.send(data)
        if victim is not speaker and b" PRIVMSG " in data:
            self.count += 1
            victim.send(self.harm(data) if self.count % STEP == 0 else data)

    @abstractmethod
    def harm(self, data: bytes) -> bytes: ...


class Dropping(_Victim):
    def harm(self, data: bytes) -> bytes:
        return b""


class Doubling(_Victim):
    def harm(self, data: bytes) -> bytes:
        return data + data


class Altering(_Victim):
    def harm(self, data: bytes) -> bytes:
        return data[:-3] + b"?\r\n"


class Misnaming(_Victim):
    """Says that somebody else spoke."""

    def harm(self, data: bytes) -> bytes:
        return data.replace(b":b00000", b":b00001", 1)


class Swapping(Room):
    """Keeps a line back and sends it after the next one of the same speaker."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.count = 0
        self.kept: dict[Client, bytes] = {}

    def deliver(self, speaker: Client, data: bytes) -> None:
        if b" PRIVMSG " in data:
            self.count += 1
            if self.count % STEP == 0 and speaker not in self.kept:
                self.kept[speaker] = data
                return
            data += self.kept.pop(speaker, b"")
        super().deliver(speaker, data)


@contextmanager
def serving(room_type: type[Room]) -> Iterator[Running]:
    """Serve on an ephemeral port, from a thread of this process."""
    server = ThreadServer()
    server.room_type = room_type
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        thread = threading.Thread(target=server.serve, args=(listener,), daemon=True)
        thread.start()
        yield Running(listener.getsockname()[1], os.getpid())
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
