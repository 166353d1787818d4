"""A probe's answers are its own, and timed."""

import pytest

from bench.generator import NothingMeasured
from bench.probe import Person, Probe, bystander, watch
from bench.thread_per_client import Room
from tests.bench import faulty


def test_a_bystander_is_answered() -> None:
    with faulty.serving(Room) as server, Person(server.port, "a") as person:
        times = watch(bystander(person), 0.001, 0.1)
    assert times
    assert all(took > 0 for took in times)


def test_a_question_waits_until_the_one_before_is_answered() -> None:
    asked: list[int] = []

    def ask(number: int) -> str:
        asked.append(number)
        return f"PING {number}"

    with faulty.serving(Room) as server, Person(server.port, "a") as person:
        assert watch(Probe(person, ask, lambda _: b"never"), 0.001, 0.05) == []
    assert asked == [1]


def test_a_server_that_goes_is_noticed() -> None:
    with faulty.serving(Room) as server, Person(server.port, "a") as person:
        person.say("QUIT")
        with pytest.raises(NothingMeasured, match="closed"):
            person.wait_for(b"never")
