"""The sentences of the talk, (Korean, English): notices, faults, states. `phrases` fills them in."""

from typing import Final

from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.rows import NoticeKind

Pair = tuple[str, str]

NOTICES: Final[dict[NoticeKind, Pair]] = {
    NoticeKind.JOINED: ("{who} 님이 들어왔어요", "{who} came in"),
    NoticeKind.PARTED: ("{who} 님이 나갔어요", "{who} left"),
    NoticeKind.QUIT: ("{who} 님이 나갔어요", "{who} left"),
    NoticeKind.KICKED: ("{by} 님이 {who} 님을 내보냈어요", "{by} put {who} out"),
    NoticeKind.NICK: ("{who} → {new} (별명 바꿈)", "{who} → {new} (new nick)"),
    NoticeKind.MODE: ("{by} 님이 방 모드를 바꿨어요: {modes}", "{by} set the room's modes: {modes}"),
    NoticeKind.RENAMED: ("{by} 님이 방 이름을 바꿨어요: {new}", "{by} renamed the room: {new}"),
    NoticeKind.TOPIC: ("{by} 님이 주제를 바꿨어요: {topic}", "{by} set the topic: {topic}"),
    NoticeKind.TOPIC_IS: ("주제: {topic}", "Topic: {topic}"),
    NoticeKind.INVITED: (
        "{by} 님이 {room|으로/로} 초대했어요. /들어가기 {room}",
        "{by} invites you to {room}. /join {room}",
    ),
    NoticeKind.INVITING: (
        "{by} 님이 {who} 님을 {room|으로/로} 초대했어요",
        "{by} has invited {who} to {room}",
    ),
    NoticeKind.AWAY: ("{who} 님은 자리를 비웠어요: {text}", "{who} is away: {text}"),
    NoticeKind.AWAY_ON: ("자리를 비운다고 알렸어요", "You are marked as away"),
    NoticeKind.AWAY_OFF: ("돌아왔다고 알렸어요", "You are marked as back"),
    NoticeKind.NAMES: ("{room} {count}명: {names}", "{room} ({count}): {names}"),
    NoticeKind.LISTED: ("{room} ({people}명) {topic}", "{room} ({people}) {topic}"),
    NoticeKind.LIST_END: ("방이 모두 {count}개예요", "{count} rooms in all"),
    NoticeKind.IGNORING: (
        "{who|을/를} 무시해요. 다시 보려면 /무시해제 {who}",
        "Ignoring {who}. /unignore {who} undoes it",
    ),
    NoticeKind.UNIGNORED: ("{who|을/를} 다시 봐요", "No longer ignoring {who}"),
    NoticeKind.IGNORES: ("무시하는 사람: {names}", "Ignored: {names}"),
    NoticeKind.CONNECTED: ("{server}에 연결됐어요", "Connected to {server}"),
    NoticeKind.DISCONNECTED: ("{server|과/와} 연결이 끊겼어요", "The connection to {server} is lost"),
    NoticeKind.GAP: (
        "그 앞에 아직 불러오지 않은 글이 더 있어요. /더보기",
        "There is more before this that is not loaded yet: /more",
    ),
    NoticeKind.FOUND: ("{room} · {who}: {text}", "{room} · {who}: {text}"),
    NoticeKind.DISPLAY: ("이제 '{name|으로/로}' 보여요", "You are shown as '{name}' now"),
    NoticeKind.REGISTERED: ("'{account}' 계정을 만들었어요", "The account '{account}' is made"),
    NoticeKind.VERIFY: (
        "{text} /인증 {account} 코드",
        "{text} /verify {account} code",
    ),
    NoticeKind.GREETING: ("{text}", "{text}"),
    NoticeKind.REPLY: ("{text}", "{text}"),
    NoticeKind.SERVER_TEXT: ("{by}: {text}", "{by}: {text}"),
    NoticeKind.WALLOPS: ("모두에게, {by}: {text}", "To all, {by}: {text}"),
    NoticeKind.CTCP: ("{by} 님의 프로그램: {text}", "{by}'s program: {text}"),
}
"""Kinds that are one sentence; the others are put together in `phrases`."""

REDACTED: Final = ("(지운 메시지예요)", "(a message that was taken back)")
REDACTED_BY: Final = ("({by} 님이 지운 메시지예요)", "(a message that {by} took away)")
FOUND_END: Final = {
    "none": ("'{text|을/를}' 찾지 못했어요", "'{text}' was not found"),
    "some": ("'{text|을/를}' {count}개 찾았어요", "'{text}': {count} found"),
    "local": (
        "이 서버는 찾기를 하지 않아서 여기 불러온 글에서만 찾았어요",
        "This server does not search; only what is loaded here was looked through",
    ),
}
NO_DISPLAY: Final = ("이제 별명으로만 보여요", "You are shown by your nick alone now")
NO_TOPIC: Final = ("주제가 없어요", "There is no topic")
TOPIC_GONE: Final = ("{by} 님이 주제를 지웠어요", "{by} took the topic away")
IGNORE_NOBODY: Final = ("무시하는 사람이 없어요", "Nobody is ignored")
NO_LOGIN: Final = {
    "sasl": (
        "이 서버는 계정 로그인을 받지 않아요. 손님으로 들어왔어요",
        "This server takes no log-ins; you are here as a guest",
    ),
    "plain": (
        "암호화되지 않은 연결이라 비밀번호를 보내지 않았어요. 손님으로 들어왔어요",
        "The line is not encrypted, so the password was not sent; you are here as a guest",
    ),
}
RANKS: Final[dict[str, Pair]] = {
    "q": ("방장 권한", "owner"),
    "a": ("부방장 권한", "admin"),
    "o": ("부방장 권한", "operator"),
    "h": ("도우미 권한", "half-operator"),
    "v": ("발언권", "voice"),
}
RANK_GIVEN: Final = (
    "{by} 님이 {who} 님에게 {rank|을/를} 줬어요",
    "{by} made {who} {rank}",
)
RANK_TAKEN: Final = (
    "{by} 님이 {who} 님의 {rank|을/를} 거뒀어요",
    "{by} took {rank} from {who}",
)
WHOIS: Final[dict[str, Pair]] = {
    "account": ("계정 {value}", "account {value}"),
    "rooms": ("들어간 방 {value}", "in {value}"),
    "server": ("서버 {value}", "on {value}"),
    "away": ("자리 비움: {value}", "away: {value}"),
    "idle_s": ("{value} 동안 말이 없어요", "silent for {value}"),
    "secure": ("암호화된 연결", "encrypted line"),
    "bot": ("봇", "a bot"),
    "operator": ("서버 운영자", "server operator"),
}

FAULTS: Final[dict[FaultKind, Pair]] = {
    FaultKind.ADDRESS_EMPTY: ("주소를 적어 주세요", "Please give an address"),
    FaultKind.ADDRESS_SCHEME: (
        "{scheme}:// 주소는 쓸 수 없어요. irc://, ircs://, malmadang:// 가운데 하나로 적어 주세요",
        "{scheme}:// cannot be used; try irc://, ircs:// or malmadang://",
    ),
    FaultKind.ADDRESS_HOST: (
        "'{address}' 주소를 읽을 수 없어요. 예: irc://chat.example.org/#방",
        "'{address}' is no address. Like this: irc://chat.example.org/#room",
    ),
    FaultKind.ADDRESS_PORT: (
        "'{port|은/는}' 문 번호(포트)가 아니에요. 1부터 65535까지예요",
        "'{port}' is no port; ports go from 1 to 65535",
    ),
    FaultKind.ADDRESS_ROOM: (
        "'{room|은/는}' 방 이름으로 쓸 수 없어요",
        "'{room}' cannot be the name of a room",
    ),
    FaultKind.ADDRESS_PIN: (
        "주소의 인증서 지문이 잘못됐어요 (64자리 16진수)",
        "The certificate's fingerprint in the address is wrong (64 hexadecimal digits)",
    ),
    FaultKind.UNKNOWN_COMMAND: ("'{command|은/는}' 없는 명령이에요", "There is no '{command}'"),
    FaultKind.MISSING_ARGUMENT: ("이렇게 써 주세요: {usage}", "Like this: {usage}"),
    FaultKind.NO_ROOM: (
        "말할 방이 없어요. /들어가기 방이름 으로 방에 들어가 보세요",
        "There is no room to talk in; /join one",
    ),
    FaultKind.NOT_A_CHANNEL: (
        "'{command|은/는}' 방 안에서 쓸 수 있어요",
        "'{command}' works in a room",
    ),
    FaultKind.NOT_IN_ROOM: ("{room}에 들어가 있지 않아요", "You are not in {room}"),
    FaultKind.NOT_ONLINE: (
        "지금은 연결이 끊겨 있어 할 수 없어요",
        "This cannot be done while the line is down",
    ),
    FaultKind.NO_LINE: ("보낼 수 없는 줄이에요", "This is no line that can be sent"),
    FaultKind.NO_CERTIFICATE: (
        "확인할 인증서가 없어요",
        "There is no certificate to trust",
    ),
    FaultKind.NOT_IGNORED: ("{who|은/는} 무시하는 사람이 아니에요", "{who} is not ignored"),
    FaultKind.NICK_TAKEN: ("'{nick|은/는}' 누가 쓰고 있어요", "'{nick}' is taken"),
    FaultKind.NICK_REFUSED: (
        "이 서버는 '{nick|을/를}' 받지 않아요: {text}",
        "This server refuses '{nick}': {text}",
    ),
    FaultKind.PASSWORD_MISSING: (
        "'{account}' 계정의 비밀번호를 알려 주세요",
        "The password of the account '{account}' is needed",
    ),
    FaultKind.LOGIN_REFUSED: ("계정이나 비밀번호가 맞지 않아요", "Account or password are not right"),
    FaultKind.NO_ACCOUNT: ("계정으로 들어온 다음에 할 수 있어요. /로그인", "Log in first: /login"),
    FaultKind.PLAIN_LINE: (
        "암호화되지 않은 연결이라 비밀번호를 보내지 않았어요",
        "The line is not encrypted, so the password was not sent",
    ),
    FaultKind.PASSWORD_SPACES: (
        "비밀번호에는 띄어쓰기를 쓸 수 없어요",
        "A password has no spaces, and at least a letter",
    ),
    FaultKind.PASSWORD_REFUSED: ("서버 비밀번호가 맞지 않아요", "The server's password is not right"),
    FaultKind.BANNED: (
        "이 서버에 들어갈 수 없게 막혀 있어요: {text}",
        "You are banned from this server: {text}",
    ),
    FaultKind.UNREACHABLE: ("{server}에 연결할 수 없어요: {detail}", "{server} cannot be reached: {detail}"),
    FaultKind.UNKNOWN_HOST: (
        "'{host|이라/라}'는 서버를 찾을 수 없어요",
        "There is no server called '{host}'",
    ),
    FaultKind.REFUSED: (
        "{server}에서 아무도 대답하지 않아요. 서버가 켜져 있는지, 문 번호가 맞는지 보세요",
        "Nobody answers at {server}. Is the server running, and the port right?",
    ),
    FaultKind.TIMED_OUT: ("{server|이/가} 제때 대답하지 않아요", "{server} does not answer in time"),
    FaultKind.TLS_FAILED: (
        "{server|과/와} 암호화 연결(TLS)을 맺지 못했어요: {detail}",
        "No TLS with {server}: {detail}",
    ),
    FaultKind.CERTIFICATE_UNKNOWN: (
        "서버 인증서를 확인할 수 없어요. 확인하기 전에는 연결하지 않아요",
        "The server's certificate cannot be checked; not connecting before you have",
    ),
    FaultKind.CERTIFICATE_CHANGED: (
        "서버 인증서가 바뀌었어요. 확인하기 전에는 연결하지 않아요",
        "The server's certificate has changed; not connecting before you have checked it",
    ),
    FaultKind.LOST: ("연결이 끊겼어요", "The connection is lost"),
    FaultKind.SILENT: ("서버가 대답하지 않아요", "The server has fallen silent"),
    FaultKind.CLOSED_BY_SERVER: ("서버가 연결을 닫았어요: {text}", "The server has closed the line: {text}"),
    FaultKind.NO_WELCOME: ("서버가 인사를 마치지 않았어요", "The server never finished its welcome"),
    FaultKind.NO_OLDER: ("여기가 대화의 처음이에요", "The talk begins here"),
    FaultKind.NOTHING_WAITS: ("보내지 못한 글이 없어요", "No message is left unsent"),
    FaultKind.NO_MESSAGE: ("그런 글이 없어요", "There is no such message"),
    FaultKind.KICKED: ("{by} 님이 내보냈어요", "{by} put you out"),
    FaultKind.UNCONFIRMED: (
        "연결이 끊겨 도착했는지 몰라요",
        "The line broke; it may or may not have arrived",
    ),
}
"""Faults of one sentence; CANNOT_JOIN and NOT_DELIVERED have theirs in REFUSALS, NAME in NAME_FAULTS."""

NOT_OFFERED: Final[dict[str, Pair]] = {
    "game": ("이 서버에는 낱말 놀이가 없어요", "This server has no word game"),
    "history": ("이 서버는 지난 대화를 보관하지 않아요", "This server keeps no history"),
    "react": ("이 서버에서는 반응을 달 수 없어요", "This server carries no reactions"),
    "display": ("이 서버에서는 보이는 이름을 정할 수 없어요", "This server keeps no display names"),
    "redact": ("이 서버에서는 보낸 글을 지울 수 없어요", "On this server nothing can be taken back"),
}
"""What a server may be without, by the name in NOT_OFFERED faults."""

NEAREST: Final = (" 혹시 {nearest}?", " Did you mean {nearest}?")

NAME_FAULTS: Final[dict[str, Pair]] = {
    "EMPTY": ("별명을 적어 주세요", "Please give a nick"),
    "TOO_MANY_LETTERS": (
        "별명이 너무 길어요 ({limit}자까지)",
        "The nick is too long (at most {limit} letters)",
    ),
    "TOO_MANY_BYTES": ("별명이 너무 길어요", "The nick is too long"),
    "LEADING": ("별명은 '{letter}' 글자로 시작할 수 없어요", "A nick cannot begin with '{letter}'"),
    "NO_SIGN": ("방 이름은 #으로 시작해요", "The name of a room begins with #"),
    "SPACE": ("별명에는 띄어쓰기를 쓸 수 없어요", "A nick has no spaces"),
    "INVISIBLE": ("별명에 보이지 않는 글자가 있어요", "There is an invisible letter in the nick"),
    "LONE_JAMO": ("글자가 덜 합쳐졌어요. 다시 적어 주세요", "A syllable is not complete"),
    "LETTER": ("별명에 '{letter}' 글자는 쓸 수 없어요", "A nick cannot have '{letter}' in it"),
}

REFUSALS: Final[dict[str, Pair]] = {
    "ACCOUNT_EXISTS": ("그 이름의 계정이 벌써 있어요", "There is an account of that name"),
    "ALREADY_AUTHENTICATED": ("벌써 계정으로 들어와 있어요", "You are logged in already"),
    "WEAK_PASSWORD": ("비밀번호가 너무 쉬워요", "The password is too weak"),
    "UNACCEPTABLE_PASSWORD": ("쓸 수 없는 비밀번호예요", "That password cannot be used"),
    "INVALID_EMAIL": ("메일 주소가 맞지 않아요", "The email address is not right"),
    "UNACCEPTABLE_EMAIL": ("쓸 수 없는 메일 주소예요", "That email address cannot be used"),
    "INVALID_CODE": ("코드가 맞지 않아요", "The code is not right"),
    "REDACT_FORBIDDEN": ("그 글은 지울 수 없어요", "You cannot take that message back"),
    "REDACT_WINDOW_EXPIRED": ("너무 오래돼서 지울 수 없어요", "It is too late to take that back"),
    "UNKNOWN_MSGID": ("그 글은 이제 없어요", "That message is no longer there"),
    "MULTILINE_MAX_BYTES": ("글이 너무 길어요", "The text is too long"),
    "MULTILINE_MAX_LINES": ("줄이 너무 많아요", "The text has too many lines"),
    "263": ("서버가 바빠요. 잠시 뒤에 다시 해 주세요", "The server is busy; try again in a moment"),
    "401": ("'{subject|이라/라}'는 사람은 지금 없어요", "There is no '{subject}' here now"),
    "402": ("그런 서버는 없어요", "There is no such server"),
    "403": ("'{subject|이라/라}'는 방은 없어요", "There is no room '{subject}'"),
    "404": ("{subject}에 말할 수 없어요", "You cannot talk in {subject}"),
    "405": ("방에 너무 많이 들어가 있어요", "You are in too many rooms"),
    "406": ("'{subject|이라/라}'는 사람은 없었어요", "There was nobody called '{subject}'"),
    "412": ("보낼 글이 없어요", "There is nothing to send"),
    "417": ("글이 너무 길어요", "The text is too long"),
    "421": ("서버가 모르는 명령이에요: {subject}", "The server does not know {subject}"),
    "432": ("쓸 수 없는 별명이에요: {subject}", "'{subject}' cannot be a nick"),
    "433": ("'{subject|은/는}' 누가 쓰고 있어요", "'{subject}' is taken"),
    "437": ("'{subject|은/는}' 잠시 쓸 수 없어요", "'{subject}' cannot be used for a while"),
    "438": ("별명을 너무 자주 바꿨어요. 잠시 뒤에 다시 해 주세요", "You change your nick too often"),
    "441": ("{subject} 님은 이 방에 없어요", "'{subject}' is not in this room"),
    "442": ("{subject}에 들어가 있지 않아요", "You are not in {subject}"),
    "443": ("{subject} 님은 벌써 방에 있어요", "'{subject}' is in the room already"),
    "461": ("명령에 빠진 것이 있어요", "Something is missing in the command"),
    "464": ("비밀번호가 맞지 않아요", "The password is not right"),
    "471": ("{subject|은/는} 가득 찼어요", "{subject} is full"),
    "473": ("{subject|은/는} 초대받은 사람만 들어갈 수 있어요", "{subject} is for invited people only"),
    "474": ("{subject}에 들어갈 수 없게 막혀 있어요", "You are banned from {subject}"),
    "475": ("{subject}의 열쇠말이 맞지 않아요", "The password of {subject} is not right"),
    "476": ("'{subject|은/는}' 방 이름으로 쓸 수 없어요", "'{subject}' cannot be a room"),
    "477": ("계정이 있어야 해요: {subject}", "{subject} needs an account"),
    "478": ("목록이 가득 찼어요", "The list is full"),
    "479": ("'{subject|은/는}' 방 이름으로 쓸 수 없어요", "'{subject}' cannot be a room"),
    "481": ("서버 운영자만 할 수 있어요", "Only operators of the server can do that"),
    "482": ("방장과 부방장만 할 수 있어요", "Only operators of the room can do that"),
    "489": ("{subject|은/는} 암호화된 연결로만 들어갈 수 있어요", "{subject} needs an encrypted line"),
    "524": ("그런 도움말은 없어요", "There is no help on that"),
    "696": ("모드의 값이 맞지 않아요", "The mode's value is not right"),
}
"""Numerics by code. `{subject}` is what one names; where it names nothing, the server's text is taken."""

STATES: Final[dict[str, Pair]] = {
    "connecting": ("{server}에 연결하고 있어요…", "Connecting to {server}…"),
    "waiting": (
        "{why}. {seconds}초 뒤 다시 연결할게요 ({attempt}번째 시도)",
        "{why}. Trying again in {seconds} s (attempt {attempt})",
    ),
    "kept": ("쓴 글은 보관했다가 보내요", "What you write is kept and sent"),
    "returned": ("다시 연결됐어요", "Connected again"),
    "proposal": ("'{proposal|은/는}' 어때요?", "How about '{proposal}'?"),
    "proposal_how": ("/별명 {proposal}", "/nick {proposal}"),
    "login_how": (
        "다시 해 보려면 /로그인 계정 비밀번호, 아니면 /종료",
        "To try again: /login account password, or /quit",
    ),
    "stale": (
        "10분 넘게 지난 글이 {count}개 있어요. 보내려면 /다시보내기, 버리려면 /버리기",
        "{count} messages are older than 10 minutes: /resend sends them, /discard forgets them",
    ),
    "fingerprint": ("지문(sha256): {fingerprint}", "Fingerprint (sha256): {fingerprint}"),
    "pin_how": (
        "맞는 지문이면 {link} 주소로 들어가거나(?pin=지문), 설정 파일의 tls_pins에 지문을 적어 주세요",
        "If it is the right one, go to {link} (?pin=fingerprint), or write it into tls_pins of the settings",
    ),
    "renamed": (
        "'{asked|은/는}' 쓸 수 없어서 '{nick|으로/로}' 들어왔어요",
        "'{asked}' could not be had; you are here as '{nick}'",
    ),
    "trust": (
        "맞는지 확인했으면 /믿기, 아니면 /종료",
        "If it is the right one: /trust, if not: /quit",
    ),
    "not_sent": ("보내지 못했어요: {text} ({why})", "Not sent: {text} ({why})"),
    "queued": ("연결되면 보낼게요: {text}", "To be sent when connected: {text}"),
    "leaving": (
        "아직 보내는 글이 {count}개 있어요. 다 가면 나갈게요. 바로 나가려면 /종료 한 번 더",
        "{count} messages are still on their way; leaving once they are through. /quit again leaves at once",
    ),
    "left": ("나가기 전에 보내지 못했어요: {text}", "Not sent before leaving: {text}"),
    "left_unknown": ("도착했는지 몰라요: {text}", "It may or may not have arrived: {text}"),
    "left_kept": (
        "{count}개를 보관했다가 다음에 시작할 때 챙길게요",
        "{count} are kept and taken up at the next start",
    ),
    "private": ("귓속말 {who}", "private {who}"),
    "logged_in": ("'{account}' 계정으로 들어왔어요", "You are logged in as '{account}'"),
    "caught_up": ("놓친 메시지 {count}개를 받아 왔어요", "{count} missed messages are here"),
    "reactions": ("'{text}' {reactions}", "'{text}' {reactions}"),
    "goodbye": ("안녕히 가세요!", "Good bye!"),
}
