"""The whole command table, written out in one place."""

from __future__ import annotations

from types import MappingProxyType

from malmadang.servercore.client import Stage
from malmadang.servercore.commands import channels, connection, messages
from malmadang.servercore.dispatch import Command

_ROWS = (
    Command("CAP", connection.cap, "LS|LIST|REQ|END [:<capabilities>]", "IRCv3 capability-negotiation",
            min_params=1, stage=Stage.REGISTERING),
    Command("PASS", connection.password, "<password>", "RFC 2812 3.1.1", min_params=1,
            stage=Stage.REGISTERING, only_before_welcome=True),
    Command("NICK", connection.nick, "<nickname>", "RFC 2812 3.1.2", stage=Stage.REGISTERING, loud=True),
    Command("USER", connection.user, "<username> 0 * :<realname>", "RFC 2812 3.1.3", min_params=4,
            stage=Stage.REGISTERING, only_before_welcome=True),
    Command("PING", connection.ping, "<token>", "RFC 2812 3.7.2", min_params=1, stage=Stage.REGISTERING),
    Command("PONG", connection.pong, "<token>", "RFC 2812 3.7.3", stage=Stage.REGISTERING),
    Command("QUIT", connection.quit_, "[:<reason>]", "RFC 2812 3.1.7", stage=Stage.REGISTERING),
    Command("PRIVMSG", messages.privmsg, "<target>{,<target>} :<text>", "RFC 2812 3.3.1", loud=True),
    Command("NOTICE", messages.notice, "<target>{,<target>} :<text>", "RFC 2812 3.3.2", loud=True,
            silent_refusals=True),
    Command("TAGMSG", messages.tagmsg, "<target>{,<target>}", "IRCv3 message-tags", loud=True),
    Command("JOIN", channels.join, "<channel>{,<channel>} [<key>{,<key>}]", "RFC 2812 3.2.1", min_params=1),
    Command("PART", channels.part, "<channel>{,<channel>} [:<reason>]", "RFC 2812 3.2.2", min_params=1),
    Command("NAMES", channels.names, "[<channel>{,<channel>}]", "RFC 2812 3.2.5", cost=2),
)  # fmt: skip

COMMANDS = MappingProxyType({row.verb: row for row in _ROWS})
