import pytest

from malmadang.ports import TrimRecord
from malmadang.servercore.retention import EVERY_MS, Length, parse_length
from tests.kit.script import play
from tests.kit.world import World, make_config

DAY_MS = 86_400_000
PATIENT = "[limits]\nthrottle = false\nping_s = 100000\ndrop_s = 200000\n"
"""Nobody has to answer PING."""


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("500:7d", Length(500, 7 * DAY_MS)),
        ("0:12H", Length(0, DAY_MS // 2)),
        ("100:0", Length(100, 0)),
        ("5:1d12h30m", Length(5, DAY_MS * 3 // 2 + 1_800_000)),
        ("100000:520w", Length(100_000, 3_640 * DAY_MS)),
        ("0:90s", Length(0, 90_000)),
        ("0:0", None),
        ("100001:0", None),
        ("5:30s", None),
        ("5", None),
        (":5d", None),
        ("5:", None),
        ("-1:5d", None),
        ("5:d", None),
        ("5:5", None),
        ("5:5d5", None),
        ("5:999999w", None),
        ("٣:5d", None),
    ],
)
def test_lengths(text: str, length: Length | None) -> None:
    assert parse_length(text) == length


def trims(world: World) -> list[TrimRecord]:
    found = [record for record in world.states if isinstance(record, TrimRecord)]
    world.states.clear()
    return found


def test_a_room_with_a_length() -> None:
    world = play(
        """
    철수 arrives in #방
    철수 > MODE #방 +H 2:0
    철수 < MODE #방 +H :2:0
    철수 > MODE #방 +H 2:0
    철수 < -
    철수 > MODE #방 +H 0:0
    철수 < 696 철수 #방 H 0:0 :*
    철수 > MODE #방
    철수 < 324 철수 #방 +ntH 2:0
    철수 < 329 철수 #방 *
    철수 > PRIVMSG #방 :하나
    철수 > PRIVMSG #방 :둘
    철수 > PRIVMSG #방 :셋
    """,
        config=make_config(PATIENT),
    )
    assert trims(world) == [TrimRecord("#방", 2)]
    world.advance(EVERY_MS)
    assert trims(world) == [TrimRecord("#방", 2)]
    world.advance(5 * EVERY_MS)
    assert trims(world) == [], "nothing was said"
    world.arrive("영희")
    world.send("영희", "JOIN #방")
    told = "\n".join(world.peers["영희"].read())
    assert "하나" not in told
    assert "둘" in told
    world.send("철수", "MODE #방 -H")
    assert world.peers["철수"].read()[-1].endswith("MODE #방 -H")
    world.send("철수", "PRIVMSG #방 :넷")
    world.advance(2 * EVERY_MS)
    assert trims(world) == []


def test_what_is_remembered_for_newcomers_is_cut_too() -> None:
    world = World(PATIENT)
    world.arrive("철수", rooms=["#방"])
    world.send("철수", "PRIVMSG #방 :하나")
    world.arrive("영희", rooms=["#방"])
    world.send("철수", "MODE #방 +H 0:1h")
    world.advance(3_600_000 + EVERY_MS)
    assert trims(world)[-1].before_ms == world.utc_ms - 3_600_000
    world.arrive("민수")
    world.send("민수", "JOIN #방")
    assert not any("하나" in line for line in world.peers["민수"].read())


def test_days_are_for_every_log_once_an_hour() -> None:
    world = World(f"{PATIENT}[channels]\nhistory_days = 3")
    world.arrive("철수", rooms=["#하나", "#둘", "#셋"])
    world.send("철수", "PART #셋")
    trims(world)
    world.advance(60 * EVERY_MS)
    found = trims(world)
    assert sorted(trim.log for trim in found) == ["#둘", "#셋", "#하나"]
    assert all(trim.lines == 0 for trim in found)
    assert all(trim.before_ms <= world.utc_ms - 3 * DAY_MS for trim in found)


def test_without_days_nothing_is_cut() -> None:
    world = World(PATIENT)
    world.arrive("철수", rooms=["#방"])
    world.advance(61 * EVERY_MS)
    assert trims(world) == []


def test_an_owned_room_keeps_its_length() -> None:
    world = World(accounts={"철수": "철수의비밀번호"})
    world.arrive("손님")
    world.send("손님", "PRIVMSG 말지기 :로그인 철수 철수의비밀번호")
    world.send("손님", "JOIN #방")
    world.send("손님", "MODE #방 +H 5:1d")
    later = World(storage=world.storage, first_draw=1_000)
    channel = later.core.state.channel("#방")
    assert channel is not None
    assert channel.history == "5:1d"
