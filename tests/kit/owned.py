"""The command line of whoever owns a server, run in this process."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from malmadang.cli.main import main


class Owner:
    """Types commands about the server of one data folder.

    Args:
        capsys: what the commands print.
    """

    def __init__(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.folder = folder
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def type(self, *words: str, stdin: str = "", status: int = 0, more: Sequence[str] = ()) -> str:
        """Run a command that ends with a status; return what it printed, errors last."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        self._capsys.readouterr()
        found = main([*words, "--data", str(self.folder), *more])
        printed = self._capsys.readouterr()
        said = printed.out + printed.err
        assert found == status, said
        assert "Traceback" not in said
        return said
