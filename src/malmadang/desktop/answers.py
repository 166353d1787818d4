"""What the core asks the person: a nick, a log-in, a certificate, old messages; and whether to leave."""

from collections.abc import Callable

from malmadang.clientcore import commands as c
from malmadang.clientcore.events import CertificateUnknown, LoginRefused, NickRefused, QueueStale
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.desktop.desk import Desk
from malmadang.desktop.phrases import Word
from malmadang.desktop.questions import (
    ask_certificate,
    ask_login,
    ask_new_nick,
    ask_nick_again,
    ask_password,
    ask_stale,
    ask_yes,
)
from malmadang.desktop.talk import now

Question = NickRefused | LoginRefused | CertificateUnknown | QueueStale


class Answers:
    """Puts the question in front, and remembers it for the banner's button.

    Args:
        hang_up: what refusing a certificate leads to.
        use_password: connect again with another password of the server.
    Attributes:
        chosen_nick: what the person wants to be called in place of a refused nick, "" for nothing.
        asked_quit: the person has been asked once whether to leave with messages that wait.
    """

    def __init__(
        self, desk: Desk, *, hang_up: Callable[[], None], use_password: Callable[[str], None]
    ) -> None:
        self.desk = desk
        self._hang_up, self._use_password = hang_up, use_password
        self.asked_quit = False
        self.chosen_nick = ""
        self._certificate: CertificateUnknown | None = None

    def asked(self, question: Question) -> None:
        """Take notice of a question; a changed certificate waits behind its banner."""
        match question:
            case NickRefused():
                self._nick_refused(question)
            case LoginRefused():
                self._login_refused(question)
            case CertificateUnknown():
                self._certificate = question
                if not question.known:
                    self.ask_certificate()
            case QueueStale():
                self._stale(question)

    def _do(self, command: c.Command) -> None:
        if self.desk.talk is not None:
            self.desk.talk.do(command)

    def _nick_refused(self, refused: NickRefused) -> None:
        desk = self.desk
        is_taken = refused.fault.kind is FaultKind.NICK_TAKEN

        def take(nick: str) -> None:
            # Whoever takes what is proposed while somebody has the usual nick means it for now only.
            is_passing = is_taken and nick == refused.proposal and not desk.nick_is_new
            self.chosen_nick = "" if is_passing else nick
            self._do(c.SetNick(nick))

        def log_in() -> None:
            self._login_refused(
                LoginRefused(refused.nick, Fault(FaultKind.PASSWORD_MISSING, {"account": refused.nick}))
            )

        desk.put_card(ask_nick_again(desk.asker, refused, desk.say_fault, take, log_in if is_taken else None))

    def ask_nick(self) -> None:
        """Ask for a nick again, from the banner."""
        desk = self.desk
        nick = desk.talk.view.nick if desk.talk is not None else ""
        desk.put_card(ask_new_nick(desk.asker, nick, lambda chosen: self._do(c.SetNick(chosen))))

    def _login_refused(self, refused: LoginRefused) -> None:
        desk = self.desk
        why = desk.say_fault(refused.fault)
        desk.put_card(
            ask_login(
                desk.asker, refused, why, lambda account, password: self._do(c.Login(account, password))
            )
        )

    def ask_login(self) -> None:
        """Ask for account and password again, from the banner."""
        fault = self.desk.talk.view.connection.fault if self.desk.talk is not None else None
        if fault is not None and fault.kind is FaultKind.PASSWORD_REFUSED:
            why = self.desk.say_fault(fault)
            self.desk.put_card(ask_password(self.desk.asker, why, self._use_password))
            return
        if fault is None or "account" not in fault.fields:
            fault = Fault(FaultKind.LOGIN_REFUSED, {"account": "", "text": ""})
        self._login_refused(LoginRefused(fault.fields.get("account", ""), fault))

    def ask_certificate(self) -> None:
        """Show the certificate in question."""
        unknown = self._certificate
        if unknown is None:
            return
        desk = self.desk
        card = ask_certificate(
            desk.asker,
            unknown,
            trust=lambda: self._do(c.TrustCertificate(unknown.fingerprint)),
            hang_up=self._hang_up,
        )
        desk.put_card(card)

    def _stale(self, stale: QueueStale) -> None:
        minutes = max(1, (now().utc_ms - stale.oldest_ms) // 60_000)
        card = ask_stale(
            self.desk.asker,
            stale,
            minutes,
            send=lambda: self._do(c.Resend()),
            discard=lambda: self._do(c.Discard()),
        )
        self.desk.put_card(card)

    def ask_quit(self, count: int, leave: Callable[[], None]) -> None:
        """Ask once whether to leave while messages wait."""
        self.asked_quit = True
        say = self.desk.speech.say
        title, why = say(Word.QUIT_TITLE), say(Word.QUIT_WHY, count=count)
        yes, no = say(Word.QUIT_GO), say(Word.QUIT_STAY)
        self.desk.put_card(ask_yes(self.desk.asker, title, why, yes=yes, no=no, act=leave, is_danger=True))

    def ask_stop(self, count: int, leave: Callable[[], None]) -> None:
        """Ask once whether to leave although that cuts other people off."""
        self.asked_quit = True
        say = self.desk.speech.say
        title, why = say(Word.STOP_TITLE), say(Word.STOP_WHY, count=count)
        yes, no = say(Word.QUIT_GO), say(Word.QUIT_STAY)
        self.desk.put_card(ask_yes(self.desk.asker, title, why, yes=yes, no=no, act=leave, is_danger=True))
