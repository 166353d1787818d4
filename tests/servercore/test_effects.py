from malmadang.ports import ChannelId, ClientId, TimeMs
from malmadang.servercore.effects import Effect, Keep, Post, PostRun, Send, awaited, newest_record
from malmadang.servercore.render import Line, Run
from tests.kit.readers import record


def test_a_run_stands_for_its_posts() -> None:
    lines = Run("", ["a", "b"], [TimeMs(1), TimeMs(2)], ["a", "b"])
    records = [record("a"), record("b")]
    run = PostRun(ChannelId(1), lines, records, (ClientId(7),), ClientId(7))
    assert run.singly() == [
        Post(ChannelId(1), line, (ClientId(7),), kept, ClientId(7))
        for line, kept in zip(lines.singly(), records, strict=True)
    ]


def test_what_is_kept_for_a_labelled_line_is_awaited() -> None:
    line = Line(b"a\r\n")
    one, other, third = record("a"), record("b"), record("c")
    effects: list[Effect] = [
        Post(ChannelId(1), line, (), one, ClientId(7), "x"),
        Keep(other, ClientId(7), "REGISTER", "a", "x"),
        Post(ChannelId(1), line, (), third, ClientId(7), "y"),
        Post(ChannelId(1), line, (), None, ClientId(7), "x"),
        Send(ClientId(7), line),
    ]
    assert awaited(effects, "x") == (one, other)
    assert newest_record(effects) == (third,)
    assert newest_record(effects[3:]) == ()
