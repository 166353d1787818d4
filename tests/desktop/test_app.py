"""The whole app on a scripted server: what a newcomer does, and what must never come back."""

import threading
from collections.abc import Callable

import pytest

from malmadang.clientcore import commands as c
from malmadang.clientcore.address import parse_address
from malmadang.clientcore.view import Phase
from malmadang.desktop.kit import Field
from malmadang.desktop.phrases import Word
from malmadang.desktop.tokens import Role
from tests.desktop.chat import Chat
from tests.desktop.conftest import StartChat


def test_first_start_asks_for_a_nick_and_then_enters(start_chat: StartChat) -> None:
    chat = start_chat(nick="")
    chat.begin()
    login = chat.client.first.login
    assert login is not None
    assert login.field.get() == ""
    login.field.set("하늘")
    chat.driver.press(login.field.entry, "Return")
    chat.driver.until(lambda: chat.in_room("#말마당"))
    assert chat.wire.lines("NICK") == ["NICK 하늘"]
    assert chat.kept.now.nick == "하늘"
    assert chat.root.focus_get() is chat.window.composer.text


def test_first_start_without_an_address_asks_where_to_talk(start_chat: StartChat) -> None:
    chat = start_chat(nick="")
    chat.begin(None)
    login = chat.client.first.login
    assert login is not None
    login.field.set("하늘")
    chat.driver.press(login.field.entry, "Return")
    place = chat.client.first.place
    assert place is not None
    assert place.card.title.text == "어디서 이야기할까요?"
    assert not chat.wire.opened


def test_later_starts_go_straight_to_the_last_server(start_chat: StartChat) -> None:
    chat = start_chat(server="irc://chat.example/%EB%B0%A9", rooms=("#방", "#다른방"))
    chat.begin(None)
    chat.driver.until(lambda: chat.in_room("#방"))
    assert (chat.wire.opened[0].host, chat.wire.opened[0].port) == ("chat.example", 6667)
    assert chat.wire.lines("JOIN") == ["JOIN #방", "JOIN #다른방"]


def test_enter_sends_once_and_clears(chat: Chat) -> None:
    chat.say("안녕하세요")
    chat.driver.until(lambda: "안녕하세요" in chat.messages())
    chat.enter()
    chat.enter()
    assert chat.said() == ["#말마당 안녕하세요"] or chat.said() == ["#말마당 :안녕하세요"]
    assert chat.window.composer.get() == ""


def test_long_hangul_arrives_whole(chat: Chat) -> None:
    text = "가나다라마바사" * 60
    chat.say(text)
    sent = "".join(line.partition(" ")[2].removeprefix(":") for line in chat.said())
    assert sent == text


def test_joins_and_leaves_are_told_and_the_list_is_live(chat: Chat) -> None:
    assert chat.members() == ["운영자 — 1", "하늘", "접속 중 — 3", "Mina", "민수", "초코송이"]
    chat.hear(":돌쇠!u@h JOIN #말마당 * :돌쇠")
    chat.driver.until(lambda: "→ 돌쇠 님이 들어왔어요" in chat.messages())
    assert "돌쇠" in chat.members()
    chat.hear(":돌쇠!u@h QUIT :Ping timeout", ":민수!u@h PART #말마당")
    chat.driver.until(lambda: "돌쇠" not in chat.members())
    assert chat.members() == ["운영자 — 1", "하늘", "접속 중 — 2", "Mina", "초코송이"]
    assert chat.window.header.button.text == "멤버 3"


def test_the_list_is_right_after_a_lost_line(chat: Chat) -> None:
    chat.wire.names("#말마당", "초코송이 새사람")
    chat.wire.cut()
    chat.driver.until(lambda: chat.is_phase(Phase.WAITING))
    chat.window.line.banner.button.invoke()  # type: ignore[union-attr]  # it says «지금 연결»
    chat.driver.until(lambda: chat.in_room("#말마당") and "새사람" in chat.members())
    assert chat.members() == ["접속 중 — 3", "Mina", "새사람", "초코송이"]


def test_what_is_written_offline_is_kept_and_sent(chat: Chat) -> None:
    chat.wire.cut()
    chat.driver.until(lambda: chat.is_phase(Phase.WAITING))
    assert chat.window.line.banner.text.startswith("연결이 끊겼어요")
    chat.say("나중에 갈 말")
    assert not chat.said()
    chat.window.line.banner.button.invoke()  # type: ignore[union-attr]
    chat.driver.until(lambda: bool(chat.said()))
    assert chat.said()[0].endswith("나중에 갈 말")
    chat.driver.until(lambda: chat.window.line.banner.text == "다시 연결됐어요")


def test_a_taken_nick_is_asked_for_with_a_free_proposal(start_chat: StartChat) -> None:
    chat = start_chat(nick="하늘")
    chat.wire.taken.add("하늘")
    chat.begin()
    chat.driver.until(lambda: chat.desk.has_card)
    card = chat.desk.card
    assert card is not None
    assert card.title.text == "다른 별명이 필요해요"
    assert card.primary is not None
    card.primary.invoke()
    chat.driver.until(lambda: chat.in_room("#말마당"))
    assert chat.view.nick not in {"하늘", ""}
    assert chat.view.nick.startswith("하늘")
    assert chat.kept.now.nick == "하늘"


def test_a_nick_taken_at_the_first_start_in_place_of_a_refused_one_is_remembered(
    start_chat: StartChat,
) -> None:
    chat = start_chat(nick="말지기")
    chat.wire.taken.add("말지기")
    chat.begin()
    chat.driver.until(lambda: chat.desk.has_card)
    card = chat.desk.card
    assert card is not None
    next(part for part in card.body.winfo_children() if isinstance(part, Field)).set("민수")
    assert card.primary is not None
    card.primary.invoke()
    chat.driver.until(lambda: chat.in_room("#말마당"))
    assert chat.kept.now.nick == "민수"
    assert chat.wire.lines("USER")[-1].endswith("민수")


def test_a_proposal_taken_at_the_first_start_is_remembered(start_chat: StartChat) -> None:
    chat = start_chat(nick="말지기")
    chat.desk.nick_is_new = True
    chat.wire.taken.add("말지기")
    chat.begin()
    chat.driver.until(lambda: chat.desk.has_card)
    assert chat.desk.card is not None
    assert chat.desk.card.primary is not None
    chat.desk.card.primary.invoke()
    chat.driver.until(lambda: chat.in_room("#말마당"))
    assert chat.kept.now.nick == chat.view.nick != "말지기"


def test_a_nick_changed_by_command_is_remembered(chat: Chat) -> None:
    chat.say("/별명 바다")
    chat.driver.until(lambda: chat.view.nick == "바다")
    chat.driver.until(lambda: chat.window.rooms.me.nick == "바다")
    assert chat.kept.now.nick == "바다"
    assert "바다" in chat.members()


def test_an_unknown_command_is_answered_and_the_text_stays(chat: Chat) -> None:
    chat.say("/종로")
    assert "'/종로'는 없는 명령이에요" in chat.window.composer.fault
    assert "/종료" in chat.window.composer.fault
    assert chat.window.composer.get() == "/종로"
    chat.write("!")
    assert chat.window.composer.fault == ""


def test_a_server_reply_is_shown_where_it_was_asked_for(chat: Chat) -> None:
    chat.say("/주제 새 주제")
    label = next(line for line in chat.wire.written if "TOPIC" in line).split(" ")[0]
    chat.hear(f"{label} :fake 482 Mina #말마당 :no rights")
    chat.driver.until(
        lambda: chat.room("#말마당").rows[-1].utc_ms and "482" in str(chat.room("#말마당").rows[-1])
    )
    assert chat.window.room is chat.room("#말마당")


@pytest.mark.parametrize("by_card", [False, True])
def test_a_refused_room_is_told_in_the_empty_window(start_chat: StartChat, by_card: bool) -> None:
    chat = start_chat()
    chat.wire.closed_rooms["#막힌방"] = "474"
    chat.begin(parse_address("irc://chat.example/%23막힌방"))
    chat.driver.until(lambda: chat.window.empty.fault == "#막힌방에 들어갈 수 없게 막혀 있어요")
    assert chat.view.shown is None
    assert chat.view.server.unread == 1
    chat.wire.closed_rooms["#말마당"] = "471"
    if by_card:
        chat.client.controls.hands.do(c.Join("#말마당"))
    else:
        chat.say("/들어가기 #말마당")
    chat.driver.until(lambda: chat.window.empty.fault == "#말마당은 가득 찼어요")
    assert any(row.badge == "2" for row in chat.window.rooms.list.rows)
    chat.say("/들어가기 #열린방")
    chat.driver.until(lambda: chat.in_room("#열린방"))
    assert chat.window.empty.fault == ""


def test_the_beginners_hint_speaks_the_language_chosen(start_chat: StartChat) -> None:
    chat = start_chat(nick="", hinted=False)
    chat.begin()
    assert "Enter로 보내고" in chat.window.hint.text
    login = chat.client.first.login
    assert login is not None
    chat.driver.press(login.languages, "Right")
    assert chat.window.hint.text.startswith("Enter sends")


def test_quit_says_goodbye_and_leaves(chat: Chat) -> None:
    chat.write("/종료")
    chat.window.composer.text.event_generate("<Return>")
    chat.driver.until_gone()
    assert chat.wire.lines("QUIT")


def test_leaving_with_unsent_messages_is_asked_once(chat: Chat) -> None:
    chat.wire.refuse()
    chat.wire.cut()
    chat.driver.until(lambda: chat.is_phase(Phase.WAITING))
    chat.say("아직 못 간 말")
    chat.say("/종료")
    card = chat.desk.card
    assert card is not None
    assert card.title.text == chat.desk.speech.say(Word.QUIT_TITLE)
    card.close()
    chat.client.quit()
    chat.driver.until_gone()


def test_a_failing_callback_is_logged_and_told_once(
    start_chat: StartChat, caplog: pytest.LogCaptureFixture
) -> None:
    chat = start_chat()
    chat.root.report_callback_exception = chat.client.trouble
    chat.online()
    chat.root.after_idle(lambda: 1 // 0)
    chat.root.after_idle(lambda: 1 // 0)
    chat.driver.until(lambda: chat.window.trouble.shown)
    assert "문제가 생겼어요" in chat.window.trouble.text
    assert "ZeroDivisionError" in caplog.text
    chat.say("계속 쓸 수 있어요")
    chat.driver.until(lambda: bool(chat.said()))


def test_tk_is_called_on_its_own_thread_only(chat: Chat) -> None:
    failures: list[BaseException] = []

    def touch() -> None:
        try:
            chat.root.title("other")
        except AssertionError as error:
            failures.append(error)

    other = threading.Thread(target=touch)
    other.start()
    other.join()
    assert failures


def test_private_talk_opens_with_its_message_and_counts(chat: Chat) -> None:
    chat.wire.say("하늘", "Mina", "내일 봬요")
    chat.driver.until(lambda: "내일 봬요" in chat.rooms())
    assert chat.root.title() == "(1) 말마당"
    chat.client.controls.rooms.choose(chat.room("하늘").key)
    chat.driver.until(lambda: chat.window.room is chat.room("하늘"))
    chat.driver.until(lambda: chat.root.title() == "말마당")
    assert chat.window.members.winfo_manager() == ""


def test_kicked_says_who_and_leads_back(chat: Chat) -> None:
    chat.hear(":하늘!u@h KICK #말마당 Mina :쉬세요")
    chat.driver.until(lambda: chat.window.fault.shown)
    assert "하늘" in chat.window.fault.text
    assert "쉬세요" in chat.window.fault.text
    assert str(chat.window.composer.text.cget("state")) == "disabled"
    chat.window.fault.button.invoke()  # type: ignore[union-attr]
    chat.driver.until(lambda: chat.in_room("#말마당"))
    assert not chat.window.fault.shown
    assert str(chat.window.composer.text.cget("state")) == "normal"


def test_leaving_a_room_shows_the_next_one(chat: Chat) -> None:
    chat.say("/들어가기 #둘째")
    chat.driver.until(lambda: chat.in_room("#둘째"))
    chat.say("/나가기")
    chat.driver.until(lambda: chat.in_room("#말마당"))
    chat.say("/나가기")
    chat.driver.until(lambda: chat.window.room is None)
    assert chat.window.empty.winfo_ismapped()


@pytest.mark.parametrize("touch", [
    lambda chat: chat.root.title("x"),
    lambda chat: chat.window.messages.canvas.find_all(),
    lambda chat: chat.desk.skin.fonts.font(Role.MESSAGE).metrics("ascent"),
    lambda chat: chat.desk.skin.pictures.disc(20, "#000000").width(),
    lambda chat: chat.root.after(0, print),
])  # fmt: skip
def test_tk_belongs_to_one_thread(chat: Chat, touch: Callable[[Chat], object]) -> None:
    failures: list[AssertionError] = []

    def elsewhere() -> None:
        try:
            touch(chat)
        except AssertionError as error:
            failures.append(error)

    touch(chat)
    other = threading.Thread(target=elsewhere)
    other.start()
    other.join()
    assert failures
