import pytest
from msgspec.structs import replace

from malmadang.ports import AccountGone, AccountRecord
from malmadang.servercore.effects import Ask, VerifyPassword
from malmadang.servercore.guessing import WRONG_OF_ONE
from malmadang.servercore.login import (
    Failing,
    drop_account,
    is_loopback,
    judge_password,
    keep_account,
    mask_of,
    may_try,
    prepare_password,
    scram_keys,
)
from tests.kit.world import World, make_account

Found = list[AccountRecord | Failing]


def world(*, answers_at_once: bool = True) -> World:
    made = World("[limits]\nthrottle = true", accounts={"철수": "비밀번호"}, answers_at_once=answers_at_once)
    made.arrive("손님", address="203.0.113.5")
    (client,) = made.core.state.clients.values()
    made.core.ctx.client = client
    return made


def judge(made: World, name: str, password: str) -> Found:
    found: Found = []
    made.core.ctx.effects = []
    made.core.ctx.now = made.now()
    judge_password(made.core.ctx, name, password, lambda ctx, what: found.append(what))
    made.perform(made.core.ctx.effects)
    while made.asked:
        made.answer()
    return found


def test_right_wrong_unknown_and_too_often() -> None:
    made = world(answers_at_once=False)
    (record,) = judge(made, "철수", "비밀번호")
    assert isinstance(record, AccountRecord)
    assert judge(made, "철수", "틀림") == [Failing.WRONG]
    for wanted in (Failing.WRONG, Failing.WRONG, Failing.WRONG, Failing.TOO_OFTEN):
        assert judge(made, "모름", "비밀번호") == [wanted]


def test_an_unknown_account_takes_the_same_work() -> None:
    made = world(answers_at_once=False)
    for name in ("철수", "모름"):
        made.log.clear()
        judge(made, name, "틀림")
        (ask,) = (effect for effect in made.log if isinstance(effect, Ask))
        assert isinstance(ask.request, VerifyPassword)
        assert ask.request.expected == "비밀번호" or ask.request.expected.startswith("$argon2id$")


def test_who_was_right_a_moment_ago_is_not_hashed_again() -> None:
    made = world(answers_at_once=False)
    judge(made, "철수", "비밀번호")
    made.log.clear()
    assert isinstance(judge(made, "철수", "비밀번호")[0], AccountRecord)
    assert not any(isinstance(effect, Ask) for effect in made.log)


def test_what_is_too_long_is_not_hashed() -> None:
    made = world(answers_at_once=False)
    made.log.clear()
    assert judge(made, "철수", "가" * 201) == [Failing.WRONG]
    assert not any(isinstance(effect, Ask) for effect in made.log)


def test_decomposed_syllables_are_the_same_password() -> None:
    assert prepare_password("\u1107\u1175") == "비" == prepare_password("비")


def test_keys_of_unknown_accounts_never_change_and_tell_nothing() -> None:
    made = world()
    ctx = made.core.ctx
    assert scram_keys(ctx, "모름") == scram_keys(ctx, "모름")
    assert scram_keys(ctx, "모름").salt != scram_keys(ctx, "모를").salt
    assert len(scram_keys(ctx, "모름").salt) == len(scram_keys(ctx, "철수").salt)


def test_accounts_are_kept_and_deleted_for_good() -> None:
    made = world()
    ctx = made.core.ctx
    ctx.effects = []
    record = make_account("영희", "비밀번호")
    keep_account(ctx, record, "REGISTER")
    made.perform(ctx.effects)
    assert made.storage.load().accounts[-1] == record
    user = made.core.state.user("손님")
    assert user is not None
    made.core.state.set_account(user, "영희")
    ctx.effects = []
    drop_account(ctx, record)
    made.perform(ctx.effects)
    assert AccountGone("영희") in made.states
    assert user.account == ""
    assert " 901 " in made.peers["손님"].inbox[-1]
    made.core.state.invariants()


@pytest.mark.parametrize(
    ("address", "answer"), [("127.0.0.9", True), ("::1", True), ("203.0.113.5", False), ("", False)]
)
def test_loopback(address: str, answer: bool) -> None:
    assert is_loopback(address) is answer


def test_a_mask_has_stars_for_what_is_not_known() -> None:
    made = world()
    peer = made.connect("새")
    assert mask_of(made.core.state.clients[peer.id]) == "*!*@localhost"


def test_guessing_at_ever_other_names_does_not_keep_the_machine_hashing() -> None:
    """RELIABILITY 4d; SCRAM from the same address goes on."""
    made = world(answers_at_once=False)
    found = [judge(made, f"아무개{number}", "틀림") for number in range(WRONG_OF_ONE + 5)]
    assert found == [[Failing.WRONG]] * WRONG_OF_ONE + [[Failing.TOO_OFTEN]] * 5
    assert may_try(made.core.ctx, "철수")


def test_what_else_changes_of_an_account_while_its_password_is_judged() -> None:
    """Another of its devices gives it a display name: the password is right all the same."""
    made = world(answers_at_once=False)
    found: Found = []
    made.core.ctx.effects = []
    judge_password(made.core.ctx, "철수", "비밀번호", lambda ctx, what: found.append(what))
    made.perform(made.core.ctx.effects)
    accounts = made.core.state.accounts
    record = accounts.find("철수")
    assert record is not None
    accounts.put(replace(record, settings={"metadata.avatar": "a"}))
    made.answer()
    assert found == [accounts.find("철수")]
