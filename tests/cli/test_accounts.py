"""`malmadang account` on a running server and on a folder at rest."""

import io
import json

import pytest

from tests.kit.owned import Owner
from tests.kit.peer import Peer
from tests.kit.realserver import RealServer

PASSWORD = "길고좋은비밀번호"


def test_accounts_of_a_running_server(server: RealServer, owner: Owner) -> None:
    assert owner.type("account", "list") == "계정이 없어요 · there are no accounts\n"
    said = owner.type("account", "add", "철수", stdin=f"{PASSWORD}\n")
    assert said == "계정 철수를 만들었어요 · account 철수 is made\n"
    with Peer(server.port, "손님") as peer:
        peer.send(f"PRIVMSG 말지기 :로그인 철수 {PASSWORD}")
        peer.until("반가워요")
        assert "접속 1 · online" in owner.type("account", "list")
        owner.type("account", "passwd", "철수", stdin="다른좋은비밀번호\n")
        assert "비밀번호" in peer.until("ERROR"), "whoever was in by the old one is not any more"
    with Peer(server.port, "손님") as peer:
        peer.send(f"PRIVMSG 말지기 :로그인 철수 {PASSWORD}")
        assert "맞지 않아요" in peer.until(" NOTICE ")
        peer.send("PRIVMSG 말지기 :로그인 철수 다른좋은비밀번호")
        peer.until("반가워요")
        assert (
            owner.type("account", "delete", "철수", "--yes")
            == "계정 철수를 지웠어요 · account 철수 is deleted\n"
        )
        peer.until(" 901 ")
    assert server.log().count("owner_changed") == 3
    assert PASSWORD not in server.log()


def test_accounts_of_a_folder_at_rest(owner: Owner) -> None:
    assert "아직 자료가 없어요" in owner.type("account", "list", status=1)
    assert not owner.folder.exists(), "a mistyped folder is not made by looking"
    owner.type("account", "add", "철수", stdin=f"{PASSWORD}\n")
    (line,) = json.loads(owner.type("account", "list", "--json"))
    assert (line["account"], line["clients"]) == ("철수", 0)
    owner.type("account", "add", "영희", stdin=f"{PASSWORD}\n")
    assert "쓰고 있거나" in owner.type("account", "add", "철수", stdin=f"{PASSWORD}\n", status=1)
    assert "그런 계정은 없어요" in owner.type("account", "delete", "순이", "--yes", status=1)
    assert "--yes" in owner.type("account", "delete", "영희", status=1)
    owner.type("account", "delete", "영희", "--yes")
    assert [line["account"] for line in json.loads(owner.type("account", "list", "--json"))] == ["철수"]


def test_without_a_password_nothing_is_made(owner: Owner) -> None:
    assert "표준 입력으로" in owner.type("account", "add", "철수", status=1)
    assert not owner.folder.exists()


class Terminal(io.StringIO):
    """A person sits there."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_it_is_asked_for_twice(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    typed: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda _: typed.pop(0))
    monkeypatch.setattr("tests.kit.owned.io.StringIO", Terminal)
    typed += [PASSWORD, "아차"]
    assert "두 비밀번호가 달라요" in owner.type("account", "add", "철수", status=1)
    typed += [PASSWORD, PASSWORD]
    owner.type("account", "add", "철수")
    monkeypatch.setattr("builtins.input", lambda _: "n")
    owner.type("account", "delete", "철수", status=1)
    monkeypatch.setattr("builtins.input", lambda _: "네")
    owner.type("account", "delete", "철수")


def test_a_limit_of_the_settings_binds_at_rest_too(owner: Owner) -> None:
    owner.folder.mkdir()
    file = owner.folder / "a.toml"
    file.write_text("[accounts]\nmin_password_bytes = 30\n")
    said = owner.type("account", "add", "철수", stdin=f"{PASSWORD}\n", status=1, more=("--config", str(file)))
    assert "너무 짧아요" in said
    file.write_text("[accounts]\nmin = 30\n")
    said = owner.type("account", "list", status=2, more=("--config", str(file)))
    assert "unknown key 'min'" in said
