"""DESIGN 6, ADR-0013: a room with an owner is kept, with everything in it that was set."""

from malmadang.adapters.storage_memory import MemoryStorage
from tests.kit.sasl import plain
from tests.kit.script import play, play_on
from tests.kit.world import World

ACCOUNTS = {"철수": "철수의비밀", "영희": "영희의비밀", "민수": "민수의비밀"}


def world(storage: MemoryStorage | None = None, config: str = "") -> World:
    """A server where three people have accounts, or the one after it."""
    if storage is not None:
        return World(config, storage=storage, first_draw=10_000)
    return World(config, accounts=ACCOUNTS)


def comes(name: str, account: str = "") -> str:
    """The lines with which somebody arrives logged in."""
    account = account or name
    return f"""
    {name} connects
    {name} > CAP REQ :sasl multi-prefix
    {name} > NICK {name}
    {name} > USER {name} 0 * :{name}
    {name} > AUTHENTICATE PLAIN
    {name} > AUTHENTICATE {plain(account, ACCOUNTS[account])}
    {name} > CAP END
    {name} <<
    """


def test_an_account_owns_the_room_it_opens() -> None:
    play(f"""
    {comes("철수")}
    철수 > JOIN #방
    철수 < JOIN #방
    철수 < 353 철수 = #방 :~@철수
    철수 < 366 ...
    손님 arrives in #방
    철수 <<
    손님 > NAMES #방
    손님 < 353 손님 = #방 :~철수 손님
    손님 < 366 ...
    """, world=world())  # fmt: skip


def test_everything_set_is_there_after_a_restart_and_the_owner_is_the_owner() -> None:
    before = world()
    play_on(before, f"""
    {comes("철수")}
    {comes("영희")}
    철수 > JOIN #방
    영희 > JOIN #방
    철수 > TOPIC #방 :우리 방
    철수 > MODE #방 +mC-t
    철수 > MODE #방 +kl 열쇠 7
    철수 > MODE #방 +beI 나쁜놈 착한놈 길손
    철수 > MODE #방 +h 영희
    철수 <<
    영희 <<
    """)  # fmt: skip
    after = world(before.storage)
    play_on(after, f"""
    나그네 arrives
    나그네 > LIST
    나그네 < 321 ...
    나그네 < 322 나그네 #방 0 :우리 방
    나그네 < 323 ...
    나그네 > JOIN #방
    나그네 < 475 ...
    나그네 > NAMES #방
    나그네 < 366 ...
    {comes("영희")}
    영희 > JOIN #방 열쇠
    영희 < JOIN #방
    영희 < 332 영희 #방 :우리 방
    영희 < 333 영희 #방 철수!~철수@localhost *
    영희 < 353 영희 = #방 :%영희
    영희 < 366 ...
    {comes("철수")}
    철수 > JOIN #방
    철수 <<
    영희 < :철수!* JOIN #방
    영희 < :malmadang.local MODE #방 +qo 철수 철수
    영희 > MODE #방
    영희 < 324 영희 #방 +Cmnkl 열쇠 7
    영희 < 329 ...
    영희 > MODE #방 beI
    영희 < 367 영희 #방 나쁜놈!*@* 철수 *
    영희 < 368 ...
    영희 < 348 영희 #방 착한놈!*@* 철수 *
    영희 < 349 ...
    영희 < 346 영희 #방 길손!*@* 철수 *
    영희 < 347 ...
    """)  # fmt: skip


def test_an_empty_room_waits_for_its_owner() -> None:
    """RELIABILITY 4d: empty room, rejoin."""
    play(f"""
    {comes("철수")}
    {comes("민수")}
    철수 > JOIN #방
    철수 > PART #방
    철수 <<
    민수 > JOIN #방
    민수 < JOIN #방
    민수 < 353 민수 = #방 :민수
    민수 < 366 ...
    민수 > MODE #방 +b 철수
    민수 < 482 ...
    철수 > JOIN #방
    철수 <<
    민수 < :철수!* JOIN #방
    민수 < MODE #방 +qo 철수 철수
    """, world=world())  # fmt: skip


def test_nobody_keeps_an_owner_out_or_puts_one_down() -> None:
    """RELIABILITY 4d: kick race."""
    play(f"""
    {comes("철수")}
    {comes("민수")}
    철수 > JOIN #방
    민수 > JOIN #방
    철수 > MODE #방 +q 민수
    철수 <<
    민수 <<
    민수 > KICK #방 철수
    민수 < 482 ...
    민수 > MODE #방 -q 철수
    민수 < 482 ...
    민수 > MODE #방 -o 철수
    민수 < 482 ...
    철수 > MODE #방 -q 철수
    철수 < 482 철수 #방 :방장은 물러날 수 없어요. *
    철수 > PART #방
    철수 <<
    민수 > MODE #방 +ikb 열쇠 철수
    민수 <<
    철수 > JOIN #방
    철수 < JOIN #방
    철수 <<
    민수 < JOIN #방
    민수 < MODE #방 +qo 철수 철수
    철수 > MODE #방 -q 민수
    철수 < MODE #방 -q 민수
    민수 < MODE #방 -q 민수
    """, world=world())  # fmt: skip


def test_a_rank_is_the_accounts_wherever_it_is_from() -> None:
    play(f"""
    {comes("철수")}
    {comes("민수")}
    철수 > JOIN #방
    민수 > JOIN #방
    손님 arrives in #방
    철수 <<
    민수 <<
    손님 > AUTHENTICATE PLAIN
    손님 > AUTHENTICATE {plain("민수", ACCOUNTS["민수"])}
    손님 <<
    철수 > MODE #방 +o 손님
    철수 < MODE #방 +oo 민수 손님
    민수 < MODE #방 +oo 민수 손님
    손님 < MODE #방 +oo 민수 손님
    손님 > PRIVMSG 말지기 :로그아웃
    손님 < 901 ...
    손님 < MODE #방 -o 손님
    손님 < NOTICE ...
    철수 < MODE #방 -o 손님
    민수 < MODE #방 -o 손님
    민수 > PART #방
    민수 > JOIN #방
    민수 <<
    손님 <<
    철수 < :민수!* PART #방
    철수 < :민수!* JOIN #방
    철수 < MODE #방 +o 민수
    """, world=world())  # fmt: skip


def test_a_guest_owns_what_it_opened_once_it_has_an_account() -> None:
    after = play("""
    손님 arrives in #방
    나그네 arrives in #방
    손님 <<
    손님 > REGISTER * * 길고좋은비밀번호
    손님 < REGISTER SUCCESS ...
    손님 < 900 ...
    손님 < :malmadang.local MODE #방 +q 손님
    나그네 < :malmadang.local MODE #방 +q 손님
    손님 > QUIT
    손님 <<
    나그네 <<
    나그네 > PART #방
    나그네 <<
    나그네 > JOIN #방
    나그네 < JOIN #방
    나그네 < 353 나그네 = #방 :나그네
    나그네 < 366 ...
    """, world=world())  # fmt: skip
    room = after.storage.load().channels[0]
    assert (room.channel, room.founder) == ("#방", "손님")


def test_a_room_of_guests_ends_with_its_last_member() -> None:
    after = play("""
    손님 arrives in #방
    손님 > TOPIC #방 :잠깐
    손님 > PART #방
    손님 <<
    손님 > LIST
    손님 < 321 ...
    손님 < 323 ...
    """)  # fmt: skip
    assert not after.storage.load().channels


def test_the_common_room_is_nobodys_and_a_server_operator_can_take_it() -> None:
    play(f"""
    {comes("철수")}
    철수 > JOIN #말마당
    철수 < JOIN #말마당
    철수 < 353 철수 = #말마당 :@철수
    철수 < 366 ...
    철수 > PRIVMSG 말지기 :방등록 #말마당
    철수 < NOTICE 철수 :모두의 방이라 서버 운영자만 맡을 수 있어요
    철수 > OPER 대장 비밀
    철수 <<
    철수 > PRIVMSG 말지기 :방등록 #말마당
    철수 < MODE #말마당 +q 철수
    철수 < NOTICE 철수 :이제 #말마당 방장이에요
    """, world=world(config='[[operator]]\nname = "대장"\npassword = "비밀"'))  # fmt: skip


def test_an_account_owns_so_many_rooms_and_no_more() -> None:
    play(f"""
    {comes("철수")}
    철수 > JOIN #하나,#둘
    철수 < JOIN #하나
    철수 < 353 철수 = #하나 :~@철수
    철수 < 366 ...
    철수 < JOIN #둘
    철수 < 353 철수 = #둘 :@철수
    철수 < 366 ...
    철수 > PRIVMSG 말지기 :방등록 #둘
    철수 < NOTICE 철수 :방은 1개까지 가질 수 있어요
    """, world=world(config="[channels]\nowned_per_account = 1"))  # fmt: skip


def test_what_was_set_while_the_disk_refused_is_what_the_room_is_like() -> None:
    """DESIGN 5: a changed topic stays changed; the store is owed it."""
    before = world()
    play_on(before, f"{comes('철수')}\n철수 > JOIN #방\n철수 <<\n철수 > TOPIC #방 :새 주제\n철수 <<")
    assert before.storage.load().channels[0].topic == "새 주제"
