import pytest

from malmadang.ports import ChannelGone, ChannelRecord, MembershipGone, MembershipRecord, TimeMs
from malmadang.servercore.lasting import SETTING, bring_back, is_wanted, lasts, with_looks
from malmadang.servercore.user import User
from tests.kit.world import World, make_account, make_config

LILY = make_account("Lily", "x")
ROOM = ChannelRecord(channel="#방", created_ms=TimeMs(1), ranks={"lily": 4})


def wishing(wish: str) -> World:
    account = make_account("Lily", "x")
    account.settings[SETTING] = wish
    world = World()
    world.core.state.accounts.put(account)
    return world


@pytest.mark.parametrize("policy", ["opt-in", "opt-out", "never"])
@pytest.mark.parametrize("wish", ["on", "off", ""])
def test_the_wish_counts_unless_the_settings_say_never(policy: str, wish: str) -> None:
    config = make_config(f"[accounts]\nalways_on = '{policy}'")
    record = make_account("Lily", "x")
    record.settings[SETTING] = wish
    expected = policy != "never" and (wish == "on" or (wish == "" and policy == "opt-out"))
    assert is_wanted(config, record) is expected


def test_only_under_its_own_name() -> None:
    world = wishing("on")
    user = User("lily", "~l", "h", "Lily", address="127.0.0.1")
    assert not lasts(world.core.state, user)
    user.account = "Lily"
    assert lasts(world.core.state, user)
    user.rename("rose")
    assert not lasts(world.core.state, user)


def test_looks_are_kept_when_they_have_changed() -> None:
    user = User("Lily", "~l", "h", "Lily", address="127.0.0.1")
    user.modes |= {"i", "w"}
    record = with_looks(LILY, user)
    assert record.settings == {"username": "~l", "host": "h", "realname": "Lily", "modes": "i"}
    assert with_looks(record, user) is record


def test_what_is_kept_comes_back_and_the_rest_is_named() -> None:
    world = wishing("on")
    state = world.core.state
    here = MembershipRecord("Lily", "#방", TimeMs(5))
    unknown = MembershipRecord("누구", "#방", TimeMs(5))
    empty = ChannelRecord(channel="#빈방", created_ms=TimeMs(1))
    stale = bring_back(state, [ROOM, empty], [here, unknown], world.now())
    assert stale == [MembershipGone("누구", "#방"), ChannelGone("#빈방")]
    user, channel = state.user("lily"), state.channel("#방")
    assert user is not None
    assert channel is not None
    assert channel.rank(user) == 4
    assert user.away
    state.invariants()
