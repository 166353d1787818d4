"""SQLite in the data folder: one thread writes, two read, the loop never waits."""
