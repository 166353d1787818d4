from malmadang.ports import ChannelId, ClientId
from malmadang.servercore.effects import Post, PostRun
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
