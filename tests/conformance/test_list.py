"""LIST with ELIST."""

import pytest

from tests.kit.script import play
from tests.kit.world import World

SCENE = """
철수 arrives in #가,#나,#다
영희 arrives in #나,#다
민수 arrives in #다
철수 > TOPIC #나 :떡볶이
철수 <<
영희 <<
"""


@pytest.fixture
def world() -> World:
    """#가 has one member and no topic, #나 two and a topic, #다 three; an hour goes by, #라 is new."""
    world = World("[limits]\nthrottle = false\nping_s = 86400\ndrop_s = 90000")
    play(SCENE, world=world)
    world.advance(3_600_000)
    world.arrive("지수", rooms=["#라"])
    return world


def found(world: World, line: str) -> list[str]:
    world.send("지수", line)
    start, *rows, end = world.peers["지수"].read()
    assert " 321 지수 Channel :" in start
    assert " 323 지수 :" in end
    return [row.split(" ")[3] for row in rows]


def test_everything_the_largest_first(world: World) -> None:
    """Modern IRC, LIST: 321, 322 `<channel> <count> :<topic>`, 323."""
    play(
        """
        지수 > LIST
        지수 < 321 지수 Channel :*
        지수 < 322 지수 #다 3 :
        지수 < 322 지수 #나 2 :떡볶이
        지수 < 322 지수 #가 1 :
        지수 < 322 지수 #라 1 :
        지수 < 323 지수 :*
        """,
        world=world,
    )


@pytest.mark.parametrize(
    ("asked", "rooms"),
    [
        ("#가", ["#가"]),
        ("#가,#나,#없는방", ["#나", "#가"]),
        ("#없는방", []),
        (">1", ["#다", "#나"]),
        ("<3", ["#나", "#가", "#라"]),
        (">1,<3", ["#나"]),
        ("*나*", ["#나"]),
        ("#*", ["#다", "#나", "#가", "#라"]),
        ("!*나*", ["#다", "#가", "#라"]),
        ("!#?", []),
        ("C<30", ["#라"]),
        ("C>30", ["#다", "#나", "#가"]),
        ("c>30", ["#다", "#나", "#가"]),
        ("C<0", []),
        ("C>0", ["#다", "#나", "#가", "#라"]),
        ("T>30", ["#나"]),
        ("T<30", []),
        ("T>0", ["#나"]),
        ("#가 >1", []),
        ("#나,#다 <3", ["#나"]),
        ("C>x", []),
        ("<-1", []),
        (",", ["#다", "#나", "#가", "#라"]),
        (":", ["#다", "#나", "#가", "#라"]),
        ("무엇", []),
    ],
)
def test_search(world: World, asked: str, rooms: list[str]) -> None:
    """Modern IRC, ISUPPORT ELIST: C, M, N, T, U; an unknown channel gives an empty list."""
    assert found(world, f"LIST {asked}") == rooms


def test_secret_rooms_are_for_their_members(world: World) -> None:
    """Modern IRC, secret channel mode."""
    world.send("철수", "MODE #가 +s")
    assert found(world, "LIST") == ["#다", "#나", "#라"]
    assert found(world, "LIST #가") == []
    world.peers["철수"].read()
    world.send("철수", "LIST #가")
    assert " 322 철수 #가 1 :" in world.peers["철수"].read()[1]


def test_a_huge_list_is_cut_and_says_so() -> None:
    """005 SAFELIST: nobody is cut off for having asked."""
    world = World("[limits]\nthrottle = false\nsendq_bytes = 16384\n[channels]\nmax_per_user = 1000")
    world.arrive("철수", rooms=[f"#방{number}" for number in range(200)])
    world.send("철수", "LIST")
    *rows, note, end = world.peers["철수"].read()
    assert sum(len(line.encode()) for line in rows) < 8192
    assert " NOTICE 철수 :" in note
    assert " 323 " in end
