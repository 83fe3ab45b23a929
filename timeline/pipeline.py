"""The stages in order: articles → readings → dates, events and links → a timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from timeline import chronology
from timeline.alike import alike
from timeline.cluster import Links
from timeline.context import Context, contexts, parted
from timeline.corrections import Correction, corrected_article, corrected_events, corrected_links
from timeline.duplicates import copies_of, translations_of
from timeline.events import mentions, told
from timeline.items import items
from timeline.knowledge import Knowledge, landmarks_in
from timeline.link import Linker
from timeline.model import Article, DatedArticle, Event, Finding, Mention, Parse, Publication, TimeExpression, Timeline
from timeline.names import names_in, people_of, same_people
from timeline.parse import Parser
from timeline.publication import Factor, Tie, date_articles, evidence
from timeline.resolve import find, resolve

# Dating and linking inform each other: shared events tie publication days, days decide which events are shared.
ROUNDS = 2
# An inferred day carries the days of events where it is known (`Publication.day_is_known`), or its 90 % interval is shorter
# than so many days; elsewhere events get the interval.
SHORT = 15
# How sure a pair must be, in bits, before it may tie the days of two articles.
SURE = 4.0
# No pair is certain: a tie of strength 1 would rule days out altogether.
SUREST = 0.9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one article gives by itself; what is cached, and what a process or a cluster computes apart."""

    article: Article
    findings: tuple[Finding, ...]
    mentions: tuple[Mention, ...]
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A timeline with what explains it: the dated mentions and how they were linked."""

    timeline: Timeline
    mentions: tuple[Mention, ...]
    links: Links


def build(
    articles: Sequence[Article],
    *,
    parser: Parser,
    today: dt.date,
    knowledge: Knowledge,
    before: Sequence[Event] = (),
    corrections: Sequence[Correction] = (),
    progress: Callable[[Article], None] | None = None,
) -> Built:
    """The timeline of some articles: read each, date all jointly, resolve, link, order."""
    readings = read_all(articles, parser=parser, knowledge=knowledge, progress=progress)
    return assemble(readings, today=today, before=before, corrections=corrections)


def read_all(
    articles: Iterable[Article], *, parser: Parser, knowledge: Knowledge, progress: Callable[[Article], None] | None = None
) -> list[Reading]:
    """The readings of articles, in their order; parsed in one stream per language."""
    order = list(articles)
    found: dict[str, Reading] = {}
    for lang, group in groupby(sorted(order, key=lambda a: a.lang), key=lambda a: a.lang):
        batch = list(group)
        for article, parse in zip(batch, parser.parse((a.text for a in batch), lang), strict=True):
            found[article.id] = reading(article, parse, knowledge)
            if progress:
                progress(article)
    return [found[a.id] for a in order]


def reading(article: Article, parse: Parse, knowledge: Knowledge) -> Reading:
    """What one parsed article says, whatever its day and its neighbours."""
    findings = find(parse)
    names, landmarks = names_in(parse, people_of(parse)), landmarks_in(parse, knowledge)
    return Reading(
        article=article,
        findings=findings,
        mentions=mentions(article, parse, names, findings, landmarks),
        factors=evidence(article, parse, findings, knowledge, landmarks),
    )


def assemble(
    readings: Sequence[Reading],
    *,
    today: dt.date,
    before: Sequence[Event] = (),
    corrections: Sequence[Correction] = (),
    linker: Linker | None = None,
) -> Built:
    """The timeline of readings; copies of an article give no events of their own, and what a human corrected stands.

    `linker` remembers the pairs of an earlier timeline.
    """
    readings = [replace(r, article=corrected_article(r.article, corrections)) for r in readings]
    articles = [r.article for r in readings]
    copies = copies_of(articles)
    one_source = copies | translations_of(articles, copies)  # a translation tells its events, and is no second source of them
    published, expressions, found, links, about = linked(readings, today=today, copies=copies, corrections=corrections, linker=linker)
    inferred = chronology.events(found, links, expressions, published=published, same_as=one_source, before=before, theme=about.theme)
    events = tuple(sorted(corrected_events(inferred, corrections), key=chronology.order))
    shown = tuple(
        DatedArticle(
            id=a.id, source=a.source, title=a.title, lang=a.lang, sha256=a.sha256, published=published[a.id], expressions=expressions[a.id],
            same_as=one_source.get(a.id),
        )
        for a in articles
    )  # fmt: skip
    return Built(timeline=Timeline(articles=shown, events=events), mentions=found, links=links)


def linked(
    readings: Sequence[Reading],
    *,
    today: dt.date,
    copies: Container[str] = (),
    corrections: Sequence[Correction] = (),
    linker: Linker | None = None,
) -> tuple[dict[str, Publication], dict[str, tuple[TimeExpression, ...]], tuple[Mention, ...], Links, Context]:
    """Publication days and expressions by article, the dated mentions of all that are no `copies`, their clusters, and what is known of the articles."""
    articles = [r.article for r in readings]
    drafts = _joined_people([m for r in readings if r.article.id not in copies for m in r.mentions])
    ties: tuple[Tie, ...] = ()
    about, near, linker = contexts(articles), alike(articles), linker or Linker()
    for _ in range(ROUNDS):
        published = dict(
            zip(
                (a.id for a in articles),
                date_articles(articles, [r.factors for r in readings], today=today, ties=ties, near=near),
                strict=True,
            )
        )
        relied = {i: _relied_on(p) for i, p in published.items()}
        expressions = {r.article.id: _resolved(r, relied[r.article.id]) for r in readings}
        parts = {r.article.id: items(r.findings, relied[r.article.id].date) for r in readings}
        found = tuple(m for i, own in groupby(drafts, lambda m: m.article) for m in told(tuple(own), expressions[i], relied[i], parts[i]))
        around = replace(parted(about, published), doubt=doubts(published))
        links = corrected_links(linker.links(found, around), found, corrections)
        ties = tuple(_ties(readings, found, links))
        if not ties:
            break
    return published, expressions, found, links, around


def dates(readings: Sequence[Reading], *, today: dt.date) -> tuple[Publication, ...]:
    """Publication days only, inferred jointly."""
    return date_articles([r.article for r in readings], [r.factors for r in readings], today=today)


def _resolved(reading: Reading, published: Publication) -> tuple[TimeExpression, ...]:
    """One expression for each finding, since mentions name them by index: "31 settembre" has no day, but keeps its place."""
    day = published.date
    between = (published.earliest, published.latest) if day is None and published.earliest and published.latest else day
    found = {(e.start, e.end): e for e in resolve(_bare(reading.article), between, reading.findings)}
    return tuple(
        found.get((f.start, f.end)) or TimeExpression(start=f.start, end=f.end, text=f.text, type=f.type, value="XXXX-XX-XX", rule=f.rule)
        for f in reading.findings
    )


def _relied_on(published: Publication) -> Publication:
    """The posterior as events may build on it: with its day only where that is likely enough, or the interval short."""
    if published.date is None or published.given or published.earliest is None or published.latest is None:
        return published
    near = (published.latest - published.earliest).days < SHORT
    return published if near or published.day_is_known else replace(published, date=None)


def doubts(published: Mapping[str, Publication]) -> dict[str, tuple[int, int]]:
    """For each article by how many days it may be older or newer than the day that its events build on, where that is inferred."""
    relied = ((article, _relied_on(p)) for article, p in published.items() if not p.given)
    return {a: ((p.date - p.earliest).days, (p.latest - p.date).days) for a, p in relied if p.date and p.earliest and p.latest}


def _bare(article: Article) -> Parse:
    return Parse(article.text, article.lang, (), (), ())


def _joined_people(drafts: Sequence[Mention]) -> list[Mention]:
    """The mentions with one id for each person of the collection."""
    joined = same_people((a.id, a.name) for m in drafts for a in m.actors)
    if not joined:
        return list(drafts)
    return [
        replace(
            m,
            actors=tuple({i: replace(a, id=i, name=name) for a in m.actors for i, name in [joined.get(a.id, (a.id, a.name))]}.values()),
            words=tuple(sorted({joined[w][0] if w in joined else w for w in m.words})),
        )
        for m in drafts
    ]


def _ties(readings: Sequence[Reading], found: Sequence[Mention], links: Links) -> Iterator[Tie]:
    """The pairs of one event, each dated by its own article's words relative to publication, that bind the articles' days."""
    index = {r.article.id: k for k, r in enumerate(readings)}
    for pair in links.pairs:
        a, b = found[pair.first], found[pair.second]
        if a.article == b.article or pair.weight < SURE or not (a.stated and b.stated) or a.expression is None or b.expression is None:
            continue
        one, other = readings[index[a.article]].findings[a.expression], readings[index[b.article]].findings[b.expression]
        if not (_counts(one) and _counts(other)):
            continue
        yield Tie(
            first=index[a.article], first_finding=one, second=index[b.article], second_finding=other, strength=min(round(1 - 2.0**-pair.weight, 4), SUREST)
        )  # fmt: skip


def _counts(finding: Finding) -> bool:
    """Whether an expression says how far away its day is: "several days ago" does not."""
    return isinstance(dict(finding.args).get("count", 0), int)
