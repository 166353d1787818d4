"""Which language is spoken, and who hears of a change."""

import tkinter as tk

from malmadang.desktop.phrases import Word
from malmadang.desktop.speech import Speech


def test_words_in_the_language_in_force() -> None:
    speech = Speech()
    assert speech.say(Word.SEND) == "보내기"
    speech.set_language("en")
    assert speech.say(Word.SEND) == "Send"


def test_particles_fit_the_word_before_them() -> None:
    speech = Speech()
    assert speech.say(Word.NICK_TAKEN, nick="하늘", proposal="하늘2").startswith("‘하늘’은 누가")
    assert speech.say(Word.NICK_TAKEN, nick="바다", proposal="바다2").startswith("‘바다’는 누가")
    assert speech.say(Word.HOST_ENTER, room="#말마당") == "#말마당으로 들어가기"
    assert speech.say(Word.HOST_ENTER, room="#서울") == "#서울로 들어가기"


def test_watchers_hear_of_a_change_until_they_are_gone(root: tk.Tk) -> None:
    speech, heard = Speech(), list[str]()
    frame = tk.Frame(root)
    speech.watch(frame, lambda: heard.append(speech.language))
    speech.set_language("en")
    speech.set_language("en")
    frame.destroy()
    speech.set_language("ko")
    assert heard == ["en"]
