"""Whom a text means by other words than a listed name."""

from __future__ import annotations

import pytest
from fixtures_nlp import parsed

from timeline.anaphora import further_names
from timeline.names import names_in, people_of
from timeline.parse import Parser
from timeline.tree import Tree

# Language, text, the word (its last occurrence), and the display name of what it means; None where it is left alone.
ROWS: dict[str, tuple[str, str, str, str | None]] = {
    "a product by its number": ("en", "The Airbus A380 landed in Singapore. The A380 left again.", "A380", "Airbus A380"),
    "two products of one number": ("en", "The Airbus A380 and the Lego A380 were shown. The A380 left.", "A380", None),
    "an abbreviation in brackets": (
        "en", "Singapore Airlines (SIA) ordered ten planes. Later SIA cancelled the order.", "SIA", "Singapore Airlines"),
    "an abbreviation of other words": ("en", "Singapore Airlines (KLM) ordered ten planes. Later KLM cancelled the order.", "KLM", None),
    "a given name": ("en", "Steve Jobs presented the phone. Then Steve answered questions.", "Steve", "Steve Jobs"),
    "a given name of two": ("en", "Steve Jobs met Steve Ballmer. Then Steve answered questions.", "Steve", None),
    "the company": ("en", "Boeing lost the order. The company said it would appeal.", "company", "Boeing"),
    "la società": ("it", "Enel ha perso la gara. La società ha presentato ricorso.", "società", "Enel"),
    "another company": ("en", "Boeing lost the order. The rival company said it would appeal.", "company", None),
    "a company": ("it", "Enel ha perso la gara. Una società ha presentato ricorso.", "società", None),
    "two companies before it": ("en", "The deal was signed by Boeing with Airbus. The company is small.", "company", None),
    "nobody before it": ("en", "It rained. The company said it would appeal.", "company", None),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "word", "meant"), ROWS.values(), ids=ROWS)
def test_who_is_meant(parser: Parser, lang: str, text: str, word: str, meant: str | None) -> None:
    parse = parsed(parser, text, lang)
    names = names_in(parse, people_of(parse))
    last = max(i for i, t in enumerate(parse.tokens) if t.text == word)
    every = [*names, *further_names(Tree.of(parse), names, frozenset())]
    found = next((n.known.name(lang) for n in reversed(every) if n.first <= last < n.last), None)  # what is found later takes its place
    assert found in ((meant,) if meant else (None, word))


def test_a_time_is_no_product(parser: Parser) -> None:
    parse = parsed(parser, "The fair opens in Spring 2025 and closes in Winter 2026.", "en")
    times = frozenset(range(len(parse.tokens)))
    assert further_names(Tree.of(parse), (), times) == []
