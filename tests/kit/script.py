"""Conversations as text.

    철수 arrives in #방 with echo-message
    영희 connects from 203.0.113.5 over TLS
    철수 > PRIVMSG #방 :안녕
    철수 < :철수!*@* PRIVMSG #방 :안녕
    영희 < -
    5 s later
    철수 breaks off

`>` is sent, `<` is what the client must read next: `*` stands for anything inside one parameter, `\\*` for a
real star, `...` at the end for any number of parameters more, `-` for nothing more, `<<` for whatever came.
Without a `:source` any source will do. A tag that is named must be there with that value (`@-tag`: must not
be), others are left alone, but for label and batch, which must be named where they are. When the script ends
nobody may have anything unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from textwrap import dedent
from typing import Protocol

from malmadang.config import Config
from malmadang.wire.message import FROM_SERVER, Message, parse_line
from tests.kit.world import World

_ARRIVES = re.compile(
    r"(?P<name>\S+) (?P<what>arrives|connects)(?: in (?P<rooms>#\S+))?(?: with (?P<caps>[a-z0-9/ .-]+?))?"
    r"(?: from (?P<address>\S+))?(?P<secure> over TLS)?"
)
_LATER = re.compile(r"(\d+) (ms|s) later")
_SPEECH = re.compile(r"(\S+) (>|<<|<)(?: (.*))?")
_UNIT = {"ms": 1, "s": 1000}


class Mismatch(AssertionError):
    """The conversation went another way."""


def play(text: str, *, config: Config | str = "", world: World | None = None) -> World:
    """Run a conversation; return the world it left behind.

    Raises:
        Mismatch: somebody read something else than the script says.
    """
    world = World(config) if world is None else world
    play_on(world, text)
    return world


class Ear(Protocol):
    """What one connection has read and nobody has asked for yet."""

    @property
    def inbox(self) -> list[str]:
        """Lines without CRLF, oldest first."""


class Stage(Protocol):
    """A server that conversations can be held on, in memory or on a wire."""

    @property
    def peers(self) -> Mapping[str, Ear]:
        """Everybody who has connected, by the name in the script."""

    def connect(self, name: str, address: str, *, secure: bool = False) -> object:
        """Open a connection."""

    def arrive(
        self,
        name: str,
        *,
        caps: Iterable[str] = (),
        rooms: Iterable[str] = (),
        address: str = "127.0.0.1",
        secure: bool = False,
    ) -> object:
        """Connect, register, join; nobody keeps what was said meanwhile."""

    def send(self, name: str, line: str | bytes) -> None:
        """Send one line; what comes of it has been read by everybody when this returns."""

    def break_off(self, name: str) -> None:
        """End a connection without QUIT."""

    def advance(self, ms: int) -> None:
        """Let time pass."""


def play_on(stage: Stage, text: str) -> None:
    """Run a conversation on a stage.

    Raises:
        Mismatch: somebody read something else than the script says.
    """
    for number, line in enumerate(dedent(text).strip().splitlines(), 1):
        line = line.strip()
        if line and not line.startswith("# "):
            try:
                _play_line(stage, line)
            except Mismatch as mismatch:
                raise Mismatch(f"line {number}: {line}\n{mismatch}") from None
    for name, peer in stage.peers.items():
        if peer.inbox:
            unread = "\n  ".join(peer.inbox)
            raise Mismatch(f"the script is over, but {name} has unread:\n  {unread}")


def _play_line(world: Stage, line: str) -> None:
    if speech := _SPEECH.fullmatch(line):
        name, sign, said = speech[1], speech[2], speech[3] or ""
        if name not in world.peers:
            world.arrive(name)
        if sign == ">":
            world.send(name, said)
        elif sign == "<<":
            world.peers[name].inbox.clear()
        else:
            _expect(world, name, said)
    elif arrival := _ARRIVES.fullmatch(line):
        where = arrival["address"] or "127.0.0.1"
        if arrival["what"] == "connects":
            world.connect(arrival["name"], where, secure=bool(arrival["secure"]))
        else:
            world.arrive(
                arrival["name"],
                caps=(arrival["caps"] or "").split(),
                rooms=(arrival["rooms"] or "").split(",") if arrival["rooms"] else (),
                address=where,
                secure=bool(arrival["secure"]),
            )
    elif line.endswith(" breaks off"):
        world.break_off(line.removesuffix(" breaks off"))
    elif later := _LATER.fullmatch(line):
        world.advance(int(later[1]) * _UNIT[later[2]])
    else:
        raise ValueError(f"not a line of a script: {line!r}")


def _expect(world: Stage, name: str, wanted: str) -> None:
    inbox = world.peers[name].inbox
    if wanted == "-":
        if inbox:
            raise Mismatch(f"{name} should read nothing, but read:\n  " + "\n  ".join(inbox))
        return
    if not inbox:
        raise Mismatch(f"{name} read nothing")
    got = inbox.pop(0)
    problem = differs(wanted, got)
    if problem:
        rest = "".join(f"\n  then: {line}" for line in inbox)
        raise Mismatch(f"{problem}\n  read: {got}{rest}")


def differs(wanted: str, got: str) -> str:
    """Say in what a line differs from the pattern, "" when it fits."""
    line = parse_line(got.encode(), limits=FROM_SERVER)
    tags, _, body = wanted[1:].partition(" ") if wanted.startswith("@") else ("", "", wanted)
    pattern = parse_line(body.encode(), limits=FROM_SERVER)
    if problem := _differing_tags(tags, line.tags or {}):
        return problem
    if pattern.source is not None and not _fits(pattern.source, line.source or ""):
        return f"source {line.source!r} is not {pattern.source!r}"
    if not _fits(pattern.verb, line.verb):
        return f"{line.verb} is not {pattern.verb}"
    return _differing_params(pattern, line)


def _differing_params(pattern: Message, line: Message) -> str:
    wanted, got = list(pattern.params), list(line.params)
    if wanted[-1:] == ["..."]:
        wanted.pop()
        got = got[: len(wanted)]
    if len(wanted) != len(got):
        return f"{len(got)} parameters, not {len(wanted)}"
    for place, (want, param) in enumerate(zip(wanted, got, strict=True), 1):
        if not _fits(want, param):
            return f"parameter {place} is {param!r}, not {want!r}"
    return ""


def _differing_tags(wanted: str, got: dict[str, str]) -> str:
    named = [tag for tag in wanted.split(";") if tag]
    for tag in named:
        key, _, value = tag.partition("=")
        if key.startswith("-"):
            if key[1:] in got:
                return f"there is a tag {key[1:]}"
        elif key not in got:
            return f"there is no tag {key}"
        elif not _fits(value, got[key]):
            return f"tag {key} is {got[key]!r}, not {value!r}"
    keys = {tag.partition("=")[0] for tag in named}
    for key in ("label", "batch"):
        if key in got and key not in keys:
            return f"there is a tag {key}={got[key]}"
    return ""


def _fits(pattern: str, text: str) -> bool:
    pieces = [re.escape(piece.replace("\0", "*")) for piece in pattern.replace("\\*", "\0").split("*")]
    return re.fullmatch(".*".join(pieces), text, re.DOTALL) is not None
