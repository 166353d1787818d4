from malmadang.ports import Snapshot
from malmadang.servercore.accounts import Accounts
from malmadang.servercore.state import ServerState
from tests.kit.world import World, make_account

LILY = make_account("Lily", "x")


def test_accounts_are_found_in_any_spelling_and_keep_their_look() -> None:
    accounts = Accounts([LILY])
    assert accounts.find("lily") is LILY
    assert accounts.find("ｌｉｌｙ") is LILY
    assert accounts.find("li1y") is None
    assert accounts.keeper("LI1Y") is LILY
    assert accounts.keeper("rose") is None
    assert len(accounts) == 1


def test_a_deleted_account_keeps_nothing() -> None:
    accounts = Accounts([LILY])
    accounts.remove(LILY)
    assert accounts.find("Lily") is None
    assert accounts.keeper("Lily") is None


def test_the_newest_record_counts() -> None:
    accounts = Accounts([LILY])
    changed = make_account("Lily", "y")
    accounts.put(changed)
    assert accounts.find("Lily") is changed
    assert accounts.keeper("LI1Y") is changed


def test_they_are_there_from_the_start() -> None:
    world = World(accounts={"Lily": "x"})
    state = ServerState(world.config, world.now(), Snapshot(accounts=(LILY,)))
    assert state.accounts.find("lily") is LILY
    assert state.is_nick_taken("LI1Y")
    assert not state.is_nick_taken("LI1Y", account="lily")


def test_who_is_logged_in_is_known_until_it_leaves() -> None:
    world = World(accounts={"Lily": "x"})
    world.arrive("손님")
    state = world.core.state
    user = state.user("손님")
    assert user is not None
    state.set_account(user, "Lily")
    assert list(state.accounts.users[LILY.folded]) == [user]
    world.break_off("손님")
    assert not state.accounts.users
