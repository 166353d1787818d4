"""INVITE and invite-notify."""

import pytest

from tests.kit.script import play


def test_the_guest_reads_it_and_the_host_reads_341() -> None:
    """Modern IRC, INVITE: `<client> <nick> <channel>`; other members hear nothing."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives
    철수 > INVITE 민수 #방
    철수 < 341 철수 민수 #방
    민수 < :철수!*@* INVITE 민수 #방
    영희 < -
    """)


def test_any_member_may_where_the_room_is_open() -> None:
    """Modern IRC, INVITE: 482 only with +i."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives
    영희 > INVITE 민수 #방
    영희 < 341 ...
    민수 < INVITE 민수 #방
    철수 > MODE #방 +i
    철수 <<
    영희 <<
    영희 > INVITE 민수 #방
    영희 < 482 영희 #방 :*
    """)


@pytest.mark.parametrize("modes", ["+i", "+l 1", "+b *!*@*"])
def test_it_opens_a_closed_door_once(modes: str) -> None:
    """Modern IRC, invite-only mode; an invitation also overrides +l and +b."""
    play(f"""
    철수 arrives in #방
    민수 arrives
    철수 > MODE #방 {modes}
    철수 > INVITE 민수 #방
    민수 <<
    철수 <<
    민수 > JOIN #방
    민수 < JOIN #방
    민수 > PART #방
    민수 <<
    철수 <<
    민수 > JOIN #방
    민수 < * 민수 #방 :*
    """)


def test_it_does_not_replace_the_key() -> None:
    """Modern IRC, key mode: without the key nobody comes in."""
    play("""
    철수 arrives in #방
    민수 arrives
    철수 > MODE #방 +k 열려라
    철수 > INVITE 민수 #방
    민수 <<
    철수 <<
    민수 > JOIN #방
    민수 < 475 ...
    민수 > JOIN #방 열려라
    민수 < JOIN #방
    민수 <<
    철수 <<
    """)


def test_an_ordinary_members_word_does_not_undo_a_ban() -> None:
    """Only who may lift a ban may let somebody past it."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives
    철수 > MODE #방 +b 민수
    철수 <<
    영희 <<
    영희 > INVITE 민수 #방
    영희 <<
    민수 <<
    민수 > JOIN #방
    민수 < 474 ...
    """)


def test_refusals() -> None:
    """Modern IRC, INVITE: 401, 403, 442, 443, 461."""
    play("""
    철수 arrives in #방
    영희 arrives in #방
    민수 arrives
    철수 > INVITE 없는이 #방
    철수 < 401 철수 없는이 :*
    철수 > INVITE 민수 #없는방
    철수 < 403 철수 #없는방 :*
    민수 > INVITE 철수 #방
    민수 < 442 민수 #방 :*
    철수 > INVITE 영희 #방
    철수 < 443 철수 영희 #방 :*
    철수 > INVITE 민수
    철수 < 461 철수 INVITE :*
    """)


def test_invitations_received_are_listed() -> None:
    """Modern IRC, INVITE: 336 a channel, then 337."""
    play("""
    철수 arrives in #방,#뜰
    민수 arrives
    민수 > INVITE
    민수 < 337 민수 :*
    철수 > INVITE 민수 #방
    철수 > INVITE 민수 #뜰
    철수 <<
    민수 <<
    민수 > INVITE
    민수 < 336 민수 #뜰
    민수 < 336 민수 #방
    민수 < 337 민수 :*
    """)


def test_members_who_want_to_know_are_told() -> None:
    """IRCv3 invite-notify."""
    play("""
    철수 arrives in #방 with invite-notify
    영희 arrives in #방 with invite-notify
    지수 arrives in #방
    민수 arrives with invite-notify
    철수 > INVITE 민수 #방
    철수 < 341 철수 민수 #방
    영희 < :철수!*@* INVITE 민수 #방
    민수 < :철수!*@* INVITE 민수 #방
    지수 < -
    """)


def test_the_host_learns_that_the_guest_is_away() -> None:
    """RFC 2812 3.2.7: RPL_AWAY."""
    play("""
    철수 arrives in #방
    민수 arrives
    민수 > AWAY :낮잠
    민수 <<
    철수 > INVITE 민수 #방
    철수 < 341 ...
    철수 < 301 철수 민수 :낮잠
    민수 <<
    """)


def test_an_invitation_ends_with_the_room_or_the_guest() -> None:
    """An invitation is to this room by these people, not to a name."""
    play("""
    철수 arrives in #방
    민수 arrives
    철수 > INVITE 민수 #방
    철수 > PART #방
    철수 <<
    민수 <<
    민수 > INVITE
    민수 < 337 ...
    """)
