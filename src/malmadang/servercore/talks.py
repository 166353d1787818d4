"""Talks between two people: who is meant by a name, where what they say is kept, who may read it back."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from malmadang.ports import EventRecord, LogPosition, TimeMs, private_log, private_sides
from malmadang.servercore.authority import Action, require
from malmadang.servercore.channel import AHEAD_MS, Channel
from malmadang.servercore.context import Context
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.render import Line
from malmadang.servercore.replay import line_of, readable
from malmadang.servercore.state import ServerState
from malmadang.servercore.user import User
from malmadang.wire.names import Folded, casefold


class Person(msgspec.Struct, frozen=True):
    """Who is meant by a nick.

    Attributes:
        name: as it is written: the nick of somebody who is here, else the name of an account.
        account: "" for a guest.
        users: who hears it; nobody where an account is away.
    """

    name: str
    account: str
    users: tuple[User, ...]


def find_person(state: ServerState, nick: str) -> Person | None:
    """Return who has the nick now; or the account of that name, whether anybody is logged in to it or not."""
    user = state.user(nick)
    if user is not None:
        return Person(user.nick, user.account, (user,))
    record = state.accounts.find(nick)
    if record is None:
        return None
    return Person(record.account, record.account, tuple(state.accounts.users.get(record.folded, ())))


def talk_of(user: User, person: Person) -> Folded | None:
    """Return the log of what the user and the person say to each other; None where a guest is one of them.

    A guest's nick is somebody else's tomorrow: nothing that is said to it is kept.
    """
    return private_log(user.account, person.account) if user.account and person.account else None


def stamp_talk(state: ServerState, log: Folded, now_ms: TimeMs) -> LogPosition:
    """Give the next line of a private talk its place and time, as `Channel.stamp` does."""
    before = state.positions.get(log)
    if before is None:
        position = LogPosition(1, now_ms)
    elif now_ms > before.last_ms:
        position = LogPosition(before.seq + 1, now_ms)
    else:
        ahead = before.last_ms - now_ms >= AHEAD_MS
        position = LogPosition(before.seq + 1, TimeMs(before.last_ms + (0 if ahead else 1)))
    state.positions[log] = position
    for account in private_sides(log) or ():
        state.talked[account] = position.last_ms
    return position


class Book(msgspec.Struct, frozen=True):
    """A log as one user may read it now.

    Attributes:
        log: its name for the store.
        name: what its lines are addressed to: the channel, or the other one's nick.
        channel: None for a private talk.
        me: the reader's nick, account: its folded account, since_ms: when that was made; of a private talk.
    """

    log: str
    name: str
    channel: Channel | None = None
    me: str = ""
    account: str = ""
    since_ms: TimeMs = TimeMs(0)

    def readable(self, events: Iterable[EventRecord]) -> tuple[EventRecord, ...]:
        """Return what of it the reader may read."""
        if self.channel is not None:
            return readable(self.channel, events)
        # An account of the same name that was deleted is none of the reader's business.
        return tuple(event for event in events if event.utc_ms >= self.since_ms)

    def line(self, event: EventRecord) -> Line:
        """Return a line of it as it was read when it was new."""
        is_for_me = not self.channel and casefold(event.account) != self.account
        return line_of(event, self.me if is_for_me else self.name)


def book_of(ctx: Context, log: str) -> Book | None:
    """Return a log as the acting user may read it; None where it may not."""
    sides = private_sides(log)
    if sides is None:
        return open_book(ctx, log)
    own = ctx.state.accounts.find(ctx.user.account) if ctx.user.account else None
    if own is None or own.folded not in sides:
        return None
    return Book(log, _name_of(ctx.state, log, own.folded), None, ctx.user.nick, own.folded, own.created_ms)


def _name_of(state: ServerState, log: str, own: Folded) -> str:
    """Return the name of whom one talks with in a log."""
    first, second = private_sides(log) or (own, own)
    other = second if first == own else first
    record = state.accounts.find(other)
    return record.account if record is not None else other


def open_book(ctx: Context, typed: str) -> Book | None:
    """Return the log of a channel or a person as the acting user may read it; None where it may not.

    Why it may not, or that there is none, is not told. Somebody with an account has a talk with everybody,
    even if nothing has been said in it.
    """
    user = ctx.user
    if typed.startswith("#"):
        channel = ctx.state.channel(typed)
        if channel is None:
            return None
        try:
            require(Action.READ_BACK, user, channel)
        except Refusal:
            return None
        return Book(channel.name, channel.name, channel)
    own = ctx.state.accounts.find(user.account) if user.account else None
    if own is None or not typed:
        return None
    person = find_person(ctx.state, typed) or Person(typed, "", ())
    # A talk with a guest has no lines: the log of a name that no account can have.
    log = talk_of(user, person) or private_log(user.account, "")
    return Book(log, person.name, None, user.nick, own.folded, own.created_ms)
