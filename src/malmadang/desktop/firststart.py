"""The way from the first start to the first room: a nick, then a place; later starts skip what is known."""

from collections.abc import Callable

from malmadang.clientcore.address import Address
from malmadang.desktop.desk import Desk
from malmadang.desktop.host import HostedServer, HostState
from malmadang.desktop.login import LoginCommands, LoginDialog
from malmadang.desktop.looks import Looks
from malmadang.desktop.where import Destination, PlaceCommands, PlaceDialog

_POLL_MS = 50


class FirstStart:
    """The steps.

    Args:
        start_host: port -> a server that is being started on this computer.
        go: where the person wants to talk is known.
    """

    def __init__(
        self,
        desk: Desk,
        looks: Looks,
        *,
        start_host: Callable[[int], HostedServer],
        go: Callable[[Destination], None],
    ) -> None:
        self.desk, self.looks = desk, looks
        self.login: LoginDialog | None = None
        self.place: PlaceDialog | None = None
        self._start_host, self._go = start_host, go
        self._address: Address | None = None

    def begin(self, nick: str, address: Address | None) -> None:
        """Ask what is not known yet, then go."""
        self._address = address
        if not nick:
            self._ask_nick()
        elif address is None:
            self.ask_place(may_leave=False)
        elif (
            self.desk.kept.now.host_port
            and address.port == self.desk.kept.now.host_port
            and address.is_loopback
        ):
            self._host_again(address)
        else:
            self._go(Destination(address, account=self.desk.kept.now.account))

    @property
    def is_asking(self) -> bool:
        """Is one of the steps in front?"""
        return self.login is not None or self.place is not None

    def _ask_nick(self) -> None:
        commands = LoginCommands(
            done=self._nick_chosen, theme=self.looks.set_theme, language=self.looks.set_language
        )
        self.login = LoginDialog(
            self.desk.root, self.desk.skin, self.desk.speech, commands, is_first_step=self._address is None
        )
        self.desk.is_starting = True
        self.login.ask_nick()

    def _nick_chosen(self, nick: str) -> None:
        self.desk.kept.change(nick=nick)
        self.desk.nick_is_new = True
        login, self.login = self.login, None
        self.desk.is_starting = False
        if self._address is not None:
            self._go(Destination(self._address))
        else:
            self.ask_place(may_leave=False, back=self._back_to_nick)
        if login is not None:
            login.close()
            if self.place is not None:
                self.place.focus()

    def _back_to_nick(self) -> None:
        place, self.place = self.place, None
        nick = self.desk.kept.now.nick
        self._ask_nick()
        if place is not None:
            place.close()
        if self.login is not None:
            self.login.field.set(nick)
            self.login.ask_nick()

    def ask_place(self, *, may_leave: bool, back: Callable[[], None] | None = None) -> None:
        """Ask where to talk.

        Args:
            may_leave: there is a talk to go back to.
            back: what «뒤로» does otherwise; None for no such button.
        """
        if self.place is not None:
            return
        commands = PlaceCommands(
            go=self._place_chosen,
            back=self._leave_place if may_leave else back,
            start_host=self._start_host,
            say_fault=self.desk.say_fault,
            is_second_step=back is not None,
        )
        self.desk.is_starting = True
        self.place = PlaceDialog(self.desk.root, self.desk.skin, self.desk.speech, commands)

    def _leave_place(self) -> None:
        place, self.place = self.place, None
        self.desk.is_starting = False
        if place is not None:
            place.close()

    def _place_chosen(self, destination: Destination) -> None:
        self._leave_place()
        self._go(destination)

    def _host_again(self, address: Address) -> None:
        """Start the server that this computer hosted the last time; where it cannot, ask where to go."""
        hosted = self._start_host(address.port)

        def look() -> None:
            now = hosted.look()
            if now.state is HostState.STARTING:
                self.desk.root.after(_POLL_MS, look)
            elif now.state is HostState.READY:
                self._go(Destination(address, host=hosted, invitation=now.invitation))
            else:
                self.ask_place(may_leave=False)
                if self.place is not None:
                    self.place.host_failed(hosted, now, address.room)

        look()
