"""stdin and stdout as the line client uses them."""

import asyncio
import io
import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from malmadang.client.terminal import Terminal


def read(data: bytes) -> list[str]:
    async def whole() -> list[str]:
        terminal = Terminal(io.BytesIO(data), io.StringIO(), io.StringIO(), is_asked=False, is_coloured=False)
        return [line async for line in terminal.lines()]

    return asyncio.run(whole())


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        ("하나\n둘\r\n셋".encode(), ["하나", "둘", "셋"]),
        ("\ufeff하나\n\n".encode(), ["하나", ""]),
        ("안녕\n".encode("cp949"), ["안녕"]),
        (b"", []),
        (b"".join(f"{number}\n".encode() for number in range(500)), [str(number) for number in range(500)]),
    ],
)
def test_lines_come_as_they_are_typed(data: bytes, lines: list[str]) -> None:
    assert read(data) == lines


def test_a_pipe_gives_each_line_at_once() -> None:
    async def whole() -> None:
        reader, writer = os.pipe()
        with io.FileIO(reader, "rb") as source, io.FileIO(writer, "wb") as target:
            terminal = Terminal(
                cast(BinaryIO, source), io.StringIO(), io.StringIO(), is_asked=False, is_coloured=False
            )
            lines = terminal.lines()
            target.write("하나\n".encode())
            assert await anext(lines) == "하나"
            target.write("둘\n".encode())
            assert await anext(lines) == "둘"
            target.close()
            with pytest.raises(StopAsyncIteration):
                await anext(lines)

    asyncio.run(whole())


def written(*, is_coloured: bool) -> str:
    target = io.StringIO()
    terminal = Terminal(io.BytesIO(), target, io.StringIO(), is_asked=False, is_coloured=is_coloured)
    terminal.write("하늘: \x1b[2J안녕", before="[오전 9:31] ", strong=True)
    terminal.heading("#방")
    return target.getvalue()


def test_lines_without_colours() -> None:
    assert written(is_coloured=False) == "[오전 9:31] 하늘: [2J안녕\n── #방 ──\n"


def test_lines_with_colours_are_still_safe() -> None:
    text = written(is_coloured=True)
    assert "\x1b[2J" not in text
    assert text.startswith("\x1b[2m[오전 9:31] \x1b[0m\x1b[1m하늘")


def test_complaints_go_elsewhere() -> None:
    target, errors = io.StringIO(), io.StringIO()
    Terminal(io.BytesIO(), target, errors, is_asked=False, is_coloured=False).complain("못 해요")
    assert (target.getvalue(), errors.getvalue()) == ("", "못 해요\n")


def test_signals_call_back() -> None:
    async def whole() -> None:
        called = asyncio.Event()
        terminal = Terminal(io.BytesIO(), io.StringIO(), io.StringIO(), is_asked=False, is_coloured=False)
        terminal.on_signal(asyncio.get_running_loop(), signal.SIGUSR1, called.set)
        os.kill(os.getpid(), signal.SIGUSR1)
        await asyncio.wait_for(called.wait(), 5)

    asyncio.run(whole())


def test_the_programs_own_streams(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "in").open("w+") as source, (tmp_path / "out").open("w+", encoding="ascii") as target:
        monkeypatch.setattr(sys, "stdin", source)
        monkeypatch.setattr(sys, "stdout", target)
        terminal = Terminal.standard()
        terminal.write("안녕")
        assert not terminal.is_asked
    assert (tmp_path / "out").read_text(encoding="utf-8") == "안녕\n"


def test_a_reader_that_has_gone_is_noticed(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with io.TextIOWrapper(io.FileIO(writer, "wb"), encoding="utf-8") as target:
        terminal = Terminal(io.BytesIO(), target, io.StringIO(), is_asked=False, is_coloured=False)
        terminal.write("안녕")
        assert terminal.is_gone
