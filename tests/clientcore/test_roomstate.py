"""What a room is like: modes, ranks, topic, invitations."""

from malmadang.clientcore.events import Alert, AlertKind
from tests.clientcore.page import talking


def test_modes_are_set_and_taken() -> None:
    """Source: RFC 2812 3.2.3."""
    page = talking()
    page.play("< :민수!m@h MODE #방 +itkl-n 열쇠 30\n< :민수!m@h MODE #방 -k+b 열쇠 나쁜!*@*")
    assert page.room("#방").modes == {"i": "", "t": "", "l": "30"}
    assert page.notices("#방")[1:] == [
        ("mode", {"by": "민수", "modes": "+itkl-n 열쇠 30"}),
        ("mode", {"by": "민수", "modes": "-k+b 열쇠 나쁜!*@*"}),
    ]


def test_ranks_are_given_and_taken() -> None:
    page = talking(names="@민수 +영희 하늘")
    page.play("< :민수!m@h MODE #방 +o+v-v 하늘 하늘 영희")
    assert page.members("#방") == ["@+하늘", "@민수", "영희"]
    assert page.notices("#방")[1:] == [
        ("rank", {"by": "민수", "who": "하늘", "given": "1", "letter": "o", "sign": "@"}),
        ("rank", {"by": "민수", "who": "하늘", "given": "1", "letter": "v", "sign": "+"}),
        ("rank", {"by": "민수", "who": "영희", "given": "", "letter": "v", "sign": "+"}),
    ]
    assert [member.rank for member in page.room("#방").ranked()] == [2, 2, 5]


def test_the_modes_of_a_room_just_entered_are_no_row() -> None:
    page = talking()
    page.play("< @label=1 :s 324 하늘 #방 +nt\n< :s 329 하늘 #방 1700000000")
    assert page.room("#방").modes == {"n": "", "t": ""}
    assert [kind for kind, _ in page.notices("#방")] == ["joined"]
    page.play("! /모드\n> @label=3 MODE #방\n< @label=3 :s 324 하늘 #방 +ntk 열쇠")
    assert page.notices("#방")[-1] == ("reply", {"code": "324", "text": "#방 +ntk 열쇠"})


def test_without_labels_the_first_answer_is_the_quiet_one() -> None:
    page = talking("")
    page.play("< :s 324 하늘 #방 +nt")
    page.play("! /모드\n> MODE #방\n< :s 324 하늘 #방 +nt")
    assert [kind for kind, _ in page.notices("#방")] == ["joined", "reply"]


def test_modes_of_users_are_no_row() -> None:
    page = talking()
    page.play("< :하늘 MODE 하늘 :+i")
    assert [kind for kind, _ in page.notices("*")].count("mode") == 0


def test_the_topic_changes_and_goes() -> None:
    """Source: RFC 2812 3.2.4."""
    page = talking()
    page.play("< :민수!m@h TOPIC #방 :새 주제\n< :민수!m@h TOPIC #방 :")
    assert page.notices("#방")[1:] == [
        ("topic", {"by": "민수", "topic": "새 주제"}),
        ("topic", {"by": "민수", "topic": ""}),
    ]
    assert page.room("#방").topic == ""


def test_the_topic_is_asked_for() -> None:
    page = talking()
    page.play("! /주제\n> @label=3 TOPIC :#방\n< @label=3 :s 331 하늘 #방 :No topic is set")
    assert page.notices("#방")[-1] == ("topic is", {"topic": "", "by": ""})


def test_an_invitation_calls_the_person() -> None:
    """Source: RFC 2812 3.2.7."""
    page = talking()
    page.play("< :민수!m@h INVITE 하늘 #잔치")
    assert page.notices("*")[-1] == ("invited", {"by": "민수", "room": "#잔치"})
    (alert,) = page.told(Alert)
    assert isinstance(alert, Alert)
    assert alert.kind is AlertKind.INVITE


def test_invitations_of_others_and_our_own() -> None:
    """Source: IRCv3 invite-notify; RFC 2812 5.1 (341)."""
    page = talking()
    page.play("< :민수!m@h INVITE 영희 #방")
    assert page.notices("#방")[-1] == ("inviting", {"by": "민수", "who": "영희", "room": "#방"})
    page.play("! /초대 철수\n> @label=3 INVITE 철수 #방\n< @label=3 :s 341 하늘 철수 #방")
    assert page.notices("#방")[-1] == ("inviting", {"by": "하늘", "who": "철수", "room": "#방"})
    assert page.told(Alert) == []


def test_a_line_that_does_several_things_says_each_of_them() -> None:
    """Source: IRCv3 message-ids: one id for the line; each of its rows is shown."""
    page = talking()
    page.play("< @msgid=m :민수!m@h MODE #방 -t+ov 하늘 민수")
    assert [kind for kind, _ in page.notices("#방")] == ["joined", "rank", "rank", "mode"]
