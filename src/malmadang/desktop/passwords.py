"""Passwords of accounts: in the system's keyring where there is one, else in a file for its owner alone."""

import contextlib
import importlib
import logging
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from malmadang.desktop.settings import write_whole

_log = logging.getLogger(__name__)

FILE = "passwords.json"
_SERVICE = "malmadang"


class Passwords:
    """What has been kept, by server and account.

    Args:
        folder: for the file, where there is no keyring.
        keyring: stands for the package of that name; for tests.
    """

    def __init__(self, folder: Path, keyring: Any = None) -> None:
        self.path = folder / FILE
        self._given = keyring

    @cached_property
    def _keyring(self) -> Any:
        # Looked for when it is needed: most start without an account, and the package is large.
        return self._given if self._given is not None else _find_keyring()

    @property
    def in_keyring(self) -> bool:
        """Does the system keep them?"""
        return self._keyring is not None

    def get(self, link: str, account: str) -> str:
        """Return the password of an account, "" where none is kept."""
        name = _name(link, account)
        if self._keyring is not None:
            try:
                return str(self._keyring.get_password(_SERVICE, name) or "")
            except Exception as error:  # noqa: BLE001  # every keyring has errors of its own
                self._give_up(error)
        return self._read().get(name, "")

    def keep(self, link: str, account: str, password: str) -> None:
        """Keep a password for the next start."""
        name = _name(link, account)
        if self._keyring is not None:
            try:
                self._keyring.set_password(_SERVICE, name, password)
            except Exception as error:  # noqa: BLE001  # every keyring has errors of its own
                self._give_up(error)
            else:
                return
        self._write(self._read() | {name: password})

    def forget(self, link: str, account: str) -> None:
        """Keep a password no longer."""
        name = _name(link, account)
        if self._keyring is not None:
            with contextlib.suppress(Exception):
                self._keyring.delete_password(_SERVICE, name)
        known = self._read()
        if known.pop(name, None) is not None:
            self._write(known)

    def _give_up(self, error: Exception) -> None:
        _log.warning("no keyring: %s", error)
        self._keyring = None

    def _read(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self.path.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}

    def _write(self, known: dict[str, str]) -> None:
        try:
            write_whole(self.path, msgspec.json.encode(known))
        except OSError as error:
            _log.warning("%s could not be written: %s", self.path, error)


def _name(link: str, account: str) -> str:
    """Return what a password is kept under: the server alone counts, not the room in its link."""
    scheme, _, rest = link.partition("://")
    return f"{account} @ {scheme}://{rest.partition('/')[0]}"


def _find_keyring() -> Any:
    """Return the keyring package where it is installed and has a keyring to use."""
    try:
        keyring = importlib.import_module("keyring")
        backend = keyring.get_keyring()
    except Exception as error:  # noqa: BLE001  # a broken one is as good as none
        _log.debug("no keyring: %s", error)
        return None
    return None if type(backend).__module__.endswith((".fail", ".null")) else keyring
