"""내 계정: make one, log in, another password, own devices, log out, give it up."""

import tkinter as tk
from collections.abc import Callable

from malmadang.clientcore import commands as c
from malmadang.clientcore.events import AccountRefused, DevicesChanged, LoggedIn, ViewEvent
from malmadang.clientcore.view import Phase
from malmadang.desktop.accountphrases import AccountWord
from malmadang.desktop.cards import Card
from malmadang.desktop.hands import Hands
from malmadang.desktop.kit import MEMBER_ROWS, Field, Kind, ListRow, RowCommands, RowList
from malmadang.desktop.labels import Label
from malmadang.desktop.passwords import Passwords
from malmadang.desktop.phrases import Word
from malmadang.desktop.sites import Site, known, remember

_LIST_HEIGHT = 220
_REGISTRATION = "draft/account-registration"


def strength(password: str) -> AccountWord:
    """Say in a word how hard a password is to guess."""
    kinds = sum(
        any(test(letter) for letter in password)
        for test in (str.isdigit, str.islower, str.isupper, lambda letter: not letter.isalnum())
    ) + any("가" <= letter <= "힣" for letter in password)
    worth = len(password) + 2 * kinds + (4 if any("가" <= letter <= "힣" for letter in password) else 0)
    if len(password) < 8 or worth < 12:
        return AccountWord.PASSWORD_WEAK
    return AccountWord.PASSWORD_FAIR if worth < 18 else AccountWord.PASSWORD_GOOD


class AccountScreens:
    """Opens the cards of one's account, and hears what becomes of what was asked.

    Args:
        told: a sentence for the person, away from the card.
    """

    def __init__(self, hands: Hands, passwords: Passwords, *, told: Callable[[str], None]) -> None:
        self.hands, self.passwords = hands, passwords
        self._told = told
        self._fault: Label | None = None
        self._card: Card | None = None
        self._list: RowList | None = None

    def show(self) -> None:
        """Show what there is to do with the account, or how to get one."""
        talk = self.hands.desk.talk
        if talk is None:
            return
        if talk.view.account:
            self._own(talk.view.account)
        else:
            self._guest(can_register=_REGISTRATION in talk.view.features.enabled)

    def heard(self, site: Site, event: ViewEvent) -> None:
        """The server has answered something about the account."""
        match event:
            case LoggedIn(account):
                self._logged_in(site, account)
            case AccountRefused(_, fault):
                sentence = self.hands.desk.say_fault(fault)
                if self._is_open and self._fault is not None:
                    self._fault.say(sentence, "danger")
                else:
                    self.hands.tell(sentence)
            case DevicesChanged():
                self._show_devices()
            case _:
                pass

    # For guests.

    def _guest(self, *, can_register: bool) -> None:
        say, talk = self.hands.desk.speech.say, self.hands.desk.talk
        nick = talk.view.nick if talk is not None else ""
        card = self._open(say(AccountWord.ACCOUNT))
        card.text(say(AccountWord.ACCOUNT_WHY if can_register else AccountWord.ACCOUNT_NONE_HERE))
        if not can_register:
            card.buttons((say(Word.LOGIN_GO), self.log_in), (say(Word.CLOSE), card.close))
            card.open()
            return
        first, second = self._twice(card)
        self._kept_where(card)

        def make() -> None:
            if self._agree(first, second):
                self._ask(c.Register(first.get(), account=nick))

        card.link(say(AccountWord.ACCOUNT_HAVE), self.log_in)
        card.buttons((say(AccountWord.ACCOUNT_MAKE, nick=nick), make), (say(Word.CLOSE), card.close))
        card.open(first.entry)

    def log_in(self) -> None:
        """Ask for account and password."""
        say, talk = self.hands.desk.speech.say, self.hands.desk.talk
        card = self._open(say(Word.LOGIN_GO))
        account = card.field(say(Word.LOGIN_ACCOUNT), talk.view.nick if talk is not None else "")
        password = card.field(say(Word.LOGIN_PASSWORD), secret=True)
        self._add_fault(card)
        self._kept_where(card)

        def go() -> None:
            self._ask(c.Login(account.get().strip(), password.get()))

        card.buttons((say(Word.LOGIN_GO), go), (say(Word.CANCEL), card.close))
        card.open(password.entry)

    # With an account.

    def _own(self, account: str) -> None:
        say = self.hands.desk.speech.say
        card = self._open(say(Word.ACCOUNT_OF, account=account))
        card.text(say(AccountWord.ACCOUNT_HERE))
        card.link(say(AccountWord.PASSWORD_CHANGE), self.change_password)
        card.link(say(AccountWord.DEVICES), self.devices)
        card.link(say(AccountWord.LOG_OUT), self._log_out)
        card.link(say(AccountWord.ACCOUNT_DELETE), self.delete, is_quiet=True)
        card.buttons((say(Word.CLOSE), card.close))
        card.open()

    def change_password(self) -> None:
        """Ask for the password in force and another one."""
        say = self.hands.desk.speech.say
        card = self._open(say(AccountWord.PASSWORD_CHANGE))
        old = card.field(say(AccountWord.PASSWORD_OLD), secret=True)
        first, second = self._twice(card)

        def go() -> None:
            if self._agree(first, second):
                self._ask(c.ChangePassword(old.get(), first.get()))

        card.buttons((say(AccountWord.PASSWORD_CHANGE), go), (say(Word.CANCEL), card.close))
        card.open(old.entry)

    def devices(self) -> None:
        """Show where the account is connected from, and let others be cut off."""
        say, talk = self.hands.desk.speech.say, self.hands.desk.talk
        card = self._open(say(AccountWord.DEVICES), width=520)
        holder = tk.Frame(card.body, height=card.skin.px(_LIST_HEIGHT), borderwidth=0, highlightthickness=0)
        holder.pack(fill="x")
        holder.pack_propagate(False)
        self._list = RowList(holder, card.skin, MEMBER_ROWS, RowCommands(choose=self._cut_off), ground="bg")
        self._list.pack(fill="both", expand=True)
        card.buttons((say(Word.CLOSE), card.close))
        card.open()
        if talk is not None:
            # The server's own words appear in its room, not among the people's.
            talk.do(c.ListDevices(), origin=talk.view.server.key)

    def _show_devices(self) -> None:
        talk, say = self.hands.desk.talk, self.hands.desk.speech.say
        if talk is None or self._list is None or not self._list.winfo_exists():
            return
        rows = [
            ListRow(one.number, one.what, emoji="💻",
                    note=say(AccountWord.DEVICE_THIS if one.is_this else Word.HANG_UP))
            for one in talk.view.devices
        ]  # fmt: skip
        self._list.show(rows)

    def _cut_off(self, number: str) -> None:
        talk = self.hands.desk.talk
        device = next((one for one in talk.view.devices if one.number == number), None) if talk else None
        if talk is not None and device is not None and not device.is_this:
            talk.do(c.CloseDevice(number), origin=talk.view.server.key)
            talk.do(c.ListDevices(), origin=talk.view.server.key)

    def _log_out(self) -> None:
        front, talk = self.hands.desk.front, self.hands.desk.talk
        self._close()
        if front is not None and talk is not None:
            self.passwords.forget(front.link, talk.view.account)
            remember(self.hands.desk.kept, front.link, account="")
            self.hands.do(c.LogOut())

    def delete(self) -> None:
        """Ask for name and password before the account goes for good."""
        say, talk = self.hands.desk.speech.say, self.hands.desk.talk
        if talk is None:
            return
        account = talk.view.account
        card = self._open(say(AccountWord.ACCOUNT_DELETE))
        card.text(say(AccountWord.ACCOUNT_DELETE_WHY), token="danger")
        name = card.field(say(AccountWord.ACCOUNT_DELETE_NAME, account=account))
        password = card.field(say(Word.LOGIN_PASSWORD), secret=True)
        self._add_fault(card)

        def go() -> None:
            if name.get().strip() != account:
                name.set_fault(True)
                return
            self.hands.do(c.DeleteAccount(password.get()))
            card.close()

        card.buttons((say(AccountWord.ACCOUNT_DELETE), go), (say(Word.CANCEL), card.close), kind=Kind.DANGER)
        card.open(name.entry)

    # What they share.

    @property
    def _is_open(self) -> bool:
        return self._card is not None and self._card.is_open

    def _open(self, title: str, *, width: int = 420) -> Card:
        desk = self.hands.desk
        self._fault = self._list = None
        self._card = Card(desk.root, desk.skin, title, width=width)
        desk.put_card(self._card)
        return self._card

    def _close(self) -> None:
        if self._card is not None:
            self._card.close()

    def _add_fault(self, card: Card) -> Label:
        self._fault = card.text("", token="danger")
        return self._fault

    def _twice(self, card: Card) -> tuple[Field, Field]:
        """Ask for a new password twice, and say how good it is."""
        say = self.hands.desk.speech.say
        first = card.field(say(AccountWord.PASSWORD_NEW), secret=True)
        second = card.field(say(AccountWord.PASSWORD_AGAIN), secret=True)
        fault = self._add_fault(card)

        def typed(*_names: str) -> None:
            word = strength(first.get())
            fault.say(
                say(word) if first.get() else "", "danger" if word is AccountWord.PASSWORD_WEAK else "sub"
            )

        first.text.trace_add("write", typed)
        return first, second

    def _agree(self, first: Field, second: Field) -> bool:
        say = self.hands.desk.speech.say
        same = bool(first.get()) and first.get() == second.get()
        second.set_fault(not same)
        if not same and self._fault is not None:
            self._fault.say(
                say(AccountWord.PASSWORD_DIFFER if first.get() else AccountWord.PASSWORD_EMPTY), "danger"
            )
        return same

    def _ask(self, command: c.Command) -> None:
        """Ask the server; what is refused at once is said in the card."""
        self.hands.do(command)
        if self.hands.refusal and self._fault is not None:
            self._fault.say(self.hands.refusal, "danger")

    def _kept_where(self, card: Card) -> None:
        say = self.hands.desk.speech.say
        where = AccountWord.PASSWORD_IN_KEYRING if self.passwords.in_keyring else AccountWord.PASSWORD_IN_FILE
        card.text(say(where, path=str(self.passwords.path)))

    def _logged_in(self, site: Site, account: str) -> None:
        desk = self.hands.desk
        settings = site.talk.core.settings
        password = settings.password if settings.account == account else ""
        if password and self.passwords.get(site.link, account) != password:
            self.passwords.keep(site.link, account, password)
        if known(desk.kept, site.link).account != account:
            remember(desk.kept, site.link, account=account)
        was_asked = self._is_open
        self._close()
        # A log-in on the way in is nothing new; one that was typed is.
        if was_asked or (site is desk.front and site.view.connection.phase is Phase.ONLINE):
            self._told(desk.speech.say(AccountWord.LOGGED_IN, account=account))
