from pathlib import Path

import pytest

from malmadang.cli.main import main
from malmadang.config import Config, parse_config


def test_the_sample_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "sample"]) == 0
    assert parse_config(capsys.readouterr().out) == Config()


def test_a_good_file_is_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.toml"
    file.write_bytes("\ufeff[server]\nnetwork = '우리'\n".encode())
    assert main(["config", "check", str(file)]) == 0
    assert "a.toml: 좋아요" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[limits]\nping = 3", "a.toml: line 2: unknown key 'ping' in [limits]; did you mean 'ping_s'?"),
        (b"\xff\xfe", "a.toml: not UTF-8"),
        (None, "a.toml: No such file or directory"),
    ],
)
def test_a_mistake_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes | None, message: str
) -> None:
    file = tmp_path / "a.toml"
    if data is not None:
        file.write_bytes(data)
    assert main(["config", "check", str(file)]) == 2
    assert message in capsys.readouterr().err


def test_what_has_no_effect_yet_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.toml"
    file.write_text("[metrics]\nenabled = true\n")
    assert main(["config", "check", str(file)]) == 0
    assert "metrics.enabled: 아직 하는 일이 없어요" in capsys.readouterr().out


def test_all_mistakes_are_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.toml"
    file.write_text("[limts]\n[limits]\nping = 3\nburst = 0\n")
    assert main(["config", "check", str(file)]) == 2
    head, *mistakes = capsys.readouterr().err.splitlines()
    assert head == "malmadang: 설정에 틀린 곳이 있어요 · there are mistakes in the settings:"
    assert [mistake.startswith(f"  {file}: line ") for mistake in mistakes] == [True] * 3
