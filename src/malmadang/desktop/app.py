"""The desktop app: ChatClient joins window, talk and network, from the first start to the goodbye."""

import contextlib
import logging
import secrets
import tkinter as tk
from pathlib import Path
from types import TracebackType

import msgspec
import platformdirs

from malmadang.client.memoryfile import MemoryFile
from malmadang.clientcore import commands as c
from malmadang.clientcore.address import Address, parse_address
from malmadang.clientcore.events import (
    CertificateUnknown,
    Ended,
    LoginRefused,
    NickRefused,
    QueueStale,
    RoomAdded,
    RoomChanged,
    RoomPart,
    RoomRemoved,
    RoomRenamed,
    RowAdded,
    RowChanged,
    RowRemoved,
    RowsCleared,
    SelfChanged,
    ShowRoom,
    StateChanged,
    TextRefused,
    ViewEvent,
)
from malmadang.clientcore.faults import FaultError
from malmadang.clientcore.rows import NoticeKind, NoticeRow, Row
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.view import RoomKind
from malmadang.desktop.answers import Answers
from malmadang.desktop.controls import Controls
from malmadang.desktop.desk import Desk
from malmadang.desktop.firststart import FirstStart
from malmadang.desktop.fonts import missing_fonts
from malmadang.desktop.host import HostedServer
from malmadang.desktop.icon import set_icon
from malmadang.desktop.keys import KeyMap
from malmadang.desktop.kit import Mood, Skin
from malmadang.desktop.network import NetworkThread
from malmadang.desktop.phrases import Word
from malmadang.desktop.placing import place_of, place_window
from malmadang.desktop.preflight import (
    ChatArguments,
    complain,
    first_percent,
    listen_to_signals,
    no_display,
    start_log,
)
from malmadang.desktop.settings import PreferenceFile, config_folder
from malmadang.desktop.speech import Speech
from malmadang.desktop.talk import Talk, Wire
from malmadang.desktop.where import Destination
from malmadang.desktop.window import HEIGHT, HEIGHT_MIN, WIDTH, WIDTH_MIN, Columns, Dirty, MainWindow
from malmadang.wire.names import Folded

GOODBYE_MS = 1000
"""Leaving takes no longer than this, whatever the server does."""

_log = logging.getLogger(__name__)


class ChatClient:
    """The app in one window.

    Args:
        desk: root window, look, language, preferences.
        network: moves octets; started already.
        state_folder: for logs and what the core remembers.
        settings: from a file given at the start, None for the person's own.
        nick: asked for at the start, "" for the person's usual one.
    """

    def __init__(
        self,
        desk: Desk,
        network: Wire,
        state_folder: Path,
        settings: ClientSettings | None = None,
        nick: str = "",
    ) -> None:
        self.desk, self.network, self.state_folder = desk, network, state_folder
        self._settings, self._asked_nick = settings, nick
        self._memory = MemoryFile(str(state_folder))
        self._finished = False
        self.answers = Answers(desk, hang_up=self.ask_place)
        self.controls = Controls(
            desk,
            elsewhere=self.ask_place,
            quit_app=self.quit,
            log_in=self.answers.ask_login,
            certificate=self.answers.ask_certificate,
            nick=self.answers.ask_nick,
        )
        self.first = FirstStart(desk, self.controls.looks, start_host=self._start_host, go=self.connect)
        self._icon = set_icon(desk.root)
        self.window = self.build()

    # The life of the app.

    def build(self) -> MainWindow:
        """Make the window, empty."""
        desk, kept = self.desk, self.desk.kept.now
        root, px = desk.root, desk.skin.px
        root.title(desk.speech.say(Word.APP))
        root.minsize(px(WIDTH_MIN), px(HEIGHT_MIN))
        place_window(root, kept.place, (px(WIDTH), px(HEIGHT)))
        window = MainWindow(
            root,
            desk.skin,
            desk.speech,
            self.controls.commands(),
            columns=Columns(kept.rooms_width, kept.show_rooms, kept.show_members),
            look=kept.look,
            say=desk.say_notice,
        )
        window.pack(fill="both", expand=True)
        self.controls.take(window)
        keys = KeyMap(root, self.controls.keys(), room=self.controls.number_room, mute=lambda: desk.has_card)
        keys.attach(window)
        if not kept.hinted:
            window.hint.say(desk.speech.say(Word.HINTS))
        root.protocol("WM_DELETE_WINDOW", self.quit)
        root.report_callback_exception = self.trouble
        desk.speech.watch(window.centre, lambda: self._dirty(Dirty.EVERYTHING))
        return window

    def run(self, address: Address | None = None) -> None:
        """Show the window until the person leaves.

        Args:
            address: where to talk, None for where it was the last time.
        """
        self.begin(address)
        self.desk.root.mainloop()
        self.network.stop()
        if self.desk.hosted is not None:
            self.desk.hosted.wait()

    def begin(self, address: Address | None = None) -> None:
        """Ask what is not known yet, then connect."""
        self.first.begin(self.nick, address or self._last_address())

    def connect(self, destination: Destination) -> None:
        """Talk on a server from now on; the talk before is left."""
        desk, kept = self.desk, self.desk.kept
        address = destination.address
        if desk.talk is not None:
            desk.talk.do(c.Quit())
            desk.talk.stop()
        if desk.hosted is not None and desk.hosted is not destination.host:
            desk.hosted.stop()
        desk.hosted = destination.host
        desk.invitation = destination.invitation
        link = address.link()
        again = kept.now.server == link
        kept.change(
            server=link,
            account=destination.account,
            host_port=destination.host.port if destination.host is not None else 0,
            rooms=kept.now.rooms if again else (),
        )
        settings = self._settings or ClientSettings(address=address, rooms=kept.now.rooms)
        settings = msgspec.structs.replace(
            settings, address=address, nick=self.nick, language=kept.now.language
        )
        if destination.account or destination.password:
            settings = msgspec.structs.replace(
                settings, account=destination.account, password=destination.password
            )
        desk.talk = Talk(
            desk.root,
            self.network,
            settings,
            secrets.token_bytes,
            memory=self._memory.load(),
            save=self._memory.save,
            told=self.told,
            settled=self.draw,
        )
        self.window.line.forget()
        self._dirty(Dirty.EVERYTHING)
        self.controls.open_room(None)
        desk.talk.start()

    def quit(self, reason: str = "") -> None:
        """Say goodbye and leave; what has not been sent is asked about once."""
        desk = self.desk
        if desk.talk is not None and desk.talk.view.waiting and not self.answers.asked_quit:
            self.answers.ask_quit(desk.talk.view.waiting, lambda: self.leave(reason))
        else:
            self.leave(reason)

    def leave(self, reason: str = "") -> None:
        """Say goodbye; the window is gone at once, the program within a second."""
        if (place := place_of(self.desk.root)) is not None:
            self.desk.kept.change(place=place)
        if self.desk.talk is None:
            self._finish()
            return
        self.desk.root.withdraw()
        self.desk.root.after(GOODBYE_MS, self._finish)
        self.desk.talk.do(c.Quit(reason))

    def _finish(self) -> None:
        if self._finished:
            return
        self._finished = True
        if self.desk.talk is not None:
            self.desk.talk.stop()
        if self.desk.hosted is not None:
            self.desk.hosted.stop()
        self.desk.root.withdraw()
        # Not within the callback that has led here: its widgets are still in use.
        self.desk.root.after_idle(self.desk.root.destroy)

    @property
    def is_over(self) -> bool:
        """Has the person left?"""
        return self._finished

    # Where to.

    def ask_place(self) -> None:
        """Ask where to talk; Esc goes back to the talk that is on."""
        self.first.ask_place(may_leave=self.desk.talk is not None)

    @property
    def nick(self) -> str:
        """The nick to start with, "" before the person has chosen one."""
        given = self._settings.nick if self._settings is not None else ""
        return self._asked_nick or given or self.desk.kept.now.nick

    def _last_address(self) -> Address | None:
        with contextlib.suppress(FaultError):
            return parse_address(self.desk.kept.now.server)
        return None

    @property
    def _is_own(self) -> bool:
        """Is the person here under the usual nick, so that changes are remembered?"""
        return self._settings is None and not self._asked_nick

    def _start_host(self, port: int) -> HostedServer:
        return HostedServer(port, self.state_folder)

    # What the core tells.

    def told(self, event: ViewEvent) -> None:
        """Take notice of something that has changed in the View; drawing comes at the end of the turn."""
        shown = self.desk.talk.view.shown if self.desk.talk is not None else None
        match event:
            case RowAdded(key, row) | RowChanged(key, row):
                self._dirty(Dirty.ROOMS | (Dirty.ROWS if key == shown else Dirty.NOTHING))
                self._notice(row)
            case RowRemoved(key) | RowsCleared(key):
                self._dirty(Dirty.ROOMS | (Dirty.ROWS if key == shown else Dirty.NOTHING))
            case RoomChanged(key, parts):
                self._room_changed(parts, is_shown=key == shown)
            case StateChanged() | SelfChanged():
                self._dirty(Dirty.EVERYTHING)
            case RoomAdded():
                self._dirty(Dirty.ROOMS)
            case RoomRemoved(key):
                self._room_removed(key)
            case RoomRenamed(key, old_key):
                self.window.composer.rename_room(old_key, key)
                self._dirty(Dirty.EVERYTHING)
            case ShowRoom(key):
                self.controls.open_room(key)
            case TextRefused(_, fault):
                self.controls.refusal = self.desk.say_fault(fault)
            case NickRefused() | LoginRefused() | CertificateUnknown() | QueueStale():
                self.answers.asked(event)
            case Ended():
                self._finish()
            case _:
                pass

    def _notice(self, row: Row) -> None:
        """Remember a nick that the person has taken."""
        talk = self.desk.talk
        if talk is None or not self._is_own or not isinstance(row, NoticeRow):
            return
        if row.kind is NoticeKind.NICK and row.own and not row.replayed:
            self.desk.kept.change(nick=talk.view.nick)

    def _room_changed(self, parts: RoomPart, *, is_shown: bool) -> None:
        dirty = Dirty.ROOMS
        if is_shown:
            if parts & RoomPart.COUNTS:
                dirty |= Dirty.ROWS
            if parts & (RoomPart.MEMBERS | RoomPart.STANDING):
                dirty |= Dirty.MEMBERS
            dirty |= Dirty.HEADER
        if parts & RoomPart.STANDING:
            self._keep_rooms()
        self._dirty(dirty)

    def _room_removed(self, key: Folded) -> None:
        """A room is closed; where it was in front, the next one comes."""
        self.window.composer.forget_room(key)
        self._keep_rooms()
        self._dirty(Dirty.ROOMS)
        if self.desk.talk is not None and self.desk.talk.view.shown is None:
            keys = self.window.rooms.order(self.desk.talk.view)
            channels = [one.key for one in self.desk.talk.view.rooms[1:]]
            self.controls.open_room(next((one for one in keys if one in channels), None))

    def _dirty(self, what: Dirty) -> None:
        self.controls.dirty |= what

    def draw(self) -> None:
        """Draw what is no longer as it was: once a turn, and only the room in front."""
        talk = self.desk.talk
        if talk is None or self._finished:
            return
        dirty, self.controls.dirty = self.controls.dirty, Dirty.NOTHING
        if not dirty:
            return
        if self.window.room is not self.desk.room:
            self.window.open_room(talk.view, self.desk.room)
        self.window.messages.set_nick(talk.view.nick)
        self.window.draw(talk.view, dirty)
        self._say_title()

    def _say_title(self) -> None:
        talk, say = self.desk.talk, self.desk.speech.say
        count = 0
        for room in talk.view.rooms if talk is not None else ():
            count += room.unread if room.kind is RoomKind.PRIVATE else room.mentions
        app = say(Word.APP)
        title = say(Word.TITLE_UNREAD, count=count, app=app) if count else app
        if title != self.desk.root.title():
            self.desk.root.title(title)

    # What is remembered.

    def _keep_rooms(self) -> None:
        talk = self.desk.talk
        if talk is not None and self._is_own and not self._finished:
            rooms = tuple(room.name for room in talk.view.channels() if room.joined)
            if rooms:
                self.desk.kept.change(rooms=rooms)

    def trouble(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """A callback has failed: keep the whole story in the log, and say so once."""
        _log.error("in a callback", exc_info=(kind, error, trace))
        log = str(self.state_folder / "desktop.log")
        close = (self.desk.speech.say(Word.CLOSE), self.window.trouble.hide)
        self.window.trouble.show(
            Mood.DANGER, self.desk.speech.say(Word.TROUBLE, log=log), emoji="⚠️", button=close
        )


def run(arguments: ChatArguments) -> int:
    """Open the app and return when the person has left; 2 where no window can be opened."""
    try:
        root = tk.Tk(className="Malmadang")
    except tk.TclError as error:
        return complain(no_display(str(error)))
    root.withdraw()
    if (why := missing_fonts(root)) is not None:
        root.destroy()
        return complain(why)
    folder = arguments.state_dir or Path(platformdirs.user_state_dir("malmadang", appauthor=False))
    start_log(folder)
    kept = PreferenceFile(arguments.state_dir or config_folder())
    language = kept.now.language if arguments.settings is None else arguments.settings.language
    skin = Skin(root, theme=kept.now.theme, percent=kept.now.percent or first_percent(root))
    desk = Desk(root, skin, Speech(language), kept)
    network = NetworkThread()
    network.start()
    client = ChatClient(desk, network, folder, arguments.settings, arguments.nick)
    listen_to_signals(root, client.leave)
    root.deiconify()
    client.run(arguments.address)
    return 0
