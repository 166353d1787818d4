"""Build src/malmadang/data/emojinames.txt from the npm package emojibase-data.

    npm pack emojibase-data@17.0.0
    python tools/build_emoji_names.py emojibase-data-17.0.0.tgz

Line n belongs to line n of emoji.txt: the group's number, then Korean name and search words, then English
ones, parted by tabs; search words are parted by «|».
"""

import sys
import tarfile
from pathlib import Path

import msgspec

DATA = Path(__file__).parent.parent / "src" / "malmadang" / "data"
LANGUAGES = ("ko", "en")


class Entry(msgspec.Struct):
    hexcode: str
    label: str
    group: int = -1
    tags: tuple[str, ...] = ()


def main(archive: str) -> None:
    with tarfile.open(archive) as package:
        tables = [_table(package, language) for language in LANGUAGES]
    codes = (DATA / "emoji.txt").read_text("ascii").split()
    lines = [_line([table.get(_plain(code)) for table in tables]) for code in codes]
    (DATA / "emojinames.txt").write_text("".join(lines), "utf-8")
    nameless = sum(line.startswith("-1") for line in lines)
    print(f"{len(lines)} emoji, {nameless} without a name, {(DATA / 'emojinames.txt').stat().st_size} bytes")


def _table(package: tarfile.TarFile, language: str) -> dict[str, Entry]:
    file = package.extractfile(f"package/{language}/compact.json")
    if file is None:
        sys.exit(f"the names in {language} are missing")
    entries = msgspec.json.decode(file.read(), type=list[Entry])
    return {_plain(entry.hexcode): entry for entry in entries}


def _plain(code: str) -> str:
    return code.upper().replace("-FE0F", "")


def _line(entries: list[Entry | None]) -> str:
    group = next((entry.group for entry in entries if entry is not None), -1)
    parts = [str(group)]
    for entry in entries:
        label = entry.label if entry is not None else ""
        tags = [tag for tag in entry.tags if tag.casefold() != label.casefold()] if entry is not None else []
        parts += [label, "|".join(tags)]
    return "\t".join(parts) + "\n"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
