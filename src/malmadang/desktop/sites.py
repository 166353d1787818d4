"""The servers that the person talks on, side by side; one of them is in front."""

from collections.abc import Callable

import msgspec

from malmadang.clientcore.address import Address
from malmadang.clientcore.events import ViewEvent
from malmadang.clientcore.view import View
from malmadang.desktop.host import HostedServer
from malmadang.desktop.settings import KnownServer, PreferenceFile
from malmadang.desktop.talk import Talk, Wire
from malmadang.wire.names import Folded


class Site:
    """One server.

    Args:
        number: never used again in this run.
        link: its address, as `parse_address` reads it.
    Attributes:
        hosted: the server of this computer that it is, None where it is somebody else's.
        invitation: the link that leads others to it.
        shown: the room that was in front when another server came before it.
        waiting: questions of the core that wait until the person looks here.
    """

    def __init__(
        self, number: int, link: str, wire: Wire, hosted: HostedServer | None = None, invitation: str = ""
    ) -> None:
        self.number, self.link, self.wire = number, link, wire
        self.hosted, self.invitation = hosted, invitation
        self.shown: Folded | None = None
        self.waiting: list[ViewEvent] = []
        self._talk: Talk | None = None

    def begin(self, make: Callable[[Wire], Talk]) -> None:
        """Take up the talk."""
        self._talk = make(self.wire)

    @property
    def talk(self) -> Talk:
        """The talk that is on."""
        assert self._talk is not None
        return self._talk

    @property
    def view(self) -> View:
        """What the person sees of it."""
        return self.talk.view

    def is_at(self, address: Address) -> bool:
        """Is it the server that an address leads to, in whatever room?"""
        mine = self.talk.core.settings.address
        return (mine.host, mine.port) == (address.host, address.port)

    def end(self) -> None:
        """Leave it for good."""
        self.talk.abandon()
        if self.hosted is not None:
            self.hosted.stop()


def known(kept: PreferenceFile, link: str) -> KnownServer:
    """Return what is remembered of a server."""
    now = kept.now
    if link == now.server:
        return KnownServer(now.server, now.account, now.host_port, now.rooms, now.last_room)
    return next((one for one in now.others if one.link == link), KnownServer(link))


def bring_front(kept: PreferenceFile, link: str) -> None:
    """Remember another server as the one in front."""
    now, wanted = kept.now, known(kept, link)
    others = [one for one in now.others if one.link not in {link, now.server}]
    if now.server and now.server != link:
        others.append(known(kept, now.server))
    kept.change(
        server=link,
        account=wanted.account,
        host_port=wanted.host_port,
        rooms=wanted.rooms,
        last_room=wanted.last_room,
        others=tuple(others),
    )


def remember(kept: PreferenceFile, link: str, **changes: object) -> None:
    """Remember something of a server, in front or not."""
    if link == kept.now.server:
        kept.change(**changes)
        return
    changed = msgspec.structs.replace(known(kept, link), **changes)
    others = [one for one in kept.now.others if one.link != link]
    kept.change(others=(*others, changed))


def forget(kept: PreferenceFile, link: str) -> None:
    """Remember a server no longer; the one in front stays what it is."""
    kept.change(others=tuple(one for one in kept.now.others if one.link != link))
