"""What the person asks for."""

import pytest

from malmadang.clientcore import commands as c
from malmadang.clientcore.events import RowsCleared, ShowRoom, TextRefused
from malmadang.clientcore.executing import one_line
from malmadang.clientcore.faults import FaultKind
from malmadang.wire.names import Folded
from tests.clientcore.page import Page, registered, talking


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (c.Join("#새방"), "JOIN #새방"),
        (c.Join("#새방", "열쇠"), "JOIN #새방 열쇠"),
        (c.SetNick("바다"), "NICK 바다"),
        (c.SetNick("ＡＢ"), "NICK AB"),
        (c.SetTopic("#방", "새\n주제"), "TOPIC #방 :새 주제"),
        (c.SetTopic("#방", ""), "TOPIC #방 :"),
        (c.SetAway("점심"), "AWAY :점심"),
        (c.Invite("철수", "#방"), "INVITE 철수 #방"),
        (c.Kick("#방", "민수"), "KICK #방 :민수"),
        (c.Kick("#방", "민수", "그만해요"), "KICK #방 민수 :그만해요"),
        (c.SetRank("#방", "민수", "v"), "MODE #방 +v 민수"),
        (c.SetRank("#방", "민수", "o", give=False), "MODE #방 -o 민수"),
        (c.SetMode("#방", "+k 열쇠"), "MODE #방 +k 열쇠"),
        (c.SetMode("#방", ""), "MODE #방"),
        (c.ListRooms("*말*"), "LIST *말*"),
        (c.Whois("민수"), "WHOIS 민수"),
        (c.Raw("privmsg #방 :raw words"), "PRIVMSG #방 :raw words"),
        (c.Ban("#방", "*!*@spam"), "MODE #방 +b *!*@spam"),
        (c.Ban("#방", "아무", lift=True), "MODE #방 -b 아무!*@*"),
    ],
)
def test_lines(command: c.Command, line: str) -> None:
    page = talking("")
    page.do(command)
    assert page.sent() == [line]


def test_a_ban_by_nick_is_by_host_unless_a_bystander_has_the_same() -> None:
    page = talking(
        "userhost-in-names", names="@민수!m@a.example 영희!y@b.example 철수!c@b.example 하늘!u@host"
    )
    page.do(c.Ban("#방", "민수"))
    page.do(c.Ban("#방", "영희"))
    assert page.sent() == ["MODE #방 +b *!*@a.example", "MODE #방 +b 영희!*@*"]


@pytest.mark.parametrize("line", ["", " ", "@", ":only.source", "A\0B"])
def test_what_is_no_line_is_not_sent(line: str) -> None:
    page = talking("")
    events = page.do(c.Raw(line))
    if page.sent() == []:
        assert isinstance(events[0], TextRefused)


def test_a_raw_line_is_one_line() -> None:
    page = talking("")
    page.do(c.Raw("NAMES #방\r\nQUIT :tricked"))
    assert len(page.sent()) == 1


def test_entering_a_room_we_are_in_shows_it() -> None:
    page = talking()
    assert page.do(c.Join("#방")) == [ShowRoom(Folded("#방"))]
    assert page.sent() == []


def test_a_room_asked_for_while_the_line_is_down_is_entered_later() -> None:
    page = talking()
    page.cut()
    page.do(c.Join("#나중"))
    page.pass_time(2_000)
    page.connect()
    page.sent()
    page.play("< :s 421 하늘 CAP :?\n< :s 001 하늘 :hi\n< :s 422 하늘 :none\n> JOIN #방\n> JOIN #나중")


@pytest.mark.parametrize("room", ["#a b", "#a,#b", "0"])
def test_rooms_that_cannot_be_are_refused(room: str) -> None:
    (refused,) = talking().do(c.Join(room))
    assert isinstance(refused, TextRefused)


def test_showing_rooms_and_people() -> None:
    page = talking()
    assert page.do(c.Show("방")) == [ShowRoom(Folded("#방"))]
    page.do(c.Show("영희"))
    assert page.told(ShowRoom)[-1] == ShowRoom(Folded("영희"))
    (refused,) = page.do(c.Show("#없음"))
    assert isinstance(refused, TextRefused)
    assert refused.fault.kind is FaultKind.NOT_IN_ROOM


def test_talking_in_a_room_we_are_not_in_is_refused() -> None:
    (refused,) = talking().do(c.Say("#없음", "안녕"))
    assert isinstance(refused, TextRefused)
    assert refused.fault.kind is FaultKind.NOT_IN_ROOM


def test_talking_where_we_were_put_out_is_refused() -> None:
    page = talking()
    page.play("< :민수!m@h KICK #방 하늘 :그만")
    (refused,) = page.do(c.Say("#방", "왜요"))
    assert isinstance(refused, TextRefused)


def test_questions_need_a_line() -> None:
    page = talking()
    page.cut()
    for command in (c.Whois("민수"), c.SetAway(None), c.ListRooms(), c.Names("#방")):
        (refused,) = page.do(command)
        assert isinstance(refused, TextRefused)
        assert refused.fault.kind is FaultKind.NOT_ONLINE


def test_leaving_a_room_while_the_line_is_down() -> None:
    page = talking()
    page.cut()
    page.do(c.Leave("#방"))
    assert page.view.room(Folded("#방")) is None
    (refused,) = page.do(c.Leave("#방"))
    assert isinstance(refused, TextRefused)


def test_clearing_a_room_here() -> None:
    page = talking()
    assert page.do(c.Clear("#방")) == [RowsCleared(Folded("#방"))]
    assert page.room("#방").rows == []


def test_ignoring_is_listed_and_undone() -> None:
    page = registered(Page())
    page.do(c.Ignore("민수"))
    page.do(c.Ignore("민수"))
    page.do(c.Ignore(""))
    page.do(c.Unignore("민수"))
    (refused,) = page.do(c.Unignore("민수"))
    assert isinstance(refused, TextRefused)
    assert page.notices("*")[-4:] == [
        ("ignoring", {"who": "민수"}),
        ("ignoring", {"who": "민수"}),
        ("ignores", {"names": "민수"}),
        ("unignored", {"who": "민수"}),
    ]
    assert page.core.memory.ignored == ()


def test_help_is_a_row() -> None:
    page = talking()
    page.play("! /도움말\n! /help 종료")
    assert page.notices("#방")[-2:] == [("help", {"command": ""}), ("help", {"command": "종료"})]
    (refused,) = page.play("! /도움말 종로")
    assert isinstance(refused, TextRefused)
    assert refused.fault.fields == {"command": "종로", "nearest": "/종료"}


def test_one_line() -> None:
    assert one_line(" a\r\nb\0 ") == "a b"
