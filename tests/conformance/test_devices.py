"""DESIGN 2: an account has up to 10 clients under one nick."""

from tests.conformance.test_owned_rooms import ACCOUNTS
from tests.kit.sasl import plain
from tests.kit.script import play
from tests.kit.world import World


def comes(peer: str, nick: str, caps: str = "", account: str = "") -> str:
    """The lines with which a device arrives logged in; what it reads is left unread."""
    account = account or nick
    return f"""
    {peer} connects
    {peer} > CAP REQ :sasl {caps}
    {peer} > NICK {nick}
    {peer} > USER {peer} 0 * :{nick}
    {peer} > AUTHENTICATE PLAIN
    {peer} > AUTHENTICATE {plain(account, ACCOUNTS[account])}
    {peer} > CAP END
    """


def world(config: str = "") -> World:
    return World(config, accounts=ACCOUNTS)


def test_a_second_device_takes_the_same_nick_and_is_in_the_same_rooms() -> None:
    after = play(f"""
    {comes("책상", "철수")}
    책상 > JOIN #방
    책상 > TOPIC #방 :우리 방
    책상 > AWAY :점심
    책상 <<
    손님 arrives in #방
    책상 <<
    {comes("전화", "철수", "draft/read-marker extended-join draft/chathistory")}
    전화 < CAP * ACK ...
    전화 < AUTHENTICATE +
    전화 < 900 * 철수!*@* 철수 :*
    전화 < 903 ...
    전화 < 001 철수 :*
    전화 < 002 ...
    전화 < 003 ...
    전화 < 004 ...
    전화 < 005 ...
    전화 < 005 ...
    전화 < 005 ...
    전화 < 251 철수 :*
    전화 < 254 ...
    전화 < 255 ...
    전화 < 265 ...
    전화 < 266 ...
    전화 < 422 ...
    전화 < 306 철수 :*
    전화 < :철수!~책상@localhost JOIN #방 철수 :철수
    전화 < 332 철수 #방 :우리 방
    전화 < 333 ...
    전화 < MARKREAD #방 \\*
    전화 < 353 철수 = #방 :~철수 손님
    전화 < 366 ...
    책상 < -
    손님 < -
    """, world=world())  # fmt: skip
    user = after.core.state.user("철수")
    assert user is not None
    assert len(user.clients) == 2
    assert after.peers["전화"].is_admitted


def two(caps: str = "") -> str:
    """철수 at the desk and on the phone, 손님 beside them in #방."""
    return f"""
    {comes("책상", "철수", caps)}
    {comes("전화", "철수", caps)}
    책상 > JOIN #방
    책상 <<
    전화 <<
    손님 arrives in #방 with message-tags
    책상 <<
    전화 <<
    """


def test_what_one_says_the_others_read_with_the_same_msgid() -> None:
    other = World(accounts=ACCOUNTS)
    play(two("message-tags"), world=other)
    other.send("책상", "PRIVMSG #방 :안녕")
    other.send("책상", "PRIVMSG 손님 :너만")
    mine, theirs = other.peers["전화"].read(), other.peers["손님"].read()
    assert mine == theirs
    assert len(mine) == 2
    assert not other.peers["책상"].read()


def test_an_echo_and_a_label_are_for_the_connection_that_spoke() -> None:
    play(f"""
    {two("message-tags echo-message labeled-response batch")}
    책상 > @label=ㄱ PRIVMSG #방 :안녕
    책상 < @label=ㄱ;msgid=* :철수!* PRIVMSG #방 :안녕
    전화 < @-label :철수!* PRIVMSG #방 :안녕
    손님 < PRIVMSG #방 :안녕
    전화 > PRIVMSG 손님 :너만
    전화 < PRIVMSG 손님 :너만
    책상 < PRIVMSG 손님 :너만
    손님 < PRIVMSG 손님 :너만
    전화 > PRIVMSG 철수 :나에게
    전화 < PRIVMSG 철수 :나에게
    전화 < PRIVMSG 철수 :나에게
    책상 < PRIVMSG 철수 :나에게
    """, world=world())  # fmt: skip


def test_rooms_nick_and_absence_are_the_users() -> None:
    play(f"""
    {two()}
    전화 > JOIN #둘
    전화 <<
    책상 < :철수!* JOIN #둘
    책상 < 353 철수 = #둘 :~철수
    책상 < 366 ...
    책상 > PART #둘
    책상 < PART #둘
    전화 < PART #둘
    전화 > NICK 철수야
    전화 < :철수!* NICK :철수야
    책상 < :철수!* NICK :철수야
    손님 < :철수!* NICK :철수야
    책상 > MODE 철수야 +i
    책상 < MODE 철수야 +i
    전화 < MODE 철수야 +i
    책상 > AWAY :점심
    책상 < 306 ...
    전화 < 306 ...
    전화 > AWAY
    전화 < 305 ...
    책상 < 305 ...
    책상 > KICK #방 철수야
    책상 < KICK #방 철수야 :철수야
    전화 < KICK #방 철수야 :철수야
    손님 < KICK #방 철수야 :철수야
    """, world=world())  # fmt: skip


def test_nobody_hears_of_one_that_leaves_until_it_is_the_last() -> None:
    play(f"""
    {two()}
    책상 > QUIT
    책상 < ERROR ...
    손님 < -
    전화 < -
    전화 > PRIVMSG #방 :아직 있어
    손님 < PRIVMSG #방 :아직 있어
    전화 breaks off
    손님 < :철수!* QUIT :Connection closed
    """, world=world())  # fmt: skip


def test_idle_is_since_any_of_them_spoke_and_a_line_of_one_counts_for_all() -> None:
    play(f"""
    {two()}
    책상 > PRIVMSG #방 :하나
    손님 <<
    전화 <<
    30 s later
    손님 > WHOIS 철수
    손님 < 311 ...
    손님 < 319 ...
    손님 < 312 ...
    손님 < 330 ...
    손님 < 317 손님 철수 30 * :*
    손님 < 318 ...
    책상 > QUIT
    책상 <<
    손님 > WHOIS 철수
    손님 < 311 ...
    손님 < 319 ...
    손님 < 312 ...
    손님 < 330 ...
    손님 < 317 손님 철수 30 * :*
    손님 < 318 ...
    """, world=world())  # fmt: skip


def test_another_account_or_none_does_not_get_the_nick() -> None:
    play(f"""
    {comes("책상", "철수")}
    책상 <<
    {comes("남", "철수", account="영희")}
    남 < CAP * ACK ...
    남 < AUTHENTICATE +
    남 < 900 ...
    남 < 903 ...
    남 < 433 * 철수 :*
    손님 connects
    손님 > NICK 철수
    손님 < 433 * 철수 :*
    """, world=world())  # fmt: skip


def test_there_is_a_limit_and_it_can_be_turned_off() -> None:
    first = f"{comes('하나', '철수')}\n하나 <<\n"
    play(f"""
    {first}
    {comes('둘', '철수')}
    둘 <<
    {comes("셋", "철수")}
    셋 < CAP * ACK ...
    셋 < AUTHENTICATE +
    셋 < 900 ...
    셋 < 903 ...
    셋 < 433 * 철수 :이 계정으로 접속한 기기가 너무 많아요
    """, world=world("[limits]\nclients_per_account = 2"))  # fmt: skip
    play(f"""
    {first}
    둘 connects
    둘 > CAP REQ :sasl
    둘 > NICK 철수
    둘 < CAP * ACK ...
    둘 < 433 * 철수 :*
    """, world=world("[accounts]\nmulti_client = false"))  # fmt: skip


def test_logging_out_leaves_one_guest_and_closes_the_others() -> None:
    play(f"""
    {two()}
    책상 > PRIVMSG 말지기 :로그아웃
    전화 < ERROR :다른 기기에서 로그아웃했어요
    책상 < 901 ...
    책상 < MODE #방 -qo 철수 철수
    책상 < NOTICE 철수 :로그아웃했어요
    손님 < MODE #방 -qo 철수 철수
    """, world=world())  # fmt: skip
