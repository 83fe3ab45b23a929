"""Repairs of a parse: whatever they move, a tree stays a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.lexicon import lexicon
from timeline.model import Parse, Sentence, Token
from timeline.repair import repaired
from timeline.tree import attach

RELATIONS = [
    "nsubj", "nsubj:pass", "obj", "obl", "conj", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "aux", "aux:pass", "cop", "flat", "cc",
    "parataxis", "nmod", "dislocated", "expl", "mark", "det", "case", "advmod",
]  # fmt: skip
WORDS = {
    "it": [
        "cessate", "il", "fuoco", "ha", "detto", "che", "Putin", "e", "accusato", "Mosca", "suggerito", "avvertito", "lunedì", "si", "lo",
        "sono", "arrivati", "presidente", ",", "divide", "chiese", "morte", "spararono",
    ],
    "en": ["the", "talks", "held", "said", "that", "which", "Moscow", "and", "hit", "after", "by", "’s", "n’t", "did", "resigned", "were", ",", "."],
}  # fmt: skip
FEATURES = [
    "", "VerbForm=Fin", "VerbForm=Part|Tense=Past", "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin", "PronType=Rel", "Clitic=Yes",
    "Number=Sing", "Number=Plur", "VerbForm=Inf", "Mood=Imp|VerbForm=Fin",
]  # fmt: skip


@st.composite
def trees(draw: st.DrawFn, lang: str = "it") -> list[Token]:
    """Words with random relations; each hangs from one of a random order before it, so that they make a tree."""
    words = draw(st.lists(st.sampled_from(WORDS[lang]), min_size=1, max_size=14))
    order = draw(st.permutations(range(len(words))))
    heads = {order[0]: order[0]} | {i: order[draw(st.integers(0, k - 1))] for k, i in enumerate(order) if k}
    tokens, at = [], 0
    for i, word in enumerate(words):
        relation = "root" if heads[i] == i else draw(st.sampled_from(RELATIONS))
        upos = draw(st.sampled_from(["VERB", "AUX", "NOUN", "PROPN", "PRON", "ADJ", "SCONJ"]))
        tokens.append(
            Token(
                at,
                at + len(word),
                word,
                word.lower(),
                upos,
                draw(st.sampled_from(FEATURES)),
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


@pytest.mark.parametrize("lang", WORDS)
@given(data=st.data())
def test_a_repaired_parse_is_a_tree(lang: str, data: st.DataObject) -> None:
    tokens = data.draw(trees(lang))
    text = " ".join(t.text for t in tokens)
    made = repaired(Parse(text, lang, tuple(tokens), (Sentence(0, len(tokens), 0, len(text)),), ()), (), lexicon(lang)).tokens
    assert is_tree(made)
    assert sum(t.head == i for i, t in enumerate(made)) == 1
    assert [(t.start, t.text) for t in made] == [(t.start, t.text) for t in tokens], "a repair moves no word"
