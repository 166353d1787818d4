"""The IRC grammar: bytes and text, no people and no rooms. Pure."""
