from malmadang.servercore.effects import VerifyPassword
from malmadang.servercore.exchange import Exchange
from tests.kit.sasl import plain, scram
from tests.kit.world import World


def test_an_exchange_is_over_once_the_password_is_judged() -> None:
    world = World(accounts={"철수": "비밀번호"}, answers_at_once=False)
    peer = world.connect("손님")
    client = world.core.state.clients[peer.id]
    world.send("손님", "AUTHENTICATE PLAIN")
    assert isinstance(client.exchange, Exchange)
    world.send("손님", f"AUTHENTICATE {plain('철수', '비밀번호')}")
    assert world.peers["손님"].is_paused
    assert world.asked[0].request == VerifyPassword("비밀번호", "비밀번호")
    world.answer()
    assert client.claim.account == "철수"


def test_an_account_deleted_meanwhile_opens_nothing() -> None:
    world = World(accounts={"철수": "비밀번호"}, answers_at_once=False)
    peer = world.connect("손님")
    world.send("손님", "AUTHENTICATE PLAIN")
    world.send("손님", f"AUTHENTICATE {plain('철수', '비밀번호')}")
    accounts = world.core.state.accounts
    record = accounts.find("철수")
    assert record is not None
    accounts.remove(record)
    world.answer()
    assert " 904 " in peer.inbox[-1]
    assert world.core.state.clients[peer.id].claim.account == ""


def test_scram_asks_no_thread() -> None:
    world = World(accounts={"철수": "비밀번호"}, answers_at_once=False)
    world.connect("손님")
    assert " 903 " in scram(world, "손님", "철수", "비밀번호")[-1]
    assert not world.asked


def test_the_end_of_negotiation_breaks_an_exchange_off() -> None:
    world = World()
    peer = world.connect("손님")
    for line in ("CAP REQ :sasl", "AUTHENTICATE PLAIN", "CAP END"):
        world.send("손님", line)
    assert world.core.state.clients[peer.id].exchange is None
    assert " 906 " in peer.inbox[-1]
