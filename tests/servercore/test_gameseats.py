from malmadang.ports import SteadyMs
from malmadang.servercore.gameseats import TRIES_PER_S, Game, Player
from malmadang.servercore.user import User
from malmadang.wordchain.match import Settings


def a_user(nick: str, host: str = "곳", account: str = "") -> User:
    user = User(nick, "u", host, "r", address="127.0.0.1")
    user.account = account
    return user


def test_a_guest_is_known_by_nick_and_host() -> None:
    player = Player(1, "철수")
    player.sit(a_user("철수"))
    assert not player.is_of(a_user("철수")), "somebody sits there"
    player.lose(SteadyMs(5))
    assert player.is_of(a_user("철수"))
    assert not player.is_of(a_user("철수", "저곳"))
    assert not player.is_of(a_user("영희"))
    assert player.identity == "~철수"


def test_an_account_is_known_under_any_nick_and_nothing_else_will_do() -> None:
    player = Player(1, "Sky")
    player.sit(a_user("Sky", account="Sky"))
    player.lose(SteadyMs(5))
    assert player.is_of(a_user("바다", "저곳", account="SKY"))
    assert not player.is_of(a_user("Sky"))
    assert player.identity == "sky"


def test_a_bot_is_nobodys_seat() -> None:
    assert not Player(1, "철수", level=2).is_of(a_user("철수"))


def test_tries_of_a_second() -> None:
    player = Player(1, "철수")
    assert all(player.may_try(1_000) for _ in range(TRIES_PER_S))
    assert not player.may_try(1_999)
    assert player.may_try(2_000)


def test_who_leads_when_the_host_is_gone() -> None:
    game = Game(1, "#방", Settings())
    game.add(Player(1, "새싹", level=1))
    for number in (2, 3):
        game.add(Player(number, str(number), user=a_user(str(number))))
    assert game.host == 2
    assert game.pass_on_host() is None
    del game.players[2]
    following = game.pass_on_host()
    assert following is not None
    assert (following.number, game.host) == (3, 3)
    del game.players[3]
    assert game.pass_on_host() is None
    assert game.host == 0
    assert game.new_number() == 4, "numbers are never given twice"
