"""What is made from tables is as they say now."""

from pathlib import Path

import pytest

from malmadang.config import sample_config
from tests.architecture.tree import ROOT, name_of
from tools import build_reference

MADE = {
    **build_reference.build(),
    ROOT / "docs" / "malmadang.sample.toml": sample_config(),
}


@pytest.mark.parametrize("file", MADE, ids=name_of)
def test_a_made_file_is_up_to_date(file: Path) -> None:
    assert file.read_text() == MADE[file], "make generated"


def test_no_page_is_left_over() -> None:
    made = {file for file in build_reference.FOLDER.glob("*.md") if "<!-- Made by" in file.read_text()}
    assert made == set(build_reference.build())
