"""The window over a room's rows: at most 400, going along at the bottom, holding still above it."""

from malmadang.clientcore.rows import NoticeKind, RowId
from malmadang.desktop.arrange import Block, Folding
from malmadang.desktop.roommodel import PAGE, WINDOW, RoomModel
from malmadang.ports import TimeMs
from tests.desktop.paper import Talk, at, seoul


def model_of(talk: Talk, divider: int = 0) -> RoomModel:
    model = RoomModel(seoul, Folding.FOLD)
    model.open(talk.rows, RowId(divider))
    model.blocks()
    return model


def ends(blocks: list[Block]) -> tuple[int, int]:
    return blocks[0].rows[0].id, blocks[-1].rows[-1].id


def say(talk: Talk, text: str = "새 말", *, mention: bool = False, own: bool = False) -> RowId:
    return talk.message(
        TimeMs(talk.rows[-1].utc_ms + 1000), "Mina" if own else "하늘", text, mention=mention, own=own
    ).id


def test_a_room_is_opened_at_its_end() -> None:
    talk = Talk()
    talk.chatter(1000)
    assert ends(model_of(talk).blocks()) == (1000 - WINDOW + 1, 1000)


def test_the_window_goes_along_while_following() -> None:
    talk = Talk()
    talk.chatter(WINDOW)
    model = model_of(talk)
    last = say(talk)
    assert ends(model.blocks()) == (2, last)


def test_the_window_holds_still_once_the_bottom_is_left() -> None:
    talk = Talk()
    talk.chatter(WINDOW)
    model = model_of(talk)
    model.leave_bottom()
    say(talk)
    assert ends(model.blocks()) == (1, WINDOW)
    assert model.below == 1
    model.follow()
    assert ends(model.blocks()) == (2, WINDOW + 1)


def test_a_short_room_grows_while_the_reader_is_up() -> None:
    talk = Talk()
    talk.chatter(10)
    model = model_of(talk)
    model.leave_bottom()
    last = say(talk)
    assert ends(model.blocks()) == (1, last)


def test_pages_come_in_from_above_and_below() -> None:
    talk = Talk()
    talk.chatter(1000)
    model = model_of(talk)
    model.leave_bottom()
    assert model.extend_up()
    assert ends(model.blocks()) == (1000 - WINDOW + 1 - PAGE, 1000 - PAGE)
    assert model.extend_down()
    assert ends(model.blocks()) == (1000 - WINDOW + 1, 1000)
    assert not model.extend_down()
    while model.extend_up():
        model.blocks()
    assert ends(model.blocks()) == (1, WINDOW)


def test_rows_that_leave_the_list_above_do_not_disturb() -> None:
    talk = Talk()
    talk.chatter(1000)
    model = model_of(talk)
    model.leave_bottom()
    model.extend_up()
    before = ends(model.blocks())
    del talk.rows[:200]
    assert ends(model.blocks()) == before
    del talk.rows[:400]
    assert ends(model.blocks())[0] == 601, "what is gone is gone"


def test_rows_that_come_late_find_their_place() -> None:
    talk = Talk()
    talk.chatter(20)
    model = model_of(talk)
    late = talk.message(talk.rows[3].utc_ms, "민수", "늦은 말")
    talk.rows.insert(4, talk.rows.pop())
    assert model.blocks()[4].row is late


def test_news_are_counted_from_where_the_bottom_was_left() -> None:
    talk = Talk()
    talk.chatter(20)
    model = model_of(talk)
    assert model.news() == (0, 0)
    model.leave_bottom()
    say(talk)
    named = say(talk, "@Mina 봐요", mention=True)
    say(talk, "@Mina 또", mention=True)
    say(talk, "내 말", own=True)
    talk.notice(at(23, 0), NoticeKind.JOINED, who="가을")
    assert model.news() == (3, named)
    model.see(named)
    assert model.news()[0] == 1


def test_the_unread_count_is_taken_once() -> None:
    talk = Talk()
    talk.chatter(20)
    model = model_of(talk, divider=18)
    divided = next(block for block in model.blocks() if block.unread)
    assert (divided.key, divided.unread) == (18, 3)
    say(talk)
    assert next(block for block in model.blocks() if block.unread).unread == 3
    model.set_divider(RowId(0))
    assert not any(block.unread for block in model.blocks())


def test_the_window_goes_to_a_row() -> None:
    talk = Talk()
    talk.chatter(1000)
    model = model_of(talk)
    model.leave_bottom()
    assert model.go_to(RowId(300))
    first, last = ends(model.blocks())
    assert first < 300 < last
    assert last - first + 1 == WINDOW
    assert not model.go_to(RowId(5000))


def test_hidden_rows_are_left_out() -> None:
    talk = Talk()
    talk.chatter(2)
    talk.notice(at(9, 30), NoticeKind.JOINED, who="가을")
    model = RoomModel(seoul, Folding.HIDDEN)
    model.open(talk.rows, RowId(0))
    assert ends(model.blocks()) == (1, 2)


def test_an_empty_room_has_no_blocks() -> None:
    model = model_of(Talk())
    assert model.blocks() == []
    assert not model.extend_up()
    assert not model.extend_down()
