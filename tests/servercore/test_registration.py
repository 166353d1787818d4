from malmadang.servercore.client import Stage
from malmadang.servercore.effects import Admit, Classify
from malmadang.servercore.registration import nick_fault
from malmadang.wire.names import NameFaultKind
from tests.kit.world import World, make_config


def test_the_settings_say_how_long_a_nick_may_be() -> None:
    world = World(make_config("[names]\nnick_chars = 4\nnick_bytes = 9"))
    for nick, kind in [("abcde", "TOO_MANY_LETTERS"), ("가나다라", "TOO_MANY_BYTES"), ("", "EMPTY")]:
        fault = nick_fault(world.core.ctx, nick)
        assert fault is not None
        assert fault.kind is NameFaultKind[kind]
    assert nick_fault(world.core.ctx, "가나다") is None


def test_the_welcome_makes_a_user_and_tells_the_shell() -> None:
    world = World()
    peer = world.connect("철수")
    for line in ("CAP REQ :server-time", "USER u 0 * :이름", "NICK 철수"):
        world.send("철수", line)
    client = world.core.state.clients[peer.id]
    assert client.stage is Stage.REGISTERING
    assert world.core.state.unregistered == 1
    world.log.clear()
    world.send("철수", "CAP END")
    assert client.user is not None
    assert client.user.mask == "철수!~u@localhost"
    assert world.core.state.unregistered == 0
    assert Admit(peer.id) in world.log
    assert Classify(peer.id, client.mask) in world.log
