"""A town where everybody is after everybody's rooms, and a watcher who knows what may not happen."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import msgspec

from malmadang.ports import ChannelRecord, Moment
from malmadang.servercore.channel import OPERATOR, OWNER
from malmadang.servercore.roomrecords import record_of
from malmadang.servercore.user import User
from malmadang.wire.names import Folded, casefold
from tests.kit.sasl import plain
from tests.kit.world import World, make_config

PASSWORD = "모두의비밀번호"
"""Everybody's: here it is not passwords that are fought over."""
ACCOUNTS = dict.fromkeys(("가람", "나래", "다솜"), PASSWORD)
PEERS = ("가람", "가람.전화", "나래", "나래.전화", "다솜", "손님", "길손")
"""Connections; the accounts' are theirs as long as they exist, the last two are guests with tokens."""
ROOMS = ("#방", "#뜰")
NICKS = ("가람", "나래", "다솜", "손님", "길손", "누구")
CONFIG = make_config("""
[accounts]
always_on = "opt-in"
[limits]
throttle = false
register_s = 200000
ping_s = 200000
drop_s = 300000
members_per_channel = 50
[channels]
default = ["#모두"]
owned_per_account = 2
[[operator]]
name = "대장"
password = "비밀"
""")
_DAY_MS = 24 * 3_600_000
RANK_LETTERS = "qaohv"


class Fact(msgspec.Struct, frozen=True):
    """What the watcher knows of a room between two steps."""

    founder: Folded
    ranks: dict[Folded, int]
    inside: frozenset[str]
    opener_awaited: bool


class Town:
    """The server, its people, and the watcher.

    Args:
        random: where choices come from.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self.world = World(CONFIG, accounts=ACCOUNTS)
        self.tokens: dict[str, str] = {}
        self.drops = 0
        self.servers = 1
        self.said: list[str] = []

    # -- what people do ------------------------------------------------------------------------------

    def step(self) -> None:
        """Let somebody do something, and look whether it may have come of it what has."""
        dice = self.random.random()
        if dice < 0.01:
            self.restart()
        elif dice < 0.025:
            self.watch(
                "", "time", lambda: self.world.advance(self.random.choice((1_000, 130_000, _DAY_MS + 1)))
            )
        elif dice < 0.06:
            self.cut(self.random.choice(PEERS))
        else:
            self.say(self.random.choice(PEERS), self.line())

    def line(self) -> str:
        """Return something that somebody may say."""
        pick = self.random.choice
        room, nick, account = pick(ROOMS), pick(NICKS), pick(sorted(ACCOUNTS))
        ranks = pick(("+q", "-q", "+o", "-o", "+h", "-h", "+v", "-v", "+a", "-a"))
        often = pick((
            f"JOIN {room}", f"JOIN {room}", f"JOIN {room} 열쇠", f"KICK {room} {nick}", f"KICK {room} {nick}",
            f"MODE {room} {ranks} {nick}", f"MODE {room} +q {nick}", f"MODE {room} +o {nick}",
            f"PRIVMSG 말지기 :방등록 {room}", f"PRIVMSG 말지기 :직책 {room} {account} 방장",
        ))  # fmt: skip
        sometimes = pick((
            f"PART {room}", f"INVITE {nick} {room}", f"TOPIC {room} :{pick(('하나', '둘', ''))}",
            f"MODE {room} {pick('+-')}b {nick}", f"MODE {room} {pick('+-')}b a:{account}",
            f"MODE {room} -b {nick}", f"MODE {room} {pick(('+i', '-i', '+s', '-s', '+l 1', '-l', '-l'))}",
            f"MODE {room} {pick(('+k 열쇠', '-k 열쇠', '-ik 열쇠'))}",
            f"NICK {nick}", "AWAY :점심", f"PRIVMSG 말지기 :넘기기 {room} {account}",
            f"PRIVMSG 말지기 :직책 {room} {account} {pick(('부방장', '없음', '말할사람'))}",
            f"PRIVMSG 말지기 :로그인 {account} {PASSWORD}", f"PRIVMSG 말지기 :가입 {PASSWORD}",
            f"PERSISTENCE SET {pick(('ON', 'OFF'))}", f"PRIVMSG 말지기 :기기닫기 {pick('123456789')}",
        ))  # fmt: skip
        rare = pick((
            f"PRIVMSG 말지기 :내려놓기 {room} 확인", f"PRIVMSG 말지기 :방닫기 {room} 확인", "JOIN 0",
            "PRIVMSG 말지기 :로그아웃", f"PRIVMSG 말지기 :탈퇴 {PASSWORD}", "QUIT", f"KILL {nick}",
        ))  # fmt: skip
        dice = self.random.random()
        return often if dice < 0.66 else sometimes if dice < 0.94 else rare

    def say(self, peer: str, line: str) -> None:
        """Let a connection say something; whoever is not there comes in first."""
        if peer not in self.world.peers or self.world.peers[peer].is_closed:
            self.watch(peer, "comes", lambda: self.come(peer))
        if peer in self.world.peers and not self.world.peers[peer].is_closed:
            self.watch(peer, line, lambda: self.world.send(peer, line))

    def come(self, peer: str) -> None:
        """Let a connection come in: by its account, or as a guest with a token if it has one."""
        nick = peer.partition(".")[0]
        self.world.connect(peer)
        lines = ["CAP REQ :sasl malmadang/resume", f"NICK {nick}", f"USER {peer} 0 * :{nick}"]
        if self.random.random() < 0.7 and peer in self.tokens:
            lines.append(f"RESUME {self.tokens[peer]}")
        elif self.world.core.state.accounts.find(nick) is not None:
            lines += ["AUTHENTICATE PLAIN", f"AUTHENTICATE {plain(nick, PASSWORD)}"]
        lines.append("CAP END")
        if self.random.random() < 0.05:
            lines.append("OPER 대장 비밀")
        for line in lines:
            if not self.world.peers[peer].is_closed:
                self.world.send(peer, line)
        if not self.world.peers[peer].is_closed and self.user_of(peer) is None:
            # The nick is somebody else's now.
            self.world.break_off(peer)

    def cut(self, peer: str) -> None:
        """Break a line."""
        if peer in self.world.peers and not self.world.peers[peer].is_closed:
            self.watch(peer, "cut", lambda: self.world.break_off(peer))

    def restart(self) -> None:
        """Kill the server, and start it on what it has kept: kept rooms are as they were."""
        before = {key: kept(channel.record) for key, channel in self._kept().items()}
        self.servers += 1
        now: Moment = self.world.now()
        old, self.world = (
            self.world,
            World(CONFIG, storage=self.world.storage, first_draw=self.servers * 100_000),
        )
        self.world.utc_ms, self.world.steady_ms = now.utc_ms, now.steady_ms
        self.tokens.clear()
        del old
        self.said.append("restart")
        self.world.core.state.invariants()
        after = {key: kept(channel.record) for key, channel in self._kept().items()}
        assert after == before, self.story()

    def _kept(self) -> dict[Folded, _Kept]:
        channels = self.world.core.state.channels.items()
        return {key: _Kept(record_of(channel)) for key, channel in channels if channel.is_kept}

    # -- the watcher ---------------------------------------------------------------------------------

    def watch(self, peer: str, line: str, does: Callable[[], object]) -> None:
        """Let something happen; whatever has changed with the rooms must be allowed to whoever did it."""
        self.said.append(f"{peer} > {line}")
        del self.said[:-60]
        before, actor, was_oper = self.facts(), self.account_of(peer), self.is_oper(peer)
        rank = {key: self.rank_of(peer, key) for key in before}
        does()
        for name, inbox in ((name, one.inbox) for name, one in self.world.peers.items()):
            for text in inbox:
                if " RESUME TOKEN " in text:
                    self.tokens[name] = text.rpartition(" ")[2]
            inbox.clear()
        after = self.facts()
        for key in before.keys() | after.keys():
            old, new = before.get(key), after.get(key)
            if old is not None and old.founder:
                self._owned(old, new, actor, line, is_oper=was_oper)
                if new is not None and new.founder == old.founder:
                    self._ranks(old, new, actor or self.account_of(peer), line, rank[key], is_oper=was_oper)
            elif new is not None and new.founder:
                self._gained(old, new, actor, self.account_of(peer), line)

    def _owned(self, old: Fact, new: Fact | None, actor: Folded, line: str, *, is_oper: bool) -> None:
        """A room that somebody owns goes to another only by the owner's will, or with the account."""
        founder = "" if new is None else new.founder
        by_owner = actor == old.founder or is_oper
        if founder == old.founder:
            assert new is not None
            left = {nick for nick in old.inside - new.inside if self.account_was(nick) == old.founder}
            own_doing = actor == old.founder or line in ("time", "cut") or line.startswith("KILL")
            assert not left or own_doing or "기기닫기" in line or "로그아웃" in line, self.story()
            return
        if self.world.core.state.accounts.find(old.founder) is None:
            assert "탈퇴" in line, self.story()
            assert not founder or old.ranks.get(casefold(founder), 0) & OWNER, self.story()
        elif founder:
            assert by_owner, self.story()
            assert "넘기기" in line, self.story()
        else:
            assert by_owner, self.story()
            assert "내려놓기" in line or "방닫기" in line, self.story()

    def _gained(self, old: Fact | None, new: Fact, before: Folded, after: Folded, line: str) -> None:
        """A room that nobody owned becomes somebody's own only by that one's own doing, and fairly."""
        assert new.founder == after, self.story()
        if old is None:
            assert line.startswith("JOIN") or line == "comes", self.story()
        elif "방등록" in line:
            assert not old.opener_awaited, self.story()
        else:
            # A guest who has opened it gets an account.
            assert not before, self.story()
            assert "가입" in line or "로그인" in line, self.story()

    def _ranks(self, old: Fact, new: Fact, actor: Folded, line: str, rank: int, *, is_oper: bool) -> None:
        """Nobody rises but by somebody who may raise, and the owner never falls."""
        assert new.ranks.get(new.founder, 0) & OWNER, self.story()
        for account in old.ranks.keys() | new.ranks.keys():
            gained = new.ranks.get(account, 0) & ~old.ranks.get(account, 0)
            if not gained:
                continue
            by_steward = line.startswith("PRIVMSG 말지기 :직책") and (actor == old.founder or is_oper)
            by_itself = account == actor and gained & ~rank == 0
            by_mode = line.startswith("MODE") and (
                rank >= OWNER or (rank >= OPERATOR and gained < 8) or gained == 1
            )
            assert by_steward or by_itself or by_mode, self.story()

    # -- what is the case ----------------------------------------------------------------------------

    def facts(self) -> dict[Folded, Fact]:
        """Return what there is to know of every room."""
        return {
            key: Fact(
                casefold(channel.founder),
                dict(channel.ranks),
                frozenset(user.nick for user in channel.members),
                any(channel.awaited.values()),
            )
            for key, channel in self.world.core.state.channels.items()
        }

    def user_of(self, peer: str) -> User | None:
        """Return who a connection is, None when it is nobody yet."""
        one = self.world.peers.get(peer)
        client = self.world.core.state.clients.get(one.id) if one is not None else None
        return client.user if client is not None else None

    def account_of(self, peer: str) -> Folded:
        """Return whose account a connection is logged in to."""
        one = self.world.peers.get(peer)
        client = self.world.core.state.clients.get(one.id) if one else None
        return (
            casefold(client.user.account) if client is not None and client.user is not None else casefold("")
        )

    def account_was(self, nick: str) -> Folded:
        """Return the account of somebody who is here; who has gone had left, not been put out."""
        user = self.world.core.state.user(nick)
        return casefold(user.account) if user is not None else casefold("")

    def is_oper(self, peer: str) -> bool:
        """Say whether a connection is an operator of the server's."""
        user = self.user_of(peer)
        return user is not None and user.is_operator

    def rank_of(self, peer: str, key: Folded) -> int:
        """Return the rank that a connection's user has in a room."""
        user, channel = self.user_of(peer), self.world.core.state.channels.get(key)
        return channel.rank(user) if user is not None and channel is not None else 0

    def owners_come_in(self) -> None:
        """Whose room it is can come in now, whatever the room is like, and is its owner."""
        for channel in tuple(self.world.core.state.channels.values()):
            founder = channel.founder
            if not founder or self.world.core.state.accounts.find(founder) is None:
                continue
            peer = f"{founder}.주인"
            self.world.connect(peer)
            for line in (
                "CAP REQ :sasl",
                f"NICK {founder}주인",
                f"USER {founder} 0 * :{founder}",
                "AUTHENTICATE PLAIN",
                f"AUTHENTICATE {plain(founder, PASSWORD)}",
                "CAP END",
                f"JOIN {channel.name}",
            ):
                self.world.send(peer, line)
            user = self.world.core.state.user(f"{founder}주인")
            assert user is not None, self.story()
            assert channel.rank(user) & OWNER, f"{self.story()}\n{self.world.peers[peer].inbox}"
            self.world.send(peer, "QUIT")

    def story(self) -> str:
        """Return what was done last, to be read when something is wrong."""
        return "\n".join(self.said)


class _Kept(msgspec.Struct, frozen=True):
    record: ChannelRecord


def kept(record: ChannelRecord) -> ChannelRecord:
    """Return a record without what goes on by itself."""
    return msgspec.structs.replace(record, seq=0, last_ms=record.created_ms)
