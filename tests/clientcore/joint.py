"""Several ClientCores on one server core, all in memory: what one says, the others hear at once."""

from malmadang.clientcore import commands as c
from malmadang.clientcore.address import parse_address
from malmadang.clientcore.core import ClientCore
from malmadang.clientcore.events import (
    ClientEvent,
    CloseLine,
    OpenLine,
    RoomRemoved,
    RoomRenamed,
    RowAdded,
    RowChanged,
    RowRemoved,
    RowsCleared,
)
from malmadang.clientcore.rows import Row
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.view import Phase, View
from malmadang.ports import Moment, SteadyMs
from malmadang.wire.names import Folded, casefold
from tests.clientcore.page import counter
from tests.kit.world import World

ROOMS = ("#방", "#둘")


PASSWORD = "길고좋은비밀번호"


class Person:
    """A client core and its line.

    Args:
        name: whose it is, in front of a dot; `하늘.전화` is another device of 하늘, who has an account.
    """

    def __init__(self, name: str, hidden: frozenset[str], account: str, page: int) -> None:
        settings = ClientSettings(
            address=parse_address("irc://127.0.0.1"),
            nick=name.partition(".")[0],
            account=account,
            password=PASSWORD if account else "",
            sasl=("PLAIN",),
            take_free_nick=True,
            rooms=ROOMS[:1],
            history_page=page,
            history_pages=2,
        )
        self.core = ClientCore(settings, counter())
        self.hidden = hidden
        self.budget: int | None = None
        self.is_mute = False
        self.rows: dict[Folded, list[Row]] = {}
        self.line = ""
        self.wants_line = False


def follow(rows: dict[Folded, list[Row]], event: ClientEvent) -> None:
    """Do what a store or a window does to keep rooms' rows: what the row events say, one after another."""
    match event:
        case RowAdded(key, row, index):
            rows.setdefault(key, []).insert(index, row)
        case RowChanged(key, row, index, old_index):
            assert rows[key].pop(old_index).id == row.id
            rows[key].insert(index, row)
        case RowRemoved(key, row_id, index):
            assert rows[key].pop(index).id == row_id
        case RowsCleared(key):
            rows[key] = []
        case RoomRemoved(key):
            rows.pop(key, None)
        case RoomRenamed(key, old_key):
            rows[key] = rows.pop(old_key, [])
        case _:
            pass


class Joint:
    """The server and its people.

    Args:
        hidden: for each name the capabilities that the server does not offer to this one.
        page: lines of history asked for at one time.
    """

    def __init__(self, hidden: dict[str, frozenset[str]], page: int = 100) -> None:
        owners = {name.partition(".")[0] for name in hidden if "." in name}
        self.world = World(accounts=dict.fromkeys(sorted(owners), PASSWORD))
        self.people: dict[str, Person] = {}
        for name, caps in hidden.items():
            owner = name.partition(".")[0]
            self.people[name] = Person(name, caps, owner if owner in owners else "", page)
        self._lines = 0
        for person in self.people.values():
            self._take(person, person.core.start(self.now))
        self.settle()

    @property
    def now(self) -> Moment:
        """The time, the same for all."""
        return Moment(self.world.utc_ms, SteadyMs(self.world.steady_ms))

    def view(self, name: str) -> View:
        """What one of them sees."""
        return self.people[name].core.view

    def do(self, name: str, command: c.Command) -> None:
        """Let somebody do something, and everybody hear of it."""
        person = self.people[name]
        self._take(person, person.core.execute(command, self.now))
        self.settle()

    def ask(self, name: str, command: c.Command, origin: Folded) -> list[ClientEvent]:
        """Let somebody do something in a room; returns what the core told at once."""
        person = self.people[name]
        events = person.core.execute(command, self.now, origin=origin)
        self._take(person, events)
        self.settle()
        return events

    def cut(self, name: str) -> None:
        """Break somebody's line; it comes back when time passes."""
        self._break(self.people[name])
        self.settle()

    def _break(self, person: Person) -> None:
        person.is_mute = False
        if person.line:
            peer = self.world.peers[person.line]
            if not peer.is_closed:
                self.world.break_off(person.line)
            person.line = ""
            self._take(person, person.core.disconnected(None, self.now))

    def cut_after(self, name: str, octets: int) -> None:
        """Break somebody's line once so much more has come over it, wherever that is."""
        self.people[name].budget = octets

    def mute(self, name: str) -> None:
        """Lose all that somebody sends, until her line breaks."""
        self.people[name].is_mute = True

    def pass_time(self, ms: int) -> None:
        """Let time go by, in steps."""
        for _ in range(ms // 500):
            self.world.advance(500)
            for person in self.people.values():
                due = person.core.next_tick
                if due is not None and due <= self.now.steady_ms:
                    self._take(person, person.core.tick(self.now))
            self.settle()

    def settle(self) -> None:
        """Carry lines both ways until nobody says anything more."""
        busy = True
        while busy:
            busy = False
            for person in self.people.values():
                busy = self._carry(person) or busy

    def _take(self, person: Person, events: list[ClientEvent]) -> None:
        for event in events:
            follow(person.rows, event)
            if isinstance(event, OpenLine):
                person.wants_line = True
            elif isinstance(event, CloseLine) and person.line:
                if not self.world.peers[person.line].is_closed:
                    self.world.break_off(person.line)
                person.line = ""
                self._take(person, person.core.disconnected(None, self.now))

    def _carry(self, person: Person) -> bool:
        busy = False
        if person.wants_line:
            person.wants_line = False
            self._lines += 1
            person.line = f"line {self._lines}"
            self.world.connect(person.line)
            self._take(person, person.core.connected(self.now))
            busy = True
        for line in person.core.take_output().split(b"\r\n"):
            if person.is_mute:
                continue
            if line and person.line and not self.world.peers[person.line].is_closed:
                self.world.send(person.line, line)
                busy = True
        if not person.line:
            return busy
        peer = self.world.peers[person.line]
        heard = "".join(f"{self._hide(person, line)}\r\n" for line in peer.read()).encode()
        if heard:
            self._take(person, person.core.receive(heard[: person.budget], self.now))
            busy = True
            if person.budget is not None:
                person.budget = max(0, person.budget - len(heard))
                if not person.budget:
                    person.budget = None
                    self._break(person)
        if peer.is_closed and person.line:
            person.line = ""
            self._take(person, person.core.disconnected(None, self.now))
        return busy

    def _hide(self, person: Person, line: str) -> str:
        """Take capabilities out of the server's list."""
        if " CAP " not in line or " LS " not in line:
            return line
        head, _, names = line.partition(" :")
        return f"{head} :{' '.join(name for name in names.split() if name not in person.hidden)}"

    # What is true, and what is seen.

    def check(self) -> None:
        """Whoever is online sees exactly the rooms, members and ranks that the server has."""
        for person in self.people.values():
            view = person.core.view
            if view.connection.phase is not Phase.ONLINE:
                continue
            me = self.world.core.state.users[casefold(view.nick)]
            true = {
                key: {user.nick: membership.signs(every=True) for user, membership in channel.members.items()}
                for key, channel in self.world.core.state.channels.items()
                if me in channel.members
            }
            seen = {
                room.key: {member.nick: member.prefixes for member in room.members.values()}
                for room in view.channels()
                if room.joined
            }
            if "multi-prefix" not in view.features.enabled:
                # A list of names shows it one rank of each: of `~@` it never knows the second.
                true = {key: dict.fromkeys(members, "") for key, members in true.items()}
                seen = {key: dict.fromkeys(members, "") for key, members in seen.items()}
            assert seen == true, (view.nick, seen, true)
            self._check_rooms(view, set(true))
            self._check_people(view)

    def check_rows(self) -> None:
        """Whoever follows the row events has what the rooms have."""
        for person in self.people.values():
            for room in person.core.view.rooms:
                assert person.rows.get(room.key, []) == room.rows, (person.core.view.nick, room.key)

    def _check_rooms(self, view: View, keys: set[Folded]) -> None:
        for key in keys:
            channel, room = self.world.core.state.channels[key], view.room(key)
            assert room is not None
            assert room.topic == (channel.topic.text if channel.topic else "")
            assert set(room.modes) - {"k", "l"} == channel.modes, (room.modes, channel.modes)

    def _check_people(self, view: View) -> None:
        knows_away = "away-notify" in view.features.enabled
        for key, person in view.people.items():
            user = self.world.core.state.users.get(key)
            shared = [room for room in view.channels() if key in room.members]
            if user is None or not shared:
                assert not shared, f"{view.nick} sees the ghost of {person.nick}"
                continue
            assert person.nick == user.nick
            if knows_away:
                assert person.away == bool(user.away), (view.nick, person.nick)
