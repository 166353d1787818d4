"""Measure the game's dictionary against a reference list of nouns, and print counts, no words.

    python -m tools.measure_dictionary nouns.tsv

The list has a word a line, and behind a TAB the learners' level where there is one; `#` begins a remark. None
is shipped and no test needs one: what a list says of its licence holds for the words that it would give away.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from malmadang.adapters.dictionary_file import load_shipped
from malmadang.wordchain.dictionary import TIERS, Dictionary


def coverage(dictionary: Dictionary, lines: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return level -> how many of its words the dictionary has, and how many there are."""
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    levels = {row[0]: row[1] if len(row) > 1 else "" for row in rows}
    known = Counter(level for word, level in levels.items() if dictionary.has(word))
    return {level: (known[level], count) for level, count in Counter(levels.values()).items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("list", type=Path, help="the reference list")
    lines = parser.parse_args(arguments).list.read_text("utf-8").splitlines()
    dictionary = load_shipped()
    levels = coverage(dictionary, lines)
    levels["all"] = (sum(known for known, _ in levels.values()), sum(count for _, count in levels.values()))
    for level, (known, count) in levels.items():
        print(f"{level or '-'}: {known} of {count}, {known / count:.2%}")
    tiers = Counter(map(dictionary.tier, dictionary.words()))
    print(f"{len(dictionary)} words;", *(f"tier {tier}: {tiers[tier]}" for tier in TIERS))


if __name__ == "__main__":
    main()
