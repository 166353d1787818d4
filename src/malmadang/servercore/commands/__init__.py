"""The whole command table, written out in one place."""

from __future__ import annotations

from types import MappingProxyType

from malmadang.servercore.client import Stage
from malmadang.servercore.commands import channels, connection, listing, messages, modes, rooms
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
    Command("TOPIC", rooms.topic, "<channel> [:<topic>]", "RFC 2812 3.2.4", min_params=1, loud=True,
            quiet_when=rooms.is_topic_question),
    Command("LIST", listing.list_, "[<channel or mask>{,<channel or mask>}] [<condition>{,<condition>}]",
            "RFC 2812 3.2.6; Modern IRC, ELIST", cost=5),
    Command("KICK", rooms.kick, "<channel>{,<channel>} <nickname>{,<nickname>} [:<comment>]",
            "RFC 2812 3.2.8", min_params=2, loud=True),
    Command("INVITE", rooms.invite, "[<nickname> <channel>]", "RFC 2812 3.2.7; IRCv3 invite-notify",
            loud=True, quiet_when=rooms.is_invite_question),
    Command("KNOCK", rooms.knock, "<channel> [:<text>]", "in wide use; 005 KNOCK", min_params=1, loud=True),
    Command("MODE", modes.mode, "<target> [<modes> [<parameter>...]]", "RFC 2812 3.1.5, 3.2.3", min_params=1,
            loud=True, quiet_when=modes.is_question),
)  # fmt: skip

COMMANDS = MappingProxyType({row.verb: row for row in _ROWS})
