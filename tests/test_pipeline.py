"""The stages together: the same input gives the same timeline, a copy adds no source, the undated still give events."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from fixtures_nlp import article, facts, mention
from test_duplicates import ENGLISH, ITALIAN

from timeline import pipeline
from timeline.model import LIKELY_DAY, Actor, Article, Event, Publication
from timeline.parse import Parser
from timeline.pipeline import Built

TODAY = dt.date(2025, 12, 31)
CALL_IT = (
    "Il presidente russo Vladimir Putin ha telefonato giovedì 3 luglio 2025 al presidente americano Donald Trump. "
    "Funzionari russi e ucraini si sono incontrati a Istanbul il 16 maggio 2025."
)
CALL_EN = (
    "Russian President Vladimir Putin phoned US President Donald Trump on Thursday, 3 July 2025. "
    "Russian and Ukrainian officials met in Istanbul on 16 May 2025."
)
UNDATED = "Ieri il ministro Giorgio Brambilla ha incontrato i sindacati. Brambilla incontrerà domani gli industriali."
COLLECTION = (
    article(CALL_IT, name="it", given="2025-07-04"),
    article(CALL_EN, name="en", lang="en", given="2025-07-04"),
    article(f"ROMA (Agenzia) {CALL_IT}", name="copy", given="2025-07-05"),
    article(UNDATED, name="undated"),
    article("", name="empty"),
)


def build(parser: Parser, articles: Sequence[Article], **options: object) -> Built:
    return pipeline.build(articles, parser=parser, today=TODAY, knowledge=facts(), **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def made(parser: Parser) -> Built:
    return build(parser, COLLECTION)


def told_in(built: Built, *articles: str) -> list[Event]:
    """The events that these articles tell together."""
    return [e for e in built.timeline.events if {m.article for m in e.mentions} >= set(articles)]


def test_two_runs_give_the_same(parser: Parser, made: Built) -> None:
    again = build(parser, COLLECTION)
    assert again.timeline == made.timeline
    assert again.links == made.links


def test_the_order_of_articles_changes_no_event(parser: Parser) -> None:
    forward, backward = (build(parser, list(COLLECTION[:2])[::step]).timeline.events for step in (1, -1))
    assert [(e.id, e.title, e.date, e.status) for e in forward] == [(e.id, e.title, e.date, e.status) for e in backward]


def test_articles_come_back_in_order_and_all(made: Built) -> None:
    assert [a.id for a in made.timeline.articles] == [a.id for a in COLLECTION]
    assert len({e.id for e in made.timeline.events}) == len(made.timeline.events)


def test_one_event_over_two_languages(made: Built) -> None:
    events = told_in(made, "it", "en")
    assert {e.date.value for e in events} == {"2025-07-03", "2025-05-16"}
    assert all(e.sources == 2 for e in events)


def test_a_copy_is_marked_and_adds_neither_source_nor_event(parser: Parser, made: Built) -> None:
    without = build(parser, [a for a in COLLECTION if a.id != "copy"])
    assert {a.id: a.same_as for a in made.timeline.articles if a.same_as} == {"copy": "it"}
    assert told_in(made, "copy") == []
    assert [(e.id, e.sources, e.title) for e in made.timeline.events] == [(e.id, e.sources, e.title) for e in without.timeline.events]


def test_undated_articles_still_give_events(parser: Parser) -> None:
    built = build(parser, [article(UNDATED, name="undated")])
    assert built.timeline.articles[0].published.date is None
    assert "Il ministro Giorgio Brambilla ha incontrato i sindacati" in {e.title for e in built.timeline.events}
    assert all(e.date.value is None for e in built.timeline.events)


@pytest.mark.xfail(strict=True, reason="without a publication day neither has days, and a plan joins what happened by its actor and lemma")
def test_yesterday_and_tomorrow_of_an_undated_article_are_two_events(parser: Parser) -> None:
    events = build(parser, [article(UNDATED, name="undated")]).timeline.events
    assert {(e.title, e.status) for e in events} >= {
        ("Il ministro Giorgio Brambilla ha incontrato i sindacati", "occurred"),
        ("Brambilla incontrerà gli industriali", "planned"),
    }


def test_a_range_of_decades_is_no_stated_day(parser: Parser) -> None:
    (first, *_) = build(parser, [article(UNDATED, name="undated")]).timeline.events
    assert not first.date.stated


UNCERTAIN = {
    "nothing to go by": ("it", UNDATED),
    "weekdays": (
        "it",
        "Mercoledì il consiglio comunale ha approvato il bilancio. Il sindaco ha ringraziato la giunta. Domani parte il cantiere.",
    ),
    "no time at all": ("en", "A fire destroyed a warehouse in Dayton. The mayor visited the site. The governor will open an inquiry."),
    "an office of years": ("en", "President Donald Trump signed the order on Tuesday. Congress approved the law last week."),
    "a month without a year": ("it", "Il ministro Antonio Tajani ha incontrato Marco Rubio a marzo. I due hanno discusso di dazi."),
    "long after a stated day": ("it", "Un terremoto ha ucciso tre persone a Vercelli il 3 marzo 2021. Il sindaco ha visitato la zona."),
}


@pytest.mark.parametrize(("lang", "text"), UNCERTAIN.values(), ids=UNCERTAIN)
def test_an_uncertain_day_gives_ranges_never_single_days(parser: Parser, lang: str, text: str) -> None:
    """But for what the text itself dates in full."""
    built = build(parser, [article(text, lang=lang, name="a")])
    published, *_ = built.timeline.articles
    full = {k for k, e in enumerate(published.expressions) if re.search(r"\d{4}", e.text)}
    assert published.published.probability < LIKELY_DAY
    assert built.timeline.events
    for event in built.timeline.events:
        if not {m.expression for m in event.mentions} & full:
            assert event.date.value is None, event
            assert event.date.earliest is None or event.date.earliest != event.date.latest, event
            assert not event.date.stated, event


@pytest.mark.parametrize(("lang", "text"), [UNCERTAIN["weekdays"], UNCERTAIN["an office of years"]], ids=["weekdays", "an office of years"])
def test_a_given_day_gives_single_days(parser: Parser, lang: str, text: str) -> None:
    built = build(parser, [article(text, lang=lang, name="a", given="2025-07-04")])
    assert any(e.date.stated and e.date.earliest == e.date.latest for e in built.timeline.events)


FULL = {
    "a day": ("it", "Il sindaco ha inaugurato il ponte il 3 marzo 2019. Ieri il ponte ha riaperto.", "2019-03-03", "2019-03-03"),
    "a month": ("en", "The mayor opened the bridge in March 2019. The bridge closed yesterday.", "2019-03-01", "2019-03-31"),
    "a year": ("it", "Nel 2019 il sindaco ha inaugurato il ponte. Ieri il ponte ha riaperto.", "2019-01-01", "2019-12-31"),
    "a year, in English": ("en", "The mayor opened the bridge in 2019. The bridge closed yesterday.", "2019-01-01", "2019-12-31"),
    "a season": ("it", "Il sindaco ha inaugurato il ponte nell'estate del 2019. Ieri il ponte ha riaperto.", "2019-06-01", "2019-08-31"),
    "a season, in English": (
        "en",
        "The mayor opened the bridge in the summer of 2019. The bridge closed yesterday.",
        "2019-06-01",
        "2019-08-31",
    ),
}


@pytest.mark.parametrize(
    ("lang", "text", "first", "last"),
    [pytest.param(*row, id=k) for k, row in FULL.items()],
)
def test_a_date_with_its_year_needs_no_publication_day(parser: Parser, lang: str, text: str, first: str, last: str) -> None:
    built = build(parser, [article(text, lang=lang, name="a")])
    dates = [e.date for e in built.timeline.events if "onte" in e.title or "bridge" in e.title]
    assert [(str(d.earliest), str(d.latest)) for d in dates if d.stated] == [(first, last)]


DAY, WEEK, YEARS = dt.date(2025, 7, 4), (dt.date(2025, 7, 1), dt.date(2025, 7, 8)), (dt.date(2019, 1, 1), dt.date(2025, 12, 31))
RELIED = {
    "a likely day": ({"probability": 0.6}, YEARS, True),
    "a day as likely as need be": ({"probability": LIKELY_DAY}, YEARS, True),
    "a day of a short interval": ({"probability": 0.1}, WEEK, True),
    "a given day": ({"probability": 0.0, "given": True}, YEARS, True),
    "a day of a long interval": ({"probability": 0.1}, YEARS, False),
}


@pytest.mark.parametrize(("options", "between", "kept"), RELIED.values(), ids=RELIED)
def test_events_build_on_a_day_only_where_it_is_likely(options: dict[str, Any], between: tuple[dt.date, dt.date], kept: bool) -> None:
    relied = pipeline._relied_on(Publication(date=DAY, earliest=between[0], latest=between[1], **options))
    assert relied.date == (DAY if kept else None)
    assert (relied.earliest, relied.latest) == between


@pytest.mark.parametrize("articles", [[], [article("", name="empty")], [article("«»", name="marks")]], ids=["none", "empty", "marks"])
def test_nothing_to_tell(parser: Parser, articles: list[Article]) -> None:
    built = build(parser, articles)
    assert built.timeline.events == ()
    assert len(built.timeline.articles) == len(articles)


def test_every_quote_stands_where_it_says(made: Built) -> None:
    texts = {a.id: a.text for a in COLLECTION}
    for event in made.timeline.events:
        for m in event.mentions:
            text = texts[m.article]
            assert m.sentence_start <= m.start < m.end <= m.sentence_end <= len(text)
            assert m.quote == " ".join(text[m.sentence_start : m.sentence_end].split())
            expressions = next(a.expressions for a in made.timeline.articles if a.id == m.article)
            assert m.expression is None or m.expression < len(expressions)


def test_days_agree_with_status(made: Built) -> None:
    """What is told as happened cannot lie after publication."""
    published = {a.id: a.published.latest for a in made.timeline.articles}
    for m in made.mentions:
        if m.status in ("occurred", "ongoing") and m.earliest and published[m.article]:
            assert m.earliest <= published[m.article], m  # type: ignore[operator]


def test_earlier_ids_are_kept(parser: Parser, made: Built) -> None:
    """With another article before them the events keep the ids that they had."""
    first = build(parser, COLLECTION[:1])
    later = build(parser, COLLECTION, before=first.timeline.events)
    assert {e.id for e in first.timeline.events} <= {e.id for e in later.timeline.events}


def test_a_surname_joins_the_full_name_of_another_article(parser: Parser) -> None:
    built = build(parser, [
        article("Il sindaco Giorgio Brambilla ha incontrato i sindacati il 3 luglio 2025.", name="full"),
        article("Il sindaco Brambilla ha firmato il contratto il 4 luglio 2025.", name="short"),
    ])  # fmt: skip
    assert {a.id for m in built.mentions for a in m.actors} == {"giorgio-brambilla"}


def test_progress_is_told_once_per_article(parser: Parser) -> None:
    seen: list[str] = []
    pipeline.read_all(COLLECTION, parser=parser, knowledge=facts(), progress=lambda a: seen.append(a.id))
    assert sorted(seen) == sorted(a.id for a in COLLECTION)


def test_mentions_of_one_person_under_two_ids_are_joined() -> None:
    both = mention("a:1", actors="brambilla", words=("accordo", "brambilla")), mention("b:1")
    full = replace(both[1], actors=(Actor(id="giorgio-brambilla", name="Giorgio Brambilla"),))
    joined = pipeline._joined_people([both[0], full])
    assert [[a.id for a in m.actors] for m in joined] == [["giorgio-brambilla"], ["giorgio-brambilla"]]
    assert joined[0].words == ("accordo", "giorgio-brambilla")


def test_a_translation_tells_its_events_and_is_no_second_source(parser: Parser) -> None:
    texts = [article(ITALIAN, name="it", given="2025-06-03"), article(ENGLISH, name="en", lang="en", given="2025-06-03")]
    built = build(parser, texts)
    assert {a.id: a.same_as for a in built.timeline.articles} == {"it": None, "en": "it"}
    assert {m.article for e in built.timeline.events for m in e.mentions} == {"it", "en"}
    assert told_in(built, "it", "en")
    assert {e.sources for e in built.timeline.events} == {1}
