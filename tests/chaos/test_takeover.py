"""RELIABILITY 4d: nobody gets hold of somebody else's room, whatever happens to the server."""

from random import Random

from tests.kit.takeover import Town

FULL_ROUNDS = 100


def test_no_room_is_taken_over(rounds: int) -> None:
    """50 towns of 2,000 steps in `make chaos`, 5 of 400 else."""
    is_full = rounds >= FULL_ROUNDS
    for seed in range(50 if is_full else 5):
        town = Town(Random(seed))
        for step in range(1, 2_001 if is_full else 401):
            town.step()
            if step % 50 == 0:
                town.owners_come_in()
