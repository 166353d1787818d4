"""draft/account-registration."""

import pytest

from malmadang.adapters.storage_memory import MemoryStorage
from tests.kit.sasl import plain, scram
from tests.kit.script import play
from tests.kit.world import World

PASSWORD = "길고좋은비밀번호"


def test_a_guest_becomes_an_account_and_keeps_nick_and_rooms() -> None:
    """IRCv3 account-registration; DESIGN 6."""
    play(f"""
    철수 arrives in #방
    영희 arrives in #방 with account-notify
    철수 > REGISTER * * {PASSWORD}
    철수 < REGISTER SUCCESS 철수 :*
    철수 < 900 철수 철수!~철수@localhost 철수 :*
    철수 < :malmadang.local MODE #방 +q 철수
    영희 < :철수!~철수@localhost ACCOUNT 철수
    영희 < :malmadang.local MODE #방 +q 철수
    철수 > REGISTER 다른 * {PASSWORD}
    철수 < FAIL REGISTER ALREADY_AUTHENTICATED 다른 :*
    철수 > QUIT
    철수 <<
    영희 <<
    남 arrives
    남 > NICK 철수
    남 < 433 남 철수 :*
    남 > REGISTER 철수 * {PASSWORD}
    남 < FAIL REGISTER ACCOUNT_EXISTS 철수 :*
    """, config='[accounts]\npassword_cost = "low"')  # fmt: skip


def test_before_the_welcome() -> None:
    """IRCv3 account-registration, before-connect: with a nick, or with a name of its own."""
    play(f"""
    손님 connects
    손님 > CAP LS 302
    손님 <<
    손님 > REGISTER * * {PASSWORD}
    손님 < FAIL REGISTER NEED_NICK \\* :*
    손님 > NICK 철수
    손님 > REGISTER * * {PASSWORD}
    손님 < REGISTER SUCCESS 철수 :*
    손님 < 900 철수 철수!\\*@localhost 철수 :*
    손님 > USER u 0 * :이름
    손님 > CAP END
    손님 < 001 철수 :*
    손님 <<
    """, config='[accounts]\npassword_cost = "low"')  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "line", "code"),
    [
        ("", "REGISTER 이름 * 짧", "WEAK_PASSWORD"),
        ("", f"REGISTER 이름 * {'a' * 400}", "UNACCEPTABLE_PASSWORD"),
        ("", f"REGISTER 나,쁜 * {PASSWORD}", "BAD_ACCOUNT_NAME"),
        ("", f"REGISTER 영희 * {PASSWORD}", "ACCOUNT_EXISTS"),
        ("", f"REGISTER NickServ * {PASSWORD}", "ACCOUNT_EXISTS"),
        ("", f"REGISTER 이름 아무말 {PASSWORD}", "INVALID_EMAIL"),
        ("email_required = true", f"REGISTER 이름 * {PASSWORD}", "INVALID_EMAIL"),
        ("registration = false", f"REGISTER 이름 * {PASSWORD}", "TEMPORARILY_UNAVAILABLE"),
    ],
)
def test_what_is_refused(settings: str, line: str, code: str) -> None:
    """IRCv3 account-registration: the codes of its failures."""
    play(f"""
    영희 arrives
    철수 arrives
    철수 > {line}
    철수 < FAIL REGISTER {code} * :*
    """, config=f"[accounts]\nmax_password_bytes = 300\n{settings}")  # fmt: skip


def test_the_connection_first_where_the_settings_say_so() -> None:
    """IRCv3 account-registration: COMPLETE_CONNECTION_REQUIRED."""
    play(f"""
    손님 connects
    손님 > NICK 철수
    손님 > REGISTER 철수 * {PASSWORD}
    손님 < FAIL REGISTER COMPLETE_CONNECTION_REQUIRED 철수 :*
    손님 > REGISTER
    손님 < 461 철수 REGISTER :*
    """, config="[accounts]\nbefore_connect = false")  # fmt: skip


def test_no_password_in_clear_from_afar() -> None:
    """DESIGN 10."""
    play(f"""
    손님 arrives from 203.0.113.5
    손님 > REGISTER * * {PASSWORD}
    손님 < FAIL REGISTER SECURE_CONNECTION_REQUIRED \\* :*
    """)


def test_accounts_survive_a_restart() -> None:
    storage = MemoryStorage()
    world = World(storage=storage)
    world.arrive("철수")
    world.send("철수", f"REGISTER * 철수@example.org {PASSWORD}")
    (record,) = storage.load().accounts
    assert (record.account, record.email) == ("철수", "철수@example.org")
    world = World(storage=storage)
    world.connect("손님")
    world.send("손님", "AUTHENTICATE PLAIN")
    world.send("손님", f"AUTHENTICATE {plain('철수', PASSWORD)}")
    assert " 903 " in world.peers["손님"].inbox[-1]
    world.connect("또")
    assert " 903 " in scram(world, "또", "철수", PASSWORD)[-1]


def test_two_who_want_one_name_at_once() -> None:
    """Exactly one winner, whoever asked first."""
    world = World(answers_at_once=False)
    for name in ("하나", "두리"):
        world.arrive(name)
        world.send(name, f"REGISTER 이름 * {PASSWORD}")
    world.answer()
    world.answer()
    assert any(" SUCCESS 이름 " in line for line in world.peers["하나"].inbox)
    assert " ACCOUNT_EXISTS 이름 " in world.peers["두리"].inbox[-1]


def test_a_full_queue_asks_to_try_again() -> None:
    world = World(answers_at_once=False)
    world.arrive("철수")
    world.send("철수", f"REGISTER * * {PASSWORD}")
    world.refuse_to_hash()
    assert " FAIL REGISTER TRY_AGAIN 철수 " in world.peers["철수"].inbox[-1]
    assert len(world.core.state.accounts) == 0


def test_registrations_are_limited() -> None:
    """RELIABILITY 4d: 30 in 10 minutes."""
    world = World("[limits]\nthrottle = true\nburst = 1000\nquiet_burst = 100000")
    for number in range(31):
        world.arrive(f"n{number}")
        world.send(f"n{number}", f"REGISTER * * {PASSWORD}")
    assert " TEMPORARILY_UNAVAILABLE " in world.peers["n30"].inbox[-1]
    assert len(world.core.state.accounts) == 30
    world.advance(20_000)
    world.send("n30", f"REGISTER * * {PASSWORD}")
    assert len(world.core.state.accounts) == 31
