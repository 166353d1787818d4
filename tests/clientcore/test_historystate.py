"""What is known of a room's log, and what is asked for."""

from malmadang.clientcore.historystate import Ask, CatchUp, Request
from malmadang.wire.names import Folded

HERE, THERE = Folded("민수"), Folded("철수")


def test_a_room_that_is_closed_is_not_asked_for_any_more() -> None:
    catch_up = CatchUp()
    catch_up.waiting = [Request(HERE, Ask.OLDER), Request(THERE, Ask.OLDER)]
    catch_up.in_flight[HERE] = Request(HERE, Ask.NEWEST)
    catch_up.forget_room(HERE)
    assert [request.key for request in catch_up.waiting] == [THERE]
    assert catch_up.in_flight == {}


def test_a_talk_under_another_nick_is_asked_for_under_that() -> None:
    catch_up = CatchUp()
    catch_up.waiting = [Request(HERE, Ask.OLDER)]
    catch_up.in_flight[HERE] = Request(HERE, Ask.NEWEST)
    catch_up.rename_room(HERE, THERE)
    assert [(request.key, request.ask) for request in catch_up.waiting] == [
        (THERE, Ask.NEWEST), (THERE, Ask.OLDER),
    ]  # fmt: skip
    assert catch_up.in_flight == {}
