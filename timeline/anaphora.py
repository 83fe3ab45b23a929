"""Whom a text means by other words than a listed name: products, abbreviations, short forms and definite descriptions.

Only what one article says of itself is used, and only where it leaves no choice: a wrong subject is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from functools import cache

from timeline.language import table
from timeline.names import Kind, Known, Name, fold, gazetteer, is_person, slug, without_suffix
from timeline.roles import described, name_of
from timeline.scene import Scene
from timeline.titles import title_words
from timeline.tree import Tree, remembered

# Sentences back in which the antecedent of "the company" may stand.
BACK = 3
# How often a name that no list and no recogniser knows must come, unless a number in it shows that it is one.
RECURS = 2
# Sentences that open a text.
OPENING = 2
# Characters that may stand between a title and the name after it.
APART = 8
# A person by the age, as Italian news says it; characters of the words that bring somebody in.
_AGED = re.compile(r"\d+enne")
PHRASE = 50
_FIRMS = ("company", "bank", "club")  # what "the company" may be
_ACTS = ("nsubj", "obj", "iobj", "conj")  # of what a clause is told
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
    countries = {i: n.known.id for n in names for i in range(n.first, n.last) if n.known.kind == "country"}
    found.update({n.first: n for n in _described(tree, {**at, **found}, countries, times)})
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
    kinds = _of_kinds(tree)
    for i, token in enumerate(tree.parse.tokens):
        numbered = token.text[:1].isupper() and any(c.isdigit() for c in token.text)  # "A380", whatever its tag
        alone = numbered and i in kinds
        if i in at or i in times or not (alone or ((numbered or token.upos in ("PROPN", "NUM", "X")) and _is_head(tree, i))):
            continue
        first = i
        while (
            first > tree.sentence(i).first
            and tree[first - 1].upos == "PROPN"
            and (tree[first - 1].head in (i, first) or (alone and tree.relation(i) == "compound" and tree[first - 1].head == token.head))
            and first - 1 not in times
        ):
            first -= 1
        if (first < i or alone) and not any(at[j].known.kind == "person" for j in range(first, i) if j in at):
            spans.append((first, i))
    texts = [" ".join(t.text for t in tree.parse.tokens[a : b + 1]) for a, b in spans]
    longer = {text.split()[-1]: text for text in texts if " " in text}
    texts = [longer.get(text, text) for text in texts]
    count = Counter(texts)
    found = []
    for (_, b), text in zip(spans, texts, strict=True):
        if count[text] >= RECURS or any(c.isdigit() for c in text):
            found.append(Name(b, b + 1, Known(slug(text), "thing", (("", text),)), "name"))
    return found


def _of_kinds(tree: Tree) -> frozenset[int]:
    """The words beside a noun that says what kind of thing they name: "the A380, a plane", "the A380 plane"."""
    nouns = [i for kind in _kinds(tree.parse.lang) for word in kind for i in tree.by_lemma.get(word, ()) if tree[i].upos == "NOUN"]
    return frozenset(c for i in nouns for c in (*_beside(tree, i), *tree.kids(i, "compound")) if not tree.kids(c, "nummod"))


@cache
def _kinds(lang: str) -> Sequence[Sequence[str]]:
    """The kinds of things, each with the nouns that say it."""
    kinds: Sequence[Sequence[str]] = table(lang, "names")["generic"]["things"]
    return kinds


def _kind_of(tree: Tree, i: int) -> Sequence[str]:
    """The nouns of the kind of thing that a noun says; none for any other."""
    return next((kind for kind in _kinds(tree.parse.lang) if tree[i].lemma.lower() in kind), ())


def _beside(tree: Tree, i: int) -> list[int]:
    """The words that may be the name of what a noun means: in apposition to it, or before the comma that it follows with its article."""
    above = [tree[i].head] if tree.relation(i) in ("appos", "compound", "nmod", "flat") else []
    named = [c for c in (*tree.kids(i, "flat", "appos", "nmod"), *above) if not tree.kids(c, "case")]
    return named + [d - 2 for d in tree.kids(i, "det") if tree.feature(d, "Definite") == "Ind" and tree[d - 1].text == ","]


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


def _described(tree: Tree, at: Mapping[int, Name], countries: Mapping[int, str], times: Container[int]) -> Iterator[Name]:
    """Definite descriptions of whom the text has named: "the company", "il premier", "the captain" after "Captain Ann Reed"."""
    known = dict(at)
    for i, token in enumerate(tree.parse.tokens):
        if token.upos != "NOUN" or i in known:
            continue
        words, country = _description(tree, i, countries, times)
        if words is None:
            meant = _announced(tree, known, i)
        else:
            meant = _meant(tree, known, i, words) if country is None else _of_country(tree, known, i, words, country)
        if meant is not None:
            known[i] = Name(i, i + 1, meant, "role")
            yield known[i]


def _description(tree: Tree, i: int, countries: Mapping[int, str], times: Container[int]) -> tuple[str | None, str | None]:
    """The words of a definite noun phrase in the singular that has none to tell it from others but those of a title, and a country beside it.

    "Premier", "prime minister"; "leader" and the country of "the Iraqi leader". Asides, times and the "former" of somebody's
    title do not count; the words are None for any other noun phrase.
    """
    asides = [c for c in tree.kids(i, "acl", "appos") if tree[min(tree.subtree(c))].text == ","]
    out = [
        c
        for c in tree.children[i]
        if tree.relation(c) in ("case", "punct", "cc", "conj") or c in asides or any(j in times for j in tree.subtree(c))
    ]
    beside = next((c for c in tree.kids(i, "amod", "nmod", "compound") if c in countries), None)
    kids = [c for c in tree.children[i] if c not in (*out, beside) and not _is_former(tree, c)]
    country = countries[beside] if beside is not None else None
    articles = [c for c in kids if tree.relation(c) == "det"]
    definite = [c for c in articles if tree.feature(c, "Definite") == "Def"]
    several = any(tree.feature(j, "Number") == "Plur" for j in (i, *tree.kids(i, "det", "case")))  # "dei rais"
    if several or articles != definite or len(articles) + (not articles and tree.is_determined(i)) != 1:
        return None, None
    if len(kids) == len(articles):
        return tree[i].lemma.lower(), country
    phrase = [j for c in (*kids, i) if c not in articles for j in ((c,) if c == i else tree.subtree(c))]
    words = tree.parse.text[tree[min(phrase)].start : tree[max(phrase)].end].lower()
    return (words, country) if is_person(tree.parse.lang, words) else (None, None)


def _is_former(tree: Tree, i: int) -> bool:
    """Whether a word says that somebody had an office before: "ex", "former"."""
    return tree[i].text.lower().rstrip("-") in table(tree.parse.lang, "names")["generic"]["former"]


def _meant(tree: Tree, known: Mapping[int, Name], noun: int, words: str) -> Known | None:
    """Whom a bare description means, where the text leaves no choice."""
    generic, lang = table(tree.parse.lang, "names")["generic"], tree.parse.lang
    if words in generic["any"]:
        return _organisation_before(tree, noun, known)
    kind = "person" if is_person(lang, words) else "organisation" if words in generic["organisation"] else "thing"
    if bearers := _bearers(tree, known, noun, words, kind):
        near = {known[i].known for i in _before(tree, noun) if i in known}
        return next(iter(bearers)) if len(bearers) == 1 and bearers <= near and _goes_on(tree, known, noun, bearers) else None
    if kind == "organisation":
        return _organisation_before(tree, noun, known)
    return _holder(tree, known, noun, words) if kind == "person" and not tree.quoted[noun] else None


def _announced(tree: Tree, known: Mapping[int, Name], noun: int) -> Known | None:
    """Whom a heading means by a noun that the sentences after it set beside a name: "Airline executive resigns. Ann Reed, an executive of …"."""
    lemma, heading = tree[noun].lemma.lower(), tree.parse.sentences[0]
    ends = tree.parse.text[: heading.end].rstrip()[-1:] in ".!?"
    if tree.sentence_of[noun] > 0 or ends or tree.kids(noun, "det", "nummod") or tree.feature(noun, "Number") == "Plur":
        return None
    if not is_person(tree.parse.lang, lemma) or any(j in known and known[j].known.kind == "person" for j in tree.subtree(noun)):
        return None
    after = (i for i in tree.by_lemma[lemma] if 0 < tree.sentence_of[i] <= OPENING)
    bearers = {k for i in after if (k := _titled(tree, known, i)) is not None and k.kind == "person"}
    return next(iter(bearers)) if len(bearers) == 1 else None


def _of_country(tree: Tree, known: Mapping[int, Name], noun: int, words: str, country: str) -> Known | None:
    """Who rules a country or speaks for it by a title, of those named shortly before: "the Iraqi leader" after "Saddam Hussein"."""
    lang, listed = tree.parse.lang, gazetteer()
    near = {known[i].known for i in _before(tree, noun) if i in known and known[i].known.country == country}
    able = {k for k in near if k.kind == "person" and listed.offices.get(k.id)}
    rules = words in table(lang, "names")["generic"]["ruler"]
    fitting = {k for k in able if rules or k.id in listed.holders.get((lang, fold(words)), {})}
    return next(iter(fitting)) if len(fitting) == len(able) == 1 and not tree.quoted[noun] else None


def _before(tree: Tree, noun: int) -> range:
    """The tokens in which whom a noun means may be named."""
    return range(tree.parse.sentences[max(0, tree.sentence_of[noun] - BACK)].first, noun)


def _bearers(tree: Tree, known: Mapping[int, Name], noun: int, words: str, kind: Kind) -> set[Known]:
    """Who or what the text so far calls by a noun beside a name: "Captain Ann Reed", "il ministro degli Esteri Anna Neri", "the ship Vega"."""
    former = _had(tree, noun)
    if " " in words:
        named = (n for i, n in known.items() if n.first == i < noun and n.known.kind == "person" and n.how == "name")
        before = ((n, tree.parse.text[max(0, tree[n.first].start - len(words) - APART) : tree[n.first].start]) for n in named)
        return {
            n.known
            for n, text in before
            if text.rstrip(" ,").lower().endswith(words) and former == _is_former(tree, _opening(tree, n.first, words))
        }
    return {k for i in told_alike(tree, noun) if _had(tree, i) == former and (k := _titled(tree, known, i)) is not None and k.kind == kind}


def told_alike(tree: Tree, noun: int) -> list[int]:
    """The nouns before one that may be said of the same: its own, and for a thing those of its kind, "plane" and "aircraft"."""
    words = _kind_of(tree, noun) or (tree[noun].lemma.lower(),)
    return sorted(i for word in words for i in tree.by_lemma.get(word, ()) if i < noun)


def _opening(tree: Tree, name: int, words: str) -> int:
    """The token before the words of a title that stand before a name."""
    start = tree[name].start - len(words)
    return max((i for i in range(tree.sentence(name).first, name) if tree[i].end < start), default=name)


def _had(tree: Tree, noun: int) -> bool:
    """Whether a title is said of somebody who had it before."""
    return any(_is_former(tree, c) for c in tree.kids(noun, "amod", "advmod", "compound"))


def _goes_on(tree: Tree, known: Mapping[int, Name], noun: int, meant: Set[Known]) -> bool:
    """Whether the same noun, where it stood last, was said of the same one: not "il nuovo ministro", of whom no name is told."""
    alike = [i for i in told_alike(tree, noun) if i in _before(tree, noun) and tree.feature(i, "Number") != "Plur"]
    told = [known[i].known if i in known else _titled(tree, known, i) for i in alike]
    if all(k.kind == "thing" for k in meant):  # "the new plane" is no other
        told = [k for i, k in zip(alike, told, strict=True) if k is not None or not tree.is_determined(i)]
    return not told or told[-1] in meant


def _holder(tree: Tree, known: Mapping[int, Name], noun: int, words: str) -> Known | None:
    """Who has held the office of a bare title: the one named shortly before, if no other of that country whom the text names came after them."""
    held = gazetteer().holders.get((tree.parse.lang, fold(words)), {})
    near = {known[i].known for i in _before(tree, noun) if i in known and known[i].known.id in held}
    if len(near) != 1 or not _goes_on(tree, known, noun, near):
        return None
    (person,) = near
    country, since = held[person.id]
    named = {n.known.id for n in known.values()} & held.keys()
    return person if _had(tree, noun) or not any(held[other] > (country, since) for other in named if held[other][0] == country) else None


def _titled(tree: Tree, at: Mapping[int, Name], i: int) -> Known | None:
    """Who bears a noun beside a name: "il ministro Rossi", "the A380 aircraft", "Qantas, the airline"."""
    if tree[i].upos not in ("NOUN", "PROPN") or i in at:
        return None
    for c in _beside(tree, i):
        name = at.get(c)
        if name is not None and name.how == "name" and name.known.kind in _BEARS:
            return name.known
    things = (at[c].known for c in tree.kids(i, "compound") if c in at and at[c].known.kind == "thing")
    return next(things, None) if _kind_of(tree, i) else None  # the flight of "the A380 flight" is not the A380


def _organisation_before(tree: Tree, i: int, at: Mapping[int, Name]) -> Known | None:
    """The one firm that the sentences before speak of, the nearest sentence first; a subject before the others."""
    here = tree.sentence_of[i]
    for k in range(here, max(here - BACK, -1), -1):
        sentence = tree.parse.sentences[k]
        inside = [
            j for j in range(sentence.first, min(sentence.last, i)) if j in at and _is_firm(at[j].known) and not _is_place(tree, at[j])
        ]
        if any(_has_courtesy(tree, at[j]) for j in inside):
            return None
        subjects = {at[j].known for j in inside if tree.relation(j) == "nsubj"}
        for candidates in (subjects, {at[j].known for j in inside}):
            if len(candidates) == 1:
                (firm,) = candidates
                acts = bool(subjects) and k >= here - 1
                return firm if acts or _is_spoken_of(tree, at, firm, i) else None
        if inside:
            return None
    return None


def _is_place(tree: Tree, name: Name) -> bool:
    """Whether a name says where somebody is: "the Rockford, Ill., maker of fasteners"."""
    return (
        tree.relation(name.last - 1) in ("compound", "nmod", "amod")
        and tree[name.last].text in (",", "-")
        and tree[name.last - 1].head > name.last
    )


def _has_courtesy(tree: Tree, name: Name) -> bool:
    """Whether a name that a firm has is somebody's: "Mr. Ford"."""
    before = name.first - 1
    return before >= tree.sentence(name.first).first and tree[before].text.lower() in title_words(tree.parse.lang, "courtesy")


def _is_firm(known: Known) -> bool:
    """Whether an organisation may be a company, by what is known of it."""
    return known.kind == "organisation" and gazetteer().sorts.get(known.id, "company") in _FIRMS


def _is_spoken_of(tree: Tree, at: Mapping[int, Name], known: Known, i: int) -> bool:
    """Whether a text is about somebody named in it before a token: named in its opening, or twice."""
    named = [j for j, name in at.items() if name.known == known and name.first == j < i]
    return len(named) >= RECURS or any(tree.sentence_of[j] < OPENING for j in named)


def in_full(text: Scene, i: int) -> tuple[Sequence[int], str] | None:
    """The tokens of whom the text has named in full before and a sentence by half, and the full words.

    That is a person by the surname or the first name, "Reed" of Ann Reed, and who acts for a country by the noun alone: "il governo"
    after "il governo etiope". None for any other word, and where the text leaves a choice.
    """
    name = text.names.get(i)
    if name is not None and name.how == "name":
        return _by_one_name(text, name)
    return _of_which_country(text, i) or _as_brought_in(text, i)


def _by_one_name(text: Scene, name: Name) -> tuple[Sequence[int], str] | None:
    """The full name of a person whom a clause is told of by a surname, or a first name, that no other of the text has."""
    tree, i = text.tree, name.first
    words = range(name.first, name.last)
    head = next((j for j in words if tree[j].head not in words), i)
    told = tree[head].deprel == "obl:agent" or text.lex.has("reporting.prepositions", tree.case(head))
    if name.known.kind != "person" or tree.feature(head, "Number") == "Plur" or not (tree.relation(head) in _ACTS or told):
        return None
    own, full = tree.parse.text[tree[i].start : tree[name.last - 1].end], name_of(text, name.known)
    longer = any(c not in words for j in words for c in tree.kids(j, "flat", "compound"))
    if fold(own) not in (fold(full.split()[0]), fold(without_suffix(full.split())[-1])) or " " not in full or longer or tree.quoted[i]:
        return None
    alike = {k for k in text.where if k.kind == "person" and k != name.known and fold(own) in map(fold, name_of(text, k).split())}
    before = [c for c in (i - 1,) if tree[c].head in words and c >= tree.sentence(i).first]
    articles = [c for c in before if tree.relation(c) == "det" or tree[c].text.lower() in title_words(tree.parse.lang, "courtesy")]
    part = i > 0 and not articles and fold(tree[i - 1].text) in map(fold, full.split())  # "Di Gloria" of Leonardo Di Gloria
    first = fold(full.split()[0]) == fold(own) and (bool(articles) or is_person(tree.parse.lang, own.lower()))  # "lo Shah"
    return ([*articles, *words], full) if not (alike or part or first) else None


def _as_brought_in(text: Scene, i: int) -> tuple[Sequence[int], str] | None:
    """The words that brought in whom a clause only calls "il 23enne", "la donna": "un 23enne di Carpi", where the text has brought in nobody else.

    Nobody else is of that gender, nor is anybody named in the sentences just before.
    """
    tree = text.tree
    words = [*tree.kids(i, "det", "case"), i]
    alone = all(c in words or tree[c].upos == "PUNCT" or tree.is_aside(c) for c in tree.children[i]) and words == [i - 1, i]
    if not alone or not tree.is_determined(i) or tree.quoted[i] or _unnamed(tree, i) is None:
        return None
    alike = [j for j, shown in _introduced(tree) if shown == _unnamed(tree, i)]
    named = any(k in text.names and text.names[k].known.kind == "person" for k in _before(tree, i))
    if len(alike) != 1 or alike[0] > i or named:
        return None
    noun = alike[0]
    own = tree.subtree(noun, frozenset(tree.kids(noun, "acl", "appos", "conj", "cc", "case", "punct")))
    whole = [*own] == [*range(own[0], own[-1] + 1)] and text.time_tokens.isdisjoint(own)
    told = tree.parse.text[tree[own[0]].start : tree[own[-1] if whole else noun].end]
    figure = re.match(r"\d+", tree[i].text)  # "il 23enne" is no "40enne"
    told = f"{tree.adposition(words[0])} {told[:1].lower()}{told[1:]}" if tree.case(i) else told[:1].lower() + told[1:]  # "dell'uomo"
    return (words, told) if len(told) <= PHRASE and (figure is None or figure[0] in told) else None


@remembered
def _introduced(tree: Tree) -> Sequence[tuple[int, str]]:
    """The persons whom a text brings in with an indefinite article and no name, each with the gender that shows."""
    found = ((i, _unnamed(tree, i)) for i in range(len(tree.parse.tokens)) if not tree.quoted[i])
    return [(i, shown) for i, shown in found if shown and any(tree.feature(c, "Definite") == "Ind" for c in tree.kids(i, "det"))]


def _unnamed(tree: Tree, i: int) -> str | None:
    """The gender of one person whom a noun calls no more than that: "l'uomo", "il 23enne", "una pensionata"; None for any other word."""
    lang, lemma = tree.parse.lang, tree[i].lemma.lower()
    somebody = lemma in title_words(lang, "somebody") | title_words(lang, "unknown") or is_person(lang, lemma)
    if tree[i].upos != "NOUN" or tree.feature(i, "Number") == "Plur" or not (somebody or _AGED.fullmatch(tree[i].text)):
        return None
    return next((g for k in (*tree.kids(i, "det"), i) if (g := tree.feature(k, "Gender"))), None)


@cache
def acting(lang: str) -> frozenset[str]:
    """The nouns of who may act for a country without a word that says for which."""
    words = table(lang, "names")
    return frozenset([*words["groups"]["words"], *words["roles"]["words"]])


def _of_which_country(text: Scene, i: int) -> tuple[Sequence[int], str] | None:
    """Who acts for a country, with the words by which the sentences just before said for which, where the text tells of one only."""
    tree = text.tree
    word = tree[i].text.lower()
    if tree[i].upos != "NOUN" or word not in acting(tree.parse.lang) or tree.quoted[i] or described(tree, text.names, i) is not None:
        return None
    if not tree.is_determined(i) or any(tree.relation(c) not in ("det", "case", "punct", "cc", "conj") for c in tree.children[i]):
        return None
    told = [
        (j, c) for j in tree.by_lemma[tree[i].lemma.lower()] if tree[j].text.lower() == word and (c := _country_of(text, j)) is not None
    ]
    near = [(j, c) for j, c in told if j in _before(tree, i)]
    if not near or len({text.names[c].known for _, c in told}) > 1:
        return None
    noun, country = near[-1]
    own = [k for k in tree.subtree(country) if k != noun]
    words = tree.parse.text[tree[own[0]].start : tree[own[-1]].end]
    return [i], f"{words} {tree[i].text}" if country < noun else f"{tree[i].text} {words}"


def _country_of(text: Scene, noun: int) -> int | None:
    """The word beside a noun that says for which country somebody acts: "the Ethiopian government", "il governo della Libia"."""
    tree = text.tree
    of = title_words(tree.parse.lang, "of")
    beside = (c for c in tree.kids(noun, "amod", "nmod", "compound") if c in text.names and text.names[c].known.kind == "country")
    return next((c for c in beside if not tree.case(c) or tree.case(c) in of), None)
