"""Questions for the store, put when it can answer them and the asker can take the answer."""

from collections.abc import Callable

from malmadang.server.fanout import Fanout
from malmadang.server.link import Link
from malmadang.server.outbox import Outboxes
from malmadang.server.turnlog import CLOSED, Group


class Questions:
    """Holds questions back.

    What was said before the question must be in the answer, so the groups it may be in are kept first; an
    asker that came in the middle of one reads on from where the answer ends, and nothing is missing between.
    An asker that has not read the last answers yet waits: history must not be what fills its queue.
    """

    def __init__(self, fanout: Fanout, outboxes: Outboxes) -> None:
        self._fanout = fanout
        self._outboxes = outboxes
        self._waiting: list[tuple[Group | None, Link | None, Callable[[], None]]] = []

    def put(self, link: Link | None, look: Callable[[], None]) -> None:
        """Call `look` now, or as soon as `go_on` finds that the time has come."""
        fanout = self._fanout
        group = fanout.open if fanout.open.posts else fanout.flight
        if self._is_time(group, link):
            look()
        else:
            self._waiting.append((group, link, look))

    def go_on(self) -> None:
        """Put the questions whose time has come, in order."""
        waiting = self._waiting
        if waiting:
            self._waiting = [entry for entry in waiting if not self._is_time(entry[0], entry[1])]
            still = {id(entry) for entry in self._waiting}
            for entry in waiting:
                if id(entry) not in still:
                    entry[2]()

    def _is_time(self, group: Group | None, link: Link | None) -> bool:
        fanout = self._fanout
        if group is not None and (group is fanout.flight or (group is fanout.open and group.posts)):
            return False
        return link is None or bool(link.odd & CLOSED) or self._outboxes.has_room(link)
