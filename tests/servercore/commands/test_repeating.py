from malmadang.servercore.effects import Post, Send
from tests.kit.world import World

CAPS = ("message-tags", "echo-message")


def test_the_senders_copy_is_bound_to_the_record() -> None:
    """What the store refuses nobody reads, the sender neither."""
    world = World()
    world.arrive("철수", caps=CAPS, rooms=["#방"])
    world.log.clear()
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방 :글")
    post, send = world.log
    assert isinstance(post, Post)
    assert isinstance(send, Send)
    assert post.record is not None
    assert (post.record.nonce, post.record.nonce_owner) == ("n", "~철수")
    assert post.record.tags == ""
    assert post.silent == (world.peers["철수"].id,)
    assert send.records == (post.record,)


def test_the_owner_stays_the_same_under_another_nick() -> None:
    world = World()
    world.arrive("철수", caps=CAPS, rooms=["#방"])
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방 :글")
    world.send("철수", "NICK 새이름")
    world.send("철수", "@+malmadang/nonce=n PRIVMSG #방 :글")
    assert [record.text for record in world.kept if record.verb == "PRIVMSG"] == ["글"]
