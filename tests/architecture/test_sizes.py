"""Files and functions stay small; what may be longer stands here with its reason."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import name_of, parsed, python_files

FOLDERS = ("src", "tests", "tools", "bench", "examples")
FILE_LINES = 400
FUNCTION_LINES = 50

LONG_FILES: dict[str, str] = {}
"""File -> why it may be longer."""

LONG_FUNCTIONS: dict[str, str] = {}
"""`file:function` -> why it may be longer."""


def functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield f"{name_of(file)}:{node.name}", node.end_lineno - node.lineno + 1


def test_no_file_is_longer_than_a_reader_bears() -> None:
    lines = {name_of(file): len(file.read_text().splitlines()) for file in python_files(*FOLDERS)}
    long = {name: count for name, count in lines.items() if count > FILE_LINES and name not in LONG_FILES}
    assert not long, "split by subject"


def test_no_function_is_longer_than_a_screen() -> None:
    lines = dict(pair for file in python_files(*FOLDERS) for pair in functions(file))
    long = {
        name: count for name, count in lines.items() if count > FUNCTION_LINES and name not in LONG_FUNCTIONS
    }
    assert not long, "split by subject"


def test_every_exception_is_still_needed() -> None:
    files = {name_of(file): file for file in python_files(*FOLDERS)}
    for name in LONG_FILES:
        assert len(files[name].read_text().splitlines()) > FILE_LINES
    for name in LONG_FUNCTIONS:
        assert dict(functions(files[name.partition(":")[0]]))[name] > FUNCTION_LINES


@pytest.mark.parametrize("word", ["utils", "misc", "common", "base", "helpers"])
def test_no_file_is_named_for_nothing(word: str) -> None:
    assert not [name_of(file) for file in python_files(*FOLDERS) if word in (file.stem, file.parent.name)]
