import pytest

from malmadang.ports import ChannelId, SteadyMs, TimeMs
from malmadang.servercore.channel import Channel, Topic
from malmadang.servercore.commands.listing import Wish
from malmadang.servercore.throttle import Bucket

MINUTE_MS = 60_000
NOW = TimeMs(100 * MINUTE_MS)


def make(name: str, *, age_min: int, topic_min: int | None = None) -> Channel:
    channel = Channel(ChannelId(1), name, TimeMs(NOW - age_min * MINUTE_MS), Bucket(1, SteadyMs(0)))
    if topic_min is not None:
        channel.topic = Topic("주제", "철수", TimeMs(NOW - topic_min * MINUTE_MS))
    return channel


@pytest.mark.parametrize(
    ("items", "is_met"),
    [
        ([], True),
        (["#Room"], True),
        (["#other"], False),
        (["#other", "#r*"], True),
        (["!#r*"], False),
        (["!"], False),
        (["C<10"], False),
        (["C<11"], True),
        (["C>10"], True),
        (["C>11"], False),
        (["T<6"], True),
        (["T>6"], False),
        (["C>5", "T<6"], True),
        (["C>5", "T>6"], False),
        (["<1"], True),
        ([">0"], False),
        (["C<9999999999"], False),
    ],
)
def test_what_is_asked_for(items: list[str], is_met: bool) -> None:
    """Names and masks: one must fit; conditions: all of them."""
    assert Wish(items).is_met(make("#room", age_min=10, topic_min=5), NOW) == is_met


def test_without_a_topic_no_condition_on_it_holds() -> None:
    channel = make("#room", age_min=10)
    assert not Wish(["T<99"]).is_met(channel, NOW)
    assert not Wish(["T>0"]).is_met(channel, NOW)


def test_a_clock_set_back_makes_nothing_older_than_new() -> None:
    assert Wish(["C>0"]).is_met(make("#room", age_min=-5), NOW)
    assert not Wish(["C<0"]).is_met(make("#room", age_min=-5), NOW)
