from malmadang.adapters.storage_memory import MemoryStorage
from malmadang.ports import Outcome, Storage, Verdict
from tests.kit.readers import record


def test_it_answers_at_once() -> None:
    store: Storage = MemoryStorage()
    answers: list[Verdict] = []
    store.commit([record("a")], answers.append)
    store.commit([record("b"), record("c")], answers.append)
    store.close()
    assert answers == [Outcome.KEPT, Outcome.KEPT]
