from malmadang.ports import MarkerRecord, TimeMs
from malmadang.servercore.markers import MOST, Markers
from malmadang.servercore.user import User
from malmadang.wire.names import Folded

ROOM = Folded("#방")


def someone(account: str = "") -> User:
    user = User("철수", "u", "h", "r", address="127.0.0.1")
    user.account = account
    return user


def test_a_marker_never_goes_back() -> None:
    markers, user = Markers(), someone()
    assert markers.get(user, ROOM) is None
    assert markers.advance(user, ROOM, TimeMs(5))
    assert not markers.advance(user, ROOM, TimeMs(5))
    assert not markers.advance(user, ROOM, TimeMs(4))
    assert markers.get(user, ROOM) == 5


def test_an_account_keeps_its_own_and_a_guest_until_it_leaves() -> None:
    markers = Markers([MarkerRecord("철수", "#방", TimeMs(7))])
    owner, guest = someone("철수"), someone()
    assert markers.get(owner, ROOM) == 7
    assert markers.get(guest, ROOM) is None
    markers.advance(guest, ROOM, TimeMs(9))
    markers.forget_guest(guest)
    assert markers.get(guest, ROOM) is None
    markers.forget_account(Folded("철수"))
    assert markers.get(owner, ROOM) is None


def test_the_oldest_makes_room() -> None:
    markers, user = Markers(), someone("철수")
    for number in range(MOST + 1):
        markers.advance(user, Folded(f"#{number}"), TimeMs(1))
    assert markers.get(user, Folded("#0")) is None
    assert markers.get(user, Folded(f"#{MOST}")) == 1
