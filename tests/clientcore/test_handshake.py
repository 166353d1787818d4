"""The two ways a registration goes on."""

from malmadang.clientcore import handshake
from malmadang.clientcore.events import CloseLine
from malmadang.clientcore.faults import Fault, FaultKind
from tests.clientcore.page import Page


def test_cap_end_is_said_once() -> None:
    page = Page().start()
    page.sent()
    ctx = page.core._ctx
    handshake.finish(ctx)
    handshake.finish(ctx)
    assert page.core.take_output() == b"CAP END\r\n"


def test_a_halt_says_goodbye_and_remembers_why() -> None:
    page = Page().start()
    page.sent()
    ctx = page.core._ctx
    handshake.halt(ctx, Fault(FaultKind.NO_WELCOME))
    assert page.core.take_output() == b"QUIT\r\n"
    assert ctx.events == [CloseLine()]
    assert ctx.halted == Fault(FaultKind.NO_WELCOME)
