"""Lines of history become rows, and change nothing of who is where."""

from malmadang.clientcore.rows import MessageRow, NoticeRow
from malmadang.wire.names import Folded
from tests.clientcore.page import Page
from tests.clientcore.test_history import HISTORY, entered, page_of


def replayed(page: Page) -> list[tuple[str, dict[str, str]]]:
    rows = page.room("#방").rows
    return [(row.kind.value, row.fields) for row in rows if isinstance(row, NoticeRow) and row.replayed]


def test_what_happened_is_told_and_changes_nothing() -> None:
    """Source: IRCv3 chathistory, draft/event-playback."""
    page = entered(HISTORY)
    before = page.members("#방")
    page.play(
        page_of(
            "#방",
            "a 1 :영희!y@h JOIN #방 영희 :영희",
            "b 2 :하늘!u@h JOIN #방 * :나",
            "c 3 :영희!y@h NICK 영이",
            "d 4 :영이!y@h MODE #방 -t+o 민수",
            "e 5 :영이!y@h TOPIC #방 :주제",
            "f 6 :영이!y@h KICK #방 철수 :그만",
            "g 7 :철수!c@h PART #방 :안녕",
            "h 8 :영이!y@h QUIT :Quit: 갈게",
            "i 9 민수: 말",
            "j 10 :민수!m@h INVITE 철수 #방",
        )
    )
    assert replayed(page) == [
        ("joined", {"who": "영희", "account": "영희"}),
        ("nick", {"who": "영희", "new": "영이"}),
        ("rank", {"by": "영이", "who": "민수", "given": "1", "letter": "o", "sign": "@"}),
        ("mode", {"by": "영이", "modes": "-t"}),
        ("topic", {"by": "영이", "topic": "주제"}),
        ("kicked", {"who": "철수", "by": "영이", "reason": "그만"}),
        ("parted", {"who": "철수", "reason": "안녕"}),
        ("quit", {"who": "영이", "reason": "갈게"}),
    ]
    assert page.members("#방") == before
    assert page.room("#방").topic == ""
    assert page.texts("#방") == ["민수: 말"]


def test_what_was_seen_live_is_not_told_again() -> None:
    """A new nick is told once for all rooms, kept in each with an id of its own."""
    page = entered(HISTORY)
    page.play("< @msgid=x;time=2027-01-15T07:00:03.500Z :민수!m@h NICK 민이")
    page.play("< @msgid=t;time=2027-01-15T07:00:04.000Z :민이!m@h TOPIC #방 :주제")
    page.play(page_of("#방", "c 3 :민수!m@h NICK 민이", "t 4 :민이!m@h TOPIC #방 :주제"))
    assert replayed(page) == []


def test_the_past_says_nothing_of_people_now() -> None:
    page = entered(HISTORY)
    page.play("< @account=민 :민수!m@now JOIN #둘")
    page.play("< :민수!m@now PRIVMSG #방 :지금")
    page.play(page_of("#방", "a 1 :민수!old@past PRIVMSG #방 :옛날"))
    assert page.view.people[Folded("민수")].host == "now"
    (old,) = (row for row in page.room("#방").rows if isinstance(row, MessageRow) and row.replayed)
    assert (old.sender, old.mask) == ("민수", "민수!old@past")
