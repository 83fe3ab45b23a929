"""What a parser gets wrong and the rest of the sentence can tell: a few general corrections, before events are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.lexicon import Lexicon
from timeline.model import Finding, Parse, Token
from timeline.tree import Tree

# Types of verbs that always have somebody or something that they are done to.
_TRANSITIVE = ("accuse", "criticise", "condemn", "attack", "bomb", "kill", "injure", "arrest", "invade", "seize", "threaten", "sanction", "convict")
_COMPLEMENTISERS = ("che", "that")
_REPORTS = ("say", "deny", "ask", "promise", "predict", "think", "threaten")


def repaired(parse: Parse, findings: Sequence[Finding], lex: Lexicon) -> Parse:
    """The parse with its relations corrected where they cannot be right."""
    tokens = list(parse.tokens)
    timed = _times(tokens, findings)
    tree = Tree.of(replace(parse, tokens=tuple(tokens)))
    for i in range(len(tokens)):
        _content_clause(tree, lex, i, tokens, timed)
        _object(tree, lex, i, tokens)
    return replace(parse, tokens=tuple(tokens))


def _times(tokens: list[Token], findings: Sequence[Finding]) -> frozenset[int]:
    """The tokens of times; a time is no subject or object: "è arrivata il giorno dopo", "parlando mercoledì"."""
    timed = set()
    spans = iter(sorted((f.start, f.end) for f in findings if f.type in ("DATE", "TIME")))
    span = next(spans, None)
    for i, token in enumerate(tokens):
        while span and span[1] <= token.start:
            span = next(spans, None)
        if not span or token.start < span[0]:
            continue
        timed.add(i)
        if token.deprel in ("nsubj", "obj", "iobj", "nsubj:pass") and token.head != i:
            tokens[i] = replace(token, deprel="obl:tmod")
    return frozenset(timed)


def _content_clause(tree: Tree, lex: Lexicon, verb: int, tokens: list[Token], timed: frozenset[int]) -> None:
    """What follows "ha detto a X, che" or "ha avvertito martedì che" is what was said, not a description of X or a circumstance."""
    if tree[verb].upos != "VERB" or not any(lex.has(f"reporting.{k}", tree[verb].lemma.lower()) for k in _REPORTS):
        return
    if tree.kids(verb, "ccomp", "xcomp", "csubj", "parataxis") or tree.relation(verb) == "parataxis":
        return
    for i in sorted(j for c in tree.children[verb] if c > verb for j in tree.subtree(c)):
        if tree.relation(i) not in ("advcl", "acl") or tree.finite(i) is None:
            continue
        opening = next((j for j in tree.subtree(i) if tree[j].upos != "PUNCT" and j not in timed), i)
        if tree[opening].lemma.lower() not in _COMPLEMENTISERS or opening in tree.kids(i, "nsubj"):
            continue
        if tree[i].head == verb or tree[opening - 1].text == "," and tree.kid(i, "nsubj") is not None:
            tokens[i] = replace(tree[i], head=verb, deprel="ccomp")
            tokens[opening] = replace(tree[opening], upos="SCONJ", head=i, deprel="mark", feats="")
            return


def _object(tree: Tree, lex: Lexicon, verb: int, tokens: list[Token]) -> None:
    """ "… e ha accusato Mosca": right after a coordinated transitive verb stands its object, not a new subject."""
    if tree[verb].upos != "VERB" or tree.relation(verb) != "conj" or tree.kid(verb, "obj") is not None:
        return
    subject = tree.kid(verb, "nsubj")
    if subject is None or subject < verb or lex.verb_type(tree[verb].lemma.lower(), tree[verb].text.lower()) not in _TRANSITIVE:
        return
    if min(tree.subtree(subject)) == verb + 1 and tree.kid(tree[verb].head, "nsubj") is not None:
        tokens[subject] = replace(tree[subject], deprel="obj")
