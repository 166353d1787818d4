"""Sentences of the steward about rooms and devices, Korean and English."""

from __future__ import annotations

from typing import Final

from malmadang.servercore.sentences import Phrase

ROOM_SENTENCES: Final[dict[str, Phrase]] = {
    "owner_stays": Phrase(
        "방장은 물러날 수 없어요. 말지기에게 '넘기기 #방 계정'이라고 하면 넘길 수 있어요",
        "An owner stays one; to hand the room over tell NickServ: TRANSFER #room account",
    ),
    "nick_awaited": Phrase(
        "연결이 끊긴 사람에게 잠시 남겨 둔 자리예요. 2분 안에 풀려요",
        "Kept for a moment for somebody whose connection was lost; free within two minutes",
    ),
    "devices_full": Phrase(
        "이 계정으로 접속한 기기가 너무 많아요", "Too many clients of this account are connected"
    ),
    "device_logged_out": Phrase("다른 기기에서 로그아웃했어요", "Logged out by another client"),
    "device_closed": Phrase("다른 기기에서 이 기기를 닫았어요", "Closed by another client"),
    "device_password": Phrase(
        "비밀번호가 바뀌었어요. 다시 로그인해 주세요", "The password was changed; log in again"
    ),
    "resumed": Phrase("새 연결이 자리를 이어받았어요", "Resumed by another connection"),
    "resume_invalid": Phrase("이어받을 자리가 없어요", "There is nothing to resume with this token"),
    "nobody_here": Phrase("지금 자리에 없어요", "Not here right now"),
    "persistence_params": Phrase(
        "GET이나 SET ON, OFF, DEFAULT로 써 주세요", "Say GET, or SET ON, OFF or DEFAULT"
    ),
    "device": Phrase(
        "{number}: {nick}, {address}, {age} 접속", "{number}: {nick}, {address}, connected {age}"
    ),
    "device_mine": Phrase(
        "{number}: {nick}, {address}, {age} 접속 (이 기기)",
        "{number}: {nick}, {address}, connected {age} (this one)",
    ),
    "device_is_closed": Phrase("{number}번 기기를 닫았어요", "Device {number} is closed"),
    "stays": Phrase(
        "접속한 기기가 없어도 방에 머물러요", "You stay in your rooms when no device of yours is connected"
    ),
    "stays_not": Phrase("마지막 기기가 나가면 방에서도 나가요", "You leave your rooms with your last device"),
    "stays_by_name": Phrase(
        "다만 별명이 {account|이/가} 아닐 때는 머물지 않아요", "But only while your nick is {account}"
    ),
    "devices_help_1": Phrase("기기도 돌봐요:", "I look after devices, too:"),
    "devices_help_2": Phrase(
        "기기: 내 계정으로 접속한 기기들을 보여 줘요", "DEVICES: where you are connected from"
    ),
    "devices_help_3": Phrase("기기닫기 번호: 다른 기기를 닫아요", "DISCONNECT number: closes another device"),
    "devices_help_4": Phrase(
        "머무르기 켜기|끄기|기본: 기기가 없어도 방에 머물지 정해요",
        "STAY ON|OFF|DEFAULT: whether you stay in your rooms without a device",
    ),
    "bad_flood": Phrase(
        "글 수:초 꼴로 써 주세요 (예: 5:10은 10초에 5개)",
        "Say lines:seconds, such as 5:10 for five in ten seconds",
    ),
    "flood_limited": Phrase(
        "이 방에서는 그렇게 빨리 말할 수 없어요. 잠시 뒤에 다시 보내 주세요",
        "You say too much for this room; try again shortly",
    ),
    "metadata_subcommand": Phrase("METADATA에 그런 명령은 없어요", "METADATA has no such subcommand"),
    "metadata_target": Phrase("그런 사람이나 방이 없어요", "There is nobody and no room of that name"),
    "metadata_forbidden": Phrase("볼 수 없거나 바꿀 수 없는 것이에요", "You may not see or change that"),
    "metadata_key": Phrase("이름으로 쓸 수 없어요", "This is no key"),
    "metadata_value": Phrase("내용이 너무 길어요", "The value is too long"),
    "metadata_limit": Phrase("더 적을 수 없어요", "There is no room for more"),
    "rooms_none_such": Phrase("그런 방이 없어요", "There is no such room"),
    "rooms_no_account": Phrase("그런 계정이 없어요", "There is no such account"),
    "rooms_nobodys": Phrase("방장이 없는 방이에요", "Nobody owns this room"),
    "rooms_not_yours": Phrase("방장만 할 수 있어요", "Only the owner of the room may do that"),
    "rooms_owned": Phrase("{account} 님의 방이에요", "The room belongs to {account}"),
    "rooms_owner": Phrase("{channel} 방장: {account}", "{channel} belongs to {account}"),
    "rooms_rank": Phrase("{account}: {signs}", "{account}: {signs}"),
    "rooms_rankless": Phrase("{account}: 직책이 없어요", "{account}: no rank"),
    "rooms_mine": Phrase("{channel} ({count}명)", "{channel} ({count} here)"),
    "rooms_mine_none": Phrase("내 방이 없어요", "You own no room"),
    "rooms_common": Phrase(
        "모두의 방이라 서버 운영자만 맡을 수 있어요",
        "The room is everybody's; only an operator of the server can take it",
    ),
    "rooms_claim_who": Phrase(
        "방을 연 사람이나, 그 사람이 없으면 부방장(@)만 맡을 수 있어요",
        "Only who opened the room, or an operator (@) when that one is gone, can claim it",
    ),
    "rooms_too_many": Phrase("방은 {count}개까지 가질 수 있어요", "An account can own {count} rooms at most"),
    "rooms_claimed": Phrase("이제 {channel} 방장이에요", "{channel} is yours now"),
    "rooms_handed": Phrase("{channel} 방을 {account} 님에게 넘겼어요", "{channel} belongs to {account} now"),
    "rooms_give_up_sure": Phrase(
        "방장이 없는 방이 되고, 비면 닫혀요. 그래도 하려면: 내려놓기 {channel} 확인",
        "The room will be nobody's and close when it is empty. If you are sure: RELEASE {channel} yes",
    ),
    "rooms_given_up": Phrase("{channel} 방을 내려놓았어요", "{channel} is nobody's now"),
    "rooms_close_sure": Phrase(
        "모두 나가고 방이 없어져요. 그래도 하려면: 방닫기 {channel} 확인",
        "Everybody is put out and the room is gone. If you are sure: CLOSE {channel} yes",
    ),
    "rooms_closed": Phrase("{channel} 방을 닫았어요", "{channel} is closed"),
    "rooms_help_1": Phrase("방도 돌봐요:", "I look after rooms, too:"),
    "rooms_help_2": Phrase("방 #방: 방장과 직책을 알려 줘요", "ROOM #room: its owner and who has a rank"),
    "rooms_help_3": Phrase("내방: 내가 방장인 방들을 알려 줘요", "ROOMS: the rooms you own"),
    "rooms_help_4": Phrase(
        "방등록 #방: 방장이 없는 방을 맡아요", "CLAIM #room: makes a room that nobody owns yours"
    ),
    "rooms_help_5": Phrase("넘기기 #방 계정: 방장을 넘겨요", "TRANSFER #room account: hands your room over"),
    "rooms_help_6": Phrase(
        "직책 #방 계정 방장|지킴이|부방장|도우미|말할사람|없음: 직책을 줘요",
        "RANK #room account owner|admin|op|halfop|voice|none: gives a rank",
    ),
    "rooms_help_7": Phrase(
        "내려놓기 #방: 방장을 그만둬요", "RELEASE #room: your room is nobody's from then on"
    ),
    "rooms_help_8": Phrase("방닫기 #방: 방을 닫아요", "CLOSE #room: puts everybody out and ends your room"),
}
