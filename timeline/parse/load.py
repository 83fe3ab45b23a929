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

LEMMAS = "lemmas.toml"  # in a package's folder: see Lemmas
_PARTICIPLE = re.compile(r"(\w{3,}[ts][oaie])si")
# What a relation makes of a part of speech that cannot stand in it, in Italian: https://universaldependencies.org/u/dep/
_DEMANDED = {
    ("NOUN", "amod"): "ADJ", ("ADJ", "acl"): "VERB", ("VERB", "aux"): "AUX", ("ADJ", "det"): "DET", ("ADP", "det"): "DET",
    ("PRON", "cc"): "CCONJ", ("PRON", "mark"): "SCONJ", ("NOUN", "discourse"): "INTJ",
    ("AUX", "ROOT"): "VERB", ("AUX", "acl"): "VERB", ("AUX", "advcl"): "VERB",
}  # fmt: skip
# The features that these have beside gender and number; a part of speech that is not here has none.
_FEATURES = {"ADJ": (), "DET": ("PronType=Ind",), "VERB": ("Tense=Past", "VerbForm=Part")}


class FastOps(NumpyOps):  # type: ignore[misc]
    """spaCy's operations with numpy's matrix product, nearly twice the words a second of the one that it brings."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)


class Lemmas:
    """A dictionary beside the lemmatiser: forms of verbs with their lemma, and lemmas that are known, by part of speech, with endings.

    A word whose lemma is not known takes the known one that its ending leads to, the longest ending first; without one it stays.
    """

    def __init__(self, forms: Mapping[str, str], known: Mapping[str, Set[str]], endings: Mapping[str, Iterable[tuple[str, str]]]) -> None:
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
        """The lemma of a form, without capitals, to which the lemmatiser gives `given`; what it gives where nothing better is known."""
        if part == "VERB" and form in self._forms:
            return self._forms[form]
        if given in self._known[part] or " " in given:
            return given
        at = form, part
        if at not in self._found:
            self._found[at] = self._regular(form, part)
        return self._found[at] or given

    def reflexive(self, form: str, given: str) -> str:
        """The lemma of an Italian participle with "si" after it, "svoltasi", where the lemmatiser has not made a verb of it; or nothing."""
        participle = _PARTICIPLE.fullmatch(form)
        return self.lemma(participle[1], "VERB", "") if participle and given not in self._known["VERB"] else ""

    def _regular(self, form: str, part: str) -> str:
        known, endings = self._known[part], self._endings[part]
        if form in known:
            return form
        for start in range(2, len(form) + 1):
            for new in endings.get(form[start:], ()):
                if form[:start] + new in known:
                    return form[:start] + new
        return ""


@Language.factory("dictionary", requires=["token.pos"], assigns=["token.lemma"])
def dictionary(nlp: Language, name: str, forms: dict[str, str], known: dict[str, str], endings: dict[str, str]) -> Callable[[Doc], Doc]:
    """A pipe that sets lemmas right; lemmas and endings ("avano:are") are given as text with blanks between them."""
    rules = {part: [(old, new) for old, _, new in (rule.partition(":") for rule in text.split())] for part, text in endings.items()}
    lemmas = Lemmas(forms, {part: frozenset(text.split()) for part, text in known.items()}, rules)
    parts = lemmas.parts

    def pipe(doc: Doc) -> Doc:
        for token in doc:
            if (part := token.pos_) in parts:
                given = token.lemma_
                if part == "VERB" and nlp.lang == "it" and (verb := lemmas.reflexive(token.lower_, given.lower())):
                    token.lemma_ = f"{verb} si"
                    _as_participle(token)
                elif (lemma := lemmas.lemma(token.lower_, part, given.lower())) != given.lower():
                    token.lemma_ = lemma
            elif part == "PROPN" and token.lemma_[:1].islower() and token.text[:1].isupper():
                token.lemma_ = token.text  # a name that the lemmatiser took for a word
        return doc

    return pipe


def _as_participle(token: Any) -> None:
    """The features of a past participle before "si"."""
    gender, number = ("Fem" if token.lower_[-3] in "ae" else "Masc"), ("Plur" if token.lower_[-3] in "ie" else "Sing")
    token.set_morph(f"Clitic=Yes|Gender={gender}|Number={number}|PronType=Prs|Tense=Past|VerbForm=Part")


@Language.component("agreement", requires=["token.pos", "token.dep"], assigns=["token.pos", "token.morph"])
def agreement(doc: Doc) -> Doc:
    """A pipe that gives a word the part of speech that UD has for its relation, where the tagger says one that it does not have there."""
    token: Any
    for token in doc:
        if part := _DEMANDED.get((token.pos_, token.dep_)):
            if {token.pos_, part} != {"VERB", "AUX"}:  # whose features are the same
                kept = [f for f in token.morph if f.startswith(("Gender=", "Number=")) and part in _FEATURES]
                token.set_morph("|".join(sorted([*kept, *_FEATURES.get(part, ())])))
            token.pos_ = part
    return doc


def loaded(name: str) -> Language:
    """The pipeline of this name or folder. Raises OSError where there is none."""
    set_current_ops(FastOps())
    pipeline = spacy.load(name)
    if pipeline.lang == "it" and "parser" in pipeline.pipe_names:
        pipeline.add_pipe("agreement", after="parser")
    listed = Path(name) / LEMMAS
    if listed.exists():
        pipeline.add_pipe("dictionary", config=read_toml(listed), last=True)
    return pipeline
