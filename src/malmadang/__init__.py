"""Malmadang (말마당): group chat that one command starts, open to every IRC client."""

__version__ = "0.1.0"
