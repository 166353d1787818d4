"""`malmadang serve` as a person starts it."""

import errno
import os
import signal
import socket
from argparse import Namespace
from pathlib import Path

import pytest

from malmadang.cli.serve import _describe, _explain, _print_invitation, settings
from malmadang.clientcore.address import Address, parse_address
from malmadang.config import ConfigError
from malmadang.server.doors import Bound
from malmadang.server.listener import ListenError, bind
from malmadang.wire.josa import attach
from tests.kit.peer import Peer
from tests.kit.realserver import RealServer


def words(**given: object) -> Namespace:
    return Namespace(**{"config": None, "data": None, "listen": [], "lan": False, "name": None} | given)


def test_without_words_it_listens_on_this_machine_only() -> None:
    assert [listen.address for listen in settings(words()).listen] == ["localhost:2500"]


def test_lan_opens_it() -> None:
    assert [listen.address for listen in settings(words(lan=True)).listen] == ["*"]
    assert [listen.address for listen in settings(words(lan=True, listen=["10.0.0.1"])).listen] == [
        "10.0.0.1"
    ]


def test_words_come_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text(
        "[server]\nnetwork = 'a'\ndata_dir = 'b'\nmotd = 'c'\n[[listen]]\naddress = '127.0.0.1:1'\n"
    )
    config = settings(words(config=str(file)))
    assert (config.server.network, config.server.data_dir, config.listen[0].address) == (
        "a",
        "b",
        "127.0.0.1:1",
    )
    config = settings(words(config=str(file), name="A", data="B", listen=["127.0.0.1:2"]))
    assert (config.server.network, config.server.data_dir, config.server.motd) == ("A", "B", "c")
    assert [listen.address for listen in config.listen] == ["127.0.0.1:2"]


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match="is no address"):
        settings(words(listen=["127.0.0.1:99999"]))


@pytest.mark.parametrize("address", ["127.0.0.1:2797", "localhost", "[::1]:2500"])
def test_open_to_all_and_to_nobody_contradict_each_other(address: str) -> None:
    with pytest.raises(ConfigError, match="leave one of them out") as caught:
        settings(words(lan=True, listen=[address]))
    assert f"--listen {address}" in str(caught.value)
    both = settings(words(lan=True, listen=[address, "10.0.0.1"]))
    assert [listen.address for listen in both.listen] == [address, "10.0.0.1"]


def test_a_taken_address_is_named_with_the_particle_that_fits() -> None:
    taken = OSError(errno.EADDRINUSE, "Address already in use")
    assert _explain(ListenError("127.0.0.1", 2791, taken), words()).startswith(
        "127.0.0.1:2791은 다른 프로그램이"
    )
    assert _explain(ListenError("127.0.0.1", 2792, taken), words()).startswith(
        "127.0.0.1:2792는 다른 프로그램이"
    )


@pytest.mark.parametrize(
    ("typed", "advised"),
    [
        ({}, "malmadang serve --listen 0.0.0.0:2501"),
        ({"lan": True, "data": "lan2"}, "malmadang serve --data lan2 --lan --listen 0.0.0.0:2501"),
        (
            {"config": "내 것.toml", "name": "모임", "listen": ["*:2500", "127.0.0.1:2600"]},
            "malmadang serve --config '내 것.toml' --name 모임 --listen 0.0.0.0:2501 --listen 127.0.0.1:2600",
        ),
    ],
)
def test_a_taken_port_is_answered_with_the_command_as_it_was_typed(
    typed: dict[str, object], advised: str
) -> None:
    taken = OSError(errno.EADDRINUSE, "Address already in use")
    korean, _, english = _explain(ListenError("0.0.0.0", 2500, taken), words(**typed)).partition("\n")
    assert korean.endswith(f"골라 주세요: {advised}")
    assert english.endswith(f"choose another port: {advised}")


def test_it_says_where_it_listens_and_what_friends_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _describe(Bound("::1", 6697, "irc", True)) == "듣고 있어요 · listening: ircs://[::1]:6697/"
    monkeypatch.setattr("malmadang.cli.serve.lan_addresses", lambda: ["192.168.0.5"])
    pin = "ab" * 32
    _print_invitation([Bound("0.0.0.0", 2500, "any", False), Bound("0.0.0.0", 2600, "any", False)], pin)
    out = capsys.readouterr().out
    assert (
        f"  malmadang://192.168.0.5/?pin={pin}\n  irc://192.168.0.5:2500/   ircs://192.168.0.5:2500/\n" in out
    )
    link = next(word for word in out.split() if word.startswith("malmadang://192.168.0.5:2600"))
    assert parse_address(link) == Address("192.168.0.5", 2600, True, pin=pin)
    monkeypatch.setattr("malmadang.cli.serve.lan_addresses", list)
    _print_invitation([Bound("0.0.0.0", 2500, "any", False)], "")
    assert "no network address found" in capsys.readouterr().out


def hello(port: int) -> str:
    with socket.create_connection(("127.0.0.1", port), 20) as sock:
        sock.sendall(b"NICK a\r\nUSER a 0 * :a\r\n")
        text = b""
        while b" 422 " not in text and b" 376 " not in text:
            text += sock.recv(65_536) or b" 422 "
    return text.decode()


def test_it_serves_and_ends_in_good_order(tmp_path: Path) -> None:
    server = RealServer(tmp_path, arguments=["--name", "우리동네"])
    with server:
        assert r"NETWORK=\xEC\x9A\xB0" in hello(server.port)
        assert (server.data / "server.pid").read_text() == str(server.process.pid)
    assert not (server.data / "server.pid").exists()
    server.start()
    hello(server.port)
    assert server.stop(signal.SIGINT) == 0
    assert "Traceback" not in server.log()


def test_what_the_readme_says_is_kept_survives_a_restart(tmp_path: Path) -> None:
    with RealServer(tmp_path) as server:
        with Peer(server.port, "철수") as peer:
            peer.join("#방")
            peer.send("PRIVMSG #방 :안녕", "PRIVMSG 말지기 :가입 아무도모르는말")
            assert "철수" in peer.until("NOTICE")
        server.stop()
        server.start()
        with Peer(server.port, "영희") as peer:
            peer.send("CAP REQ :batch draft/chathistory")
            peer.join("#방")
            peer.send("CHATHISTORY LATEST #방 * 10", "NICK 철수")
            assert peer.until("PRIVMSG").endswith("PRIVMSG #방 :안녕")
            peer.until(" 433 ")


def test_sighup_reads_the_settings_again(tmp_path: Path) -> None:
    with RealServer(tmp_path, config="[limits]\ntopic_bytes = 100\n") as server:
        assert "TOPICLEN=100" in hello(server.port)
        (tmp_path / "server.toml").write_text("[limits]\ntopic_bytes = 50\n")
        os.kill(server.process.pid, signal.SIGHUP)
        while "settings_read" not in server.log():
            os.sched_yield()
        assert "TOPICLEN=50" in hello(server.port)


def refused(server: RealServer) -> str:
    """Start a server that cannot start; return what it says."""
    with pytest.raises(AssertionError):
        server.start()
    return server.log()


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with bind("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]
        said = refused(RealServer(tmp_path, port=port))
    assert f"{attach(f'127.0.0.1:{port}', '은/는')} 다른 프로그램이 쓰고 있어요" in said
    assert f"malmadang serve --data {tmp_path / 'data'} --listen 127.0.0.1:{port + 1}\n" in said
    assert "Traceback" not in said


def test_a_folder_that_is_taken(tmp_path: Path) -> None:
    with RealServer(tmp_path / "a") as first:
        second = RealServer(tmp_path / "b", arguments=["--data", str(first.data)])
        said = refused(second)
        assert f"프로세스 {first.process.pid}" in said
        assert "Traceback" not in said


def test_a_mistake_in_the_settings(tmp_path: Path) -> None:
    said = refused(RealServer(tmp_path, config="[limits]\nping = 1\n"))
    assert "unknown key 'ping' in [limits]; did you mean 'ping_s'?" in said
    assert "Traceback" not in said
