import pytest

from malmadang.servercore.client import Stage
from malmadang.servercore.commands import COMMANDS
from malmadang.servercore.context import Context
from malmadang.servercore.dispatch import Command, dispatch
from malmadang.servercore.effects import Effect, Send
from malmadang.servercore.refusal import Failure, Refusal
from malmadang.wire.message import Message
from malmadang.wire.numerics import ERR_NOSUCHNICK
from tests.kit.world import World


def refuse(ctx: Context, message: Message) -> None:
    raise Refusal(ERR_NOSUCHNICK, "누구")


def fail(ctx: Context, message: Message) -> None:
    raise Failure("X", "INVALID_REALNAME", phrase="invalid_realname")


TABLE = {
    row.verb: row
    for row in (
        Command("REFUSE", refuse, "", ""),
        Command("HUSH", refuse, "", "", silent_refusals=True),
        Command("FAIL", fail, "", ""),
        Command("NEED", refuse, "", "", min_params=2),
        Command("KINGS", refuse, "", "", privilege="kill"),
        Command("EARLY", refuse, "", "", stage=Stage.REGISTERING, only_before_welcome=True),
    )
}


def said(message: Message) -> list[str]:
    world = World()
    peer = world.arrive("철수")
    ctx = world.core.ctx
    effects: list[Effect] = []
    ctx.effects = effects
    ctx.client = world.core.state.clients[peer.id]
    dispatch(ctx, message, TABLE)
    return [
        effect.line.decode().split(" ")[1]
        for effect in effects
        if isinstance(effect, Send) and isinstance(effect.line, bytes)
    ]


@pytest.mark.parametrize(
    ("verb", "params", "answer"),
    [
        ("REFUSE", (), ["401"]),
        ("HUSH", (), []),
        ("FAIL", (), ["FAIL"]),
        ("NEED", ("하나",), ["461"]),
        ("NEED", ("하나", "둘"), ["401"]),
        ("KINGS", (), ["481"]),
        ("EARLY", (), ["462"]),
        ("NONE", (), ["421"]),
    ],
)
def test_gates_and_refusals(verb: str, params: tuple[str, ...], answer: list[str]) -> None:
    assert said(Message(verb, params)) == answer


@pytest.mark.parametrize("row", COMMANDS.values(), ids=lambda row: row.verb)
def test_every_row_is_whole(row: Command) -> None:
    assert row.verb.isupper()
    assert row.source
    assert row.cost >= 1
    assert row.handler.__doc__
    assert row.quiet_when is None or row.loud, "what is never loud needs no exception"
    assert row.syntax.count("<") >= min(row.min_params, 1)
