"""PASS NICK USER and the welcome."""

import re

import pytest

from malmadang.servercore.greeting import VERSION
from tests.kit.script import play
from tests.kit.world import World


@pytest.mark.parametrize("lines", [["NICK 손님", "USER u 0 * :이름"], ["USER u 0 * :이름", "NICK 손님"]])
def test_the_welcome_in_order(lines: list[str]) -> None:
    """Modern IRC, connection registration: 001 to 005, LUSERS, MOTD, whatever came first."""
    world = World('[server]\nnetwork = "마을"')
    world.connect("손님")
    for line in lines:
        world.send("손님", line)
    numerics = [line.split(" ")[1] for line in world.peers["손님"].inbox]
    assert numerics == ["001", "002", "003", "004", "005", "005", "005", "251", "255", "265", "266", "422"]
    welcome = world.peers["손님"].inbox[0]
    assert "마을" in welcome
    assert "@" not in welcome, "a host here is taken for the client's own address by some"
    assert world.peers["손님"].is_admitted


def test_myinfo_has_letters_only() -> None:
    """Modern IRC, RPL_MYINFO."""
    world = World()
    world.connect("손님")
    for line in ("NICK 손님", "USER u 0 * :이름"):
        world.send("손님", line)
    line = world.peers["손님"].inbox[3]
    assert (
        line == f":malmadang.local 004 손님 malmadang.local {VERSION} Biow CHIMabefhiklmnoqstv HIabefhkloqv"
    )


def test_nothing_comes_unasked_in_the_first_minute() -> None:
    """PROTOCOL: no late notice, no PING, after the welcome burst."""
    world = World()
    world.arrive("손님")
    world.advance(59_000)
    assert world.peers["손님"].read() == []


def test_user_names_are_made_fit() -> None:
    """Modern IRC, USER: cut to USERLEN, never empty; the real name falls back to it."""
    world = World()
    for typed, shown in [
        ("u", "~u"),
        ("!", "~user"),
        ("a!b@c", "~abc"),
        ("가나다라마바사", "~가나다라마"),
        ("x" * 30, "~" + "x" * 17),
    ]:
        name = f"손님{len(world.peers)}"
        world.connect(name)
        world.send(name, f"NICK {name}")
        world.send(name, f"USER {typed} 0 * :")
        user = world.core.state.user(name)
        assert user is not None
        assert (user.username, user.realname) == (shown, shown[1:])


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("NICK", "431 \\* :*"),
        ("NICK :", "431 \\* :*"),
        ("NICK *", "432 \\* \\* :*"),
        ("NICK 1abc", "432 \\* 1abc :*"),
        ("NICK :두 낱말", "432 \\* 두_낱말 :*"),
        ("NICK 철수", "433 \\* 철수 :*"),
        ("NICK NickServ", "433 \\* NickServ :*"),
        ("NICK 말지기", "433 \\* 말지기 :*"),
        ("USER u 0 *", "461 \\* USER :*"),
        ("PASS", "461 \\* PASS :*"),
        ("JOIN #방", "451 \\* :*"),
        ("XYZZY", "451 \\* :*"),
    ],
)
def test_refusals_before_the_welcome(line: str, reply: str) -> None:
    """Modern IRC: 431, 432, 433, 451, 461; none of them registers anybody."""
    world = play(f"""
    철수 arrives
    손님 connects
    손님 > {line}
    손님 < {reply}
    """)
    world.send("손님", "USER u 0 * :이름")
    assert len(world.core.state.users) == 1


def test_look_alikes_are_433() -> None:
    """DESIGN 6 (names): by skeleton, whichever came first."""
    play("""
    lily arrives
    손님 connects
    손님 > NICK Iily
    손님 < 433 \\* Iily :*
    손님 > NICK LILY
    손님 < 433 \\* LILY :*
    손님 > NICK l1ly
    손님 < 433 \\* l1ly :*
    lily > NICK l1Iy
    lily < :lily!*@* NICK :l1Iy
    """)


def test_a_nick_taken_meanwhile_is_told_at_the_end() -> None:
    """RFC 2812 3.1.2: two may ask for one nick while both are registering; another may be tried."""
    play("""
    하나 connects
    둘 connects
    하나 > NICK 같은이름
    둘 > NICK 같은이름
    하나 > USER u 0 * :u
    하나 <<
    둘 > USER u 0 * :u
    둘 < 433 \\* 같은이름 :*
    둘 > NICK 다른이름
    둘 < 001 다른이름 :*
    둘 <<
    """)


def test_a_race_of_eight_has_one_winner() -> None:
    """No two people with one nick, whatever the order of their lines."""
    world = World()
    for number in range(8):
        world.connect(f"손님{number}")
        world.send(f"손님{number}", "NICK 하나뿐")
    for number in range(8):
        world.send(f"손님{number}", f"USER u{number} 0 * :u")
    welcomed = [name for name, peer in world.peers.items() if " 001 " in peer.inbox[0]]
    assert welcomed == ["손님0"]


def test_the_servers_password() -> None:
    """Modern IRC, PASS: the last one counts; 464 and goodbye for a wrong one."""
    config = '[server]\npassword = "열려라"'
    play(
        """
        손님 connects
        손님 > PASS 틀림
        손님 > PASS 열려라
        손님 > NICK 손님
        손님 > USER u 0 * :u
        손님 < 001 ...
        손님 <<
        """,
        config=config,
    )
    for first in ("PASS 틀림", "PING x"):
        play(
            f"""
            손님 connects
            손님 > {first}
            손님 <<
            손님 > NICK 손님
            손님 > USER u 0 * :u
            손님 < 464 손님 :*
            손님 < ERROR :*
            """,
            config=config,
        )


@pytest.mark.parametrize("line", ["PASS x", "USER u 0 * :u"])
def test_registering_again_is_462(line: str) -> None:
    """Modern IRC, ERR_ALREADYREGISTERED."""
    play(f"철수 > {line}\n철수 < 462 철수 :*")


def test_isupport_is_true() -> None:
    """Modern IRC, RPL_ISUPPORT: at most 13 tokens, ASCII, one = each, a closing text."""
    world = World('[server]\nnetwork = "마을 = 하나"\n[limits]\nban_list = 7')
    world.connect("손님")
    for line in ("NICK 손님", "USER u 0 * :이름"):
        world.send("손님", line)
    tokens: dict[str, str] = {}
    for line in (line for line in world.peers["손님"].inbox if " 005 " in line):
        middle, _, text = line[1:].partition(" :")
        words = middle.split(" ")[3:]
        assert 1 <= len(words) <= 13
        assert text
        for word in words:
            assert word.isascii()
            assert word.count("=") <= 1
            name, _, value = word.partition("=")
            tokens[name] = value
    assert re.fullmatch(r"(\\x[0-9A-F]{2}|[!-~])+", tokens["NETWORK"])
    assert tokens["CHANMODES"] == "Ibe,k,Hfl,CMimnst"
    assert tokens["PREFIX"] == "(qaohv)~&@%+"
    assert tokens["MAXLIST"] == "I:7,b:7,e:7"
    assert tokens["TARGMAX"].split(",")[0] == "JOIN:"
    assert {"EXCEPTS", "INVEX", "KNOCK", "SAFELIST", "UTF8ONLY", "WHOX", "MONITOR", "BOT"} <= set(tokens)
