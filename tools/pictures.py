"""What is photographed for docs/images: the app in the tool's own process, on a server that is a script."""

import tkinter as tk
from collections.abc import Callable
from pathlib import Path

import msgspec

from malmadang.clientcore import commands as c
from malmadang.clientcore.rows import MessageRow
from malmadang.desktop.arrange import Look
from malmadang.desktop.settingscard import NOTIFY
from malmadang.desktop.tokens import Theme
from malmadang.wire.gametag import GameNews, SeatState, format_news
from tests.desktop import fakewire
from tests.desktop.chat import Chat
from tests.desktop.driver import Driver
from tests.kit.display import Display

ROOM = "#말마당"
SIZE = "1360x900+0+0"
CAPS = " malmadang/game draft/message-redaction draft/account-registration=before-connect"
_SEATS = (SeatState("하늘", 42), SeatState("민수", 35), SeatState("Mina", 31), SeatState("초코송이", 18))


class Studio:
    """One window after another, each as it was left the last time."""

    def __init__(self, display: Display, folder: Path) -> None:
        self.display, self.folder = display, folder
        self._made = 0
        fakewire.CAPS += CAPS

    def take(self, file: Path, pose: Callable[[Chat], None], **preferences: object) -> None:
        """Open a window, have it posed, and photograph it."""
        self._made += 1
        root = tk.Tk(className="Malmadang")
        root.option_add("*insertOffTime", 0)
        root.geometry(SIZE)
        driver = Driver(root)
        chat = Chat(root, driver, self.folder / str(self._made), None, **{"nick": "Mina", **preferences})
        pose(chat)
        root.geometry(SIZE)
        chat.client.reactions.telling.toast.hide()
        focus = root.focus_get()
        (chat.window.composer.text if focus is None or not chat.desk.has_card else focus).focus_force()
        for _ in range(40):
            driver.update()
        self.display.photograph(file, str(root.winfo_id()))
        chat.stop()
        root.destroy()


def main_window(chat: Chat) -> None:
    """A room where people talk and play, with more rooms beside it."""
    wire, driver = chat.wire, chat.driver
    wire.names(ROOM, "~하늘 민수 초코송이 jihoon 바다소리")
    for room, names in (("#끝말잇기", "하늘 민수"), ("#사진방", "초코송이"), ("#개발", "jihoon")):
        wire.names(room, names)
    chat.online()
    for room in ("#끝말잇기", "#사진방", "#개발"):
        chat.client.controls.hands.do(c.Join(room))
        driver.until(lambda room=room: chat.in_room(room))  # type: ignore[misc]  # a default as closure
    chat.client.controls.rooms.choose(chat.room(ROOM).key)
    driver.update()
    chat.hear(
        ":jihoon!u@h AWAY :점심",
        ":바다소리!u@h AWAY :산책",
        f":하늘!u@h TOPIC {ROOM} :누구나 환영해요 · 오늘 밤 9시 끝말잇기 리그",
    )
    wire.say("초코송이", "#사진방", "사진 1장 올렸어요")
    wire.say("jihoon", "#개발", "배포 완료")
    wire.say("하늘", "Mina", "내일 봬요!")
    talk(chat)
    play(chat)
    chat.hear("@+typing=active :하늘!u@h TAGMSG #말마당", "@+typing=active :초코송이!u@h TAGMSG #말마당")
    chat.window.messages.to_bottom()
    chat.write("두 줄도 쓸 수 있어요 (Shift+Enter)\n이번 판은 제가 먼저 할게요")


def talk(chat: Chat) -> None:
    """What has been said."""
    wire, driver = chat.wire, chat.driver
    wire.begin_clock()
    wire.say("초코송이", ROOM, "좋은 아침이에요 ☀️ 어제 산책하다 찍은 사진이에요")
    wire.say("jihoon", ROOM, "서버 문서는 여기 정리했어요 https://example.org/guide 확인 부탁해요")
    wire.say("하늘", ROOM, "@Mina 오늘 순서는 이렇게 가면 될까요? 하늘 → 민수 → Mina → 초코송이")
    driver.until(lambda: "초코송이" in chat.messages() and "순서는" in chat.messages())
    rows = [row for row in chat.room(ROOM).rows if isinstance(row, MessageRow)]
    photo, order = rows[0], rows[-1]
    for nick, emoji in (("민수", "😍"), ("하늘", "😍"), ("민수", "👏"), ("Mina", "👏")):
        chat.hear(f"@+draft/react={emoji};+reply={photo.msgid} :{nick}!u@h TAGMSG {ROOM}")
    chat.client.controls.messages.reply(order)
    chat.say("좋아요 👍 `/시작` 눌러 주세요!")
    driver.until(lambda: "눌러" in chat.messages())
    wire.say("민수", ROOM, "준비 끝 👨‍👩‍👧‍👦🇰🇷❤️")
    driver.until(lambda: "준비 끝" in chat.messages())


def play(chat: Chat, turn: str = "Mina") -> None:
    """A round of the word chain in the room."""
    word = GameNews(
        "word", phase="pause", mode="끝말잇기", english="word chain", rounds=3, round=3, turn=turn,
        keys=("차",), chain=1, seats=_SEATS, rules=("두음법칙",), who="하늘", word="기차", points=22,
    )  # fmt: skip
    begun = msgspec.structs.replace(
        word, event="turn", phase="turn", who=turn, word="", turn_ms=15_000, left_ms=12_000, round_ms=60_000
    )
    for news, said in ((word, "하늘: 기차 (+22점)"), (begun, f"{turn} 님 차례, ‘차’로 시작")):
        chat.hear(f"@bot;{format_news(news)} :끝말이!끝말이@s NOTICE {ROOM} :{said}")


def first_nick(chat: Chat) -> None:
    """The first question, half answered."""
    chat.begin(None)
    login = chat.client.first.login
    assert login is not None
    login.field.set("하늘")


def first_place(chat: Chat) -> None:
    """The second question."""
    chat.begin(None)


def lost_line(chat: Chat) -> None:
    """A lost line, a message that waits, one that is answered, a name that is completed."""
    main_window(chat)
    chat.window.composer.set("")
    chat.wire.refuse()
    chat.wire.cut()
    chat.driver.until(lambda: "끊김" in chat.rooms())
    chat.say("지금 갈게요!")
    rows = [row for row in chat.room(ROOM).rows if isinstance(row, MessageRow)]
    chat.client.controls.messages.reply(next(row for row in rows if row.sender == "초코송이"))
    chat.write("/시")
    view = chat.window.messages
    view.focus_row.row = next(row.id for row in rows if row.sender == "jihoon")


def account(chat: Chat) -> None:
    """How a guest gets an account."""
    main_window(chat)
    chat.client.controls.accounts.show()


def room_settings(chat: Chat) -> None:
    """What an operator can change."""
    main_window(chat)
    chat.hear(f":하늘!u@h MODE {ROOM} +o Mina")
    chat.driver.update()
    chat.client.controls.room_settings.show()


def app_settings(chat: Chat) -> None:
    """The settings' last page."""
    main_window(chat)
    chat.client.controls.settings.show(NOTIFY)


LIGHT: dict[str, object] = {"theme": Theme.LIGHT, "look": Look.BUBBLE}
DARK: dict[str, object] = {"theme": Theme.DARK, "look": Look.COMPACT}
PICTURES: tuple[tuple[str, Callable[[Chat], None], dict[str, object]], ...] = (
    ("main-light-bubble.png", main_window, LIGHT),
    ("main-dark-compact.png", main_window, DARK),
    ("first-nick.png", first_nick, {**LIGHT, "nick": ""}),
    ("first-place.png", first_place, LIGHT),
    ("states.png", lost_line, LIGHT),
    ("account.png", account, LIGHT),
    ("room-settings.png", room_settings, LIGHT),
    ("app-settings.png", app_settings, DARK),
)
"""File, what is done before, and what is remembered from the last time."""
