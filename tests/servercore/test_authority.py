import pytest

from malmadang.servercore.authority import (
    Action,
    is_barred,
    may_find,
    may_put_out,
    may_see,
    may_see_in,
    may_speak,
    require,
    require_entry,
)
from malmadang.servercore.channel import ADMIN, OPERATOR, OWNER, VOICE, Channel
from malmadang.servercore.refusal import Refusal
from malmadang.servercore.user import User
from malmadang.wire.numerics import (
    ERR_CHANOPRIVSNEEDED,
    ERR_NOSUCHCHANNEL,
    ERR_NOTONCHANNEL,
    Numeric,
)
from tests.kit.world import World


def scene() -> tuple[World, Channel, User, User]:
    """철수 founded #방, 민수 is outside."""
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.arrive("민수")
    channel = world.core.state.channel("#방")
    founder, stranger = world.core.state.user("철수"), world.core.state.user("민수")
    assert channel is not None
    assert founder is not None
    assert stranger is not None
    return world, channel, founder, stranger


def refusal(action: Action, user: User, channel: Channel) -> Numeric | None:
    try:
        require(action, user, channel)
    except Refusal as refused:
        return refused.numeric
    return None


@pytest.mark.parametrize("action", [action for action in Action if action is not Action.SEE])
def test_an_outsider_may_nothing_but_look(action: Action) -> None:
    _, channel, _, stranger = scene()
    assert refusal(Action.SEE, stranger, channel) is None
    assert refusal(action, stranger, channel) is not None
    channel.modes.add("s")
    if action not in (Action.SPEAK, Action.ADDRESS_RANK):
        assert refusal(action, stranger, channel) is ERR_NOSUCHCHANNEL


def test_an_owner_may_everything() -> None:
    _, channel, founder, _ = scene()
    channel.members[founder].rank = OWNER
    assert all(refusal(action, founder, channel) is None for action in Action)


def test_the_reason_fits() -> None:
    _, channel, founder, stranger = scene()
    assert refusal(Action.KICK, stranger, channel) is ERR_NOTONCHANNEL
    channel.members[founder].rank = VOICE
    assert refusal(Action.KICK, founder, channel) is ERR_CHANOPRIVSNEEDED
    assert refusal(Action.ENTHRONE, founder, channel) is ERR_CHANOPRIVSNEEDED


def test_only_owners_put_out_the_protected() -> None:
    world, channel, founder, stranger = scene()
    world.send("민수", "JOIN #방")
    channel.members[stranger].rank = ADMIN
    channel.members[founder].rank = ADMIN
    assert not may_put_out(founder, stranger, channel)
    assert may_put_out(founder, founder, channel)
    channel.members[founder].rank = OWNER
    assert may_put_out(founder, stranger, channel)
    channel.members[founder].rank = OPERATOR
    assert not may_put_out(founder, stranger, channel)


def test_secret_and_invisible() -> None:
    world, channel, founder, stranger = scene()
    channel.modes.add("s")
    assert not may_see(stranger, channel)
    assert not may_see_in(stranger, founder, channel)
    assert may_see_in(founder, founder, channel)
    channel.modes.discard("s")
    assert may_see_in(stranger, founder, channel)
    world.core.state.set_user_mode(founder, "i", on=True)
    assert not may_see_in(stranger, founder, channel)
    assert not may_find(stranger, founder)
    assert may_find(founder, founder)
    world.core.state.set_user_mode(stranger, "o", on=True)
    assert may_find(stranger, founder)
    assert may_see(stranger, channel)


def test_bans_mutes_and_their_exceptions() -> None:
    world, channel, _, stranger = scene()
    for line in ("MODE #방 +b m:민수", "MODE #방 +b *!*@elsewhere"):
        world.send("철수", line)
    assert not is_barred(stranger, channel, mute=False)
    assert is_barred(stranger, channel, mute=True)
    require_entry(stranger, channel, "")
    world.send("철수", "MODE #방 +e 민수")
    assert not is_barred(stranger, channel, mute=True)


def test_the_kept_answer_follows_lists_and_nicks() -> None:
    world, channel, _, stranger = scene()
    world.send("민수", "JOIN #방")
    assert may_speak(stranger, channel)
    world.send("철수", "MODE #방 +b m:민이")
    assert may_speak(stranger, channel)
    world.send("민수", "NICK 민이")
    assert not may_speak(stranger, channel)
    world.send("철수", "MODE #방 -b m:민이")
    assert may_speak(stranger, channel)
