"""AUTHENTICATE, account-notify, account-tag, account extbans, +M."""

import pytest

from tests.kit.sasl import plain, scram
from tests.kit.script import play, play_on
from tests.kit.world import World

PASSWORD = "비밀번호 하나"
RIGHT = plain("철수", PASSWORD)


def world(config: str = "", **more: str) -> World:
    return World(config, accounts={"철수": PASSWORD, "영희": "다른 비밀번호", **more})


def test_logging_in_on_arrival() -> None:
    """IRCv3 sasl-3.1: AUTHENTICATE, 900 with mask and account, 903, then CAP END."""
    play(f"""
    손님 connects
    손님 > CAP REQ :sasl
    손님 < CAP \\* ACK :sasl
    손님 > NICK 철수
    손님 > USER u 0 * :이름
    손님 > AUTHENTICATE PLAIN
    손님 < AUTHENTICATE +
    손님 > AUTHENTICATE {RIGHT}
    손님 < 900 철수 철수!~u@localhost 철수 :*
    손님 < 903 철수 :*
    손님 > CAP END
    손님 < 001 철수 :*
    손님 <<
    손님 > WHOIS 철수
    손님 < 311 ...
    손님 < 312 ...
    손님 < 330 철수 철수 철수 :*
    손님 < 338 ...
    손님 < 317 ...
    손님 < 318 ...
    """, world=world())  # fmt: skip


def test_before_there_is_a_nick() -> None:
    """IRCv3 sasl-3.1: the client parameter is `*` before NICK."""
    play(f"""
    손님 connects
    손님 > AUTHENTICATE plain
    손님 < AUTHENTICATE +
    손님 > AUTHENTICATE {RIGHT}
    손님 < 900 \\* \\*!\\*@localhost 철수 :*
    손님 < 903 \\* :*
    """, world=world())  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        plain("철수", "틀린 비밀번호"),
        plain("없는사람", PASSWORD),
        plain("철수", ""),
        plain("", PASSWORD),
        plain("철수", PASSWORD, authzid="영희"),
        plain("철수", "a\0b"),
        "!!!!",
        "+",
        "AAAA",
    ],
)
def test_every_failure_looks_the_same_and_may_be_mended(answer: str) -> None:
    """IRCv3 sasl-3.1, 904: and the client may start again."""
    play(f"""
    손님 connects
    손님 > AUTHENTICATE PLAIN
    손님 < AUTHENTICATE +
    손님 > AUTHENTICATE {answer}
    손님 < 904 \\* :*
    손님 > AUTHENTICATE PLAIN
    손님 < AUTHENTICATE +
    손님 > AUTHENTICATE {RIGHT}
    손님 < 900 ...
    손님 < 903 ...
    """, world=world())  # fmt: skip


def test_unknown_mechanisms_aborting_and_too_long_pieces() -> None:
    """IRCv3 sasl-3.1: 908 then 904; 906; 905."""
    play(f"""
    손님 connects
    손님 > AUTHENTICATE EXTERNAL
    손님 < 908 \\* PLAIN,SCRAM-SHA-256 :*
    손님 < 904 \\* :*
    손님 > AUTHENTICATE PLAIN
    손님 < AUTHENTICATE +
    손님 > AUTHENTICATE *
    손님 < 906 \\* :*
    손님 > AUTHENTICATE *
    손님 < 906 \\* :*
    손님 > AUTHENTICATE PLAIN
    손님 < AUTHENTICATE +
    손님 > AUTHENTICATE {"A" * 401}
    손님 < 905 \\* :*
    손님 > AUTHENTICATE
    손님 < 461 \\* AUTHENTICATE :*
    """)


def test_cap_end_in_the_middle_goes_on_without_an_account() -> None:
    """IRCv3 sasl-3.1: 906 when registration completes before authentication."""
    play("""
    손님 connects
    손님 > CAP REQ :sasl
    손님 > NICK 손님
    손님 > USER u 0 * :이름
    손님 > AUTHENTICATE PLAIN
    손님 <<
    손님 > CAP END
    손님 < 906 손님 :*
    손님 < 001 손님 :*
    손님 <<
    """)


def test_pieces_and_long_passwords() -> None:
    """IRCv3 sasl-3.1: 400 letters a line; PROTOCOL: passwords of 300 bytes."""
    password = "가" * 100
    stage = World(accounts={"철수": password})
    answer = plain("철수", password)
    assert len(answer) > 400
    play_on(stage, f"""
    손님 connects
    손님 > AUTHENTICATE PLAIN
    손님 < AUTHENTICATE +
    손님 > AUTHENTICATE {answer[:400]}
    손님 < -
    손님 > AUTHENTICATE {answer[400:]}
    손님 < 900 ...
    손님 < 903 ...
    """)  # fmt: skip


def test_pieces_without_end() -> None:
    """Pieces that never end are refused."""
    stage = world()
    stage.connect("손님")
    stage.send("손님", "AUTHENTICATE PLAIN")
    for _ in range(20):
        stage.send("손님", "AUTHENTICATE " + "A" * 400)
    assert any(" 905 " in line for line in stage.peers["손님"].read())


def test_scram() -> None:
    """RFC 7677: both sides prove themselves, then 900 and 903 after an empty answer."""
    stage = world()
    stage.connect("손님")
    first, second = scram(stage, "손님", "철수", PASSWORD)
    assert " 900 * *!*@localhost 철수 :" in first
    assert " 903 * :" in second


@pytest.mark.parametrize(("account", "password"), [("철수", "틀림"), ("없는사람", PASSWORD)])
def test_scram_fails_the_same_for_wrong_and_unknown(account: str, password: str) -> None:
    stage = world()
    stage.connect("손님")
    (line,) = scram(stage, "손님", account, password)
    assert " 904 * :" in line


def test_guessing_is_slowed_for_known_and_unknown_alike() -> None:
    """RELIABILITY 4d: three failures a minute per address and account, then doubling."""
    stage = world("[limits]\nthrottle = true")
    for account in ("철수", "없는사람"):
        for number in range(5):
            name = f"{account}{number}"
            stage.connect(name, "203.0.113.5", secure=True)
            stage.send(name, "AUTHENTICATE PLAIN")
            stage.send(name, f"AUTHENTICATE {plain(account, '틀림')}")
            assert " 904 " in stage.peers[name].inbox[-1]
            assert ("여러 번" in stage.peers[name].inbox[-1]) is (number >= 3)
    # From elsewhere, and after a while, the right password still opens.
    stage.connect("다른곳", "203.0.113.9", secure=True)
    stage.send("다른곳", "AUTHENTICATE PLAIN")
    stage.send("다른곳", f"AUTHENTICATE {RIGHT}")
    assert " 903 " in stage.peers["다른곳"].inbox[-1]
    stage.advance(61_000)
    stage.connect("나중", "203.0.113.5", secure=True)
    stage.send("나중", "AUTHENTICATE PLAIN")
    stage.send("나중", f"AUTHENTICATE {RIGHT}")
    assert " 903 " in stage.peers["나중"].inbox[-1]


def test_no_password_in_clear_from_afar() -> None:
    """DESIGN 10: over plain text from beyond loopback only by SCRAM, or when configured."""
    stage = world()
    stage.connect("멀리", "203.0.113.5")
    stage.send("멀리", "CAP LS 302")
    told = " ".join(stage.peers["멀리"].read())
    assert "sasl=SCRAM-SHA-256" in told
    assert "PLAIN" not in told
    play_on(stage, """
    멀리 > AUTHENTICATE PLAIN
    멀리 < 908 \\* SCRAM-SHA-256 :*
    멀리 < 904 \\* :*
    """)  # fmt: skip
    assert " 903 " in scram(stage, "멀리", "철수", PASSWORD)[-1]
    stage = world("[accounts]\nallow_plaintext_login = true")
    stage.connect("멀리", "203.0.113.5")
    stage.send("멀리", "AUTHENTICATE PLAIN")
    assert stage.peers["멀리"].read() == ["AUTHENTICATE +"]


def test_a_full_queue_asks_to_try_again() -> None:
    """RELIABILITY 4d: beyond the queue, FAIL TRY_AGAIN."""
    stage = World(accounts={"철수": PASSWORD}, answers_at_once=False)
    stage.connect("손님")
    stage.send("손님", "AUTHENTICATE PLAIN")
    stage.send("손님", f"AUTHENTICATE {RIGHT}")
    stage.refuse_to_hash()
    play_on(stage, """
    손님 < AUTHENTICATE +
    손님 < FAIL AUTHENTICATE TRY_AGAIN :*
    손님 < 904 \\* :*
    """)  # fmt: skip


def test_logging_in_later_and_as_another() -> None:
    """IRCv3 sasl-3.2, account-notify, account-tag, extended-join: those in the room are told."""
    play(f"""
    손님 arrives in #방 with account-tag account-notify
    민수 arrives in #방 with account-tag account-notify extended-join
    영수 arrives in #방
    손님 > AUTHENTICATE PLAIN
    손님 < AUTHENTICATE +
    손님 > AUTHENTICATE {RIGHT}
    손님 < 900 손님 손님!~손님@localhost 철수 :*
    손님 < MODE #방 +q 손님
    손님 < 903 손님 :*
    민수 < :손님!~손님@localhost ACCOUNT 철수
    민수 < MODE #방 +q 손님
    영수 < MODE #방 +q 손님
    손님 > PRIVMSG #방 :나야
    민수 < @account=철수 PRIVMSG #방 :나야
    영수 < @-account PRIVMSG #방 :나야
    손님 > AUTHENTICATE PLAIN
    손님 < AUTHENTICATE +
    손님 > AUTHENTICATE {plain("영희", "다른 비밀번호")}
    손님 < 900 손님 손님!~손님@localhost 영희 :*
    손님 < MODE #방 -qo 손님 손님
    손님 < 903 손님 :*
    민수 < :손님!~손님@localhost ACCOUNT 영희
    손님 > PART #방
    손님 <<
    민수 <<
    영수 <<
    손님 > JOIN #방
    손님 <<
    민수 < JOIN #방 영희 :손님
    영수 < JOIN #방
    """, world=world())  # fmt: skip


def test_a_nick_kept_by_an_account() -> None:
    """DESIGN 6: a stranger gets 433, for the look-alike too; the owner has it."""
    play(f"""
    남 connects
    남 > NICK Lily
    남 < 433 \\* Lily :*
    남 > NICK LI1Y
    남 < 433 \\* LI1Y :*
    주인 connects
    주인 > CAP LS 302
    주인 <<
    주인 > NICK lily
    주인 > USER u 0 * :이름
    주인 > AUTHENTICATE PLAIN
    주인 > AUTHENTICATE {plain("lily", PASSWORD)}
    주인 > CAP END
    주인 < AUTHENTICATE +
    주인 < 900 ...
    주인 < 903 ...
    주인 < 001 lily :*
    주인 <<
    다른 connects
    다른 > CAP LS 302
    다른 > NICK 철수
    다른 > USER u 0 * :이름
    다른 <<
    다른 > CAP END
    다른 < 433 \\* 철수 :*
    다른 > NICK 다른이
    다른 < 001 다른이 :*
    다른 <<
    다른 > NICK 철수
    다른 < 433 다른이 철수 :*
    """, world=world(lily=PASSWORD))  # fmt: skip


def test_accounts_can_be_required() -> None:
    """DESIGN 7, [accounts] required."""
    play("""
    손님 connects
    손님 > NICK 손님
    손님 > USER u 0 * :이름
    손님 < FAIL \\* ACCOUNT_REQUIRED :*
    손님 < ERROR :*
    """, config="[accounts]\nrequired = true")  # fmt: skip


LOG_IN = f"""
    손님 > AUTHENTICATE PLAIN
    손님 > AUTHENTICATE {RIGHT}
    손님 <<
"""


def test_only_accounts_speak_in_a_room_with_M() -> None:  # noqa: N802 - the mode's own letter
    """DESIGN 6, +M: those with voice and those with an account."""
    play(f"""
    영수 arrives in #방
    손님 arrives in #방
    영수 > MODE #방 +M
    영수 <<
    손님 <<
    손님 > PRIVMSG #방 :하나
    손님 < 404 손님 #방 :*
    {LOG_IN}
    손님 > PRIVMSG #방 :둘
    영수 < PRIVMSG #방 :둘
    """, world=world())  # fmt: skip


def test_bans_mutes_exceptions_and_invitations_by_account() -> None:
    """IRCv3 account-extban: in b, e and I; accounts match, nicks do not."""
    play(f"""
    영수 arrives in #방
    영수 > MODE #방 +b a:철수
    영수 < MODE #방 +b a:철수
    손님 > JOIN #방
    손님 < JOIN #방
    손님 <<
    영수 <<
    손님 > PART #방
    {LOG_IN}
    영수 <<
    손님 > JOIN #방
    손님 < 474 손님 #방 :*
    영수 > MODE #방 +e a:철*
    영수 <<
    손님 > JOIN #방
    손님 < JOIN #방
    손님 <<
    영수 <<
    영수 > MODE #방 -be+b a:철수 a:철* m:a:철수
    영수 <<
    손님 <<
    손님 > PRIVMSG #방 :음
    손님 < 404 손님 #방 :*
    손님 > PART #방
    손님 <<
    영수 > MODE #방 -b+iI m:a:철수 a:철수
    영수 <<
    손님 > JOIN #방
    손님 < JOIN #방
    손님 <<
    영수 <<
    """, world=world())  # fmt: skip


def test_a_mute_by_account_holds_from_the_login_on() -> None:
    play(f"""
    영수 arrives in #방
    손님 arrives in #방
    영수 > MODE #방 +b m:a:철수
    영수 <<
    손님 <<
    손님 > PRIVMSG #방 :하나
    영수 < PRIVMSG #방 :하나
    {LOG_IN}
    손님 > PRIVMSG #방 :둘
    손님 < 404 손님 #방 :*
    """, world=world())  # fmt: skip
