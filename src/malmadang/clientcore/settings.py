"""What a client is told before it starts: server, nick, account; also as TOML (`chat --config`)."""

import re
import tomllib
from difflib import get_close_matches
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from malmadang.clientcore.address import CHANNEL_SIGNS, Address, normalize_pin, parse_address
from malmadang.clientcore.faults import FaultError
from malmadang.config import ConfigError

Language = Literal["ko", "en"]
Mechanism = Literal["SCRAM-SHA-256", "PLAIN"]


class ClientSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a ClientCore starts from.

    Attributes:
        nick: "" until the person has chosen one; `ClientCore.start` needs one.
        account: "" for a guest. With one, `password` is its password, without one the server's own (PASS).
        sasl: mechanisms we are ready for, the best first.
        pins: sha256 of certificates that are as good as valid ones, 64 hexadecimal digits each.
        rooms: to join beside the address's; where both are empty, those the server recommends.
        take_free_nick: where the nick is taken, go on with a free one instead of asking.
        realname: "" for the nick.
        keep_unsent: what could not be sent is sent at the next start (`ClientMemory.unsent`).
        history_first: lines of history asked for in a room of which nothing is known.
        history_page: lines asked for at one time later on, where the server allows so many.
        history_pages: so many of a room are loaded by themselves after an absence, more by `LoadGap`.
    """

    address: Address
    nick: str = ""
    account: str = ""
    password: str = ""
    sasl: tuple[Mechanism, ...] = ("SCRAM-SHA-256", "PLAIN")
    pins: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    language: Language = "ko"
    take_free_nick: bool = False
    realname: str = ""
    keep_unsent: bool = True
    history_first: int = 100
    history_page: int = 100
    history_pages: int = 5


_WORD = r"\A(?:[^\s,:\x00-\x1f][^\s,\x00-\x1f]*)?\Z"
_LINE = r"\A[^\x00\r\n]*\Z"


class _ClientTable(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    server: str | None = None
    nick: Annotated[str, Meta(pattern=_WORD)] = ""
    account: Annotated[str, Meta(pattern=_LINE)] = ""
    password: Annotated[str, Meta(pattern=_LINE)] = ""
    sasl: tuple[Mechanism, ...] = ("SCRAM-SHA-256", "PLAIN")
    tls: bool | None = None
    tls_pins: tuple[str, ...] = ()
    state_dir: str = ""
    rooms: tuple[Annotated[str, Meta(pattern=_WORD, min_length=1)], ...] = ()
    language: Language | None = None


class ClientFile(msgspec.Struct, frozen=True):
    """A client's TOML file, read.

    Attributes:
        state_dir: folder for what the client remembers; "" for the user's own.
    """

    settings: ClientSettings
    state_dir: str


def parse_client_settings(
    text: str, *, address: Address | None = None, language: Language = "ko"
) -> ClientFile:
    """Read a client's TOML file.

    Args:
        address: counts in place of the file's server, which need not be there then.
        language: counts where the file names none.
    Raises:
        ConfigError: not TOML, or mistakes, all of them: unknown keys (with the nearest known one), values
            that cannot be used.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML: {error}") from error
    mistakes = [
        f"unknown section or key {section!r}; the client's settings stand in [client]"
        for section in tree
        if section != "client"
    ]
    table = tree.get("client", {})
    if not isinstance(table, dict):
        raise ConfigError("client is written [client]")
    for key, value in table.items():
        if key not in _ClientTable.__struct_fields__:
            mistakes.append(f"{_where(text, key)}: {_unknown_key(key)}")
            continue
        try:
            msgspec.convert({key: value}, _ClientTable)
        except msgspec.ValidationError as error:
            what = str(error).partition(" - at `$")[0]
            mistakes.append(f"{_where(text, key)}: client.{key}: {what[:1].lower()}{what[1:]}")
    if mistakes:
        raise ConfigError(*mistakes)
    client = msgspec.convert(table, _ClientTable)
    return ClientFile(_settings(client, address, language), client.state_dir)


def _where(text: str, key: str) -> str:
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"""\s*["']?{re.escape(key)}["']?\s*[.=]""", line):
            return f"line {number}"
    return "[client]"


def _unknown_key(key: str) -> str:
    known = _ClientTable.__struct_fields__
    near = get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}."
    return f"unknown key {key!r} in [client]; {hint}"


def _settings(client: _ClientTable, given: Address | None, language: Language) -> ClientSettings:
    address = given or _address(client.server)
    try:
        pins = tuple(normalize_pin(pin) for pin in client.tls_pins)
    except ValueError as error:
        raise ConfigError(f"client.tls_pins: {error}") from error
    # What the command line says counts, but a file without a server has its `tls` for just that address.
    if client.tls is not None and not (given and client.server is not None):
        address = msgspec.structs.replace(address, tls=client.tls)
    return ClientSettings(
        address=address,
        nick=client.nick,
        account=client.account,
        password=client.password,
        sasl=client.sasl,
        pins=pins,
        rooms=tuple(room if room[0] in CHANNEL_SIGNS else f"#{room}" for room in client.rooms),
        language=client.language or language,
    )


def _address(server: str | None) -> Address:
    if server is None:
        raise ConfigError('[client] names no server: write server = "chat.example.org", or give an address')
    try:
        return parse_address(server)
    except FaultError as error:
        raise ConfigError(f"client.server: {server!r} is no address ({error})") from error
