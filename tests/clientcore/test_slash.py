"""The table of slash commands."""

import pytest

from malmadang.clientcore import commands as c
from malmadang.clientcore.faults import FaultError, FaultKind
from malmadang.clientcore.rows import MessageForm
from malmadang.clientcore.slash import (
    SLASH,
    Where,
    find_command,
    is_command,
    is_secret,
    parse_command,
    suggest,
)
from malmadang.clientcore.view import SERVER_KEY, RoomKind
from malmadang.wire.names import Folded


def where(kind: RoomKind = RoomKind.CHANNEL) -> Where:
    names = {RoomKind.CHANNEL: "#방", RoomKind.PRIVATE: "영희", RoomKind.SERVER: "서버"}
    key = SERVER_KEY if kind is RoomKind.SERVER else Folded(names[kind])
    return Where(key, names[kind], kind, lambda name: name.startswith("#"))


@pytest.mark.parametrize(
    ("korean", "english", "command"),
    [
        ("/종료", "/quit", c.Quit()),
        ("/종료 다음에 봐요", "/QUIT 다음에 봐요", c.Quit("다음에 봐요")),
        ("/들어가기 #새방", "/join #새방", c.Join("#새방")),
        ("/들어가기 새방 열쇠", "/j 새방 열쇠", c.Join("#새방", "열쇠")),
        ("/나가기", "/part", c.Leave("#방")),
        ("/나가기 저녁 먹으러", "/leave 저녁 먹으러", c.Leave("#방", "저녁 먹으러")),
        ("/나가기 #둘 안녕", "/part #둘 안녕", c.Leave("#둘", "안녕")),
        ("/방 #둘", "/room #둘", c.Show("#둘")),
        ("/별명 바다", "/nick 바다", c.SetNick("바다")),
        ("/귓속말 영희 안녕 하세요", "/msg 영희 안녕 하세요", c.Say("영희", "안녕 하세요")),
        ("/귓 영희", "/query 영희", c.Show("영희")),
        ("/나는 웃어요", "/me 웃어요", c.Say("#방", "웃어요", MessageForm.ACTION)),
        ("/알림 #방 점검", "/notice #방 점검", c.Say("#방", "점검", MessageForm.NOTICE)),
        ("/주제", "/topic", c.SetTopic("#방", None)),
        ("/주제 새 주제", "/topic 새 주제", c.SetTopic("#방", "새 주제")),
        ("/주제 -", "/topic -", c.SetTopic("#방", "")),
        ("/주제 #둘 새 주제", "/topic #둘 새 주제", c.SetTopic("#둘", "새 주제")),
        ("/방이름 #마당", "/rename #마당", c.RenameRoom("#방", "#마당")),
        ("/방이름 마당 이사 가요", "/rename 마당 이사 가요", c.RenameRoom("#방", "#마당", "이사 가요")),
        ("/방이름 #둘 #셋 이사", "/rename #둘 #셋 이사", c.RenameRoom("#둘", "#셋", "이사")),
        ("/자리비움", "/away", c.SetAway("")),
        ("/자리비움 점심", "/away 점심", c.SetAway("점심")),
        ("/돌아옴", "/back", c.SetAway(None)),
        ("/초대 철수", "/invite 철수", c.Invite("철수", "#방")),
        ("/초대 철수 둘", "/invite 철수 #둘", c.Invite("철수", "#둘")),
        ("/내보내기 민수", "/kick 민수", c.Kick("#방", "민수")),
        ("/내보내기 #둘 민수 그만", "/kick #둘 민수 그만", c.Kick("#둘", "민수", "그만")),
        ("/막기 민수", "/ban 민수", c.Ban("#방", "민수")),
        ("/풀기 민수", "/unban 민수", c.Ban("#방", "민수", lift=True)),
        ("/방장 민수", "/op 민수", c.SetRank("#방", "민수", "o")),
        ("/방장해제 민수", "/deop 민수", c.SetRank("#방", "민수", "o", give=False)),
        ("/발언권 민수", "/voice 민수", c.SetRank("#방", "민수", "v")),
        ("/발언권해제 민수", "/devoice 민수", c.SetRank("#방", "민수", "v", give=False)),
        ("/모드 +i", "/mode +i", c.SetMode("#방", "+i")),
        ("/무시 민수", "/ignore 민수", c.Ignore("민수")),
        ("/무시", "/ignore", c.Ignore("")),
        ("/무시해제 민수", "/unignore 민수", c.Unignore("민수")),
        ("/방목록", "/list", c.ListRooms()),
        ("/방목록 *말*", "/list *말*", c.ListRooms("*말*")),
        ("/누구 민수", "/whois 민수", c.Whois("민수", Folded("#방"))),
        ("/멤버", "/names", c.Names("#방")),
        ("/비우기", "/clear", c.Clear("#방")),
        ("/시작", "/start", c.Game("#방", "시작")),
        ("/시작 #둘 쿵쿵따 5판", "/start #둘 쿵쿵따 5판", c.Game("#둘", "시작", "쿵쿵따 5판")),
        ("/놀이설정 미션", "/set-game 미션", c.Game("#방", "설정", "미션")),
        ("/참가", "/join-game", c.Game("#방", "참가")),
        ("/관전", "/watch", c.Game("#방", "관전")),
        ("/포기", "/giveup", c.Game("#방", "포기")),
        ("/그만", "/stop", c.Game("#방", "그만")),
        ("/봇 3", "/bot 3", c.Game("#방", "봇", "3")),
        ("/단어장 과일 만", "/words 과일 만", c.Game("#방", "단어장", "과일 만")),
        ("/순위", "/ranking", c.Game("#방", "순위")),
        ("/규칙", "/rules", c.Game("#방", "규칙")),
        ("/놀이", "/game", c.Game("#방", "상태")),
        ("/답장 민수 그래요", "/reply 민수 그래요", c.Reply("#방", "민수", "그래요")),
        ("/반응 👍", "/react 👍", c.React("#방", "👍")),
        ("/반응 👍 민수", "/react 👍 민수", c.React("#방", "👍", who="민수")),
        ("/지우기", "/redact", c.Redact("#방")),
        (
            "/지우기 민수 장난은 그만",
            "/redact 민수 장난은 그만",
            c.Redact("#방", who="민수", reason="장난은 그만"),
        ),
        ("/찾기 된장 찌개", "/search 된장 찌개", c.Search("된장 찌개", "#방", rows=True)),
        ("/찾기 * 찌개", "/search * 찌개", c.Search("찌개", rows=True)),
        ("/더보기", "/more", c.LoadMore("#방")),
        ("/보이는이름 김 철수", "/displayname 김 철수", c.SetDisplayName("김 철수")),
        ("/로그아웃", "/logout", c.LogOut()),
        ("/가입 비밀번호", "/register 비밀번호", c.Register("비밀번호")),
        ("/가입 비밀번호 a@b.kr", "/register 비밀번호 a@b.kr", c.Register("비밀번호", "a@b.kr")),
        ("/인증 하늘 123", "/verify 하늘 123", c.Verify("하늘", "123")),
        ("/비밀번호 옛것 새것", "/passwd 옛것 새것", c.ChangePassword("옛것", "새것")),
        ("/기기", "/devices", c.ListDevices()),
        ("/기기 3", "/devices 3", c.CloseDevice("3")),
        ("/탈퇴 비밀번호", "/unregister 비밀번호", c.DeleteAccount("비밀번호")),
        ("/다시보내기", "/resend", c.Resend(typed=True)),
        ("/버리기", "/discard", c.Discard(typed=True)),
        ("/다시연결", "/reconnect", c.Reconnect()),
        ("/로그인 hana 비밀 번호", "/login hana 비밀 번호", c.Login("hana", "비밀 번호")),
        ("/믿기", "/trust", c.TrustCertificate()),
        ("/도움말", "/help", c.Help()),
        ("/도움말 종료", "/help 종료", c.Help("종료")),
        ("/raw LUSERS", "/quote LUSERS", c.Raw("LUSERS")),
    ],
)
def test_both_languages_mean_the_same(korean: str, english: str, command: c.Command) -> None:
    assert parse_command(korean, where()) == command
    assert parse_command(english, where()) == command


def test_every_row_is_tried_above() -> None:
    marks = test_both_languages_mean_the_same.pytestmark  # type: ignore[attr-defined]  # set by parametrize
    tried = {find_command(korean.split()[0]) for korean, _, _ in marks[0].args[1]}
    assert tried == set(SLASH)


def test_no_name_is_used_twice() -> None:
    names = [name for row in SLASH for name in {*row.ko, *row.en}]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", SLASH, ids=lambda row: row.en[0])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_command_explains_itself(row: object, language: str) -> None:
    command = next(one for one in SLASH if one is row)
    assert command.usage(language).startswith(command.name(language))
    assert command.help(language)
    assert len(command.help(language)) < 60


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("/종로", "/종료"),
        ("/종효", "/종료"),
        ("/들어가디", "/들어가기"),
        ("/귀속말", "/귓속말"),
        ("/별면", "/별명"),
        ("/qiut", "/quit"),
        ("/jion", "/join"),
        ("/nmaes", "/names"),
        ("/도움", "/도움말"),
        ("/zzzzzzz", ""),
    ],
)
def test_an_unknown_command_names_the_nearest(typed: str, nearest: str) -> None:
    with pytest.raises(FaultError) as caught:
        parse_command(typed, where())
    assert caught.value.fault.kind is FaultKind.UNKNOWN_COMMAND
    assert caught.value.fault.fields == {"command": typed, "nearest": nearest}


@pytest.mark.parametrize("typed", ["/들어가기", "/별명", "/누구", "/내보내기", "/나는", "/로그인 a", "/raw"])
def test_a_missing_argument_is_said(typed: str) -> None:
    with pytest.raises(FaultError) as caught:
        parse_command(typed, where())
    assert caught.value.fault.kind is FaultKind.MISSING_ARGUMENT


@pytest.mark.parametrize("typed", ["/주제 새것", "/내보내기 민수", "/멤버", "/모드", "/초대 철수", "/나가기"])
def test_what_needs_a_channel_says_so_elsewhere(typed: str) -> None:
    with pytest.raises(FaultError) as caught:
        parse_command(typed, where(RoomKind.SERVER))
    assert caught.value.fault.kind is FaultKind.NOT_A_CHANNEL


def test_commands_in_a_private_talk() -> None:
    assert parse_command("/나가기", where(RoomKind.PRIVATE)) == c.Leave("영희")
    assert parse_command("/누구", where(RoomKind.PRIVATE)) == c.Whois("영희", Folded("영희"))
    assert parse_command("/나는 웃어요", where(RoomKind.PRIVATE)) == c.Say(
        "영희", "웃어요", MessageForm.ACTION
    )
    with pytest.raises(FaultError):
        parse_command("/나는 웃어요", where(RoomKind.SERVER))


def test_what_is_a_command() -> None:
    assert is_command("/종료")
    assert not is_command("//종료")
    assert not is_command("종료")
    assert not is_command("")
    assert suggest("종로") == "/종료"


@pytest.mark.parametrize(
    "word", ["가입", "register", "로그인", "LOGIN", "비밀번호", "passwd", "탈퇴", "unregister"]
)
def test_a_command_with_a_password_is_secret(word: str) -> None:
    assert is_secret(f"/{word} 민수 비밀")


@pytest.mark.parametrize("text", ["안녕", "/별명 민수", "//가입 비밀", "가입 비밀", "/", "/로그아웃"])
def test_other_texts_are_not(text: str) -> None:
    assert not is_secret(text)
