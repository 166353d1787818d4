"""Notices stand in the middle with their time; answers that are read stand in the column of the text."""

from malmadang.clientcore.rows import NoticeKind, RowId
from malmadang.desktop.arrange import Block, Rules, arrange
from malmadang.desktop.noticelayout import lay_notice
from malmadang.desktop.placed import Deed, Run
from tests.desktop.paper import Talk, at, seoul, sheet


def lay(block: Block, width: int = 800) -> tuple[list[Run], int]:
    return lay_notice(block, sheet(width=width), 0)


def test_a_notice_stands_in_the_middle_with_its_time() -> None:
    runs, height = lay(Block((Talk().notice(at(9, 12), NoticeKind.JOINED, who="하늘"),)))
    (run,) = runs
    assert run.text == "joined: 하늘 · 오전 9:12"
    assert run.ink == "faint"
    assert abs(run.x - (800 - run.x - run.width)) <= 1
    assert height == run.y + run.height


def test_a_refusal_is_seen() -> None:
    runs, _height = lay(Block((Talk().notice(at(9, 12), NoticeKind.ERROR, code="404", text="안 돼요"),)))
    assert {run.ink for run in runs} == {"danger"}


def test_a_long_notice_is_broken_and_every_line_centred() -> None:
    runs, _height = lay(
        Block((Talk().notice(at(9, 12), NoticeKind.TOPIC, by="하늘", topic="말 " * 80),)), 400
    )
    assert len({run.y for run in runs}) > 1
    for run in runs:
        assert abs(run.x - (400 - run.x - run.width)) <= 1


def test_a_fold_is_one_sentence_that_opens() -> None:
    talk = Talk()
    for name in ("초코송이", "민수", "가을"):
        talk.notice(at(9, 12), NoticeKind.JOINED, who=name)
    (block,) = arrange(talk.rows, Rules(local=seoul))
    (run,) = lay(block)[0]
    assert run.text == "초코송이 외 2명이 들어왔어요 · 오전 9:12"
    assert run.action is not None
    assert (run.action.deed, run.action.value) == (Deed.UNFOLD, "1")


def test_an_open_fold_closes_again() -> None:
    talk = Talk()
    for name in ("초코송이", "민수"):
        talk.notice(at(9, 12), NoticeKind.JOINED, who=name)
    first, _second = arrange(talk.rows, Rules(local=seoul, unfolded=frozenset({RowId(1)})))
    (run,) = lay(first)[0]
    assert run.text.endswith("접기")
    assert run.action is not None
    assert run.action.deed is Deed.FOLD


def test_an_answer_stands_in_the_column_of_the_text_line_by_line() -> None:
    runs, height = lay(Block((Talk().notice(at(9, 12), NoticeKind.HELP, text="하나\n\n셋"),)))
    assert {run.x for run in runs} == {68}
    assert [run.text for run in runs] == ["help: 하나", "셋"]
    assert runs[1].y - runs[0].y > 2 * 16, "the empty line stays"
    assert height > runs[1].y


def test_links_and_emoji_work_in_notices_but_nothing_is_code() -> None:
    text = "공지 😀 https://a.example `x`"
    runs, _height = lay(Block((Talk().notice(at(9, 12), NoticeKind.TOPIC, by="하늘", topic=text),)))
    assert [run.emoji for run in runs if run.emoji] == ["😀"]
    assert [run.action.value for run in runs if run.action] == ["https://a.example"]
    assert not any(run.back for run in runs)
    assert any("`" in run.text for run in runs)
