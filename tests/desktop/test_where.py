"""«어디서 이야기할까요?» and the page behind each answer."""

import tkinter as tk
from collections.abc import Iterator
from pathlib import Path

import pytest

from malmadang.clientcore.address import parse_address
from malmadang.clientcore.phrases import Phrases
from malmadang.desktop.host import HostedServer, Hosting, HostState
from malmadang.desktop.kit import Field, Segments
from malmadang.desktop.labels import Label
from malmadang.desktop.skin import Skin
from malmadang.desktop.speech import Speech
from malmadang.desktop.where import Destination, PlaceCommands, PlaceDialog
from tests.desktop.driver import Driver

READY = ("sh", "-c", "echo 'malmadang://192.0.2.7:2500/ '; sleep 30")


def within(widget: tk.Misc) -> list[tk.Misc]:
    """Return a widget's parts in the order they were made."""
    return [part for child in widget.winfo_children() for part in (child, *within(child))]


class Step:
    """The step, and where it led."""

    def __init__(self, root: tk.Tk, skin: Skin, driver: Driver, folder: Path) -> None:
        self.driver, self.folder = driver, folder
        self.gone: list[Destination] = []
        self.backs = 0
        self.command = READY
        self.started: list[HostedServer] = []
        commands = PlaceCommands(
            go=self.gone.append, back=self.back, start_host=self.start, say_fault=Phrases("ko").fault
        )
        self.dialog = PlaceDialog(root, skin, Speech(), commands)
        driver.update()

    def back(self) -> None:
        self.backs += 1

    def start(self, port: int) -> HostedServer:
        self.started.append(HostedServer(port, self.folder, command=self.command))
        return self.started[-1]

    @property
    def title(self) -> str:
        return self.dialog.card.title.text

    def take(self, number: int) -> None:
        """Choose a card and press Enter."""
        self.dialog.choices.choose(number)
        self.driver.press(self.dialog.choices, "Return")

    def fields(self) -> list[Field]:
        return [part for part in within(self.dialog.card.body) if isinstance(part, Field)]

    def words(self) -> list[str]:
        return [part.text for part in within(self.dialog.card.body) if isinstance(part, Label)]

    def go(self) -> None:
        """Press the main button."""
        assert self.dialog.card.primary is not None
        self.dialog.card.primary.invoke()
        self.driver.update()

    def go_back(self) -> None:
        """Press the other button."""
        assert self.dialog.card.secondary is not None
        self.dialog.card.secondary.invoke()
        self.driver.update()


@pytest.fixture
def step(
    root: tk.Tk, skin: Skin, driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Step]:
    monkeypatch.setattr("malmadang.desktop.host.is_taken", lambda _port: False)
    made = Step(root, skin, driver, tmp_path)
    yield made
    for hosted in made.started:
        hosted.stop()
        hosted.wait()


def test_the_main_button_says_what_the_choice_does(step: Step) -> None:
    assert step.dialog.card.primary is not None
    assert step.dialog.card.primary.text == "서버 켜고 시작"
    step.dialog.choices.choose(1)
    assert step.dialog.card.primary.text == "다음"


def test_an_invitation_is_pasted(step: Step) -> None:
    step.take(1)
    step.fields()[0].set("malmadang://192.0.2.7/말마당")
    step.go()
    address = step.gone[0].address
    assert (address.host, address.port, address.tls, address.room) == ("192.0.2.7", 2500, True, "#말마당")


def test_an_address_on_the_clipboard_is_offered(step: Step, root: tk.Tk) -> None:
    root.clipboard_clear()
    root.clipboard_append("malmadang://192.0.2.9/방 입니다")
    step.take(1)
    assert step.fields()[0].get() == "malmadang://192.0.2.9/방"


def test_what_is_no_address_is_said(step: Step, root: tk.Tk) -> None:
    root.clipboard_clear()
    root.clipboard_append("그냥 글")
    step.take(1)
    assert step.fields()[0].get() == ""
    step.fields()[0].set("ftp://x/")
    step.go()
    assert step.gone == []
    assert any("ftp" in word for word in step.words())
    step.go_back()
    assert step.title == "어디서 이야기할까요?"
    assert step.dialog.choices.at == 1


def test_another_server_with_all_it_needs(step: Step) -> None:
    step.take(2)
    host, port, room, account, password = step.fields()
    host.set("irc.example.org")
    room.set("#방")
    account.set("mina")
    password.set("열려라")
    step.go()
    gone = step.gone[0]
    assert (gone.address.host, gone.address.port, gone.address.tls) == ("irc.example.org", 6697, True)
    assert (gone.address.room, gone.account, gone.password) == ("#방", "mina", "열려라")
    port.set("6667")
    segments = next(part for part in within(step.dialog.card.body) if isinstance(part, Segments))
    segments.choose("off")
    step.go()
    assert (step.gone[1].address.port, step.gone[1].address.tls) == (6667, False)
    host.set("")
    step.go()
    assert len(step.gone) == 2


def test_hosting_shows_the_invitation_and_enters(step: Step, root: tk.Tk) -> None:
    step.take(0)
    step.driver.until(lambda: step.title == "서버를 켰어요")
    invitation = step.fields()[0].get()
    assert invitation == "malmadang://192.0.2.7/말마당"
    copy = next(part for part in within(step.dialog.card.body) if getattr(part, "text", "") == "복사")
    copy.invoke()  # type: ignore[attr-defined]  # it is a button
    assert root.clipboard_get() == parse_address(invitation).link()
    step.go()
    gone = step.gone[0]
    assert (gone.address.host, gone.address.port, gone.address.room) == ("127.0.0.1", 2500, "#말마당")
    assert gone.host is step.started[0]
    assert gone.invitation == parse_address(invitation).link()


def test_port_and_room_of_ones_own_server_can_be_chosen(step: Step) -> None:
    step.dialog.choices.choose(0)
    more = next(part for part in within(step.dialog.card.body) if "자세히" in str(getattr(part, "text", "")))
    more.invoke()  # type: ignore[attr-defined]  # it is a button
    step.driver.update()
    port, room = step.fields()
    port.set("70000")
    room.set("사랑방")
    step.go()
    assert not step.started
    port.set("2600")
    step.go()
    step.driver.until(lambda: step.title == "서버를 켰어요")
    step.go()
    assert step.started[0].port == 2600
    assert step.gone[0].address.room == "#사랑방"


def test_a_taken_port_offers_the_next(step: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malmadang.desktop.host.is_taken", lambda port: port == 2500)
    step.take(0)
    step.driver.until(lambda: "2500번 문을" in step.title)
    assert step.title == "2500번 문을 다른 프로그램이 쓰고 있어요. 2501번으로 열까요?"
    step.go()
    step.driver.until(lambda: step.title == "서버를 켰어요")
    assert step.started[-1].port == 2501


def test_a_server_that_does_not_start_says_why(step: Step) -> None:
    step.command = ("sh", "-c", "echo 디스크가 없어요; exit 1")
    step.take(0)
    step.driver.until(lambda: step.title == "서버를 켜지 못했어요")
    assert "디스크가 없어요" in step.words()


def test_giving_up_ends_the_server(step: Step) -> None:
    step.take(0)
    step.driver.until(lambda: step.title == "서버를 켰어요")
    step.go_back()
    step.driver.until(lambda: step.started[0].look().state is HostState.FAILED)
    assert step.title == "어디서 이야기할까요?"


def test_back_leads_to_the_nick(step: Step) -> None:
    step.go_back()
    assert step.backs == 1


@pytest.mark.parametrize("page", [None, 1, 2])
def test_every_page_fits_into_the_smallest_window(step: Step, root: tk.Tk, page: int | None) -> None:
    root.geometry("720x480")
    step.driver.until(lambda: step.dialog.card.overlay.winfo_height() == 480)
    if page is not None:
        step.take(page)
    card = step.dialog.card.overlay.card
    step.driver.until(lambda: card.winfo_height() > 100 and card.winfo_y() >= 0)
    step.driver.until(lambda: card.winfo_y() + card.winfo_height() <= 480)


def test_a_failed_server_is_told_from_outside_too(step: Step) -> None:
    hosted = step.start(2500)
    step.dialog.host_failed(hosted, Hosting(HostState.FAILED, why="까닭"), "#방")
    assert "까닭" in step.words()
