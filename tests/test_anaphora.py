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
    "a firm named once in passing": ("en", "It rained. It snowed. Ann Reed praised Boeing. The company is small.", "company", None),
    "a firm's newspaper": ("en", "Boeing lost the order, The Wall Street Journal reported. The company will appeal.", "company", "Boeing"),
    "where a firm is": ("en", "The Rockford, Ill., maker of pens lost money. The company closed.", "company", None),
    "the airline beside its supplier": (
        "en", "The airline Qantas ordered jets. Airbus will build them. The airline is large.", "airline", "Qantas"),
    "il premier": ("it", "Mario Draghi ha visitato Torino. Il premier è partito.", "premier", "Mario Draghi"),
    "a premier before the last": (
        "it", "Mario Draghi ha criticato Giuseppe Conte. È piovuto. Massimo D'Alema ha parlato. Il premier è partito.", "premier", None),
    "no premier": ("it", "Anna Neri ha visitato Torino. Il premier è partito.", "premier", None),
    "one of two premiers": ("it", "Mario Draghi ha visto Angela Merkel e Boris Johnson. Il premier è partito.", "premier", None),
    "the king of the text": ("en", "King Hussein met Ann Reed. The king left.", "king", "Hussein bin Talal"),
    "another captain": ("en", "Captain Ann Reed met a captain. The captain left.", "captain", None),
    "a captain of nobody": ("en", "Captain Ann Reed left. Captain Tom Bell stayed. The captain slept.", "captain", None),
    "the general who was one": ("it", "L'ex generale Ugo Neri ha parlato. Il generale è partito.", "generale", None),
    "no organisation is a body": ("it", "Il corpo di Ugo Neri è a Torino. Il corpo è stato sepolto.", "corpo", None),
    "a plane": ("en", "The Airbus A380 landed. The A380 plane refuelled in Ottawa. The plane was new.", "plane", "Airbus A380"),
    "a plane by another word": ("en", "The Airbus A380 airliner landed. The plane refuelled in Ottawa.", "plane", "Airbus A380"),
    "a plane between commas": ("en", "Ann Reed saw plans for the A380, a new aircraft. She liked the aircraft.", "aircraft", "A380"),
    "a plane since another": ("en", "The Airbus A380 airliner landed. A small plane followed. The plane refuelled in Ottawa.", "plane", None),
    "a flight is no plane": ("en", "The Airbus A380 flight was short. The flight ended in Ottawa.", "flight", None),
    "a ship, in Italian": ("it", "La nave Vega è partita. L'imbarcazione è affondata.", "imbarcazione", None),
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
