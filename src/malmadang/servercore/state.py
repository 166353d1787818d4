"""ServerState: users, clients, channels and the indexes over them. Each fact is kept once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import msgspec

from malmadang.config import Config
from malmadang.ports import ChannelId, ClientId, LogPosition, Moment, Snapshot, TimeMs, private_sides
from malmadang.servercore.absences import Absences
from malmadang.servercore.accounts import Accounts
from malmadang.servercore.channel import OWNER, Channel
from malmadang.servercore.client import Client
from malmadang.servercore.games import Games
from malmadang.servercore.lasting import bring_back, lasts
from malmadang.servercore.markers import Markers
from malmadang.servercore.nonces import Nonces
from malmadang.servercore.throttle import Bucket
from malmadang.servercore.tickets import Ticket, Tickets
from malmadang.servercore.user import User
from malmadang.servercore.waiting import Waiting
from malmadang.wire.names import Folded, casefold, normalize_name, skeleton

SERVICE_NICKS = (
    "끝말이",
    "GameServ",
    "말지기",
    "NickServ",
    "ChanServ",
    "MemoServ",
    "HostServ",
    "OperServ",
    "Global",
)
"""Nicks that nobody may take, nor anything that looks like them."""


USER_MODES = "Biow"
"""User modes: B bot, i invisible, o server operator, w reads WALLOPS."""


class Whowas(msgspec.Struct, frozen=True, gc=False):
    """Somebody who was here under a nick."""

    nick: str
    username: str
    host: str
    realname: str
    utc_ms: TimeMs


class ServerState:
    """All that the server knows of the people and rooms in it.

    Attributes:
        users: by folded nick.
        skeletons: who holds which look-alike form; a service nick's holder is None.
        watchers: clients that MONITOR a nick, whether it is in use or not.
        whowas: newest last, bounded.
        spellings: channels by names as typed, those used lately; a short cut, nothing more.
        positions: where logs of channels that are not open end; a channel of that name goes on from there.
        talked: when each account's newest private words were said.
        max_users: the most users there have been at once.
        accounts: who has an account; who is logged in changes by `set_account` and `remove_user`.
        markers: how far people have read; absences: up to when words have reached them.
        waiting: messages for accounts that are away.
        metadata_readers: clients that want to hear of metadata.
        stale: what is kept and not so any more: how it is now.
        flagged: users by mode letter; only `set_user_mode` and `remove_user` touch it.
    """

    def __init__(self, config: Config, now: Moment, kept: Snapshot) -> None:
        self.config = config
        self.created_ms = now.utc_ms
        self.clients: dict[ClientId, Client] = {}
        self.users: dict[Folded, User] = {}
        self.skeletons: dict[str, User | None] = {skeleton(nick): None for nick in SERVICE_NICKS}
        self.accounts = Accounts(kept.accounts)
        self.markers = Markers(kept.markers)
        ended_ms = max((position.last_ms for position in kept.positions.values()), default=TimeMs(0))
        self.absences = Absences(kept.markers, ended_ms)
        self.channels: dict[Folded, Channel] = {}
        self.watchers: dict[Folded, dict[ClientId, Client]] = {}
        self.whowas: deque[Whowas] = deque(maxlen=config.limits.whowas)
        self.max_users = 0
        self.flagged: dict[str, set[User]] = {letter: set() for letter in USER_MODES}
        self.unregistered = 0
        self.spellings: dict[str, Channel] = {}
        self.positions: dict[Folded, LogPosition] = dict(kept.positions)
        self.talked: dict[Folded, TimeMs] = {}
        for log, position in self.positions.items():
            for account in private_sides(log) or ():
                self.talked[account] = max(position.last_ms, self.talked.get(account, TimeMs(0)))
        self.nonces = Nonces(kept.nonces)
        self.waiting = Waiting()
        self.tickets = Tickets()
        self.metadata_readers: dict[Client, None] = {}
        self.games = Games(kept)
        self._channel_ids = 0
        self.stale = [*bring_back(self, kept.channels, kept.memberships, now), *self.absences.mended]

    def user(self, nick: str) -> User | None:
        """Return who has the nick, in any spelling of it."""
        found = self.users.get(casefold(nick))
        if found is None and not nick.isascii():
            # Typed in full-width letters, maybe; hardly ever, so it is looked at last.
            found = self.users.get(casefold(normalize_name(nick)))
        return found

    def channel(self, name: str) -> Channel | None:
        """Return the channel of that name, in any spelling of it."""
        found = self.spellings.get(name)
        if found is None:
            found = self.channels.get(casefold(normalize_name(name)))
            if found is not None:
                # A channel is nearly always written in one spelling; folding it each time is the cost saved.
                if len(self.spellings) > 4 * len(self.channels) + 64:
                    self.spellings.clear()
                self.spellings[name] = found
        return found

    def create_channel(self, name: str, now: Moment) -> Channel:
        """Open a channel under a name that is free and legal."""
        self._channel_ids += 1
        budget = Bucket(int(self.config.limits.room_rate_per_s) or 1, now.steady_ms)
        position = self.positions.pop(casefold(name), None)
        # Behind all that was said under the name before, though that ran ahead of the clock.
        created_ms = now.utc_ms if position is None else max(now.utc_ms, TimeMs(position.last_ms + 1))
        channel = Channel(ChannelId(self._channel_ids), name, created_ms, budget)
        if position is not None:
            channel.seq = position.seq
        self.channels[channel.folded] = channel
        channel.game = self.games.of(channel.folded)
        return channel

    def rename_channel(self, channel: Channel, name: str) -> None:
        """Move a channel, and all that is known under its name, to another name, which is free."""
        old = channel.folded
        del self.channels[old]
        channel.rename(name)
        self.channels[channel.folded] = channel
        self.spellings.clear()
        self.games.rename_room(old, name)
        self.markers.rename(old, channel.folded)
        self.absences.rename(old, channel.folded)

    def drop_channel(self, channel: Channel) -> None:
        """Close a channel that nobody is in any more."""
        del self.channels[channel.folded]
        if channel.seq:
            self.positions[channel.folded] = LogPosition(channel.seq, channel.last_ms)
        self.spellings.clear()
        for user in tuple(channel.invited):
            channel.uninvite(user)

    def is_nick_taken(self, nick: str, *, by_other_than: User | None = None, account: str = "") -> bool:
        """Say whether a user, a service or an account has this nick, or one that looks like it.

        Args:
            account: whose account asks, "" for none; a nick that an account keeps is free for its owner.
        """
        return self.is_nick_in_use(nick, by_other_than=by_other_than) or self.is_nick_kept(nick, account)

    def is_nick_in_use(self, nick: str, *, by_other_than: User | None = None) -> bool:
        """Say whether somebody who is here, or a service, has this nick or one that looks like it."""
        holder = self.users.get(casefold(nick))
        if holder is not None and holder is not by_other_than:
            return True
        shape = skeleton(nick)
        if shape not in self.skeletons:
            return False
        like = self.skeletons[shape]
        return like is None or like is not by_other_than

    def is_nick_kept(self, nick: str, account: str) -> bool:
        """Say whether another account than this one keeps the nick, or one that looks like it, for itself."""
        keeper = self.accounts.keeper(nick)
        return keeper is not None and keeper.folded != casefold(account)

    def set_account(self, user: User, account: str) -> None:
        """Log a user in, or with "" out."""
        self._log_out(user)
        user.account = account
        if account:
            self.accounts.users.setdefault(casefold(account), {})[user] = None
            self.waiting.returned(casefold(account))

    def _log_out(self, user: User) -> None:
        if user.account:
            folded = casefold(user.account)
            together = self.accounts.users[folded]
            del together[user]
            if not together:
                del self.accounts.users[folded]
            user.account = ""

    def add_user(self, user: User) -> None:
        """Enter a user under its nick, which is free."""
        self.users[user.folded] = user
        self.skeletons[skeleton(user.nick)] = user
        self.max_users = max(self.max_users, len(self.users))

    def rename_user(self, user: User, nick: str) -> None:
        """Move a user to another nick, which is free or its own in another spelling."""
        del self.users[user.folded]
        del self.skeletons[skeleton(user.nick)]
        user.rename(nick)
        self.users[user.folded] = user
        self.skeletons[skeleton(nick)] = user

    def remove_user(self, user: User) -> None:
        """Forget a user that has left all its channels; one that is awaited keeps its nick."""
        self._log_out(user)
        del self.users[user.folded]
        if user not in self.tickets.reserved:
            self.free_nick(user)
        for users in self.flagged.values():
            users.discard(user)

    def free_nick(self, user: User) -> None:
        """Let go of what a user has left behind: it does not come back."""
        self.markers.forget_guest(user)
        del self.skeletons[skeleton(user.nick)]

    def return_user(self, user: User) -> None:
        """Enter a user again that was awaited, under the nick that was kept for it."""
        user.modes -= {"o"}
        user.privileges = frozenset()
        for letter in user.modes:
            self.flagged[letter].add(user)
        self.add_user(user)

    def ticket_for(self, nick: str) -> Ticket | None:
        """Return what keeps a nick, or one that looks like it, for somebody who was here."""
        holder = self.skeletons.get(skeleton(nick))
        return self.tickets.reserved.get(holder) if holder is not None else None

    def is_nick_awaited(self, nick: str) -> bool:
        """Whether who has the nick, or had it, may come again and show a token for it."""
        holder = self.skeletons.get(skeleton(nick))
        if holder is None:
            return False
        return holder in self.tickets.reserved or any(
            self.tickets.of(client_id) is not None for client_id in holder.clients
        )

    def set_user_mode(self, user: User, letter: str, *, on: bool) -> None:
        """Set or clear a user mode."""
        if on:
            user.modes |= {letter}
            self.flagged[letter].add(user)
        else:
            user.modes -= {letter}
            self.flagged[letter].discard(user)

    def remember(self, user: User, now: Moment) -> None:
        """Keep the present nick for WHOWAS."""
        self.whowas.append(Whowas(user.nick, user.username, user.host, user.realname, now.utc_ms))

    def resize_whowas(self) -> None:
        """Remember as many departed nicks as the settings say now."""
        self.whowas = deque(self.whowas, maxlen=self.config.limits.whowas)

    def peers(self, user: User) -> Iterator[tuple[Channel, set[User]]]:
        """Yield the user's channels, largest first, each with the members that an earlier one had as well."""
        if len(user.channels) == 1:
            for channel in user.channels.values():
                yield channel, set()
            return
        seen: set[User] = set()
        for channel in sorted(user.channels.values(), key=lambda channel: -len(channel.members)):
            repeated = seen & channel.members.keys() if seen else set()
            yield channel, repeated
            seen |= channel.members.keys()

    def watch(self, client: Client, nick: str) -> None:
        """Let a client MONITOR a nick."""
        folded = casefold(nick)
        client.monitored[folded] = nick
        self.watchers.setdefault(folded, {})[client.id] = client

    def unwatch(self, client: Client, folded: Folded) -> None:
        """End a client's MONITOR of a nick; nothing happens when there is none."""
        if client.monitored.pop(folded, None) is not None:
            watching = self.watchers[folded]
            del watching[client.id]
            if not watching:
                del self.watchers[folded]

    def _check_tickets(self) -> None:
        holders = {user for user in self.skeletons.values() if user is not None}
        assert holders == set(self.users.values()) | self.tickets.reserved.keys()
        for user, ticket in self.tickets.reserved.items():
            assert ticket.user is user
            assert self.users.get(user.folded) is not user
            assert self.tickets.is_valid(ticket)
        for channel in self.channels.values():
            for ticket in channel.awaited:
                assert self.tickets.is_valid(ticket)
                assert any(place.channel is channel for place in ticket.places)

    def _check_ranks(self, channel: Channel) -> None:
        assert channel.opener is None or channel.opener in channel.members
        assert channel.stayers == {user: user.account for user in channel.members if lasts(self, user)}
        if not channel.founder:
            assert not channel.ranks
            return
        assert self.accounts.find(channel.founder) is not None, "an owner has an account"
        assert channel.rank_of_account(channel.founder) & OWNER
        assert all(channel.ranks.values())
        for account in channel.ranks:
            assert self.accounts.find(account) is not None
        for member, membership in channel.members.items():
            if member.account:
                assert membership.rank == channel.rank_of_account(member.account)

    def invariants(self) -> None:
        """Check that every fact is kept once and every index agrees; for tests, after any step.

        Raises:
            AssertionError: something does not.
        """
        registered = {client.id for user in self.users.values() for client in user.clients.values()}
        for folded, user in self.users.items():
            assert user.folded == folded == casefold(user.nick)
            assert self.skeletons[skeleton(user.nick)] is user
            assert user.modes == {letter for letter, users in self.flagged.items() if user in users}
            assert user.clients or lasts(self, user), "who does not stay is there as long as its client is"
            assert bool(user.away) or any(not client.absent for client in user.clients.values())
            for client_id, client in user.clients.items():
                assert self.clients[client_id] is client
                assert client.user is user
            for name, channel in user.channels.items():
                assert self.channels[name] is channel
                assert user in channel.members
            assert all(self.channels[channel.folded] is channel for channel in user.invitations)
            assert all(user in channel.invited for channel in user.invitations)
        for name, channel in self.channels.items():
            assert channel.folded == name == casefold(channel.name)
            assert channel.game is self.games.of(name)
            assert name not in self.positions
            assert channel.members or channel.is_kept or channel.awaited, "an empty channel is closed"
            self._check_ranks(channel)
            for member in channel.members:
                assert member.channels[name] is channel
                assert self.users[member.folded] is member
            assert all(channel in user.invitations for user in channel.invited)
        for client in self.clients.values():
            assert (client.user is not None) == (client.id in registered)
            for watched in client.monitored:
                assert self.watchers[watched][client.id] is client
        for watching in self.watchers.values():
            assert watching
            assert all(self.clients[client_id] is client for client_id, client in watching.items())
        self.games.invariants(self.users)
        assert self.unregistered == sum(client.user is None for client in self.clients.values())
        assert {user: folded for folded, users in self.accounts.users.items() for user in users} == {
            user: casefold(user.account) for user in self.users.values() if user.account
        }
        assert all(self.accounts.find(name) is not None for name in self.accounts.users)
        self._check_tickets()
        assert self.metadata_readers.keys() == {one for one in self.clients.values() if one.subscriptions}
