"""Writes the pages of docs/reference that come from tables: `python -m tools.build_reference`."""

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from malmadang.clientcore.slash import SLASH
from malmadang.servercore.client import Stage
from malmadang.servercore.commands import COMMANDS
from malmadang.wire.capabilities import CAPABILITIES
from malmadang.wire.numerics import BY_CODE
from tools.prepare import ROOT

FOLDER = ROOT / "docs" / "reference"
SOURCE = ROOT / "src" / "malmadang"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; bars inside cells are escaped."""
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def page(title: str, lead: str, *parts: str) -> str:
    """Return a page with the note that it is made, not written."""
    made = "<!-- Made by tools/build_reference.py; change its table, then run `make generated`. -->"
    return "\n".join([f"# {title}", "", made, "", lead, "", *parts])


def code(text: str) -> str:
    """Return text as code, or nothing for nothing."""
    return f"`{text}`" if text else ""


def server_commands() -> str:
    """The commands that the server takes from any IRC client."""
    rows = [
        (
            code(f"{row.verb} {row.syntax}".rstrip()),
            "no"
            if row.stage is Stage.WELCOMED
            else "before the welcome only"
            if row.only_before_welcome
            else "yes",
            row.privilege or "everybody",
            str(row.cost),
            row.source,
        )
        for row in sorted(COMMANDS.values(), key=lambda row: row.verb)
    ]
    lead = (
        "What the server understands, from `servercore/commands/__init__.py`. *Cost* is what a line takes"
        " from the sender's allowance (`[limits]` in the configuration)."
    )
    head = ("command", "before registration", "who may", "cost", "source")
    return page("Server commands", lead, table(head, rows))


def slash_commands() -> str:
    """What people type into our own clients."""
    rows = [
        (
            " ".join(code(f"/{name}") for name in row.ko),
            " ".join(code(f"/{name}") for name in row.en),
            code(row.usage_ko),
            row.help_ko,
            row.help_en,
        )
        for row in SLASH
    ]
    lead = "입력 칸에 `/`로 시작하는 말을 쓰면 명령이에요. What our own clients understand in the composer."
    return page(
        "슬래시 명령 · Slash commands", lead, table(("한국어", "English", "뒤에", "하는 일", "does"), rows)
    )


def numerics() -> str:
    """Every numeric reply."""
    rows = [
        (code(row.code), code(row.name), row.text or "*data*", row.source)
        for row in sorted(BY_CODE.values(), key=lambda row: row.code)
    ]
    lead = "Every numeric that the server sends or the clients know, from `wire/numerics.py`."
    return page("Numerics", lead, table(("code", "name", "closing text", "source"), rows))


def capabilities() -> str:
    """Every capability."""
    rows = [
        (code(row.name), "yes" if row.is_offered else "", "yes" if row.is_wanted else "", row.source)
        for row in CAPABILITIES
    ]
    lead = "IRCv3 capabilities: what the server offers and what our clients ask other servers for."
    return page(
        "Capabilities", lead, table(("capability", "server offers", "clients ask for", "source"), rows)
    )


def first_sentence(file: Path) -> str:
    """Return the first sentence of a module's docstring."""
    text = ast.get_docstring(ast.parse(file.read_text())) or ""
    return " ".join(text.split("\n\n")[0].split())


def file_map() -> str:
    """Every module with what it says of itself."""
    folders: dict[str, list[tuple[str, str]]] = {}
    for file in sorted(SOURCE.rglob("*.py")):
        folder = file.parent.relative_to(SOURCE).as_posix()
        folders.setdefault("" if folder == "." else f"{folder}/", []).append(
            (code(file.name), first_sentence(file))
        )
    parts = [
        f"## `malmadang/{folder}`\n\n{table(('module', 'what it is'), modules)}"
        for folder, modules in folders.items()
    ]
    return page("File map", "Each module in its own words.", *parts)


PAGES: Mapping[str, Callable[[], str]] = {
    "capabilities.md": capabilities,
    "commands.md": server_commands,
    "files.md": file_map,
    "numerics.md": numerics,
    "slash-commands.md": slash_commands,
}


def build() -> dict[Path, str]:
    """Return every page that is made: path -> text."""
    return {FOLDER / name: make() for name, make in PAGES.items()}


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in build().items():
        path.write_text(text)


if __name__ == "__main__":
    main()
