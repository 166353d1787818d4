"""What the message view itself says, Korean and English: times, days, states, folds."""

from collections.abc import Sequence
from datetime import datetime

from malmadang.clientcore.faults import Fault
from malmadang.clientcore.phrases import Phrases
from malmadang.clientcore.rows import NoticeKind, NoticeRow
from malmadang.clientcore.settings import Language

_WEEKDAYS = "월화수목금토일"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_WORDS: dict[str, tuple[str, str]] = {
    "queued": ("연결되면 보내요", "goes out when connected"),
    "sending": ("보내는 중", "sending"),
    "sent": ("전송됨", "sent"),
    "failed": ("보내지 못했어요", "not sent"),
    "resend": ("다시 보내기", "send again"),
    "discard": ("지우기", "delete"),
    "fold": ("접기", "fold"),
    "start": ("여기가 대화의 처음이에요", "This is where the talk begins"),
    "empty": ("아직 아무 말도 없어요", "Nobody has said anything yet"),
    "greet": (
        "첫 인사를 건네 보세요. /도움말 로 명령을 볼 수 있어요",
        "Say hello. /help shows the commands",
    ),
    "named": ("@ 나를 부른 메시지", "@ Somebody named me"),
    "deleted": ("지운 메시지예요", "This message was taken back"),
    "gone quote": ("원래 글을 찾을 수 없어요", "The original cannot be found"),
    "loading": ("지난 대화를 가져오고 있어요…", "Fetching older messages…"),
    "audience": ("{} 이상만 봐요", "only for {} and up"),
}


class RoomPhrases:
    """The sentences in one language.

    Args:
        clock_24: hours from 0 to 23 instead of 오전 and 오후.
    """

    def __init__(self, language: Language, *, clock_24: bool = False) -> None:
        self.language = language
        self._korean = language == "ko"
        self._clock_24 = clock_24
        self._phrases = Phrases(language)

    def word(self, key: str) -> str:
        """Return one of the fixed sentences."""
        return _WORDS[key][0 if self._korean else 1]

    def time(self, at: datetime) -> str:
        """Return «오전 9:31»."""
        if self._clock_24:
            return f"{at.hour}:{at.minute:02}"
        hour = at.hour % 12 or 12
        if self._korean:
            return f"{'오전' if at.hour < 12 else '오후'} {hour}:{at.minute:02}"
        return f"{hour}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"

    def day(self, at: datetime) -> str:
        """Return «2026년 11월 22일 일요일»."""
        if self._korean:
            return f"{at.year}년 {at.month}월 {at.day}일 {_WEEKDAYS[at.weekday()]}요일"
        return f"{_DAYS[at.weekday()]}, {at.day} {_MONTHS[at.month - 1]} {at.year}"

    def unread(self, count: int) -> str:
        """Return what stands on the unread line."""
        if self._korean:
            return f"여기까지 읽었어요 · 새 메시지 {count}개"
        return f"You read up to here · {_counted(count, 'new message')}"

    def jump(self, count: int) -> str:
        """Return what stands on the button to the newest message; without a count it only goes down."""
        if not count:
            return "↓ 맨 아래로" if self._korean else "↓ Newest"
        return f"↓ 새 메시지 {count}개" if self._korean else f"↓ {_counted(count, 'new message')}"

    def audience(self, signs: str) -> str:
        """Return who alone can read a message to people of a rank."""
        return self.word("audience").format(signs)

    def told(self, count: int) -> str:
        """Return what stands for the folded lines of a game."""
        return f"놀이 이야기 {count}줄 · 펼치기" if self._korean else f"{count} lines of a game · show"

    def typing(self, nicks: Sequence[str]) -> str:
        """Return «하늘 님이 입력하고 있어요», "" while nobody is writing."""
        if not nicks:
            return ""
        if len(nicks) > 2:
            return "여러 명이 입력하고 있어요" if self._korean else "Several people are writing"
        if self._korean:
            return f"{', '.join(nicks)} 님이 입력하고 있어요"
        return f"{' and '.join(nicks)} {'is' if len(nicks) == 1 else 'are'} writing"

    def fault(self, fault: Fault) -> str:
        """Return why a message did not arrive."""
        return self._phrases.fault(fault)

    def folded(self, rows: Sequence[NoticeRow]) -> str:
        """Return one sentence for comings and goings: «초코송이 외 4명이 들어오고 2명이 나갔어요»."""
        ways: dict[str, list[bool]] = {}
        for row in rows:
            ways.setdefault(row.fields["who"], []).append(row.kind is NoticeKind.JOINED)
        came, left, passed, back = (
            [name for name, way in ways.items() if (way[0], way[-1]) == ends]
            for ends in ((True, True), (False, False), (True, False), (False, True))
        )
        told = self._came_and_left(came, left)
        told += self._told(passed, ("들어왔다 나갔어요", "came and left again"))
        told += self._told(back, ("나갔다 돌아왔어요", "left and came back"))
        return (" · " if self._korean else ", ").join(told)

    def _came_and_left(self, came: Sequence[str], left: Sequence[str]) -> list[str]:
        if self._korean and came and left:
            going = f"{len(left)}명이" if len(left) > 1 else f"{left[0]} 님이"
            return [f"{_subject(came)} 들어오고 {going} 나갔어요"]
        told = self._told(came, ("들어왔어요", "came")) + self._told(left, ("나갔어요", "left"))
        return told if self._korean or len(told) < 2 else [" and ".join(told)]

    def _told(self, names: Sequence[str], verb: tuple[str, str]) -> list[str]:
        if not names:
            return []
        return [f"{_subject(names)} {verb[0]}" if self._korean else f"{_named(names)} {verb[1]}"]


def _subject(names: Sequence[str]) -> str:
    return f"{names[0]} 님이" if len(names) == 1 else f"{names[0]} 외 {len(names) - 1}명이"


def _named(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {_counted(len(names) - 1, 'other')}"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
