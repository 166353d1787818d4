"""The desktop is asked for its theme; one that does not answer is light."""

import subprocess
import sys

import pytest

from malmadang.desktop import systemtheme


def answering(monkeypatch: pytest.MonkeyPatch, text: str, code: int = 0) -> None:
    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, code, text, "")

    monkeypatch.setattr(subprocess, "run", run)


@pytest.mark.parametrize(
    ("answer", "dark"),
    [("(<<uint32 1>>,)", True), ("(<<uint32 2>>,)", False), ("(<<uint32 0>>,)", False), ("", False)],
)
def test_the_portals_answer(monkeypatch: pytest.MonkeyPatch, answer: str, dark: bool) -> None:
    assert sys.platform == "linux"
    answering(monkeypatch, answer)
    assert systemtheme.system_is_dark() is dark


def test_no_portal_means_light(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, "uint32 1", code=1)
    assert not systemtheme.system_is_dark()


@pytest.mark.parametrize("error", [FileNotFoundError(), subprocess.TimeoutExpired("gdbus", 1)])
def test_no_program_or_no_answer_means_light(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def run(*_command: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(subprocess, "run", run)
    assert not systemtheme.system_is_dark()
