"""Every sentence the server says, Korean and English."""

import msgspec

from malmadang.wire.names import NameFault
from malmadang.wire.numerics import Numeric


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """One sentence in both languages; `{name}` marks what is filled in."""

    ko: str
    en: str


SENTENCES: dict[str, Phrase] = {
    "welcome": Phrase("{network}에 오신 것을 환영해요, {mask}", "Welcome to {network}, {mask}"),
    "your_host": Phrase(
        "여기는 {server}이고 {version}로 움직여요", "Your host is {server}, running {version}"
    ),
    "created": Phrase("이 서버는 {time}에 켜졌어요", "This server was started {time}"),
    "lusers": Phrase(
        "{servers}개 서버에 {users}명이 있고 {invisible}명은 숨어 있어요",
        "There are {users} users and {invisible} invisible on {servers} servers",
    ),
    "luser_me": Phrase(
        "이 서버에 {clients}명, 이어진 서버 {servers}개", "I have {clients} clients and {servers} servers"
    ),
    "local_users": Phrase("지금 {now}명, 가장 많을 때 {most}명", "Current local users {now}, max {most}"),
    "global_users": Phrase("모두 {now}명, 가장 많을 때 {most}명", "Current global users {now}, max {most}"),
    "motd_start": Phrase("- {server} 알림 -", "- {server} message of the day -"),
    "name_empty": Phrase("이름이 비어 있어요", "The name is empty"),
    "name_too_many_letters": Phrase("이름은 {limit}자까지예요", "Names have at most {limit} letters"),
    "name_too_many_bytes": Phrase(
        "이름이 너무 길어요 ({limit}바이트까지)", "Names take at most {limit} bytes"
    ),
    "name_leading": Phrase("이름은 '{letter}' 글자로 시작할 수 없어요", "Names cannot begin with '{letter}'"),
    "name_no_sign": Phrase("방 이름은 #으로 시작해요", "Channel names begin with #"),
    "name_space": Phrase("이름에는 빈칸을 쓸 수 없어요", "Names have no spaces"),
    "name_invisible": Phrase("보이지 않는 글자가 들어 있어요", "The name has an invisible letter in it"),
    "name_lone_jamo": Phrase("옛 자모는 이름에 쓸 수 없어요", "Conjoining jamo cannot be used in names"),
    "name_letter": Phrase("이름에는 '{letter}' 글자를 쓸 수 없어요", "Names cannot have '{letter}' in them"),
    "bye": Phrase("안녕히 가세요", "Good bye"),
    "ping_timeout": Phrase("대답이 없어 연결을 끊었어요", "Ping timeout"),
    "register_timeout": Phrase("시간 안에 별명을 알려 주지 않았어요", "Registration timed out"),
    "password_wrong": Phrase("비밀번호가 맞지 않아요", "Password incorrect"),
    "invalid_utf8": Phrase("UTF-8이 아닌 글자가 있어 받지 않았어요", "Message rejected: not valid UTF-8"),
    "rate_limited": Phrase(
        "이 방에 글이 너무 빨라요. 잠시 뒤에 다시 보내 주세요", "This room is too busy; try again shortly"
    ),
    "disk_full": Phrase("서버의 디스크가 가득 차서 보내지 못했어요", "Not sent: the server's disk is full"),
    "store_failed": Phrase("서버가 저장하지 못해 보내지 않았어요", "Not sent: the server could not store it"),
    "server_stops": Phrase("서버를 끄고 있어요. 곧 다시 만나요", "The server is shutting down"),
    "overflow": Phrase("줄바꿈 없이 너무 많은 글자를 보냈어요", "Too much data without a line break"),
    "line_too_long_relayed": Phrase("줄이 너무 길어요", "Input line was too long"),
}

NUMERICS: dict[str, str] = {}
"""Korean texts of numerics by name; what is missing keeps the English of the table in `wire.numerics`."""


class Phrases:
    """The sentences in one language, "ko" or "en"."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, key: str, **fields: str) -> str:
        """Return a sentence with its fields filled in."""
        phrase = SENTENCES[key]
        text = phrase.ko if self.language == "ko" else phrase.en
        return text.format(**fields) if fields else text

    def name_fault(self, fault: NameFault) -> str:
        """Say what keeps a name from being used."""
        return self.say(f"name_{fault.kind.name.lower()}", letter=fault.letter, limit=str(fault.limit))

    def numeric(self, numeric: Numeric) -> str:
        """Return the usual text of a numeric, "" for one that has none."""
        english = numeric.text or ""
        return NUMERICS.get(numeric.name, english) if self.language == "ko" else english
