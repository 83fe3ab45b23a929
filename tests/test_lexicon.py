"""The word lists: each lemma of one type, each type in the ontology, each list that the code asks for there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from fixtures_nlp import LANGUAGES

import timeline
from timeline import lexicon as lexicon_module
from timeline.errors import DataError
from timeline.language import table
from timeline.lexicon import lexicon, ontology, stem

SOURCES = {p.name: p.read_text(encoding="utf-8") for p in Path(timeline.__file__).parent.glob("*.py")}
NOT_TYPES = ("light", "aspect", "sequence", "never", "speaking")
# Lists that exist and are never asked for: to be emptied.
UNREAD = {"question.words", "reporting.nouns"}


def types(lang: str) -> dict[str, Any]:
    return {name: content for name, content in table(lang, "events").items() if name not in NOT_TYPES}


def asked_for() -> set[str]:
    """The names of the lists that the code reads, with f-strings spelled out."""
    text = "\n".join(SOURCES.values())
    names = set(re.findall(r'"((?:reporting|intention|proposal|negative|modal|conditional|question|future|possible|hearsay|fulfilled|again'
                           r'|purpose|present|light|aspect|sequence|never|speaking)\.[a-z]+)"', text))  # fmt: skip
    for section, keys in re.findall(r'f"(reporting|modal)\.\{k\}".*?for k in (\([^)]*\)|_REPORTS)', text, flags=re.S):
        keys = re.search(r"_REPORTS = (\(.*?\))", text)[1] if keys == "_REPORTS" else keys  # type: ignore[index]
        names |= {f"{section}.{k}" for k in re.findall(r'"(\w+)"', keys)}
    return names


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", ["verbs", "nouns"])
def test_each_lemma_has_one_type(lang: str, kind: str) -> None:
    count = Counter((lemma, name) for name, content in types(lang).items() for lemma in content.get(kind, ()))
    assert [c for c, n in count.items() if n > 1] == []
    of = Counter(lemma for lemma, _ in count)
    assert [lemma for lemma, n in of.items() if n > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_lemma_is_an_event_and_never_one(lang: str) -> None:
    lex = lexicon(lang)
    assert sorted(lex.sets["never.verbs"] & set(lex.verbs)) == []
    assert sorted(lex.sets["never.nouns"] & set(lex.nouns)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_lower_case_and_trimmed(lang: str) -> None:
    words = [w for content in table(lang, "events").values() for ws in content.values() if isinstance(ws, list) for w in ws]
    words += [w for content in table(lang, "factuality").values() for ws in content.values() for w in ws]
    assert [w for w in words if w != w.lower() or w != " ".join(w.split()) or "’" in w] == []


def test_languages_know_the_same_types_and_all_stand_in_the_ontology() -> None:
    assert set(types("it")) == set(types("en")) <= set(ontology())
    unnamed = set(ontology()) - set(types("it"))
    assert unnamed == {"talk"}  # what [speaking] makes of a verb of saying


@pytest.mark.parametrize("name", sorted(ontology()))
def test_ontology_entry(name: str) -> None:
    kind = ontology()[name]
    assert kind.days >= 1
    assert 0 <= kind.salience <= 1
    labels = table("", "ontology")["types"][name]["label"]
    assert {lang for lang, label in labels.items() if label.strip()} >= set(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_list_that_the_code_reads_exists(lang: str) -> None:
    assert asked_for() - set(lexicon(lang).sets) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_list_is_read(lang: str) -> None:
    assert set(lexicon(lang).sets) - asked_for() == UNREAD


def test_languages_have_the_same_lists() -> None:
    assert set(lexicon("it").sets) == set(lexicon("en").sets)


@pytest.mark.parametrize(
    ("lang", "lemma", "form", "expected"),
    [
        ("it", "incontrare", "incontrato", "meet"),
        ("it", "bombardere", "bombardando", "bomb"),  # a wrong lemma, met by its stem
        ("it", "sgambettare", "sgambetta", "other"),
        ("it", "essere", "è", None),
        ("en", "meet", "met", "meet"),
        ("en", "threatene", "threatening", "threaten"),
        ("en", "be", "is", None),
    ],
)
def test_verb_type(lang: str, lemma: str, form: str, expected: str | None) -> None:
    assert lexicon(lang).verb_type(lemma, form) == expected


@pytest.mark.parametrize(
    ("lang", "lemma", "expected"),
    [("it", "vertice", "meet"), ("it", "telefonata", "call"), ("it", "governo", None), ("en", "summit", "meet"), ("en", "table", None)],
)
def test_noun_type(lang: str, lemma: str, expected: str | None) -> None:
    assert lexicon(lang).noun_type(lemma, lemma) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("accusato", "accus"), ("accusando", "accus"), ("are", "are"), ("firmerebbero", "firm"), ("dirà", "dirà")]
)
def test_stem(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ordinals_start_at_one(lang: str) -> None:
    numbers = set(lexicon(lang).ordinals.values())
    assert set(range(1, 32)) <= numbers


def test_a_type_that_the_ontology_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        lexicon_module, "table", lambda lang, name: {"dance": {"verbs": ["ballare"]}} if name == "events" else table(lang, name)
    )
    with pytest.raises(DataError, match=r"xx.events\.toml.*\[dance\]"):
        lexicon_module.lexicon("xx")
