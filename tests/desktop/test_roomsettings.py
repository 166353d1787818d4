"""방 설정."""

import pytest

from malmadang.desktop.cards import Card
from malmadang.desktop.kit import Field
from malmadang.desktop.phrases import Word
from malmadang.desktop.roomsettings import BANS, PEOPLE, RoomSettings
from malmadang.desktop.toggles import Toggle
from tests.desktop.chat import Chat


@pytest.fixture
def operator(chat: Chat) -> Chat:
    """Mina is an operator of #말마당."""
    chat.hear(":하늘!u@h MODE #말마당 +o Mina", ":하늘!u@h MODE #말마당 +k 열려라")
    chat.driver.until(lambda: "k" in chat.room("#말마당").modes)
    return chat


def settings(chat: Chat) -> RoomSettings:
    return chat.client.controls.room_settings


def card_of(chat: Chat) -> Card:
    assert chat.desk.card is not None
    chat.driver.shown(chat.desk.card.body)
    return chat.desk.card


def fields(card: Card) -> list[Field]:
    found: list[Field] = []
    for part in card.body.winfo_children():
        found += [one for one in (part, *part.winfo_children()) if isinstance(one, Field)]
    return found


def test_only_what_is_different_is_asked_for(operator: Chat) -> None:
    settings(operator).show()
    card = card_of(operator)
    topic, key, limit = fields(card)
    assert key.get() == "열려라"
    topic.set("새 주제")
    limit.set("20")
    assert card.primary is not None
    card.primary.invoke()
    assert operator.wire.lines("TOPIC") == ["TOPIC #말마당 :새 주제"]
    assert operator.wire.lines("MODE")[-1] == "MODE #말마당 +l 20"
    assert not any("+k" in line for line in operator.wire.lines("MODE"))


def test_a_switch_is_effective_at_once(operator: Chat) -> None:
    settings(operator).show()
    toggle = next(part for part in card_of(operator).body.winfo_children() if isinstance(part, Toggle))
    toggle.flip()
    assert operator.wire.lines("MODE")[-1] == "MODE #말마당 +i"


def test_what_one_may_not_change_is_shown_and_said(chat: Chat) -> None:
    chat.hear(":하늘!u@h MODE #말마당 +t")
    chat.driver.until(lambda: "t" in chat.room("#말마당").modes)
    settings(chat).show()
    card = card_of(chat)
    assert all(str(field.entry.cget("state")) == "disabled" for field in fields(card))
    assert all(not part.enabled for part in card.body.winfo_children() if isinstance(part, Toggle))


def test_bans_come_one_by_one_and_are_lifted(operator: Chat) -> None:
    settings(operator).show(BANS)
    card_of(operator)
    operator.hear(":fake 367 Mina #말마당 나쁜놈!*@* 하늘 1764000000", ":fake 368 Mina #말마당 :End of list")
    operator.driver.until(lambda: settings(operator).bans == [("나쁜놈!*@*", "하늘")])
    settings(operator)._ban_chosen("나쁜놈!*@*")
    assert any("-b" in line and "나쁜놈" in line for line in operator.wire.lines("MODE"))
    assert settings(operator).bans == []


def test_ranks_are_given_and_taken(operator: Chat) -> None:
    settings(operator).show(PEOPLE)
    room = operator.room("#말마당")
    by_nick = {member.nick: member for member in room.members.values()}
    entries = dict(settings(operator).rank_entries(room, by_nick["민수"]))
    assert list(entries) == [Word.OP_GIVE, Word.VOICE_GIVE]
    entries[Word.OP_GIVE]()
    assert operator.wire.lines("MODE")[-1] == "MODE #말마당 +o 민수"
    assert Word.OP_TAKE in dict(settings(operator).rank_entries(room, by_nick["하늘"]))


def test_the_invitation_leads_into_the_room(chat: Chat) -> None:
    assert settings(chat).link(chat.room("#말마당")).endswith("/%EB%A7%90%EB%A7%88%EB%8B%B9")
