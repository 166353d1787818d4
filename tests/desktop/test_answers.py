"""The core's questions, and what the answers do."""

from malmadang.clientcore.events import LoginRefused, QueueStale
from malmadang.clientcore.faults import Fault, FaultKind
from malmadang.clientcore.view import Phase
from malmadang.desktop.kit import Field
from malmadang.desktop.talk import now
from malmadang.ports import TimeMs
from tests.desktop.chat import Chat
from tests.desktop.conftest import StartChat


def title(chat: Chat) -> str:
    return chat.desk.card.title.text if chat.desk.card is not None and chat.desk.card.is_open else ""


def press(chat: Chat, other: bool = False) -> None:
    assert chat.desk.card is not None
    button = chat.desk.card.secondary if other else chat.desk.card.primary
    assert button is not None
    button.invoke()
    chat.driver.update()


def test_an_unknown_certificate_is_asked_about_and_trusted(start_chat: StartChat) -> None:
    chat = start_chat()
    chat.wire.refuse()
    chat.begin()
    chat.wire.unvouched("ab" * 32)
    chat.driver.until(lambda: "인증서를 믿을까요" in title(chat))
    assert chat.window.line.banner.text.startswith("서버 인증서를 확인할 수 없어요")
    press(chat)
    chat.driver.until(lambda: len(chat.wire.opened) == 2)
    assert "ab" * 32 in chat.wire.opened[1].pins


def test_a_changed_certificate_waits_behind_its_banner(start_chat: StartChat) -> None:
    chat = start_chat()
    chat.wire.refuse()
    chat.begin()
    chat.wire.unvouched("ab" * 32)
    chat.driver.until(lambda: bool(title(chat)))
    press(chat)
    chat.driver.until(lambda: len(chat.wire.opened) == 2)
    chat.wire.unvouched("cd" * 32)
    chat.driver.until(lambda: chat.window.line.banner.text.startswith("서버 인증서가 바뀌었어요"))
    assert not title(chat)
    chat.window.line.banner.button.invoke()  # type: ignore[union-attr]  # it says «자세히»
    assert "인증서를 믿을까요" in title(chat)
    press(chat)
    assert chat.client.first.place is not None
    assert chat.is_phase(Phase.HALTED)


def test_a_refused_login_goes_on_as_a_guest(chat: Chat) -> None:
    fault = Fault(FaultKind.LOGIN_REFUSED, {"account": "mina", "text": ""})
    chat.client.answers.asked(LoginRefused("mina", fault))
    assert title(chat) == "로그인하지 못했어요"
    press(chat, other=True)
    assert not chat.desk.has_card


def test_old_messages_ask_with_their_age(chat: Chat) -> None:
    chat.client.answers.asked(QueueStale(2, TimeMs(now().utc_ms - 20 * 60_000)))
    assert title(chat) == "전에 쓴 글을 지금 보낼까요?"
    press(chat)
    assert not chat.desk.has_card


def test_a_new_question_replaces_the_old(chat: Chat) -> None:
    chat.client.answers.ask_nick()
    first = chat.desk.card
    chat.client.answers.ask_quit(1, lambda: None)
    assert first is not None
    assert not first.is_open
    assert title(chat) == "그만둘까요?"


def test_a_servers_password_is_typed_again(start_chat: StartChat) -> None:
    chat = start_chat()
    chat.wire.password = "열려라"
    chat.begin()
    chat.driver.until(lambda: chat.is_phase(Phase.HALTED))
    chat.window.line.banner.button.invoke()  # type: ignore[union-attr]  # it says «다시 입력»
    assert title(chat) == "서버 비밀번호가 필요해요"
    assert chat.desk.card is not None
    field = next(part for part in chat.desk.card.body.winfo_children() if isinstance(part, Field))
    field.set("열려라")
    press(chat)
    chat.driver.until(lambda: chat.in_room("#말마당"))
    assert not chat.client.is_over
