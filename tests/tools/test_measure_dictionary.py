from pathlib import Path

import pytest

from malmadang.wordchain.dictionary import Entry, MemoryDictionary
from tools.measure_dictionary import coverage, main

LINES = ["# noun\tlevel\torigin", "학교\t초급\t學校", "사과\t초급", "없는말\t고급", "뜻없음", ""]


def test_words_are_counted_by_level() -> None:
    dictionary = MemoryDictionary([Entry("학교"), Entry("뜻없음")])
    assert coverage(dictionary, LINES) == {"초급": (1, 2), "고급": (0, 1), "": (1, 1)}


def test_only_counts_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "nouns.tsv").write_text("\n".join(LINES), "utf-8")
    main([str(tmp_path / "nouns.tsv")])
    out = capsys.readouterr().out
    assert "초급: 2 of 2, 100.00%" in out
    assert "all: 2 of 4, 50.00%" in out
    assert not [word for word in ("학교", "사과", "없는말", "뜻없음") if word in out]
