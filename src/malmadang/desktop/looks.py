"""How the window looks and speaks: theme, language, look and size, changed at once and remembered."""

from collections.abc import Callable

from malmadang.clientcore.settings import Language
from malmadang.desktop.arrange import Look
from malmadang.desktop.desk import Desk
from malmadang.desktop.owncard import OwnCommands, show_own_card
from malmadang.desktop.roomview import RoomView
from malmadang.desktop.tokens import Theme


class Looks:
    """Changes of what the whole window is drawn by.

    Attributes:
        view: the messages, once there is a window.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.view: RoomView | None = None

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.desk.skin.set_theme(theme)
        self.desk.kept.change(theme=theme)

    def next_theme(self) -> None:
        """Change between light and dark."""
        self.set_theme(Theme.LIGHT if self.desk.skin.dark else Theme.DARK)

    def set_language(self, language: Language) -> None:
        """Speak another language."""
        self.desk.speech.set_language(language)
        self.desk.kept.change(language=language)

    def set_look(self, look: Look) -> None:
        """Draw bubbles or compact rows."""
        if self.view is not None:
            self.view.set_look(look)
        self.desk.kept.change(look=look)

    def next_look(self) -> None:
        """Change between the two looks."""
        now = self.desk.kept.now.look
        self.set_look(Look.COMPACT if now is Look.BUBBLE else Look.BUBBLE)

    def set_percent(self, percent: int) -> None:
        """Draw everything larger or smaller."""
        self.desk.skin.set_percent(percent)
        self.desk.kept.change(percent=self.desk.skin.percent)

    def show_card(
        self,
        nick: str,
        *,
        ask_nick: Callable[[], None],
        away: Callable[[], None],
        account: Callable[[], None],
        settings: Callable[[], None],
        elsewhere: Callable[[], None],
    ) -> None:
        """Open the own card, where all this is chosen."""
        desk = self.desk
        commands = OwnCommands(
            nick=ask_nick,
            away=away,
            is_away=desk.talk is not None and desk.talk.view.away,
            account=account,
            settings=settings,
            theme=self.set_theme,
            language=self.set_language,
            look=self.set_look,
            percent=self.set_percent,
            elsewhere=elsewhere,
            invitation=desk.invitation,
            copy=desk.copy,
            opened=desk.put_card,
        )
        show_own_card(desk.asker, nick, desk.kept.now.look, commands)
