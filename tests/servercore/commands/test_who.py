import pytest

from malmadang.servercore.commands.who import Form, flags_of, parse_form, shown_address
from tests.kit.world import World


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("", Form()),
        ("o", Form(only_operators=True)),
        ("%nuh", Form(is_extended=True, fields="uhn")),
        ("%tn,42", Form(is_extended=True, fields="tn", token="42")),
        ("on%tn,1234", Form(is_extended=True, fields="tn", only_operators=True)),
        ("%nn!z", Form(is_extended=True, fields="n")),
        ("%t,", Form(is_extended=True, fields="t")),
    ],
)
def test_the_second_parameter(text: str, form: Form) -> None:
    """IRCv3 whox: flags, %, fields in whatever order, a token of up to three digits."""
    assert parse_form(text) == form


def test_flags_and_addresses() -> None:
    world = World()
    peer = world.arrive("철수", rooms=["#방"], address="::1")
    world.arrive("영희", rooms=["#방"], address="203.0.113.7")
    state, ctx = world.core.state, world.core.ctx
    ctx.client = state.clients[peer.id]
    mine, other, channel = state.user("철수"), state.user("영희"), state.channel("#방")
    assert mine is not None
    assert other is not None
    assert (flags_of(ctx, mine, channel), flags_of(ctx, mine, None)) == ("H@", "H")
    assert (shown_address(ctx, mine), shown_address(ctx, other)) == ("0::1", "")
    state.set_user_mode(mine, "o", on=True)
    assert flags_of(ctx, mine, channel) == "H*@"
    assert shown_address(ctx, other) == "203.0.113.7"
