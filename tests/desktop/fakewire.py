"""A server that is a script: what the app writes is kept, what it hears is what the test says."""

from collections import deque
from datetime import UTC, datetime, timedelta

from malmadang.client.reports import Connected, Disconnected, Received, Report, Unvouched
from malmadang.clientcore.events import AnswerChallenge, OpenLine
from malmadang.clientcore.faults import Fault, FaultKind

CAPS = "server-time message-tags echo-message multi-prefix away-notify extended-join labeled-response batch"
SUPPORT = "CASEMAPPING=ascii CHANTYPES=# PREFIX=(qaohv)~&@%+ CHANMODES=beI,k,l,imnst NICKLEN=48 TOPICLEN=390"


class FakeWire:
    """Stands in for the network thread.

    Attributes:
        opened: every line that was asked for.
        written: every line the app has written.
        taken: nicks that somebody has already; `absent` are nobody's.
        closed_rooms: rooms that let nobody in, with the numeric that says so.
        password: what everybody has to say first, "" for nothing.
    """

    def __init__(self, password: str = "") -> None:
        self.opened: list[OpenLine] = []
        self.written: list[str] = []
        self.taken: set[str] = set()
        self.absent: set[str] = set()
        self.closed_rooms: dict[str, str] = {}
        self.password = password
        self._said = ""
        self._clock: datetime | None = None
        self.nick = ""
        self.answers = True
        self.closed = 0
        self._heard: deque[Report] = deque()
        self._names: dict[str, str] = {}
        self._stamp = 0

    # What the app calls.

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop."""

    def open(self, line: OpenLine) -> None:
        self.opened.append(line)
        self.nick, self._in, self._negotiated = "", False, False
        if self.answers:
            self._heard.append(Connected())

    def write(self, data: bytes) -> None:
        for line in data.decode().splitlines():
            self.written.append(line)
            self._answer(line)

    def close(self) -> None:
        self.closed += 1
        self._heard.append(Disconnected(None))

    def answer(self, request: AnswerChallenge) -> None:
        raise AssertionError(f"nobody asked for {request}")

    def next_report(self) -> Report | None:
        return self._heard.popleft() if self._heard else None

    # What the test calls.

    @property
    def waiting(self) -> int:
        """How much the app has not heard yet."""
        return len(self._heard)

    def hear(self, *lines: str) -> None:
        """Let the server say these lines."""
        self._heard.append(Received("".join(f"{line}\r\n" for line in lines).encode()))

    def begin_clock(self) -> None:
        """Let every message from now on be a minute later than the one before, beginning now."""
        self._clock = datetime.now(UTC)  # noqa: TID251  # a server has a clock

    def _time(self) -> str:
        if self._clock is None:
            return ""
        self._clock += timedelta(minutes=1)
        return self._clock.strftime("%Y-%m-%dT%H:%M:%S.000Z")

    def say(self, nick: str, room: str, text: str, *, at: str = "") -> None:
        """Let somebody talk in a room; `at` is the time as 2026-11-22T09:30:00.000Z."""
        self._stamp += 1
        at = at or self._time()
        tags = f"@msgid=f{self._stamp}" + (f";time={at}" if at else "")
        self.hear(f"{tags} :{nick}!u@host PRIVMSG {room} :{text}")

    def names(self, room: str, names: str) -> None:
        """Say who is in a room besides us, when we enter it."""
        self._names[room] = names

    def report(self, report: Report) -> None:
        """Let the network tell something."""
        self._heard.append(report)

    def cut(self) -> None:
        """Break the line."""
        self._heard.append(Disconnected(Fault(FaultKind.LOST, {"detail": ""})))

    def refuse(self) -> None:
        """Let nobody be there, from now on."""
        self.answers = False

    def unvouched(self, fingerprint: str) -> None:
        """Let nobody vouch for the certificate."""
        self._heard.append(Unvouched(fingerprint, "self-signed certificate"))

    def lines(self, verb: str) -> list[str]:
        """Return the lines the app wrote with that verb, without their tags."""
        bare = [line.partition(" ")[2] if line.startswith("@") else line for line in self.written]
        return [line for line in bare if line.split(" ")[0] == verb]

    # The server.

    def _answer(self, line: str) -> None:
        tags, _, rest = line.partition(" ") if line.startswith("@") else ("", "", line)
        label = next((tag for tag in tags.removeprefix("@").split(";") if tag.startswith("label=")), "")
        verb, *params = rest.partition(" :")[0].split(" ")
        trailing = rest.partition(" :")[2]
        made = getattr(self, f"on_{verb.lower()}", None)
        if made is not None:
            made([*params, trailing] if trailing or " :" in rest else params, label)

    def on_cap(self, params: list[str], _label: str) -> None:
        if params[0] == "LS":
            self.hear(f":fake CAP * LS :{CAPS}")
        elif params[0] == "REQ":
            self.hear(f":fake CAP * ACK :{params[1]}")
        elif params[0] == "END":
            self._negotiated = True
            self._welcome()

    def on_pass(self, params: list[str], _label: str) -> None:
        self._said = params[0]

    def on_nick(self, params: list[str], _label: str) -> None:
        if params[0] in self.taken:
            self.hear(f":fake 433 * {params[0]} :taken")
            return
        if self._in:
            self.hear(f":{self.nick}!u@me NICK {params[0]}")
        self.nick = params[0]
        self._welcome()

    _in = False
    _negotiated = False

    def _welcome(self) -> None:
        if not self.nick or not self._negotiated or self._in:
            return
        if self._said != self.password:
            self.hear(":fake 464 * :wrong", "ERROR :bye")
            self._heard.append(Disconnected(None))
            return
        self._in = True
        self.hear(
            f":fake 001 {self.nick} :Welcome {self.nick}!u@me",
            f":fake 005 {self.nick} {SUPPORT} NETWORK=친구 :are supported",
            f":fake 422 {self.nick} :no motd",
        )

    def on_join(self, params: list[str], label: str) -> None:
        room = params[0]
        if (code := self.closed_rooms.get(room)) is not None:
            self.hear(f"{f'@{label} ' if label else ''}:fake {code} {self.nick} {room} :no")
            return
        others = self._names.get(room, "")
        self.hear(
            f":{self.nick}!u@me JOIN {room} * :{self.nick}",
            f":fake 353 {self.nick} = {room} :{f'{self.nick} {others}'.strip()}",
            f":fake 366 {self.nick} {room} :end",
        )

    def on_part(self, params: list[str], _label: str) -> None:
        self.hear(f":{self.nick}!u@me PART {params[0]}")

    def on_privmsg(self, params: list[str], label: str) -> None:
        if params[0] in self.absent:
            self.hear(f"@{label} :fake 401 {self.nick} {params[0]} :nobody")
            return
        self._stamp += 1
        tags = f"@msgid=f{self._stamp}" + (f";{label}" if label else "")
        if at := self._time():
            tags += f";time={at}"
        self.hear(f"{tags} :{self.nick}!u@me PRIVMSG {params[0]} :{params[1]}")

    def on_ping(self, params: list[str], _label: str) -> None:
        self.hear(f":fake PONG fake {params[0]}")

    def on_quit(self, _params: list[str], _label: str) -> None:
        self.hear("ERROR :bye")
        self._heard.append(Disconnected(None))
