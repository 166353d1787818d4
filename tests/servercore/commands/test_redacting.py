"""Taking back; the conversations stand in tests/conformance/test_redact.py."""

from malmadang.ports import RedactionRecord
from malmadang.servercore.effects import Keep, Post
from tests.kit.world import World


def test_the_trace_is_kept_behind_the_line_that_tells_of_it() -> None:
    world = World("[limits]\nkick_bytes = 6\nthrottle = false")
    world.arrive("철수", caps=["draft/message-redaction"], rooms=["#방"])
    world.send("철수", "PRIVMSG #방 :글")
    msgid = world.kept[-1].msgid
    world.log.clear()
    world.send("철수", f"REDACT #방 {msgid} :미안해요")
    (post,) = (effect for effect in world.log if isinstance(effect, Post))
    (keep,) = (effect for effect in world.log if isinstance(effect, Keep))
    assert post.record is not None
    assert (post.record.verb, post.record.text) == ("REDACT", f"{msgid} :미안")
    assert isinstance(keep.record, RedactionRecord)
    assert keep.record.reason == "미안"
    assert not keep.speaker, "the line's speaker is told already"
    assert world.log.index(post) < world.log.index(keep)
