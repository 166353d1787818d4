"""A store that keeps nothing: messages live as long as it takes to deliver them."""

from collections.abc import Callable, Sequence

from malmadang.ports import EventRecord, Outcome


class MemoryStorage:
    """Answers at once. Nothing reads records back, so there is nothing to hold on to."""

    def commit(self, records: Sequence[EventRecord], done: Callable[[Outcome], None]) -> None:
        """Say that the records are kept."""
        del records
        done(Outcome.KEPT)

    def close(self) -> None:
        """Nothing to let go of."""
