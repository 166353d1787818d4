"""From a line to its handler: the gates of a command, and refusals made into replies."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from malmadang.servercore.client import Client, Stage
from malmadang.servercore.context import Context
from malmadang.servercore.refusal import Failure, Refusal
from malmadang.wire.message import Message, escape_tag
from malmadang.wire.numerics import (
    ERR_ALREADYREGISTERED,
    ERR_NEEDMOREPARAMS,
    ERR_NOPRIVILEGES,
    ERR_NOPRIVS,
    ERR_NOTREGISTERED,
    ERR_UNKNOWNCOMMAND,
)

Handler = Callable[[Context, Message], None]


class Command(msgspec.Struct, frozen=True):
    """One row of the command table.

    Attributes:
        syntax: parameters as HELP shows them.
        min_params: fewer are answered with 461.
        stage: from when on it may be used.
        only_before_welcome: answered with 462 afterwards (PASS, USER).
        cost: tokens it takes from the client's bucket.
        loud: read by others, so it counts against the smaller bucket.
        quiet_when: says which uses of a loud command nobody else reads (questions).
        quiet_with: the capability without which they are no such uses; "" for none.
        privilege: what an operator must have to use it; "" for everybody.
        silent_refusals: refusals are swallowed (NOTICE).
        is_gated: a welcomed client may still be refused it; follows from the others.
        source: specification and section.
    """

    verb: str
    handler: Handler
    syntax: str
    source: str
    min_params: int = 0
    stage: Stage = Stage.WELCOMED
    only_before_welcome: bool = False
    cost: int = 1
    loud: bool = False
    privilege: str = ""
    silent_refusals: bool = False
    quiet_when: Callable[[Message], bool] | None = None
    quiet_with: str = ""
    is_gated: bool = False

    def __post_init__(self) -> None:
        """Work out once what dispatch asks for every line."""
        msgspec.structs.force_setattr(self, "is_gated", self.only_before_welcome or bool(self.privilege))

    def is_loud(self, client: Client, message: Message) -> bool:
        """Whether this use of it counts against the smaller bucket."""
        if not self.loud or self.quiet_when is None:
            return self.loud
        return bool(self.quiet_with and self.quiet_with not in client.caps) or not self.quiet_when(message)


def dispatch(ctx: Context, message: Message, commands: Mapping[str, Command]) -> None:
    """Run one line of the acting client: gates, handler, labels."""
    ctx.verb = verb = message.verb
    if message.tags is not None:
        ctx.label = _label(ctx.client, message.tags)
    command = commands.get(verb)
    try:
        if command is None or command.is_gated or ctx.client.user is None:
            command = _pass_gates(ctx, verb, command)
        if len(message.params) < command.min_params:
            raise Refusal(ERR_NEEDMOREPARAMS, verb)
        command.handler(ctx, message)
    except (Refusal, Failure) as refusal:
        if command is None or not command.silent_refusals:
            ctx.refuse(refusal)
    if ctx.label:
        ctx.finish()


def _pass_gates(ctx: Context, verb: str, command: Command | None) -> Command:
    """Return the command if the client may use it now.

    Raises:
        Refusal: there is no such command, not yet, not any more, or not for this user.
    """
    is_welcomed = ctx.client.stage is Stage.WELCOMED
    if command is None:
        if not is_welcomed:
            raise Refusal(ERR_NOTREGISTERED)
        raise Refusal(ERR_UNKNOWNCOMMAND, _word(verb))
    if ctx.client.stage < command.stage:
        raise Refusal(ERR_NOTREGISTERED)
    if command.only_before_welcome and is_welcomed:
        raise Refusal(ERR_ALREADYREGISTERED)
    if command.privilege and command.privilege not in ctx.user.privileges:
        if ctx.user.is_operator:
            raise Refusal(ERR_NOPRIVS, command.privilege)
        raise Refusal(ERR_NOPRIVILEGES)
    return command


def _label(client: Client, tags: dict[str, str]) -> str:
    if "label" not in tags or "labeled-response" not in client.caps:
        return ""
    return escape_tag(tags["label"][:64])


def _word(text: str) -> str:
    return "".join(letter for letter in text[:32] if letter > " " and letter != ":") or "*"
