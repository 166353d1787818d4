"""Compiles the fan-out's inner loop while the package is built, where that can be done; nobody needs it.

Linux and CPython only, with the compiler that Python itself names, and its headers. Whatever goes wrong, the
package is built without it and `malmadang.server.spread` does the same in Python.
"""

import os
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCE = Path("src/malmadang/server/_spread.c")
PATIENCE_S = 60


def compiled(root: Path) -> Path | None:
    """Compile the source beside itself unless that is done; return the module, None where there is none."""
    if (
        sys.platform != "linux"
        or sys.implementation.name != "cpython"
        or sysconfig.get_config_var("Py_GIL_DISABLED")
    ):
        return None
    source = root / SOURCE
    module = source.with_suffix(str(sysconfig.get_config_var("EXT_SUFFIX")))
    if module.exists() and module.stat().st_mtime > source.stat().st_mtime:
        return module
    # A running server may have the old one mapped: the new one takes its name, not its place.
    unfinished = module.with_suffix(f".{os.getpid()}")
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    headers = f"-I{sysconfig.get_paths()['include']}"
    command = [*compiler, "-O2", "-fPIC", "-shared", headers, str(source), "-o", str(unfinished)]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_S)
        unfinished.replace(module)
    except (OSError, subprocess.SubprocessError):
        unfinished.unlink(missing_ok=True)
        return None
    return module


class CompileSpread(BuildHookInterface[Any]):
    """Adds the module to a wheel, which is then for this kind of machine alone."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; an editable installation finds the module where the source is."""
        module = compiled(Path(self.root))
        if module is not None and version != "editable":
            build_data["pure_python"] = False
            build_data["infer_tag"] = True
            build_data["artifacts"].append(module.relative_to(self.root).as_posix())
