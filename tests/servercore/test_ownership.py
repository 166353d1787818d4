"""Whose a room is when accounts go, and what their ranks come to."""

from malmadang.servercore.channel import HALF_OPERATOR, OPERATOR, OWNER, VOICE
from malmadang.servercore.ownership import FOUNDER, rank_changes
from malmadang.wire.modes import format_modes
from tests.conformance.test_owned_rooms import ACCOUNTS, comes, world
from tests.kit.script import play_on
from tests.kit.world import World


def test_a_changed_rank_is_told_bit_by_bit() -> None:
    after = world()
    after.arrive("손님")
    member = after.core.state.user("손님")
    assert member is not None
    changes = rank_changes(member, VOICE | OPERATOR, HALF_OPERATOR | OPERATOR | OWNER)
    assert " ".join(format_modes(changes)) == "+qh-v 손님 손님 손님"


def deleted(*lines: str) -> World:
    """철수 opens #방, 영희 comes in, something happens, then 철수 deletes the account."""
    after = world()
    play_on(after, f"{comes('철수')}\n{comes('영희')}\n철수 > JOIN #방\n영희 > JOIN #방\n철수 <<\n영희 <<")
    for line in (*lines, f"PRIVMSG 말지기 :탈퇴 {ACCOUNTS['철수']}"):
        after.send("철수", line)
    return after


def test_with_the_account_the_room_is_nobodys() -> None:
    after = deleted()
    channel = after.core.state.channel("#방")
    assert channel is not None
    assert not channel.founder
    assert not after.storage.load().channels
    # Somebody must be able to look after it.
    assert [membership.rank for membership in channel.members.values()] == [FOUNDER, 0]


def test_another_owner_inherits_the_room() -> None:
    after = deleted("MODE #방 +q 영희")
    channel = after.core.state.channel("#방")
    assert channel is not None
    assert channel.founder == "영희"
    assert channel.ranks == {"영희": FOUNDER}
    assert [membership.rank for membership in channel.members.values()] == [0, FOUNDER]
    (kept,) = after.storage.load().channels
    assert kept.founder == "영희"


def test_an_empty_room_goes_with_the_account() -> None:
    after = deleted("KICK #방 영희", "PART #방")
    assert after.core.state.channel("#방") is None


def test_ranks_in_rooms_of_others_go_with_the_account() -> None:
    after = world()
    play_on(after, f"{comes('영희')}\n{comes('철수')}\n영희 > JOIN #방\n철수 > JOIN #방\n철수 <<\n영희 <<")
    after.send("영희", "MODE #방 +o 철수")
    channel = after.core.state.channel("#방")
    assert channel is not None
    assert set(channel.ranks) == {"영희", "철수"}
    after.send("철수", f"PRIVMSG 말지기 :탈퇴 {ACCOUNTS['철수']}")
    assert set(channel.ranks) == {"영희"}
    assert [membership.rank for membership in channel.members.values()] == [FOUNDER, 0]


def test_a_room_whose_owner_is_unknown_is_not_restored() -> None:
    before = deleted("TOPIC #방 :주제")
    assert World(storage=before.storage).core.state.channel("#방") is None
