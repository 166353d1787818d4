"""What can be wrong around a server: each check looks at one thing and says what it found, with the cure."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from statistics import quantiles

import apsw
import msgspec

from malmadang import __version__
from malmadang.adapters.sqlite.connections import check_library, open_reader
from malmadang.adapters.sqlite.keeper import STOP_BYTES
from malmadang.adapters.sqlite.migrations import steps
from malmadang.cli.reach import Place
from malmadang.config import Config, listen_addresses
from malmadang.ports import StorageError
from malmadang.server.certificates import KEY_FILE, CertificateError, load_context
from malmadang.server.listener import ListenError, bind, format_address
from malmadang.server.passwords import is_hash
from malmadang.servercore.orders import Status

LOW_BYTES = 512 << 20
"""Free space below which a disk deserves a word."""
SLOW_FSYNC_MS = 10.0
"""From here on people notice how long their own words take."""
SOON_DAYS = 14
FEW_DESCRIPTORS = 4_096
_SYNCS = 20
_CONNECT_S = 2.0


class Grade(Enum):
    """How a finding is to be taken; the value is its mark."""

    FINE = "✔"
    NOTE = "!"
    TROUBLE = "✘"


class Finding(msgspec.Struct, frozen=True):
    """What one check found, in Korean and English; `cure` says what to do."""

    grade: Grade
    korean: str
    english: str
    cure: str = ""


def fine(korean: str, english: str) -> Finding:
    """Nothing to do."""
    return Finding(Grade.FINE, korean, english)


def note(korean: str, english: str, cure: str) -> Finding:
    """Worth knowing, and better done something about."""
    return Finding(Grade.NOTE, korean, english, cure)


def trouble(korean: str, english: str, cure: str) -> Finding:
    """The server cannot do its work well, or at all."""
    return Finding(Grade.TROUBLE, korean, english, cure)


def versions() -> Iterator[Finding]:
    """The program, Python, SQLite."""
    python = ".".join(map(str, sys.version_info[:3]))
    text = f"malmadang {__version__}, Python {python}, SQLite {apsw.sqlite_lib_version()}"
    try:
        check_library(apsw.sqlite_lib_version())
    except StorageError as error:
        korean, _, english = str(error).partition("\n  ")
        yield trouble(korean, english, "pip install -U apsw")
        return
    yield fine(text, text)


def settings(config: Config) -> Iterator[Finding]:
    """Settings that are legal and still deserve a word."""
    plain = [operator.name for operator in config.operators if not is_hash(operator.password)]
    if plain:
        yield note(
            f"운영자 {', '.join(plain)}의 비밀번호가 설정에 그대로 적혀 있어요",
            f"the password of operator {', '.join(plain)} stands in the settings in clear",
            "argon2 해시로 바꿔 주세요 · put its argon2 hash there",
        )
    if config.ignored:
        names = ", ".join(config.ignored)
        yield note(
            f"{names}: 아직 하는 일이 없어요",
            f"{names}: no effect in this version",
            "빼도 돼요 · can be removed",
        )
    if not plain and not config.ignored:
        yield fine("설정에 틀린 곳이 없어요", "nothing wrong with the settings")


def folder(place: Place) -> Iterator[Finding]:
    """The data folder and who may read it."""
    path = place.folder
    if not path.exists():
        yield note(
            f"{path}: 아직 없어요", f"{path}: not there yet", "처음 켤 때 만들어요 · made at the first start"
        )
        return
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        yield trouble(f"{path}: 쓸 수 없어요", f"{path}: cannot be written to", f"sudo chown -R $USER {path}")
        return
    loose = [
        file
        for file in (place.store, path / KEY_FILE)
        if sys.platform != "win32" and file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077
    ]
    for file in loose:
        yield trouble(f"{file}: 남이 읽을 수 있어요", f"{file}: others can read it", f"chmod 600 {file}")
    if not loose:
        yield fine(f"{path}: 쓸 수 있고 남은 못 읽어요", f"{path}: writable, and nobody else reads it")


def space(place: Place) -> Iterator[Finding]:
    """How much the disk still takes."""
    free = shutil.disk_usage(existing(place.store.parent)).free
    text = f"{free / (1 << 30):.1f} GiB"
    cure = "자리를 비워 주세요 · make room"
    if free < STOP_BYTES:
        yield trouble(f"디스크가 찼어요({text})", f"the disk is full ({text} free): nothing is kept", cure)
    elif free < LOW_BYTES:
        yield note(f"디스크에 {text}만 남았어요", f"only {text} of the disk left", cure)
    else:
        yield fine(f"디스크에 {text} 남았어요", f"{text} of the disk free")


def existing(path: Path) -> Path:
    """Return the folder itself, or the nearest above it that is there."""
    while not path.exists():
        path = path.parent
    return path


def syncs(place: Place) -> Iterator[Finding]:
    """How long the disk takes to have something for sure: everybody's words wait for it."""
    path = existing(place.store.parent)
    file = path / f"doctor-{os.getpid()}.part"
    try:
        took_ms = _sync_times(file)
    except OSError as error:
        yield trouble(
            f"{path}에 쓸 수 없어요({error.strerror})",
            f"cannot write to {path} ({error.strerror})",
            "디스크와 권한을 봐 주세요 · look at the disk and its rights",
        )
        return
    finally:
        file.unlink(missing_ok=True)
    cuts = quantiles(took_ms, n=100, method="inclusive")
    figures = f"fsync p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms"
    if cuts[49] > SLOW_FSYNC_MS:
        yield note(
            f"디스크가 느려요: {figures}",
            f"a slow disk: {figures}",
            "자료 폴더를 SSD에 두세요 · put the data folder on an SSD",
        )
    else:
        yield fine(figures, "how long a message waits for the disk")


def _sync_times(file: Path) -> list[float]:
    took = []
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0) as out:
        for _ in range(_SYNCS):
            began = time.perf_counter()
            out.write(bytes(4_096))
            os.fsync(out.fileno())
            took.append((time.perf_counter() - began) * 1000)
    return took


def store(place: Place) -> Iterator[Finding]:
    """Whether everything that is kept can be read."""
    path = place.store
    if not path.exists():
        return
    cure = f"malmadang restore FILE --data {place.folder} --replace"
    try:
        connection = open_reader(path)
        try:
            found = str(connection.pragma("integrity_check"))
            version, newest = connection.pragma("user_version"), max(steps())
            lines = connection.execute("SELECT count(*) FROM events").get
        finally:
            connection.close()
    except apsw.Error as error:
        yield trouble(f"{path}: 읽을 수 없어요({error})", f"{path}: cannot be read ({error})", cure)
        return
    if found != "ok":
        what = found.partition("\n")[0]
        yield trouble(f"{path}: 망가졌어요({what})", f"{path}: damaged ({what})", cure)
    elif version > newest:
        yield trouble(
            f"{path}: 더 새로운 말마당의 자료예요",
            f"{path}: written by a newer version",
            "pip install -U malmadang",
        )
    else:
        yield fine(f"{path}: 성해요(글 {lines})", f"{path}: sound ({lines} lines)")


def ports(place: Place, status: Status | None) -> Iterator[Finding]:
    """Whether people can come in where they should."""
    if status is not None:
        for each in status.listening:
            yield _knock(each.host, each.port)
        return
    for listen in place.config.listen:
        for host, port, must in listen_addresses(listen):
            name = format_address(host, port)
            try:
                bind(host, port).close()
            except ListenError as error:
                if error.is_taken:
                    yield trouble(
                        f"{name}: 다른 프로그램이 쓰고 있어요",
                        f"{name}: in use by another program",
                        "그 프로그램을 끄거나 다른 포트를 고르세요(--listen) · stop it, or choose another",
                    )
                elif must:
                    yield trouble(
                        f"{name}: 쓸 수 없어요({error.error.strerror})",
                        f"{name}: cannot be used ({error.error.strerror})",
                        "--listen으로 다른 주소를 고르세요 · choose another address",
                    )
            else:
                yield fine(f"{name}: 비어 있어요", f"{name}: free")


def _knock(host: str, port: int) -> Finding:
    name = format_address(host, port)
    try:
        socket.create_connection(
            ({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port), _CONNECT_S
        ).close()
    except OSError as error:
        return trouble(
            f"{name}: 들어갈 수 없어요({error})",
            f"{name}: nobody can come in ({error})",
            "서버의 기록과 방화벽을 보세요 · see the server's log and the firewall",
        )
    return fine(f"{name}: 열려 있어요", f"{name}: open")


def certificate(place: Place) -> Iterator[Finding]:
    """Whether the certificate can be used, and until when."""
    path = place.certificate
    tls = place.config.tls
    key = Path(tls.key) if tls.certificate else place.folder / KEY_FILE
    if not tls.certificate and not path.exists():
        yield fine("인증서는 필요할 때 만들어요", "a certificate is made when it is needed")
        return
    cure = (
        "인증서를 새로 받고 SIGHUP을 보내세요 · renew it and send SIGHUP"
        if tls.certificate
        else (f"지우고 다시 켜면 새로 만들어요 · remove {path} and {key}, a new one is made")
    )
    try:
        load_context(path, key)
    except CertificateError as error:
        yield trouble(f"인증서를 쓸 수 없어요: {error}", f"the certificate cannot be used: {error}", cure)
        return
    from cryptography import x509

    end = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    days = (end - datetime.fromtimestamp(time.time(), UTC)).days
    if days < 0:
        yield trouble(f"{path}: {end:%Y-%m-%d}에 끝났어요", f"{path}: expired on {end:%Y-%m-%d}", cure)
    elif days < SOON_DAYS:
        yield note(f"{path}: {days}일 남았어요", f"{path}: {days} days left", cure)
    else:
        yield fine(f"{path}: {end:%Y-%m-%d}까지", f"{path}: good until {end:%Y-%m-%d}")


def descriptors() -> Iterator[Finding]:
    """How many connections the system allows."""
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    text = f"ulimit -n {hard}"
    if 0 <= hard < FEW_DESCRIPTORS:
        yield note(
            f"한꺼번에 {hard - 64}명까지만 들어와요({text})",
            f"at most {hard - 64} connections ({text})",
            "LimitNOFILE=65536 (systemd), ulimit -Hn 65536",
        )
    else:
        yield fine(f"접속을 넉넉히 받을 수 있어요({text})", f"room for many connections ({text})")
