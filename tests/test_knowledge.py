"""Dated facts: reading them, refusing broken ones, and finding them in sentences."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from timeline import knowledge
from timeline.errors import DataError
from timeline.knowledge import Knowledge, TenureWords, fold, landmarks_in, tenures_in
from timeline.model import Parse, Sentence, Token

FACTS = """
[[office]]
id = "utopia-president"
kind = "head-of-state"
post.it = ["presidente di utopia"]
post.en = ["president of utopia"]
title.it = ["presidente"]
title.en = ["president"]
holders = [
  { name = "Ada Prima", surname = "Prima", from = 2001-01-01, to = 2004-12-31 },
  { name = "Ugo Secondo", surname = "Secondo", aliases = ["il Vecchio Ugo"], from = 2005-01-01 },
  { name = "Ada Prima", surname = "Prima", from = "2010-03", to = 2012 },
]

[[meeting]]
id = "utopia-forum"
kind = "forum"
names.it = ["forum di utopia"]
cues.it = [["forum", "economic", "utopia"]]
editions = [
  { from = 2003-05-01, to = 2003-05-03, place.it = ["Amaurota"] },
  { from = 2004-05-06, to = 2004-05-08, place.it = ["Porto Anidro"], names.it = ["forum dell'Anidro"] },
]

[[event]]
id = "great-flood"
kind = "disaster"
names.en = ["Great Flood"]
names.it = ["grande alluvione", "alluvióne d’Utopia"]
cues.it = [["alluvion", "utopia"], ["onu", "acqua"]]
from = 2002-11-04
to = 2002-11-06
"""
WORDS = TenureWords(
    street=frozenset({"via"}),
    former_before=frozenset({"ex", "allora"}),
    former_after=frozenset({"emerito"}),
    elect=frozenset({"eletto", "eletta"}),
)


@pytest.fixture
def facts(tmp_path: Path) -> Knowledge:
    path = tmp_path / "utopia.toml"
    path.write_text(FACTS, encoding="utf-8")
    return knowledge.load((path,))


def parsed(text: str, lang: str = "it") -> Parse:
    """A parse with sentences alone; knowledge reads no more."""
    starts = [0, *(i + 2 for i, c in enumerate(text[:-2]) if c == "." and text[i + 1] == " ")]
    ends = [*starts[1:], len(text)]
    return Parse(text, lang, (), tuple(Sentence(0, 0, a, b) for a, b in zip(starts, ends, strict=True)), ())


@pytest.mark.parametrize(("word", "folded"), [("Perché", "perche"), ("Erdoğan", "erdogan"), ("ŁÓDŹ", "łodz"), ("Müller", "muller")])
def test_words_are_folded(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("Dopo la GRANDE  alluvione nulla fu come prima.", "it", {"great-flood"}),
        ("L'alluvione d'Utopia è ricordata da tutti.", "it", {"great-flood"}),
        ("Le alluvioni hanno colpito Utopia.", "it", {"great-flood"}),
        ("Le alluvioni sono finite. Utopia è asciutta.", "it", set()),
        ("La ONU porta acqua.", "it", {"great-flood"}),
        ("L'onuismo porta acqua.", "it", set()),  # a cue of three letters is a whole word
        ("After the great flood, silence.", "en", {"great-flood"}),
        ("After the greatest floods, silence.", "en", set()),
        ("Al forum di Utopia si discute.", "it", {"utopia-forum"}),
    ],
)
def test_landmarks_are_found_in_one_sentence(text: str, lang: str, found: set[str], facts: Knowledge) -> None:
    matches = landmarks_in(parsed(text, lang), facts)
    assert {m.landmark.id for m in matches if m.landmark.id in ("great-flood", "utopia-forum")} == found
    assert all(text[m.start : m.end].strip() == text[m.start : m.end] for m in matches)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Il forum economico di Amaurota è finito.", 2003),
        ("Il vertice di Amaurota è finito.", None),
        ("Il forum è finito. Amaurota tace.", None),
        ("L'Amaurota forum è finito.", 2003),
    ],
)
def test_a_meeting_may_be_called_by_its_kind_and_place(text: str, year: int | None, facts: Knowledge) -> None:
    matches = landmarks_in(parsed(text), facts)
    assert [dt.date.fromordinal(m.editions[0].first).year for m in matches] == ([year] if year else [])


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Al forum di Utopia si discute.", {2003, 2004}),
        ("Al forum di Utopia ad Amaurota si discute.", {2003}),
        ("Al forum di Utopia del 2004 si discusse.", {2004}),
        ("Il forum dell'Anidro fu breve.", {2004}),
    ],
)
def test_words_of_the_sentence_choose_the_edition(text: str, years: set[int], facts: Knowledge) -> None:
    (match,) = (m for m in landmarks_in(parsed(text), facts) if m.landmark.id == "utopia-forum")
    assert {dt.date.fromordinal(e.first).year for e in match.editions} == years


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Il presidente Ugo Secondo è partito.", "held"),
        ("Ugo Secondo, presidente di Utopia, è partito.", "held"),
        ("L'ex presidente Secondo è partito.", "former"),
        ("L’allora presidente di Utopia Ada Prima è partita.", "former"),
        ("Il presidente emerito Secondo è partito.", "former"),
        ("Il presidente eletto Secondo è partito.", "elect"),
        ("Secondo è partito.", "none"),
        ("È arrivato il presidente. Secondo è partito.", "none"),
    ],
)
def test_an_office_is_held_past_or_to_come(text: str, office: str, facts: Knowledge) -> None:
    (match,) = (m for m in tenures_in(parsed(text), facts, WORDS) if m.tenures[0].office.id == "utopia-president")
    assert match.office == office


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("È arrivato Carlo Secondo.", False),
        ("È arrivato Secondo Bianchi.", False),  # a given name
        ("È arrivato A. Secondo.", False),
        ("È successo in via Secondo.", False),
        ("È successo in via del Secondo.", False),
        ("È arrivato Secondo, dicono.", True),
        ("Lo dice Secondo. Bianchi tace.", True),
    ],
)
def test_a_surname_inside_another_name_is_nobody_in_office(text: str, named: bool, facts: Knowledge) -> None:
    assert any(m.tenures[0].office.id == "utopia-president" for m in tenures_in(parsed(text), facts, WORDS)) is named


@pytest.mark.parametrize(("upos", "named"), [("PROPN", True), ("ADJ", False)])
def test_a_surname_that_is_a_common_word_needs_to_be_read_as_a_name(upos: str, named: bool, facts: Knowledge) -> None:
    text = "Secondo molti, è tardi."
    token = Token(0, len("Secondo"), "Secondo", "secondo", upos, "", 0, "root")
    parse = Parse(text, "it", (token,), (Sentence(0, 1, 0, len(text)),), ())
    assert any(m.tenures[0].office.id == "utopia-president" for m in tenures_in(parse, facts, WORDS)) is named


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("La grande alluvione ha colpito la valle.", False),  # any great flood
        ("La grande alluvione ha colpito la valle. A Utopia si spala.", True),
        ("La Grande Alluvione è finita.", True),
    ],
)
def test_common_words_are_an_event_only_beside_its_names(text: str, sure: bool, facts: Knowledge) -> None:
    (match,) = (m for m in landmarks_in(parsed(text), facts) if m.landmark.id == "great-flood")
    assert match.sure is sure


@pytest.mark.parametrize(("text", "found"), [("Acqua alta per dieci centimetri.", False), ("Il governo Draghi ha deciso.", True)])
def test_packaged_names_that_are_common_words(text: str, found: bool) -> None:
    assert bool(landmarks_in(parsed(text), knowledge.load())) is found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("After the summit in Alaska much was unclear. Nobody spoke of it in the White House meetings.", {"2025-08-15", "2025-08-18"}),
        ("After the summit in Alaska much was unclear. Nobody spoke of it in meetings at home.", {"2025-08-15"}),
        ("Nobody spoke of it in the White House meetings.", set()),  # there are such every week
    ],
)
def test_meetings_are_those_of_the_story(text: str, days: set[str]) -> None:
    found = [m for m in landmarks_in(parsed(text, "en"), knowledge.load()) if "alaska" in m.landmark.id or "white" in m.landmark.id]
    assert days <= {str(dt.date.fromordinal(e.first)) for m in found for e in m.editions}
    assert bool(found) is bool(days)


@pytest.mark.parametrize("text", ["Il governo Draghi ha deciso.", "Lo ha deciso il governo Monti."])
def test_a_government_is_a_span_of_years(text: str) -> None:
    (match,) = landmarks_in(parsed(text), knowledge.load())
    assert match.landmark.kind == "government"
    assert match.editions[0].days > 365


def test_another_given_name_is_another_person(facts: Knowledge) -> None:
    assert not [m for m in tenures_in(parsed("È arrivato Carlo Secondo."), facts, WORDS) if m.tenures[0].office.id == "utopia-president"]


def test_a_person_may_hold_an_office_twice(facts: Knowledge) -> None:
    (match,) = (
        m for m in tenures_in(parsed("Il presidente Ada Prima parla."), facts, WORDS) if m.tenures[0].office.id == "utopia-president"
    )
    spans = {(t.holder.first, t.holder.last) for t in match.tenures}
    days = {(dt.date(2001, 1, 1), dt.date(2004, 12, 31)), (dt.date(2010, 3, 1), dt.date(2012, 12, 31))}
    assert spans == {(a.toordinal(), b.toordinal()) for a, b in days}


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ('[[event]]\nid = "x"\nnames.it = ["x"]', "event x: needs 'from'"),
        ('[[event]]\nid = "x"\nfrom = "May"', "'from' must be a date"),
        ('[[event]]\nid = "x"\nfrom = 2002-01-02\nto = 2002-01-01', "'to' is before 'from'"),
        ('[[event]]\nid = "x"\ncues.it = ["flood"]\nfrom = 2002', "'cues' must be lists of word beginnings"),
        ('[[event]]\nnames.it = ["x"]\nfrom = 2002', "'id' must be a text"),
        ('[[office]]\nid = "x"\nholders = [{ surname = "X" }]', "holders 1: 'name' must be a text"),
        ('[[office]]\nid = "x"\ntitle.it = [3]', "'title' must hold texts"),
        ('[event]\nid = "x"', "write [[event]]"),
        ('[[evnet]]\nid = "x"', "[[evnet]] is none of"),
        ("[[event", "broken.toml"),
    ],
)
def test_a_broken_file_is_named_with_its_place(broken: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(DataError) as error:
        knowledge.load((path,))
    assert "broken.toml" in str(error.value)
    assert says in str(error.value)


def test_packaged_facts_are_sound() -> None:
    facts = knowledge.load()
    assert facts is knowledge.load()
    assert len(facts.landmarks) > 300
    assert len(facts.offices) > 30
    ids = [landmark.id for landmark in facts.landmarks] + [office.id for office in facts.offices]
    assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})


def test_the_documented_example_loads(tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "docs" / "knowledge.md").read_text(encoding="utf-8")
    path = tmp_path / "example.toml"
    path.write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    facts = knowledge.load((path,))
    assert {"festivalfilosofia", "emilia-flood-2023"} <= {landmark.id for landmark in facts.landmarks}
