"""The settings, on three pages; every change is effective at once."""

from malmadang.clientcore.settings import Language
from malmadang.desktop.arrange import Folding, Look
from malmadang.desktop.cards import Card
from malmadang.desktop.hands import Hands
from malmadang.desktop.looks import Looks
from malmadang.desktop.phrases import Word
from malmadang.desktop.quiet import QUIET, end_of, quiet_key
from malmadang.desktop.schemes import can_register, register
from malmadang.desktop.settings import Order
from malmadang.desktop.talk import now
from malmadang.desktop.tokens import Theme
from malmadang.desktop.window import Dirty

LOOK, TALK, NOTIFY = "look", "talk", "notify"
_SIZES = (80, 100, 125, 150)


class SettingsCard:
    """Opens the card, page by page.

    Attributes:
        page: the page in front.
    """

    def __init__(self, hands: Hands, looks: Looks) -> None:
        self.hands, self.looks = hands, looks
        self.page = LOOK

    def show(self, page: str = "") -> None:
        """Show the settings, at a page or the last one."""
        self.page = page or self.page
        desk = self.hands.desk
        say = desk.speech.say
        card = Card(desk.root, desk.skin, say(Word.SETTINGS), width=520)
        tabs = [(LOOK, say(Word.TAB_LOOK)), (TALK, say(Word.TAB_TALK)), (NOTIFY, say(Word.TAB_NOTIFY))]
        card.segments("", tabs, self.page, self.show)
        {LOOK: self._look, TALK: self._talk, NOTIFY: self._notify}[self.page](card)
        card.buttons((say(Word.CLOSE), card.close))
        card.open()
        desk.put_card(card)

    def _look(self, card: Card) -> None:
        desk, looks = self.hands.desk, self.looks
        say, kept = desk.speech.say, desk.kept.now
        words = (Word.THEME_SYSTEM, Word.THEME_LIGHT, Word.THEME_DARK)
        themes = [(theme.value, say(word)) for theme, word in zip(Theme, words, strict=True)]
        card.segments(say(Word.THEME), themes, kept.theme.value, lambda key: looks.set_theme(Theme(key)))
        faces = [(Look.BUBBLE.value, say(Word.LOOK_BUBBLE)), (Look.COMPACT.value, say(Word.LOOK_COMPACT))]
        card.segments(say(Word.LOOK), faces, kept.look.value, lambda key: looks.set_look(Look(key)))
        sizes = [(str(size), f"{size} %") for size in _SIZES]
        card.segments(say(Word.SCALE), sizes, str(desk.skin.percent), lambda key: looks.set_percent(int(key)))

        def language(key: str) -> None:
            chosen: Language = "en" if key == "en" else "ko"
            looks.set_language(chosen)
            self.show()

        languages = [("ko", "한국어"), ("en", "English")]
        card.segments(say(Word.LANGUAGE), languages, desk.speech.language, language)

        if can_register():

            def take_links() -> None:
                links.set_text(say(Word.LINKS_DONE if register() else Word.LINKS_FAILED))

            links = card.link(say(Word.LINKS_HERE), take_links)

    def _talk(self, card: Card) -> None:
        desk = self.hands.desk
        say, kept = desk.speech.say, desk.kept.now
        clocks = [("12", say(Word.CLOCK_12)), ("24", say(Word.CLOCK_24))]
        card.segments(say(Word.CLOCK), clocks, "24" if kept.clock_24 else "12", self._set_clock)
        words = (Word.COMINGS_ALL, Word.COMINGS_FOLD, Word.COMINGS_RECENT, Word.COMINGS_HIDE)
        foldings = [(one.value, say(word)) for one, word in zip(Folding, words, strict=True)]
        card.segments(say(Word.COMINGS), foldings, kept.folding.value, self._set_folding)
        orders = [(Order.RECENT.value, say(Word.ORDER_RECENT)), (Order.NAME.value, say(Word.ORDER_NAME))]
        card.segments(say(Word.ORDER), orders, kept.order.value, self._set_order)
        keys = [("enter", "Enter"), ("mod", "Ctrl+Enter")]
        card.segments(say(Word.ENTER_KEY), keys, "enter" if kept.enter_sends else "mod", self._set_enter)
        self._switch(card, Word.TELL_TYPING, "tell_typing")

    def _notify(self, card: Card) -> None:
        desk = self.hands.desk
        say, kept = desk.speech.say, desk.kept.now
        self._switch(card, Word.NOTIFY_ME, "notify")
        self._switch(card, Word.NOTIFY_TEXT, "notify_text")
        self._switch(card, Word.NOTIFY_SOUND, "sound")
        times = [(key, say(word)) for key, word in QUIET.items()]
        quiet = quiet_key(kept.quiet_until_ms, now().utc_ms)
        card.segments(say(Word.QUIET), times, quiet, self._set_quiet)
        field = card.field(say(Word.KEY_WORDS), ", ".join(kept.key_words))

        def words_changed(*_names: str) -> None:
            words = tuple(word.strip() for word in field.get().split(",") if word.strip())
            desk.kept.change(key_words=words)

        field.text.trace_add("write", words_changed)

    def _switch(self, card: Card, word: Word, name: str) -> None:
        desk = self.hands.desk
        say = desk.speech.say
        answers = [("yes", say(Word.YES)), ("no", say(Word.NO))]
        chosen = "yes" if getattr(desk.kept.now, name) else "no"

        def change(key: str) -> None:
            desk.kept.change(**{name: key == "yes"})

        card.segments(say(word), answers, chosen, change)

    def _set_clock(self, key: str) -> None:
        desk = self.hands.desk
        desk.kept.change(clock_24=key == "24")
        self.hands.with_window(lambda window: window.messages.set_phrases(desk.phrases(), desk.say_notice))

    def _set_folding(self, key: str) -> None:
        self.hands.desk.kept.change(folding=Folding(key))
        self.hands.with_window(lambda window: window.messages.set_folding(Folding(key)))

    def _set_order(self, key: str) -> None:
        self.hands.desk.kept.change(order=Order(key))
        self.hands.redraw(Dirty.ROOMS)

    def _set_enter(self, key: str) -> None:
        sends = key == "enter"
        self.hands.desk.kept.change(enter_sends=sends)
        self.hands.with_window(lambda window: setattr(window.composer, "enter_sends", sends))

    def _set_quiet(self, key: str) -> None:
        self.hands.desk.kept.change(quiet_until_ms=end_of(key, now().utc_ms))
