"""Who may do what where: every command x role x kind of room, its outcome written in one table.

A cell is `ok` (somebody read the proof), the code of the refusal that the actor reads, or `-` for silence.
"""

from __future__ import annotations

import msgspec
import pytest

from malmadang.servercore.channel import HALF_OPERATOR, OPERATOR, OWNER, VOICE
from malmadang.servercore.commands import COMMANDS
from malmadang.servercore.gamecommands import GAME_COMMANDS
from malmadang.wire.message import FROM_SERVER, parse_line
from tests.kit.world import World, make_config

CONFIG = make_config('[server]\nmotd = "알림"\n[[operator]]\nname = "대장"\npassword = "비밀"')
ROLES = (
    "outsider",
    "member",
    "voice",
    "halfop",
    "op",
    "owner",
    "server operator",
    "founder",
    "founder outside",
)
"""The last two are the account whose room it is; there are none in rooms that nobody owns."""
RANKS = {"member": 0, "voice": VOICE, "halfop": HALF_OPERATOR, "op": OPERATOR, "owner": OWNER,
         "founder": OWNER | OPERATOR}  # fmt: skip
KINDS = {
    "plain": "",
    "+n": "+n",
    "+m": "+m",
    "+s": "+s",
    "+i": "+i",
    "+t": "+t",
    "banned": "+b 민수",
    "+k": "+k 열쇠",
    "+l": "+l 1",
}
OWNED = tuple(f"owned {kind}" for kind in KINDS)
"""The same rooms as an account's."""
ACCOUNTS = {"철수": "철수의비밀", "민수": "민수의비밀"}
MOST_ROLES = 7


class Row(msgspec.Struct, frozen=True):
    """One use of a command.

    Attributes:
        line: what 민수 sends; 영희 is a member of #방, 지수 an outsider.
        proof: verb or numeric that somebody reads when it was done.
        cells: one outcome for each role, or one for all.
        kinds: the rooms where the cells are others.
        owned: owned rooms where the cells are others still, "all" for all of them; "founder" for the account
            whose room it is, inside and outside.
    """

    line: str
    proof: str
    cells: str
    kinds: dict[str, str] = {}
    owned: dict[str, str] = {}

    def expected(self, role: str, kind: str) -> str:
        """Return the cell."""
        bare = kind.removeprefix("owned").strip()
        cells = self.kinds.get(bare, self.cells)
        if kind.startswith("owned"):
            cells = self.owned.get(bare) or self.owned.get("all", cells)
        known = cells.split()
        place = ROLES.index(role)
        if place >= MOST_ROLES:
            own = self.owned.get(f"founder {bare}") or self.owned.get("founder")
            if own is not None:
                return own.split()[place - MOST_ROLES]
            # Else whose room it is may what any owner may, and outside what anybody may.
            place = ROLES.index("owner" if role == "founder" else "outsider")
        return known[place] if len(known) > 1 else known[0]


MEMBERS_ONLY = "442 ok ok ok ok ok 442"
HALFOPS = "442 482 482 ok ok ok 442"
HIDDEN = {"+s": "403 ok ok ok ok ok ok"}
SECRET = {"+s": "- ok ok ok ok ok ok"}
SPEECH = {
    "+n": "404 ok ok ok ok ok 404",
    "+m": "404 404 ok ok ok ok 404",
    "banned": "404 404 ok ok ok ok 404",
}
UNANSWERED = {where: cells.replace("404", "-") for where, cells in SPEECH.items()}
ASKED = "ok 714 714 714 714 714 ok"
REFUSED = ("713", "714", "FAIL")
OPERATORS = "481 481 481 481 481 481 ok"

GAME = "442 ok ok ok ok ok 442"
GAME_ROOMS = {
    "+m": "442 404 ok ok ok ok 442",
    "banned": "442 404 ok ok ok ok 442",
    "+s": "403 ok ok ok ok ok 442",
}
GAME_REFUSED = {where: cells.replace("ok", "FAIL") for where, cells in GAME_ROOMS.items()}
OPEN_TO_ALL = ("시작", "단어장", "순위", "규칙", "도움말")
NEED_A_GAME = ("설정", "참가", "관전", "포기", "그만", "봇", "상태")

#                    outsider member voice halfop op owner server-operator
TABLE = (
    Row("PRIVMSG #방 :글", "PRIVMSG", "ok", SPEECH),
    Row("NOTICE #방 :글", "NOTICE", "ok", UNANSWERED),
    Row("TAGMSG #방", "TAGMSG", "ok", SPEECH),
    Row("PRIVMSG @#방 :글", "PRIVMSG", "ok", SPEECH),
    Row("BATCH -1", "", "FAIL"),
    Row("SEARCH in=#방;text=글", "BATCH", "FAIL ok ok ok ok ok FAIL"),
    Row("REDACT #방 {msgid}", "REDACT", "FAIL FAIL FAIL FAIL ok ok FAIL"),
    *(Row(f"GAME #방 {command}", "NOTICE", GAME, GAME_ROOMS) for command in OPEN_TO_ALL),
    *(Row(f"GAME #방 {command}", "", GAME.replace("ok", "FAIL"), GAME_REFUSED) for command in NEED_A_GAME),
    Row("CHATHISTORY LATEST #방 * 1", "BATCH", "FAIL ok ok ok ok ok FAIL"),
    Row("CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00Z timestamp=2030-01-01T00:00:00Z 9", "BATCH", "ok"),
    Row("JOIN #방", "JOIN", "ok - - - - - ok",
        {"+i": "473 - - - - - 473", "banned": "474 - - - - - 474", "+k": "475 - - - - - 475",
         "+l": "471 - - - - - 471"}, {"founder": "- ok"}),
    Row("PART #방", "PART", MEMBERS_ONLY, {"+s": "403 ok ok ok ok ok 442"}),
    Row("NAMES #방", "353", "ok", SECRET),
    Row("TOPIC #방", "331", "ok", HIDDEN),
    Row("TOPIC #방 :새", "TOPIC", MEMBERS_ONLY, {"+t": HALFOPS, "+s": "403 ok ok ok ok ok 442"}),
    Row("RENAME #방 #새방", "PART", "442 482 482 482 ok ok 442", {"+s": "403 482 482 482 ok ok 442"},
        {"all": "442 482 482 482 482 ok 442", "+s": "403 482 482 482 482 ok 442"}),
    Row("LIST #방", "322", "ok", SECRET),
    Row("KICK #방 영희", "KICK", HALFOPS, {"+s": "403 482 482 ok ok ok 442"}),
    Row("KICK #방 철수", "KICK", "442 482 482 482 ok ok 442", {"+s": "403 482 482 482 ok ok 442"},
        {"all": "442 482 482 482 482 482 442", "+s": "403 482 482 482 482 482 442", "founder": "ok 442",
         "founder +s": "ok 403"}),
    Row("INVITE 지수 #방", "341", MEMBERS_ONLY, {"+i": HALFOPS, "+s": "403 ok ok ok ok ok 442"}),
    Row("KNOCK #방", "711", "713 714 714 714 714 714 713",
        {"+i": ASKED, "+k": ASKED, "+l": ASKED, "+s": "403 714 714 714 714 714 713"}),
    Row("MODE #방", "324", "ok", HIDDEN),
    Row("MODE #방 b", "368", "ok", HIDDEN),
    Row("MODE #방 +C", "MODE", HALFOPS, {"+s": "403 482 482 ok ok ok 442"}),
    Row("MODE #방 +b 누구", "MODE", HALFOPS, {"+s": "403 482 482 ok ok ok 442"}),
    Row("MODE #방 -o 철수", "MODE", "442 482 482 482 ok ok 442", {"+s": "403 482 482 482 ok ok 442"},
        {"all": "442 482 482 482 482 482 442", "+s": "403 482 482 482 482 482 442", "founder": "ok 442",
         "founder +s": "ok 403"}),
    Row("MODE #방 +v 영희", "MODE", HALFOPS, {"+s": "403 482 482 ok ok ok 442"}),
    Row("MODE #방 +o 영희", "MODE", "442 482 482 482 ok ok 442", {"+s": "403 482 482 482 ok ok 442"}),
    Row("MODE #방 +q 영희", "MODE", "442 482 482 482 482 ok 442", {"+s": "403 482 482 482 482 ok 442"}),
    Row("METADATA #방 LIST", "BATCH", "ok",
        {"+s": "FAIL ok ok ok ok ok ok", "+i": "FAIL ok ok ok ok ok FAIL"}),
    Row("METADATA #방 SET url :x", "761", "FAIL FAIL FAIL ok ok ok FAIL"),
    Row("METADATA 영희 SET url :x", "761", "FAIL"),
    Row("WHO #방", "352", "ok", SECRET),
    Row("MODE 민수 +i", "MODE", "ok"),
    Row("MODE 영희 +i", "MODE", "502"),
    Row("CAP LIST", "CAP", "ok"),
    Row("MARKREAD #방", "MARKREAD", "ok"),
    Row("AUTHENTICATE PLAIN", "AUTHENTICATE", "ok"),
    Row("REGISTER * * 길고좋은비밀번호", "REGISTER", "ok"),
    Row("PASS x", "", "462"),
    Row("PERSISTENCE GET", "", "FAIL"),
    Row("RESUME x", "", "462"),
    Row("USER u 0 * :u", "", "462"),
    Row("NICK 민이", "NICK", "ok"),
    Row("PING x", "PONG", "ok"),
    Row("PONG x", "", "-"),
    Row("QUIT", "ERROR", "ok"),
    Row("WHOIS 영희", "311", "ok"),
    Row("WHOWAS 영희", "", "406"),
    Row("AWAY :낮잠", "306", "ok"),
    Row("MONITOR + 영희", "730", "ok"),
    Row("ISON 영희", "303", "ok"),
    Row("USERHOST 영희", "302", "ok"),
    Row("SETNAME :김민수", "SETNAME", "ok"),
    Row("LUSERS", "251", "ok"),
    Row("MOTD", "376", "ok"),
    Row("VERSION", "351", "ok"),
    Row("ISUPPORT", "005", "ok"),
    Row("INFO", "374", "ok"),
    Row("TIME", "391", "ok"),
    Row("ADMIN", "256", "ok"),
    Row("STATS u", "219", "ok"),
    Row("STATS o", "219", OPERATORS),
    Row("LINKS", "365", "ok"),
    Row("HELP", "706", "ok"),
    Row("HELPOP", "706", "ok"),
    Row("OPER 대장 틀림", "", "464"),
    Row("KILL 영희 :왜", "KILL", OPERATORS),
    Row("WALLOPS :글", "WALLOPS", OPERATORS),
    Row("REHASH", "382", OPERATORS),
)  # fmt: skip


def scene(role: str, kind: str) -> World:
    """Return a room with its founder 철수, its member 영희, and 민수 in his role; 지수 is outside."""
    is_owned = kind.startswith("owned")
    world = World(CONFIG, accounts=ACCOUNTS) if is_owned else World(CONFIG)
    world.arrive("철수이", rooms=[] if is_owned else ["#방"])
    if is_owned:
        world.send("철수이", f"PRIVMSG 말지기 :로그인 철수 {ACCOUNTS['철수']}")
        world.send("철수이", "JOIN #방")
    world.send("철수이", "NICK 철수")
    world.peers["철수"] = world.peers.pop("철수이")
    world.arrive("영희", caps=["message-tags", "echo-message", "draft/message-redaction"], rooms=["#방"])
    world.arrive("지수")
    world.arrive("민수이", caps=["message-tags", "setname", "batch", "malmadang/game"])
    if is_owned:
        world.send("민수이", f"PRIVMSG 말지기 :로그인 민수 {ACCOUNTS['민수']}")
    world.send("민수이", "NICK 민수")
    world.peers["민수"] = world.peers.pop("민수이")
    if role in RANKS:
        world.send("민수", "JOIN #방")
    world.send("철수", "MODE #방 -nt")
    world.send("영희", "PRIVMSG #방 :글")
    world.send("영희", "MODE 영희 +w")
    bare = kind.removeprefix("owned ")
    if bare != "plain":
        world.send("철수", f"MODE #방 {KINDS[bare]}")
    if role == "server operator":
        world.send("민수", "OPER 대장 비밀")
    channel, actor = world.core.state.channel("#방"), world.core.state.user("민수")
    assert channel is not None
    assert actor is not None
    if role in RANKS:
        channel.members[actor].rank = RANKS[role]
        if is_owned and RANKS[role]:
            channel.ranks[actor.folded] = RANKS[role]
    if is_owned and role.startswith("founder"):
        # 철수 has made it over, and is an operator now.
        channel.founder, channel.ranks[actor.folded] = "민수", RANKS["founder"]
        owner = next(iter(channel.members))
        channel.members[owner].rank = channel.ranks[owner.folded] = OPERATOR
    for peer in world.peers.values():
        peer.read()
    return world


def outcome(world: World, row: Row) -> str:
    """Let 민수 say the line; return what came of it."""
    msgid = next(kept.msgid for kept in world.kept if kept.verb == "PRIVMSG")
    world.send("민수", row.line.replace("{msgid}", msgid))
    mine = [parse_line(line.encode(), limits=FROM_SERVER) for line in world.peers["민수"].read()]
    refusals = [message.verb for message in mine if message.verb[0] in "45" or message.verb in REFUSED]
    if refusals:
        assert len(refusals) == 1, refusals
        return refusals[0]
    others = [
        parse_line(line.encode(), limits=FROM_SERVER) for peer in world.peers.values() for line in peer.read()
    ]
    return "ok" if any(message.verb == row.proof for message in (*mine, *others)) else "-"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.line)
def test_outcomes(row: Row) -> None:
    """DESIGN 6: one authorisation function decides everything."""
    for kind in (*KINDS, *OWNED) if "#방" in row.line else ("plain",):
        for role in ROLES if kind in OWNED else ROLES[:MOST_ROLES]:
            assert outcome(scene(role, kind), row) == row.expected(role, kind), (role, kind)


def test_every_command_stands_in_the_table() -> None:
    """A new command without a row fails here."""
    assert {row.line.partition(" ")[0] for row in TABLE} == set(COMMANDS)


def test_every_command_of_the_game_stands_in_the_table() -> None:
    usual = {row.ko[0] for row in GAME_COMMANDS.values()}
    assert {*OPEN_TO_ALL, *NEED_A_GAME} == usual


LEAD = {
    "설정 5판": "이렇게 해요",
    "봇": "함께해요",
    "시작": "1/3판",
    "그만": "접었어요",
    "단어장 빼기": "기본 사전만",
}


@pytest.mark.parametrize("command", LEAD)
def test_who_leads_a_game_and_who_keeps_the_room(command: str) -> None:
    """GAME 4: what is the host's is also a half-operator's, and nobody else's."""
    for role in ROLES[1:6]:
        world = scene(role, "plain")
        world.send("영희", "PRIVMSG #방 :!시작")
        world.peers["민수"].read()
        world.send("민수", f"GAME #방 {command}")
        [line] = [line for line in world.peers["민수"].read() if "NOTICE" in line or "FAIL" in line]
        if role in ("member", "voice"):
            assert "FAIL GAME NOT_HOST" in line, role
        else:
            assert LEAD[command] in line, role
