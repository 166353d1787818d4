"""Commands and their refusals."""

from malmadang.clientcore import commands as c
from tests.desktop.chat import Chat


def test_a_refused_command_is_told_above_the_text(chat: Chat) -> None:
    chat.wire.refuse()
    chat.wire.cut()
    chat.driver.until(lambda: "끊김" in chat.rooms())
    chat.client.controls.rooms.whisper("민수")
    chat.client.controls.hands.do(c.Kick("#말마당", "민수"))
    assert chat.window.composer.fault
