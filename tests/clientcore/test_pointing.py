"""Commands about one message."""

from malmadang.clientcore import commands as c
from malmadang.clientcore.events import TextRefused
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.rows import MessageRow, Reaction
from tests.clientcore.page import ISUPPORT, MODERN, Page, in_room, registered, talking

CAPS = f"{MODERN} draft/message-redaction"


def said(caps: str = CAPS, isupport: str = ISUPPORT) -> Page:
    page = in_room(registered(Page(), caps, isupport))
    first, second = ("@msgid=a ", "@msgid=b ") if "message-tags" in caps else ("", "")
    page.play(f"< {first}:민수!m@h PRIVMSG #방 :밥 먹자\n< {second}:영희!y@h PRIVMSG #방 :그래")
    page.sent()
    return page


def refused(page: Page, command: c.Command) -> FaultKind:
    (event,) = page.do(command)
    assert isinstance(event, TextRefused)
    return event.fault.kind


def test_a_reply_names_its_message_under_both_names() -> None:
    """Source: IRCv3 reply."""
    page = said()
    page.play(
        "! /답장 민수 뭐 먹지?\n> @+malmadang/nonce=*;+reply=a;+draft/reply=a;label=* PRIVMSG #방 :뭐 먹지?"
    )
    (own,) = (row for row in page.room("#방").rows if isinstance(row, MessageRow) and row.own)
    assert own.reply_to == "a"
    page.do(c.Say("#방", "좋아", reply_to="b"))
    page.play("> @+malmadang/nonce=*;+reply=b;+draft/reply=b;label=* PRIVMSG #방 :좋아")


def test_without_tags_a_reply_is_addressed_by_nick() -> None:
    page = said("")
    page.play("! /답장 민수 뭐 먹지?\n> PRIVMSG #방 :민수: 뭐 먹지?")
    page = said(isupport=f"{ISUPPORT} CLIENTTAGDENY=*,-typing")
    page.do(c.Say("#방", "좋아", reply_to="b"))
    page.play("> @+malmadang/nonce=*;label=* PRIVMSG #방 :영희: 좋아")


def test_nobody_said_anything_to_answer() -> None:
    page = said()
    assert refused(page, c.Reply("#방", "철수", "음")) is FaultKind.NO_MESSAGE
    assert refused(page, c.Reply("#없음", "민수", "음")) is FaultKind.NOT_IN_ROOM


def test_a_reaction_is_given_and_taken() -> None:
    """Source: IRCv3 react."""
    page = said()
    page.play("! /반응 👍\n> @+reply=b;+draft/reply=b;+draft/react=👍 TAGMSG #방")
    page.play("< @+reply=b;+draft/react=👍 :하늘!u@h TAGMSG #방")
    page.do(c.React("#방", "👍", msgid="b"))
    page.play("> @+reply=b;+draft/reply=b;+draft/unreact=👍 TAGMSG #방")
    page.do(c.React("#방", "🎉", who="민수", give=True))
    page.play("> @+reply=a;+draft/reply=a;+draft/react=🎉 TAGMSG #방")


def test_without_echoes_an_own_reaction_shows_at_once() -> None:
    page = said("message-tags")
    page.do(c.React("#방", "👍"))
    page.sent()
    newest = page.room("#방").rows[-1]
    assert isinstance(newest, MessageRow)
    assert newest.reactions == (Reaction("👍", ("하늘",), mine=True),)


def test_what_the_server_does_not_carry_is_said() -> None:
    bare = said("")
    for command in (c.React("#방", "👍"), c.Redact("#방")):
        assert refused(bare, command) is FaultKind.NOT_OFFERED
    denied = said(isupport=f"{ISUPPORT} CLIENTTAGDENY=draft/react")
    assert refused(denied, c.React("#방", "👍")) is FaultKind.NOT_OFFERED
    assert not denied.view.features.reactions
    assert denied.view.features.replies
    long = said()
    assert refused(long, c.React("#방", "x" * 40)) is FaultKind.NO_LINE


def test_the_last_own_message_is_taken_back() -> None:
    """Source: IRCv3 message-redaction."""
    page = said()
    assert refused(page, c.Redact("#방")) is FaultKind.NO_MESSAGE
    page.play("< @msgid=c :하늘!u@host PRIVMSG #방 :헛소리")
    page.play("! /지우기\n> @label=* REDACT #방 c")
    page.play("! /지우기 민수 장난은 그만\n> @label=* REDACT #방 a :장난은 그만")
    page.do(c.Redact("#방", msgid="zz"))
    page.play("> @label=* REDACT #방 zz")


def test_a_refusal_is_said_in_the_room() -> None:
    page = said()
    page.play("< @msgid=c :하늘!u@host PRIVMSG #방 :헛소리\n! /지우기\n> *")
    label = page.core._ctx._next_label
    page.play(f"< @label={label:x} :s FAIL REDACT REDACT_FORBIDDEN #방 c :no")
    assert page.notices("#방")[-1][0] == "error"


def test_a_line_that_is_down_takes_nothing_back() -> None:
    page = talking(CAPS)
    page.cut()
    assert refused(page, c.Redact("#방")) is FaultKind.NOT_IN_ROOM
