"""Loading spaCy pipelines: with numpy's matrix product, and with what a package lists to set its lemmas right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from timeline.language import read_toml
from timeline.parse import reader  # noqa: F401 - the pipe of the embedded packages
from timeline.parse.entities import LISTS

LEMMAS = "lemmas.toml"  # in a package's folder: see Lemmas
_PARTICIPLE = re.compile(r"(\w{3,}[ts][oaie])si")
# What a relation makes of an Italian part of speech that cannot stand in it: https://universaldependencies.org/u/dep/
_DEMANDED = {
    ("NOUN", "amod"): "ADJ", ("ADJ", "acl"): "VERB", ("VERB", "aux"): "AUX", ("ADJ", "det"): "DET", ("ADP", "det"): "DET",
    ("PRON", "cc"): "CCONJ", ("PRON", "mark"): "SCONJ", ("NOUN", "discourse"): "INTJ",
    ("AUX", "ROOT"): "VERB", ("AUX", "acl"): "VERB", ("AUX", "advcl"): "VERB", ("VERB", "amod"): "ADJ", ("PROPN", "amod"): "ADJ",
    ("DET", "nsubj"): "PRON", ("DET", "nsubj:pass"): "PRON", ("DET", "obj"): "PRON", ("DET", "obl"): "PRON", ("DET", "nmod"): "PRON",
}  # fmt: skip
# The features that a part of speech takes over then, and those that it has beside them; one that is not here has none.
_AGREEING = ("Gender=", "Number=")
_KEPT = {"ADJ": _AGREEING, "DET": _AGREEING, "VERB": _AGREEING, "PRON": (*_AGREEING, "PronType=")}
_FEATURES = {"DET": ("PronType=Ind",), "VERB": ("Tense=Past", "VerbForm=Part")}

# Italian words before an apostrophe that are one thing only, which the nets seldom see: their part of speech and lemma.
_ELIDED = {
    "sott": ("ADP", "sotto"), "senz": ("ADP", "senza"), "oltr": ("ADP", "oltre"), "contr": ("ADP", "contro"),
    "anch": ("ADV", "anche"), "neanch": ("ADV", "neanche"), "nemmen": ("ADV", "nemmeno"), "fors": ("ADV", "forse"),
    "nient": ("PRON", "niente"), "quand": ("SCONJ", "quando"), "cent": ("NUM", "cento"), "quattr": ("NUM", "quattro"),
    "mezz": ("ADJ", "mezzo"),
}  # fmt: skip


class FastOps(NumpyOps):  # type: ignore[misc]
    """spaCy's operations with numpy's matrix product, nearly twice the words a second of the one that it brings."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


class Lemmas:
    """A dictionary beside the edits that make lemmas: forms with their lemma, and lemmas that are known, by part of speech, with endings.

    A word whose lemma is not known takes the known one that its ending leads to, the longest ending first; without one it stays.
    """

    def __init__(
        self, forms: Mapping[str, Mapping[str, str]], known: Mapping[str, Set[str]], endings: Mapping[str, Iterable[tuple[str, str]]]
    ) -> None:
        self._forms, self._known = forms, known
        self._endings: dict[str, dict[str, list[str]]] = {}
        self._found: dict[tuple[str, str], str] = {}
        for part, rules in endings.items():
            table = self._endings[part] = defaultdict(list)
            for old, new in rules:
                table[old].append(new)

    @property
    def parts(self) -> Set[str]:
        """The parts of speech that it knows lemmas of."""
        return self._known.keys()

    def lemma(self, form: str, part: str, given: str) -> str:
        """The lemma of a form, without capitals, to which an edit gives `given`; what it gives where nothing better is known."""
        if form in self._forms.get(part, ()):
            return self._forms[part][form]
        if given.rpartition("-")[2] in self._known[part] or " " in given:
            return given
        at = form, part
        if at not in self._found:
            self._found[at] = self._regular(form, part)
        return self._found[at] or given

    def reflexive(self, form: str, given: str) -> str:
        """The lemma of an Italian participle with "si" after it, "svoltasi", where no edit has made a verb of it; or nothing."""
        participle = _PARTICIPLE.fullmatch(form)
        return self.lemma(participle[1], "VERB", "") if participle and given not in self._known["VERB"] else ""

    def _regular(self, form: str, part: str) -> str:
        known, endings = self._known[part], self._endings.get(part, {})
        if form in known:
            return form
        before, hyphen, last = form.rpartition("-")
        if hyphen and part == "VERB" and (lemma := self.lemma(last, part, "")):
            return f"{before}-{lemma}"
        for start in range(2, len(form) + 1):
            for new in endings.get(form[start:], ()):
                if form[:start] + new in known:
                    return form[:start] + new
        return ""


# The parts of speech whose lemmas have no capitals; English has "I" and "Chinese".
_OPEN = frozenset(["ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "PART", "SCONJ", "VERB"])
_SMALL = {"en": _OPEN, "it": _OPEN | {"ADJ", "NOUN", "NUM", "PRON", "SYM"}}


@Language.factory("dictionary", requires=["token.pos"], assigns=["token.lemma"])
def dictionary(
    nlp: Language, name: str, forms: dict[str, dict[str, str]], known: dict[str, str], endings: dict[str, str]
) -> Callable[[Doc], Doc]:
    """A pipe that sets lemmas right; lemmas and endings ("avano:are") are given as text with blanks between them."""
    rules = {part: [(old, new) for old, _, new in (rule.partition(":") for rule in text.split())] for part, text in endings.items()}
    lemmas = Lemmas(forms, {part: frozenset(text.split()) for part, text in known.items()}, rules)
    parts, small = lemmas.parts, _SMALL[str(nlp.lang)]

    def pipe(doc: Doc) -> Doc:
        for token in doc:
            part = token.pos_
            if part in small and not token.is_lower:
                token.lemma_ = token.lemma_.lower()
            if part in parts:
                given = token.lemma_
                if part == "VERB" and nlp.lang == "it" and (verb := lemmas.reflexive(token.lower_, given.lower())):
                    token.lemma_ = f"{verb} si"
                    _as_participle(token)
                elif (lemma := lemmas.lemma(token.lower_, part, given.lower())) != given.lower():
                    token.lemma_ = lemma
            elif part == "PROPN" and token.text[:1].isupper():
                name = forms.get(part, {}).get(token.lower_, "")
                if name or token.lemma_[:1].islower():
                    token.lemma_ = name or token.text  # a name that was taken for a word
        return doc

    return pipe


def _as_participle(token: Any) -> None:
    """The features of a past participle before "si"."""
    gender, number = ("Fem" if token.lower_[-3] in "ae" else "Masc"), ("Plur" if token.lower_[-3] in "ie" else "Sing")
    token.set_morph(f"Clitic=Yes|Gender={gender}|Number={number}|PronType=Prs|Tense=Past|VerbForm=Part")


@Language.component("agreement", requires=["token.pos", "token.dep"], assigns=["token.pos", "token.morph"])
def agreement(doc: Doc) -> Doc:
    """A pipe that gives an Italian word the part of speech that its form or its relation demands, where the tagger says another."""
    token: Any
    for token in doc:
        if token.text[-1] in "'’" and (elided := _ELIDED.get(token.lower_[:-1])):
            if token.pos_ != elided[0]:
                token.set_morph("")
            token.pos_, token.lemma_ = elided
            continue
        part = _DEMANDED.get((token.pos_, token.dep_))
        if part:
            if {token.pos_, part} != {"VERB", "AUX"}:  # whose features are the same
                kept = [f for f in token.morph if f.startswith(_KEPT.get(part, ()))]
                token.set_morph("|".join(sorted([*kept, *_FEATURES.get(part, ())])))
            token.pos_ = part
    return doc


def loaded(name: str) -> Language:
    """The pipeline of this name or folder. Raises OSError where there is none."""
    set_current_ops(FastOps())
    pipeline = spacy.load(name)
    lemmas, names = Path(name) / LEMMAS, Path(name) / LISTS
    if lemmas.exists():
        if pipeline.lang == "it":
            pipeline.add_pipe("agreement", last=True)
        pipeline.add_pipe("dictionary", config=read_toml(lemmas), last=True)
    if names.exists():
        pipeline.add_pipe("names", config=read_toml(names), last=True)
    return pipeline
