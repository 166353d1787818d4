"""One listening socket: had, or why not."""

import pytest

from malmadang.config import parse_config
from malmadang.server.listener import ListenError, bind, format_address
from tests.kit.served import HERE, run, served


def test_a_port_that_is_taken_is_named() -> None:
    with bind("127.0.0.1", 0) as sock:
        port = sock.getsockname()[1]

        async def scenario() -> None:
            text = f'[[listen]]\naddress = "127.0.0.1:0"\n[[listen]]\naddress = "127.0.0.1:{port}"\n'
            with pytest.raises(ListenError) as caught:
                async with served(parse_config(text)):
                    pass
            assert caught.value.is_taken
            assert str(caught.value) == f"127.0.0.1:{port}: Address already in use"

        run(scenario)


def test_an_address_that_is_not_ours() -> None:
    with pytest.raises(ListenError) as caught:
        bind("192.0.2.1", 0)
    assert not caught.value.is_taken


def test_addresses_as_people_type_them() -> None:
    assert format_address("::1", 2500) == "[::1]:2500"
    assert format_address("127.0.0.1", 2500) == "127.0.0.1:2500"
    assert parse_config(HERE).listen[0].address == "127.0.0.1:0"
