-- The game that a channel plays: a JSON object, as `malmadang.ports` describes it.
CREATE TABLE games (
    channel TEXT PRIMARY KEY,     -- folded
    record  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What people have reached in a channel's games.
CREATE TABLE standings (
    channel TEXT NOT NULL,        -- folded
    player  TEXT NOT NULL,        -- folded account, or ~ and a guest's folded nick
    record  TEXT NOT NULL,        -- a JSON object
    PRIMARY KEY (channel, player)
) STRICT, WITHOUT ROWID;
