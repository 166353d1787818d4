"""Commit before deliver: which group the store has, which one grows, and who has to wait meanwhile.

At most one group is in flight at the store and one is open. There is no timer: while a group is in flight the
open one grows, and that is the group commit. A group without records goes out as soon as none is ahead of it.
"""

from collections.abc import Callable, Sequence

from malmadang.ports import (
    Cancel,
    ChannelRenamed,
    Clock,
    EventRecord,
    Outcome,
    PartlyKept,
    Record,
    RedactionRecord,
    SteadyMs,
    Storage,
    Verdict,
)
from malmadang.server.fanout import Fanout
from malmadang.server.telemetry import log
from malmadang.server.turnlog import HOLD_STORE, Group, Reader
from malmadang.servercore.effects import Keep, Post, PostRun
from malmadang.servercore.events import Refused

MAX_MESSAGES = 64
"""Messages of one client that may be unreleased before its socket is not read."""
MAX_MESSAGE_BYTES = 16_384
"""The same in bytes."""
MAX_GROUP_RECORDS = 4_096
"""Records the open group may have before those who spoke in it are not read."""
MAX_GROUP_BYTES = 4_194_304
"""The same in bytes."""
LOOK_MS = 1_000
"""How often it is looked at how long the store has not answered; longer than that is worth a word."""
SLOW_MS = 10_000
"""A store that has not answered for this long is given nothing more: what is said meanwhile is refused."""


class Pipeline:
    """The commit stage between the core's effects and the readers.

    Args:
        fanout: the groups and logs.
        storage: keeps the records; answers with a callback on this thread, maybe at once.
        refused: told once per refusal, so that the core can tell each speaker, with the order number after
            which that belongs.
        released: told when lines may leave between two turns.
        clock: for watching how long the store takes; None where nobody does.
    """

    def __init__(
        self,
        fanout: Fanout,
        storage: Storage,
        *,
        refused: Callable[[Refused, int], None],
        released: Callable[[], None],
        clock: Clock | None = None,
    ) -> None:
        self._fanout = fanout
        self._commit = storage.commit
        self._refused = refused
        self._released = released
        self._clock = clock
        self._timer: Cancel | None = None
        self._handed = 0
        self._watched = 0
        self._waited_ms = 0
        self._is_slow = False
        self._handing = False
        self._verdict: Verdict | None = None
        self._held: dict[Reader, None] = {}
        self._asked: list[tuple[Keep, Callable[[Outcome], None]]] = []

    @property
    def is_idle(self) -> bool:
        """Whether everything that was said is kept and released."""
        fanout = self._fanout
        return fanout.flight is None and not fanout.open.rooms and not fanout.open.posts

    def keep_first(self, record: Record, answered: Callable[[Outcome], None]) -> None:
        """Keep a record behind all that was put down by now, and say what has become of it."""
        effect = Keep(record)
        self._asked.append((effect, answered))
        self._fanout.keep(effect)

    def end_turn(self) -> None:
        """Hand the open group over, or let it out, when none is ahead of it."""
        fanout = self._fanout
        while fanout.flight is None:
            records = fanout.open.records
            if records:
                verdict = self._hand_over(records)
                if verdict is not Outcome.KEPT:
                    self._cut()
                    if verdict is not None:
                        self._settle(verdict)
                    continue
            elif not fanout.open.rooms:
                return
            self._answer_kept(fanout.open)
            fanout.release_open()
            return
        if self._is_slow and len(fanout.open.records) > fanout.open.owed:
            self._refuse_open(fanout.flight)
        self._charge()

    def close(self) -> None:
        """Watch the store no more."""
        if self._timer is not None:
            self._timer.cancel()

    def _hand_over(self, records: list[Record]) -> Verdict | None:
        """Give the store the records; return its answer where it comes at once."""
        self._verdict = None
        self._handing = True
        self._commit(records, self._done)
        self._handing = False
        if self._verdict is None:
            self._handed += 1
            if self._timer is None and self._clock is not None:
                self._watch(self._clock)
        return self._verdict

    def _done(self, verdict: Verdict) -> None:
        if self._handing:
            self._verdict = verdict
            return
        answer: Verdict | None = verdict
        while answer is not None:
            answer = self._settle(answer)
        self._released()

    def _settle(self, verdict: Verdict) -> Verdict | None:
        """Let the group in flight out, or refuse it; hand the next one over first.

        Returns:
            the answer for the next group, where the store gave it at once.
        """
        fanout = self._fanout
        group = fanout.flight
        if group is None:
            raise ValueError("the store answered without having been asked")
        self._is_slow = False
        if verdict is Outcome.KEPT:
            refused = None
        elif isinstance(verdict, PartlyKept):
            refused = fanout.refuse(group, verdict.refused)
        else:
            self._refuse(group, verdict)
            return None
        answer = None
        records = fanout.open.records
        if records:
            answer = self._hand_over(records)
        self._discharge(group)
        if refused:
            self._tell(refused, Outcome.FAILED, group)
        self._answer_kept(group)
        fanout.release()
        if records:
            self._cut()
        elif fanout.open.rooms:
            fanout.release_open()
        return answer

    def _refuse(self, group: Group, outcome: Outcome) -> None:
        # What has been said meanwhile was built on what is refused now, so it goes with it.
        fanout = self._fanout
        refused, unseen = fanout.refuse(group), fanout.refuse(fanout.open)
        self._discharge(group)
        self._discharge(fanout.open)
        self._tell(refused + unseen, outcome, group)
        fanout.release()
        fanout.cut()
        fanout.release()
        self._owe(unseen)

    def _owe(self, refused: list[Post | Keep]) -> None:
        """Give the states among what the store has never seen to the next group: they are owed, not lost."""
        fanout = self._fanout
        for effect in refused:
            record = effect.record
            if record is not None and not isinstance(record, EventRecord | RedactionRecord | ChannelRenamed):
                fanout.keep(Keep(record))
        fanout.open.owed = len(fanout.open.records)

    def _refuse_open(self, flight: Group) -> None:
        """Refuse what has been said since the store stopped answering; the rest of the group waits on.

        Args:
            flight: what the store does not answer for; who is refused is told at once, before its lines.
        """
        group = self._fanout.open
        refused = self._fanout.refuse(group)
        self._discharge(group)
        group.speakers.clear()
        group.answers.clear()
        group.weight = group.charged = group.charged_answers = 0
        self._tell(refused, Outcome.SLOW, flight)
        self._owe(refused)

    def _tell(self, refused: list[Post | Keep], outcome: Outcome, group: Group) -> None:
        """Let each speaker hear of it before anything that came later: it may be waiting for a PONG."""
        self._answer(refused, outcome)
        self._refused(
            Refused(
                tuple(
                    (effect.speaker, effect.verb, effect.target, effect.label)
                    if isinstance(effect, Keep)
                    else (effect.speaker, effect.record.verb, effect.record.channel, effect.label)
                    for effect in refused
                    if effect.speaker and effect.record is not None
                ),
                outcome,
            ),
            group.start,
        )

    def _answer_kept(self, group: Group) -> None:
        if self._asked:
            self._answer(group.posts, Outcome.KEPT)

    def _answer(self, posts: Sequence[Post | PostRun | Keep], outcome: Outcome) -> None:
        """Tell those who asked what has become of their records, if they are among these."""
        if self._asked:
            found = {id(effect) for effect in posts}
            done = [entry for entry in self._asked if id(entry[0]) in found]
            self._asked = [entry for entry in self._asked if id(entry[0]) not in found]
            for _, answered in done:
                answered(outcome)

    # A store that does not answer.

    def _watch(self, clock: Clock) -> None:
        self._timer = clock.call_at(SteadyMs(clock.now().steady_ms + LOOK_MS), self._look)

    def _look(self) -> None:
        """See whether the store has answered since the last look."""
        self._timer = None
        if self._fanout.flight is None or self._clock is None:
            return
        if self._handed != self._watched:
            self._watched = self._handed
            self._waited_ms = 0
        else:
            self._waited_ms += LOOK_MS
            log("store_slow", seconds=self._waited_ms // 1000)
            if self._waited_ms >= SLOW_MS and not self._is_slow:
                self._is_slow = True
                self._released()
        self._watch(self._clock)

    # Who said so much that is not kept yet that it is not read for a while.

    def _cut(self) -> None:
        for reader in self._fanout.cut().speakers:
            reader.flying, reader.opened = reader.opened, 0

    def _charge(self) -> None:
        fanout = self._fanout
        for group in (fanout.flight, fanout.open):
            if group is None or (
                len(group.posts) == group.charged and len(group.answers) == group.charged_answers
            ):
                continue
            is_open = group is fanout.open
            for effect in group.posts[group.charged :]:
                reader = fanout.readers.get(effect.speaker)
                if reader is not None:
                    self._add(group, reader, *_price(effect), is_open=is_open)
            for reader, _, _ in group.answers[group.charged_answers :]:
                if reader not in group.speakers:
                    self._add(group, reader, 1, 0, is_open=is_open)
            group.charged = len(group.posts)
            group.charged_answers = len(group.answers)
        group = fanout.open
        if len(group.records) >= MAX_GROUP_RECORDS or group.weight >= MAX_GROUP_BYTES:
            for reader in group.speakers:
                self._hold(reader)

    def _add(self, group: Group, reader: Reader, count: int, weight: int, *, is_open: bool) -> None:
        if is_open:
            reader.opened += count
        else:
            reader.flying += count
        group.speakers[reader] = group.speakers.get(reader, 0) + weight
        group.weight += weight
        reader.weight += weight
        if _is_over(reader):
            self._hold(reader)

    def _hold(self, reader: Reader) -> None:
        if reader not in self._held:
            self._held[reader] = None
            reader.hold(HOLD_STORE)

    def _discharge(self, group: Group) -> None:
        is_open = group is self._fanout.open
        for reader, weight in group.speakers.items():
            if is_open:
                reader.opened = 0
            else:
                reader.flying = 0
            reader.weight -= weight
        for reader in [reader for reader in self._held if not _is_over(reader)]:
            del self._held[reader]
            reader.let(HOLD_STORE)


def _price(effect: Post | PostRun | Keep) -> tuple[int, int]:
    """Return how many messages an effect is, and about how many bytes of its speaker's making."""
    if isinstance(effect, PostRun):
        run = effect.run
        return len(run.texts), len(run.texts) * len(run.head) + len("".join(run.texts).encode())
    if isinstance(effect, Post):
        return 1, len(effect.line.bare) + len(effect.line.tags)
    record = effect.record
    return 1, len(record.text.encode()) + len(record.tags) if isinstance(record, EventRecord) else 0


def _is_over(reader: Reader) -> bool:
    return reader.flying + reader.opened > MAX_MESSAGES or reader.weight > MAX_MESSAGE_BYTES
