import pytest

from malmadang.servercore.effects import HashPassword
from malmadang.servercore.refusal import Failure
from malmadang.servercore.signup import change_password, check_password, sign_up
from tests.kit.world import World

PASSWORD = "길고좋은비밀번호"


def world(config: str = "", *, answers_at_once: bool = True) -> World:
    made = World(config, accounts={"영희": "x"}, answers_at_once=answers_at_once)
    made.arrive("철수")
    (client,) = made.core.state.clients.values()
    made.core.ctx.client = client
    made.core.ctx.effects = []
    return made


def test_the_hash_costs_what_the_settings_say() -> None:
    for config, is_cheap in (("", False), ('[accounts]\npassword_cost = "low"', True)):
        made = world(config, answers_at_once=False)
        sign_up(made.core.ctx, "*", "*", PASSWORD, lambda ctx, record: None)
        made.perform(made.core.ctx.effects)
        assert made.asked[0].request == HashPassword(PASSWORD, is_cheap)


def test_a_password_has_a_least_and_a_most() -> None:
    ctx = world("[accounts]\nmin_password_bytes = 9\nmax_password_bytes = 12").core.ctx
    for password, code in (("가나", "WEAK_PASSWORD"), ("가나다라마", "UNACCEPTABLE_PASSWORD")):
        with pytest.raises(Failure) as found:
            check_password(ctx, "REGISTER", "철수", password)
        assert found.value.code == code
    check_password(ctx, "REGISTER", "철수", "가나다")


def test_a_changed_password_is_kept_and_the_old_one_forgotten() -> None:
    made = world(answers_at_once=False)
    ctx = made.core.ctx
    record = ctx.state.accounts.find("영희")
    assert record is not None
    change_password(ctx, record, PASSWORD, lambda ctx: None)
    made.perform(ctx.effects)
    made.answer()
    (kept,) = made.storage.load().accounts
    assert kept.password == PASSWORD
    assert kept.scram != record.scram or record.scram is None
    assert ctx.state.accounts.find("영희") == kept


@pytest.mark.parametrize("email", ["a", "@", "a@", "@b", "a b@c", "a@" + "b" * 300])
def test_what_is_no_address(email: str) -> None:
    with pytest.raises(Failure, match="INVALID_EMAIL"):
        sign_up(world().core.ctx, "*", email, PASSWORD, lambda ctx, record: None)
