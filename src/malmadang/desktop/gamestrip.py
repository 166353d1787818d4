"""The word game as a strip under the room's header, where the members and their card have no room."""

import tkinter as tk
from collections.abc import Callable
from functools import partial

from malmadang.clientcore.gameview import GamePhase, GameView
from malmadang.desktop.gamecard import GameCard
from malmadang.desktop.gamelayout import buttons, seconds
from malmadang.desktop.shapes import draw_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import RADIUS_BUTTON, Role
from malmadang.ports import SteadyMs

_SLIM = 64


class GameStrip(GameCard):
    """Shows what the card shows above its players; the keyboard does not stop here."""

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        speech: Speech,
        *,
        ask: Callable[[str], None],
        steady_now: Callable[[], SteadyMs],
    ) -> None:
        super().__init__(parent, skin, speech, ask=ask, steady_now=steady_now, ground="bg", takes_focus=False)

    def wanted(self) -> tuple[int, int]:
        """Return the strip's height."""
        return 0, self.skin.px(_SLIM)

    def draw_game(self, game: GameView) -> None:
        """Draw the game in view on one line."""
        skin, px, width = self.skin, self.skin.px, self.winfo_width()
        self.create_rectangle(0, 0, width, px(_SLIM), fill=skin.colour("game"), width=0)
        words = self.words_of(game)
        right = self._draw_slim_buttons(game, width - px(18))
        left_s = seconds(game, self.steady_now())
        unit = "" if not left_s else "초" if self.speech.language == "ko" else " s"
        state = skin.fonts.cut(f"{words.state} {left_s}{unit}".strip(), Role.MESSAGE_BOLD, right // 2)
        ink = "danger" if words.is_fault else "game_ac" if game.is_mine else "text"
        middle = px(26) if game.turn_ms else px(_SLIM) // 2
        self.text_at(right, middle, state, Role.MESSAGE_BOLD, ink, anchor="e")
        x, end = px(18), right - skin.fonts.measure(state, Role.MESSAGE_BOLD) - px(12)
        names = ", ".join(seat.nick for seat in game.seats)
        first, hint = (words.word, words.hint) if words.word else (words.title, names)
        ink = "sub" if words.struck else "text"
        for part, role, shade in ((first, Role.HEADING, ink), (hint, Role.MESSAGE, "sub")):
            shown = skin.fonts.cut(part, role, max(0, end - x))
            self.text_at(x, middle, shown, role, shade)
            across = skin.fonts.measure(shown, role)
            if words.struck and part is first:
                self.create_line(x, middle, x + across, middle, fill=skin.colour("danger"), width=px(2))
            x += across + px(12)
        if game.turn_ms:
            self.draw_clock(game, px(18), px(46), width - px(36))

    def _draw_slim_buttons(self, game: GameView, right: int) -> int:
        """Draw what a lobby asks for at the right of the strip; return where the rest ends."""
        if game.phase is not GamePhase.LOBBY:
            return right
        skin, px, top = self.skin, self.skin.px, (self.skin.px(_SLIM) - self.skin.px(32)) // 2
        for word, command in reversed(buttons(game)):
            said = self.speech.say(word)
            width = skin.fonts.measure(said, Role.SMALL_BOLD) + px(24)
            main = command == "시작"
            fill = skin.colour("game_ac" if main else "side2")
            draw_box(self, skin, (right - width, top, width, px(32)), px(RADIUS_BUTTON), fill)
            ink = "bg" if main else "text"
            self.text_at(right - width // 2, top + px(16), said, Role.SMALL_BOLD, ink, anchor="center")
            self.places.append((right - width, top, right, top + px(32), partial(self.ask, command)))
            right -= width + px(8)
        return right - px(4)
