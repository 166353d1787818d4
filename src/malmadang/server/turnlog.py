"""The turn log of one channel, and who reads it: the data that `turn` and `fanout` work on.

Every line that anybody reads has an order number, ascending over the whole server. What a reader may read of
a log is told by order numbers alone: it reads a room *since* the number at which it subscribed, and has been
*given* all up to another. So logs can be released late, joined, and given in slices, and each line still goes
once to exactly those who were subscribed when it was logged.
"""

from collections.abc import Callable
from itertools import accumulate, chain

from malmadang.ports import ChannelId, ClientId, Record
from malmadang.servercore.effects import Keep, Post, PostRun
from malmadang.servercore.render import Line, Run, render_all

ROOMS = 1
"""Reads more than one room: lines of several logs may have to be merged."""
PRIVATE = 2
"""Has lines of its own waiting, or is about to be closed."""
BLOCKED = 4
"""Its transport takes nothing now; bytes go to its outbox."""
SPECIAL = 8
"""Does not read some log as everybody does: spoke silently, came, left, changed class, was served early."""
CLOSED = 16
"""Nothing is written any more."""

ANY = ROOMS | PRIVATE | BLOCKED | SPECIAL | CLOSED
ONE_ROOM = ANY & ~ROOMS
"""What makes a reader odd while lines of one room alone are on their way: nothing has to be merged then."""

HOLD_CORE = 1
"""The core asked for it: over its rate, or waiting for an answer."""
HOLD_STORE = 2
"""Too much of what it said is not stored yet."""
HOLD_ROOM = 4
"""Too much waits behind a large room's running job."""
HOLD_END = 8
"""Nothing more is taken from it."""
HOLD_ANSWER = 16
"""It has a long answer to read first."""

BLANK = Line(b"", need=-1)
"""Stands where a line was that the store refused; renders to nothing for everybody."""

_Stay = tuple[int, int, int]
"""(class, since, until): a part of a room's lines that a reader gets though it no longer reads so."""


class Reader:
    """What the fan-out knows of one client; transports derive from it.

    Attributes:
        send: gives bytes to the transport and says how many it took; may raise BlockingIOError and OSError.
        fd: the socket that `send` writes to; -1 where it is none.
        odd: bits above; 0 means that the shared bytes of its room are right for it.
        rooms: rooms it reads -> since which order number.
        left: rooms in which an earlier stay still has lines coming.
        given: every released line up to this number has been written.
        private, orders: lines for it alone, and their numbers.
        opened, flying: how many records of the open group, and of the one at the store, it caused.
        weight: bytes of those records.
        ending: finish as soon as nothing is held back any more.
    """

    __slots__ = (
        "client_id",
        "ending",
        "fd",
        "flying",
        "given",
        "left",
        "mask",
        "odd",
        "opened",
        "orders",
        "private",
        "rooms",
        "send",
        "weight",
    )

    send: Callable[[bytes], int]

    def __init__(self, client_id: ClientId) -> None:
        self.client_id = client_id
        self.fd = -1
        self.mask = 0
        self.odd = 0
        self.rooms: dict[Room, int] = {}
        self.left: dict[Room, list[_Stay]] = {}
        self.given = 0
        self.private: list[bytes] = []
        self.orders: list[int] = []
        self.opened = 0
        self.flying = 0
        self.weight = 0
        self.ending = False

    def keep(self, data: bytes, taken: int) -> None:
        """Take over what the transport has not taken: everything from byte `taken` on."""
        raise NotImplementedError

    def lost(self, error: OSError) -> None:
        """Note that the transport is broken. Must not call back into the fan-out."""
        raise NotImplementedError

    def finish(self) -> None:
        """Close once what was kept is written. Must not call back into the fan-out."""
        raise NotImplementedError

    def hold(self, why: int) -> None:
        """Stop reading from the client, for a reason (HOLD bits)."""
        raise NotImplementedError

    def let(self, why: int) -> None:
        """Take a reason back; without any the client is read again."""
        raise NotImplementedError

    def write(self, data: bytes) -> None:
        """Give bytes to the transport, whatever state it is in."""
        if self.odd & (BLOCKED | CLOSED):
            if not self.odd & CLOSED:
                self.keep(data, 0)
            return
        try:
            taken = self.send(data)
        except BlockingIOError:
            taken = 0
        except OSError as error:
            self.lost(error)
            return
        if taken != len(data):
            self.keep(data, taken)


class Log:
    """Lines of one channel that are released together.

    Attributes:
        lines, orders: the lines and their numbers.
        silent: runs of lines a client does not get, [start, end, start, end, ...] ascending.
    """

    __slots__ = ("_joined", "_offsets", "_parts", "lines", "orders", "silent")

    def __init__(self) -> None:
        self.lines: list[Line | Run] = []
        self.orders: list[int] = []
        self.silent: dict[ClientId, list[int]] = {}
        # Most logs of a quiet server hold one line and need none of these.
        self._parts: dict[int, list[bytes]] | None = None
        self._joined: dict[int, bytes] | None = None
        self._offsets: dict[int, list[int]] | None = None

    def silence(self, client_id: ClientId) -> bool:
        """Leave the line that comes next out for this client; say whether it is its first here."""
        index = len(self.lines)
        runs = self.silent.get(client_id)
        if runs is None:
            self.silent[client_id] = [index, index + 1]
            return True
        if runs[-1] == index:
            runs[-1] = index + 1
        else:
            runs += (index, index + 1)
        return False

    def is_special_for(self, reader: Reader, since: int) -> bool:
        """Tell whether the reader must not simply get everything."""
        first = self.orders[0]
        return since >= first or reader.given >= first or reader.client_id in self.silent

    def absorb(self, later: "Log") -> None:
        """Append a log of the same channel."""
        shift = len(self.lines)
        self.lines += later.lines
        self.orders += later.orders
        for client_id, runs in later.silent.items():
            self.silent.setdefault(client_id, []).extend(index + shift for index in runs)
        self._forget()

    def replace(self, others: dict[int, Line | Run]) -> None:
        """Put others where lines are, by their `id()`."""
        self.lines = [others.get(id(line), line) for line in self.lines]
        self._forget()

    @property
    def count(self) -> int:
        """How many lines there are, those of runs counted singly."""
        return sum([len(line.texts) if isinstance(line, Run) else 1 for line in self.lines])

    def _forget(self) -> None:
        self._parts = self._joined = self._offsets = None

    def parts(self, mask: int) -> list[bytes]:
        """Return each line's bytes for a class."""
        cache = self._parts
        if cache is None:
            cache = self._parts = {}
        parts = cache.get(mask)
        if parts is None:
            parts = cache[mask] = render_all(self.lines, mask)
        return parts

    def data(self, mask: int) -> bytes:
        """Return all lines' bytes for a class: one object, shared by its readers."""
        cache = self._joined
        if cache is None:
            cache = self._joined = {}
        elif mask in cache:
            return cache[mask]
        lines = self.lines
        data = lines[0].render(mask) if len(lines) == 1 else b"".join(self.parts(mask))
        cache[mask] = data
        return data

    def offsets(self, mask: int) -> list[int]:
        """Return where each line begins in `data`, and where the last ends."""
        cache = self._offsets
        if cache is None:
            cache = self._offsets = {}
        offsets = cache.get(mask)
        if offsets is None:
            offsets = cache[mask] = list(accumulate(map(len, self.parts(mask)), initial=0))
        return offsets

    def cut(self, mask: int, start: int, end: int, runs: list[int] | None) -> bytes:
        """Return lines start to end for a class, without the silent runs."""
        if runs is None:
            if start == 0 and end == len(self.lines):
                return self.data(mask)
        elif runs[0] <= start and runs[1] >= end:
            return b""
        offsets = self.offsets(mask)
        view = memoryview(self.data(mask))
        return b"".join([view[offsets[a] : offsets[b]] for a, b in loud_runs(start, end, runs)])

    def pick(self, mask: int, start: int, end: int, runs: list[int] | None) -> list[tuple[int, bytes]]:
        """Return (order, bytes) of the same lines, to be merged with others."""
        orders = self.orders
        parts = self.parts(mask)
        return list(
            chain(*(zip(orders[a:b], parts[a:b], strict=True) for a, b in loud_runs(start, end, runs)))
        )


def loud_runs(start: int, end: int, runs: list[int] | None) -> list[tuple[int, int]]:
    """Return what is left of start..end when the silent runs are taken out."""
    if not runs:
        return [(start, end)]
    loud = []
    at = start
    for index in range(0, len(runs), 2):
        first, last = runs[index], runs[index + 1]
        if first >= end:
            break
        if first > at:
            loud.append((at, first))
        at = max(at, last)
    if at < end:
        loud.append((at, end))
    return loud


class Room:
    """One channel's readers and its logs on their way.

    Attributes:
        classes: readers per capability class.
        size: how many there are.
        log: lines of the open group; flight: lines of the group at the store; None where there are none.
        ready: released, not yet given to everybody: the running job's log, then the one that waits for it.
        job: the running job, for a large room.
        past: readers with an earlier stay in one of the logs.
        choked: speakers that are not read until the waiting log has become a job.
    """

    __slots__ = ("channel_id", "choked", "classes", "flight", "job", "log", "past", "ready", "size")

    def __init__(self, channel_id: ChannelId) -> None:
        self.channel_id = channel_id
        self.classes: dict[int, dict[Reader, None]] = {}
        self.size = 0
        self.log: Log | None = None
        self.flight: Log | None = None
        self.ready: list[Log] = []
        self.job: Job | None = None
        self.past: dict[Reader, None] = {}
        self.choked: dict[Reader, None] = {}

    @property
    def is_settled(self) -> bool:
        """Whether everybody has everything."""
        return self.log is None and self.flight is None and not self.ready

    def is_special_for(self, reader: Reader) -> bool:
        """Tell whether a line that is still to be given must be cut for the reader."""
        since = reader.rooms[self]
        log = self.log
        if log is not None and log.is_special_for(reader, since):
            return True
        log = self.flight
        return log is not None and log.is_special_for(reader, since)

    def prune(self, given: int) -> None:
        """Forget earlier stays whose lines have all been given up to that number."""
        is_settled = self.is_settled
        for reader in list(self.past):
            stays = [] if is_settled else [stay for stay in reader.left[self] if stay[2] > given]
            if stays:
                reader.left[self] = stays
            else:
                del reader.left[self], self.past[reader]


class Job:
    """A large room's log on its way out, a slice at a time.

    Attributes:
        parts: what is left to do: (class, readers) with the index of the next reader.
    """

    __slots__ = ("at", "last", "log", "parts", "room")

    def __init__(self, room: Room, log: Log) -> None:
        self.room = room
        self.log = log
        self.last = log.orders[-1]
        self.parts = [(mask, list(readers)) for mask, readers in room.classes.items()]
        self.at = 0


class Group:
    """Everything that the store answers for together.

    Attributes:
        start: order number before its first line.
        rooms: rooms with lines in it.
        posts: what has a record, in order; records: their records.
        answers: (reader, order number, places of records) of private lines that fall with all of the records.
        speakers: who caused records in it -> their bytes; filled only while the group has to wait.
        charged, charged_answers: how many posts and answers have been charged to speakers.
        weight: bytes of the records charged.
        owed: how many records at its beginning are states that were refused before, and told of.
    """

    __slots__ = (
        "answers",
        "charged",
        "charged_answers",
        "owed",
        "posts",
        "records",
        "rooms",
        "speakers",
        "start",
        "weight",
    )

    def __init__(self, start: int) -> None:
        self.start = start
        self.rooms: list[Room] = []
        self.posts: list[Post | PostRun | Keep] = []
        self.records: list[Record] = []
        self.answers: list[tuple[Reader, int, tuple[int, ...]]] = []
        self.speakers: dict[Reader, int] = {}
        self.charged = 0
        self.charged_answers = 0
        self.weight = 0
        self.owed = 0
