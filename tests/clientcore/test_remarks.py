"""Reactions and messages taken back, in whatever order they come."""

import pytest

from malmadang.clientcore.events import Reacted, Redacted, RowChanged
from malmadang.clientcore.rows import MessageRow, Reaction
from malmadang.wire.names import Folded
from tests.clientcore.page import MODERN, Page, talking
from tests.clientcore.test_history import HISTORY, entered, page_of

CAPS = f"{MODERN} draft/message-redaction"


def row(page: Page, msgid: str, room: str = "#방") -> MessageRow:
    found = page.core.find_row(Folded(room), msgid)
    assert isinstance(found, MessageRow)
    return found


def said(page: Page) -> Page:
    page.play("< @msgid=a;time=2027-01-15T08:00:01.000Z :민수!m@h PRIVMSG #방 :밥 먹자")
    return page


def react(nick: str, emoji: str, *, second: int = 2, verb: str = "react", msgid: str = "a") -> str:
    time = f"time=2027-01-15T08:00:{second:02}.000Z"
    return f"< @{time};+reply={msgid};+draft/{verb}={emoji} :{nick}!x@h TAGMSG #방"


def test_reactions_gather_under_their_message() -> None:
    """Source: IRCv3 react."""
    page = said(talking(CAPS))
    page.play(f"{react('영희', '👍')}\n{react('하늘', '👍')}\n{react('영희', 'ㅋㅋ')}\n{react('영희', '👍')}")
    assert row(page, "a").reactions == (
        Reaction("👍", ("하늘", "영희"), mine=True), Reaction("ㅋㅋ", ("영희",)),
    )  # fmt: skip
    events = page.play(react("하늘", "👍", second=3, verb="unreact"))
    assert isinstance(events[0], RowChanged)
    page.play(react("영희", "👍", second=4, verb="unreact"))
    assert row(page, "a").reactions == (Reaction("ㅋㅋ", ("영희",)),)


@pytest.mark.parametrize("line", [react("영희", "x" * 33), react("영희", ""), react("영희", "👍", msgid="")])
def test_what_is_no_reaction(line: str) -> None:
    page = said(talking(CAPS))
    page.play(line)
    assert row(page, "a").reactions == ()


def test_the_old_name_of_reply_will_do() -> None:
    page = said(talking(CAPS))
    page.play("< @+draft/reply=a;+draft/react=👍 :영희!y@h TAGMSG #방")
    assert row(page, "a").reactions == (Reaction("👍", ("영희",)),)


def test_a_message_taken_back_leaves_a_trace() -> None:
    """Source: IRCv3 message-redaction."""
    page = said(talking(CAPS))
    page.play(react("영희", "👍"))
    page.play("< :민수!m@h REDACT #방 a :잘못 썼어요")
    gone = row(page, "a")
    assert (gone.redacted, gone.redacted_by, gone.reason, gone.text) == (True, "민수", "잘못 썼어요", "")
    assert gone.reactions == ()
    page.play(react("영희", "👍", second=9))
    assert row(page, "a").reactions == ()


def test_private_words_are_taken_back_too() -> None:
    page = talking(CAPS)
    page.play("< @msgid=p :민수!m@h PRIVMSG 하늘 :쉿\n< @msgid=q :하늘!u@h PRIVMSG 민수 :응")
    page.play("< :민수!m@h REDACT 하늘 p\n< :하늘!u@h REDACT 민수 q\n< :민수!m@h REDACT #없음 p")
    assert row(page, "p", "민수").redacted
    assert row(page, "q", "민수").redacted


def test_what_is_unread_and_taken_back_is_not_counted() -> None:
    page = talking(CAPS)
    page.take(page.core.show(None, page.now))
    page.play("< @msgid=a;time=2027-01-15T08:00:01.000Z :민수!m@h PRIVMSG #방 :하늘아")
    assert (page.room("#방").unread, page.room("#방").mentions) == (1, 1)
    page.play("< :민수!m@h REDACT #방 a")
    assert (page.room("#방").unread, page.room("#방").mentions) == (0, 0)


def test_a_store_hears_of_messages_that_are_not_loaded() -> None:
    page = talking(CAPS)
    events = page.play(f"{react('영희', '👍', msgid='old')}\n< :민수!m@h REDACT #방 gone :쉿")
    assert events == [
        Reacted(Folded("#방"), "old", "👍", "영희", given=True),
        Redacted(Folded("#방"), "gone", "민수", "쉿"),
    ]


def test_a_message_that_comes_later_finds_what_was_said_of_it() -> None:
    page = entered(f"{HISTORY} draft/message-redaction")
    page.play(f"{react('영희', '👍', msgid='a')}\n< :민수!m@h REDACT #방 b")
    page.play(page_of("#방", "a 1 민수: 하나", "b 2 민수: 둘"))
    assert row(page, "a").reactions == (Reaction("👍", ("영희",)),)
    assert row(page, "b").redacted


def test_history_tells_reactions_and_an_older_one_does_not_come_back() -> None:
    """Source: IRCv3 chathistory, draft/event-playback: stored TAGMSG."""
    page = entered(f"{HISTORY} draft/message-redaction")
    page.play(react("영희", "👍", second=30, verb="unreact"))
    page.play(
        page_of(
            "#방",
            "a 1 민수: 하나",
            "x 2 :영희!y@h TAGMSG #방",
            "b 3 민수: 둘",
            "y 4 :민수!m@h REDACT #방 b :쉿",
        ).replace("msgid=x;", "msgid=x;+reply=a;+draft/react=👍;")
    )
    assert row(page, "a").reactions == ()
    assert row(page, "b").redacted
    assert page.texts("#방") == ["민수: 하나", "민수: "]
