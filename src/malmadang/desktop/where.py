"""The second step of the first start: «어디서 이야기할까요?», and the page behind each answer."""

import re
import tkinter as tk
from collections.abc import Callable

import msgspec

from malmadang.clientcore.address import Address, parse_address, readable_link
from malmadang.clientcore.faults import Fault, FaultError
from malmadang.config import DOOR_PORT, IRC_TLS_PORT
from malmadang.desktop.cards import Card
from malmadang.desktop.choices import Choice, Choices
from malmadang.desktop.host import HostedServer, Hosting, HostState
from malmadang.desktop.kit import Skin
from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import GAP_4, GAP_12, Role

DEFAULT_ROOM = "#말마당"
_ROOMY = 600
_POLL_MS = 50
_LINK = re.compile(r"(?:malmadang|ircs?)://\S+")


class Destination(msgspec.Struct, frozen=True):
    """Where the person wants to talk.

    Attributes:
        account: "" for a guest; `password` is its password, without one the server's own.
        host: the server that was started here for it, None where it is somebody else's.
        invitation: the link that leads others to it.
    """

    address: Address
    account: str = ""
    password: str = ""
    host: HostedServer | None = None
    invitation: str = ""


class PlaceCommands(msgspec.Struct, frozen=True):
    """What the step calls.

    Attributes:
        go: the person has chosen.
        back: the person wants to change the nickname again; None where there is no way back.
        start_host: port -> a server that is being started here.
        say_fault: a sentence for what is wrong with an address.
        is_second_step: the person has just chosen a nickname.
    """

    go: Callable[[Destination], None]
    back: Callable[[], None] | None
    start_host: Callable[[int], HostedServer]
    say_fault: Callable[[Fault], str]
    is_second_step: bool = False


class PlaceDialog:
    """The step: three large choices, then a page for the one taken.

    Attributes:
        card: what is in front now.
    """

    def __init__(self, root: tk.Misc, skin: Skin, speech: Speech, commands: PlaceCommands) -> None:
        self.root, self.skin, self.speech = root, skin, speech
        self.commands = commands
        self._at = 0
        self._hosted: HostedServer | None = None
        self.card = self._choose()

    def focus(self) -> None:
        """Give the page in front the keyboard."""
        self.card.open(self.choices)

    def close(self) -> None:
        """Take the step away."""
        self.card.close()

    def _turn(self, card: Card, first: tk.Misc | None = None) -> Card:
        """Put another page in front; the one before goes after it is covered."""
        before, self.card = getattr(self, "card", None), card
        card.open(first)
        if before is not None:
            before.close()
            card.open(first)
        return card

    # The choices.

    def _choose(self) -> Card:
        say, skin = self.speech.say, self.skin
        card = Card(
            self.root,
            skin,
            say(Word.WHERE_TITLE),
            leave=self.commands.back,
            stays=self.commands.back is None,
            step=say(Word.STEP_2) if self.commands.is_second_step else "",
        )
        offers = (
            Choice("host", "🏠", say(Word.HOST_TITLE), (say(Word.HOST_1), say(Word.HOST_2))),
            Choice("invite", "🔗", say(Word.INVITE_TITLE), (say(Word.INVITE_1), say(Word.INVITE_2))),
            Choice("server", "🌐", say(Word.SERVER_TITLE), (say(Word.SERVER_1), say(Word.SERVER_2))),
        )
        self.choices = Choices(card.body, skin, offers, chose=lambda: self._chose(card), take=self._take)
        self.choices.pack(fill="x", pady=(skin.px(GAP_4), skin.px(GAP_12)))
        more = card.link(say(Word.HOST_MORE), self._host_details, is_quiet=True)
        back = None if self.commands.back is None else (say(Word.BACK), self.commands.back)
        card.buttons((say(Word.HOST_GO), self._take), back)
        self._more = more
        self.choices.at = self._at
        self._chose(card)
        overlay = card.overlay
        overlay.bind(
            "<Configure>",
            lambda _event: self.choices.set_low(1 < overlay.winfo_height() < skin.px(_ROOMY)),
            add=True,
        )
        return self._turn(card, self.choices)

    def _chose(self, card: Card) -> None:
        self._at = self.choices.at
        words = {"host": Word.HOST_GO, "invite": Word.NEXT, "server": Word.NEXT}
        if card.primary is not None:
            card.primary.set_text(self.speech.say(words[self.choices.chosen.key]))
        self._more.set_enabled(self.choices.chosen.key == "host")

    def _take(self) -> None:
        pages = {"host": lambda: self._host(DOOR_PORT), "invite": self._invite, "server": self._server}
        pages[self.choices.chosen.key]()

    def _again(self) -> None:
        self._choose()

    # An invitation.

    def _invite(self) -> None:
        say = self.speech.say
        card = Card(self.root, self.skin, say(Word.INVITE_TITLE), leave=self._again)
        copied = self._copied_link()
        field = card.field(say(Word.INVITE_FIELD), copied, placeholder="malmadang://")
        note = card.text(say(Word.INVITE_FOUND) if copied else say(Word.INVITE_2))

        def enter() -> None:
            try:
                address = parse_address(field.get())
            except FaultError as error:
                note.say(self.commands.say_fault(error.fault), "danger")
                field.set_fault(True)
                field.entry.focus_set()
            else:
                self.commands.go(Destination(address))

        card.buttons((say(Word.ENTER_GO), enter), (say(Word.BACK), self._again))
        self._turn(card, field.entry)

    def _copied_link(self) -> str:
        """Return the address on the clipboard, "" where there is something else."""
        try:
            found = _LINK.match(self.root.clipboard_get().strip())
        except tk.TclError:
            return ""
        return found[0] if found else ""

    # Another server.

    def _server(self) -> None:
        say = self.speech.say
        card = Card(self.root, self.skin, say(Word.SERVER_TITLE), leave=self._again)
        host, port = card.pair(say(Word.HOST_FIELD), say(Word.PORT_FIELD))
        port.set(str(IRC_TLS_PORT))
        room = card.field(say(Word.ROOM_FIELD), placeholder="#")
        tls_words = [("on", say(Word.TLS_ON)), ("off", say(Word.TLS_OFF))]
        tls = card.segments(say(Word.TLS_FIELD), tls_words, "on", lambda _key: None)
        account, password = card.pair(say(Word.ACCOUNT_FIELD), say(Word.PASSWORD_FIELD), share=2, secret=True)
        note = card.text("", token="danger")

        def connect() -> None:
            scheme = "ircs" if tls.chosen == "on" else "irc"
            typed = host.get().strip()
            place = f"[{typed}]" if typed.count(":") > 1 and not typed.startswith("[") else typed
            number = f":{port.get().strip()}" if port.get().strip() else ""
            path = room.get().strip().replace("#", "%23")
            try:
                address = parse_address(f"{scheme}://{place}{number}/{path}")
            except FaultError as error:
                note.say(self.commands.say_fault(error.fault))
                host.entry.focus_set()
                return
            self.commands.go(Destination(address, account.get().strip(), password.get()))

        card.buttons((say(Word.CONNECT_GO), connect), (say(Word.BACK), self._again))
        self._turn(card, host.entry)

    # A server of one's own.

    def _host_details(self) -> None:
        say = self.speech.say
        card = Card(self.root, self.skin, say(Word.HOST_TITLE), leave=self._again)
        port = card.field(say(Word.PORT_FIELD), str(DOOR_PORT))
        room = card.field(say(Word.ROOM_FIELD), DEFAULT_ROOM)
        note = card.text(say(Word.HOST_STAYS))

        def start() -> None:
            typed = room.get().strip()
            name = typed if typed.startswith("#") else f"#{typed}" if typed else DEFAULT_ROOM
            try:
                number = parse_address(f"irc://localhost:{port.get().strip() or DOOR_PORT}").port
            except FaultError as error:
                note.say(self.commands.say_fault(error.fault), "danger")
            else:
                self._host(number, name)

        card.buttons((say(Word.HOST_GO), start), (say(Word.BACK), self._again))
        self._turn(card, port.entry)

    def _host(self, port: int, room: str = DEFAULT_ROOM) -> None:
        say = self.speech.say
        hosted = self.commands.start_host(port)

        def give_up() -> None:
            hosted.stop()
            self._again()

        card = Card(self.root, self.skin, say(Word.HOST_STARTING), leave=give_up)
        card.text(say(Word.HOST_STAYS))
        card.buttons((say(Word.CANCEL), give_up))
        self._turn(card)
        self._wait_for(card, hosted, room)

    def _wait_for(self, card: Card, hosted: HostedServer, room: str) -> None:
        if self.card is not card or not card.is_open:
            return
        now = hosted.look()
        if now.state is HostState.STARTING:
            card.overlay.after(_POLL_MS, self._wait_for, card, hosted, room)
        elif now.state is HostState.READY:
            self._host_ready(hosted, now, room)
        else:
            self.host_failed(hosted, now, room)

    def _host_ready(self, hosted: HostedServer, now: Hosting, room: str) -> None:
        say = self.speech.say
        address = msgspec.structs.replace(hosted.address, room=room)

        def give_up() -> None:
            hosted.stop()
            self._again()

        card = Card(self.root, self.skin, say(Word.HOST_READY), leave=give_up)
        link = _with_room(now.invitation, room)
        card.text(say(Word.HOST_INVITE))
        invitation = card.field(say(Word.INVITE_FIELD), readable_link(link))
        invitation.entry.configure(state="readonly", readonlybackground=self.skin.colour("bg"))
        copy = card.link(say(Word.COPY), lambda: self._copy(link, lambda: copy.set_text(say(Word.COPIED))))
        card.text(say(Word.HOST_STAYS))
        card.buttons(
            (
                say(Word.HOST_ENTER, room=room),
                lambda: self.commands.go(Destination(address, host=hosted, invitation=link)),
            ),
            (say(Word.BACK), give_up),
        )
        self._turn(card)

    def host_failed(self, hosted: HostedServer, now: Hosting, room: str) -> None:
        """Say why the server did not start, and offer what may help."""
        say = self.speech.say
        taken = now.state is HostState.PORT_TAKEN
        after = hosted.port + 1
        title = say(Word.HOST_PORT_TAKEN, port=hosted.port, next=after) if taken else say(Word.HOST_FAILED)
        card = Card(self.root, self.skin, title, leave=self._again)
        if not taken:
            card.text(now.why, role=Role.CODE)
        press = say(Word.HOST_USE_NEXT, next=after) if taken else say(Word.HOST_AGAIN)
        card.buttons(
            (press, lambda: self._host(after if taken else hosted.port, room)), (say(Word.BACK), self._again)
        )
        self._turn(card)

    def _copy(self, text: str, done: Callable[[], None]) -> None:
        self.root.clipboard_clear()
        self.root.clipboard_append(text)
        done()


def _with_room(link: str, room: str) -> str:
    try:
        return msgspec.structs.replace(parse_address(link), room=room).link()
    except FaultError:
        return link
