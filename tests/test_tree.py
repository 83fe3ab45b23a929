"""A tree that follows corrections is the tree of the corrected tokens."""

from __future__ import annotations

from dataclasses import replace

import pytest

from timeline.model import Parse, Sentence, Token
from timeline.tree import Tree, attach

WORDS = (("The", 1, "det"), ("minister", 2, "nsubj"), ("signed", 2, "root"), ("two", 4, "nummod"), ("laws", 2, "obj"))


@pytest.fixture
def tree() -> Tree:
    tokens = [Token(10 * i, 10 * i + 5, w, w.lower(), "X", "", head, deprel) for i, (w, head, deprel) in enumerate(WORDS)]
    return Tree.of(Parse("", "en", tuple(tokens), (Sentence(0, 5, 0, 45),), ()))


@pytest.mark.parametrize(("i", "head"), [(4, 1), (1, 4), (2, 4), (0, 0), (3, 2)])
def test_a_corrected_tree_is_that_of_the_corrected_tokens(tree: Tree, i: int, head: int) -> None:
    tree.subtree(2)  # what was asked before the correction does not outlive it
    tokens = list(tree.parse.tokens)
    if i == head:
        tokens[i] = replace(tokens[i], head=head, deprel="root")
    else:
        attach(tokens, i, head, "nmod:poss")
    found, fresh = tree.after(tokens), Tree.of(replace(tree.parse, tokens=tuple(tokens)))
    assert (found.parse, found.children, found.relations) == (fresh.parse, fresh.children, fresh.relations)
    assert [list(found.subtree(k)) for k in range(5)] == [list(fresh.subtree(k)) for k in range(5)]


def test_nothing_corrected_is_the_same_tree(tree: Tree) -> None:
    assert tree.after(list(tree.parse.tokens)) is tree


def test_a_subtree_without_a_branch(tree: Tree) -> None:
    assert list(tree.subtree(2, frozenset([4]))) == [0, 1, 2]
    assert list(tree.subtree(2, frozenset([2]))) == []
    assert list(tree.subtree(4)) == [3, 4]
