"""Whom the runtime works with: the core, whoever answers its questions, whoever counts connections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from malmadang.config import Config
from malmadang.ports import Moment
from malmadang.server.link import Link
from malmadang.servercore.effects import Ask, Effect, GameRequest
from malmadang.servercore.events import Event


class Steps(Protocol):
    """The core, as the runtime uses it."""

    def step(self, event: Event, now: Moment) -> list[Effect]:
        """Take one thing that happened."""

    def reconfigure(self, config: Config) -> list[Effect]:
        """Take new settings into force."""

    def farewell(self, now: Moment) -> list[Effect]:
        """Say goodbye to everybody."""


class Asker(Protocol):
    """Answers what the core cannot know."""

    def ask(self, request: Ask, answer: Callable[[object], None]) -> None:
        """Find the answer, then call `answer` once on the loop's thread, maybe at once."""

    def consult(self, request: GameRequest, answer: Callable[[object], None]) -> None:
        """Find the answer on a thread of the game's, then call `answer` once on the loop's thread."""


class Gate:
    """Counts connections; this one does not."""

    def known(self, link: Link) -> None:
        """Take note: the core minds the link now."""

    def admitted(self, link: Link) -> None:
        """Take note: the link has registered, or ended before it had. Told once."""

    def left(self, link: Link) -> None:
        """Take note: the transport is closed. Told once."""
