"""What the person sees, as values."""

from malmadang.clientcore.view import SERVER_KEY, Member, Person, Room, RoomKind, View
from malmadang.wire.names import Folded


def test_a_person_as_far_as_known() -> None:
    assert Person("하늘").mask == "하늘"
    assert Person("하늘", "u", "h").mask == "하늘!u@h"


def test_a_member_is_a_person_with_a_rank() -> None:
    person = Person("하늘", account="hana", away=True, bot=True)
    member = Member(person, "@+", 2)
    assert (member.nick, member.account, member.away, member.bot) == ("하늘", "hana", True, True)


def test_members_stand_by_rank_then_name() -> None:
    room = Room(Folded("#방"), "#방", RoomKind.CHANNEL)
    for nick, rank in (("나", 5), ("가", 5), ("다", 2)):
        room.members[Folded(nick)] = Member(Person(nick), rank=rank)
    assert [member.nick for member in room.ranked()] == ["다", "가", "나"]


def test_rooms_are_found_by_key() -> None:
    server = Room(SERVER_KEY, "서버", RoomKind.SERVER)
    channel = Room(Folded("#방"), "#방", RoomKind.CHANNEL)
    view = View(rooms=[server, channel])
    assert view.server is server
    assert view.room(Folded("#방")) is channel
    assert view.room(Folded("#없음")) is None
    assert list(view.channels()) == [channel]


def test_views_share_nothing() -> None:
    View().rooms.append(Room(SERVER_KEY, "서버", RoomKind.SERVER))
    assert View().rooms == []
