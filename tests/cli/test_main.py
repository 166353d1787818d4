import argparse
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from malmadang import __version__
from malmadang.cli.main import desktop, main


@pytest.fixture
def chats(monkeypatch: pytest.MonkeyPatch) -> list[argparse.Namespace]:
    """Collect what the app would be opened with."""
    seen: list[argparse.Namespace] = []
    module = ModuleType("malmadang.cli.chat")

    def run(args: argparse.Namespace) -> int:
        seen.append(args)
        return 7

    module.run = run  # type: ignore[attr-defined]  # a module made here
    monkeypatch.setitem(sys.modules, "malmadang.cli.chat", module)
    return seen


def test_no_words_open_the_app(chats: list[argparse.Namespace]) -> None:
    assert main([]) == 7
    assert (chats[0].address, chats[0].config, chats[0].plain, chats[0].nick) == ("", None, False, "")


def test_chat_with_all_its_words(chats: list[argparse.Namespace]) -> None:
    words = ["chat", "irc://127.0.0.1/#방", "--config", "c.toml", "--plain", "--nick", "철수"]
    words += ["--language", "en"]
    assert main(words) == 7
    (args,) = chats
    assert (args.address, args.config, args.plain, args.nick) == (words[1], "c.toml", True, "철수")
    assert args.language == "en"


def test_the_menu_opens_the_app(chats: list[argparse.Namespace], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["malmadang-desktop", "malmadang://127.0.0.1/"])
    assert desktop() == 7
    assert chats[0].address == "malmadang://127.0.0.1/"


def test_ctrl_c_is_no_fault(chats: list[argparse.Namespace], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(args: argparse.Namespace) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["malmadang.cli.chat"], "run", interrupted)
    assert main(["chat"]) == 130


@pytest.mark.parametrize("words", [["serv"], ["config"], ["serve", "--ready-fd", "x"]])
def test_words_that_mean_nothing(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "usage: malmadang" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "meant"), [("srve", "serve"), ("bakcup", "backup"), ("docter", "doctor"), ("rooms", "room")]
)
def test_a_slip_of_the_finger_names_the_nearest_command(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([typed])
    assert caught.value.code == 2
    assert f"{typed}: 그런 명령은 없어요. {meant} 아닌가요? · no such command" in capsys.readouterr().err


def test_what_resembles_no_command_is_refused_with_all_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["xyzzy"])
    said = capsys.readouterr().err
    assert "did you mean" not in said
    assert "doctor" in said


def without_a_reader(*words: str, with_errors: bool = False, unbuffered: str = "") -> tuple[int, str]:
    """Run a command whose output nobody reads any more; return its status and what it complained."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "malmadang", *words],
            stdout=writer,
            stderr=writer if with_errors else subprocess.PIPE,
            text=True,
            check=False,
            env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
        )
    finally:
        os.close(writer)
    return done.returncode, done.stderr or ""


@pytest.mark.parametrize("words", [["doctor"], ["config", "sample"], ["--help"], ["--version"]])
def test_a_reader_that_has_read_enough_is_no_fault(words: list[str], tmp_path: Path) -> None:
    more = ["--data", str(tmp_path)] if words == ["doctor"] else []
    assert without_a_reader(*words, *more) == (141, "")


def test_nor_is_it_where_nothing_is_held_back() -> None:
    assert without_a_reader("config", "sample", unbuffered="1") == (141, "")


def test_nor_is_one_that_reads_no_complaints(tmp_path: Path) -> None:
    words = ["room", "list", "--data", str(tmp_path / "nothing")]
    assert without_a_reader(*words, with_errors=True) == (141, "")


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"malmadang {__version__}\n"


def test_a_server_needs_no_window_and_no_certificate_maker() -> None:
    code = "import sys, malmadang.cli.serve; print([name for name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for name in ("tkinter", "PIL", "cryptography", "argon2", "malmadang.desktop"):
        assert f"'{name}'" not in loaded
