"""The display kit, tried on a window of five lines: what fails here is not the desktop app's fault."""

import subprocess
import sys
from pathlib import Path

from tests.kit.display import NABI_ENVIRON, Display, Hands, Nabi
from tests.kit.hangulkeys import hangul_keys
from tests.kit.waiting import until

WINDOW = """
import tkinter
root = tkinter.Tk(className="Probe")
entry = tkinter.Entry(root, width=40)
entry.pack()
entry.bind("<Return>", lambda _: root.after_idle(lambda: print(entry.get(), flush=True)))
root.mainloop()
"""


def test_hangul_is_typed_by_keys_through_the_input_method(display: Display, tmp_path: Path) -> None:
    with Nabi(display, tmp_path) as nabi:
        command = [sys.executable, "-c", WINDOW]
        environ = display.environ(**NABI_ENVIRON)
        with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as window:
            hands = Hands(display, "Probe")
            hands.focus()
            hands.click(20, 10)
            nabi.switch(hands)
            hands.press(*hangul_keys("안녕하세요"), "Return")
            assert window.stdout is not None
            assert window.stdout.readline() == "안녕하세요\n"
            window.terminate()


def test_a_picture_is_taken(display: Display, tmp_path: Path) -> None:
    file = tmp_path / "screen.png"
    display.photograph(file)
    until(file.exists, "no picture")
    assert file.read_bytes().startswith(b"\x89PNG")
