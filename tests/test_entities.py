"""Entities set right by what is known of names."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from timeline.parse.entities import Names
from timeline.parse.load import loaded
from timeline.parse.spacy import MODELS

NAMES = Names(frozenset(["Acme"]), frozenset(["Rossi"]), frozenset(["Prussia", "Ghana"]))


def found(lang: str, text: str) -> list[tuple[str, str]]:
    """The entities made of `word/POS/LABEL` and `word/POS/O`, words of one entity joined by "_"."""
    words, parts, labels = [], [], []
    for piece in text.split():
        word, part, label = piece.split("/")
        for i, w in enumerate(word.split("_")):
            words.append(w)
            parts.append(part if w[0].isupper() or i == 0 else "ADP")
            labels.append(label if label == "O" else f"{'I' if i else 'B'}-{label}")
    doc = Doc(spacy.blank(lang).vocab, words=words, pos=parts, ents=labels)
    made = NAMES.entities(doc)
    assert all(isinstance(span, Span) for span in made)
    return [(span.text, span.label_) for span in made]


@pytest.mark.parametrize(
    ("lang", "text", "entities"),
    [
        # a surname after the full name, not before it, and not one that is a country
        ("it", "Anna_Verdi/PROPN/PER parla/VERB/O e/CCONJ/O Verdi/PROPN/LOC ascolta/VERB/O", [("Anna Verdi", "PER"), ("Verdi", "PER")]),
        ("it", "Anna_Verdi/PROPN/PER parla/VERB/O e/CCONJ/O Verdi/PROPN/O ascolta/VERB/O", [("Anna Verdi", "PER"), ("Verdi", "PER")]),
        ("it", "Anna_Verdi/PROPN/PER ha/AUX/O i/DET/O Verdi/ADJ/O", [("Anna Verdi", "PER")]),
        ("en", "Verdi/PROPN/LOC sings/VERB/O ,/PUNCT/O Anna_Verdi/PROPN/PER listens/VERB/O", [("Verdi", "LOC"), ("Anna Verdi", "PER")]),
        ("it", "Carlo_Prussia/PROPN/PER in/ADP/O Prussia/PROPN/LOC", [("Carlo Prussia", "PER"), ("Prussia", "LOC")]),
        # a listed organisation, but no person of a company's name
        ("en", "at/ADP/O Acme/PROPN/LOC", [("Acme", "ORG")]),
        ("en", "said/VERB/O Acme/PROPN/PER", [("Acme", "ORG")]),
        ("it", "per/ADP/O Rossi/PROPN/PER", [("Rossi", "PER")]),
        ("it", "per/ADP/O Rossi/PROPN/LOC", [("Rossi", "ORG")]),
        # a country that stands alone
        ("en", "then/ADV/O in/ADP/O Ghana/PROPN/O ./PUNCT/O Anna/PROPN/PER", [("Ghana", "LOC"), ("Anna", "PER")]),
        ("en", "then/ADV/O in/ADP/O Ghana/PROPN/O Cup/PROPN/O of/ADP/O Anna/PROPN/PER", [("Anna", "PER")]),
        # what is no name
        ("it", "lo/DET/O scalo_di/NOUN/LOC Bari/PROPN/LOC", [("Bari", "LOC")]),
        ("it", "il/DET/O fratello/NOUN/PER di/ADP/O Anna/PROPN/PER", [("Anna", "PER")]),
        ("it", "ciao/INTJ/O anna/PROPN/PER", [("anna", "PER")]),
    ],
)
def test_what_is_known_of_names_sets_entities_right(lang: str, text: str, entities: list[tuple[str, str]]) -> None:
    assert found(lang, text) == entities


@pytest.mark.parametrize(
    ("lang", "text", "entity"),
    [
        ("it", "Il portavoce di Hezbollah ha parlato.", ("Hezbollah", "ORG")),
        ("en", "Officials at Unilever said nothing.", ("Unilever", "ORG")),
    ],
)
def test_a_package_knows_organisations(lang: str, text: str, entity: tuple[str, str]) -> None:
    doc = loaded(str(MODELS / f"{lang}_timeline_sm"))(text)
    assert entity in [(e.text, e.label_) for e in doc.ents]
