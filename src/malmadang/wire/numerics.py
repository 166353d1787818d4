"""Every numeric reply that the server sends or the client knows: code, name, closing text, source."""

from typing import Final

import msgspec


class Numeric(msgspec.Struct, frozen=True, gc=False):
    """One numeric reply.

    Attributes:
        code: three digits, as on the wire.
        name: as the documents call it.
        text: last parameter in English where it is fixed, maybe with {fields} to fill in; None where the last
            parameter is data.
        source: document that defines it.
    """

    code: str
    name: str
    text: str | None
    source: str


_RFC_REPLIES: Final = "RFC 2812 5.1"
_RFC_ERRORS: Final = "RFC 2812 5.2"
_MODERN: Final = "Modern IRC, Numerics"
_CAP: Final = "IRCv3 capability-negotiation"
_SASL: Final = "IRCv3 sasl-3.1"
_METADATA = "IRCv3 metadata"
_MONITOR: Final = "IRCv3 monitor"
_WHOX: Final = "IRCv3 whox"
_BOT: Final = "IRCv3 bot-mode"
_DE_FACTO: Final = "in wide use; no document defines it"

RPL_WELCOME = Numeric("001", "RPL_WELCOME", "Welcome to the {network} network, {nick}", _RFC_REPLIES)
RPL_YOURHOST = Numeric(
    "002", "RPL_YOURHOST", "Your host is {server}, running version {version}", _RFC_REPLIES
)
RPL_CREATED = Numeric("003", "RPL_CREATED", "This server was created {date}", _RFC_REPLIES)
RPL_MYINFO = Numeric("004", "RPL_MYINFO", None, _RFC_REPLIES)
RPL_ISUPPORT = Numeric("005", "RPL_ISUPPORT", "are supported by this server", _MODERN)
RPL_BOUNCE = Numeric("010", "RPL_BOUNCE", "Please use this server instead", _MODERN)
RPL_STATSLINKINFO = Numeric("211", "RPL_STATSLINKINFO", None, _RFC_REPLIES)
RPL_STATSCOMMANDS = Numeric("212", "RPL_STATSCOMMANDS", None, _RFC_REPLIES)
RPL_ENDOFSTATS = Numeric("219", "RPL_ENDOFSTATS", "End of /STATS report", _RFC_REPLIES)
RPL_UMODEIS = Numeric("221", "RPL_UMODEIS", None, _RFC_REPLIES)
RPL_STATSUPTIME = Numeric("242", "RPL_STATSUPTIME", "Server Up {days} days {clock}", _RFC_REPLIES)
RPL_STATSOLINE = Numeric("243", "RPL_STATSOLINE", None, _RFC_REPLIES)
RPL_STATSCONN = Numeric("250", "RPL_STATSCONN", "Highest connection count: {clients}", _DE_FACTO)
RPL_LUSERCLIENT = Numeric(
    "251",
    "RPL_LUSERCLIENT",
    "There are {users} users and {invisible} invisible on {servers} servers",
    _RFC_REPLIES,
)
RPL_LUSEROP = Numeric("252", "RPL_LUSEROP", "operator(s) online", _RFC_REPLIES)
RPL_LUSERUNKNOWN = Numeric("253", "RPL_LUSERUNKNOWN", "unknown connection(s)", _RFC_REPLIES)
RPL_LUSERCHANNELS = Numeric("254", "RPL_LUSERCHANNELS", "channels formed", _RFC_REPLIES)
RPL_LUSERME = Numeric("255", "RPL_LUSERME", "I have {clients} clients and {servers} servers", _RFC_REPLIES)
RPL_ADMINME = Numeric("256", "RPL_ADMINME", "Administrative info", _RFC_REPLIES)
RPL_ADMINLOC1 = Numeric("257", "RPL_ADMINLOC1", None, _RFC_REPLIES)
RPL_ADMINLOC2 = Numeric("258", "RPL_ADMINLOC2", None, _RFC_REPLIES)
RPL_ADMINEMAIL = Numeric("259", "RPL_ADMINEMAIL", None, _RFC_REPLIES)
RPL_TRYAGAIN = Numeric("263", "RPL_TRYAGAIN", "Please wait a while and try again.", _RFC_REPLIES)
RPL_LOCALUSERS = Numeric("265", "RPL_LOCALUSERS", "Current local users {now}, max {most}", _MODERN)
RPL_GLOBALUSERS = Numeric("266", "RPL_GLOBALUSERS", "Current global users {now}, max {most}", _MODERN)
RPL_WHOISCERTFP = Numeric(
    "276", "RPL_WHOISCERTFP", "has client certificate fingerprint {fingerprint}", _MODERN
)
RPL_AWAY = Numeric("301", "RPL_AWAY", None, _RFC_REPLIES)
RPL_USERHOST = Numeric("302", "RPL_USERHOST", None, _RFC_REPLIES)
RPL_ISON = Numeric("303", "RPL_ISON", None, _RFC_REPLIES)
RPL_UNAWAY = Numeric("305", "RPL_UNAWAY", "You are no longer marked as being away", _RFC_REPLIES)
RPL_NOWAWAY = Numeric("306", "RPL_NOWAWAY", "You have been marked as being away", _RFC_REPLIES)
RPL_WHOISREGNICK = Numeric("307", "RPL_WHOISREGNICK", "has identified for this nick", _MODERN)
RPL_WHOISUSER = Numeric("311", "RPL_WHOISUSER", None, _RFC_REPLIES)
RPL_WHOISSERVER = Numeric("312", "RPL_WHOISSERVER", None, _RFC_REPLIES)
RPL_WHOISOPERATOR = Numeric("313", "RPL_WHOISOPERATOR", "is an IRC operator", _RFC_REPLIES)
RPL_WHOWASUSER = Numeric("314", "RPL_WHOWASUSER", None, _RFC_REPLIES)
RPL_ENDOFWHO = Numeric("315", "RPL_ENDOFWHO", "End of WHO list", _RFC_REPLIES)
RPL_WHOISIDLE = Numeric("317", "RPL_WHOISIDLE", "seconds idle, signon time", _RFC_REPLIES)
RPL_ENDOFWHOIS = Numeric("318", "RPL_ENDOFWHOIS", "End of /WHOIS list", _RFC_REPLIES)
RPL_WHOISCHANNELS = Numeric("319", "RPL_WHOISCHANNELS", None, _RFC_REPLIES)
RPL_WHOISSPECIAL = Numeric("320", "RPL_WHOISSPECIAL", None, _MODERN)
RPL_LISTSTART = Numeric("321", "RPL_LISTSTART", "Users  Name", _RFC_REPLIES)
RPL_LIST = Numeric("322", "RPL_LIST", None, _RFC_REPLIES)
RPL_LISTEND = Numeric("323", "RPL_LISTEND", "End of /LIST", _RFC_REPLIES)
RPL_CHANNELMODEIS = Numeric("324", "RPL_CHANNELMODEIS", None, _RFC_REPLIES)
RPL_CHANNEL_URL = Numeric("328", "RPL_CHANNEL_URL", None, _DE_FACTO)
RPL_CREATIONTIME = Numeric("329", "RPL_CREATIONTIME", None, _MODERN)
RPL_WHOISACCOUNT = Numeric("330", "RPL_WHOISACCOUNT", "is logged in as", _MODERN)
RPL_NOTOPIC = Numeric("331", "RPL_NOTOPIC", "No topic is set", _RFC_REPLIES)
RPL_TOPIC = Numeric("332", "RPL_TOPIC", None, _RFC_REPLIES)
RPL_TOPICWHOTIME = Numeric("333", "RPL_TOPICWHOTIME", None, _MODERN)
RPL_WHOISBOT = Numeric("335", "RPL_WHOISBOT", "is a bot", _BOT)
RPL_INVITELIST = Numeric("336", "RPL_INVITELIST", None, _MODERN)
RPL_ENDOFINVITELIST = Numeric("337", "RPL_ENDOFINVITELIST", "End of /INVITE list", _MODERN)
RPL_WHOISACTUALLY = Numeric("338", "RPL_WHOISACTUALLY", "is actually using host", _MODERN)
RPL_INVITING = Numeric("341", "RPL_INVITING", None, _MODERN)
RPL_INVEXLIST = Numeric("346", "RPL_INVEXLIST", None, _MODERN)
RPL_ENDOFINVEXLIST = Numeric("347", "RPL_ENDOFINVEXLIST", "End of channel invite exception list", _MODERN)
RPL_EXCEPTLIST = Numeric("348", "RPL_EXCEPTLIST", None, _MODERN)
RPL_ENDOFEXCEPTLIST = Numeric("349", "RPL_ENDOFEXCEPTLIST", "End of channel exception list", _MODERN)
RPL_VERSION = Numeric("351", "RPL_VERSION", None, _RFC_REPLIES)
RPL_WHOREPLY = Numeric("352", "RPL_WHOREPLY", None, _RFC_REPLIES)
RPL_NAMREPLY = Numeric("353", "RPL_NAMREPLY", None, _RFC_REPLIES)
RPL_WHOSPCRPL = Numeric("354", "RPL_WHOSPCRPL", None, _WHOX)
RPL_LINKS = Numeric("364", "RPL_LINKS", None, _RFC_REPLIES)
RPL_ENDOFLINKS = Numeric("365", "RPL_ENDOFLINKS", "End of /LINKS list", _RFC_REPLIES)
RPL_ENDOFNAMES = Numeric("366", "RPL_ENDOFNAMES", "End of /NAMES list", _RFC_REPLIES)
RPL_BANLIST = Numeric("367", "RPL_BANLIST", None, _RFC_REPLIES)
RPL_ENDOFBANLIST = Numeric("368", "RPL_ENDOFBANLIST", "End of channel ban list", _RFC_REPLIES)
RPL_ENDOFWHOWAS = Numeric("369", "RPL_ENDOFWHOWAS", "End of WHOWAS", _RFC_REPLIES)
RPL_INFO = Numeric("371", "RPL_INFO", None, _RFC_REPLIES)
RPL_MOTD = Numeric("372", "RPL_MOTD", None, _RFC_REPLIES)
RPL_ENDOFINFO = Numeric("374", "RPL_ENDOFINFO", "End of INFO list", _RFC_REPLIES)
RPL_MOTDSTART = Numeric("375", "RPL_MOTDSTART", "- {server} Message of the day -", _RFC_REPLIES)
RPL_ENDOFMOTD = Numeric("376", "RPL_ENDOFMOTD", "End of /MOTD command", _RFC_REPLIES)
RPL_WHOISHOST = Numeric("378", "RPL_WHOISHOST", "is connecting from {user}@{host} {address}", _MODERN)
RPL_WHOISMODES = Numeric("379", "RPL_WHOISMODES", "is using modes {modes}", _MODERN)
RPL_YOUREOPER = Numeric("381", "RPL_YOUREOPER", "You are now an IRC operator", _RFC_REPLIES)
RPL_REHASHING = Numeric("382", "RPL_REHASHING", "Rehashing", _RFC_REPLIES)
RPL_TIME = Numeric("391", "RPL_TIME", None, _RFC_REPLIES)
RPL_VISIBLEHOST = Numeric("396", "RPL_VISIBLEHOST", "is now your displayed host", _DE_FACTO)
ERR_UNKNOWNERROR = Numeric("400", "ERR_UNKNOWNERROR", "Unknown error", _MODERN)
ERR_NOSUCHNICK = Numeric("401", "ERR_NOSUCHNICK", "No such nick/channel", _RFC_ERRORS)
ERR_NOSUCHSERVER = Numeric("402", "ERR_NOSUCHSERVER", "No such server", _RFC_ERRORS)
ERR_NOSUCHCHANNEL = Numeric("403", "ERR_NOSUCHCHANNEL", "No such channel", _RFC_ERRORS)
ERR_CANNOTSENDTOCHAN = Numeric("404", "ERR_CANNOTSENDTOCHAN", "Cannot send to channel", _RFC_ERRORS)
ERR_TOOMANYCHANNELS = Numeric("405", "ERR_TOOMANYCHANNELS", "You have joined too many channels", _RFC_ERRORS)
ERR_WASNOSUCHNICK = Numeric("406", "ERR_WASNOSUCHNICK", "There was no such nickname", _RFC_ERRORS)
ERR_TOOMANYTARGETS = Numeric("407", "ERR_TOOMANYTARGETS", "Too many targets", _RFC_ERRORS)
ERR_NOORIGIN = Numeric("409", "ERR_NOORIGIN", "No origin specified", _RFC_ERRORS)
ERR_INVALIDCAPCMD = Numeric("410", "ERR_INVALIDCAPCMD", "Invalid CAP command", _CAP)
ERR_NORECIPIENT = Numeric("411", "ERR_NORECIPIENT", "No recipient given ({verb})", _RFC_ERRORS)
ERR_NOTEXTTOSEND = Numeric("412", "ERR_NOTEXTTOSEND", "No text to send", _RFC_ERRORS)
ERR_NOTOPLEVEL = Numeric("413", "ERR_NOTOPLEVEL", "No toplevel domain specified", _RFC_ERRORS)
ERR_WILDTOPLEVEL = Numeric("414", "ERR_WILDTOPLEVEL", "Wildcard in toplevel domain", _RFC_ERRORS)
ERR_INPUTTOOLONG = Numeric("417", "ERR_INPUTTOOLONG", "Input line was too long", _MODERN)
ERR_UNKNOWNCOMMAND = Numeric("421", "ERR_UNKNOWNCOMMAND", "Unknown command", _RFC_ERRORS)
ERR_NOMOTD = Numeric("422", "ERR_NOMOTD", "MOTD File is missing", _RFC_ERRORS)
ERR_NOADMININFO = Numeric("423", "ERR_NOADMININFO", "No administrative info available", _RFC_ERRORS)
ERR_NONICKNAMEGIVEN = Numeric("431", "ERR_NONICKNAMEGIVEN", "No nickname given", _RFC_ERRORS)
ERR_ERRONEUSNICKNAME = Numeric("432", "ERR_ERRONEUSNICKNAME", "Erroneous nickname", _RFC_ERRORS)
ERR_NICKNAMEINUSE = Numeric("433", "ERR_NICKNAMEINUSE", "Nickname is already in use", _RFC_ERRORS)
ERR_BANONCHAN = Numeric("435", "ERR_BANONCHAN", "Cannot change nickname while banned on channel", _DE_FACTO)
ERR_NICKCOLLISION = Numeric("436", "ERR_NICKCOLLISION", "Nickname collision", _RFC_ERRORS)
ERR_UNAVAILRESOURCE = Numeric(
    "437", "ERR_UNAVAILRESOURCE", "Nick/channel is temporarily unavailable", _RFC_ERRORS
)
ERR_NICKTOOFAST = Numeric("438", "ERR_NICKTOOFAST", "You are changing nicknames too fast", _DE_FACTO)
ERR_USERNOTINCHANNEL = Numeric("441", "ERR_USERNOTINCHANNEL", "They aren't on that channel", _RFC_ERRORS)
ERR_NOTONCHANNEL = Numeric("442", "ERR_NOTONCHANNEL", "You're not on that channel", _RFC_ERRORS)
ERR_USERONCHANNEL = Numeric("443", "ERR_USERONCHANNEL", "is already on channel", _RFC_ERRORS)
ERR_SUMMONDISABLED = Numeric("445", "ERR_SUMMONDISABLED", "SUMMON has been disabled", _RFC_ERRORS)
ERR_USERSDISABLED = Numeric("446", "ERR_USERSDISABLED", "USERS has been disabled", _RFC_ERRORS)
ERR_FORBIDDENCHANNEL = Numeric("448", "ERR_FORBIDDENCHANNEL", "Cannot join channel", _MODERN)
ERR_NOTREGISTERED = Numeric("451", "ERR_NOTREGISTERED", "You have not registered", _RFC_ERRORS)
ERR_NEEDMOREPARAMS = Numeric("461", "ERR_NEEDMOREPARAMS", "Not enough parameters", _RFC_ERRORS)
ERR_ALREADYREGISTERED = Numeric("462", "ERR_ALREADYREGISTERED", "You may not reregister", _RFC_ERRORS)
ERR_NOPERMFORHOST = Numeric("463", "ERR_NOPERMFORHOST", "Your host isn't among the privileged", _RFC_ERRORS)
ERR_PASSWDMISMATCH = Numeric("464", "ERR_PASSWDMISMATCH", "Password incorrect", _RFC_ERRORS)
ERR_YOUREBANNEDCREEP = Numeric("465", "ERR_YOUREBANNEDCREEP", "You are banned from this server", _RFC_ERRORS)
ERR_KEYSET = Numeric("467", "ERR_KEYSET", "Channel key already set", _RFC_ERRORS)
ERR_INVALIDUSERNAME = Numeric("468", "ERR_INVALIDUSERNAME", "Your username is not valid", _MODERN)
ERR_LINKCHANNEL = Numeric("470", "ERR_LINKCHANNEL", "Forwarding to another channel", _MODERN)
ERR_CHANNELISFULL = Numeric("471", "ERR_CHANNELISFULL", "Cannot join channel (+l)", _RFC_ERRORS)
ERR_UNKNOWNMODE = Numeric("472", "ERR_UNKNOWNMODE", "is unknown mode char to me", _RFC_ERRORS)
ERR_INVITEONLYCHAN = Numeric("473", "ERR_INVITEONLYCHAN", "Cannot join channel (+i)", _RFC_ERRORS)
ERR_BANNEDFROMCHAN = Numeric("474", "ERR_BANNEDFROMCHAN", "Cannot join channel (+b)", _RFC_ERRORS)
ERR_BADCHANNELKEY = Numeric("475", "ERR_BADCHANNELKEY", "Cannot join channel (+k)", _RFC_ERRORS)
ERR_BADCHANMASK = Numeric("476", "ERR_BADCHANMASK", "Bad channel mask", _RFC_ERRORS)
ERR_NEEDREGGEDNICK = Numeric("477", "ERR_NEEDREGGEDNICK", "You need to be logged in to an account", _DE_FACTO)
ERR_BANLISTFULL = Numeric("478", "ERR_BANLISTFULL", "Channel list is full", _RFC_ERRORS)
ERR_BADCHANNAME = Numeric("479", "ERR_BADCHANNAME", "Illegal channel name", _DE_FACTO)
ERR_CANNOTKNOCK = Numeric("480", "ERR_CANNOTKNOCK", "Cannot knock on that channel", _DE_FACTO)
ERR_NOPRIVILEGES = Numeric(
    "481", "ERR_NOPRIVILEGES", "Permission denied: you're not an IRC operator", _RFC_ERRORS
)
ERR_CHANOPRIVSNEEDED = Numeric("482", "ERR_CHANOPRIVSNEEDED", "You're not channel operator", _RFC_ERRORS)
ERR_CANTKILLSERVER = Numeric("483", "ERR_CANTKILLSERVER", "You can't kill a server!", _RFC_ERRORS)
ERR_RESTRICTED = Numeric("484", "ERR_RESTRICTED", "Your connection is restricted!", _RFC_ERRORS)
ERR_UNIQOPPRIVSNEEDED = Numeric(
    "485", "ERR_UNIQOPPRIVSNEEDED", "You're not the founder of the channel", _RFC_ERRORS
)
ERR_SECUREONLYCHAN = Numeric("489", "ERR_SECUREONLYCHAN", "Cannot join channel: TLS is needed", _DE_FACTO)
ERR_NOOPERHOST = Numeric("491", "ERR_NOOPERHOST", "No operator entry for your host", _RFC_ERRORS)
ERR_UMODEUNKNOWNFLAG = Numeric("501", "ERR_UMODEUNKNOWNFLAG", "Unknown MODE flag", _RFC_ERRORS)
ERR_USERSDONTMATCH = Numeric("502", "ERR_USERSDONTMATCH", "Cannot change mode for other users", _RFC_ERRORS)
ERR_HELPNOTFOUND = Numeric("524", "ERR_HELPNOTFOUND", "No help available on this topic", _MODERN)
ERR_INVALIDKEY = Numeric("525", "ERR_INVALIDKEY", "Key is not well-formed", _MODERN)
ERR_CANTSENDTOUSER = Numeric("531", "ERR_CANTSENDTOUSER", "You cannot send messages to this user", _MODERN)
RPL_STARTTLS = Numeric("670", "RPL_STARTTLS", "STARTTLS successful, go ahead with TLS handshake", _MODERN)
RPL_WHOISSECURE = Numeric("671", "RPL_WHOISSECURE", "is using a secure connection", _MODERN)
ERR_STARTTLS = Numeric("691", "ERR_STARTTLS", "STARTTLS failed", _MODERN)
ERR_INVALIDMODEPARAM = Numeric("696", "ERR_INVALIDMODEPARAM", "Invalid mode parameter", _MODERN)
RPL_HELPSTART = Numeric("704", "RPL_HELPSTART", None, _MODERN)
RPL_HELPTXT = Numeric("705", "RPL_HELPTXT", None, _MODERN)
RPL_ENDOFHELP = Numeric("706", "RPL_ENDOFHELP", "End of /HELP", _MODERN)
RPL_KNOCK = Numeric("710", "RPL_KNOCK", "has asked for an invite", _DE_FACTO)
RPL_KNOCKDLVR = Numeric("711", "RPL_KNOCKDLVR", "Your knock has been delivered", _DE_FACTO)
ERR_TOOMANYKNOCK = Numeric("712", "ERR_TOOMANYKNOCK", "Too many knocks, try again later", _DE_FACTO)
ERR_CHANOPEN = Numeric("713", "ERR_CHANOPEN", "Channel is open", _DE_FACTO)
ERR_KNOCKONCHAN = Numeric("714", "ERR_KNOCKONCHAN", "You are already on that channel", _DE_FACTO)
ERR_NOPRIVS = Numeric("723", "ERR_NOPRIVS", "Insufficient operator privileges", _MODERN)
RPL_QUIETLIST = Numeric("728", "RPL_QUIETLIST", None, _DE_FACTO)
RPL_ENDOFQUIETLIST = Numeric("729", "RPL_ENDOFQUIETLIST", "End of channel quiet list", _DE_FACTO)
RPL_MONONLINE = Numeric("730", "RPL_MONONLINE", None, _MONITOR)
RPL_MONOFFLINE = Numeric("731", "RPL_MONOFFLINE", None, _MONITOR)
RPL_MONLIST = Numeric("732", "RPL_MONLIST", None, _MONITOR)
RPL_ENDOFMONLIST = Numeric("733", "RPL_ENDOFMONLIST", "End of MONITOR list", _MONITOR)
ERR_MONLISTFULL = Numeric("734", "ERR_MONLISTFULL", "Monitor list is full", _MONITOR)
RPL_WHOISKEYVALUE = Numeric("760", "RPL_WHOISKEYVALUE", None, _METADATA)
RPL_KEYVALUE = Numeric("761", "RPL_KEYVALUE", None, _METADATA)
RPL_KEYNOTSET = Numeric("766", "RPL_KEYNOTSET", "key is not set", _METADATA)
RPL_METADATASUBOK = Numeric("770", "RPL_METADATASUBOK", None, _METADATA)
RPL_METADATAUNSUBOK = Numeric("771", "RPL_METADATAUNSUBOK", None, _METADATA)
RPL_METADATASUBS = Numeric("772", "RPL_METADATASUBS", None, _METADATA)
RPL_METADATASYNCLATER = Numeric("774", "RPL_METADATASYNCLATER", None, _METADATA)
RPL_LOGGEDIN = Numeric("900", "RPL_LOGGEDIN", "You are now logged in as {account}", _SASL)
RPL_LOGGEDOUT = Numeric("901", "RPL_LOGGEDOUT", "You are now logged out", _SASL)
ERR_NICKLOCKED = Numeric("902", "ERR_NICKLOCKED", "You must use a nick assigned to you", _SASL)
RPL_SASLSUCCESS = Numeric("903", "RPL_SASLSUCCESS", "SASL authentication successful", _SASL)
ERR_SASLFAIL = Numeric("904", "ERR_SASLFAIL", "SASL authentication failed", _SASL)
ERR_SASLTOOLONG = Numeric("905", "ERR_SASLTOOLONG", "SASL message too long", _SASL)
ERR_SASLABORTED = Numeric("906", "ERR_SASLABORTED", "SASL authentication aborted", _SASL)
ERR_SASLALREADY = Numeric("907", "ERR_SASLALREADY", "You have already authenticated using SASL", _SASL)
RPL_SASLMECHS = Numeric("908", "RPL_SASLMECHS", "are available SASL mechanisms", _SASL)

# The constants above are the table; these are only other ways into it.
BY_NAME: Final[dict[str, Numeric]] = {
    value.name: value for value in tuple(globals().values()) if isinstance(value, Numeric)
}
BY_CODE: Final[dict[str, Numeric]] = {numeric.code: numeric for numeric in BY_NAME.values()}
