from malmadang.ports import ClientId, SteadyMs
from malmadang.servercore import render
from malmadang.servercore.client import CLASS_BITS, Client
from malmadang.servercore.throttle import Bucket
from malmadang.wire.capabilities import CAPABILITIES


def make() -> Client:
    now = SteadyMs(0)
    return Client(
        ClientId(1), "127.0.0.1", "localhost", secure=False, loud=Bucket(1, now), quiet=Bucket(1, now)
    )


def test_capabilities_make_the_class() -> None:
    client = make()
    client.set_caps(frozenset({"message-tags", "echo-message", "batch"}))
    assert client.mask == render.TAGS
    assert client.echo
    client.set_caps(frozenset(CLASS_BITS))
    assert client.mask == sum(CLASS_BITS.values()) & ~render.MULTILINE, "it is nothing without batch"
    client.set_caps(frozenset({*CLASS_BITS, "batch"}))
    assert client.mask == sum(CLASS_BITS.values())
    assert not client.echo


def test_every_class_capability_is_one() -> None:
    assert set(CLASS_BITS) <= {row.name for row in CAPABILITIES}
    assert len(set(CLASS_BITS.values())) == len(CLASS_BITS)


def test_replies_are_addressed_to_the_nick_as_far_as_there_is_one() -> None:
    client = make()
    assert client.nick == "*"
    client.claim.nick = "손님"
    assert client.nick == "손님"
