"""CAP."""

import pytest

from malmadang.wire import capabilities
from tests.kit.script import play
from tests.kit.world import World

OFFERED = " ".join(row.name for row in capabilities.OFFERED)
OLD = {name for name in OFFERED.split() if "/" not in name}
"""What everybody is told, even who reads one line only."""
WITH_VALUES = (
    OFFERED.replace("sasl", "sasl=PLAIN,SCRAM-SHA-256")
    .replace("draft/account-registration", "draft/account-registration=before-connect,custom-account-name")
    .replace("draft/metadata-2", "draft/metadata-2=maxsub=50,maxkey=20")
    .replace("draft/multiline", "draft/multiline=max-bytes=4096,max-lines=100")
)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("CAP LS 302", WITH_VALUES),
        ("cap ls 302", WITH_VALUES),
    ],
)
def test_what_is_offered(line: str, offered: str) -> None:
    """IRCv3 capability-negotiation, CAP LS: no values without 302."""
    world = World()
    world.connect("손님")
    world.send("손님", line)
    assert offered_in(world.peers["손님"].read(), ":malmadang.local CAP * LS ") == offered


def offered_in(lines: list[str], head: str) -> str:
    """Return what one answer lists, however many lines it takes."""
    assert all(line.startswith(head) for line in lines), lines
    assert [line.removeprefix(head)[:1] for line in lines] == ["*"] * (len(lines) - 1) + [":"]
    return " ".join(line.partition(" :")[2] for line in lines)


def test_registration_waits_for_end_after_ls_or_req() -> None:
    """IRCv3 capability-negotiation: registration is suspended until CAP END."""
    for first in ("CAP LS 302", "CAP REQ :multi-prefix", "CAP REQ :no-such-thing"):
        play(f"""
        손님 connects
        손님 > {first}
        손님 <<
        손님 > NICK 손님
        손님 > USER 손님 0 * :손님
        손님 < -
        손님 > PING 하나
        손님 < PONG ...
        손님 > CAP END
        손님 < 001 손님 :*
        손님 <<
        """)


@pytest.mark.parametrize("first", ["CAP LIST", "CAP END", "CAP XYZZY"])
def test_other_subcommands_do_not_hold_it_up(first: str) -> None:
    """IRCv3 capability-negotiation: LS and REQ suspend, nothing else."""
    play(f"""
    손님 connects
    손님 > {first}
    손님 <<
    손님 > NICK 손님
    손님 > USER 손님 0 * :손님
    손님 < 001 ...
    손님 <<
    """)


def test_req_before_ls_and_list() -> None:
    """IRCv3 capability-negotiation: REQ needs no LS; nothing enabled is an empty list."""
    play("""
    손님 connects
    손님 > CAP LIST
    손님 < CAP \\* LIST :
    손님 > CAP REQ :server-time multi-prefix
    손님 < CAP \\* ACK :server-time multi-prefix
    손님 > CAP LIST
    손님 < CAP \\* LIST :multi-prefix server-time
    손님 > CAP REQ -server-time
    손님 < CAP \\* ACK :-server-time
    손님 > CAP LIST
    손님 < CAP \\* LIST :multi-prefix
    손님 > NICK 손님
    손님 > CAP LIST
    손님 < CAP 손님 LIST :multi-prefix
    """)


def test_all_or_nothing_and_word_for_word() -> None:
    """IRCv3 capability-negotiation: NAK repeats the request; nothing of it is in force."""
    play("""
    손님 connects
    손님 > CAP REQ :multi-prefix no-such-thing server-time
    손님 < CAP \\* NAK :multi-prefix no-such-thing server-time
    손님 > CAP LIST
    손님 < CAP \\* LIST :
    손님 > CAP REQ :sts
    손님 < CAP \\* NAK :sts
    손님 > CAP REQ :MULTI-PREFIX
    손님 < CAP \\* NAK :MULTI-PREFIX
    손님 > CAP REQ
    손님 < CAP \\* ACK :
    """)


def test_a_long_request_is_answered_within_the_limits() -> None:
    """RFC 2812 2.3: 512 bytes; NAK keeps at least the first hundred, ACK keeps all."""
    world = World()
    world.connect("손님")
    bad = " ".join(f"없는-기능-{number}" for number in range(24))
    world.send("손님", f"CAP REQ :{bad}")
    (line,) = world.peers["손님"].read()
    assert bad.startswith(line.partition(" NAK :")[2])
    assert len(line.encode()) > 400
    good = " ".join(["multi-prefix", "-multi-prefix"] * 16 + ["server-time"])
    world.send("손님", f"CAP REQ :{good}")
    lines = world.peers["손님"].read()
    assert " ".join(line.partition(" ACK :")[2] for line in lines) == good


def test_negotiation_after_the_welcome() -> None:
    """IRCv3 capability-negotiation: at any time; it changes what is read from then on."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    영희 > CAP LS 302
    영희 <<
    철수 > PRIVMSG #방 :하나
    영희 < @-time PRIVMSG #방 :하나
    영희 > CAP REQ :server-time
    영희 < CAP 영희 ACK :server-time
    철수 > PRIVMSG #방 :둘
    영희 < @time=* PRIVMSG #방 :둘
    영희 > CAP END
    영희 < -
    영희 > CAP REQ -server-time
    영희 <<
    철수 > PRIVMSG #방 :셋
    영희 < @-time PRIVMSG #방 :셋
    """)


def test_cap_notify_cannot_be_laid_down_with_302() -> None:
    """IRCv3 capability-negotiation, cap-notify: servers must not disable it then."""
    play("""
    손님 connects
    손님 > CAP LS 302
    손님 <<
    손님 > CAP REQ :-cap-notify
    손님 < CAP \\* NAK :-cap-notify
    손님 > CAP REQ :cap-notify
    손님 < CAP \\* ACK :cap-notify
    """)


def test_unknown_subcommands_are_410_even_first() -> None:
    """IRCv3 capability-negotiation, ERR_INVALIDCAPCMD; 461 without one."""
    play("""
    손님 connects
    손님 > CAP XYZZY
    손님 < 410 \\* XYZZY :*
    손님 > CAP
    손님 < 461 \\* CAP :*
    손님 > CAP :
    손님 < 410 \\* \\* :*
    손님 > CAP ACK :multi-prefix
    손님 < 410 \\* ACK :*
    """)


@pytest.mark.parametrize("line", ["CAP LS", "CAP LS :", "CAP LS 남", "CAP LS 999999"])
def test_who_is_from_before_302_reads_one_line(line: str) -> None:
    """IRCv3 capability-negotiation: no values, no second line; what is no draft stands in it."""
    world = World()
    peer = world.connect("철수")
    world.send("철수", line)
    (answer,) = peer.read()
    head, _, names = answer.partition(" :")
    assert head == ":malmadang.local CAP * LS"
    assert OLD <= set(names.split()) <= set(OFFERED.split())
    assert "=" not in names
