from malmadang.ports import ChannelId, ClientId
from malmadang.servercore.effects import Keep, Post, PostRun, Send, awaits_store
from malmadang.servercore.render import Line
from tests.kit.readers import record


def test_a_run_stands_for_its_posts() -> None:
    lines = [Line(b"a\r\n"), Line(b"b\r\n")]
    records = [record("a"), record("b")]
    run = PostRun(ChannelId(1), lines, records, (ClientId(7),), ClientId(7))
    assert run.singly() == [
        Post(ChannelId(1), line, (ClientId(7),), kept, ClientId(7))
        for line, kept in zip(lines, records, strict=True)
    ]


def test_what_is_kept_for_a_labelled_line_awaits_the_store() -> None:
    line = Line(b"a\r\n")
    assert awaits_store(Post(ChannelId(1), line, (), record("a"), ClientId(7), "x"), "x")
    assert awaits_store(Keep(record("a"), ClientId(7), "REGISTER", "a", "x"), "x")
    assert not awaits_store(Post(ChannelId(1), line, (), record("a"), ClientId(7), "y"), "x")
    assert not awaits_store(Post(ChannelId(1), line, (), None, ClientId(7), "x"), "x")
    assert not awaits_store(Send(ClientId(7), line), "x")
