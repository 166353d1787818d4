"""Sentences for people, Korean and English: rows, faults, the line. `--plain` and the desktop share them."""

from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.gamewords import in_english
from malmadang.clientcore.modewords import mode_sentences, person_of
from malmadang.clientcore.rows import MessageForm, MessageRow, NoticeKind, NoticeRow
from malmadang.clientcore.sentences import (
    FAULTS,
    FOUND_END,
    IGNORE_NOBODY,
    NAME_FAULTS,
    NEAREST,
    NO_DISPLAY,
    NO_LOGIN,
    NO_TOPIC,
    NOT_OFFERED,
    NOTICES,
    RANK_GIVEN,
    RANK_TAKEN,
    RANKS,
    REDACTED,
    REDACTED_BY,
    REFUSALS,
    STATES,
    TOPIC_GONE,
    WHOIS,
    Pair,
)
from malmadang.clientcore.settings import Language
from malmadang.clientcore.slash import SLASH, find_command
from malmadang.clientcore.view import ConnectionState
from malmadang.ports import SteadyMs, TimeMs
from malmadang.wire.josa import fill

_DAY_MINUTES = 24 * 60
_BEGIN_LETTERS = 30


def _begin(text: str) -> str:
    """Return a text's beginning, fit to be quoted in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _BEGIN_LETTERS else f"{line[: _BEGIN_LETTERS - 1]}…"


class Phrases:
    """The sentences in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def _pick(self, pair: Pair, **fields: str | int) -> str:
        return fill(pair[0] if self.language == "ko" else pair[1], **fields)

    def state(self, key: str, **fields: str | int) -> str:
        """Return one of the sentences of `sentences.STATES`."""
        return self._pick(STATES[key], **fields)

    def message(self, row: MessageRow) -> str:
        """Return a message as one line of text: «하늘: 안녕», «* 하늘 웃어요», «-하늘- 알림»."""
        if row.redacted:
            pair = REDACTED if row.redacted_by in ("", row.sender) else REDACTED_BY
            reason = f": {row.reason}" if row.reason else ""
            return f"{row.sender}: {self._pick(pair, by=row.redacted_by)}{reason}"
        name = f"{row.sender}{f' ({row.audience})' if row.audience else ''}"
        if row.form is MessageForm.ACTION:
            return f"* {name} {row.text}"
        if row.form is MessageForm.NOTICE:
            told = in_english(row.game) if row.game is not None and self.language == "en" else ""
            return f"-{name}- {told or row.text}"
        return f"{name}: {row.text}"

    def reply(self, row: MessageRow, answered: MessageRow) -> str:
        """Return a message together with the one it answers: «하늘: 좋아 (↪ 민수: 밥 먹자)»."""
        if answered.redacted:
            return f"{self.message(row)} (↪ {self.message(answered)})"
        return f"{self.message(row)} (↪ {answered.sender}: {_begin(answered.text)})"

    def reactions(self, row: MessageRow) -> str:
        """Return what is under a message: «'밥 먹자' 👍 2 🎉 1»."""
        counts = " ".join(f"{one.emoji} {len(one.nicks)}" for one in row.reactions)
        return self.state("reactions", text=_begin(row.text), reactions=counts)

    def notice(self, row: NoticeRow) -> str:
        """Return what happened as a sentence; help is several lines."""
        fields = row.fields
        match row.kind:
            case NoticeKind.TOPIC if not fields["topic"]:
                return self._pick(TOPIC_GONE, **fields)
            case NoticeKind.DISPLAY if not fields["name"]:
                return self._pick(NO_DISPLAY)
            case NoticeKind.TOPIC_IS if not fields["topic"]:
                return self._pick(NO_TOPIC)
            case NoticeKind.IGNORES if not fields["names"]:
                return self._pick(IGNORE_NOBODY)
            case NoticeKind.MODE if sentences := mode_sentences(fields["modes"]):
                return " · ".join(self._mode(pair, fields["by"], value) for pair, value in sentences)
            case NoticeKind.RANK:
                return self._rank(fields)
            case NoticeKind.WHOIS:
                return self._whois(fields)
            case NoticeKind.ERROR:
                return self.refusal(fields["code"], fields["subject"], fields["text"])
            case NoticeKind.NO_LOGIN:
                return self._pick(NO_LOGIN[fields["why"]])
            case NoticeKind.FOUND_END:
                return self._found(fields)
            case NoticeKind.HELP:
                return "\n".join(self.help_lines(fields["command"]))
            case _:
                return self._pick(NOTICES[row.kind], **fields) + self._reason(row)

    def _reason(self, row: NoticeRow) -> str:
        reason = row.fields.get("reason", "")
        return f" ({reason})" if reason else ""

    def _found(self, fields: dict[str, str]) -> str:
        count = self._pick(FOUND_END["none" if fields["count"] == "0" else "some"], **fields)
        return f"{count}. {self._pick(FOUND_END['local'])}" if fields["local"] else count

    def _mode(self, pair: Pair, by: str, value: str) -> str:
        nick = person_of(value)
        who = f"{nick} 님" if nick and self.language == "ko" else nick or value
        return self._pick(pair, by=by, who=who, value=value)

    def _rank(self, fields: dict[str, str]) -> str:
        pair = RANKS.get(fields["letter"])
        rank = self._pick(pair) if pair else f"+{fields['letter']}"
        sentence = RANK_GIVEN if fields["given"] else RANK_TAKEN
        return self._pick(sentence, by=fields["by"], who=fields["who"], rank=rank)

    def _whois(self, fields: dict[str, str]) -> str:
        parts = [f"{fields['mask']} ({fields['realname']})" if fields["realname"] else fields["mask"]]
        for name, pair in WHOIS.items():
            value = fields[name]
            if name == "idle_s":
                value = self.duration(int(value)) if value.isascii() and value.isdigit() else ""
            if value:
                parts.append(self._pick(pair, value=value))
        return " · ".join(parts)

    def refusal(self, code: str, subject: str, text: str) -> str:
        """Return why the server refuses something: our sentence for the numeric, else the server's."""
        pair = REFUSALS.get(code)
        if pair is None or ("{subject" in pair[0] and not subject):
            return text or code
        return self._pick(pair, subject=subject)

    def fault(self, fault: Fault) -> str:
        """Return what is wrong as a sentence."""
        fields = fault.fields
        match fault.kind:
            case FaultKind.NAME:
                return self._pick(NAME_FAULTS[fields["why"]], **fields)
            case FaultKind.CANNOT_JOIN | FaultKind.NOT_DELIVERED | FaultKind.ACCOUNT_REFUSED:
                return self.refusal(fields["code"], fields.get("subject", ""), fields["text"])
            case FaultKind.NOT_OFFERED:
                return self._pick(NOT_OFFERED[fields["what"]])
            case FaultKind.MISSING_ARGUMENT:
                row = find_command(fields["command"])
                return self._pick(FAULTS[fault.kind], usage=row.usage(self.language) if row else "")
            case FaultKind.UNKNOWN_COMMAND:
                hint = self._pick(NEAREST, **fields) if fields["nearest"] else ""
                return self._pick(FAULTS[fault.kind], **fields) + ("." if hint else "") + hint
            case FaultKind.KICKED:
                reason = f" ({fields['reason']})" if fields["reason"] else ""
                return self._pick(FAULTS[fault.kind], **fields) + reason
            case _:
                return self._pick(FAULTS[fault.kind], **fields)

    def waiting(self, state: ConnectionState, now_ms: SteadyMs) -> str:
        """Return why the line is down and when the next attempt comes."""
        why = self.fault(state.fault or Fault(FaultKind.LOST))
        seconds = max(1, round((state.retry_at_ms - now_ms) / 1000))
        return self.state("waiting", why=why, seconds=seconds, attempt=state.attempt)

    def help_lines(self, command: str = "") -> list[str]:
        """Return the explanation of one command, or of all."""
        row = find_command(command) if command else None
        if row is not None:
            others = [f"/{name}" for name in dict.fromkeys((*row.ko, *row.en))]
            others.remove(row.name(self.language))
            names = f" ({' '.join(others)})" if others else ""
            return [f"{row.usage(self.language)} — {row.help(self.language)}{names}"]
        other = "en" if self.language == "ko" else "ko"
        return [
            f"{row.usage(self.language)} — {row.help(self.language)} ({row.name(other)})"
            if row.name(other) != row.name(self.language)
            else f"{row.usage(self.language)} — {row.help(self.language)}"
            for row in SLASH
        ]

    def clock(self, utc_ms: TimeMs, offset_minutes: int) -> str:
        """Return «오전 9:31».

        Args:
            offset_minutes: of the reader's time zone at that time, east positive.
        """
        minutes = (utc_ms // 60_000 + offset_minutes) % _DAY_MINUTES
        hour, minute = divmod(minutes, 60)
        shown = f"{hour % 12 or 12}:{minute:02}"
        if self.language == "ko":
            return f"{'오전' if hour < 12 else '오후'} {shown}"
        return f"{shown} {'AM' if hour < 12 else 'PM'}"

    def duration(self, seconds: int) -> str:
        """Return «2시간 3분», in the two largest units."""
        units = (("일", "d", 86_400), ("시간", "h", 3_600), ("분", "min", 60), ("초", "s", 1))
        parts: list[str] = []
        for korean, english, size in units:
            count, seconds = divmod(seconds, size)
            if count:
                parts.append(f"{count}{korean}" if self.language == "ko" else f"{count} {english}")
        return " ".join(parts[:2]) or ("0초" if self.language == "ko" else "0 s")
