"""What pure layout tests need: a ruler without a font, rows, a clock in Seoul, words for notices."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from malmadang.clientcore.faults import Fault
from malmadang.clientcore.rows import Delivery, MessageForm, MessageRow, NoticeKind, NoticeRow, RowId
from malmadang.desktop.arrange import Look
from malmadang.desktop.placed import Placed
from malmadang.desktop.roomphrases import RoomPhrases
from malmadang.desktop.sheet import Sheet
from malmadang.desktop.tokens import TYPES, Role
from malmadang.ports import TimeMs

SEOUL = timezone(timedelta(hours=9))


class _Widths(dict[str, int]):
    def __init__(self, narrow: int, wide: int) -> None:
        super().__init__()
        self._narrow, self._wide = narrow, wide

    def __missing__(self, char: str) -> int:
        return self._narrow if char.isascii() else self._wide


class FlatRuler:
    """Every ASCII letter is half as wide as the letters' size, every other as wide as it."""

    exact = True

    def widths(self, role: Role) -> Mapping[str, int]:
        size = TYPES[role].size
        return _Widths(size // 2, size)

    def line(self, role: Role) -> int:
        return TYPES[role].line

    def measure(self, text: str, role: Role) -> int:
        widths = self.widths(role)
        return sum(widths[char] for char in text)

    def measure_run(self, text: str, role: Role) -> int:
        return self.measure(text, role)


def seoul(at: TimeMs) -> datetime:
    return datetime.fromtimestamp(at / 1000, SEOUL)


def at(hour: int, minute: int, second: int = 0, *, day: int = 22) -> TimeMs:
    """Return a time of November 2026 in Seoul."""
    return TimeMs(int(datetime(2026, 11, day, hour, minute, second, tzinfo=SEOUL).timestamp() * 1000))


class Talk:
    """Makes rows with ids of their own."""

    def __init__(self) -> None:
        self.rows: list[MessageRow | NoticeRow] = []

    def message(
        self,
        when: TimeMs,
        sender: str,
        text: str,
        *,
        own: bool = False,
        delivery: Delivery = Delivery.SENT,
        mention: bool = False,
        form: MessageForm = MessageForm.TEXT,
        reply_to: str = "",
        audience: str = "",
        fault: Fault | None = None,
    ) -> MessageRow:
        row = MessageRow(
            RowId(len(self.rows) + 1), when, sender, text, own, form, delivery, mention,
            reply_to=reply_to, audience=audience, fault=fault,
        )  # fmt: skip
        self.rows.append(row)
        return row

    def notice(self, when: TimeMs, kind: NoticeKind, *, own: bool = False, **fields: str) -> NoticeRow:
        row = NoticeRow(RowId(len(self.rows) + 1), when, kind, fields, own)
        self.rows.append(row)
        return row

    def chatter(self, count: int, *, words: int = 6) -> None:
        """Add messages of two people, a minute apart."""
        start = self.rows[-1].utc_ms if self.rows else at(9, 0)
        for n in range(1, count + 1):
            text = f"{len(self.rows) + 1}번째 " + "말이에요 " * words
            self.message(TimeMs(start + n * 60_000), "하늘" if n % 3 else "민수", text.strip())


def say(row: NoticeRow) -> str:
    """Tell a notice in a few plain words."""
    return f"{row.kind.value}: {' '.join(row.fields.values())}"


def sheet(*, width: int = 800, look: Look = Look.BUBBLE, percent: int = 100, nick: str = "Mina") -> Sheet:
    return Sheet(
        width=width, percent=percent, ruler=FlatRuler(), look=look, phrases=RoomPhrases("ko"), local=seoul,
        nick=nick, say=say,
    )  # fmt: skip


def words(placed: Placed) -> list[str]:
    """Return the texts of a layout in order."""
    return [run.text for run in placed.runs if run.text]
