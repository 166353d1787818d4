"""What can be compiled is, and what cannot be stops nobody."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

from malmadang.server.turnlog import Reader
from tests.architecture.tree import ROOT
from tools.hatch_build import SOURCE, compiled


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with the source and nothing else."""
    (tmp_path / SOURCE).parent.mkdir(parents=True)
    shutil.copy(ROOT / SOURCE, tmp_path / SOURCE)
    return tmp_path


def test_it_is_compiled_where_there_is_a_compiler(copy: Path) -> None:
    if sys.platform != "linux":
        assert compiled(copy) is None
        return
    module = compiled(copy)
    assert module is not None, "needs gcc and Python's headers (Debian: apt install gcc python3-dev)"
    assert sorted(module.parent.iterdir()) == sorted([module, copy / SOURCE])
    made = module.stat().st_mtime_ns
    assert compiled(copy) == module
    assert module.stat().st_mtime_ns == made
    spec = importlib.util.spec_from_file_location("_spread", module)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    wrong: list[tuple[object, ...]] = [
        ([object()], b"x", 0, None),
        ([], "x", 0, None),
        ([], b"x", None, None),
        (7, b"x", 0, None),
        (),
    ]
    for arguments in [*wrong, ([], b"x", 0, None)]:
        with pytest.raises(TypeError):
            found.spread(*arguments)
    with pytest.raises(AttributeError):
        found.serve(object)
    found.serve(Reader)
    assert found.spread([], b"x", 0, None) is None
    for arguments in wrong:
        with pytest.raises(TypeError):
            found.spread(*arguments)


@pytest.mark.parametrize("compiler", ["false", "/nowhere/cc"])
def test_without_a_compiler_there_is_none(copy: Path, monkeypatch: pytest.MonkeyPatch, compiler: str) -> None:
    monkeypatch.setenv("CC", compiler)
    assert compiled(copy) is None
    assert list((copy / SOURCE).parent.iterdir()) == [copy / SOURCE]
