"""The baseline: a server that gives every client a thread, as the first program did, with its faults gone.

Each client's thread reads its socket, cuts the bytes into lines and does what they say. A room has a lock;
whoever speaks holds it while the line goes to every member, so that all read the same order. Run as a program
it listens on loopback: `python -m bench.thread_per_client PORT READY_FD`.
"""

import os
import socket
import sys
import threading
from collections.abc import Iterator

NAME = "threads.example"


class Client:
    """One connection and its place in the rooms."""

    def __init__(self, link: socket.socket) -> None:
        self.link = link
        self.nick = ""
        self.user = ""
        self.rooms: dict[str, Room] = {}
        self._writing = threading.Lock()

    @property
    def mask(self) -> str:
        return f"{self.nick}!{self.user}@loopback"

    def send(self, data: bytes) -> None:
        """Write all of it. Two rooms may write to one client at once, hence the lock."""
        try:
            with self._writing:
                self.link.sendall(data)
        except OSError:
            pass  # the client's own thread sees the end of the connection and cleans up

    def end(self) -> None:
        """Nothing more will be sent."""

    def say(self, line: str) -> None:
        self.send(f":{NAME} {line}\r\n".encode())

    def lines(self) -> Iterator[str]:
        """Yield whole lines until the connection ends."""
        rest = b""
        while True:
            try:
                data = self.link.recv(65536)
            except OSError:
                return
            if not data:
                return
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                yield line.rstrip(b"\r").decode(errors="replace")


class Room:
    """Who is here; the lock is held while a line goes out."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = threading.Lock()
        self.members: dict[Client, None] = {}

    def relay(self, speaker: Client, line: str) -> None:
        """Give the line to every member but the speaker."""
        data = f":{speaker.mask} {line}\r\n".encode()
        with self.lock:
            self.deliver(speaker, data)

    def deliver(self, speaker: Client, data: bytes) -> None:
        """Write to each member; the caller holds the lock."""
        for member in self.members:
            if member is not speaker:
                member.send(data)

    def add(self, client: Client) -> None:
        """Let the client in, tell everybody, and tell the client who is here."""
        with self.lock:
            self.members[client] = None
            line = f":{client.mask} JOIN {self.name}\r\n".encode()
            for member in self.members:
                member.send(line)
            nicks = [member.nick for member in self.members]
        for start in range(0, len(nicks), 40):
            client.say(f"353 {client.nick} = {self.name} :{' '.join(nicks[start : start + 40])}")
        client.say(f"366 {client.nick} {self.name} :End of /NAMES list")

    def remove(self, client: Client, line: str) -> None:
        """Take the client out and tell the others."""
        with self.lock:
            if client in self.members:
                self.deliver(client, f":{client.mask} {line}\r\n".encode())
                del self.members[client]


class ThreadServer:
    """Accepts, and gives every client its thread."""

    client_type: type[Client] = Client
    room_type: type[Room] = Room

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._nicks: dict[str, Client] = {}
        self._rooms: dict[str, Room] = {}

    def serve(self, listener: socket.socket) -> None:
        """Accept until the listener is closed."""
        while True:
            try:
                link, _ = listener.accept()
            except OSError:
                return
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.attend, args=(self.client_type(link),), daemon=True).start()

    def attend(self, client: Client) -> None:
        """Serve one client until it leaves: the whole life of its thread."""
        reason = "connection lost"
        with client.link:
            for line in client.lines():
                if line.upper().startswith("QUIT"):
                    client.send(b"ERROR :bye\r\n")
                    reason = "bye"
                    break
                self.obey(client, line)
            for room in list(client.rooms.values()):
                room.remove(client, f"QUIT :{reason}")
            with self._lock:
                if self._nicks.get(client.nick) is client:
                    del self._nicks[client.nick]
            client.end()

    def obey(self, client: Client, line: str) -> None:
        """Do what one line says."""
        if line.startswith("@"):
            line = line.partition(" ")[2]
        verb, _, rest = line.partition(" ")
        match verb.upper():
            case "NICK":
                self.name(client, rest.removeprefix(":"))
            case "USER":
                client.user = rest.partition(" ")[0]
                self.welcome(client)
            case "CAP" if rest.startswith("REQ"):
                client.say(f"CAP * NAK {rest[4:]}")
            case "JOIN" if client.nick:
                self.join(client, rest.removeprefix(":"))
            case "PART" if rest in client.rooms:
                client.rooms.pop(rest).remove(client, f"PART {rest}")
            case "PRIVMSG":
                room = client.rooms.get(rest.partition(" ")[0])
                if room is not None:
                    room.relay(client, line)
            case "PING":
                client.say(f"PONG {NAME} {rest}")
            case _:
                pass

    def name(self, client: Client, nick: str) -> None:
        with self._lock:
            if client.nick or nick in self._nicks:
                return client.say(f"433 * {nick} :Nickname is already in use")
            self._nicks[nick] = client
            client.nick = nick
        return self.welcome(client)

    def welcome(self, client: Client) -> None:
        if client.nick and client.user:
            client.say(f"001 {client.nick} :Welcome {client.mask}")
            client.say(f"422 {client.nick} :MOTD File is missing")

    def join(self, client: Client, name: str) -> None:
        with self._lock:
            room = self._rooms.setdefault(name, self.room_type(name))
        client.rooms[name] = room
        room.add(client)


def main(server: ThreadServer) -> None:
    """Serve on the port that the command line names, and write a byte when ready."""
    listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=4096)
    os.write(int(sys.argv[2]), b"\n")
    server.serve(listener)


if __name__ == "__main__":
    main(ThreadServer())
