from malmadang.servercore.stewarddevices import clients_of
from malmadang.wire.names import casefold
from tests.conformance.test_devices import comes
from tests.conformance.test_owned_rooms import ACCOUNTS
from tests.kit.script import play
from tests.kit.world import World


def world() -> World:
    return World(accounts=ACCOUNTS)


def test_devices_are_listed_and_closed() -> None:
    after = play(f"""
    {comes("책상", "철수")}
    100 s later
    {comes("전화", "철수")}
    {comes("봇", "철수봇", account="철수")}
    책상 <<
    전화 <<
    봇 <<
    전화 > PRIVMSG 말지기 :기기
    전화 < NOTICE 철수 :1: 철수, 127.0.0.1, 1분 전 접속
    전화 < NOTICE 철수 :2: 철수, 127.0.0.1, 방금 접속 (이 기기)
    전화 < NOTICE 철수 :3: 철수봇, 127.0.0.1, 방금 접속
    전화 > PRIVMSG 말지기 :기기닫기 1
    책상 < ERROR :다른 기기에서 이 기기를 닫았어요
    전화 < NOTICE 철수 :1번 기기를 닫았어요
    전화 > PRIVMSG 말지기 :기기닫기 2
    전화 < NOTICE 철수 :기기닫기 번호: *
    전화 > PRIVMSG 말지기 :기기닫기 99
    전화 < NOTICE 철수 :기기닫기 번호: *
    손님 arrives
    손님 > PRIVMSG 말지기 :기기
    손님 < NOTICE 손님 :로그인하지 않았어요
    손님 > PRIVMSG 말지기 :기기닫기 2
    손님 < NOTICE 손님 :로그인하지 않았어요
    """, world=world())  # fmt: skip
    assert len(list(clients_of(after.core.ctx, casefold("철수")))) == 2


def test_another_password_closes_the_others() -> None:
    play(f"""
    {comes("책상", "철수")}
    {comes("전화", "철수")}
    책상 <<
    전화 <<
    전화 > PRIVMSG 말지기 :비밀번호 {ACCOUNTS["철수"]} 아주새로운비밀번호
    전화 < NOTICE 철수 :비밀번호를 바꿨어요
    책상 < ERROR :비밀번호가 바뀌었어요. *
    """, world=world())  # fmt: skip


def test_staying_is_said_in_a_word() -> None:
    play(f"""
    {comes("책상", "철수")}
    책상 <<
    책상 > PRIVMSG 말지기 :머무르기
    책상 < NOTICE 철수 :마지막 기기가 나가면 방에서도 나가요
    책상 > PRIVMSG 말지기 :머무르기 켜기
    책상 < NOTICE 철수 :접속한 기기가 없어도 방에 머물러요
    책상 > NICK 딴이름
    책상 <<
    책상 > PRIVMSG NickServ :STAY
    책상 < NOTICE 딴이름 :접속한 기기가 없어도 방에 머물러요
    책상 < NOTICE 딴이름 :다만 별명이 철수가 아닐 때는 머물지 않아요
    책상 > PRIVMSG 말지기 :머무르기 글쎄
    책상 < NOTICE 딴이름 :머무르기 켜기|끄기|기본: *
    """, world=world())  # fmt: skip
