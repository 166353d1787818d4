"""What the steward does for rooms."""

from tests.conformance.test_owned_rooms import comes, world
from tests.kit.script import play, play_on


def test_a_room_is_handed_over() -> None:
    after = play(f"""
    {comes("철수")}
    {comes("영희")}
    철수 > JOIN #방
    영희 > JOIN #방
    철수 <<
    영희 <<
    영희 > PRIVMSG 말지기 :넘기기 #방 영희
    영희 < NOTICE 영희 :방장만 할 수 있어요
    철수 > PRIVMSG 말지기 :넘기기 #방 없는사람
    철수 < NOTICE 철수 :그런 계정이 없어요
    철수 > PRIVMSG 말지기 :넘기기 #방 영희
    철수 < MODE #방 +qo 영희 영희
    철수 < NOTICE 철수 :#방 방을 영희 님에게 넘겼어요
    영희 < MODE #방 +qo 영희 영희
    영희 > KICK #방 철수
    영희 < KICK #방 철수 :영희
    철수 < KICK #방 철수 :영희
    영희 > PRIVMSG NickServ :RANK #방 철수 none
    영희 < NOTICE 영희 :철수: 직책이 없어요
    영희 > PRIVMSG 말지기 :방 #방
    영희 < NOTICE 영희 :#방 방장: 영희
    영희 < NOTICE 영희 :영희: ~@
    영희 > PRIVMSG 말지기 :내방
    영희 < NOTICE 영희 :#방 (1명)
    """, world=world())  # fmt: skip
    (room,) = after.storage.load().channels
    assert (room.founder, room.ranks) == ("영희", {"영희": 20})


def test_a_rank_for_somebody_who_is_not_there() -> None:
    play(f"""
    {comes("철수")}
    철수 > JOIN #방
    철수 <<
    철수 > PRIVMSG 말지기 :직책 #방 민수 부방장
    철수 < NOTICE 철수 :민수: @
    철수 > PRIVMSG 말지기 :직책 #방 민수 대왕
    철수 < NOTICE 철수 :직책 #방 계정 *
    철수 > PRIVMSG 말지기 :직책 #방 철수 없음
    철수 < NOTICE 철수 :방장은 물러날 수 없어요. *
    {comes("민수")}
    민수 > JOIN #방
    민수 < JOIN #방
    민수 < 353 민수 = #방 :~@철수 @민수
    민수 < 366 ...
    철수 < JOIN #방
    철수 < MODE #방 +o 민수
    """, world=world())  # fmt: skip


def test_a_room_is_given_up_and_claimed_by_another() -> None:
    after = play(f"""
    {comes("철수")}
    {comes("영희")}
    철수 > JOIN #방
    영희 > JOIN #방
    철수 > MODE #방 +o 영희
    철수 <<
    영희 <<
    영희 > PRIVMSG 말지기 :방등록 #방
    영희 < NOTICE 영희 :철수 님의 방이에요
    철수 > PRIVMSG 말지기 :내려놓기 #방
    철수 < NOTICE 철수 :방장이 없는 방이 되고, *
    철수 > PRIVMSG 말지기 :내려놓기 #방 확인
    철수 < NOTICE 철수 :#방 방을 내려놓았어요
    영희 > PRIVMSG 말지기 :방등록 #방
    영희 < MODE #방 +q 영희
    영희 < NOTICE 영희 :이제 #방 방장이에요
    철수 < MODE #방 +q 영희
    손님 arrives in #방
    철수 <<
    영희 <<
    손님 > PRIVMSG 말지기 :방등록 #방
    손님 < NOTICE 손님 :로그인하지 않았어요
    손님 > PRIVMSG 말지기 :방 #없는방
    손님 < NOTICE 손님 :그런 방이 없어요
    """, world=world())  # fmt: skip
    assert after.storage.load().channels[0].founder == "영희"


def test_a_room_is_closed() -> None:
    after = play(f"""
    {comes("철수")}
    철수 > JOIN #방
    손님 arrives in #방
    철수 <<
    철수 > PRIVMSG 말지기 :방닫기 #방
    철수 < NOTICE 철수 :모두 나가고 방이 없어져요. *
    철수 > PRIVMSG 말지기 :방닫기 #방 확인
    철수 < :malmadang.local KICK #방 철수 :#방 방을 닫았어요
    철수 < NOTICE 철수 :#방 방을 닫았어요
    손님 < KICK #방 철수 :*
    손님 < KICK #방 손님 :*
    철수 > PRIVMSG 말지기 :내방
    철수 < NOTICE 철수 :내 방이 없어요
    """, world=world())  # fmt: skip
    assert not after.storage.load().channels


def test_an_operator_of_the_server_looks_after_rooms_of_others() -> None:
    operator = '[[operator]]\nname = "대장"\npassword = "비밀"'
    after = world(config=operator)
    play_on(after, f"""
    {comes("철수")}
    철수 > JOIN #방
    철수 > PART #방
    철수 <<
    손님 arrives
    손님 > OPER 대장 비밀
    손님 <<
    손님 > PRIVMSG 말지기 :방닫기 #방 확인
    손님 < NOTICE 손님 :#방 방을 닫았어요
    """)  # fmt: skip
    assert not after.storage.load().channels
