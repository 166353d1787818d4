"""What helps while one writes: completion at the caret, and the emoji panel."""

from malmadang.desktop.completion import Offer, Trigger, offers
from malmadang.desktop.completions import Completions
from malmadang.desktop.emojipanel import EmojiPanel, used
from malmadang.desktop.hands import Hands
from malmadang.desktop.window import MainWindow


class Writing:
    """Joins completion and emoji to the window's composer."""

    def __init__(self, hands: Hands, window: MainWindow) -> None:
        self.hands, self.window = hands, window
        desk = hands.desk
        self.completions = Completions(window.centre, desk.skin, window.composer, self._offers)
        self.panel = EmojiPanel(
            window.centre,
            desk.skin,
            desk.speech,
            recent=lambda: desk.kept.now.recent_emoji,
            closed=window.composer.text.focus_set,
        )

    def escape(self) -> bool:
        """Close what lies over the messages; False where nothing does."""
        return self.panel.close() or self.completions.escape()

    def toggle_emoji(self) -> None:
        """Show the panel, or take it away; what is chosen is written at the caret."""
        if not self.panel.close():
            self.window.composer.commit_then(lambda: self.panel.open(self._write))

    def used(self, emoji: str) -> None:
        """Remember an emoji among those used last."""
        kept = self.hands.desk.kept
        kept.change(recent_emoji=used(kept.now.recent_emoji, emoji))

    def _write(self, emoji: str) -> None:
        self.used(emoji)
        self.window.composer.insert(emoji)

    def _offers(self, trigger: Trigger) -> list[Offer]:
        desk = self.hands.desk
        if desk.talk is None:
            return []
        return offers(trigger, desk.talk.view, desk.room, desk.speech.language)
