import pytest

from malmadang.ports import ChannelId, SteadyMs, TimeMs
from malmadang.servercore.channel import OPERATOR, OWNER, PREFIXES, VOICE, Channel, Membership, NameList
from malmadang.servercore.throttle import Bucket
from malmadang.servercore.user import User
from malmadang.wire.modes import DEFAULT_PREFIXES


def make() -> tuple[Channel, User]:
    channel = Channel(ChannelId(1), "#Room", TimeMs(1000), Bucket(1, SteadyMs(0)))
    return channel, User("철수", "~u", "localhost", "이름", address="127.0.0.1")


def test_a_membership_is_in_both_indexes_and_ends_in_both() -> None:
    channel, user = make()
    names = channel.names[True, True] = NameList(400, every=True, masks=True)
    channel.add(user, OPERATOR, TimeMs(1001))
    assert names.bodies == ["@철수!~u@localhost"]
    assert user.channels == {"#room": channel}
    assert channel.rank(user) == OPERATOR
    channel.remove(user)
    assert channel.names == {}
    assert not user.channels
    assert channel.rank(user) == 0
    with pytest.raises(KeyError):
        channel.remove(user)


def test_an_invitation_ends_with_coming_in() -> None:
    channel, user = make()
    channel.invite(user)
    assert (channel.invited, user.invitations) == ({user}, frozenset({channel}))
    channel.add(user, 0, TimeMs(1001))
    assert not channel.invited
    assert not user.invitations
    channel.uninvite(user)


def test_signs_highest_first() -> None:
    membership = Membership(VOICE | OPERATOR | OWNER, TimeMs(0))
    assert membership.signs(every=True) == "~@+"
    assert membership.signs(every=False) == "~"
    assert Membership(0, TimeMs(0)).signs(every=True) == ""


def test_ranks_are_those_that_005_tells() -> None:
    assert "".join(letter for _, letter, _ in PREFIXES) == DEFAULT_PREFIXES.letters
    assert "".join(sign for _, _, sign in PREFIXES) == DEFAULT_PREFIXES.symbols


def test_places_ascend_and_time_never_goes_back() -> None:
    channel, _ = make()
    assert [channel.stamp(TimeMs(at)) for at in (1500, 1200, 1500, 1501)] == [1500, 1501, 1502, 1503]
    assert channel.stamp(TimeMs(2000)) == 2000
    assert channel.seq == 5


def test_the_time_of_a_channel_does_not_run_away() -> None:
    channel, _ = make()
    stamps = [channel.stamp(TimeMs(5000)) for _ in range(2000)]
    assert stamps[:1001] == list(range(5000, 6001))
    assert set(stamps[1001:]) == {6000}
    assert channel.stamp(TimeMs(100)) == 6000


def test_a_run_is_stamped_as_its_lines_are() -> None:
    for before in (TimeMs(0), TimeMs(1000), TimeMs(4000), TimeMs(9000)):
        (singly, _), (at_once, _) = make(), make()
        for channel in (singly, at_once):
            channel.stamp(before)
        times = at_once.stamp_run(TimeMs(3900), 2000)
        assert [singly.stamp(TimeMs(3900)) for _ in range(2000)] == list(times)
        assert (singly.seq, singly.last_ms) == (at_once.seq, at_once.last_ms)


def test_what_is_no_speech_is_counted_apart() -> None:
    channel, _ = make()
    channel.stamp_event(TimeMs(1500))
    assert channel.spoken == 0
    channel.stamp(TimeMs(1500))
    assert (channel.spoken, channel.seq) == (1, 2)


@pytest.mark.parametrize("every", [True, False])
def test_names_fill_lines_and_grow_as_people_come(every: bool) -> None:
    people = [User(f"사람{number}", "u", "h", "r", address="") for number in range(40)]
    ranks = [OWNER | OPERATOR if number == 3 else VOICE if number == 5 else 0 for number in range(40)]
    grown = NameList(100, every=every, masks=False)
    for user, rank in zip(people, ranks, strict=True):
        grown.add(user, Membership(rank, TimeMs(0)))
    assert all(len(body.encode()) < 100 for body in grown.bodies)
    assert all(len(body.encode()) > 85 for body in grown.bodies[:-1])
    names = " ".join(grown.bodies).split()
    signs = {3: "~@" if every else "~", 5: "+"}
    assert names == [f"{signs.get(number, '')}사람{number}" for number in range(40)]
