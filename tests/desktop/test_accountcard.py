"""내 계정."""

import pytest

from malmadang.clientcore.address import parse_address
from malmadang.desktop.accountcard import AccountScreens, strength
from malmadang.desktop.accountphrases import AccountWord
from malmadang.desktop.cards import Card
from malmadang.desktop.kit import Button, Field
from malmadang.desktop.labels import Label
from tests.desktop import fakewire
from tests.desktop.chat import Chat
from tests.desktop.conftest import StartChat


@pytest.fixture(autouse=True)
def with_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fakewire, "CAPS", f"{fakewire.CAPS} draft/account-registration=before-connect")


@pytest.fixture
def chat(start_chat: StartChat) -> Chat:
    """Mina's app on an encrypted line."""
    made = start_chat()
    made.begin(parse_address("ircs://chat.example/%23말마당"))
    made.driver.until(lambda: made.in_room("#말마당"))
    return made


def accounts(chat: Chat) -> AccountScreens:
    return chat.client.controls.accounts


def card_of(chat: Chat) -> Card:
    assert chat.desk.card is not None
    return chat.desk.card


def fields(card: Card) -> list[Field]:
    return [part for part in card.body.winfo_children() if isinstance(part, Field)]


def said(card: Card) -> list[str]:
    return [part.text for part in card.body.winfo_children() if isinstance(part, Label)]


def press(card: Card, word: str) -> None:
    buttons = [part for part in card.body.winfo_children() if isinstance(part, Button)]
    next(button for button in buttons if button.text == word).invoke()


def test_a_guest_makes_one_by_typing_the_password_twice(chat: Chat) -> None:
    accounts(chat).show()
    card = card_of(chat)
    first, second = fields(card)
    first.set("길고 좋은 비밀번호 1")
    second.set("다른 것")
    assert card.primary is not None
    card.primary.invoke()
    assert "두 비밀번호가 달라요" in said(card)
    assert not chat.wire.lines("REGISTER")
    second.set("길고 좋은 비밀번호 1")
    card.primary.invoke()
    chat.driver.until(lambda: any("REGISTER" in line for line in chat.wire.written))
    chat.hear(":fake REGISTER SUCCESS Mina :made", ":fake 900 Mina Mina!u@me Mina :in")
    chat.driver.until(lambda: chat.view.account == "Mina")
    chat.driver.until(lambda: not card.is_open)
    assert chat.kept.now.account == "Mina"
    assert accounts(chat).passwords.get(chat.kept.now.server, "Mina") == "길고 좋은 비밀번호 1"


def test_a_refusal_is_said_in_the_card(chat: Chat) -> None:
    accounts(chat).show()
    card = card_of(chat)
    for field in fields(card):
        field.set("비밀번호")
    assert card.primary is not None
    card.primary.invoke()
    chat.driver.until(lambda: any("REGISTER" in line for line in chat.wire.written))
    label = next(line for line in chat.wire.written if "REGISTER" in line).partition(" ")[0]
    tag = f"{label} " if label.startswith("@") else ""
    chat.hear(f"{tag}:fake FAIL REGISTER WEAK_PASSWORD Mina :too weak")
    chat.driver.until(lambda: any("비밀번호" in text and text != "비밀번호" for text in said(card)))
    assert card.is_open


def test_with_an_account_there_is_more(chat: Chat) -> None:
    chat.hear(":fake 900 Mina Mina!u@me Mina :in")
    chat.driver.until(lambda: chat.view.account == "Mina")
    accounts(chat).show()
    card = card_of(chat)
    assert card.title.text == "계정 Mina"
    press(card, "비밀번호 바꾸기")
    assert len(fields(card_of(chat))) == 3
    accounts(chat).delete()
    card = card_of(chat)
    name, _password = fields(card)
    name.set("mina?")
    assert card.primary is not None
    card.primary.invoke()
    assert card.is_open


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("1234", AccountWord.PASSWORD_WEAK),
        ("password1", AccountWord.PASSWORD_FAIR),
        ("긴 문장도 좋은 비밀번호예요", AccountWord.PASSWORD_GOOD),
    ],
)
def test_how_good_a_password_is(password: str, word: AccountWord) -> None:
    assert strength(password) is word


def test_on_a_line_that_others_can_read_no_password_goes_out(start_chat: StartChat) -> None:
    chat = start_chat()
    chat.online()
    accounts(chat).show()
    card = card_of(chat)
    for field in fields(card):
        field.set("길고 좋은 비밀번호 1")
    assert card.primary is not None
    card.primary.invoke()
    assert not any("REGISTER" in line for line in chat.wire.written)
    assert any("암호" in text for text in said(card))


def test_an_account_made_by_a_typed_command_keeps_its_password_and_says_so(chat: Chat) -> None:
    chat.say("/가입 아주긴비밀번호")
    chat.driver.until(lambda: any("REGISTER" in line for line in chat.wire.written))
    chat.hear(":fake REGISTER SUCCESS Mina :made", ":fake 900 Mina Mina!u@me Mina :in")
    chat.driver.until(lambda: chat.kept.now.account == "Mina")
    assert accounts(chat).passwords.get(chat.kept.now.server, "Mina") == "아주긴비밀번호"
    assert chat.window.line.banner.text == "'Mina' 계정으로 들어왔어요"
