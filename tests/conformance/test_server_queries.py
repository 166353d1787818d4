"""LUSERS MOTD VERSION INFO TIME ADMIN STATS LINKS."""

import pytest

from malmadang.servercore.greeting import VERSION
from tests.kit.script import play

OPERATOR = '[[operator]]\nname = "대장"\npassword = "비밀"'
NAMED = '[server]\nname = "irc.example"\ndescription = "우리 집"\nnetwork = "마을"\nlanguage = "en"\n'


def test_lusers_counts() -> None:
    """Modern IRC, LUSERS: 251 has three numbers, 253 the unregistered, 265 and 266 now and at most."""
    play(
        """
        철수 arrives in #방
        영희 arrives
        민수 arrives
        민수 > QUIT
        민수 <<
        손님 connects
        영희 > MODE 영희 +i
        영희 > OPER 대장 비밀
        영희 <<
        철수 > LUSERS
        철수 < 251 철수 :There are 1 users and 1 invisible on 1 servers
        철수 < 252 철수 1 :*
        철수 < 253 철수 1 :*
        철수 < 254 철수 1 :*
        철수 < 255 철수 :I have 2 clients and 0 servers
        철수 < 265 철수 2 3 :Current local users 2, max 3
        철수 < 266 철수 2 3 :Current global users 2, max 3
        손님 > QUIT
        손님 <<
        """,
        config=NAMED + OPERATOR,
    )


def test_the_numbers_keep_their_order_in_korean() -> None:
    """Some clients read the numbers of 251 in order, as words of their own: users, invisible, servers."""
    play("""
    철수 > LUSERS
    철수 < 251 철수 :* 1 * 0 * 1 *
    철수 < 255 철수 :* 1 * 0 *
    철수 < 265 철수 1 1 :*
    철수 < 266 철수 1 1 :*
    """)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_005_is_ascii_and_ends_in_the_text_of_the_documents(language: str) -> None:
    """Modern IRC, RPL_ISUPPORT: some clients tell it from RPL_BOUNCE by that text."""
    world = play("철수 arrives", config=f'[server]\nlanguage = "{language}"')
    world.send("철수", "VERSION")
    _, *lines = world.peers["철수"].read()
    for line in lines:
        head, _, text = line.partition(" :")
        assert head.startswith(":malmadang.local 005 철수 ")
        assert head.removeprefix(":malmadang.local 005 철수 ").isascii()
        assert text == "are supported by this server"


def test_motd() -> None:
    """Modern IRC, MOTD: 375, 372 a line, 376; 422 without one."""
    play(
        """
        철수 > MOTD
        철수 < 375 철수 :- irc.example *
        철수 < 372 철수 :- 첫 줄
        철수 < 372 철수 :- *
        철수 < 372 철수 :- 셋째 줄
        철수 < 376 철수 :*
        """,
        config=NAMED + 'motd = "첫 줄\\n\\n셋째 줄"',
    )
    play("""
    철수 > MOTD
    철수 < 422 철수 :*
    """)


def test_a_long_line_of_the_motd_takes_several() -> None:
    """RFC 2812 2.3; no syllable is cut."""
    world = play("철수 arrives", config=f'[server]\nmotd = "{"가나다 " * 100}"')
    world.send("철수", "MOTD")
    _, *lines, _ = world.peers["철수"].read()
    assert len(lines) > 1
    assert "".join(line.partition(" :- ")[2] for line in lines) == "가나다 " * 100


def test_version() -> None:
    """Modern IRC, VERSION: 351 `<version> <server> :<comments>`, then 005."""
    world = play(
        f"""
        철수 > VERSION
        철수 < 351 철수 {VERSION} irc.example :*
        철수 < 005 ...
        철수 < 005 ...
        철수 < 005 ...
        """,
        config=NAMED,
    )
    assert not world.peers["철수"].inbox


def test_info_time_admin_links() -> None:
    """Modern IRC: 371 and 374; 391 with a timestamp; 256 to 259; 364 and 365."""
    play(
        f"""
        철수 > INFO
        철수 < 371 철수 :*
        철수 < 371 철수 :*{VERSION}
        철수 < 371 철수 :*2025-11-30T10:53:20.000Z
        철수 < 371 철수 :*
        철수 < 374 철수 :*
        5 s later
        철수 > TIME
        철수 < 391 철수 irc.example 1764500005 :2025-11-30T10:53:25.000Z *
        철수 > ADMIN
        철수 < 256 철수 irc.example :*
        철수 < 257 철수 :우리 집
        철수 < 258 철수 :*마을*
        철수 < 259 철수 :*
        철수 > LINKS
        철수 < 364 철수 irc.example irc.example :0 우리 집
        철수 < 365 철수 \\* :*
        철수 > LINKS *.else
        철수 < 365 철수 \\*.else :*
        철수 > LINKS irc.example *.example
        철수 < 364 ...
        철수 < 365 철수 \\*.example :*
        """,
        config=NAMED,
    )


def test_stats() -> None:
    """RFC 2812 3.4.4: u, o; what is not known is 219 alone; 461 without a letter."""
    play(
        """
        철수 arrives
        90061 s later
        철수 > STATS u
        철수 < 242 철수 :Server Up 1 days 1:01:01
        철수 < 250 철수 :*1
        철수 < 219 철수 u :*
        철수 > STATS o
        철수 < 481 철수 :*
        철수 > OPER 대장 비밀
        철수 <<
        철수 > STATS o
        철수 < 243 철수 O \\* \\* 대장
        철수 < 219 철수 o :*
        철수 > STATS z
        철수 < 219 철수 z :*
        철수 > STATS :
        철수 < 219 철수 \\* :*
        철수 > STATS
        철수 < 461 철수 STATS :*
        """,
        config=NAMED + "[limits]\nthrottle = false\nping_s = 100000\ndrop_s = 200000\n" + OPERATOR,
    )


@pytest.mark.parametrize(
    "line",
    ["MOTD x.y", "VERSION x.y", "INFO x.y", "TIME x.y", "ADMIN x.y", "LUSERS * x.y", "STATS u x.y"],
)
def test_another_server_is_402(line: str) -> None:
    """Modern IRC, ERR_NOSUCHSERVER."""
    play(f"""
    철수 > {line}
    철수 < 402 철수 x.y :*
    """)


@pytest.mark.parametrize("target", ["malmadang.local", "*.local", "MALMADANG.*", "철수"])
def test_this_server_may_be_named(target: str) -> None:
    """Modern IRC: a server, a mask of it, or somebody on it."""
    play(f"""
    철수 > TIME {target}
    철수 < 391 ...
    """)
