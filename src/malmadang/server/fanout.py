"""A turn's output: one write per reader, of bytes that all its readers share.

`release` lets a group out when the store has answered; `settle` writes private lines; `slice` goes on with
large rooms. Who gets a line was decided when it was logged, however late it is released.

A reader with nothing odd about it gets the shared bytes of its room's class in one `send`. For the others
`_serve` gathers all that is released and not yet given, from every room and their private lines, and merges
it by number.
"""

from bisect import bisect_right
from collections import deque
from operator import itemgetter

from malmadang.ports import ClientId
from malmadang.server.spread import spread
from malmadang.server.turn import Turn
from malmadang.server.turnlog import (
    ANY,
    CLOSED,
    HOLD_ROOM,
    ONE_ROOM,
    PRIVATE,
    ROOMS,
    SPECIAL,
    Group,
    Job,
    Log,
    Reader,
    Room,
)
from malmadang.servercore.effects import Keep

SMALL_ROOM = 64
"""Rooms up to this size are written whole and first."""
SLICE = 64
"""Readers of a large room that are written to before the sockets are looked at again."""
MAX_WAITING_LINES = 1_024
"""Lines that may wait behind a running job before those who add to them are not read any more."""

_ENDLESS = 1 << 62
_by_order = itemgetter(0)
_NOBODY: dict[ClientId, list[int]] = {}


class Fanout(Turn):
    """Gives every reader what it has coming.

    Attributes:
        jobs: large rooms that are still being written to.
    """

    def __init__(self) -> None:
        super().__init__()
        self._released = 0
        self._minding = ANY
        self.jobs: deque[Job] = deque()

    def release(self) -> None:
        """Let the group in flight out: small rooms whole, the others as jobs."""
        group = self.flight
        if group is None:
            return
        self.flight = None
        self._released = self.open.start
        logs = []
        for room in group.rooms:
            if room.flight is not None:
                logs.append((room, room.flight))
                room.flight = None
        self._let_out(logs, group)

    def release_open(self) -> None:
        """Let the open group out: its records are kept already, or it has none, and none is ahead of it."""
        group = self.open
        self._released = group.start = self.order
        rooms = group.rooms
        if len(rooms) == 1 and rooms[0].size <= SMALL_ROOM and rooms[0].job is None:
            # One small room has been spoken in: by far the most turns of a server that is not busy.
            room = rooms.pop()
            log, room.log = room.log, None
            if log is not None:
                room.ready.append(log)
                self._minding = ANY if self.jobs else ONE_ROOM
                self._flush(room, log)
        else:
            logs = []
            for room in rooms:
                if room.log is not None:
                    logs.append((room, room.log))
                    room.log = None
            self._let_out(logs, group)
            rooms.clear()
        if group.posts:
            group.posts = []
            group.records = []
            if group.answers:
                group.answers.clear()

    def _let_out(self, logs: list[tuple[Room, Log]], group: Group) -> None:
        small: list[tuple[Room, Log]] = []
        large: list[tuple[Room, Log]] = []
        for room, log in logs:
            if room.job is not None:
                self._queue(room, log, group)
            else:
                room.ready.append(log)
                (small if room.size <= SMALL_ROOM else large).append((room, log))
        self._minding = ANY if len(logs) > 1 or self.jobs else ONE_ROOM
        # Every log is marked ready before anybody is served: some readers are served from several at once.
        for room, log in small:
            self._flush(room, log)
        for room, log in large:
            self._start(room, log)

    def settle(self) -> None:
        """Write the private lines that nothing holds back, to clients that got none of them with a log."""
        for reader in list(self.waiting):
            self._serve(reader)

    def slice(self) -> bool:
        """Write to the next readers of a large room; return whether there is more to do."""
        jobs = self.jobs
        if not jobs:
            return False
        job = jobs.popleft()
        if self._go_on(job):
            jobs.append(job)
        return bool(jobs)

    # Rooms.

    def _flush(self, room: Room, log: Log) -> None:
        """Give a whole log to all readers of a room."""
        # A silent speaker of a lone line has nothing coming, now or in a later log.
        alone = log.lines[0] if len(log.lines) == 1 and room.log is None and room.flight is None else None
        mute = log.silent if alone is not None else _NOBODY
        minding = self._minding
        for mask, readers in room.classes.items():
            data = log.data(mask) if alone is None else alone.render(mask)
            for reader in (spread(readers, data, minding, None) if data else None) or ():
                if reader.odd == SPECIAL and reader.client_id in mute and not reader.left:
                    reader.odd = 0
                else:
                    self._give(reader, room, log)
        if room.past or not room.size:
            self._finish(room, log)
        else:
            room.ready.remove(log)

    def _finish(self, room: Room, log: Log) -> None:
        for reader in list(room.past):
            self._serve(reader)
        room.ready.remove(log)
        if room.past:
            room.prune(log.orders[-1])
        if not room.size and room.is_settled and not room.past:
            self._rooms.pop(room.channel_id, None)

    def _queue(self, room: Room, log: Log, group: Group) -> None:
        if len(room.ready) == 1:
            room.ready.append(log)
        else:
            room.ready[1].absorb(log)
        if room.ready[1].count > MAX_WAITING_LINES:
            for effect in group.posts:
                reader = self.readers.get(effect.speaker)
                if (
                    reader is not None
                    and not isinstance(effect, Keep)
                    and effect.channel_id == room.channel_id
                ):
                    room.choked[reader] = None
                    reader.hold(HOLD_ROOM)

    def _start(self, room: Room, log: Log) -> None:
        job = room.job = Job(room, log)
        self.jobs.append(job)
        for reader in list(room.past):
            self._serve(reader)
        for reader in room.choked:
            reader.let(HOLD_ROOM)
        room.choked.clear()

    def _go_on(self, job: Job) -> bool:
        room = job.room
        log = job.log
        left = SLICE
        self._minding = ANY if self.jobs else ONE_ROOM
        while job.parts and left > 0:
            mask, readers = job.parts[-1]
            turn = readers[job.at : job.at + left]
            left -= len(turn)
            job.at += len(turn)
            if job.at == len(readers):
                job.parts.pop()
                job.at = 0
            self._give_all(turn, room, log, mask)
        if job.parts:
            return True
        room.job = None
        self._finish(room, log)
        if room.ready:
            self._start(room, room.ready[0])
        return False

    def _give_all(self, readers: list[Reader], room: Room, log: Log, mask: int) -> None:
        data = log.data(mask)
        for reader in (spread(readers, data, self._minding, log.orders[-1]) if data else None) or ():
            self._give(reader, room, log)

    # Readers.

    def _give(self, reader: Reader, room: Room, log: Log) -> None:
        """Give an odd reader its part of one log, or all it has coming where other lines may go first."""
        if reader.odd & self._minding & (ROOMS | PRIVATE) or reader.left or room not in reader.rooms:
            self._serve(reader)
            return
        orders = log.orders
        first = orders[0]
        since = reader.rooms[room]
        given = reader.given
        start = 0 if since < first > given else bisect_right(orders, since if since > given else given)
        end = len(orders)
        if start < end:
            reader.given = orders[-1]
            data = log.cut(reader.mask, start, end, log.silent.get(reader.client_id))
            if data:
                reader.write(data)
        if reader.odd & ROOMS:
            self._tidy(reader, log)
        elif reader.odd & SPECIAL and not room.is_special_for(reader):
            waiting = room.ready[-1]
            if waiting is log or not waiting.is_special_for(reader, since):
                reader.odd &= ~SPECIAL

    def _serve(self, reader: Reader) -> None:
        """Give a reader everything that is released and that it has not had, in order."""
        if reader.odd & CLOSED:
            return
        logs = self._due(reader)
        cutoff = (
            self._cutoff(reader)
            if self.flight is not None or self.open.rooms or self.open.posts
            else _ENDLESS
        )
        private, orders = reader.private, reader.orders
        count = len(private) if cutoff == _ENDLESS else bisect_right(orders, cutoff)
        data = b""
        if not logs:
            if count:
                data = private[0] if count == 1 else b"".join(private[:count])
        elif len(logs) == 1 and not count:
            log, mask, start, end = logs[0]
            data = log.cut(mask, start, end, log.silent.get(reader.client_id))
        else:
            pieces = list(zip(orders[:count], private[:count], strict=True))
            for log, mask, start, end in logs:
                pieces += log.pick(mask, start, end, log.silent.get(reader.client_id))
            pieces.sort(key=_by_order)
            data = b"".join([piece for _, piece in pieces])
        reader.given = self._released
        if data:
            reader.write(data)
        if count:
            del private[:count], orders[:count]
        if reader.ending:
            if not private and cutoff == _ENDLESS:
                reader.finish()
                self.detach(reader)
                return
        elif not private and reader.odd & PRIVATE:
            reader.odd &= ~PRIVATE
            del self.waiting[reader]
        self._tidy(reader)

    def _due(self, reader: Reader) -> list[tuple[Log, int, int, int]]:
        """Return (log, class, start, end) for all lines of rooms that are released and not given."""
        given = reader.given
        due = []
        for room, since in reader.rooms.items():
            for log in room.ready:
                start = bisect_right(log.orders, since if since > given else given)
                end = len(log.lines)
                if start < end:
                    due.append((log, reader.mask, start, end))
        if reader.left:
            for room, stays in reader.left.items():
                for log in room.ready:
                    for mask, since, until in stays:
                        start = bisect_right(log.orders, since if since > given else given)
                        end = bisect_right(log.orders, until)
                        if start < end:
                            due.append((log, mask, start, end))
        return due

    def _cutoff(self, reader: Reader) -> int:
        """Return up to which number a reader's private lines may go: not past what is held in a group."""
        rooms = (*reader.rooms, *reader.left) if reader.left else reader.rooms
        if self.flight is not None and (reader.flying or any(room.flight is not None for room in rooms)):
            return self.flight.start
        if reader.opened or any(room.log is not None for room in rooms):
            return self.open.start
        return _ENDLESS

    def _tidy(self, reader: Reader, given: Log | None = None) -> None:
        """Note whether a log other than the one given now must be cut for the reader."""
        reader.odd |= SPECIAL
        if reader.left:
            return
        for room in reader.rooms:
            if (room.ready and room.ready[-1] is not given) or room.is_special_for(reader):
                return
        reader.odd &= ~SPECIAL
