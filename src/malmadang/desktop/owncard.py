"""«내 모습과 설정»: nick, theme, language, look and size, all effective at once."""

from collections.abc import Callable

import msgspec

from malmadang.clientcore.address import readable_link
from malmadang.clientcore.settings import Language
from malmadang.desktop.accountphrases import AccountWord
from malmadang.desktop.arrange import Look
from malmadang.desktop.cards import Card
from malmadang.desktop.phrases import Word
from malmadang.desktop.questions import Asker
from malmadang.desktop.tokens import Theme

_SIZES = (100, 125, 150)


class OwnCommands(msgspec.Struct, frozen=True):
    """What the card calls.

    Attributes:
        away: go away, or come back where `is_away`.
        invitation: the address that leads others here, "" where there is none.
        copy: put it on the clipboard.
        opened: a card is in front; also the one that a change of language opens anew.
    """

    nick: Callable[[], None]
    away: Callable[[], None]
    is_away: bool
    account: Callable[[], None]
    settings: Callable[[], None]
    theme: Callable[[Theme], None]
    language: Callable[[Language], None]
    look: Callable[[Look], None]
    percent: Callable[[int], None]
    elsewhere: Callable[[], None]
    invitation: str
    copy: Callable[[str], None]
    opened: Callable[[Card], None]


def show_own_card(asker: Asker, nick: str, look: Look, commands: OwnCommands) -> Card:
    """Open the card; a change of language opens it anew in the other one."""
    say, skin = asker.speech.say, asker.skin
    card = Card(asker.root, skin, nick or say(Word.ACCOUNT_CARD), width=420)
    card.link(say(Word.CHANGE_NICK), card.then(commands.nick))
    card.link(say(Word.COME_BACK if commands.is_away else Word.GO_AWAY), card.then(commands.away))
    card.link(say(AccountWord.ACCOUNT), card.then(commands.account))
    card.link(say(Word.SETTINGS), card.then(commands.settings))
    themes = [
        (theme.value, say(word))
        for theme, word in zip(Theme, (Word.THEME_SYSTEM, Word.THEME_LIGHT, Word.THEME_DARK), strict=True)
    ]
    card.segments(say(Word.THEME), themes, skin.theme.value, lambda key: commands.theme(Theme(key)))

    def language(key: str) -> None:
        card.close()
        commands.language("en" if key == "en" else "ko")
        show_own_card(asker, nick, look, commands)

    languages = [("ko", "한국어"), ("en", "English")]
    card.segments(say(Word.LANGUAGE), languages, asker.speech.language, language)
    looks = [(Look.BUBBLE.value, say(Word.LOOK_BUBBLE)), (Look.COMPACT.value, say(Word.LOOK_COMPACT))]
    card.segments(say(Word.LOOK), looks, look.value, lambda key: commands.look(Look(key)))
    sizes = [(str(size), f"{size} %") for size in _SIZES]
    card.segments(say(Word.SCALE), sizes, str(skin.percent), lambda key: commands.percent(int(key)))
    if commands.invitation:
        card.text(f"{say(Word.INVITATION)}: {readable_link(commands.invitation)}")

        def copied() -> None:
            commands.copy(commands.invitation)
            copy.set_text(say(Word.COPIED))

        copy = card.link(say(Word.COPY), copied)
    card.buttons((say(Word.CLOSE), card.close), (say(Word.ANOTHER_SERVER), card.then(commands.elsewhere)))
    card.open()
    commands.opened(card)
    return card
