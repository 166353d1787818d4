"""`malmadang doctor`: looks at everything around a server, says what is wrong and what to do about it."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from malmadang.cli import findings
from malmadang.cli.admin import read_config
from malmadang.cli.findings import Finding, Grade
from malmadang.cli.reach import Place, ReachError, call, place_of, silent
from malmadang.config import ConfigError
from malmadang.server.folder import DataFolder, FolderError, FolderTaken
from malmadang.servercore.orders import LookUp, Status


def run_doctor(args: argparse.Namespace) -> int:
    """Look at everything; return 1 where something is in trouble."""
    wrong: list[Finding] = []
    try:
        place = place_of(args)
    except ConfigError as error:
        wrong = [
            findings.trouble(mistake, "in the settings", "malmadang config sample")
            for mistake in error.mistakes
        ]
        args.config = None
        place = place_of(args)
    grades = []
    for finding in _all(place, wrong):
        show(finding)
        grades.append(finding.grade)
    troubles, notes = grades.count(Grade.TROUBLE), grades.count(Grade.NOTE)
    if troubles:
        print(f"\n고칠 곳 {troubles} · {troubles} to mend")
    elif notes:
        print(f"\n괜찮아요. 알아 둘 것 {notes} · fine, with {notes} to know")
    else:
        print("\n모두 괜찮아요 · all is well")
    return 1 if troubles else 0


def show(finding: Finding) -> None:
    """Print a finding, and under it the cure."""
    if finding.korean == finding.english:
        print(f"{finding.grade.value} {finding.korean}", flush=True)
    else:
        print(f"{finding.grade.value} {finding.korean} · {finding.english}", flush=True)
    if finding.cure:
        print(f"    → {finding.cure}", flush=True)


def _all(place: Place, wrong: list[Finding]) -> Iterable[Finding]:
    """Yield one finding after another, in the order in which one would look."""
    yield from findings.versions()
    yield from wrong or findings.settings(place.config)
    yield from findings.folder(place)
    found, status = holder(place)
    yield found
    if status is not None:
        place = as_running(place, status)
    yield from findings.space(place)
    yield from findings.syncs(place)
    yield from findings.store(place)
    yield from findings.ports(place, status)
    yield from findings.certificate(place)
    yield from findings.descriptors()


def holder(place: Place) -> tuple[Finding, Status | None]:
    """Find out who has the data folder; return how the server is where one runs."""
    status = asyncio.run(_look_up(place))
    if status is not None:
        return (
            findings.fine(
                f"서버가 돌고 있어요(프로세스 {status.pid}, 판 {status.version}, 접속 {status.people})",
                f"the server runs (process {status.pid}, version {status.version}, {status.people} in)",
            ),
            status,
        )
    if not place.folder.exists():
        return findings.fine("서버는 꺼져 있어요", "no server runs"), None
    try:
        DataFolder(place.folder).close()
    except FolderTaken as error:
        korean, _, english = str(silent(error)).partition("\n  ")
        return findings.trouble(korean, english, f"kill {error.pid or 'PID'}"), None
    except FolderError as error:
        return findings.trouble(str(error), "cannot be locked", "권한을 봐 주세요 · look at its rights"), None
    return findings.fine("서버는 꺼져 있어요", "no server runs"), None


async def _look_up(place: Place) -> Status | None:
    line = await call(place.folder)
    if line is None:
        return None
    try:
        told = await line.ask(LookUp())
    except ReachError:
        return None
    finally:
        line.close()
    return told if isinstance(told, Status) else None


def as_running(place: Place, status: Status) -> Place:
    """Return the place as the running server has it: what it runs with is what counts."""
    config = place.config
    if status.config:
        with suppress(ConfigError):
            config = read_config(Path(status.config))
    server = msgspec.structs.replace(config.server, data_dir=str(place.folder))
    storage = msgspec.structs.replace(config.storage, path=status.store)
    return Place(msgspec.structs.replace(config, server=server, storage=storage), status.config)
