"""Variants of treebank sentences as news writes them: spelling, headlines, tenses and words that treebanks lack."""

from __future__ import annotations

import random
import tomllib
import unicodedata
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from treebanks import Sentence, Word, without

DATA = Path(__file__).parent / "data"
Variant = Callable[[Sentence, random.Random], Sentence | None]


@cache
def tables(lang: str) -> dict[str, Any]:
    """The verb forms and words of a language that the variants put in."""
    return tomllib.loads((DATA / f"{lang}.toml").read_text(encoding="utf-8"))


def typographic(sentence: Sentence, rng: random.Random) -> Sentence:
    """Typographic apostrophes and quotation marks."""
    made = deepcopy(sentence)
    quotes = rng.choice(["“”", "«»"])
    opened = False
    for w in made.words:
        if w.text == '"':
            w.text = quotes[opened]
            opened = not opened
        w.text = w.text.replace("'", "’")
    return made


def lowered(sentence: Sentence, rng: random.Random) -> Sentence:
    """No capitals."""
    return _texts(sentence, str.lower)


def capitals(sentence: Sentence, rng: random.Random) -> Sentence:
    """All capitals."""
    return _texts(sentence, str.upper)


def headline(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """A headline: no full stop, and in English without articles or with Capitals."""
    words = sentence.words
    gone = {len(words) - 1} if words[-1].text == "." and words[-1].head != len(words) - 1 else set()
    if not gone or len(words) < 4 or len(words) > 25:
        return None
    made = without(sentence, gone)
    if rng.random() < 0.5:
        return _texts(made, lambda t: t[:1].upper() + t[1:]) if rng.random() < 0.6 else made
    return without(made, _leaves(made, ("det",)))


def translated(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """Some articles and auxiliaries lost, as in bad machine translation."""
    gone = {i for i in _leaves(sentence, ("det", "aux", "mark")) if rng.random() < 0.5}
    return without(sentence, gone) if gone else None


def unaccented(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """No accents."""
    made = _texts(
        sentence, lambda t: unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", t) if c not in "\u0300\u0301"))
    )
    return made if any(a.text != b.text for a, b in zip(made.words, sentence.words, strict=True)) else None


def remote_past(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """Passato prossimo becomes passato remoto: "ha detto", "disse"."""
    forms = tables("it")["passato_remoto"]
    made = deepcopy(sentence)
    gone = set()
    for i, aux in enumerate(made.words):
        verb = made.words[aux.head]
        past = forms.get(verb.lemma)
        finite = (
            aux.deprel == "aux" and aux.lemma in ("avere", "essere") and aux.feats.get("Tense") == "Pres" and aux.feats.get("Mood") == "Ind"
        )
        if not (past and finite and aux.feats.get("Person") == "3" and verb.feats.get("VerbForm") == "Part" and 0 < aux.head - i <= 3):
            continue
        if any(w.head == aux.head and w.deprel in ("aux", "aux:pass", "cop") and j != i for j, w in enumerate(made.words)):
            continue
        number = aux.feats.get("Number", "Sing")
        form = past[number]
        verb.text = form.capitalize() if i == 0 and aux.text[:1].isupper() else form
        verb.feats = {"Mood": "Ind", "Number": number, "Person": "3", "Tense": "Past", "VerbForm": "Fin"}
        if any(w.head == i for w in made.words):
            return None
        gone.add(i)
    return without(made, gone) if gone else None


def gerund(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """A gerund becomes an irregular one, or takes a pronoun: "andando", "dicendo", "dicendolo"."""
    irregular, clitics = tables("it")["gerund"], tables("it")["clitic"]
    made = deepcopy(sentence)
    changed = False
    for i, w in enumerate(made.words):
        if w.upos != "VERB" or w.feats != {"VerbForm": "Ger"} or not w.text.islower():
            continue
        if rng.random() < 0.5:
            w.lemma = rng.choice(sorted(irregular))
            w.text = str(irregular[w.lemma])
        if rng.random() < 0.6 and not any(o.head == i and o.deprel in ("obj", "expl", "iobj", "ccomp") for o in made.words):
            clitic = clitics[rng.choice(sorted(clitics))]
            w.text, w.lemma = w.text + clitic["lemma"], f"{w.lemma} {clitic['lemma']}"
            w.feats = {"Clitic": "Yes", "PronType": "Prs", "VerbForm": "Ger", **{k: x for k, x in clitic.items() if k != "lemma"}}
        changed = True
    return made if changed else None


def irregular_past(sentence: Sentence, rng: random.Random) -> Sentence | None:
    """A regular past with an object becomes one of the irregular pasts of news: "visited", "shot"."""
    past = tables("en")["past"]
    made = deepcopy(sentence)
    changed = False
    for i, w in enumerate(made.words):
        plain_past = w.upos == "VERB" and w.text.endswith("ed") and w.feats.get("Tense") == "Past"
        form = {"Fin": "past", "Part": "participle"}.get(w.feats.get("VerbForm", ""))
        has = any(o.head == i and o.deprel in ("obj", "nsubj:pass") for o in made.words)
        if plain_past and form and has and not any(o.head == i and o.deprel in ("compound:prt", "xcomp", "ccomp") for o in made.words):
            lemma = rng.choice(sorted(past))
            w.text, w.lemma, changed = past[lemma][form], lemma, True
    return made if changed else None


def day_first(lang: str) -> Variant:
    """A weekday, bare or with its preposition, put before the sentence."""

    def variant(sentence: Sentence, rng: random.Random) -> Sentence | None:
        words = sentence.words
        root = next(i for i, w in enumerate(words) if w.head == i)
        first = words[0]
        if words[root].upos != "VERB" or root == 0 or first.upos in ("PUNCT", "CCONJ", "SCONJ", "X", "NUM", "SYM", "INTJ"):
            return None
        if any(w.text == "?" for w in words):
            return None
        made = deepcopy(sentence)
        if first.upos != "PROPN" and first.text != "I":
            made.words[0].text = first.text[0].lower() + first.text[1:]
        opening = _opening(lang, rng)
        at = len(opening)
        for w in made.words:
            w.head += at
        for w in opening:
            w.head = root + at if w.head < 0 else w.head
        made.words = opening + made.words
        return made

    return variant


def _opening(lang: str, rng: random.Random) -> list[Word]:
    day = rng.choice(sorted(tables(lang)["days"]))
    comma = [Word(",", ",", "PUNCT", {}, -1, "punct")] if rng.random() < 0.3 else []
    if lang == "it":
        # The treebank writes its weekdays as nouns, obliques of the verb.
        feats = {"Gender": "Fem" if day == "domenica" else "Masc", "Number": "Sing"}
        opening = [Word(day.capitalize(), day, "NOUN", feats, -1, "obl")]
    else:
        noun = Word(day, day, "PROPN", {"Number": "Sing"}, -1, "obl:unmarked" if rng.random() < 0.5 else "obl")
        opening = [noun]
        if noun.deprel == "obl":
            noun.deprel = "obl"
            opening = [Word("On", "on", "ADP", {}, 1, "case"), noun]
    opening[-1].space = not comma
    if comma:
        comma[0].head = len(opening) - 1
    return opening + comma


def time_inside(lang: str) -> Variant:
    """A bare time before the verb, after it, or last, where it goes with the clause that it ends.

    "Washington questa settimana ha proposto", "said Tuesday", "ha detto che arriverà lunedì".
    """

    def variant(sentence: Sentence, rng: random.Random) -> Sentence | None:
        words = sentence.words
        verb = next(i for i, w in enumerate(words) if w.head == i)
        children = [i for i, w in enumerate(words) if w.head == verb and i != verb]
        subject = [i for i in children if words[i].deprel.partition(":")[0] == "nsubj" and i < verb]
        if words[verb].upos != "VERB" or not subject or any(w.deprel.startswith("obl:") or w.text == "?" for w in words):
            return None
        ends = max(_subtree(words, subject[-1])) + 1
        places = {verb + 1: verb}
        if ends <= verb and words[ends - 1].upos in ("NOUN", "PROPN"):
            places[ends] = verb
        if words[-1].upos == "PUNCT" and words[-1].head == verb and (last := _last(words)) is not None:
            places[len(words) - 1] = last
        at = rng.choice(sorted(places))
        return _put(sentence, at, places[at], _time(lang, rng))

    return variant


def named(lang: str) -> Variant:
    """Persons by name and surname for short subjects and objects: "ha incontrato il ministro", "ha incontrato Anna Bianchi"."""

    def variant(sentence: Sentence, rng: random.Random) -> Sentence | None:
        made: Sentence | None = None
        for i in reversed(range(len(sentence.words))):
            words = (made or sentence).words
            if i >= len(words):  # shorter by what went before
                continue
            word = words[i]
            children = {j for j, w in enumerate(words) if w.head == i and j != i}
            simple = all(words[j].deprel.partition(":")[0] in ("det", "amod") and not any(w.head == j for w in words) for j in children)
            if (
                word.deprel not in ("nsubj", "obj")
                or word.upos != "NOUN"
                or word.feats.get("Number") != "Sing"
                or not simple
                or rng.random() < 0.3
            ):
                continue
            made = deepcopy(made or sentence)
            first, last = (rng.choice(tables(lang)["persons"][part]) for part in ("first", "last"))
            made.words[i].text = made.words[i].lemma = first
            made.words[i].upos, made.words[i].feats = "PROPN", {}
            surname = Word(last, last, "PROPN", {}, 0, FLAT[lang], made.words[i].space)
            made.words[i].space = True
            made = _put(made, i + 1, i, [replace(surname, head=-1)])
            made = without(made, {j + (j > i) for j in children})
        return made

    return variant


FLAT = {"it": "flat:name", "en": "flat"}


def _subtree(words: list[Word], top: int) -> set[int]:
    found = {top}
    while more := {i for i, w in enumerate(words) if w.head in found} - found:
        found |= more
    return found


def _last(words: list[Word]) -> int | None:
    """The verb of the clause that ends a sentence before its full stop, none where words stand between that hang from elsewhere."""
    verb = max(i for i, w in enumerate(words) if w.upos == "VERB")
    return verb if max(_subtree(words, verb) - {len(words) - 1}) == len(words) - 2 else None


def _put(sentence: Sentence, at: int, verb: int, phrase: list[Word]) -> Sentence:
    """The sentence with a phrase put before a word; the phrase's top hangs from the verb."""
    made = deepcopy(sentence)
    n = len(phrase)
    for w in made.words:
        w.head += n * (w.head >= at)
    for w in phrase:
        w.head = w.head + at if w.head >= 0 else verb + n * (verb >= at)
    made.words[at - 1].space, phrase[-1].space = True, made.words[at - 1].space
    made.words = [*made.words[:at], *phrase, *made.words[at:]]
    return made


def _time(lang: str, rng: random.Random) -> list[Word]:
    """A time as the treebanks analyse it, its top with head -1."""
    rows = rng.choice(tables(lang)["times"]["phrases"])
    made = []
    for row in rows.split():
        text, lemma, upos, feats, head, deprel = row.split("/")
        pairs = dict(f.split("=") for f in feats.split("|") if f)
        made.append(Word(text, lemma, upos, pairs, int(head), deprel))
    return made


def _texts(sentence: Sentence, change: Callable[[str], str]) -> Sentence:
    made = deepcopy(sentence)
    for w in made.words:
        text = change(w.text)
        w.text = text or w.text
    return made


def _leaves(sentence: Sentence, relations: tuple[str, ...]) -> set[int]:
    heads = {w.head for w in sentence.words}
    return {i for i, w in enumerate(sentence.words) if i not in heads and w.deprel.partition(":")[0] in relations and w.head != i}


# What is put in, with its weight.
VARIANTS: dict[str, list[tuple[Variant, float]]] = {
    "it": [
        (typographic, 0.04), (lowered, 0.02), (capitals, 0.015), (headline, 0.05), (translated, 0.03), (unaccented, 0.03),
        (remote_past, 0.5), (gerund, 0.6), (day_first("it"), 0.04),
    ],
    "en": [
        (typographic, 0.04), (lowered, 0.02), (capitals, 0.015), (headline, 0.05), (translated, 0.02),
        (irregular_past, 0.25), (day_first("en"), 0.04),
    ],
}  # fmt: skip


# What is put in when the trained parts are polished.
POLISH = {lang: [*VARIANTS[lang], (time_inside(lang), 0.4), (named(lang), 0.35)] for lang in VARIANTS}


def varied(sentence: Sentence, variants: list[tuple[Variant, float]], rng: random.Random) -> list[Sentence]:
    """The variants of a sentence that the dice give, none for most."""
    made = [variant(sentence, rng) for variant, weight in variants if rng.random() < weight]
    return [m for m in made if m is not None and len(m.words) > 1]
