"""HANDLERS: what each line of the server does, the whole table written out in one place."""

from collections.abc import Callable

import msgspec

from malmadang.clientcore import (
    accounts,
    batches,
    connection,
    login,
    membership,
    naming,
    negotiation,
    presence,
    reading,
    remarks,
    replies,
    resuming,
    roomstate,
    talk,
)
from malmadang.clientcore.context import Context
from malmadang.wire.message import Message


class Handler(msgspec.Struct, frozen=True):
    """What to do with a verb or numeric.

    Attributes:
        min_params: lines with fewer are left alone.
    """

    handle: Callable[[Context, Message], None]
    min_params: int = 0


_GREETING = Handler(replies.greeting)
_IGNORED = Handler(replies.ignored)
_NICK_REFUSED = Handler(connection.nick_error, 2)
_SASL_FAILED = Handler(login.failed, 1)
_WHO = Handler(replies.who, 7)
_WHOIS = Handler(replies.whois, 2)

HANDLERS: dict[str, Handler] = {
    # Words.
    "PRIVMSG": Handler(talk.message, 2),
    "NOTICE": Handler(talk.message, 2),
    "TAGMSG": Handler(talk.tag_message),
    "REDACT": Handler(remarks.redact, 2),
    "WALLOPS": Handler(talk.wallops, 1),
    # The line.
    "PING": Handler(connection.ping),
    "PONG": Handler(connection.pong),
    "ERROR": Handler(connection.error),
    "CAP": Handler(negotiation.cap, 2),
    "AUTHENTICATE": Handler(login.authenticate, 1),
    "BATCH": Handler(batches.batch, 1),
    "REGISTER": Handler(accounts.registered, 3),
    "VERIFY": Handler(accounts.registered, 3),
    "RESUME": Handler(resuming.resume, 2),
    "METADATA": Handler(naming.metadata, 4),
    "761": Handler(naming.value, 4),
    "766": Handler(naming.value, 4),
    "770": Handler(naming.subscribed),
    "MARKREAD": Handler(reading.markread, 2),
    "ACK": Handler(replies.acknowledged),
    "FAIL": Handler(replies.standard_reply, 3),
    "WARN": Handler(replies.standard_reply, 3),
    "NOTE": Handler(replies.standard_reply, 3),
    # People and rooms.
    "JOIN": Handler(membership.join, 1),
    "PART": Handler(membership.part, 1),
    "KICK": Handler(membership.kick, 2),
    "QUIT": Handler(membership.quit_),
    "NICK": Handler(membership.nick, 1),
    "RENAME": Handler(membership.rename, 2),
    "MODE": Handler(roomstate.mode, 2),
    "TOPIC": Handler(roomstate.topic, 2),
    "INVITE": Handler(roomstate.invite, 2),
    "AWAY": Handler(presence.away),
    "ACCOUNT": Handler(presence.account, 1),
    "CHGHOST": Handler(presence.chghost, 2),
    "SETNAME": Handler(presence.setname, 1),
    # The welcome.
    "001": Handler(connection.welcome, 1),
    "002": _GREETING,
    "003": _GREETING,
    "004": _IGNORED,
    "005": Handler(replies.isupport, 2),
    "250": _GREETING,
    "251": _GREETING,
    "252": _GREETING,
    "253": _GREETING,
    "254": _GREETING,
    "255": _GREETING,
    "265": _GREETING,
    "266": _GREETING,
    "372": _GREETING,
    "375": _GREETING,
    "376": Handler(connection.burst_over),
    "422": Handler(connection.burst_over),
    # Answers.
    "301": Handler(replies.away_text, 3),
    "305": Handler(presence.own_away),
    "306": Handler(presence.own_away),
    "276": _IGNORED,
    "307": _IGNORED,
    "311": _WHOIS,
    "312": _WHOIS,
    "313": _WHOIS,
    "317": _WHOIS,
    "318": _WHOIS,
    "319": _WHOIS,
    "320": _IGNORED,
    "330": _WHOIS,
    "335": _WHOIS,
    "338": _IGNORED,
    "378": _IGNORED,
    "379": _IGNORED,
    "671": _WHOIS,
    "315": Handler(replies.who, 2),
    "352": _WHO,
    "354": Handler(replies.who, 2),
    "321": Handler(replies.list_start),
    "322": Handler(replies.list_line, 3),
    "323": Handler(replies.list_end),
    "324": Handler(roomstate.mode_is, 3),
    "329": Handler(roomstate.creation_time),
    "331": Handler(roomstate.topic_is, 2),
    "332": Handler(roomstate.topic_is, 3),
    "333": Handler(roomstate.topic_by, 3),
    "341": Handler(roomstate.inviting, 3),
    "353": Handler(membership.names_reply, 3),
    "366": Handler(membership.names_end, 2),
    "396": Handler(presence.own_host, 2),
    "730": Handler(presence.monitor_online, 2),
    "731": Handler(presence.monitor_offline, 2),
    "732": _IGNORED,
    "733": _IGNORED,
    "734": _IGNORED,
    # Log-in.
    "900": Handler(login.logged_in, 3),
    "901": Handler(login.logged_in),
    "902": _SASL_FAILED,
    "903": Handler(login.succeeded),
    "904": _SASL_FAILED,
    "905": _SASL_FAILED,
    "906": _SASL_FAILED,
    "907": Handler(login.succeeded),
    "908": Handler(login.mechanisms, 2),
    # Refusals that are more than a sentence.
    "410": Handler(connection.cap_refused, 1),
    "421": Handler(connection.unknown_command, 2),
    "432": _NICK_REFUSED,
    "433": _NICK_REFUSED,
    "436": _NICK_REFUSED,
    "437": _NICK_REFUSED,
    "451": Handler(connection.cap_refused, 1),
    "464": Handler(connection.password_refused, 1),
    "465": Handler(connection.banned, 1),
}


def handle(ctx: Context, message: Message) -> None:
    """Do what a line says."""
    handler = HANDLERS.get(message.verb)
    if handler is not None:
        if len(message.params) >= handler.min_params:
            handler.handle(ctx, message)
    elif len(message.verb) == 3 and message.verb.isdigit() and message.params:
        (replies.error if message.verb[0] in "456" or message.verb == "263" else replies.reply)(ctx, message)
