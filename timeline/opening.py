"""The sentence that opens an article, where its author wrote it like a headline: "Furto con spaccata in centro", "Rubano un'auto e fuggono"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.furniture import beginning, is_foreign, of_page
from timeline.language import table
from timeline.legible import points_back
from timeline.scene import Scene
from timeline.titles import FEWEST, clause_title, passage, retold, taken_place, title_words
from timeline.tree import Tree
from timeline.triggers import Trigger
from timeline.untimed import left_out

NAMES = (2, 3)  # words of the name of who signs a text
_CLAUSES = ("acl", "advcl", "ccomp", "csubj")


def opening_title(text: Scene, trigger: Trigger) -> str:
    """The first sentence of an article as the title of what it tells; empty for any other sentence, and where it has a subject of its own.

    It has no verb, or only a participle; or it leaves out who did what only some do: "Hanno rubato un trattore" is of thieves.
    """
    tree, lang = text.tree, text.tree.parse.lang
    doers: Mapping[str, Sequence[str]] = table(lang, "titles").get("doers", {})
    if not doers or tree.sentence_of[trigger.token] != beginning(tree):
        return ""
    words = _headed(tree, trigger.token)
    if trigger.token not in words or any(tree.quoted[i] or tree[i].text == "?" or _speaks(tree, i) for i in words):
        return ""
    root = next(i for i in words if tree[i].head not in words or tree.is_root(i))
    drop = left_out(text, root)
    of = title_words(lang, "of")
    torn = any(tree.is_finite(i) for i in drop) or any(tree[i].head in drop and tree.case(i) in of for i in words if i not in drop)
    kept = [i for i in words if i not in drop or torn]  # "la sera del 7 aprile dove ignoti hanno …", "la sera della vigilia"
    if points_back(text, kept) or beginning(tree) in of_page(tree) or is_foreign(tree, root):
        return ""
    main = [i for i in words if tree[i].upos in ("VERB", "AUX") and tree.is_finite(i) and not _is_within(tree, i, words)]
    if main and not any(tree.feature(i, "Person") == "3" for i in main):
        main = []  # a noun of the article's, taken for a verb: "un 31enne moldavo"
    if not main:
        within = _is_within(tree, trigger.token, words) or tree.feature(trigger.token, "VerbForm") == "Inf"
        headed = passage(tree, kept) if not within and _is_headline(tree, root, kept) else ""
        return taken_place(tree, root, headed) if headed and root == trigger.token and not trigger.verbal else headed
    doer = _doer(tree, root, words, doers)
    if not doer:
        return ""
    told = passage(tree, kept, before=doer) or clause_title(tree, root, drop=drop, subject=doer)
    return retold(tree, root, told)


def _headed(tree: Tree, at: int) -> range:
    """The tokens of a sentence up to its colon, where that parts a headline from what explains it."""
    sentence = tree.sentence(at)
    colon = next((i for i in range(sentence.first + FEWEST, sentence.last) if tree[i].text == ":"), sentence.last)
    signed = next((i for i in range(sentence.first, colon) if tree[i].upos != "PROPN"), sentence.first)
    if signed - sentence.first in NAMES and tree[signed].text[:1].isupper():
        return range(signed, colon)  # "Anna Neri Legato e derubato un uomo"
    return range(sentence.first, colon)


def _speaks(tree: Tree, i: int) -> bool:
    """Whether a little word is of who speaks or listens: "siamo", "ci"; a verb so tagged may be a noun's adjective."""
    return tree[i].upos in ("AUX", "PRON", "DET") and tree.feature(i, "Person") in ("1", "2")


def _is_within(tree: Tree, i: int, words: Sequence[int]) -> bool:
    """Whether a word stands in a finite clause below the main one."""
    chain = [i, *(a for a in tree.ancestors(i) if a in words)]
    return any(tree.relation(a) in _CLAUSES and tree.finite(a) is not None for a in chain)


def _is_headline(tree: Tree, root: int, kept: Sequence[int]) -> bool:
    """Whether words without a finite verb tell something: a noun that they bring in, or a participle with whom it is said of."""
    told = [i for i in kept if tree[i].upos != "PUNCT"]
    if len(told) <= FEWEST or tree[told[0]].upos in ("ADP", "PRON", "SCONJ") or tree.is_definite(root):
        return False
    if any(tree.finite(c) is not None for a in tree.kids(root, "appos") for c in tree.subtree(a)):
        return False  # "Furti di biciclette, espressione che suona …"
    named = tree[root].upos in ("NOUN", "PROPN", "NUM") and tree[told[0]].upos != "VERB"
    return named or any(tree[i].upos in ("NOUN", "PROPN", "X") and tree.kids(i, "det", "nummod") and not tree.case(i) for i in told)


def _doer(tree: Tree, root: int, words: Sequence[int], doers: Mapping[str, Sequence[str]]) -> str:
    """Who does what a sentence tells without a subject, by a verb that says it of itself or of its purpose; empty for none."""
    helper = tree.finite(root)
    if helper is None or tree.feature(helper, "Person") != "3" or tree.kids(root, "nsubj", "csubj", "aux:pass", "cop", "mark"):
        return ""
    group = [
        i for i in words if tree[i].lemma.lower() in doers and not _is_within(tree, i, words) and not tree.kids(i, "nsubj", "aux:pass")
    ]
    told = next((i for i in group if i == root or tree.feature(i, "VerbForm") == "Inf" or tree.finite(i) is not None), None)
    if told is None or any(tree.kids(i, "nsubj") for i in words if tree.relation(i) == "conj"):
        return ""
    one, several = doers[tree[told].lemma.lower()]
    return several if tree.feature(helper, "Number") == "Plur" else one
