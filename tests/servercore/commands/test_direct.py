"""Between people; what is kept of it stands in tests/conformance/test_private_history.py."""

from malmadang.servercore.effects import Keep, Send
from tests.kit.accounts import PASSWORDS, arrive
from tests.kit.script import play
from tests.kit.world import World


def test_whoever_reads_it_reads_it_after_it_is_kept() -> None:
    world = World(accounts=PASSWORDS)
    arrive(world, "철수", caps=["echo-message"])
    arrive(world, "영희")
    world.log.clear()
    world.send("철수", "PRIVMSG 영희 :글")
    keep, *sends = world.log
    assert isinstance(keep, Keep)
    assert (keep.verb, keep.target, keep.speaker) == ("PRIVMSG", "영희", world.peers["철수"].id)
    assert {send.client_id for send in sends if isinstance(send, Send)} == {
        world.peers["철수"].id,
        world.peers["영희"].id,
    }
    assert all(isinstance(send, Send) and send.records == (keep.record,) for send in sends)


def test_of_several_who_hear_it_all_must_be_away() -> None:
    world = World(accounts=PASSWORDS)
    arrive(world, "철수")
    arrive(world, "영희", name="하나", nick="하나")
    arrive(world, "영희", name="둘", nick="둘")
    world.send("하나", "AWAY :낮잠")
    world.send("철수", "PRIVMSG 영희 :글")
    assert world.peers["철수"].read() == []
    world.send("둘", "AWAY :밥")
    world.send("철수", "PRIVMSG 영희 :글")
    assert len(world.peers["철수"].read()) == 1
    assert sum("PRIVMSG 영희" in line for line in world.peers["둘"].read()) == 2


def test_a_service_is_no_person() -> None:
    play("""
    철수 > PRIVMSG 끝말이2 :글
    철수 < 401 철수 끝말이2 :*
    철수 > PRIVMSG 말지기 :도움말
    철수 <<
    """)
