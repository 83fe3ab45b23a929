"""Repairs of a parse: whatever they move, a tree stays a tree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timeline.lexicon import lexicon
from timeline.model import Parse, Sentence, Token
from timeline.repair import repaired
from timeline.tree import attach

RELATIONS = ["nsubj", "obj", "obl", "conj", "ccomp", "advcl", "acl", "aux", "flat", "cc", "parataxis", "nmod"]
WORDS = ["cessate", "il", "fuoco", "ha", "detto", "che", "Putin", "e", "accusato", "Mosca", "suggerito", "avvertito", "lunedì"]


@st.composite
def trees(draw: st.DrawFn) -> list[Token]:
    """Words with random relations; each hangs from one of a random order before it, so that they make a tree."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
    order = draw(st.permutations(range(len(words))))
    heads = {order[0]: order[0]} | {i: order[draw(st.integers(0, k - 1))] for k, i in enumerate(order) if k}
    tokens, at = [], 0
    for i, word in enumerate(words):
        relation = "root" if heads[i] == i else draw(st.sampled_from(RELATIONS))
        upos = draw(st.sampled_from(["VERB", "NOUN", "PROPN", "ADJ", "SCONJ"]))
        tokens.append(
            Token(
                at,
                at + len(word),
                word,
                word.lower(),
                upos,
                draw(st.sampled_from(["", "VerbForm=Fin", "VerbForm=Part"])),
                heads[i],
                relation,
            )
        )
        at += len(word) + 1
    return tokens


def is_tree(tokens: list[Token] | tuple[Token, ...]) -> bool:
    for i in range(len(tokens)):
        steps = 0
        while tokens[i].head != i and steps <= len(tokens):
            i, steps = tokens[i].head, steps + 1
        if steps > len(tokens):
            return False
    return True


@given(trees(), st.data())
def test_attaching_keeps_a_tree(tokens: list[Token], data: st.DataObject) -> None:
    i, head = (data.draw(st.integers(0, len(tokens) - 1)) for _ in range(2))
    if i != head:
        attach(tokens, i, head, "conj")
        assert tokens[i].head == head
    assert is_tree(tokens)


@given(trees())
def test_a_repaired_parse_is_a_tree(tokens: list[Token]) -> None:
    text = " ".join(t.text for t in tokens)
    parse = Parse(text, "it", tuple(tokens), (Sentence(0, len(tokens), 0, len(text)),), ())
    assert is_tree(repaired(parse, (), lexicon("it")).tokens)
