"""The documents point at what exists, and the commands they show are real."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from malmadang.cli.main import main
from tests.architecture.tree import ROOT, name_of, tracked_files

PAGES = [file for file in tracked_files() if file.suffix == ".md"]
LINK = re.compile(r"\]\(([^)\s]+)\)")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
DECISIONS = ROOT / "docs" / "decisions"


def anchors(file: Path) -> set[str]:
    """Return the anchors of a page's headings, as the usual viewers make them."""
    heads = re.findall(r"^#+ (.+)$", file.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("file", PAGES, ids=name_of)
def test_links_lead_somewhere(file: Path) -> None:
    for link in LINK.findall(file.read_text()):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (file.parent / path).resolve() if path else file
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


@pytest.mark.parametrize("file", PAGES, ids=name_of)
def test_make_targets_exist(file: Path) -> None:
    lines = [line for code in code_of(file) for line in code.splitlines()]
    named = {found[1] for line in lines if (found := re.match(r"make ([a-z-]+)", line))}
    assert named <= TARGETS


def code_of(file: Path) -> list[str]:
    """Return what stands as code in a page."""
    text = file.read_text()
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return blocks + re.findall(r"`([^`\n]+)`", text)


def test_decisions_are_numbered_and_say_what_was_set_aside() -> None:
    numbers = []
    for file in sorted(DECISIONS.glob("*.md")):
        text = file.read_text()
        number = file.name[:4]
        assert text.startswith(f"# {number}. "), file.name
        for part in ("## Context", "## Decision", "## Consequences", "## Set aside"):
            assert part in text, f"{file.name}: {part}"
        numbers.append(number)
    assert len(numbers) == len(set(numbers))


def test_decisions_the_code_names_exist() -> None:
    known = {int(file.name[:4]) for file in DECISIONS.glob("*.md")}
    for file in tracked_files():
        if file.suffix == ".py":
            for number in re.findall(r"ADR-(\d{4})", file.read_text()):
                assert int(number) in known, f"{name_of(file)} names ADR-{number}"


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_both_readmes_open_with_picture_and_two_commands(name: str) -> None:
    first_screen = "\n".join((ROOT / name).read_text().splitlines()[:40])
    assert "docs/images/room.png" in first_screen
    assert "\ncd malmadang\nmake run\n" in first_screen


@pytest.mark.parametrize(
    "command",
    [
        *("chat", "serve", "config", "backup", "restore", "doctor"),
        *("account add", "account passwd", "account list", "account delete", "room list", "room export"),
    ],
)
def test_the_command_line_page_names_every_option(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*command.split(), "--help"])
    command = command.partition(" ")[0]
    page = (ROOT / "docs" / "reference" / "command-line.md").read_text()
    section = page[page.index(f"## `malmadang {command}") :].partition("\n## ")[0]
    for option in set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}:
        assert re.search(rf"`[^`]*{option}", section), option
