"""Messages on their way."""

from malmadang.clientcore.outbox import Outbox, Outgoing
from malmadang.clientcore.rows import RowId
from malmadang.ports import SteadyMs, TimeMs
from malmadang.wire.names import Folded


def outgoing(number: int, key: str = "#방", param: str = "말") -> Outgoing:
    return Outgoing(RowId(number), Folded(key), key, "PRIVMSG", param, f"n{number}", "", TimeMs(0))


def test_a_burst_then_one_at_a_time() -> None:
    outbox = Outbox()
    assert [outbox.take_turn(SteadyMs(0)) for _ in range(10)] == [True] * 8 + [False] * 2
    assert outbox.ready_ms == 600
    assert outbox.take_turn(SteadyMs(600))
    assert not outbox.take_turn(SteadyMs(601))
    assert [outbox.take_turn(SteadyMs(60_000)) for _ in range(9)] == [True] * 8 + [False]


def test_finding_by_nonce_and_by_age() -> None:
    outbox = Outbox()
    first, second, lost = outgoing(1, param="하나"), outgoing(2, param="둘"), outgoing(3)
    outbox.in_flight = {first.row: first, second.row: second}
    outbox.failed = {lost.row: lost}
    assert outbox.by_nonce("n2") is second
    assert outbox.by_nonce("n3") is lost
    assert outbox.by_nonce("") is None
    assert outbox.oldest(Folded("#방")) is first
    assert outbox.oldest(Folded("#방"), "둘") is second
    assert outbox.oldest(Folded("#둘")) is None


def test_rooms_close_and_move() -> None:
    outbox = Outbox()
    outbox.queue = [outgoing(1, "민수"), outgoing(2, "영희")]
    outbox.in_flight = {RowId(3): outgoing(3, "민수")}
    outbox.rename_room(Folded("민수"), Folded("민수2"), "민수2")
    assert [one.target for one in outbox.queue] == ["민수2", "영희"]
    outbox.forget_room(Folded("민수2"))
    assert [one.target for one in outbox.queue] == ["영희"]
    assert outbox.in_flight == {}
