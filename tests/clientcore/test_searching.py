"""Looking for what was said."""

from malmadang.clientcore import commands as c
from malmadang.clientcore.events import SearchChanged, TextRefused
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.view import Finding
from malmadang.ports import TimeMs
from tests.clientcore.page import MODERN, Page, talking

CAPS = f"{MODERN} soju.im/search"


def finding(page: Page) -> Finding:
    assert page.view.search is not None
    return page.view.search


def found(page: Page) -> list[str]:
    return [f"{hit.room} {hit.row.sender}: {hit.row.text}" for hit in finding(page).hits]


def answer(*lines: str, label: str = "") -> str:
    tag = f"@label={label} " if label else ""
    inside = [
        f"< @batch=s;msgid={number};time=2026-01-0{number}T00:00:00.000Z {line}"
        for number, line in enumerate(lines, 1)
    ]
    return "\n".join([f"< {tag}:s BATCH +s soju.im/search", *inside, "< :s BATCH -s"])


def test_a_room_is_searched() -> None:
    """Source: soju.im/search."""
    page = talking(CAPS)
    page.do(c.Search("된장 찌개;", "#방"))
    page.play("> @label=* SEARCH text=된장\\s찌개\\:;limit=50;in=#방")
    assert finding(page).is_running
    events = page.play(answer(":민수!m@h PRIVMSG #방 :된장 찌개", ":하늘!u@h PRIVMSG #방 :찌개 된장"))
    assert SearchChanged() in events
    assert found(page) == ["#방 민수: 된장 찌개", "#방 하늘: 찌개 된장"]
    assert [hit.row.own for hit in finding(page).hits] == [False, True]
    assert not finding(page).is_running
    assert page.texts("#방") == []


def test_everywhere_means_private_talks_too_and_opens_none() -> None:
    page = talking(CAPS)
    page.do(c.Search("밥"))
    page.play("> @label=* SEARCH text=밥;limit=50")
    page.play(
        answer(":영희!y@h PRIVMSG 하늘 :밥?", ":하늘!u@h PRIVMSG 영희 :밥!", ":철수!c@h PRIVMSG #둘 :밥")
    )
    assert found(page) == ["영희 영희: 밥?", "영희 하늘: 밥!", "#둘 철수: 밥"]
    assert len(page.view.rooms) == 2


def test_a_next_page_is_put_before_the_first() -> None:
    page = talking(CAPS)
    page.do(c.Search("밥", "#방"))
    page.sent()
    page.play(answer(*(":민수!m@h PRIVMSG #방 :밥",) * 9))
    hits = finding(page).hits
    page.do(c.Search("밥", "#방", before_ms=hits[0].row.utc_ms))
    page.play("> @label=* SEARCH text=밥;limit=50;in=#방;before=2025-12-31T23:59:59.999Z")
    page.play(
        """
        < :s BATCH +s soju.im/search
        < @batch=s;msgid=z;time=2025-06-01T00:00:00.000Z :민수!m@h PRIVMSG #방 :옛밥
        < :s BATCH -s
        """
    )
    assert len(finding(page).hits) == 10
    assert finding(page).hits[0].row.text == "옛밥"


def test_a_typed_search_is_answered_in_the_room() -> None:
    page = talking(CAPS)
    page.play("! /찾기 밥\n> *")
    page.play(answer(":민수!m@h PRIVMSG #방 :밥 먹자"))
    (_, first), (kind, end) = page.notices("#방")[-2:]
    assert (first["who"], first["text"], first["room"]) == ("민수", "밥 먹자", "#방")
    assert (kind, end) == ("found end", {"text": "밥", "count": "1", "local": ""})


def test_an_answer_to_an_older_question_is_not_shown() -> None:
    page = talking(CAPS)
    page.do(c.Search("하나"))
    page.do(c.Search("둘"))
    page.sent()
    page.play(answer(":민수!m@h PRIVMSG #방 :하나"))
    assert finding(page).is_running
    page.play(answer(":민수!m@h PRIVMSG #방 :둘"))
    assert found(page) == ["#방 민수: 둘"]


def test_a_server_that_cannot_is_said() -> None:
    page = talking(CAPS)
    page.do(c.Search("하나"))
    page.sent()
    page.play("< :s FAIL SEARCH INTERNAL_ERROR :The search could not be run")
    fault = finding(page).fault
    assert fault is not None
    assert fault.fields["text"] == "The search could not be run"
    page.do(c.Search("둘"))
    page.cut()
    fault = finding(page).fault
    assert fault is not None
    assert fault.kind is FaultKind.LOST


def test_without_it_what_is_loaded_is_looked_through() -> None:
    page = talking()
    page.play(
        "< :민수!m@h PRIVMSG #방 :된장 찌개\n< :민수!m@h PRIVMSG #방 :김치\n< :민수!m@h PRIVMSG 하늘 :된장"
    )
    page.play("! /찾기 찌개 된장")
    assert found(page) == ["#방 민수: 된장 찌개"]
    assert finding(page).is_local
    assert page.notices("#방")[-1][1] == {"text": "찌개 된장", "count": "1", "local": "1"}
    page.do(c.Search("된장"))
    assert len(finding(page).hits) == 2
    page.do(c.Search("김치", before_ms=TimeMs(1)))
    assert finding(page).hits == ()
    page.do(c.Search("  "))
    assert finding(page).hits == ()


def test_what_is_too_long_cannot_be_asked_for() -> None:
    page = talking(CAPS)
    (event,) = page.do(c.Search("가" * 600))
    assert isinstance(event, TextRefused)
    assert event.fault.kind is FaultKind.NO_LINE
