"""One window for each person."""

import json
import select
import socket
import time
from pathlib import Path

from malmadang.desktop.single import DOOR, SingleInstance


def wait(first: SingleInstance) -> str:
    end = time.monotonic() + 10
    while (link := first.next_link()) is None:
        assert time.monotonic() < end
        select.select([], [], [], 0.002)
    return link


def test_the_second_hands_its_link_over(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    second = SingleInstance(tmp_path)
    assert first.is_first
    assert not second.is_first
    assert second.hand_over("malmadang://chat.example/방")
    assert wait(first) == "malmadang://chat.example/방"
    second.close()
    first.close()
    third = SingleInstance(tmp_path)
    assert third.is_first
    third.close()


def test_who_does_not_know_the_word_is_not_heard(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    port = json.loads((tmp_path / DOOR).read_text())["port"]
    for said in (b"nonsense\n", json.dumps({"word": "wrong", "link": "irc://bad"}).encode() + b"\n"):
        with socket.create_connection(("127.0.0.1", port), 2) as line:
            line.sendall(said)
            line.settimeout(2)
            assert line.recv(2) == b""
    assert first.next_link() is None
    first.close()


def test_a_door_that_nobody_is_behind(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    second = SingleInstance(tmp_path)
    (tmp_path / DOOR).write_text("{}")
    assert not second.hand_over("")
    first.close()
