"""What the person does in the window, and what comes of it: rooms, members, keys, sending, sizes."""

from collections.abc import Callable

from malmadang.clientcore import commands as c
from malmadang.clientcore.view import RoomKind
from malmadang.desktop.accountcard import AccountScreens
from malmadang.desktop.archive import Archive
from malmadang.desktop.banner import BannerCommands
from malmadang.desktop.composerparts import ComposerCommands
from malmadang.desktop.desk import Desk
from malmadang.desktop.finding import Finding
from malmadang.desktop.hands import Hands
from malmadang.desktop.keys import Key
from malmadang.desktop.looks import Looks
from malmadang.desktop.members import MembersCommands
from malmadang.desktop.messagecontrols import MessageControls
from malmadang.desktop.passwords import Passwords
from malmadang.desktop.peoplecontrols import PeopleControls
from malmadang.desktop.questions import ask_new_nick
from malmadang.desktop.roomcommands import RoomCommands
from malmadang.desktop.roomcontrols import RoomControls
from malmadang.desktop.rooms import RoomsCommands
from malmadang.desktop.roomsettings import RoomSettings
from malmadang.desktop.sendcontrols import SendControls
from malmadang.desktop.settingscard import SettingsCard
from malmadang.desktop.sites import Site
from malmadang.desktop.talk import steady_now
from malmadang.desktop.tokens import SCALE_STEP
from malmadang.desktop.whispers import Whispers
from malmadang.desktop.window import Dirty, MainWindow, WindowCommands
from malmadang.desktop.writing import Writing
from malmadang.wire.names import Folded


class Controls:
    """Joins the window's parts to the talk.

    Args:
        elsewhere: the person wants another server.
        quit_app: the person wants to leave, with these words for the others.
        log_in: the person wants to type account and password again; `certificate` to look at it; `nick` to
            choose another one; `host_again` to start the own server again.
        passwords: of accounts.
        put_front: put a server in front; `leave` it for good.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        elsewhere: Callable[[], None],
        quit_app: Callable[[str], None],
        log_in: Callable[[], None],
        certificate: Callable[[], None],
        nick: Callable[[], None],
        host_again: Callable[[], None],
        passwords: Passwords,
        put_front: Callable[[Site], None],
        leave: Callable[[Site], None],
    ) -> None:
        self.desk = desk
        self.hands = Hands(desk)
        self.looks = Looks(desk)
        self.rooms = RoomControls(
            self.hands, put_front=put_front, leave=leave, directory=self._show_directory
        )
        self.room_settings = RoomSettings(self.hands)
        self.people = PeopleControls(
            self.hands, self.room_settings, me=self.show_me, whisper=self.rooms.whisper
        )
        self.whispers = Whispers(desk, show=self.rooms.choose, tell=self.hands.tell)
        self.sending = SendControls(self.hands, self.whispers, quit_app=quit_app)
        self.messages = MessageControls(self.hands, panel=self._open_panel, used=self._used)
        self.settings = SettingsCard(self.hands, self.looks)
        self.accounts = AccountScreens(self.hands, passwords, told=self._say_shortly)
        self.archive: Archive | None = None
        self._had_text = False
        self.writing: Writing | None = None
        self.finding: Finding | None = None
        self._elsewhere, self._quit = elsewhere, quit_app
        self._log_in, self._certificate, self._nick = log_in, certificate, nick
        self._host_again = host_again

    def commands(self) -> WindowCommands:
        """Return what the window's parts call."""
        return WindowCommands(
            rooms=RoomsCommands(
                sites=lambda: self.desk.sites,
                choose=self.rooms.go,
                add=self.rooms.add,
                menu=self.rooms.menu,
                me=self.show_me,
                typed=self.hands.typed,
                has_draft=self.has_draft,
                choice=self.desk.choice,
                order=lambda: self.desk.kept.now.order,
            ),
            members=MembersCommands(choose=self.people.choose, typed=self.hands.typed, game=self.ask_game),
            messages=RoomCommands(
                person=lambda nick, _x, _y: self.people.choose(nick),
                resend=lambda row: self.hands.do(c.Resend(row)),
                discard=lambda row: self.hands.do(c.Discard(row)),
                menu=self.messages.menu,
                buttons=self.messages.buttons,
                press=self.messages.press,
                quoted=self.messages.quoted,
                go_to=self.messages.go_to,
                react=self.messages.react,
                older=self._older,
                gap=self.messages.gap,
                typed=self.hands.typed,
            ),
            composer=ComposerCommands(send=self.sending.send, edited=self.edited, emoji=self._emoji),
            banner=BannerCommands(
                elsewhere=self._elsewhere,
                connect_now=lambda: self.hands.do(c.Reconnect()),
                log_in=self._log_in,
                certificate=self._certificate,
                nick=self._nick,
                host_again=self._host_again,
                own_server=self.desk.own_server,
                steady_now=steady_now,
                say_fault=self.desk.say_fault,
            ),
            rejoin=self.rooms.rejoin,
            topic=self.room_settings.show,
            find=self.find,
            resized=self.keep_columns,
        )

    def keys(self) -> dict[Key, Callable[[], object]]:
        """Return what each key does."""
        looks = self.looks
        return {
            Key.FIND_ROOM: lambda: self._find(lambda finding: finding.switch()),
            Key.FIND: self.find,
            Key.FIND_EVERYWHERE: lambda: self._find(lambda finding: finding.find_everywhere()),
            Key.PREVIOUS_ROOM: lambda: self.rooms.step(-1),
            Key.NEXT_ROOM: lambda: self.rooms.step(1),
            Key.PREVIOUS_UNREAD: lambda: self.rooms.step(-1, unread=True),
            Key.NEXT_UNREAD: lambda: self.rooms.step(1, unread=True),
            Key.PAGE_UP: lambda: self._scroll(-1),
            Key.PAGE_DOWN: lambda: self._scroll(1),
            Key.OLDEST: lambda: self.hands.with_window(lambda window: window.messages.to_top()),
            Key.NEWEST: lambda: self.hands.with_window(lambda window: window.messages.to_bottom()),
            Key.ESCAPE: self.escape,
            Key.NEXT_PART: lambda: self.hands.with_window(lambda window: window.next_part(1)),
            Key.PREVIOUS_PART: lambda: self.hands.with_window(lambda window: window.next_part(-1)),
            Key.GAME: self.show_game,
            Key.EMOJI: self._emoji,
            Key.HELP: lambda: self.hands.do(c.Help()),
            Key.MEMBERS: lambda: self.hands.with_window(lambda window: window.toggle_members()),
            Key.ROOMS: lambda: self.hands.with_window(lambda window: window.toggle_rooms()),
            Key.LOOK: looks.next_look,
            Key.THEME: looks.next_theme,
            Key.LARGER: lambda: looks.set_percent(self.desk.skin.percent + SCALE_STEP),
            Key.SMALLER: lambda: looks.set_percent(self.desk.skin.percent - SCALE_STEP),
            Key.ORIGINAL_SIZE: lambda: looks.set_percent(100),
            Key.COPY_ROOM: lambda: self.hands.with_window(lambda window: window.messages.copy_room()),
            Key.SETTINGS: self.show_settings,
            Key.CLOSE_TALK: self.rooms.close,
            Key.QUIT: lambda: self._quit(""),
        }

    def take(self, window: MainWindow) -> None:
        """Steer this window from now on."""
        self.hands.window = window
        self.looks.view = window.messages
        self.writing = Writing(self.hands, window)
        self.finding = Finding(self.hands, self.rooms, window, go_to=self.messages.go_to)

    def edited(self) -> None:
        """The text in the composer is another one."""
        talk, window, room = self.desk.talk, self.hands.window, self.desk.room
        had, has = self._had_text, window is not None and bool(window.composer.get())
        if had is not has:
            self._had_text = has
            self.hands.dirty |= Dirty.ROOMS
        if talk is not None and window is not None and room is not None and self.desk.kept.now.tell_typing:
            talk.typed(room.key, window.composer.get())

    def has_draft(self, link: str, key: Folded) -> bool:
        """Is something written in a room of a server and not sent?"""
        window, front = self.hands.window, self.desk.front
        if window is None:
            return False
        if front is not None and front.link == link:
            return window.composer.has_draft(key)
        return window.composer.drafts.has(link, key)

    def show_me(self) -> None:
        """Show one's own card: nick, look, language."""
        desk = self.desk
        nick = desk.talk.view.nick if desk.talk is not None else desk.kept.now.nick
        self.looks.show_card(
            nick,
            ask_nick=self.ask_nick,
            away=self._away,
            account=self.accounts.show,
            settings=self.show_settings,
            elsewhere=self._elsewhere,
        )

    def _older(self) -> None:
        """The reader is near the top: what this computer keeps comes first, then the server is asked."""
        front, room = self.desk.front, self.desk.room
        if front is not None and room is not None and self.archive is not None:
            self.archive.older(front, room)

    def _away(self) -> None:
        """Go away, or come back."""
        is_away = self.desk.talk is not None and self.desk.talk.view.away
        self.hands.do(c.SetAway(None if is_away else ""))

    def _say_shortly(self, sentence: str) -> None:
        """Say something good above the messages, for a while."""
        if self.hands.window is not None:
            self.hands.window.line.say_good(sentence)

    def ask_game(self, command: str) -> None:
        """Ask for something about the game of the room in front."""
        room = self.desk.room
        if room is not None and room.kind is RoomKind.CHANNEL:
            self.hands.do(c.Game(room.name, command))

    def show_game(self) -> None:
        """Show the card of the game, and give it the keyboard."""
        window, room = self.hands.window, self.desk.room
        if window is None or room is None:
            return
        if not window.members_shown:
            window.toggle_members()
        window.members.game.focus_set()

    def show_settings(self) -> None:
        """Show the settings."""
        self.settings.show()

    def ask_nick(self) -> None:
        """Ask for another nick, because the person wants one."""
        desk = self.desk
        nick = desk.talk.view.nick if desk.talk is not None else desk.kept.now.nick
        desk.put_card(ask_new_nick(desk.asker, nick, lambda chosen: self.hands.do(c.SetNick(chosen))))

    def keep_columns(self) -> None:
        """Remember which columns are wanted, and how wide."""
        if self.hands.window is not None:
            columns = self.hands.window.columns
            self.desk.kept.change(
                rooms_width=columns.rooms_width,
                show_rooms=columns.show_rooms,
                show_members=columns.show_members,
            )

    # Keys.

    def find(self) -> None:
        """Look for words in the room in front."""
        self._find(lambda finding: finding.find_in_room())

    def found_more(self) -> None:
        """The server has answered a search, or told of more rooms."""
        if self.finding is not None:
            self.finding.found_more()

    def _show_directory(self) -> None:
        self._find(lambda finding: finding.directory())

    def _find(self, act: Callable[[Finding], None]) -> None:
        if self.finding is not None:
            act(self.finding)

    def _open_panel(self, take: Callable[[str], None]) -> None:
        if self.writing is not None:
            self.writing.panel.open(take)

    def _used(self, emoji: str) -> None:
        if self.writing is not None:
            self.writing.used(emoji)

    def _emoji(self) -> None:
        if self.writing is not None:
            self.writing.toggle_emoji()

    def _scroll(self, pages: int) -> bool:
        """Page the messages, unless a list has the keyboard."""
        window = self.hands.window
        if window is None:
            return False
        if window.focus_get() in {window.rooms.list.canvas, window.members.list.canvas}:
            return False
        window.messages.page(pages)
        return True

    def escape(self) -> bool:
        """Close what lies over the messages, else mark the room read and go to its newest message."""
        window, talk, room = self.hands.window, self.desk.talk, self.desk.room
        if window is None:
            return False
        if any(part is not None and part.escape() for part in (self.finding, self.writing)):
            return True
        if window.composer.reply is not None:
            window.composer.set_reply(None)
            return True
        if window.focus_get() is window.rooms.filter.entry:
            window.rooms.filter.set("")
            window.composer.text.focus_set()
        elif not window.close_over():
            window.composer.show_fault("")
            window.messages.to_bottom()
            if talk is not None and room is not None:
                talk.mark_read(room.key)
            window.composer.text.focus_set()
        return True
