"""The server's configuration: settings, how a file is read, the commented sample. Pure."""

from malmadang.config.reading import ConfigError, listen_addresses, parse_config, split_address
from malmadang.config.sample import sample_config
from malmadang.config.settings import (
    DOOR_PORT,
    IRC_PORT,
    IRC_TLS_PORT,
    Config,
    Limits,
    Listen,
    Operator,
    Section,
)

__all__ = [
    "DOOR_PORT",
    "IRC_PORT",
    "IRC_TLS_PORT",
    "Config",
    "ConfigError",
    "Limits",
    "Listen",
    "Operator",
    "Section",
    "listen_addresses",
    "parse_config",
    "sample_config",
    "split_address",
]
