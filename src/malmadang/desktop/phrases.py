"""Every word the window itself says, Korean and English side by side.

What the server and the talk say (faults, notices, help) stands in `malmadang.clientcore.phrases`.
"""

from enum import Enum


class Word(Enum):
    """(Korean, English). `{name}` is a field; `{name|이/가}` is a field with the particle that fits it."""

    APP = "말마당", "Malmadang"
    OK = "확인", "OK"
    CANCEL = "취소", "Cancel"
    CLOSE = "닫기", "Close"
    BACK = "뒤로", "Back"
    NEXT = "다음", "Next"
    COPY = "복사", "Copy"
    COPIED = "복사했어요", "Copied"

    # First start, the nick.
    NICK_TITLE = "별명을 정해 주세요", "Choose a nickname"
    NICK_WHY_1 = "대화방에서 다른 사람에게 보이는 이름이에요.", "It is the name that others see in the rooms."
    NICK_WHY_2 = "나중에 언제든지 바꿀 수 있어요.", "You can change it at any time."
    NICK = "별명", "Nickname"
    NICK_RULES = "한글·영문·숫자 1–{limit}자, 띄어쓰기 없이", "1–{limit} letters or digits, no spaces"
    NICK_PREVIEW = "이렇게 보여요", "This is how it looks"
    NICK_NONE = "별명", "Nickname"
    NICK_EMPTY = "별명을 적어 주세요", "Please type a nickname"
    NICK_TOO_LONG = "{limit}자까지 쓸 수 있어요", "At most {limit} letters"
    NICK_TOO_MANY_BYTES = "별명이 너무 길어요", "The nickname is too long"
    NICK_LEADING = "‘{letter}’ 글자로 시작할 수는 없어요", "It cannot begin with “{letter}”"
    NICK_SPACE = "띄어쓰기 없이 적어 주세요", "No spaces, please"
    NICK_INVISIBLE = "보이지 않는 글자가 들어 있어요", "It contains a letter nobody can see"
    NICK_JAMO = "글자가 덜 합쳐졌어요. 다시 적어 주세요", "A syllable is not complete; please type it again"
    NICK_LETTER = "‘{letter}’ 글자는 쓸 수 없어요", "“{letter}” cannot be used"
    THEME = "테마", "Theme"
    THEME_SYSTEM = "시스템", "System"
    THEME_LIGHT = "밝게", "Light"
    THEME_DARK = "어둡게", "Dark"
    LANGUAGE = "언어", "Language"
    LOOK = "메시지 모양", "Messages"
    LOOK_BUBBLE = "말풍선", "Bubbles"
    LOOK_COMPACT = "간결", "Compact"
    SCALE = "크기", "Size"

    # First start, where to talk.
    STEP_1 = "1 / 2", "1 / 2"
    STEP_2 = "2 / 2", "2 / 2"
    WHERE_TITLE = "어디서 이야기할까요?", "Where do you want to talk?"
    HOST_TITLE = "내 컴퓨터에서 시작하기", "Start on my computer"
    HOST_1 = "이 컴퓨터에 말마당 서버를 켜요.", "Runs a server on this computer."
    HOST_2 = "같은 와이파이의 친구가 바로 들어올 수 있어요.", "Friends on the same Wi-Fi can join at once."
    INVITE_TITLE = "초대 주소로 들어가기", "Join by an invitation"
    INVITE_1 = "친구에게 받은 주소를 붙여 넣어요.", "Paste the address a friend gave you."
    INVITE_2 = "예: malmadang://192.0.2.7/말마당", "Like malmadang://192.0.2.7/lounge"
    SERVER_TITLE = "다른 서버에 접속하기", "Connect to another server"
    SERVER_1 = "IRC 서버 주소를 직접 적어요.", "Type the address of an IRC server."
    SERVER_2 = "TLS, 비밀번호, 계정 로그인 지원", "With TLS, password and account"
    HOST_GO = "서버 켜고 시작", "Start the server"
    ENTER_GO = "들어가기", "Join"
    CONNECT_GO = "접속하기", "Connect"
    MORE = "자세히", "Details"
    HOST_MORE = "▸ 자세히 (문 번호, 방 이름)", "▸ Details (port, room)"

    # Its pages.
    INVITE_FIELD = "초대 주소", "Invitation"
    INVITE_FOUND = "복사해 둔 주소를 넣어 두었어요", "The address you copied is filled in"
    HOST_FIELD = "서버 주소", "Server"
    PORT_FIELD = "문 번호(포트)", "Port"
    ROOM_FIELD = "방 이름", "Room"
    TLS_FIELD = "암호화 (TLS)", "Encryption (TLS)"
    TLS_ON = "켬", "On"
    TLS_OFF = "끔", "Off"
    ACCOUNT_FIELD = "계정 (있으면)", "Account (if any)"
    PASSWORD_FIELD = "비밀번호 (있으면)", "Password (if any)"
    HOST_STARTING = "서버를 켜고 있어요…", "Starting the server…"
    HOST_READY = "서버를 켰어요", "The server is running"
    HOST_INVITE = "친구에게 이 주소를 보내 주세요.", "Send this address to your friends."
    HOST_STAYS = "말마당을 닫으면 서버도 꺼져요.", "The server stops when you close Malmadang."
    HOST_ENTER = "{room|으로/로} 들어가기", "Enter {room}"
    HOST_PORT_TAKEN = (
        "{port}번 문을 다른 프로그램이 쓰고 있어요. {next}번으로 열까요?",
        "Another program uses port {port}. Open port {next} instead?",
    )
    HOST_USE_NEXT = "{next}번으로 열기", "Open port {next}"
    HOST_FAILED = "서버를 켜지 못했어요", "The server did not start"
    HOST_AGAIN = "다시 켜기", "Try again"
    HOST_ENDED = "이 컴퓨터의 서버가 꺼져 있어요", "The server on this computer is not running"
    HOST_RESTART = "서버 다시 켜기", "Start it again"
    HOST_SILENT = "서버가 대답하지 않아요", "The server does not answer"

    # The window.
    ROOMS_ADD = "방 들어가기", "Enter a room"
    FILTER = "방·사람 찾기", "Find a room or person"
    MEMBERS_BUTTON = "멤버 {count}", "Members {count}"
    GROUP_PRIVATE = "귓속말", "Private talks"
    SERVER_ROOM = "서버 알림", "Server messages"
    DRAFT = "(쓰는 중)", "(draft)"
    ROOM_EMPTY = "아직 아무 말도 없어요", "Nothing has been said yet"
    ROOM_EMPTY_TIP = (
        "첫 인사를 건네 보세요. /도움말 로 명령을 볼 수 있어요",
        "Say hello. /help shows the commands",
    )
    NO_ROOM = "아직 들어간 방이 없어요", "You are in no room yet"
    NO_ROOM_TIP = "방 이름을 알면 바로 들어갈 수 있어요", "Enter one by its name"
    NOT_FOUND = "‘{text|을/를}’ 찾지 못했어요", "“{text}” was not found"
    ACCOUNT_CARD = "내 모습과 설정", "My look and settings"
    TITLE_UNREAD = "({count}) {app}", "({count}) {app}"
    HINTS = (
        "Enter로 보내고, Shift+Enter로 줄을 바꿔요 · Ctrl+K로 방을 찾아요 · /도움말",
        "Enter sends, Shift+Enter makes a new line · Ctrl+K finds a room · /help",
    )

    # Members.
    GROUP_STAFF = "운영자 — {count}", "Operators — {count}"
    GROUP_HERE = "접속 중 — {count}", "Here — {count}"
    GROUP_AWAY = "자리 비움 — {count}", "Away — {count}"
    MEMBERS_COMING = "명단을 받고 있어요…", "Fetching the list…"
    AWAY = "자리 비움", "away"
    RANK_OWNER = "방장", "owner"
    RANK_ADMIN = "부방장", "admin"
    RANK_OPERATOR = "부방장", "operator"
    RANK_HALF = "도우미", "helper"
    RANK_VOICE = "발언권", "voice"
    BOT = "봇", "bot"
    MEMBER_FILTER = "멤버 찾기", "Find a member"
    WHISPER = "귓속말", "Private talk"
    CALL = "이름 부르기", "Mention"
    IGNORE = "무시", "Ignore"
    WHOIS = "누구인지 보기", "Who is it"
    ME = "나", "me"
    ACCOUNT_OF = "계정 {account}", "account {account}"
    GUEST = "손님", "guest"

    # Own card.
    HERE = "접속 중", "here"
    NOT_HERE = "연결 안 됨", "not connected"
    GO_AWAY = "자리 비우기", "Go away"
    COME_BACK = "돌아오기", "Come back"
    CHANGE_NICK = "별명 바꾸기", "Change nickname"
    INVITATION = "초대 주소", "Invitation"

    # Rooms.
    ADD_TITLE = "어디로 갈까요?", "Where to?"
    ADD_FIELD = "방 이름이나 별명", "Room or nickname"
    ADD_TIP = "없는 방이면 새로 만들어요", "A room that does not exist yet is made"
    ADD_ROOM = "방", "Room"
    ADD_PERSON = "사람", "Person"
    LEAVE_ROOM = "나가기", "Leave"
    CLOSE_TALK = "닫기", "Close"
    LEAVE_SERVER = "서버에서 나가기", "Leave the server"
    MARK_READ = "읽음으로", "Mark as read"
    PIN = "고정", "Pin"
    UNPIN = "고정 풀기", "Unpin"
    NOTIFY_ALL = "모두 알리기", "Tell of everything"
    NOTIFY_NAMED = "부를 때만 알리기", "Only when named"
    NOTIFY_OFF = "알리지 않기", "Tell of nothing"
    REJOIN = "다시 들어가기", "Enter again"

    # Composer.
    PLACEHOLDER = "{room}에 쓰기", "Write to {room}"
    PLACEHOLDER_TO = "{nick} 님에게 쓰기", "Write to {nick}"
    PLACEHOLDER_SERVER = "/명령 쓰기", "Type a /command"
    PLACEHOLDER_OFF = "지금은 여기에 쓸 수 없어요", "You cannot write here now"
    SEND = "보내기", "Send"
    UNKNOWN_NEAR = (
        "‘{command|은/는}’ 없는 명령이에요. 혹시 {nearest}?",
        "No command “{command}”. Maybe {nearest}?",
    )
    TOO_LONG_ASK = "글이 길어요. {count}개로 나눠 보낼까요?", "The text is long. Send it in {count} pieces?"
    LINES_ASK = (
        "글이 {count}줄이에요. 한 줄씩 나눠 보낼까요?",
        "{count} lines. Send each as a message of its own?",
    )
    SEND_PIECES = "나눠 보내기", "Send in pieces"
    DELETED = "지운 메시지예요", "A message was taken back"
    DELETE = "지우기", "Take back"
    DELETE_ASK = "이 메시지를 지울까요?", "Take this message back?"
    DELETE_WHY = "모두에게서 사라져요. 되돌릴 수 없어요.", "It goes for everybody. This cannot be undone."
    PICTURE = "사진 보기", "Show the picture"
    PICTURE_COMING = "사진을 가져오고 있어요…", "Fetching the picture…"
    PICTURE_FAILED = "사진을 보여 드릴 수 없어요", "The picture cannot be shown"
    REACT = "반응 남기기", "React"
    NO_ORIGINAL = "원래 글을 찾을 수 없어요", "The original cannot be found"
    CAUGHT_UP = (
        "다시 연결됐어요. 놓친 메시지 {count}개를 받아 왔어요",
        "Connected again, with {count} messages you missed",
    )
    REPLY = "답장", "Reply"
    REPLY_TO = "{nick}에게 답장", "Reply to {nick}"
    MORE_MENU = "더 보기", "More"
    ORIGINAL = "원문 보기", "As it came"
    FIND = "찾기", "Find"
    FIND_IN_ROOM = "이 방에서 찾기", "Find in this room"
    FIND_EVERYWHERE = "모든 방에서 찾기", "Find in every room"
    FIND_TIP = "들어간 방에서 찾아요", "Looks in the rooms you are in"
    ROOM_LIST = "방 목록 보기", "List of rooms"
    ROOM_LIST_FIND = "방 이름이나 주제로 찾기", "Find by name or topic"
    ROOM_LIST_EMPTY = "보이는 방이 없어요", "No rooms to be seen"
    FIND_ASKING = "서버에서 더 찾고 있어요…", "Asking the server for more…"
    SWITCH = "방이나 사람으로 가기", "Go to a room or person"
    SWITCH_NEW = "{room|으로/로} 들어가기", "Enter {room}"
    PEOPLE_COUNT = "{count}명", "{count} people"
    EMOJI = "이모지", "Emoji"
    EMOJI_SEARCH = "이모지 찾기 (하트, heart, ㅎㅌ)", "Find an emoji"
    EMOJI_RECENT = "최근에 쓴 것", "Used last"
    EMOJI_FACES = "얼굴과 감정", "Faces"
    EMOJI_PEOPLE = "사람과 몸", "People"
    EMOJI_NATURE = "동물과 자연", "Nature"
    EMOJI_FOOD = "음식", "Food"
    EMOJI_TRAVEL = "여행과 장소", "Places"
    EMOJI_ACTIVITIES = "놀이와 운동", "Activities"
    EMOJI_OBJECTS = "물건", "Things"
    EMOJI_SYMBOLS = "기호", "Signs"
    EMOJI_FLAGS = "깃발", "Flags"
    TRUST_ASK = "이 인증서를 믿을까요?", "Trust this certificate?"

    # A room's settings.
    ROOM_SETTINGS = "{room} 설정", "Settings of {room}"
    TAB_ROOM = "방", "Room"
    TAB_PEOPLE = "사람", "People"
    TAB_BANS = "막은 사람", "Kept out"
    ROOM_MAY_NOT = "방장과 부방장만 바꿀 수 있어요", "Only the room's operators can change this"
    ROOM_TOPIC = "주제", "Topic"
    ROOM_KEY = "열쇠말 (없으면 누구나)", "Password (none: anybody)"
    ROOM_LIMIT = "몇 명까지", "Up to how many"
    ROOM_INVITED = "초대받은 사람만 들어와요", "Only invited people may enter"
    ROOM_SECRET = "방 목록에 보이지 않아요", "Hidden from the list of rooms"
    ROOM_MODERATED = "발언권이 있는 사람만 말해요", "Only people with voice may talk"
    ROOM_ACCOUNTS = "계정이 있는 사람만 말해요", "Only people with an account may talk"
    ROOM_TOPIC_LOCK = "주제는 방장과 부방장만 바꿔요", "Only operators change the topic"
    SAVE = "저장", "Save"
    BAN_LIFT = "풀기", "Lift"
    BAN_BY = "{who} 님이 막았어요", "by {who}"
    BANS_NONE = "막은 사람이 없어요", "Nobody is kept out"
    OP_GIVE = "부방장으로 올리기", "Make operator"
    OP_TAKE = "부방장에서 내리기", "Take operator away"
    VOICE_GIVE = "발언권 주기", "Give voice"
    VOICE_TAKE = "발언권 거두기", "Take voice away"
    BAN_GO = "막기", "Keep out"
    BAN_ASK = "{nick} 님을 내보내고 다시 못 들어오게 할까요?", "Put {nick} out and keep them out?"
    ROOMS_SHARED = "함께 있는 방: {rooms}", "Rooms we share: {rooms}"

    # Settings and notifications.
    SETTINGS = "설정", "Settings"
    TAB_LOOK = "모습", "Look"
    TAB_TALK = "대화", "Talk"
    TAB_NOTIFY = "알림", "Notices"
    YES = "켬", "On"
    NO = "끔", "Off"
    CLOCK = "시각", "Clock"
    CLOCK_12 = "오후 3:05", "3:05 PM"
    CLOCK_24 = "15:05", "15:05"
    ORDER = "방 순서", "Order of rooms"
    ORDER_RECENT = "최근 글", "Last message"
    ORDER_NAME = "이름", "Name"
    COMINGS = "들어오고 나간 사람", "Comings and goings"
    COMINGS_ALL = "모두", "All"
    COMINGS_FOLD = "접기", "Fold"
    COMINGS_RECENT = "말한 사람만", "Of speakers"
    COMINGS_HIDE = "숨김", "Hide"
    ENTER_KEY = "보내는 키", "Key that sends"
    TELL_TYPING = "쓰는 중인 걸 알리기", "Tell others that I am writing"
    NOTIFY_ME = "귓속말과 나를 부른 글 알리기", "Tell me of private talks and my name"
    NOTIFY_TEXT = "알림에 글 보이기", "Show the words"
    NOTIFY_SOUND = "소리", "Sound"
    QUIET = "방해 금지", "Do not disturb"
    QUIET_HALF = "30분", "30 min"
    QUIET_HOUR = "1시간", "1 hour"
    QUIET_DAY = "오늘", "Today"
    LINKS_HERE = "malmadang:// 링크를 말마당으로 열기", "Open malmadang:// links here"
    LINKS_DONE = "이제 링크가 말마당으로 열려요", "Links open here now"
    LINKS_FAILED = "이 컴퓨터에서는 링크를 맡지 못했어요", "This computer did not let the links open here"
    KEY_WORDS = "알림 받을 낱말 (쉼표로 나눠요)", "Words that call me (commas between)"
    ALERT_IN = "{nick} · {room}", "{nick} · {room}"
    ALERT_MANY = "새 메시지 {count}개", "{count} new messages"
    ALERT_HIDDEN = "새 메시지가 왔어요", "A new message"

    # The line.
    STATE_ONLINE = "연결됨", "connected"
    STATE_CONNECTING = "연결 중", "connecting"
    STATE_WAITING = "끊김", "offline"
    STATE_HALTED = "멈춤", "stopped"
    CONNECTING = "{server}에 연결하고 있어요…", "Connecting to {server}…"
    OFFLINE = (
        "연결이 끊겼어요. {seconds}초 뒤 다시 연결할게요 ({attempt}번째 시도) · 쓴 글은 보관했다가 보내요",
        "The line was lost. Next try in {seconds} s (try {attempt}) · what you write is kept and sent",
    )
    RETRY = "{seconds}초 뒤 다시 연결할게요 ({attempt}번째 시도)", "next try in {seconds} s (try {attempt})"
    CONNECT_NOW = "지금 연결", "Connect now"
    RECONNECTED = "다시 연결됐어요", "Connected again"
    ANOTHER_SERVER = "다른 곳으로", "Go elsewhere"
    LOGIN_AGAIN = "다시 입력", "Type it again"
    CERTIFICATE_CHANGED = (
        "서버 인증서가 바뀌었어요. 확인하기 전에는 연결하지 않아요",
        "The server's certificate has changed. No connection before you have checked it",
    )
    CERTIFICATE_UNKNOWN = (
        "서버 인증서를 확인할 수 없어요. 믿기 전에는 연결하지 않아요",
        "Nobody vouches for the server's certificate. No connection before you trust it",
    )

    # Questions.
    CERTIFICATE_TITLE = "{server}의 인증서를 믿을까요?", "Trust the certificate of {server}?"
    CERTIFICATE_WHY_NEW = (
        "이 서버는 스스로 만든 인증서를 써요. 서버를 연 사람에게 아래 지문이 맞는지 물어보세요.",
        "This server vouches for itself. Ask whoever runs it whether this fingerprint is right.",
    )
    CERTIFICATE_WHY_CHANGED = (
        "전에 믿은 인증서와 달라요. 누가 사이에서 엿보려는 것일 수도 있어요. "
        "서버를 연 사람에게 물어보기 전에는 믿지 마세요.",
        "It differs from the one you trusted. Somebody may be listening in between. "
        "Do not trust it before you have asked whoever runs the server.",
    )
    CERTIFICATE_NOW = "지금 지문 (SHA-256)", "Fingerprint now (SHA-256)"
    CERTIFICATE_BEFORE = "전에 믿은 지문", "Fingerprint you trusted"
    TRUST = "믿기", "Trust"
    HANG_UP = "끊기", "Hang up"
    NICK_TAKEN = (
        "‘{nick|은/는}’ 누가 쓰고 있어요. ‘{proposal|은/는}’ 어때요?",
        "Somebody is “{nick}” already. How about “{proposal}”?",
    )
    NICK_TAKEN_TITLE = "다른 별명이 필요해요", "Another nickname is needed"
    NICK_USE = "이 별명으로", "Use it"
    LOGIN_TITLE = "로그인하지 못했어요", "The log-in failed"
    PASSWORD_TITLE = "서버 비밀번호가 필요해요", "The server wants a password"
    LOGIN_ACCOUNT = "계정", "Account"
    LOGIN_PASSWORD = "비밀번호", "Password"
    LOGIN_GO = "로그인", "Log in"
    LOGIN_GUEST = "손님으로 들어가기", "Go on as a guest"
    STALE_TITLE = "전에 쓴 글을 지금 보낼까요?", "Send what you wrote before?"
    STALE_WHY = (
        "연결이 끊긴 동안 쓴 글이 {count}개 있어요. {minutes}분 전부터 기다렸어요.",
        "{count} messages written while the line was down wait since {minutes} minutes.",
    )
    STALE_SEND = "보내기", "Send"
    STALE_DISCARD = "지우기", "Forget them"
    QUIT_TITLE = "그만둘까요?", "Leave?"
    QUIT_WHY = (
        "아직 보내지 못한 글이 {count}개 있어요. 지금 닫으면 사라져요.",
        "{count} messages have not been sent yet. They are lost if you leave now.",
    )
    QUIT_GO = "닫기", "Leave"
    STOP_TITLE = "서버를 끄고 나갈까요?", "Stop the server and leave?"
    STOP_WHY = (
        "이 컴퓨터의 서버도 꺼져요. 들어와 있는 {count}명이 끊겨요.",
        "The server on this computer stops, too. It cuts {count} people off.",
    )
    QUIT_STAY = "남기", "Stay"
    KICK_ASK = "{nick} 님을 내보낼까요?", "Put {nick} out of the room?"
    KICK_GO = "내보내기", "Put out"
    STORE_FAULT = (
        "지난 대화를 이 컴퓨터에 남기지 못해요: {path} ({why})",
        "What is said cannot be kept on this computer: {path} ({why})",
    )
    TROUBLE = (
        "말마당 안에서 문제가 생겼어요. 계속 쓸 수 있어요. 기록: {log}",
        "Something went wrong inside Malmadang. You can go on. Log: {log}",
    )
