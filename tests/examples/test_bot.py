"""The bot answers whoever calls it."""

import subprocess
import sys
from pathlib import Path

from tests.kit.peer import Peer
from tests.kit.realserver import RealServer
from tools.prepare import ROOT


def bot(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "examples" / "bot.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_bot_says_how_it_is_started() -> None:
    assert "address" in bot("--help").stdout
    for words in ([], ["https://example.org/"], ["127.0.0.1:1"]):
        done = bot(*words)
        assert done.returncode != 0
        assert done.stderr
        assert "Traceback" not in done.stderr


def test_the_bot_says_again_what_is_said_to_it(tmp_path: Path) -> None:
    with RealServer(tmp_path) as server, Peer(server.port, "철수") as peer:
        peer.join("#말마당")
        address = f"malmadang://127.0.0.1:{server.port}/#말마당"
        with subprocess.Popen([sys.executable, str(ROOT / "examples" / "bot.py"), address]) as bot:
            peer.until(":메아리!")
            peer.send("PRIVMSG #말마당 :메아리야, 너 말고", "PRIVMSG #말마당 :메아리: 야호 ㅎㅎ")
            assert peer.until("PRIVMSG #말마당").endswith(" :철수: 야호 ㅎㅎ")
            bot.terminate()
