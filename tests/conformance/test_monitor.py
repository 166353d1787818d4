"""MONITOR and extended-monitor."""

import pytest

from tests.kit.script import play


def test_those_here_and_those_not() -> None:
    """IRCv3 monitor: 730 with masks, 731 with nicks."""
    play("""
    영희 arrives
    철수 > MONITOR + 영희,민수,지수
    철수 < 730 철수 :영희!~영희@localhost
    철수 < 731 철수 :민수,지수
    철수 > MONITOR S
    철수 < 730 철수 :영희!~영희@localhost
    철수 < 731 철수 :민수,지수
    철수 > MONITOR L
    철수 < 732 철수 :영희,민수,지수
    철수 < 733 철수 :*
    """)


def test_one_target_in_two_spellings_is_one() -> None:
    """IRCv3 monitor: targets already in the list are not added again."""
    play("""
    bob arrives
    철수 > MONITOR + bob,BOB,민수,민수
    철수 < 730 철수 :bob!~bob@localhost
    철수 < 731 철수 :민수
    철수 > MONITOR + Bob
    철수 < 730 철수 :bob!~bob@localhost
    철수 > MONITOR L
    철수 < 732 철수 :bob,민수
    철수 < 733 철수 :*
    """)


def test_coming_and_going() -> None:
    """IRCv3 monitor: at once, spelled as last used."""
    play("""
    철수 > MONITOR + BOB
    철수 < 731 철수 :BOB
    bob arrives
    bob > QUIT
    bob <<
    철수 < 731 철수 :bob
    """)


def test_an_arrival_is_told() -> None:
    """IRCv3 monitor: RPL_MONONLINE."""
    play("""
    철수 > MONITOR + 영희
    철수 <<
    영희 connects
    영희 > NICK 영희
    영희 > USER 영희 0 * :영희
    영희 <<
    철수 < 730 철수 :영희!~영희@localhost
    영희 breaks off
    철수 < 731 철수 :영희
    """)


def test_a_nick_change_is_two_events_and_a_change_of_case_none() -> None:
    """IRCv3 monitor: the old nick is offline, the new one online."""
    play("""
    alice arrives
    철수 > MONITOR + alice,bob
    철수 <<
    alice > NICK Alice
    alice <<
    철수 < -
    alice > NICK bob
    alice <<
    철수 < 731 철수 :Alice
    철수 < 730 철수 :bob!*@*
    """)


def test_removing_clearing_and_emptiness_are_silent() -> None:
    """IRCv3 monitor: no output for - and C."""
    play("""
    철수 > MONITOR + 영희,민수
    철수 <<
    철수 > MONITOR - 영희,없는이
    철수 < -
    철수 > MONITOR L
    철수 < 732 철수 :민수
    철수 < 733 ...
    철수 > monitor c
    철수 < -
    철수 > MONITOR L
    철수 < 733 ...
    철수 > MONITOR S
    철수 < -
    철수 > MONITOR + ,
    철수 < -
    영희 arrives
    철수 < -
    """)


@pytest.mark.parametrize("mask", ["*", "영*", "#방", "영희!*@*", "1abc"])
def test_masks_and_bad_nicks_never_match(mask: str) -> None:
    """IRCv3 monitor: a target must be a valid nick."""
    play(f"""
    영희 arrives
    철수 > MONITOR + {mask}
    철수 < 731 철수 :*
    철수 > MONITOR L
    철수 < 733 ...
    """)


def test_a_full_list_is_734() -> None:
    """IRCv3 monitor: `<limit> <targets>`; those before it are kept, those already there are not counted."""
    play(
        """
        철수 > MONITOR + 하나,둘,하나,셋,넷
        철수 < 731 철수 :하나,둘
        철수 < 734 철수 2 셋,넷 :*
        철수 > MONITOR + 하나
        철수 < 731 철수 :하나
        """,
        config="[limits]\nmonitor = 2",
    )


def test_bad_uses() -> None:
    """461 without a target; 400 for what is no subcommand."""
    play("""
    철수 > MONITOR
    철수 < 461 철수 MONITOR :*
    철수 > MONITOR +
    철수 < 461 철수 MONITOR :*
    철수 > MONITOR X
    철수 < 400 철수 MONITOR X :*
    철수 > MONITOR :
    철수 < 400 철수 MONITOR \\* :*
    """)


def test_many_nicks_take_several_lines() -> None:
    """RFC 2812 2.3: 512 bytes a line."""
    nicks = [f"아주긴별명을가진사람{number}" for number in range(30)]
    world = play("철수 arrives")
    for start in (0, 10, 20):
        world.send("철수", f"MONITOR + {','.join(nicks[start : start + 10])}")
    world.peers["철수"].read()
    world.send("철수", "MONITOR L")
    *lists, _ = world.peers["철수"].read()
    assert len(lists) > 1
    assert [nick for line in lists for nick in line.partition(" :")[2].split(",")] == nicks


def test_extended_monitor_tells_of_away_and_setname_from_afar() -> None:
    """IRCv3 extended-monitor: only with the matching capability, whatever the watched user negotiated."""
    play("""
    영희 arrives
    철수 arrives with extended-monitor away-notify setname
    민수 arrives with extended-monitor
    지수 arrives with away-notify setname
    철수 > MONITOR + 영희
    민수 > MONITOR + 영희
    지수 > MONITOR + 영희
    철수 <<
    민수 <<
    지수 <<
    영희 > AWAY :낮잠
    영희 <<
    철수 < :영희!*@* AWAY :낮잠
    영희 > SETNAME :김영희
    철수 < :영희!*@* SETNAME :김영희
    민수 < -
    지수 < -
    """)


def test_extended_monitor_is_heard_once_though_a_room_is_shared() -> None:
    """IRCv3 extended-monitor with away-notify: one line, not two."""
    play("""
    영희 arrives in #방
    철수 arrives in #방 with extended-monitor away-notify
    철수 > MONITOR + 영희,철수
    철수 <<
    영희 > AWAY :낮잠
    영희 <<
    철수 < :영희!*@* AWAY :낮잠
    철수 > AWAY :나도
    철수 < 306 ...
    """)
