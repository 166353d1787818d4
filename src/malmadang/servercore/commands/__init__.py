"""One handler a verb; the whole command table."""
