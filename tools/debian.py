"""The Debian packages that the tests drive: what shows that each is there, and how to get the rest."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

SIGNS: Mapping[str, str] = {
    "fontconfig": "fc-list",
    "fonts-noto-cjk": "font:Noto Sans CJK KR",
    "fonts-noto-color-emoji": "font:Noto Color Emoji",
    "gcc": "gcc",
    "imagemagick": "import",
    "inspircd": "/usr/sbin/inspircd",
    "irssi": "irssi",
    "libc6-dev": "/usr/include/stdio.h",
    "libhangul-data": "/usr/share/libhangul/keyboards",
    "libxtst6": "library:libXtst.so.6",
    "nabi": "nabi",
    "ngircd": "/usr/sbin/ngircd",
    "python3-dev": "python3-config",
    "weechat-headless": "weechat-headless",
    "weechat-plugins": "library:weechat/plugins/fifo.so",
    "xdotool": "xdotool",
    # Without the X server's own fonts Tk has no pre-edit window, and so no input method at all.
    "xfonts-base": "/usr/share/fonts/X11/misc",
    "xvfb": "Xvfb",
}
"""Package -> its sign: a program in PATH, a path, `font:` a family, or `library:` a file."""


def missing_packages(signs: Mapping[str, str] = SIGNS) -> list[str]:
    """Return the packages whose sign is not found, in the table's order."""
    return [package for package, sign in signs.items() if not _is_there(sign)]


def _is_there(sign: str) -> bool:
    kind, _, name = sign.rpartition(":")
    if kind == "font":
        fc_list = shutil.which("fc-list")
        return fc_list is not None and bool(subprocess.check_output([fc_list, f":family={name}"]))
    if kind == "library":
        folders = ("/usr/lib", "/usr/lib64", *map(str, Path("/usr/lib").glob("*-linux-gnu*")))
        return any(Path(folder, name).exists() for folder in folders)
    return Path(name).exists() if name.startswith("/") else shutil.which(name) is not None


def can_install() -> bool:
    """May this process install packages, and is there apt-get to do it with?"""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(packages: Sequence[str]) -> None:
    """Install by apt-get.

    Raises:
        subprocess.CalledProcessError: apt-get failed, and has said why.
    """
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    subprocess.run(["apt-get", "update", "-qq"], env=environ, check=True)
    subprocess.run(install, env=environ, check=True)
