"""The event and factuality word lists of one language, ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from timeline.errors import DataError
from timeline.language import ROOT, table


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of the ontology: its longest usual span in days, whether nobody sets a day for it, and its place in a chronology."""

    name: str
    group: str
    days: int
    sudden: bool
    salience: float


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Lemma → type for verbs and nouns, and the sets that drive factuality, by "section.key"."""

    lang: str
    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    noun_phrases: Mapping[tuple[str, ...], str]
    stems: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    ordinals: Mapping[str, int]

    def verb_type(self, lemma: str, form: str) -> str | None:
        """The type of a verb, None for one that is never an event; lemmas that the tagger got wrong are met by their stem."""
        for text in (lemma, form):
            if text in self.sets["never.verbs"]:
                return None
            if text in self.verbs:
                return self.verbs[text]
        return self.stems.get(stem(lemma)) or self.stems.get(stem(form)) or "other"

    def noun_type(self, lemma: str, form: str) -> str | None:
        """The type of an event noun, None for any other noun."""
        if lemma in self.sets["never.nouns"] or form in self.sets["never.nouns"]:
            return None
        return self.nouns.get(lemma) or self.nouns.get(form)

    def several(self, name: str) -> frozenset[str]:
        """The entries of a set that are of several words."""
        return frozenset(w for w in self.sets.get(name, frozenset()) if " " in w)

    def has(self, name: str, *words: str) -> bool:
        """Whether one of the words is in a set, such as "reporting.say"."""
        return not self.sets.get(name, frozenset()).isdisjoint(words)


# Inflectional endings, longest first: enough to bring "accusato", "accusando" and a wrong lemma "accusere" together.
_ENDINGS = [
    "erebbero",
    "iranno",
    "eranno",
    "erebbe",
    "irebbe",
    "issero",
    "assero",
    "essero",
    "avano",
    "evano",
    "ivano",
    "arono",
    "erono",
    "irono",
    "ando",
    "endo",
    "ato",
    "ata",
    "ati",
    "ate",
    "uto",
    "uta",
    "uti",
    "ute",
    "ito",
    "ita",
    "iti",
    "ite",
    "are",
    "ere",
    "ire",
    "ava",
    "eva",
    "iva",
    "ano",
    "ono",
    "erà",
    "irà",
    "arà",
    "ing",
    "ied",
    "ies",
    "ed",
    "es",
    "s",
    "e",
    "o",
    "a",
    "i",
    "ò",
]


def stem(word: str) -> str:
    """The word without its ending; at least four letters stay."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@cache
def ontology() -> Mapping[str, EventType]:
    """The event types by name."""
    types = table("", "ontology")["types"]
    return {
        name: EventType(name, t["group"], t["days"], t.get("sudden", False), float(t["salience"]))
        for name, t in types.items()
    }  # fmt: skip


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language.

    Raises DataError for a type that the ontology does not have.
    """
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    phrases: dict[tuple[str, ...], str] = {}
    sets: dict[str, frozenset[str]] = {}
    for section, content in table(lang, "events").items():
        if section in ("light", "aspect", "sequence", "never", "speaking"):
            sets |= {f"{section}.{key}": frozenset(words) for key, words in content.items() if isinstance(words, list)}
            continue
        if section not in ontology():
            raise DataError(f"{ROOT / lang / 'events.toml'}: [{section}] is no type of ontology.toml")
        for lemma in content.get("verbs", ()):
            verbs[lemma] = section
        for lemma in content.get("nouns", ()):
            if " " in lemma:
                phrases[tuple(lemma.split())] = section
            else:
                nouns[lemma] = section
    ordinals: dict[str, int] = {}
    for section, content in table(lang, "factuality").items():
        for key, words in content.items():
            if isinstance(words, dict):
                ordinals = dict(words)
            else:
                sets[f"{section}.{key}"] = frozenset(words)
    return Lexicon(lang, verbs, nouns, phrases, _stems(verbs.items()), sets, ordinals)


def _stems(verbs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Stem → type where all verbs of that stem agree."""
    found: dict[str, set[str]] = {}
    for lemma, kind in verbs:
        if " " not in lemma:
            found.setdefault(stem(lemma), set()).add(kind)
    return {s: next(iter(kinds)) for s, kinds in found.items() if len(kinds) == 1 and len(s) >= 5}
