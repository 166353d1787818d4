"""`malmadang serve`: a server in the foreground."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import secrets
import shlex
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from malmadang.adapters.clock_system import SystemClock
from malmadang.cli.admin import complain, complain_of_settings, read_config
from malmadang.cli.gamewords import FileWords
from malmadang.cli.reach import Place, make_control
from malmadang.config import Config, ConfigError, Listen, listen_addresses
from malmadang.ports import StorageError
from malmadang.server.app import ChatServer
from malmadang.server.certificates import CertificateError, lan_addresses
from malmadang.server.doors import Bound
from malmadang.server.folder import DataFolder, FolderError, FolderTaken
from malmadang.server.listener import ListenError, format_address
from malmadang.server.telemetry import log, set_up_logging
from malmadang.servercore.core import Core
from malmadang.wire.josa import attach


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT; return the exit status."""
    try:
        config = settings(args)
    except ConfigError as error:
        complain_of_settings(error)
        return 2
    set_up_logging()
    try:
        place = Place(config, args.config or "")
        folder = DataFolder(place.folder)
    except FolderTaken as error:
        complain(
            f"{error.folder} 폴더는 다른 서버(프로세스 {error.pid or '?'})가 쓰고 있어요. "
            f"그 서버를 끄거나 --data로 다른 폴더를 골라 주세요.\n"
            f"  The data folder is in use by process {error.pid or '?'}: "
            f"stop that server, or choose another folder with --data."
        )
        return 1
    except FolderError as error:
        complain(f"자료 폴더를 쓸 수 없어요 · the data folder cannot be used: {error}")
        return 1
    try:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            return runner.run(_serve(args, place))
    finally:
        folder.close()


def settings(args: argparse.Namespace) -> Config:
    """Return the settings of the file, with what the command line says in their place.

    Raises:
        ConfigError: one of them cannot be used.
    """
    config = read_config(Path(args.config)) if args.config else Config()
    listen = tuple(Listen(address=address) for address in args.listen)
    for each in listen:
        listen_addresses(each)
    if args.lan and listen and not any(_is_reachable(each) for each in listen):
        raise ConfigError(
            f"--lan은 이웃에게 여는데 --listen {attach(listen[0].address, '은/는')} 이 컴퓨터에서만 열려요. "
            f"둘 가운데 하나만 써 주세요.\n"
            f"  --lan opens to your network, --listen {listen[0].address} to this computer only: "
            f"leave one of them out."
        )
    if args.lan and not listen:
        listen = (Listen(address="*"),)
    server = config.server
    if args.data:
        server = msgspec.structs.replace(server, data_dir=args.data)
    if args.name:
        server = msgspec.structs.replace(server, network=args.name)
    return msgspec.structs.replace(config, server=server, listen=listen or config.listen)


def _is_reachable(listen: Listen) -> bool:
    """Whether others than this machine can reach what listens there."""
    return not all(host.startswith("127.") or host == "::1" for host, _, _ in listen_addresses(listen))


async def _serve(args: argparse.Namespace, place: Place) -> int:
    config = place.config
    clock = SystemClock()
    faults: list[BaseException] = []

    def died(fault: BaseException) -> None:
        # Nothing can be kept any more, so nothing may be said any more.
        log("store_died", reason=repr(fault))
        faults.append(fault)
        server.stop()

    try:
        storage = place.open_storage(died)
        kept = storage.load()
    except StorageError as error:
        complain(str(error))
        return 1
    server = ChatServer(
        config,
        Core(config, secrets.token_bytes, clock.now(), kept),
        storage=storage,
        clock=clock,
        folder=place.folder,
        read_config=(lambda: settings(args)) if args.config else None,
        words=FileWords(place.words),
    )
    storage.is_quiet = server.is_quiet
    try:
        bound = await server.open()
    except (ListenError, CertificateError) as error:
        complain(_explain(error, args))
        return 1
    _catch_signals(server)
    control = make_control(server, storage, place)
    try:
        await control.open(place.folder)
    except OSError as error:
        # People can be served all the same; the tools say themselves that they reach nobody.
        log("owner_locked_out", reason=str(error))
    for each in bound:
        print(_describe(each), flush=True)
    if args.lan:
        _print_invitation(bound, await server.pin())
    if args.ready_fd is not None:
        _say_ready(args.ready_fd)
    await server.run()
    await control.close()
    return 1 if faults else 0


def _describe(bound: Bound) -> str:
    scheme = "ircs" if bound.tls else "irc"
    return f"듣고 있어요 · listening: {scheme}://{format_address(bound.host, bound.port)}/"


def _print_invitation(bound: list[Bound], pin: str) -> None:
    """Print what friends on the same network type or click.

    Args:
        pin: sha256 of a self-made certificate: our app trusts that one and no other; "" for none.
    """
    addresses = lan_addresses()
    ports = {each.port for each in bound if each.host in ("0.0.0.0", "::", *addresses)}
    if not addresses or not ports:
        print("이 컴퓨터의 네트워크 주소를 찾지 못했어요 · no network address found", flush=True)
        return
    print("친구에게 이 주소를 알려 주세요 · give your friends this address:")
    for port in sorted(ports):
        for address in addresses:
            host = f"[{address}]" if ":" in address else address
            place = host if port == 2500 else f"{host}:{port}"
            print(f"  malmadang://{place}/{f'?pin={pin}' if pin else ''}")
            print(f"  irc://{host}:{port}/   ircs://{host}:{port}/")
    sys.stdout.flush()


def _explain(error: ListenError | CertificateError, args: argparse.Namespace) -> str:
    if isinstance(error, CertificateError):
        return f"인증서를 쓸 수 없어요 · the certificate cannot be used: {error}"
    place = format_address(error.host, error.port)
    if error.is_taken:
        command = _elsewhere(error, args)
        return (
            f"{attach(place, '은/는')} 다른 프로그램이 쓰고 있어요. "
            f"그 프로그램을 끄거나 다른 포트를 골라 주세요: {command}\n"
            f"  {place} is already in use: stop the program that listens there, or choose another port: "
            f"{command}"
        )
    return (
        f"{place}에서 들을 수 없어요({error.error.strerror}). --listen으로 다른 주소를 골라 주세요.\n"
        f"  Cannot listen on {place} ({error.error.strerror}): choose another address with --listen."
    )


def _elsewhere(error: ListenError, args: argparse.Namespace) -> str:
    """Return the command as it was typed, with another port where this one is taken."""
    taken = (error.host, error.port)
    other = format_address(error.host, error.port + 1 if error.port < 65_535 else error.port - 1)
    addresses = [
        other
        if taken in {(host, port) for host, port, _ in listen_addresses(Listen(address=address))}
        else address
        for address in args.listen
    ]
    words = ["malmadang", "serve"]
    for name, value in (("--config", args.config), ("--data", args.data), ("--name", args.name)):
        words += [name, value] if value else []
    words += ["--lan"] if args.lan else []
    for address in addresses or [other]:
        words += ["--listen", address]
    # Hangul needs no quotes, which shlex would put around it.
    return " ".join(word if re.fullmatch(r"[\w@%+=:,./-]+", word) else shlex.quote(word) for word in words)


def _catch_signals(server: ChatServer) -> None:
    loop = asyncio.get_running_loop()
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, lambda *_: loop.call_soon_threadsafe(server.stop))
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)
    loop.add_signal_handler(signal.SIGHUP, server.reload)


def _say_ready(descriptor: int) -> None:
    try:
        os.write(descriptor, b"\n")
        os.close(descriptor)
    except OSError as error:
        complain(f"--ready-fd {descriptor}: {error.strerror}")


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    """Return the quickest event loop there is."""
    try:
        if sys.platform == "win32":
            from winloop import new_event_loop
        else:
            from uvloop import new_event_loop
    except ImportError:
        return asyncio.new_event_loop
    return new_event_loop
