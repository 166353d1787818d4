"""ChatServer: open, run, close."""

from __future__ import annotations

import asyncio
import gc
import select
import ssl
import sys
from collections.abc import Callable
from pathlib import Path
from typing import assert_never

from malmadang.config import Config, ConfigError
from malmadang.ports import Clock, EventQuery, HistoryQuery, SearchQuery, Storage, TargetsQuery
from malmadang.server.admission import RESERVED_DESCRIPTORS, Admission
from malmadang.server.certificates import (
    CERTIFICATE_FILE,
    CertificateError,
    fingerprint,
    load_context,
    load_into,
    make_certificate,
    own_names,
)
from malmadang.server.contracts import Steps
from malmadang.server.doors import Bound, Doors
from malmadang.server.passwords import Passwords, is_hash
from malmadang.server.runtime import Runtime
from malmadang.server.tcp import Hub
from malmadang.server.telemetry import log
from malmadang.server.words import Words, WordSource
from malmadang.servercore.effects import (
    Ask,
    GameRequest,
    HashPassword,
    KeepFirst,
    ReloadConfig,
    VerifyPassword,
)

MAX_TURN_RECORDS = 1_024
"""Messages taken in before a turn ends, so that no reader gets more at once than its queue may hold."""
GOODBYE_S = 2.0
"""How long clients have to take the goodbye when the server stops."""
COMMIT_S = 2.5
"""How long the store has to keep what was said when the server stops."""


class ChatServer:
    """A server: the core, its sockets, its threads.

    Args:
        folder: where the certificate is kept.
        read_config: reads the settings anew for REHASH and SIGHUP; raises ConfigError.
        words: where the game's words come from.
        use_epoll: False takes the loop's transports for plain TCP too, as where there is no epoll.
    """

    def __init__(
        self,
        config: Config,
        core: Steps,
        *,
        storage: Storage,
        clock: Clock,
        folder: Path,
        read_config: Callable[[], Config] | None = None,
        words: WordSource | None = None,
        use_epoll: bool = hasattr(select, "epoll"),
    ) -> None:
        self.config = config
        self._core = core
        self._storage = storage
        self._clock = clock
        self._folder = folder
        self._read_config = read_config
        self._word_source = words
        self._use_epoll = use_epoll
        self._context: ssl.SSLContext | None = None
        self._context_lock = asyncio.Lock()
        self._stop = asyncio.Event()
        self._is_closed = False

    async def open(self) -> list[Bound]:
        """Listen; return where.

        Raises:
            ListenError: an address cannot be had.
            CertificateError: the certificate of the settings cannot be used.
        """
        loop = asyncio.get_running_loop()
        self._loop = loop
        self._passwords = Passwords(loop)
        self._words = Words(loop, self._word_source)
        self.runtime = Runtime(
            self._core,
            self.config,
            clock=self._clock,
            storage=self._storage,
            asker=self,
            later=loop.call_soon,
        )
        self._admission = Admission(self.config, _raise_descriptor_limit() - RESERVED_DESCRIPTORS)
        self._hub = self._nest(loop) if self._use_epoll else None
        self._doors = Doors(
            self.config,
            self.runtime,
            self._admission,
            hub=self._hub,
            clock=self._clock,
            loop=loop,
            contexts=self._tls_context,
        )
        self.runtime.gate = self._doors
        try:
            if self.config.tls.certificate or any(listen.tls for listen in self.config.listen):
                await self._tls_context()
            self._doors.open(self.config.listen)
        except BaseException:
            self._let_go()
            raise
        self._warn()
        # What is there now stays for good: later collections need not look at it.
        gc.collect()
        gc.freeze()
        self._gc_threshold = gc.get_threshold()
        gc.set_threshold(50_000, 20, 100)
        for bound in self._doors.bound:
            log("listening", host=bound.host, port=bound.port, kind=bound.kind, tls=bound.tls)
        return self._doors.bound

    @property
    def bound(self) -> list[Bound]:
        """Where it listens."""
        return self._doors.bound

    def _nest(self, loop: asyncio.AbstractEventLoop) -> Hub:
        runtime = self.runtime
        hub = Hub(self._clock, runtime.fanout, MAX_TURN_RECORDS)
        runtime.look = hub.poll
        loop.add_reader(hub.fileno(), runtime.tick)
        return hub

    def is_quiet(self) -> bool:
        """Tell whether nobody who is connected over plain TCP has something to be read."""
        return self._hub is not None and self._hub.is_quiet()

    def _warn(self) -> None:
        for operator in self.config.operators:
            if not is_hash(operator.password):
                log("plain_password", operator=operator.name)
        for setting in self.config.ignored:
            log("setting_ignored", setting=setting)

    async def pin(self) -> str:
        """Return the sha256 of the self-made certificate, which an invitation carries.

        "" where the settings name a certificate: that one is known by its name and may change.
        """
        if self.config.tls.certificate:
            return ""
        await self._tls_context()
        return fingerprint(self._folder / CERTIFICATE_FILE)

    async def run(self) -> None:
        """Serve until `stop` is called, then close."""
        await self._stop.wait()
        await self.close()

    def stop(self) -> None:
        """Ask the server to stop."""
        self._stop.set()

    async def close(self) -> None:
        """Take nothing more, keep what was said, say goodbye, close every connection."""
        if self._is_closed:
            return
        self._is_closed = True
        log("stopping")
        runtime = self.runtime
        self._doors.close()
        runtime.quiet()
        runtime.tick()
        await _wait(runtime.idle, COMMIT_S)
        runtime.farewell()
        runtime.tick()
        self._doors.send_away()
        await _wait(self._doors.empty, GOODBYE_S)
        self._doors.shut()
        await self._doors.finish()
        runtime.tick()
        self._let_go()
        gc.set_threshold(*self._gc_threshold)
        gc.unfreeze()
        log("stopped")

    def _let_go(self) -> None:
        self.runtime.close()
        if self._hub is not None:
            self._loop.remove_reader(self._hub.fileno())
            self._hub.close()
        self._storage.close()
        self._passwords.close()
        self._words.close()

    # Settings.

    def reload(self) -> Config | str:
        """Read settings and certificate again (SIGHUP, REHASH); return them, or what is wrong with them."""
        if self._read_config is None:
            reason = "there is no settings file to read"
            log("settings_refused", reason=reason)
            return reason
        try:
            config = self._read_config()
            if config.tls.certificate:
                files = Path(config.tls.certificate), Path(config.tls.key)
                # Tried first: a pair that does not fit would leave the context in use without a key.
                load_context(*files)
                if self._context is not None:
                    load_into(self._context, *files)
        except (ConfigError, CertificateError, OSError) as error:
            log("settings_refused", reason=str(error))
            return str(error)
        self.config = config
        self._admission.config = config
        self._doors.silent.length_ms = config.limits.register_s * 1000
        self.runtime.reconfigure(config)
        self._storage.retry()
        self._warn()
        log("settings_read")
        return config

    async def _tls_context(self) -> ssl.SSLContext:
        async with self._context_lock:
            if self._context is None:
                tls = self.config.tls
                if tls.certificate:
                    self._context = load_context(Path(tls.certificate), Path(tls.key))
                else:
                    files = await self._loop.run_in_executor(None, self._make_certificate)
                    self._context = load_context(*files)
            return self._context

    def _make_certificate(self) -> tuple[Path, Path]:
        files = make_certificate(self._folder, own_names(), self._clock.now().utc_ms)
        log("certificate_made", file=str(files[0]))
        return files

    # Questions of the core.

    def consult(self, request: GameRequest, answer: Callable[[object], None]) -> None:
        """Find out about words, on their thread."""
        self._words.ask(request, answer)

    def ask(self, request: Ask, answer: Callable[[object], None]) -> None:
        """Find out what the core cannot know."""
        question = request.request
        match question:
            case VerifyPassword():
                self._passwords.verify(question.expected, question.password, answer)
            case HashPassword(password, is_cheap):
                self._passwords.hash(password, is_cheap=is_cheap, answer=answer)
            case ReloadConfig():
                answer(self.reload())
            case HistoryQuery() | EventQuery() | TargetsQuery() | SearchQuery():
                self._storage.ask(question, answer)
            case KeepFirst():
                raise AssertionError("the pipeline answers it")
            case _:
                assert_never(question)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        pass


def _raise_descriptor_limit() -> int:
    """Let this process have as many descriptors as it may; return how many."""
    if sys.platform == "win32":
        return 8_192
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return min(hard, 1 << 20)
