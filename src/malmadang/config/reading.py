"""From the text of a file to the settings, with errors that say where and what to do."""

import ipaddress
import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import msgspec

from malmadang.config.settings import (
    DOOR_PORT,
    IRC_PORT,
    IRC_TLS_PORT,
    SECTIONS,
    TABLE_LISTS,
    Config,
    Listen,
)


class ConfigError(ValueError):
    """The configuration cannot be used; the text says where, and what to do.

    Attributes:
        mistakes: each a text of its own; `str` has them in one line.
    """

    def __init__(self, *mistakes: str) -> None:
        super().__init__("; ".join(mistakes))
        self.mistakes = mistakes


_LATER: dict[str, tuple[str, ...]] = {
    "storage": ("url",),
    "accounts": ("default_user_modes",),
    "files": ("enabled", "path", "max_bytes", "quota_bytes"),
    "metrics": ("enabled", "address"),
    "cluster": ("node", "nats_url"),
}
"""Settings that are agreed on and not built: a file that has them stays usable, with a warning."""


def parse_config(text: str) -> Config:
    """Return the configuration a TOML text describes; an empty text gives the defaults.

    Raises:
        ConfigError: not TOML, or mistakes, all of them: unknown keys (with the nearest known one), values
            out of range.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError("not valid TOML: nested too deeply") from error
    ignored = _set_aside(tree)
    mistakes = [mistake for section, value in tree.items() for mistake in _mistakes(text, section, value)]
    if mistakes:
        raise ConfigError(*mistakes)
    try:
        config = msgspec.structs.replace(msgspec.convert(tree, Config), ignored=ignored)
    except msgspec.ValidationError as error:
        raise ConfigError(_explain(text, str(error))) from error
    if together := list(_mistakes_together(text, config)):
        raise ConfigError(*together)
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
        if not table and section not in SECTIONS:
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


def _mistakes(text: str, section: str, value: object) -> Iterator[str]:
    if section in _LATER and section not in SECTIONS and isinstance(value, dict):
        for key in value:
            yield _unknown_key(text, section, key, _LATER[section])
        return
    if section not in SECTIONS:
        near = get_close_matches(section, SECTIONS, n=1)
        home = next((name for name, struct in SECTIONS.items() if section in struct.__struct_fields__), None)
        hint = (
            f"did you mean [{near[0]}]?" if near else f"it belongs in [{home}]." if home else _known(SECTIONS)
        )
        yield f"{_where(text, section, None)}: unknown section or key {section!r}; {hint}"
        return
    if isinstance(value, list) != (section in TABLE_LISTS):
        header = f"[[{section}]]" if section in TABLE_LISTS else f"[{section}]"
        yield f"{_where(text, section, None)}: {section} is written {header}"
        return
    kinds = {field.name: field.type for field in msgspec.structs.fields(SECTIONS[section])}
    for table in value if isinstance(value, list) else [value]:
        for key, word in table.items() if isinstance(table, Mapping) else ():
            place = f"{_where(text, section, key)}: {section}.{key}"
            if key not in kinds:
                yield _unknown_key(text, section, key, tuple(kinds))
            elif isinstance(word, str) and (_IN_MOTD if key == "motd" else _CONTROL).search(word):
                yield f"{place}: has an invisible character in it"
            elif what := _why_not(word, kinds[key]):
                yield f"{place}: {what}"


def _why_not(value: object, kind: Any) -> str:  # a typing form, which has no better type
    """Say why a value is none of its kind; "" where it is one."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        what = str(error).partition(" - at `$")[0]
        return what[:1].lower() + what[1:]
    return ""


# Lines are built of these texts, so they must not bring ends of lines of their own.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_IN_MOTD = re.compile(r"[\x00\x7f]")


def _unknown_key(text: str, section: str, key: str, known: tuple[str, ...]) -> str:
    place = f"{_where(text, section, key)}: unknown key {key!r} in [{section}]"
    near = get_close_matches(key, known, n=1)
    if near:
        return f"{place}; did you mean {near[0]!r}?"
    for other, struct in SECTIONS.items():
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


def _mistakes_together(text: str, config: Config) -> Iterator[str]:
    limits = config.limits
    if bool(config.tls.certificate) != bool(config.tls.key):
        yield f"{_where(text, 'tls', None)}: [tls] needs certificate and key, or neither"
    if limits.drop_s <= limits.ping_s:
        yield f"{_where(text, 'limits', 'drop_s')}: limits.drop_s must be more than limits.ping_s"
    for address in limits.exempt:
        try:
            ipaddress.ip_network(address, strict=False)
        except ValueError as error:
            yield f"{_where(text, 'limits', 'exempt')}: limits.exempt: {error}"
    for listen in config.listen:
        try:
            listen_addresses(listen)
        except ConfigError as error:
            yield f"{_where(text, 'listen', 'address')}: listen.address: {error}"
    names = [operator.name for operator in config.operators]
    if len(set(names)) != len(names):
        yield f"{_where(text, 'operator', None)}: two operators have one name"
