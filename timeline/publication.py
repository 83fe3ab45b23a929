"""Publication dates: what each article says of its own day, and the joint posterior of a folder of articles.

A reason is something a person can read (`Evidence`) and a likelihood over days (`Shape`); the reasons come from the words
(`clues`) and from dated facts (`facts`), their numbers from `dating.toml`, and `posterior` weighs them all together.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from timeline import clues, facts, posterior
from timeline.alike import alike
from timeline.dating import Factor, Settings, crowded, reshaped, settings
from timeline.density import Days, Lags, Spans, Vector, Within, laid
from timeline.knowledge import Knowledge, LandmarkMatch
from timeline.model import Article, Candidate, Evidence, Finding, Parse, Publication
from timeline.posterior import WEEK, Near, Tie

__all__ = ["Factor", "Tie", "date_articles", "evidence"]

FIRST_YEAR = 1900  # of a calendar that stated days extend
MOST_CANDIDATES = 7
NEARLY = 1.05  # times the shortest run
FLAT = 3  # times the mean chance of a day: a likeliest day below it is none
MOST_KEPT = 12  # reasons shown per article
Chances = NDArray[np.float64]


def evidence(
    article: Article, parse: Parse, findings: Sequence[Finding], knowledge: Knowledge, landmarks: Sequence[LandmarkMatch]
) -> tuple[Factor, ...]:
    """Every reason that an article gives for its publication day; `landmarks` are those of the knowledge that it speaks of."""
    read = clues.Read(article, parse, tuple(findings))
    known = facts.known_in(read, knowledge, landmarks)
    dates = tuple(clues.dates_in(read.findings))
    coupled = tuple(facts.coupled(read, known))
    kinds: tuple[Iterator[Factor], ...] = (
        clues.stated(article),
        clues.datelines(read, dates),
        clues.appositions(read),
        clues.full_dates(read, dates),
        clues.yearless_days(read, dates),
        clues.feasts(read),
        clues.bare_months(dates),
        clues.last_months(read, dates),
        clues.quarters(read),
        clues.years(read, dates),
        clues.weekdays(read),
        facts.elapsed(read, known, dates),
        iter(coupled),
        facts.events(read, known, dates, {factor.evidence.says for factor in coupled}),
        facts.offices(read, known),
        facts.people(read, known),
    )
    return crowded([factor for kind in kinds for factor in kind])


def date_articles(
    articles: Sequence[Article],
    factors: Sequence[Sequence[Factor]],
    *,
    today: dt.date,
    ties: Sequence[Tie] = (),
    near: Near | None = None,
    jointly: bool = True,
) -> tuple[Publication, ...]:
    """The publication day of each article of one folder, jointly; none is later than `today`.

    `factors` are those of `evidence`, article by article; `ties` name articles by their place, `near` says which are alike
    (found here where it is not given). With `jointly` false the articles are taken to have nothing to do with one another.
    """
    stated = [day for a in articles for day in (a.given, *(s.day for s in a.stated)) if day is not None and day.year >= FIRST_YEAR]
    days = Days.between(min([settings().earliest, today, *stated]), today)
    if any(article.given is not None for article in articles):
        habits = _folder_habits(articles, factors, settings())
        factors = [tuple(reshaped(factor, habits) for factor in reasons) for reasons in factors]
    if near is None:
        near = alike(articles)
    given = tuple(days.index(a.given) if a.given is not None else None for a in articles)
    telling = spoken(factors, settings().prior.shared)
    posteriors = posterior.joint(
        lambda article: log_likelihood(factors[article], days),
        given,
        days,
        ties=ties,
        prior=settings().prior,
        near=near if jointly else None,
        votes=lambda article: log_likelihood(telling[article], days),
    )
    return tuple(
        _given(article, article.given) if article.given is not None else _publication(chances, reasons, days)
        for article, reasons, chances in zip(articles, factors, posteriors, strict=True)
    )


def spoken(factors: Sequence[Sequence[Factor]], shared: float) -> list[list[Factor]]:
    """The reasons by which each article speaks for the days of the others: a day that many name is told once, not by each anew.

    A folder on a shipwreck names its day in every article, and most of them tell of the trial.
    """
    naming = Counter(day for reasons in factors for day in {_named_day(f) for f in reasons} if day is not None)

    def told(factor: Factor) -> Factor:
        day = _named_day(factor)
        return factor if day is None else replace(factor, power=factor.power * naming[day] ** -shared)

    return [[told(factor) for factor in reasons] for reasons in factors]


def _named_day(factor: Factor) -> int | None:
    """The day that the reason names, if it names just one; a month or a year is not recalled but lived in."""
    if not isinstance(factor.shape, Spans) or len(factor.shape.spans) != 1:
        return None
    first, last = factor.shape.spans[0]
    return first if last - first < WEEK else None


def _folder_habits(articles: Sequence[Article], factors: Sequence[Sequence[Factor]], base: Settings) -> Settings:
    """The settings with the lags of this folder's own outlets, counted on its articles of known day.

    Agencies write on the day itself, dailies on the next, local portals two days later; the packaged tables mix them all
    and count as `habit` observations.
    """
    seen: dict[str, list[tuple[int, float]]] = {}
    for article, reasons in zip(articles, factors, strict=True):
        if article.given is not None:
            for factor in reasons:
                if not isinstance(factor.shape, Within):
                    seen.setdefault(factor.table, []).append((factor.shape.lag(article.given.toordinal()), factor.power))
    lags = {name: (_counted(table[0], seen[name], base.habit), table[1]) if name in seen else table for name, table in base.lags.items()}
    weekly = {
        name: (_counted(Lags(tuple(range(8)), table[0]), seen[name], base.habit).mass, table[1]) if name in seen else table
        for name, table in base.weekly.items()
    }
    return replace(base, lags=lags, weekly=weekly)


def _counted(table: Lags, seen: Sequence[tuple[int, float]], pseudo: float) -> Lags:
    """The table after observations of lags, each with its weight."""
    counts, _ = np.histogram([lag for lag, _ in seen], bins=table.edges, weights=[weight for _, weight in seen])
    mass = counts + pseudo * np.asarray(table.mass)
    return Lags(table.edges, tuple((mass / mass.sum()).tolist()))


def log_likelihood(factors: Sequence[Factor], days: Days) -> Vector:
    """All reasons of one article together."""
    total = np.zeros(days.count, dtype=np.float32)
    for factor in factors:
        total += np.float32(factor.power) * laid(factor.shape, days)
    return total


def _given(article: Article, day: dt.date) -> Publication:
    reason = Evidence(kind="given", quote=day.isoformat(), start=None, end=None, says="the input gives the day", weight=0.0)
    return Publication(
        date=day,
        earliest=day,
        latest=day,
        probability=1.0,
        candidates=(Candidate(date=day, probability=1.0),),
        evidence=(reason,),
        given=True,
    )


def _publication(chances: Chances, factors: Sequence[Factor], days: Days) -> Publication:
    best = int(chances.argmax())
    first, last = interval(chances, settings().mass)
    named = _year_share(chances, best, days) >= settings().year
    few = min(4 * MOST_CANDIDATES, len(chances) - 1)
    top = sorted(np.argpartition(-chances, few)[: few + 1].tolist(), key=lambda i: (-chances[i], i))[:MOST_CANDIDATES]
    return Publication(
        date=days.day(best) if named else None,
        earliest=days.day(first),
        latest=days.day(last),
        probability=round(float(chances[best]), 4) if named else 0.0,
        candidates=tuple(Candidate(date=days.day(i), probability=round(float(chances[i]), 4)) for i in top),
        evidence=_weighed(factors, best, days),
    )


def _year_share(chances: Chances, best: int, days: Days) -> float:
    year = days.day(best).year
    return float(chances[days.index(dt.date(year, 1, 1)) : days.index(dt.date(year, 12, 31)) + 1].sum())


def interval(chances: Chances, mass: float) -> tuple[int, int]:
    """The shortest run of days around the likeliest that holds the mass; of runs nearly as short, the one with the most equal tails.

    A flat posterior has hundreds of shortest runs, and the first of them would always leave out the latest years.
    """
    total = np.concatenate(([0.0], np.cumsum(chances)))
    best, count = int(chances.argmax()), len(chances)
    flat = chances[best] * count < FLAT * total[-1]
    firsts = np.arange(count if flat else best + 1)
    ends = np.searchsorted(total, total[firsts] + min(mass, 1 - 1e-9) * total[-1], side="left")
    firsts, ends = firsts[ends <= count], np.maximum(ends[ends <= count], 0 if flat else best + 1)
    if not len(firsts):
        return 0, count - 1
    lengths = ends - firsts
    near = lengths <= lengths.min() * NEARLY
    uneven = np.abs(total[firsts] - (total[-1] - total[ends]))[near].round(9)
    chosen = int(np.flatnonzero(near)[uneven.argmin()])
    return int(firsts[chosen]), int(ends[chosen]) - 1


def _weighed(factors: Sequence[Factor], best: int, days: Days) -> tuple[Evidence, ...]:
    """The reasons with what each is worth at the day chosen, the weightiest first."""
    found = [replace(f.evidence, weight=round(float(f.power * laid(f.shape, days)[best]), 4)) for f in factors]
    return tuple(sorted(found, key=lambda e: (-abs(e.weight), e.kind, e.start or 0, e.says))[:MOST_KEPT])
