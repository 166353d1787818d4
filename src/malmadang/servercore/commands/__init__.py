"""The whole command table, written out in one place."""

from __future__ import annotations

from types import MappingProxyType

from malmadang.servercore.client import Stage
from malmadang.servercore.commands import (
    authenticate,
    channels,
    connection,
    game,
    gathering,
    helping,
    history,
    information,
    listing,
    markread,
    messages,
    modes,
    monitor,
    multiline,
    operators,
    presence,
    redacting,
    register,
    resume,
    rooms,
    who,
    whois,
)
from malmadang.servercore.context import Context
from malmadang.servercore.dispatch import Command
from malmadang.wire.message import Message


def help_(ctx: Context, message: Message) -> None:
    """Tell what a command does; it stands here because it reads the table."""
    helping.send_help(ctx, message, COMMANDS)


_ROWS = (
    Command("CAP", connection.cap, "LS|LIST|REQ|END [:<capabilities>]", "IRCv3 capability-negotiation",
            min_params=1, stage=Stage.REGISTERING),
    Command("AUTHENTICATE", authenticate.authenticate, "<mechanism> | <answer> | *",
            "IRCv3 sasl-3.1, sasl-3.2", min_params=1, stage=Stage.REGISTERING, cost=2),
    Command("REGISTER", register.register, "<account>|* <email>|* <password>", "IRCv3 account-registration",
            min_params=3, stage=Stage.REGISTERING, cost=10),
    Command("RESUME", resume.resume, "<token>", "docs/protocol.md, malmadang/resume", min_params=1,
            stage=Stage.REGISTERING, only_before_welcome=True, cost=5),
    Command("PASS", connection.password, "<password>", "RFC 2812 3.1.1", min_params=1,
            stage=Stage.REGISTERING, only_before_welcome=True),
    Command("NICK", connection.nick, "<nickname>", "RFC 2812 3.1.2", stage=Stage.REGISTERING, loud=True),
    Command("USER", connection.user, "<username> 0 * :<realname>", "RFC 2812 3.1.3", min_params=4,
            stage=Stage.REGISTERING, only_before_welcome=True),
    Command("PING", connection.ping, "<token>", "RFC 2812 3.7.2", min_params=1, stage=Stage.REGISTERING),
    Command("PONG", connection.pong, "<token>", "RFC 2812 3.7.3", stage=Stage.REGISTERING),
    Command("QUIT", connection.quit_, "[:<reason>]", "RFC 2812 3.1.7", stage=Stage.REGISTERING),
    Command("PRIVMSG", messages.privmsg, "<target>{,<target>} :<text>", "RFC 2812 3.3.1", loud=True,
            quiet_when=gathering.is_gathered),
    Command("NOTICE", messages.notice, "<target>{,<target>} :<text>", "RFC 2812 3.3.2", loud=True,
            silent_refusals=True),
    Command("BATCH", multiline.batch, "+<reference> draft/multiline <target> | -<reference>",
            "IRCv3 multiline", min_params=1, loud=True, quiet_when=multiline.is_opening),
    Command("TAGMSG", messages.tagmsg, "<target>{,<target>}", "IRCv3 message-tags", loud=True,
            quiet_when=messages.is_typing),
    Command("GAME", game.game, "<channel> <command> [<option>...]", "docs/protocol.md",
            min_params=2, loud=True),
    Command("REDACT", redacting.redact, "<target> <msgid> [:<reason>]", "IRCv3 message-redaction",
            min_params=2, loud=True),
    Command("CHATHISTORY", history.chathistory,
            "LATEST|BEFORE|AFTER|AROUND|BETWEEN|TARGETS [<channel>] <msgid=...|timestamp=...|*>... <limit>",
            "IRCv3 chathistory", min_params=1, cost=5),
    Command("MARKREAD", markread.markread, "<target> [timestamp=<time>]", "IRCv3 read-marker"),
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
    Command("WHO", who.who, "[<channel, nickname or mask> [<flags>][%<fields>[,<token>]]]",
            "RFC 2812 3.6.1; IRCv3 whox", cost=10),
    Command("WHOIS", whois.whois, "[<server>] <nickname>", "RFC 2812 3.6.2", cost=2),
    Command("WHOWAS", whois.whowas, "<nickname> [<count>]", "RFC 2812 3.6.3", cost=2),
    Command("AWAY", presence.away, "[:<text>]", "RFC 2812 4.1; IRCv3 away-notify", loud=True),
    Command("MONITOR", monitor.monitor, "+|- <nickname>{,<nickname>} | C | L | S", "IRCv3 monitor",
            min_params=1, cost=2),
    Command("ISON", presence.ison, "<nickname> [<nickname>...]", "RFC 2812 4.9", min_params=1),
    Command("USERHOST", presence.userhost, "<nickname> [<nickname>...]", "RFC 2812 4.8", min_params=1),
    Command("SETNAME", presence.setname, ":<realname>", "IRCv3 setname", min_params=1, loud=True),
    Command("LUSERS", information.lusers, "[<mask> [<server>]]", "RFC 2812 3.4.2", cost=2),
    Command("MOTD", information.motd, "[<server>]", "RFC 2812 3.4.1", cost=2),
    Command("VERSION", information.version, "[<server>]", "RFC 2812 3.4.3", cost=2),
    Command("INFO", information.info, "[<server>]", "RFC 2812 3.4.10", cost=2),
    Command("TIME", information.time_, "[<server>]", "RFC 2812 3.4.6"),
    Command("ADMIN", information.admin, "[<server>]", "RFC 2812 3.4.9"),
    Command("STATS", information.stats, "u|o [<server>]", "RFC 2812 3.4.4", min_params=1),
    Command("LINKS", information.links, "[[<server>] <mask>]", "RFC 2812 3.4.5"),
    Command("HELP", help_, "[<command>]", "Modern IRC, HELP message", cost=2),
    Command("HELPOP", help_, "[<command>]", "Modern IRC, HELP message", cost=2),
    Command("OPER", operators.oper, "<name> <password>", "RFC 2812 3.1.4", min_params=2, cost=10),
    Command("KILL", operators.kill, "<nickname> [:<comment>]", "RFC 2812 3.7.1", min_params=1, loud=True,
            privilege="kill"),
    Command("WALLOPS", operators.wallops, ":<text>", "RFC 2812 4.7", min_params=1, loud=True,
            privilege="wallops"),
    Command("REHASH", operators.rehash, "", "RFC 2812 4.2", cost=10, privilege="rehash"),
)  # fmt: skip

COMMANDS = MappingProxyType({row.verb: row for row in _ROWS})
