-- Logs: what was said in a channel, or between two accounts. A log outlives its channel.
CREATE TABLE logs (
    id     INTEGER PRIMARY KEY,
    folded TEXT NOT NULL UNIQUE,  -- the name as every index knows it
    name   TEXT NOT NULL          -- as it was first written
) STRICT;

-- Whose private talks there are.
CREATE TABLE sides (
    account TEXT NOT NULL,        -- folded
    log     INTEGER NOT NULL REFERENCES logs (id),
    PRIMARY KEY (account, log)
) STRICT, WITHOUT ROWID;

-- One line of a log. `id` counts in the order of writing over all logs.
-- `seq` ascends within a log and so does `utc_ms`, which is why time needs no index of its own.
CREATE TABLE events (
    id      INTEGER PRIMARY KEY,
    log     INTEGER NOT NULL REFERENCES logs (id),
    seq     INTEGER NOT NULL,
    msgid   TEXT NOT NULL,
    utc_ms  INTEGER NOT NULL,
    verb    TEXT NOT NULL,
    source  TEXT NOT NULL,        -- nick!username@host at the time
    account TEXT NOT NULL,        -- '' for a guest
    tags    TEXT NOT NULL,        -- client-only tags as on the wire
    text    TEXT NOT NULL         -- what stood behind the target
) STRICT;
CREATE UNIQUE INDEX events_place ON events (log, seq);
CREATE UNIQUE INDEX events_msgid ON events (msgid);

-- The trace of a message that was taken back; its text and tags in `events` are ''.
CREATE TABLE redactions (
    msgid   TEXT PRIMARY KEY,
    log     INTEGER NOT NULL REFERENCES logs (id),
    actor   TEXT NOT NULL,
    reason  TEXT NOT NULL,
    utc_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What people's clients called the messages of the last minutes, in the order of writing.
CREATE TABLE nonces (
    id      INTEGER PRIMARY KEY,
    owner   TEXT NOT NULL,
    nonce   TEXT NOT NULL,
    msgid   TEXT NOT NULL,
    utc_ms  INTEGER NOT NULL
) STRICT;

-- Channels and accounts as they were last: a JSON object each, as `malmadang.ports` describes it.
CREATE TABLE channels (
    folded TEXT PRIMARY KEY,
    record TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    folded TEXT PRIMARY KEY,
    record TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Accounts that are members whether they are connected or not.
CREATE TABLE memberships (
    account   TEXT NOT NULL,      -- folded
    channel   TEXT NOT NULL,      -- folded
    record    TEXT NOT NULL,      -- a JSON object
    PRIMARY KEY (account, channel)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_channel ON memberships (channel);

-- What the server knows of itself.
CREATE TABLE facts (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How far an account has read.
CREATE TABLE markers (
    account TEXT NOT NULL,        -- folded
    target  TEXT NOT NULL,        -- folded: a channel, or another account
    utc_ms  INTEGER NOT NULL,
    PRIMARY KEY (account, target)
) STRICT, WITHOUT ROWID;
