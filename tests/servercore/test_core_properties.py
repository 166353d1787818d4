"""Any script of lines, from anybody, in any order: nothing breaks, and it breaks the same way twice."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from malmadang.config import Config
from malmadang.servercore.commands import COMMANDS
from malmadang.servercore.effects import Effect
from malmadang.servercore.offers import OFFERED_NAMES
from tests.kit.sasl import plain
from tests.kit.world import World, make_config

CONFIG: Config = make_config("""
[server]
motd = "어서 오세요"
[accounts]
always_on = "opt-out"
[channels]
max_per_user = 3
[limits]
throttle = false
monitor = 2
ban_list = 2
whowas = 2
members_per_channel = 3
sendq_bytes = 16384
[[operator]]
name = "대장"
password = "비밀"
""")
SLOWED: Config = msgspec.structs.replace(
    CONFIG, limits=msgspec.structs.replace(CONFIG.limits, throttle=True, burst=3, quiet_burst=20)
)
CLIENTS = ("하나", "둘", "셋", "넷")
DEVICES = (*CLIENTS, "하나.전화", "하나.마루", "둘.전화")
"""Connections: 하나 and 둘 have accounts, and more than one device."""
RESUMING = ("셋", "넷", "하나.전화", "둘")
"""Those that show the token they had when they come again."""
ACCOUNTS = {"하나": "하나의비밀번호", "둘": "둘의비밀번호"}

free_text = st.text(st.characters(codec="utf-8"), max_size=40)
nicks = st.sampled_from(CLIENTS)
rooms = st.sampled_from(["#방", "#뜰", "#Room", "#rOOM"])
odd_nicks = st.one_of(
    nicks, st.sampled_from(["bob", "b0b", "끝말이", "1x", "*", "ㅋㅋ", "가" * 17, "하나!*@*", ""])
)
odd_rooms = st.one_of(
    rooms, rooms, st.sampled_from(["#", "방", "@#방", "+#뜰", "#" + "가" * 40, "0", "", "#없음"])
)
modes = st.text("+-nmistCklbeIqaohvz", min_size=1, max_size=8)
masks = st.sampled_from(["하나", "*!*@*", "m:*", "m:", "열쇠", "7", "0", "a,b", "둘!*@*", ""])
searches = st.sampled_from(["#*", "!#방", ">1", "<3", "C>0", "T<5", "*", "0", "하나", "o"])
odd_words = st.one_of(odd_nicks, odd_rooms, modes, masks, searches, free_text)


def joined(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Some words as a comma-separated list."""
    return st.lists(words, min_size=1, max_size=3).map(",".join)


def command(verb: str, *params: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A command with the parameters that belong to it; the last one may hold spaces."""
    return st.tuples(*params).map(lambda said: " ".join([verb, *said[:-1], f":{said[-1]}"]) if said else verb)


sane = st.one_of(
    command("JOIN", joined(odd_rooms)),
    command("JOIN", joined(rooms), joined(masks)),
    command("PART", joined(odd_rooms), free_text),
    command("PRIVMSG", joined(st.one_of(odd_rooms, odd_nicks)), free_text),
    command("PRIVMSG", rooms, free_text),
    command(
        "PRIVMSG",
        rooms,
        st.sampled_from(
            ["!시작", "!시작", "!참가", "!봇 1", "!포기", "!그만", "!관전", "!설정 난입 1판", "기차"]
        ),
    ),
    command("GAME", rooms, st.sampled_from(["시작", "start", "참가", "봇 빼기", "순위", "뭐지"])),
    command("NOTICE", joined(st.one_of(odd_rooms, odd_nicks)), free_text),
    command("TAGMSG", st.one_of(rooms, nicks)),
    command("NICK", odd_nicks),
    command("KICK", joined(rooms), joined(nicks), free_text),
    command("INVITE", odd_nicks, rooms),
    command("KNOCK", rooms, free_text),
    command("TOPIC", rooms, free_text),
    command("NAMES", joined(odd_rooms)),
    command("LIST", joined(searches)),
    command("MODE", rooms, modes, st.one_of(nicks, masks), st.one_of(nicks, masks), st.one_of(nicks, masks)),
    command("MODE", rooms, st.sampled_from(["+o", "-o", "+v", "+h", "-h"]), nicks),
    command("MODE", rooms, modes),
    command("MODE", nicks, st.text("+-iwoBz", max_size=5)),
    command(
        "WHO", st.one_of(odd_rooms, searches), st.sampled_from(["", "o", "%tcuihsnfdlaor,7", "%n", "%zt"])
    ),
    command("WHOIS", odd_nicks),
    command("WHOWAS", odd_nicks, st.sampled_from(["", "1", "-1"])),
    command("AWAY", st.one_of(free_text, st.sampled_from(["*", ""]))),
    command("MONITOR", st.sampled_from(["+", "-", "C", "L", "S", "x"]), joined(odd_nicks)),
    command("SETNAME", free_text),
    command("ISON", odd_nicks),
    command("USERHOST", odd_nicks),
    command("OPER", st.just("대장"), st.sampled_from(["비밀", "틀림"])),
    command("KILL", nicks, free_text),
    command("WALLOPS", free_text),
    command("REHASH"),
    command(
        "METADATA",
        st.one_of(st.just("*"), odd_rooms, odd_nicks).filter(bool),
        st.sampled_from(["GET", "LIST", "SET", "CLEAR", "SUB", "UNSUB", "SUBS", "SYNC", "X"]),
        st.sampled_from(["avatar", "url", "$", ":x"]),
        free_text,
    ),
    command("PERSISTENCE", st.just("SET"), st.sampled_from(["ON", "OFF", "DEFAULT"])),
    command(
        "PRIVMSG",
        st.just("말지기"),
        st.sampled_from(
            [
                "로그아웃",
                "방등록 #방",
                "넘기기 #방 둘",
                "직책 #방 둘 부방장",
                "내려놓기 #방 확인",
                "방닫기 #방 확인",
                "기기",
                "기기닫기 1",
                "기기닫기 3",
                "머무르기 끄기",
                "내방",
                "방 #뜰",
                "도움말",
                "탈퇴 둘의비밀번호",
                "로그인 하나 하나의비밀번호",
            ]
        ),
    ),
    command("QUIT", free_text),
    command("CAP", st.sampled_from(["LS", "LIST", "END", "REQ"]), st.sampled_from(["302", "-batch", ""])),
)
mad = st.builds(
    lambda verb, words, last: " ".join([verb, *words, f":{last}"]),
    st.one_of(st.sampled_from(sorted(COMMANDS)), free_text),
    st.lists(odd_words, max_size=4),
    odd_words,
)
tags = st.sampled_from(["", "", "@label=a ", "@+a=b;c=d ", "@label=\\: ", "@+\\;=;label "])
lines = st.tuples(tags, st.integers(0, 4).flatmap(lambda dice: sane if dice else mad)).map(
    lambda parts: "".join(parts).encode()
)
caps = st.sets(st.sampled_from(sorted(OFFERED_NAMES))).map(
    lambda names: f"CAP REQ :{' '.join(sorted(names))}".encode()
)
peers = st.sampled_from(DEVICES)
talk = st.tuples(st.just("say"), peers, lines)
others = st.one_of(
    st.tuples(st.just("say"), peers, caps),
    st.tuples(st.just("break off"), peers, st.just(b"")),
    st.tuples(st.just("wait"), st.just(""), st.sampled_from([0, 1, 999, 31_000, 121_000])),
)
scripts = st.lists(st.integers(0, 9).flatmap(lambda dice: talk if dice else others), min_size=15, max_size=60)


def run(script: list[tuple[str, str, bytes | int]], config: Config) -> list[Effect]:
    """Play a script; whoever is not connected when it is his turn comes in first."""
    world = World(config, accounts=ACCOUNTS)
    tokens: dict[str, str] = {}
    for what, name, value in script:
        if isinstance(value, int):
            world.advance(value)
            continue
        _note_token(world, name, tokens)
        if name not in world.peers or world.peers[name].is_closed:
            _come_in(world, name, tokens.get(name, ""))
        if what == "say":
            world.send(name, value)
        else:
            world.break_off(name)
    return world.log


def _note_token(world: World, name: str, tokens: dict[str, str]) -> None:
    for line in world.peers[name].inbox if name in world.peers else ():
        if " RESUME TOKEN " in line:
            tokens[name] = line.split(" ")[-1]


def _come_in(world: World, name: str, token: str) -> None:
    nick = name.partition(".")[0]
    world.connect(name)
    lines = [f"NICK {nick}", f"USER {nick} 0 * :{nick}", "JOIN #방"]
    if name in RESUMING:
        shown = [f"RESUME {token}"] if token else []
        lines = ["CAP REQ :malmadang/resume", *lines[:2], *shown, "CAP END", *lines[2:]]
    if nick in ACCOUNTS:
        answer = plain(nick, ACCOUNTS[nick])
        log_in = ["CAP REQ :sasl", "AUTHENTICATE PLAIN", f"AUTHENTICATE {answer}", "CAP END"]
        lines = [*lines[:-1], *log_in, lines[-1]]
    for line in lines:
        if not world.peers[name].is_closed:
            world.send(name, line)


@given(scripts, st.sampled_from([CONFIG, SLOWED]))
@settings(max_examples=60, deadline=None)
def test_any_script_keeps_the_invariants_and_gives_the_same_effects_again(
    script: list[tuple[str, str, bytes | int]], config: Config
) -> None:
    """CODE 8: any event sequence keeps the invariants; the same events give the same effects."""
    assert run(script, config) == run(script, config)


@given(st.lists(lines, max_size=20))
@settings(max_examples=40, deadline=None)
def test_nothing_said_before_the_welcome_breaks_anything(said: list[bytes]) -> None:
    """CODE 7: bad input is a refusal, never an exception."""
    world = World(CONFIG)
    for line in said:
        if "손님" not in world.peers or world.peers["손님"].is_closed:
            world.connect("손님")
        world.send("손님", line)
