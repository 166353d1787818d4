"""When a question is put to the store."""

from malmadang.ports import HistoryQuery, Outcome
from malmadang.servercore.effects import Ask, Subscribe
from malmadang.servercore.events import Connected
from tests.kit.readers import post
from tests.server.test_runtime import Stage

QUERY = HistoryQuery("#방")


class Asking(Stage):
    """A stage whose clients read #방 and ask for its history."""

    def __init__(self) -> None:
        super().__init__(at_once=None)
        self.core.other[Connected] = []
        self.core.verbs["ENTER"] = lambda client: [Subscribe(post(1, "").channel_id, client)]
        self.core.verbs["SAY"] = lambda client: [post(1, "hello", kept=True, speaker=client)]
        self.core.verbs["HISTORY"] = lambda client: [Ask(client, QUERY)]


def test_with_nothing_under_way_it_is_put_at_once() -> None:
    stage = Asking()
    stage.phone("ENTER", "HISTORY")
    assert [ask.request for ask, _ in stage.questions] == [QUERY]


def test_what_was_said_before_is_kept_first() -> None:
    stage = Asking()
    speaker = stage.phone("ENTER", "SAY")
    reader = stage.phone("ENTER", "HISTORY")
    stage.hear(speaker, "SAY", "HISTORY")
    assert not stage.questions
    stage.store.answer(Outcome.KEPT)
    stage.run()
    assert [ask.client_id for ask, _ in stage.questions] == [reader.client_id]
    stage.store.answer(Outcome.KEPT)
    stage.run()
    assert [ask.client_id for ask, _ in stage.questions] == [reader.client_id, speaker.client_id]


def test_what_is_said_afterwards_holds_nothing_up() -> None:
    stage = Asking()
    speaker = stage.phone("ENTER", "SAY")
    stage.phone("ENTER", "HISTORY")
    stage.hear(speaker, "SAY")
    stage.store.answer(Outcome.KEPT)
    stage.hear(speaker, "SAY")
    assert len(stage.questions) == 1


def test_a_refusal_lets_it_through_as_well() -> None:
    stage = Asking()
    stage.phone("ENTER", "SAY", "HISTORY")
    stage.store.answer(Outcome.DISK_FULL)
    stage.run()
    assert len(stage.questions) == 1


def test_who_has_not_read_the_last_answer_waits_for_the_next() -> None:
    """DESIGN 9: history replies wait for the queue instead."""
    stage = Asking()
    phone = stage.phone("ENTER")
    stage.runtime.outboxes.each_bytes = 1_000
    phone.keep(b"x" * 300, 0)
    stage.hear(phone, "HISTORY")
    assert not stage.questions
    stage.runtime.outboxes.sent(phone, phone.outbox.flush(lambda buffers: 100))
    stage.hear(stage.phone(), "PING")
    assert len(stage.questions) == 1


def test_who_is_gone_waits_for_nothing() -> None:
    stage = Asking()
    phone = stage.phone("ENTER")
    stage.runtime.outboxes.each_bytes = 1_000
    phone.keep(b"x" * 300, 0)
    stage.hear(phone, "HISTORY")
    stage.runtime.lose(phone, "gone")
    stage.run()
    stage.run()
    assert len(stage.questions) == 1
