"""A small bot, an echo: `python examples/bot.py malmadang://127.0.0.1/#말마당`."""

import argparse
import secrets
import socket
import sys

from malmadang.adapters.clock_system import SystemClock
from malmadang.clientcore.address import Address, parse_address
from malmadang.clientcore.commands import Say
from malmadang.clientcore.core import ClientCore
from malmadang.clientcore.events import ClientEvent, RowAdded
from malmadang.clientcore.faults import FaultError
from malmadang.clientcore.phrases import Phrases
from malmadang.clientcore.rows import MessageRow
from malmadang.clientcore.settings import ClientSettings

NICK = "메아리"
now = SystemClock().now


def answer(core: ClientCore, event: ClientEvent) -> None:
    """Repeat a message that begins with the bot's nick."""
    if not isinstance(event, RowAdded) or not isinstance(event.row, MessageRow) or event.row.own:
        return
    room = core.view.room(event.key)
    called, _, words = event.row.text.partition(" ")
    if room and words and called.rstrip(",:") == core.view.nick:
        core.execute(Say(room.name, f"{event.row.sender}: {words}"), now())


def run(address: Address) -> None:
    """Talk until the server closes the line."""
    settings = ClientSettings(address=address, nick=NICK, take_free_nick=True)
    core = ClientCore(settings, secrets.token_bytes)
    core.start(now())
    with socket.create_connection((settings.address.host, settings.address.port)) as line:
        events = core.connected(now())
        while True:
            for event in events:
                answer(core, event)
            line.sendall(core.take_output())
            tick = core.next_tick
            line.settimeout(None if tick is None else max(0.001, (tick - now().steady_ms) / 1000))
            try:
                data = line.recv(65536)
            except TimeoutError:
                events = core.tick(now())
                continue
            if not data:
                return
            events = core.receive(data, now())


def main() -> None:
    """Read the command line, and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="where to talk, on this machine: malmadang://127.0.0.1/#말마당")
    try:
        run(parse_address(parser.parse_args().address))
    except FaultError as error:
        parser.error(Phrases("ko").fault(error.fault))
    except OSError as error:
        sys.exit(f"bot: {error}")


if __name__ == "__main__":
    main()
