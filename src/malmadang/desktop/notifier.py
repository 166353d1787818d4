"""Notifications of the desktop itself, by the program each system has for it; none of them is waited for."""

import logging
import shutil
import subprocess
import sys
import tkinter as tk
from collections.abc import Callable

_log = logging.getLogger(__name__)

_POLL_MS = 500
_KEPT = 20
_MAC = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"
_WINDOWS = (
    "$t=[Windows.UI.Notifications.ToastNotificationManager,Windows.UI.Notifications,ContentType=WindowsRuntime];"
    "$x=$t::GetTemplateContent(2);$n=$x.GetElementsByTagName('text');"
    "$n.Item(0).InnerText=$args[0];$n.Item(1).InnerText=$args[1];"
    "$t::CreateToastNotifier('Malmadang').Show([Windows.UI.Notifications.ToastNotification]::new($x))"
)


def command_for(platform: str, title: str, text: str) -> list[str]:
    """Return what shows a notification on a system; on Linux it prints «default» when it is clicked."""
    if platform == "darwin":
        return ["osascript", "-e", _MAC, title, text]
    if platform == "win32":
        return ["powershell", "-NoProfile", "-Command", f"& {{{_WINDOWS}}} $args", title, text]
    return ["notify-send", "--app-name=Malmadang", "--action=default=Open", "--", title, text]


class Notifier:
    """Shows notifications where the system can; `available` says so.

    Args:
        run: starts a program; for tests.
    """

    def __init__(
        self,
        root: tk.Misc,
        *,
        platform: str = sys.platform,
        run: Callable[[list[str]], "subprocess.Popen[str]"] | None = None,
    ) -> None:
        self._root, self._platform = root, platform
        self._run = run or _start
        program = command_for(platform, "", "")[0]
        self.available = run is not None or shutil.which(program) is not None
        self._waiting: list[tuple[subprocess.Popen[str], Callable[[], None]]] = []
        self._job: str | None = None

    def show(self, title: str, text: str, clicked: Callable[[], None]) -> None:
        """Show one; a program that fails is told in the log and not asked again."""
        if not self.available:
            return
        try:
            child = self._run(command_for(self._platform, title, text))
        except OSError as error:
            _log.warning("no notifications: %s", error)
            self.available = False
            return
        self._waiting = [*self._waiting, (child, clicked)]
        while len(self._waiting) > _KEPT:
            self._waiting.pop(0)[0].terminate()
        if self._job is None:
            self._job = self._root.after(_POLL_MS, self._look)

    def close(self) -> None:
        """Wait for no clicks any more."""
        if self._job is not None:
            self._root.after_cancel(self._job)
            self._job = None
        for child, _clicked in self._waiting:
            if child.poll() is None:
                child.terminate()
            child.communicate()
        self._waiting = []

    def _look(self) -> None:
        self._job = None
        left: list[tuple[subprocess.Popen[str], Callable[[], None]]] = []
        for child, clicked in self._waiting:
            if child.poll() is None:
                left.append((child, clicked))
                continue
            said, _errors = child.communicate()
            if "default" in (said or ""):
                clicked()
        self._waiting = left
        if left:
            self._job = self._root.after(_POLL_MS, self._look)


def _start(command: list[str]) -> "subprocess.Popen[str]":
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        creationflags=hidden,
    )
