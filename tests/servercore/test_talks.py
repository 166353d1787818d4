import pytest

from malmadang.ports import LogPosition, TimeMs, private_log
from malmadang.servercore.channel import AHEAD_MS
from malmadang.servercore.talks import find_person, open_book, stamp_talk, talk_of
from tests.kit.accounts import PASSWORDS, arrive
from tests.kit.world import START, World


def test_who_is_meant_by_a_nick() -> None:
    world = World(accounts=PASSWORDS)
    arrive(world, "영희", nick="영이")
    world.arrive("손님")
    state = world.core.state
    by_nick, by_account = find_person(state, "영이"), find_person(state, "영희")
    away, guest = find_person(state, "철수"), find_person(state, "손님")
    assert by_nick is not None
    assert by_account is not None
    assert away is not None
    assert guest is not None
    assert (by_nick.name, by_nick.account, by_nick.users) == ("영이", "영희", (state.user("영이"),))
    assert (by_account.name, by_account.users) == ("영희", (state.user("영이"),))
    assert (away.account, away.users) == ("철수", ())
    assert guest.account == ""
    assert find_person(state, "없음") is None
    user = state.user("영이")
    assert user is not None
    assert talk_of(user, away) == private_log("철수", "영희")
    assert talk_of(user, guest) is None


def test_a_talks_time_never_goes_back_and_is_never_far_ahead() -> None:
    state = World().core.state
    log = private_log("a", "b")
    assert stamp_talk(state, log, START) == LogPosition(1, START)
    assert stamp_talk(state, log, TimeMs(START - 5)) == LogPosition(2, TimeMs(START + 1))
    assert stamp_talk(state, log, TimeMs(START + 9)) == LogPosition(3, TimeMs(START + 9))
    for _ in range(2 * AHEAD_MS):
        position = stamp_talk(state, log, START)
    assert position == LogPosition(3 + 2 * AHEAD_MS, TimeMs(START + AHEAD_MS))


@pytest.mark.parametrize("name", ["#남", "#없음"])
def test_a_room_one_is_not_in_is_a_closed_book(name: str) -> None:
    world = World(accounts=PASSWORDS)
    arrive(world, "철수")
    world.arrive("지수", rooms=["#남"])
    ctx = world.core.ctx
    ctx.client = world.core.state.clients[world.peers["철수"].id]
    assert open_book(ctx, name) is None
    book = open_book(ctx, "지수")
    assert book is not None
    assert book.log not in (private_log("철수", "지수"), private_log("철수", "철수"))
