"""The whole server: opening, settings read anew, the end."""

import asyncio
import gc
import hashlib
import ssl
from pathlib import Path

import pytest

from malmadang.config import Config, ConfigError, parse_config
from malmadang.ports import Outcome
from malmadang.server.certificates import CertificateError
from tests.kit.certified import Certified
from tests.kit.readers import HandStore
from tests.kit.served import FREE, HERE, run, served


def test_everybody_reads_goodbye_and_what_was_said_before() -> None:
    async def scenario() -> None:
        async with served(FREE) as server:
            a, b = await server.pair()
            silent = await server.dial()
            await server.enter("민수")
            a.say("PRIVMSG #방 :마지막 말")
            await b.until("마지막")
            serving = asyncio.ensure_future(server.server.run())
            server.server.stop()
            for caller in (a, b, silent):
                assert (await caller.rest()).splitlines()[-1].startswith(b"ERROR :")
                await caller.hang_up()
            for caller in server.callers:
                await caller.hang_up()
            await serving
            assert server.server._admission.open == 0

    run(scenario)


async def until_asked(store: HandStore) -> None:
    while not store.is_asked:  # noqa: ASYNC110 - the store tells nobody
        await asyncio.sleep(0)


def test_the_end_waits_for_the_store_and_then_delivers() -> None:
    async def scenario() -> None:
        store = HandStore(at_once=Outcome.KEPT)
        async with served(FREE, storage=store) as server:
            a, b = await server.pair()
            store.at_once = None
            a.say("PRIVMSG #방 :한마디")
            await (await server.enter("민수")).pong()
            await until_asked(store)
            serving = asyncio.ensure_future(server.server.run())
            server.server.stop()
            asyncio.get_running_loop().call_later(0.05, store.answer, Outcome.KEPT)
            rest = (await b.rest()).decode().splitlines()
            assert rest[0].endswith(":한마디")
            assert rest[-1].startswith("ERROR :")
            for caller in server.callers:
                await caller.hang_up()
            await serving

    run(scenario)


def test_whoever_does_not_take_goodbye_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("malmadang.server.app.GOODBYE_S", 0.05)

    async def scenario() -> None:
        async with served(FREE) as server:
            await server.pair()
            await server.dial()
            serving = asyncio.ensure_future(server.server.run())
            server.server.stop()
            await serving
            assert server.server._admission.open == 0

    run(scenario)


def test_a_message_goes_through_a_store_that_takes_its_time() -> None:
    async def scenario() -> None:
        store = HandStore(at_once=Outcome.KEPT)
        async with served(FREE, storage=store) as server:
            a, b = await server.pair()
            store.at_once = None
            a.say("PRIVMSG #방 :하나", "PING one")
            b.say("PING two")
            await until_asked(store)
            await server.enter("민수")
            store.answer(Outcome.KEPT)
            assert [line.split()[1] for line in await b.until("하나|two")][-1] in ("PRIVMSG", "PONG")
            assert "one" in (await a.until("PONG"))[-1]
            a.say("PRIVMSG #방 :둘")
            await until_asked(store)
            store.answer(Outcome.DISK_FULL)
            assert "DISK_FULL" in (await a.until("FAIL|NOTICE"))[-1]
            assert not any("둘" in line for line in await b.pong())

    run(scenario)


def test_settings_are_read_anew(tmp_path: Path) -> None:
    text = HERE + FREE
    certified = Certified(tmp_path)
    fault: list[ConfigError] = []

    def read() -> Config:
        if fault:
            raise fault[0]
        return parse_config(text + 'topic_bytes = 20\n[server]\nnetwork = "새 이름"\n' + certified.config)

    async def scenario() -> None:
        async with served(text + certified.config, read_config=read) as server:
            await server.enter("철수", tls=certified.client)
            again = Certified(tmp_path)
            certified.client = again.client
            config = server.server.reload()
            assert isinstance(config, Config)
            assert config.limits.topic_bytes == 20
            b = await server.dial(tls=again.client)
            b.say("NICK 영희", "USER u 0 * :r")
            assert any("TOPICLEN=20" in line for line in await b.until(" 422 "))
            fault.append(ConfigError("line 3: no"))
            assert server.server.reload() == "line 3: no"
            assert server.server.config is config

    run(scenario)


def test_an_operator_reads_settings_anew() -> None:
    text = HERE + FREE + '[[operator]]\nname = "운영자"\npassword = "비밀"\n'

    async def scenario() -> None:
        async with served(
            text, read_config=lambda: parse_config(text + "[server]\nmotd = '새 소식'\n")
        ) as server:
            a = await server.enter("철수")
            a.say("OPER 운영자 틀림", "PING 1")
            assert " 464 " in (await a.until("PONG"))[0]
            a.say("OPER 운영자 비밀")
            await a.until(" 381 ")
            a.say("REHASH")
            await a.until(" 382 ")
            a.say("MOTD")
            assert any("새 소식" in line for line in await a.until(" 376 "))

    run(scenario)


def test_without_a_file_there_is_nothing_to_read_anew() -> None:
    async def scenario() -> None:
        async with served() as server:
            assert isinstance(server.server.reload(), str)

    run(scenario)


def test_a_certificate_that_cannot_be_used_is_told_at_the_start(tmp_path: Path) -> None:
    async def scenario() -> None:
        text = f'[tls]\ncertificate = "{tmp_path}/a.pem"\nkey = "{tmp_path}/b.pem"\n'
        with pytest.raises(CertificateError, match=r"a\.pem"):
            async with served(text):
                pass

    run(scenario)


def test_plain_passwords_of_operators_are_warned_of(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        async with served('[[operator]]\nname = "a"\npassword = "b"\n[files]\nenabled = true\n'):
            pass

    run(scenario)
    assert "setting_ignored setting='files.enabled'" in caplog.text
    assert "plain_password operator='a'" in caplog.text


def test_the_collector_is_as_it_was_afterwards() -> None:
    before = gc.get_threshold()

    async def scenario() -> None:
        async with served():
            assert gc.get_threshold()[0] == 50_000

    run(scenario)
    assert gc.get_threshold() == before


def test_the_pin_is_that_of_the_certificate_people_see(tmp_path: Path) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE

    async def scenario() -> None:
        async with served(FREE, folder=tmp_path) as server:
            pin = await server.server.pin()
            caller = await server.enter("철수", tls=trusting)
            shown = caller.writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
            assert hashlib.sha256(shown).hexdigest() == pin
        certified = Certified(tmp_path)
        async with served(FREE + certified.config) as server:
            assert await server.server.pin() == ""

    run(scenario)
