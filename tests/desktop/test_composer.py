"""Where one writes: drafts, Enter, faults, and the way through the input method."""

import tkinter as tk

import pytest

from malmadang.desktop.composer import LINES_MAX, Composer
from malmadang.desktop.composerparts import ComposerCommands
from malmadang.desktop.skin import Skin
from malmadang.desktop.speech import Speech
from tests.desktop.driver import Driver, texts


class Box:
    """A composer, what it has sent, and what it is answered."""

    def __init__(self, root: tk.Tk, skin: Skin, driver: Driver) -> None:
        self.driver = driver
        self.sent: list[str] = []
        self.answer: str | None = ""
        self.edits = 0
        self.composer = Composer(root, skin, Speech(), ComposerCommands(self.send, self.edited, lambda: None))
        self.composer.pack(side="bottom", fill="x")
        self.composer.open_room("#방", "#방에 쓰기")
        driver.shown(self.composer.text)

    def send(self, text: str) -> str | None:
        self.sent.append(text)
        return self.answer

    def edited(self) -> None:
        self.edits += 1

    def write(self, text: str) -> None:
        self.composer.insert(text)
        self.driver.update()

    def press(self, key: str) -> None:
        self.driver.press(self.composer.text, key)

    @property
    def lines(self) -> int:
        return int(self.composer.text.cget("height"))


@pytest.fixture
def box(root: tk.Tk, skin: Skin, driver: Driver) -> Box:
    return Box(root, skin, driver)


def test_enter_sends_once_and_empties(box: Box) -> None:
    box.write("안녕하세요")
    for _ in range(3):
        box.press("Return")
    assert box.sent == ["안녕하세요"]
    assert box.composer.get() == ""


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n"])
def test_nothing_is_not_sent(box: Box, nothing: str) -> None:
    box.write(nothing)
    box.press("Return")
    assert box.sent == []


def test_the_keypad_sends_too(box: Box) -> None:
    box.write("가")
    box.press("KP_Enter")
    assert box.sent == ["가"]


def test_shift_enter_makes_a_line(box: Box) -> None:
    box.write("첫 줄")
    box.press("Shift-Return")
    box.write("둘째 줄")
    box.press("Return")
    assert box.sent == ["첫 줄\n둘째 줄"]


def test_a_letter_still_on_its_way_is_sent_with_the_rest(box: Box) -> None:
    """An input method hands over the last syllable as a key of its own just before Return."""
    box.write("안녕하세")
    text = box.composer.text
    text.focus_force()
    box.driver.update()
    text.event_generate("<Return>", when="tail")
    text.insert("insert", "요")
    box.driver.update()
    assert box.sent == ["안녕하세요"]


def test_it_grows_to_six_lines_and_no_further(box: Box) -> None:
    assert box.lines == 1
    box.write("가\n나\n다")
    box.driver.until(lambda: box.lines == 3)
    box.write("\n" * 20)
    box.driver.until(lambda: box.lines == LINES_MAX)
    box.composer.set("")
    box.driver.until(lambda: box.lines == 1)


def test_every_room_has_its_draft(box: Box) -> None:
    box.write("쓰던 말")
    box.composer.open_room("#다른방", "")
    assert box.composer.get() == ""
    assert box.composer.has_draft("#방")
    box.write("다른 말")
    box.composer.open_room("#방", "")
    assert box.composer.get() == "쓰던 말"
    box.composer.forget_room("#다른방")
    assert not box.composer.has_draft("#다른방")


def test_a_draft_goes_with_a_renamed_talk(box: Box) -> None:
    box.write("쓰던 말")
    box.composer.rename_room("#방", "하늘이")
    box.composer.open_room("#다른방", "")
    assert box.composer.has_draft("하늘이")


def test_a_refused_text_stays_with_its_reason_until_it_changes(box: Box) -> None:
    box.answer = "없는 명령이에요"
    box.write("/종로")
    box.press("Return")
    assert box.composer.get() == "/종로"
    assert box.composer.fault == "없는 명령이에요"
    box.write("1")
    assert box.composer.fault == ""


def test_the_reason_is_in_view_as_tall_as_its_letters(box: Box, skin: Skin) -> None:
    box.answer = "없는 명령이에요"
    box.write("/종로")
    box.press("Return")
    line = next(part for part in box.composer.box.inner.winfo_children() if isinstance(part, tk.Canvas))
    box.driver.shown(line)
    box.driver.until(lambda: texts(line) == ["없는 명령이에요"])
    _left, top, _right, bottom = line.bbox("all")
    assert line.winfo_height() == skin.px(22) >= bottom - max(0, top)


def test_a_text_that_waits_for_an_answer_stays(box: Box) -> None:
    box.answer = None
    box.write("긴 글")
    box.press("Return")
    assert (box.composer.get(), box.composer.fault) == ("긴 글", "")
    box.composer.sent("긴 글")
    assert box.composer.get() == ""


def test_sent_texts_come_back(box: Box) -> None:
    for text in ("하나", "둘"):
        box.write(text)
        box.press("Return")
    box.press("Up")
    assert box.composer.get() == "둘"
    box.press("Control-Up")
    assert box.composer.get() == "하나"
    box.press("Control-Down")
    box.press("Control-Down")
    assert box.composer.get() == ""


def test_up_in_a_full_box_moves_the_caret_only(box: Box) -> None:
    box.write("하나")
    box.press("Return")
    box.write("첫 줄\n둘째 줄")
    box.press("Up")
    assert box.composer.get() == "첫 줄\n둘째 줄"


def test_decomposed_hangul_leaves_composed(box: Box) -> None:
    box.write("한")
    box.press("Return")
    assert box.sent == ["한"]


def test_halves_of_letters_are_never_sent(box: Box) -> None:
    box.write("가\U0001f600나")
    box.composer.text.delete("1.1", "1.2")
    box.press("Return")
    assert box.sent[0].encode("utf-8")
    assert box.sent[0].startswith("가")
    assert box.sent[0].endswith("나")


def test_where_tk_would_die_of_an_emoji_it_never_sees_one(
    root: tk.Tk, skin: Skin, driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("malmadang.desktop.composer.dies_of_emoji", lambda _widget: True)
    box = Box(root, skin, driver)
    box.write("좋아요 👍")
    assert "👍" not in box.composer.get()
    assert box.composer.get().startswith("좋아요")


def test_the_placeholder_hides_on_focus_not_on_the_first_letter(
    box: Box, root: tk.Tk, driver: Driver
) -> None:
    elsewhere = tk.Entry(root)
    elsewhere.pack()
    driver.press(elsewhere, "Left")
    ghost = next(child for child in box.composer.text.winfo_children() if isinstance(child, tk.Label))
    driver.until(ghost.winfo_ismapped)
    assert ghost.cget("text") == "#방에 쓰기"
    box.press("Left")
    driver.until(lambda: not ghost.winfo_ismapped())


def test_a_closed_room_takes_nothing(box: Box) -> None:
    box.composer.open_room("#방", "", enabled=False)
    box.write("가")
    box.press("Return")
    assert box.sent == []
    assert box.composer.button is None or not box.composer.button.enabled


def test_an_action_waits_for_the_return_that_commits(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    pressed: list[bool] = []
    monkeypatch.setattr(box.composer.committing.key, "press", lambda: pressed.append(True))
    box.press("Left")
    box.write("안녕하세")
    box.composer.commit_then(lambda: done.append(box.composer.get()))
    assert pressed
    assert not done
    box.composer.text.insert("insert", "요")
    box.press("Return")
    assert done == ["안녕하세요"]
    assert box.sent == []


def test_drafts_are_told(box: Box) -> None:
    box.write("가")
    assert box.edits
