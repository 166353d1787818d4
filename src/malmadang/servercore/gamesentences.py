"""What the game's voice says, Korean and English."""

from malmadang.servercore.sentences import Phrase

GAME_SENTENCES = {
    # -- what the next word must be
    "game_need_first": Phrase("'{keys|으로/로}' 시작하는 말", "a word that begins with '{keys}'"),
    "game_need_last": Phrase("'{keys|으로/로}' 끝나는 말", "a word that ends with '{keys}'"),
    "game_need_initials": Phrase("첫소리가 '{keys}'인 말", "a word with the initials '{keys}'"),
    "game_need_whole": Phrase("'{keys}' 그대로", "type '{keys}'"),
    # -- the lobby
    "game_lobby": Phrase(
        "{host} 님이 {mode|을/를} 열었어요 ({rules}). 함께하려면 !참가, 봇은 !봇, 다 모이면 !시작",
        "{host} opens a {mode} ({rules}). !join to play, !bot for a bot, !start when all are here",
    ),
    "game_settings": Phrase("이렇게 해요: {mode} ({rules})", "It will be: {mode} ({rules})"),
    "game_joined": Phrase("{who} 님이 함께해요 (모두 {count}명)", "{who} plays too ({count} players)"),
    "game_bot_joined": Phrase(
        "봇 {who|이/가} 함께해요 (모두 {count}명)", "Bot {who} plays too ({count} players)"
    ),
    "game_bot_left": Phrase("봇 {who|을/를} 돌려보냈어요", "Bot {who} is sent away"),
    "game_joined_late": Phrase("{who} 님이 다음 판부터 함께해요", "{who} plays from the next round on"),
    "game_unjoined": Phrase("{who} 님이 빠졌어요", "{who} does not play"),
    "game_closed": Phrase("모임을 접었어요", "The game is called off"),
    # -- the match
    "game_round": Phrase(
        "{round}/{rounds}판: {need}. {who} 님부터 시작해요", "Round {round}/{rounds}: {need}. {who} begins"
    ),
    "game_turn": Phrase("{who} 님 차례 ({seconds}초): {need}", "{who}'s turn ({seconds} s): {need}"),
    "game_turn_mission": Phrase(
        "{who} 님 차례 ({seconds}초): {need}. 미션 '{mission}'",
        "{who}'s turn ({seconds} s): {need}. Mission '{mission}'",
    ),
    "game_word": Phrase("{who}: {word} (+{points}점)", "{who}: {word} (+{points})"),
    "game_word_meaning": Phrase(
        "{who}: {word} (+{points}점) · {meaning}", "{who}: {word} (+{points}) · {meaning}"
    ),
    "game_word_mission": Phrase(
        "{who}: {word} (+{points}점, 미션 성공!)", "{who}: {word} (+{points}, mission!)"
    ),
    "game_missed": Phrase("{who} 님 땡!{loss}", "{who} is out of time{loss}"),
    "game_missed_answer": Phrase(
        "{who} 님 땡!{loss} 이런 말이 있었어요: {answer}",
        "{who} is out of time{loss}. There was: {answer}",
    ),
    "game_loss": Phrase(" (-{loss}점)", " (-{loss})"),
    "game_out": Phrase("{who} 님은 여기까지예요", "{who} plays no more"),
    "game_left": Phrase("{who} 님이 놀이에서 빠졌어요", "{who} leaves the game"),
    "game_lost": Phrase(
        "{who} 님의 연결이 끊겼어요. 자리를 30초 남겨 둘게요",
        "{who} has lost the line; the seat is kept for 30 s",
    ),
    "game_back": Phrase("{who} 님이 돌아왔어요", "{who} is back"),
    "game_host": Phrase("이제 {who} 님이 이끌어요", "{who} leads the game now"),
    "game_resumed": Phrase(
        "서버가 다시 켜져 {round}/{rounds}판을 이어서 해요. {who} 님 차례예요",
        "The server is back: round {round}/{rounds} goes on, {who}'s turn",
    ),
    # -- refused words
    "game_short": Phrase(
        "'{word|은/는}' 한 글자예요. 두 글자부터 돼요", "'{word}' has one syllable; two are needed"
    ),
    "game_length_one": Phrase("'{word|은/는}' {least}글자가 아니에요", "'{word}' has not {least} syllables"),
    "game_length_least": Phrase(
        "'{word|은/는}' 짧아요. {least}글자부터 돼요", "'{word}' is short; {least} syllables are needed"
    ),
    "game_chain": Phrase("'{word|은/는}' 이어지지 않아요. {need}", "'{word}' does not fit; {need}"),
    "game_used": Phrase("'{word|은/는}' 이번 판에 나온 말이에요", "'{word}' has been said in this round"),
    "game_unknown": Phrase("'{word|은/는}' 사전에 없어요", "'{word}' is not in the dictionary"),
    "game_killer": Phrase(
        "'{word|은/는}' 이을 수 없는 말이라 안 돼요 (매너)", "'{word}' could not be answered (manner)"
    ),
    "game_first-killer": Phrase(
        "'{word|은/는}' 한방 단어라 처음에는 안 돼요", "'{word}' could not be answered: not first"
    ),
    # -- the end
    "game_won": Phrase("끝! {winners} 님이 이겼어요. {ranking}", "The end: {winners} wins. {ranking}"),
    "game_drawn": Phrase("끝! {winners} 님이 비겼어요. {ranking}", "The end: {winners} are even. {ranking}"),
    "game_over": Phrase("끝! {ranking}", "The end. {ranking}"),
    "game_stopped": Phrase("놀이를 그만뒀어요. {ranking}", "The game is stopped. {ranking}"),
    "game_score": Phrase("{who} {score}점", "{who} {score}"),
    "game_best": Phrase(
        "최장 {chain}번, 긴 말 '{longest}'", "longest chain {chain}, longest word '{longest}'"
    ),
    # -- to one person
    "game_state_lobby": Phrase(
        "{mode} 모임이 열려 있어요 ({rules}). {names}. 함께하려면 !참가",
        "A {mode} is being set up ({rules}). {names}. !join to play",
    ),
    "game_state": Phrase(
        "{mode} {round}/{rounds}판을 하고 있어요. {who} 님 차례: {need}. {scores}",
        "A {mode} is on, round {round}/{rounds}, {who}'s turn: {need}. {scores}",
    ),
    "game_state_asleep": Phrase(
        "서버가 꺼져서 멈춘 {mode|이/가} 있어요. 놀던 사람이 돌아오면 이어져요",
        "A {mode} was stopped by the server's end; it goes on when a player of it is back",
    ),
    "game_none": Phrase("지금은 놀이가 없어요. !시작으로 열 수 있어요", "There is no game; !start opens one"),
    "game_running": Phrase("이미 하고 있어요. 끝나면 다시 열 수 있어요", "A game is on already"),
    "game_not_host": Phrase(
        "이 놀이를 연 {host} 님이 할 수 있어요", "That is for {host}, who leads the game"
    ),
    "game_stop_together": Phrase(
        "{host} 님이나 부방장이 그만둘 수 있어요. 혼자 빠지려면 !포기",
        "{host} or a channel operator can stop it; !giveup leaves alone",
    ),
    "game_full": Phrase("자리가 다 찼어요 ({count}명까지)", "All {count} seats are taken"),
    "game_already": Phrase("이미 함께하고 있어요", "You play already"),
    "game_not_in": Phrase("이 놀이를 하고 있지 않아요", "You are not playing"),
    "game_next_time": Phrase(
        "지금은 구경하고, 다음 놀이부터 함께해요", "Watch for now; you can play in the next game"
    ),
    "game_loading": Phrase(
        "낱말을 준비하고 있어요. 곧 시작해요", "The words are being loaded; it begins in a moment"
    ),
    "game_option": Phrase(
        "'{word|이/가}' 무슨 뜻인지 모르겠어요. 방법: !도움말", "'{word}' means nothing to me; see !help"
    ),
    "game_level": Phrase("봇은 1부터 5까지 있어요: {names}", "There are bots from 1 to 5: {names}"),
    "game_no_bot": Phrase("함께하는 봇이 없어요", "No bot plays"),
    "game_what": Phrase("'{word|은/는}' 모르는 명령이에요. 방법: 도움말", "'{word}' is no command; try help"),
    "game_no_words": Phrase("낱말을 불러오지 못했어요", "The words could not be loaded"),
    "game_no_keys": Phrase("이 목록으로는 시작할 말이 없어요", "That list has no words to begin with"),
    "game_watching": Phrase("구경해요. 함께하려면 !참가", "You watch; !join to play"),
    # -- the room's own lists
    "game_lists": Phrase(
        "지금 단어장: {lists}. 서버에 있는 것: {known}", "Word lists in use: {lists}. On the server: {known}"
    ),
    "game_lists_slow": Phrase("잠시 뒤에 다시 골라 주세요", "A moment, please; then choose again"),
    "game_voice": Phrase(
        "저는 방에서 놀아요. 방에서 !도움말이라고 해 보세요", "I play in rooms; say !help in one"
    ),
    "game_own": Phrase("기본 사전", "the server's dictionary"),
    "game_bad_list": Phrase(
        "'{word}' 단어장을 쓸 수 없어요: {reason}", "The list '{word}' cannot be used: {reason}"
    ),
    "game_list_taken": Phrase(
        "단어장 '{word}': 낱말 {count}개를 써요{refused}", "List '{word}': {count} words{refused}"
    ),
    "game_list_only": Phrase(
        "단어장 '{word}'만 써요: 낱말 {count}개{refused}", "Only list '{word}': {count} words{refused}"
    ),
    "game_list_refused": Phrase(
        " · {count}줄을 버렸어요: {lines}번째 줄({reason})",
        " · {count} lines refused: {reason} (no. {lines})",
    ),
    "game_list_gone": Phrase("이제 기본 사전만 써요", "The server's dictionary only, from now on"),
    "game_fault_name": Phrase("이름이 잘못됐어요", "a name that can be no list's"),
    "game_fault_missing": Phrase("그런 파일이 없어요", "no such file"),
    "game_fault_unreadable": Phrase("파일을 읽을 수 없어요", "the file cannot be read"),
    "game_fault_too_big": Phrase("4MB보다 커요", "it is over 4 MB"),
    "game_fault_too_many": Phrase("낱말이 300,000개를 넘어요", "it has over 300,000 words"),
    "game_fault_not_text": Phrase("UTF-8도 CP949도 아니에요", "it is neither UTF-8 nor CP949"),
    "game_fault_empty": Phrase("쓸 수 있는 낱말이 없어요", "it has no word"),
    "game_line_too_short": Phrase("한 글자", "one syllable"),
    "game_line_too_long": Phrase("스무 글자 넘음", "over twenty syllables"),
    "game_line_not_hangul": Phrase("한글이 아님", "not Hangul"),
    "game_line_repeated": Phrase("같은 낱말", "a word twice"),
    # -- ranking
    "game_rank_none": Phrase("아직 끝난 놀이가 없어요", "No game has been finished here"),
    "game_rank": Phrase(
        "{place}. {who}: {games}번 가운데 {wins}번 이김, {points}점{best}",
        "{place}. {who}: {wins} of {games} won, {points} points{best}",
    ),
    "game_rank_best": Phrase(
        ", 최장 {chain}번, 긴 말 '{longest}'", ", longest chain {chain}, word '{longest}'"
    ),
    # -- rules and help
    "game_rules_1": Phrase(
        "앞말의 끝 글자로 시작하는 두 글자 이상 낱말을 이어요. 한 판에 같은 말은 한 번만 돼요.",
        "Go on with a word that begins with the last syllable of the one before; no word twice a round.",
    ),
    "game_rules_2": Phrase(
        "두음법칙: '력'은 '역'으로, '녀'는 '여'로, '라'는 '나'로도 이을 수 있어요.",
        "Initial-sound law: 력 may go on as 역, 녀 as 여, 라 as 나.",
    ),
    "game_rules_3": Phrase(
        "매너: 아무도 이을 수 없는 말은 안 돼요. 길고 빠를수록, 뒤로 갈수록 점수가 커요.",
        "Manner: no word that nobody could answer. Long, quick and late words are worth more.",
    ),
    "game_rules_4": Phrase(
        "놀이: {modes}. 고를 것: {options}, 판 수(5판), 시간(60초)",
        "Games: {modes}. Options: {options}, rounds (5rounds), time (60s)",
    ),
    "game_help_1": Phrase(
        "!시작 [놀이] [고를 것]: 모임을 열고, 다 모이면 시작해요",
        "!start [mode] [options]: opens a game, then begins it",
    ),
    "game_help_2": Phrase(
        "!참가 · !관전 · !포기: 함께하기, 구경하기, 빠지기", "!join, !watch, !giveup: play, watch, leave"
    ),
    "game_help_3": Phrase(
        "!봇 [1~5] · !봇 빼기: 봇을 부르거나 돌려보내요", "!bot [1-5], !bot off: calls a bot, sends one away"
    ),
    "game_help_4": Phrase(
        "!그만: 놀이를 끝내요 (연 사람이나 부방장)",
        "!stop: ends the game (who leads it, or a channel operator)",
    ),
    "game_help_5": Phrase(
        "!상태 · !순위 · !규칙: 지금 어떤지, 누가 잘하는지, 어떻게 하는지",
        "!state, !ranking, !rules: how it stands, who is best, how it goes",
    ),
    "game_help_6": Phrase(
        "!단어장 [이름] [만]: 방의 낱말 목록을 더하거나 그것만 써요. !단어장 빼기",
        "!words [name]: adds a word list (!words name only, !words off)",
    ),
    "game_help_7": Phrase("차례가 오면 낱말 하나만 쓰면 돼요", "In your turn, just write a word"),
}
