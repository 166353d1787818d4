"""What a turn writes down: effects of the core, numbered and put into logs; nothing leaves here."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from malmadang.ports import ChannelId, ClientId, Record
from malmadang.server.turnlog import BLANK, CLOSED, PRIVATE, ROOMS, SPECIAL, Group, Log, Reader, Room
from malmadang.servercore.effects import Keep, Post, PostRun, Send
from malmadang.servercore.render import Line, Run


class Turn:
    """The logs and readers of all channels, as the core's effects change them.

    Attributes:
        readers: clients that can be written to.
        open: the group that grows now; flight: the one at the store, None where there is none.
        order: number of the newest line.
        waiting: readers with private lines, or about to be closed.
    """

    def __init__(self) -> None:
        self.readers: dict[ClientId, Reader] = {}
        self.open = Group(0)
        self.flight: Group | None = None
        self.order = 0
        self._rooms: dict[ChannelId, Room] = {}
        self.waiting: dict[Reader, None] = {}

    def attach(self, reader: Reader) -> None:
        """Let a client be written to."""
        self.readers[reader.client_id] = reader

    def post(self, effect: Post) -> None:
        """Put a line into a channel's log."""
        group = self.open
        room = self._rooms.get(effect.channel_id)
        if room is not None:
            log = room.log
            if log is None:
                log = room.log = Log()
                group.rooms.append(room)
            for client_id in effect.silent:
                if log.silence(client_id):
                    reader = self.readers.get(client_id)
                    if reader is not None:
                        reader.odd |= SPECIAL
            self.order = order = self.order + 1
            log.lines.append(effect.line)
            log.orders.append(order)
        record = effect.record
        if record is not None:
            group.posts.append(effect)
            group.records.append(record)

    def post_run(self, effect: PostRun) -> None:
        """Put several lines of one speaker into a channel's log."""
        group = self.open
        room = self._rooms.get(effect.channel_id)
        if room is not None:
            log = room.log
            if log is None:
                log = room.log = Log()
                group.rooms.append(room)
            for client_id in effect.silent:
                if log.silence(client_id):
                    reader = self.readers.get(client_id)
                    if reader is not None:
                        reader.odd |= SPECIAL
            # Nobody comes or goes between its lines: one entry, with one number.
            self.order = order = self.order + 1
            log.lines.append(effect.run)
            log.orders.append(order)
        group.posts.append(effect)
        group.records += effect.records

    def keep(self, effect: Keep) -> None:
        """Let something be kept with what is said in this turn."""
        group = self.open
        group.posts.append(effect)
        group.records.append(effect.record)

    def send(self, effect: Send) -> None:
        """Give one client a line, after everything it reads that was logged before."""
        reader = self.readers.get(effect.client_id)
        if reader is None:
            return
        line = effect.line
        data = line if type(line) is bytes else line.render(reader.mask)  # type: ignore[union-attr]
        if not data:
            return
        self.order = order = self.order + 1
        if not reader.private:
            self.waiting[reader] = None
            reader.odd |= PRIVATE
        reader.private.append(data)
        reader.orders.append(order)
        if effect.records:
            self._await(reader, order, effect.records)

    def _await(self, reader: Reader, order: int, awaited: Sequence[Record]) -> None:
        """Let a private line fall when all the records it tells of are refused."""
        records = self.open.records
        places = []
        for record in awaited:
            # Nearly always the newest one.
            place = len(records) - 1
            while place >= 0 and records[place] is not record:
                place -= 1
            if place >= 0:
                places.append(place)
        if len(places) == len(awaited):
            self.open.answers.append((reader, order, tuple(places)))

    def send_before(self, order: int, effect: Send) -> None:
        """Give one client a line before everything it reads that was logged after a number."""
        reader = self.readers.get(effect.client_id)
        if reader is None:
            return
        self.send(effect)
        if reader.private and reader.orders[-1] == self.order:
            place = bisect_right(reader.orders, order)
            reader.private.insert(place, reader.private.pop())
            reader.orders.pop()
            reader.orders.insert(place, order)

    def subscribe(self, channel_id: ChannelId, client_id: ClientId) -> None:
        """Let a client read a channel from here on."""
        reader = self.readers.get(client_id)
        if reader is None:
            return
        room = self._rooms.get(channel_id)
        if room is None:
            room = self._rooms[channel_id] = Room(channel_id)
        if room in reader.rooms:
            return
        self._enter(room, reader)

    def _enter(self, room: Room, reader: Reader) -> None:
        readers = room.classes.get(reader.mask)
        if readers is None:
            readers = room.classes[reader.mask] = {}
        readers[reader] = None
        room.size += 1
        reader.rooms[room] = self.order
        if len(reader.rooms) > 1:
            reader.odd |= ROOMS
        if not room.is_settled:
            reader.odd |= SPECIAL

    def unsubscribe(self, channel_id: ChannelId, client_id: ClientId) -> None:
        """Let a client read a channel no further than here."""
        reader = self.readers.get(client_id)
        room = self._rooms.get(channel_id)
        if reader is not None and room is not None and room in reader.rooms:
            self._leave(room, reader)

    def _leave(self, room: Room, reader: Reader) -> None:
        readers = room.classes[reader.mask]
        del readers[reader]
        if not readers:
            del room.classes[reader.mask]
        room.size -= 1
        since = reader.rooms.pop(room)
        if len(reader.rooms) < 2:
            reader.odd &= ~ROOMS
        if not room.is_settled:
            reader.left.setdefault(room, []).append((reader.mask, since, self.order))
            room.past[reader] = None
            reader.odd |= SPECIAL
        elif not room.size:
            del self._rooms[room.channel_id]

    def classify(self, client_id: ClientId, mask: int) -> None:
        """Render the client's lines for another capability class from here on."""
        reader = self.readers.get(client_id)
        if reader is None or reader.mask == mask:
            return
        rooms = list(reader.rooms)
        for room in rooms:
            self._leave(room, reader)
        reader.mask = mask
        for room in rooms:
            self._rooms[room.channel_id] = room
            self._enter(room, reader)

    def end(self, client_id: ClientId, line: bytes) -> None:
        """Write what the client has coming, then the line, then close."""
        reader = self.readers.pop(client_id, None)
        if reader is None:
            return
        for room in list(reader.rooms):
            self._leave(room, reader)
        if line:
            self.order += 1
            reader.private.append(line)
            reader.orders.append(self.order)
        reader.ending = True
        reader.odd |= PRIVATE
        self.waiting[reader] = None

    def detach(self, reader: Reader) -> None:
        """Forget a client whose connection is gone."""
        if self.readers.get(reader.client_id) is reader:
            del self.readers[reader.client_id]
        for room in list(reader.rooms):
            self._leave(room, reader)
        for room in reader.left:
            del room.past[reader]
        reader.left.clear()
        reader.odd = CLOSED
        reader.private.clear()
        reader.orders.clear()
        self.waiting.pop(reader, None)

    # What the commit stage asks for.

    def cut(self) -> Group:
        """Close the open group and open the next; return the closed one, which is now the one in flight."""
        group = self.open
        self.open = Group(self.order)
        self.flight = group
        for room in group.rooms:
            room.flight = room.log
            room.log = None
        return group

    def refuse(self, group: Group, refused: frozenset[int] | None = None) -> list[Post | Keep]:
        """Take records, and the lines and answers that stand for them, out of a group.

        Args:
            refused: places of the records; None for all.

        Returns:
            what was taken out, in order.
        """
        posts: list[Post | Keep] = []
        left: dict[int, Line | Run] = {}
        place = 0
        for effect in group.posts:
            if isinstance(effect, PostRun):
                run = effect.singly()
                bad = {at for at in range(len(run)) if refused is None or place + at in refused}
                posts += [run[at] for at in sorted(bad)]
                if bad:
                    left[id(effect.run)] = BLANK if len(bad) == len(run) else effect.run.without(bad)
                place += len(run)
                continue
            if refused is None or place in refused:
                posts.append(effect)
                if isinstance(effect, Post):
                    left[id(effect.line)] = BLANK
            place += 1
        for room in group.rooms:
            log = room.log if group is self.open else room.flight
            if log is not None:
                log.replace(left)
        for reader, order, places in group.answers:
            if refused is None or refused.issuperset(places):
                # A line put in by `send_before` may have the same number, and stands after the one meant.
                index = bisect_left(reader.orders, order)
                if reader.orders[index : index + 1] == [order]:
                    reader.private[index] = b""
        if refused is None:
            group.posts = []
            group.records = []
        return posts
