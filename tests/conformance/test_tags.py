"""message-tags, TAGMSG, server-time, bot mode."""

from tests.kit.script import play


def test_only_client_tags_are_relayed_and_escaped_again() -> None:
    """IRCv3 message-tags: `+` tags as they are, nothing else."""
    play("""
    철수 arrives in #방 with message-tags
    영희 arrives in #방 with message-tags
    민수 arrives in #방 with server-time
    지수 arrives in #방
    철수 > @+a=1;b=no;+x/y;msgid=mine;time=mine;account=mine;+=;+b PRIVMSG #방 :글
    영희 < @+a=1;msgid=*;+x/y=;+b=;-b;-time;-account :철수!*@* PRIVMSG #방 :글
    민수 < @time=2025-*;-+a;-msgid PRIVMSG #방 :글
    지수 < @-+a;-msgid;-time PRIVMSG #방 :글
    """)


def test_values_with_separators_survive() -> None:
    """IRCv3 message-tags, "Escaping values"."""
    world = play("철수 arrives in #방 with message-tags\n영희 arrives in #방 with message-tags")
    world.send("철수", r"@+a=1\:2\s3\\4\r\n5\z PRIVMSG #방 :글")
    (line,) = world.peers["영희"].read()
    assert r";+a=1\:2\s3\\4\r\n5z :철수" in line


def test_tags_of_those_who_have_not_negotiated_them_are_ignored() -> None:
    """IRCv3 message-tags: the capability enables client-only tags."""
    play("""
    철수 arrives in #방
    영희 arrives in #방 with message-tags
    철수 > @+a=1 PRIVMSG #방 :글
    영희 < @-+a PRIVMSG #방 :글
    """)


def test_tagmsg_reaches_those_with_tags_only() -> None:
    """IRCv3 message-tags, TAGMSG: like PRIVMSG, without a text."""
    play("""
    철수 arrives in #방 with message-tags
    영희 arrives in #방 with message-tags
    민수 arrives in #방
    철수 > @+typing=active TAGMSG #방
    영희 < @+typing=active;msgid=* :철수!*@* TAGMSG #방
    철수 > @+typing=done TAGMSG 영희
    영희 < @+typing=done :철수!*@* TAGMSG 영희
    철수 > @+typing=done TAGMSG 민수
    민수 < -
    민수 > TAGMSG #방
    민수 < -
    영희 < -
    """)


def test_tagmsg_echo_ranks_and_refusals() -> None:
    """IRCv3 message-tags: echo-message, STATUSMSG, modes as for PRIVMSG."""
    play("""
    철수 arrives in #방 with message-tags echo-message
    영희 arrives in #방 with message-tags
    철수 > @+a TAGMSG #방
    철수 < @+a= TAGMSG #방
    영희 < TAGMSG #방
    영희 > @+a TAGMSG @#방
    철수 < TAGMSG @#방
    영희 > TAGMSG
    영희 < 411 영희 :*
    영희 > TAGMSG 없는이,#방,#없는방
    영희 < 401 영희 없는이 :*
    영희 < 403 영희 #없는방 :*
    철수 < TAGMSG #방
    철수 > MODE #방 +m
    철수 <<
    영희 <<
    영희 > @+a TAGMSG #방
    영희 < 404 영희 #방 :*
    """)


def test_everything_a_bot_does_is_tagged() -> None:
    """IRCv3 bot-mode: the tag bot, without a value, for those with message-tags."""
    play("""
    철수 arrives in #방 with message-tags
    민수 arrives in #방
    로봇 arrives with message-tags echo-message
    로봇 > MODE 로봇 +B
    로봇 <<
    로봇 > JOIN #방
    로봇 <<
    철수 < @bot= :로봇!*@* JOIN #방
    민수 < @-bot :로봇!*@* JOIN #방
    로봇 > @+a=1 PRIVMSG #방 :삑
    로봇 < @bot=;+a=1 PRIVMSG #방 :삑
    철수 < @bot=;+a=1 PRIVMSG #방 :삑
    민수 < @-bot;-+a PRIVMSG #방 :삑
    로봇 > PRIVMSG 철수 :삑
    로봇 < @bot= PRIVMSG 철수 :삑
    철수 < @bot= PRIVMSG 철수 :삑
    로봇 > TAGMSG 철수
    로봇 < @bot= TAGMSG 철수
    철수 < @bot= TAGMSG 철수
    """)


def test_times_never_go_back_in_a_room() -> None:
    """IRCv3 server-time; DESIGN 4: a channel's time never goes back."""
    world = play("철수 arrives in #방 with server-time echo-message")
    world.send("철수", "PRIVMSG #방 :하나")
    world.utc_ms -= 5_000  # type: ignore[assignment]  # a clock set back by hand
    world.send("철수", "PRIVMSG #방 :둘")
    first, second = (line.partition(" ")[0] for line in world.peers["철수"].read())
    assert first == second


def test_the_largest_tags_and_the_longest_line_survive_whole() -> None:
    """IRCv3 message-tags, "Size limit": 4,094 bytes of a client's tags beside 512 of the rest."""
    world = play("철수 arrives in #방 with message-tags\n영희 arrives in #방 with message-tags server-time")
    value = "x" * (4094 - len("+a="))
    room = 510 - len(":철수!~철수@localhost PRIVMSG #방 :".encode())
    world.send("철수", f"@+a={value} PRIVMSG #방 :{'y' * room}")
    (line,) = world.peers["영희"].read()
    assert f";+a={value} :" in line
    assert line.endswith("y" * room)
    world.send("철수", f"@+a={value}x PRIVMSG #방 :글")
    assert " 417 " in world.peers["철수"].read()[0]
