from malmadang.ports import AccountRecord, ChannelGone, ChannelRecord, MembershipGone, MembershipRecord
from malmadang.servercore.staying import begin_stay, end_stay, settle_away
from tests.conformance.test_devices import comes
from tests.conformance.test_owned_rooms import ACCOUNTS
from tests.kit.script import play
from tests.kit.world import World


def in_a_room_of_a_guest() -> World:
    text = f"손님 arrives in #방\n{comes('책상', '철수')}\n책상 > JOIN #방\n책상 <<\n손님 <<"
    return play(text, world=World("[accounts]\nalways_on = 'opt-out'", accounts=ACCOUNTS))


def test_a_stay_is_kept_with_the_room_and_forgotten_with_it() -> None:
    world = in_a_room_of_a_guest()
    assert [type(record) for record in world.states] == [ChannelRecord, MembershipRecord, AccountRecord]
    world.states.clear()
    ctx, user, channel = world.core.ctx, world.core.state.user("철수"), world.core.state.channel("#방")
    assert user is not None
    assert channel is not None
    ctx.effects = []
    begin_stay(ctx, user, channel)
    assert not ctx.effects, "it is kept already"
    end_stay(ctx, user, channel)
    end_stay(ctx, user, channel)
    world.perform(ctx.effects)
    assert world.states == [MembershipGone("철수", "#방"), ChannelGone("#방")]


def test_others_hear_only_of_what_has_changed() -> None:
    world = in_a_room_of_a_guest()
    ctx, user = world.core.ctx, world.core.state.user("철수")
    assert user is not None
    ctx.effects = []
    settle_away(ctx, user)
    assert not ctx.effects
    assert user.away is None
    next(iter(user.clients.values())).absent = True
    settle_away(ctx, user)
    assert ctx.effects
    assert user.away == "지금 자리에 없어요"
