"""Each check finds what it is for, and says the cure."""

import os
import socket
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from malmadang.adapters.sqlite.storage import FILE, SqliteStorage
from malmadang.cli import findings
from malmadang.cli.findings import Finding, Grade
from malmadang.cli.reach import Place
from malmadang.config import Config, parse_config
from malmadang.ports import TimeMs
from malmadang.server.certificates import KEY_FILE, make_certificate
from malmadang.server.listener import bind
from malmadang.servercore.orders import Listening, Status
from tests.adapters.sqlite.disk import silent, unexpected

DAY_MS = 86_400_000
NOW_MS = 1_764_500_000_000


def place(folder: Path, text: str = "") -> Place:
    config = parse_config(text) if text else Config()
    server = msgspec.structs.replace(config.server, data_dir=str(folder))
    return Place(msgspec.structs.replace(config, server=server))


def grades(found: Iterable[Finding]) -> list[Grade]:
    kept = list(found)
    assert all(finding.korean and finding.english for finding in kept)
    assert all(finding.cure or finding.grade is Grade.FINE for finding in kept), "a fault has its cure"
    return [finding.grade for finding in kept]


def make_store(folder: Path) -> Path:
    SqliteStorage(folder / FILE, report=silent, died=unexpected).close()
    return folder / FILE


def test_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    assert grades(findings.versions()) == [Grade.FINE]
    monkeypatch.setattr("apsw.sqlite_lib_version", lambda: "3.40.1")
    (found,) = findings.versions()
    assert (found.grade, found.cure) == (Grade.TROUBLE, "pip install -U apsw")


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("", Grade.FINE),
        ('[[operator]]\nname = "a"\npassword = "b"\n', Grade.NOTE),
        ("[metrics]\nenabled = true\n", Grade.NOTE),
    ],
)
def test_settings(text: str, grade: Grade) -> None:
    assert grades(findings.settings(parse_config(text))) == [grade]


def test_the_folder_and_its_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert grades(findings.folder(place(tmp_path / "none"))) == [Grade.NOTE]
    store = make_store(tmp_path)
    assert grades(findings.folder(place(tmp_path))) == [Grade.FINE]
    store.chmod(0o644)
    (found,) = findings.folder(place(tmp_path))
    assert found.cure == f"chmod 600 {store}"
    monkeypatch.setattr("os.access", lambda *_: False)
    assert grades(findings.folder(place(tmp_path))) == [Grade.TROUBLE]


@pytest.mark.parametrize(
    ("free", "grade"), [(1 << 20, Grade.TROUBLE), (100 << 20, Grade.NOTE), (1 << 40, Grade.FINE)]
)
def test_space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, grade: Grade) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    assert grades(findings.space(place(tmp_path / "not" / "there"))) == [grade]


@pytest.mark.parametrize(("took_ms", "grade"), [(0.3, Grade.FINE), (25.0, Grade.NOTE)])
def test_how_quick_the_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, took_ms: float, grade: Grade
) -> None:
    assert all(figure > 0 for figure in findings._sync_times(tmp_path / "probe"))
    monkeypatch.setattr(findings, "_sync_times", lambda _: [took_ms] * 20)
    (found,) = findings.syncs(place(tmp_path))
    assert found.grade is grade
    assert f"p50 {took_ms:.2f} ms" in found.korean


def test_a_disk_that_takes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> list[float]:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(findings, "_sync_times", refuse)
    assert grades(findings.syncs(place(tmp_path))) == [Grade.TROUBLE]
    assert os.listdir(tmp_path) == []


def test_the_store(tmp_path: Path) -> None:
    here = place(tmp_path)
    assert grades(findings.store(here)) == []
    store = make_store(tmp_path)
    assert grades(findings.store(here)) == [Grade.FINE]
    whole = store.read_bytes()
    store.write_bytes(whole[:60] + (9_999).to_bytes(4, "big") + whole[64:])
    (newer,) = findings.store(here)
    assert "newer version" in newer.english
    for dust in (b"dust" * 5_000, whole[:8_192] + b"\xff" * (len(whole) - 8_192)):
        store.write_bytes(dust)
        (found,) = findings.store(here)
        assert found.grade is Grade.TROUBLE
        assert f"--data {tmp_path} --replace" in found.cure


def status(port: int) -> Status:
    return Status("1", 1, "", "", "", 0, (Listening("127.0.0.1", port, False),))


def test_ports_of_a_server_that_runs(tmp_path: Path) -> None:
    here = place(tmp_path)
    with bind("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]
        assert grades(findings.ports(here, status(port))) == [Grade.FINE]
    assert grades(findings.ports(here, status(port))) == [Grade.TROUBLE]


def test_ports_that_one_would_open(tmp_path: Path) -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    here = place(tmp_path, f'[[listen]]\naddress = "127.0.0.1:{port}"\n')
    assert grades(findings.ports(here, None)) == [Grade.FINE]
    with bind("127.0.0.1", port):
        (found,) = findings.ports(here, None)
        assert found.grade is Grade.TROUBLE
        assert "in use" in found.english
    foreign = place(tmp_path, '[[listen]]\naddress = "192.0.2.1:2500"\n')
    assert grades(findings.ports(foreign, None)) == [Grade.TROUBLE]


@pytest.mark.parametrize(("days", "grade"), [(100, Grade.FINE), (3_645, Grade.NOTE), (3_700, Grade.TROUBLE)])
def test_the_certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: int, grade: Grade) -> None:
    assert grades(findings.certificate(place(tmp_path))) == [Grade.FINE]
    make_certificate(tmp_path, ["localhost"], TimeMs(NOW_MS))
    monkeypatch.setattr("time.time", lambda: (NOW_MS + days * DAY_MS) / 1000)
    assert grades(findings.certificate(place(tmp_path))) == [grade]


def test_a_certificate_without_its_key(tmp_path: Path) -> None:
    make_certificate(tmp_path, ["localhost"], TimeMs(NOW_MS))
    (tmp_path / KEY_FILE).unlink()
    (found,) = findings.certificate(place(tmp_path))
    assert found.grade is Grade.TROUBLE
    assert KEY_FILE in found.cure


def test_how_many_may_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resource.getrlimit", lambda _: (256, 256))
    assert grades(findings.descriptors()) == [Grade.NOTE]
    monkeypatch.setattr("resource.getrlimit", lambda _: (1_024, 65_536))
    assert grades(findings.descriptors()) == [Grade.FINE]


def test_of_a_path_that_is_not_there_what_is_above_it_counts(tmp_path: Path) -> None:
    assert findings.existing(tmp_path / "a" / "b") == tmp_path
