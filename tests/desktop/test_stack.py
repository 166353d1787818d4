"""Blocks keep their height in the content while others come, go and change."""

from collections.abc import Callable

from malmadang.clientcore.rows import RowId
from malmadang.desktop.arrange import Block, Rules, arrange
from malmadang.desktop.placed import Placed
from malmadang.desktop.stack import EAGER, Stack
from tests.desktop.paper import Talk, seoul

Lay = Callable[[Block], Placed]
GUESS = 10


def blocks(talk: Talk) -> list[Block]:
    return arrange(talk.rows, Rules(local=seoul))


def tall(height: int, laid: list[RowId] | None = None) -> Lay:
    def lay(block: Block) -> Placed:
        if laid is not None:
            laid.append(block.key)
        return Placed(height, (), (), row=block.key)

    return lay


def stack_of(count: int) -> tuple[Talk, Stack]:
    talk, stack = Talk(), Stack()
    talk.chatter(count)
    stack.show(blocks(talk), tall(50), RowId(0), GUESS)
    return talk, stack


def test_tops_are_the_sums_of_the_heights() -> None:
    _talk, stack = stack_of(3)
    assert stack.tops == [0, 50, 100, 150]
    assert (stack.top, stack.bottom) == (0, 150)


def test_what_is_at_a_height() -> None:
    _talk, stack = stack_of(3)
    assert [stack.at(y) for y in (-5, 0, 49, 50, 149, 500)] == [0, 0, 0, 1, 2, 2]
    assert list(stack.between(49, 51)) == [0, 1]
    assert list(stack.between(50, 100)) == [1]
    assert list(stack.between(-100, 0)) == []
    assert list(stack.between(150, 200)) == []
    assert Stack().at(0) == -1


def test_only_what_is_new_or_different_is_laid_out() -> None:
    talk, stack = stack_of(5)
    talk.chatter(1)
    laid: list[RowId] = []
    stack.show(blocks(talk), tall(50, laid), RowId(1), GUESS)
    assert laid == [6]


def test_of_very_many_new_ones_only_the_last_are_laid_out() -> None:
    talk, stack = Talk(), Stack()
    talk.chatter(300)
    laid: list[RowId] = []
    stack.show(blocks(talk), tall(50, laid), RowId(0), GUESS)
    assert len(laid) == EAGER
    assert stack.bottom == 260 * GUESS + EAGER * 50
    assert len(stack.stale()) == 260
    assert stack.stale()[0] > stack.stale()[-1], "the nearest to the end first"


def test_the_anchor_keeps_its_height_when_rows_come_in_above() -> None:
    talk, stack = Talk(), Stack()
    talk.chatter(10)
    stack.show(blocks(talk)[5:], tall(50), RowId(0), GUESS)
    before = stack.tops[stack.find(RowId(8))]
    stack.show(blocks(talk), tall(50), RowId(8), GUESS)
    assert stack.tops[stack.find(RowId(8))] == before
    assert stack.top == -250


def test_trimming_moves_nothing() -> None:
    talk, stack = stack_of(10)
    before = stack.tops[stack.find(RowId(9))]
    stack.show(blocks(talk)[4:], tall(50), RowId(9), GUESS)
    assert stack.tops[stack.find(RowId(9))] == before
    assert stack.top == 200


def test_an_anchor_that_is_gone_leaves_the_top_where_it_was() -> None:
    talk, stack = stack_of(4)
    stack.show(blocks(talk)[2:], tall(50), RowId(1), GUESS)
    assert stack.top == 0


def test_stale_layouts_are_renewed_around_the_anchor() -> None:
    _talk, stack = stack_of(4)
    stack.spoil()
    assert stack.has_stale()
    assert stack.freshen([1], tall(80), anchor=2)
    assert stack.tops == [-30, 20, 100, 150, 200]
    assert not stack.freshen([1], tall(80), anchor=2)
    assert stack.stale() == [3, 2, 0]


def test_a_row_inside_a_fold_is_found() -> None:
    from malmadang.clientcore.rows import NoticeKind
    from tests.desktop.paper import at

    talk, stack = Talk(), Stack()
    for name in "가나다":
        talk.notice(at(9, 0), NoticeKind.JOINED, who=name)
    stack.show(blocks(talk), tall(20), RowId(0), GUESS)
    assert stack.find(RowId(3)) == 0
    assert stack.find(RowId(9)) == -1


def test_cleared_it_is_empty() -> None:
    _talk, stack = stack_of(3)
    stack.clear()
    assert (stack.slots, stack.tops) == ([], [0])
