"""Tables of cases as JSON, for every implementation of the grammar to be tested with."""

from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")

FOLDER = Path(__file__).parent


def load(name: str, kind: type[T]) -> T:
    """Read one table as a list of cases of this kind."""
    return msgspec.json.decode((FOLDER / f"{name}.json").read_bytes(), type=kind)
