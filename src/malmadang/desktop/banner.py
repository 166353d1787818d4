"""What is said about the line to the server: one banner for one lost connection, not one for each retry."""

import tkinter as tk
from collections.abc import Callable
from enum import Enum

import msgspec

from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.view import ConnectionState, Phase
from malmadang.desktop.kit import Banner, Mood, Skin
from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech
from malmadang.ports import SteadyMs

FLASH_MS = 400
GOOD_MS = 4000
_TICK_MS = 250

_CERTIFICATE = frozenset({FaultKind.CERTIFICATE_UNKNOWN, FaultKind.CERTIFICATE_CHANGED})
_LOGIN = frozenset({FaultKind.LOGIN_REFUSED, FaultKind.PASSWORD_MISSING, FaultKind.PASSWORD_REFUSED})
_NICK = frozenset({FaultKind.NICK_TAKEN, FaultKind.NICK_REFUSED})
_LOST = frozenset({FaultKind.LOST, FaultKind.SILENT, FaultKind.CLOSED_BY_SERVER})


class OwnServer(Enum):
    """Is the server one of this computer's?"""

    ELSEWHERE = "elsewhere"
    HERE = "here"
    ENDED = "ended"
    """This window started it, and it runs no more."""


class BannerCommands(msgspec.Struct, frozen=True):
    """What the banner's one button does, by what it says.

    Attributes:
        own_server: whether the server runs on this computer, and whether this window started it.
        steady_now: the clock that `ConnectionState.retry_at_ms` is on.
        say_fault: a sentence for a fault.
    """

    elsewhere: Callable[[], None]
    connect_now: Callable[[], None]
    log_in: Callable[[], None]
    certificate: Callable[[], None]
    nick: Callable[[], None]
    host_again: Callable[[], None]
    own_server: Callable[[], OwnServer]
    steady_now: Callable[[], SteadyMs]
    say_fault: Callable[[Fault], str]


class ConnectionBanner:
    """Follows the connection's state; draws on a Banner of the kit.

    Attributes:
        banner: the widget; pack it where it belongs.
    """

    def __init__(self, parent: tk.Misc, skin: Skin, speech: Speech, commands: BannerCommands) -> None:
        self.banner = Banner(parent, skin)
        self.speech = speech
        self._commands = commands
        self._state = ConnectionState()
        self._was_online = False
        self._job: str | None = None
        self.banner.bind("<Destroy>", lambda _event: self._stop(), add=True)
        speech.watch(self.banner, lambda: self.show(self._state))

    def show(self, state: ConnectionState) -> None:
        """Say what there is to say about this state."""
        before, self._state = self._state.phase, state
        if before is state.phase is Phase.ONLINE and self._job is not None:
            # Something good is being said, for its own while.
            return
        self._stop()
        match state.phase:
            case Phase.CONNECTING | Phase.REGISTERING:
                if self.banner.shown:
                    self._connecting()
                else:
                    self._job = self.banner.after(FLASH_MS, self._connecting)
            case Phase.WAITING:
                self._waiting()
            case Phase.HALTED:
                self._halted(state)
            case Phase.ONLINE:
                self._was_online = True
                if state.returned and before is not Phase.ONLINE:
                    self.banner.show(Mood.GOOD, self.speech.say(Word.RECONNECTED), emoji="✅")
                    self._job = self.banner.after(GOOD_MS, self._good_enough)
                else:
                    self.banner.hide()
            case Phase.IDLE | Phase.ENDED:
                self.banner.hide()

    def caught_up(self, count: int) -> None:
        """After a lost line, say how much has been fetched."""
        if count:
            self.say_good(self.speech.say(Word.CAUGHT_UP, count=count))

    def say_good(self, sentence: str) -> None:
        """Say something good for a while, where nothing is wrong."""
        if self._state.phase is Phase.ONLINE:
            self._stop()
            self.banner.show(Mood.GOOD, sentence, emoji="✅")
            self._job = self.banner.after(GOOD_MS, self._good_enough)

    def forget(self) -> None:
        """Another server is gone to: what was before does not count."""
        self._was_online = False

    def _good_enough(self) -> None:
        self._job = None
        self.banner.hide()

    def _stop(self) -> None:
        if self._job is not None:
            self.banner.after_cancel(self._job)
            self._job = None

    def _connecting(self) -> None:
        self._job = None
        say = self.speech.say
        button = None if self._was_online else (say(Word.CANCEL), self._commands.elsewhere)
        text = say(Word.CONNECTING, server=self._state.server)
        self.banner.show(Mood.BUSY, text, emoji="⏳", button=button)

    def _waiting(self) -> None:
        say, state, own = self.speech.say, self._state, self._commands.own_server()
        left = max(0, state.retry_at_ms - self._commands.steady_now())
        fields: dict[str, str | int] = {"seconds": -(-left // 1000), "attempt": state.attempt}
        kind = state.fault.kind if state.fault is not None else FaultKind.LOST
        if own is not OwnServer.ELSEWHERE and (own is OwnServer.ENDED or kind is FaultKind.REFUSED):
            text = f"{say(Word.HOST_ENDED)} · {say(Word.RETRY, **fields)}"
        elif self._was_online and kind in _LOST:
            text = say(Word.OFFLINE, **fields)
        else:
            # The countdown first: a narrow window cuts the end.
            why = self._commands.say_fault(state.fault) if state.fault is not None else ""
            text = " · ".join(filter(None, (say(Word.RETRY, **fields), why)))
        if own is OwnServer.ENDED:
            button = (say(Word.HOST_RESTART), self._commands.host_again)
        elif self._was_online:
            button = (say(Word.CONNECT_NOW), self._commands.connect_now)
        else:
            button = (say(Word.ANOTHER_SERVER), self._commands.elsewhere)
        self.banner.show(Mood.WARNING, text, emoji="🔌", button=button)
        self._job = self.banner.after(_TICK_MS, self._waiting)

    def _halted(self, state: ConnectionState) -> None:
        say, fault, commands = self.speech.say, state.fault, self._commands
        if fault is None:
            self.banner.hide()
            return
        if fault.kind in _CERTIFICATE:
            changed = fault.kind is FaultKind.CERTIFICATE_CHANGED
            text = say(Word.CERTIFICATE_CHANGED if changed else Word.CERTIFICATE_UNKNOWN)
            button = (say(Word.MORE), commands.certificate)
        elif fault.kind in _LOGIN:
            text, button = commands.say_fault(fault), (say(Word.LOGIN_AGAIN), commands.log_in)
        elif fault.kind in _NICK:
            text, button = commands.say_fault(fault), (say(Word.CHANGE_NICK), commands.nick)
        else:
            text, button = commands.say_fault(fault), (say(Word.ANOTHER_SERVER), commands.elsewhere)
        self.banner.show(Mood.DANGER, text, emoji="⚠️", button=button)
