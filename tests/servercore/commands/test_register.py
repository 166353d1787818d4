from malmadang.ports import Outcome
from tests.kit.world import World

PASSWORD = "길고좋은비밀번호"


def test_a_full_disk_is_told_and_success_is_not() -> None:
    """DESIGN 5: what the core has changed stays, and the store is owed it."""
    world = World()
    peer = world.arrive("철수")
    world.outcome = Outcome.DISK_FULL
    world.send("철수", f"REGISTER * * {PASSWORD}")
    lines = peer.read()
    assert not any("SUCCESS" in line for line in lines)
    assert any(" FAIL REGISTER DISK_FULL 철수 " in line for line in lines)


def test_the_answer_has_the_label() -> None:
    """IRCv3 labeled-response: though it comes from a thread."""
    world = World()
    peer = world.arrive("철수", caps=["labeled-response", "batch"])
    world.send("철수", f"@label=7 REGISTER * * {PASSWORD}")
    first, *rest = peer.read()
    assert first.startswith("@label=7 ")
    assert "BATCH" in first
    assert any("SUCCESS" in line for line in rest)
