"""Only what is near the view exists, and the reader's place is kept whatever comes."""

import tkinter as tk
from itertools import pairwise

from malmadang.desktop.arrange import Look
from malmadang.desktop.roomcanvas import OVERSCAN
from malmadang.desktop.skin import Skin
from malmadang.desktop.tokens import DARK, LIGHT, Theme
from tests.desktop.driver import Driver, fills, items, texts
from tests.desktop.talkroom import BOTH_LOOKS, TalkRoom

MOST_ITEMS = 400


def text_bounds(canvas: tk.Canvas) -> tuple[int, int]:
    boxes = [canvas.bbox(item) for item in items(canvas, "text")]
    return min(box[1] for box in boxes), max(box[3] for box in boxes)


def test_a_room_of_thousands_has_few_items(room: TalkRoom) -> None:
    room.open(2000)
    assert len(room.canvas.find_all()) < MOST_ITEMS
    assert room.drawn()[-1] == 2000


def test_nothing_exists_far_from_the_view(room: TalkRoom) -> None:
    room.open(1000)
    for _step in range(30):
        room.view.scroll(-237)
    room.driver.update()
    top, bottom = text_bounds(room.canvas)
    view = room.view.canvas.top
    tallest = 300
    assert top > view - OVERSCAN - tallest
    assert bottom < view + 600 + OVERSCAN + tallest


def test_what_is_in_view_is_drawn(room: TalkRoom) -> None:
    room.open(300)
    for step in (-1000, -3000, 500, -9000, 40, 100_000):
        room.view.scroll(step)
        canvas = room.view.canvas
        keys = [canvas.stack.slots[n].block.key for n in canvas.stack.between(canvas.top, canvas.top + 600)]
        assert set(keys) <= set(room.drawn())


def test_a_new_message_is_followed_at_the_bottom(room: TalkRoom) -> None:
    room.open(50)
    row = room.say("새 글이에요")
    assert room.at_end
    assert row in room.drawn()
    assert "새 글이에요" in texts(room.canvas)


def test_a_new_message_moves_nothing_above_the_bottom(room: TalkRoom) -> None:
    room.open(50)
    room.view.scroll(-700)
    before = room.top_of(40)
    room.say()
    assert room.top_of(40) == before


def test_trimming_above_moves_nothing(room: TalkRoom) -> None:
    room.open(400)
    room.view.scroll(-700)
    before = room.top_of(390)
    del room.talk.rows[:100]
    room.view.refresh()
    assert room.top_of(390) == before


def test_older_rows_move_nothing(room: TalkRoom) -> None:
    room.open(900)
    room.view.scroll(-300)
    key = room.drawn()[5]
    while room.view.canvas.top > room.view.canvas.limits[0] + 700:
        room.view.scroll(-400)
        if key in room.drawn():
            continue
        key = room.drawn()[5]
    before = room.top_of(key)
    room.view.scroll(-200)
    assert room.view.model.above < 500, "a page has come in"
    room.settle()
    assert room.top_of(key) == before + 200


@BOTH_LOOKS
def test_a_new_width_keeps_the_first_row_in_place(room: TalkRoom, look: Look) -> None:
    room.view.set_look(look)
    room.open(400)
    room.view.scroll(-5000)
    canvas = room.view.canvas
    first = next(
        slot.block.key
        for slot, top in zip(canvas.stack.slots, canvas.stack.tops, strict=False)
        if top >= canvas.top
    )
    before = room.top_of(first)
    room.view.place_configure(width=500)
    room.driver.until(lambda: canvas.winfo_width() == 500)
    assert room.top_of(first) == before, "at once"
    room.settle()
    assert room.top_of(first) == before, "and when the rest has followed"


def test_a_new_width_stays_at_the_bottom(room: TalkRoom) -> None:
    room.open(400)
    room.view.place_configure(width=480, height=300)
    room.driver.until(lambda: room.canvas.winfo_width() == 480)
    assert room.at_end
    room.settle()
    assert room.at_end
    assert room.drawn()[-1] == 400


def test_text_keeps_to_the_width(room: TalkRoom) -> None:
    room.open(30)
    for width in (820, 400, 1000):
        room.view.place_configure(width=width)
        room.driver.until(lambda width=width: room.canvas.winfo_width() == width)  # type: ignore[misc]  # a default
        room.settle()
        for item in items(room.canvas, "text"):
            left, _top, right, _bottom = room.canvas.bbox(item)
            assert left >= 0
            assert right <= width - 8


def test_rows_never_overlap(room: TalkRoom) -> None:
    room.open(60)
    for _step in range(10):
        room.view.scroll(-173)
        for one, other in pairwise(room.drawn()):
            stack = room.view.canvas.stack
            upper, lower = (stack.slots[stack.find(key)].tag for key in (one, other))  # type: ignore[arg-type]  # row ids
            assert room.canvas.bbox(upper)[3] <= room.canvas.bbox(lower)[1] + 3


def test_a_new_theme_redraws_in_place(room: TalkRoom, skin: Skin, driver: Driver) -> None:
    room.open(100)
    room.view.scroll(-700)
    before = room.top_of(90)
    skin.set_theme(Theme.DARK)
    driver.update()
    assert room.top_of(90) == before
    assert str(room.canvas.cget("background")) == DARK.bg
    assert LIGHT.other not in fills(room.canvas)
    assert DARK.other in fills(room.canvas)


def test_a_new_scale_lays_everything_out_anew(room: TalkRoom, skin: Skin) -> None:
    room.open(100)
    height = room.view.canvas.stack.bottom - room.view.canvas.stack.top
    skin.set_percent(150)
    room.settle()
    assert room.view.canvas.stack.bottom - room.view.canvas.stack.top > height * 1.4
    assert room.at_end


def test_an_empty_room_says_so_in_its_middle(room: TalkRoom) -> None:
    room.open(0)
    assert texts(room.canvas) == [
        "아직 아무 말도 없어요",
        "첫 인사를 건네 보세요. /도움말 로 명령을 볼 수 있어요",
    ]
    room.talk.chatter(1)
    room.view.refresh()
    room.driver.update()
    assert "아직 아무 말도 없어요" not in texts(room.canvas)


def test_a_short_talk_begins_at_the_top(room: TalkRoom) -> None:
    room.open(2)
    assert room.top_of(1) == 0


def test_a_room_shown_before_the_window_is_there(root: tk.Tk, skin: Skin, driver: Driver) -> None:
    root.withdraw()
    early = TalkRoom.__new__(TalkRoom)
    driver.update()
    root.deiconify()
    TalkRoom.__init__(early, root, skin, driver)
    early.open(5)
    assert early.drawn() == [1, 2, 3, 4, 5]
