"""Sentences of the server that are no numeric's own text, Korean and English."""

from __future__ import annotations

from typing import Final

import msgspec


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """One sentence in both languages; `{name}` is filled in, `{name|이/가}` with the particle that fits."""

    ko: str
    en: str


SENTENCES: Final[dict[str, Phrase]] = {
    # -- names
    "name_empty": Phrase("이름이 비어 있어요", "The name is empty"),
    "name_too_many_letters": Phrase("이름은 {limit}자까지예요", "Names have at most {limit} letters"),
    "name_too_many_bytes": Phrase(
        "이름이 너무 길어요 ({limit}바이트까지)", "Names take at most {limit} bytes"
    ),
    "name_leading": Phrase("이름은 '{letter}' 글자로 시작할 수 없어요", "Names cannot begin with '{letter}'"),
    "name_no_sign": Phrase("방 이름은 #으로 시작해요", "Channel names begin with #"),
    "name_space": Phrase("이름에는 빈칸을 쓸 수 없어요", "Names have no spaces"),
    "name_invisible": Phrase("보이지 않는 글자가 들어 있어요", "The name has an invisible letter in it"),
    "name_lone_jamo": Phrase("옛 자모는 이름에 쓸 수 없어요", "Conjoining jamo cannot be used in names"),
    "name_letter": Phrase("이름에는 '{letter}' 글자를 쓸 수 없어요", "Names cannot have '{letter}' in them"),
    # -- goodbyes
    "bye": Phrase("안녕히 가세요", "Good bye"),
    "ping_timeout": Phrase("대답이 없어 연결을 끊었어요", "Ping timeout"),
    "register_timeout": Phrase("시간 안에 별명을 알려 주지 않았어요", "Registration timed out"),
    "password_wrong": Phrase("비밀번호가 맞지 않아요", "Password incorrect"),
    "overflow": Phrase("줄바꿈 없이 너무 많은 글자를 보냈어요", "Too much data without a line break"),
    "server_stops": Phrase("서버를 끄고 있어요. 곧 다시 만나요", "The server is shutting down"),
    "killed": Phrase(
        "{killer} 님이 연결을 끊었어요: {reason}", "Closing Link: {server} (Killed ({killer} ({reason})))"
    ),
    # -- accounts
    "login_wrong": Phrase("계정 이름이나 비밀번호가 맞지 않아요", "SASL authentication failed"),
    "login_busy": Phrase("지금은 바빠요. 잠시 뒤에 다시 해 주세요", "Busy now; try again shortly"),
    "login_too_often": Phrase(
        "비밀번호가 여러 번 틀렸어요. 잠시 뒤에 다시 해 주세요", "Too many wrong passwords; try again later"
    ),
    "register_done": Phrase("계정 {account|을/를} 만들었어요", "Account {account} is registered"),
    "register_email": Phrase("메일 주소를 알려 주세요", "Give a valid e-mail address"),
    "register_logged_in": Phrase("이미 로그인했어요", "You are already logged in"),
    "register_closed": Phrase("이 서버에서는 계정을 만들 수 없어요", "Accounts cannot be made here"),
    "register_later": Phrase("먼저 들어온 뒤에 해 주세요", "Complete the connection first"),
    "register_needs_nick": Phrase("먼저 별명을 정해 주세요", "Choose a nickname first"),
    "register_bad_name": Phrase("계정 이름으로 쓸 수 없어요", "This cannot be an account's name"),
    "register_exists": Phrase(
        "다른 사람이 쓰고 있거나, 그렇게 보이는 이름이에요", "The name is taken, or looks like one that is"
    ),
    "account_unknown": Phrase("그런 계정은 없어요", "There is no such account"),
    "password_short": Phrase("비밀번호가 너무 짧아요", "The password is too short"),
    "password_long": Phrase("비밀번호가 너무 길어요", "The password is too long"),
    "password_in_clear": Phrase(
        "암호화한 연결(TLS)에서만 할 수 있어요", "Only over an encrypted connection (TLS)"
    ),
    "marker_params": Phrase(
        "MARKREAD의 값이 모자라거나 잘못되었어요", "MARKREAD has a parameter missing or wrong"
    ),
    # -- the steward
    "steward_unknown": Phrase(
        "{verb|은/는} 모르는 말이에요. '도움말'이라고 해 보세요", "I do not know {verb}; say HELP"
    ),
    "steward_welcome": Phrase("{account} 님, 반가워요", "Welcome, {account}"),
    "steward_guest": Phrase("로그인하지 않았어요", "You are not logged in"),
    "steward_bye": Phrase("로그아웃했어요", "You are logged out"),
    "steward_changed": Phrase("비밀번호를 바꿨어요", "Your password is changed"),
    "steward_dropped": Phrase("계정 {account|을/를} 지웠어요", "Account {account} is deleted"),
    "steward_help_1": Phrase("저는 계정을 돌봐요. 이렇게 말해 주세요:", "I look after accounts. Say:"),
    "steward_help_2": Phrase(
        "가입 비밀번호 [메일]: 지금 별명으로 계정을 만들어요",
        "REGISTER password [e-mail]: makes an account of your nickname",
    ),
    "steward_help_3": Phrase(
        "로그인 [계정] 비밀번호: 계정에 로그인해요", "IDENTIFY [account] password: logs you in"
    ),
    "steward_help_4": Phrase("로그아웃: 손님으로 돌아가요", "LOGOUT: makes you a guest again"),
    "steward_help_5": Phrase(
        "비밀번호 지금것 새것: 비밀번호를 바꿔요", "PASSWD old new: changes your password"
    ),
    "steward_help_6": Phrase("탈퇴 비밀번호: 계정을 지워요", "DROP password: deletes your account"),
    "steward_help_7": Phrase("도움말: 이 글을 보여 줘요", "HELP: shows this"),
    "account_required": Phrase("계정이 있어야 들어올 수 있어요", "You must log in to an account to come in"),
    # -- refusals
    "invalid_utf8": Phrase("UTF-8이 아닌 글자가 있어 받지 않았어요", "Message rejected: not valid UTF-8"),
    "invalid_character": Phrase(
        "줄 안에 쓸 수 없는 글자(NUL, CR)가 있어 받지 않았어요", "Message rejected: NUL or CR inside the line"
    ),
    "rate_limited": Phrase(
        "이 방에 글이 너무 빨라요. 잠시 뒤에 다시 보내 주세요", "This room is too busy; try again shortly"
    ),
    "disk_full": Phrase("서버의 디스크가 가득 차서 보내지 못했어요", "Not sent: the server's disk is full"),
    "store_failed": Phrase("서버가 저장하지 못해 보내지 않았어요", "Not sent: the server could not store it"),
    "store_slow": Phrase(
        "서버의 디스크가 답하지 않아 보내지 못했어요", "Not sent: the server's disk does not answer"
    ),
    "history_params": Phrase(
        "CHATHISTORY의 값이 모자라거나 잘못되었어요", "CHATHISTORY has a parameter missing or wrong"
    ),
    "history_target": Phrase("여기 지나간 말은 볼 수 없어요", "There is no history here that you may read"),
    "rename_in_use": Phrase("이미 있는 방 이름이에요", "The channel name is already taken"),
    "rename_same": Phrase("이미 그 이름이에요", "The channel has that name already"),
    "rename_common": Phrase(
        "모두의 방이라서 이름을 바꿀 수 없어요", "A channel of the settings keeps its name"
    ),
    "rename_name": Phrase("방 이름으로 쓸 수 없어요", "That cannot be a channel's name"),
    "rename_again": Phrase(
        "방금 이름을 바꿨어요. 조금 있다가 다시 해 보세요", "Renamed just now; try again later"
    ),
    "redact_target": Phrase("여기 있는 말은 거둘 수 없어요", "You cannot take back messages there"),
    "redact_forbidden": Phrase("이 말은 거둘 수 없어요", "You may not take back this message"),
    "redact_unknown": Phrase("그런 말이 없어요", "There is no such message"),
    "offline_kept": Phrase(
        "지금은 없어요. 돌아오면 읽을 수 있게 남겨 뒀어요",
        "Not here now; it is kept and can be read on return",
    ),
    "offline_guest": Phrase(
        "지금은 없어요. 계정이 있어야 글을 남길 수 있어요", "Not here now; only accounts can leave words"
    ),
    "offline_limit": Phrase(
        "지금은 없는 사람에게 남긴 글이 너무 많아요", "Too many messages wait for somebody who is away"
    ),
    "multiline_invalid": Phrase("여러 줄로 된 말이 잘못되었어요", "Invalid multiline batch"),
    "multiline_target": Phrase("줄마다 받는 곳이 달라요", "Lines of one message have different targets"),
    "multiline_bytes": Phrase("여러 줄로 된 말이 너무 길어요", "The message is too long"),
    "multiline_lines": Phrase("줄이 너무 많아요", "The message has too many lines"),
    "search_params": Phrase("SEARCH의 값이 잘못되었어요", "SEARCH has a parameter that is wrong"),
    "search_error": Phrase("지금은 찾아보지 못했어요", "The search could not be run"),
    "just_now": Phrase("방금", "just now"),
    "minutes_ago": Phrase("{count}분 전", "{count} min ago"),
    "hours_ago": Phrase("{count}시간 전", "{count} h ago"),
    "days_ago": Phrase("{count}일 전", "{count} d ago"),
    "history_error": Phrase("지나간 말을 찾지 못했어요", "Messages could not be retrieved"),
    "invalid_realname": Phrase("이름이 비었거나 너무 길어요", "The real name is empty or too long"),
    "config_bad": Phrase("설정을 다시 읽지 못했어요: {reason}", "The settings could not be read: {reason}"),
    "look_alike": Phrase(
        "다른 사람이 쓰고 있거나, 그렇게 보이는 별명이에요", "Nickname is already in use, or looks like one"
    ),
    # -- modes
    "mode_needs": Phrase("{letter} 모드에는 값이 있어야 해요", "Mode {letter} needs a parameter"),
    "bad_limit": Phrase("인원은 1부터 {most}까지의 수로 써 주세요", "A limit is a number from 1 to {most}"),
    "bad_history": Phrase(
        "줄 수:기간으로 써 주세요. 예를 들어 500:7d, 0:12h, 100:0",
        "Write lines:duration, as 500:7d, 0:12h, 100:0",
    ),
    "bad_key": Phrase(
        "열쇠말에는 빈칸과 쉼표를 쓸 수 없어요", "A key has no spaces and commas, and is not empty"
    ),
    "bad_mask": Phrase("별명!이름@주소 꼴로 써 주세요", "A mask has the form nick!user@host"),
    # -- monitor
    "monitor_subcommand": Phrase("MONITOR 뒤에는 + - C L S 중 하나를 써요", "MONITOR takes + - C L or S"),
    # -- lists that were cut
    "list_cut": Phrase(
        "방이 많아 큰 방 {count}개만 보여 드렸어요. 이름이나 인원으로 골라 보세요",
        "Only the {count} largest channels are shown; ask for a name or a size",
    ),
    "who_cut": Phrase(
        "사람이 많아 {count}명만 보여 드렸어요", "Only {count} people are shown; ask for fewer"
    ),
    # -- about the server
    "admin_location": Phrase("{network} 모임의 서버예요", "A server of {network}"),
    "admin_contact": Phrase("운영자는 WHO * o 로 찾을 수 있어요", "WHO * o shows the operators who are here"),
    "info_what": Phrase(
        "말마당은 명령 하나로 켜는 대화 서버예요", "Malmadang is a group chat that one command starts"
    ),
    "info_version": Phrase("버전: {version}", "Version: {version}"),
    "info_since": Phrase("켜진 때: {time}", "Running since: {time}"),
    "info_license": Phrase("MIT 허가를 따라요", "Under the MIT licence"),
    "version_comment": Phrase("말마당, UTF-8만 써요", "Malmadang, UTF-8 only"),
    "local_time": Phrase("{time} (세계 표준시)", "{time} (UTC)"),
    # -- help
    "help_title": Phrase("말마당 도움말", "Malmadang help"),
    "help_how": Phrase(
        "HELP 뒤에 명령을 쓰면 그 명령을 설명해요", "HELP with a command tells you what it does"
    ),
    "help_of": Phrase("{verb} 도움말", "Help on {verb}"),
    "help_needs": Phrase("서버 운영자만 쓸 수 있어요 ({privilege})", "For server operators ({privilege})"),
    "help_source": Phrase("출처: {source}", "Source: {source}"),
}
