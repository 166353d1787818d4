"""What the window remembers between two starts, in one file of the user's config folder."""

import logging
import os
from enum import Enum
from pathlib import Path
from typing import Annotated

import msgspec
import platformdirs
from msgspec import Meta

from malmadang.clientcore.settings import Language
from malmadang.desktop.arrange import Folding, Look
from malmadang.desktop.tokens import SCALE_MAX, SCALE_MIN, Theme

_log = logging.getLogger(__name__)

FILE = "desktop.json"
ROOMS_MIN, ROOMS_WIDTH, ROOMS_MAX = 220, 268, 360


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where the window was, in pixels of the screen; None where it has never been placed."""

    width: Annotated[int, Meta(ge=200, le=20_000)]
    height: Annotated[int, Meta(ge=200, le=20_000)]
    x: Annotated[int, Meta(ge=-20_000, le=20_000)]
    y: Annotated[int, Meta(ge=-20_000, le=20_000)]


class Notify(Enum):
    """When a room may call for the person."""

    ALL = "all"
    NAMED = "named"
    OFF = "off"


class RoomChoice(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What the person wants of one room."""

    pinned: bool = False
    notify: Notify = Notify.NAMED


class Order(Enum):
    """How the rooms stand."""

    RECENT = "recent"
    NAME = "name"


class KnownServer(msgspec.Struct, frozen=True, gc=False):
    """What is remembered of a server that is not in front; see `Preferences` for each."""

    link: str
    account: str = ""
    host_port: Annotated[int, Meta(ge=0, le=65_535)] = 0
    rooms: tuple[str, ...] = ()
    last_room: str = ""


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """What the person has chosen. No password is in it.

    Attributes:
        nick: "" before the first start is through.
        server: where to talk, as a link that `parse_address` reads; "" before that is chosen. Of several
            the one in front, whose account, host_port, rooms and last_room stand here; `others` has the rest.
        account: to log in with; its password is asked for at each start.
        host_port: the server that this computer hosts, 0 for none.
        percent: scale, 0 to take it from the screen.
        rooms_width: of the rooms column, at 100 %.
        show_rooms: the rooms column has its names, not only its marks.
        rooms: channels of that server that we were in.
        last_room: name of the room that was in front.
        room_choices: by the server's link and the room's key, a space between.
        folding: what becomes of comings and goings; `clock_24` hours up to 23.
        enter_sends: Enter sends and Shift+Enter makes a line; else Ctrl+Enter sends.
        notify: messages for the person are told outside the window; `notify_text` with their words, `sound`
            with a sound; `key_words` call like the nick.
        quiet_until_ms: nothing is told before that time.
        tell_typing: others may see that the person is writing.
        recent_emoji: used last, the newest first.
        hinted: the hints for beginners have been shown.
    """

    nick: str = ""
    server: str = ""
    account: str = ""
    host_port: Annotated[int, Meta(ge=0, le=65_535)] = 0
    theme: Theme = Theme.SYSTEM
    language: Language = "ko"
    percent: Annotated[int, Meta(ge=0, le=SCALE_MAX)] = 0
    look: Look = Look.BUBBLE
    place: Place | None = None
    rooms_width: Annotated[int, Meta(ge=ROOMS_MIN, le=ROOMS_MAX)] = ROOMS_WIDTH
    show_rooms: bool = True
    show_members: bool = True
    rooms: tuple[str, ...] = ()
    last_room: str = ""
    others: tuple[KnownServer, ...] = ()
    room_choices: dict[str, RoomChoice] = {}
    order: Order = Order.RECENT
    folding: Folding = Folding.FOLD
    clock_24: bool = False
    enter_sends: bool = True
    notify: bool = True
    notify_text: bool = True
    sound: bool = False
    key_words: tuple[str, ...] = ()
    quiet_until_ms: int = 0
    tell_typing: bool = True
    recent_emoji: tuple[str, ...] = ()
    hinted: bool = False


def config_folder() -> Path:
    """Return the folder of this user's settings."""
    return Path(platformdirs.user_config_dir("malmadang", appauthor=False))


class PreferenceFile:
    """The file, and what stands in it now.

    Attributes:
        now: replaced whole by `change`.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.now = _read(self.path)

    def change(self, **changes: object) -> None:
        """Remember something else from now on; nothing is written where nothing is different.

        A disk that refuses is told in the log, the app goes on.

        Raises:
            TypeError: no such preference.
        """
        changed = msgspec.structs.replace(self.now, **changes)
        if changed != self.now:
            self.now = changed
            try:
                write_whole(self.path, msgspec.json.format(msgspec.json.encode(changed), indent=2) + b"\n")
            except OSError as error:
                _log.warning("%s could not be written: %s", self.path, error)


def _read(path: Path) -> Preferences:
    """Return what the file says; a file that nobody can read is as good as none."""
    try:
        kept = msgspec.json.decode(path.read_bytes(), type=Preferences)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return Preferences()
    if 0 < kept.percent < SCALE_MIN:
        return msgspec.structs.replace(kept, percent=SCALE_MIN)
    return kept


def write_whole(path: Path, content: bytes) -> None:
    """Write a file for its owner's eyes only; it is always the old one or the new one, never half of either.

    Raises:
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
