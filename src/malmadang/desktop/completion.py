"""What could stand where somebody is typing: people, rooms, commands, emoji. Pure."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from malmadang.clientcore.rows import MessageRow
from malmadang.clientcore.settings import Language
from malmadang.clientcore.slash import SLASH, SlashCommand
from malmadang.clientcore.view import Room, RoomKind, View
from malmadang.desktop.emojinames import search
from malmadang.desktop.matching import jamo, rank
from malmadang.wire.names import casefold

OFFERS_MAX = 8
EMOJI_FROM = 2
"""Emoji are offered from so many letters on, jamo counted."""

_WORD = re.compile(r"(?:^|(?<=[\s(\[\"'“‘]))(?P<sign>[@#:])(?P<query>[^\s@#:]*)\Z")
_COMMAND = re.compile(r"\A/(?P<query>[^\s/]*)\Z")
_PLAIN = re.compile(r"(?P<query>[^\s@#:/]+)\Z")


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """What is being typed.

    Attributes:
        sign: "@", "#", ":", "/", or "" for a word without one.
        query: behind the sign.
        length: of sign and query together.
    """

    sign: str
    query: str

    @property
    def length(self) -> int:
        """How many letters the completion replaces."""
        return len(self.sign) + len(self.query)


class Offer(msgspec.Struct, frozen=True, gc=False):
    """One thing that could stand there.

    Attributes:
        insert: what replaces the word, a space behind it where one belongs there.
        note: small word at the right.
        avatar: name an avatar is drawn for; `emoji` a picture, `sign` a letter in a square.
    """

    title: str
    insert: str
    note: str = ""
    avatar: str = ""
    emoji: str = ""
    sign: str = ""


def trigger_at(before: str) -> Trigger | None:
    """Return what is being typed at the end of the text before the caret, None for nothing to offer."""
    if command := _COMMAND.match(before):
        return Trigger("/", command["query"])
    word = _WORD.search(before)
    if word is None:
        return None
    if word["sign"] == ":" and len(jamo(word["query"])) < EMOJI_FROM:
        return None
    return Trigger(word["sign"], word["query"])


def plain_at(before: str) -> Trigger | None:
    """Return the word before the caret as a name that Tab could complete."""
    word = _PLAIN.search(before)
    return Trigger("", word["query"]) if word is not None else None


def offers(trigger: Trigger, view: View, room: Room | None, language: Language) -> list[Offer]:
    """Return what fits, the likeliest first."""
    match trigger.sign:
        case "/":
            found = commands(trigger.query, language)
        case "#":
            found = _rooms(trigger.query, view)
        case ":":
            found = [_emoji(one.text, one.name(language)) for one in search(trigger.query, OFFERS_MAX)]
        case _:
            found = people(trigger.query, view, room, sign=trigger.sign)
    return found[:OFFERS_MAX]


def people(query: str, view: View, room: Room | None, *, sign: str = "@") -> list[Offer]:
    """Return the people of a room whose names fit, those who spoke last first."""
    if room is None:
        return []
    if room.kind is RoomKind.CHANNEL:
        nicks = [member.nick for member in room.ranked()]
    else:
        nicks = [room.name] if room.kind is RoomKind.PRIVATE else []
    spoken = _last_words(room)
    mine = casefold(view.nick)
    fitting = [
        (place, -spoken.get(nick, -1), nick)
        for nick in nicks
        if casefold(nick) != mine and (place := rank(query, nick)) is not None
    ]
    fitting.sort(key=lambda one: (one[0], one[1], one[2].casefold()))
    return [Offer(nick, f"{sign}{nick} ", avatar=nick) for _rank, _spoken, nick in fitting]


def _last_words(room: Room) -> dict[str, int]:
    """Return at which of the room's last rows each person spoke last."""
    return {row.sender: at for at, row in enumerate(room.rows[-200:]) if isinstance(row, MessageRow)}


def _rooms(query: str, view: View) -> list[Offer]:
    open_rooms = {room.name: room.topic for room in view.channels()}
    known = open_rooms | {one.name: one.topic for one in view.directory if one.name not in open_rooms}
    fitting = [
        (place, name not in open_rooms, name)
        for name in known
        if (place := rank(query, name.lstrip("#"))) is not None
    ]
    return [
        Offer(name.lstrip("#"), f"{name} ", note=known[name][:30], sign="#")
        for _rank, _far, name in sorted(fitting)
    ]


def commands(query: str, language: Language) -> list[Offer]:
    """Return the commands whose names fit, in whichever language they are typed."""
    fitting: list[tuple[int, int, Offer]] = []
    for at, row in enumerate(SLASH):
        best = _best_name(query, row)
        if best is not None:
            place, name = best
            # A name typed in the other language stays in it.
            shown = row.usage(language).replace(row.name(language), f"/{name}", 1) if query else ""
            takes_more = bool(row.usage_ko)
            title = shown or row.usage(language)
            word = f"/{name}" if query else row.name(language)
            fitting.append(
                (place, at, Offer(title, word + (" " if takes_more else ""), note=row.help(language)))
            )
    fitting.sort(key=lambda one: one[:2])
    return [offer for _rank, _at, offer in fitting]


def _best_name(query: str, row: SlashCommand) -> tuple[int, str] | None:
    ranked = [
        (place, at, name)
        for at, name in enumerate((*row.ko, *row.en))
        if (place := rank(query, name)) is not None and place < 5
    ]
    if not ranked:
        return None
    place, _at, name = min(ranked)
    return place, name


def _emoji(text: str, name: str) -> Offer:
    return Offer(name, text, emoji=text)


def is_whole(trigger: Trigger, found: Sequence[Offer]) -> bool:
    """Is what is typed already one of the offers, so that Enter is meant to send it?"""
    typed = casefold(f"{trigger.sign}{trigger.query}")
    return any(casefold(offer.insert.rstrip()) == typed for offer in found)


def common_start(found: Iterable[Offer]) -> str:
    """Return the letters that all offers begin with."""
    names = [offer.insert.rstrip() for offer in found]
    start = min(names, default="")
    for name in names:
        while not name.startswith(start):
            start = start[:-1]
    return start
