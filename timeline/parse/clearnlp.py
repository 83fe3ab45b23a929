"""ClearNLP trees, which spaCy's English pipelines speak, as trees of Universal Dependencies.

ClearNLP lets function words govern: a preposition has its noun below it, a copula its predicate. In UD the content word
takes the place, and the function word becomes its `case`, `mark` or `cop`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Labels that UD does not have: a pipeline with one of them speaks ClearNLP.
MARKS = frozenset(("pobj", "dobj", "nsubjpass", "acomp", "npadvmod"))
# Relations of which only the name changes.
NAMES = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj", "dative": "iobj",
    "attr": "xcomp", "acomp": "xcomp", "oprd": "xcomp", "relcl": "acl:relcl", "poss": "nmod:poss", "neg": "advmod", "prt": "compound:prt",
    "predet": "det:predet", "preconj": "cc:preconj", "quantmod": "advmod", "intj": "discourse", "meta": "dep", "pcomp": "obl", "pobj": "obl",
}  # fmt: skip
# Prepositions of several words; in UD the first is the head of the others.
FIXED = frozenset({
    ("according", "to"), ("because", "of"), ("due", "to"), ("instead", "of"), ("such", "as"), ("out", "of"), ("as", "for"), ("as", "of"),
    ("as", "to"), ("prior", "to"), ("along", "with"), ("together", "with"), ("ahead", "of"), ("owing", "to"), ("thanks", "to"),
})  # fmt: skip
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X")
_PREPOSITION = ("prep", "agent")


@dataclass(slots=True)
class Word:
    """A word of a ClearNLP tree while it becomes one of UD; `head` indexes the words, its own for a root."""

    text: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    person: int = 0  # which of the named persons the word is part of; 0 for none


def universal(words: Sequence[Word]) -> None:
    """Give the words of a text the heads, relations and features of UD, in place."""
    for step in (_prepositions, _raising, _copulas, _coordination, _people):
        step(words)
    for i, word in enumerate(words):
        word.deprel = _relation(words, i)
        word.feats = _features(word)


def _kids(words: Sequence[Word], i: int, *relations: str) -> list[int]:
    """The children of a word, of some relations where any are named."""
    return [c for c, word in enumerate(words) if word.head == i and c != i and (not relations or word.deprel in relations)]


def _deepest_first(words: Sequence[Word]) -> Iterator[int]:
    """The words, each after all that hangs from it."""
    depths = []
    for i in range(len(words)):
        depth, j = 0, i
        while words[j].head != j:
            depth, j = depth + 1, words[j].head
        depths.append(depth)
    return iter(sorted(range(len(words)), key=lambda i: -depths[i]))


def _take_place(words: Sequence[Word], new: int, old: int, deprel: str, below: str) -> None:
    """Hang `new`, a child of `old`, where `old` hangs, and from it `old` and all else that hung from `old`."""
    for c in _kids(words, old):
        words[c].head = new
    words[new].head = new if words[old].head == old else words[old].head
    words[new].deprel = deprel
    words[old].head, words[old].deprel = new, below


def _prepositions(words: Sequence[Word]) -> None:
    """A preposition becomes the case of its noun, or the mark of its clause: "in Kyiv", "according to him", "by saying"."""
    for i in _deepest_first(words):
        governed = _kids(words, i, "pobj") or _kids(words, i, "pcomp")
        if governed:
            content = governed[0]
            clausal = words[content].deprel == "pcomp" and words[content].upos in ("VERB", "AUX")
            deprel = _governed(words, i, clausal=clausal)
            _take_place(words, content, i, deprel, "mark" if clausal else "case")
            words[i].upos = "SCONJ" if clausal and words[i].upos == "ADP" else words[i].upos
    for i, word in enumerate(words):
        if word.deprel in _PREPOSITION:  # "the man he spoke to": nothing is left for it to mark
            word.deprel = "obl" if word.upos == "ADP" else "advmod"
        elif word.deprel == "case" and i and (words[i - 1].text.lower(), word.text.lower()) in FIXED and words[i - 1].head == word.head:
            word.head, word.deprel = i - 1, "fixed"


def _governed(words: Sequence[Word], i: int, *, clausal: bool) -> str:
    """The relation of what a preposition governs to what the preposition hangs from."""
    word, above = words[i], words[words[i].head]
    if word.deprel == "agent":
        return "obl:agent"
    if word.deprel not in ("prep", "dative"):
        return word.deprel  # a root, a conjunct
    if above.deprel in _PREPOSITION and not _kids(words, word.head, "pobj"):
        return "pcomp" if clausal else "pobj"  # "from under the table"
    nominal = above.upos in _NOMINAL or above.deprel in _PREPOSITION
    return ("acl" if nominal else "advcl") if clausal else "nmod" if nominal else "obl"


def _raising(words: Sequence[Word]) -> None:
    """The subject of an infinitive is its governor's object: "asked Moscow to leave"."""
    for i, word in enumerate(words):
        infinitive = word.deprel == "ccomp" and any(words[c].text.lower() == "to" for c in _kids(words, i, "aux"))
        subject = next(iter(_kids(words, i, "nsubj")), None) if infinitive and not _kids(words, i, "mark") else None
        if subject is not None and word.head < subject < i:
            words[subject].head, words[subject].deprel = word.head, "obj"
            word.deprel = "xcomp"


def _copulas(words: Sequence[Word]) -> None:
    """ "Be" becomes the copula of its predicate: a noun, an adjective, or a phrase of place or time."""
    for i in _deepest_first(words):
        word = words[i]
        if word.lemma.lower() != "be" or word.deprel in ("aux", "auxpass"):
            continue
        there = any(words[c].text.lower() == "there" for c in _kids(words, i, "expl"))
        predicates = _kids(words, i, "attr", "acomp")
        if there or not (predicates or _kids(words, i, "obl")) or any(_kids(words, p, "nsubj") for p in predicates):
            word.upos = "VERB"
            for c in predicates if there else ():
                words[c].deprel = "nsubj"
            continue
        place = [c for c in _kids(words, i, "obl") if c > i and words[c].upos in _NOMINAL] if not _kids(words, i, "ccomp", "xcomp") else []
        predicate = next(iter([*predicates, *place]), None)
        if predicate is None:
            word.upos = "VERB"
            continue
        word.upos = "AUX"
        _take_place(words, predicate, i, word.deprel, "cop")


def _coordination(words: Sequence[Word]) -> None:
    """A conjunction belongs to the conjunct that it introduces, and all conjuncts to the first."""
    for i, word in enumerate(words):
        if word.deprel == "cc":
            word.head = next((c for c in _kids(words, word.head, "conj") if c > i), word.head)
    for word in words:
        while word.deprel == "conj" and words[word.head].deprel == "conj":
            word.head = words[word.head].head


def _people(words: Sequence[Word]) -> None:
    """The first name of a person is the head of the others, which are flat: "Rustem Umerov"."""
    for i, word in enumerate(words):
        given = [c for c in _kids(words, i, "compound") if word.person and words[c].person == word.person]
        if given and max(given) < i:
            _take_place(words, given[0], i, word.deprel, "flat")
            for c in given[1:]:
                words[c].deprel = "flat"


def _relation(words: Sequence[Word], i: int) -> str:
    """The name in UD of a relation whose place is right."""
    word, above = words[i], words[words[i].head]
    if word.deprel == "aux" and word.text.lower() == "to":
        return "mark"
    if word.deprel == "npadvmod":
        return "nmod:unmarked" if above.upos in _NOMINAL and not _kids(words, word.head, "cop") else "obl:unmarked"
    return NAMES.get(word.deprel, word.deprel)


def _features(word: Word) -> str:
    """The features with the mood of finite forms, which spaCy's English pipelines leave out."""
    features = [f for f in word.feats.split("|") if f and f != "VerbType=Mod"]
    if "VerbForm=Fin" in features and "VerbType=Mod" not in word.feats and not any(f.startswith("Mood=") for f in features):
        features.append("Mood=Ind")
    return "|".join(sorted(features))
