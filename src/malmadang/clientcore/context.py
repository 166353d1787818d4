"""What the handlers of the client core read and change: the View, what goes out, what has happened."""

from malmadang.clientcore.address import Address
from malmadang.clientcore.events import SelfChanged, StateChanged
from malmadang.clientcore.faults import Fault, FaultError, FaultKind
from malmadang.clientcore.memory import ClientMemory
from malmadang.clientcore.progress import (
    Asked,
    Batch,
    Identity,
    Incoming,
    Label,
    LoginProgress,
    OwnTyping,
    Registration,
    Typist,
    Wanted,
)
from malmadang.clientcore.rooms import RoomBook
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.view import (
    SERVER_KEY,
    ConnectionState,
    Features,
    Person,
    Phase,
    Room,
    RoomKind,
    View,
)
from malmadang.ports import Entropy, Moment, SteadyMs, TimeMs
from malmadang.wire.isupport import ISupport
from malmadang.wire.message import Message, Source, encode_line
from malmadang.wire.names import Folded
from malmadang.wire.stamps import parse_time

_ORIGIN_MS = 15_000
"""How long answers without a label are taken for answers to the person's last command."""
_MAX_LABELS = 512


class Context(RoomBook):
    """The inside of a ClientCore.

    Attributes:
        offered: capabilities the server lists, by name; `enabled` are in use.
        wanted: channels we mean to be in, by key.
        skew_ms: server's clock minus ours, as far as server-time shows it.
        asked_quietly: (verb, key) of questions of our own without a label.
        typists: who is writing, by room and nick; `own_typing`, where the person is.
        searches: asked for, not answered, in order.
        identity: as whom the server knew us on the last line.
        unshown_echoes: whom we have said something that makes no row, once for each echo to come.
        attends: the person looks at the window; without, nothing that comes counts as read.
        guessed_reads: rooms whose `read_ms` is only a guess; `untold_reads`, not told the server yet.
        ctcp_free_ms: when the next CTCP question may be answered, on the steady clock.
        desired_nick: the nick the person chose; ours may differ while somebody else has it.
        regaining: a NICK of our own, to get it back, has not been answered.
        names_seen: members named since the list began, by channel; `names_asked`, of channels we are not in.
        surveys: channels to be asked for away marks; `surveying` is being asked since `surveyed_ms`.
        watched: people we MONITOR.
        whois: answers to WHOIS that have not ended, by folded nick.
        list_rows: the person asked for the rooms by a command, so they are shown as rows, too.
        target: where the line goes now; `upgrade`, where `sts` sends us instead.
        was_online: there was a welcome before, so what is ours is taken back without asking.
        halted: why we do not go on by ourselves.
        timers: what has to be done when, on the steady clock.
        attempt: tries since the line was last good; `short_lines` in a row broke soon after the welcome.
        nick_tries: to get the wanted nick back.
        rooms_chosen: `wanted` holds the rooms we begin with.
        last_words: the server's ERROR line.
    """

    def __init__(self, settings: ClientSettings, memory: ClientMemory, entropy: Entropy) -> None:
        self.settings = settings
        self.memory = memory
        self.entropy = entropy
        super().__init__(View(nick=settings.nick, network=settings.address.host))
        self.support = ISupport()
        self.offered: dict[str, str | None] = {}
        self.enabled: set[str] = set()
        self.wanted: dict[Folded, Wanted] = {}
        self.now = Moment(TimeMs(0), SteadyMs(0))
        self.skew_ms = 0
        self.lines: list[bytes] = []
        self.labels: dict[str, Label] = {}
        self.asked_quietly: set[tuple[str, Folded]] = set()
        self.typists: dict[Folded, dict[Folded, Typist]] = {}
        self.own_typing: dict[Folded, OwnTyping] = {}
        self.searches: list[Asked] = []
        self.identity = Identity()
        self.unshown_echoes: list[Folded] = []
        self.next_batch = 0
        self.attends = True
        self.guessed_reads: set[Folded] = set()
        self.untold_reads: set[Folded] = set()
        self.ctcp_free_ms = 0
        self.desired_nick = settings.nick
        self.regaining = False
        self.names_seen: dict[Folded, set[Folded]] = {}
        self.names_asked: dict[Folded, list[str]] = {}
        self.surveys: list[Folded] = []
        self.surveying: Folded | None = None
        self.surveyed_ms = SteadyMs(0)
        self.watched: set[Folded] = set()
        self.whois: dict[Folded, dict[str, str]] = {}
        self.list_rows = True
        self.registration = Registration()
        self.login: LoginProgress | None = None
        self.target = settings.address
        self.upgrade: Address | None = None
        self.was_online = False
        self.halted: Fault | None = None
        self.timers: dict[str, SteadyMs] = {}
        self.batches: dict[str, Batch] = {}
        self.attempt = self.short_lines = 0
        self.nick_tries = 0
        self.rooms_chosen = False
        self.last_words: Fault | None = None
        self._origin = SERVER_KEY
        self._origin_at = SteadyMs(-_ORIGIN_MS)
        self._next_label = 0
        self.open_room(settings.address.host, RoomKind.SERVER, key=SERVER_KEY)

    def after(self, delay_ms: int) -> SteadyMs:
        """Return the steady time that many milliseconds from now."""
        return SteadyMs(self.now.steady_ms + delay_ms)

    def set_state(self, state: ConnectionState) -> None:
        """Say how far the line is."""
        if state != self.view.connection:
            self.view.connection = state
            self.emit(StateChanged(state))

    def forget_line(self) -> None:
        """Drop what was true only while the line stood."""
        for things in (self.timers, self.lines, self.labels, self.asked_quietly, self.batches, self.whois,
                       self.names_seen, self.names_asked, self.surveys, self.watched,
                       self.untold_reads, self.searches, self.unshown_echoes):  # fmt: skip
            things.clear()
        self.login = self.surveying = self.identity.trial = None
        self.regaining = False
        self.nick_tries = 0
        self.view.account = ""
        self.view.away = False
        for person in self.view.people.values():
            person.online = None

    def forget_server(self) -> None:
        """Begin anew: what the server is like is told by itself. Names stay folded as they are until then."""
        casemapping = self.support.tokens.get("CASEMAPPING")
        self.support = ISupport()
        if casemapping is not None:
            self.support.apply(("*", f"CASEMAPPING={casemapping}", ""))
        self.offered.clear()
        self.enabled.clear()
        if not self.is_me(self.desired_nick):
            self.view.nick = self.desired_nick
        self.refresh_features()

    def refold(self) -> None:
        """The server folds names in another way than we thought: make all keys again."""
        for room in list(self.view.rooms):
            if room.kind is not RoomKind.SERVER and self.fold(room.name) != room.key:
                self.rename_room(room, room.name)
        self.view.people = {self.fold(person.nick): person for person in self.view.people.values()}
        self.wanted = {self.fold(wanted.name): wanted for wanted in self.wanted.values()}

    # What goes out.

    def send(self, verb: str, *params: str, tags: dict[str, str] | None = None) -> bool:
        """Write a line to the server.

        Returns:
            False where it cannot be one: a name the server has made up holds a space, say. Then nothing is
            written.
        """
        try:
            self.lines.append(encode_line(Message(verb, params, tags=tags or None)))
        except ValueError:
            return False
        return True

    def ask(self, origin: Folded, verb: str, *params: str) -> None:
        """Write the person's command, so that its answers appear where it was asked.

        Raises:
            FaultError: NO_LINE: something typed cannot stand where it is.
        """
        self._origin, self._origin_at = origin, self.now.steady_ms
        if not self.send(verb, *params, tags=self.label(Label(origin))):
            raise FaultError(FaultKind.NO_LINE, line=" ".join((verb, *params)))

    def ask_quietly(self, key: Folded, verb: str, *params: str) -> None:
        """Write a question of our own: its answer changes the View and makes no rows."""
        if not self.has("labeled-response"):
            self.asked_quietly.add((verb, key))
        self.send(verb, *params, tags=self.label(Label(key, quiet=True)))

    def label(self, label: Label) -> dict[str, str]:
        """Return the tags that make answers point back to this, none where the server cannot."""
        if not self.has("labeled-response"):
            return {}
        self._next_label += 1
        name = f"{self._next_label:x}"
        self.labels[name] = label
        while len(self.labels) > _MAX_LABELS:
            self.labels.pop(next(iter(self.labels)))
        return {"label": name}

    def may_tag(self, tag: str) -> bool:
        """Does the server carry this client tag (without its `+`) to others?

        Source: IRCv3 message-tags, "RPL_ISUPPORT" (CLIENTTAGDENY).
        """
        denied = self.support.tokens.get("CLIENTTAGDENY", "").split(",")
        is_denied = f"-{tag}" not in denied if "*" in denied else tag in denied
        return self.has("message-tags") and not is_denied

    @property
    def is_online(self) -> bool:
        """Has the server let us in, and does the line stand?"""
        return self.view.connection.phase is Phase.ONLINE

    def has(self, capability: str) -> bool:
        """Is the capability in use?"""
        return capability in self.enabled

    # The line being handled.

    def begin(self, message: Message, label: Label | None) -> None:
        """Take over time, msgid and label of a line."""
        tags = message.tags or {}
        stamp = parse_time(tags["time"]) if "time" in tags else None
        utc_ms = TimeMs(self.now.utc_ms + self.skew_ms) if stamp is None else TimeMs(stamp)
        self.incoming = Incoming(utc_ms, tags.get("msgid", ""), label, stamp is not None, tags)

    def begin_own(self) -> None:
        """Start something that no line of the server caused."""
        self.incoming = Incoming(TimeMs(self.now.utc_ms + self.skew_ms))

    @property
    def is_quiet(self) -> bool:
        """Is the line an answer to a question of our own?"""
        label = self.incoming.label
        return label is not None and label.quiet

    def was_asked_quietly(self, verb: str, key: Folded) -> bool:
        """Is the line the end of the answer to a question of our own? Forgets the question."""
        if (verb, key) in self.asked_quietly:
            self.asked_quietly.discard((verb, key))
            return True
        return self.is_quiet

    def origin(self, channel: str = "") -> Room:
        """Return the room an answer belongs to: where it was asked, or the channel it names."""
        label = self.incoming.label
        if label is not None and label.origin in self.rooms:
            return self.rooms[label.origin]
        if channel and (room := self.find_room(channel)) is not None:
            return room
        recent = not self.has("labeled-response") and self.now.steady_ms - self._origin_at < _ORIGIN_MS
        return self.rooms.get(self._origin, self.view.server) if recent else self.view.server

    # Names.

    def fold(self, name: str) -> Folded:
        """Fold a name as this server does."""
        return self.support.casefold(name)

    def is_channel(self, name: str) -> bool:
        """Is it a channel's name here?"""
        return self.support.is_channel(name)

    def is_me(self, nick: str) -> bool:
        """Is it our nick?"""
        return self.fold(nick) == self.fold(self.view.nick)

    def person(self, source: str) -> Person:
        """Return the person behind `nick!user@host`, made or brought up to date."""
        parts = Source.parse(source)
        key = self.fold(parts.nick)
        person = self.view.people.get(key)
        if person is None:
            person = self.view.people[key] = Person(parts.nick)
        if parts.host:
            # Only what the server writes is spelled as the person does it.
            person.nick, person.user, person.host = parts.nick, parts.user, parts.host
        return person

    def forget_stranger(self, key: Folded) -> None:
        """Drop somebody we share no room with any more."""
        if key in self.rooms or key == self.fold(self.view.nick):
            return
        if not any(key in room.members for room in self.rooms.values()):
            self.view.people.pop(key, None)

    def nick_freed(self, nick: str) -> None:
        """Somebody no longer has this nick: take it if it is the one the person wants."""
        if self.fold(nick) == self.fold(self.desired_nick) and not self.is_me(nick):
            self.regaining = True
            self.send("NICK", self.desired_nick)

    # What the server offers.

    @property
    def message_lines(self) -> int:
        """How many lines one message may have, 0 for any number."""
        if not self.has("draft/multiline") or not self.has("batch"):
            return 1
        values = (self.offered.get("draft/multiline") or "").split(",")
        most = next((value.partition("=")[2] for value in values if value.startswith("max-lines=")), "")
        return int(most) if most.isascii() and most.isdigit() and len(most) < 10 else 0

    def refresh_features(self) -> None:
        """Work out again what the server offers."""
        support = self.support
        self.view.features = Features(
            enabled=frozenset(self.enabled),
            prefixes=support.prefixes.symbols,
            channel_types=support.channel_types,
            nick_length=support.nick_length or 0,
            topic_length=support.topic_length or 0,
            default_rooms=support.rooms,
            monitor=support.has("MONITOR"),
            confirms=self.has("echo-message"),
            history=all(self.has(name) for name in ("draft/chathistory", "batch", "server-time")),
            markers=self.has("draft/read-marker"),
            replies=self.may_tag("reply"),
            reactions=self.may_tag("draft/react"),
            redaction=self.has("draft/message-redaction"),
            typing=self.may_tag("typing"),
            lines=self.message_lines,
            display_names=self.has("draft/metadata-2"),
            registration=self.has("draft/account-registration"),
            login="sasl" in self.offered,
            search=all(self.has(name) for name in ("soju.im/search", "batch", "server-time")),
        )
        self.emit(SelfChanged())
