"""What comes again is an event of its own: anniversaries, rounds, sequels and others of a kind, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest
from fixtures_nlp import article, facts, mention_of

from timeline import pipeline
from timeline.parse import Parser

# Two articles of 12 and 13 May 2025, and which trigger of which of them may not be in one event with which other.
APART = {
    "an anniversary and its attack": (
        "en", "A bomb killed 12 people in Kharkiv on 10 May 2024. Hundreds attended the anniversary of the attack in Kharkiv on Saturday.",
        "Kharkiv marked the anniversary of the attack. The attack in Kharkiv killed 12 people on 10 May 2024.",
        [("anniversary", "attack"), ("anniversary", "killed")]),
    "un anniversario e il suo attacco": (
        "it", "Una bomba ha ucciso 12 persone a Kharkiv il 10 maggio 2024. Centinaia di persone hanno partecipato all'anniversario dell'attacco a Kharkiv sabato.",
        "Kharkiv ha ricordato l'anniversario dell'attacco. L'attacco a Kharkiv ha ucciso 12 persone il 10 maggio 2024.",
        [("anniversario", "attacco"), ("anniversario", "ucciso")]),
    "two rounds": (
        "en", "The first round of talks between Russia and Ukraine took place in Istanbul.",
        "Russia and Ukraine agreed to a second round of talks in Istanbul.", [("talks", "talks")]),
    "due giri": (
        "it", "Il primo giro di colloqui tra Russia e Ucraina si è tenuto a Istanbul.",
        "Russia e Ucraina hanno avviato il secondo round di colloqui a Istanbul.", [("colloqui", "colloqui")]),
    "another attack": (
        "en", "An attack hit Kharkiv. On Monday another attack hit Kharkiv.", "A new attack hit Kharkiv. A previous attack hit Kharkiv in March.",
        [("hit", "hit")]),
    "un altro attacco": (
        "it", "Un attacco ha colpito Kharkiv. Ieri un altro attacco ha colpito Kharkiv.", "Un nuovo attacco ha colpito Kharkiv.", [("colpito", "colpito")]),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "one", "other", "apart"), APART.values(), ids=APART)
def test_kept_apart(parser: Parser, lang: str, one: str, other: str, apart: list[tuple[str, str]]) -> None:
    """No event holds two of the triggers; of two with one word, no event holds all."""
    articles = [
        article(text, lang=lang, name=name, given=f"2025-05-1{day}") for day, (name, text) in enumerate((("a", one), ("b", other)), 2)
    ]
    built = pipeline.build(articles, parser=parser, today=dt.date(2025, 6, 1), knowledge=facts())
    texts = {a.id: a.text for a in articles}
    of = [[texts[m.article][m.start : m.end] for m in (built.mentions[i] for i in cluster)] for cluster in built.links.clusters]
    for first, second in apart:
        holding = [words for words in of if first in words]
        assert holding
        assert len(holding) > 1 if first == second else not any(second in words for words in holding)


AGAIN = {
    "its own word": ("it", "Un nuovo giro di colloqui si terrà a Istanbul.", "colloqui", True, None),
    "of its subject": ("it", "Un altro attacco ha colpito Kharkiv.", "colpito", True, None),
    "of its subject, in English": ("en", "Another attack hit Kharkiv.", "hit", True, None),
    "which of them, of its subject": ("it", "Il secondo attacco ha ucciso tre persone.", "ucciso", True, 2),
    "which of them, in English": ("en", "The third strike killed two people.", "killed", True, 3),
    "another man is no other event": ("it", "Un altro uomo è stato arrestato a Roma.", "arrestato", False, None),
    "another man, in English": ("en", "Another man was arrested in Rome.", "arrested", False, None),
}


@pytest.mark.parametrize(("lang", "text", "trigger", "instance", "ordinal"), AGAIN.values(), ids=AGAIN)
def test_told_as_another(parser: Parser, lang: str, text: str, trigger: str, instance: bool, ordinal: int | None) -> None:
    found = mention_of(parser, text, lang, trigger)
    assert found is not None
    assert (found.instance, found.ordinal) == (instance, ordinal)
