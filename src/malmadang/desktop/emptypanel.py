"""What stands where the messages would be while no room is open."""

import tkinter as tk
from collections.abc import Callable

from malmadang.desktop.kit import Button, Kind, Skin
from malmadang.desktop.labels import Label
from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import GAP_4, GAP_16, Role

_FAULT_WIDTH = 400


class EmptyPanel(tk.Frame):
    """«아직 들어간 방이 없어요», and the button that leads to one.

    Attributes:
        fault: why the last attempt to enter a room failed, "" for nothing to say.
    """

    def __init__(self, parent: tk.Misc, skin: Skin, speech: Speech, add: Callable[[], None]) -> None:
        super().__init__(parent, borderwidth=0, highlightthickness=0)
        self.skin, self.speech = skin, speech
        self._middle = tk.Frame(self, borderwidth=0, highlightthickness=0)
        self.fault = ""
        self._title = Label(self._middle, skin, role=Role.HEADING, token="text", anchor="center")
        self._tip = Label(self._middle, skin, anchor="center")
        self.button = Button(self._middle, skin, "", add, kind=Kind.PRIMARY, height=40, padding=GAP_16)
        self._why = Label(self._middle, skin, anchor="center", token="danger", wrap=_FAULT_WIDTH)
        self._middle.place(relx=0.5, rely=0.45, anchor="center")
        self._title.pack()
        self._tip.pack(pady=skin.px(GAP_4))
        self.button.pack(pady=skin.px(GAP_16))
        skin.watch(self, self.restyle)
        speech.watch(self, self.relabel)
        self.restyle()
        self.relabel()

    def relabel(self) -> None:
        """Take the words of the language in force."""
        say = self.speech.say
        self._title.say(say(Word.NO_ROOM))
        self._tip.say(say(Word.NO_ROOM_TIP))
        self.button.set_text(say(Word.ROOMS_ADD))

    def say_fault(self, sentence: str) -> None:
        """Say why no room came of what was asked for; "" takes it away."""
        if sentence == self.fault:
            return
        self.fault = sentence
        self._why.say(sentence)
        if sentence:
            self._why.pack(before=self.button, pady=self.skin.px(GAP_4))
        else:
            self._why.pack_forget()

    def restyle(self) -> None:
        """Take the skin's new colours."""
        colour = self.skin.colour("bg")
        self.configure(background=colour)
        self._middle.configure(background=colour)
