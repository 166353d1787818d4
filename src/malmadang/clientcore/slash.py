"""Slash commands: one table, Korean and English names, usage and help; typed text -> what is asked for."""

from collections.abc import Callable

import msgspec

from malmadang.clientcore import commands as c
from malmadang.clientcore.faults import FaultError, FaultKind
from malmadang.clientcore.nearness import nearest
from malmadang.clientcore.rows import MessageForm
from malmadang.clientcore.view import RoomKind
from malmadang.wire.names import Folded


class Where(msgspec.Struct, frozen=True):
    """The room a command is typed in.

    Attributes:
        room: its name, "" where no room is open.
        is_channel: tells names of channels from nicks.
    """

    key: Folded
    room: str
    kind: RoomKind
    is_channel: Callable[[str], bool]


class SlashCommand(msgspec.Struct, frozen=True):
    """One row of the table.

    Attributes:
        ko: Korean names, the usual one first; `en` English ones.
        usage_ko: arguments, `<needed>` and `[optional]`, "" for none.
        help_ko: one line of what it does.
        build: arguments and place -> command.
    """

    ko: tuple[str, ...]
    en: tuple[str, ...]
    usage_ko: str
    usage_en: str
    help_ko: str
    help_en: str
    build: Callable[["_Typed"], c.Command]

    def name(self, language: str) -> str:
        """Return the usual name, with the slash."""
        return f"/{(self.ko if language == 'ko' else self.en)[0]}"

    def usage(self, language: str) -> str:
        """Return name and arguments."""
        return f"{self.name(language)} {self.usage_ko if language == 'ko' else self.usage_en}".rstrip()

    def help(self, language: str) -> str:
        """Return what it does."""
        return self.help_ko if language == "ko" else self.help_en


class _Typed:
    """What was typed behind the command's name."""

    def __init__(self, name: str, rest: str, where: Where) -> None:
        self.name = name
        self.rest = rest.strip()
        self.where = where

    def word(self) -> str:
        """Take the next word, which must be there."""
        word, _, rest = self.rest.partition(" ")
        if not word:
            raise FaultError(FaultKind.MISSING_ARGUMENT, command=self.name)
        self.rest = rest.strip()
        return word

    def text(self) -> str:
        """Take everything left, which must be something."""
        if not self.rest:
            raise FaultError(FaultKind.MISSING_ARGUMENT, command=self.name)
        return self.rest

    def channel(self) -> str:
        """Take a channel's name where one comes first, else the channel we are in."""
        first = self.rest.partition(" ")[0]
        if first and self.where.is_channel(first):
            return self.word()
        if self.where.kind is not RoomKind.CHANNEL:
            raise FaultError(FaultKind.NOT_A_CHANNEL, command=self.name)
        return self.where.room

    def as_channel(self, name: str) -> str:
        """Return the name with its sign, which may be left out."""
        return name if self.where.is_channel(name) else f"#{name}"


def _join(typed: _Typed) -> c.Command:
    return c.Join(typed.as_channel(typed.word()), typed.rest)


def _part(typed: _Typed) -> c.Command:
    if typed.where.kind is RoomKind.PRIVATE and not typed.where.is_channel(typed.rest):
        return c.Leave(typed.where.room)
    return c.Leave(typed.channel(), typed.rest)


def _show(typed: _Typed) -> c.Command:
    return c.Show(typed.word())


def _msg(typed: _Typed) -> c.Command:
    target = typed.word()
    return c.Say(target, typed.rest) if typed.rest else c.Show(target)


def _notice(typed: _Typed) -> c.Command:
    return c.Say(typed.word(), typed.text(), MessageForm.NOTICE)


def _me(typed: _Typed) -> c.Command:
    if typed.where.kind is RoomKind.SERVER:
        raise FaultError(FaultKind.NO_ROOM)
    return c.Say(typed.where.room, typed.text(), MessageForm.ACTION)


def _talk_room(typed: _Typed) -> str:
    if typed.where.kind is RoomKind.SERVER:
        raise FaultError(FaultKind.NO_ROOM)
    return typed.where.room


def _react(typed: _Typed) -> c.Command:
    return c.React(_talk_room(typed), typed.word(), who=typed.rest)


def _redact(typed: _Typed) -> c.Command:
    who, _, reason = typed.rest.partition(" ")
    return c.Redact(_talk_room(typed), who=who, reason=reason)


def _search(typed: _Typed) -> c.Command:
    everywhere = typed.where.kind is RoomKind.SERVER
    if typed.rest.startswith("* "):
        everywhere, typed.rest = True, typed.rest[2:].strip()
    return c.Search(typed.text(), "" if everywhere else typed.where.room, rows=True)


def _topic(typed: _Typed) -> c.Command:
    room = typed.channel()
    return c.SetTopic(room, None if not typed.rest else "" if typed.rest == "-" else typed.rest)


def _rename(typed: _Typed) -> c.Command:
    first, second = typed.word(), typed.rest.partition(" ")[0]
    if typed.where.is_channel(first) and typed.where.is_channel(second):
        return c.RenameRoom(first, typed.word(), typed.rest)
    if typed.where.kind is not RoomKind.CHANNEL:
        raise FaultError(FaultKind.NOT_A_CHANNEL, command=typed.name)
    return c.RenameRoom(typed.where.room, typed.as_channel(first), typed.rest)


def _invite(typed: _Typed) -> c.Command:
    return c.Invite(typed.word(), typed.as_channel(typed.rest) if typed.rest else typed.channel())


def _kick(typed: _Typed) -> c.Command:
    return c.Kick(typed.channel(), typed.word(), typed.rest)


def _ban(typed: _Typed) -> c.Command:
    return c.Ban(typed.channel(), typed.word())


def _unban(typed: _Typed) -> c.Command:
    return c.Ban(typed.channel(), typed.word(), lift=True)


def _rank(letter: str, *, give: bool) -> Callable[[_Typed], c.Command]:
    return lambda typed: c.SetRank(typed.channel(), typed.word(), letter, give)


def _names(typed: _Typed) -> c.Command:
    return c.Names(typed.channel())


def _mode(typed: _Typed) -> c.Command:
    return c.SetMode(typed.channel(), typed.rest)


def _game(command: str) -> Callable[[_Typed], c.Command]:
    return lambda typed: c.Game(typed.channel(), command, typed.rest)


def _clear(typed: _Typed) -> c.Command:
    return c.Clear(typed.where.room)


def _whois(typed: _Typed) -> c.Command:
    private = typed.where.kind is RoomKind.PRIVATE and not typed.rest
    return c.Whois(typed.where.room if private else typed.word(), typed.where.key)


SLASH: tuple[SlashCommand, ...] = (
    SlashCommand(("도움말",), ("help",), "[명령]", "[command]",
                 "명령을 설명해요", "explains the commands",
                 lambda typed: c.Help(typed.rest)),
    SlashCommand(("들어가기", "입장"), ("join", "j"), "<방> [열쇠]", "<room> [key]",
                 "방에 들어가요", "enters a room", _join),
    SlashCommand(("나가기", "퇴장"), ("part", "leave"), "[방] [인사]", "[room] [words]",
                 "방에서 나가요", "leaves a room", _part),
    SlashCommand(("방",), ("room", "window"), "<방|별명>", "<room|nick>",
                 "열려 있는 방이나 귓속말로 옮겨요", "goes to a room or private talk", _show),
    SlashCommand(("귓속말", "귓"), ("msg", "query", "m"), "<별명> [글]", "<nick> [text]",
                 "한 사람에게만 말해요", "talks to one person", _msg),
    SlashCommand(("나는",), ("me",), "<글>", "<text>",
                 "내가 무엇을 하는지 알려요", "says what you do", _me),
    SlashCommand(("답장",), ("reply",), "<별명> <글>", "<nick> <text>",
                 "그 사람의 마지막 말에 답해요", "answers what somebody said last",
                 lambda typed: c.Reply(_talk_room(typed), typed.word(), typed.text())),
    SlashCommand(("반응",), ("react",), "<이모지> [별명]", "<emoji> [nick]",
                 "마지막 말에 반응을 달거나 떼요", "puts an emoji under what was said last, or takes it away",
                 _react),
    SlashCommand(("지우기",), ("redact",), "[별명] [까닭]", "[nick] [reason]",
                 "내가 (또는 그 사람이) 마지막에 한 말을 모두에게서 지워요",
                 "takes back what you (or somebody) said last, for everybody", _redact),
    SlashCommand(("찾기", "검색"), ("search", "find"), "[*] <글>", "[*] <text>",
                 "이 방에서 (* 는 모든 방에서) 찾아요", "looks in this room (* for everywhere)", _search),
    SlashCommand(("더보기",), ("more", "history"), "", "",
                 "빠졌거나 더 오래된 글을 불러와요", "loads what is missing, or older",
                 lambda typed: c.LoadMore(_talk_room(typed))),
    SlashCommand(("알림",), ("notice",), "<방|별명> <글>", "<room|nick> <text>",
                 "답장을 바라지 않는 글을 보내요", "sends a notice", _notice),
    SlashCommand(("별명",), ("nick",), "<새 별명>", "<new nick>",
                 "별명을 바꿔요", "takes another nick",
                 lambda typed: c.SetNick(typed.word())),
    SlashCommand(("보이는이름",), ("displayname",), "[이름]", "[name]",
                 "별명 곁에 보이는 이름을 정하거나 지워요", "sets or removes your name beside the nick",
                 lambda typed: c.SetDisplayName(typed.rest)),
    SlashCommand(("멤버", "명단"), ("names",), "[방]", "[room]",
                 "방에 누가 있는지 보여요", "says who is in the room", _names),
    SlashCommand(("누구",), ("whois",), "<별명>", "<nick>",
                 "어떤 사람인지 알아봐요", "says who somebody is", _whois),
    SlashCommand(("방목록",), ("list",), "[무늬]", "[pattern]",
                 "서버에 있는 방을 보여요", "lists the server's rooms",
                 lambda typed: c.ListRooms(typed.rest)),
    SlashCommand(("주제",), ("topic",), "[방] [새 주제 | -]", "[room] [new topic | -]",
                 "방의 주제를 보거나 바꿔요 (- 는 지우기)", "shows or sets the topic (- removes it)", _topic),
    SlashCommand(("방이름",), ("rename",), "[방] <#새이름> [까닭]", "[room] <#new name> [reason]",
                 "방의 이름을 바꿔요. 지나간 말과 사람은 그대로예요",
                 "gives the room another name; what was said stays", _rename),
    SlashCommand(("자리비움", "자리"), ("away",), "[까닭]", "[reason]",
                 "자리를 비운다고 알려요", "marks you as absent",
                 lambda typed: c.SetAway(typed.rest)),
    SlashCommand(("돌아옴", "돌아왔어요"), ("back",), "", "",
                 "돌아왔다고 알려요", "marks you as back",
                 lambda _: c.SetAway(None)),
    SlashCommand(("초대",), ("invite",), "<별명> [방]", "<nick> [room]",
                 "방으로 초대해요", "asks somebody into the room", _invite),
    SlashCommand(("내보내기",), ("kick",), "[방] <별명> [까닭]", "[room] <nick> [reason]",
                 "방에서 내보내요", "puts somebody out of the room", _kick),
    SlashCommand(("막기",), ("ban",), "[방] <별명|마스크>", "[room] <nick|mask>",
                 "다시 들어오지 못하게 해요", "keeps somebody out of the room", _ban),
    SlashCommand(("풀기",), ("unban",), "[방] <별명|마스크>", "[room] <nick|mask>",
                 "막은 것을 풀어요", "lets somebody in again", _unban),
    SlashCommand(("부방장", "방장"), ("op",), "[방] <별명>", "[room] <nick>",
                 "부방장으로 만들어요", "makes somebody an operator", _rank("o", give=True)),
    SlashCommand(("부방장해제", "방장해제"), ("deop",), "[방] <별명>", "[room] <nick>",
                 "부방장 권한을 거둬요", "takes operator rights away", _rank("o", give=False)),
    SlashCommand(("발언권",), ("voice",), "[방] <별명>", "[room] <nick>",
                 "조용한 방에서도 말할 수 있게 해요", "gives somebody voice", _rank("v", give=True)),
    SlashCommand(("발언권해제",), ("devoice",), "[방] <별명>", "[room] <nick>",
                 "발언권을 거둬요", "takes voice away", _rank("v", give=False)),
    SlashCommand(("모드",), ("mode",), "[방] [+-모드]", "[room] [+-modes]",
                 "방의 모드를 보거나 바꿔요", "shows or sets the room's modes", _mode),
    SlashCommand(("무시",), ("ignore",), "[별명|마스크]", "[nick|mask]",
                 "그 사람의 말을 보지 않아요", "hides what somebody says",
                 lambda typed: c.Ignore(typed.rest)),
    SlashCommand(("무시해제",), ("unignore",), "<별명|마스크>", "<nick|mask>",
                 "그 사람의 말을 다시 봐요", "shows somebody's words again",
                 lambda typed: c.Unignore(typed.word())),
    SlashCommand(("시작",), ("start",), "[놀이] [고를 것]", "[game] [options]",
                 "끝말잇기를 열고, 다 모이면 시작해요", "opens a word game, then begins it", _game("시작")),
    SlashCommand(("참가",), ("join-game",), "", "",
                 "열려 있는 놀이에 함께해요", "plays in the game that is open", _game("참가")),
    SlashCommand(("관전",), ("watch",), "", "",
                 "놀이를 구경해요", "watches the game", _game("관전")),
    SlashCommand(("포기",), ("giveup",), "", "",
                 "놀이에서 빠져요", "leaves the game", _game("포기")),
    SlashCommand(("그만",), ("stop",), "", "",
                 "놀이를 끝내요 (연 사람이나 부방장)", "ends the game (who leads it, or an operator)",
                 _game("그만")),
    SlashCommand(("놀이설정",), ("set-game",), "[놀이] [고를 것]", "[game] [options]",
                 "모인 놀이를 바꿔요 (5판, 60초, 미션 …)", "changes the game that is being set up",
                 _game("설정")),
    SlashCommand(("봇",), ("bot",), "[1~5 | 빼기]", "[1-5 | off]",
                 "봇을 부르거나 돌려보내요", "calls a bot, or sends one away", _game("봇")),
    SlashCommand(("단어장",), ("words",), "[이름 [만] | 빼기]", "[name [only] | off]",
                 "방의 낱말 목록을 골라요", "chooses the room's word lists", _game("단어장")),
    SlashCommand(("순위",), ("ranking",), "", "",
                 "이 방에서 누가 잘하는지 보여요", "shows the best of the room", _game("순위")),
    SlashCommand(("규칙",), ("rules",), "", "",
                 "놀이가 어떻게 되는지 알려요", "says how the game goes", _game("규칙")),
    SlashCommand(("놀이",), ("game",), "", "",
                 "놀이가 어떻게 되어 가는지 보여요", "shows how the game stands", _game("상태")),
    SlashCommand(("비우기",), ("clear",), "", "",
                 "이 화면의 글을 지워요 (다른 사람에게는 남아요)", "empties the room on your side", _clear),
    SlashCommand(("다시보내기",), ("resend",), "", "",
                 "기다리던 글을 보내요", "sends the messages that wait", lambda _: c.Resend(typed=True)),
    SlashCommand(("버리기",), ("discard",), "", "",
                 "기다리던 글을 버려요", "forgets the messages that wait", lambda _: c.Discard(typed=True)),
    SlashCommand(("다시연결",), ("reconnect", "connect"), "", "",
                 "지금 다시 연결해요", "connects again now", lambda _: c.Reconnect()),
    SlashCommand(("로그인",), ("login",), "<계정> <비밀번호>", "<account> <password>",
                 "계정으로 들어가요", "logs in to an account",
                 lambda typed: c.Login(typed.word(), typed.text())),
    SlashCommand(("로그아웃",), ("logout",), "", "",
                 "계정에서 나가요", "logs out of the account", lambda _: c.LogOut()),
    SlashCommand(("가입",), ("register",), "<비밀번호> [메일]", "<password> [email]",
                 "지금 별명으로 계정을 만들어요", "makes an account of your nick",
                 lambda typed: c.Register(typed.word(), typed.rest)),
    SlashCommand(("인증",), ("verify",), "<계정> <코드>", "<account> <code>",
                 "가입할 때 받은 코드를 보여요", "shows the code you were sent",
                 lambda typed: c.Verify(typed.word(), typed.text())),
    SlashCommand(("비밀번호",), ("passwd",), "<지금 것> <새것>", "<old> <new>",
                 "계정의 비밀번호를 바꿔요", "changes the account's password",
                 lambda typed: c.ChangePassword(typed.word(), typed.text())),
    SlashCommand(("기기",), ("devices",), "[끊을 번호]", "[number to close]",
                 "내 계정이 접속한 곳을 보거나 하나를 끊어요", "shows where you are connected, or closes one",
                 lambda typed: c.CloseDevice(typed.rest) if typed.rest else c.ListDevices()),
    SlashCommand(("탈퇴",), ("unregister",), "<비밀번호>", "<password>",
                 "계정을 아주 지워요", "deletes the account for good",
                 lambda typed: c.DeleteAccount(typed.text())),
    SlashCommand(("믿기",), ("trust",), "", "",
                 "방금 보여 준 서버 인증서를 믿어요", "trusts the certificate just shown",
                 lambda typed: c.TrustCertificate(typed.rest)),
    SlashCommand(("raw",), ("raw", "quote"), "<줄>", "<line>",
                 "서버에 줄을 그대로 보내요", "sends a line as it is",
                 lambda typed: c.Raw(typed.text())),
    SlashCommand(("종료", "끝"), ("quit", "exit"), "[인사]", "[words]",
                 "인사하고 마쳐요", "says goodbye and leaves",
                 lambda typed: c.Quit(typed.rest)),
)  # fmt: skip
"""The table, in the order help shows it."""

_BY_NAME: dict[str, SlashCommand] = {name: row for row in SLASH for name in (*row.ko, *row.en)}
_SECRET = tuple(_BY_NAME[name] for name in ("login", "register", "passwd", "unregister"))


def find_command(name: str) -> SlashCommand | None:
    """Return the row of a command's name, in either language, with or without its slash."""
    return _BY_NAME.get(name.removeprefix("/").casefold())


def suggest(name: str) -> str:
    """Return the known name nearest to one that is unknown, with its slash; "" where none is near."""
    near = nearest(name.removeprefix("/"), _BY_NAME)
    return f"/{near}" if near else ""


def is_command(text: str) -> bool:
    """Is typed text a command, and not words to say? `//` says a slash."""
    return text.startswith("/") and not text.startswith("//")


def is_secret(text: str) -> bool:
    """Does typed text show a password of an account, so that it must be kept nowhere?"""
    return is_command(text) and find_command(text.split(maxsplit=1)[0]) in _SECRET


def parse_command(text: str, where: Where) -> c.Command:
    """Read a typed command.

    Args:
        text: begins with one slash.
    Raises:
        FaultError: UNKNOWN_COMMAND with the nearest known one, or what is wrong with the arguments.
    """
    name, _, rest = text[1:].partition(" ")
    row = find_command(name)
    if row is None:
        raise FaultError(FaultKind.UNKNOWN_COMMAND, command=f"/{name}", nearest=suggest(name))
    return row.build(_Typed(f"/{name}", rest, where))
