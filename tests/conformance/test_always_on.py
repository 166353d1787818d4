"""Always-on (DESIGN 2, ADR-0016): draft/persistence and draft/pre-away."""

import pytest

from malmadang.adapters.storage_memory import MemoryStorage
from tests.conformance.test_devices import comes
from tests.conformance.test_owned_rooms import ACCOUNTS
from tests.kit.script import play, play_on
from tests.kit.world import World

STAYING = "[accounts]\nalways_on = 'opt-out'"


def world(config: str = STAYING, storage: MemoryStorage | None = None) -> World:
    if storage is None:
        return World(config, accounts=ACCOUNTS)
    return World(config, storage=storage, first_draw=10_000)


def test_an_account_says_whether_it_stays() -> None:
    play(f"""
    {comes("책상", "철수", "draft/persistence")}
    책상 <<
    책상 > PERSISTENCE GET
    책상 < PERSISTENCE STATUS DEFAULT OFF
    책상 > PERSISTENCE SET ON
    책상 < PERSISTENCE STATUS ON ON
    책상 > PERSISTENCE SET DEFAULT
    책상 < PERSISTENCE STATUS DEFAULT OFF
    책상 > PERSISTENCE SET MAYBE
    책상 < FAIL PERSISTENCE INVALID_PARAMS :*
    책상 > PERSISTENCE
    책상 < 461 ...
    손님 arrives
    손님 > PERSISTENCE GET
    손님 < FAIL PERSISTENCE ACCOUNT_REQUIRED :*
    """, world=world(""))  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "wish", "status"),
    [
        ("opt-in", "DEFAULT", "OFF"),
        ("opt-in", "ON", "ON"),
        ("opt-out", "DEFAULT", "ON"),
        ("opt-out", "OFF", "OFF"),
        ("never", "ON", "OFF"),
    ],
)
def test_the_settings_say_what_is_done_by_itself(policy: str, wish: str, status: str) -> None:
    play(f"""
    {comes("책상", "철수")}
    책상 <<
    책상 > CAP REQ :draft/persistence
    책상 <<
    책상 > PERSISTENCE SET {wish}
    책상 < PERSISTENCE STATUS {wish} {status}
    """, world=world(f"[accounts]\nalways_on = '{policy}'"))  # fmt: skip


def test_whoever_stays_is_away_and_comes_back_to_its_rooms() -> None:
    play(f"""
    {comes("책상", "철수")}
    책상 > JOIN #방
    책상 <<
    손님 arrives in #방 with away-notify
    책상 <<
    책상 > QUIT
    책상 <<
    손님 < :철수!* AWAY :지금 자리에 없어요
    손님 > PRIVMSG #방 :듣는 사람 있어?
    손님 > NAMES #방
    손님 < 353 손님 = #방 :~철수 손님
    손님 < 366 ...
    손님 > WHO 철수
    손님 < 352 손님 #방 * * * 철수 G~ *
    손님 < 315 ...
    30 s later
    손님 > WHOIS 철수
    손님 < 311 ...
    손님 < 319 ...
    손님 < 312 ...
    손님 < 301 손님 철수 :지금 자리에 없어요
    손님 < 330 ...
    손님 < 317 손님 철수 30 * :*
    손님 < 318 ...
    {comes("전화", "철수", "draft/chathistory draft/persistence")}
    손님 < :철수!* AWAY
    전화 <<
    전화 > PRIVMSG #방 :나 왔어
    손님 < :철수!* PRIVMSG #방 :나 왔어
    """, world=world())  # fmt: skip


def test_what_it_said_of_its_absence_stays_too() -> None:
    play(f"""
    {comes("책상", "철수")}
    책상 > JOIN #방
    책상 > AWAY :휴가
    책상 <<
    손님 arrives in #방 with away-notify
    책상 <<
    책상 > QUIT
    책상 <<
    손님 < -
    {comes("전화", "철수")}
    전화 <<
    손님 < -
    전화 > AWAY
    전화 < 305 ...
    손님 < :철수!* AWAY
    """, world=world())  # fmt: skip


def test_it_survives_a_restart_with_rooms_ranks_and_looks() -> None:
    before = world()
    play_on(before, f"""
    손님 arrives in #손님방
    {comes("책상", "철수")}
    책상 > JOIN #방,#손님방
    책상 > SETNAME :김철수
    책상 > MODE 철수 +B
    책상 <<
    손님 > MODE #손님방 +vk 철수 열쇠
    손님 > TOPIC #손님방 :모두의 주제
    손님 <<
    책상 <<
    """)  # fmt: skip
    after = world(storage=before.storage)
    play_on(after, f"""
    나그네 arrives
    나그네 > JOIN #손님방 열쇠
    나그네 < JOIN #손님방
    나그네 < 332 나그네 #손님방 :모두의 주제
    나그네 < 333 ...
    나그네 < 353 나그네 = #손님방 :+철수 나그네
    나그네 < 366 ...
    나그네 > WHOIS 철수
    나그네 < 311 나그네 철수 ~책상 localhost \\* 김철수
    나그네 < 319 나그네 철수 :*#방 *#손님방
    나그네 < 312 ...
    나그네 < 301 ...
    나그네 < 335 ...
    나그네 < 330 ...
    나그네 < 317 ...
    나그네 < 318 ...
    {comes("전화", "철수", "draft/chathistory")}
    전화 <<
    나그네 <<
    전화 > PART #손님방
    전화 > PART #방
    전화 <<
    나그네 <<
    """)  # fmt: skip
    assert not after.storage.load().memberships


def test_those_who_may_not_stay_any_more_do_not_come_back() -> None:
    before = world()
    play_on(before, f"{comes('책상', '철수')}\n책상 > JOIN #방\n책상 > JOIN #말마당\n책상 <<")
    assert len(before.storage.load().memberships) == 2
    after = world("[accounts]\nalways_on = 'never'", before.storage)
    assert after.core.state.user("철수") is None
    # The common room was nobody's.
    assert [channel.name for channel in after.core.state.channels.values()] == ["#방"]
    after.connect("누구")
    kept = after.storage.load()
    assert not kept.memberships
    assert [record.channel for record in kept.channels] == ["#방"]


def test_kill_kick_and_another_nick_end_it() -> None:
    operator = f'{STAYING}\n[[operator]]\nname = "대장"\npassword = "비밀"'
    after = play(f"""
    {comes("책상", "철수")}
    책상 > JOIN #방
    책상 > QUIT
    책상 <<
    손님 arrives in #방
    손님 > OPER 대장 비밀
    손님 <<
    손님 > KILL 철수 :그만
    손님 < :철수!* QUIT :Killed (손님 (그만))
    {comes("책상", "영희")}
    책상 > JOIN #둘
    책상 > NICK 영희야
    책상 > QUIT
    책상 <<
    """, world=world(operator))  # fmt: skip
    assert not after.storage.load().memberships
    assert not [user for user in after.core.state.users.values() if user.account]


def test_a_deleted_account_does_not_stay() -> None:
    after = play(f"""
    {comes("책상", "철수")}
    책상 > JOIN #방
    {comes("봇", "철수봇", account="철수")}
    책상 > QUIT
    책상 <<
    봇 <<
    봇 > PRIVMSG 말지기 :탈퇴 {ACCOUNTS["철수"]}
    봇 <<
    """, world=world())  # fmt: skip
    assert [user.nick for user in after.core.state.users.values()] == ["철수봇"]
    kept = after.storage.load()
    assert not kept.memberships
    assert not kept.channels


def test_absence_is_said_before_the_welcome() -> None:
    """IRCv3 pre-away: on arrival, and `*` for a client that nobody looks at."""
    play(f"""
    손님 arrives in #방 with away-notify
    철수 connects
    철수 > AWAY :이르다
    철수 < 451 ...
    철수 > CAP REQ :draft/pre-away
    철수 > AWAY :점심
    철수 > NICK 철수야
    철수 > USER c 0 * :c
    철수 > CAP END
    철수 <<
    철수 > JOIN #방
    철수 <<
    손님 < :철수야!* JOIN #방
    손님 < :철수야!* AWAY :점심
    {comes("책상", "영희", "draft/pre-away")}
    책상 > JOIN #방
    책상 <<
    철수 <<
    손님 < :영희!* JOIN #방
    책상 > AWAY *
    책상 < 306 ...
    손님 < :영희!* AWAY :지금 자리에 없어요
    책상 > AWAY
    책상 < 305 ...
    손님 < :영희!* AWAY
    """, world=world(""))  # fmt: skip


def test_one_device_that_somebody_looks_at_is_enough() -> None:
    play(f"""
    손님 arrives in #방 with away-notify
    {comes("책상", "철수")}
    책상 > JOIN #방
    책상 <<
    손님 <<
    전화 connects
    전화 > CAP REQ :sasl draft/pre-away
    전화 > AWAY *
    {comes("전화2", "철수")}
    전화2 <<
    전화 <<
    책상 > CAP REQ :draft/pre-away
    책상 > AWAY *
    책상 <<
    손님 < -
    전화2 > QUIT
    전화2 <<
    손님 < :철수!* AWAY :지금 자리에 없어요
    """, world=world(""))  # fmt: skip


def test_an_operator_of_the_server_is_none_when_it_comes_back() -> None:
    """The account's password is not the operator's, and somebody else may know it."""
    made = world(f'{STAYING}\n[[operator]]\nname = "대장"\npassword = "비밀"')
    play_on(made, f"""
    {comes("책상", "철수", "")}
    책상 > OPER 대장 비밀
    책상 <<
    책상 > QUIT
    책상 <<
    {comes("전화", "철수", "")}
    전화 <<
    전화 > REHASH
    전화 < 481 철수 :*
    전화 > MODE 철수
    전화 < 221 철수 +
    """)  # fmt: skip
