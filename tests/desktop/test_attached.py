"""Quotes and reactions."""

import msgspec

from malmadang.clientcore.rows import MessageRow, Reaction
from malmadang.desktop.arrange import Block, Look
from malmadang.desktop.layout import lay_out
from malmadang.desktop.placed import Deed, Placed
from tests.desktop.paper import Talk, at, sheet, words


def message(text: str = "네", **changes: object) -> MessageRow:
    row = Talk().message(at(9, 31), "하늘", text)
    return msgspec.structs.replace(row, **changes)


def lay(
    row: MessageRow, original: MessageRow | None = None, *, look: Look = Look.BUBBLE, width: int = 800
) -> Placed:
    paper = sheet(width=width, look=look)
    paper.quoted = lambda _msgid: original
    return lay_out(Block((row,)), paper)


def test_a_quote_stands_inside_the_bubble_above_the_text() -> None:
    original = message("저녁 먹었어요?", sender="민수")
    placed = lay(message(reply_to="m1"), original)
    assert words(placed)[1:4] == ["민수", "저녁 먹었어요?", "네"]
    bubble = next(box for box in placed.boxes if box.radius == 16)
    bar = next(box for box in placed.boxes if box.fill == "accent")
    assert bar.width == 3
    assert bubble.y < bar.y < bubble.y + bubble.height
    assert all(run.x + run.width <= bubble.x + bubble.width for run in placed.runs[1:4])
    actions = [run.action for run in placed.runs if run.action is not None]
    assert [one.value for one in actions if one.deed is Deed.QUOTE] == ["m1", "m1"]


def test_a_long_quote_is_one_line() -> None:
    placed = lay(message(reply_to="m1"), message("긴 말 " * 100), width=500)
    quoted = next(run for run in placed.runs if run.text.endswith("…"))
    assert quoted.width < 400


def test_compact_has_it_in_one_line_above() -> None:
    placed = lay(message(reply_to="m1"), message("저녁 먹었어요?", sender="민수"), look=Look.COMPACT)
    assert "↪ 민수: 저녁 먹었어요?" in words(placed)


def test_an_original_that_is_not_there_is_said() -> None:
    assert "원래 글을 찾을 수 없어요" in words(lay(message(reply_to="m1")))


def test_chips_stand_below_count_and_mark_mine() -> None:
    reactions = (Reaction("👏", ("민수", "Mina"), mine=True), Reaction("ㅋㅋ", ("민수",)))
    for look in Look:
        placed = lay(message(reactions=reactions), look=look)
        chips = [box for box in placed.boxes if box.radius == 13]
        assert [(box.fill, box.line, box.height) for box in chips] == [
            ("chip_on", "accent", 26),
            ("chip", "border", 26),
        ]
        assert chips[0].x + chips[0].width < chips[1].x
        assert chips[0].y + 26 <= placed.height
        clicked = {run.action.value for run in placed.runs if run.action and run.action.deed is Deed.REACT}
        assert clicked == {"1 👏", "1 ㅋㅋ"}


def test_many_chips_take_another_line() -> None:
    reactions = tuple(Reaction(f"word{n}", ("민수",)) for n in range(20))
    placed = lay(message(reactions=reactions), width=400)
    assert len({box.y for box in placed.boxes if box.radius == 13}) > 1
    assert all(box.x + box.width <= 380 for box in placed.boxes if box.radius == 13)


def test_a_deleted_message_says_so_quietly() -> None:
    placed = lay(message("", redacted=True, reply_to="m1"))
    run = next(run for run in placed.runs if run.text == "지운 메시지예요")
    assert run.ink == "sub"
    assert not any(run.action and run.action.deed is Deed.QUOTE for run in placed.runs)


def test_line_breaks_are_kept() -> None:
    placed = lay(message("첫 줄\n\n셋째 줄"))
    tops = {run.text: run.y for run in placed.runs if run.start >= 0}
    assert tops["셋째 줄"] - tops["첫 줄"] == 44
