"""HELP: the command table as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping

from malmadang.servercore.context import Context
from malmadang.servercore.dispatch import Command
from malmadang.servercore.params import word
from malmadang.servercore.refusal import Refusal
from malmadang.wire.message import Message
from malmadang.wire.numerics import ERR_HELPNOTFOUND, RPL_ENDOFHELP, RPL_HELPSTART, RPL_HELPTXT

_INDEX_LETTERS = 60


def send_help(ctx: Context, message: Message, commands: Mapping[str, Command]) -> None:
    """Tell what a command does, or which commands there are.

    Source: Modern IRC, HELP message.
    """
    subject = message.params[0].upper() if message.params and message.params[0] else ""
    if not subject:
        lines = [*_index(commands), "", ctx.phrases.say("help_how")]
        _send(ctx, "*", ctx.phrases.say("help_title"), lines)
        return
    command = commands.get(subject)
    if command is None:
        raise Refusal(ERR_HELPNOTFOUND, "*" if " " in subject else word(subject))
    say = ctx.phrases.say
    lines = [f"{command.verb} {command.syntax}".rstrip(), ctx.phrases.help(command.verb)]
    if command.privilege:
        lines.append(say("help_needs", privilege=command.privilege))
    lines.append(say("help_source", source=command.source))
    _send(ctx, command.verb, say("help_of", verb=command.verb), lines)


def _index(commands: Mapping[str, Command]) -> list[str]:
    """Return every verb in alphabetical order, some to a line."""
    lines = [""]
    for verb in sorted(commands):
        if lines[-1] and len(lines[-1]) + 1 + len(verb) > _INDEX_LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {verb}".lstrip()
    return lines


def _send(ctx: Context, subject: str, title: str, lines: list[str]) -> None:
    """Send a page: title, an empty line, the lines; the last one ends it."""
    *middle, last = lines
    ctx.data(RPL_HELPSTART, subject, title)
    for line in ("", *middle):
        ctx.data(RPL_HELPTXT, subject, line)
    ctx.data(RPL_ENDOFHELP, subject, last)
