"""Publication dates: each kind of evidence alone, then the joint posterior."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from timeline import knowledge, publication
from timeline.density import Days, Lags, Spans, Weekly, Within
from timeline.knowledge import Knowledge, landmarks_in
from timeline.model import Article, Finding, Parse, Publication, Sentence, StatedDate, Token
from timeline.parse import parser_named
from timeline.posterior import meant_days
from timeline.publication import Factor, Tie, date_articles, evidence
from timeline.render.words import reason_words
from timeline.resolve import find

TODAY = dt.date(2026, 11, 21)
DAYS = Days.between(dt.date(1985, 1, 1), TODAY)
FACTS = """
[[office]]
id = "utopia-president"
kind = "head-of-state"
title.it = ["presidente"]
holders = [{ name = "Ada Primula", surname = "Primula", from = 2001-01-01, to = 2004-12-31 }]

[[meeting]]
id = "utopia-forum"
kind = "forum"
names.it = ["forum di utopia"]
editions = [{ from = 2003-05-01, to = 2003-05-03 }, { from = 2004-05-06, to = 2004-05-08 }]

[[event]]
id = "great-flood"
kind = "disaster"
names.it = ["alluvione di utopia"]
from = 2002-11-04
to = 2002-11-06
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    path: Path = tmp_path_factory.mktemp("facts") / "utopia.toml"
    path.write_text(FACTS, encoding="utf-8")
    return knowledge.load((path,))


def article(text: str, *, given: dt.date | None = None, stated: tuple[StatedDate, ...] = ()) -> Article:
    digest = sha256(text.encode()).hexdigest()
    return Article(id=digest[:8], source="test", title=None, lang="it", text=text, sha256=digest, given=given, stated=stated)


def parsed(text: str) -> Parse:
    """A parse in which every word hangs on the first."""
    words = re.finditer(r"\w+", text)
    tokens = tuple(Token(m.start(), m.end(), m.group(), m.group(), "X", "", 0, "dep") for m in words)
    starts = [0, *(i + 2 for i, c in enumerate(text[:-2]) if c == "." and text[i + 1] == " ")]
    return Parse(text, "it", tokens, tuple(Sentence(0, 0, a, b) for a, b in zip(starts, [*starts[1:], len(text)], strict=True)), ())


def finding(text: str, words: str, operation: str, *, direction: Any = "past", reporting: bool = False, **args: int | str) -> Finding:
    start = text.index(words)
    return Finding(
        start=start, end=start + len(words), text=words, type="DATE", rule="test", operation=operation, args=tuple(args.items()),
        anchor="published", direction=direction, reporting=reporting, governor=0,
    )  # fmt: skip


def factors_of(text: str, facts: Knowledge, *findings: Finding, stated: tuple[StatedDate, ...] = ()) -> tuple[Factor, ...]:
    return evidence(article(text, stated=stated), parsed(text), findings, facts, landmarks_in(parsed(text), facts))


def dated(text: str, facts: Knowledge, *findings: Finding, stated: tuple[StatedDate, ...] = ()) -> Publication:
    (found,) = date_articles([article(text, stated=stated)], [factors_of(text, facts, *findings, stated=stated)], today=TODAY)
    return found


def likeliest(text: str, facts: Knowledge, *findings: Finding) -> dt.date:
    logs = publication.log_likelihood(factors_of(text, facts, *findings), DAYS)
    return DAYS.day(int(logs.argmax()))


# ---------------------------------------------------------------- shapes


@pytest.mark.parametrize(
    "shape",
    [
        Weekly(3, (0.5, 0.3, 0.05, 0.05, 0.04, 0.03, 0.03), 0.05),
        Spans(((735000, 735000),), Lags((-30, 0, 1, 8, 366), (0.1, 0.3, 0.4, 0.2)), 0.05),
        Spans(((735000, 735400), (700000, 700001)), Lags((-30, 0, 1, 8, 366), (0.1, 0.3, 0.4, 0.2)), 0.05),
        Within(((730000, 731000), (None, 725000)), 30.0, 60.0, 0.05),
    ],
)
def test_a_shape_is_a_likelihood_with_a_floor(shape: Any) -> None:
    logs = shape.lay(DAYS)
    assert logs.shape == (DAYS.count,)
    assert logs.min() >= np.log(0.05) - 1e-5
    assert 0.9 < np.exp(logs).mean() < 1.1  # against a flat one


def test_lags_fall_where_the_table_says() -> None:
    anchor = dt.date(2012, 5, 16).toordinal()
    chances = np.exp(Spans(((anchor, anchor),), Lags((-8, 0, 1, 8, 366), (0.1, 0.2, 0.5, 0.2)), 1e-9).lay(DAYS))
    chances /= chances.sum()
    at = anchor - DAYS.first
    assert chances[at] == pytest.approx(0.2, abs=1e-3)
    assert chances[at + 1 : at + 8].sum() == pytest.approx(0.5, abs=1e-3)
    assert chances[at - 8 : at].sum() == pytest.approx(0.1, abs=1e-3)
    assert chances[at + 8 : at + 366].sum() == pytest.approx(0.2, abs=1e-3)


# ---------------------------------------------------------------- kinds of evidence


def test_metadata_decides(facts: Knowledge) -> None:
    stated = (StatedDate(kind="json-ld", day=dt.date(2014, 3, 2), quote="2014-03-02"),)
    found = dated("Testo.", facts, stated=stated)
    assert (found.date, found.evidence[0].kind) == (dt.date(2014, 3, 2), "stated")
    assert found.probability > 0.5


def test_a_stated_day_may_be_older_than_the_calendar(facts: Knowledge) -> None:
    found = dated("Testo.", facts, stated=(StatedDate(kind="meta", day=dt.date(1971, 3, 2), quote="1971-03-02"),))
    assert found.date == dt.date(1971, 3, 2)


def test_two_disagreeing_statements_leave_both_as_candidates(facts: Knowledge) -> None:
    days = dt.date(2014, 3, 2), dt.date(2016, 7, 9)
    found = dated("Testo.", facts, stated=tuple(StatedDate(kind="meta", day=d, quote=str(d)) for d in days))
    assert set(days) <= {c.date for c in found.candidates}


def test_a_dateline_is_the_articles_own_day(facts: Knowledge) -> None:
    text = "ROMA, 16 maggio 2012 (ANSA) - Il governo tratta."
    found = dated(text, facts, finding(text, "16 maggio 2012", "date", direction=None, day=16, month=5, year=2012))
    assert found.date == dt.date(2012, 5, 16)
    assert "dateline" in {e.kind for e in found.evidence}


def test_a_weekday_beside_a_day_fixes_the_year(facts: Knowledge) -> None:
    text = "È successo giovedì 16 maggio in centro."
    logs = publication.log_likelihood(factors_of(text, facts, finding(text, "giovedì 16 maggio", "date", weekday=3, day=16, month=5)), DAYS)
    best = {DAYS.day(i).year for i in np.argsort(-logs)[:30]}
    assert best <= {1985, 1991, 1996, 2002, 2013, 2019, 2024}


@pytest.mark.parametrize(
    ("words", "operation", "args", "first", "last"),
    [
        ("marzo", "date", {"month": 3}, (3, 1), (5, 31)),
        ("fine marzo", "date", {"month": 3, "part": "END"}, (3, 21), (5, 31)),
        ("Ferragosto", "feast", {"feast": "08-15"}, (8, 15), (9, 15)),
    ],
)
def test_months_and_feasts_without_a_year_are_near(
    words: str, operation: str, args: dict[str, Any], first: tuple[int, int], last: tuple[int, int], facts: Knowledge
) -> None:
    text = f"Si decise a {words} di partire."
    best = likeliest(text, facts, finding(text, words, operation, **args))
    assert first <= (best.month, best.day) <= last


def test_last_month_is_the_month_nearby(facts: Knowledge) -> None:
    text = "Si sono visti il mese scorso. Il vertice di febbraio fu breve."
    found = finding(text, "mese scorso", "shift", unit="month", count=-1), finding(text, "febbraio", "date", month=2)
    assert likeliest(text, facts, *found).month == 3


def test_a_day_word_beside_a_weekday_fixes_the_weekday(facts: Knowledge) -> None:
    text = "Ieri, giovedì, si è votato."
    found = finding(text, "Ieri", "shift", unit="day", count=-1), finding(text, "giovedì", "weekday", weekday=3)
    assert likeliest(text, facts, *found).weekday() == 4


def test_reported_weekdays_are_the_day_of_writing(facts: Knowledge) -> None:
    text = "Lo ha detto mercoledì, dopo lo scontro di martedì."
    found = (
        finding(text, "mercoledì", "weekday", reporting=True, weekday=2),
        finding(text, "martedì", "weekday", weekday=1),
    )
    assert likeliest(text, facts, *found).weekday() in (2, 3)


def test_a_full_past_date_is_before_the_article(facts: Knowledge) -> None:
    text = "Si incontrarono il 16 maggio 2012 a Roma, dice la sentenza."
    logs = publication.log_likelihood(factors_of(text, facts, finding(text, "16 maggio 2012", "date", day=16, month=5, year=2012)), DAYS)
    after, before = DAYS.index(dt.date(2012, 9, 1)), DAYS.index(dt.date(2011, 9, 1))
    assert logs[after] > logs[before]


def test_an_event_is_before_the_article_and_recent(facts: Knowledge) -> None:
    text = "Dopo l'alluvione di Utopia si ricostruisce."
    (factor,) = (f for f in factors_of(text, facts) if f.evidence.kind == "event")
    logs = factor.shape.lay(DAYS)
    month_after, years_after, before = (logs[DAYS.index(d)] for d in (dt.date(2002, 11, 20), dt.date(2012, 11, 20), dt.date(2002, 9, 1)))
    assert month_after > years_after > before


def test_a_court_in_the_lead_comes_long_after_the_event(facts: Knowledge) -> None:
    news = dated("L'alluvione di Utopia ha lasciato centinaia di persone senza casa.", facts)
    trial = dated("Al processo per l'alluvione di Utopia hanno parlato i primi testimoni.", facts)
    assert news.latest
    assert trial.latest
    assert trial.latest - news.latest > dt.timedelta(days=366)


def test_an_event_whose_day_is_written_counts_once(facts: Knowledge) -> None:
    text = "L'alluvione di Utopia cominciò il 4 novembre 2002 e durò tre giorni."
    kinds = [f.evidence.kind for f in factors_of(text, facts, finding(text, "4 novembre 2002", "date", year=2002, month=11, day=4))]
    assert "event" not in kinds
    assert len(kinds) == 1


def test_an_event_whose_day_is_written_without_the_year_says_the_year(facts: Knowledge) -> None:
    text = "La valle ricorda l'alluvione di Utopia del 4 novembre."
    told = factors_of(text, facts, finding(text, "4 novembre", "date", month=11, day=4))
    (event,) = (f.shape.lay(DAYS) for f in told if f.evidence.kind == "event")
    assert event[DAYS.index(dt.date(2002, 11, 12))] > event[DAYS.index(dt.date(2002, 11, 4))]
    assert event[DAYS.index(dt.date(2002, 11, 12))] > event[DAYS.index(dt.date(2003, 11, 12))]


def test_a_day_that_all_recall_does_not_draw_the_folder_to_it(facts: Knowledge) -> None:
    texts = [f"Il teste numero {n} ha parlato di quanto accadde il 4 novembre 2002 nella valle." for n in range(12)]
    factors = [factors_of(t, facts, finding(t, "4 novembre 2002", "date", year=2002, month=11, day=4)) for t in texts]
    alone = date_articles([article(texts[0])], factors[:1], today=TODAY)[0]
    among = date_articles([article(t) for t in texts], factors, today=TODAY)[0]
    assert alone.latest
    assert among.latest
    assert among.latest - dt.date(2002, 11, 4) > (alone.latest - dt.date(2002, 11, 4)) / 3


def test_an_event_with_a_relative_word_gives_the_day(facts: Knowledge) -> None:
    text = "Ieri, dopo l'alluvione di Utopia, è tornato il sole."
    best = likeliest(text, facts, finding(text, "Ieri", "shift", unit="day", count=-1))
    assert dt.date(2002, 11, 5) <= best <= dt.date(2002, 11, 7)


def test_a_meeting_is_one_of_its_editions(facts: Knowledge) -> None:
    text = "Parlando al forum di Utopia, ha promesso molto."
    best = likeliest(text, facts)
    assert any(
        first <= best <= last for first, last in [(dt.date(2003, 5, 1), dt.date(2003, 5, 5)), (dt.date(2004, 5, 6), dt.date(2004, 5, 10))]
    )


@pytest.mark.parametrize(("words", "day", "year"), [("1 maggio", 1, 2003), ("7 maggio", 7, 2004)])
def test_a_day_in_the_sentence_says_which_edition(words: str, day: int, year: int, facts: Knowledge) -> None:
    text = f"Al forum di Utopia del {words} promise molto."
    assert likeliest(text, facts, finding(text, words, "date", day=day, month=5)).year == year


@pytest.mark.parametrize(
    ("text", "inside"),
    [("Il presidente Primula ha firmato.", True), ("L'ex presidente Primula ha firmato.", False)],
)
def test_an_office_puts_the_article_in_the_tenure(text: str, inside: bool, facts: Knowledge) -> None:
    assert (dt.date(2001, 1, 1) <= likeliest(text, facts) <= dt.date(2004, 12, 31)) is inside


def test_time_elapsed_since_a_fact(facts: Knowledge) -> None:
    text = "Sono tre anni dopo l'alluvione di Utopia."
    found = finding(text, "tre anni", "duration", direction=None, unit="year", count=3)
    (factor,) = (f for f in factors_of(text, facts, found) if f.evidence.kind == "elapsed")
    logs = factor.shape.lay(DAYS)
    assert logs[DAYS.index(dt.date(2005, 12, 1))] > logs[DAYS.index(dt.date(2004, 5, 1))]


# ---------------------------------------------------------------- the answer


def test_nothing_known_is_no_date(facts: Knowledge) -> None:
    found = dated("Una giornata di sole.", facts)
    assert found.date is None
    assert found.earliest is not None
    assert found.latest is not None
    assert (found.latest - found.earliest).days > 10_000


def test_a_given_day_is_certain(facts: Knowledge) -> None:
    day = dt.date(2013, 7, 9)
    (found,) = date_articles([article("Testo.", given=day)], [()], today=TODAY)
    assert (found.date, found.earliest, found.latest, found.probability, found.given) == (day, day, day, 1.0, True)


def test_nothing_is_later_than_today(facts: Knowledge) -> None:
    text = "ROMA, 16 maggio 2031 (ANSA) - Il governo tratta."
    found = dated(text, facts, finding(text, "16 maggio 2031", "date", direction=None, day=16, month=5, year=2031))
    assert found.latest is not None
    assert found.latest <= TODAY
    assert all(c.date <= TODAY for c in found.candidates)


def test_the_interval_holds_the_day_and_nine_tenths(facts: Knowledge) -> None:
    found = dated("Ieri l'alluvione di Utopia.", facts)
    assert found.date is not None
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= found.date <= found.latest
    assert len(found.candidates) <= 7
    assert found.candidates[0].date == found.date
    assert [c.probability for c in found.candidates] == sorted((c.probability for c in found.candidates), reverse=True)


def test_given_days_of_the_folder_help_the_others(facts: Knowledge) -> None:
    text = "È successo giovedì 16 maggio in centro."
    factors = factors_of(text, facts, finding(text, "giovedì 16 maggio", "date", weekday=3, day=16, month=5))
    known = [article(f"Articolo {n}.", given=dt.date(2013, 4, 1) + dt.timedelta(days=5 * n)) for n in range(15)]
    *_, found = date_articles([*known, article(text)], [*((),) * len(known), factors], today=TODAY)
    assert found.date is not None
    assert found.date.year == 2013
    alone = date_articles([*known, article(text)], [*((),) * len(known), factors], today=TODAY, jointly=False)[-1]
    assert found.probability > alone.probability


def yesterday(text: str, words: str) -> Finding:
    return finding(text, words, "shift", unit="day", count=-1)


def test_a_tie_carries_a_day_from_one_article_to_another(facts: Knowledge) -> None:
    sure, vague = article("Ieri la partita.", given=dt.date(2013, 7, 9)), article("Oggi la partita.")
    tie = Tie(
        first=0, first_finding=yesterday(sure.text, "Ieri"), second=1,
        second_finding=finding(vague.text, "Oggi", "shift", unit="day", count=0), strength=0.9,
    )  # fmt: skip
    found = date_articles([sure, vague], [(), ()], today=TODAY, ties=(tie,), jointly=False)
    assert found[1].date == dt.date(2013, 7, 8)
    assert found[1].probability > 0.1


def test_a_wrong_tie_does_not_drag_a_well_dated_article(facts: Knowledge) -> None:
    day = dt.date(2016, 2, 3)
    sure = article("Ieri la partita.", given=dt.date(2013, 7, 9))
    dated_too = article("Ieri la partita di ritorno.", stated=(StatedDate(kind="meta", day=day, quote=str(day)),))
    factors = evidence(dated_too, parsed(dated_too.text), (), facts, landmarks_in(parsed(dated_too.text), facts))
    tie = Tie(first=0, first_finding=yesterday(sure.text, "Ieri"), second=1, second_finding=yesterday(dated_too.text, "Ieri"), strength=0.6)
    found = date_articles([sure, dated_too], [(), factors], today=TODAY, ties=(tie,))
    assert found[1].date == day


@pytest.mark.parametrize(
    ("words", "operation", "args", "direction", "first", "last"),
    [
        ("x", "shift", {"unit": "day", "count": -1}, "past", dt.date(2013, 7, 8), dt.date(2013, 7, 8)),
        ("x", "shift", {"unit": "week", "count": -1}, "past", dt.date(2013, 7, 1), dt.date(2013, 7, 7)),
        ("x", "shift", {"unit": "month", "count": -1}, "past", dt.date(2013, 6, 1), dt.date(2013, 6, 30)),
        ("x", "shift", {"unit": "year", "count": 1}, "future", dt.date(2014, 1, 1), dt.date(2014, 12, 31)),
        ("x", "weekday", {"weekday": 0}, "past", dt.date(2013, 7, 8), dt.date(2013, 7, 8)),
        ("x", "weekday", {"weekday": 0}, "future", dt.date(2013, 7, 15), dt.date(2013, 7, 15)),
        ("x", "weekday", {"weekday": 1}, "past", dt.date(2013, 7, 9), dt.date(2013, 7, 9)),
        ("x", "date", {"month": 8, "day": 1}, "past", dt.date(2012, 8, 1), dt.date(2012, 8, 1)),
        ("x", "date", {"month": 8, "day": 1}, "future", dt.date(2013, 8, 1), dt.date(2013, 8, 1)),
        ("x", "date", {"month": 8, "day": 1}, None, dt.date(2013, 8, 1), dt.date(2013, 8, 1)),
        ("x", "date", {"year": 2010, "month": 8, "day": 1}, "past", dt.date(2010, 8, 1), dt.date(2010, 8, 1)),
    ],
)
def test_days_meant_by_a_relative_expression(
    words: str, operation: str, args: dict[str, Any], direction: str, first: dt.date, last: dt.date
) -> None:
    ranges = meant_days(finding(words, words, operation, direction=direction, **args), DAYS)
    assert ranges is not None
    at = DAYS.index(dt.date(2013, 7, 9))  # a Tuesday
    assert (DAYS.day(int(ranges[0][at])), DAYS.day(int(ranges[1][at]))) == (first, last)


@pytest.mark.parametrize(
    ("operation", "args"), [("shift", {"unit": "day", "count": "X"}), ("shift", {"unit": "hour", "count": 1}), ("date", {"year": 2012})]
)
def test_what_names_no_days_ties_nothing(operation: str, args: dict[str, Any], facts: Knowledge) -> None:
    assert meant_days(finding("x", "x", operation, **args), DAYS) is None
    away = Finding(
        start=0, end=1, text="x", type="DATE", rule="test", operation="shift", args=(("unit", "day"), ("count", -2)), anchor="event",
        direction="past",
    )  # fmt: skip
    assert meant_days(away, DAYS) is None
    pair = article("Uno."), article("Due.")
    found = date_articles(
        pair, [(), ()], today=TODAY, ties=(Tie(first=0, first_finding=away, second=1, second_finding=away, strength=0.9),)
    )
    assert [f.date for f in found] == [None, None]


def test_the_same_input_gives_the_same_answer(facts: Knowledge) -> None:
    text = "Ieri, giovedì, l'alluvione di Utopia."
    found = finding(text, "Ieri", "shift", unit="day", count=-1), finding(text, "giovedì", "weekday", weekday=3)
    assert dated(text, facts, *found) == dated(text, facts, *found)


# ---------------------------------------------------------------- little articles, parsed and dated alone


LITTLE = tomllib.loads((Path(__file__).parent / "gold" / "little_articles.toml").read_text(encoding="utf-8"))["article"]


@pytest.fixture(scope="module")
def little_dates() -> dict[str, Publication]:
    """Each text's publication day, dated alone."""
    known, parser, found = knowledge.load(), parser_named(), {}
    for lang in ("it", "en"):
        texts = [row["text"] for row in LITTLE if row["lang"] == lang]
        for text, parse in zip(texts, parser.parse(texts, lang), strict=True):
            one = replace(article(text), lang=lang)
            (found[text],) = date_articles([one], [evidence(one, parse, find(parse), known, landmarks_in(parse, known))], today=TODAY)
    return found


@pytest.mark.parametrize("row", LITTLE, ids=lambda row: row["text"][:40])
def test_a_little_article_is_dated_as_its_words_allow(row: dict[str, Any], little_dates: dict[str, Publication]) -> None:
    found = little_dates[row["text"]]
    assert found.earliest is not None
    assert found.latest is not None
    width = (found.latest - found.earliest).days + 1
    assert found.earliest <= row.get("holds", found.earliest) <= found.latest
    assert found.earliest >= row.get("not_before", dt.date.min)
    assert row.get("narrowest", 1) <= width <= row.get("widest", 20_000)


def test_every_reason_has_words_in_the_other_interface(little_dates: dict[str, Publication]) -> None:
    said = {reason.says for found in little_dates.values() for reason in found.evidence}
    assert len(said) > 15
    assert {says for says in said if reason_words(says, "it") == says} == set()


# ---------------------------------------------------------------- folders of several times


def wordy(text: str, year: int, number: int, *, given: bool) -> Article:
    return article(f"{text} {number}.", given=dt.date(year, 3, 1) + dt.timedelta(days=3 * number) if given else None)


def test_an_article_is_of_the_time_of_those_like_it() -> None:
    """In a folder of two times, an article without a date follows the articles on its own subject."""
    old = [wordy("Il cantiere della metropolitana avanza verso piazza Garibaldi", 1998, n, given=True) for n in range(12)]
    new = [wordy("La squadra di pallavolo vince ancora nel palazzetto pieno", 2019, n, given=True) for n in range(12)]
    stray = article("Avanza verso piazza Garibaldi anche il secondo cantiere della metropolitana.")
    *_, found = date_articles([*old, *new, stray], [()] * 25, today=TODAY)
    assert found.date is not None
    assert found.date.year == 1998


def test_vague_articles_do_not_convince_each_other() -> None:
    """Ten articles that say nothing of their day are as undated together as one is alone."""
    vague = [article(f"La squadra di pallavolo vince ancora nel palazzetto pieno, {n}.") for n in range(10)]
    together = date_articles(vague, [()] * 10, today=TODAY)
    assert all(found.date is None for found in together)


def test_a_flat_posterior_leaves_out_as_much_at_either_end() -> None:
    first, last = publication.interval(np.full(1000, 0.001), 0.9)
    assert 30 <= first <= 70
    assert 30 <= 999 - last <= 70


@pytest.mark.parametrize("peak", [0, 500, 999])
def test_the_interval_holds_the_likeliest_day(peak: int) -> None:
    chances = np.full(1000, 0.001)
    chances[peak] = 0.01
    first, last = publication.interval(chances / chances.sum(), 0.9)
    assert first <= peak <= last
    assert chances[first : last + 1].sum() / chances.sum() >= 0.9 - 1e-9
