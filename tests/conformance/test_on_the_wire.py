"""The conversations of this folder once more, on TCP: the same words in the same order."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from types import ModuleType

import pytest

from malmadang.config import Config
from tests.kit import script
from tests.kit.script import play_on
from tests.kit.wired import Wired
from tests.kit.world import World, make_config

MODULES = sorted(
    file.stem
    for file in Path(__file__).parent.glob("test_*.py")
    if re.search(r"script import (\w+, )*play\b", file.read_text()) and file != Path(__file__)
)
NOT_ON_A_WIRE = (" later", " breaks off", " from ", " over TLS", "1764500", "2025-")
"""What needs a clock that stands still, or an address of one's own."""


def conversations(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Return what the module's tests without parameters play, with the settings they play it on."""
    found: list[tuple[str, str]] = []

    def remember(text: str, *, config: Config | str = "", world: World | None = None) -> World:
        if world is None and isinstance(config, str) and not any(word in text for word in NOT_ON_A_WIRE):
            found.append((text, config))
        return script.play(text, config=config, world=world)

    monkeypatch.setattr(module, "play", remember)
    for name, function in list(vars(module).items()):
        if name.startswith("test_") and not inspect.signature(function).parameters:
            function()
    return found


@pytest.mark.parametrize("name", MODULES)
def test_the_same_on_tcp(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """CODE 8: conformance runs in memory and on TCP."""
    module = importlib.import_module(f"tests.conformance.{name}")
    for text, config in conversations(module, monkeypatch):
        with Wired(make_config(config)) as stage:
            play_on(stage, text)


def test_there_are_many() -> None:
    """Nothing here is empty by mistake."""
    assert len(MODULES) > 25
