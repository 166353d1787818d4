"""draft/metadata-2: what people and rooms say of themselves (display name, avatar)."""

import pytest

from malmadang.ports import AccountRecord, Outcome
from tests.conformance.test_devices import comes
from tests.conformance.test_owned_rooms import ACCOUNTS
from tests.kit.accounts import PASSWORDS, arrive
from tests.kit.script import play, play_on
from tests.kit.world import World

CAPS = "batch draft/metadata-2"


def test_values_are_set_told_and_taken_back() -> None:
    play(f"""
    철수 arrives with {CAPS}
    철수 > METADATA * LIST
    철수 < BATCH +l2 metadata
    철수 < BATCH -l2
    철수 > METADATA * SET Display-Name :김 철수
    철수 < 761 철수 \\* display-name \\* :김 철수
    철수 > METADATA 철수 GET display-name avatar $
    철수 < BATCH +l3 metadata
    철수 < @batch=l3 761 철수 철수 display-name \\* :김 철수
    철수 < @batch=l3 766 철수 철수 avatar :*
    철수 < @batch=l3 FAIL METADATA INVALID_KEY $ :*
    철수 < BATCH -l3
    철수 > METADATA * SET display-name
    철수 < 766 철수 \\* display-name :*
    철수 > METADATA * SET avatar :https://example.org/a.png
    철수 < 761 철수 \\* avatar \\* https://example.org/a.png
    철수 > METADATA * CLEAR
    철수 < BATCH +l4 metadata
    철수 < @batch=l4 766 철수 \\* avatar :*
    철수 < BATCH -l4
    """)  # fmt: skip


def test_whoever_wants_to_know_is_told_and_nobody_else() -> None:
    play(f"""
    철수 arrives in #방 with {CAPS}
    영희 arrives with {CAPS}
    민수 arrives in #방 with {CAPS}
    나그네 arrives with {CAPS}
    철수 > METADATA * SET avatar :a
    철수 <<
    민수 > METADATA * SUB avatar url $
    민수 < 770 민수 :avatar url
    민수 < FAIL METADATA INVALID_KEY $ :*
    민수 < METADATA 철수 avatar \\* :a
    나그네 > METADATA * SUB avatar
    나그네 < 770 나그네 avatar
    철수 > METADATA * SET avatar :b
    철수 < 761 철수 \\* avatar \\* b
    민수 < :malmadang.local METADATA 철수 avatar \\* :b
    철수 > METADATA #방 SET url :https://example.org
    철수 < 761 철수 #방 url \\* https://example.org
    민수 < METADATA #방 url \\* https://example.org
    나그네 > JOIN #방
    나그네 < JOIN #방
    나그네 < 353 ...
    나그네 < 366 ...
    나그네 < METADATA 철수 avatar \\* :b
    철수 <<
    민수 <<
    영희 > METADATA * SET avatar :c
    영희 <<
    영희 > JOIN #방
    영희 <<
    철수 <<
    민수 < :영희!* JOIN #방
    민수 < METADATA 영희 avatar \\* :c
    나그네 < :영희!* JOIN #방
    나그네 < METADATA 영희 avatar \\* :c
    민수 > METADATA * UNSUB avatar
    민수 < 771 민수 avatar
    민수 > METADATA * SUBS
    민수 < 772 민수 url
    민수 > METADATA #방 SYNC
    민수 < BATCH +* metadata
    민수 < @batch=* METADATA #방 url \\* https://example.org
    민수 < BATCH -*
    철수 > METADATA * SET avatar
    철수 <<
    나그네 < METADATA 철수 avatar \\* :
    """)  # fmt: skip


def test_what_is_not_ones_own_is_not_ones_to_change() -> None:
    play(f"""
    철수 arrives in #방 with {CAPS}
    영희 arrives in #방 with {CAPS}
    철수 <<
    영희 > METADATA 철수 SET avatar :x
    영희 < FAIL METADATA KEY_NO_PERMISSION 철수 avatar :*
    영희 > METADATA #방 SET url :x
    영희 < FAIL METADATA KEY_NO_PERMISSION #방 url :*
    영희 > METADATA #방 CLEAR
    영희 < FAIL METADATA KEY_NO_PERMISSION #방 \\* :*
    영희 > METADATA 없는사람 LIST
    영희 < FAIL METADATA INVALID_TARGET 없는사람 :*
    영희 > METADATA * DESTROY
    영희 < FAIL METADATA INVALID_SUBCOMMAND DESTROY :*
    영희 > METADATA * SET avatar :{"x" * 400}
    영희 < FAIL METADATA INVALID_VALUE avatar :*
    영희 > METADATA *
    영희 < 461 ...
    """)  # fmt: skip


def test_an_accounts_values_are_the_same_from_everywhere_and_survive() -> None:
    before = World(accounts=ACCOUNTS)
    play_on(before, f"""
    {comes("책상", "철수", CAPS)}
    {comes("전화", "철수", CAPS)}
    책상 <<
    전화 <<
    전화 > METADATA * SUB display-name
    전화 <<
    책상 > METADATA * SET display-name :김철수
    책상 <<
    전화 < METADATA 철수 display-name \\* 김철수
    책상 > JOIN #방
    책상 > METADATA #방 SET url :https://example.org
    책상 <<
    전화 <<
    """)  # fmt: skip
    play_on(World(storage=before.storage, first_draw=9_000), f"""
    손님 arrives in #방 with {CAPS}
    손님 > METADATA * SUB display-name
    손님 <<
    봇 arrives in #방
    손님 <<
    {comes("봇이", "철수봇", CAPS, account="철수")}
    봇이 <<
    봇이 > JOIN #방
    봇이 <<
    봇 <<
    손님 < JOIN #방
    손님 < MODE #방 +qo 철수봇 철수봇
    손님 < METADATA 철수봇 display-name \\* 김철수
    손님 > METADATA #방 GET url
    손님 < BATCH +* metadata
    손님 < @batch=* 761 손님 #방 url \\* https://example.org
    손님 < BATCH -*
    봇이 > PRIVMSG 말지기 :로그아웃
    봇이 <<
    봇 <<
    손님 < METADATA 철수봇 display-name \\* :
    손님 < MODE #방 -qo 철수봇 철수봇
    """)  # fmt: skip


def test_there_is_room_for_so_much() -> None:
    world = World()
    world.arrive("철수", caps=CAPS.split())
    for number in range(20):
        world.send("철수", f"METADATA * SET k{number} :x")
    world.send("철수", f"METADATA * SUB {' '.join(f'k{number}' for number in range(30))}")
    world.peers["철수"].read()
    play_on(
        world,
        """
    철수 > METADATA * SET k20 :x
    철수 < FAIL METADATA LIMIT_REACHED \\* :*
    """,
    )
    world.send("철수", f"METADATA * SUB {' '.join(f's{number}' for number in range(30))}")
    lines = world.peers["철수"].read()
    assert any("FAIL METADATA TOO_MANY_SUBS s20 :" in line for line in lines)


def test_whois_tells_it() -> None:
    play("""
    철수 arrives
    철수 > METADATA * SET display-name :김철수
    철수 <<
    영희 arrives
    영희 > WHOIS 철수
    영희 < 311 ...
    영희 < 312 ...
    영희 < 760 영희 철수 display-name \\* 김철수
    영희 < 317 ...
    영희 < 318 ...
    """)


@pytest.mark.parametrize("said", ["SET avatar :b", "CLEAR"])
def test_what_the_store_refuses_is_not_said_to_be_done(said: str) -> None:
    """One answer to one label."""
    world = World(accounts=PASSWORDS)
    peer = arrive(world, "철수", caps=["labeled-response", *CAPS.split()])
    for key in ("avatar", "color"):
        world.send("철수", f"METADATA * SET {key} :a")
    peer.read()
    world.outcome = Outcome.DISK_FULL
    world.send("철수", f"@label=x METADATA * {said}")
    (line,) = peer.read()
    assert line.startswith("@label=x :malmadang.local FAIL METADATA DISK_FULL 철수 :")


def test_to_clear_is_kept_once() -> None:
    world = World(accounts=PASSWORDS)
    arrive(world, "철수", caps=CAPS.split())
    for number in range(5):
        world.send("철수", f"METADATA * SET k{number} :a")
    world.states.clear()
    world.send("철수", "METADATA * CLEAR")
    (record,) = world.states
    assert isinstance(record, AccountRecord)
    assert not [key for key in record.settings if key.startswith("metadata.")]
