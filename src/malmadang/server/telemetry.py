"""What the server says of itself: every event's name, level and meaning in one table."""

import logging
from typing import Final

EVENTS: Final = {
    "listening": (logging.DEBUG, "a listener takes connections"),
    "stopping": (logging.INFO, "the server has been asked to stop"),
    "stopped": (logging.INFO, "everything said is kept, every connection closed"),
    "settings_read": (logging.INFO, "new settings and certificates are in force"),
    "settings_refused": (logging.WARNING, "the old settings stay, the new ones have a fault"),
    "certificate_made": (logging.INFO, "a self-made certificate was written"),
    "certificate_failed": (logging.ERROR, "no TLS: the server could not make or use its certificate"),
    "plain_password": (logging.WARNING, "an operator's password stands in the settings unhashed"),
    "setting_ignored": (logging.WARNING, "the settings have something that this version does not do yet"),
    "accepting_paused": (logging.WARNING, "out of descriptors; connections wait"),
    "server_full": (logging.WARNING, "a connection was turned away: too many are open"),
    "address_full": (
        logging.INFO,
        "a connection was turned away: too many of its address have not registered",
    ),
    "address_hasty": (logging.INFO, "a connection was turned away: its address comes too often"),
    "handshake_failed": (logging.DEBUG, "TLS did not come about"),
    "sendq_exceeded": (logging.INFO, "a reader too slow for what it reads was cut off"),
    "owner_locked_out": (logging.ERROR, "no socket for the owner could be made in the data folder"),
    "owner_changed": (logging.INFO, "the owner changed something, over the socket in the data folder"),
    "owner_unknown": (logging.WARNING, "somebody without the secret came to the owner's port"),
    "event_failed": (logging.ERROR, "a fault in the server; the client it met was closed"),
    "words_failed": (logging.ERROR, "words could not be loaded, or a bot could not think"),
    "store_refused": (logging.DEBUG, "a group was not kept; `store_stopped` has said why"),
    "store_stopped": (logging.ERROR, "nothing can be kept for now; what people say is refused until it can"),
    "store_resumed": (logging.WARNING, "everything is kept again"),
    "store_fault": (logging.ERROR, "the disk or the file has a fault; the file is opened anew"),
    "store_record_failed": (logging.ERROR, "something that cannot be kept was left out"),
    "store_query_failed": (logging.ERROR, "what is kept could not be read"),
    "store_lost": (logging.ERROR, "something said to be kept is not (durability = memory)"),
    "store_upgraded": (logging.WARNING, "the file takes the form of this version; a copy stands beside it"),
    "store_died": (logging.CRITICAL, "a fault in the thread that writes; the server ends"),
    "store_slow": (logging.WARNING, "the disk has not answered for a while"),
}
"""Name -> (level, meaning)."""

_logger = logging.getLogger("malmadang")


def log(event: str, **fields: object) -> None:
    """Write one event down, its fields as key=value.

    Raises:
        KeyError: the event is not in the table.
    """
    level, _ = EVENTS[event]
    if _logger.isEnabledFor(level):
        _logger.log(level, "%s%s", event, "".join(f" {key}={value!r}" for key, value in fields.items()))


def log_fault(event: str, **fields: object) -> None:
    """Write one event down with the exception that is being handled."""
    level, _ = EVENTS[event]
    text = "".join(f" {key}={value!r}" for key, value in fields.items())
    _logger.log(level, "%s%s", event, text, exc_info=True)


def set_up_logging(level: int = logging.INFO) -> None:
    """Write the log to standard error: time, level, event."""
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(message)s")
