"""What is remembered, as a file's content."""

import pytest

from malmadang.clientcore.memory import ClientMemory, StsPolicy, decode_memory, encode_memory
from malmadang.ports import TimeMs


def test_it_comes_back_as_it_was() -> None:
    memory = ClientMemory(
        sts={"h": StsPolicy(6697, TimeMs(1), 2)}, pins={"h:6697": "ab" * 32}, ignored=("민수", "*!*@x")
    )
    assert decode_memory(encode_memory(memory)) == memory
    assert decode_memory(encode_memory(ClientMemory())) == ClientMemory()


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"sts": 1}', b"\xff"])
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of msgspec's words will do
        decode_memory(data)
