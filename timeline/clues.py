"""What an article's words say of its publication day: stated dates, datelines, dates, months, years, weekdays.

One function per kind of evidence, each from what has been found in the article to factors.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from timeline.dating import Factor, lag_factor, settings, weekly_factor
from timeline.feasts import feast_day
from timeline.knowledge import words_of
from timeline.language import table
from timeline.model import Article, Evidence, Finding, Parse, Sentence
from timeline.period import Grain, Period, days_in_month

LAST_YEAR = 2050  # of yearless dates
MOST_YEARS = 4  # named besides the latest
LEAD = 300  # characters in which an article says what is new
HEAD = 160  # characters within which a dateline stands
LINE = 90  # the longest line that says "published on …" and by whom
PARTS = {"quarter": (1, 3), "half": (1, 6), "season": (3, 3)}  # of a year: the month in which the first begins, months of each
Args = Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Read:
    """An article's text with its parse and the temporal expressions found in it."""

    article: Article
    parse: Parse
    findings: tuple[Finding, ...]

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


@cache
def cue_words(lang: str, name: str) -> frozenset[str]:
    return frozenset(table(lang, "publication")["cues"][name])


def dates_in(findings: Iterable[Finding]) -> Iterator[Said]:
    """The calendar dates that the findings name, those of an interval by their ends."""
    for finding in findings:
        args = dict(finding.args)
        if finding.operation == "date" or (finding.operation == "fraction" and "year" in args and args.get("unit") in PARTS):
            yield Said(finding, args)
        elif finding.operation == "interval":
            ends = [{k[2:]: v for k, v in args.items() if k.startswith(end)} for end in ("1.", "2.")]
            shared = {k: v for k, v in ends[1].items() if k in ("year", "month")}
            for end in ({**shared, **ends[0]}, ends[1]):
                if {"year", "month"} & end.keys():
                    yield Said(finding, end)


def reason_of(kind: str, finding: Finding, says: str) -> Evidence:
    return Evidence(kind=kind, quote=finding.text, start=finding.start, end=finding.end, says=says, weight=0.0)


def stated(article: Article) -> Iterator[Factor]:
    """Dates in the article's wrapping; each kind has its own trust where dating.toml has a table of that name."""
    for date in article.stated:
        says = f"its {date.kind} says {date.day}"
        reason = Evidence(kind="stated", quote=date.quote, start=date.start, end=date.end, says=says, weight=0.0)
        name = f"stated-{date.kind}" if f"stated-{date.kind}" in settings().lags else "stated"
        yield lag_factor(reason, ((date.day.toordinal(),) * 2,), name, count=len(article.stated))


# ---------------------------------------------------------------- calendar dates


def day_of(said: Said) -> dt.date | None:
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


def looks(finding: Finding) -> str:
    return {"past": "past", "future": "future"}.get(finding.direction or "", "open")


def datelines(read: Read, dates: Sequence[Said]) -> Iterator[Factor]:
    """A date in the head of the text, or after "published", in a sentence without a verb: the article's own."""
    cues = cue_words(read.parse.lang, "published")
    for said in dates:
        if said.finding.start > HEAD and said.finding.end < len(read.article.text) - HEAD:
            continue
        spans = ((_day_ordinal(said),) * 2,) if day_of(said) else _month_days(said)
        if spans and said.number("year") != said.number("day") and _own_date(read, said.finding, cues):
            yield lag_factor(reason_of("dateline", said.finding, "it stands where articles put their own date"), spans, "dateline")


def _day_ordinal(said: Said) -> int:
    day = day_of(said)
    return day.toordinal() if day else 0


def _own_date(read: Read, finding: Finding, cues: frozenset[str]) -> bool:
    line_start = read.article.text.rfind("\n", 0, finding.start) + 1
    line_end = read.article.text.find("\n", finding.end)
    line_end = line_end if line_end >= 0 else len(read.article.text)
    before = words_of(read.article.text[line_start : finding.start])
    length = line_end - line_start
    if before and before[0].key in cues and length < LINE:
        return True
    place = 0 < len(before) <= 4 and all(w.text[0].isupper() for w in before)
    dash = read.article.text[finding.end : finding.end + 12].lstrip(" ,.")[:1] in ("-", "–", "—", "(")
    if place and dash and line_start < HEAD:
        return True
    return length < (finding.end - finding.start) + len("Rome, the ") and not any(
        t.upos in ("VERB", "AUX") and line_start <= t.start < line_end for t in read.parse.tokens
    )


def appositions(read: Read) -> Iterator[Factor]:
    """ "oggi, giovedì 16 maggio": a day word beside a date or weekday says on which day the article was written."""
    for first, second in pairwise(read.findings):
        for word, other in ((first, second), (second, first)):
            args, date = dict(word.args), dict(other.args)
            shift = args.get("count", 0)
            if word.operation != "shift" or word.anchor != "published" or args.get("unit") != "day" or not isinstance(shift, int):
                continue
            if read.article.text[first.end : second.start].strip(" (") not in ("", ","):
                continue
            reason = Evidence(
                kind="apposition",
                quote=f"{first.text} {second.text}",
                start=first.start,
                end=second.end,
                says="the day word and the date are one day",
                weight=0.0,
            )
            weekday = date.get("weekday")
            if other.operation == "weekday" and len(date) == 1 and isinstance(weekday, int):
                yield weekly_factor(reason, (weekday - shift) % 7, "same", count=1)
            elif other.operation == "date" and "day" in date and "month" in date:
                said = Said(other, date)
                spans = ((_day_ordinal(said),) * 2,) if day_of(said) else _month_days(said)
                yield lag_factor(reason, ((a - shift, b - shift) for a, b in spans), "same")


def full_dates(read: Read, dates: Sequence[Said]) -> Iterator[Factor]:
    """Days with their year: the article is rarely older than its latest past one, and usually not much younger."""
    days = [(day, said) for said in dates if (day := day_of(said))]
    past = sorted((p for p in days if p[1].finding.direction != "future"), key=lambda p: p[0], reverse=True)
    for rank, (day, said) in enumerate(_distinct(past)[:3]):
        yield lag_factor(
            reason_of("date", said.finding, f"the article speaks of {day}"),
            ((day.toordinal(),) * 2,),
            "date-other" if rank else _latest_table(read, said),
            count=rank or 1,
        )
    future = sorted((p for p in days if p[1].finding.direction == "future"), key=lambda p: p[0])
    for day, said in future[:1]:
        yield lag_factor(reason_of("date", said.finding, f"{day} is still to come"), ((day.toordinal(),) * 2,), "date-future")


def _latest_table(read: Read, said: Said) -> str:
    """Weekdays are for days that a reader remembers; the lead's main verb tells the news, and its date is the news's own."""
    if said.number("weekday") is not None and said.finding.direction != "present":
        return "date-weekday"
    return "date-news" if tells_news(read, said.finding) else "date-latest"


def tells_news(read: Read, finding: Finding) -> bool:
    """Whether a finding dates the main verb, in a past tense, of one of the first sentences: "il 12 marzo è crollato …"."""
    if finding.direction != "past" or finding.governor is None or finding.start >= LEAD:
        return False
    token = read.parse.tokens[finding.governor]
    return token.head == finding.governor and token.upos == "VERB"


def _distinct(items: Iterable[tuple[Any, Said]]) -> list[tuple[Any, Said]]:
    """The first item of each key."""
    found: dict[Any, tuple[Any, Said]] = {}
    for item in items:
        found.setdefault(item[0], item)
    return list(found.values())


def yearless_days(read: Read, dates: Sequence[Said]) -> Iterator[Factor]:
    """Days without a year lie near: half a year at most; with a weekday they leave every fifth or sixth year.

    An article that writes the days of its week as weekdays keeps dates for those before it.
    """
    by_weekday = any(f.operation == "weekday" and f.direction == "past" for f in read.findings)
    items = _distinct(
        ((said.number("month"), said.number("day")), said) for said in dates if said.number("year") is None and said.number("day")
    )
    for _, said in items:
        spans = _month_days(said)
        if spans:
            says = "a day without a year is near" + (", and its weekday leaves few years" if said.number("weekday") is not None else "")
            tense = looks(said.finding)
            name = "day-past-week" if by_weekday and tense == "past" and said.number("weekday") is None else f"day-{tense}"
            yield lag_factor(reason_of("day", said.finding, says), spans, name, count=len(items))


def feasts(read: Read) -> Iterator[Factor]:
    """Feasts without a year are recalled for months, as a month is: an orphan "found on Thanksgiving" was news until June."""
    found = {dict(f.args).get("feast"): f for f in read.findings if f.operation == "feast" and "year" not in dict(f.args)}
    for feast, finding in found.items():
        days = (feast_day(str(feast), year) for year in _years_of_axis())
        spans = tuple((day.toordinal(),) * 2 for day in days if day)
        if spans:
            yield lag_factor(
                reason_of("day", finding, "a feast without a year is near"), spans, f"month-{looks(finding)}", count=len(found)
            )


def bare_months(dates: Sequence[Said]) -> Iterator[Factor]:
    """A month without a year, or a part of one, is the last one, or the next."""
    items = _distinct(
        (_month_of(said), said) for said in dates if said.number("year") is None and _month_of(said) and not said.number("day")
    )
    for _, said in items:
        spans = tuple(_month_span(said, year) for year in _years_of_axis())
        reason = reason_of("month", said.finding, "a month without a year is near")
        yield lag_factor(reason, spans, f"month-{looks(said.finding)}", count=len(items))


def _month_of(said: Said) -> int:
    """The month of a date, 0 where it has none."""
    month = said.number("month") or 0
    return month if 1 <= month <= 12 else 0


def _month_span(said: Said, year: int) -> tuple[int, int]:
    """The ordinals of a date's month in a year, or of the third of it that the date names."""
    month = _month_of(said)
    first, last = {"START": (1, 10), "MID": (11, 20), "END": (21, 31)}.get(str(said.args.get("part")), (1, 31))
    return dt.date(year, month, first).toordinal(), dt.date(year, month, min(last, days_in_month(year, month))).toordinal()


def last_months(read: Read, dates: Sequence[Said]) -> Iterator[Factor]:
    """ "Il mese scorso" and, in that sentence or the next, "febbraio": one month, and the article is of the one after it."""
    for relative in read.findings:
        args = dict(relative.args)
        if relative.operation != "shift" or args.get("unit") != "month" or args.get("count") != -1:
            continue
        near = next((i for i, s in enumerate(read.parse.sentences) if s.start <= relative.start < s.end), None)
        if near is None:
            continue
        start, end = read.parse.sentences[near].start, read.parse.sentences[min(near + 1, len(read.parse.sentences) - 1)].end
        for said in dates:
            month = _month_of(said)
            if month and not said.number("year") and said.finding.direction != "future" and start <= said.finding.start < end:
                firsts = (Period(dt.date(y, month, 1), Grain.MONTH).shift(1) for y in _years_of_axis())
                spans = tuple((p.start.toordinal(), p.last.toordinal()) for p in firsts)
                yield lag_factor(reason_of("month", relative, f"last month is the {said.finding.text} nearby"), spans, "month-last")


def quarters(read: Read) -> Iterator[Factor]:
    """Quarters without a year are reported in the weeks after they end."""
    found: dict[int, Finding] = {}
    for finding in read.findings:
        args = dict(finding.args)
        if finding.operation == "fraction" and args.get("unit") == "quarter" and "year" not in args and isinstance(args.get("index"), int):
            found.setdefault(int(args["index"]), finding)
    for index, finding in found.items():
        if not 1 <= index <= 4:
            continue
        periods = (Period(dt.date(y, 3 * index - 2, 1), Grain.QUARTER) for y in _years_of_axis())
        spans = tuple((p.start.toordinal(), p.last.toordinal()) for p in periods)
        yield lag_factor(reason_of("quarter", finding, "quarters are reported soon after their end"), spans, "quarter", count=len(found))


def years(read: Read, dates: Sequence[Said]) -> Iterator[Factor]:
    """The latest year named, unless a full date already says as much; and the nearest year to come.

    What has happened in a year bounds the article from below; "the 2011 version", "expires in 2011" do so less.
    """
    named = [(said.number("year") or 0, said) for said in dates if 1900 <= (said.number("year") or 0) <= 2100 and not day_of(said)]
    said_of = _distinct(
        sorted((p for p in named if p[1].finding.direction != "future"), key=lambda p: (-p[0], looks(p[1].finding) != "past"))
    )
    latest_day = max((d for said in dates if said.finding.direction != "future" and (d := day_of(said))), default=dt.date.min)
    latest: set[int] = set()
    for year, said in said_of:
        past = looks(said.finding) == "past"
        if year > latest_day.year and (past or not latest):
            latest.add(year)
            name = "year-news" if tells_news(read, said.finding) else "year-past" if past else "year-open"
            yield lag_factor(reason_of("year", said.finding, f"{year} is the latest year named"), span_of(said), name)
        if past:
            break
    others = [p for p in said_of if p[0] not in latest][:MOST_YEARS]
    for year, said in others:
        yield lag_factor(reason_of("year", said.finding, f"the article speaks of {year}"), span_of(said), "year-other", count=len(others))
    future = [p for p in named if p[1].finding.direction == "future"]
    if future:
        year, said = min(future, key=lambda p: p[0])
        yield lag_factor(reason_of("year", said.finding, f"{year} is still to come"), span_of(said), "year-future")


def span_of(said: Said) -> tuple[tuple[int, int], ...]:
    """The month, season, quarter, half or year that a date names."""
    year, month = said.number("year") or 1, said.number("month")
    part, index = PARTS.get(str(said.args.get("unit"))), said.number("index")
    if part and index:
        first = Period(dt.date(year, part[0], 1), Grain.MONTH).shift((index - 1) * part[1])
        return ((first.start.toordinal(), first.shift(part[1] - 1).last.toordinal()),)
    period = Period(dt.date(year, month, 1), Grain.MONTH) if month and 1 <= month <= 12 else Period(dt.date(year, 1, 1), Grain.YEAR)
    return ((period.start.toordinal(), period.last.toordinal()),)


# ---------------------------------------------------------------- weekdays


def weekdays(read: Read) -> Iterator[Factor]:
    """Bare weekdays by the reporting habit of the press; "last Monday" and such without more are read alike."""
    found: dict[tuple[int, str], Finding] = {}
    for finding in read.findings:
        args = dict(finding.args)
        if finding.operation == "weekday" and "week" not in args and isinstance(args.get("weekday"), int):
            key = int(args["weekday"]), looks(finding)
            if key not in found or finding.reporting > found[key].reporting:
                found[key] = finding
    dayword = any(f.operation == "shift" and dict(f.args).get("unit") == "day" for f in read.findings)
    several = sum(tense == "past" for _, tense in found) > 1
    for (weekday, tense), finding in found.items():
        name = _weekly_name(finding, tense, dayword=dayword, several=several)
        yield weekly_factor(reason_of("weekday", finding, "a weekday alone is within days of the article"), weekday, name, count=len(found))


def _weekly_name(finding: Finding, tense: str, *, dayword: bool, several: bool) -> str:
    """Agencies name the weekday of everything, and of what is said today; dailies have "yesterday", and weekdays for older days."""
    if tense != "past":
        return tense
    if several:
        return "several-reported" if finding.reporting else "several"
    if finding.reporting:
        return "past-reported"
    return "past-dayword" if dayword else "past"
