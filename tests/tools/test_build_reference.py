"""The pages that are made say what the tables say."""

from malmadang.clientcore.slash import SLASH
from malmadang.servercore.commands import COMMANDS
from malmadang.wire.capabilities import CAPABILITIES
from malmadang.wire.numerics import BY_CODE
from tools import build_reference
from tools.build_reference import code, page, table


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    assert table(("a", "b"), [("x|y", "z")]) == "| a | b |\n| --- | --- |\n| x\\|y | z |\n"


def test_a_page_says_that_it_is_made() -> None:
    text = page("Title", "Lead.", "part")
    assert text.startswith("# Title\n")
    assert "<!-- Made by" in text
    assert text.endswith("part")


def test_nothing_is_not_shown_as_code() -> None:
    assert (code("x"), code("")) == ("`x`", "")


def test_every_row_of_every_table_is_there() -> None:
    commands = build_reference.server_commands()
    assert all(f"`{verb}" in commands for verb in COMMANDS)
    numerics = build_reference.numerics()
    assert all(f"`{numeric.code}` | `{numeric.name}`" in numerics for numeric in BY_CODE.values())
    capabilities = build_reference.capabilities()
    assert all(f"`{capability.name}`" in capabilities for capability in CAPABILITIES)
    slash = build_reference.slash_commands()
    assert all(f"`/{name}`" in slash for row in SLASH for name in (*row.ko, *row.en))


def test_the_file_map_has_each_module_with_its_own_words() -> None:
    text = build_reference.file_map()
    assert "## `malmadang/servercore/commands/`" in text
    assert "| `names.py` | " in text
