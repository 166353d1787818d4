"""`malmadang chat`, as a person or a script starts it."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from malmadang.cli.chat import language_of, run
from malmadang.clientcore.address import Address
from tests.kit.peer import Peer
from tests.kit.realserver import RealServer
from tests.kit.terminal import Terminal, plain_environ

END_S = 20.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    with RealServer(tmp_path_factory.mktemp("server")) as started:
        yield started


def arguments(
    address: str = "", config: str | None = None, *, plain: bool = True, nick: str = ""
) -> argparse.Namespace:
    return argparse.Namespace(address=address, config=config, plain=plain, nick=nick, language="en")


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "malmadang", "chat", "--plain", *words]


def talk(home: Path, typed: str, *words: str, locale: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
    """Run the line client with a text piped into it."""
    environ = plain_environ(HOME=str(home), TZ="Asia/Seoul", LC_ALL=locale)
    return subprocess.run(
        command(*words), input=typed, capture_output=True, text=True, env=environ, timeout=END_S, check=False
    )


def test_a_script_talks_and_ends(server: RealServer, tmp_path: Path) -> None:
    with Peer(server.port, "민수") as peer:
        peer.join("#사랑방")
        done = talk(tmp_path, "안녕하세요\n", "--nick", "하늘", f"malmadang://127.0.0.1:{server.port}/사랑방")
        assert peer.until("PRIVMSG").endswith("PRIVMSG #사랑방 :안녕하세요")
        assert "QUIT" in peer.until("QUIT")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert any(
        line.startswith(("[오전 ", "[오후 ")) and line.endswith("] 하늘: 안녕하세요") for line in lines
    )
    assert lines[-1].endswith("안녕히 가세요!")


def test_without_a_room_it_is_the_servers_own(server: RealServer, tmp_path: Path) -> None:
    done = talk(tmp_path, "/종료\n", "--nick", "하늘", f"127.0.0.1:{server.port}")
    assert done.returncode == 0
    done = talk(tmp_path, "/멤버\n", "--nick", "하늘", f"127.0.0.1:{server.port}")
    assert "#말마당 1명" in done.stdout


def test_it_stays_while_nobody_types(server: RealServer, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    address = f"irc://127.0.0.1:{server.port}/#조용"
    with Peer(server.port, "민수") as peer, open(writer, "wb", buffering=0) as keys:
        peer.join("#조용")
        process = subprocess.Popen(
            command("--nick", "하늘", address),
            stdin=reader,
            stdout=subprocess.PIPE,
            text=True,
            env=plain_environ(HOME=str(tmp_path)),
        )
        os.close(reader)
        assert process.stdout is not None
        peer.until("JOIN #조용")
        peer.send("PRIVMSG #조용 :하늘 님 계세요?")
        # Every line is there as soon as it is written, though it goes into a pipe.
        while "민수: 하늘 님 계세요?" not in (line := process.stdout.readline()):
            assert line, "it ended"
        assert process.poll() is None
        keys.write("/종료 이만 갈게요\n".encode())
        assert "이만 갈게요" in peer.until("QUIT")
        assert process.wait(END_S) == 0
        process.stdout.close()


def test_a_person_in_a_terminal(server: RealServer, tmp_path: Path) -> None:
    environ = plain_environ(HOME=str(tmp_path))
    with (
        Peer(server.port, "영희") as peer,
        Terminal(command(f"irc://127.0.0.1:{server.port}/#창"), environ=environ) as terminal,
    ):
        peer.join("#창")
        terminal.until("별명:")
        terminal.enter("철수")
        terminal.until("#창 2명")
        peer.send("PRIVMSG #창 :어서 와요")
        terminal.until("영희: 어서 와요")
        terminal.enter("/종로")
        terminal.until("혹시 /종료?")
        terminal.enter("고마워요")
        peer.until("PRIVMSG #창 :고마워요")
        terminal.press("Ctrl+C")
        assert terminal.until_ended() == 0
        peer.until("QUIT")


def test_leaving_waits_for_what_a_script_has_typed(server: RealServer, tmp_path: Path) -> None:
    words = [f"말 {number}" for number in range(14)]
    typed = "\n".join([*words, "/종료 끝", "들리지 않는 말"])
    with Peer(server.port, "민수") as peer:
        peer.join("#긴말")
        done = talk(tmp_path, typed, "--nick", "말많은이", f"irc://127.0.0.1:{server.port}/#긴말")
        heard = [peer.until("PRIVMSG").partition(" :")[2] for _ in words]
        assert peer.until("QUIT").endswith(":Quit: 끝")
    assert (done.returncode, done.stderr, heard) == (0, "", words)
    assert "연결되면" not in done.stdout


def test_leaving_a_terminal_at_once_keeps_the_rest_for_the_next_start(
    server: RealServer, tmp_path: Path
) -> None:
    environ = plain_environ(HOME=str(tmp_path))
    line_client = command("--nick", "말많은이", f"irc://127.0.0.1:{server.port}/#급한방")
    words = [f"말 {number}" for number in range(16)]
    with Peer(server.port, "민수") as peer:
        peer.join("#급한방")
        with Terminal(line_client, environ=environ) as terminal:
            terminal.until("#급한방 2명")
            terminal.write("".join(f"{word}\n" for word in [*words, "/종료"]))
            terminal.until("/종료 한 번 더")
            terminal.enter("/종료")
            terminal.until("도착했는지 몰라요: 말 15", "다음에 시작할 때 챙길게요")
            assert terminal.until_ended() == 1
        with Terminal(line_client, environ=environ) as terminal:
            terminal.until("보내지 못했어요: 말 15")
            terminal.enter("/다시보내기")
            terminal.until("다시 보내요")
            heard = [peer.until("PRIVMSG").partition(" :")[2] for _ in words]
            terminal.enter("/종료")
            assert terminal.until_ended() == 0
    assert heard == words


def test_a_certificate_nobody_vouches_for_is_shown_and_not_used(server: RealServer, tmp_path: Path) -> None:
    address = f"ircs://localhost:{server.port}/#방"
    done = talk(tmp_path, "", "--nick", "하늘", address)
    assert done.returncode == 1
    assert "확인하기 전에는 연결하지 않아요" in done.stderr
    assert "tls_pins" in done.stderr
    link = next(word for word in done.stderr.split() if "?pin=" in word)
    done = talk(tmp_path, "안녕\n", "--nick", "하늘", link)
    assert (done.returncode, done.stderr) == (0, "")
    assert "하늘: 안녕" in done.stdout


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "ko"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "fr_FR"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_MESSAGES": "ko_KR", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
        ({"LANG": "C.UTF-8"}, "ko"),
        ({"LC_ALL": "POSIX"}, "ko"),
    ],
)
def test_the_locale_names_the_language(environ: dict[str, str], language: str) -> None:
    assert language_of(environ) == language


def test_the_language_is_the_environments_unless_it_is_said(tmp_path: Path) -> None:
    done = talk(tmp_path, "", "127.0.0.1", locale="en_US.UTF-8")
    assert done.stderr == "Choose a nick: --nick NAME\n"
    done = talk(tmp_path, "", "127.0.0.1", "--language", "ko", locale="en_US.UTF-8")
    assert done.stderr == "별명을 정해 주세요: --nick 하늘\n"
    file = tmp_path / "c.toml"
    file.write_text('[client]\nlanguage = "ko"\n')
    done = talk(tmp_path, "", "127.0.0.1", "--config", str(file), locale="en_US.UTF-8")
    assert done.stderr == "별명을 정해 주세요: --nick 하늘\n"
    done = talk(tmp_path, "", "127.0.0.1", "--config", str(file), "--language", "en")
    assert done.stderr == "Choose a nick: --nick NAME\n"


def test_a_config_without_a_server_goes_with_an_address(server: RealServer, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text('[client]\nnick = "하늘"\nlanguage = "en"\n')
    done = talk(tmp_path, "/members\n", "--config", str(file), f"127.0.0.1:{server.port}/#방")
    assert (done.returncode, done.stderr) == (0, "")
    assert "#방 (1): @하늘" in done.stdout
    done = talk(tmp_path, "", "--config", str(file))
    assert done.returncode == 2
    assert "[client] names no server" in done.stderr


def test_another_nick_than_the_one_asked_for_is_said(server: RealServer, tmp_path: Path) -> None:
    with Peer(server.port, "밥"):
        done = talk(tmp_path, "", "--nick", "밥", f"127.0.0.1:{server.port}/#방")
    assert done.returncode == 0
    assert "'밥'은 쓸 수 없어서 '밥2'로 들어왔어요" in done.stdout


def test_in_a_terminal_a_bad_nick_is_asked_again(server: RealServer, tmp_path: Path) -> None:
    words = command("--nick", "1등", f"irc://127.0.0.1:{server.port}/#방")
    with Terminal(words, environ=plain_environ(HOME=str(tmp_path))) as terminal:
        terminal.until("시작할 수 없어요", "별명:")
        terminal.enter("두 낱말")
        terminal.until("띄어쓰기를 쓸 수 없어요")
        terminal.enter("하늘")
        terminal.until("#방 1명: @하늘")
        terminal.enter("/종료")
        assert terminal.until_ended() == 0


def test_trust_is_kept(server: RealServer, tmp_path: Path) -> None:
    environ = plain_environ(HOME=str(tmp_path))
    words = command("--nick", "하늘", f"ircs://localhost:{server.port}/#방")
    with Terminal(words, environ=environ) as terminal:
        terminal.until("/믿기")
        terminal.enter("/믿기")
        terminal.until("#방 1명")
        terminal.enter("/종료")
        assert terminal.until_ended() == 0
    done = talk(tmp_path, "", "--nick", "하늘", f"ircs://localhost:{server.port}/#방")
    assert (done.returncode, done.stderr) == (0, "")


def test_nobody_listens(tmp_path: Path) -> None:
    done = talk(tmp_path, "안녕\n", "--nick", "하늘", "irc://127.0.0.1:1/#방")
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr == "127.0.0.1:1에서 아무도 대답하지 않아요. 서버가 켜져 있는지, 문 번호가 맞는지 보세요\n"
    )


def test_a_reader_that_goes_away_is_no_fault(server: RealServer, tmp_path: Path) -> None:
    process = subprocess.Popen(
        command("--nick", "하늘", f"irc://127.0.0.1:{server.port}/#방"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=plain_environ(HOME=str(tmp_path)),
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    _, errors = process.communicate("안녕\n".encode(), END_S)
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["https://example.org/"], "https:// 주소는 쓸 수 없어요"),
        (["--nick", "1등", "127.0.0.1"], "시작할 수 없어요"),
        (["127.0.0.1"], "별명을 정해 주세요: --nick 하늘"),
        (["--config", "/nowhere/c.toml"], "/nowhere/c.toml"),
    ],
)
def test_what_cannot_be_understood(words: list[str], said: str, tmp_path: Path) -> None:
    done = talk(tmp_path, "", *words)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_config_with_an_unknown_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "c.toml"
    file.write_text('[client]\nserver = "127.0.0.1"\nnik = "하늘"\n')
    assert run(arguments(config=str(file))) == 2
    assert "line 3: unknown key 'nik' in [client]; did you mean 'nick'?" in capsys.readouterr().err


def test_everything_from_a_config(server: RealServer, tmp_path: Path) -> None:
    file = tmp_path / "c.toml"
    file.write_text(
        f"""
        [client]
        server = "127.0.0.1:{server.port}"
        nick = "하늘"
        rooms = ["#하나", "#둘"]
        language = "en"
        state_dir = "{tmp_path / "state"}"
        """
    )
    done = talk(tmp_path, "/ignore 민수\n", "--config", str(file))
    assert done.returncode == 0
    assert "#하나 (1): @하늘" in done.stdout
    assert "Ignoring 민수" in done.stdout
    assert "민수" in (tmp_path / "state" / "client.json").read_text()


def test_without_plain_the_window_opens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[tuple[object, ...]] = []
    module = ModuleType("malmadang.desktop.startup")

    def keep(*parts: object) -> tuple[object, ...]:
        return parts

    def open_window(parts: tuple[object, ...]) -> int:
        opened.append(parts)
        return 0

    module.ChatArguments = keep  # type: ignore[attr-defined]  # a module made here
    module.open_window = open_window  # type: ignore[attr-defined]  # a module made here
    monkeypatch.setitem(sys.modules, "malmadang.desktop.startup", module)
    file = tmp_path / "c.toml"
    file.write_text(f'[client]\nserver = "h"\nstate_dir = "{tmp_path}"\n')
    assert run(arguments("irc://127.0.0.1/#방", str(file), plain=False, nick="하늘")) == 0
    ((address, settings, state_dir, nick, language),) = opened
    assert language == "en"
    assert (address, state_dir, nick) == (Address("127.0.0.1", 6667, False, "#방"), tmp_path, "하늘")
    assert settings is not None
