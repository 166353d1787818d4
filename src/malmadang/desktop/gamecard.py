"""The card of the word game: the last word, whose turn, the clock, players and points."""

import tkinter as tk
from collections.abc import Callable

from malmadang.clientcore.gameview import GamePhase, GameView
from malmadang.desktop.drawn import Drawn
from malmadang.desktop.emojiline import draw_line
from malmadang.desktop.gamelayout import LATE_MS, buttons, say_game, seconds, share
from malmadang.desktop.shapes import draw_avatar, draw_box, draw_lined_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import RADIUS_BUTTON, RADIUS_CARD, RADIUS_ROW, Role
from malmadang.ports import SteadyMs

_FRAME_MS = 33
_HEAD, _ROW, _BUTTONS, _SLIM = 150, 34, 44, 64
_SEATS_MAX = 8


class GameCard(Drawn):
    """Drawn from a GameView; runs its own clock while a turn lasts.

    Args:
        ask: a button was pressed; gets the game's command.
        steady_now: the clock that the view's times are of.
        slim: a strip under the header, where there is no room for the card.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        speech: Speech,
        *,
        ask: Callable[[str], None],
        steady_now: Callable[[], SteadyMs],
        slim: bool = False,
    ) -> None:
        super().__init__(parent, skin, ground="bg" if slim else "side", takes_focus=not slim)
        self.speech, self.slim = speech, slim
        self.game: GameView | None = None
        self._ask, self._now = ask, steady_now
        self._places: list[tuple[int, int, int, int, str]] = []
        self._tick: str | None = None
        self.bind("<ButtonRelease-1>", self._pressed)
        self.bind("<Motion>", lambda event: self.configure(cursor="hand2" if self._at(event) else ""))
        self.bind("<Destroy>", lambda _event: self._stop(), add=True)
        for key in ("<Return>", "<space>"):
            self.bind(key, lambda _event: self._first_button())
        speech.watch(self, self.redraw_soon)
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the height that the game in view needs."""
        px, game = self.skin.px, self.game
        if self.slim:
            return 0, px(_SLIM)
        if game is None:
            return 0, px(_BUTTONS + 16)
        rows = min(_SEATS_MAX, len(game.seats)) * px(_ROW)
        return 0, px(_HEAD + 16) + rows + (px(_BUTTONS) if buttons(game) else 0)

    def show(self, game: GameView | None) -> None:
        """Draw another view of the game, None for none."""
        self.game = game
        self.fit()
        if game is not None and game.turn_ms and self._tick is None:
            self._tick = self.after(_FRAME_MS, self._run)

    def draw(self) -> None:
        """Draw everything."""
        self._places = []
        if self.game is None:
            self._draw_buttons(self.skin.px(12))
        elif self.slim:
            self._draw_slim(self.game)
        else:
            self._draw_card(self.game)

    # The card.

    def _draw_card(self, game: GameView) -> None:
        skin, px, colour = self.skin, self.skin.px, self.skin.colour
        left, width = px(12), self.winfo_width() - px(24)
        box = (left, px(12), width, self.winfo_height() - px(16))
        draw_lined_box(self, skin, box, px(RADIUS_CARD), fill=colour("game"), line=colour("border"))
        words = say_game(game, self.speech)
        x, right = left + px(16), left + width - px(16)
        room = right - x
        title = skin.fonts.cut(words.title, Role.MESSAGE_BOLD, room // 2)
        left_over = room - skin.fonts.measure(title, Role.MESSAGE_BOLD) - px(12)
        note = skin.fonts.cut(words.note, Role.SMALL, left_over)
        self._text(right, px(34), note, Role.SMALL, "sub", anchor="e")
        self._text(x, px(34), title, Role.MESSAGE_BOLD, "game_ac")
        self._draw_word(x, px(76), room)
        late = game.is_mine and game.left_ms(self._now()) < LATE_MS and bool(game.turn_ms)
        ink = "game_ac" if game.is_mine else "text"
        left_s = seconds(game, self._now())
        state = skin.fonts.cut(words.state, Role.MESSAGE_BOLD, room - px(50))
        self._text(x, px(116), state, Role.MESSAGE_BOLD, ink)
        if left_s:
            said = f"{left_s}초" if self.speech.language == "ko" else f"{left_s} s"
            self._text(right, px(116), said, Role.MESSAGE_BOLD, "danger" if late else "text", anchor="e")
            self._draw_clock(game, x, px(132), room)
        y = self._draw_seats(game, px(_HEAD), left + px(8), width - px(16))
        self._draw_buttons(y + px(4))

    def _draw_word(self, x: int, middle: int, room: int) -> None:
        """Draw the last word with its linking syllable, and what comes next."""
        assert self.game is not None
        skin, px = self.skin, self.skin.px
        words = say_game(self.game, self.speech)
        if not words.word:
            return
        shown = skin.fonts.cut(words.word, Role.GAME_WORD, room * 2 // 3)
        cut = len(shown) - words.link
        start = x
        for part, ink in ((shown[:cut], "text"), (shown[cut:], "game_ac")):
            if part:
                self._text(x, middle, part, Role.GAME_WORD, "sub" if words.struck else ink)
                x += skin.fonts.measure(part, Role.GAME_WORD)
        if words.struck:
            self.create_line(start, middle, x, middle, fill=skin.colour("danger"), width=px(2))
        hint = skin.fonts.cut(words.hint, Role.MESSAGE_BOLD, max(px(40), room - (x - start) - px(12)))
        self._text(x + px(12), middle, hint, Role.MESSAGE_BOLD, "danger" if words.is_fault else "sub")

    def _draw_clock(self, game: GameView, x: int, y: int, width: int) -> None:
        skin, px = self.skin, self.skin.px
        height, now = px(8), self._now()
        draw_box(self, skin, (x, y, width, height), height // 2, skin.colour("side2"))
        late = game.left_ms(now) < LATE_MS
        # Under three seconds it pulses: twice a second, bright and less bright.
        fill = "game_ac" if not late else "danger" if now // 250 % 2 else "mention_bar"
        full = round(width * share(game, now))
        draw_box(self, skin, (x, y, max(height, full), height), height // 2, skin.colour(fill))
        if game.round_ms and game.turn_ms:
            gone = game.turn_ms - game.left_ms(now)
            left = max(0, game.round_ms - gone) / max(1, game.round_ms)
            self.create_rectangle(
                x, y + px(10), x + round(width * left), y + px(13), fill=skin.colour("sub"), width=0
            )

    def _draw_seats(self, game: GameView, y: int, left: int, width: int) -> int:
        skin, px, colour = self.skin, self.skin.px, self.skin.colour
        for seat in game.seats[:_SEATS_MAX]:
            on = seat.nick == game.turn and game.phase in {GamePhase.TURN, GamePhase.READY, GamePhase.PAUSE}
            if on:
                draw_box(self, skin, (left, y, width, px(_ROW - 2)), px(RADIUS_ROW), colour("sel"))
            middle = y + px(_ROW - 2) // 2
            draw_avatar(self, skin, (left + px(8), middle - px(12)), px(24), seat.nick)
            faded = seat.state in {"out", "lost", "waiting"}
            role, ink = Role.MESSAGE_BOLD if on else Role.MESSAGE, colour("sub" if faded else "text")
            mark = {"out": " ✕", "lost": " …", "waiting": " ⏳"}.get(seat.state, "")
            score = self.speech.say_points(seat.score)
            across = skin.fonts.measure(score, Role.SMALL_BOLD)
            name = seat.nick + mark
            room = width - px(52) - across
            draw_line(self, skin, name, role, x=left + px(42), middle=middle, width=room, ink=ink)
            self._text(left + width - px(12), middle, score, Role.SMALL_BOLD, "text", anchor="e")
            y += px(_ROW)
        return y

    def _draw_buttons(self, y: int) -> None:
        skin, px = self.skin, self.skin.px
        made = buttons(self.game)
        if not made:
            return
        inset = px(12) if self.game is None else px(24)
        room = self.winfo_width() - 2 * inset - px(8) * (len(made) - 1)
        width, x = room // len(made), inset
        for at, (word, command) in enumerate(made):
            main = at == len(made) - 1 and command == "시작"
            fill = skin.colour("game_ac" if main and self.game is not None else "side2")
            box = (x, y, width, px(32))
            draw_box(self, skin, box, px(RADIUS_BUTTON), fill)
            ink = "bg" if main and self.game is not None else "text"
            self._text(
                x + width // 2, y + px(16), self.speech.say(word), Role.SMALL_BOLD, ink, anchor="center"
            )
            self._places.append((x, y, x + width, y + px(32), command))
            x += width + px(8)
        if self.focused and self._places:
            left, top, right, bottom, _command = self._places[0]
            self.create_rectangle(left, top, right, bottom, outline=skin.colour("accent"), width=px(2))

    # The strip.

    def _draw_slim(self, game: GameView) -> None:
        skin, px, width = self.skin, self.skin.px, self.winfo_width()
        self.create_rectangle(0, 0, width, px(_SLIM), fill=skin.colour("game"), width=0)
        words = say_game(game, self.speech)
        x = px(18)
        for part, ink in ((words.word, "text"), (words.hint, "danger" if words.is_fault else "sub")):
            role = Role.HEADING if ink == "text" else Role.MESSAGE
            shown = skin.fonts.cut(part, role, width // 3)
            self._text(x, px(26), shown, role, ink)
            x += skin.fonts.measure(shown, role) + px(12)
        left_s = seconds(game, self._now())
        state = f"{words.state} {left_s}".strip()
        self._text(
            width - px(18),
            px(26),
            state,
            Role.MESSAGE_BOLD,
            "game_ac" if game.is_mine else "text",
            anchor="e",
        )
        if game.turn_ms:
            self._draw_clock(game, px(18), px(46), width - px(36))

    # Time and mouse.

    def _run(self) -> None:
        self._tick = None
        if self.game is not None and self.game.turn_ms and self.winfo_ismapped():
            self.redraw_now()
        if self.game is not None and self.game.turn_ms:
            self._tick = self.after(_FRAME_MS, self._run)

    def _stop(self) -> None:
        if self._tick is not None:
            self.after_cancel(self._tick)
            self._tick = None

    def _text(self, x: int, y: int, text: str, role: Role, ink: str, *, anchor: str = "w") -> None:
        font, fill = self.skin.fonts.font(role), self.skin.colour(ink)
        if anchor == "e":
            self.create_text(x, y, anchor="e", text=text, font=font, fill=fill)
        elif anchor == "center":
            self.create_text(x, y, anchor="center", text=text, font=font, fill=fill)
        else:
            self.create_text(x, y, anchor="w", text=text, font=font, fill=fill)

    def _at(self, event: "tk.Event[tk.Misc]") -> str:
        for left, top, right, bottom, command in self._places:
            if left <= event.x < right and top <= event.y < bottom:
                return command
        return ""

    def _pressed(self, event: "tk.Event[tk.Misc]") -> None:
        command = self._at(event)
        if command:
            self._ask(command)

    def _first_button(self) -> str:
        if self._places:
            self._ask(self._places[0][4])
        return "break"
