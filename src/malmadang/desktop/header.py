"""The line above the messages: the room's name and topic, and the button that shows its members."""

import tkinter as tk
from collections.abc import Callable

from malmadang.clientcore.view import Room, RoomKind
from malmadang.desktop import emoji
from malmadang.desktop.emojiline import draw_line
from malmadang.desktop.kit import Button, Drawn, Skin, Tooltip
from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import GAP_8, GAP_16, GAP_24, Role

HEIGHT = 56


class _Name(Drawn):
    """Name in bold, topic behind it, as much as fits."""

    def __init__(self, parent: tk.Misc, skin: Skin) -> None:
        super().__init__(parent, skin)
        self.name, self.topic = "", ""

    def draw(self) -> None:
        skin, px = self.skin, self.skin.px
        middle, width = self.winfo_height() // 2, self.winfo_width()
        left = px(GAP_16 + 2)
        ink = skin.colour("text")
        left += draw_line(
            self, skin, self.name, Role.HEADING, x=left, middle=middle, width=width - left, ink=ink
        )
        left += px(12)
        room = width - left - px(GAP_8)
        if self.topic and room > px(GAP_24):
            ink = skin.colour("sub")
            draw_line(self, skin, self.topic, Role.SMALL, x=left, middle=middle, width=room, ink=ink)


class Header(tk.Frame):
    """56 high, with a line under it.

    Args:
        members: the button was pressed.
        topic: the topic was clicked.
        find: words are to be found in the room.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        speech: Speech,
        *,
        members: Callable[[], None],
        topic: Callable[[], None],
        find: Callable[[], None],
    ) -> None:
        super().__init__(parent, borderwidth=0, highlightthickness=0)
        self.skin, self.speech = skin, speech
        self._room: Room | None = None
        self._placed: tuple[Button, ...] = ()
        self._line = tk.Frame(self, borderwidth=0, highlightthickness=0, height=1)
        self._name = _Name(self, skin)
        self.button = Button(self, skin, "", members, takes_focus=False)
        self.find = Button(self, skin, "", find, takes_focus=False)
        self._tip = Tooltip(self._name, skin, "")
        self._name.bind("<ButtonRelease-1>", lambda _event: topic())
        self.pack_propagate(False)
        self._line.pack(side="bottom", fill="x")
        self._name.pack(side="left", fill="both", expand=True)
        skin.watch(self, self.restyle)
        speech.watch(self, self.relabel)
        self.restyle()

    def show(self, room: Room | None) -> None:
        """Say where we are."""
        self._room = room
        name, topic = "", ""
        if room is not None:
            is_hashed = room.kind is RoomKind.CHANNEL and room.name[:1] == "#"
            name = f"# {room.name[1:]}" if is_hashed else room.name
            if room.kind is RoomKind.SERVER:
                name = self.speech.say(Word.SERVER_ROOM)
            topic = room.topic
        if (name, topic) != self.texts:
            self._name.name, self._name.topic = name, topic
            self._tip.text = emoji.readable(topic)
            self._name.redraw_soon()
        if room is not None and room.kind is RoomKind.CHANNEL:
            count = len(room.members) or ""
            self.button.set_text(self.speech.say(Word.MEMBERS_BUTTON, count=count).strip())
            self._place_buttons(self.button, self.find)
        else:
            self._place_buttons(*[self.find] * (room is not None))
        self.find.set_text(self.speech.say(Word.FIND))

    def _place_buttons(self, *buttons: Button) -> None:
        """Put these at the right end, the first one outermost."""
        if buttons == self._placed:
            return
        for button in self._placed:
            button.pack_forget()
        for button in buttons:
            button.pack(side="right", padx=(0, self.skin.px(GAP_8)))
        self._placed = buttons

    @property
    def texts(self) -> tuple[str, str]:
        """Name and topic in view."""
        return self._name.name, self._name.topic

    def relabel(self) -> None:
        """Take the words of the language in force."""
        self.show(self._room)

    def restyle(self) -> None:
        """Take the skin's new colours and sizes."""
        colour = self.skin.colour
        self.configure(background=colour("bg"), height=self.skin.px(HEIGHT))
        self._line.configure(background=colour("border"))
        self._place_buttons()
        self.show(self._room)
