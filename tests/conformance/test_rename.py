"""RENAME: IRCv3 draft/channel-rename; PROTOCOL 3."""

import pytest

from malmadang.adapters.storage_memory import MemoryStorage
from malmadang.ports import HistoryPage, HistoryQuery, Outcome, TimeMs
from tests.conformance.test_owned_rooms import comes, world
from tests.conformance.test_resume import arrive, show
from tests.kit.script import play, play_on
from tests.kit.world import START, World, make_config

RENAME = "draft/channel-rename"


def said(at: World, log: str) -> list[str]:
    """Return what the store has of a log."""
    found: list[object] = []
    at.storage.ask(HistoryQuery(log, talk_only=True), found.append)
    (page,) = found
    assert isinstance(page, HistoryPage)
    assert all(event.channel == log for event in page.events)
    return [event.text for event in page.events]


def test_members_who_know_it_read_rename_with_three_parameters() -> None:
    play(f"""
    철수 arrives in #방 with {RENAME}
    영희 arrives in #방 with {RENAME}
    철수 <<
    철수 > RENAME #방 #마당 :이사
    철수 < :철수!*@* RENAME #방 #마당 :이사
    영희 < :철수!*@* RENAME #방 #마당 :이사
    영희 > PRIVMSG #마당 :여기네
    철수 < :영희!*@* PRIVMSG #마당 :여기네
    영희 > PRIVMSG #방 :여기는
    영희 < 403 영희 #방 :*
    """)


def test_without_a_reason_the_third_parameter_is_empty() -> None:
    play(f"""
    철수 arrives in #방 with {RENAME}
    철수 > RENAME #방 #마당
    철수 < :철수!*@* RENAME #방 #마당 :
    """)


def test_who_does_not_know_it_leaves_and_enters() -> None:
    play("""
    철수 arrives in #방
    영희 arrives in #방
    철수 > TOPIC #방 :떡볶이
    철수 <<
    영희 <<
    철수 > RENAME #방 #마당 :이사
    철수 < :철수!*@* PART #방 :이사
    철수 < :철수!*@* JOIN #마당
    철수 < 332 철수 #마당 :떡볶이
    철수 < 333 철수 #마당 철수!*@* *
    철수 < 353 철수 = #마당 :@철수 영희
    철수 < 366 철수 #마당 :*
    영희 < :영희!*@* PART #방 :이사
    영희 < :영희!*@* JOIN #마당
    영희 < 332 영희 #마당 :떡볶이
    영희 < 333 영희 #마당 철수!*@* *
    영희 < 353 영희 = #마당 :@철수 영희
    영희 < 366 영희 #마당 :*
    철수 > PRIVMSG #마당 :왔니
    영희 < :철수!*@* PRIVMSG #마당 :왔니
    """)


def test_another_spelling_is_no_leaving() -> None:
    play(f"""
    철수 arrives in #Room with {RENAME}
    영희 arrives in #Room
    철수 <<
    철수 > RENAME #room #ROOM
    철수 < :철수!*@* RENAME #Room #ROOM :
    철수 > RENAME #room #ROOM
    철수 < FAIL RENAME CANNOT_RENAME #ROOM #ROOM :*
    영희 > PRIVMSG #room :음
    철수 < :영희!*@* PRIVMSG #ROOM :음
    """)


def test_a_label_is_answered_once() -> None:
    play(f"""
    철수 arrives in #방 with {RENAME} labeled-response batch
    철수 > @label=ㄱ RENAME #방 #마당
    철수 < @label=ㄱ :철수!*@* RENAME #방 #마당 :
    철수 > @label=ㄴ RENAME #마당 #마당
    철수 < @label=ㄴ FAIL RENAME CANNOT_RENAME #마당 #마당 :*
    """)


def test_the_old_name_is_a_new_room() -> None:
    made = World("")
    play_on(made, f"""
    철수 arrives in #방 with {RENAME} draft/chathistory batch
    철수 > PRIVMSG #방 :옛말
    철수 > RENAME #방 #마당
    철수 <<
    영희 arrives in #방 with draft/chathistory batch
    영희 > CHATHISTORY LATEST #방 * 10
    영희 < BATCH +* chathistory #방
    영희 < BATCH -*
    영희 > PRIVMSG #방 :새말
    철수 > CHATHISTORY LATEST #마당 * 10
    철수 < BATCH +* chathistory #마당
    철수 < @batch=* :철수!*@* PRIVMSG #마당 :옛말
    철수 < BATCH -*
    철수 > RENAME #마당 #방
    철수 < FAIL RENAME CHANNEL_NAME_IN_USE #마당 #방 :*
    """)  # fmt: skip
    assert said(made, "#방") == ["새말"]
    assert said(made, "#마당") == ["옛말"]


@pytest.mark.parametrize("name", ["#사랑방", "#닫힌방", "#말마당"])
def test_a_name_that_is_or_was_somebodys_is_not_free(name: str) -> None:
    """#사랑방 is open, #닫힌방 has a log, #말마당 is one of the settings."""
    play(f"""
    영희 arrives in #닫힌방
    영희 > PRIVMSG #닫힌방 :비밀
    영희 > PART #닫힌방
    영희 > JOIN #사랑방
    철수 arrives in #방
    철수 > RENAME #방 {name}
    철수 < FAIL RENAME CHANNEL_NAME_IN_USE #방 {name} :*
    철수 > PRIVMSG #방 :그대로
    """)


@pytest.mark.parametrize("name", ["마당", "&마당", "#", "#a,b", "#" + "가" * 100])
def test_a_name_that_no_room_can_have_is_refused(name: str) -> None:
    play(f"""
    철수 arrives in #방
    철수 > RENAME #방 {name}
    철수 < FAIL RENAME CANNOT_RENAME #방 * :*
    """)


def test_a_room_of_the_settings_keeps_its_name() -> None:
    play("""
    철수 arrives in #말마당
    철수 > RENAME #말마당 #방
    철수 < FAIL RENAME CANNOT_RENAME #말마당 #방 :*
    """)


def test_too_few_parameters() -> None:
    play("""
    철수 arrives in #방
    철수 > RENAME #방
    철수 < 461 철수 RENAME :*
    철수 > RENAME #없음 #방
    철수 < 403 철수 #없음 :*
    """)


def test_a_room_is_not_renamed_again_at_once() -> None:
    made = World(make_config("[limits]\nthrottle = true"))
    play_on(made, f"철수 arrives in #방 with {RENAME}\n철수 > RENAME #방 #마당")
    made.advance(10_000)
    play_on(made, """
    철수 < RENAME #방 #마당 :
    철수 > RENAME #마당 #뜰
    철수 < FAIL RENAME CANNOT_RENAME #마당 #뜰 :*
    """)  # fmt: skip
    made.advance(60_000)
    play_on(made, """
    철수 > RENAME #마당 #뜰
    철수 < RENAME #마당 #뜰 :
    """)  # fmt: skip


@pytest.mark.parametrize("outcome", [Outcome.DISK_FULL, Outcome.SLOW, Outcome.FAILED])
def test_refused_by_the_store_nothing_has_changed(outcome: Outcome) -> None:
    made = World("")
    play_on(
        made,
        f"""
    철수 arrives in #방 with {RENAME}
    영희 arrives in #방
    철수 <<
    """,
    )
    made.outcome = outcome
    play_on(
        made,
        """
    철수 > RENAME #방 #마당
    철수 < FAIL RENAME CANNOT_RENAME #방 #마당 :*
    """,
    )
    made.outcome = Outcome.KEPT
    play_on(
        made,
        """
    영희 > PRIVMSG #방 :그대로
    철수 < :영희!*@* PRIVMSG #방 :그대로
    지수 arrives in #마당
    철수 > RENAME #방 #뜰
    철수 < RENAME #방 #뜰 :
    영희 <<
    """,
    )


def test_an_owned_room_comes_back_under_its_new_name_with_all_it_had() -> None:
    before = world(config="[accounts]\nalways_on = 'opt-out'")
    play_on(before, f"""
    {comes("철수")}
    {comes("영희")}
    철수 > JOIN #방
    영희 > JOIN #방
    철수 > CAP REQ :draft/read-marker
    철수 > MODE #방 +h 영희
    철수 > TOPIC #방 :우리 방
    철수 > PRIVMSG #방 :옛말
    철수 > MARKREAD #방 timestamp=2025-11-30T10:53:20.000Z
    철수 > RENAME #방 #마당
    철수 <<
    영희 <<
    철수 > QUIT
    철수 <<
    영희 > QUIT
    영희 <<
    """)  # fmt: skip
    assert isinstance(before.storage, MemoryStorage)
    after = world(before.storage, "[accounts]\nalways_on = 'opt-out'")
    assert after.core.state.channel("#방") is None
    channel = after.core.state.channel("#마당")
    assert channel is not None
    assert channel.founder == "철수"
    assert channel.topic is not None
    assert {user.nick for user in channel.members} == {"철수", "영희"}
    assert said(after, "#마당") == ["옛말"]
    user = after.core.state.user("철수")
    assert user is not None
    assert after.core.state.markers.get(user, channel.folded) == TimeMs(1_764_500_000_000)
    assert START == 1_764_500_000_000


def test_what_happens_while_the_store_writes_happens_afterwards() -> None:
    made = World("", answers_at_once=False)
    play_on(
        made,
        f"""
    철수 arrives in #방 with {RENAME}
    영희 arrives in #방 with {RENAME}
    철수 <<
    철수 > RENAME #방 #마당
    영희 > PRIVMSG #방 :어
    영희 > JOIN #방
    철수 > PING 하나
    """,
    )
    assert made.peers["철수"].inbox == []
    made.answer()
    play_on(
        made,
        """
    철수 < RENAME #방 #마당 :
    철수 < PONG * 하나
    영희 < RENAME #방 #마당 :
    영희 < 403 영희 #방 :*
    영희 < JOIN #방
    영희 < 353 ...
    영희 < 366 ...
    """,
    )


def test_who_leaves_while_the_store_writes_has_left_the_new_room() -> None:
    made = World("", answers_at_once=False)
    play_on(
        made,
        f"""
    철수 arrives in #방 with {RENAME}
    영희 arrives in #방 with {RENAME}
    철수 > RENAME #방 #마당
    """,
    )
    made.break_off("철수")
    made.answer()
    made.peers["철수"].inbox.clear()
    play_on(
        made,
        """
    영희 < RENAME #방 #마당 :
    영희 < :철수!*@* QUIT :*
    """,
    )
    assert made.core.state.channel("#마당") is not None


def test_whose_line_is_lost_comes_back_to_the_room_under_its_new_name() -> None:
    """The guest has been invited elsewhere meanwhile: that goes with its room as well."""
    made = World()
    arrive(made, "철수", f"CAP REQ :{RENAME}", "JOIN #방")
    token = arrive(made, "영희", "JOIN #방")
    arrive(made, "지수")
    made.send("철수", "MODE #방 +i")
    made.send("철수", "INVITE 지수 #방")
    made.break_off("영희")
    made.send("철수", "RENAME #방 #마당")
    lines = show(made, "새연결", token, nick="영희")
    assert ":영희!~영희@localhost JOIN #마당" in lines
    made.peers["지수"].read()
    made.send("지수", "JOIN #마당")
    assert any(" JOIN #마당" in line for line in made.peers["지수"].read())


def test_an_account_that_was_away_reads_what_came_before_and_after_once() -> None:
    """Recall by the account's absence, which is known of the room, not of its name."""
    made = world()
    play_on(made, f"""
    {comes("철수")}
    {comes("영희")}
    철수 > CAP REQ :{RENAME}
    철수 > JOIN #방
    영희 > JOIN #방
    철수 > PRIVMSG #방 :읽었다
    영희 > QUIT
    영희 <<
    철수 > PRIVMSG #방 :못 읽었다
    철수 > RENAME #방 #마당
    철수 > PRIVMSG #마당 :이것도
    철수 <<
    {comes("영희")}
    """)  # fmt: skip
    made.send("영희", "JOIN #마당")
    read = "\n".join(made.peers["영희"].read())
    assert read.count("못 읽었다") == read.count("이것도") == 1
    assert ":읽었다" not in read
