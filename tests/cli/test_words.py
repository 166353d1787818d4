"""The words of the owner's commands."""

import pytest

from malmadang.cli.main import main


@pytest.mark.parametrize(
    "words",
    [
        ["account"],
        ["account", "add"],
        ["room"],
        ["room", "export"],
        ["room", "export", "a", "--format", "xml"],
        ["backup"],
        ["restore"],
        ["doctor", "what"],
    ],
)
def test_what_is_missing_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: malmadang" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["account", "list"], ["room", "export"], ["backup"], ["restore"], ["doctor"]]
)
def test_each_says_in_both_languages_what_it_takes(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*words, "--help"])
    said = capsys.readouterr().out
    assert "자료 폴더" in said
    assert "data folder" in said
