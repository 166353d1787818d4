"""Build src/malmadang/data/words.txt.xz, the game's dictionary, and print what it holds.

    python -m tools.build_dictionary

Fetches its sources by pip, npm and apt-get into build/dictionary (needs Debian for the last), reads our own
two lists in tools/words, and writes the same bytes each time. docs/decisions/0018-the-dictionary.md says why
these sources and rules.
"""

import lzma
import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from malmadang.wordchain.dictionary import TIERS
from tools.dictionary_sources import Sources, fetch, read

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "dictionary"
LISTS = ROOT / "tools" / "words"
FILE = ROOT / "src" / "malmadang" / "data" / "words.txt.xz"

SHORT: Final = 3
_UNSEEN: Final = range(2639, 3000)
"""What mecab-ko-dic's model asks for a noun that its corpus never had, or hardly: dialect is dearer."""

_MAX_WAYS: Final = 3
_MAX_GLOSS: Final = 12
_NOMINAL: Final = ("NN", "NP", "NR")
_SMALL_PLACES: Final = frozenset("동면읍리봉령")
"""Ends of places that nobody knows from afar: wards, townships, hills."""

# 한글 맞춤법 10-12: what stands at the head of a Sino-Korean word in the south, by what does in the north.
_SOUTHERN: Final = dict(
    zip("녀뇨뉴니랴려례료류리라래로뢰루르", "여요유이야여예요유이나내노뇌누느", strict=True)
)

_NORTHERN_PARTS: Final = re.compile(
    "로동|로력|로임|련결|련속|련합|련락|록음|록화|리론|리용|리익|려객|려과|려행|령역|령도|료금|렬차|랭각|랭동|력사|립체|륙군|륙상|론문|련방|규률"
)

Rule = tuple[str, Callable[[Sources, str], bool]]


def is_noun(tags: Iterable[str]) -> bool:
    """Is one of the tags that of a common noun?"""
    return any(tag == "NNG" or tag.startswith("NNG/") for tag in tags)


def by_mecab(sources: Sources, word: str) -> bool:
    """Does mecab-ko-dic call it a noun?"""
    return is_noun(sources.mecab.get(word, ()))


def by_kiwi(sources: Sources, word: str) -> bool:
    """Does Kiwi call it a noun?"""
    return "NNG" in sources.kiwi.get(word, ())


def is_confirmed(sources: Sources, word: str) -> bool:
    """Does a second source know a short noun of mecab-ko-dic, or is it a number?"""
    return (
        word in sources.listed
        or word in sources.hanja
        or by_kiwi(sources, word)
        or "NR" in sources.mecab.get(word, ())
    )


def is_only_noun(sources: Sources, word: str) -> bool:
    """Does nobody call it an adverb, a root, an ending ..., and is it no syllable said twice?"""
    tags = sources.mecab.get(word, frozenset()) | sources.kiwi.get(word, frozenset())
    half = len(word) // 2
    return all(tag.startswith("NN") for tag in tags) and word != word[:half] * 2


def is_place(sources: Sources, word: str) -> bool:
    """Is it a place that a second source lists?"""
    if "NNP/지명" not in sources.mecab.get(word, ()):
        return False
    return word in sources.listed or (word in sources.hanja and word[-1] not in _SMALL_PLACES)


def is_thing_with_a_name(sources: Sources, word: str) -> bool:
    """Is it a name, of no person and no place, that a second source has too?"""
    return "NNP" in sources.mecab.get(word, ()) and (word in sources.hanja or by_kiwi(sources, word))


RULES: Final[tuple[Rule, ...]] = (
    ("learners' words", lambda sources, word: word in sources.learners),
    ("mecab, short, confirmed", lambda s, w: by_mecab(s, w) and len(w) <= SHORT and is_confirmed(s, w)),
    ("mecab, long", lambda s, w: by_mecab(s, w) and len(w) > SHORT),
    ("listed and kiwi", lambda s, w: w in s.listed and by_kiwi(s, w) and is_only_noun(s, w)),
    ("kiwi and hanja", lambda s, w: w in s.hanja and by_kiwi(s, w)),
    ("hanja in -적", lambda s, w: w in s.hanja and len(w) >= SHORT and w.endswith("적")),
    ("places", is_place),
    ("names of things", is_thing_with_a_name),
    ("hanja, of two common nouns", lambda s, w: w in s.hanja and is_compound(s, w)),
)
"""Why a word is in, by the first rule that says so."""


def is_common(sources: Sources, word: str) -> bool:
    """Is it a noun that people use: learners', or of two sources and seen by mecab-ko-dic's corpus?"""
    if word in sources.learners:
        return True
    agreed = by_mecab(sources, word) and by_kiwi(sources, word)
    return agreed and (len(word) > SHORT or word in sources.listed) and is_seen(sources, word)


def is_seen(sources: Sources, word: str) -> bool:
    """Did mecab-ko-dic's corpus have it?"""
    return sources.cost.get(word, _UNSEEN.start) not in _UNSEEN


def is_compound(sources: Sources, word: str) -> bool:
    """Is it made of two common nouns, six syllables at most?"""
    return 4 <= len(word) <= 6 and any(
        is_common(sources, word[:cut]) and is_common(sources, word[cut:]) for cut in range(2, len(word) - 1)
    )


def is_no_noun(sources: Sources, word: str) -> bool:
    """Is it something else to both, and no noun to Kiwi? Or a verb as dictionaries have it?"""
    mecab, kiwi = sources.mecab.get(word, frozenset()), sources.kiwi.get(word, frozenset())
    if word in sources.learners:
        return False
    if kiwi and not all(tag.startswith("NN") for tag in mecab):
        return not any(tag.startswith(_NOMINAL) for tag in kiwi)
    return word.endswith("다") and _is_stem(sources, word[:-1]) and not by_kiwi(sources, word)


def _is_stem(sources: Sources, stem: str) -> bool:
    tags = sources.mecab.get(stem, frozenset()) | sources.kiwi.get(stem, frozenset())
    return any(tag[:2] in {"VV", "VA", "VX"} for tag in tags)


def is_northern(sources: Sources, word: str) -> bool:
    """Is it written as in the north (로동 for 노동), whole or a part of it?"""
    if word in sources.learners:
        return False
    if _NORTHERN_PARTS.match(word) or is_northern_form(sources, word):
        return True
    if word in sources.hanja or word in sources.kiwi:
        return False
    return _NORTHERN_PARTS.search(word, 2) is not None or any(
        is_northern_form(sources, word[:cut])
        and is_common(sources, southern(word[:cut]))
        and (is_listed(sources, word[cut:]) or is_northern_form(sources, word[cut:]))
        for cut in range(2, len(word) - 1)
    )


def is_northern_form(sources: Sources, word: str) -> bool:
    """Is it the northern form of a southern word, and to Kiwi no word of its own, as 라면 is beside 나면?"""
    south = southern(word)
    return south != word and word not in sources.kiwi and is_listed(sources, south)


def is_listed(sources: Sources, word: str) -> bool:
    """Does one of the sources that know Sino-Korean nouns have it?"""
    return word in sources.listed or word in sources.hanja or by_mecab(sources, word)


def southern(word: str) -> str:
    """Return a word as it would be written in the south; the same where it is."""
    return (southern_of(word[0]) or word[0]) + word[1:]


@cache
def southern_of(syllable: str) -> str:
    """Return a syllable as it stands at the head of a word in the south; "" where it stays."""
    final = (ord(syllable) - 0xAC00) % 28
    head = _SOUTHERN.get(chr(ord(syllable) - final), "")
    return chr(ord(head) + final) if head else ""


def choose(sources: Sources, own: Iterable[str], stop: Iterable[str]) -> tuple[dict[str, str], Counter[str]]:
    """Return word -> the rule that lets it in, and how many were taken out by which."""
    chosen: dict[str, str] = {}
    out: Counter[str] = Counter()
    stopped = frozenset(stop)
    for word in candidates(sources):
        rule = next((name for name, holds in RULES if holds(sources, word)), "")
        if not rule:
            continue
        if word in stopped:
            out["stop list"] += 1
        elif is_no_noun(sources, word):
            out["no noun"] += 1
        elif is_northern(sources, word):
            out["northern spelling"] += 1
        else:
            chosen[word] = rule
    for word in own:
        chosen.setdefault(word, "our own list")
    return dict(sorted(chosen.items())), out


def candidates(sources: Sources) -> Iterator[str]:
    """Give every word of every source once."""
    known = (sources.mecab, sources.kiwi, sources.listed, sources.learners, sources.hanja)
    yield from sorted(set().union(*known))


def tier_of(sources: Sources, word: str, rule: str, own: Container[str]) -> int:
    """Say how well known it is: 1 learners', 2 agreed on and seen or Sino-Korean, 3 seen or plain, 4 all."""
    if rule == RULES[0][0]:
        return 1
    agreed = by_mecab(sources, word) and by_kiwi(sources, word)
    agreed = agreed and (len(word) > SHORT or word in sources.listed)
    if word in own or (agreed and (is_seen(sources, word) or word in sources.hanja)):
        return 2
    return 3 if is_seen(sources, word) or is_compound(sources, word) else 4


def voices(sources: Sources, word: str) -> int:
    """Count the sources that have a word as some kind of noun."""
    tagged = (sources.mecab.get(word, ()), sources.kiwi.get(word, ()))
    agree = [any(tag.startswith(_NOMINAL) for tag in tags) for tags in tagged]
    return sum((*agree, word in sources.listed, word in sources.hanja))


def meaning_of(sources: Sources, word: str, tier: int) -> str:
    """Return how a word is written in Hanja, "" where there are more than three ways or none.

    Of the last tier only short words with one way get theirs: the others double the file and say less.
    """
    ways = sources.hanja.get(word, ())
    if tier == 4 and (len(ways) > 1 or len(word) > SHORT):
        return ""
    return "·".join(ways) if len(ways) <= _MAX_WAYS else ""


def glosses_of(sources: Sources, meanings: Mapping[str, str]) -> dict[str, str]:
    """Return what each 한자 of the meanings means, briefly."""
    used = sorted({letter for meaning in meanings.values() for letter in meaning} & set(sources.glosses))
    found = {letter: brief(*sources.glosses[letter][0]) for letter in used}
    return {letter: gloss for letter, gloss in found.items() if gloss}


def brief(reading: str, gloss: str) -> str:
    """Make a gloss of the table short: its first sense, with the reading behind it."""
    first = re.split("[,;/(]", gloss)[0].strip()
    text = first if first.endswith(reading) else f"{first} {reading}"
    return text if first and len(text) <= _MAX_GLOSS else ""


def written(tiers: Mapping[str, int], meanings: Mapping[str, str], glosses: Mapping[str, str]) -> str:
    """Return the file's text: a section a tier, one word a line; at the end the glosses."""
    lines: list[str] = []
    for tier in TIERS:
        lines.append(f"# {tier}")
        for word in sorted(word for word, of in tiers.items() if of == tier):
            meaning = meanings.get(word, "")
            lines.append(f"{word}\t{meaning}" if meaning else word)
    lines.append("# 한자")
    lines.extend(f"{letter}\t{gloss}" for letter, gloss in sorted(glosses.items()))
    return "\n".join([*lines, ""])


def packed(text: str) -> bytes:
    """Pack text, the same bytes for the same text."""
    return lzma.compress(text.encode(), format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME)


def own_words(name: str) -> list[str]:
    """Read one of our own lists: words between blanks, `#` before remarks."""
    lines = (LISTS / name).read_text("utf-8").splitlines()
    return [word for line in lines for word in line.partition("#")[0].split()]


def main() -> None:
    """Build the file, print the counts."""
    fetch(FOLDER)
    sources = read(FOLDER)
    own = frozenset(own_words("present-day.txt"))
    chosen, out = choose(sources, own, own_words("stop.txt"))
    tiers = {word: tier_of(sources, word, rule, own) for word, rule in chosen.items()}
    meanings = {word: text for word, tier in tiers.items() if (text := meaning_of(sources, word, tier))}
    glosses = glosses_of(sources, meanings)
    data = packed(written(tiers, meanings, glosses))
    FILE.write_bytes(data)
    for title, counts in (("in", Counter(chosen.values())), ("out", out), ("tier", Counter(tiers.values()))):
        print(*(f"{title} {name}: {count}" for name, count in sorted(counts.items(), key=str)), sep="\n")
    print(f"two sources or more: {sum(voices(sources, word) > 1 for word in chosen)}")
    print(f"{len(chosen)} words, {len(meanings)} in Hanja, {len(glosses)} glosses, {len(data)} bytes")


if __name__ == "__main__":
    main()
