"""What the window asks in between: another nick, a log-in, a certificate, old messages, leaving."""

import tkinter as tk
from collections.abc import Callable

import msgspec

from malmadang.clientcore.events import CertificateUnknown, LoginRefused, NickRefused, QueueStale
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.desktop.accountphrases import AccountWord
from malmadang.desktop.cards import Card
from malmadang.desktop.kit import Kind, Skin
from malmadang.desktop.login import NICK_LIMIT, say_nick_fault
from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import Role
from malmadang.wire.names import check_nick, normalize_name


class Asker(msgspec.Struct, frozen=True):
    """What every question needs: where, how it looks, how it speaks."""

    root: tk.Misc
    skin: Skin
    speech: Speech


def ask_nick_again(
    asker: Asker,
    refused: NickRefused,
    say_fault: Callable[[Fault], str],
    answer: Callable[[str], None],
    log_in: Callable[[], None] | None = None,
) -> Card:
    """Ask for another nick, with a proposal in the field that Enter takes.

    Args:
        log_in: the way for whoever holds the nick by an account, None for no such way.
    """
    say = asker.speech.say
    card = Card(asker.root, asker.skin, say(Word.NICK_TAKEN_TITLE), stays=True)
    if refused.fault.kind is FaultKind.NICK_TAKEN and refused.proposal:
        why = say(Word.NICK_TAKEN, nick=refused.nick, proposal=refused.proposal)
    else:
        why = say_fault(refused.fault)
    card.text(why)
    if log_in is not None:
        card.link(say(AccountWord.ACCOUNT_HAVE), card.then(log_in))
    return _nick_form(asker, card, refused.proposal, answer, may_leave=False)


def ask_new_nick(asker: Asker, nick: str, answer: Callable[[str], None]) -> Card:
    """Ask for a nick because the person wants another one."""
    card = Card(asker.root, asker.skin, asker.speech.say(Word.CHANGE_NICK))
    return _nick_form(asker, card, nick, answer, may_leave=True)


def _nick_form(
    asker: Asker, card: Card, nick: str, answer: Callable[[str], None], *, may_leave: bool
) -> Card:
    say = asker.speech.say
    field = card.field(say(Word.NICK), nick)
    rule = card.text(say(Word.NICK_RULES, limit=NICK_LIMIT))

    def take() -> None:
        typed = normalize_name(field.get().strip())
        fault = check_nick(typed, max_chars=NICK_LIMIT)
        if fault is not None:
            rule.say(say_nick_fault(asker.speech, fault), "danger")
            field.set_fault(True)
            field.entry.focus_set()
            return
        card.close()
        answer(typed)

    card.buttons((say(Word.NICK_USE), take), (say(Word.CANCEL), card.close) if may_leave else None)
    card.open(field.entry)
    field.entry.selection_range(0, "end")
    return card


def ask_login(asker: Asker, refused: LoginRefused, why: str, answer: Callable[[str, str], None]) -> Card:
    """Ask for account and password again; going on as a guest answers with no account."""
    say = asker.speech.say
    is_missing = refused.fault.kind is FaultKind.PASSWORD_MISSING
    card = Card(asker.root, asker.skin, say(Word.LOGIN_GO if is_missing else Word.LOGIN_TITLE))
    card.text(why, token="sub" if is_missing else "danger")
    account = card.field(say(Word.LOGIN_ACCOUNT), refused.account)
    password = card.field(say(Word.LOGIN_PASSWORD), secret=True)

    def take() -> None:
        card.close()
        answer(account.get().strip(), password.get())

    card.buttons((say(Word.LOGIN_GO), take), (say(Word.LOGIN_GUEST), card.then(lambda: answer("", ""))))
    card.open(password.entry if refused.account else account.entry)
    return card


def ask_password(asker: Asker, why: str, answer: Callable[[str], None]) -> Card:
    """Ask for the password that everybody needs on this server."""
    say = asker.speech.say
    card = Card(asker.root, asker.skin, say(Word.PASSWORD_TITLE))
    card.text(why, token="danger")
    password = card.field(say(Word.LOGIN_PASSWORD), secret=True)
    card.buttons(
        (say(Word.CONNECT_GO), card.then(lambda: answer(password.get()))), (say(Word.CANCEL), card.close)
    )
    card.open(password.entry)
    return card


def ask_certificate(
    asker: Asker, unknown: CertificateUnknown, *, trust: Callable[[], None], hang_up: Callable[[], None]
) -> Card:
    """Show a certificate's fingerprint beside the one trusted before; hanging up is the safe answer."""
    say = asker.speech.say
    card = Card(asker.root, asker.skin, say(Word.CERTIFICATE_TITLE, server=unknown.server), width=480)
    changed = bool(unknown.known)
    why = Word.CERTIFICATE_WHY_CHANGED if changed else Word.CERTIFICATE_WHY_NEW
    card.text(say(why), token="danger" if changed else "sub")
    card.text(say(Word.CERTIFICATE_NOW), role=Role.SMALL_BOLD)
    card.text(in_groups(unknown.fingerprint), token="text", role=Role.CODE)
    if changed:
        card.text(say(Word.CERTIFICATE_BEFORE), role=Role.SMALL_BOLD)
        card.text(in_groups(unknown.known), token="text", role=Role.CODE)
    if changed:
        card.buttons((say(Word.HANG_UP), card.then(hang_up)), (say(Word.TRUST), card.then(trust)))
    else:
        card.buttons((say(Word.TRUST), card.then(trust)), (say(Word.HANG_UP), card.then(hang_up)))
    card.open(card.primary if changed else card.secondary)
    return card


def in_groups(fingerprint: str) -> str:
    """Return a fingerprint in groups of four, as two people read it to each other."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def ask_stale(
    asker: Asker, stale: QueueStale, minutes: int, *, send: Callable[[], None], discard: Callable[[], None]
) -> Card:
    """Ask whether what was written long ago is still meant."""
    say = asker.speech.say
    card = Card(asker.root, asker.skin, say(Word.STALE_TITLE), stays=True)
    card.text(say(Word.STALE_WHY, count=stale.count, minutes=minutes))
    card.buttons(
        (say(Word.STALE_SEND), card.then(send)),
        (say(Word.STALE_DISCARD), card.then(discard)),
    )
    card.open()
    return card


def ask_yes(
    asker: Asker, title: str, why: str, *, yes: str, no: str, act: Callable[[], None], is_danger: bool = False
) -> Card:
    """Ask before something that cannot be taken back; Enter does it, unless it does harm."""
    card = Card(asker.root, asker.skin, title)
    if why:
        card.text(why)
    card.buttons((yes, card.then(act)), (no, card.close), kind=Kind.DANGER if is_danger else Kind.PRIMARY)
    card.open(card.secondary if is_danger else card.primary)
    return card


def ask_room(
    asker: Asker,
    *,
    room: Callable[[str], None],
    person: Callable[[str], None],
    directory: Callable[[], None],
) -> Card:
    """Ask for a room to enter, or a person to talk to; or lead to the server's list of rooms."""
    say = asker.speech.say
    card = Card(asker.root, asker.skin, say(Word.ADD_TITLE))
    options = [("room", say(Word.ADD_ROOM)), ("person", say(Word.ADD_PERSON))]
    choice = card.segments(
        "", options, "room", lambda key: tip.say(say(Word.ADD_TIP) if key == "room" else "")
    )
    field = card.field(say(Word.ADD_FIELD))
    tip = card.text(say(Word.ADD_TIP))
    card.link(say(Word.ROOM_LIST), card.then(directory))

    def go() -> None:
        typed = normalize_name(field.get().strip())
        if not typed:
            field.entry.focus_set()
            return
        card.close()
        if choice.chosen == "person":
            person(typed)
        else:
            room(typed if typed[0] in "#&+!" else f"#{typed}")

    card.buttons((say(Word.ENTER_GO), go), (say(Word.CANCEL), card.close))
    card.open(field.entry)
    return card
