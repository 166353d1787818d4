"""How lines of a room are written down."""

import json
import time
from collections.abc import Iterator

import pytest

from malmadang.cli.logform import FORMS, JsonForm, TextForm
from malmadang.ports import EventRecord, RedactionRecord, TimeMs
from tests.kit.stores import Log
from tests.kit.world import START


@pytest.fixture(autouse=True)
def _in_seoul() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Asia/Seoul")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize(
    ("verb", "text", "tags", "written"),
    [
        ("PRIVMSG", "안녕", "", "<철수> 안녕"),
        ("PRIVMSG", "\x01ACTION 웃어요\x01", "", "* 철수 웃어요"),
        ("PRIVMSG", "첫 줄\n둘째 줄", "", "<철수> 첫 줄\n    둘째 줄"),
        ("NOTICE", "알림", "", "-철수- 알림"),
        ("JOIN", "* :철수", "", "--> 철수"),
        ("PART", "", "", "<-- 철수"),
        ("QUIT", "안녕히", "", "<-- 철수 (안녕히)"),
        ("TOPIC", "주제", "", "--- 철수 TOPIC 주제"),
        ("TAGMSG", "", "+draft/react=👍;+reply=m1", "철수 👍"),
        ("TAGMSG", "", "+typing=active", ""),
        ("REDACT", "m1 :실수", "", ""),
    ],
)
def test_a_line_as_text(verb: str, text: str, tags: str, written: str) -> None:
    event = Log(start_ms=START).say(text, verb=verb, tags=tags)
    found = TextForm("#방").line(event, None)
    assert found == (f"2025-11-30 19:53:21 {written}\n" if written else "")


def taken_back(event: EventRecord) -> RedactionRecord:
    return RedactionRecord("#방", event.msgid, "영희!u@h", "실수", TimeMs(START + 60_000))


def test_what_was_taken_back_leaves_a_trace_and_no_text() -> None:
    event = Log().say("")
    assert (
        TextForm("#방")
        .line(event, taken_back(event))
        .endswith("<철수> [영희 님이 지운 글 · taken back by 영희: 실수]\n")
    )
    form = JsonForm("#방")
    found = json.loads(form.begin() + form.line(event, taken_back(event)) + form.end())
    assert found["lines"][0]["redacted"] == {
        "by": "영희",
        "reason": "실수",
        "time": "2025-11-30T10:54:20.000Z",
    }
    assert found["lines"][0]["text"] == ""


def test_json_holds_everything_and_no_seal() -> None:
    event = Log(start_ms=START).say('"따옴표"', account="철수계정", tags="+a=b;malmadang/sealed")
    form = FORMS["json"]("#방")
    found = json.loads(form.begin() + form.line(event, None) + form.line(event, None) + form.end())
    assert found["room"] == "#방"
    assert (
        found["lines"]
        == [
            {
                "msgid": event.msgid,
                "time": "2025-11-30T10:53:21.000Z",
                "kind": "PRIVMSG",
                "nick": "철수",
                "source": "철수!~철수@localhost",
                "account": "철수계정",
                "text": '"따옴표"',
                "tags": {"+a": "b"},
            }
        ]
        * 2
    )
    empty = FORMS["json"]("#방")
    assert json.loads(empty.begin() + empty.end())["lines"] == []
