"""What a layout needs to know besides the rows: width, scale, look, language, whose clock. Pure."""

from collections.abc import Callable, Mapping

import msgspec

from malmadang.clientcore.rows import MessageRow, NoticeRow
from malmadang.desktop.arrange import Local, Look
from malmadang.desktop.richtext import Ink
from malmadang.desktop.roomphrases import RoomPhrases
from malmadang.desktop.tokens import Role
from malmadang.desktop.wrapping import ROLES, Ruler
from malmadang.ports import TimeMs

Say = Callable[[NoticeRow], str]
"""A notice's sentence; line breaks are kept."""


Quoted = Callable[[str], MessageRow | None]
"""The message with a msgid."""


class Sizes(msgspec.Struct, frozen=True, gc=False):
    """The view's distances in pixels of the screen.

    Source: UI specification, sections 2 and 5.
    """

    edge: int
    right: int
    avatar: int
    text_x: int
    pad_x: int
    pad_y: int
    bubble_max: int
    gap_group: int
    gap_inside: int
    aside: int
    radius: int
    radius_chip: int
    chip: int
    bar: int

    @classmethod
    def at(cls, percent: int) -> "Sizes":
        """Return the distances at a scale; the right edge keeps clear of the scrollbar."""
        px = _scaled(percent)
        return cls(
            edge=px(16), right=px(20), avatar=px(38), text_x=px(68), pad_x=px(12), pad_y=px(8),
            bubble_max=px(560), gap_group=px(14), gap_inside=px(4), aside=px(8), radius=px(16),
            radius_chip=px(10), chip=px(24), bar=px(3),
        )  # fmt: skip


class Face(msgspec.Struct, frozen=True):
    """How a text is set: the roles of its stretches, its line height, and the size of emoji in it."""

    roles: Mapping[Ink, Role]
    line: int
    emoji: int
    advance: int


class Sheet:
    """The paper that blocks are laid out on.

    Args:
        width: of the view, in pixels.
        percent: scale of all sizes.
        nick: ours, which is marked where a message names us.
        say: makes the sentence of a notice.
        quoted: finds the message with a msgid, None where it is not loaded.
    """

    def __init__(
        self,
        *,
        width: int,
        percent: int,
        ruler: Ruler,
        look: Look,
        phrases: RoomPhrases,
        local: Local,
        nick: str,
        say: Say,
        quoted: Quoted = lambda _msgid: None,
    ) -> None:
        self.width, self.percent, self.ruler, self.look = width, percent, ruler, look
        self.phrases, self.local, self.nick, self.say = phrases, local, nick, say
        self.quoted = quoted
        self.sizes = Sizes.at(percent)
        px = _scaled(percent)
        self.px = px
        self.message = Face(ROLES, ruler.line(Role.MESSAGE), px(20), px(21))
        self.big = Face(ROLES, px(48), px(40), px(44))
        small = dict.fromkeys(Ink, Role.SMALL)
        self.small = Face(small, ruler.line(Role.SMALL), px(15), px(16))
        self._times: dict[int, str] = {}

    def time(self, at: TimeMs) -> str:
        """Return the time of day as it stands beside a message."""
        minute = at // 60_000
        found = self._times.get(minute)
        if found is None:
            found = self._times[minute] = self.phrases.time(self.local(at))
        return found


def _scaled(percent: int) -> Callable[[float], int]:
    return lambda size: round(size * percent / 100)
