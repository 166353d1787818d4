"""Everything a server must know when it starts, read in one go."""

import apsw
import msgspec

from malmadang.ports import (
    NONCE_MS,
    AccountRecord,
    ChannelRecord,
    GameRecord,
    KnownNonce,
    LogPosition,
    MarkerRecord,
    MembershipRecord,
    Snapshot,
    StandingRecord,
    TimeMs,
)
from malmadang.wire.names import Folded


def read_snapshot(connection: apsw.Connection) -> Snapshot:
    """Return what is kept, but for the logs themselves.

    Raises:
        apsw.Error: it cannot be read.
        msgspec.ValidationError: a record has a form that this version does not know.
    """
    execute = connection.execute
    channel = msgspec.json.Decoder(ChannelRecord)
    account = msgspec.json.Decoder(AccountRecord)
    membership = msgspec.json.Decoder(MembershipRecord)
    game = msgspec.json.Decoder(GameRecord)
    standing = msgspec.json.Decoder(StandingRecord)
    return Snapshot(
        channels=tuple(channel.decode(text) for (text,) in execute("SELECT record FROM channels")),
        accounts=tuple(account.decode(text) for (text,) in execute("SELECT record FROM accounts")),
        memberships=tuple(membership.decode(text) for (text,) in execute("SELECT record FROM memberships")),
        markers=tuple(
            MarkerRecord(name, target, TimeMs(utc_ms))
            for name, target, utc_ms in execute("SELECT account, target, utc_ms FROM markers")
        ),
        positions=_positions(connection),
        nonces=_nonces(connection),
        games=tuple(game.decode(text) for (text,) in execute("SELECT record FROM games")),
        standings=tuple(standing.decode(text) for (text,) in execute("SELECT record FROM standings")),
        facts={str(name): str(value) for name, value in execute("SELECT name, value FROM facts")},
    )


def _positions(connection: apsw.Connection) -> dict[Folded, LogPosition]:
    newest = "SELECT seq, utc_ms FROM events WHERE log = ? ORDER BY seq DESC LIMIT 1"
    positions = {}
    for number, folded in connection.execute("SELECT id, folded FROM logs").fetchall():
        for seq, utc_ms in connection.execute(newest, (number,)):
            positions[Folded(str(folded))] = LogPosition(seq, TimeMs(utc_ms))
    # A log of which nothing is left goes on where it ended.
    for folded, seq, last_ms in connection.execute("SELECT folded, seq, last_ms FROM logs WHERE seq > 0"):
        positions.setdefault(Folded(str(folded)), LogPosition(seq, TimeMs(last_ms)))
    return positions


def _nonces(connection: apsw.Connection) -> tuple[KnownNonce, ...]:
    newest_ms = connection.execute("SELECT utc_ms FROM events ORDER BY id DESC LIMIT 1").get or 0
    rows = connection.execute(
        "SELECT owner, nonce, msgid, utc_ms FROM nonces WHERE utc_ms > ? ORDER BY id", (newest_ms - NONCE_MS,)
    )
    return tuple(KnownNonce(owner, nonce, msgid, TimeMs(utc_ms)) for owner, nonce, msgid, utc_ms in rows)
