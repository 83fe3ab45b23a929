"""Words of the news and what they mean across Italian and English: for knowing one event under two words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from timeline.language import ROOT, irregular, read_toml
from timeline.lexicon import stem
from timeline.names import fold

FOLDER = ROOT / "bilingual"
SIDES = ("it", "en")  # of a line, in their order
LONGEST = 4  # words of an entry
_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*|\d+")
# Words that may stand inside an entry and are no part of it: "checked himself into".
_PARTING = frozenset(
    [
        "himself",
        "herself",
        "itself",
        "themselves",
        "the",
        "a",
        "an",
        "him",
        "her",
        "it",
        "them",
        "si",
        "lo",
        "la",
        "li",
        "le",
        "il",
        "i",
        "gli",
        "un",
        "una",
    ]
)

Key = tuple[str, tuple[str, ...]]  # a language and the roots of an entry's words


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """What the words of the two languages mean.

    `concepts` are the lines whose words translate each other, `kindred` those whose words tell of one thing from different
    sides, by entry; `english` gives for the root of an Italian word those of its translations.
    """

    concepts: Mapping[Key, frozenset[int]]
    kindred: Mapping[Key, frozenset[int]]
    english: Mapping[str, tuple[str, ...]]


def lines(section: str) -> Iterator[tuple[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]]:
    """The lines of a section of all files, each with its parts of speech as (Italian words, English words)."""
    for path in sorted(FOLDER.glob("*.toml")):
        for line in read_toml(path).get(section, ()):
            italian, _, english = line.partition(" = ")
            parts = zip(italian.split("; "), english.split("; "), strict=True)
            yield line, tuple((tuple(a.split(", ")), tuple(b.split(", "))) for a, b in parts)


@cache
def thesaurus() -> Thesaurus:
    """The packaged words."""
    concepts: dict[Key, set[int]] = defaultdict(set)
    kindred: dict[Key, set[int]] = defaultdict(set)
    english: dict[str, dict[str, None]] = defaultdict(dict)
    number = 0
    for section, found in (("events", concepts), ("words", concepts), ("kindred", kindred)):
        for _, parts in lines(section):
            number += 1
            for part in parts:
                for lang, words in zip(SIDES, part, strict=True):
                    for word in words:
                        found[lang, tuple(_roots(word, lang))].add(number)
                if section != "kindred":
                    for word in part[0]:
                        english[root(word, "it")] |= {root(w, "en"): None for w in part[1] if " " not in w} if " " not in word else {}
    return Thesaurus(_frozen(concepts), _frozen(kindred), {word: tuple(found) for word, found in english.items() if found})


def _frozen(found: Mapping[Key, set[int]]) -> dict[Key, frozenset[int]]:
    return {key: frozenset(numbers) for key, numbers in found.items()}


@lru_cache(maxsize=1 << 17)
def root(word: str, lang: str) -> str:
    """What the forms of a word share: "stole" and "stealing", "gunned" and "gun"."""
    folded = fold(word)
    known = irregular(lang).get(folded, folded)
    if lang == "en":
        return _english(known)
    found = stem(known)
    return found[:-1] if len(found) > 3 and found[-1] == found[-2] and found[-1] not in "aeiou" else found


def _english(word: str) -> str:
    """An English word without the endings of its forms, as steps 1 and 5 of Porter (1980) take them off: "dies" and "died", "fired" and "fire"."""
    if len(word) < 4:
        return word
    if word.endswith(("ies", "ied")):
        word = word[:-3] + "y" if len(word) > 4 else word[:-1]
    elif word.endswith(("sses", "shes", "ches", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    elif word.endswith("eed"):
        word = word[:-1] if _PARTS.match(word[:-3]) else word
    else:
        bare = word.removesuffix("ing") if word.endswith("ing") else word.removesuffix("ed")
        if bare != word and re.search("[aeiouy]", bare):
            doubled = bare[-1] == bare[-2:-1] and bare[-1] not in "aeioulsz"
            word = bare[:-1] if doubled else bare + "e" if bare.endswith(("at", "bl", "iz")) or _SHORT.match(bare) else bare
    return word[:-1] if word.endswith("e") and _PARTS.match(word[:-1]) and not _SHORT.match(word[:-1]) else word


_PARTS = re.compile(r"[^aeiouy]*[aeiouy]+[^aeiouy]")  # a vowel and a consonant after it: what is left when an ending goes
_SHORT = re.compile(r"[^aeiouy]+[aeiouy][^aeiouywx]$")  # one syllable that ends in a silent e or nothing: "fir", "hop"


@lru_cache(maxsize=1 << 17)
def in_english(word: str, lang: str) -> tuple[str, ...]:
    """The root of a word, or of its English translations where it is an Italian word that has them; a name is one in both languages."""
    if lang == "en":
        return (root(word, lang),)
    own = root(word, lang)
    return thesaurus().english.get(own) or (root(word, "en") if word[:1].isupper() else own,)


@lru_cache(maxsize=1 << 17)
def meaning(lang: str, lemma: str, span: str, after: str) -> tuple[frozenset[int], frozenset[int]]:
    """The concepts and the kindred of a trigger: of an entry of several words in it or beginning in it, else of its lemma, else of its forms.

    `span` is its text and `after` what follows: "gunned" and "down by two men" are of "gun down". All words of a longer trigger
    count for what it is kindred to: "left two people dead" is about a death.
    """
    own, more = _roots(span, lang), _roots(after, lang)
    for length in range(min(LONGEST, len(own) + len(more)), 1, -1):
        starts = range(min(len(own), len(own) + len(more) - length + 1))
        if any(found := _meant(lang, [tuple([*own, *more][i : i + length]) for i in starts])):
            return found
    forms = _meant(lang, [(word,) for word in own])
    concepts, kindred = _meant(lang, [tuple(_roots(lemma, lang))])
    return (concepts, kindred | (forms[1] if len(own) > 1 else frozenset())) if concepts or kindred else forms


def _roots(text: str, lang: str) -> list[str]:
    """The roots of a text's words, without those that may part an entry, unless it has no other."""
    words = _WORD.findall(fold(text))
    return [root(w, lang) for w in words if w not in _PARTING] or [root(w, lang) for w in words]


def others(lang: str, text: str) -> dict[str, frozenset[int]]:
    """The roots of those words of a text that tell of something, each with its concepts."""
    known = thesaurus()
    found = {root(w, lang): (lang, (root(w, lang),)) for w in _WORD.findall(fold(text))}
    return {r: known.concepts.get(key, frozenset()) for r, key in found.items() if key in known.concepts or key in known.kindred}


def _meant(lang: str, entries: Sequence[tuple[str, ...]]) -> tuple[frozenset[int], frozenset[int]]:
    known = thesaurus()
    concepts = frozenset(n for e in entries for n in known.concepts.get((lang, e), ()))
    return concepts, frozenset(n for e in entries for n in known.kindred.get((lang, e), ()))
