"""What each command does, in one sentence, Korean and English: HELP and the command reference show it."""

from __future__ import annotations

from typing import Final

from malmadang.servercore.sentences import Phrase

HELP: Final[dict[str, Phrase]] = {
    # -- coming, staying, going
    "CAP": Phrase("서버와 쓸 기능을 맞춰요.", "Agrees with the server on capabilities."),
    "AUTHENTICATE": Phrase("계정에 로그인해요.", "Logs in to an account."),
    "PERSISTENCE": Phrase(
        "연결이 없어도 방에 머무를지 정해요.", "Sets whether you stay in your rooms without a connection."
    ),
    "ISUPPORT": Phrase("서버가 할 줄 아는 것을 알려 줘요.", "Tells what the server supports."),
    "METADATA": Phrase(
        "나와 방에 대해 적어 두거나 알아봐요.", "Keeps and tells what people and rooms say of themselves."
    ),
    "RESUME": Phrase("끊긴 연결의 자리를 이어받아요.", "Takes the place of a connection that was lost."),
    "REGISTER": Phrase("계정을 만들어요.", "Makes an account."),
    "PASS": Phrase("서버 비밀번호를 알려요.", "Gives the server's password."),
    "NICK": Phrase("별명을 정하거나 바꿔요.", "Sets or changes your nickname."),
    "USER": Phrase("사용자 이름과 실제 이름을 알려요.", "Gives your user name and real name."),
    "PING": Phrase("서버가 대답하는지 물어봐요.", "Asks whether the server still answers."),
    "PONG": Phrase("서버의 PING에 대답해요.", "Answers the server's PING."),
    "QUIT": Phrase("인사하고 나가요.", "Says goodbye and leaves."),
    # -- talking
    "PRIVMSG": Phrase("방이나 사람에게 말해요.", "Says something to channels or people."),
    "NOTICE": Phrase(
        "대답을 바라지 않는 말을 해요.", "Says something that must not be answered by programs."
    ),
    "TAGMSG": Phrase("글 없이 꼬리표만 보내요.", "Sends tags without a text."),
    "MARKREAD": Phrase("어디까지 읽었는지 보거나 알려요.", "Shows or tells how far you have read."),
    "SEARCH": Phrase("지나간 말에서 찾아요.", "Finds what was said."),
    "BATCH": Phrase("여러 줄을 한 번에 말해요.", "Says several lines as one message."),
    "REDACT": Phrase("한 말을 거둬요.", "Takes back a message."),
    "GAME": Phrase(
        "방의 낱말 놀이를 열고, 함께하고, 그만둬요.", "Opens, joins and ends the room's word game."
    ),
    "CHATHISTORY": Phrase("지나간 말을 다시 보여 줘요.", "Shows what was said before."),
    "AWAY": Phrase("자리를 비웠다고 알리거나, 돌아왔다고 알려요.", "Marks you as away, or as back."),
    # -- rooms
    "JOIN": Phrase("방에 들어가요. JOIN 0은 모든 방에서 나가요.", "Enters channels; JOIN 0 leaves them all."),
    "PART": Phrase("방에서 나가요.", "Leaves channels."),
    "NAMES": Phrase("방에 누가 있는지 보여 줘요.", "Lists who is in channels."),
    "TOPIC": Phrase("방의 주제를 보거나 바꿔요.", "Shows or changes a channel's topic."),
    "LIST": Phrase(
        "방을 찾아요. 이름, *별표*, >인원, <인원, C<분, T<분으로 골라요.",
        "Lists channels by name, *mask*, !mask, >people, <people, C<minutes (made), T<minutes (topic).",
    ),
    "KICK": Phrase("사람을 방에서 내보내요.", "Puts people out of a channel."),
    "INVITE": Phrase(
        "사람을 방에 초대하거나, 받은 초대를 봐요.", "Invites somebody, or lists your invitations."
    ),
    "KNOCK": Phrase("잠긴 방의 문을 두드려요.", "Asks to be let into a closed channel."),
    "MODE": Phrase(
        "방이나 자신의 모드를 보거나 바꿔요.", "Shows or changes modes of a channel or of yourself."
    ),
    # -- people
    "WHO": Phrase("방에 있거나 이름이 맞는 사람을 찾아요.", "Finds people in a channel or by a mask."),
    "WHOIS": Phrase("한 사람을 자세히 보여 줘요.", "Tells about one person."),
    "WHOWAS": Phrase("나간 사람을 보여 줘요.", "Tells about somebody who has left."),
    "MONITOR": Phrase("별명이 들어오고 나가는 것을 지켜봐요.", "Watches nicknames come and go."),
    "ISON": Phrase("별명들이 들어와 있는지 물어봐요.", "Asks which nicknames are here."),
    "USERHOST": Phrase("별명들의 주소를 물어봐요 (다섯까지).", "Asks for the hosts of up to five nicknames."),
    "RENAME": Phrase(
        "방의 이름을 바꿔요. 지나간 말과 사람은 그대로예요.",
        "Gives a room another name; what was said and who is in it stays.",
    ),
    "SETNAME": Phrase("실제 이름을 바꿔요.", "Changes your real name."),
    # -- the server
    "LUSERS": Phrase("몇 명이 있는지 보여 줘요.", "Counts people and channels."),
    "MOTD": Phrase("서버의 알림을 보여 줘요.", "Shows the message of the day."),
    "VERSION": Phrase("서버의 버전과 할 줄 아는 것을 보여 줘요.", "Shows the server's version and features."),
    "INFO": Phrase("서버를 소개해요.", "Tells about the server."),
    "TIME": Phrase("서버의 시각을 알려 줘요.", "Tells the server's time."),
    "ADMIN": Phrase("누가 서버를 돌보는지 알려 줘요.", "Tells who looks after the server."),
    "STATS": Phrase("u는 켜진 시간, o는 운영자를 보여 줘요.", "u: uptime; o: operators."),
    "LINKS": Phrase("이어진 서버를 보여 줘요.", "Lists the servers."),
    "HELP": Phrase("명령을 설명해요.", "Tells what a command does."),
    "HELPOP": Phrase("HELP와 같아요.", "The same as HELP."),
    # -- operators
    "OPER": Phrase("서버 운영자로 나서요.", "Makes you a server operator."),
    "KILL": Phrase("사람의 연결을 끊어요.", "Closes somebody's connection."),
    "WALLOPS": Phrase("+w인 모두에게 알려요.", "Tells everybody who has mode w."),
    "REHASH": Phrase("설정을 다시 읽어요.", "Reads the settings again."),
}
