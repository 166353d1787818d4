"""Who is where: the list is right at all times."""

from malmadang.clientcore.commands import Join, Leave
from malmadang.clientcore.events import RoomRemoved, RoomRenamed, ShowRoom
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.view import RoomKind
from malmadang.wire.names import Folded
from tests.clientcore.page import Page, come_back, in_room, registered, talking


def test_entering_a_room() -> None:
    """Source: RFC 2812 3.2.1; Modern IRC, "JOIN message"."""
    page = registered(Page())
    page.play(
        """
        < :하늘!u@host JOIN #방 * :하늘
        > @label=* MODE #방
        < :s 332 하늘 #방 :오늘의 주제
        < :s 333 하늘 #방 민수!m@h 1700000000
        < :s 353 하늘 = #방 :~@민수!m@h +영희!y@h 하늘!u@host
        < :s 366 하늘 #방 :End of NAMES list
        > @label=* WHO #방
        """
    )
    room = page.room("#방")
    assert (room.kind, room.joined, room.listed) == (RoomKind.CHANNEL, True, True)
    assert page.members("#방") == ["+영희", "~@민수", "하늘"]
    assert [member.nick for member in room.ranked()] == ["민수", "영희", "하늘"]
    assert (room.topic, room.topic_by, room.topic_ms) == ("오늘의 주제", "민수", 1_700_000_000_000)
    assert page.view.people[Folded("민수")].mask == "민수!m@h"
    assert page.notices("#방") == [
        ("joined", {"who": "하늘", "account": ""}),
        ("topic is", {"topic": "오늘의 주제", "by": ""}),
    ]
    assert page.told(ShowRoom) == [ShowRoom(Folded("#방"))]


def test_people_come_and_go() -> None:
    page = talking(names="@민수 영희 하늘")
    page.play(
        """
        < :철수!c@h JOIN #방 chul :김철수
        < :영희!y@h PART #방 :저녁 먹으러
        < :민수!m@h QUIT :Ping timeout
        """
    )
    assert page.members("#방") == ["철수", "하늘"]
    chul = page.view.people[Folded("철수")]
    assert (chul.account, chul.realname, chul.host) == ("chul", "김철수", "h")
    assert Folded("영희") not in page.view.people
    assert page.notices("#방")[1:] == [
        ("joined", {"who": "철수", "account": "chul"}),
        ("parted", {"who": "영희", "reason": "저녁 먹으러"}),
        ("quit", {"who": "민수", "reason": "Ping timeout"}),
    ]


def test_a_nick_changes_everywhere_at_once() -> None:
    """Source: RFC 2812 3.1.2."""
    page = talking()
    in_room(page, "하늘 민수", "#둘")
    page.play("< :민수!m@h PRIVMSG 하늘 :안녕")
    page.take(page.core.show(Folded("민수"), page.now))
    page.play("< :민수!m@h NICK 민수2")
    assert page.members("#방") == ["@민수2", "하늘"]
    assert page.members("#둘") == ["민수2", "하늘"]
    assert page.told(RoomRenamed) == [RoomRenamed(Folded("민수2"), Folded("민수"))]
    assert page.view.shown == "민수2"
    for room in ("#방", "#둘", "민수2"):
        assert page.notices(room)[-1] == ("nick", {"who": "민수", "new": "민수2"})


def test_our_own_nick_changes() -> None:
    page = talking()
    page.play("< :하늘!u@host NICK 바다")
    assert page.view.nick == "바다"
    assert page.members("#방") == ["@민수", "바다"]
    page.play("< :민수!m@h PRIVMSG 바다 :안녕")
    assert page.texts("민수") == ["민수: 안녕"]


def test_an_answer_from_the_new_nick_is_ours_too() -> None:
    page = talking()
    page.play("! /별명 바다\n> @label=3 NICK 바다\n< @label=3 :바다!u@host NICK 바다")
    assert page.view.nick == "바다"
    assert page.members("#방") == ["@민수", "바다"]


def test_a_nick_we_thought_another_had() -> None:
    page = talking(names="@민수 영희 하늘")
    page.play("< :민수!m@h NICK 영희\n< :낯선!n@h NICK 누구\n< :영희!m@h NICK :")
    assert page.members("#방") == ["@영희", "하늘"]
    assert sorted(page.view.people) == ["영희", "하늘"]


def test_a_kick_of_somebody_and_of_ourselves() -> None:
    """Source: RFC 2812 3.2.8."""
    page = talking(names="@민수 영희 하늘")
    page.play("< :민수!m@h KICK #방 영희 :민수")
    assert page.notices("#방")[-1] == ("kicked", {"who": "영희", "by": "민수", "reason": ""})
    page.play("< :민수!m@h KICK #방 하늘 :그만")
    room = page.room("#방")
    assert (room.joined, room.members) == (False, {})
    assert room.fault is not None
    assert (room.fault.kind, room.fault.fields) == (FaultKind.KICKED, {"by": "민수", "reason": "그만"})
    page.cut()
    come_back(page)
    assert page.sent() == []


def test_leaving_closes_the_room() -> None:
    page = talking()
    page.do(Leave("#방", "안녕히"))
    page.play("> @label=* PART #방 :안녕히\n< :하늘!u@host PART #방 :안녕히")
    assert page.view.room(Folded("#방")) is None
    assert page.told(RoomRemoved) == [RoomRemoved(Folded("#방"))]


def test_rooms_are_entered_again_after_a_cut() -> None:
    page = Page()
    registered(page)
    page.do(Join("#비밀", "열쇠"))
    page.play("> @label=* JOIN #비밀 열쇠")
    in_room(page)
    in_room(page, "하늘", "#비밀")
    page.cut()
    assert page.room("#방").joined is False
    assert page.members("#방") == []
    page.pass_time(60_000)
    page.connect()
    page.sent()
    page.play(
        """
        < :s 421 하늘 CAP :Unknown
        < :s 001 하늘 :Welcome
        < :s 422 하늘 :none
        > JOIN #방
        > JOIN #비밀 열쇠
        """
    )
    assert len(page.view.rooms) == 3


def test_names_that_have_gone_meanwhile_are_dropped_at_the_end_of_the_list() -> None:
    page = talking(names="@민수 영희 하늘")
    page.play(
        """
        < :s 353 하늘 = #방 :@민수
        < :철수!c@h JOIN #방 * :c
        < :s 353 하늘 = #방 :하늘
        < :s 366 하늘 #방 :End
        """
    )
    assert page.members("#방") == ["@민수", "철수", "하늘"]


def test_without_multi_prefix_a_rank_taken_asks_for_the_one_behind() -> None:
    page = talking("")
    page.play(
        """
        < :하늘!u@h MODE #방 -o 민수
        > NAMES #방
        < :s 353 하늘 = #방 :+민수 하늘
        < :s 366 하늘 #방 :End
        """
    )
    assert page.members("#방") == ["+민수", "하늘"]
    assert [kind for kind, _ in page.notices("#방")] == ["joined", "rank"]


def test_names_of_a_room_we_are_not_in_are_an_answer() -> None:
    page = talking()
    page.play(
        """
        ! /멤버 #딴방
        > @label=4 NAMES #딴방
        < @label=4 :s BATCH +n labeled-response
        < @batch=n :s 353 하늘 = #딴방 :@가 나
        < @batch=n :s 366 하늘 #딴방 :End
        < :s BATCH -n
        """.replace("label=4", "label=3")
    )
    assert page.notices("#방")[-1] == ("names", {"room": "#딴방", "names": "@가 나", "count": "2"})
    assert page.view.room(Folded("#딴방")) is None


def test_the_list_of_our_own_room_is_answered_from_what_we_know() -> None:
    page = talking()
    page.play("! /멤버")
    assert page.notices("#방")[-1] == ("names", {"room": "#방", "names": "@민수 하늘", "count": "2"})


def test_folding_is_the_servers() -> None:
    """Source: Modern IRC, CASEMAPPING."""
    page = registered(Page("irc://127.0.0.1/#a[b"), "", "CASEMAPPING=rfc1459 CHANTYPES=#")
    page.play("< :하늘!u@h JOIN #A{B\n> MODE #A{B\n< :X^!u@h JOIN #a[b\n< :x~!u@h PART #A[B")
    (room,) = page.view.channels()
    assert room.key == "#a{b"
    assert [member.nick for member in room.members.values()] == ["하늘"]


def test_a_private_talk_opened_before_the_welcome_is_found_again() -> None:
    page = Page("irc://127.0.0.1/").start()
    page.sent()
    page.play("! /msg Bob[] 안녕")
    assert page.view.rooms[1].key == "bob{}"
    page.play(
        "< :s 001 하늘 :hi\n< :s 005 하늘 CASEMAPPING=ascii :ok\n< :s 422 하늘 :none\n> PRIVMSG Bob[] :안녕"
    )
    assert page.view.rooms[1].key == "bob[]"


def test_a_join_that_is_refused_is_said_where_it_was_asked() -> None:
    page = talking()
    page.play("! /들어가기 #닫힘\n> @label=3 JOIN #닫힘")
    page.play("< @label=3 :s 473 하늘 #닫힘 :Cannot join channel (+i)")
    assert page.notices("#방")[-1][1]["code"] == "473"
    assert page.view.room(Folded("#닫힘")) is None
    page.cut()
    come_back(page)
    assert page.view.room(Folded("#닫힘")) is None


def test_the_wanted_nick_is_taken_back_when_it_is_free() -> None:
    page = talking()
    page.cut()
    page.pass_time(60_000)
    page.connect()
    page.sent()
    page.play(
        """
        < :s 433 * 하늘 :taken, by our own ghost
        > NICK 하늘2
        < :s 421 하늘2 CAP :Unknown
        < :s 001 하늘2 :Welcome
        < :s 422 하늘2 :none
        > JOIN #방
        < :하늘2!u@h JOIN #방
        > MODE #방
        < :s 353 하늘2 = #방 :하늘 하늘2
        < :s 366 하늘2 #방 :End
        > WHO #방
        < :하늘!u@h QUIT :Ping timeout
        > NICK 하늘
        < :하늘2!u@h NICK 하늘
        """
    )
    assert page.view.nick == "하늘"


def test_the_wanted_nick_is_asked_for_in_vain_without_a_word() -> None:
    page = talking()
    page.cut()
    page.pass_time(60_000)
    page.connect()
    page.sent()
    page.play(
        """
        < :s 433 * 하늘 :taken
        > NICK 하늘2
        < :s 421 하늘2 CAP :Unknown
        < :s 001 하늘2 :Welcome
        < :s 422 하늘2 :none
        > JOIN #방
        """
    )
    page.pass_time(31_000)
    assert "NICK 하늘" in page.sent()
    before = len(page.view.server.rows)
    page.play("< :s 433 하늘2 하늘 :Nickname is already in use")
    assert len(page.view.server.rows) == before


def test_a_room_with_another_name_is_the_same_room() -> None:
    """Source: IRCv3 channel-rename."""
    page = talking(names="@민수 영희 하늘")
    room = page.room("#방")
    before = list(room.rows)
    page.play("< :민수!m@h RENAME #방 #마당 :이사")
    assert page.view.room(Folded("#방")) is None
    assert page.room("#마당") is room
    assert room.rows[: len(before)] == before
    assert page.members("#마당") == ["@민수", "영희", "하늘"]
    assert page.notices("#마당")[-1] == ("renamed", {"by": "민수", "new": "#마당", "reason": "이사"})
    assert page.told(RoomRenamed) == [RoomRenamed(Folded("#마당"), Folded("#방"))]
    page.play(
        """
        < :영희!y@h PRIVMSG #마당 :여기
        < :민수!m@h RENAME #모르는방 #딴방 :
        < :민수!m@h RENAME #마당 #MADANG :
        < :민수!m@h RENAME #madang #Madang :
        """
    )
    assert (room.key, room.name) == ("#madang", "#Madang")


def test_after_a_lost_line_the_new_name_is_entered() -> None:
    page = talking()
    page.play("< :민수!m@h RENAME #방 #마당 :")
    page.cut()
    page.pass_time(60_000)
    page.connect()
    page.sent()
    page.play("< :s 421 하늘 CAP :?\n< :s 001 하늘 :hi\n< :s 422 하늘 :none\n> JOIN #마당")


def test_a_room_that_had_the_new_name_gives_way() -> None:
    page = talking()
    page.play(
        """
        < :하늘!u@host JOIN #마당 * :하늘
        > @label=* MODE #마당
        < :민수!m@h KICK #마당 하늘 :잘 가
        < :민수!m@h RENAME #방 #마당 :
        """
    )
    assert [room.name for room in page.view.channels()] == ["#마당"]
    assert page.room("#마당").joined
