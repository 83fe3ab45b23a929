"""Titles: the clause of an event, shortened by its tree, never cut off in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from timeline.language import table
from timeline.model import Status
from timeline.tree import Tree

LONGEST = 140  # characters
# What a clause may lose, in the order in which it goes while the title is too long.
_LOSSES: tuple[tuple[str, ...], ...] = (
    ("acl:relcl", "appos", "parataxis"),
    ("advmod", "nmod:desc"),
    ("acl",),
    ("obl", "obl:tmod", "obl:mod"),
    ("advcl", "ccomp", "conj", "cc"),
)
_NEVER_IN_TITLE = frozenset({"parataxis", "discourse", "vocative", "dislocated", "dep", "orphan", "reparandum"})


@cache
def title_words(lang: str, key: str) -> frozenset[str]:
    """One of the word lists of titles.toml."""
    return frozenset(table(lang, "titles")["words"][key])


def clause_title(tree: Tree, verb: int, *, drop: Iterable[int], subject: str | None = None, antecedent: int | None = None) -> str:
    """The clause of a finite verb as a title.

    `drop` are tokens of temporal expressions, which the timeline shows beside the title; `subject` is put before a
    clause that has none of its own; `antecedent` replaces the relative pronoun of a relative clause.
    """
    gone = set(drop)
    kept = [i for i in tree.subtree(verb, frozenset(_not_of_clause(tree, verb))) if i not in gone]
    if antecedent is not None:
        relative = next((i for i in kept if tree.feature(i, "PronType") == "Rel"), None)
        kept = [i for i in kept if i != relative]
        inside = frozenset(c for c in tree.children[antecedent] if tree.relation(c) in ("acl", "punct", "case", "appos", "conj", "cc"))
        head = [i for i in tree.subtree(antecedent, inside) if i not in gone]
        return _shortened(tree, verb, kept, before=_text(tree, head))
    if subject is None:
        kept = _subject_first(tree, verb, kept) if tree.relation(verb) in ("parataxis", "root") else kept
    return _shortened(tree, verb, kept, before=subject or "")


def passive_title(tree: Tree, participle: int, noun: int, *, drop: Iterable[int]) -> str:
    """A participle after a noun as a passive clause: "the option discussed in Istanbul" → "The option was discussed in Istanbul"."""
    gone = frozenset(drop)
    inside = frozenset(c for c in tree.children[noun] if tree.relation(c) in ("acl", "punct", "case", "appos", "conj", "cc", "mark"))
    head = [i for i in tree.subtree(noun, inside) if i not in gone]
    kept = [i for i in tree.subtree(participle, frozenset(_not_of_clause(tree, participle))) if i not in gone]
    passive = table(tree.parse.lang, "titles")["passive"]
    number, gender = tree.feature(participle, "Number") or tree.feature(noun, "Number") or "", tree.feature(participle, "Gender") or ""
    auxiliary = passive.get(gender + number) or passive.get(number) or passive["default"]
    return _shortened(tree, participle, kept, before=f"{_text(tree, head)} {auxiliary}")


def noun_title(tree: Tree, noun: int, status: Status, *, drop: Iterable[int]) -> str:
    """A noun phrase that names an event as a clause: "Ha luogo una telefonata tra Putin e Trump"."""
    gone = frozenset(drop)
    outside = frozenset(
        c for c in tree.children[noun]
        if tree.relation(c) in ("case", "punct", "appos", "conj", "cc", "acl", "mark", "cop", "nsubj", "advcl", "parataxis", "aux", "advmod", "ccomp")
    )  # fmt: skip
    kept = [i for i in tree.subtree(noun, outside) if i not in gone]
    phrase = _shortened(tree, noun, kept, before="", capital=False)
    words = phrase.split()
    first = words[0] if words else ""
    if first.islower() is False and tree[kept[0]].upos not in ("PROPN",) and not first.isupper():
        phrase = phrase[0].lower() + phrase[1:]
    templates = table(tree.parse.lang, "titles")["happen"][status]
    plural = tree.feature(noun, "Number") == "Plur"
    return _tidy(templates[plural].format(np=phrase), capital=True)


def _not_of_clause(tree: Tree, verb: int) -> list[int]:
    """The children of a clause's verb that a title leaves out: other clauses, asides, connectives."""
    out = []
    for c in tree.children[verb]:
        relation = tree.relation(c)
        if relation in _NEVER_IN_TITLE or relation in ("mark", "cc", "conj") or c < verb and tree[c].upos in ("SCONJ", "CCONJ"):
            out.append(c)
        elif c < verb and tree.feature(c, "PronType") in ("Int", "Rel") and tree[c].upos == "ADV":
            out.append(c)
        elif relation == "advcl" and not (tree.feature(c, "VerbForm") in ("Inf", "Ger") and c > verb):
            out.append(c)
        elif relation == "advmod" and tree.children[c] == () and c < verb and _opens(tree, c, verb):
            out.append(c)
    return out


def _opens(tree: Tree, word: int, verb: int) -> bool:
    """Whether an adverb opens the sentence as a connective: "Tuttavia, …", "Nel frattempo, …"."""
    return word == tree.sentence(verb).first or word + 1 < len(tree.parse.tokens) and tree[word + 1].text == ","


def _subject_first(tree: Tree, verb: int, kept: list[int]) -> list[int]:
    """The kept tokens with an inverted subject moved before its verb: "ha detto Lavrov" → "Lavrov ha detto"."""
    subject = tree.kid(verb, "nsubj")
    if subject is None or subject < verb or any(c < verb and not tree.relation(c) == "aux" for c in tree.children[verb] if tree[c].upos != "PUNCT"):
        return kept
    phrase = [i for i in tree.subtree(subject) if i in set(kept)]
    if not phrase or tree[subject].upos not in ("PROPN", "NOUN"):
        return kept
    return phrase + [i for i in kept if i not in set(phrase)]


def _shortened(tree: Tree, root: int, kept: list[int], *, before: str, capital: bool = True) -> str:
    """The kept tokens as a title, losing whole branches until it fits."""
    kept = _without_connective(tree, kept)
    title = _tidy(f"{before} {_text(tree, kept)}", capital=capital)
    for relations in _LOSSES:
        while len(title) > LONGEST:
            branch = _branch(tree, root, kept, relations)
            if branch is None:
                break
            kept = [i for i in kept if i not in branch]
            title = _tidy(f"{before} {_text(tree, kept)}", capital=capital)
    return title


def _without_connective(tree: Tree, kept: list[int]) -> list[int]:
    """The tokens without a connective that opens them: "Nel frattempo, Lavrov …"."""
    phrases = sorted((p.split() for p in title_words(tree.parse.lang, "connective")), key=len, reverse=True)
    words = [tree[i].text.lower() for i in kept if tree[i].upos != "PUNCT"][:5]
    length = next((len(p) for p in phrases if words[: len(p)] == p and len(words) > len(p)), 0)
    opening = [i for i in kept if tree[i].upos != "PUNCT"][:length]
    return [i for i in kept if i not in opening]


def _branch(tree: Tree, root: int, kept: Sequence[int], relations: tuple[str, ...]) -> set[int] | None:
    """The last branch below the root, by text order, whose relation may go."""
    for i in sorted(kept, reverse=True):
        if i != root and (tree[i].deprel in relations or tree.relation(i) in relations) and not tree.feature(i, "Polarity"):
            return set(tree.subtree(i))
    return None


def _text(tree: Tree, kept: Sequence[int]) -> str:
    """The tokens with the blanks of the original; punctuation only where both its neighbours stay."""
    have = set(kept)
    parts: list[str] = []
    last = -2
    for i in kept:
        token = tree[i]
        if token.upos == "PUNCT" and token.text in (",", ";", ":", "-", "–", "—", "(", ")") and not {i - 1, i + 1} <= have:
            continue
        if parts and (last + 1 != i or tree.parse.text[tree[last].end : token.start]):
            parts.append(" ")
        parts.append(" ".join(token.text.split()))
        last = i
    return "".join(parts)


_PAIRS = (("“", "”"), ("«", "»"), ("(", ")"), ("‘", "’ "))


def _tidy(text: str, *, capital: bool) -> str:
    """Single blanks, no stray punctuation at the ends, no quotation mark without its partner, a capital first."""
    text = re.sub(r"\s+", " ", text).strip()
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    if text.count('"') % 2:
        text = text.replace('"', "")
    text = re.sub(r"\s+([,;:.!?»”)])", r"\1", text)
    text = re.sub(r"([«“(])\s+", r"\1", text)
    text = re.sub(r"(?<=\w['’])\s+(?=\w)", "", text) if "’ " in text or "' " in text else text
    text = re.sub(r"\s+", " ", text).strip(" ,;:-–—.…")
    return text[:1].upper() + text[1:] if capital else text
