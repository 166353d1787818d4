"""The commented file with every setting, made from the settings themselves."""

import json
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import msgspec
from msgspec import Meta

from malmadang.config.settings import SECTIONS, TABLE_LISTS, Section


def sample_config() -> str:
    """Return a commented TOML file with every setting at its default."""
    lines = [
        "# Malmadang's settings, all of them, at their defaults.",
        "# Take the # off a line to change it; [[...]] may stand several times.",
        "# Check the file: malmadang config check FILE",
    ]
    for section, struct in SECTIONS.items():
        header = f"#[[{section}]]" if section in TABLE_LISTS else f"[{section}]"
        lines += ["", f"# {(struct.__doc__ or '').strip()}", header]
        lines += _sample_keys(struct)
    return "\n".join(lines) + "\n"


_EXAMPLES = {"name": "운영자", "password": "$argon2id$…"}


def _sample_keys(struct: type[Section]) -> Iterator[str]:
    for field in msgspec.structs.fields(struct):
        meta = next(part for part in get_args(field.type) if isinstance(part, Meta))
        value = _EXAMPLES[field.name] if field.default is msgspec.NODEFAULT else field.default
        yield f"# {meta.description}{_choices(field.type)}"
        yield f"#{field.name} = {_toml(value)}"


def _choices(kind: Any) -> str:  # a typing form, which has no better type
    inner = get_args(kind)[0]
    if get_origin(inner) is tuple:
        inner = get_args(inner)[0]
    return f" One of: {', '.join(get_args(inner))}." if get_origin(inner) is Literal else ""


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(part) for part in value)}]"
    return json.dumps(value, ensure_ascii=False)
