"""The times that a title leaves out, since the timeline shows the day beside it."""

from __future__ import annotations

from bisect import bisect_left

from timeline.model import Finding
from timeline.scene import Scene
from timeline.timing import head_of, is_compared, phrase_of, starter, tokens_of
from timeline.titles import title_words
from timeline.tree import Tree

_ABSOLUTE = ("date", "decade", "century", "feast")  # operations of times that any reader can place: "nel 2010", not "ieri"
_LASTING = ("month", "quarter", "season", "half", "year", "decade")  # units of times that say of which period something is: "last year"
_CONTENT = ("NOUN", "PROPN", "VERB")


def left_out(text: Scene, root: int, *, lasting: bool = False) -> frozenset[int]:
    """The tokens of times that a title leaves out, since the timeline shows the day beside it.

    One that another event gives stays, "alla vigilia del dibattito"; so does one that dates another noun or clause where any
    reader can place it, "l'accordo del 1991", and, if `lasting`, of which period that is, "said sales fell last year", or what an
    ordinal counts, "for the first time this year". A description that only "ieri" dates goes with it.
    """
    tree, parse = text.tree, text.tree.parse
    sentence, gone = tree.sentence(root), set[int]()
    first = bisect_left(text.findings, sentence.start, key=lambda f: f.start)
    for finding in text.findings[first : bisect_left(text.findings, sentence.end, lo=first, key=lambda f: f.start)]:
        span = tokens_of(parse, finding)
        if finding.type not in ("DATE", "TIME") or not span or root in span or _owns(tree, span):
            continue  # "Monday's raid" has no other article
        if is_compared(tree, finding, span) or _goes_with(tree, span):
            continue  # "from $1.4 billion a year ago"
        if len(span) > 1 and tree.relation(span[-1]) == "case" and tree[span[-1]].head in text.triggers:
            continue  # "il giorno dopo l'arresto" is no day without the arrest
        start = starter(tree, span)
        head = start if start is not None else _measured(tree, head_of(tree, span))
        own = {*phrase_of(tree, span), head}
        described = frozenset(tree.kids(head, "acl")) if finding.anchor != "event" else frozenset()
        apart = {i for i in tree.subtree(head, described) if tree[i].upos in _CONTENT and i not in own and not _of_clock(tree, i)}
        if apart and (finding.anchor == "event" or head not in span):
            continue
        whole = own.union(tree.subtree(head, frozenset(apart)))
        if root in whole or root not in tree.ancestors(head):
            continue
        above = [*_between(tree, head, root)]
        of_other = root not in text.dates and bool(above)
        if lasting and _is_lasting(finding) and (of_other or _limits(text, head, min(own))):
            continue
        absolute = finding.operation in _ABSOLUTE
        if (absolute and any(tree.relation(i) == "ccomp" for i in above)) or _completes(tree, head, absolute=absolute):
            continue  # "said it would open in 2010"
        noun = tree.relation(head) in ("nmod", "compound", "nummod", "amod", "flat", "appos") and tree[head].head != root
        aside = next((i for i in above if tree[i].deprel == "acl:relcl" or tree.relation(i) in ("acl", "advcl")), None)
        if absolute and ((noun and tree[tree[head].head].upos in ("NOUN", "PROPN")) or aside is not None):
            continue
        if aside is not None and (
            tree[aside].deprel == "acl:relcl" or tree.feature(aside, "VerbForm") == "Part" or tree[aside].upos == "ADJ"
        ):
            gone.update(tree.subtree(aside))
        else:
            gone |= whole
    return frozenset(gone)


def _completes(tree: Tree, head: int, *, absolute: bool) -> bool:
    """Whether a time is what its verb needs, or the day of its object: "spend the rest of the week", "announced a protest for 28 January"."""
    verb, lang = tree[head].head, tree.parse.lang
    if not tree.case(head):
        return tree.relation(head) in ("obj", "nsubj") or (head > verb and tree[verb].lemma.lower() in title_words(lang, "passes"))
    return absolute and tree.case(head) in title_words(lang, "meant") and any(c < head for c in tree.kids(verb, "obj"))


def _goes_with(tree: Tree, span: range) -> bool:
    """Whether a time says nothing without its neighbours: "three days later than planned", "the recently announced phone", "the year ended Aug. 31"."""
    lang, above = tree.parse.lang, tree[head_of(tree, span)].head
    after = tree[span[-1] + 1].text.lower() if span[-1] + 1 < len(tree.parse.tokens) else ""
    premodifies = tree.relation(above) == "amod" and tree.relation(head_of(tree, span)) == "advmod" and above == span[-1] + 1
    if after in title_words(lang, "compares") or (premodifies and lang == "en"):
        return True
    first = min(phrase_of(tree, span))
    ended = first > 1 and tree[first - 1].text.lower() in title_words(lang, "ended") and tree[first - 2].upos == "NOUN"
    return ended and tree.relation(first - 1) != "acl"  # which goes as a whole


def _is_lasting(finding: Finding) -> bool:
    """Whether a time is a period seen from the day of publication: "last year", "il terzo trimestre", not "five years ago"."""
    args = dict(finding.args)
    seen = finding.type == "DATE" and finding.anchor == "published"
    return seen and args.get("unit") in _LASTING and "ago" not in args


def _limits(text: Scene, head: int, first: int) -> bool:
    """Whether a time says among which a noun before it is the first or the most: "its second bank this year"."""
    tree = text.tree
    nouns = (i for i in (first - 1, tree[head].head) if 0 <= i < first and tree[i].upos == "NOUN" and i not in text.time_tokens)
    noun = next(nouns, None)
    return noun is not None and any(
        tree.feature(c, "NumType") == "Ord" or tree.feature(c, "Degree") == "Sup" for c in tree.kids(noun, "amod")
    )


def _owns(tree: Tree, span: range) -> bool:
    """Whether a time is the article of what follows: "Monday's raid"."""
    after = tree[span[-1] + 1].text if span[-1] + 1 < len(tree.parse.tokens) else ""
    return after in ("'s", "’s") or any(tree[i].deprel == "nmod:poss" for i in span)


def _measured(tree: Tree, head: int) -> int:
    """The noun of time that a time is part of: the hours of "nelle prime ore di oggi"."""
    above = tree[head].head
    if tree[above].upos == "ADV" and tree.relation(above) == "advmod":
        return above  # "as early as last year"
    if tree.relation(head) in ("nmod", "advmod") and tree[above].lemma.lower() in title_words(tree.parse.lang, "time_noun"):
        return above
    return head


def _of_clock(tree: Tree, i: int) -> bool:
    return tree[i].text.lower() in title_words(tree.parse.lang, "clock")


def _between(tree: Tree, i: int, root: int) -> list[int]:
    """The tokens above one and below another."""
    found: list[int] = []
    for above in tree.ancestors(i):
        if above == root:
            return found
        found.append(above)
    return found
