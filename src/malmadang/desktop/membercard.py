"""A member's small card: who it is, and what one can do with them."""

from collections.abc import Callable

import msgspec

from malmadang.clientcore.view import Member, Room, View
from malmadang.desktop.cards import Card
from malmadang.desktop.members import STAFF, rank_word
from malmadang.desktop.phrases import Word
from malmadang.desktop.questions import Asker
from malmadang.wire.names import casefold


class MemberCommands(msgspec.Struct, frozen=True):
    """What the card's buttons do, each to the nick.

    Attributes:
        ranks: what of ranks can be given or taken, for operators.
    """

    whisper: Callable[[str], None]
    call: Callable[[str], None]
    whois: Callable[[str], None]
    ignore: Callable[[str], None]
    kick: Callable[[str], None]
    ban: Callable[[str], None]
    ranks: list[tuple[str, Callable[[], None]]]


def show_member_card(asker: Asker, view: View, room: Room, member: Member, commands: MemberCommands) -> Card:
    """Open the card of somebody else in the room."""
    say, nick = asker.speech.say, member.nick
    card = Card(asker.root, asker.skin, nick, width=360)
    rank = rank_word(member.prefixes, view.features.prefixes)
    facts = [
        say(Word.ACCOUNT_OF, account=member.account) if member.account else "",
        say(rank) if rank is not None else "",
        say(Word.BOT) if member.bot else "",
        f"{say(Word.AWAY)}: {member.person.away_text}" if member.away and member.person.away_text else "",
        say(Word.AWAY) if member.away and not member.person.away_text else "",
    ]
    if line := " · ".join(fact for fact in facts if fact):
        card.text(line)
    shared = [one.name for one in view.channels() if casefold(nick) in one.members and one is not room]
    if shared:
        card.text(say(Word.ROOMS_SHARED, rooms=", ".join(shared)))
    card.link(f"@ {say(Word.CALL)}", card.then(lambda: commands.call(nick)))
    card.link(say(Word.WHOIS), card.then(lambda: commands.whois(nick)))
    card.link(say(Word.IGNORE), card.then(lambda: commands.ignore(nick)))
    me = room.members.get(casefold(view.nick))
    if me is not None and me.prefixes[:1] and me.prefixes[0] in STAFF and me.rank <= member.rank:
        for word, act in commands.ranks:
            card.link(word, card.then(act))
        card.link(say(Word.KICK_GO), card.then(lambda: commands.kick(nick)))
        card.link(say(Word.BAN_GO), card.then(lambda: commands.ban(nick)))
    card.buttons(
        (say(Word.WHISPER), card.then(lambda: commands.whisper(nick))), (say(Word.CLOSE), card.close)
    )
    card.open()
    return card
