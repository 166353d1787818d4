from malmadang.servercore.exchange import Exchange


def test_pieces_are_put_together_apart_from_other_exchanges() -> None:
    one, other = Exchange(), Exchange()
    assert one.chunks.feed("A" * 400) is None
    assert other.chunks.feed("AAAA") == bytes(3)
    assert one.chunks.feed("+") == bytes(300)
    assert one.scram is None
