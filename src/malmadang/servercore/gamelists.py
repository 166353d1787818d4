"""단어장: which word lists a room plays with."""

from __future__ import annotations

from malmadang.servercore.channel import Channel
from malmadang.servercore.context import Context
from malmadang.servercore.effects import InspectList, ListReport, NoWords
from malmadang.servercore.gamehost import consult
from malmadang.servercore.gameseats import OWN_WORDS
from malmadang.servercore.gamevoice import tell
from malmadang.servercore.phrases import Phrases
from malmadang.wordchain.wordlist import Refused

_OFF = ("빼기", "끄기", "off", "-")
_ONLY = ("만", "only")
_SHOWN = 12


def choose_lists(ctx: Context, channel: Channel, words: tuple[str, ...], phrases: Phrases) -> None:
    """Say what there is, take a list (beside the server's own words or alone), or give it up again."""
    games = ctx.state.games
    if words and words[0].lower() in _OFF:
        games.lists.pop(channel.folded, None)
        _put_in_force(channel, OWN_WORDS)
        tell(ctx, channel, phrases.say("game_list_gone"))
        return
    if words and not games.may_read_list(ctx.client.address, ctx.now.steady_ms):
        tell(ctx, channel, phrases.say("game_lists_slow"))
        return
    is_alone = len(words) > 1 and words[-1].lower() in _ONLY
    name = " ".join(words[:-1] if is_alone else words)
    client = ctx.client

    def found(ctx: Context, answer: object) -> None:
        if client.id not in ctx.state.clients or ctx.state.channels.get(channel.folded) is not channel:
            return
        ctx.client = client
        if isinstance(answer, ListReport):
            lists = (name,) if is_alone else ("", name)
            games.lists[channel.folded] = lists
            _put_in_force(channel, lists)
            key = "game_list_only" if is_alone else "game_list_taken"
            refused = "".join(_refusal(phrases, each) for each in answer.refused)
            sentence = phrases.say(key, word=answer.name, count=f"{answer.words:,}", refused=refused)
        elif name:
            sentence = _fault(phrases, name, answer)
        else:
            known = answer.known if isinstance(answer, NoWords) else ()
            sentence = phrases.say(
                "game_lists",
                lists=_named(phrases, games.lists.get(channel.folded, OWN_WORDS)),
                known=_named(phrases, known),
            )
        tell(ctx, channel, sentence)

    consult(ctx, InspectList(name), found)


def _put_in_force(channel: Channel, lists: tuple[str, ...]) -> None:
    game = channel.game
    if game is not None and game.match is None and not game.is_loading:
        game.lists = lists


def _named(phrases: Phrases, lists: tuple[str, ...]) -> str:
    return ", ".join(name or phrases.say("game_own") for name in lists[:_SHOWN]) or "-"


def _fault(phrases: Phrases, name: str, answer: object) -> str:
    if not isinstance(answer, NoWords) or answer.fault is None:
        return phrases.say("game_no_words")
    reason = phrases.say(f"game_fault_{answer.fault.name.lower()}")
    return phrases.say("game_bad_list", word=name[:40], reason=reason)


def _refusal(phrases: Phrases, refused: Refused) -> str:
    reason = phrases.say(f"game_line_{refused.fault.name.lower()}")
    lines = ", ".join(map(str, refused.lines)) + ("…" if refused.count > len(refused.lines) else "")
    return phrases.say("game_list_refused", count=str(refused.count), reason=reason, lines=lines)
