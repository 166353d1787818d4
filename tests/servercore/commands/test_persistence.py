from tests.conformance.test_devices import comes
from tests.conformance.test_owned_rooms import ACCOUNTS
from tests.kit.script import play
from tests.kit.world import World


def test_every_device_that_asked_is_told() -> None:
    play(f"""
    {comes("책상", "철수", "draft/persistence")}
    {comes("전화", "철수")}
    책상 <<
    전화 <<
    전화 > PERSISTENCE SET ON
    책상 < PERSISTENCE STATUS ON ON
    전화 > PERSISTENCE GET
    전화 < PERSISTENCE STATUS ON ON
    """, world=World(accounts=ACCOUNTS))  # fmt: skip
