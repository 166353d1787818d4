"""Tells the person of messages: in the window, outside it, in the title, on the icon."""

import tkinter as tk
from collections.abc import Callable

from malmadang.clientcore.rows import Row
from malmadang.clientcore.view import RoomKind
from malmadang.desktop.alerts import Alerts, Call
from malmadang.desktop.desk import Desk
from malmadang.desktop.gamephrases import GameWord
from malmadang.desktop.icon import IconBadge
from malmadang.desktop.notifier import Notifier
from malmadang.desktop.phrases import Word
from malmadang.desktop.sites import Site
from malmadang.desktop.talk import now
from malmadang.desktop.toast import Toast
from malmadang.wire.names import Folded


class Telling:
    """Hears of every new row.

    Args:
        go: put a room of a server in front.
    """

    def __init__(
        self, desk: Desk, parent: tk.Misc, go: Callable[[int, Folded], None], notifier: Notifier | None = None
    ) -> None:
        self.desk = desk
        self._go = go
        self.alerts = Alerts()
        self._turns: set[tuple[int, Folded]] = set()
        self.toast = Toast(parent, desk.skin)
        self.notifier = notifier or Notifier(desk.root)
        self._icon = IconBadge(desk.root)

    def added(self, site: Site, key: Folded, row: Row) -> None:
        """A row is new: tell of it where the person does not see it."""
        desk, room = self.desk, site.view.room(key)
        if room is None:
            return
        in_front = desk.root.focus_displayof() is not None
        if in_front and room is desk.room:
            self.alerts.seen(key)
            return
        call = self.alerts.weigh(room, row, desk.choice(site.link, key), desk.kept.now, now().utc_ms)
        if call is None:
            return
        title, text = self._words(call)
        if in_front:
            self.toast.show(call.row.sender, title, text, lambda: self._open(site.number, call.key))
        else:
            self.notifier.show(title, text, lambda: self._open(site.number, call.key))
        if desk.kept.now.sound:
            desk.root.bell()

    def turned(self, site: Site, key: Folded) -> None:
        """A room's game has moved: tell of the person's own turn where the window is not in front."""
        desk, room = self.desk, site.view.room(key)
        is_mine = room is not None and room.game is not None and room.game.is_mine
        if not is_mine:
            self._turns.discard((site.number, key))
            return
        if (site.number, key) in self._turns or room is None:
            return
        self._turns.add((site.number, key))
        desk.root.bell()
        seen = desk.root.focus_displayof() is not None and room is desk.room
        if not seen and desk.kept.now.notify and now().utc_ms >= desk.kept.now.quiet_until_ms:
            say = desk.speech.say
            self.notifier.show(room.name, say(GameWord.MY_TURN), lambda: self._open(site.number, key))

    def _words(self, call: Call) -> tuple[str, str]:
        say, sender = self.desk.speech.say, call.row.sender
        if call.count > 1:
            return call.room, say(Word.ALERT_MANY, count=call.count)
        title = sender if call.is_private else say(Word.ALERT_IN, nick=sender, room=call.room)
        hidden = not self.desk.kept.now.notify_text
        return title, say(Word.ALERT_HIDDEN) if hidden else call.row.text

    def _open(self, number: int, key: Folded) -> None:
        root = self.desk.root
        root.deiconify()
        root.lift()
        root.focus_force()
        self._go(number, key)

    def show_count(self) -> None:
        """Say in the title and on the icon how many messages wait for the person."""
        say, count = self.desk.speech.say, 0
        for room in (room for site in self.desk.sites for room in site.view.rooms):
            count += room.unread if room.kind is RoomKind.PRIVATE else room.mentions
        app = say(Word.APP)
        title = say(Word.TITLE_UNREAD, count=count, app=app) if count else app
        if title != self.desk.root.title():
            self.desk.root.title(title)
            self._icon.show(count)

    def close(self) -> None:
        """Tell of nothing more."""
        self.notifier.close()
