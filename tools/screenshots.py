"""Takes the pictures in docs/images from the real window: `make screenshots`."""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.kit.desktopapp import DesktopApp, chat
from tests.kit.display import NABI_ENVIRON, Display, Nabi
from tests.kit.hangulkeys import hangul_keys
from tests.kit.irssi import Irssi
from tests.kit.peer import Peer
from tests.kit.realserver import RealServer
from tests.kit.waiting import until
from tools.pictures import PICTURES, Studio
from tools.prepare import ROOT

ROOM = "#말마당"
FOLDER = ROOT / "docs" / "images"
SIZE = (1180, 760)
DARK_ACCENT = "#6C93FF"


class Scene:
    """Two desktop apps, irssi and two more people on one server.

    Attributes:
        app: the window that is photographed.
    """

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.display = stack.enter_context(Display(1280, 860))
        self.nabi = stack.enter_context(Nabi(self.display, folder))
        config = '[server]\nnetwork = "우리동네"\n'
        server = stack.enter_context(RealServer(folder / "server", config=config))
        self._address = f"malmadang://127.0.0.1:{server.port}/{ROOM}"
        self._folder = folder
        self._stack = stack
        self.irssi = stack.enter_context(Irssi(folder / "irssi", server.port, "철수"))
        self.irssi.join(ROOM)
        self.irssi.enter("/topic 저녁 같이 먹을 사람 모여요")
        self.irssi.until("changed the topic")
        self.others = [stack.enter_context(Peer(server.port, nick)) for nick in ("영희", "민수")]
        for peer in self.others:
            peer.join(ROOM)
        self.app = self.open("하늘")

    def open(self, nick: str) -> DesktopApp:
        """Open one more window, in front, with the keyboard in its composer."""
        command = chat(self._address, "--nick", nick)
        started = DesktopApp(self.display, self._folder / nick, command, NABI_ENVIRON)
        app = self._stack.enter_context(started)
        app.place(40, 40, *SIZE)
        self.irssi.until(f"{nick} [")
        self.irssi.enter(f"{nick} 님 어서 오세요")
        app.until(f"{nick} 님 어서 오세요")
        app.click_composer()
        self.nabi.switch(app.hands)
        return app

    def say(self, app: DesktopApp, text: str) -> None:
        """Type a text with the input method and send it."""
        app.hands.do("windowraise", app.hands.window)
        app.hands.focus()
        app.click_composer()
        app.press(*hangul_keys(text), "Return")
        self.irssi.until(text)

    def photograph(self, name: str) -> None:
        """Take the picture of the window, with the pointer out of the way."""
        self.app.hands.do("windowraise", self.app.hands.window)
        self.app.hands.focus()
        self.app.hands.do("mousemove", "0", "0")
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.display.photograph(FOLDER / name, self.app.hands.window)


@contextmanager
def scene() -> Iterator[Scene]:
    """Set everything up, and take it down."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        yield Scene(stack, Path(folder))


def main(_arguments: Sequence[str]) -> None:
    """Pose the windows; then let people talk over a real server; take the pictures."""
    with tempfile.TemporaryDirectory() as folder, Display(1400, 940) as display:
        os.environ["DISPLAY"] = display.name
        studio = Studio(display, Path(folder))
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, pose, preferences in PICTURES:
            studio.take(FOLDER / name, pose, **preferences)
    with scene() as the:
        younghee, minsu = the.others
        other = the.open("초코송이")
        the.say(other, "다들 저녁 먹었어요?")
        minsu.send("AWAY :회의 중")
        the.irssi.enter("아직이요. 오늘은 칼국수 어때요?")
        the.app.until("칼국수")
        the.say(the.app, "좋아요. 일곱 시에 골목집에서 봐요")
        younghee.send(f"PRIVMSG {ROOM} :하늘 님, 우산 챙기세요. 비 온대요 ☔")
        the.app.until("우산")
        the.say(other, "저도 갈게요 ㅋㅋ")
        younghee.send("PRIVMSG 하늘 :나 조금 늦을 것 같아")
        the.say(the.app, "천천히 오세요")
        the.photograph("room.png")
        the.app.press("ctrl+shift+l", "ctrl+shift+d")
        until(lambda: DARK_ACCENT in the.app.colours(272, SIZE[1] - 60, 20, 20), "it did not get dark")
        the.photograph("room-dark.png")


if __name__ == "__main__":
    main(sys.argv[1:])
