"""What must not stand in any file of a clone."""

import ast
import re

import pytest

from tests.architecture.tree import name_of, parsed, python_files, text_files

FORBIDDEN = {
    "a path of one machine": r"/wo" r"rk/|/ro" r"ot/|/ho" r"me/\w+/|C:\\Us" r"ers",
    "unfinished work": r"\bTO" r"DO\b|\bFIX" r"ME\b|\bXX" r"X\b",
    "a package registry's host": r"pyp" r"i\.org|files\.python" r"hosted",
    "a merge left open": r"^<{7} |^>{7} ",
}

WAITING = {
    "tests/kit/waiting.py": "the one place that looks again and again",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    found = {name_of(file): match.group() for file, text in text_files() if (match := pattern.search(text))}
    assert not found, what


def sleeps(tree: ast.Module) -> list[int]:
    """Return the lines that sleep for a time instead of waiting for an event; `sleep(0)` only yields."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yields = node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0
            if name == "sleep" and not yields:
                lines.append(node.lineno)
    return lines


def test_nobody_sleeps() -> None:
    found = {
        name_of(file): sleeps(parsed(file)) for file in python_files("src", "tests", "tools", "examples")
    }
    assert not {name: lines for name, lines in found.items() if lines and name not in WAITING}


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    marks = re.compile(r"pytest\.(skip|xfail|importorskip)|mark\.(skip|skipif|xfail)")
    found = {name_of(file) for file in python_files("tests") if marks.search(file.read_text())}
    assert found <= {"tests/architecture/test_words.py"}, "what is missing fails, with its cure"
