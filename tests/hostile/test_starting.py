"""What keeps a server from starting: said in a sentence, with what to do; never a traceback."""

import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from malmadang.cli.main import main
from malmadang.server.listener import bind
from malmadang.wire.josa import attach
from tests.kit.certified import Certified
from tests.kit.realserver import START_S, RealServer


class Attempt:
    """One start that must fail.

    Args:
        config: the settings file's octets; None starts without a file.
        words: what the command line says besides.
        check: False where the fault is not the file's, so that `config check` finds none.
    """

    def __init__(
        self, *said: str, config: bytes | None = None, words: tuple[str, ...] = (), check: bool = True
    ) -> None:
        self.said = said
        self.config = config
        self.words = words
        self.check = check and config is not None


def tls(certificate: Path, key: Path) -> bytes:
    return f'[tls]\ncertificate = "{certificate}"\nkey = "{key}"\n'.encode()


def places(file: Path, port: int, holder: RealServer) -> Mapping[str, Attempt]:
    """Ports and folders that cannot be had."""
    here = "127.0.0.1"
    return {
        "port taken": Attempt(
            f"{attach(f'{here}:{port}', '은/는')} 다른 프로그램이 쓰고 있어요",
            "is already in use",
            f"--listen {here}:{port + 1}",
            words=("--listen", f"{here}:{port}"),
        ),
        "port taken by another server": Attempt(
            f"{here}:{holder.port} is already in use", words=("--listen", f"{here}:{holder.port}")
        ),
        "second of two ports taken": Attempt(
            f"{here}:{port} is already in use", words=("--listen", f"{here}:0", "--listen", f"{here}:{port}")
        ),
        "not our address": Attempt("Cannot listen on 192.0.2.1:1", words=("--listen", "192.0.2.1:1")),
        "no address": Attempt("is no address", words=("--listen", f"{here}:99999")),
        "no host": Attempt("Cannot listen on", words=("--listen", "no.such.host.invalid:1")),
        "folder taken": Attempt(
            f"프로세스 {holder.process.pid}",
            f"in use by process {holder.process.pid}",
            words=("--data", str(holder.data)),
        ),
        "folder is a file": Attempt("the data folder cannot be used", words=("--data", str(file))),
        "folder below a file": Attempt(
            "the data folder cannot be used", words=("--data", str(file / "below"))
        ),
    }


MISTAKES = {
    "unknown key": Attempt(
        "line 2: unknown key 'ping' in [limits]; did you mean 'ping_s'?", config=b"[limits]\nping = 1\n"
    ),
    "unknown section": Attempt("did you mean [limits]?", config=b"[limit]\nping_s = 1\n"),
    "out of range": Attempt("line 2: limits.sendq_bytes", config=b"[limits]\nsendq_bytes = 1\n"),
    "wrong type": Attempt("line 2: server.motd", config=b"[server]\nmotd = 1\n"),
    "no TOML": Attempt("not valid TOML", config=b"[server\nmotd = 1\n"),
    "no UTF-8": Attempt("not UTF-8", config=b"[server]\nmotd = '\xff'\n"),
    "NUL": Attempt("not valid TOML", config=b"\0" * 64),
    "deep": Attempt("not valid TOML", config=b"a = " + b"[" * 100_000),
    "impossible together": Attempt("drop_s must be more", config=b"[limits]\nping_s = 60\ndrop_s = 60\n"),
    "line break in a name": Attempt("server.network", config=b'[server]\nnetwork = "a\\r\\nb"\n'),
    "NUL in a long text": Attempt("server.motd", config=b'[server]\nmotd = "a\\nb\\u0000"\n'),
    "NUL in a folder": Attempt("server.data_dir", config=b'[server]\ndata_dir = "a\\u0000b"\n'),
}


def certificates(folder: Path) -> Mapping[str, Attempt]:
    """Certificates that cannot be used."""
    (folder / "one").mkdir()
    (folder / "other").mkdir()
    one, other = Certified(folder / "one"), Certified(folder / "other")
    locked = folder / "locked.pem"
    locked.write_bytes(
        serialization.load_pem_private_key(one.key.read_bytes(), None).private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(b"secret"),
        )
    )
    noise = folder / "noise.pem"
    noise.write_bytes(bytes(range(256)))
    return {
        "certificate missing": Attempt(
            "nowhere.pem: No such file", config=tls(folder / "nowhere.pem", one.key), check=False
        ),
        "key missing": Attempt(
            "nowhere.pem: No such file", config=tls(one.certificate, folder / "nowhere.pem"), check=False
        ),
        "certificate is a folder": Attempt(
            f"{folder}: Is a directory", config=tls(folder, one.key), check=False
        ),
        "certificate is noise": Attempt(
            "noise.pem: no PEM certificate", config=tls(noise, one.key), check=False
        ),
        "key is noise": Attempt(
            "noise.pem: no PEM private key", config=tls(one.certificate, noise), check=False
        ),
        "the two swapped": Attempt(
            "key.pem: no PEM certificate", config=tls(one.key, one.certificate), check=False
        ),
        "key of another": Attempt("KEY_VALUES_MISMATCH", config=tls(one.certificate, other.key), check=False),
        "key with a passphrase": Attempt(
            "locked.pem: it has a passphrase", config=tls(one.certificate, locked), check=False
        ),
        "certificate alone": Attempt(
            "[tls] needs certificate and key", config=f'[tls]\ncertificate = "{one.certificate}"\n'.encode()
        ),
    }


@pytest.fixture(scope="module")
def holder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """A server that runs already."""
    with RealServer(tmp_path_factory.mktemp("holder")) as server:
        yield server


def test_what_keeps_a_server_from_starting(
    tmp_path: Path, holder: RealServer, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "server.toml"
    file.write_text("")
    with bind("127.0.0.1", 0) as sock:
        taken = places(file, sock.getsockname()[1], holder)
        for name, attempt in {**taken, **MISTAKES, **certificates(tmp_path)}.items():
            words = ["serve", "--data", str(tmp_path / "data")]
            if "--listen" not in attempt.words:
                words += ["--listen", "127.0.0.1:0"]
            if attempt.config is not None:
                file.write_bytes(attempt.config)
                words += ["--config", str(file)]
            status = main([*words, *attempt.words])
            out, err = capfd.readouterr()
            assert status in (1, 2), name
            assert all(said in err for said in attempt.said), (name, err)
            assert out == "", name
            assert err.startswith("malmadang: "), (name, err)
            if attempt.check:
                assert main(["config", "check", str(file)]) == 2, name
                assert str(file) in capfd.readouterr().err, name
            assert not (tmp_path / "data" / "server.pid").exists(), name


def test_a_process_that_cannot_start_says_why_and_nothing_else(tmp_path: Path, holder: RealServer) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "malmadang", "serve", "--data", str(holder.data), "--listen", "127.0.0.1:0"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=START_S,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"in use by process {holder.process.pid}" in done.stderr
    assert "Traceback" not in done.stderr
    # The one that runs has not minded.
    with socket.create_connection(("127.0.0.1", holder.port), START_S) as sock:
        sock.sendall(b"QUIT\r\n")
        assert sock.recv(4_096).startswith(b"ERROR :")


def test_a_file_without_a_fault_is_fine(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "server.toml"
    assert main(["config", "sample"]) == 0
    file.write_text(capfd.readouterr().out)
    assert main(["config", "check", str(file)]) == 0
    assert capfd.readouterr().err == ""
    assert main(["config", "check", str(tmp_path)]) == 2
    assert "Is a directory" in capfd.readouterr().err
    assert main(["config", "check", str(tmp_path / "nowhere")]) == 2
    assert "No such file" in capfd.readouterr().err
