"""labeled-response and its batches."""

import pytest

from malmadang.ports import Outcome
from tests.kit.script import play
from tests.kit.world import World

CAPS = "labeled-response batch"


def test_one_line_carries_the_label() -> None:
    """IRCv3 labeled-response: exactly one logical message."""
    play(f"""
    철수 arrives with {CAPS}
    철수 > @label=아 PING 하나
    철수 < @label=아 PONG * 하나
    철수 > @label=abc PRIVMSG 없는이 :여보세요
    철수 < @label=abc 401 ...
    철수 > @label=abc XYZZY
    철수 < @label=abc 421 철수 XYZZY :*
    철수 > @label=abc JOIN
    철수 < @label=abc 461 ...
    """)


def test_nothing_to_say_is_an_ack() -> None:
    """IRCv3 labeled-response: ACK for what produces no response."""
    play(f"""
    철수 arrives in #방 with {CAPS}
    영희 arrives in #방
    철수 > @label=a PRIVMSG #방 :글
    철수 < @label=a :malmadang.local ACK
    영희 < @-label :철수!*@* PRIVMSG #방 :글
    철수 > @label=b PONG 하나
    철수 < @label=b ACK
    철수 > @label=c NOTICE 없는이 :글
    철수 < @label=c ACK
    철수 > @label=d JOIN #방
    철수 < @label=d ACK
    철수 > @label=e NICK 철수
    철수 < @label=e ACK
    철수 > @label=f MONITOR C
    철수 < @label=f ACK
    철수 > @label=g SETNAME :김철수
    철수 < @label=g ACK
    """)


def test_several_lines_are_a_batch() -> None:
    """IRCv3 labeled-response: BATCH with the label, batch= on every line; ids of letters and digits."""
    world = play(f"""
    철수 arrives with {CAPS}
    철수 > @label=a JOIN #방
    철수 < @label=a BATCH +* labeled-response
    철수 < @batch=*;-label :철수!*@* JOIN #방
    철수 < @batch=* 353 ...
    철수 < @batch=* 366 ...
    철수 < @-label :malmadang.local BATCH -*
    """)
    world.send("철수", "@label=b WHOIS 철수")
    first, *_, last = world.peers["철수"].read()
    reference = first.split(" ")[3].removeprefix("+")
    assert reference.isascii()
    assert reference.isalnum()
    assert last.endswith(f" BATCH -{reference}")


def test_without_batch_one_line_has_the_label_and_several_are_bare() -> None:
    """IRCv3 labeled-response depends on batch; IRCv3 batch: none for those who did not ask."""
    play("""
    철수 arrives with labeled-response
    철수 > @label=a PING 하나
    철수 < @label=a PONG * 하나
    철수 > @label=b PONG 하나
    철수 < @label=b ACK
    철수 > @label=c JOIN #방
    철수 < @-label;-batch :철수!*@* JOIN #방
    철수 < @-label;-batch 353 ...
    철수 < @-label;-batch 366 ...
    철수 < -
    """)


@pytest.mark.parametrize("rest", [b"PRIVMSG #x :\xff", b"PING :" + b"x" * 600, b"PING a\0b", b"PING x"])
def test_a_label_goes_back_as_it_came(rest: bytes) -> None:
    """IRCv3 labeled-response: opaque, whatever became of the line; IRCv3 message-tags, escaping."""
    world = play(f"철수 arrives with {CAPS}")
    world.send("철수", b"@label=a\\s\\:\\\\\\r\\nb " + rest)
    (line,) = world.peers["철수"].read()
    assert line.startswith("@label=a\\s\\:\\\\\\r\\nb :malmadang.local ")


def test_the_error_that_answers_quit_has_its_label() -> None:
    """Modern IRC, QUIT: acknowledged by ERROR; IRCv3 labeled-response."""
    play(f"""
    철수 arrives in #방 with {CAPS}
    영희 arrives in #방 with {CAPS}
    철수 > @label=a QUIT :잘 있어요
    철수 < @label=a ERROR :*
    영희 < @-label :철수!*@* QUIT :*
    영희 > QUIT
    영희 < @-label ERROR :*
    """)


def test_the_echo_is_the_answer() -> None:
    """IRCv3 labeled-response with echo-message: the label on the echo, not on what others read."""
    play(f"""
    철수 arrives in #방 with {CAPS} echo-message message-tags
    영희 arrives in #방 with {CAPS} echo-message message-tags
    철수 > @label=a PRIVMSG #방 :글
    철수 < @label=a;msgid=* :철수!*@* PRIVMSG #방 :글
    영희 < @-label;msgid=* :철수!*@* PRIVMSG #방 :글
    철수 > @label=b PRIVMSG 영희 :글
    철수 < @label=b PRIVMSG 영희 :글
    영희 < PRIVMSG 영희 :글
    철수 > @label=c;+x=y TAGMSG @#방
    철수 < @label=c;+x=y TAGMSG @#방
    """)


def test_to_oneself_one_of_the_two_has_the_label() -> None:
    """IRCv3 labeled-response: only the acknowledgment, not the delivery."""
    play(f"""
    철수 arrives with {CAPS} echo-message
    철수 > @label=a PRIVMSG 철수 :혼잣말
    철수 < @-label PRIVMSG 철수 :혼잣말
    철수 < @label=a PRIVMSG 철수 :혼잣말
    민수 arrives with {CAPS}
    민수 > @label=a PRIVMSG 민수 :혼잣말
    민수 < @-label PRIVMSG 민수 :혼잣말
    민수 < @label=a ACK
    """)


def test_several_targets_are_a_batch() -> None:
    """IRCv3 labeled-response: a PRIVMSG to several targets is one answer."""
    play(f"""
    철수 arrives in #방 with {CAPS} echo-message
    영희 arrives in #방
    철수 > @label=a PRIVMSG #방,영희,없는이 :글
    철수 < @label=a BATCH +* labeled-response
    철수 < @batch=* PRIVMSG #방 :글
    철수 < @batch=* PRIVMSG 영희 :글
    철수 < @batch=* 401 철수 없는이 :*
    철수 < BATCH -*
    영희 < PRIVMSG #방 :글
    영희 < PRIVMSG 영희 :글
    """)


def test_changes_in_a_room_are_the_answer_too() -> None:
    """IRCv3 labeled-response: NICK has the old nick as source; MODE, TOPIC, KICK, PART, AWAY."""
    play(f"""
    철수 arrives in #방 with {CAPS}
    영희 arrives in #방
    철수 > @label=a NICK 철이
    철수 < @label=a :철수!*@* NICK :철이
    철수 > @label=b MODE #방 +m
    철수 < @label=b MODE #방 +m
    철수 > @label=c TOPIC #방 :주제
    철수 < @label=c TOPIC #방 :주제
    철수 > @label=d AWAY :낮잠
    철수 < @label=d 306 ...
    철수 > @label=e KICK #방 영희
    철수 < @label=e KICK #방 영희 :철이
    철수 > @label=f PART #방
    철수 < @label=f PART #방
    영희 <<
    """)


def test_no_label_without_the_capability() -> None:
    """IRCv3 labeled-response: no reply carries a tag the client did not ask for."""
    play("""
    철수 > @label=a PING 하나
    철수 < @-label PONG * 하나
    """)


def test_special_letters_in_a_label() -> None:
    """IRCv3 message-tags: escaped again on the way back."""
    world = play(f"철수 arrives with {CAPS}")
    world.send("철수", r"@label=a\:b\sc PING 하나")
    assert world.peers["철수"].read() == [r"@label=a\:b\sc :malmadang.local PONG malmadang.local :하나"]


def test_an_empty_label_is_none() -> None:
    """IRCv3 labeled-response: the tag has a required value."""
    play(f"""
    철수 arrives with {CAPS}
    철수 > @label= PING 하나
    철수 < @-label PONG * 하나
    """)


def test_lines_that_break_the_grammar_keep_their_label() -> None:
    """IRCv3 labeled-response; UTF8ONLY; Modern IRC, ERR_INPUTTOOLONG."""
    world = play(f"철수 arrives with {CAPS}")
    world.send("철수", b"@label=a PRIVMSG #x :\xff")
    world.send("철수", b"@label=b PRIVMSG #x :" + b"x" * 600)
    first, second = world.peers["철수"].read()
    assert first.startswith("@label=a :malmadang.local FAIL PRIVMSG INVALID_UTF8 :")
    assert second.startswith("@label=b :malmadang.local 417 철수 :")


def test_an_answer_that_had_to_wait_is_labelled_and_batched() -> None:
    """IRCv3 labeled-response around a question to the world."""
    play(
        f"""
        철수 arrives with {CAPS}
        철수 > @label=a OPER 대장 비밀
        철수 < @label=a BATCH +* labeled-response
        철수 < @batch=* 381 ...
        철수 < @batch=* MODE 철수 +o
        철수 < BATCH -*
        """,
        config='[[operator]]\nname = "대장"\npassword = "비밀"',
    )


@pytest.mark.parametrize("caps", [CAPS, f"{CAPS} echo-message"])
def test_a_line_the_store_refuses_is_answered_once(caps: str) -> None:
    """COMMIT: what is not kept is not echoed and not acknowledged; FAIL carries the label."""
    world = World()
    world.arrive("철수", caps=caps.split(), rooms=["#방"])
    world.arrive("영희", rooms=["#방"])
    world.outcome = Outcome.DISK_FULL
    world.send("철수", "@label=a PRIVMSG #방 :글")
    (line,) = world.peers["철수"].read()
    assert line.startswith("@label=a :malmadang.local FAIL PRIVMSG DISK_FULL #방 :")
    assert world.peers["영희"].read() == []
