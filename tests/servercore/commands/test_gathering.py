"""Lines of a batch; the conversations stand in tests/conformance/test_multiline.py."""

import pytest

from malmadang.servercore.commands.gathering import is_gathered
from malmadang.wire.message import parse_line
from tests.kit.world import World


@pytest.mark.parametrize(
    ("line", "gathered"),
    [("@batch=1 PRIVMSG a :b", True), ("@a=1 PRIVMSG a :b", False), ("PRIVMSG a :b", False)],
)
def test_what_is_part_of_a_batch(line: str, gathered: bool) -> None:
    assert is_gathered(parse_line(line.encode())) is gathered


def test_who_does_not_know_batches_has_none() -> None:
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.send("철수", "@batch=1 PRIVMSG #방 :글")
    assert [record.text for record in world.kept if record.verb == "PRIVMSG"] == ["글"]
