"""Each module is covered by its own test."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCE, TESTS, name_of, parsed, python_files

ELSEWHERE: dict[str, str] = {}
"""Module -> the test that covers it instead, where the mirror would be an empty shell."""


def declares_only(file: Path) -> bool:
    """Does the module hold values and signatures alone, so that there is nothing to run?"""
    functions = [
        node for node in ast.walk(parsed(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return not any(len(node.body) > 1 or not isinstance(node.body[0], ast.Expr) for node in functions)


def modules() -> list[str]:
    return [
        name_of(file) for file in python_files("src") if file.stem != "__init__" and not declares_only(file)
    ]


@pytest.mark.parametrize("module", modules())
def test_a_module_has_its_test(module: str) -> None:
    inside = (ROOT / module).relative_to(SOURCE)
    mirror = TESTS / inside.parent / f"test_{inside.name}"
    other = ROOT / ELSEWHERE.get(module, "nowhere")
    assert mirror.exists() or other.exists(), f"write {name_of(mirror)}"


def test_every_exception_is_still_needed() -> None:
    for module, test in ELSEWHERE.items():
        assert (ROOT / module).exists()
        assert (ROOT / test).exists()
