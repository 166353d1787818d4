"""`malmadang doctor` as somebody runs it whose server does not do what it should."""

from pathlib import Path

from malmadang.server.control import SOCKET_FILE
from tests.kit.owned import Owner
from tests.kit.realserver import RealServer


def test_a_server_that_runs_is_well(server: RealServer, owner: Owner) -> None:
    said = owner.type("doctor")
    assert f"프로세스 {server.process.pid}" in said
    assert f"127.0.0.1:{server.port}: 열려 있어요" in said
    assert "fsync p50" in said
    assert "성해요" in said
    assert "모두 괜찮아요 · all is well" in said


def test_its_own_settings_count(tmp_path: Path, owner: Owner) -> None:
    with RealServer(tmp_path, config=f'[storage]\npath = "{tmp_path}/elsewhere.db"\n'):
        assert f"{tmp_path}/elsewhere.db: 성해요" in owner.type("doctor")


def test_at_rest(owner: Owner, tmp_path: Path) -> None:
    # The usual port may be in use by the one who tests.
    settings = tmp_path / "a.toml"
    settings.write_text('[[listen]]\naddress = "127.0.0.1:0"\n')
    said = owner.type("doctor", more=("--config", str(settings)))
    assert "아직 없어요" in said
    assert "서버는 꺼져 있어요" in said
    assert not owner.folder.exists()


def test_a_server_that_does_not_answer(server: RealServer, owner: Owner) -> None:
    (owner.folder / SOCKET_FILE).unlink()
    said = owner.type("doctor", status=1)
    assert f"프로세스 {server.process.pid}번이 이 폴더를 쓰고 있는데" in said
    assert "고칠 곳" in said
    assert "프로세스" in owner.type("account", "list", status=1)


def test_what_is_wrong_has_its_cure(owner: Owner, tmp_path: Path) -> None:
    settings = tmp_path / "a.toml"
    settings.write_text("[limits]\nping = 3\n")
    said = owner.type("doctor", status=1, more=("--config", str(settings)))
    assert "did you mean 'ping_s'?" in said
    owner.folder.mkdir()
    (owner.folder / "malmadang.db").write_bytes(b"dust" * 5_000)
    said = owner.type("doctor", status=1)
    assert "✘" in said
    assert "→ malmadang restore" in said
