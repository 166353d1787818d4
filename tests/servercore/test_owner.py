"""What the owner asks for from outside goes by the rules that hold for everybody."""

import msgspec
import pytest

from malmadang.ports import AccountGone, AccountRecord, ClientId, Outcome
from malmadang.servercore.effects import Ask, Effect, HashPassword, Keep, Send
from malmadang.servercore.events import Answered, Gone, Ordered, Refused
from malmadang.servercore.orders import (
    AccountLine,
    AccountList,
    AddAccount,
    ChangePassword,
    CoreOrder,
    DeleteAccount,
    Denied,
    Done,
    ListAccounts,
    ListRooms,
    RoomLine,
    RoomList,
    Told,
)
from tests.kit.world import START, World, hashed

DESK = ClientId(1 << 40)
ANSWERS: msgspec.json.Decoder[Told] = msgspec.json.Decoder(Told)
PASSWORD = "길고좋은비밀번호"


def ask(world: World, order: CoreOrder, *, refused: bool = False) -> tuple[Told, list[Effect]]:
    """Give the core an order and hash what it wants hashed; return the answer and all effects."""
    effects = world.core.step(Ordered(DESK, order), world.now())
    for effect in effects:
        if isinstance(effect, Ask):
            assert isinstance(effect.request, HashPassword)
            answer = None if refused else hashed(effect.request.password)
            effects = world.core.step(Answered(DESK, answer), world.now())
    return told(effects), effects


def told(effects: list[Effect]) -> Told:
    (sent,) = [effect for effect in effects if isinstance(effect, Send) and effect.client_id == DESK]
    assert isinstance(sent.line, bytes)
    return ANSWERS.decode(sent.line)


def test_an_account_is_made_where_nobody_may_make_one() -> None:
    world = World("[accounts]\nregistration = false\nbefore_connect = false\n")
    answer, effects = ask(world, AddAccount("철수", PASSWORD))
    assert answer == Done("철수")
    kept, sent = effects
    assert isinstance(kept, Keep)
    assert isinstance(kept.record, AccountRecord)
    assert kept.record.created_ms == START
    assert (kept.speaker, kept.record.account) == (DESK, "철수")
    assert isinstance(sent, Send)
    assert sent.records == (kept.record,), "it is not said to be done before it is kept"
    assert world.core.state.accounts.find("철수")
    assert not world.core.state.clients, "the owner is nobody on the server"


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("두 낱말", PASSWORD, "BAD_ACCOUNT_NAME"),
        ("말지기", PASSWORD, "ACCOUNT_EXISTS"),
        ("영희", PASSWORD, "ACCOUNT_EXISTS"),
        ("аdmin", PASSWORD, "BAD_ACCOUNT_NAME"),
        ("admln", PASSWORD, "ACCOUNT_EXISTS"),
        ("손님", PASSWORD, "ACCOUNT_EXISTS"),
        ("철수", "짧", "WEAK_PASSWORD"),
        ("철수", "가" * 201, "UNACCEPTABLE_PASSWORD"),
    ],
)
def test_names_and_passwords_have_to_be_good(name: str, password: str, code: str) -> None:
    world = World(accounts={"영희": PASSWORD, "admIn": PASSWORD})
    world.arrive("손님")
    answer, _ = ask(world, AddAccount(name, password))
    assert isinstance(answer, Denied)
    assert answer.code == code
    assert answer.korean != answer.english


def test_a_password_is_changed() -> None:
    world = World(accounts={"영희": "낡은비밀번호"})
    assert ask(world, ChangePassword("영희", PASSWORD))[0] == Done("영희")
    record = world.core.state.accounts.find("영희")
    assert record is not None
    assert record.password == hashed(PASSWORD).password
    answer, _ = ask(world, ChangePassword("없는이", PASSWORD))
    assert isinstance(answer, Denied)
    assert answer.code == "ACCOUNT_UNKNOWN"


def test_a_deleted_account_leaves_a_guest() -> None:
    world = World(accounts={"영희": PASSWORD})
    world.arrive("손님")
    world.send("손님", f"PRIVMSG 말지기 :로그인 영희 {PASSWORD}")
    (user,) = world.core.state.users.values()
    assert user.account == "영희"
    answer, effects = ask(world, DeleteAccount("영희"))
    assert answer == Done("영희")
    assert any(isinstance(effect, Keep) and effect.record == AccountGone("영희") for effect in effects)
    assert world.core.state.accounts.find("영희") is None
    assert user.account == ""


def test_when_too_many_wait_it_says_so() -> None:
    answer, _ = ask(World(), AddAccount("철수", PASSWORD), refused=True)
    assert isinstance(answer, Denied)
    assert answer.code == "TRY_AGAIN"


def test_what_the_store_refuses_is_not_done() -> None:
    world = World()
    _, effects = ask(world, AddAccount("철수", PASSWORD))
    (kept,) = [effect for effect in effects if isinstance(effect, Keep)]
    refused = Refused(((kept.speaker, kept.verb, kept.target, kept.label),), Outcome.DISK_FULL)
    answer = told(world.core.step(refused, world.now()))
    assert isinstance(answer, Denied)
    assert answer.code == "DISK_FULL"


def test_whoever_hangs_up_is_forgotten() -> None:
    world = World()
    world.core.step(Ordered(DESK, AddAccount("철수", PASSWORD)), world.now())
    world.core.step(Gone(DESK, "done"), world.now())
    assert world.core.step(Answered(DESK, hashed(PASSWORD)), world.now()) == []
    assert not world.core.ctx.after


def test_accounts_are_listed_with_who_is_there() -> None:
    world = World(accounts={"영희": PASSWORD, "가을": PASSWORD})
    world.arrive("손님")
    world.send("손님", f"PRIVMSG 말지기 :로그인 영희 {PASSWORD}")
    answer, _ = ask(world, ListAccounts())
    assert isinstance(answer, AccountList)
    assert [line.clients for line in answer.accounts] == [0, 1]
    assert [line.account for line in answer.accounts] == ["가을", "영희"]
    assert answer.accounts[0] == AccountLine("가을", answer.accounts[0].created_ms, 0)


def test_rooms_are_listed_with_those_that_have_ended() -> None:
    world = World(accounts={"주인": PASSWORD})
    for nick in ("철수", "영희", "주인이에요"):
        world.arrive(nick)
    world.send("주인이에요", f"PRIVMSG 말지기 :로그인 주인 {PASSWORD}")
    for nick, room in (("철수", "#방"), ("영희", "#옛방"), ("주인이에요", "#내방")):
        world.send(nick, f"JOIN {room}")
    world.send("철수", "TOPIC #방 :주제")
    world.send("영희", "PRIVMSG #옛방 :끝")
    world.send("영희", "QUIT")
    answer, _ = ask(world, ListRooms())
    assert isinstance(answer, RoomList)
    assert [(line.room, line.people, line.topic, line.owner, line.is_open) for line in answer.rooms] == [
        ("#내방", 1, "", "주인", True),
        ("#방", 1, "주제", "", True),
        ("#옛방", 0, "", "", False),
    ]
    assert isinstance(answer.rooms[0], RoomLine)
