"""Addresses as people type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from malmadang.clientcore.address import Address, normalize_pin, parse_address, readable_link
from malmadang.clientcore.faults import FaultError, FaultKind

PIN = "ab" * 32


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("irc://irc.example.org/#room", Address("irc.example.org", 6667, False, "#room")),
        ("irc://irc.example.org/%23room", Address("irc.example.org", 6667, False, "#room")),
        ("irc://irc.example.org/room", Address("irc.example.org", 6667, False, "#room")),
        ("IRCS://IRC.Example.org./", Address("irc.example.org", 6697, True)),
        ("ircs://irc.example.org:7000", Address("irc.example.org", 7000, True)),
        ("malmadang://192.0.2.7/말마당", Address("192.0.2.7", 2500, True, "#말마당")),
        ("malmadang://192.0.2.7/%EB%A7%90%EB%A7%88%EB%8B%B9", Address("192.0.2.7", 2500, True, "#말마당")),
        ("malmadang://127.0.0.1:2501/#말마당", Address("127.0.0.1", 2501, False, "#말마당")),
        ("malmadang://localhost", Address("localhost", 2500, False)),
        ("irc://[2001:db8::1]:6667/#a", Address("2001:db8::1", 6667, False, "#a")),
        ("malmadang://[::1]/", Address("::1", 2500, False)),
        ("::1", Address("::1", 2500, False)),
        ("[2001:db8::1]", Address("2001:db8::1", 2500, True)),
        ("chat.example.org", Address("chat.example.org", 2500, True)),
        ("chat.example.org:6667", Address("chat.example.org", 6667, False)),
        ("chat.example.org:6697/#a", Address("chat.example.org", 6697, True, "#a")),
        ("127.0.0.1:6697", Address("127.0.0.1", 6697, True)),
        ("127.0.0.1:4000", Address("127.0.0.1", 4000, False)),
        ("chat.example.org:4000", Address("chat.example.org", 4000, True)),
        ("  말마당.example/방 \n", Address("말마당.example", 2500, True, "#방")),
        (f"malmadang://192.0.2.7/방?pin={PIN}", Address("192.0.2.7", 2500, True, "#방", PIN)),
        ("irc://h/\u1107\u1161\u11bc", Address("h", 6667, False, "#방")),
        ("irc://h/#c++", Address("h", 6667, False, "#c++")),
        ("irc://h/&local", Address("h", 6667, False, "&local")),
    ],
)
def test_addresses(text: str, address: Address) -> None:
    """Source: DESIGN §7; draft-butcher-irc-url-04."""
    assert parse_address(text) == address


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", FaultKind.ADDRESS_EMPTY),
        ("  ", FaultKind.ADDRESS_EMPTY),
        ("https://example.org/", FaultKind.ADDRESS_SCHEME),
        ("irc://", FaultKind.ADDRESS_HOST),
        ("irc:///#room", FaultKind.ADDRESS_HOST),
        ("irc://a b/", FaultKind.ADDRESS_HOST),
        ("irc://[zz]/", FaultKind.ADDRESS_HOST),
        ("irc://[::zz]/", FaultKind.ADDRESS_HOST),
        ("irc://h:0/", FaultKind.ADDRESS_PORT),
        ("irc://h:70000/", FaultKind.ADDRESS_PORT),
        ("irc://h:port/", FaultKind.ADDRESS_PORT),
        ("irc://h/#a,#b", FaultKind.ADDRESS_ROOM),
        ("irc://h/%ff", FaultKind.ADDRESS_ROOM),
        ("irc://h/a%0Ab", FaultKind.ADDRESS_ROOM),
        ("malmadang://h/a?pin=xyz", FaultKind.ADDRESS_PIN),
    ],
)
def test_what_cannot_be_read_says_what_is_wrong(text: str, kind: FaultKind) -> None:
    with pytest.raises(FaultError) as caught:
        parse_address(text)
    assert caught.value.fault.kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "malmadang://192.0.2.7/말마당",
        "malmadang://127.0.0.1:2501/a%2Fb",
        f"malmadang://[2001:db8::1]/방?pin={PIN}",
        "irc://h/#c++",
        "ircs://h:6667/&local",
        "ircs://127.0.0.1/",
        "irc://h:2500/",
    ],
)
def test_a_link_means_the_same_address(text: str) -> None:
    address = parse_address(text)
    assert parse_address(address.link()) == address


def test_a_link_is_short_where_it_can_be() -> None:
    assert parse_address("127.0.0.1/#말마당").link() == "malmadang://127.0.0.1/%EB%A7%90%EB%A7%88%EB%8B%B9"
    assert parse_address("irc://h/").link() == "irc://h/"


def test_the_server_without_what_goes_without_saying() -> None:
    assert parse_address("irc://h:6667").server == "h"
    assert parse_address("irc://[::1]:7000").server == "[::1]:7000"


def test_pins_are_written_in_many_ways() -> None:
    assert normalize_pin(":".join(["AB"] * 32)) == PIN
    with pytest.raises(ValueError, match="fingerprint"):
        normalize_pin("ab" * 20)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_fault(text: str) -> None:
    try:
        address = parse_address(text)
    except FaultError:
        return
    assert 0 < address.port <= 65_535
    assert address.host


@pytest.mark.parametrize("room", ["#말마당", "#a?b%20c", "##방/x", "&é한#"])
def test_a_readable_link_is_the_same_address(room: str) -> None:
    address = Address("h.example", 2500, True, room)
    shown = readable_link(address.link())
    assert parse_address(shown) == parse_address(address.link())
    assert "%E" not in shown
    assert readable_link("malmadang://h/%FF") == "malmadang://h/%FF"
