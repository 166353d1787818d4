-- Which events have which words: rowid is the event's id, `tokens` what `malmadang.ports.searching` makes of
-- its text, and ¶ with the number of its log. Filled in after the events, in their order.
CREATE VIRTUAL TABLE words USING fts5 (
    tokens, content='', contentless_delete=1, detail=none, tokenize='ascii'
);

-- How far: one row.
CREATE TABLE indexed (
    last INTEGER NOT NULL         -- id of an event
) STRICT;
INSERT INTO indexed VALUES (0);

-- What of a log nobody reads any more: lines up to `cut`. They are deleted bit by bit; up to `swept` they are.
-- `seq` and `last_ms` are the log's end as it was when it was cut last: it goes on from there.
ALTER TABLE logs ADD COLUMN cut     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logs ADD COLUMN swept   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logs ADD COLUMN seq     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logs ADD COLUMN last_ms INTEGER NOT NULL DEFAULT 0;
CREATE INDEX logs_cut ON logs (id) WHERE cut > swept;
