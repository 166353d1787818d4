"""The commented sample."""

import re
from pathlib import Path

import msgspec

from malmadang.config import Config, parse_config, sample_config


def test_the_sample_is_the_defaults_with_and_without_its_hashes() -> None:
    sample = sample_config()
    assert parse_config(sample) == Config()
    operator = parse_config(re.sub(r"(?m)^#(?=[\[\w])", "", sample)).operators
    assert [entry.name for entry in operator] == ["운영자"]
    assert (
        parse_config(re.sub(r"(?m)^#(?=[\[\w])", "", sample.split("#[[operator]]", maxsplit=1)[0]))
        == Config()
    )


def test_the_shipped_sample_is_the_one_the_command_writes() -> None:
    shipped = Path(__file__).parents[2] / "docs" / "malmadang.sample.toml"
    assert shipped.read_text(encoding="utf-8") == sample_config()


def test_every_setting_explains_itself() -> None:
    keys = re.findall(r"(?m)^# (.*)\n#(\w+) = ", sample_config())
    expected = sum(
        len(msgspec.structs.fields(kind.type.__args__[0] if hasattr(kind.type, "__args__") else kind.type))
        for kind in msgspec.structs.fields(Config)
        if kind.name != "ignored"
    )
    assert len(keys) == expected
    assert all(text.endswith((".", ")")) for text, _ in keys)
