"""`malmadang backup` and `malmadang restore`: everything a server has in one file, and back."""

from __future__ import annotations

import argparse
import errno
import os
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

from malmadang import __version__
from malmadang.adapters.clock_system import SystemClock
from malmadang.adapters.dictionary_file import is_list_name, list_bytes
from malmadang.adapters.sqlite.backup import (
    BackupError,
    Contents,
    fold_in,
    look_into,
    sync_folder,
    unpack,
    write_backup,
)
from malmadang.cli.accounts import EXIT_TROUBLE, refused
from malmadang.cli.admin import already_there, complain, complain_of_settings, read_config
from malmadang.cli.reach import Place, Reached, place_of, with_server
from malmadang.config import ConfigError
from malmadang.server.certificates import CERTIFICATE_FILE, KEY_FILE
from malmadang.server.folder import DataFolder, FolderError, FolderTaken
from malmadang.servercore.orders import LookUp, Status
from malmadang.wordchain.wordlist import ListRefused

SETTINGS_FILE = "settings.toml"
"""What the settings are called in a backup, and where they are laid when it comes back."""
_OWN_FILES = (CERTIFICATE_FILE, KEY_FILE)
_FILES = (SETTINGS_FILE, *_OWN_FILES)
_LISTS, _LIST_END = "words/", ".txt"
"""Around the name of a word list. Only these names, and plain ones between these two, are taken out of a
backup: none of them becomes a path of its own."""


# -- there -------------------------------------------------------------------------------------------


def run_backup(args: argparse.Namespace) -> int:
    """Write everything into one file, read it back and count; return the exit status."""
    target = Path(args.file).absolute()
    if target.is_dir():
        complain(already_there(target))
        return EXIT_TROUBLE
    return with_server(args, lambda server, place: _back_up(server, place, target, may_replace=args.replace))


async def _back_up(server: Reached, place: Place, target: Path, *, may_replace: bool) -> int:
    told = await server.ask(LookUp())
    if not isinstance(told, Status):
        return refused(told)
    began_s = time.monotonic()
    try:
        contents = write_backup(
            Path(told.store),
            target,
            _files_of(told, place),
            version=__version__,
            now_ms=SystemClock().now().utc_ms,
            may_replace=may_replace,
        )
    except FileExistsError:
        complain(already_there(target))
        return EXIT_TROUBLE
    except BackupError as error:
        complain(str(error))
        return EXIT_TROUBLE
    except ListRefused:
        complain(
            f"{told.words}: 단어장을 읽을 수 없어 백업하지 못했어요"
            f" · the word lists cannot be read: no backup was made"
        )
        return EXIT_TROUBLE
    except OSError as error:
        complain(f"{target}: {error.strerror} · 백업하지 못했어요 · no backup was made")
        return EXIT_TROUBLE
    _tell(target, contents, time.monotonic() - began_s)
    return 0


def _tell(target: Path, contents: Contents, took_s: float) -> None:
    size = target.stat().st_size / 1_000_000
    print(f"백업하고 확인했어요 · backed up and checked: {target} ({size:.1f} MB, {took_s:.1f} s)")
    _show(contents)
    print(
        "  비밀번호와 열쇠가 들어 있으니 잘 두세요 · it holds keys and password hashes: keep it to yourself"
    )


def _files_of(status: Status, place: Place) -> dict[str, bytes]:
    """Return the files that belong to a server beside its store.

    A certificate that the settings name is somebody else's to keep.
    """
    files = {}
    for name in _OWN_FILES:
        path = place.folder / name
        if path.exists():
            files[name] = path.read_bytes()
    if status.config:
        files[SETTINGS_FILE] = Path(status.config).read_bytes()
    lists = list_bytes(Path(status.words) if status.words else place.words)
    return files | {f"{_LISTS}{name}{_LIST_END}": data for name, data in lists.items()}


def _show(contents: Contents) -> None:
    made = datetime.fromtimestamp(contents.made_ms / 1000, UTC).astimezone()
    print(
        f"  {made:%Y-%m-%d %H:%M}  방 {contents.rooms} · 글 {contents.lines} · 계정 {contents.accounts}"
        f" · rooms {contents.rooms}, lines {contents.lines}, accounts {contents.accounts}"
    )
    if contents.files:
        print(f"  {', '.join(contents.files)}")


# -- and back ----------------------------------------------------------------------------------------


def run_restore(args: argparse.Namespace) -> int:
    """Put a data folder in order from a backup; what was there is kept beside it. Return the exit status."""
    backup = Path(args.file)
    try:
        contents = look_into(backup)
        place = place_of(args)
        folder = DataFolder(place.folder)
    except BackupError as error:
        complain(str(error))
        return EXIT_TROUBLE
    except ConfigError as error:
        complain_of_settings(error)
        return 2
    except FolderTaken as error:
        complain(
            f"{error.folder} 폴더를 프로세스 {error.pid or '?'}번이 쓰고 있어요. 먼저 그 서버를 꺼 주세요\n"
            f"  Process {error.pid or '?'} serves from {error.folder}: stop it first"
        )
        return EXIT_TROUBLE
    except FolderError as error:
        complain(f"자료 폴더를 쓸 수 없어요 · the data folder cannot be used: {error}")
        return EXIT_TROUBLE
    except OSError as error:
        complain(f"{backup}: {error.strerror}")
        return EXIT_TROUBLE
    try:
        return _restore(backup, contents, place, may_replace=args.replace)
    except BackupError as error:
        complain(str(error))
        return EXIT_TROUBLE
    except OSError as error:
        complain(f"{error.filename or place.folder}: {error.strerror}")
        return EXIT_TROUBLE
    finally:
        folder.close()


def _restore(backup: Path, contents: Contents, place: Place, *, may_replace: bool) -> int:
    store = place.store
    names = _places_of(contents, place)
    others = [path for path in names.values() if path.exists()]
    there = [path for path in (store, *_journals(store)) if path.exists()] + others
    if there and not may_replace:
        complain(
            f"{place.folder}에 이미 자료가 있어요: {', '.join(path.name for path in there)}. "
            f"--replace를 붙이면 지금 것을 따로 두고 되살려요\n"
            f"  There are things in {place.folder} already: with --replace they are put aside first"
        )
        return EXIT_TROUBLE
    part = store.with_name(f"{store.name}.restore")
    part.unlink(missing_ok=True)
    store.parent.mkdir(parents=True, exist_ok=True)
    try:
        files = unpack(backup, part)
        aside = put_aside(store, others, place.folder) if there else None
        os.replace(part, store)
        sync_folder(store.parent)
    finally:
        part.unlink(missing_ok=True)
    for name, path in names.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_private(path, files[name])
    print(f"되살렸어요 · restored: {store}")
    _show(contents)
    if aside is not None:
        print(f"  지금까지 있던 것은 여기에 두었어요 · what was there is kept in {aside}")
    if not place.config_file and SETTINGS_FILE in names:
        _tell_of_lists(names, place)
    print(f"  {_next(place, has_settings=SETTINGS_FILE in names)}")
    return 0


def _places_of(contents: Contents, place: Place) -> dict[str, Path]:
    """Return where each file of a backup goes; what is called otherwise goes nowhere."""
    places = {name: place.folder / name for name in _FILES if name in contents.files}
    for name in contents.files:
        plain = name.removeprefix(_LISTS).removesuffix(_LIST_END)
        if name == f"{_LISTS}{plain}{_LIST_END}" and is_list_name(plain):
            places[name] = place.words / f"{plain}{_LIST_END}"
    return places


def _tell_of_lists(names: dict[str, Path], place: Place) -> None:
    """Say where the word lists are, if the settings that came back look for them elsewhere."""
    try:
        config = read_config(names[SETTINGS_FILE])
    except ConfigError:
        # From a newer version, say; the server tells when it is started with them.
        return
    named = config.game.word_lists
    if named and any(name.startswith(_LISTS) for name in names) and Path(named).expanduser() != place.words:
        print(
            f"  단어장은 {place.words}에 두었어요. 설정의 word_lists는 {named}예요"
            f" · the word lists are in {place.words}, the settings name {named}"
        )


def put_aside(store: Path, others: list[Path], folder: Path) -> Path:
    """Give all that is there a second name in a folder of its own, so that the store can be replaced at once.

    Returns:
        that folder.
    """
    now = datetime.fromtimestamp(SystemClock().now().utc_ms / 1000, UTC)
    aside = folder / f"before-restore-{now:%Y%m%d-%H%M%S-%f}"
    aside.mkdir(mode=0o700)
    journals = _journals(store)
    for journal in journals:
        shutil.copy2(journal, aside / journal.name)
    if store.exists() and fold_in(store):
        for journal in journals:
            (aside / journal.name).unlink()
    for path in (store, *others):
        if path.exists():
            _link(path, aside / path.name)
    for journal in journals:
        # Beside another store it would spoil that one.
        journal.unlink(missing_ok=True)
    sync_folder(aside)
    return aside


def _journals(store: Path) -> list[Path]:
    """Return the files beside a store that belong to it, those that are there."""
    paths = [store.with_name(f"{store.name}{end}") for end in ("-wal", "-shm")]
    return [path for path in paths if path.exists()]


def _link(path: Path, other: Path) -> None:
    """Give a file a second name, or where that cannot be a copy."""
    try:
        os.link(path, other)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EXDEV, errno.ENOTSUP, errno.EMLINK):
            raise
        shutil.copy2(path, other)


def _write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    os.replace(part, path)


def _next(place: Place, *, has_settings: bool) -> str:
    words = ["malmadang serve"]
    if place.config_file:
        words.append(f"--config {place.config_file}")
    elif has_settings:
        words.append(f"--config {place.folder / SETTINGS_FILE}")
    words.append(f"--data {place.folder}")
    return " ".join(words)
