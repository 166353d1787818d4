"""The desktop app: ChatClient joins window, talk and network, from the first start to the goodbye."""

import contextlib
import logging
import secrets
import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import msgspec
import platformdirs

from malmadang.client.memoryfile import MemoryFile
from malmadang.clientcore import commands as c
from malmadang.clientcore.address import Address, parse_address
from malmadang.clientcore.faults import FaultError
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.view import Phase
from malmadang.desktop.answers import Answers
from malmadang.desktop.archive import Archive
from malmadang.desktop.controls import Controls
from malmadang.desktop.desk import Desk
from malmadang.desktop.drafts import Drafts
from malmadang.desktop.firststart import FirstStart
from malmadang.desktop.fonts import missing_fonts
from malmadang.desktop.host import HostedServer, HostState
from malmadang.desktop.keys import KeyMap
from malmadang.desktop.kit import Mood, Skin
from malmadang.desktop.network import start_network
from malmadang.desktop.passwords import Passwords
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
from malmadang.desktop.reactions import Reactions
from malmadang.desktop.settings import KnownServer, PreferenceFile, config_folder
from malmadang.desktop.single import SingleInstance
from malmadang.desktop.sites import Site, bring_front, forget, known, remember
from malmadang.desktop.siteset import Sites
from malmadang.desktop.speech import Speech
from malmadang.desktop.store import HistoryStore
from malmadang.desktop.talk import Talk, Wire
from malmadang.desktop.where import Destination
from malmadang.desktop.window import HEIGHT, HEIGHT_MIN, WIDTH, WIDTH_MIN, Columns, Dirty, MainWindow

GOODBYE_MS = 1000
"""Leaving takes no longer than this, whatever the server does."""
_POLL_MS = 50
_DOOR_MS = 300

_log = logging.getLogger(__name__)


class ChatClient:
    """The app in one window.

    Args:
        desk: root window, look, language, preferences.
        wires: makes what moves octets for one more server.
        state_folder: for logs and what the core remembers.
        settings: from a file given at the start, None for the person's own.
        nick: asked for at the start, "" for the person's usual one.
    """

    def __init__(
        self,
        desk: Desk,
        wires: Callable[[], Wire],
        state_folder: Path,
        settings: ClientSettings | None = None,
        nick: str = "",
    ) -> None:
        self.desk, self.state_folder = desk, state_folder
        self.sites = Sites(desk, wires)
        self._settings, self._asked_nick = settings, nick
        self._memory = MemoryFile(str(state_folder))
        self._passwords = Passwords(state_folder)
        self._finished = False
        self.answers = Answers(desk, hang_up=self.ask_place, use_password=self._use_password)
        self.controls = Controls(
            desk,
            elsewhere=self.ask_place,
            quit_app=self.quit,
            log_in=self.answers.ask_login,
            certificate=self.answers.ask_certificate,
            nick=self.answers.ask_nick,
            host_again=self._host_again,
            passwords=self._passwords,
            put_front=self._put_front,
            leave=self.leave_site,
        )
        self.first = FirstStart(desk, self.controls.looks, start_host=self._start_host, go=self.connect)
        self.window = self.build()
        self.window.composer.enter_sends = desk.kept.now.enter_sends
        self.archive = Archive(
            desk.root, HistoryStore(state_folder), server_asks=self.controls.messages.older
        )
        self.controls.archive = self.archive
        self.reactions = Reactions(
            desk, self.window, self.controls, self.answers, self.archive, over=self._over, is_own=self._is_own
        )

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
            phrases=desk.phrases,
            drafts=Drafts(self.state_folder),
        )
        window.messages.set_folding(kept.folding)
        window.pack(fill="both", expand=True)
        self.controls.take(window)
        keys = KeyMap(root, self.controls.keys(), room=self.controls.rooms.number, mute=lambda: desk.has_card)
        keys.attach(window)
        if not kept.hinted:
            window.hint.say(desk.speech.say(Word.HINTS))
        root.protocol("WM_DELETE_WINDOW", self.quit)
        root.report_callback_exception = self.trouble
        return window

    def run(self, address: Address | None = None) -> None:
        """Show the window until the person leaves.

        Args:
            address: where to talk, None for where it was the last time.
        """
        self.begin(address)
        self.desk.root.mainloop()
        self.sites.wait()

    def begin(self, address: Address | None = None) -> None:
        """Ask what is not known yet, then connect."""
        self.first.begin(self.nick, address or self._last_address())
        if address is None and self._is_own and self.nick:
            for other in self.desk.kept.now.others:
                self._reopen(other)

    def _reopen(self, other: KnownServer) -> None:
        """Connect to a server of the last time, behind the one in front."""
        with contextlib.suppress(FaultError):
            address = parse_address(other.link)
            if not other.host_port:
                self._start(self._make_site(Destination(address, account=other.account), other.link))

    def connect(self, destination: Destination) -> None:
        """Talk on a server from now on, beside the others; one that never came about is given up for it."""
        link = destination.address.link()
        replaced = self.sites.replaced(link)
        if replaced is not None:
            self.sites.drop(replaced, keeps=destination.host)
        site = self._make_site(destination, link)
        self._put_front(site)
        self._start(site)

    def _make_site(self, destination: Destination, link: str) -> Site:
        """Take up a server, behind the others; its talk has not started."""
        desk, host = self.desk, destination.host
        rooms = known(desk.kept, link).rooms
        settings = self._settings or ClientSettings(address=destination.address, rooms=rooms)
        settings = msgspec.structs.replace(
            settings, address=destination.address, nick=self.nick, language=desk.kept.now.language
        )
        password = destination.password
        if destination.account and not password:
            password = self._passwords.get(link, destination.account)
        if destination.account or password:
            settings = msgspec.structs.replace(settings, account=destination.account, password=password)
        site = self.sites.add(link, host, destination.invitation)

        def make(wire: Wire) -> Talk:
            return Talk(
                desk.root,
                wire,
                settings,
                secrets.token_bytes,
                memory=(share := self._memory.share()).memory,
                save=share.save,
                told=lambda event: self.reactions.told(site, event),
                settled=self.reactions.draw,
            )

        site.begin(make)
        remember(desk.kept, link, account=destination.account, host_port=host.port if host is not None else 0)
        return site

    def _start(self, site: Site) -> None:
        """Bring back what was said, then connect."""
        self.archive.begin(site, known(self.desk.kept, site.link).rooms, site.talk.start)

    def _put_front(self, site: Site) -> None:
        """Put a server in front, with the room that was in front there the last time."""
        desk, window, before = self.desk, self.window, self.desk.front
        if before is site:
            return
        if before is not None and before in desk.sites:
            before.shown = before.view.shown
            before.talk.show(None)
        window.line.forget()
        window.composer.open_room(None, "")
        window.composer.drafts.server = site.link
        desk.front = site
        bring_front(desk.kept, site.link)
        self.controls.hands.dirty = Dirty.EVERYTHING
        self.controls.rooms.open(site.shown)
        waiting, site.waiting = site.waiting, []
        for event in waiting:
            self.reactions.told(site, event)

    def leave_site(self, site: Site) -> None:
        """Leave a server for good; the next one comes in front."""
        self.sites.drop(site)
        if site is self.desk.front:
            self._put_front(self.desk.sites[0])
        forget(self.desk.kept, site.link)
        self.controls.hands.redraw(Dirty.ROOMS)

    def quit(self, reason: str = "") -> None:
        """Say goodbye and leave; what has not been sent is asked about once."""
        desk = self.desk
        waiting = sum(site.view.waiting for site in desk.sites)
        if waiting and not self.answers.asked_quit:
            self.answers.ask_quit(waiting, lambda: self.leave(reason))
        elif (count := self.sites.guests()) and not self.answers.asked_quit:
            self.answers.ask_stop(count, lambda: self.leave(reason))
        else:
            self.leave(reason)

    def leave(self, reason: str = "") -> None:
        """Say goodbye; the window is gone at once, the program within a second."""
        self.window.composer.keep_draft()
        if (place := place_of(self.desk.root)) is not None:
            self.desk.kept.change(place=place)
        if not self.desk.sites:
            self._finish()
            return
        self.desk.root.withdraw()
        self.desk.root.after(GOODBYE_MS, self._finish)
        for site in self.desk.sites:
            site.talk.do(c.Quit(reason))

    def _over(self, _site: Site) -> None:
        """The person has left a server, and leaves altogether once it was the last one."""
        if all(site.view.connection.phase is Phase.ENDED for site in self.desk.sites):
            self._finish()

    def _finish(self) -> None:
        if self._finished:
            return
        self._finished = True
        self.reactions.telling.close()
        self.archive.close()
        self.sites.stop()
        self.desk.root.withdraw()
        # Not within the callback that has led here: its widgets are still in use.
        self.desk.root.after_idle(self.desk.root.destroy)

    def listen_at(self, single: SingleInstance) -> None:
        """Do what later starts hand over: come to the front, and go where their link leads."""
        while (link := single.next_link()) is not None:
            self.desk.root.deiconify()
            self.desk.root.lift()
            self.desk.root.focus_force()
            with contextlib.suppress(FaultError):
                if link:
                    self.follow(parse_address(link))
        if not self._finished:
            self.desk.root.after(_DOOR_MS, lambda: self.listen_at(single))

    def follow(self, address: Address) -> None:
        """Go where a link leads: into a room of a server one is on, or to another server."""
        same = next((site for site in self.desk.sites if site.is_at(address)), None)
        if same is None:
            self.connect(Destination(address))
            return
        self._put_front(same)
        if address.room:
            self.controls.hands.do(c.Join(address.room))

    @property
    def is_over(self) -> bool:
        """Has the person left?"""
        return self._finished

    # Where to.

    def ask_place(self) -> None:
        """Ask where to talk; Esc goes back to the talk that is on."""
        self.first.ask_place(may_leave=self.desk.talk is not None)

    def _use_password(self, password: str) -> None:
        """Connect again with another password of the server."""
        desk = self.desk
        if desk.talk is not None:
            address = desk.talk.core.settings.address
            self.connect(
                Destination(address, password=password, host=desk.hosted, invitation=desk.invitation)
            )

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

    def _host_again(self) -> None:
        """Start the server of this window that has ended, and go back to it."""
        desk = self.desk
        front = desk.front
        if front is None or front.hosted is None or not front.hosted.has_ended:
            return
        hosted = front.hosted = self._start_host(front.hosted.port)

        def look() -> None:
            state = hosted.look().state
            if state is HostState.STARTING and not self._finished:
                desk.root.after(_POLL_MS, look)
            elif state is HostState.READY:
                front.talk.do(c.Reconnect())

        look()

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
    single = None
    if arguments.is_usual:
        single = SingleInstance(folder)
        link = arguments.address.link() if arguments.address is not None else ""
        if not single.is_first and single.hand_over(link):
            root.destroy()
            return 0
    start_log(folder)
    kept = PreferenceFile(arguments.state_dir or config_folder())
    usual = kept.now.language if arguments.settings is None else arguments.settings.language
    language = arguments.language or usual
    skin = Skin(root, theme=kept.now.theme, percent=kept.now.percent or first_percent(root))
    desk = Desk(root, skin, Speech(language), kept)
    client = ChatClient(desk, start_network, folder, arguments.settings, arguments.nick)
    listen_to_signals(root, client.leave)
    root.deiconify()
    if single is not None:
        client.listen_at(single)
    client.run(arguments.address)
    if single is not None:
        single.close()
    return 0
