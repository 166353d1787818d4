"""GAME.md 4, 5: the room's game, as every client plays it."""

import pytest

from malmadang.wire.gametag import GameNews
from tests.kit.gameroom import ROOM, GameRoom
from tests.kit.script import play
from tests.kit.world import World


def test_a_lobby_from_any_irc_client() -> None:
    play(
        """
    철수 arrives in #방
    영희 arrives in #방
    철수 > PRIVMSG #방 :!시작 5판
    영희 < :철수!*@* PRIVMSG #방 :!시작 5판
    영희 < :끝말이!끝말이@malmadang.local NOTICE #방 :철수 님이 끝말잇기를 열었어요 (5판, 90초).*
    영희 > PRIVMSG #방 :!시작
    영희 < NOTICE #방 :이 놀이를 연 철수 님이 할 수 있어요
    영희 > PRIVMSG #방 :!참가
    영희 < NOTICE #방 :영희 님이 함께해요 (모두 2명)
    영희 > PRIVMSG #방 :!join
    영희 < NOTICE #방 :You play already
    철수 <<
    철수 > PRIVMSG #방 :!봇 새싹
    철수 < NOTICE #방 :봇 새싹봇이 함께해요 (모두 3명)
    철수 > PRIVMSG #방 :!봇 7
    철수 < NOTICE #방 :봇은 1부터 5까지 있어요: 1 새싹, 2 보통, 3 능숙, 4 달인, 5 점수왕
    철수 > PRIVMSG #방 :!봇 빼기
    철수 < NOTICE #방 :봇 새싹봇을 돌려보냈어요
    철수 > PRIVMSG #방 :!봇 off
    철수 < NOTICE #방 :함께하는 봇이 없어요
    철수 > PRIVMSG #방 :!설정 쿵쿵따 미션
    철수 < NOTICE #방 :이렇게 해요: 쿵쿵따 (5판, 90초, 미션)
    철수 > PRIVMSG #방 :!설정 장기
    철수 < NOTICE #방 :'장기'가 무슨 뜻인지*
    철수 > PRIVMSG #방 :!그만
    철수 < NOTICE #방 :모임을 접었어요
    철수 > PRIVMSG #방 :!그만
    철수 < NOTICE #방 :지금은 놀이가 없어요.*
    철수 > PRIVMSG #방 :!없는말 뭐지
    철수 < -
    영희 <<
    """.replace("'장기가'", "'장기'가")
    )


def test_a_whole_game() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희", options="1판")
    room.hush()
    first, second = room.in_turn, "영희" if room.in_turn == "철수" else "철수"
    room.say(second, "기차")
    assert room.heard("철수") == [], "out of turn it is talk"
    room.say(first, "나는 기차")
    room.say(first, "ㅋㅋㅋ")
    assert room.heard("철수") == [], "and so is what is no single word"
    room.say(first, "기슘")
    room.say(first, "기린")
    room.say(first, "차표")
    room.say(first, "기차")
    assert room.heard("영희") == [
        "'기슘'은 한방 단어라 처음에는 안 돼요",
        "'기린'은 사전에 없어요",
        "'차표'는 이어지지 않아요. '기'로 시작하는 말",
        f"{first}: 기차 (+18점)",
    ]
    room.to_turn()
    assert room.in_turn == second
    assert room.heard("영희") == [f"{second} 님 차례 (13.6초): '차'로 시작하는 말"]
    room.pass_by()
    [missed] = room.heard("영희")
    assert missed.startswith(f"{second} 님 땡! 이런 말이 있었어요: 차")
    room.pass_by()
    assert room.heard("영희") == [
        f"끝! {first} 님이 이겼어요. {first} 18점, {second} 0점 · 최장 1번, 긴 말 '기차'"
    ]
    assert not room.is_on
    room.say("영희", "!순위")
    assert room.heard("영희") == [
        f"1. {first}: 1번 가운데 1번 이김, 18점, 최장 1번, 긴 말 '기차'",
        f"2. {second}: 1번 가운데 0번 이김, 0점",
    ]


def test_the_same_as_data() -> None:
    """Every line of the voice carries the event and how the game stands."""
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희", options="1판")
    lobby, joined, began, turn = room.news("영희")
    assert (lobby.event, lobby.phase, lobby.host, lobby.rules) == ("lobby", "lobby", "철수", ("1판", "90초"))
    assert [seat.nick for seat in joined.seats] == ["철수", "영희"]
    assert {seat.missed for seat in turn.seats} == {0}
    assert (began.event, began.phase, began.round, began.rounds) == ("round", "ready", 1, 1)
    assert (turn.event, turn.turn, turn.keys) == ("turn", room.in_turn, ("기",))
    assert (turn.turn_ms, turn.left_ms, turn.round_ms) == (13_600, 13_600, 90_000)
    room.world.advance(1_000)
    room.say(room.in_turn, "기린")
    [refused] = room.news("영희")
    assert (refused.event, refused.who, refused.word, refused.reason) == (
        "refused",
        room.in_turn,
        "기린",
        "unknown",
    )
    assert (refused.left_ms, refused.round_ms) == (12_600, 89_000)
    who = room.in_turn
    room.say(who, "기차")
    [word] = room.news("영희")
    assert (word.event, word.who, word.word, word.points, word.chain) == ("word", who, "기차", 17, 1)
    assert {seat.nick: seat.score for seat in word.seats}[who] == 17


def test_who_comes_late_is_told_the_word_that_stands() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    room.say(room.in_turn, "기차")
    room.world.arrive("민수", caps=["message-tags"])
    room.world.send("민수", f"JOIN {ROOM}")
    [state] = room.news("민수")
    assert (state.event, state.word, state.keys) == ("state", "기차", ("차",))


def test_who_comes_late_hears_how_it_stands_and_watches() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희")
    room.world.arrive("민수", caps=["message-tags"])
    room.world.send("민수", f"JOIN {ROOM}")
    lines = room.world.peers["민수"].inbox
    assert f"끝말잇기 1/3판을 하고 있어요. {room.in_turn} 님 차례: '기'로 시작하는 말." in "".join(lines)
    [state] = room.news("민수")
    assert (state.event, state.phase, state.turn) == ("state", "turn", room.in_turn)
    room.say("민수", "!참가")
    assert room.heard("민수") == ["지금은 구경하고, 다음 놀이부터 함께해요"]
    room.say("민수", "!관전")
    assert room.heard("민수")[0].startswith("구경해요")
    room.say("민수", "!포기")
    assert room.heard("민수") == ["이 놀이를 하고 있지 않아요"]


def test_latecomers_where_they_may() -> None:
    room = GameRoom("철수", "영희", "민수")
    room.begin("철수", "영희", options="난입")
    room.say("민수", "!참가")
    assert room.heard("민수")[-1] == "민수 님이 다음 판부터 함께해요"
    room.pass_by()
    room.pass_by()
    assert {seat.number for seat in room.match.playing()} == {1, 2, 3}


def test_history_keeps_words_and_the_result_only() -> None:
    room = GameRoom("철수")
    room.begin("철수", options="1판")
    room.say("철수", "기차")
    room.say("철수", "!그만")
    kept = [(record.verb, record.text) for record in room.world.kept if record.verb in ("PRIVMSG", "NOTICE")]
    assert [text for verb, text in kept if verb == "PRIVMSG"] == ["!시작 1판", "!시작", "기차", "!그만"]
    [result] = [text for verb, text in kept if verb == "NOTICE"]
    assert result.startswith("놀이를 그만뒀어요. 철수 18점")


def test_alone_it_goes_on_alone() -> None:
    room = GameRoom("철수")
    room.begin("철수", options="2판")
    for _ in range(3):
        room.answer()
        room.to_turn()
        assert room.in_turn == "철수"
    room.pass_by()
    room.to_turn()
    assert room.match.round == 2
    room.pass_by()
    room.pass_by()
    assert room.heard("철수")[-1].startswith("끝! 철수")
    reached = room.world.core.state.games.standings["#방"]  # type: ignore[index]  # folded already
    assert [(each.games, each.wins) for each in reached.values()] == [(1, 0)], "nobody was beaten"


def test_a_bot_plays_by_itself_and_leaves_with_the_last_person() -> None:
    room = GameRoom("철수")
    room.begin("철수", "봇")
    for _ in range(6):
        if room.in_turn == "철수":
            room.answer()
        else:
            room.pass_by()
        room.to_turn()
    heard = room.heard("철수")
    assert any(line.startswith("새싹봇: ") for line in heard)
    room.world.send("철수", f"PART {ROOM}")
    assert room.world.core.state.games.of("#방") is None  # type: ignore[arg-type]  # folded already


def test_three_missed_turns_are_the_end_of_a_seat() -> None:
    room = GameRoom("철수", "영희")
    room.begin("철수", "영희", options="9판")
    loser = room.in_turn
    for _ in range(3):
        room.to_turn()
        assert room.in_turn == loser
        room.pass_by()
    heard = room.heard("철수")
    assert heard[-2].endswith(f"{loser} 님은 여기까지예요")
    assert heard[-1].startswith("끝!")


def test_two_rooms_at_once_have_games_of_their_own() -> None:
    world = World()
    for name in ("철수", "영희"):
        world.arrive(name, rooms=["#방", "#뜰"])
    for room in ("#방", "#뜰"):
        world.send("철수", f"PRIVMSG {room} :!시작")
        world.send("철수", f"PRIVMSG {room} :!시작")
    world.advance(2_400)
    world.send("철수", "PRIVMSG #뜰 :기차")
    first, second = (world.core.state.channel(room) for room in ("#방", "#뜰"))
    assert first is not None and first.game is not None and first.game.match is not None  # noqa: PT018
    assert second is not None and second.game is not None and second.game.match is not None  # noqa: PT018
    assert (first.game.match.used, second.game.match.used) == ((), ("기차",))


def test_the_voice_speaks_english_where_the_server_does() -> None:
    room = GameRoom("bob", config='[server]\nlanguage = "en"')
    room.begin("bob", options="1r")
    assert room.heard("bob") == [
        "bob opens a word chain (1rounds, 90s). !join to play, !bot for a bot, !start when all are here",
        "Round 1/1: a word that begins with '기'. bob begins",
        "bob's turn (13.6 s): a word that begins with '기'",
    ]


def test_nobody_may_be_the_voice() -> None:
    play("""
    철수 arrives
    철수 > NICK 끝말이
    철수 < 433 ...
    철수 > NICK gameserv
    철수 < 433 ...
    """)


def test_the_voice_says_in_private_where_it_plays() -> None:
    play("""
    철수 arrives
    철수 > PRIVMSG 끝말이 :안녕
    철수 < :끝말이!*@* NOTICE 철수 :저는 방에서 놀아요. 방에서 !도움말이라고 해 보세요
    철수 > NOTICE gameserv :안녕
    철수 < -
    """)


def test_where_there_are_no_games() -> None:
    play(
        """
    철수 arrives in #방
    철수 > PRIVMSG #방 :!시작
    철수 < -
    철수 > CAP LS 302
    철수 <<
    철수 > CAP REQ malmadang/game
    철수 < CAP 철수 NAK :malmadang/game
    철수 > GAME #방 시작
    철수 < 421 철수 GAME :*
    """,
        config="[game]\nenabled = false",
    )


def test_the_verb() -> None:
    play("""
    철수 arrives in #방 with malmadang/game
    영희 arrives
    철수 > GAME #방 시작 3판 60초
    철수 < :끝말이!*@* NOTICE #방 :철수 님이 끝말잇기를 열었어요 (3판, 60초).*
    철수 > GAME #방 참가
    철수 < FAIL GAME ALREADY_IN #방 참가 :이미 함께하고 있어요
    철수 > GAME #방 장기
    철수 < FAIL GAME UNKNOWN_COMMAND #방 장기 :'장기'는 모르는 명령이에요.*
    철수 > GAME #방
    철수 < 461 ...
    철수 > GAME #없음 시작
    철수 < 403 ...
    영희 > GAME #방 시작
    영희 < 421 ...
    """)


def test_word_lists_of_the_room() -> None:
    room = GameRoom("철수", "영희", lists={"과일": "사과 과자 자두 자사"}, opening="사")
    room.say("철수", "!단어장")
    assert room.heard("철수") == ["지금 단어장: 기본 사전. 서버에 있는 것: 과일"]
    room.say("철수", "!단어장 채소")
    assert room.heard("철수") == ["'채소' 단어장을 쓸 수 없어요: 그런 파일이 없어요"]
    room.world.advance(3_000)
    room.say("철수", "!단어장 과일 만")
    assert room.heard("철수") == ["단어장 '과일'만 써요: 낱말 4개"]
    room.begin("철수", options="노매너")
    room.hush()
    room.say("철수", "사자")
    assert room.heard("철수") == ["'사자'는 사전에 없어요"]
    room.say("철수", "사과")
    assert room.match.used == ("사과",)
    room.say("철수", "!단어장 빼기")
    assert room.heard("철수")[-1] == "이미 하고 있어요. 끝나면 다시 열 수 있어요"
    room.say("철수", "!그만")
    room.say("철수", "!words off")
    assert room.heard("철수")[-1] == "The server's dictionary only, from now on"


def test_a_list_without_words_begins_nothing() -> None:
    room = GameRoom("철수", lists={"": ""})
    room.say("철수", "!시작")
    room.say("철수", "!시작")
    assert room.heard("철수")[-1] == "이 목록으로는 시작할 말이 없어요"
    assert not room.is_on


def test_a_lobby_that_nobody_minds_is_closed() -> None:
    room = GameRoom("철수", config="[limits]\nping_s = 5000\ndrop_s = 9000")
    room.say("철수", "!시작")
    room.world.advance(599_000)
    room.say("철수", "!봇")
    room.world.advance(599_000)
    assert room.is_on
    room.world.advance(2_000)
    assert room.heard("철수")[-1] == "모임을 접었어요"


@pytest.mark.parametrize("mode", ["앞말잇기", "가운뎃말잇기", "쿵쿵따", "훈민정음", "타자"])
def test_other_modes(mode: str) -> None:
    room = GameRoom("철수")
    room.begin("철수", "봇", options=f"{mode} 2판 노매너")
    for _ in range(4):
        if not room.is_on:
            break
        news: GameNews | None = None
        if room.in_turn == "철수" and room.game.referee is not None and room.game.referee.hint(room.match):
            word = room.answer()
            assert room.match.used[-1] == word
            news = room.news("철수")[-1]
            assert news.event == "word"
        else:
            room.pass_by()
        room.to_turn()


def test_a_word_is_read_before_what_the_game_says_of_it() -> None:
    """With a label, too: the echo is then the answer, and the game's voice is none."""
    play(
        """
    철수 arrives in #방
    철수 > CAP REQ :echo-message labeled-response batch
    철수 < CAP 철수 ACK :*
    철수 > @label=a PRIVMSG #방 :!시작
    철수 < @label=a :철수!*@* PRIVMSG #방 :!시작
    철수 < NOTICE #방 :철수 님이 끝말잇기를 열었어요*
    철수 > @label=b PRIVMSG #방 :!참가
    철수 < @label=b :철수!*@* PRIVMSG #방 :!참가
    철수 < NOTICE #방 *
    철수 <<
    철수 > @label=c PRIVMSG #방,#방 :!규칙
    철수 < @label=c :철수!*@* PRIVMSG #방 :!규칙
    철수 < NOTICE #방 *
    철수 <<
    """
    )
