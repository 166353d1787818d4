import pytest

from malmadang.servercore.commands.rooms import is_invite_question, is_topic_question
from malmadang.wire.message import Message
from tests.kit.world import World


@pytest.mark.parametrize(
    ("params", "quiet"), [(("#방",), True), (("#방", ""), False), (("#방", "새"), False)]
)
def test_topic_questions(params: tuple[str, ...], quiet: bool) -> None:
    assert is_topic_question(Message("TOPIC", params)) == quiet


def test_invite_questions() -> None:
    assert is_invite_question(Message("INVITE"))
    assert not is_invite_question(Message("INVITE", ("철수", "#방")))


def test_a_topic_remembers_who_and_when() -> None:
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.send("철수", "TOPIC #방 :새")
    channel = world.core.state.channel("#방")
    assert channel is not None
    assert channel.topic is not None
    assert (channel.topic.setter, channel.topic.utc_ms) == ("철수!~철수@localhost", world.utc_ms)
    world.send("철수", "TOPIC #방 :")
    assert world.core.state.channel("#방") is channel
    assert getattr(channel, "topic", "gone") is None


def test_only_who_may_open_the_door_opens_it() -> None:
    world = World()
    world.arrive("철수", rooms=["#방"])
    world.arrive("영희", rooms=["#방"])
    world.arrive("민수")
    channel, guest = world.core.state.channel("#방"), world.core.state.user("민수")
    assert channel is not None
    assert guest is not None
    world.send("영희", "INVITE 민수 #방")
    assert guest not in channel.invited
    world.send("철수", "INVITE 민수 #방")
    assert guest in channel.invited
