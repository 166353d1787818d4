"""The client core against servers that are not ours: ngIRCd and InspIRCd from Debian; and against ours."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from random import Random

import pytest

from malmadang.client.bridge import Bridge
from malmadang.clientcore import commands as c
from malmadang.clientcore.address import Address
from malmadang.clientcore.core import ClientCore
from malmadang.clientcore.events import Ended, ShowRoom, TextRefused, ViewEvent
from malmadang.clientcore.faults import FaultKind
from malmadang.clientcore.rows import Delivery, MessageRow, NoticeKind, NoticeRow
from malmadang.clientcore.settings import ClientSettings
from malmadang.clientcore.view import Phase, Room
from tests.client.otherservers import OtherServer
from tests.clientcore.page import counter
from tests.kit.faultproxy import FaultProxy
from tests.kit.waiting import soon

SERVERS = ("ngircd", "inspircd", "inspircd-bare", "malmadang")


class Person:
    """Somebody with a whole client."""

    def __init__(self, nick: str, server: OtherServer, room: str, *, port: int = 0) -> None:
        address = Address("127.0.0.1", port or server.port, tls=False, room=room)
        settings = ClientSettings(address=address, nick=nick, take_free_nick=True)
        self.events: list[ViewEvent] = []
        self.bridge = Bridge(ClientCore(settings, counter()), self._told, lambda _: None)
        self._room = room

    def _told(self, event: ViewEvent) -> None:
        self.events.append(event)
        if isinstance(event, ShowRoom):
            self.bridge.show(event.key)

    @property
    def nick(self) -> str:
        return self.bridge.view.nick

    @property
    def room(self) -> Room:
        room = next((room for room in self.bridge.view.channels() if room.name == self._room), None)
        assert room is not None, f"{self.nick} is not in {self._room}"
        return room

    async def settled(self) -> None:
        await soon(lambda: self.bridge.core.is_settled, f"{self.nick} in {self._room}")

    def say(self, text: str) -> None:
        self.bridge.say(self.room.key, text)

    def do(self, command: c.Command) -> None:
        self.bridge.do(command, origin=self.room.key)

    def messages(self) -> list[tuple[str, str]]:
        return [(row.sender, row.text) for row in self.room.rows if isinstance(row, MessageRow)]

    def notices(self, kind: NoticeKind) -> list[dict[str, str]]:
        return [row.fields for row in self.room.rows if isinstance(row, NoticeRow) and row.kind is kind]

    def members(self) -> list[str]:
        return sorted(f"{member.prefixes}{member.nick}" for member in self.room.members.values())

    async def sees(self, what: Callable[[], bool]) -> None:
        await soon(what, f"{self.nick}: {self.members()} {self.messages()} {self.room.rows[-3:]}")

    async def cut(self) -> None:
        await soon(lambda: self.bridge.view.connection.phase is Phase.WAITING, f"the cut of {self.nick}")

    async def back(self) -> None:
        await soon(lambda: self.bridge.view.connection.returned, f"the line of {self.nick}")
        await self.settled()

    async def left(self) -> None:
        self.bridge.do(c.Quit("안녕히"))
        await soon(lambda: Ended() in self.events, f"the end of {self.nick}")


def run(
    kind: str,
    folder: Path,
    test: Callable[[OtherServer, Person, Person], Coroutine[None, None, None]],
    *,
    room: str = "#test",
) -> None:
    async def whole(server: OtherServer) -> None:
        first, second = Person("하늘", server, room), Person("Minsu", server, room)
        try:
            first.bridge.start()
            await first.settled()
            second.bridge.start()
            await second.settled()
            await first.sees(lambda: len(first.room.members) == 2)
            await test(server, first, second)
        finally:
            await first.bridge.stop()
            await second.bridge.stop()

    with OtherServer(kind, folder) as server:
        asyncio.run(whole(server))


@pytest.mark.parametrize("room", ["#test", "#사랑방"])
@pytest.mark.parametrize("kind", SERVERS)
def test_talking_both_ways(kind: str, room: str, tmp_path: Path) -> None:
    async def test(_server: OtherServer, first: Person, second: Person) -> None:
        assert first.members() == second.members()
        first.say("안녕하세요")
        await second.sees(lambda: second.messages() == [(first.nick, "안녕하세요")])
        second.say(f"{first.nick} 님, 반가워요 ㅋㅋ 🙂")
        await first.sees(lambda: len(first.messages()) == 2)
        assert first.messages()[1] == (second.nick, f"{first.nick} 님, 반가워요 ㅋㅋ 🙂")
        await first.sees(
            lambda: all(
                row.delivery is Delivery.SENT for row in first.room.rows if isinstance(row, MessageRow)
            )
        )
        assert first.bridge.core.unsent == 0
        await second.left()
        await first.sees(lambda: len(first.room.members) == 1)
        assert first.notices(NoticeKind.QUIT)[-1]["who"] == second.nick

    run(kind, tmp_path, test, room=room)


@pytest.mark.parametrize("kind", SERVERS)
def test_a_hangul_nick_is_used_where_it_can_be(kind: str, tmp_path: Path) -> None:
    async def test(_server: OtherServer, first: Person, second: Person) -> None:
        assert first.nick == ("하늘" if kind == "malmadang" else "haneul")
        assert second.nick == "Minsu"

    run(kind, tmp_path, test)


@pytest.mark.parametrize("kind", SERVERS)
def test_the_list_is_right_through_all_that_happens(kind: str, tmp_path: Path) -> None:
    async def test(_server: OtherServer, first: Person, second: Person) -> None:
        rank = first.room.members[first.bridge.core.view.rooms[0].key.__class__(first.nick.lower())].prefixes[
            :1
        ]
        assert rank in ("@", "~")
        first.do(c.SetRank("#test", second.nick, "v"))
        await second.sees(lambda: f"+{second.nick}" in second.members())
        second.do(c.SetNick("Minsu2"))
        await first.sees(lambda: "+Minsu2" in first.members())
        first.do(c.SetTopic("#test", "오늘의 주제"))
        await second.sees(lambda: second.room.topic == "오늘의 주제")
        first.do(c.SetMode("#test", "+m"))
        await second.sees(lambda: "m" in second.room.modes)
        second.do(c.SetAway("점심"))
        await second.sees(lambda: second.bridge.view.away)
        assert first.members() == second.members()
        first.do(c.Kick("#test", "Minsu2", "그만"))
        await second.sees(lambda: not second.room.joined)
        await first.sees(lambda: len(first.room.members) == 1)
        second.bridge.do(c.Join("#test"))
        await second.settled()
        await first.sees(lambda: len(first.room.members) == 2)
        assert first.members() == second.members()

    run(kind, tmp_path, test)


@pytest.mark.parametrize("kind", SERVERS)
def test_a_refused_message_is_said(kind: str, tmp_path: Path) -> None:
    async def test(_server: OtherServer, first: Person, second: Person) -> None:
        first.do(c.SetMode("#test", "+m"))
        await second.sees(lambda: "m" in second.room.modes)
        second.say("들려요?")
        await second.sees(
            lambda: any(
                isinstance(row, MessageRow) and row.delivery is Delivery.FAILED for row in second.room.rows
            )
        )

    run(kind, tmp_path, test)


@pytest.mark.parametrize("kind", SERVERS)
def test_private_words_and_questions(kind: str, tmp_path: Path) -> None:
    async def test(_server: OtherServer, first: Person, second: Person) -> None:
        first.do(c.Say(second.nick, "우리끼리"))
        await second.sees(lambda: len(second.bridge.view.rooms) == 3)
        talk = second.bridge.view.rooms[2]
        assert (talk.name, talk.unread) == (first.nick, 1)
        second.do(c.Whois(first.nick, second.room.key))
        await second.sees(lambda: bool(second.notices(NoticeKind.WHOIS)))
        assert second.notices(NoticeKind.WHOIS)[0]["who"] == first.nick
        second.do(c.ListRooms())
        await second.sees(lambda: bool(second.notices(NoticeKind.LIST_END)))
        assert "#test" in [room.name for room in second.bridge.view.directory]

    run(kind, tmp_path, test)


@pytest.mark.parametrize("kind", SERVERS)
def test_long_text_arrives_whole(kind: str, tmp_path: Path) -> None:
    async def test(_server: OtherServer, first: Person, second: Person) -> None:
        text = "가나다라마바사아자차카타파하" * 40
        first.say(text)
        await second.sees(lambda: "".join(said for _, said in second.messages()) == text)
        first.say("한 줄\n두 줄")
        # Our own server carries several lines as one message.
        wanted = ["한 줄\n두 줄"] if kind == "malmadang" else ["한 줄", "두 줄"]
        await second.sees(
            lambda: second.messages()[-len(wanted) :] == [(first.nick, said) for said in wanted]
        )

    run(kind, tmp_path, test)


@pytest.mark.parametrize("kind", SERVERS)
def test_a_server_that_restarts_is_found_again(kind: str, tmp_path: Path) -> None:
    async def test(server: OtherServer, first: Person, second: Person) -> None:
        await asyncio.to_thread(server.stop)
        for person in (first, second):
            await person.cut()
        first.say("그동안 쓴 말")
        await asyncio.to_thread(server.start)
        for person in (first, second):
            person.bridge.do(c.Reconnect())
        for person in (first, second):
            await person.back()
        await first.sees(lambda: len(first.room.members) == 2)
        await second.sees(lambda: second.members() == first.members())
        await first.sees(lambda: first.bridge.core.unsent == 0)
        first.say("다시 만났네요")
        await second.sees(lambda: (first.nick, "다시 만났네요") in second.messages())

    run(kind, tmp_path, test)


@pytest.mark.parametrize("kind", SERVERS)
def test_after_a_cut_what_the_server_keeps_is_read_once(kind: str, tmp_path: Path) -> None:
    """RELIABILITY 4g: history where the server keeps any, however it gives it; nothing twice anywhere."""

    async def test(server: OtherServer, first: Person, second: Person) -> None:
        async with FaultProxy(server.port, Random(1)) as proxy:
            third = Person("Chulsu", server, "#test", port=proxy.port)
            try:
                third.bridge.start()
                await third.settled()
                first.do(c.SetMode("#test", "+H 20:1h"))
                first.say("같이 읽은 말")
                await third.sees(lambda: (first.nick, "같이 읽은 말") in third.messages())
                proxy.cut()
                await third.cut()
                first.say("없는 동안 한 말")
                await second.sees(lambda: (first.nick, "없는 동안 한 말") in second.messages())
                third.bridge.do(c.Reconnect())
                await third.back()
                first.say("돌아온 뒤에 한 말")
                await third.sees(lambda: (first.nick, "돌아온 뒤에 한 말") in third.messages())
                keeps = kind in ("inspircd", "malmadang")
                wanted = ["같이 읽은 말", *["없는 동안 한 말"] * keeps, "돌아온 뒤에 한 말"]
                # What was missed may come after what is said now, and takes its place before it.
                await third.sees(lambda: [text for _, text in third.messages()] == wanted)
            finally:
                await third.bridge.stop()

    run(kind, tmp_path, test)


@pytest.mark.parametrize("kind", SERVERS)
def test_what_a_server_does_not_have_is_said(kind: str, tmp_path: Path) -> None:
    """Issue 5: degrades by what is offered and says what is missing."""

    async def test(_server: OtherServer, first: Person, second: Person) -> None:
        second.say("남을 말")
        first.say("지울 말")
        await second.sees(lambda: len(second.messages()) == 2)
        await first.sees(lambda: len(first.messages()) == 2)
        await first.sees(lambda: first.bridge.core.unsent == 0)
        features = first.bridge.view.features
        asked: list[tuple[c.Command, bool]] = [
            (c.React("#test", "👍", who=first.nick), features.reactions),
            (c.Redact("#test"), features.redaction),
            (c.LoadOlder("#test"), features.history),
        ]
        for command, is_offered in asked:
            first.events.clear()
            first.do(command)
            refused = [event for event in first.events if isinstance(event, TextRefused)]
            assert [event.fault.kind for event in refused] == [FaultKind.NOT_OFFERED] * (not is_offered)
        # A server may take its time to know new words.
        while not ((finding := first.bridge.view.search) and finding.hits):
            first.do(c.Search("남을", "#test"))
            await first.sees(lambda: bool((found := first.bridge.view.search) and not found.is_running))
        second.do(c.Reply("#test", second.nick, "대답"))
        await first.sees(lambda: len(first.messages()) == 3)
        assert first.messages()[2] == (second.nick, "대답" if features.replies else f"{second.nick}: 대답")
        if kind == "malmadang":
            assert all(is_offered for _, is_offered in asked)

    run(kind, tmp_path, test)
