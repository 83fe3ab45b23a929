"""Publication dates: what an article says about its own day, as evidence; all evidence, as a joint posterior.

Each kind of evidence is one small function from an article's reading to factors; a factor is a reason that a person can
read (`Evidence`) and a likelihood over days (`Shape`). Distributions and weights are data: `timeline/dating.toml`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline import posterior
from timeline.density import Days, Lags, Shape, Spans, Vector, Weekly, Within, laid
from timeline.knowledge import (
    OCCASION,
    Edition,
    Knowledge,
    LandmarkMatch,
    TenureMatch,
    TenureWords,
    landmarks_in,
    tenures_in,
    words_of,
)
from timeline.language import read_toml, table
from timeline.model import Article, Candidate, Evidence, Finding, Parse, Publication, Sentence
from timeline.period import Grain, Period, add_days, add_months, days_in_month
from timeline.posterior import Prior, Tie

__all__ = ["Factor", "Tie", "date_articles", "evidence"]

SETTINGS = Path(__file__).parent / "dating.toml"
LAST_YEAR = 2050  # of yearless dates
MOST_CANDIDATES = 7
HEADS = ("head-of-state", "head-of-government", "pope")
STEPS_UP = 3  # from a landmark's words to the verb that a day word dates: "ieri ha partecipato … dopo il vertice"
MOST_YEARS = 4  # named besides the latest
SAME = 2  # days within which two landmarks of one article are one event
LEAD = 500  # characters in which an article says what is new
MOST_EVENTS = 6
MOST_KEPT = 12  # reasons shown per article
HEAD = 160  # characters within which a dateline stands
LINE = 90  # the longest line that says "published on …" and by whom
Args = Mapping[str, int | str]
Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A reason and its likelihood over days; `table` of dating.toml gave the shape its numbers.

    `power` tempers the likelihood for what the other reasons of the article already say.
    """

    evidence: Evidence
    shape: Shape
    table: str
    power: float = 1.0


# ---------------------------------------------------------------- settings


@dataclass(frozen=True, slots=True)
class Settings:
    """The fitted distributions and weights of dating.toml."""

    earliest: dt.date
    lags: Mapping[str, tuple[Lags, float]]
    weekly: Mapping[str, tuple[tuple[float, ...], float]]
    within: Mapping[str, tuple[float, float, float]]
    power: Mapping[str, float]
    sharing: float  # of n like reasons, each counts n to minus this
    prior: Prior
    mass: float  # of the credible interval
    year: float  # the least share of one year for a day to be named
    habit: float  # observations that a packaged table is worth against a folder's own


@cache
def settings() -> Settings:
    return settings_of(read_toml(SETTINGS))


def settings_of(data: Mapping[str, Any]) -> Settings:
    """The settings in the content of dating.toml."""
    return Settings(
        earliest=dt.date.fromisoformat(str(data["calendar"]["from"])),
        lags={k: (Lags(tuple(v["edges"]), tuple(v["mass"])), float(v["outlier"])) for k, v in data["lags"].items()},
        weekly={k: (tuple(v["chances"]), float(v["outlier"])) for k, v in data["weekly"].items()},
        within={k: (float(v["before"]), float(v["after"]), float(v["outlier"])) for k, v in data["within"].items()},
        power={name: float(value) for name, value in data["power"].items() if name != "why"},
        sharing=float(data["answer"]["sharing"]),
        prior=_prior(data["prior"]),
        mass=data["answer"]["mass"],
        year=data["answer"]["year"],
        habit=float(data["answer"]["habit"]),
    )


def _prior(data: Mapping[str, Any]) -> Prior:
    return Prior(
        widths=tuple(data["widths"]), counts=tuple(data["counts"]), base=data["base"], rounds=data["rounds"], recency=data["recency"]
    )


# ---------------------------------------------------------------- what an article says


@dataclass(frozen=True, slots=True)
class Reading:
    """One article with what has been found in it."""

    article: Article
    parse: Parse
    findings: tuple[Finding, ...]
    landmarks: tuple[LandmarkMatch, ...]
    tenures: tuple[TenureMatch, ...]

    def sentence_at(self, start: int) -> Sentence | None:
        return next((s for s in self.parse.sentences if s.start <= start < s.end), None)


@dataclass(frozen=True, slots=True)
class Said:
    """A calendar date inside a finding: an interval holds two."""

    finding: Finding
    args: Args

    def number(self, key: str) -> int | None:
        value = self.args.get(key)
        return value if isinstance(value, int) else None


def evidence(article: Article, parse: Parse, findings: Sequence[Finding], knowledge: Knowledge) -> tuple[Factor, ...]:
    """Every reason that an article gives for its publication day."""
    people = tenures_in(parse, knowledge, _tenure_words(parse.lang))
    reading = Reading(
        article=article,
        parse=parse,
        findings=tuple(findings),
        landmarks=landmarks_in(parse, knowledge),
        tenures=tuple(p for p in people if not any(f.start < p.end and p.start < f.end for f in findings)),  # "May" is mostly no minister
    )
    dates = tuple(_dates(reading.findings))
    coupled = tuple(_coupled(reading))
    kinds: tuple[Iterator[Factor], ...] = (
        _stated(article),
        _datelines(reading, dates),
        _appositions(article.text, reading.findings),
        _full_dates(dates),
        _yearless_days(dates, weekdays=any(f.operation == "weekday" and f.direction == "past" for f in reading.findings)),
        _bare_months(dates),
        _last_months(reading, dates),
        _quarters(reading.findings),
        _years(dates),
        _weekdays(reading.findings),
        _elapsed(reading, dates),
        iter(coupled),
        _events(reading, {factor.evidence.says for factor in coupled}),
        _offices(reading),
        _people(reading),
    )
    return tuple(factor for kind in kinds for factor in kind)


@cache
def _tenure_words(lang: str) -> TenureWords:
    words = table(lang, "publication")["office"]
    return TenureWords(
        former_before=frozenset(words["former_before"]), former_after=frozenset(words["former_after"]), elect=frozenset(words["elect"])
    )


@cache
def _cue_words(lang: str, name: str) -> frozenset[str]:
    return frozenset(table(lang, "publication")["cues"][name])


def _dates(findings: Iterable[Finding]) -> Iterator[Said]:
    """The calendar dates that the findings name, those of an interval by their ends."""
    for finding in findings:
        args = dict(finding.args)
        if finding.operation == "date":
            yield Said(finding, args)
        elif finding.operation == "interval":
            ends = [{k[2:]: v for k, v in args.items() if k.startswith(end)} for end in ("1.", "2.")]
            shared = {k: v for k, v in ends[1].items() if k in ("year", "month")}
            for end in ({**shared, **ends[0]}, ends[1]):
                if {"year", "month"} & end.keys():
                    yield Said(finding, end)


def _reason(kind: str, finding: Finding, says: str) -> Evidence:
    return Evidence(kind=kind, quote=finding.text, start=finding.start, end=finding.end, says=says, weight=0.0)


def _lag_factor(reason: Evidence, spans: Iterable[tuple[int, int]], name: str, *, count: int = 1) -> Factor:
    """Periods read with a lag distribution; `count` such reasons in one article share their power."""
    lags, outlier = settings().lags[name]
    return Factor(evidence=reason, shape=Spans(tuple(spans), lags, outlier), table=name, power=_power(name, count))


def _power(name: str, count: int = 1) -> float:
    return float(settings().power.get(name, 1.0) * count ** -settings().sharing)


def _stated(article: Article) -> Iterator[Factor]:
    """Dates in the article's wrapping; each kind has its own trust where dating.toml has a table of that name."""
    for stated in article.stated:
        reason = Evidence(
            kind="stated", quote=stated.quote, start=stated.start, end=stated.end, says=f"its {stated.kind} says {stated.day}", weight=0.0
        )
        name = f"stated-{stated.kind}" if f"stated-{stated.kind}" in settings().lags else "stated"
        yield _lag_factor(reason, ((stated.day.toordinal(),) * 2,), name, count=len(article.stated))


# ---------------------------------------------------------------- calendar dates


def _day(said: Said) -> dt.date | None:
    """The day of a date that gives year, month and day."""
    year, month, day = said.number("year"), said.number("month"), said.number("day")
    if year is None or month is None or day is None or not 1900 <= year <= 2100 or not 1 <= month <= 12:
        return None
    return dt.date(year, month, day) if 1 <= day <= days_in_month(year, month) else None


def _years_of_axis() -> range:
    return range(settings().earliest.year - 1, LAST_YEAR + 1)


def _month_days(said: Said) -> tuple[tuple[int, int], ...]:
    """The days, one a year, that a date without a year may mean; only those on its weekday where it names one."""
    month, day, weekday = said.number("month"), said.number("day"), said.number("weekday")
    if month is None or day is None:
        return ()
    found = (dt.date(y, month, day) for y in _years_of_axis() if 1 <= month <= 12 and 1 <= day <= days_in_month(y, month))
    return tuple((d.toordinal(),) * 2 for d in found if weekday is None or d.weekday() == weekday)


def _looks(finding: Finding) -> str:
    return {"past": "past", "future": "future"}.get(finding.direction or "", "open")


def _datelines(reading: Reading, dates: Sequence[Said]) -> Iterator[Factor]:
    """A date in the head of the text, or after "published", in a sentence without a verb: the article's own."""
    cues = _cue_words(reading.parse.lang, "published")
    for said in dates:
        if said.finding.start > HEAD and said.finding.end < len(reading.article.text) - HEAD:
            continue
        spans = ((_day_ordinal(said),) * 2,) if _day(said) else _month_days(said)
        if spans and said.number("year") != said.number("day") and _own_date(reading, said.finding, cues):
            yield _lag_factor(_reason("dateline", said.finding, "it stands where articles put their own date"), spans, "dateline")


def _day_ordinal(said: Said) -> int:
    day = _day(said)
    return day.toordinal() if day else 0


def _own_date(reading: Reading, finding: Finding, cues: frozenset[str]) -> bool:
    line_start = reading.article.text.rfind("\n", 0, finding.start) + 1
    line_end = reading.article.text.find("\n", finding.end)
    line_end = line_end if line_end >= 0 else len(reading.article.text)
    before = words_of(reading.article.text[line_start : finding.start])
    length = line_end - line_start
    if before and before[0].key in cues and length < LINE:
        return True
    place = 0 < len(before) <= 4 and all(w.text[0].isupper() for w in before)
    dash = reading.article.text[finding.end : finding.end + 12].lstrip(" ,.")[:1] in ("-", "–", "—", "(")
    if place and dash and line_start < HEAD:
        return True
    return length < (finding.end - finding.start) + len("Rome, the ") and not any(
        t.upos in ("VERB", "AUX") and line_start <= t.start < line_end for t in reading.parse.tokens
    )


def _appositions(text: str, findings: Sequence[Finding]) -> Iterator[Factor]:
    """ "oggi, giovedì 16 maggio": a day word beside a date or weekday says on which day the article was written."""
    for first, second in pairwise(findings):
        for word, other in ((first, second), (second, first)):
            args, date = dict(word.args), dict(other.args)
            shift = args.get("count", 0)
            if word.operation != "shift" or word.anchor != "published" or args.get("unit") != "day" or not isinstance(shift, int):
                continue
            if text[first.end : second.start].strip(" (") not in ("", ","):
                continue
            reason = Evidence(
                kind="apposition",
                quote=f"{first.text} {second.text}",
                start=first.start,
                end=second.end,
                says="the day word and the date are one day",
                weight=0.0,
            )
            if other.operation == "weekday" and len(date) == 1:
                yield _weekly_factor(reason, (int(date["weekday"]) - shift) % 7, "same", count=1)
            elif other.operation == "date" and "day" in date and "month" in date:
                said = Said(other, date)
                spans = ((_day_ordinal(said),) * 2,) if _day(said) else _month_days(said)
                yield _lag_factor(reason, ((a - shift, b - shift) for a, b in spans), "same")


def _full_dates(dates: Sequence[Said]) -> Iterator[Factor]:
    """Days with their year: the article is rarely older than its latest past one, and usually not much younger."""
    days = [(day, said) for said in dates if (day := _day(said))]
    past = sorted((p for p in days if p[1].finding.direction != "future"), key=lambda p: p[0], reverse=True)
    for rank, (day, said) in enumerate(_distinct(past)[:3]):
        yield _lag_factor(
            _reason("date", said.finding, f"the article speaks of {day}"),
            ((day.toordinal(),) * 2,),
            "date-other" if rank else "date-latest",
            count=rank or 1,
        )
    future = sorted((p for p in days if p[1].finding.direction == "future"), key=lambda p: p[0])
    for day, said in future[:1]:
        yield _lag_factor(_reason("date", said.finding, f"{day} is still to come"), ((day.toordinal(),) * 2,), "date-future")


def _distinct(items: Iterable[tuple[Any, Said]]) -> list[tuple[Any, Said]]:
    """The first item of each key."""
    found: dict[Any, tuple[Any, Said]] = {}
    for item in items:
        found.setdefault(item[0], item)
    return list(found.values())


def _yearless_days(dates: Sequence[Said], *, weekdays: bool) -> Iterator[Factor]:
    """Days without a year lie near: half a year at most; with a weekday they leave every fifth or sixth year.

    An article that writes the days of its week as weekdays (`weekdays`) keeps dates for those before it.
    """
    items = _distinct(
        ((said.number("month"), said.number("day")), said) for said in dates if said.number("year") is None and said.number("day")
    )
    for _, said in items:
        spans = _month_days(said)
        if spans:
            says = "a day without a year is near" + (", and its weekday leaves few years" if said.number("weekday") is not None else "")
            looks = _looks(said.finding)
            name = "day-past-week" if weekdays and looks == "past" and said.number("weekday") is None else f"day-{looks}"
            yield _lag_factor(_reason("day", said.finding, says), spans, name, count=len(items))


def _bare_months(dates: Sequence[Said]) -> Iterator[Factor]:
    """A month without a year is the last one, or the next."""
    items = _distinct(
        (said.number("month"), said) for said in dates if said.number("year") is None and said.number("month") and not said.number("day")
    )
    for month, said in items:
        spans = tuple((dt.date(y, month, 1).toordinal(), dt.date(y, month, days_in_month(y, month)).toordinal()) for y in _years_of_axis())
        yield _lag_factor(
            _reason("month", said.finding, "a month without a year is near"), spans, f"month-{_looks(said.finding)}", count=len(items)
        )


def _last_months(reading: Reading, dates: Sequence[Said]) -> Iterator[Factor]:
    """ "Il mese scorso" and, in that sentence or the next, "febbraio": one month, and the article is of the one after it."""
    for relative in reading.findings:
        args = dict(relative.args)
        if relative.operation != "shift" or args.get("unit") != "month" or args.get("count") != -1:
            continue
        near = next((i for i, s in enumerate(reading.parse.sentences) if s.start <= relative.start < s.end), None)
        if near is None:
            continue
        start, end = reading.parse.sentences[near].start, reading.parse.sentences[min(near + 1, len(reading.parse.sentences) - 1)].end
        for said in dates:
            month = said.number("month")
            if month and not said.number("year") and said.finding.direction != "future" and start <= said.finding.start < end:
                firsts = (Period(dt.date(y, month, 1), Grain.MONTH).shift(1) for y in _years_of_axis())
                spans = tuple((p.start.toordinal(), p.last.toordinal()) for p in firsts)
                yield _lag_factor(_reason("month", relative, f"last month is the {said.finding.text} nearby"), spans, "month-last")


def _quarters(findings: Sequence[Finding]) -> Iterator[Factor]:
    """Quarters without a year are reported in the weeks after they end."""
    found: dict[int, Finding] = {}
    for finding in findings:
        args = dict(finding.args)
        if finding.operation == "fraction" and args.get("unit") == "quarter" and "year" not in args and isinstance(args.get("index"), int):
            found.setdefault(int(args["index"]), finding)
    for index, finding in found.items():
        if not 1 <= index <= 4:
            continue
        periods = (Period(dt.date(y, 3 * index - 2, 1), Grain.QUARTER) for y in _years_of_axis())
        spans = tuple((p.start.toordinal(), p.last.toordinal()) for p in periods)
        yield _lag_factor(_reason("quarter", finding, "quarters are reported soon after their end"), spans, "quarter", count=len(found))


def _years(dates: Sequence[Said]) -> Iterator[Factor]:
    """The latest year named, unless a full date already says as much; and the nearest year to come."""
    named = [(said.number("year") or 0, said) for said in dates if 1900 <= (said.number("year") or 0) <= 2100 and not _day(said)]
    past = [p for p in named if p[1].finding.direction != "future"]
    latest_day = max((d for said in dates if said.finding.direction != "future" and (d := _day(said))), default=dt.date.min)
    if past and max(y for y, _ in past) > latest_day.year:
        year = max(y for y, _ in past)
        said = next(s for y, s in past if y == year)
        yield _lag_factor(_reason("year", said.finding, f"{year} is the latest year named"), _span_of(said), "year-latest")
    others = _distinct(sorted(past, key=lambda p: -p[0]))[1 : 1 + MOST_YEARS]
    for year, said in others:
        yield _lag_factor(_reason("year", said.finding, f"the article speaks of {year}"), _span_of(said), "year-other", count=len(others))
    future = [p for p in named if p[1].finding.direction == "future"]
    if future:
        year, said = min(future, key=lambda p: p[0])
        yield _lag_factor(_reason("year", said.finding, f"{year} is still to come"), _span_of(said), "year-future")


def _span_of(said: Said) -> tuple[tuple[int, int], ...]:
    """The month or year that a date names."""
    year, month = said.number("year") or 1, said.number("month")
    period = Period(dt.date(year, month, 1), Grain.MONTH) if month and 1 <= month <= 12 else Period(dt.date(year, 1, 1), Grain.YEAR)
    return ((period.start.toordinal(), period.last.toordinal()),)


# ---------------------------------------------------------------- weekdays


def _weekly_factor(reason: Evidence, weekday: int, name: str, *, count: int) -> Factor:
    chances, outlier = settings().weekly[name]
    return Factor(evidence=reason, shape=Weekly(weekday, chances, outlier), table=name, power=_power(name, count))


def _weekdays(findings: Sequence[Finding]) -> Iterator[Factor]:
    """Bare weekdays by the reporting habit of the press; "last Monday" and such without more are read alike."""
    found: dict[tuple[int, str], Finding] = {}
    for finding in findings:
        args = dict(finding.args)
        if finding.operation == "weekday" and "week" not in args and isinstance(args.get("weekday"), int):
            key = int(args["weekday"]), _looks(finding)
            if key not in found or finding.reporting > found[key].reporting:
                found[key] = finding
    dayword = any(f.operation == "shift" and dict(f.args).get("unit") == "day" for f in findings)
    several = sum(looks == "past" for _, looks in found) > 1
    for (weekday, looks), finding in found.items():
        name = _weekly_name(finding, looks, dayword=dayword, several=several)
        yield _weekly_factor(_reason("weekday", finding, "a weekday alone is within days of the article"), weekday, name, count=len(found))


def _weekly_name(finding: Finding, looks: str, *, dayword: bool, several: bool) -> str:
    """Agencies name the weekday of everything, and of what is said today; dailies have "yesterday", and weekdays for older days."""
    if looks != "past":
        return looks
    if several:
        return "several-reported" if finding.reporting else "several"
    if finding.reporting:
        return "past-reported"
    return "past-dayword" if dayword else "past"


# ---------------------------------------------------------------- facts


def _elapsed(reading: Reading, dates: Sequence[Said]) -> Iterator[Factor]:
    """Time said to have passed since a dated fact of the same sentence: "più di tre anni da quando … nel 2022"."""
    since = _cue_words(reading.parse.lang, "since")
    for finding in reading.findings:
        args = dict(finding.args)
        unit, count = args.get("unit"), args.get("count")
        if finding.operation not in ("duration", "shift") or unit not in ("year", "month") or not isinstance(count, int) or count == 0:
            continue
        if (finding.operation == "shift" and count > 0) or abs(count) > 60:
            continue
        sentence = reading.sentence_at(finding.start)
        if sentence is None:
            continue
        around = words_of(reading.article.text[max(finding.start - 25, sentence.start) : min(finding.end + 25, sentence.end)])
        if not any(word.key in since for word in around):
            continue
        span = _fact_in(reading, dates, finding, sentence)
        if span:
            months = abs(count) * (12 if unit == "year" else 1)
            first = add_months(dt.date.fromordinal(span[0]), months)
            last = add_months(dt.date.fromordinal(span[1]), months + (12 if unit == "year" else 1))
            yield _lag_factor(
                _reason("elapsed", finding, "so long since a dated fact"), ((first.toordinal(), add_days(last, -1).toordinal()),), "elapsed"
            )


def _fact_in(reading: Reading, dates: Sequence[Said], finding: Finding, sentence: Sentence) -> tuple[int, int] | None:
    """The dated fact of a sentence: a landmark that was once, else a date with its year."""
    for match in reading.landmarks:
        if match.sentence_start == sentence.start and not match.landmark.recurring:
            first = match.editions[0].first
            return first, first
    for said in dates:
        if said.finding is not finding and sentence.start <= said.finding.start < sentence.end and said.number("year"):
            day = _day(said)
            return (day.toordinal(), day.toordinal()) if day else _span_of(said)[0]
    return None


def _events(reading: Reading, told: Container[str]) -> Iterator[Factor]:
    """Reference events and meetings: an article that speaks of one is likeliest in the days and weeks after it.

    Those that another reason has `told` are left out.
    """
    earliest = settings().earliest.toordinal()
    matches: dict[str, LandmarkMatch] = {}
    for match in reading.landmarks:
        if _says(match) not in told and any(e.last is None or e.last >= earliest for e in match.editions):
            matches.setdefault(match.landmark.id, match)
    once = sorted((m for m in matches.values() if not m.landmark.recurring), key=lambda m: -m.editions[0].first)
    eras = [m for m in once if _is_long(m.editions[0])]
    for match in eras:
        span = (match.editions[0].first, match.editions[0].last)
        name = "state" if match.landmark.kind == "state" else "era"
        yield _within_factor(_landmark_reason(reading, match), (span,), name, count=len(eras))
    for rank, match in enumerate(_apart([m for m in once if m not in eras])[:MOST_EVENTS]):
        name = "event-other" if rank else _latest_table(reading, match)
        yield _lag_factor(_landmark_reason(reading, match), (_closed(match.editions[0]),), name, count=max(rank, 1))
    for match in matches.values():
        if match.landmark.recurring:
            yield _lag_factor(
                _landmark_reason(reading, match),
                tuple(_closed(e) for e in match.editions if _closed(e)[1] >= earliest),
                _meeting_table(match),
            )


def _latest_table(reading: Reading, match: LandmarkMatch) -> str:
    """News leads with what has just happened; further down, or after "after", it recalls."""
    before = words_of(reading.article.text[max(match.start - 25, match.sentence_start) : match.start])
    recalled = any(word.key in _cue_words(reading.parse.lang, "after") for word in before[-3:])
    return "event-latest" if match.start < LEAD and not recalled else "event-recalled"


def _apart(matches: Sequence[LandmarkMatch]) -> list[LandmarkMatch]:
    """The matches, latest first, without those of an event that another has already: two files may know it."""
    kept: list[LandmarkMatch] = []
    for match in matches:
        if not kept or kept[-1].editions[0].first - match.editions[0].first > SAME:
            kept.append(match)
    return kept


def _meeting_table(match: LandmarkMatch) -> str:
    """Elections are spoken of for months before and years after; summits and fairs while they are held."""
    if not match.sure:
        return "loose"
    return "election" if match.landmark.kind in ("election", "institution") else "meeting"


def _is_long(edition: Edition) -> bool:
    return edition.days > OCCASION


def _closed(edition: Edition) -> tuple[int, int]:
    return edition.first, edition.first if edition.last is None else edition.last


def _landmark_reason(reading: Reading, match: LandmarkMatch) -> Evidence:
    quote = reading.article.text[match.start : match.end]
    return Evidence(kind="event", quote=quote, start=match.start, end=match.end, says=_says(match), weight=0.0)


def _says(match: LandmarkMatch) -> str:
    return f"{match.landmark.id}: {_range_text(match.editions)}"


def _range_text(editions: Sequence[Edition]) -> str:
    if len(editions) > 1:
        return f"{len(editions)} editions"
    first = dt.date.fromordinal(editions[0].first)
    last = dt.date.fromordinal(editions[0].last) if editions[0].last is not None else None
    return f"{first}" if last == first else f"{first} to {last or 'now'}"


def _coupled(reading: Reading) -> Iterator[Factor]:
    """A landmark and the relative expression that dates it: "ieri … dopo il vertice di Parigi"."""
    for match in reading.landmarks:
        for finding in reading.findings:
            if not match.sentence_start <= finding.start < match.sentence_end or not _dates_it(reading.parse, finding, match):
                continue
            spans = tuple(span for e in match.editions if not _is_long(e) and (span := _days_from(e, finding)))
            if spans:
                reason = Evidence(
                    kind="coupled", quote=f"{finding.text} … {reading.article.text[match.start : match.end]}", start=finding.start, end=finding.end,
                    says=_says(match), weight=0.0,
                )  # fmt: skip
                yield _lag_factor(reason, spans, "coupled")


def _dates_it(parse: Parse, finding: Finding, match: LandmarkMatch) -> bool:
    """Whether the verb or noun that the expression dates is of the landmark's words, or governs them closely."""
    for number, token in enumerate(parse.tokens):
        if match.start <= token.start < match.end:
            above = number
            for _ in range(STEPS_UP + 1):
                if above == finding.governor:
                    return True
                above = parse.tokens[above].head
    return False


def _days_from(edition: Edition, finding: Finding) -> tuple[int, int] | None:
    """The publication days from which a relative expression means the edition; None where it means none or says nothing."""
    args = dict(finding.args)
    first, last = (dt.date.fromordinal(day) for day in _closed(edition))
    if finding.operation == "weekday" and finding.direction in ("past", "future") and "week" not in args:
        if first.weekday() != args.get("weekday"):
            return None
        return (first.toordinal(), first.toordinal() + 6) if finding.direction == "past" else (first.toordinal() - 6, first.toordinal())
    unit, count = args.get("unit"), args.get("count")
    if finding.operation != "shift" or finding.anchor != "published" or not isinstance(count, int):
        return None
    if unit == "day" and count:
        return add_days(first, -count).toordinal(), add_days(last, -count).toordinal()
    grain = {"week": Grain.WEEK, "month": Grain.MONTH, "year": Grain.YEAR}.get(str(unit))
    if grain is None:
        return None
    return Period.containing(first, grain).shift(-count).start.toordinal(), Period.containing(last, grain).shift(-count).last.toordinal()


def _offices(reading: Reading) -> Iterator[Factor]:
    """People named with an office: the article was written while they held it, or after, for a former holder."""
    found: dict[tuple[str, str], TenureMatch] = {}
    for match in reading.tenures:
        if match.office != "none":
            found.setdefault((match.tenures[0].holder.name, match.office), match)
    for (name, office), match in found.items():
        spans = tuple(dict.fromkeys((t.holder.first, t.holder.last) for t in match.tenures))
        if office == "former":
            spans = tuple((last + 1, None) for _, last in spans if last is not None)
        elif office == "elect":
            spans = tuple((first - 80, first) for first, _ in spans if first is not None)
        if spans:
            posts = ", ".join(dict.fromkeys(t.office.id for t in match.tenures))
            says = f"{name}: {posts}, {'former' if office == 'former' else 'elect' if office == 'elect' else 'in office'}"
            yield _within_factor(_tenure_reason(reading, match, "office", says), spans, office, count=len(found))


def _people(reading: Reading) -> Iterator[Factor]:
    """People named without an office: their years in public life."""
    titled = {m.tenures[0].holder.name for m in reading.tenures if m.office != "none"}
    found: dict[str, TenureMatch] = {}
    for match in reading.tenures:
        if match.office == "none" and match.tenures[0].holder.name not in titled and (match.full or _is_head(match)):
            found.setdefault(match.tenures[0].holder.name, match)
    for name, match in found.items():
        spans = tuple(dict.fromkeys((t.holder.first, t.holder.last) for t in match.tenures))
        yield _within_factor(_tenure_reason(reading, match, "person", f"{name} is in public life"), spans, "named", count=len(found))


def _is_head(match: TenureMatch) -> bool:
    """Whether a bare surname may stand for someone everybody knows; a minister's is as often somebody else's."""
    return any(tenure.office.kind in HEADS for tenure in match.tenures)


def _tenure_reason(reading: Reading, match: TenureMatch, kind: str, says: str) -> Evidence:
    return Evidence(kind=kind, quote=reading.article.text[match.start : match.end], start=match.start, end=match.end, says=says, weight=0.0)


def _within_factor(reason: Evidence, spans: tuple[tuple[int | None, int | None], ...], name: str, *, count: int) -> Factor:
    before, after, outlier = settings().within[name]
    return Factor(evidence=reason, shape=Within(spans, before, after, outlier), table=name, power=_power(name, count))


# ---------------------------------------------------------------- the answer


def date_articles(
    articles: Sequence[Article],
    factors: Sequence[Sequence[Factor]],
    *,
    today: dt.date,
    ties: Sequence[Tie] = (),
    period_prior: bool = True,
) -> tuple[Publication, ...]:
    """The publication day of each article of one folder, jointly; none is later than `today`.

    `factors` are those of `evidence`, article by article; `ties` name articles by their place. With `period_prior` false
    the articles are taken to have nothing to do with one another.
    """
    days = Days.between(min(settings().earliest, today), today)
    if any(article.given is not None for article in articles):
        habits = _folder_habits(articles, factors, settings())
        factors = [tuple(reshaped(factor, settings(), habits) for factor in reasons) for reasons in factors]
    given = tuple(days.index(a.given) if a.given is not None else None for a in articles)
    posteriors = posterior.joint(
        lambda article: log_likelihood(factors[article], days), given, days, ties=ties, prior=settings().prior, shared=period_prior
    )
    return tuple(
        _given(article, article.given) if article.given is not None else _publication(chances, reasons, days)
        for article, reasons, chances in zip(articles, factors, posteriors, strict=True)
    )


def reshaped(factor: Factor, old: Settings, new: Settings) -> Factor:
    """The factor as other numbers make it."""
    shape: Shape
    match factor.shape:
        case Spans(spans=spans):
            shape = Spans(spans, *new.lags[factor.table])
        case Weekly(weekday=weekday):
            shape = Weekly(weekday, *new.weekly[factor.table])
        case Within(spans=tenures):
            shape = Within(tenures, *new.within[factor.table])
    power = factor.power * new.power.get(factor.table, 1.0) / old.power.get(factor.table, 1.0)
    return replace(factor, shape=shape, power=power)


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
    first, last = _interval(chances, settings().mass)
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


def _interval(chances: Chances, mass: float) -> tuple[int, int]:
    """The shortest run of days that holds the mass."""
    total = np.concatenate(([0.0], np.cumsum(chances)))
    ends = np.searchsorted(total, total[:-1] + min(mass, 1 - 1e-9) * total[-1], side="left")
    lengths = np.where(ends < len(total), ends - np.arange(len(chances)), len(chances) + 1)
    first = int(lengths.argmin())
    return first, min(int(ends[first]), len(chances)) - 1


def _weighed(factors: Sequence[Factor], best: int, days: Days) -> tuple[Evidence, ...]:
    """The reasons with what each is worth at the day chosen, the weightiest first."""
    found = [replace(f.evidence, weight=round(float(f.power * laid(f.shape, days)[best]), 4)) for f in factors]
    return tuple(sorted(found, key=lambda e: (-abs(e.weight), e.kind, e.start or 0, e.says))[:MOST_KEPT])
