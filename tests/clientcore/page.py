"""A talk between a ClientCore and a server, written as a page of text.

```
# a remark
< line        the server sends it
> line        the client has sent it, next in order; * stands for anything
! text        the person types it into the room in front
~ 1500        so many milliseconds pass
```
"""

import re
from collections.abc import Callable

from malmadang.clientcore import commands as c
from malmadang.clientcore.address import parse_address
from malmadang.clientcore.core import ClientCore
from malmadang.clientcore.events import ClientEvent, ShowRoom
from malmadang.clientcore.memory import ClientMemory
from malmadang.clientcore.rows import MessageRow, NoticeRow
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.view import SERVER_KEY, Room, View
from malmadang.ports import Moment, SteadyMs, TimeMs
from malmadang.wire.names import Folded

BEGIN_MS = 1_800_000_000_000
"""2027-01-15T08:00:00Z."""

MODERN = (
    "message-tags server-time echo-message labeled-response batch multi-prefix extended-join away-notify \
account-notify invite-notify chghost setname userhost-in-names cap-notify standard-replies extended-monitor"
)

ISUPPORT = "CASEMAPPING=ascii CHANTYPES=# PREFIX=(qaohv)~&@%+ CHANMODES=beI,k,l,imnst STATUSMSG=~&@%+ \
NETWORK=말마당 SAFERATE"


def counter() -> Callable[[int], bytes]:
    """Return entropy that counts: every draw is different, every run the same."""
    drawn = 0

    def draw(size: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return drawn.to_bytes(size, "big")

    return draw


class Page:
    """A core on a page.

    Attributes:
        events: everything the core has told, in order.
    """

    def __init__(
        self,
        address: str = "irc://127.0.0.1/#방",
        *,
        memory: ClientMemory | None = None,
        nick: str = "하늘",
        account: str = "",
        password: str = "",
        take_free_nick: bool = False,
        rooms: tuple[str, ...] = (),
        pins: tuple[str, ...] = (),
        history_page: int = 100,
        history_pages: int = 5,
    ) -> None:
        settings = ClientSettings(
            address=parse_address(address),
            nick=nick,
            account=account,
            password=password,
            take_free_nick=take_free_nick,
            rooms=rooms,
            pins=pins,
            history_page=history_page,
            history_pages=history_pages,
        )
        self.core = ClientCore(settings, counter(), memory)
        self.events: list[ClientEvent] = []
        self._ms = 0
        self._out: list[str] = []
        self._shown: Folded | None = None

    @property
    def now(self) -> Moment:
        """The time on the page."""
        return Moment(TimeMs(BEGIN_MS + self._ms), SteadyMs(self._ms))

    @property
    def view(self) -> View:
        """What the person sees."""
        return self.core.view

    def take(self, events: list[ClientEvent]) -> list[ClientEvent]:
        """Note what a call has brought."""
        self.events += events
        self._out += self.core.take_output().decode().splitlines()
        for event in events:
            if isinstance(event, ShowRoom):
                self.take(self.core.show(event.key, self.now))
        return events

    def start(self) -> "Page":
        """Connect, and let the line stand."""
        self.take(self.core.start(self.now))
        self.take(self.core.connected(self.now))
        return self

    def play(self, text: str) -> list[ClientEvent]:
        """Go through a page; returns what the core told meanwhile."""
        before = len(self.events)
        for number, line in enumerate(text.strip("\n").splitlines(), 1):
            sign, _, rest = line.strip().partition(" ")
            if sign == ">":
                self._expect(rest, number)
                continue
            if sign in ("<", "!", "~"):
                assert not self._out, f"line {number}: also sent {self._out}"
            if sign == "<":
                self.take(self.core.receive(f"{rest}\r\n".encode(), self.now))
            elif sign == "!":
                self.take(self.core.send(self.view.shown or SERVER_KEY, rest, self.now))
            elif sign == "~":
                self.pass_time(int(rest))
        assert not self._out, f"at the end: also sent {self._out}"
        return self.events[before:]

    def _expect(self, pattern: str, number: int) -> None:
        assert self._out, f"line {number}: nothing more was sent, expected {pattern}"
        line = self._out.pop(0)
        matches = re.fullmatch(".*".join(re.escape(part) for part in pattern.split("*")), line)
        assert matches, f"line {number}: sent {line!r}, expected {pattern!r}"

    def pass_time(self, ms: int) -> None:
        """Let time go by, ticking where the core asks for it."""
        end = self._ms + ms
        while (due := self.core.next_tick) is not None and due <= end:
            self._ms = max(self._ms, due)
            self.take(self.core.tick(self.now))
        self._ms = end

    def do(self, command: c.Command) -> list[ClientEvent]:
        """Carry out a command."""
        return self.take(self.core.execute(command, self.now))

    def cut(self) -> list[ClientEvent]:
        """Break the line."""
        return self.take(self.core.disconnected(None, self.now))

    def connect(self) -> list[ClientEvent]:
        """Let the line stand again."""
        return self.take(self.core.connected(self.now))

    def sent(self) -> list[str]:
        """Take what was sent, without looking at it one by one."""
        out, self._out = self._out, []
        return out

    # What is seen.

    def room(self, name: str) -> Room:
        """Return an open room."""
        room = self.view.room(Folded(name))
        assert room is not None, f"{name} is not open"
        return room

    def texts(self, name: str) -> list[str]:
        """Return the messages of a room, `nick: text`."""
        return [f"{row.sender}: {row.text}" for row in self.room(name).rows if isinstance(row, MessageRow)]

    def notices(self, name: str) -> list[tuple[str, dict[str, str]]]:
        """Return what else happened in a room, kind and fields."""
        return [(row.kind.value, row.fields) for row in self.room(name).rows if isinstance(row, NoticeRow)]

    def members(self, name: str) -> list[str]:
        """Return who is in a room, with rank signs, sorted."""
        return sorted(f"{m.prefixes}{m.nick}" for m in self.room(name).members.values())

    def told(self, kind: type[ClientEvent]) -> list[ClientEvent]:
        """Return the events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]


def registered(page: Page, caps: str = MODERN, isupport: str = ISUPPORT) -> Page:
    """Bring a page to the end of the welcome; what was sent until then is not looked at."""
    page.start()
    page.sent()
    _greet(page, caps, isupport)
    return page


def _greet(page: Page, caps: str, isupport: str) -> None:
    nick = page.view.nick
    asked = caps.replace("sts", "").split()
    if caps:
        page.take(page.core.receive(f":s CAP * LS :{caps}\r\n".encode(), page.now))
        wanted = [line[8:].lstrip(":") for line in page.sent() if line.startswith("CAP REQ ")]
        granted = " ".join(name for name in " ".join(wanted).split() if name in asked)
        page.take(page.core.receive(f":s CAP * ACK :{granted}\r\n".encode(), page.now))
    else:
        page.take(page.core.receive(f":s 421 {nick} CAP :Unknown command\r\n".encode(), page.now))
    page.take(
        page.core.receive(
            f":s 001 {nick} :Welcome {nick}!u@host\r\n:s 005 {nick} {isupport} :are supported\r\n"
            f":s 422 {nick} :no motd\r\n".encode(),
            page.now,
        )
    )
    page.sent()


def come_back(page: Page, caps: str = MODERN, isupport: str = ISUPPORT) -> None:
    """Let a lost line stand again and bring it to the end of the welcome, up to the JOINs."""
    page.pass_time(60_000)
    page.connect()
    page.sent()
    _greet(page, caps, isupport)


def in_room(page: Page, names: str = "@민수 하늘", room: str = "#방") -> Page:
    """Enter a room on a page that is registered."""
    nick = page.view.nick
    lines = (
        f":{nick}!u@host JOIN {room}",
        f":s 353 {nick} = {room} :{names}",
        f":s 366 {nick} {room} :End",
    )
    page.take(page.core.receive("".join(f"{line}\r\n" for line in lines).encode(), page.now))
    page.sent()
    return page


def talking(caps: str = MODERN, names: str = "@민수 하늘") -> Page:
    """Return a page that is in #방, ready to talk."""
    return in_room(registered(Page(), caps), names)
