from malmadang.ports import MarkerRecord
from malmadang.servercore.absences import is_of_absence
from tests.kit.sasl import plain
from tests.kit.world import World

STAMP = "timestamp=2024-01-02T03:04:05.678Z"


def test_a_guests_marker_is_not_kept_and_an_accounts_is() -> None:
    world = World(accounts={"철수": "비밀번호"})
    world.arrive("손님")
    world.send("손님", f"MARKREAD #방 {STAMP}")
    assert not world.states
    world.send("손님", "AUTHENTICATE PLAIN")
    world.send("손님", f"AUTHENTICATE {plain('철수', '비밀번호')}")
    world.send("손님", f"MARKREAD #방 {STAMP}")
    (record,) = (record for record in world.states if isinstance(record, MarkerRecord))
    assert (record.account, record.target) == ("철수", "#방")
    assert sum(not is_of_absence(marker) for marker in world.storage.load().markers) == 1
