"""What is no telling of an event: questions, talk between people, lines of the page; and who is quoted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from timeline.factuality import is_headline
from timeline.furniture import HEAD, is_foreign, of_page
from timeline.lexicon import Lexicon
from timeline.roles import in_quotation
from timeline.scene import Scene
from timeline.titles import title_words
from timeline.tree import Tree, remembered

# A passage is talk where so many of the sentences around, and such a share of them, speak of "I" or "you" outside quotations.
AROUND = 6  # sentences on either side
FEWEST = 3
SHARE = 0.2
THREAD = 25  # sentences of talk on end from which it is a thread of comments or a letter, not somebody quoted without marks
LIST = 5  # lines on end without a full stop that are a list: of links, of titles of other pages


def tells_nothing(text: Scene, verb: int, *, quotes: bool) -> bool:
    """Whether a clause tells no event: a wish, a question, how something works, talk, or a line of the page.

    `quotes` says that the clause only brings in what somebody says, in whatever person.
    """
    tree = text.tree
    if tree.feature(tree.finite(verb) or verb, "Mood") in ("Sub", "Imp"):
        return True
    if tree.sentence_of[verb] in of_page(tree) or any(rule(tree, verb) for rule in (_asks, _how, is_foreign)):
        return True
    return _says_whence(text, verb) or (not quotes and (_talks(tree, verb) or _says_it(text, verb)))


def _says_whence(text: Scene, verb: int) -> bool:
    """Whether a clause only says from whom one knows: "secondo quanto apprende l'Agi", "according to what officials told"."""
    tree = text.tree
    whatever = (c for c in tree.children[verb] if c < verb and tree[c].text.lower() in title_words(tree.parse.lang, "whatever"))
    heard = (c for c in whatever if not tree.kids(c, "acl"))  # "secondo quanto riferito, due uomini hanno rapinato la banca"
    before = {tree[m].text.lower() for m in tree.kids(verb, "mark", "case")}
    return any(text.lex.has("reporting.prepositions", tree.case(c), *before) for c in heard)


def _asks(tree: Tree, verb: int) -> bool:
    """Whether a clause is of a question that nobody is said to have asked."""
    sentence = tree.sentence(verb)
    return tree.relation(verb) in ("root", "conj", "parataxis", "csubj") and tree[sentence.last - 1].text == "?"


def _how(tree: Tree, verb: int) -> bool:
    """Whether a clause says how or why: "come funziona il sistema" tells no event."""
    return any(c < verb and tree[c].text.lower() in title_words(tree.parse.lang, "how") for c in tree.kids(verb, "advmod", "mark"))


def _talks(tree: Tree, verb: int) -> bool:
    """Whether a clause speaks of who tells it or to the reader: "mi ha suggerito", "our military"."""
    if selves(tree).isdisjoint(tree.subtree(verb)):
        return False
    aside = frozenset(c for c in tree.children[verb] if tree.relation(c) in ("parataxis", "conj", "cc"))
    own = selves(tree).intersection(tree.subtree(verb, aside))
    return any(not in_quotation(tree, i) for i in own) or (in_quotation(tree, verb) and bool(own))


@remembered
def selves(tree: Tree) -> frozenset[int]:
    """The words that point to whoever speaks or listens."""
    return frozenset(i for i in range(len(tree.parse.tokens)) if _speaks_of_self(tree, i))


def _speaks_of_self(tree: Tree, i: int) -> bool:
    """Whether a word points to whoever speaks or listens: "our", "we need"."""
    if tree[i].upos in ("PROPN", "NOUN", "X") or tree[i].text.isupper() or tree.relation(i) == "expl":
        return False  # "the US"; "vi sono stati scontri"
    told = tree.parse.lang == "it" or tree[i].upos in ("PRON", "DET")  # English verbs do not tell
    person = told and tree.feature(i, "Person") in ("1", "2") and tree.feature(i, "Mood") != "Imp"  # "Wang Yi", taken for an order
    return person or tree[i].text.lower() in title_words(tree.parse.lang, "speaker")


def _says_it(text: Scene, verb: int) -> bool:
    """Whether a verb of saying only points to what was said: "lo ha annunciato il ministro", "he said so"."""
    tree = text.tree
    said = tree.kid(verb, "obj")
    if tree[verb].upos != "VERB" or tree.kids(verb, "ccomp") or not says(text.lex, tree[verb].lemma.lower()):
        return False
    if said is None:
        return not tree.kids(verb, "xcomp", "csubj", "obl", "advcl", "nsubj:pass", "aux:pass", "expl")  # "Jalil avverte"
    return tree[said].upos == "PRON" and (
        bool(tree.feature(said, "Clitic")) or tree[said].text.lower() in title_words(tree.parse.lang, "vague_subject")
    )


@remembered
def is_talk(tree: Tree, k: int) -> bool:
    """Whether a sentence stands among those of somebody who speaks for himself: a reader's comment, a letter, a blog."""
    around = _of_selves(tree)[max(0, k - AROUND) : k + AROUND + 1]
    return sum(around) >= max(FEWEST, SHARE * len(around))


@remembered
def is_no_report(tree: Tree, k: int) -> bool:
    """Whether a sentence reports nothing: a question, or part of a thread of comments."""
    sentence = tree.parse.sentences[k]
    return tree.parse.text[sentence.start : sentence.end].rstrip("»”\"') ").endswith("?") or k in _of_threads(tree)


@remembered
def _of_threads(tree: Tree) -> frozenset[int]:
    """The sentences of long stretches of talk, with those between two of them."""
    talk = [is_talk(tree, k) for k in range(len(tree.parse.sentences))]
    threads = _runs(talk, THREAD)
    between = (range(a.stop, b.start) for a, b in pairwise(threads) if b.start - a.stop <= THREAD)
    return frozenset(k for run in (*threads, *between) for k in run)


@remembered
def listed(tree: Tree) -> frozenset[int]:
    """The sentences of a list: lines on end without a full stop, below the head of the text."""
    lines = [k >= HEAD and is_headline(tree, s.first) for k, s in enumerate(tree.parse.sentences)]
    return frozenset(k for run in _runs(lines, LIST) for k in run)


def _runs(marked: Sequence[bool], length: int) -> list[range]:
    """Where so many marks on end stand, or more."""
    found = [[k for k, _ in run] for mark, run in groupby(enumerate(marked), lambda m: m[1]) if mark]
    return [range(run[0], run[-1] + 1) for run in found if len(run) >= length]


@remembered
def _of_selves(tree: Tree) -> list[bool]:
    """Of each sentence, whether it speaks of who tells it or to the reader outside quotations."""
    own = {tree.sentence_of[i] for i in selves(tree) if not in_quotation(tree, i)}
    return [k in own for k in range(len(tree.parse.sentences))]


def points(tree: Tree, noun: int) -> bool:
    """Whether a noun phrase points to the text itself or to what it has just said: "questo articolo", "this"."""
    return any(tree[c].text.lower() in title_words(tree.parse.lang, "pointing") for c in tree.kids(noun, "det"))


def quotation(text: Scene, verb: int) -> int | None:
    """The clause that a verb of saying stands behind or beside: «…», ha detto Lavrov."""
    tree = text.tree
    if not says(text.lex, tree[verb].lemma.lower()) or in_quotation(tree, verb):
        return None
    that = title_words(tree.parse.lang, "complementiser")  # "…, the army says that three men died"
    told = any(tree[m].text.lower() in that for c in tree.kids(verb, "ccomp") for m in tree.kids(c, "mark") if c > verb)
    if tree.relation(verb) == "parataxis" and not told and tree[tree[verb].head].upos in ("VERB", "ADJ", "NOUN", "AUX"):
        return tree[verb].head if not _stands_apart(tree, verb) else None
    said = tree.kids(verb, "ccomp", "parataxis")
    return next((c for c in said if c < verb or (in_quotation(tree, c) and ":" in tree.parse.text[tree[verb].end : tree[c].start])), None)


def _stands_apart(tree: Tree, verb: int) -> bool:
    """Whether a colon or a semicolon parts a clause from what stands before it unquoted: "Ford paid; Fiat announced no deal"."""
    first = min(i for i in tree.subtree(verb) if tree[i].upos != "PUNCT")
    content = tree[verb].head
    parted = content < first and tree[first - 1].text in (":", ";")
    return parted and not in_quotation(tree, content) and not any(tree.feature(c, "Clitic") for c in tree.kids(verb, "obj"))


def says(lex: Lexicon, lemma: str) -> bool:
    return lex.has("reporting.say", lemma) or lex.has("reporting.think", lemma)
