"""Who may import whom, and which rules of the linters may not quietly go."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.tree import ROOT

PURE = {"wire", "wordchain", "ports", "config", "servercore", "clientcore"}
WORLD = {"asyncio", "socket", "ssl", "select", "selectors", "threading", "queue", "sqlite3", "tkinter"}
WORLD |= {"subprocess", "time", "random", "secrets", "os", "pathlib", "logging"}


def test_the_layers_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_contracts_are_all_there() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    contracts = {contract["type"]: contract for contract in settings["importlinter"]["contracts"]}
    assert set(contracts) == {"layers", "forbidden", "independence", "acyclic_siblings"}
    assert contracts["layers"]["exhaustive"] is True
    sources = {name.removeprefix("malmadang.") for name in contracts["forbidden"]["source_modules"]}
    assert sources >= PURE
    assert set(contracts["forbidden"]["forbidden_modules"]) >= WORLD


def test_the_linters_keep_their_teeth() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    lint = settings["ruff"]["lint"]
    assert {"D1", "TID", "BLE"} <= set(lint["select"]), "docstrings, banned calls, blind excepts"
    banned = set(lint["flake8-tidy-imports"]["banned-api"])
    assert {"datetime.datetime.now", "time.sleep", "asyncio.create_task"} <= banned
    assert settings["mypy"]["strict"] is True
    assert settings["pytest"]["ini_options"]["filterwarnings"][0] == "error"
