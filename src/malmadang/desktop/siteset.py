"""Servers come and go: which one gives way to another, and what is left to be ended with the app."""

from collections.abc import Callable

from malmadang.clientcore.view import Phase
from malmadang.desktop.desk import Desk
from malmadang.desktop.host import HostedServer
from malmadang.desktop.sites import Site
from malmadang.desktop.talk import Wire
from malmadang.wire.names import casefold


class Sites:
    """Keeps `Desk.sites`.

    Args:
        wires: makes what moves octets for one more server.
    """

    def __init__(self, desk: Desk, wires: Callable[[], Wire]) -> None:
        self.desk = desk
        self._wires = wires
        self._made = 0
        self._old: list[Site] = []

    def add(self, link: str, hosted: HostedServer | None, invitation: str) -> Site:
        """Add a server behind the others; its talk is still to begin."""
        self._made += 1
        site = Site(self._made, link, self._wires(), hosted, invitation)
        self.desk.sites.append(site)
        return site

    def replaced(self, link: str) -> Site | None:
        """Return the server that a new one takes the place of: the same one, or one that never answered."""
        same = next((site for site in self.desk.sites if site.link == link), None)
        if same is not None:
            return same
        front = self.desk.front
        return front if front is not None and not _has_been_online(front) else None

    def drop(self, site: Site, *, keeps: HostedServer | None = None) -> None:
        """Leave a server.

        Args:
            keeps: the server of this computer that goes on for the one that comes.
        """
        if site.hosted is keeps:
            site.hosted = None
        site.end()
        self.desk.sites.remove(site)
        self._old.append(site)

    def guests(self) -> int:
        """Count the people who are cut off when the servers of this computer stop."""
        found = 0
        for site in self.desk.sites:
            if site.hosted is not None and not site.hosted.has_ended:
                me = casefold(site.view.nick)
                found += sum(key != me and not one.bot for key, one in site.view.people.items())
        return found

    def stop(self) -> None:
        """Let nothing act any more."""
        for site in self.desk.sites:
            site.talk.stop()
            if site.hosted is not None:
                site.hosted.stop()

    def wait(self) -> None:
        """Wait for the ends of threads and servers, once Tk's loop is over."""
        for site in (*self.desk.sites, *self._old):
            site.wire.stop()
        for site in (*self.desk.sites, *self._old):
            if site.hosted is not None:
                site.hosted.wait()


def _has_been_online(site: Site) -> bool:
    view = site.view
    return view.connection.phase is Phase.ONLINE or view.connection.returned or len(view.rooms) > 1
