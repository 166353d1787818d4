"""Every setting once: type, unit in the name, default, one sentence of what it does."""

import ipaddress
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from malmadang.wordchain.match import Settings as GameSettings
from malmadang.wordchain.options import OptionError, choose

Kind = Literal["any", "irc"]
Privilege = Literal["kill", "rehash", "rooms", "wallops"]

DOOR_PORT = 2500
"""Port of a listener of kind `any`, and of `malmadang://` addresses."""
IRC_PORT = 6667
IRC_TLS_PORT = 6697


def _doc(text: str, **limits: Any) -> Meta:  # any limit msgspec.Meta knows
    return Meta(description=text, **limits)


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One section of the file."""


class Server(Section, frozen=True, kw_only=True):
    """What the server calls itself."""

    name: Annotated[str, _doc("Name in front of the server's own lines; letters, digits, dots.",
                              pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,62}$")] = "malmadang.local"  # fmt: skip
    description: Annotated[str, _doc("One line about the server, shown by WHOIS and LINKS.")] = "말마당"
    network: Annotated[
        str, _doc("Name of the community, shown in the welcome.", min_length=1, max_length=64)
    ] = "말마당"
    motd: Annotated[str, _doc("Text that everybody reads on arrival; may have several lines.")] = ""
    language: Annotated[Literal["ko", "en"], _doc("Language of the server's own sentences.")] = "ko"
    password: Annotated[str, _doc("Password everybody needs to come in (PASS); empty: none.")] = ""
    data_dir: Annotated[str, _doc("Folder for certificates and state; empty: the user's data folder.")] = ""


class Listen(Section, frozen=True, kw_only=True):
    """One address the server listens on."""

    address: Annotated[
        str,
        _doc("HOST:PORT; localhost is 127.0.0.1 and ::1, * is every address; IPv6 in brackets."),
    ] = "localhost:2500"
    kind: Annotated[Kind, _doc("any: whatever comes (IRC, TLS); irc: IRC only, port 6667 or 6697.")] = "any"
    tls: Annotated[bool, _doc("true: TLS only.")] = False


class Tls(Section, frozen=True, kw_only=True):
    """The certificate; without one the server makes its own in data_dir."""

    certificate: Annotated[str, _doc("PEM file of the certificate with its chain.")] = ""
    key: Annotated[str, _doc("PEM file of its private key.")] = ""


class Names(Section, frozen=True, kw_only=True):
    """How long names may be."""

    nick_chars: Annotated[int, _doc("Letters or syllables in a nick.", ge=1, le=64)] = 16
    nick_bytes: Annotated[int, _doc("UTF-8 bytes in a nick.", ge=4, le=192)] = 48
    channel_chars: Annotated[int, _doc("Letters in a room's name, # included.", ge=2, le=64)] = 32
    channel_bytes: Annotated[int, _doc("UTF-8 bytes in a room's name, # included.", ge=4, le=192)] = 96


class Channels(Section, frozen=True, kw_only=True):
    """Rooms."""

    default: Annotated[
        tuple[Annotated[str, Meta(pattern=r"^#[^\s,:\x00-\x1f]+$")], ...],
        _doc("Rooms our clients join when the address names none."),
    ] = ("#말마당",)
    history_days: Annotated[
        int, _doc("Days after which what was said is deleted; 0: never.", ge=0, le=36_500)
    ] = 0
    replay_lines: Annotated[
        int, _doc("Messages read on entering by clients that cannot ask for them; 0: none.", ge=0, le=500)
    ] = 20
    max_per_user: Annotated[int, _doc("Rooms one user can be in.", ge=1)] = 100
    owned_per_account: Annotated[
        int, _doc("Rooms one account can own; what it opens beyond that is nobody's.", ge=0)
    ] = 50
    operator_only_creation: Annotated[bool, _doc("true: only server operators make new rooms.")] = False


class Accounts(Section, frozen=True, kw_only=True):
    """Accounts; nobody needs one unless `required` says so."""

    registration: Annotated[bool, _doc("true: people can make accounts themselves.")] = True
    before_connect: Annotated[bool, _doc("true: also before they have come in.")] = True
    email_required: Annotated[bool, _doc("true: an account has an address (kept, never written to).")] = False
    required: Annotated[bool, _doc("true: only people with an account come in.")] = False
    multi_client: Annotated[
        bool, _doc("true: an account may be connected from several devices under one nick.")
    ] = True
    always_on: Annotated[
        Literal["opt-in", "opt-out", "never"],
        _doc("Who stays in its rooms without a connection: who asks for it, who does not refuse, nobody."),
    ] = "opt-in"
    min_password_bytes: Annotated[int, _doc("UTF-8 bytes of the shortest password.", ge=1, le=300)] = 8
    max_password_bytes: Annotated[int, _doc("UTF-8 bytes of the longest password.", ge=8, le=600)] = 600
    password_cost: Annotated[
        Literal["normal", "low"], _doc("How much work a guess is; low is for test suites.")
    ] = "normal"
    allow_plaintext_login: Annotated[bool, _doc("true: passwords may come in clear from afar.")] = False


class Game(Section, frozen=True, kw_only=True):
    """The word game of the rooms."""

    enabled: Annotated[bool, _doc("false: no games here.")] = True
    word_lists: Annotated[
        str, _doc("Folder of rooms' own word lists (txt); empty: the folder words in data_dir.")
    ] = ""
    mode: Annotated[str, _doc("What is played where nobody says: a mode's name.")] = "끝말잇기"
    options: Annotated[str, _doc('How, as typed behind /시작: "5판 60초 미션".')] = ""

    def __post_init__(self) -> None:
        """Refuse what means nothing.

        Raises:
            ValueError: the mode or an option.
        """
        self.settings()

    def settings(self) -> GameSettings:
        """Return what a game is played by where nobody says otherwise.

        Raises:
            ValueError: the mode or an option means nothing.
        """
        try:
            return choose(GameSettings(), (self.mode, *self.options.split()))
        except OptionError as error:
            raise ValueError(f"{error.word!r} is no mode or option of the game") from error


class Storage(Section, frozen=True, kw_only=True):
    """What is kept: messages, rooms, accounts."""

    path: Annotated[str, _doc("The file; empty: malmadang.db in data_dir.")] = ""
    durability: Annotated[
        Literal["disk", "memory"],
        _doc("disk: what anybody has read is on disk; memory: a power cut may undo the last moment."),
    ] = "disk"


class Limits(Section, frozen=True, kw_only=True):
    """What one client may use. The defaults suit a public server."""

    throttle: Annotated[
        bool, _doc("false turns off every rate and connection limit (benchmarks, test suites).")
    ] = True
    burst: Annotated[int, _doc("Lines for others a client may send at once.", ge=1)] = 10
    rate_per_s: Annotated[float, _doc("Lines for others a second after that; slowed, never cut.", gt=0)] = 2.0
    quiet_burst: Annotated[int, _doc("Other commands a client may send at once.", ge=1)] = 100
    quiet_rate_per_s: Annotated[float, _doc("Other commands a second after that.", gt=0)] = 20.0
    room_rate_per_s: Annotated[
        float, _doc("Lines a second a room takes from people without voice, all together.", gt=0)
    ] = 30.0
    clients_per_address: Annotated[
        int, _doc("Connections of one public address that have not registered yet.", ge=1)
    ] = 32
    clients_per_private_address: Annotated[
        int, _doc("The same for a private address: a class behind one router.", ge=1)
    ] = 256
    connect_burst: Annotated[
        int, _doc("Connections a public address may open at once; TLS counts twice.", ge=2)
    ] = 64
    connects_per_s: Annotated[float, _doc("Connections a second after that.", gt=0)] = 4.0
    private_connect_burst: Annotated[int, _doc("The same at once for a private address.", ge=2)] = 1_024
    private_connects_per_s: Annotated[float, _doc("The same a second.", gt=0)] = 64.0
    exempt: Annotated[
        tuple[str, ...], _doc('Addresses or networks these limits do not bind, such as "10.0.0.0/8".')
    ] = ()
    clients_per_account: Annotated[
        int, _doc("Connections one account may have under one nick.", ge=1, le=100)
    ] = 10
    register_s: Annotated[int, _doc("Seconds a new connection has to register.", ge=1)] = 30
    ping_s: Annotated[int, _doc("Seconds of silence before the server asks PING.", ge=1)] = 60
    drop_s: Annotated[int, _doc("Seconds of silence before a client counts as gone.", ge=2)] = 120
    sendq_bytes: Annotated[int, _doc("Bytes that may wait for one slow reader.", ge=16_384)] = 524_288
    sendq_total_bytes: Annotated[
        int, _doc("Bytes that may wait for all readers; the largest queue goes first.", ge=1_048_576)
    ] = 268_435_456
    recvq_bytes: Annotated[int, _doc("Bytes read ahead of a line's end.", ge=9_216, le=65_536)] = 16_384
    topic_bytes: Annotated[int, _doc("UTF-8 bytes in a topic.", ge=1, le=390)] = 390
    away_bytes: Annotated[int, _doc("UTF-8 bytes in an away message.", ge=1, le=390)] = 300
    kick_bytes: Annotated[int, _doc("UTF-8 bytes in a KICK, PART or QUIT reason.", ge=1, le=390)] = 300
    realname_bytes: Annotated[int, _doc("UTF-8 bytes in a real name.", ge=1, le=390)] = 150
    max_targets: Annotated[int, _doc("Targets one PRIVMSG or NOTICE may name.", ge=1, le=20)] = 4
    members_per_channel: Annotated[int, _doc("Members of one room.", ge=1)] = 10_000
    ban_list: Annotated[int, _doc("Entries in each list of a room (+b, +e, +I).", ge=1)] = 100
    monitor: Annotated[int, _doc("Nicks one client can MONITOR.", ge=1)] = 100
    whowas: Annotated[int, _doc("Departed nicks the server remembers for WHOWAS.", ge=0)] = 1_000
    offline_messages: Annotated[
        int, _doc("Messages one account may leave for another that is away.", ge=0)
    ] = 50
    multiline_bytes: Annotated[int, _doc("UTF-8 bytes in a message of several lines.", ge=512, le=65_536)] = (
        4096
    )
    multiline_lines: Annotated[int, _doc("Lines in a message of several lines.", ge=2, le=1_000)] = 100
    chathistory: Annotated[int, _doc("Messages one CHATHISTORY may ask for.", ge=1, le=5_000)] = 500


class Operator(Section, frozen=True, kw_only=True):
    """Someone who may use OPER."""

    name: Annotated[str, _doc("Name given to OPER.", min_length=1)]
    password: Annotated[str, _doc("argon2 hash, or plain text (the server warns).", min_length=1)]
    privileges: Annotated[tuple[Privilege, ...], _doc("What the operator may do.")] = (
        "kill",
        "rehash",
        "rooms",
        "wallops",
    )


class Config(msgspec.Struct, frozen=True, kw_only=True, rename={"operators": "operator"}):
    """The whole configuration, checked."""

    server: Server = Server()
    listen: tuple[Listen, ...] = (Listen(),)
    tls: Tls = Tls()
    names: Names = Names()
    channels: Channels = Channels()
    accounts: Accounts = Accounts()
    game: Game = Game()
    storage: Storage = Storage()
    limits: Limits = Limits()
    operators: tuple[Operator, ...] = ()
    ignored: tuple[str, ...] = ()
    """Settings of versions to come that the file has: they have no effect yet, and the server says so."""

    def is_exempt(self, address: str) -> bool:
        """Whether the limits do not bind clients of this IP address."""
        if not self.limits.exempt:
            return False
        ip = ipaddress.ip_address(address)
        return any(ip in ipaddress.ip_network(network, strict=False) for network in self.limits.exempt)


SECTIONS: dict[str, type[Section]] = {
    "server": Server,
    "listen": Listen,
    "tls": Tls,
    "names": Names,
    "channels": Channels,
    "accounts": Accounts,
    "game": Game,
    "storage": Storage,
    "limits": Limits,
    "operator": Operator,
}
TABLE_LISTS = ("listen", "operator")
"""Sections that may stand several times."""
