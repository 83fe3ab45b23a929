"""Whether an event happened and who says so: the sentences of gold/factuality_*.toml, read by the real parser."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fixtures_nlp import mention_of

from timeline.factuality import Factuality, noun_factuality, verb_factuality
from timeline.lexicon import lexicon
from timeline.parse import Parser
from timeline.repair import repaired
from timeline.resolve import find
from timeline.tree import Tree

GOLD = Path(__file__).parent / "gold"
LANGUAGES = ("it", "en")


@cache
def rows(lang: str) -> tuple[dict[str, Any], ...]:
    groups = tomllib.loads((GOLD / f"factuality_{lang}.toml").read_text(encoding="utf-8"))
    return tuple({"group": group} | row for group, group_rows in groups.items() for row in group_rows)


@pytest.fixture(scope="module")
def trees(parser: Parser) -> dict[str, list[Tree]]:
    """Every gold sentence's repaired tree, by language; each language is parsed once."""
    found = {}
    for lang in LANGUAGES:
        parses = parser.parse((row["text"] for row in rows(lang)), lang)
        found[lang] = [Tree.of(repaired(p, find(p), lexicon(lang))) for p in parses]
    return found


def read(tree: Tree, trigger: str) -> Factuality:
    """The factuality of the event whose word is the first of that spelling."""
    i = next(i for i, t in enumerate(tree.parse.tokens) if t.text == trigger)
    function = verb_factuality if tree[i].upos in ("VERB", "AUX", "ADJ") else noun_factuality
    return function(tree, lexicon(tree.parse.lang), i)


def wrong(tree: Tree, row: dict[str, Any]) -> str:
    """What the program says otherwise than the gold row; empty for nothing."""
    facts = read(tree, row["trigger"])
    allowed = row["status"] if isinstance(row["status"], list) else [row["status"]]
    said = {tree[i].text for i in tree.subtree(facts.speaker)} if facts.speaker is not None else set()
    faults = [f"status {facts.status}"] if facts.status not in allowed else []
    if (row.get("speaker") and row["speaker"] not in said) or (not row.get("speaker") and said):
        faults.append(f"speaker {' '.join(sorted(said)) or 'nobody'}")
    return ", ".join(faults)


CASES = [pytest.param(lang, i, id=f"{lang}-{row['group']}-{row['trigger']}-{i}") for lang in LANGUAGES for i, row in enumerate(rows(lang))]


@pytest.mark.parametrize(("lang", "i"), CASES)
def test_gold(trees: dict[str, list[Tree]], lang: str, i: int) -> None:
    row = rows(lang)[i]
    fault = wrong(trees[lang][i], row)
    if row.get("known_failure"):
        assert fault, f"this passes now: take known_failure away from {row['text']!r}"
    else:
        assert not fault, f"{row['text']} [{row['trigger']}]: {fault}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_gold_is_broad(lang: str) -> None:
    assert len(rows(lang)) >= 125
    assert sum("known_failure" not in row for row in rows(lang)) >= 120
    statuses = {s for row in rows(lang) for s in ([row["status"]] if isinstance(row["status"], str) else row["status"])}
    assert statuses == {"occurred", "ongoing", "planned", "proposed", "denied", "hypothetical"}


# The present tense of a mention: what has happened by a headline or a punctual verb, unless a day that may be to come dates it.
PRESENT = [
    ("it", "La Turchia arresta dieci giornalisti.", "arresta", "occurred"),
    ("it", "Il 16 marzo 1978 il ministro viene nominato commissario.", "nominato", "ongoing"),  # occurred, once its day is known
    ("it", "I ribelli attaccano la capitale", "attaccano", "occurred"),
    ("it", "Oggi il premier incontra Merz.", "incontra", "occurred"),
    ("it", "Domani il premier incontra Merz.", "incontra", "ongoing"),  # planned, once its day is known
    ("it", "Lunedì il premier incontra Merz.", "incontra", "ongoing"),
    ("it", "Oggi arriva a Roma il nuovo premier.", "arriva", "occurred"),
    ("it", "Da oggi il premier arriva tardi.", "arriva", "ongoing"),
    ("it", "La polizia sta arrestando i manifestanti.", "arrestando", "ongoing"),
    ("it", "Le forze di terra avanzano verso Pokrovsk.", "avanzano", "ongoing"),
    ("it", "Il governo considera la proposta", "considera", "ongoing"),
    ("it", "L'Onu approva la risoluzione sulla Libia.", "approva", "occurred"),
    ("it", "Il commissario Pelt propone un nuovo parlamento.", "propone", "occurred"),
    ("it", "La pianificazione richiede due fasi.", "richiede", "ongoing"),
    ("it", "Un uomo di Denver apre il fuoco durante la festa.", "apre", "occurred"),
    ("it", "Il Consiglio di Sicurezza viene investito della questione.", "investito", "occurred"),
    ("it", "Le ostilità a Donetsk non cessano.", "cessano", "ongoing"),
    ("it", "Fonti della Nato non escludono l'impiego di aerei.", "escludono", "occurred"),
    ("en", "Police arrest three men in Leeds", "arrest", "occurred"),
    ("en", "Acme buys its rival for two billion", "buys", "occurred"),
    ("en", "Storm delays ferry to Calais", "delays", "occurred"),
    ("en", "In 1978 the king appoints a new premier.", "appoints", "ongoing"),
    ("en", "The contract expires in 2031.", "expires", "ongoing"),
    ("en", "The two presidents meet tomorrow.", "meet", "ongoing"),
    ("en", "New jet makes maiden flight to Dubai", "flight", "occurred"),
    ("en", "The new jet makes a flight to Dubai every week.", "flight", "ongoing"),
    ("en", "Police are arresting protesters.", "arresting", "ongoing"),
    ("en", "The charity supports the miners.", "supports", "ongoing"),
]


# What came about and remains: a participle under "rimanere" tells what happened, an infinitive under "continuare" what went on.
REMAINING = [
    ("it", "Tre persone sono rimaste ferite nello scontro.", "ferite", "occurred"),
    ("it", "Un uomo è rimasto ucciso dal crollo del ponte.", "ucciso", "occurred"),
    ("it", "Il porto rimane chiuso.", "chiuso", "ongoing"),
    ("en", "Two men were left injured in the crash.", "injured", "occurred"),
    ("en", "Searches are ongoing using a French ship.", "using", "ongoing"),
    ("en", "Boeing plans to sell movies in Spain.", "sell", "planned"),
    ("it", "La Russia è pronta ad aumentare le forniture.", "aumentare", "planned"),
]


@pytest.mark.parametrize(("lang", "text", "trigger", "status"), [*PRESENT, *REMAINING])
def test_present_tense(parser: Parser, lang: str, text: str, trigger: str, status: str) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert found is not None
    assert found.status == status
