"""The line client: a ClientCore on stdin and stdout, for terminals and scripts."""

import asyncio
import signal
from collections.abc import Callable
from datetime import datetime
from functools import partial

import msgspec

from malmadang.client.bridge import Bridge, now
from malmadang.client.terminal import Terminal
from malmadang.clientcore import commands as c
from malmadang.clientcore import slash
from malmadang.clientcore.core import ClientCore
from malmadang.clientcore.events import (
    CaughtUp,
    CertificateUnknown,
    Ended,
    HistoryLoaded,
    LoggedIn,
    LoginRefused,
    NickRefused,
    QueueStale,
    RoomChanged,
    RoomPart,
    RoomRemoved,
    RowAdded,
    RowChanged,
    SelfChanged,
    ShowRoom,
    StateChanged,
    TextRefused,
    ViewEvent,
)
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.memory import ClientMemory
from malmadang.clientcore.phrases import Phrases
from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind, NoticeRow, Row
from malmadang.clientcore.view import SERVER_KEY, ConnectionState, Older, Phase, Room, RoomKind
from malmadang.ports import TimeMs
from malmadang.wire.names import Folded

SETTLE_S = 15.0
"""Typed lines wait for rooms to be entered at most so long."""
UNSENT_S = 30.0
"""Leaving waits for what was typed to get through; given up when nothing of it has for so long."""
_SOON_S = 1.0
"""Leaving that takes longer is explained."""
_COMINGS = frozenset({NoticeKind.JOINED, NoticeKind.PARTED, NoticeKind.QUIT, NoticeKind.NICK})
_AT_ONCE = frozenset({"help", "trust", "nick", "login", "reconnect"})
"""Commands that make sense before the line is good."""


class PlainChat:
    """A talk on one server in a terminal or a script.

    Args:
        core: with `take_free_nick` among its settings: nobody may be there to be asked.
    """

    def __init__(self, core: ClientCore, terminal: Terminal, save: Callable[[ClientMemory], None]) -> None:
        self._bridge = Bridge(core, self._told, save)
        self._core = core
        self._terminal = terminal
        self._phrases = Phrases(core.settings.language)
        self._ended = asyncio.Event()
        self._moved = asyncio.Event()
        self._status = 0
        self._going: asyncio.Task[None] | None = None
        self._is_quitting = False
        self._was_online = False
        self._nick = core.settings.nick
        self._announced: set[Folded] = set()
        self._last_nick: dict[str, str] = {}

    async def run(self) -> int:
        """Talk until the person leaves; returns the exit status."""
        loop = asyncio.get_running_loop()
        # Somebody who sits there can press again; a script that is told to stop stops.
        interrupted = self._leave if self._terminal.is_asked else self._quit
        self._terminal.on_signal(loop, signal.SIGINT, interrupted)
        self._terminal.on_signal(loop, signal.SIGTERM, self._quit)
        self._bridge.start()
        reading = loop.create_task(self._read())
        reading.add_done_callback(lambda _: self._ended.set())
        try:
            await self._ended.wait()
        finally:
            tasks = [reading] if self._going is None else [reading, self._going]
            for task in tasks:
                task.cancel()
            ends = await asyncio.gather(*tasks, return_exceptions=True)
            await self._bridge.stop()
        for end in ends:
            if isinstance(end, Exception):
                raise end
        return self._status

    # What is typed.

    async def _read(self) -> None:
        async for text in self._terminal.lines():
            if self._command(text) == "quit":
                self._leave(text.partition(" ")[2])
                if not self._terminal.is_asked:
                    break
            elif text.strip():
                await self._take(text)
        else:
            if self._going is None:
                await self._wait(lambda: self._core.is_settled, SETTLE_S)
            self._leave()
        await self._ended.wait()

    def _leave(self, words: str = "") -> None:
        """Go as soon as what was typed has got through; asked a second time, at once."""
        if self._going is not None:
            self._quit(words)
            return
        self._going = asyncio.get_running_loop().create_task(self._go(words))
        self._going.add_done_callback(lambda _: self._ended.set())

    async def _go(self, words: str) -> None:
        await self._wait(lambda: not self._left(), _SOON_S)
        if self._terminal.is_asked and (left := self._left()):
            self._print(self._phrases.state("leaving", count=left))
        before = self._left() + 1
        while (left := self._left()) and left < before:
            before = left
            await self._wait(partial(self._is_fewer, before), UNSENT_S)
        self._quit(words)
        await self._ended.wait()

    def _quit(self, words: str = "") -> None:
        if not self._is_quitting:
            self._is_quitting = True
            self._bridge.do(c.Quit(words, at_once=True))

    def _left(self) -> int:
        """How many messages leaving waits for: a start to come sends what a terminal has to keep."""
        return self._core.under_way if self._terminal.is_asked else self._core.unsent

    def _is_fewer(self, before: int) -> bool:
        return self._left() < before

    async def _take(self, text: str) -> None:
        """Carry out a typed line, once what was typed before has had its effect."""
        if not self._is_for_now(text) and not (self._was_online and not self._has_line()):
            await self._wait(lambda: self._core.is_settled, SETTLE_S)
        self._bridge.say(self._core.view.shown or SERVER_KEY, text)

    def _is_for_now(self, text: str) -> bool:
        return self._command(text) in _AT_ONCE

    def _command(self, text: str) -> str:
        """Return the English name of the command a line is, "" for none."""
        row = slash.find_command(text[1:].partition(" ")[0]) if slash.is_command(text) else None
        return "" if row is None else row.en[0]

    def _has_line(self) -> bool:
        return self._core.view.connection.phase in (Phase.CONNECTING, Phase.REGISTERING, Phase.ONLINE)

    async def _wait(self, condition: Callable[[], bool], limit_s: float) -> None:
        try:
            async with asyncio.timeout(limit_s):
                while not condition():
                    self._moved.clear()
                    await self._moved.wait()
        except TimeoutError:
            pass

    # What has happened.

    def _told(self, event: ViewEvent) -> None:
        self._moved.set()
        if self._terminal.is_gone:
            # Nobody reads us any more.
            self._ended.set()
        match event:
            case RowAdded(key, row):
                self._row(key, row)
            case RowChanged(key, row):
                self._changed(key, row)
            case LoggedIn(account):
                self._print(self._phrases.state("logged_in", account=account))
            case HistoryLoaded(key, _, ""):
                self._loaded(key)
            case CaughtUp(count) if count:
                self._print(self._phrases.state("caught_up", count=count))
            case StateChanged(state):
                self._state(state)
            case SelfChanged() if self._core.view.connection.phase is Phase.ONLINE:
                self._nick = self._core.view.nick
            case ShowRoom(key):
                self._show(key)
            case RoomChanged(key, parts) if RoomPart.STANDING in parts:
                self._standing(key)
            case RoomRemoved(key):
                self._removed(key)
            case TextRefused():
                self._print(self._phrases.fault(event.fault))
            case NickRefused():
                proposal = self._phrases.state("proposal", proposal=event.proposal)
                how = self._phrases.state("proposal_how", proposal=event.proposal)
                self._print(f"{self._phrases.fault(event.fault)}. {proposal} {how}")
            case LoginRefused() if self._core.view.connection.phase is Phase.ONLINE:
                # Before the welcome the line is halted for it, which is said below.
                self._print(self._phrases.fault(event.fault))
            case CertificateUnknown():
                self._certificate(event)
            case QueueStale():
                self._print(self._phrases.state("stale", count=event.count))
            case Ended():
                self._say_what_is_left()
                if self._was_online:
                    self._print(self._phrases.state("goodbye"))
                self._ended.set()
            case _:
                pass

    def _say_what_is_left(self) -> None:
        """Leaving, name what the server is not known to have; the exit status says it too."""
        left = self._core.left_behind
        for text, was_written in left:
            self._print(self._phrases.state("left_unknown" if was_written else "left", text=text))
        if left:
            self._status = 1
            if self._core.settings.keep_unsent:
                self._print(self._phrases.state("left_kept", count=len(left)))

    def _loaded(self, key: Folded) -> None:
        """What was asked for has been printed; at the beginning there was nothing to print."""
        room = self._core.view.room(key)
        if room is not None and room.older is Older.NONE:
            self._print(self._phrases.fault(Fault(FaultKind.NO_OLDER)), None, self._where(room))

    def _state(self, state: ConnectionState) -> None:
        match state.phase:
            case Phase.ONLINE:
                self._was_online = True
                if (nick := self._core.view.nick) != self._nick:
                    self._print(self._phrases.state("renamed", asked=self._nick, nick=nick))
                    self._nick = nick
            case Phase.WAITING if not self._was_online:
                self._give_up(state)
            case Phase.WAITING:
                self._print(self._phrases.waiting(state, now().steady_ms))
            case Phase.HALTED if state.fault is not None:
                if not self._terminal.is_asked:
                    self._give_up(state)
                else:
                    self._print(self._phrases.fault(state.fault))
                    if state.fault.kind in (FaultKind.LOGIN_REFUSED, FaultKind.PASSWORD_MISSING):
                        self._print(self._phrases.state("login_how"))
            case _:
                pass

    def _give_up(self, state: ConnectionState) -> None:
        """Nobody is there to say how to go on, or the server never was."""
        if state.fault is not None:
            self._terminal.complain(self._phrases.fault(state.fault))
        self._status = 1
        self._ended.set()

    def _certificate(self, event: CertificateUnknown) -> None:
        say = self._terminal.write if self._terminal.is_asked else self._terminal.complain
        say(self._phrases.state("fingerprint", fingerprint=event.fingerprint))
        if self._terminal.is_asked:
            self._print(self._phrases.state("trust"))
        else:
            address = msgspec.structs.replace(self._core.settings.address, pin=event.fingerprint)
            say(self._phrases.state("pin_how", link=address.link()))

    def _show(self, key: Folded) -> None:
        self._bridge.show(key)
        room = self._core.view.room(key)
        if room is not None:
            self._terminal.heading(room.name)

    def _removed(self, key: Folded) -> None:
        self._announced.discard(key)
        if self._core.view.shown is None:
            left = [room for room in self._core.view.channels() if room.joined]
            if left:
                self._show(left[-1].key)

    def _standing(self, key: Folded) -> None:
        """Say who is there, once the list is whole."""
        room = self._core.view.room(key)
        if room is None or not room.listed:
            self._announced.discard(key)
        elif key not in self._announced:
            self._announced.add(key)
            self._bridge.do(c.Names(room.name), origin=key)

    def _row(self, key: Folded, row: Row) -> None:
        room = self._core.view.room(key)
        if room is None:
            return
        if row.replayed and self._is_known(room, row):
            return
        if isinstance(row, NoticeRow):
            # What happens to people of private talks is said in the room in front already.
            is_shown = key == self._core.view.shown
            aside = room.kind is RoomKind.PRIVATE and row.kind in (NoticeKind.QUIT, NoticeKind.NICK)
            # A nick is changed everywhere at once, which is said once.
            is_said = row.kind is NoticeKind.NICK and row.fields == self._last_nick
            self._last_nick = row.fields if row.kind is NoticeKind.NICK else {}
            if row.kind is not NoticeKind.GREETING and not is_said and not (aside and not is_shown):
                where = "" if row.kind is NoticeKind.NICK else self._where(room)
                # What was looked for shows when it was said.
                stamp = TimeMs(int(row.fields["ms"])) if row.kind is NoticeKind.FOUND else row.utc_ms
                self._print(self._phrases.notice(row), stamp, where)
            return
        self._last_nick = {}
        self._message(room, row)

    def _is_known(self, room: Room, row: Row) -> bool:
        """Has the person read it elsewhere, or is it only who came and went before?"""
        if isinstance(row, NoticeRow):
            return row.kind in _COMINGS
        is_aside = room.kind is RoomKind.PRIVATE and room.key != self._core.view.shown
        return is_aside and row.utc_ms <= room.read_ms

    def _changed(self, key: Folded, row: Row) -> None:
        """Say what is different about a message; what the delivery is, or what was said of it."""
        room = self._core.view.room(key)
        if room is None or not isinstance(row, MessageRow):
            return
        if row.redacted:
            self._print(self._phrases.message(row), row.utc_ms, self._where(room))
        elif row.reactions:
            self._print(self._phrases.reactions(row), None, self._where(room))
        elif row.own:
            self._message(room, row)

    def _message(self, room: Room, row: MessageRow) -> None:
        match row.delivery:
            case Delivery.FAILED:
                if self._is_quitting:
                    self._status = 1
                why = self._phrases.fault(row.fault) if row.fault else ""
                self._print(self._phrases.state("not_sent", text=row.text, why=why))
            case Delivery.QUEUED if not self._is_quitting:
                self._print(self._phrases.state("queued", text=row.text))
            case Delivery.SENT if not (row.own and self._terminal.is_asked and not row.replayed):
                answered = self._core.find_row(room.key, row.reply_to) if row.reply_to else None
                if isinstance(answered, MessageRow) and not row.redacted:
                    text = self._phrases.reply(row, answered)
                else:
                    text = self._phrases.message(row)
                self._print(text, row.utc_ms, self._where(room), row=row)
            case _:
                # On its way; what one types in a terminal stands there already.
                pass

    def _where(self, room: Room) -> str:
        """Name the room where it is not the one in front."""
        if room.kind is RoomKind.SERVER or room.key == self._core.view.shown:
            return ""
        if room.kind is RoomKind.PRIVATE:
            return f"({self._phrases.state('private', who=room.name)}) "
        return f"{room.name} "

    def _print(
        self, text: str, utc_ms: TimeMs | None = None, where: str = "", *, row: MessageRow | None = None
    ) -> None:
        stamp = now().utc_ms if utc_ms is None else utc_ms
        moment = datetime.fromtimestamp(stamp / 1000).astimezone()
        offset = moment.utcoffset()
        minutes = 0 if offset is None else int(offset.total_seconds() // 60)
        today = datetime.fromtimestamp(now().utc_ms / 1000).astimezone().date()
        day = "" if moment.date() == today else f"{moment:%Y-%m-%d} "
        clock = f"[{day}{self._phrases.clock(stamp, minutes)}] "
        for line in text.split("\n"):
            self._terminal.write(line, before=f"{clock}{where}", strong=row is not None and row.mention)
