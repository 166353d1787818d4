"""The card of the word game: the last word, whose turn, the clock, players and points."""

import tkinter as tk
import webbrowser
from collections.abc import Callable
from functools import partial

from malmadang.clientcore.gameview import GamePhase, GameView, RefusedWord, SaidWord
from malmadang.desktop.drawn import Drawn
from malmadang.desktop.emojiline import draw_line
from malmadang.desktop.gamelayout import (
    LATE_MS,
    REFUSED_MS,
    GameWords,
    buttons,
    say_game,
    say_seat,
    seconds,
    share,
    wrap,
)
from malmadang.desktop.gamephrases import GameWord
from malmadang.desktop.shapes import draw_avatar, draw_box, draw_lined_box
from malmadang.desktop.skin import Skin
from malmadang.desktop.speech import Speech
from malmadang.desktop.tokens import RADIUS_BUTTON, RADIUS_CARD, RADIUS_ROW, Role
from malmadang.ports import SteadyMs
from malmadang.wordchain.dictionary import page_of

_FRAME_MS, _SURE_MS = 33, 3000
_HEAD, _ROW, _BUTTONS = 150, 34, 44
_LOBBY_HEAD, _RESULT_HEAD = 92, 136
_CHIP, _LINE = 28, 20
_SEATS_MAX, _WORDS_MAX, _MEANING_LINES = 8, 15, 4


class GameCard(Drawn):
    """Drawn from a GameView; runs its own clock while a turn lasts.

    Args:
        ask: a button was pressed; gets the game's command.
        steady_now: the clock that the view's times are of.
        ground, takes_focus: as of every drawn widget.
    Attributes:
        open_page: opens an address in the person's browser.
        looked_up: the word whose meaning is shown, None for none.
        places: what can be clicked, as left, top, right, bottom and what it does.
    """

    def __init__(
        self,
        parent: tk.Misc,
        skin: Skin,
        speech: Speech,
        *,
        ask: Callable[[str], None],
        steady_now: Callable[[], SteadyMs],
        ground: str = "side",
        takes_focus: bool = True,
    ) -> None:
        super().__init__(parent, skin, ground=ground, takes_focus=takes_focus)
        self.speech = speech
        self.game: GameView | None = None
        self.open_page: Callable[[str], object] = webbrowser.open
        self.looked_up: SaidWord | None = None
        self.ask, self.steady_now = ask, steady_now
        self._refused: tuple[RefusedWord | None, SteadyMs] = (None, SteadyMs(0))
        self.places: list[tuple[int, int, int, int, Callable[[], object]]] = []
        self._buttons = 0
        self._chosen = 0
        self._sure_until_ms = SteadyMs(0)
        self._tick: str | None = None
        self.bind("<ButtonRelease-1>", self._pressed)
        self.bind("<Motion>", lambda event: self.configure(cursor="hand2" if self._at(event) else ""))
        self.bind("<Destroy>", lambda _event: self._stop(), add=True)
        for key in ("<Return>", "<space>"):
            self.bind(key, lambda _event: self._press_chosen())
        self.bind("<Left>", lambda _event: self._choose(-1))
        self.bind("<Right>", lambda _event: self._choose(1))
        speech.watch(self, self.redraw_soon)
        self.fit()

    def wanted(self) -> tuple[int, int]:
        """Return the height that the game in view needs."""
        px, game = self.skin.px, self.game
        if game is None:
            return 0, px(_BUTTONS + 16)
        rows = min(_SEATS_MAX, len(game.seats)) * px(_ROW)
        words = len(self._lay_words(game)) * px(_CHIP)
        meaning = len(self._meaning()) * px(_LINE) + px(12) if self.looked_up is not None else 0
        return 0, self._head(game) + px(16) + rows + words + meaning + (px(_BUTTONS) if buttons(game) else 0)

    def show(self, game: GameView | None) -> None:
        """Draw another view of the game, None for none."""
        if game is None or game.refusal is not self._refused[0]:
            self._refused = (game.refusal if game is not None else None, self.steady_now())
        if game is None or (self.looked_up is not None and self.looked_up not in (*game.words, *game.told)):
            self.looked_up = None
        self.game = game
        self.fit()
        if game is not None and game.turn_ms and self._tick is None:
            self._tick = self.after(_FRAME_MS, self._run)

    def draw(self) -> None:
        """Draw everything."""
        self.places, self._buttons = [], 0
        if self.game is None:
            self._draw_buttons(self.skin.px(12))
        else:
            self.draw_game(self.game)

    # The card.

    def draw_game(self, game: GameView) -> None:
        """Draw the game in view."""
        skin, px, colour = self.skin, self.skin.px, self.skin.colour
        left, width = px(12), self.winfo_width() - px(24)
        box = (left, px(12), width, self.winfo_height() - px(16))
        draw_lined_box(self, skin, box, px(RADIUS_CARD), fill=colour("game"), line=colour("border"))
        words = self.words_of(game)
        x, right = left + px(16), left + width - px(16)
        room = right - x
        title = skin.fonts.cut(words.title, Role.MESSAGE_BOLD, room // 2)
        left_over = room - skin.fonts.measure(title, Role.MESSAGE_BOLD) - px(12)
        note = skin.fonts.cut(words.note, Role.SMALL, left_over)
        self.text_at(right, px(34), note, Role.SMALL, "sub", anchor="e")
        self.text_at(x, px(34), title, Role.MESSAGE_BOLD, "game_ac")
        self._draw_word(words, x, px(76), room)
        above = px(34 if self._head(game) == px(_HEAD) else 20)
        self._draw_state(game, words, x, self._head(game) - above, room)
        y = self._draw_seats(game, self._head(game), left + px(8), width - px(16))
        y = self._draw_words(game, x, y)
        y = self._draw_meaning(x, y)
        self._draw_buttons(y + px(4))

    def _head(self, game: GameView) -> int:
        """Return the height above the players."""
        if game.phase is GamePhase.OVER:
            head = _RESULT_HEAD if game.winners else _LOBBY_HEAD
        else:
            head = _LOBBY_HEAD if game.phase in {GamePhase.LOBBY, GamePhase.LOADING} else _HEAD
        return self.skin.px(head)

    def words_of(self, game: GameView) -> GameWords:
        """Return what is said now: a refused word for three seconds."""
        refused, since_ms = self._refused
        refusing = refused is not None and self.steady_now() - since_ms < REFUSED_MS
        return say_game(game, self.speech, refusing=refusing)

    def _draw_state(self, game: GameView, words: GameWords, x: int, y: int, room: int) -> None:
        """Draw whose turn it is, the seconds and the bars."""
        px, left_s = self.skin.px, seconds(game, self.steady_now())
        late = game.is_mine and game.left_ms(self.steady_now()) < LATE_MS and bool(game.turn_ms)
        ink = "danger" if words.is_fault else "game_ac" if game.is_mine else "text"
        free, fonts = room - (px(50) if left_s else 0), self.skin.fonts
        fits = fonts.measure(words.state, Role.MESSAGE_BOLD) <= free
        role = Role.MESSAGE_BOLD if fits else Role.SMALL_BOLD
        self.text_at(x, y, fonts.cut(words.state, role, free), role, ink)
        if left_s:
            said = f"{left_s}초" if self.speech.language == "ko" else f"{left_s} s"
            self.text_at(x + room, y, said, Role.MESSAGE_BOLD, "danger" if late else "text", anchor="e")
            self.draw_clock(game, x, y + px(16), room)

    def _draw_word(self, words: GameWords, x: int, middle: int, room: int) -> None:
        """Draw the last word with its linking syllable, and what comes next; a click tells its meaning."""
        assert self.game is not None
        skin, px = self.skin, self.skin.px
        if not words.word:
            return
        shown = skin.fonts.cut(words.word, Role.GAME_WORD, room * 2 // 3)
        start, (begin, end) = x, words.link
        for part, ink in (
            (shown[:begin], "text"), (shown[begin:end], "game_ac"), (shown[end:], "text"),
        ):  # fmt: skip
            if part:
                self.text_at(x, middle, part, Role.GAME_WORD, "sub" if words.struck else ink)
                x += skin.fonts.measure(part, Role.GAME_WORD)
        if words.struck:
            self.create_line(start, middle, x, middle, fill=skin.colour("danger"), width=px(2))
        said = self.game.words[-1] if self.game.words else None
        if said is not None and said.word == words.word:
            self.places.append((start, middle - px(20), x, middle + px(20), lambda: self.look_up(said)))
        hint = skin.fonts.cut(words.hint, Role.MESSAGE_BOLD, max(px(40), room - (x - start) - px(12)))
        self.text_at(x + px(12), middle, hint, Role.MESSAGE_BOLD, "sub")

    def draw_clock(self, game: GameView, x: int, y: int, width: int) -> None:
        """Draw what is left of the turn, and below it of the round."""
        skin, px = self.skin, self.skin.px
        height, now = px(8), self.steady_now()
        draw_box(self, skin, (x, y, width, height), height // 2, skin.colour("side2"))
        late = game.left_ms(now) < LATE_MS
        # Under three seconds it pulses, twice a second.
        fill = skin.colour("danger" if late else "game_ac")
        if late and now // 250 % 2:
            fill = _between(fill, skin.colour("game"))
        full = round(width * share(game, now))
        draw_box(self, skin, (x, y, max(height, full), height), height // 2, fill)
        if game.round_ms and game.turn_ms:
            gone = game.turn_ms - game.left_ms(now)
            left = max(0, game.round_ms - gone) / max(1, game.round_ms)
            self.create_rectangle(
                x, y + px(10), x + round(width * left), y + px(13), fill=skin.colour("sub"), width=0
            )

    def _draw_seats(self, game: GameView, y: int, left: int, width: int) -> int:
        skin, px, colour = self.skin, self.skin.px, self.skin.colour
        for place, seat in enumerate(game.seats[:_SEATS_MAX], 1):
            on = seat.nick == game.turn and game.phase in {GamePhase.TURN, GamePhase.READY, GamePhase.PAUSE}
            if on:
                draw_box(self, skin, (left, y, width, px(_ROW - 2)), px(RADIUS_ROW), colour("sel"))
            middle = y + px(_ROW - 2) // 2
            draw_avatar(self, skin, (left + px(8), middle - px(12)), px(24), seat.nick)
            faded = bool(seat.state)
            role, ink = Role.MESSAGE_BOLD if on else Role.MESSAGE, colour("sub" if faded else "text")
            has_points = game.phase not in {GamePhase.LOBBY, GamePhase.LOADING}
            score = self.speech.say_points(seat.score) if has_points else ""
            mark, is_warning = say_seat(seat, self.speech)
            mark = "" if is_warning and game.phase is GamePhase.OVER else mark
            marked = left + width - px(12) - skin.fonts.measure(score, Role.SMALL_BOLD) - px(8)
            name = f"{place}. {seat.nick}" if game.phase is GamePhase.OVER else seat.nick
            room = marked - skin.fonts.measure(mark, Role.SMALL) - left - px(50)
            draw_line(self, skin, name, role, x=left + px(42), middle=middle, width=room, ink=ink)
            self.text_at(marked, middle, mark, Role.SMALL, "danger" if is_warning else "sub", anchor="e")
            points_ink = "sub" if faded else "text"
            self.text_at(left + width - px(12), middle, score, Role.SMALL_BOLD, points_ink, anchor="e")
            y += px(_ROW)
        return y

    # Words and what they mean.

    def look_up(self, said: SaidWord) -> None:
        """Show what a word means; the second time, hide it."""
        self.looked_up = None if said == self.looked_up else said
        self.fit()

    def _lay_words(self, game: GameView) -> list[list[tuple[SaidWord, int]]]:
        """Return the newest words of a game that is over, with their widths, line by line."""
        if game.phase is not GamePhase.OVER:
            return []
        px, fonts = self.skin.px, self.skin.fonts
        most, free = self.winfo_width() - px(56), 0
        lines: list[list[tuple[SaidWord, int]]] = []
        for said in game.told[-_WORDS_MAX:]:
            width = min(most, fonts.measure(said.word, Role.SMALL) + px(16))
            if width > free:
                lines.append([])
                free = most
            lines[-1].append((said, width))
            free -= width + px(4)
        return lines

    def _draw_words(self, game: GameView, x: int, y: int) -> int:
        skin, px = self.skin, self.skin.px
        for line in self._lay_words(game):
            at = x
            for said, width in line:
                fill = skin.colour("sel" if said == self.looked_up else "side2")
                draw_box(self, skin, (at, y, width, px(_CHIP - 4)), px(RADIUS_ROW), fill)
                word = skin.fonts.cut(said.word, Role.SMALL, width - px(12))
                self.text_at(
                    at + width // 2, y + px(_CHIP - 4) // 2, word, Role.SMALL, "text", anchor="center"
                )
                show = partial(self.look_up, said)
                self.places.append((at, y, at + width, y + px(_CHIP - 4), show))
                at += width + px(4)
            y += px(_CHIP)
        return y

    def _meaning(self) -> list[str]:
        """Return what is told of a word: itself, its meaning, where to read more."""
        said = self.looked_up
        if said is None:
            return []
        fonts, most = self.skin.fonts, self.winfo_width() - self.skin.px(56)
        meaning = said.meaning or self.speech.say(GameWord.MEANING)
        lines = wrap(
            f"{said.word}: {meaning}", lambda text: fonts.measure(text, Role.SMALL) <= most, _MEANING_LINES
        )
        return [*lines, self.speech.say(GameWord.PAGE)]

    def _draw_meaning(self, x: int, y: int) -> int:
        skin, px, said = self.skin, self.skin.px, self.looked_up
        if said is None:
            return y
        *lines, page = self._meaning()
        y += px(6)
        for line in lines:
            self.text_at(x, y + px(_LINE) // 2, line, Role.SMALL, "text")
            y += px(_LINE)
        self.text_at(x, y + px(_LINE) // 2, page, Role.SMALL, "link")
        right = x + skin.fonts.measure(page, Role.SMALL)
        self.places.append((x, y, right, y + px(_LINE), lambda: self.open_page(page_of(said.word))))
        return y + px(_LINE + 6)

    def _draw_buttons(self, y: int) -> None:
        skin, px = self.skin, self.skin.px
        made = buttons(self.game)
        if not made:
            return
        inset = px(12) if self.game is None else px(24)
        room = self.winfo_width() - 2 * inset - px(8) * (len(made) - 1)
        width, x = room // len(made), inset
        for at, (label, command) in enumerate(made):
            word = GameWord.SURE if command == "포기" and self.steady_now() < self._sure_until_ms else label
            main = at == len(made) - 1 and command == "시작"
            fill = skin.colour("game_ac" if main and self.game is not None else "side2")
            box = (x, y, width, px(32))
            draw_box(self, skin, box, px(RADIUS_BUTTON), fill)
            ink = "bg" if main and self.game is not None else "text"
            self.text_at(
                x + width // 2, y + px(16), self.speech.say(word), Role.SMALL_BOLD, ink, anchor="center"
            )
            # The buttons come first: the keyboard goes through them.
            place = (x, y, x + width, y + px(32), partial(self._press, command))
            self.places.insert(at, place)
            self._buttons += 1
            x += width + px(8)
        if self.focused and self._buttons:
            left, top, right, bottom, _deed = self.places[self._chosen % self._buttons]
            self.create_rectangle(left, top, right, bottom, outline=skin.colour("accent"), width=px(2))

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

    def text_at(self, x: int, y: int, text: str, role: Role, ink: str, *, anchor: str = "w") -> None:
        """Draw a text that begins, ends or has its middle at a place."""
        font, fill = self.skin.fonts.font(role), self.skin.colour(ink)
        if anchor == "e":
            self.create_text(x, y, anchor="e", text=text, font=font, fill=fill)
        elif anchor == "center":
            self.create_text(x, y, anchor="center", text=text, font=font, fill=fill)
        else:
            self.create_text(x, y, anchor="w", text=text, font=font, fill=fill)

    def _at(self, event: "tk.Event[tk.Misc]") -> Callable[[], object] | None:
        for left, top, right, bottom, deed in self.places:
            if left <= event.x < right and top <= event.y < bottom:
                return deed
        return None

    def _pressed(self, event: "tk.Event[tk.Misc]") -> None:
        deed = self._at(event)
        if deed is not None:
            deed()

    def _press(self, command: str) -> None:
        """Ask for what a button says; to give up, which nothing takes back, it is pressed twice."""
        now_ms = self.steady_now()
        if command == "포기" and now_ms >= self._sure_until_ms:
            self._sure_until_ms = SteadyMs(now_ms + _SURE_MS)
            self.redraw_soon()
            return
        self._sure_until_ms = SteadyMs(0)
        self.ask(command)

    def _choose(self, step: int) -> str:
        """Go to the button at the left or the right."""
        self._chosen = (self._chosen + step) % max(1, self._buttons)
        self.redraw_soon()
        return "break"

    def _press_chosen(self) -> str:
        if self._buttons:
            self.places[self._chosen % self._buttons][4]()
        return "break"


def _between(one: str, other: str) -> str:
    """Return the colour half way between two, `#RRGGBB` each."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{(first + second) // 2:02X}" for first, second in pairs)
