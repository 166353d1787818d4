"""Every setting once: type, unit in the name, default, one sentence of what it does."""

import ipaddress
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal, get_args, get_origin

import msgspec
from msgspec import Meta

Kind = Literal["any", "irc"]
Privilege = Literal["kill", "rehash", "wallops"]

DOOR_PORT = 2500
"""Port of a listener of kind `any`, and of `malmadang://` addresses."""
IRC_PORT = 6667
IRC_TLS_PORT = 6697


class ConfigError(ValueError):
    """The configuration cannot be used; the text says where, and what to do."""


def _doc(text: str, **limits: Any) -> Meta:  # any limit msgspec.Meta knows
    return Meta(description=text, **limits)


class _Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Server(_Section, frozen=True, kw_only=True):
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


class Listen(_Section, frozen=True, kw_only=True):
    """One address the server listens on."""

    address: Annotated[
        str,
        _doc("HOST:PORT; localhost is 127.0.0.1 and ::1, * is every address; IPv6 in brackets."),
    ] = "localhost:2500"
    kind: Annotated[Kind, _doc("any: whatever comes (IRC, TLS); irc: IRC only, port 6667 or 6697.")] = "any"
    tls: Annotated[bool, _doc("true: TLS only.")] = False


class Tls(_Section, frozen=True, kw_only=True):
    """The certificate; without one the server makes its own in data_dir."""

    certificate: Annotated[str, _doc("PEM file of the certificate with its chain.")] = ""
    key: Annotated[str, _doc("PEM file of its private key.")] = ""


class Names(_Section, frozen=True, kw_only=True):
    """How long names may be."""

    nick_chars: Annotated[int, _doc("Letters or syllables in a nick.", ge=1, le=64)] = 16
    nick_bytes: Annotated[int, _doc("UTF-8 bytes in a nick.", ge=4, le=192)] = 48
    channel_chars: Annotated[int, _doc("Letters in a room's name, # included.", ge=2, le=64)] = 32
    channel_bytes: Annotated[int, _doc("UTF-8 bytes in a room's name, # included.", ge=4, le=192)] = 96


class Channels(_Section, frozen=True, kw_only=True):
    """Rooms."""

    default: Annotated[
        tuple[Annotated[str, Meta(pattern=r"^#[^\s,:\x00-\x1f]+$")], ...],
        _doc("Rooms our clients join when the address names none."),
    ] = ("#말마당",)
    replay_lines: Annotated[
        int, _doc("Messages read on entering by clients that cannot ask for them; 0: none.", ge=0, le=500)
    ] = 20
    max_per_user: Annotated[int, _doc("Rooms one user can be in.", ge=1)] = 100
    operator_only_creation: Annotated[bool, _doc("true: only server operators make new rooms.")] = False


class Accounts(_Section, frozen=True, kw_only=True):
    """Accounts; nobody needs one unless `required` says so."""

    registration: Annotated[bool, _doc("true: people can make accounts themselves.")] = True
    before_connect: Annotated[bool, _doc("true: also before they have come in.")] = True
    email_required: Annotated[bool, _doc("true: an account has an address (kept, never written to).")] = False
    required: Annotated[bool, _doc("true: only people with an account come in.")] = False
    min_password_bytes: Annotated[int, _doc("UTF-8 bytes of the shortest password.", ge=1, le=300)] = 8
    max_password_bytes: Annotated[int, _doc("UTF-8 bytes of the longest password.", ge=8, le=600)] = 600
    password_cost: Annotated[
        Literal["normal", "low"], _doc("How much work a guess is; low is for test suites.")
    ] = "normal"
    allow_plaintext_login: Annotated[bool, _doc("true: passwords may come in clear from afar.")] = False


class Storage(_Section, frozen=True, kw_only=True):
    """What is kept: messages, rooms, accounts."""

    path: Annotated[str, _doc("The file; empty: malmadang.db in data_dir.")] = ""
    durability: Annotated[
        Literal["disk", "memory"],
        _doc("disk: what anybody has read is on disk; memory: a power cut may undo the last moment."),
    ] = "disk"


class Limits(_Section, frozen=True, kw_only=True):
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
    exempt: Annotated[
        tuple[str, ...], _doc('Addresses or networks these limits do not bind, such as "10.0.0.0/8".')
    ] = ()
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
    chathistory: Annotated[int, _doc("Messages one CHATHISTORY may ask for.", ge=1, le=5_000)] = 500


class Operator(_Section, frozen=True, kw_only=True):
    """Someone who may use OPER."""

    name: Annotated[str, _doc("Name given to OPER.", min_length=1)]
    password: Annotated[str, _doc("argon2 hash, or plain text (the server warns).", min_length=1)]
    privileges: Annotated[tuple[Privilege, ...], _doc("What the operator may do.")] = (
        "kill",
        "rehash",
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


_SECTIONS: dict[str, type[_Section]] = {
    "server": Server,
    "listen": Listen,
    "tls": Tls,
    "names": Names,
    "channels": Channels,
    "accounts": Accounts,
    "storage": Storage,
    "limits": Limits,
    "operator": Operator,
}
_TABLE_LISTS = ("listen", "operator")

_LATER: dict[str, tuple[str, ...]] = {
    "storage": ("url",),
    "accounts": ("multi_client", "always_on", "default_user_modes"),
    "game": ("enabled", "word_lists", "mode", "options"),
    "files": ("enabled", "path", "max_bytes", "quota_bytes"),
    "metrics": ("enabled", "address"),
    "cluster": ("node", "nats_url"),
    "channels": ("history_days",),
    "limits": ("multiline_bytes", "multiline_lines"),
}
"""Settings that are agreed on and not built: a file that has them stays usable, with a warning."""


def parse_config(text: str) -> Config:
    """Return the configuration a TOML text describes; an empty text gives the defaults.

    Raises:
        ConfigError: not TOML, an unknown key (names the nearest known one), or a value out of range.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError("not valid TOML: nested too deeply") from error
    ignored = _set_aside(tree)
    for section, value in tree.items():
        _check_keys(text, section, value)
    try:
        config = msgspec.structs.replace(msgspec.convert(tree, Config), ignored=ignored)
    except msgspec.ValidationError as error:
        raise ConfigError(_explain(text, str(error))) from error
    _check_together(text, config)
    return config


def _set_aside(tree: dict[str, Any]) -> tuple[str, ...]:  # what tomllib gives
    """Take the settings of versions to come out of the tree and name them."""
    names = []
    for section, keys in _LATER.items():
        table = tree.get(section)
        if not isinstance(table, dict):
            continue
        for key in [key for key in table if key in keys]:
            del table[key]
            names.append(f"{section}.{key}")
        if not table and section not in _SECTIONS:
            del tree[section]
    return tuple(names)


def listen_addresses(listen: Listen) -> list[tuple[str, int, bool]]:
    """Return (host, port, must) for each socket of a listener; `must` is False where failing is no error.

    Raises:
        ConfigError: the address cannot be read.
    """
    port = DOOR_PORT if listen.kind == "any" else IRC_TLS_PORT if listen.tls else IRC_PORT
    host, port = split_address(listen.address, port)
    if host == "localhost":
        return [("127.0.0.1", port, True), ("::1", port, False)]
    if host in ("*", ""):
        return [("0.0.0.0", port, True), ("::", port, False)]
    return [(host, port, True)]


def split_address(address: str, default_port: int) -> tuple[str, int]:
    """Cut HOST, HOST:PORT, [IPV6] or [IPV6]:PORT in two.

    Raises:
        ConfigError: no such form, or a port above 65535.
    """
    found = re.fullmatch(r"(?:\[([0-9A-Fa-f:.%]+)\]|([^\[\]:\s]*))(?::([0-9]{1,5}))?", address.strip())
    if found is None or (found[3] and int(found[3]) > 65_535):
        raise ConfigError(f'"{address}" is no address: HOST:PORT is meant, IPv6 as [::1]:{default_port}')
    return found[1] or found[2] or "", int(found[3]) if found[3] else default_port


def _check_keys(text: str, section: str, value: object) -> None:
    if section in _LATER and section not in _SECTIONS and isinstance(value, dict):
        raise ConfigError(_unknown_key(text, section, next(iter(value)), _LATER[section]))
    if section not in _SECTIONS:
        near = get_close_matches(section, _SECTIONS, n=1)
        home = next((name for name, struct in _SECTIONS.items() if section in struct.__struct_fields__), None)
        hint = (
            f"did you mean [{near[0]}]?"
            if near
            else f"it belongs in [{home}]."
            if home
            else _known(_SECTIONS)
        )
        raise ConfigError(f"{_where(text, section, None)}: unknown section or key {section!r}; {hint}")
    if isinstance(value, list) != (section in _TABLE_LISTS):
        header = f"[[{section}]]" if section in _TABLE_LISTS else f"[{section}]"
        raise ConfigError(f"{_where(text, section, None)}: {section} is written {header}")
    known = _SECTIONS[section].__struct_fields__
    for table in value if isinstance(value, list) else [value]:
        for key, word in table.items() if isinstance(table, Mapping) else ():
            if key not in known:
                raise ConfigError(_unknown_key(text, section, key, known))
            if isinstance(word, str) and (_IN_MOTD if key == "motd" else _CONTROL).search(word):
                place = _where(text, section, key)
                raise ConfigError(f"{place}: {section}.{key}: has an invisible character in it")


# Lines are built of these texts, so they must not bring ends of lines of their own.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_IN_MOTD = re.compile(r"[\x00\x7f]")


def _unknown_key(text: str, section: str, key: str, known: tuple[str, ...]) -> str:
    place = f"{_where(text, section, key)}: unknown key {key!r} in [{section}]"
    near = get_close_matches(key, known, n=1)
    if near:
        return f"{place}; did you mean {near[0]!r}?"
    for other, struct in _SECTIONS.items():
        if key in struct.__struct_fields__:
            return f"{place}; it belongs in [{other}]."
    return f"{place}; {_known(known)}"


def _known(names: tuple[str, ...] | Mapping[str, object]) -> str:
    return f"known: {', '.join(names)}."


def _explain(text: str, error: str) -> str:
    what, _, path = error.partition(" - at `$.")
    section, _, key = re.sub(r"\[[^\]]*\]", "", path.rstrip("`")).partition(".")
    what = what[:1].lower() + what[1:]
    return f"{_where(text, section, key or None)}: {section}{'.' if key else ''}{key}: {what}"


def _where(text: str, section: str, key: str | None) -> str:
    current = ""
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\[?\s*([\w.\"-]+)\s*\]", line)
        name = re.match(r"\s*([\w\"-]+)\s*[.=]", line)
        if header:
            current = header[1].strip('"')
            if key is None and current == section:
                return f"line {number}"
        elif name and name[1].strip('"') == (key if current else section) and current in (section, ""):
            return f"line {number}"
    return f"[{section}]"


def _check_together(text: str, config: Config) -> None:
    limits = config.limits
    if bool(config.tls.certificate) != bool(config.tls.key):
        raise ConfigError(f"{_where(text, 'tls', None)}: [tls] needs certificate and key, or neither")
    if limits.drop_s <= limits.ping_s:
        raise ConfigError(
            f"{_where(text, 'limits', 'drop_s')}: limits.drop_s must be more than limits.ping_s"
        )
    for address in limits.exempt:
        try:
            ipaddress.ip_network(address, strict=False)
        except ValueError as error:
            raise ConfigError(f"{_where(text, 'limits', 'exempt')}: limits.exempt: {error}") from error
    for listen in config.listen:
        try:
            listen_addresses(listen)
        except ConfigError as error:
            raise ConfigError(f"{_where(text, 'listen', 'address')}: listen.address: {error}") from error
    names = [operator.name for operator in config.operators]
    if len(set(names)) != len(names):
        raise ConfigError(f"{_where(text, 'operator', None)}: two operators have one name")


def sample_config() -> str:
    """Return a commented TOML file with every setting at its default."""
    lines = [
        "# Malmadang's settings, all of them, at their defaults.",
        "# Take the # off a line to change it; [[...]] may stand several times.",
        "# Check the file: malmadang config check FILE",
    ]
    for section, struct in _SECTIONS.items():
        header = f"#[[{section}]]" if section in _TABLE_LISTS else f"[{section}]"
        lines += ["", f"# {(struct.__doc__ or '').strip()}", header]
        lines += _sample_keys(struct)
    return "\n".join(lines) + "\n"


_EXAMPLES = {"name": "운영자", "password": "$argon2id$…"}


def _sample_keys(struct: type[_Section]) -> Iterator[str]:
    for field in msgspec.structs.fields(struct):
        meta = next(part for part in get_args(field.type) if isinstance(part, Meta))
        value = _EXAMPLES[field.name] if field.default is msgspec.NODEFAULT else field.default
        yield f"# {meta.description}{_choices(field.type)}"
        yield f"#{field.name} = {_toml(value)}"


def _choices(kind: Any) -> str:  # a typing form, which has no better type
    inner = get_args(kind)[0]
    if get_origin(inner) is tuple:
        inner = get_args(inner)[0]
    return f" One of: {', '.join(get_args(inner))}." if get_origin(inner) is Literal else ""


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(part) for part in value)}]"
    return json.dumps(value, ensure_ascii=False)
