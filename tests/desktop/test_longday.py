"""A day of use leaves nothing behind: after many messages and changes of room all is as large as before."""

import gc
import tkinter as tk
from collections import Counter

import pytest

from malmadang.clientcore import commands as c
from malmadang.clientcore import rooms as core_rooms
from malmadang.desktop.stack import Slot
from tests.desktop.chat import Chat

ROOMS = ("#말마당", "#하나", "#둘", "#셋")
TURNS = 12
EACH = 110
"""Messages of a turn in each room; three turns are more than a room keeps in memory here."""
ROWS = 300


def use(chat: Chat, turns: range) -> None:
    """Let every room talk, and go from one to the next, up and down in it."""
    for turn in turns:
        for at, room in enumerate(ROOMS):
            for n in range(EACH):
                chat.wire.say("하늘" if n % 3 else "민수", room, f"{turn}번째 바퀴, {n}번째 말 👍")
            chat.driver.until(lambda: not chat.wire.waiting)
            chat.client.controls.rooms.choose(chat.room(ROOMS[(at + turn) % len(ROOMS)]).key)
            chat.driver.update()
            chat.window.messages.to_top()
            chat.driver.update()
            chat.window.messages.to_bottom()
            chat.driver.update()


def sizes(chat: Chat) -> dict[str, int]:
    """Return how much there is of everything that could pile up."""
    chat.client.controls.rooms.choose(chat.room(ROOMS[0]).key)
    chat.driver.until(lambda: not chat.client.archive.store.waiting)
    chat.window.messages.to_bottom()
    chat.driver.update()
    gc.collect()
    tcl = chat.root.tk
    kinds = Counter(type(one) for one in gc.get_objects())
    widgets = _all(chat.root)
    return {
        "canvas items": sum(len(one.find_all()) for one in widgets if isinstance(one, tk.Canvas)),
        "widgets": len(widgets),
        "pictures": len(tcl.splitlist(tcl.call("image", "names"))),
        "jobs": len(tcl.splitlist(tcl.call("after", "info"))),
        "commands": len(tcl.splitlist(tcl.call("info", "commands"))),
        "fonts": len(tcl.splitlist(tcl.call("font", "names"))),
        "slots": kinds[Slot],
        "kept pictures": kinds[tk.PhotoImage],
        "rows": sum(len(room.rows) for room in chat.view.rooms),
        "objects": sum(kinds.values()),
    }


def _all(widget: tk.Misc) -> list[tk.Misc]:
    return [widget, *(inner for child in widget.winfo_children() for inner in _all(child))]


def test_a_day_of_use_leaves_nothing_behind(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core_rooms, "MAX_ROWS", ROWS)
    for room in ROOMS[1:]:
        chat.wire.names(room, "하늘 민수")
        chat.client.controls.hands.do(c.Join(room))
        chat.driver.until(lambda room=room: chat.in_room(room))  # type: ignore[misc]  # a default as closure
    use(chat, range(TURNS // 2))
    half = sizes(chat)
    use(chat, range(TURNS // 2, TURNS))
    whole = sizes(chat)
    # What comes and goes by itself (a caret that blinks, a bar that fades) may be there or not.
    grown = {name: (half[name], whole[name]) for name in whole if whole[name] > half[name] * 1.02 + 3}
    assert not grown
    assert whole["canvas items"] > 50
    assert whole["pictures"] > 5
    assert whole["rows"] <= ROWS * len(ROOMS) + 10
