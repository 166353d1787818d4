import pytest

from malmadang.ports import ClientId
from malmadang.servercore import tickets
from malmadang.servercore.tickets import Tickets, key_of
from malmadang.servercore.user import User

ONE, OTHER = ClientId(1), ClientId(2)


def user(nick: str = "철수") -> User:
    return User(nick, "~u", "h", "r", address="127.0.0.1")


def test_a_connection_has_one_ticket_and_a_new_token_takes_the_old_ones_place() -> None:
    known = Tickets()
    known.add("a", user(), ONE)
    first = known.find("a")
    known.add("b", user(), ONE)
    assert first is not None
    assert not known.is_valid(first)
    assert known.find("a") is None
    assert known.of(ONE) is known.find("b") is known.by_key(key_of("b"))


def test_the_token_itself_is_kept_nowhere() -> None:
    known = Tickets()
    known.add("secret", user(), ONE)
    ticket = known.of(ONE)
    assert ticket is not None
    assert "secret" not in [getattr(ticket, name) for name in ticket.__slots__]


def test_the_oldest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tickets, "MOST", 1)
    known = Tickets()
    for token, client_id in (("a", ONE), ("b", OTHER)):
        known.add(token, user(), client_id)
    first = known.lose(ONE)
    assert known.overdue() is None
    known.lose(OTHER)
    assert known.overdue() is first
    assert first is not None
    known.end(first)
    assert known.overdue() is None
    assert known.lose(ONE) is None
