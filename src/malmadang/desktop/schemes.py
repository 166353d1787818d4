"""`malmadang://` links of other programs open here: said to the system once, when the person asks for it."""

import importlib
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)

SCHEME = "malmadang"
FILE = "malmadang.desktop"
_ENTRY = """[Desktop Entry]
Type=Application
Name=말마당
Name[en]=Malmadang
Exec={command} %u
Terminal=false
Categories=Network;InstantMessaging;
MimeType=x-scheme-handler/{scheme};
StartupWMClass=Malmadang
"""


def can_register(platform: str = sys.platform) -> bool:
    """Say whether links can be taken from here; a Mac wants them from the bundle of an app."""
    return platform == "win32" or platform.startswith(("linux", "freebsd"))


def command_line() -> list[str]:
    """Return what opens the app with a link behind it."""
    return [sys.executable, "-m", "malmadang", "chat"]


def register(platform: str = sys.platform, *, data_home: Path | None = None) -> bool:
    """Take the links from now on; False where the system refuses."""
    try:
        if platform == "win32":
            _register_windows()
        else:
            _register_freedesktop(data_home or _data_home())
    except (OSError, subprocess.SubprocessError) as error:
        _log.warning("links of %s:// are not taken: %s", SCHEME, error)
        return False
    return True


def _data_home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _register_freedesktop(data_home: Path) -> None:
    """Write the entry of the app and make it the one for the links.

    Source: freedesktop.org, Desktop Entry Specification 1.5 (Exec) and MIME applications associations.
    """
    folder = data_home / "applications"
    folder.mkdir(parents=True, exist_ok=True)
    command = " ".join(_quoted(part) for part in command_line())
    (folder / FILE).write_text(_ENTRY.format(command=command, scheme=SCHEME), "utf-8")
    if shutil.which("xdg-mime") is not None:
        subprocess.run(
            ["xdg-mime", "default", FILE, f"x-scheme-handler/{SCHEME}"], check=True, timeout=10,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def _quoted(part: str) -> str:
    """Return an argument as the entry wants it; a bare % would begin a field code."""
    part = part.replace("%", "%%")
    if part.replace("/", "").replace(".", "").replace("-", "").replace("_", "").isalnum():
        return part
    escaped = part.replace("\\", "\\\\").replace('"', '\\"').replace("`", "\\`").replace("$", "\\$")
    return f'"{escaped}"'


def _register_windows() -> None:
    """Write the scheme into the person's own part of the registry.

    Source: Microsoft, Registering an Application to a URI Scheme.
    """
    registry: Any = importlib.import_module("winreg")
    command = subprocess.list2cmdline([*command_line(), "%1"])
    root = rf"Software\Classes\{SCHEME}"
    for path, name, value in (
        (root, "", "URL:Malmadang"),
        (root, "URL Protocol", ""),
        (rf"{root}\shell\open\command", "", command),
    ):
        with registry.CreateKey(registry.HKEY_CURRENT_USER, path) as key:
            registry.SetValueEx(key, name, 0, registry.REG_SZ, value)
