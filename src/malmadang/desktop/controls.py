"""What the person does in the window, and what comes of it: rooms, members, keys, sending, sizes."""

from collections.abc import Callable

from malmadang.clientcore import commands as c
from malmadang.clientcore import slash
from malmadang.clientcore.view import RoomKind
from malmadang.desktop.banner import BannerCommands
from malmadang.desktop.composer import ComposerCommands
from malmadang.desktop.desk import Desk
from malmadang.desktop.keys import Key
from malmadang.desktop.looks import Looks
from malmadang.desktop.membercard import MemberCommands, show_member_card
from malmadang.desktop.members import MembersCommands
from malmadang.desktop.phrases import Word
from malmadang.desktop.popupmenu import pop_up
from malmadang.desktop.questions import ask_new_nick, ask_room, ask_yes
from malmadang.desktop.roomcommands import RoomCommands
from malmadang.desktop.rooms import RoomsCommands
from malmadang.desktop.talk import steady_now
from malmadang.desktop.tokens import SCALE_STEP
from malmadang.desktop.whispers import Whispers
from malmadang.desktop.window import Dirty, MainWindow, WindowCommands
from malmadang.wire.names import Folded, casefold

PIECES_ASK = 5
"""A text of more lines of the protocol than this is sent only when asked."""


class Controls:
    """Joins the window's parts to the talk.

    Args:
        elsewhere: the person wants another server.
        quit_app: the person wants to leave, with these words for the others.
        log_in: the person wants to type account and password again; `certificate` to look at it; `nick` to
            choose another one; `host_again` to start the own server again.
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
    ) -> None:
        self.desk = desk
        self.window: MainWindow | None = None
        self.refusal = ""
        self.dirty = Dirty.EVERYTHING
        self.looks = Looks(desk)
        self.whispers = Whispers(desk, show=self.choose_room, tell=self.tell)
        self._elsewhere, self._quit = elsewhere, quit_app
        self._log_in, self._certificate, self._nick = log_in, certificate, nick
        self._host_again = host_again

    def commands(self) -> WindowCommands:
        """Return what the window's parts call."""
        return WindowCommands(
            rooms=RoomsCommands(
                choose=self.choose_room,
                add=self.add_room,
                menu=self.room_menu,
                me=self.show_me,
                typed=self.typed,
                has_draft=self.has_draft,
            ),
            members=MembersCommands(choose=self.choose_member, typed=self.typed),
            messages=RoomCommands(
                person=lambda nick, _x, _y: self.choose_member(nick),
                resend=lambda row: self.do(c.Resend(row)),
                discard=lambda row: self.do(c.Discard(row)),
                typed=self.typed,
            ),
            composer=ComposerCommands(send=self.send, edited=self.edited),
            banner=BannerCommands(
                elsewhere=self._elsewhere,
                connect_now=lambda: self.do(c.Reconnect()),
                log_in=self._log_in,
                certificate=self._certificate,
                nick=self._nick,
                host_again=self._host_again,
                own_server=self.desk.own_server,
                steady_now=steady_now,
                say_fault=self.desk.say_fault,
            ),
            rejoin=self.rejoin,
            topic=self.ask_topic,
            resized=self.keep_columns,
        )

    def keys(self) -> dict[Key, Callable[[], object]]:
        """Return what each key does."""
        looks = self.looks
        return {
            Key.FIND_ROOM: self._find_room,
            Key.PREVIOUS_ROOM: lambda: self.step_room(-1),
            Key.NEXT_ROOM: lambda: self.step_room(1),
            Key.PREVIOUS_UNREAD: lambda: self.step_room(-1, unread=True),
            Key.NEXT_UNREAD: lambda: self.step_room(1, unread=True),
            Key.PAGE_UP: lambda: self._scroll(-1),
            Key.PAGE_DOWN: lambda: self._scroll(1),
            Key.OLDEST: lambda: self._with(lambda window: window.messages.to_top()),
            Key.NEWEST: lambda: self._with(lambda window: window.messages.to_bottom()),
            Key.ESCAPE: self.escape,
            Key.NEXT_PART: lambda: self._with(lambda window: window.next_part(1)),
            Key.PREVIOUS_PART: lambda: self._with(lambda window: window.next_part(-1)),
            Key.HELP: lambda: self.do(c.Help()),
            Key.MEMBERS: lambda: self._with(lambda window: window.toggle_members()),
            Key.ROOMS: lambda: self._with(lambda window: window.toggle_rooms()),
            Key.LOOK: looks.next_look,
            Key.THEME: looks.next_theme,
            Key.LARGER: lambda: looks.set_percent(self.desk.skin.percent + SCALE_STEP),
            Key.SMALLER: lambda: looks.set_percent(self.desk.skin.percent - SCALE_STEP),
            Key.ORIGINAL_SIZE: lambda: looks.set_percent(100),
            Key.COPY_ROOM: lambda: self._with(lambda window: window.messages.copy_room()),
            Key.SETTINGS: self.show_me,
            Key.CLOSE_TALK: self.close_talk,
            Key.QUIT: lambda: self._quit(""),
        }

    def take(self, window: MainWindow) -> None:
        """Steer this window from now on."""
        self.window = window
        self.looks.view = window.messages

    def _with(self, act: Callable[[MainWindow], object]) -> None:
        if self.window is not None:
            act(self.window)

    def do(self, command: c.Command) -> None:
        """Carry out a command; a refusal is told above the composer's text."""
        desk = self.desk
        if desk.talk is None:
            return
        self._begin()
        origin = desk.room.key if desk.room is not None else desk.talk.view.server.key
        desk.talk.do(command, origin=origin)
        if self.refusal:
            self._with(lambda window: window.composer.show_fault(self.refusal))

    def _begin(self) -> None:
        """Something new is asked for: what was refused before is past."""
        self.refusal = ""
        self._with(lambda window: window.empty.say_fault(""))

    def tell(self, sentence: str) -> None:
        """Say in front why something came to nothing."""
        is_nowhere = self.desk.room is None
        self._with(lambda w: w.empty.say_fault(sentence) if is_nowhere else w.composer.show_fault(sentence))

    # Sending.

    def send(self, text: str) -> str | None:
        """Take what was written in the room in front; say why not, "" where it is taken, None to keep it."""
        talk, room = self.desk.talk, self.desk.room
        if talk is None or self.desk.has_card:
            return None
        if slash.is_command(text):
            word, _, rest = text[1:].partition(" ")
            if slash.find_command(word) is slash.find_command("quit"):
                self._quit(rest.strip())
                return ""
        key = room.key if room is not None else talk.view.server.key
        pieces = 1 if text.startswith("/") else talk.core.count_pieces(key, text)
        if pieces > PIECES_ASK:
            self._ask_pieces(key, text, pieces)
            return None
        return self._send(key, text)

    def _send(self, key: Folded, text: str) -> str:
        talk, window = self.desk.talk, self.window
        if talk is None:
            return ""
        self._begin()
        talk.say(key, text)
        if not self.refusal:
            self.whispers.said(text)
        if window is not None and not self.refusal:
            window.hint.say("")
            if not self.desk.kept.now.hinted:
                self.desk.kept.change(hinted=True)
            window.messages.to_bottom()
        return self.refusal

    def _ask_pieces(self, key: Folded, text: str, pieces: int) -> None:
        say = self.desk.speech.say

        def send_all() -> None:
            refusal = self._send(key, text)
            self._with(lambda window: window.composer.sent(text) if not refusal else None)

        is_lines = pieces == sum(bool(line.strip()) for line in text.splitlines())
        title = say(Word.LINES_ASK if is_lines else Word.TOO_LONG_ASK, count=pieces)
        yes, no = say(Word.SEND_PIECES), say(Word.CANCEL)
        self.desk.put_card(ask_yes(self.desk.asker, title, "", yes=yes, no=no, act=send_all))

    def edited(self) -> None:
        """A draft has begun or ended."""
        self.dirty |= Dirty.ROOMS

    def has_draft(self, key: Folded) -> bool:
        """Is something written in a room and not sent?"""
        return self.window is not None and self.window.composer.has_draft(key)

    def typed(self, letter: str) -> None:
        """A letter that was typed elsewhere belongs to the composer."""
        self._with(lambda window: window.composer.insert(letter))

    # Rooms.

    def choose_room(self, key: Folded) -> None:
        """Put a room in front once the composer has its last syllable."""
        window, talk = self.window, self.desk.talk
        if window is None or talk is None:
            return
        room = talk.view.room(key)
        if room is not None and room.kind is RoomKind.CHANNEL and not room.joined and room.fault is None:
            self.do(c.Join(room.name))
        window.composer.commit_then(lambda: self.open_room(key))

    def open_room(self, key: Folded | None) -> None:
        """Put a room in front, None for none of them."""
        talk, window = self.desk.talk, self.window
        if talk is None or window is None:
            return
        talk.show(key)
        window.open_room(talk.view, self.desk.room)
        if self.desk.room is not None:
            self.desk.kept.change(last_room=self.desk.room.name)
        if not self.desk.has_card:
            window.composer.text.focus_set()

    def step_room(self, by: int, *, unread: bool = False) -> None:
        """Go to the next room up or down, or the next one with something unread."""
        talk, window = self.desk.talk, self.window
        if talk is None or window is None:
            return
        keys = window.rooms.order(talk.view)
        now = keys.index(talk.view.shown) if talk.view.shown in keys else 0
        for step in range(1, len(keys) + 1):
            key = keys[(now + by * step) % len(keys)]
            room = talk.view.room(key)
            if room is not None and key != talk.view.shown and (room.unread or not unread):
                self.choose_room(key)
                return

    def number_room(self, number: int) -> None:
        """Go to the room that stands at this place of the list."""
        if self.window is not None and self.desk.talk is not None:
            keys = self.window.rooms.order(self.desk.talk.view)
            if number <= len(keys):
                self.choose_room(keys[number - 1])

    def add_room(self) -> None:
        """Ask where to go."""
        self.desk.put_card(
            ask_room(
                self.desk.asker,
                room=lambda name: self.do(c.Join(name)),
                person=self.whisper,
            )
        )

    def whisper(self, nick: str) -> None:
        """Open the private talk with somebody."""
        self.do(c.Show(nick))

    def rejoin(self, key: Folded) -> None:
        """Try to enter a room again that we were put out of."""
        room = self.desk.talk.view.room(key) if self.desk.talk is not None else None
        if room is not None:
            self.do(c.Join(room.name))

    def room_menu(self, key: Folded, x: int, y: int) -> None:
        """Offer what can be done with a room of the list."""
        talk, say = self.desk.talk, self.desk.speech.say
        room = talk.view.room(key) if talk is not None else None
        if talk is None or room is None:
            return
        entries: list[tuple[str, Callable[[], None]]] = [
            (say(Word.MARK_READ), lambda: talk.mark_read(key)),
        ]
        if room.kind is not RoomKind.SERVER:
            word = Word.LEAVE_ROOM if room.kind is RoomKind.CHANNEL else Word.CLOSE_TALK
            entries.append((say(word), lambda: self.do(c.Leave(room.name))))
        pop_up(self.desk.root, self.desk.skin, entries, x, y)

    def close_talk(self) -> None:
        """Close the private talk in front; channels are left by their menu or a command."""
        room = self.desk.room
        if room is not None and room.kind is RoomKind.PRIVATE:
            self.do(c.Leave(room.name))

    def ask_topic(self) -> None:
        """Show the whole topic, and who made it."""
        room = self.desk.room
        if room is not None and room.kind is RoomKind.CHANNEL and room.joined:
            self.do(c.SetTopic(room.name, None))

    # People.

    def choose_member(self, nick: str) -> None:
        """Show the card of somebody in the room in front; one's own is the settings."""
        talk, room = self.desk.talk, self.desk.room
        if talk is None or room is None:
            return
        if casefold(nick) == casefold(talk.view.nick):
            self.show_me()
            return
        member = next((one for one in room.members.values() if one.nick == nick), None)
        if member is None:
            self.whisper(nick)
            return
        commands = MemberCommands(
            whisper=self.whisper,
            call=lambda name: self.typed(f"@{name} "),
            whois=lambda name: self.do(c.Whois(name, room.key)),
            ignore=lambda name: self.do(c.Ignore(name)),
            kick=lambda name: self.ask_kick(room.name, name),
        )
        self.desk.put_card(show_member_card(self.desk.asker, talk.view, room, member, commands))

    def ask_kick(self, room: str, nick: str) -> None:
        """Ask before somebody is put out of a room."""
        say = self.desk.speech.say
        yes, no = say(Word.KICK_GO), say(Word.CANCEL)

        def act() -> None:
            self.do(c.Kick(room, nick))

        title = say(Word.KICK_ASK, nick=nick)
        self.desk.put_card(ask_yes(self.desk.asker, title, "", yes=yes, no=no, act=act, is_danger=True))

    def show_me(self) -> None:
        """Show one's own card: nick, look, language."""
        desk = self.desk
        nick = desk.talk.view.nick if desk.talk is not None else desk.kept.now.nick
        self.looks.show_card(nick, ask_nick=self.ask_nick, elsewhere=self._elsewhere)

    def ask_nick(self) -> None:
        """Ask for another nick, because the person wants one."""
        desk = self.desk
        nick = desk.talk.view.nick if desk.talk is not None else desk.kept.now.nick
        desk.put_card(ask_new_nick(desk.asker, nick, lambda chosen: self.do(c.SetNick(chosen))))

    def keep_columns(self) -> None:
        """Remember which columns are wanted, and how wide."""
        if self.window is not None:
            columns = self.window.columns
            self.desk.kept.change(
                rooms_width=columns.rooms_width,
                show_rooms=columns.show_rooms,
                show_members=columns.show_members,
            )

    # Keys.

    def _find_room(self) -> None:
        window = self.window
        if window is None:
            return
        if window.is_narrow:
            self.add_room()
        else:
            window.rooms.find()

    def _scroll(self, pages: int) -> bool:
        """Page the messages, unless a list has the keyboard."""
        window = self.window
        if window is None:
            return False
        if window.focus_get() in {window.rooms.list.canvas, window.members.list.canvas}:
            return False
        window.messages.page(pages)
        return True

    def escape(self) -> bool:
        """Close what lies over the messages, else mark the room read and go to its newest message."""
        window, talk, room = self.window, self.desk.talk, self.desk.room
        if window is None:
            return False
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
