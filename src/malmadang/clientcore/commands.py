"""What a person can ask for, as data: the shells build these, or `slash` makes them from typed text."""

import msgspec

from malmadang.clientcore.rows import MessageForm, RowId
from malmadang.ports import TimeMs
from malmadang.wire.names import Folded


class Say(msgspec.Struct, frozen=True, gc=False):
    """Say something in a room; line breaks make several messages, long lines are cut at syllables.

    Attributes:
        room: name of a channel or nick, as typed.
        reply_to: msgid of the message it answers, "" for none. Where the server carries no such thing, the
            text begins with the nick of who is answered.
    """

    room: str
    text: str
    form: MessageForm = MessageForm.TEXT
    reply_to: str = ""


class Reply(msgspec.Struct, frozen=True, gc=False):
    """Answer the newest message of somebody ("": of anybody else); where it is known which, use `Say`."""

    room: str
    who: str
    text: str


class React(msgspec.Struct, frozen=True, gc=False):
    """Put an emoji under a message, or take it back.

    Attributes:
        msgid: "" for the newest message of `who`, and without that of anybody else.
        give: None for the other way round than it is.
    """

    room: str
    emoji: str
    msgid: str = ""
    who: str = ""
    give: bool | None = None


class Redact(msgspec.Struct, frozen=True, gc=False):
    """Take a message back: an own one, or with the right to it somebody else's.

    Attributes:
        msgid: "" for the newest message of `who`, and without that the newest own one.
    """

    room: str
    msgid: str = ""
    who: str = ""
    reason: str = ""


class Search(msgspec.Struct, frozen=True, gc=False):
    """Look for what was said; the answer is `View.search`.

    Attributes:
        room: "" for everywhere.
        before_ms: only what is older, 0 for no end: the next page.
        rows: show the answer in the room where it was asked, too.
    """

    text: str
    room: str = ""
    before_ms: TimeMs = TimeMs(0)
    rows: bool = False


class Join(msgspec.Struct, frozen=True, gc=False):
    """Enter a room and show it."""

    room: str
    password: str = ""


class Leave(msgspec.Struct, frozen=True, gc=False):
    """Leave a channel, or close a private talk."""

    room: str
    reason: str = ""


class Show(msgspec.Struct, frozen=True, gc=False):
    """Open a room that is open already, or a private talk with somebody."""

    room: str


class SetNick(msgspec.Struct, frozen=True, gc=False):
    """Take another nick; also the answer to `NickRefused`."""

    nick: str


class SetDisplayName(msgspec.Struct, frozen=True, gc=False):
    """Be called something beside the nick ("": no longer)."""

    name: str


class SetTopic(msgspec.Struct, frozen=True, gc=False):
    """Give a room a topic ("" takes it away), or ask for it (None)."""

    room: str
    topic: str | None


class RenameRoom(msgspec.Struct, frozen=True, gc=False):
    """Give a room another name."""

    room: str
    name: str
    reason: str = ""


class SetAway(msgspec.Struct, frozen=True, gc=False):
    """Be marked as absent with that text ("" for the usual one), or as back (None)."""

    text: str | None


class Invite(msgspec.Struct, frozen=True, gc=False):
    """Ask somebody into a room."""

    nick: str
    room: str


class Kick(msgspec.Struct, frozen=True, gc=False):
    """Put somebody out of a room."""

    room: str
    nick: str
    reason: str = ""


class Ban(msgspec.Struct, frozen=True, gc=False):
    """Keep somebody out of a room from now on (or no longer), by nick or mask."""

    room: str
    who: str
    lift: bool = False


class SetRank(msgspec.Struct, frozen=True, gc=False):
    """Give or take a rank: letter o, v, h ..."""

    room: str
    nick: str
    letter: str
    give: bool = True


class SetMode(msgspec.Struct, frozen=True, gc=False):
    """Change a room's modes (or read them: ""), as typed: `+i`, `+k 열쇠`."""

    room: str
    modes: str


class Ignore(msgspec.Struct, frozen=True, gc=False):
    """No longer see what somebody says, by nick or mask; "" lists whom we ignore."""

    who: str


class Unignore(msgspec.Struct, frozen=True, gc=False):
    """See somebody's words again."""

    who: str


class ListRooms(msgspec.Struct, frozen=True, gc=False):
    """Ask the server for its rooms.

    Attributes:
        pattern: as LIST takes it, "" for all.
        rows: show the answer in the room, too, not only in `View.directory`.
    """

    pattern: str = ""
    rows: bool = True


class Whois(msgspec.Struct, frozen=True, gc=False):
    """Ask who somebody is; the answer appears in the room given (its key)."""

    nick: str
    shown_in: Folded | None = None


class Names(msgspec.Struct, frozen=True, gc=False):
    """Say in the room who is in it."""

    room: str


class LoadOlder(msgspec.Struct, frozen=True, gc=False):
    """Load a page of what was said before a room's first row; `Room.older` says how it stands."""

    room: str


class LoadGap(msgspec.Struct, frozen=True, gc=False):
    """Load a page of what is missing at a GAP row, from its newer end."""

    room: str
    row: RowId


class LoadAround(msgspec.Struct, frozen=True, gc=False):
    """Load a message and its neighbours: what a reply answers, a search hit. Ends in `HistoryLoaded`."""

    room: str
    msgid: str


class LoadMore(msgspec.Struct, frozen=True, gc=False):
    """Load what is missing nearest to the end: a page of the newest gap, or without one of what is older."""

    room: str


class Game(msgspec.Struct, frozen=True, gc=False):
    """Ask for something about a room's word game.

    Attributes:
        command: a key of `gaming.NAMES`; options: as typed behind it.
    """

    room: str
    command: str
    options: str = ""


class Clear(msgspec.Struct, frozen=True, gc=False):
    """Empty a room's rows on this side only."""

    room: str


class Help(msgspec.Struct, frozen=True, gc=False):
    """Explain the commands, or one of them."""

    command: str = ""


class Raw(msgspec.Struct, frozen=True, gc=False):
    """Send a line of the protocol as typed."""

    line: str


class Quit(msgspec.Struct, frozen=True, gc=False):
    """Say goodbye and leave; the line is not taken up again.

    Attributes:
        at_once: what waits for its pace stays behind, known as not sent, instead of going out in one gush.
    """

    reason: str = ""
    at_once: bool = False


class Reconnect(msgspec.Struct, frozen=True, gc=False):
    """Connect now instead of at the next attempt, also when HALTED."""


class Login(msgspec.Struct, frozen=True, gc=False):
    """The answer to a refused log-in, or a log-in later on; account "" goes on as a guest.

    Ends in `LoggedIn` or `LoginRefused`.
    """

    account: str
    password: str


class Register(msgspec.Struct, frozen=True, gc=False):
    """Make an account for us, keeping nick and rooms. Ends in `LoggedIn` or `AccountRefused`.

    Attributes:
        email: "" for none; some servers want one.
        account: "" for the nick.
    """

    password: str
    email: str = ""
    account: str = ""


class Verify(msgspec.Struct, frozen=True, gc=False):
    """Show the code that the server has sent by other ways to finish `Register`."""

    account: str
    code: str


class ChangePassword(msgspec.Struct, frozen=True, gc=False):
    """Give our account another password. Ends in `LoggedIn` or `AccountRefused`."""

    old: str
    new: str


class LogOut(msgspec.Struct, frozen=True, gc=False):
    """Be a guest from now on."""


class DeleteAccount(msgspec.Struct, frozen=True, gc=False):
    """Give the account up for good: ask twice."""

    password: str


class ListDevices(msgspec.Struct, frozen=True, gc=False):
    """Ask where our account is connected from; the answer is `View.devices`, and said in the room, too."""


class CloseDevice(msgspec.Struct, frozen=True, gc=False):
    """Cut another device of ours off, by its `Device.number`."""

    number: str


AccountCommand = Register | Verify | ChangePassword | LogOut | DeleteAccount | ListDevices | CloseDevice


class TrustCertificate(msgspec.Struct, frozen=True, gc=False):
    """The answer to `CertificateUnknown`: keep the fingerprint ("": the one asked about last) and connect."""

    fingerprint: str = ""


class Resend(msgspec.Struct, frozen=True, gc=False):
    """Send a failed message again (its row's id), or with 0 all old messages that wait.

    Attributes:
        typed: by hand, with no row to point at: the failed ones too, and it is said how many.
    """

    row: RowId = RowId(0)
    typed: bool = False


class Discard(msgspec.Struct, frozen=True, gc=False):
    """Forget a failed or waiting message (its row's id), or with 0 all that wait.; `typed` as of `Resend`."""

    row: RowId = RowId(0)
    typed: bool = False


Command = (
    Say
    | Reply
    | React
    | Redact
    | Search
    | Join
    | Leave
    | Show
    | SetNick
    | SetDisplayName
    | SetTopic
    | RenameRoom
    | SetAway
    | Invite
    | Kick
    | Ban
    | SetRank
    | SetMode
    | Ignore
    | Unignore
    | ListRooms
    | Whois
    | Names
    | LoadOlder
    | LoadGap
    | LoadAround
    | LoadMore
    | Game
    | Clear
    | Help
    | Raw
    | Quit
    | Reconnect
    | Login
    | AccountCommand
    | TrustCertificate
    | Resend
    | Discard
)
