"""The rows of a talk: messages, and what else happened, as data. Sentences are made by `phrases`."""

from enum import Enum
from typing import NewType

import msgspec

from malmadang.clientcore.faults import Fault
from malmadang.ports import TimeMs
from malmadang.wire.gametag import GameNews

RowId = NewType("RowId", int)
"""One row, whatever becomes of it; unique in a View, from 1 on."""


class MessageForm(Enum):
    """How a message is meant."""

    TEXT = "text"
    ACTION = "action"
    """/me: the nick is the sentence's subject."""
    NOTICE = "notice"
    """Said by programs; nobody answers it by program."""


class Delivery(Enum):
    """How far an own message is. Messages of others are SENT."""

    QUEUED = "queued"
    """Written while the line was down; goes out when it is back."""
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Reaction(msgspec.Struct, frozen=True, gc=False):
    """One emoji under a message.

    Attributes:
        emoji: as it was sent; any short text.
        nicks: who has given it, in order; never empty.
        mine: we are among them.
    """

    emoji: str
    nicks: tuple[str, ...]
    mine: bool = False


class MessageRow(msgspec.Struct, frozen=True, gc=False):
    """Somebody said something.

    Attributes:
        utc_ms: the server's time where it gives one, else the time of arrival.
        msgid: "" where the server gives none, or not yet.
        sender: nick; ours for own messages.
        mask: sender's `nick!user@host`, "" for own messages not confirmed yet.
        account: sender's account, "" for a guest or unknown.
        text: clean of control characters and colour codes; line breaks where it was sent as one message of
            several lines. "" once it is taken back.
        mention: it names me.
        reply_to: msgid of the message it answers, "" for none.
        audience: "@" and the like where only people of that rank read it, else "".
        bot: sent by a program.
        replayed: came from history, not live.
        fault: why it FAILED.
        reactions: in the order in which each emoji first came.
        game: what this live line of a room's word game tells, None for what people say.
        redacted: it was taken back: draw «지운 메시지예요»; `redacted_by` and `reason` say by whom and why.
    """

    id: RowId
    utc_ms: TimeMs
    sender: str
    text: str
    own: bool = False
    form: MessageForm = MessageForm.TEXT
    delivery: Delivery = Delivery.SENT
    mention: bool = False
    msgid: str = ""
    reply_to: str = ""
    mask: str = ""
    account: str = ""
    audience: str = ""
    bot: bool = False
    replayed: bool = False
    fault: Fault | None = None
    reactions: tuple[Reaction, ...] = ()
    redacted: bool = False
    redacted_by: str = ""
    reason: str = ""
    game: GameNews | None = None


class NoticeKind(Enum):
    """What else can happen. Each kind's fields stand in brackets."""

    JOINED = "joined"
    """[who, account]"""
    PARTED = "parted"
    """[who, reason]"""
    QUIT = "quit"
    """[who, reason]"""
    KICKED = "kicked"
    """[who, by, reason]; `by` removed `who`."""
    NICK = "nick"
    """[who, new]"""
    MODE = "mode"
    """[by, modes]; modes as on the wire, "+o 하늘"."""
    RANK = "rank"
    """[by, who, given ("1" or ""), letter, sign]; one rank given or taken."""
    RENAMED = "renamed"
    """[by, new, reason]: the room has another name."""
    TOPIC = "topic"
    """[by, topic]; changed just now, topic "" where it was taken away."""
    TOPIC_IS = "topic is"
    """[topic, by]; what it was when we came, or were asked."""
    INVITED = "invited"
    """[by, room]: we are asked to come."""
    INVITING = "inviting"
    """[by, who, room]: somebody else is asked to come, by us or another."""
    AWAY = "away"
    """[who, text]: the answer of somebody absent."""
    AWAY_ON = "away on"
    """[]: we are marked as absent."""
    AWAY_OFF = "away off"
    """[]"""
    NAMES = "names"
    """[room, names (separated by spaces, with rank signs), count]"""
    LISTED = "listed"
    """[room, people, topic]: a line of the list of rooms."""
    LIST_END = "list end"
    """[count]"""
    WHOIS = "whois"
    """[who, mask, realname, account, rooms, server, away, idle_s, since_s, secure, bot, operator]; "" where
    the server has not told."""
    IGNORING = "ignoring"
    """[who]"""
    UNIGNORED = "unignored"
    """[who]"""
    IGNORES = "ignores"
    """[names]: all we ignore, separated by spaces."""
    HELP = "help"
    """[command] where one is explained, [] for all of them: the text is made from the table in `slash`."""
    CONNECTED = "connected"
    """[server]: the line is good."""
    DISCONNECTED = "disconnected"
    """[server, reason]"""
    GREETING = "greeting"
    """[code, text]: the server's welcome, counts and message of the day."""
    REPLY = "reply"
    """[code, text]: an answer without a sentence of ours."""
    ERROR = "error"
    """[code, subject, text]: a refusal; `phrases` knows most codes, `text` is the server's own sentence."""
    SERVER_TEXT = "server text"
    """[by, text]: a NOTICE by the server."""
    WALLOPS = "wallops"
    """[by, text]"""
    CTCP = "ctcp"
    """[by, text]: the answer of somebody's program."""
    GAP = "gap"
    """[after_ms, after, before_ms, before (times, msgids of the neighbours)]: the server has more here, not
    loaded yet. Drawn as a line to click; `LoadGap` fills it, which takes the row away bit by bit."""
    FOUND = "found"
    """[room, who, text, msgid, ms]: a message that was looked for; it was said at `ms`."""
    FOUND_END = "found end"
    """[text, count, local ("1" where only what is loaded was looked through)]"""
    DISPLAY = "display"
    """[name]: what we are called beside the nick now, "" for nothing."""
    REGISTERED = "registered"
    """[account]: it is made, and we are in it."""
    VERIFY = "verify"
    """[account, text]: a code is on its way to the person, `Verify` shows it."""
    NO_LOGIN = "no login"
    """[why: "sasl" the server offers no log-in, "plain" it would show the password]"""


class NoticeRow(msgspec.Struct, frozen=True, gc=False):
    """Something happened in the room, or was answered there.

    Attributes:
        fields: see NoticeKind; every field named there is present.
        own: `who` (or `by`, where there is no `who`) is ourselves.
        msgid: "" where the server gives none.
        replayed: came from history, not live.
    """

    id: RowId
    utc_ms: TimeMs
    kind: NoticeKind
    fields: dict[str, str]
    own: bool = False
    msgid: str = ""
    replayed: bool = False


Row = MessageRow | NoticeRow
