"""Who is writing."""

from malmadang.clientcore.events import RoomChanged, RoomPart
from malmadang.wire.names import Folded
from tests.clientcore.page import ISUPPORT, Page, in_room, registered, talking

ROOM = Folded("#방")


def typing(nick: str, state: str, target: str = "#방") -> str:
    return f"< @+typing={state} :{nick}!x@h TAGMSG {target}"


def test_others_are_seen_typing_until_they_have_said_it() -> None:
    """Source: IRCv3 typing."""
    page = talking()
    events = page.play(typing("민수", "active"))
    assert events == [RoomChanged(ROOM, RoomPart.TYPING)]
    page.play(typing("영희", "active"))
    assert page.room("#방").typing == ("민수", "영희")
    page.play("< :민수!x@h PRIVMSG #방 :다 썼다")
    assert page.room("#방").typing == ("영희",)
    page.play(typing("영희", "done"))
    assert page.room("#방").typing == ()
    assert page.play(typing("하늘", "active")) == []


def test_who_falls_silent_is_no_longer_seen() -> None:
    page = talking()
    page.play(f"{typing('민수', 'active')}\n{typing('영희', 'paused')}")
    page.pass_time(6_000)
    assert page.room("#방").typing == ("영희",)
    page.play("< PING x\n> PONG x")
    page.pass_time(14_000)
    page.play("< PING y\n> PONG y")
    page.pass_time(10_000)
    assert page.room("#방").typing == ()


def test_who_goes_is_no_longer_seen() -> None:
    page = talking(names="@민수 하늘 영희 철수")
    page.play("\n".join(typing(nick, "active") for nick in ("민수", "영희", "철수")))
    page.play("< :민수!x@h QUIT :\n< :영희!x@h PART #방\n< :철수!x@h NICK 철이")
    assert page.room("#방").typing == ()
    page.play(typing("철이", "active"))
    page.cut()
    assert page.room("#방").typing == ()


def test_private_typing_opens_nothing() -> None:
    page = talking()
    page.play(typing("민수", "active", "하늘"))
    assert len(page.view.rooms) == 2
    page.play(f"< :민수!m@h PRIVMSG 하늘 :안녕\n{typing('민수', 'active', '하늘')}")
    assert page.room("민수").typing == ("민수",)


def type_in(page: Page, text: str, room: str = "#방") -> None:
    page.take(page.core.typed(Folded(room), text, page.now))


def test_own_typing_is_told_seldom_enough() -> None:
    """Source: IRCv3 typing: not within 3 seconds of another."""
    page = talking()
    type_in(page, "아")
    page.play("> @+typing=active TAGMSG #방")
    for text in ("안", "안녀", "안녕"):
        page.pass_time(900)
        type_in(page, text)
    assert page.sent() == []
    page.pass_time(400)
    type_in(page, "안녕하")
    page.play(
        "> @+typing=active TAGMSG #방\n~ 4000\n> @+typing=paused TAGMSG #방\n< PING x\n> PONG x\n~ 9000"
    )
    type_in(page, "안녕하세")
    page.play("> @+typing=active TAGMSG #방\n~ 3000")
    type_in(page, "")
    page.play("> @+typing=done TAGMSG #방")
    type_in(page, "")
    assert page.sent() == []


def test_commands_and_sent_words_are_not_told() -> None:
    page = talking()
    type_in(page, "/종료")
    assert page.sent() == []
    type_in(page, "안녕")
    page.sent()
    page.play("! 안녕\n> *")
    page.pass_time(10_000)
    assert not any("typing" in line for line in page.sent())


def test_nothing_is_told_where_nobody_hears_it() -> None:
    for page in (talking(""), in_room(registered(Page(), isupport=f"{ISUPPORT} CLIENTTAGDENY=*"))):
        type_in(page, "안녕")
        assert page.sent() == []
        assert not page.view.features.typing
    page = talking()
    type_in(page, "안녕", "*")
    type_in(page, "안녕", "#없음")
    page.cut()
    type_in(page, "안녕")
    assert page.sent() == []
