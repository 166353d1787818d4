"""MODE of channels: flags, key and limit."""

import pytest

from tests.kit.script import play


def test_asking_gives_324_and_329_and_nothing_else() -> None:
    """Modern IRC, MODE: RPL_CHANNELMODEIS, RPL_CREATIONTIME."""
    play("""
    철수 arrives in #방
    철수 > MODE #방
    철수 < 324 철수 #방 +nt
    철수 < 329 철수 #방 1764500000
    철수 > MODE #방 -nt
    철수 < MODE #방 -nt
    철수 > MODE #방
    철수 < 324 철수 #방 +
    철수 < 329 ...
    """)


def test_key_and_limit_stand_behind_the_letters_and_the_key_is_the_members() -> None:
    """Modern IRC, MODE: servers may hide keys."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +kl 열쇠 7
    철수 < MODE #방 +kl 열쇠 7
    철수 > MODE #방
    철수 < 324 철수 #방 +ntkl 열쇠 7
    철수 < 329 ...
    민수 > MODE #방
    민수 < 324 민수 #방 +ntkl \\* 7
    민수 < 329 ...
    """)


def test_one_command_is_one_line_back_for_everybody() -> None:
    """Modern IRC, MODE: a MODE command is sent to all members when done."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > MODE #방 +im-n+C
    철수 < :철수!*@* MODE #방 +im-n+C
    영희 < :철수!*@* MODE #방 +im-n+C
    철수 > MODE #방 -int
    철수 < MODE #방 -it
    영희 < MODE #방 -it
    철수 > MODE #방 +int
    철수 < MODE #방 +int
    영희 < MODE #방 +int
    철수 > MODE #방 -int
    철수 < MODE #방 -int
    영희 < MODE #방 -int
    """)


def test_what_is_so_already_is_not_told() -> None:
    """Nothing changes, nothing is said."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > MODE #방 +nt
    철수 < -
    철수 > MODE #방 -k 없는열쇠
    철수 < -
    철수 > MODE #방 -l
    철수 < -
    영희 < -
    """)


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("MODE #없는방", "403 영희 #없는방 :*"),
        ("MODE #없는방 +m", "403 영희 #없는방 :*"),
        ("MODE #방 +m", "442 영희 #방 :*"),
        ("MODE #방 +nmisC", "442 영희 #방 :*"),
        ("MODE #방 +ov 철수 철수", "442 영희 #방 :*"),
        ("MODE", "461 영희 MODE :*"),
    ],
)
def test_an_outsider_gets_one_refusal(line: str, reply: str) -> None:
    """Modern IRC, MODE: 403, 442, 461."""
    play(f"""
    철수 arrives in #방
    영희 > {line}
    영희 < {reply}
    철수 < -
    """)


@pytest.mark.parametrize(
    "change", ["+m", "-nt", "+kl 열쇠 3", "+ov 철수 철수", "+b *!*@*", "-o 철수", "+beI a b c"]
)
def test_a_member_without_rank_gets_one_refusal(change: str) -> None:
    """Modern IRC, MODE: without privileges the server must not process the message; 482."""
    play(f"""
    철수 arrives in #방
    영희 arrives in #방
    영희 > MODE #방 {change}
    영희 < 482 영희 #방 :*
    철수 < -
    """)


def test_unknown_letters_are_472_once_each() -> None:
    """Modern IRC, ERR_UNKNOWNMODE; the known ones are made."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +mZxZ
    철수 < 472 철수 Z :*
    철수 < 472 철수 x :*
    철수 < MODE #방 +m
    """)


@pytest.mark.parametrize("limit", ["0", "-1", "다섯", "5x", "99999999999", "٣", ":"])
def test_a_bad_limit_is_696(limit: str) -> None:
    """Modern IRC, ERR_INVALIDMODEPARAM."""
    play(f"""
    철수 arrives in #방
    철수 > MODE #방 +l {limit}
    철수 < 696 철수 #방 l * :*
    """)


def test_a_limit_is_shown_as_the_number_it_is() -> None:
    """What is told is what is in force."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +l 007
    철수 < MODE #방 +l 7
    철수 > MODE #방 +l 7
    철수 < -
    철수 > MODE #방 -l
    철수 < MODE #방 -l
    """)


@pytest.mark.parametrize("key", [":", ":두 낱말", "a,b", "::x", ":\tx", ""])
def test_a_bad_key_is_696(key: str) -> None:
    """Modern IRC, key mode: `<channel> k * :text`."""
    play(f"""
    철수 arrives in #방
    철수 > MODE #방 +k {key}
    철수 < 696 철수 #방 k \\* :*
    """)


def test_a_long_key_is_cut_and_the_echo_shows_the_real_one() -> None:
    """Modern IRC, key mode; 005 KEYLEN counts bytes."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +k 가나다라마바사아자차카타파하
    철수 < MODE #방 +k 가나다라마바사아자차
    철수 > MODE #방 -k 아무거나
    철수 < MODE #방 -k 가나다라마바사아자차
    """)


def test_a_key_can_be_changed_and_taken_away_without_naming_it() -> None:
    """Modern IRC, key mode; 467 is not used any more."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +k 하나
    철수 < MODE #방 +k 하나
    철수 > MODE #방 +k 하나
    철수 < -
    철수 > MODE #방 +k 둘
    철수 < MODE #방 +k 둘
    철수 > MODE #방 -k
    철수 < MODE #방 -k 둘
    """)


def test_a_missing_value_is_696() -> None:
    """Modern IRC, MODE: a type B or C mode without a parameter is ignored; here with a word of why."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +klo
    철수 < 696 철수 #방 k \\* :*
    철수 < 696 철수 #방 l \\* :*
    철수 < 696 철수 #방 o \\* :*
    """)


def test_no_more_than_eight_values_a_line() -> None:
    """005 MODES: what comes after the eighth is dropped; flags are not counted."""
    play("""
    철수 arrives in #방
    철수 > MODE #방 +bbbbbbbbbm 1 2 3 4 5 6 7 8 9
    철수 < MODE #방 +bbbbbbbbm 1!*@* 2!*@* 3!*@* 4!*@* 5!*@* 6!*@* 7!*@* 8!*@*
    """)


def test_changes_too_long_for_one_line_take_two() -> None:
    """RFC 2812 2.3: 512 bytes a line, the source counted; nothing is lost."""
    masks = " ".join(f"{letter * 35}!{letter * 20}@x" for letter in "abcdefgh")
    world = play("철수 arrives in #방")
    world.send("철수", f"MODE #방 +bbbbbbbb {masks}")
    first, second = world.peers["철수"].read()
    told = [word for line in (first, second) for word in line.split(" ")[4:]]
    assert told == masks.split(" ")


def test_moderated_rooms_hear_those_with_a_voice() -> None:
    """Modern IRC, moderated mode: 404 for the rest, and no echo."""
    play("""
    철수 arrives in #방
    영희 arrives in #방 with echo-message
    철수 > MODE #방 +m
    철수 <<
    영희 <<
    영희 > PRIVMSG #방 :저요
    영희 < 404 영희 #방 :*
    철수 < -
    철수 > MODE #방 +v 영희
    철수 <<
    영희 <<
    영희 > PRIVMSG #방 :저요
    영희 < PRIVMSG #방 :저요
    철수 < PRIVMSG #방 :저요
    """)


def test_no_words_from_outside() -> None:
    """Modern IRC, no external messages mode."""
    play("""
    철수 arrives in #방
    민수 > PRIVMSG #방 :똑똑
    민수 < 404 민수 #방 :*
    철수 > MODE #방 -n
    철수 <<
    민수 > PRIVMSG #방 :똑똑
    철수 < :민수!*@* PRIVMSG #방 :똑똑
    """)


def test_no_ctcp_but_action() -> None:
    """+C: ACTION passes, else 404."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > MODE #방 +C
    철수 <<
    영희 <<
    영희 > PRIVMSG #방 :\x01VERSION\x01
    영희 < 404 영희 #방 :*
    영희 > PRIVMSG #방 :\x01ACTION 춤춰요\x01
    철수 < PRIVMSG #방 :\x01ACTION 춤춰요\x01
    영희 > PRIVMSG @#방 :\x01PING 1\x01
    영희 < 404 영희 #방 :*
    """)
