"""DESIGN 6: accounts by message to 말지기, or NickServ."""

import pytest
from msgspec.structs import replace

from malmadang.ports import Outcome
from malmadang.servercore.effects import HashPassword
from tests.kit.accounts import PASSWORDS, arrive
from tests.kit.script import play
from tests.kit.world import World

PASSWORD = "길고좋은비밀번호"
LOW = '[accounts]\npassword_cost = "low"'


def test_a_guest_registers_leaves_and_comes_back() -> None:
    play(f"""
    철수 arrives in #방 with message-tags
    철수 > PRIVMSG 말지기 :가입 {PASSWORD}
    철수 < @bot :말지기!*@malmadang.local NOTICE 철수 :계정 철수를 만들었어요
    철수 < 900 철수 철수!~철수@localhost 철수 :*
    철수 < MODE #방 +q 철수
    철수 > PRIVMSG 말지기 :로그아웃
    철수 < 901 철수 철수!~철수@localhost :*
    철수 < MODE #방 -qo 철수 철수
    철수 < NOTICE 철수 :로그아웃했어요
    철수 > PRIVMSG 말지기 :로그아웃
    철수 < NOTICE 철수 :로그인하지 않았어요
    철수 > PRIVMSG 말지기 :로그인 틀린비밀번호
    철수 < NOTICE 철수 :계정 이름이나 비밀번호가 맞지 않아요
    철수 > PRIVMSG 말지기 :로그인 {PASSWORD}
    철수 < 900 철수 철수!~철수@localhost 철수 :*
    철수 < MODE #방 +qo 철수 철수
    철수 < NOTICE 철수 :철수 님, 반가워요
    """, config=LOW)  # fmt: skip


def test_the_same_in_english() -> None:
    play(f"""
    bob arrives
    bob > PRIVMSG NickServ :register {PASSWORD} bob@example.org
    bob < :NickServ!NickServ@malmadang.local NOTICE bob :Account bob is registered
    bob < 900 ...
    bob > PRIVMSG nickserv :LOGOUT
    bob < 901 ...
    bob < NOTICE bob :You are logged out
    bob > PRIVMSG NickServ :IDENTIFY bob {PASSWORD}
    bob < 900 ...
    bob < NOTICE bob :Welcome, bob
    bob > PRIVMSG NickServ :HELP
    bob < :NickServ!* NOTICE bob :I look after accounts. Say:
    bob <<
    """, config=f'[server]\nlanguage = "en"\n{LOW}')  # fmt: skip


def test_another_password_and_no_account_any_more() -> None:
    play(f"""
    철수 arrives
    영희 arrives
    철수 > PRIVMSG 말지기 :등록 {PASSWORD}
    철수 <<
    철수 > PRIVMSG 말지기 :비밀번호 틀린것 새비밀번호예요
    철수 < NOTICE 철수 :계정 이름이나 비밀번호가 맞지 않아요
    철수 > PRIVMSG 말지기 :비밀번호 {PASSWORD} 짧
    철수 < NOTICE 철수 :비밀번호가 너무 짧아요
    철수 > PRIVMSG 말지기 :비밀번호 {PASSWORD} 새비밀번호예요
    철수 < NOTICE 철수 :비밀번호를 바꿨어요
    철수 > PRIVMSG 말지기 :탈퇴 {PASSWORD}
    철수 < NOTICE 철수 :계정 이름이나 비밀번호가 맞지 않아요
    철수 > PRIVMSG 말지기 :탈퇴 새비밀번호예요
    철수 < 901 ...
    철수 < NOTICE 철수 :계정 철수를 지웠어요
    철수 > NICK 다른이
    철수 <<
    영희 > NICK 철수
    영희 < NICK 철수
    """, config=LOW)  # fmt: skip


def test_what_it_cannot_do() -> None:
    play("""
    철수 arrives
    철수 > PRIVMSG 말지기 :뭐해
    철수 < NOTICE 철수 :뭐해는 모르는 말이에요. '도움말'이라고 해 보세요
    철수 > PRIVMSG 말지기 :가입
    철수 < NOTICE 철수 :가입 비밀번호*
    철수 > PRIVMSG 말지기 :가입 짧
    철수 < NOTICE 철수 :비밀번호가 너무 짧아요
    철수 > PRIVMSG 말지기 :탈퇴 아무거나
    철수 < NOTICE 철수 :로그인하지 않았어요
    철수 > PRIVMSG 말지기 :비밀번호 하나 두리
    철수 < NOTICE 철수 :로그인하지 않았어요
    철수 > NOTICE 말지기 :도움말
    철수 < -
    철수 > PRIVMSG 없는이 :도움말
    철수 < 401 ...
    """)


def test_no_password_is_echoed_or_kept() -> None:
    """DESIGN 10: an echo is shown on screens and kept in files."""
    world = World()
    peer = world.arrive("철수", caps=["echo-message"])
    world.send("철수", f"PRIVMSG 말지기 :가입 {PASSWORD}")
    lines = peer.read()
    assert lines[0].endswith("PRIVMSG 말지기 :가입 ***")
    assert not any(PASSWORD in line for line in lines)
    assert not world.kept


@pytest.mark.parametrize("said", ["가입 길고좋은비밀번호", "로그인 x", "비밀번호 x y", "탈퇴 x"])
def test_no_password_in_clear_from_afar(said: str) -> None:
    """DESIGN 10."""
    play(f"""
    철수 arrives from 203.0.113.5
    철수 > PRIVMSG 말지기 :{said}
    철수 < NOTICE 철수 :암호화한 연결(TLS)에서만 할 수 있어요
    """)


def test_a_full_queue_and_a_lost_race_are_told_in_words() -> None:
    world = World(answers_at_once=False)
    peer = world.arrive("철수")
    world.send("철수", f"PRIVMSG 말지기 :가입 {PASSWORD}")
    world.refuse_to_hash()
    assert peer.read()[-1].endswith("NOTICE 철수 :지금은 바빠요. 잠시 뒤에 다시 해 주세요")


def test_what_the_store_refuses_is_not_said_to_be_deleted() -> None:
    world = World(accounts=PASSWORDS)
    peer = arrive(world, "철수")
    world.outcome = Outcome.DISK_FULL
    world.send("철수", f"PRIVMSG 말지기 :탈퇴 {PASSWORDS['철수']}")
    logged_out, refused = peer.read()
    assert " 901 철수 " in logged_out
    assert " FAIL DROP DISK_FULL 철수 :" in refused


def test_a_password_is_not_changed_for_an_account_made_anew_meanwhile() -> None:
    """Hashing takes its time, and the name may be somebody else's when it is done."""
    world = World(accounts=PASSWORDS, answers_at_once=False)
    for name in ("책상", "남"):
        world.arrive(name)
    world.send("책상", f"PRIVMSG 말지기 :로그인 철수 {PASSWORDS['철수']}")
    world.answer()
    world.send("책상", f"PRIVMSG 말지기 :비밀번호 {PASSWORDS['철수']} 새로운비밀번호")
    while not isinstance(world.asked[0].request, HashPassword):
        world.answer()
    before = world.core.state.accounts.find("철수")
    assert before is not None
    anew = replace(before, password="남의비밀번호")
    world.core.state.accounts.put(anew)
    world.peers["책상"].read()
    world.answer()
    assert world.core.state.accounts.find("철수") == anew
    (line,) = world.peers["책상"].read()
    assert line.endswith(" :지금은 바빠요. 잠시 뒤에 다시 해 주세요")
