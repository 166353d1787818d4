"""AUTHENTICATE: log-ins that are under way while their account becomes another one."""

from base64 import b64decode

import pytest

from malmadang.wire.sasl import ScramClientExchange, encode_chunks
from tests.conformance.test_sasl import PASSWORD, world
from tests.kit.sasl import plain
from tests.kit.world import make_account


@pytest.mark.parametrize("answers", [1, 2])
def test_scram_begun_with_a_password_that_is_another_one_now(answers: int) -> None:
    """The name may be somebody else's account by the last answer."""
    stage = world()
    peer = stage.connect("손님")
    exchange = ScramClientExchange("철수", PASSWORD, nonce=b"a nonce of a test")
    stage.send("손님", "AUTHENTICATE SCRAM-SHA-256")
    for done in range(3):
        if done == answers:
            stage.core.state.accounts.put(make_account("철수", "남의비밀번호"))
        lines = peer.read()
        words = "".join(line.removeprefix("AUTHENTICATE ") for line in lines)
        for chunk in encode_chunks(exchange.respond(b"" if words == "+" else b64decode(words))):
            stage.send("손님", f"AUTHENTICATE {chunk}")
    (line,) = peer.read()
    assert " 904 * :" in line


def test_a_log_in_is_worth_nothing_at_the_welcome_when_the_password_is_another_one() -> None:
    stage = world()
    stage.connect("손님")
    for line in ("CAP LS 302", "AUTHENTICATE PLAIN", f"AUTHENTICATE {plain('철수', PASSWORD)}"):
        stage.send("손님", line)
    stage.core.state.accounts.put(make_account("철수", "남의비밀번호"))
    for line in ("NICK 아무개", "USER a 0 * :a", "CAP END"):
        stage.send("손님", line)
    user = stage.core.state.user("아무개")
    assert user is not None
    assert user.account == ""
