"""What the window asks in between."""

import tkinter as tk

import pytest

from malmadang.clientcore.events import CertificateUnknown, LoginRefused, NickRefused, QueueStale
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.phrases import Phrases
from malmadang.desktop.cards import Card
from malmadang.desktop.kit import Button, Field
from malmadang.desktop.labels import Label
from malmadang.desktop.questions import (
    Asker,
    ask_certificate,
    ask_login,
    ask_new_nick,
    ask_nick_again,
    ask_room,
    ask_stale,
    ask_yes,
    in_groups,
)
from malmadang.desktop.skin import Skin
from malmadang.desktop.speech import Speech
from malmadang.ports import TimeMs
from tests.desktop.driver import Driver

TAKEN = NickRefused("하늘", Fault(FaultKind.NICK_TAKEN, {"nick": "하늘"}), "하늘2")


@pytest.fixture
def asker(root: tk.Tk, skin: Skin) -> Asker:
    return Asker(root, skin, Speech())


def fields(card: Card) -> list[Field]:
    return [part for part in card.body.winfo_children() if isinstance(part, Field)]


def words(card: Card) -> str:
    return "\n".join(part.text for part in card.body.winfo_children() if isinstance(part, Label))


def press(card: Card, other: bool = False) -> None:
    button = card.secondary if other else card.primary
    assert button is not None
    button.invoke()


def test_a_taken_nick_comes_with_a_proposal_that_enter_takes(asker: Asker, driver: Driver) -> None:
    answers: list[str] = []
    card = ask_nick_again(asker, TAKEN, Phrases("ko").fault, answers.append)
    assert "‘하늘’은 누가 쓰고 있어요. ‘하늘2’는 어때요?" in words(card)
    driver.press(fields(card)[0].entry, "Return")
    assert answers == ["하늘2"]
    assert not card.is_open


def test_an_illegal_nick_is_not_taken(asker: Asker, driver: Driver) -> None:
    answers: list[str] = []
    card = ask_new_nick(asker, "하늘", answers.append)
    fields(card)[0].set("7하늘")
    press(card)
    assert card.is_open
    assert "시작할 수는 없어요" in words(card)
    fields(card)[0].set("바다")
    press(card)
    assert answers == ["바다"]


def test_a_refused_nick_says_the_servers_reason(asker: Asker) -> None:
    refused = NickRefused("x", Fault(FaultKind.NICK_REFUSED, {"nick": "x", "text": "reserved"}), "x2")
    card = ask_nick_again(asker, refused, Phrases("ko").fault, lambda _nick: None)
    assert "reserved" in words(card)


def test_login_again_or_as_a_guest(asker: Asker, driver: Driver) -> None:
    answers: list[tuple[str, str]] = []
    refused = LoginRefused("mina", Fault(FaultKind.LOGIN_REFUSED, {"account": "mina", "text": ""}))
    for other in (False, True):
        card = ask_login(asker, refused, "틀렸어요", lambda *answer: answers.append(answer))
        account, password = fields(card)
        assert account.get() == "mina"
        assert password.entry.cget("show") == "•"
        password.set("열려라")
        press(card, other)
    assert answers == [("mina", "열려라"), ("", "")]


@pytest.mark.parametrize("known", ["", "cd" * 32])
def test_a_certificate_is_shown_and_hanging_up_is_the_safe_key(
    asker: Asker, driver: Driver, known: str
) -> None:
    answers: list[str] = []
    card = ask_certificate(
        asker,
        CertificateUnknown("chat.example", "ab" * 32, known, "self-signed"),
        trust=lambda: answers.append("trust"),
        hang_up=lambda: answers.append("hang up"),
    )
    assert in_groups("ab" * 32) in words(card)
    assert (in_groups("cd" * 32) in words(card)) is bool(known)
    safe = card.primary if known else card.secondary
    assert safe is not None
    assert safe.text == "끊기"
    driver.press(safe, "Return")
    assert answers == ["hang up"]


def test_trusting_is_possible(asker: Asker) -> None:
    answers: list[str] = []
    unknown = CertificateUnknown("chat.example", "ab" * 32, "", "self-signed")
    card = ask_certificate(asker, unknown, trust=lambda: answers.append("trust"), hang_up=lambda: None)
    press(card)
    assert answers == ["trust"]


def test_old_messages_are_sent_or_forgotten(asker: Asker) -> None:
    answers: list[str] = []
    for other in (False, True):
        card = ask_stale(
            asker,
            QueueStale(3, TimeMs(0)),
            12,
            send=lambda: answers.append("send"),
            discard=lambda: answers.append("discard"),
        )
        assert "3개" in words(card)
        assert "12분 전부터" in words(card)
        press(card, other)
    assert answers == ["send", "discard"]


def test_no_is_the_answer_of_a_hasty_enter(asker: Asker, driver: Driver) -> None:
    answers: list[bool] = []
    card = ask_yes(asker, "그만둘까요?", "까닭", yes="네", no="아니요", act=lambda: answers.append(True))
    assert card.secondary is not None
    driver.press(card.secondary, "Return")
    assert not answers
    assert not card.is_open


@pytest.mark.parametrize(
    ("person", "typed", "answer"), [(False, "방", "#방"), (False, "#방", "#방"), (True, "하늘", "하늘")]
)
def test_rooms_and_people(asker: Asker, driver: Driver, person: bool, typed: str, answer: str) -> None:
    answers: list[str] = []
    card = ask_room(asker, room=answers.append, person=answers.append, directory=lambda: None)
    if person:
        segments = next(part for part in card.body.winfo_children() if hasattr(part, "choose"))
        driver.press(segments, "Right")
    press(card)
    assert not answers
    fields(card)[0].set(typed)
    press(card)
    assert answers == [answer]


def test_who_holds_a_taken_nick_by_an_account_may_log_in(asker: Asker) -> None:
    asked: list[str] = []
    refused = NickRefused("민수", Fault(FaultKind.NICK_TAKEN, {"nick": "민수"}), "민수2")
    card = ask_nick_again(asker, refused, Phrases("ko").fault, asked.append, lambda: asked.append("in"))
    buttons = [part for part in card.body.winfo_children() if isinstance(part, Button)]
    next(one for one in buttons if one.text == "계정이 있어요 · 로그인").invoke()
    assert asked == ["in"]
    assert not card.is_open


def test_a_password_that_is_missing_is_asked_for_without_reproach(asker: Asker) -> None:
    fault = Fault(FaultKind.PASSWORD_MISSING, {"account": "민수"})
    card = ask_login(asker, LoginRefused("민수", fault), Phrases("ko").fault(fault), lambda *_answer: None)
    assert card.title.text == "로그인"
    assert "'민수' 계정의 비밀번호를 알려 주세요" in words(card)
