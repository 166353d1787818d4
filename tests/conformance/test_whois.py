"""WHOIS and WHOWAS."""

import pytest

from tests.kit.script import play

OPERATOR = '[[operator]]\nname = "대장"\npassword = "비밀"'


def test_311_first_318_last() -> None:
    """Modern IRC, WHOIS; somebody else's address is not told."""
    play("""
    철수 arrives in #방 from 203.0.113.7
    영희 arrives
    90 s later
    철수 <<
    영희 <<
    영희 > WHOIS 철수
    영희 < 311 영희 철수 ~철수 *.ip \\* :철수
    영희 < 319 영희 철수 :@#방
    영희 < 312 영희 철수 malmadang.local :말마당
    영희 < 317 영희 철수 90 1764500000 :*
    영희 < 318 영희 철수 :*
    """)


def test_everything_that_can_be_told() -> None:
    """Modern IRC, WHOIS: 313, 301, 671, 338; IRCv3 bot-mode: 335."""
    play(
        """
        철수 arrives in #방,#뜰 from 2001:db8::1 over TLS
        철수 > OPER 대장 비밀
        철수 > AWAY :낮잠
        철수 > MODE 철수 +B
        철수 <<
        철수 > WHOIS 철수
        철수 < 311 ...
        철수 < 319 철수 철수 :@#방 @#뜰
        철수 < 312 ...
        철수 < 313 철수 철수 :*
        철수 < 301 철수 철수 :낮잠
        철수 < 335 철수 철수 :*
        철수 < 338 철수 철수 ~철수@2001:db8::1 2001:db8::1 :*
        철수 < 671 철수 철수 :*
        철수 < 317 철수 철수 0 1764500000 :*
        철수 < 318 철수 철수 :*
        """,
        config=OPERATOR,
    )


def test_operators_of_the_server_read_addresses() -> None:
    """Modern IRC, RPL_WHOISACTUALLY: privacy-sensitive, for operators and oneself."""
    play(
        """
        철수 arrives from ::ffff
        영희 arrives
        영희 > OPER 대장 비밀
        영희 <<
        영희 > WHOIS 철수
        영희 < 311 ...
        영희 < 312 ...
        영희 < 338 영희 철수 ~철수@0::ffff 0::ffff :*
        영희 < 317 ...
        영희 < 318 ...
        """,
        config=OPERATOR,
    )


def test_secret_rooms_and_invisible_peoples_rooms_are_for_those_inside() -> None:
    """Modern IRC, RPL_WHOISCHANNELS."""
    play("""
    철수 arrives in #방,#뜰,#숲
    영희 arrives in #숲 with multi-prefix
    철수 > MODE #뜰 +s
    철수 > MODE #숲 +sv 철수
    철수 <<
    영희 <<
    영희 > WHOIS 철수
    영희 < 311 ...
    영희 < 319 영희 철수 :@#방 @+#숲
    영희 <<
    철수 > MODE 철수 +i
    철수 <<
    영희 > WHOIS 철수
    영희 < 311 ...
    영희 < 319 영희 철수 :@+#숲
    영희 <<
    """)


def test_many_rooms_take_several_lines() -> None:
    """Modern IRC, RPL_WHOISCHANNELS: may be sent several times."""
    rooms = [f"#사람많은방{number}" for number in range(40)]
    world = play(f"철수 arrives in {','.join(rooms)}")
    world.send("철수", "WHOIS 철수")
    lists = [line for line in world.peers["철수"].read() if " 319 " in line]
    assert len(lists) > 1
    assert [name for line in lists for name in line.partition(" :")[2].split(" ")] == [f"@{r}" for r in rooms]


@pytest.mark.parametrize(
    "line",
    ["WHOIS malmadang.local 철수", "WHOIS 철수 철수", "WHOIS *.local 철수", "WHOIS 철수,영희", "whois 철수"],
)
def test_it_may_name_a_server_or_a_nick_first(line: str) -> None:
    """Modern IRC, WHOIS: `WHOIS server nick`; TARGMAX=WHOIS:1."""
    play(f"""
    철수 > {line}
    철수 < 311 철수 철수 ...
    철수 < 312 ...
    철수 < 338 ...
    철수 < 317 ...
    철수 < 318 철수 철수* :*
    """)


def test_nobody_no_server_no_nick() -> None:
    """Modern IRC, WHOIS: 401 and 318; 402; 431."""
    play("""
    철수 > WHOIS 없는이
    철수 < 401 철수 없는이 :*
    철수 < 318 철수 없는이 :*
    철수 > WHOIS 다른.서버 철수
    철수 < 402 철수 다른.서버 :*
    철수 > WHOIS
    철수 < 431 철수 :*
    철수 > WHOIS :
    철수 < 431 철수 :*
    철수 > WHOIS *
    철수 < 401 ...
    철수 < 318 ...
    """)


def test_whowas_newest_first() -> None:
    """Modern IRC, WHOWAS: 314 and 312 an entry, 369."""
    play("""
    철수 arrives
    영희 arrives
    영희 > QUIT
    영희 <<
    60 s later
    영희 arrives from 203.0.113.7
    영희 > NICK 영이
    영희 <<
    철수 > WHOWAS 영희
    철수 < 314 철수 영희 ~영희 *.ip \\* :영희
    철수 < 312 철수 영희 malmadang.local :2025-11-30T10:54:20.000Z
    철수 < 314 철수 영희 ~영희 localhost \\* :영희
    철수 < 312 철수 영희 malmadang.local :2025-11-30T10:53:20.000Z
    철수 < 369 철수 영희 :*
    """)


@pytest.mark.parametrize(
    ("count", "entries"), [("1", 1), ("2", 2), ("", 3), ("0", 3), ("-1", 3), ("x", 3), ("99", 3)]
)
def test_whowas_counts(count: str, entries: int) -> None:
    """Modern IRC, WHOWAS: no positive count means all of them."""
    world = play("철수 arrives")
    for _ in range(3):
        world.arrive("영희")
        world.send("영희", "QUIT")
    world.peers["철수"].read()
    world.send("철수", f"WHOWAS 영희 {count}")
    assert sum(" 314 " in line for line in world.peers["철수"].read()) == entries


def test_whowas_nobody() -> None:
    """Modern IRC, WHOWAS: 406 and 369; 431; no wildcards."""
    play("""
    철수 arrives
    영희 arrives
    영희 > QUIT
    영희 <<
    철수 > WHOWAS 없는이
    철수 < 406 철수 없는이 :*
    철수 < 369 철수 없는이 :*
    철수 > WHOWAS 영*
    철수 < 406 ...
    철수 < 369 ...
    철수 > WHOWAS
    철수 < 431 철수 :*
    """)


def test_whowas_forgets_the_oldest() -> None:
    """DESIGN 9: the server remembers so many and no more."""
    play(
        """
        철수 arrives
        영희 arrives
        영희 > QUIT
        영희 <<
        민수 arrives
        민수 > QUIT
        민수 <<
        철수 > WHOWAS 영희
        철수 < 406 ...
        철수 < 369 ...
        """,
        config="[limits]\nwhowas = 1",
    )


@pytest.mark.parametrize("asked", ["bob", "BOB", "Bob,철수", "없는이,bob"])
def test_318_repeats_what_was_asked(asked: str) -> None:
    """Modern IRC, RPL_ENDOFWHOIS: exactly the parameter, its case and the whole list."""
    world = play("""
    bob arrives
    철수 arrives
    """)
    world.send("철수", f"WHOIS {asked}")
    *_, last = world.peers["철수"].read()
    assert last.startswith(f":malmadang.local 318 철수 {asked} :")
