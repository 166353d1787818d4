"""Whether the desktop itself is light or dark, asked of each system in its own way."""

import subprocess
import sys

_ASK_S = 1.0


def _answer(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_ASK_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


if sys.platform == "win32":
    import winreg

    _KEY = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"

    def system_is_dark() -> bool:
        """Return whether the person's desktop is set to dark; light where it does not say."""
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _KEY) as key:
                return bool(winreg.QueryValueEx(key, "AppsUseLightTheme")[0] == 0)
        except OSError:
            return False

elif sys.platform == "darwin":

    def system_is_dark() -> bool:
        """Return whether the person's desktop is set to dark; light where it does not say."""
        return "dark" in _answer("defaults", "read", "-g", "AppleInterfaceStyle").lower()

else:

    def system_is_dark() -> bool:
        """Return whether the person's desktop is set to dark; light where it does not say.

        Source: XDG Desktop Portal, org.freedesktop.appearance color-scheme (1 = dark, 2 = light).
        """
        said = _answer(
            "gdbus", "call", "--session", "--timeout", "1", "--dest", "org.freedesktop.portal.Desktop",
            "--object-path", "/org/freedesktop/portal/desktop",
            "--method", "org.freedesktop.portal.Settings.Read", "org.freedesktop.appearance", "color-scheme",
        )  # fmt: skip
        return "uint32 1" in said
