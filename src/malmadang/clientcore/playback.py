"""Lines of history -> rows: what was said, and what else happened; nothing of it changes who is where."""

from malmadang.clientcore import talk
from malmadang.clientcore.context import Context
from malmadang.clientcore.plaintext import clean
from malmadang.clientcore.rows import NoticeKind, NoticeRow, Row
from malmadang.clientcore.view import Room
from malmadang.wire.message import Message, Source
from malmadang.wire.modes import format_modes, parse_modes


def play(ctx: Context, line: Message, target: str) -> tuple[Room, list[Row]] | None:
    """Return the room and the rows of a line that was said before; None where it makes none.

    Args:
        target: whose history it is, "" where that is not known.
    """
    ctx.begin(line, None)
    if line.verb in ("PRIVMSG", "NOTICE"):
        if len(line.params) < 2:
            return None
        found = talk.replayed(ctx, line, target)
        return None if found is None else (found[0], [found[1]])
    room = ctx.find_room(target) if target else None
    if room is None:
        return None
    rows: list[Row] = []
    for kind, fields, own in _happened(ctx, line):
        # As with live lines: the first of several rows has the line's msgid.
        msgid = "" if rows else ctx.incoming.msgid
        row_id, utc_ms = ctx.next_row_id(), ctx.incoming.utc_ms
        rows.append(NoticeRow(row_id, utc_ms, kind, fields, own=own, msgid=msgid, replayed=True))
    return room, rows


def _happened(ctx: Context, line: Message) -> list[tuple[NoticeKind, dict[str, str], bool]]:
    """Say what a line of draft/event-playback tells. One's own coming and going one knows."""
    nick = Source.parse(line.source or "").nick
    own = ctx.is_me(nick)
    params = [clean(param) for param in line.params]
    last = params[-1] if params else ""
    match line.verb:
        case "JOIN" if not own:
            account = params[1] if len(params) > 2 and params[1] != "*" else ""
            return [(NoticeKind.JOINED, {"who": nick, "account": account}, False)]
        case "PART" if not own:
            return [(NoticeKind.PARTED, {"who": nick, "reason": last if len(params) > 1 else ""}, False)]
        case "QUIT" if not own:
            return [(NoticeKind.QUIT, {"who": nick, "reason": last.removeprefix("Quit: ")}, False)]
        case "KICK" if len(params) > 1:
            reason = last if len(params) > 2 and last != nick else ""
            fields = {"who": params[1], "by": nick, "reason": reason}
            return [(NoticeKind.KICKED, fields, ctx.is_me(params[1]))]
        case "NICK" if params:
            return [(NoticeKind.NICK, {"who": nick, "new": params[0]}, own)]
        case "TOPIC" if len(params) > 1:
            return [(NoticeKind.TOPIC, {"by": nick, "topic": last}, own)]
        case "MODE" if len(params) > 1:
            return _modes(ctx, nick, params)
        case _:
            return []


def _modes(ctx: Context, by: str, params: list[str]) -> list[tuple[NoticeKind, dict[str, str], bool]]:
    kinds, prefixes = ctx.support.mode_kinds, ctx.support.prefixes
    happened: list[tuple[NoticeKind, dict[str, str], bool]] = []
    others = []
    for change in parse_modes(params[1], tuple(params[2:]), kinds):
        if change.letter in kinds.members and change.argument is not None:
            fields = {
                "by": by,
                "who": change.argument,
                "given": "1" if change.sign == "+" else "",
                "letter": change.letter,
                "sign": prefixes.show(change.letter),
            }
            happened.append((NoticeKind.RANK, fields, ctx.is_me(change.argument)))
        else:
            others.append(change)
    if others:
        fields = {"by": by, "modes": " ".join(format_modes(others))}
        happened.append((NoticeKind.MODE, fields, ctx.is_me(by)))
    return happened
