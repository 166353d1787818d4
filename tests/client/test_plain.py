"""The line client, with a pipe for a person."""

import asyncio
import io
import os
from collections.abc import Callable, Coroutine
from typing import BinaryIO, cast

from malmadang.client.plain import PlainChat
from malmadang.client.terminal import Terminal
from malmadang.clientcore.address import Address
from malmadang.clientcore.core import ClientCore
from malmadang.clientcore.memory import ClientMemory
from malmadang.clientcore.settings import ClientSettings
from tests.client.fakeserver import FakeServer
from tests.clientcore.page import counter
from tests.kit.waiting import soon


class Pipe:
    """A line client whose person is the test."""

    def __init__(self, port: int, room: str = "#방", *, is_asked: bool = False) -> None:
        reader, writer = os.pipe()
        self._source = io.FileIO(reader, "rb")
        self.keys = io.FileIO(writer, "wb")
        self.out, self.errors = io.StringIO(), io.StringIO()
        terminal = Terminal(
            cast(BinaryIO, self._source), self.out, self.errors, is_asked=is_asked, is_coloured=False
        )
        settings = ClientSettings(
            address=Address("127.0.0.1", port, tls=False, room=room), nick="하늘", take_free_nick=True
        )
        self.saved: list[ClientMemory] = []
        self._chat = PlainChat(ClientCore(settings, counter()), terminal, self.saved.append)
        self.status: int | None = None

    def type(self, text: str) -> None:
        """Press keys and Enter."""
        self.keys.write(f"{text}\n".encode())

    async def until(self, text: str) -> None:
        """Wait until something stands on the screen."""
        await soon(lambda: text in self.out.getvalue(), f"{text!r} on\n{self.out.getvalue()}")

    async def run(self) -> None:
        """Be there until the end."""
        self.status = await self._chat.run()

    def close(self) -> None:
        """Give the pipe back."""
        self.keys.close()
        self._source.close()


def run(
    test: Callable[[FakeServer, Pipe], Coroutine[None, None, None]],
    room: str = "#방",
    *,
    is_asked: bool = False,
) -> Pipe:
    async def whole() -> Pipe:
        async with FakeServer(greets=True) as server:
            pipe = Pipe(server.port, room, is_asked=is_asked)
            async with asyncio.timeout(30), asyncio.TaskGroup() as tasks:
                tasks.create_task(pipe.run())
                await test(server, pipe)
            pipe.close()
            return pipe

    return asyncio.run(whole())


def test_a_new_nick_is_said_once_however_many_rooms_it_shows_in() -> None:
    async def test(server: FakeServer, pipe: Pipe) -> None:
        await pipe.until("들어왔어요")
        server.say(":영희!y@h JOIN #방", ":영희!y@h PRIVMSG 하늘 :안녕")
        pipe.type("/귓속말 영희")
        await pipe.until("── 영희")
        server.say(":영희!y@h NICK 순이", ":순이!y@h PRIVMSG 하늘 :나야")
        await pipe.until("나야")
        assert pipe.out.getvalue().count("영희 → 순이 (별명 바꿈)") == 1
        pipe.type("/종료")

    run(test)


def test_a_whole_talk() -> None:
    async def test(server: FakeServer, pipe: Pipe) -> None:
        await pipe.until("#방 2명: 민수 하늘".replace("민수", "@민수"))
        server.say(":영희!y@h JOIN #방", ":영희!y@h PRIVMSG #방 :안녕하세요", ":영희!y@h QUIT :")
        await pipe.until("영희 님이 나갔어요")
        pipe.type("반가워요")
        await server.until("PRIVMSG #방 :반가워요")
        pipe.type("/종료 안녕히")
        await server.until("QUIT :안녕히")

    pipe = run(test)
    assert pipe.status == 0
    lines = [line.partition("] ")[2] for line in pipe.out.getvalue().splitlines() if line.startswith("[")]
    assert lines == [
        lines[0],
        "하늘 님이 들어왔어요",
        "#방 2명: @민수 하늘",
        "영희 님이 들어왔어요",
        "영희: 안녕하세요",
        "영희 님이 나갔어요",
        "하늘: 반가워요",
        "안녕히 가세요!",
    ]
    assert lines[0].endswith("연결됐어요")


def test_what_is_piped_in_waits_for_the_room_and_ends_politely() -> None:
    async def test(server: FakeServer, pipe: Pipe) -> None:
        pipe.type("하나")
        pipe.type("/들어가기 #둘")
        pipe.type("둘에서")
        pipe.keys.close()
        await server.until("QUIT :")

    pipe = run(test)
    assert pipe.status == 0
    assert "하늘: 하나" in pipe.out.getvalue()
    assert "── #둘 ──" in pipe.out.getvalue()


def test_a_silent_person_stays() -> None:
    async def test(server: FakeServer, pipe: Pipe) -> None:
        await server.until("JOIN #방")
        await pipe.until("#방 2명")
        server.say(":민수!m@h PRIVMSG #방 :아직 있어요?")
        await pipe.until("민수: 아직 있어요?")
        assert not any(line.startswith("QUIT") for line in server.heard)
        pipe.type("/quit")

    assert run(test).status == 0


def test_other_rooms_are_named() -> None:
    async def test(server: FakeServer, pipe: Pipe) -> None:
        await pipe.until("#방 2명")
        pipe.type("/join #둘")
        await pipe.until("#둘 2명")
        server.say(":민수!m@h PRIVMSG #방 :여기는 방", ":민수!m@h PRIVMSG 하늘 :몰래")
        await pipe.until("#방 민수: 여기는 방")
        await pipe.until("(귓속말 민수) 민수: 몰래")
        pipe.type("/방 #방")
        pipe.type("돌아왔어요")
        await server.until("PRIVMSG #방 :돌아왔어요")
        pipe.type("/나가기")
        await server.until("PART")
        server.say(":하늘!u@host PART #방")
        pipe.type("둘에 있어요")
        await server.until("PRIVMSG #둘 :둘에 있어요")
        pipe.type("/quit")

    assert run(test).status == 0


def test_an_unknown_command_says_the_nearest() -> None:
    async def test(server: FakeServer, pipe: Pipe) -> None:
        pipe.type("/종로")
        await pipe.until("'/종로'는 없는 명령이에요. 혹시 /종료?")
        pipe.type("/종료")

    assert run(test).status == 0


def test_a_lost_line_is_said_and_what_is_typed_is_kept() -> None:
    async def test(server: FakeServer, pipe: Pipe) -> None:
        await pipe.until("#방 2명")
        server.cut()
        await pipe.until("다시 연결할게요 (1번째 시도)")
        pipe.type("기다릴게요")
        await server.until("PRIVMSG #방 :기다릴게요")
        pipe.type("/종료")

    pipe = run(test)
    assert pipe.status == 0
    assert "연결되면 보낼게요: 기다릴게요" in pipe.out.getvalue()


def test_a_refusal_is_said_with_the_text() -> None:
    async def test(server: FakeServer, pipe: Pipe) -> None:
        await pipe.until("#방 2명")
        pipe.type("말할 수 있나요")
        await server.until("PRIVMSG")
        server.say(":s 404 하늘 #방 :Cannot send to channel")
        await pipe.until("보내지 못했어요: 말할 수 있나요 (#방에 말할 수 없어요)")
        pipe.type("/종료")

    assert run(test).status == 0


def test_in_a_terminal_own_words_are_not_said_again() -> None:
    async def test(server: FakeServer, pipe: Pipe) -> None:
        await pipe.until("#방 2명")
        pipe.type("한 번만")
        await server.until("PRIVMSG #방 :한 번만")
        pipe.type("/종료")

    assert "한 번만" not in run(test, is_asked=True).out.getvalue()


def test_nobody_at_home_is_a_failure_in_plain_words() -> None:
    async def whole() -> Pipe:
        async with FakeServer() as server:
            port = server.port
        pipe = Pipe(port)
        await pipe.run()
        pipe.close()
        return pipe

    pipe = asyncio.run(whole())
    assert pipe.status == 1
    assert "아무도 대답하지 않아요" in pipe.errors.getvalue()
    assert pipe.out.getvalue() == ""


def test_help_is_a_table() -> None:
    async def test(_server: FakeServer, pipe: Pipe) -> None:
        pipe.type("/도움말")
        await pipe.until("인사하고 마쳐요 (/quit)")
        pipe.type("/종료")

    assert run(test).status == 0


def test_what_is_said_about_messages_is_text() -> None:
    async def test(server: FakeServer, pipe: Pipe) -> None:
        await pipe.until("2명")
        server.say(
            "@msgid=a :민수!m@h PRIVMSG #방 :밥 먹자",
            "@msgid=b;+reply=a :영희!y@h PRIVMSG #방 :좋아",
            "@+reply=a;+draft/react=👍 :영희!y@h TAGMSG #방",
        )
        await pipe.until("👍")
        server.say(
            ":영희!y@h REDACT #방 b",
            ":민수!m@h REDACT #방 a :실수",
        )
        await pipe.until("실수")
        pipe.type("/찾기 김치")
        await pipe.until("불러온 글에서만")
        pipe.type("/더보기")
        await pipe.until("보관하지 않아요")
        pipe.type("/종료")

    pipe = run(test)
    lines = [line.partition("] ")[2] for line in pipe.out.getvalue().splitlines()]
    said = [line for line in lines if line.startswith(("민수", "영희", "'"))]
    assert said == [
        "민수: 밥 먹자",
        "영희: 좋아 (↪ 민수: 밥 먹자)",
        "'밥 먹자' 👍 1",
        "영희: (지운 메시지예요)",
        "민수: (지운 메시지예요): 실수",
        "'김치'를 찾지 못했어요. 이 서버는 찾기를 하지 않아서 여기 불러온 글에서만 찾았어요",
    ]


def test_missed_words_come_in_order_and_are_counted() -> None:
    async def test(server: FakeServer, pipe: Pipe) -> None:
        await pipe.until("2명")
        server.say(
            ":s BATCH +h chathistory #방",
            "@batch=h;msgid=a;time=2020-01-01T00:00:00.000Z :민수!m@h PRIVMSG #방 :하나",
            "@batch=h;msgid=b;time=2020-01-01T00:00:01.000Z :민수!m@h PRIVMSG #방 :둘\x02",
            "@batch=h;msgid=c;time=2020-01-01T00:00:01.000Z :민수!m@h PRIVMSG #방 :셋",
            ":s BATCH -h",
        )
        await pipe.until("셋")
        pipe.type("/종료")

    pipe = run(test)
    lines = [line for line in pipe.out.getvalue().splitlines() if "민수: " in line]
    assert [line.rpartition(" ")[2] for line in lines] == ["하나", "둘", "셋"]
    assert all(line.startswith(("[2020-01-01", "[2019-12-31")) for line in lines)
