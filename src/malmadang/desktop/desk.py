"""What the parts of the app share: the root window, its look and language, the talk that is on."""

import tkinter as tk

from malmadang.clientcore.faults import Fault
from malmadang.clientcore.phrases import Phrases
from malmadang.clientcore.rows import NoticeKind, NoticeRow
from malmadang.clientcore.view import Room
from malmadang.desktop.banner import OwnServer
from malmadang.desktop.cards import Card
from malmadang.desktop.host import HostedServer
from malmadang.desktop.kit import Skin
from malmadang.desktop.questions import Asker
from malmadang.desktop.roomphrases import RoomPhrases
from malmadang.desktop.settings import PreferenceFile, RoomChoice
from malmadang.desktop.sites import Site
from malmadang.desktop.speech import Speech
from malmadang.desktop.talk import Talk

_ARROWS = {NoticeKind.JOINED: "→ ", NoticeKind.PARTED: "← ", NoticeKind.QUIT: "← "}


class Desk:
    """Everything that both the app and what the person does in it need.

    Attributes:
        sites: every server the person talks on; `front` the one in front, None before the first is known.
        card: the question in front, None or closed for none.
        nick_is_new: the nick was asked for at this start, and no server has taken it yet.
        is_starting: one of the steps of the first start is in front.
    """

    def __init__(self, root: tk.Tk, skin: Skin, speech: Speech, kept: PreferenceFile) -> None:
        self.root, self.skin, self.speech, self.kept = root, skin, speech, kept
        self.sites: list[Site] = []
        self.front: Site | None = None
        self.card: Card | None = None
        self.is_starting = self.nick_is_new = False

    @property
    def talk(self) -> Talk | None:
        """The talk on the server in front."""
        return self.front.talk if self.front is not None else None

    @property
    def hosted(self) -> HostedServer | None:
        """The server in front, where this computer hosts it."""
        return self.front.hosted if self.front is not None else None

    @property
    def invitation(self) -> str:
        """The link that leads others to the server in front, "" where there is none."""
        return self.front.invitation if self.front is not None else ""

    @property
    def asker(self) -> Asker:
        """What a question needs."""
        return Asker(self.root, self.skin, self.speech)

    @property
    def room(self) -> Room | None:
        """The room in front."""
        if self.talk is None or self.talk.view.shown is None:
            return None
        return self.talk.view.room(self.talk.view.shown)

    @property
    def has_card(self) -> bool:
        """Is a question in front of the window?"""
        return self.is_starting or (self.card is not None and self.card.is_open)

    def put_card(self, card: Card) -> None:
        """Take notice of a question that is in front now; the one before goes."""
        before, self.card = self.card, card
        if before is not None and before is not card:
            before.close()

    def choice(self, link: str, key: str) -> RoomChoice:
        """Return what the person wants of a room of a server."""
        return self.kept.now.room_choices.get(f"{link} {key}", RoomChoice())

    def choose(self, link: str, key: str, choice: RoomChoice) -> None:
        """Remember what the person wants of a room."""
        choices = dict(self.kept.now.room_choices)
        name = f"{link} {key}"
        if choice == RoomChoice():
            choices.pop(name, None)
        else:
            choices[name] = choice
        self.kept.change(room_choices=choices)

    def rename_room(self, link: str, old: str, new: str) -> None:
        """What the person wants of a room goes with it to its new name."""
        choice = self.choice(link, old)
        if old != new and choice != RoomChoice():
            self.choose(link, old, RoomChoice())
            self.choose(link, new, choice)

    def phrases(self) -> RoomPhrases:
        """Return the words of the messages, with the clock the person wants."""
        return RoomPhrases(self.speech.language, clock_24=self.kept.now.clock_24)

    def own_server(self) -> OwnServer:
        """Say whether the server we talk on runs on this computer."""
        if self.hosted is not None:
            return OwnServer.ENDED if self.hosted.has_ended else OwnServer.HERE
        is_here = self.talk is not None and self.talk.core.settings.address.is_loopback
        return OwnServer.HERE if is_here else OwnServer.ELSEWHERE

    def say_fault(self, fault: Fault) -> str:
        """Return a sentence for what is wrong."""
        return Phrases(self.speech.language).fault(fault)

    def say_notice(self, row: NoticeRow) -> str:
        """Return the sentence of a notice."""
        return _ARROWS.get(row.kind, "") + Phrases(self.speech.language).notice(row)

    def copy(self, text: str) -> None:
        """Put text on the clipboard."""
        self.root.clipboard_clear()
        self.root.clipboard_append(text)
