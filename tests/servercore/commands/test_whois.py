import pytest

from tests.kit.world import World


@pytest.mark.parametrize("line", ["WHOIS 철수", "WHOIS 영희", "WHOIS 없는이", "WHOIS *.local 철수"])
def test_every_answer_has_its_end(line: str) -> None:
    world = World()
    world.arrive("철수")
    world.arrive("영희", rooms=[f"#방{number}" for number in range(100)])
    world.send("철수", line)
    codes = [answer.split(" ")[1] for answer in world.peers["철수"].read()]
    assert codes[0] in ("311", "401")
    assert codes[-1] == "318"
    assert codes.count("318") == 1


def test_a_long_past_is_cut_and_still_has_its_end() -> None:
    world = World("[limits]\nthrottle = false\nsendq_bytes = 16384")
    world.arrive("철수")
    for _ in range(60):
        world.arrive("영희")
        world.send("영희", "QUIT")
    world.peers["철수"].read()
    world.send("철수", "WHOWAS 영희")
    *entries, end = world.peers["철수"].read()
    assert 0 < len(entries) < 120
    assert len(entries) % 2 == 0
    assert " 369 " in end
