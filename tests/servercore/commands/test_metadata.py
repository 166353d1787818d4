from malmadang.servercore.commands.metadata import is_question
from malmadang.wire.message import parse_line


def test_only_what_changes_something_is_read_by_others() -> None:
    assert is_question(parse_line(b"METADATA * GET a"))
    assert is_question(parse_line(b"METADATA *"))
    assert not is_question(parse_line(b"METADATA * set a :b"))
    assert not is_question(parse_line(b"METADATA * CLEAR"))
