"""draft/read-marker."""

from malmadang.adapters.storage_memory import MemoryStorage
from tests.kit.sasl import plain
from tests.kit.script import play, play_on
from tests.kit.world import World

CAP = "draft/read-marker"
PASSWORD = "길고좋은비밀번호"


def test_it_comes_after_join_before_the_end_of_names() -> None:
    """IRCv3 read-marker: to those who negotiated it."""
    play(f"""
    철수 arrives with {CAP}
    철수 > JOIN #방
    철수 < JOIN #방
    철수 < :malmadang.local MARKREAD #방 \\*
    철수 < 353 ...
    철수 < 366 ...
    영희 arrives
    영희 > JOIN #방
    영희 < JOIN #방
    영희 < 353 ...
    영희 < 366 ...
    철수 <<
    """)


def test_it_only_grows_and_survives_part() -> None:
    """IRCv3 read-marker: an older value is answered with the stored one."""
    play(f"""
    철수 arrives in #방 with {CAP}
    철수 > MARKREAD #방
    철수 < MARKREAD #방 \\*
    철수 > MARKREAD #방 timestamp=2024-01-02T03:04:05.678Z
    철수 < MARKREAD #방 timestamp=2024-01-02T03:04:05.678Z
    철수 > MARKREAD #방 timestamp=2023-01-02T03:04:05.678Z
    철수 < MARKREAD #방 timestamp=2024-01-02T03:04:05.678Z
    철수 > PART #방
    철수 <<
    철수 > JOIN #방
    철수 < JOIN ...
    철수 < MARKREAD #방 timestamp=2024-01-02T03:04:05.678Z
    철수 <<
    철수 > MARKREAD 영희
    철수 < MARKREAD 영희 \\*
    """)


def test_what_is_refused() -> None:
    """IRCv3 read-marker: NEED_MORE_PARAMS, INVALID_PARAMS."""
    play(f"""
    철수 arrives with {CAP}
    철수 > MARKREAD
    철수 < FAIL MARKREAD NEED_MORE_PARAMS :*
    철수 > MARKREAD #방 *
    철수 < FAIL MARKREAD INVALID_PARAMS #방 :*
    철수 > MARKREAD #방 timestamp=어제
    철수 < FAIL MARKREAD INVALID_PARAMS #방 :*
    철수 > MARKREAD #방 2024-01-02T03:04:05.678Z
    철수 < FAIL MARKREAD INVALID_PARAMS #방 :*
    철수 > MARKREAD 가,나 timestamp=2024-01-02T03:04:05.678Z
    철수 < FAIL MARKREAD INVALID_PARAMS 가,나 :*
    """)


def log_in(world: World, name: str) -> None:
    world.arrive(name, caps=[CAP])
    world.send(name, "AUTHENTICATE PLAIN")
    world.send(name, f"AUTHENTICATE {plain('철수', PASSWORD)}")
    world.peers[name].read()


def test_all_clients_of_the_account_hear_and_nobody_else() -> None:
    """IRCv3 read-marker; it survives a restart for accounts."""
    storage = MemoryStorage()
    world = World(storage=storage, accounts={"철수": PASSWORD})
    log_in(world, "전화")
    log_in(world, "노트북")
    world.arrive("남", caps=[CAP])
    play_on(world, """
    전화 > MARKREAD #방 timestamp=2024-01-02T03:04:05.678Z
    전화 < MARKREAD #방 timestamp=2024-01-02T03:04:05.678Z
    노트북 < MARKREAD #방 timestamp=2024-01-02T03:04:05.678Z
    노트북 > MARKREAD #방 timestamp=2023-01-02T03:04:05.678Z
    노트북 < MARKREAD #방 timestamp=2024-01-02T03:04:05.678Z
    남 > MARKREAD #방
    남 < MARKREAD #방 \\*
    """)  # fmt: skip
    world = World(storage=storage)
    log_in(world, "다시")
    play_on(world, """
    다시 > MARKREAD #방
    다시 < MARKREAD #방 timestamp=2024-01-02T03:04:05.678Z
    """)  # fmt: skip
