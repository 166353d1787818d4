"""BATCH; the conversations stand in tests/conformance/test_multiline.py."""

import pytest

from malmadang.servercore.commands.multiline import is_opening
from malmadang.wire.message import parse_line


@pytest.mark.parametrize(("line", "opening"), [("BATCH +1 x", True), ("BATCH -1", False), ("BATCH", False)])
def test_only_its_end_is_heard(line: str, opening: bool) -> None:
    assert is_opening(parse_line(line.encode())) is opening
