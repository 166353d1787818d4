"""A store that lives as long as the process: it answers at once, and forgets when it ends."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import assert_never

import msgspec

from malmadang.ports import (
    NONCE_MS,
    AccountGone,
    AccountRecord,
    Answer,
    Bound,
    ByMsgid,
    ByTime,
    ChannelGone,
    ChannelRecord,
    ChannelRenamed,
    EventQuery,
    EventRecord,
    FactRecord,
    GameRecord,
    HistoryPage,
    HistoryQuery,
    KnownNonce,
    LogPosition,
    MarkerRecord,
    MembershipGone,
    MembershipRecord,
    Outcome,
    Query,
    Record,
    RedactionRecord,
    SearchedLog,
    SearchPage,
    SearchQuery,
    Snapshot,
    StandingRecord,
    StateRecord,
    TargetsPage,
    TargetsQuery,
    TimeMs,
    TrimRecord,
    Unanswered,
    Verdict,
    private_sides,
)
from malmadang.ports.searching import Terms
from malmadang.wire.names import Folded, casefold

_TALK = ("PRIVMSG", "NOTICE")
_time_of = attrgetter("utc_ms")
_seq_of = attrgetter("seq")


class MemoryStorage:
    """Holds everything in dictionaries; what is loaded from it again is what a restart would find."""

    def __init__(self) -> None:
        self._logs: dict[Folded, list[EventRecord]] = {}
        self._places: dict[str, tuple[Folded, int]] = {}
        self._positions: dict[Folded, LogPosition] = {}
        self._redactions: dict[str, RedactionRecord] = {}
        self._channels: dict[Folded, ChannelRecord] = {}
        self._accounts: dict[Folded, AccountRecord] = {}
        self._memberships: dict[tuple[Folded, Folded], MembershipRecord] = {}
        self._markers: dict[tuple[Folded, Folded], MarkerRecord] = {}
        self._nonces: dict[tuple[str, str], KnownNonce] = {}
        self._games: dict[Folded, GameRecord] = {}
        self._standings: dict[tuple[Folded, str], StandingRecord] = {}
        self._facts: dict[str, str] = {}
        self._newest_ms = TimeMs(0)

    def load(self) -> Snapshot:
        """Return what is kept."""
        since = self._newest_ms - NONCE_MS
        return Snapshot(
            channels=tuple(self._channels.values()),
            accounts=tuple(self._accounts.values()),
            memberships=tuple(self._memberships.values()),
            markers=tuple(self._markers.values()),
            positions=dict(self._positions),
            nonces=tuple(known for known in self._nonces.values() if known.utc_ms > since),
            games=tuple(self._games.values()),
            standings=tuple(self._standings.values()),
            facts=dict(self._facts),
        )

    def commit(self, records: Sequence[Record], done: Callable[[Verdict], None]) -> None:
        """Keep all records; say so at once."""
        for record in records:
            if isinstance(record, EventRecord):
                self._add(record)
            else:
                self._change(record)
        done(Outcome.KEPT)

    def _add(self, record: EventRecord) -> None:
        log = casefold(record.channel)
        lines = self._logs.setdefault(log, [])
        self._places[record.msgid] = (log, record.seq)
        self._positions[log] = LogPosition(record.seq, record.utc_ms)
        lines.append(msgspec.structs.replace(record, nonce="", nonce_owner="") if record.nonce else record)
        self._newest_ms = max(self._newest_ms, record.utc_ms)
        if record.nonce:
            known = KnownNonce(record.nonce_owner, record.nonce, record.msgid, record.utc_ms)
            self._nonces[record.nonce_owner, record.nonce] = known

    def _change(self, record: RedactionRecord | ChannelRenamed | StateRecord) -> None:
        match record:
            case ChannelRecord():
                self._channels[casefold(record.channel)] = record
            case ChannelGone(channel):
                folded = casefold(channel)
                self._channels.pop(folded, None)
                self._games.pop(folded, None)
                for key in [key for key in self._memberships if key[1] == folded]:
                    del self._memberships[key]
                for place in [place for place in self._standings if place[0] == folded]:
                    del self._standings[place]
            case ChannelRenamed():
                self._rename(record)
            case AccountRecord():
                self._accounts[record.folded] = record
            case AccountGone(account):
                folded = casefold(account)
                self._accounts.pop(folded, None)
                for key in [key for key in self._memberships if key[0] == folded]:
                    del self._memberships[key]
                for key in [key for key in self._markers if key[0] == folded]:
                    del self._markers[key]
                for place in [place for place in self._standings if place[1] == folded]:
                    del self._standings[place]
            case MembershipRecord(account, channel):
                self._memberships[casefold(account), casefold(channel)] = record
            case MembershipGone(account, channel):
                self._memberships.pop((casefold(account), casefold(channel)), None)
            case MarkerRecord(account, target):
                self._markers[casefold(account), casefold(target)] = record
            case RedactionRecord():
                self._redact(record)
            case GameRecord(channel, game):
                self._games.pop(casefold(channel), None)
                if game:
                    self._games[casefold(channel)] = record
            case StandingRecord(channel=channel, player=player):
                self._standings[casefold(channel), player] = record
            case TrimRecord():
                self._trim(record)
            case FactRecord(name, value):
                self._facts[name] = value
            case _:
                assert_never(record)

    def _rename(self, record: ChannelRenamed) -> None:
        old, new, named = casefold(record.old), casefold(record.new), record.new
        again = msgspec.structs.replace
        if old in self._logs:
            self._logs[new] = [again(line, channel=named) for line in self._logs.pop(old)]
        if old in self._positions:
            self._positions[new] = self._positions.pop(old)
        for msgid, (log, seq) in self._places.items():
            if log == old:
                self._places[msgid] = (new, seq)
        for msgid, taken in self._redactions.items():
            if casefold(taken.log) == old:
                self._redactions[msgid] = again(taken, log=named)
        if old in self._channels:
            self._channels[new] = again(self._channels.pop(old), channel=named)
        if old in self._games:
            self._games[new] = again(self._games.pop(old), channel=named)
        for member in [key for key in self._memberships if key[1] == old]:
            self._memberships[member[0], new] = again(self._memberships.pop(member), channel=named)
        for place in [place for place in self._standings if place[0] == old]:
            self._standings[new, place[1]] = again(self._standings.pop(place), channel=named)
        self._move_markers(old, new)

    def _move_markers(self, old: Folded, new: Folded) -> None:
        if old == new:
            return
        for sign in ("", "+", "-"):
            before, after = Folded(sign + old), Folded(sign + new)
            for key in [key for key in self._markers if key[1] == after]:
                del self._markers[key]
            for account, _ in [key for key in self._markers if key[1] == before]:
                moved = self._markers.pop((account, before))
                self._markers[account, after] = msgspec.structs.replace(moved, target=str(after))

    def _redact(self, record: RedactionRecord) -> None:
        log = casefold(record.log)
        index = self._index(log, record.msgid)
        if index is not None:
            lines = self._logs[log]
            lines[index] = msgspec.structs.replace(lines[index], text="", tags="")
            self._redactions[record.msgid] = record

    def _trim(self, record: TrimRecord) -> None:
        lines = self._logs.get(casefold(record.log), [])
        said = [index for index, line in enumerate(lines) if line.verb in _TALK]
        cut = bisect_left(lines, record.before_ms, key=_time_of)
        if record.lines and len(said) > record.lines:
            cut = max(cut, said[-record.lines])
        for line in lines[:cut]:
            del self._places[line.msgid]
            self._redactions.pop(line.msgid, None)
        del lines[:cut]

    def ask(self, query: Query, done: Callable[[Answer], None]) -> None:
        """Answer at once."""
        done(self._answer(query))

    def _answer(self, query: Query) -> Answer:
        match query:
            case HistoryQuery():
                return self._history(query)
            case EventQuery(log, msgid):
                index = self._index(casefold(log), msgid)
                if index is None:
                    return Unanswered.NO_SUCH_MSGID
                return self._page([self._logs[casefold(log)][index]])
            case TargetsQuery():
                return self._targets(query)
            case SearchQuery():
                return self._search(query)
            case _:
                assert_never(query)

    def _history(self, query: HistoryQuery) -> Answer:
        log = casefold(query.log)
        lines = self._logs.get(log, [])
        start = self._place(log, query.after, is_after=True)
        end = self._place(log, query.before, is_after=False)
        if start is None or end is None:
            return Unanswered.NO_SUCH_MSGID
        found = [line for line in lines[start:end] if not query.talk_only or line.verb in _TALK]
        return self._page(found[max(0, len(found) - query.limit) :] if query.newest else found[: query.limit])

    def _page(self, events: list[EventRecord]) -> HistoryPage:
        taken_back = self._redactions
        found = tuple(taken_back[event.msgid] for event in events if event.msgid in taken_back)
        return HistoryPage(tuple(events), found)

    def _place(self, log: Folded, bound: Bound | None, *, is_after: bool) -> int | None:
        """Return the index of the first line behind an end (`is_after`), or of the first not before it."""
        lines = self._logs.get(log, [])
        match bound:
            case None:
                return 0 if is_after else len(lines)
            case ByMsgid(msgid):
                index = self._index(log, msgid)
                return index if index is None or not is_after else index + 1
            case ByTime(utc_ms):
                return (bisect_right if is_after else bisect_left)(lines, utc_ms, key=_time_of)
            case _:
                assert_never(bound)

    def _index(self, log: Folded, msgid: str) -> int | None:
        home, seq = self._places.get(msgid, (None, 0))
        return bisect_left(self._logs[log], seq, key=_seq_of) if home == log else None

    def _search(self, query: SearchQuery) -> SearchPage:
        logs = {casefold(log.log): log for log in query.logs}
        account = casefold(query.account)
        terms = Terms(query.text) if query.text else None
        found: list[EventRecord] = []
        places = reversed(self._places.items()) if query.newest else iter(self._places.items())
        for msgid, (log, _) in places:
            index = self._index(log, msgid)
            event = self._logs[log][index or 0]
            is_mine = account and account in (private_sides(log) or ()) and event.utc_ms >= query.since_ms
            where = logs.get(log) or (SearchedLog(log) if is_mine else None)
            if where is None or not event.text or event.verb not in _TALK or not query.has(event, where):
                continue
            if terms is None or terms.are_in(event.text):
                found.append(event)
                if len(found) == query.limit:
                    break
        return SearchPage(tuple(found[::-1] if query.newest else found))

    def _targets(self, query: TargetsQuery) -> TargetsPage:
        account = casefold(query.account)
        logs = {casefold(log) for log in query.logs}
        logs |= {log for log in self._logs if account and account in (private_sides(log) or ())}
        found = []
        for log in logs:
            talk = [line.utc_ms for line in self._logs.get(log, ()) if line.verb in _TALK]
            after_ms = max(query.after_ms, query.since_ms - 1) if private_sides(log) else query.after_ms
            if talk and after_ms < talk[-1] < query.before_ms:
                found.append((talk[-1], str(log)))
        found.sort()
        found = found[max(0, len(found) - query.limit) :] if query.newest else found[: query.limit]
        return TargetsPage(tuple((log, utc_ms) for utc_ms, log in found))

    def retry(self) -> None:
        """Nothing was given up."""

    def close(self) -> None:
        """Nothing to let go of."""
