"""A store with a loop of its own, which waits for every answer; and records to give it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from types import TracebackType
from typing import Self

from malmadang.ports import (
    Answer,
    EventRecord,
    HistoryPage,
    HistoryQuery,
    Query,
    Record,
    Snapshot,
    Storage,
    TimeMs,
    Verdict,
)

PATIENCE_S = 20.0


class Kept:
    """An open store.

    Args:
        make: opens it; called where its loop runs, and again by `reopen`.

    Attributes:
        snapshot: what it held when it was opened.
    """

    storage: Storage
    snapshot: Snapshot

    def __init__(self, make: Callable[[], Storage]) -> None:
        self._make = make
        self._runner = asyncio.Runner()
        self._is_open = False
        self.open()

    def open(self) -> None:
        """Open it, as a server does that starts."""

        async def opened() -> None:
            self.storage = self._make()
            self.snapshot = self.storage.load()

        self._runner.run(opened())
        self._is_open = True

    def commit(self, *records: Record) -> Verdict:
        """Have the records kept as one group."""

        async def kept() -> Verdict:
            future: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
            self.storage.commit(list(records), future.set_result)
            return await asyncio.wait_for(future, PATIENCE_S)

        return self._runner.run(kept())

    def ask(self, query: Query) -> Answer:
        """Have a query answered."""

        async def answered() -> Answer:
            future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
            self.storage.ask(query, future.set_result)
            return await asyncio.wait_for(future, PATIENCE_S)

        return self._runner.run(answered())

    def page(self, query: Query) -> HistoryPage:
        """Have a query answered that has a page for an answer."""
        answer = self.ask(query)
        assert isinstance(answer, HistoryPage), answer
        return answer

    def texts(self, query: HistoryQuery) -> list[str]:
        """Return the texts of a page."""
        return [event.text for event in self.page(query).events]

    def reopen(self) -> Snapshot:
        """Close and open it, as a server does that starts again; return what it holds."""
        self.close()
        self.open()
        return self.snapshot

    def close(self) -> None:
        """Close the store; its loop stays."""
        if self._is_open:
            self._is_open = False
            self._runner.run(_run(self.storage.close))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        self._runner.close()


async def _run(function: Callable[[], None]) -> None:
    function()


class Log:
    """Makes the lines of one log, each a place and a second further."""

    def __init__(self, name: str = "#방", *, start_ms: int = 1_764_500_000_000, step_ms: int = 1_000) -> None:
        self.name = name
        self.now_ms = start_ms
        self._step_ms = step_ms
        self._places = count(1)

    def say(
        self, text: str, *, verb: str = "PRIVMSG", account: str = "", tags: str = "", nonce: str = ""
    ) -> EventRecord:
        """Return the next line; its msgid is told by log and place."""
        place = next(self._places)
        self.now_ms += self._step_ms
        return EventRecord(
            self.name,
            place,
            f"{self.name}{place}",
            TimeMs(self.now_ms),
            verb,
            "철수!~철수@localhost",
            account,
            tags,
            text,
            nonce,
            "철수" if nonce else "",
        )
