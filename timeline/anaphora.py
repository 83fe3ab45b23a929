"""Whom a text means by other words than a listed name: products, abbreviations, short forms and definite descriptions.

Only what one article says of itself is used, and only where it leaves no choice: a wrong subject is worse than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence

from timeline.language import table
from timeline.names import Known, Name, fold, gazetteer, slug
from timeline.tree import Tree

# Sentences back in which the antecedent of "the company" may stand.
BACK = 3
# How often a name that no list and no recogniser knows must come, unless a number in it shows that it is one.
RECURS = 2
_BEARS = ("person", "organisation", "thing")  # kinds of what has a noun beside its name
_INSIDE = ("compound", "flat", "nummod", "nmod", "amod")


def further_names(tree: Tree, names: Sequence[Name], times: Container[int]) -> list[Name]:
    """The names that others of the text explain; none overlaps those given."""
    at = {i: n for n in names for i in range(n.first, n.last) if n.how != "adjective"}
    found: dict[int, Name] = {}
    short = _abbreviations(tree, at)
    things = _things(tree, at, times)
    short |= _short_forms(things)
    found.update({n.last - 1: n for n in things})
    for i, token in enumerate(tree.parse.tokens):
        known = short.get(token.text) or short.get(token.text.removesuffix("s"))
        if known and _is_free(at, i) and i not in found and i not in times and not _within(tree, i, at):
            found[i] = Name(i, i + 1, known, "name")
    found.update({n.first: n for n in _described(tree, at, found)})
    return sorted(found.values(), key=lambda n: n.first)


def _is_free(at: Mapping[int, Name], i: int) -> bool:
    """Whether a word is in no name, or is one by itself of which nothing more is known."""
    name = at.get(i)
    return name is None or (name.last - name.first == 1 and name.known.id not in gazetteer().ids)


def _within(tree: Tree, i: int, at: Mapping[int, Name]) -> bool:
    """Whether a word stands inside a longer proper name: the Store of "iTunes Music Store"."""
    beside = [j for j in (i - 1, i + 1) if 0 <= j < len(tree.parse.tokens) and tree.sentence_of[j] == tree.sentence_of[i]]
    return any(tree[j].upos == "PROPN" and j not in at and tree[j].text[:1].isupper() for j in beside)


def _abbreviations(tree: Tree, at: Mapping[int, Name]) -> dict[str, Known]:
    """The letters in brackets after a name whose words begin with them: "Singapore Airlines (SIA)"."""
    found: dict[str, Known] = {}
    tokens = tree.parse.tokens
    for i in range(2, len(tokens) - 1):
        letters = tokens[i].text
        if tokens[i - 1].text != "(" or tokens[i + 1].text != ")" or not letters.isupper() or not 1 < len(letters) < 7:
            continue
        name = at.get(i - 2)
        if name is not None and fold(tree.parse.text[tokens[name.first].start])[:1] == letters[0].lower():
            found[letters] = name.known
    return found


def _things(tree: Tree, at: Mapping[int, Name], times: Container[int]) -> list[Name]:
    """Products, ships, laws: proper names of several words that nobody lists, "Airbus A380", "iPhone 4"."""
    spans: list[tuple[int, int]] = []
    for i, token in enumerate(tree.parse.tokens):
        numbered = token.text[:1].isupper() and any(c.isdigit() for c in token.text)  # "A380", whatever its tag
        if i in at or i in times or not (numbered or token.upos in ("PROPN", "NUM", "X")) or not _is_head(tree, i):
            continue
        first = i
        while (
            first > tree.sentence(i).first
            and tree[first - 1].upos == "PROPN"
            and tree[first - 1].head in (i, first)
            and first - 1 not in times
        ):
            first -= 1
        if first < i and not any(at[j].known.kind == "person" for j in range(first, i) if j in at):
            spans.append((first, i))
    texts = [" ".join(t.text for t in tree.parse.tokens[a : b + 1]) for a, b in spans]
    count = Counter(texts)
    found = []
    for (_, b), text in zip(spans, texts, strict=True):
        if count[text] >= RECURS or any(c.isdigit() for c in text):
            found.append(Name(b, b + 1, Known(slug(text), "thing", (("", text),)), "name"))
    return found


def _is_head(tree: Tree, i: int) -> bool:
    return tree.relation(i) not in _INSIDE or tree[i].upos == "PROPN"


def _short_forms(things: Sequence[Name]) -> dict[str, Known]:
    """The number in a thing's name where one thing has it: "A380" is the Airbus A380."""
    bearers: dict[str, set[Known]] = {}
    for thing in things:
        bearers.setdefault(thing.known.names[0][1].split()[-1], set()).add(thing.known)
    return {
        word: next(iter(known)) for word, known in bearers.items() if len(known) == 1 and len(word) > 2 and any(c.isdigit() for c in word)
    }


def _described(tree: Tree, at: Mapping[int, Name], found: Mapping[int, Name]) -> Iterator[Name]:
    """Bare definite descriptions of an organisation named shortly before: "the company", "la società"."""
    generic = frozenset(table(tree.parse.lang, "names")["generic"]["organisation"])
    for i, token in enumerate(tree.parse.tokens):
        if token.upos != "NOUN" or i in at or token.lemma.lower() not in generic or not _is_bare(tree, i):
            continue
        if known := _organisation_before(tree, i, at):
            yield Name(i, i + 1, known, "role")


def bearer(tree: Tree, at: Mapping[int, Name], noun: int) -> Known | None:
    """Who or what alone has a noun with its name so far, and was named shortly before: "Captain Ann Reed … The captain", "the ship Vega … The ship"."""
    first = tree.parse.sentences[max(0, tree.sentence_of[noun] - BACK)].first
    near = {at[i].known for i in range(first, noun) if i in at}
    if not near:
        return None
    alike = tree.by_lemma[tree[noun].lemma.lower()]
    known = {k for i in alike if i < noun and (k := _titled(tree, at, i)) is not None}
    return next(iter(known)) if len(known) == 1 and not known.isdisjoint(near) else None


def _titled(tree: Tree, at: Mapping[int, Name], i: int) -> Known | None:
    """Who bears a noun beside a name: "il ministro Rossi", "the A380 aircraft", "Qantas, the airline"."""
    if tree[i].upos not in ("NOUN", "PROPN") or i in at:
        return None
    beside = [
        *tree.kids(i, "flat", "appos", "nmod"),
        *([tree[i].head] if tree.relation(i) in ("appos", "compound", "nmod", "flat") else []),
    ]
    for c in beside:
        name = at.get(c)
        if name is not None and name.how == "name" and name.known.kind in _BEARS and not tree.kids(c, "case"):
            return name.known
    things = (at[c].known for c in tree.kids(i, "compound") if c in at and at[c].known.kind == "thing")
    return next(things, None)


def _is_bare(tree: Tree, i: int) -> bool:
    """Whether a noun phrase is an article and a noun, no more but an aside, and definite."""
    asides = [c for c in tree.kids(i, "acl") if tree[min(tree.subtree(c))].text == ","]
    kids = [c for c in tree.children[i] if tree.relation(c) not in ("case", "punct", "cc", "conj") and c not in asides]
    return (
        len(kids) == 1
        and tree.relation(kids[0]) == "det"
        and tree.feature(kids[0], "Definite") == "Def"
        and tree.feature(i, "Number") != "Plur"
    )


def _organisation_before(tree: Tree, i: int, at: Mapping[int, Name]) -> Known | None:
    """The one organisation that the sentences before speak of, the nearest sentence first; a subject before the others."""
    here = tree.sentence_of[i]
    for k in range(here, max(here - BACK, -1), -1):
        sentence = tree.parse.sentences[k]
        inside = [j for j in range(sentence.first, min(sentence.last, i)) if j in at and at[j].known.kind == "organisation"]
        subjects = {at[j].known for j in inside if tree.relation(j) == "nsubj"}
        for candidates in (subjects, {at[j].known for j in inside}):
            if len(candidates) == 1:
                return next(iter(candidates))
        if inside:
            return None
    return None
