"""Drafts outlive the app."""

from pathlib import Path

from malmadang.desktop.drafts import FILE, Drafts
from tests.desktop.conftest import StartChat


def test_they_are_there_again(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.server = "ircs://a"
    drafts.keep("#방", "쓰던 말")
    drafts.save()
    again = Drafts(tmp_path)
    assert again.get("#방") == ""
    again.server = "ircs://a"
    assert again.get("#방") == "쓰던 말"
    again.rename("#방", "#새방")
    assert (again.get("#방"), again.get("#새방")) == ("", "쓰던 말")


def test_a_broken_file_is_no_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff[")
    assert Drafts(tmp_path).get("#방") == ""


def test_the_app_keeps_what_is_being_written(start_chat: StartChat, tmp_path: Path) -> None:
    chat = start_chat()
    chat.online()
    chat.write("보내지 않은 말")
    chat.window.composer.keep_draft()
    kept = Drafts(tmp_path)
    kept.server = chat.kept.now.server
    assert kept.get("#말마당") == "보내지 않은 말"
    chat.driver.press(chat.window.composer.text, "Return")
    chat.window.composer.keep_draft()
    assert Drafts(tmp_path).get("#말마당") == ""


def test_a_command_with_a_password_is_no_draft(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.keep("#방", "/로그인")
    drafts.keep("#방", "/로그인 민수 아주긴비밀번호")
    drafts.save()
    assert drafts.get("#방") == ""
    assert not (tmp_path / FILE).exists() or "비밀" not in (tmp_path / FILE).read_text("utf-8")
