"""GAME.md 4: people come and go, lines are lost, the server is started again; the game goes on."""

from malmadang.ports import Outcome
from tests.conformance.test_resume import arrive
from tests.kit.gameroom import ROOM, GameRoom
from tests.kit.sasl import plain


def test_leaving_in_turn_is_failing_and_the_host_is_followed() -> None:
    room = GameRoom("철수", "영희", "민수")
    room.begin("철수", "영희", "민수")
    room.world.send("철수", f"PART {ROOM}")
    assert room.heard("영희")[-1] == "이제 영희 님이 이끌어요"
    room.say("영희", "!그만")
    assert not room.is_on


def test_who_is_kicked_is_out() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    room.world.send("철수", f"KICK {ROOM} 영희")
    assert room.heard("철수")[-1].startswith("끝! ")
    assert not room.is_on


def test_a_lost_line_keeps_its_seat_for_half_a_minute() -> None:
    room = GameRoom("철수", "영희", "민수")
    room.begin("철수", "영희", "민수", options="9판")
    room.world.break_off("민수")
    assert room.heard("철수")[-1] == "민수 님의 연결이 끊겼어요. 자리를 30초 남겨 둘게요"
    room.world.advance(20_000)
    room.arrive("민수")
    assert "민수 님이 돌아왔어요" in room.heard("철수")
    room.world.break_off("민수")
    room.world.advance(31_000)
    assert room.match.seat(3).is_out  # type: ignore[union-attr]  # it sits there


def test_a_seat_is_nobody_elses() -> None:
    """The same nick from elsewhere is somebody else; another nick with the account is the same person."""
    room = GameRoom("철수", "영희", "민수")
    room.begin("철수", "영희", "민수", options="9판")
    room.world.break_off("민수")
    room.hush()
    room.arrive("민수", address="203.0.113.9")
    assert "돌아왔어요" not in "".join(room.heard("철수"))
    room.say("민수", "!참가")
    assert room.heard("민수")[-1] == "지금은 구경하고, 다음 놀이부터 함께해요"


def test_the_account_takes_the_seat_back_under_another_nick() -> None:
    room = GameRoom("철수", "영희")
    room.world.send("영희", "PRIVMSG 말지기 :가입 길고좋은비밀번호")
    room.begin("철수", "영희", options="9판")
    room.world.break_off("영희")
    room.world.arrive("영이", caps=["message-tags"])
    room.world.send("영이", "PRIVMSG 말지기 :로그인 영희 길고좋은비밀번호")
    room.world.send("영이", f"JOIN {ROOM}")
    assert "영이 님이 돌아왔어요" in room.heard("철수")
    assert sorted(player.nick for player in room.game.people()) == ["영이", "철수"]


def test_players_are_people_not_nicks() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    name = room.in_turn
    room.world.send(name, "NICK 새별명")
    room.world.send(name, f"PRIVMSG {ROOM} :기차")
    assert "새별명: 기차 (+18점)" in room.heard(name)


def test_a_restart_in_the_middle_goes_on() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    room.answer()
    before = room.match
    later = GameRoom(storage=room.world.storage)
    later.arrive("민수")
    later.say("민수", "!상태")
    assert later.heard("민수")[-1].startswith("서버가 꺼져서 멈춘 끝말잇기가 있어요")
    later.arrive("영희")
    assert later.heard("민수")[-1].startswith("서버가 다시 켜져 1/3판을 이어서 해요.")
    assert (later.match.used, later.match.seats, later.match.key) == (before.used, before.seats, before.key)
    later.arrive("철수")
    later.to_turn()
    assert later.in_turn == room.in_turn
    later.answer()
    assert len(later.match.used) == 2
    later.say(later.in_turn, "!그만")
    later.say("철수", "!그만")
    assert GameRoom(storage=later.world.storage).world.core.state.games.of("#방") is None  # type: ignore[arg-type]


def test_after_a_restart_whoever_stays_away_loses_the_seat() -> None:
    room = GameRoom("철수", "영희", "민수")
    room.begin("철수", "영희", "민수", options="9판")
    room.answer()
    later = GameRoom("철수", "영희", storage=room.world.storage)
    later.world.advance(31_000)
    assert [later.match.seat(number).is_out for number in (1, 2, 3)] == [False, False, True]  # type: ignore[union-attr]


def test_the_token_takes_the_seat_back_from_anywhere() -> None:
    """ADR-0015: a lost connection's place, taken from another address."""
    room = GameRoom("철수")
    token = arrive(room.world, "영희", f"JOIN {ROOM}", caps="message-tags malmadang/resume")
    room.begin("철수", "영희", options="9판")
    room.world.break_off("영희")
    room.world.connect("다시", "203.0.113.9")
    caps = "CAP REQ :message-tags malmadang/resume"
    for line in (caps, "NICK x", "USER u 0 * :r", f"RESUME {token}", "CAP END"):
        room.world.send("다시", line)
    assert "영희 님이 돌아왔어요" in room.heard("철수")
    assert all(player.user is not None for player in room.game.people())


def test_another_device_of_a_player_reads_how_it_stands_and_may_answer() -> None:
    room = GameRoom("철수")
    room.world.send("철수", "PRIVMSG 말지기 :가입 길고좋은비밀번호")
    room.begin("철수")
    room.world.connect("전화")
    for line in ("CAP REQ :message-tags sasl", "NICK 철수", "USER u 0 * :r", "AUTHENTICATE PLAIN"):
        room.world.send("전화", line)
    room.world.send("전화", f"AUTHENTICATE {plain('철수', '길고좋은비밀번호')}")
    room.world.send("전화", "CAP END")
    assert room.heard("전화")[-1].startswith("끝말잇기 1/3판을 하고 있어요.")
    room.say("전화", "기차")
    assert room.match.used == ("기차",)


def test_who_says_goodbye_leaves_the_seat_at_once() -> None:
    room = GameRoom("철수", "영희", "민수")
    room.begin("철수", "영희", "민수")
    while room.in_turn == "영희":
        room.answer()
        room.to_turn()
    room.hush()
    room.world.send("영희", "QUIT :갑니다")
    assert room.heard("영희") == [], "who is gone reads no more"
    assert room.heard("철수") == ["영희 님이 놀이에서 빠졌어요"]
    room.world.send("민수", "QUIT :갑니다")
    assert room.heard("철수")[-1].startswith("끝! 철수 님이 이겼어요.")
    assert not room.is_on


def test_a_full_disk_stops_no_game_and_its_position_is_owed() -> None:
    """The states go to whoever keeps debts; nothing of the game is refused to anybody."""
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    room.hush()
    room.world.outcome = Outcome.DISK_FULL
    who = room.in_turn
    word = room.answer()
    assert room.match.used == (word,)
    other = "영희" if who == "철수" else "철수"
    assert room.heard(other)[0].startswith(f"{who}: {word}")
    room.world.outcome = Outcome.KEPT
    room.to_turn()
    room.answer()
    assert word in room.world.storage.load().games[0].game


def test_a_room_that_is_closed_by_its_owner_ends_its_game() -> None:
    room = GameRoom()
    room.arrive("지기")
    room.world.send("지기", "PART #방")
    room.world.send("지기", "PRIVMSG 말지기 :가입 길고좋은비밀번호")
    room.world.send("지기", f"JOIN {ROOM}")
    room.arrive("철수")
    room.begin("철수")
    room.answer()
    room.hush()
    room.world.send("지기", f"PRIVMSG 말지기 :방닫기 {ROOM} 확인")
    assert any(line.startswith("놀이를 그만뒀어요.") for line in room.heard("철수"))
    assert room.world.storage.load().games == ()
    assert room.world.storage.load().standings == ()
    assert room.world.core.state.games.standings == {}


def test_who_logs_in_after_coming_in_takes_the_seat_back_too() -> None:
    room = GameRoom("철수", "영희")
    room.world.send("영희", "PRIVMSG 말지기 :가입 길고좋은비밀번호")
    room.begin("철수", "영희", options="9판")
    room.world.break_off("영희")
    room.arrive("영이")
    room.hush()
    room.world.send("영이", "PRIVMSG 말지기 :로그인 영희 길고좋은비밀번호")
    assert "영이 님이 돌아왔어요" in room.heard("철수")


def test_who_stays_in_the_room_without_a_connection_has_the_seat_again_after_a_restart() -> None:
    """ADR-0016: the account is a member all the time; the connection comes back to it."""
    room = GameRoom("철수", config='[accounts]\nalways_on = "opt-out"')
    room.world.send("철수", "PRIVMSG 말지기 :가입 길고좋은비밀번호")
    room.begin("철수")
    room.answer()
    later = GameRoom(config='[accounts]\nalways_on = "opt-out"', storage=room.world.storage)
    later.world.connect("철수")
    for line in ("CAP REQ :message-tags sasl", "NICK 철수", "USER u 0 * :r", "AUTHENTICATE PLAIN"):
        later.world.send("철수", line)
    later.world.send("철수", f"AUTHENTICATE {plain('철수', '길고좋은비밀번호')}")
    later.world.send("철수", "CAP END")
    assert any(line.startswith("서버가 다시 켜져") for line in later.heard("철수"))
    assert later.game.people()[0].user is not None
