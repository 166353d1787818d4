"""The two ways a registration goes on: with CAP END, or not at all."""

from malmadang.clientcore import resuming
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import CloseLine
from malmadang.clientcore.faults import Fault
from malmadang.clientcore.view import Phase


def finish(ctx: Context) -> None:
    """Let the server go on with the registration."""
    if not ctx.registration.ended and ctx.view.connection.phase is Phase.REGISTERING:
        ctx.registration.ended = True
        resuming.show_token(ctx)
        ctx.send("CAP", "END")


def halt(ctx: Context, fault: Fault) -> None:
    """Give up until the person says how to go on."""
    ctx.halted = fault
    ctx.send("QUIT")
    ctx.emit(CloseLine())
