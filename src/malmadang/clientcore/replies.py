"""The server's answers: welcome, WHOIS, LIST, away texts, plain answers, refusals."""

import re

from malmadang.clientcore import accounts, history, presence, resuming, searching, sending
from malmadang.clientcore.context import Context
from malmadang.clientcore.events import DirectoryChanged, RoomPart
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.outbox import Outgoing
from malmadang.clientcore.plaintext import clean
from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind, NoticeRow
from malmadang.clientcore.view import ListedRoom, Phase, Room, RoomKind
from malmadang.wire.message import Message
from malmadang.wire.names import normalize_name

_JOIN_ERRORS = frozenset(
    {"403", "405", "407", "437", "448", "470", "471", "473", "474", "475", "476", "477", "479", "480", "489"}
)
_SEND_ERRORS = frozenset({"401", "402", "403", "404", "407", "411", "412", "413", "414", "417", "477", "531"})
_MAX_DIRECTORY = 10_000
_LISTED_ROWS = 100
_RECENT_MS = 15_000
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z")
# Our server sets numbers apart for programs.
_COUNTED = re.compile(r"(\d) ([명개])")


def _text(message: Message) -> str:
    """Everything behind our nick, as one text."""
    return clean(" ".join(message.params[1:]))


def greeting(ctx: Context, message: Message) -> None:
    """Handle the welcome's lines, the counts and the message of the day.

    Source: RFC 2812 5.1.
    """
    # Behind 265 and 266 the numbers stand in the sentence, too.
    is_counted_twice = message.verb in ("265", "266") and len(message.params) > 2
    text = clean(message.params[-1]) if is_counted_twice else _text(message)
    text = _COUNTED.sub(r"\1\2", _STAMP.sub(r"\1 \2 (UTC)", text))
    ctx.notice(ctx.view.server, NoticeKind.GREETING, code=message.verb, text=text)


def isupport(ctx: Context, message: Message) -> None:
    """Handle 005.

    Source: Modern IRC, "RPL_ISUPPORT".
    """
    before = ctx.support.casefold
    ctx.support.apply(message.params)
    if ctx.support.casefold is not before:
        ctx.refold()
    if ctx.support.network:
        ctx.view.network = ctx.view.server.name = clean(ctx.support.network)
        ctx.changed(ctx.view.server, RoomPart.NAME)
    ctx.refresh_features()


def reply(ctx: Context, message: Message) -> None:
    """Show an answer as the server put it."""
    if not ctx.is_quiet:
        name = next((param for param in message.params[1:-1] if ctx.is_channel(param)), "")
        ctx.notice(ctx.origin(name), NoticeKind.REPLY, code=message.verb, text=_text(message))


def standard_reply(ctx: Context, message: Message) -> None:
    """Handle FAIL, WARN and NOTE.

    Source: IRCv3 standard-replies.
    """
    _, code, *context, text = message.params
    if message.params[0] == "CHATHISTORY" and message.verb == "FAIL":
        history.refused(ctx, ctx.incoming.label, message.params)
    elif message.params[0] == "SEARCH" and message.verb == "FAIL":
        label = ctx.incoming.tags.get("label", "")
        searching.refused(ctx, label, {"code": code, "subject": "", "text": clean(text)})
    elif message.params[0] in ("REGISTER", "VERIFY") and message.verb == "FAIL":
        accounts.refused(ctx, message.params[0], code, clean(text))
        _refusal(ctx, code, context[0] if context else "", clean(text))
    elif message.params[0] == "RESUME" and message.verb == "FAIL":
        resuming.refused(ctx)
    elif message.params[0] == "MARKREAD" and message.verb == "FAIL":
        # The read position stays this client's own.
        return
    elif message.verb == "FAIL":
        _refusal(ctx, code, context[0] if context else "", clean(text))
    elif not ctx.is_quiet:
        ctx.notice(ctx.origin(), NoticeKind.SERVER_TEXT, by=ctx.view.network, text=clean(text))


def acknowledged(ctx: Context, _message: Message) -> None:
    """Handle ACK: done, and nothing to say about it.

    Source: IRCv3 labeled-response.
    """
    label = ctx.incoming.label
    if label is not None and label.row in ctx.outbox.in_flight:
        sending.confirm(ctx, ctx.outbox.in_flight[label.row])


def error(ctx: Context, message: Message) -> None:
    """Handle a numeric that refuses something."""
    subject = message.params[1] if len(message.params) > 2 else ""
    if message.verb in ("432", "433", "436", "437", "438") and ctx.regaining:
        ctx.regaining = False
        return
    if message.verb == "462" and ctx.view.connection.phase is Phase.REGISTERING:
        # It keeps the user name that came with the nick before.
        return
    if message.verb == "263" and ctx.surveying is not None:
        presence.survey_refused(ctx)
        return
    _refusal(ctx, message.verb, subject, clean(message.params[-1]))


def _refusal(ctx: Context, code: str, subject: str, text: str) -> None:
    fields = {"code": code, "subject": subject, "text": text}
    if _fail_message(ctx, code, subject, fields):
        return
    if ctx.is_quiet:
        if ctx.surveying is not None and ctx.incoming.label is not None:
            presence.survey_refused(ctx)
        return
    key = ctx.fold(subject)
    if code in _JOIN_ERRORS and key in ctx.wanted:
        room = ctx.rooms.get(key)
        if room is None or not room.joined:
            _stay_out(ctx, subject, room, Fault(FaultKind.CANNOT_JOIN, fields))
    where = ctx.origin(subject)
    ctx.notice(where, NoticeKind.ERROR, code=code, subject=subject, text=text)
    if where.key != ctx.view.shown:
        where.unread += 1
        ctx.changed(where, RoomPart.COUNTS)


def _stay_out(ctx: Context, name: str, room: Room | None, fault: Fault) -> None:
    key = ctx.fold(name)
    ctx.wanted.pop(key, None)
    if room is not None:
        room.fault = fault
        ctx.changed(room, RoomPart.STANDING)
    sending.fail_waiting(ctx, key, fault)
    history.pump(ctx)


def _fail_message(ctx: Context, code: str, subject: str, fields: dict[str, str]) -> bool:
    """Is it one of our messages that is refused? Then the row says it."""
    outgoing = _refused_message(ctx, code, subject)
    if outgoing is None:
        return False
    sending.fail(ctx, outgoing, Fault(FaultKind.NOT_DELIVERED, fields))
    room = ctx.rooms.get(outgoing.key)
    if code == "401" and room is not None and room.kind is RoomKind.PRIVATE:
        presence.disappeared(ctx, room.key)
    return True


def _refused_message(ctx: Context, code: str, subject: str) -> Outgoing | None:
    label = ctx.incoming.label
    if label is not None:
        return ctx.outbox.in_flight.get(label.row)
    if ctx.has("labeled-response") or (code not in _SEND_ERRORS and not code.isupper()):
        return None
    key = ctx.fold(ctx.support.split_target(subject)[1])
    return ctx.outbox.oldest(key) or _last_sent(ctx, key)


def _last_sent(ctx: Context, key: str) -> Outgoing | None:
    """Find an own message that counted as sent when it was written: this server confirms none."""
    room = next((room for room in ctx.view.rooms if room.key == key), None)
    if room is None or ctx.has("echo-message"):
        return None
    for row in reversed(room.rows[-20:]):
        recent = ctx.incoming.utc_ms - row.utc_ms < _RECENT_MS
        if isinstance(row, MessageRow) and row.own and row.delivery is Delivery.SENT and recent:
            return sending.outgoing_of(ctx, room, row)
    return None


def away_text(ctx: Context, message: Message) -> None:
    """Handle 301: in an answer to WHOIS, or to a message.

    Source: RFC 2812 5.1.
    """
    nick, text = message.params[1], clean(message.params[-1])
    key = ctx.fold(nick)
    if key in ctx.whois:
        ctx.whois[key]["away"] = text
        return
    person = ctx.view.people.get(key)
    if person is not None:
        person.away, person.away_text = True, text
    room = ctx.find_room(nick) or ctx.origin()
    said = [row for row in room.rows if isinstance(row, NoticeRow) and row.kind is NoticeKind.AWAY]
    if not said or said[-1].fields != {"who": nick, "text": text}:
        ctx.notice(room, NoticeKind.AWAY, who=nick, text=text)


_WHOIS_FIELDS = (
    "who", "mask", "realname", "account", "rooms", "server", "away", "idle_s", "since_s", "secure", "bot",
    "operator",
)  # fmt: skip


def whois(ctx: Context, message: Message) -> None:
    """Handle the lines of an answer to WHOIS up to its end, 318.

    Source: RFC 2812 5.1; Modern IRC, WHOIS.
    """
    nick, *rest = message.params[1:]
    # 318 has the nick as it was typed, maybe in full-width letters.
    key = ctx.fold(normalize_name(nick))
    if message.verb == "318":
        fields = ctx.whois.pop(key, None)
        if fields is not None and not ctx.is_quiet:
            ctx.add_notice(ctx.origin(), NoticeKind.WHOIS, fields)
        return
    if message.verb == "311" and len(rest) >= 4:
        fields = dict.fromkeys(_WHOIS_FIELDS, "")
        fields |= {"who": nick, "mask": f"{nick}!{rest[0]}@{rest[1]}", "realname": clean(rest[-1])}
        ctx.whois[key] = fields
    fields = ctx.whois.get(key, {})
    if not fields or not rest:
        return
    match message.verb:
        case "312":
            fields["server"] = rest[0]
        case "313":
            fields["operator"] = "1"
        case "317":
            fields["idle_s"] = rest[0]
            fields["since_s"] = rest[1] if len(rest) > 2 else ""
        case "319":
            fields["rooms"] = f"{fields['rooms']} {clean(rest[-1])}".strip()
        case "330":
            fields["account"] = rest[0]
        case "335":
            fields["bot"] = "1"
        case "671":
            fields["secure"] = "1"
        case _:
            # Hosts, modes and the like that other lines tell as well.
            pass


def list_start(ctx: Context, _message: Message) -> None:
    """Handle 321.

    Source: RFC 2812 5.1.
    """
    ctx.view.directory.clear()


def list_line(ctx: Context, message: Message) -> None:
    """Handle 322: one of the server's rooms.

    Source: RFC 2812 5.1.
    """
    name, people = message.params[1], message.params[2]
    topic = clean(message.params[3]) if len(message.params) > 3 else ""
    directory = ctx.view.directory
    if len(directory) >= _MAX_DIRECTORY:
        return
    directory.append(ListedRoom(name, int(people) if people.isascii() and people.isdigit() else 0, topic))
    if ctx.list_rows and len(directory) <= _LISTED_ROWS:
        ctx.notice(ctx.origin(), NoticeKind.LISTED, room=name, people=people, topic=topic)
    elif len(directory) % _LISTED_ROWS == 0:
        ctx.emit(DirectoryChanged(complete=False))


def list_end(ctx: Context, _message: Message) -> None:
    """Handle 323.

    Source: RFC 2812 5.1.
    """
    ctx.emit(DirectoryChanged(complete=True))
    if ctx.list_rows:
        ctx.notice(ctx.origin(), NoticeKind.LIST_END, count=str(len(ctx.view.directory)))


def who(ctx: Context, message: Message) -> None:
    """Handle 352, 354 and 315: of our own question, or shown as they are.

    Source: RFC 2812 5.1; IRCv3 whox.
    """
    handlers = {"352": presence.who_reply, "354": presence.whox_reply, "315": presence.who_end}
    if not handlers[message.verb](ctx, message) and message.verb != "315":
        reply(ctx, message)


def ignored(ctx: Context, message: Message) -> None:
    """Leave a line alone that says nothing a person needs."""
