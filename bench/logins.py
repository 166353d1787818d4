"""Logging in under load: passwords guessed, and everybody back at once after a cut.  `python -m bench.logins`

A server with its usual limits; every client has an address of its own in 127/8. What ought to be reached is
printed beside what was.
"""

import argparse
import asyncio
import hashlib
import hmac
import os
import ssl
import sys
import tempfile
import time
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Final

from argon2 import PasswordHasher

from bench.servers import Running, Server, running
from malmadang.adapters.sqlite.storage import SqliteStorage
from malmadang.ports import AccountRecord, TimeMs
from malmadang.server.passwords import make_hash

PASSWORD: Final = "모두의 비밀번호"
ROOM: Final = "#다시"
GUESSES_PER_S: Final = 100


class Peer:
    """One client of one account, by an address of its own."""

    def __init__(self, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.name = account(number)
        self._reader = reader
        self._writer = writer

    def send(self, *lines: str) -> None:
        self._writer.write("".join(f"{line}\r\n" for line in lines).encode())

    async def until(self, *marks: str) -> str:
        """Return the next line with one of the marks in it; PING is answered meanwhile."""
        while line := (await self._reader.readline()).decode().rstrip("\r\n"):
            if line.startswith("PING "):
                self.send(f"PONG {line[5:]}")
            elif any(mark in line for mark in marks):
                return line
        raise ConnectionError(f"{self.name}: the line ended before {marks}")

    def close(self) -> None:
        self._writer.transport.abort()


def account(number: int) -> str:
    return f"사람{number}"


async def connect(port: int, number: int, *, tls: ssl.SSLContext | None = None) -> Peer:
    place = (f"127.{number // 60_000 + 2}.{number // 250 % 240}.{number % 250 + 1}", 0)
    streams = await asyncio.open_connection("127.0.0.1", port, local_addr=place, ssl=tls)
    return Peer(number, *streams)


def register(peer: Peer, nick: str) -> None:
    peer.send("CAP REQ :sasl", f"NICK {nick}", "USER u 0 * :누구")


async def log_in_plain(peer: Peer, password: str = PASSWORD, name: str = "") -> bool:
    peer.send("AUTHENTICATE PLAIN")
    await peer.until("AUTHENTICATE +")
    said = "\0".join(("", name or peer.name, password))
    peer.send(f"AUTHENTICATE {b64encode(said.encode()).decode()}")
    return " 903 " in await peer.until(" 903 ", " 904 ")


class Keys:
    """The key of a password, derived once: clients keep it, and here all accounts have the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, int], bytes] = {}

    def client_key(self, salt: bytes, rounds: int) -> bytes:
        if (salt, rounds) not in self._known:
            salted = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), salt, rounds)
            self._known[salt, rounds] = hmac.digest(salted, b"Client Key", "sha256")
        return self._known[salt, rounds]


async def log_in_scram(peer: Peer, keys: Keys) -> bool:
    """Log in as RFC 5802 3 says, without deriving the key anew."""
    peer.send("AUTHENTICATE SCRAM-SHA-256")
    await peer.until("AUTHENTICATE +")
    first = f"n={peer.name},r={b64encode(os.urandom(18)).decode()}"
    peer.send(f"AUTHENTICATE {b64encode(f'n,,{first}'.encode()).decode()}")
    challenge = b64decode((await peer.until("AUTHENTICATE ")).split(" ")[-1]).decode()
    fields = dict(field.split("=", 1) for field in challenge.split(","))
    key = keys.client_key(b64decode(fields["s"]), int(fields["i"]))
    final = f"c=biws,r={fields['r']}"
    signature = hmac.digest(hashlib.sha256(key).digest(), f"{first},{challenge},{final}".encode(), "sha256")
    proof = b64encode(bytes(a ^ b for a, b in zip(key, signature, strict=True))).decode()
    peer.send(f"AUTHENTICATE {b64encode(f'{final},p={proof}'.encode()).decode()}")
    await peer.until("AUTHENTICATE ")
    peer.send("AUTHENTICATE +")
    return " 903 " in await peer.until(" 903 ", " 904 ")


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# -- guessing ----------------------------------------------------------------------------------------


async def guess(server: Running, seconds: float, first: int, name: Callable[[int], str]) -> None:
    """Try passwords from one address, a hundred a second; print the server's CPU and how others fare.

    Args:
        first: number of the account that comes first of those who log in rightly, one a second.
        name: whose password the number-th guess is for.
    """
    peers = [await connect(server.port, 0) for _ in range(16)]
    for number, peer in enumerate(peers):
        register(peer, f"guess{number}")
        await peer.until(" ACK ")
    spent, began = cpu_s(server.pid), time.monotonic()
    waits: list[float] = []
    tried = 0

    async def others() -> None:
        for number in range(first, first + int(seconds)):
            asked = time.monotonic()
            other = await connect(server.port, number)
            register(other, f"other{number}")
            if not await log_in_plain(other):
                say("  a right password elsewhere was refused", "never")
            waits.append(time.monotonic() - asked)
            other.close()
            await asyncio.sleep(1)

    async def attempts(peer: Peer, first: int) -> None:
        nonlocal tried
        for number in range(first, int(seconds * GUESSES_PER_S), len(peers)):
            await asyncio.sleep(max(0.0, began + number / GUESSES_PER_S - time.monotonic()))
            await log_in_plain(peer, "틀렸어요", name(number))
            tried += 1

    await asyncio.gather(others(), *(attempts(peer, number) for number, peer in enumerate(peers)))
    took = time.monotonic() - began
    for peer in peers:
        peer.close()
    share = (cpu_s(server.pid) - spent) / took
    say(f"  {tried / took:.0f} tries/s: {share:.0%} of a core", "30 %, right passwords among it")
    say(f"  a right password elsewhere: {median(waits):.2f} s, at most {max(waits):.2f} s", "2 s")


async def timing(server: Running, pairs: int) -> None:
    """Compare how long a wrong password of a known and of an unknown account takes."""
    waits: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * pairs):
        is_known = bool(number % 2)
        peer = await connect(server.port, 5_000 + number)
        register(peer, f"time{number}")
        await peer.until(" ACK ")
        asked = time.perf_counter()
        await log_in_plain(peer, "틀렸어요", account(number % 100) if is_known else f"없는사람{number}")
        waits[is_known].append(time.perf_counter() - asked)
        peer.close()
    known, unknown = median(waits[True]), median(waits[False])
    apart = abs(known - unknown) / max(known, unknown)
    say(f"  known {known * 1e3:.1f} ms, unknown {unknown * 1e3:.1f} ms: {apart:.0%} apart", "10 %")


# -- everybody back ----------------------------------------------------------------------------------


async def storm(
    server: Running, people: int, log_in: Callable[[Peer], Awaitable[bool]], *, tls: bool = False
) -> tuple[float, float]:
    """Let everybody come at once: log in, enter the room, read its newest lines; who fails comes again.

    Returns:
        Seconds until all were in the room, and until all had read.
    """
    context = ssl.create_default_context() if tls else None
    if context:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    began = time.monotonic()
    usable: list[float] = []
    peers: list[Peer] = []

    async def come(number: int) -> None:
        wait = 0.5
        while True:
            try:
                peer = await connect(server.port, number, tls=context)
                register(peer, account(number))
                await peer.until(" ACK ")
                if await log_in(peer):
                    break
                peer.close()
            except OSError:
                pass
            await asyncio.sleep(wait * (0.5 + os.urandom(1)[0] / 256))
            wait = min(8.0, wait * 2)
        peers.append(peer)
        peer.send("CAP REQ :draft/chathistory batch server-time message-tags", "CAP END", f"JOIN {ROOM}")
        await peer.until(" 366 ")
        usable.append(time.monotonic() - began)
        peer.send(f"CHATHISTORY LATEST {ROOM} * 50")
        await peer.until("BATCH +")
        await peer.until("BATCH -")

    await asyncio.gather(*(come(number) for number in range(people)))
    filled = time.monotonic() - began
    for peer in peers:
        peer.close()
    await asyncio.sleep(1)
    return max(usable), filled


# -- a server ----------------------------------------------------------------------------------------


def fill(folder: Path, people: int) -> None:
    """Make the accounts, all with the same password: each its own hash, and the same keys of SCRAM."""
    (folder / "data").mkdir(exist_ok=True)
    keys = make_hash(PASSWORD, is_cheap=False).scram
    hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
    with ThreadPoolExecutor(2) as pool:
        hashes = list(pool.map(hasher.hash, [PASSWORD] * people))
    records = [
        AccountRecord(account=account(number), password=hashed, scram=keys, created_ms=TimeMs(0))
        for number, hashed in enumerate(hashes)
    ]
    asyncio.run(_keep(folder / "data" / "malmadang.db", records))


async def _keep(path: Path, records: list[AccountRecord]) -> None:
    done: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    storage = SqliteStorage(path, report=lambda *_, **__: None, died=lambda _: None)
    storage.load()
    storage.commit(records, done.set_result)
    await done
    storage.close()


@contextmanager
def serving(folder: Path) -> Iterator[Running]:
    """Run a server over the folder with its usual limits; again and again on the same one."""

    def command(_: Path, port: int) -> list[str]:
        config = folder / "server.toml"
        config.write_text("[accounts]\nallow_plaintext_login = true\n")
        where = ["--listen", f"127.0.0.1:{port}", "--data", str(folder / "data"), "--config", str(config)]
        return [sys.executable, "-m", "malmadang", "serve", *where, "--ready-fd"]

    with running(Server("logins", command, tells=True)) as server:
        yield server


def say(what: str, wanted: str) -> None:
    print(f"{what:<72} (to reach: {wanted})", flush=True)


def run(work: Coroutine[None, None, object]) -> object:
    return asyncio.run(work)


def main() -> int:
    options = parser().parse_args()
    keys = Keys()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder, max(options.people, 100))
        with serving(folder) as server:
            print("one account's password guessed from one address")
            run(guess(server, options.seconds, 1, lambda _: account(0)))
            print("ever other accounts' passwords guessed from one address")
            run(guess(server, options.seconds, 50, lambda number: f"없는사람{number}"))
            print("a wrong password")
            run(timing(server, options.pairs))
        for title, tls in (("plain text", False), ("TLS", True)):
            with serving(folder) as server:
                print(f"{options.people} people come by {title}, SCRAM, just after a start")
                report(run(storm(server, options.people, lambda peer: log_in_scram(peer, keys), tls=tls)), 20)
            with serving(folder) as server:
                print(f"{options.people} people come by {title}, PLAIN, just after a start, then after a cut")
                report(run(storm(server, options.people, log_in_plain, tls=tls)), 60)
                report(run(storm(server, options.people, log_in_plain, tls=tls)), 20)
    return 0


def report(took: object, wanted: int) -> None:
    assert isinstance(took, tuple)
    say(
        f"  all in the room after {took[0]:.1f} s, had read after {took[1]:.1f} s",
        f"{wanted} s, {wanted + 10} s",
    )


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m bench.logins", description=__doc__)
    made.add_argument("--people", type=int, default=1_000, help="who come back (default: %(default)s)")
    made.add_argument("--seconds", type=float, default=20.0, help="of guessing (default: %(default)s)")
    made.add_argument("--pairs", type=int, default=40, help="of timed wrong passwords (default: %(default)s)")
    return made


if __name__ == "__main__":
    sys.exit(main())
