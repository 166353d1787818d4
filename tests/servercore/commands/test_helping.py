from malmadang.servercore.commands import COMMANDS
from malmadang.servercore.commands.helping import send_help
from malmadang.wire.message import Message
from tests.kit.world import World


def test_it_reads_whatever_table_it_is_given() -> None:
    world = World()
    peer = world.arrive("철수")
    ctx = world.core.ctx
    ctx.effects = []
    ctx.client = world.core.state.clients[peer.id]
    send_help(ctx, Message("HELP"), {"PING": COMMANDS["PING"], "JOIN": COMMANDS["JOIN"]})
    world.perform(ctx.effects)
    texts = [line.partition(" :")[2] for line in peer.read()]
    assert texts[1:3] == ["", "JOIN PING"]
    assert all(len(text) <= 80 for text in texts)
