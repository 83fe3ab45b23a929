"""The words of two languages: what shares a root, what means the same, what is told from another side; and the files themselves."""

from __future__ import annotations

from itertools import product

import pytest

from timeline.concepts import SIDES, in_english, lines, meaning, others, root, thesaurus
from timeline.names import fold

SECTIONS = ("events", "words", "kindred")

ROOTS = {
    "regular forms": ("en", "kill killed killing kills", True),
    "a doubled consonant": ("en", "stop stopped stopping", True),
    "an irregular past": ("en", "steal stole stolen", True),
    "a silent e": ("en", "fire fired firing fires", True),
    "a short verb": ("en", "die died dies", True),
    "a y": ("en", "try tried tries", True),
    "a longer verb in e": ("en", "devastate devastated devastating", True),
    "an ending after a hiss": ("en", "clash clashes clashed", True),
    "a verb in ee": ("en", "agree agreed agreeing", True),
    "a verb and one with a silent e": ("en", "plan plane", False),
    "what only looks like a form": ("en", "thing th", False),
    "Italian forms": ("it", "bombardare bombardato bombardando", True),
    "two verbs": ("en", "win lose", False),
    "two nouns": ("it", "terremoto alluvione", False),
}


@pytest.mark.parametrize(("lang", "words", "same"), ROOTS.values(), ids=ROOTS)
def test_roots(lang: str, words: str, same: bool) -> None:
    assert (len({root(w, lang) for w in words.split()}) == 1) is same


# What two triggers share, each as (language, lemma, its text, what follows): a concept, only that they are kindred, or nothing.
SAID = {
    "a verb and its translation": (("it", "uccidere", "ucciso", ""), ("en", "kill", "killed", ""), "concept"),
    "a noun and its translation": (("it", "terremoto", "terremoto", ""), ("en", "quake", "quake", ""), "concept"),
    "a verb and its noun": (("en", "acquire", "acquired", ""), ("it", "acquisizione", "acquisizione", ""), "concept"),
    "synonyms": (("en", "heist", "heist", ""), ("en", "robbery", "robbery", ""), "concept"),
    "several words": (("en", "shoot", "opened fire", ""), ("en", "gun", "gunned", " down by two men"), "concept"),
    "words parted by a pronoun": (("en", "check", "checked himself into", ""), ("en", "check", "checked", " in on Friday"), "concept"),
    "a lemma that the parser got wrong": (("en", "struck", "struck", ""), ("en", "strike", "strikes", ""), "concept"),
    "a killing and a death": (("en", "kill", "killed", ""), ("it", "morire", "morto", ""), "kindred"),
    "a win and a loss": (("it", "vincere", "vinto", ""), ("en", "lose", "lost", ""), "kindred"),
    "a death in several words": (("en", "leave", "left two people dead", ""), ("en", "kill", "killed", ""), "kindred"),
    "words that hold an article": (("en", "be", "on the loose", ""), ("en", "escape", "escaped", ""), "concept"),
    "two things": (("it", "sciopero", "sciopero", ""), ("en", "earthquake", "earthquake", ""), "nothing"),
    "an entry of two words and one of them": (("en", "cease", "cease fire", ""), ("en", "fire", "fire", ""), "nothing"),
    "no word at all": (("it", "…", "…", ""), ("en", "…", "…", ""), "nothing"),
}  # fmt: skip


@pytest.mark.parametrize(("first", "second", "shared"), SAID.values(), ids=SAID)
def test_meaning(first: tuple[str, str, str, str], second: tuple[str, str, str, str], shared: str) -> None:
    one, other = meaning(*first), meaning(*second)
    assert ("concept" if one[0] & other[0] else "kindred" if one[1] & other[1] else "nothing") == shared


@pytest.mark.parametrize(
    ("word", "lang", "english"), [("ospedale", "it", "hospital"), ("hospital", "en", "hospital"), ("Xyzzo", "it", "Xyzzo")]
)
def test_words_of_two_languages_meet_in_english(word: str, lang: str, english: str) -> None:
    assert root(english, "en") in in_english(word, lang)


def test_a_name_is_one_in_both_languages() -> None:
    assert in_english("Obama", "it") == in_english("Obama", "en")


def test_the_other_words_of_a_sentence_that_tell_of_something() -> None:
    found = others("en", "Police arrested and charged Xyzzo")
    assert root("arrested", "en") in found
    assert found[root("arrested", "en")] & meaning("it", "arrestare", "arrestato", "")[0]
    assert root("Xyzzo", "en") not in found


# ---------------------------------------------------------------- the files


def pairs(section: str) -> list[tuple[str, str]]:
    return [pair for _, parts in lines(section) for italian, english in parts for pair in product(italian, english)]


@pytest.mark.parametrize("section", SECTIONS)
def test_lines_are_well_formed(section: str) -> None:
    for line, parts in lines(section):
        for part in parts:
            for lang, words in zip(SIDES, part, strict=True):
                assert len(set(words)) == len(words), f"twice in one part of speech: {line}"
                assert all(w and w == w.strip() for w in words), line
                assert all(any(c.isalpha() for c in fold(w)) for w in words), f"{lang}: {line}"


def test_no_line_and_no_plain_pair_stands_twice() -> None:
    found = [line for section in SECTIONS for line, _ in lines(section)]
    assert len(set(found)) == len(found)
    words, events = pairs("words"), set(pairs("events"))
    assert len(set(words)) == len(words)
    assert not events & set(words), "an event's line says it already"


def test_enough_pairs() -> None:
    assert len({*pairs("events"), *pairs("words")}) >= 2500


def test_every_kindred_word_stands_among_the_roots() -> None:
    assert all(thesaurus().kindred.values())
    assert {lang for lang, _ in thesaurus().kindred} == set(SIDES)
