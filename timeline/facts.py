"""What dated facts say of an article's publication day: landmarks and meetings it speaks of, people in office.

One function per kind of evidence, each from what has been found in the article to factors.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

from timeline.clues import Read, Said, cue_words, dates_in, day_of, reason_of, span_of
from timeline.dating import Factor, lag_factor, settings, within_factor
from timeline.knowledge import (
    OCCASION,
    STORY,
    Edition,
    Knowledge,
    LandmarkMatch,
    Tenure,
    TenureMatch,
    TenureWords,
    tenures_in,
    words_of,
)
from timeline.language import table
from timeline.model import Evidence, Finding, Parse, Sentence
from timeline.period import Grain, Period, add_days, add_months

HEADS = ("head-of-state", "head-of-government", "pope")
STEPS_UP = 6  # from a landmark's words to the verb that a day word dates: "ieri ha partecipato … dopo il vertice"
NEWS = 500  # characters in which an article tells of its events
SAME = 2  # days within which two landmarks of one article are one event
MOST_EVENTS = 6


@dataclass(frozen=True, slots=True)
class Known:
    """What an article says of dated facts."""

    landmarks: tuple[LandmarkMatch, ...]
    tenures: tuple[TenureMatch, ...]


def known_in(read: Read, knowledge: Knowledge, landmarks: Sequence[LandmarkMatch]) -> Known:
    """The facts found in an article, but for people whose name is part of a date: "May" is mostly no minister."""
    people = tenures_in(read.parse, knowledge, _tenure_words(read.parse.lang))
    dates = tuple(dates_in(read.findings))
    return Known(
        landmarks=tuple(_narrowed(match, dates) for match in landmarks),
        tenures=tuple(p for p in people if not any(f.start < p.end and p.start < f.end for f in read.findings)),
    )


def _narrowed(match: LandmarkMatch, dates: Sequence[Said]) -> LandmarkMatch:
    """The match with the editions of the month, or on the day, that its sentence names: "la telefonata del 19 maggio"."""
    if len(match.editions) < 2:
        return match
    for said in dates:
        if match.sentence_start <= said.finding.start < match.sentence_end and said.number("month"):
            there = tuple(e for e in match.editions if _falls_on(e, said))
            if there:
                return replace(match, editions=there)
    return match


def _falls_on(edition: Edition, said: Said) -> bool:
    first, last = _closed(edition)
    days = (dt.date.fromordinal(day) for day in range(first, min(last, first + OCCASION) + 1))
    year, month, day = said.number("year"), said.number("month"), said.number("day")
    return any(d.month == month and (day is None or d.day == day) and (year is None or d.year == year) for d in days)


@cache
def _tenure_words(lang: str) -> TenureWords:
    words = table(lang, "publication")["office"]
    return TenureWords(
        street=frozenset(words["street"]),
        former_before=frozenset(words["former_before"]),
        former_after=frozenset(words["former_after"]),
        elect=frozenset(words["elect"]),
    )


def elapsed(read: Read, known: Known, dates: Sequence[Said]) -> Iterator[Factor]:
    """Time said to have passed since a dated fact of the same sentence: "più di tre anni da quando … nel 2022"."""
    since = cue_words(read.parse.lang, "since")
    for finding in read.findings:
        args = dict(finding.args)
        unit, count = args.get("unit"), args.get("count")
        if (
            finding.operation not in ("duration", "shift", "span")
            or unit not in ("year", "month")
            or not isinstance(count, int)
            or count == 0
        ):
            continue
        if (finding.operation == "shift" and count > 0) or abs(count) > 60:
            continue
        sentence = read.sentence_at(finding.start)
        if sentence is None:
            continue
        after = words_of(
            read.article.text[finding.start : min(finding.end + 25, sentence.end)]
        )  # "dopo un anno di lavori" measures no such time
        if not any(word.key in since for word in after):
            continue
        span = _fact_in(known, dates, finding, sentence)
        if span:
            months = abs(count) * (12 if unit == "year" else 1)
            first = add_months(dt.date.fromordinal(span[0]), months)
            last = add_months(dt.date.fromordinal(span[1]), months + (12 if unit == "year" else 1))
            yield lag_factor(
                reason_of("elapsed", finding, "so long since a dated fact"),
                ((first.toordinal(), add_days(last, -1).toordinal()),),
                "elapsed",
            )


def _fact_in(known: Known, dates: Sequence[Said], finding: Finding, sentence: Sentence) -> tuple[int, int] | None:
    """The dated fact of a sentence: a landmark that was once, else a date with its year."""
    for match in known.landmarks:
        if match.sentence_start == sentence.start and not match.landmark.recurring:
            first = match.editions[0].first
            return first, first
    for said in dates:
        if said.finding is not finding and sentence.start <= said.finding.start < sentence.end and said.number("year"):
            day = day_of(said)
            return (day.toordinal(), day.toordinal()) if day else span_of(said)[0]
    return None


def events(read: Read, known: Known, dates: Sequence[Said], told: Container[str]) -> Iterator[Factor]:
    """Reference events and meetings: an article that speaks of one is likeliest in the days and weeks after it.

    Those that another reason has `told` are left out, and those whose own day and year the article writes: the date says as much.
    """
    earliest = settings().earliest.toordinal()
    written = [day.toordinal() for said in dates if said.number("year") and (day := day_of(said))]
    matches: dict[str, LandmarkMatch] = {}
    for match in known.landmarks:
        if any(abs(match.editions[0].first - day) <= SAME for day in written) and not match.landmark.recurring:
            continue
        if _says(match, read.parse.lang) not in told and any(e.last is None or e.last >= earliest for e in match.editions):
            matches.setdefault(match.landmark.id, match)
    once = sorted((m for m in matches.values() if not m.landmark.recurring), key=lambda m: -m.editions[0].first)
    eras = [m for m in once if _is_long(m.editions[0])]
    for match in eras:
        span = (match.editions[0].first, match.editions[0].last)
        name = "state" if match.landmark.kind == "state" else "era"
        yield within_factor(_landmark_reason(read, match), (span,), name, count=len(eras))
    told_of = _apart([m for m in once if m not in eras and m.sure])[:MOST_EVENTS]
    for rank, match in enumerate(told_of):
        name = _dated_table(match, dates) or ("event-other" if rank else _latest_table(read, match, told_of[1:]))
        yield lag_factor(_landmark_reason(read, match), (_closed(match.editions[0]),), name, count=max(rank, 1))
    for match in once:
        if not match.sure and match not in eras:
            yield lag_factor(_landmark_reason(read, match), (_closed(match.editions[0]),), "loose")
    for match in matches.values():
        if match.landmark.recurring:
            yield lag_factor(
                _landmark_reason(read, match),
                tuple(_closed(e) for e in match.editions if _closed(e)[1] >= earliest),
                _dated_table(match, dates) or _meeting_table(match),
            )


def _dated_table(match: LandmarkMatch, dates: Sequence[Said]) -> str | None:
    """Where the article writes the landmark's own date, the table that says no more than it.

    Who writes the year of an event beside it has readers who may not remember it; its day and month without the year say how
    near it is, and the landmark only which year is meant.
    """
    if len(match.editions) > 1:
        return None
    first = dt.date.fromordinal(match.editions[0].first)
    if any(said.number("year") == first.year and match.sentence_start <= said.finding.start < match.sentence_end for said in dates):
        return "event-aftermath"
    if any((said.number("month"), said.number("day")) == (first.month, first.day) for said in dates):
        return "event-dated"
    return None


def _latest_table(read: Read, match: LandmarkMatch, older: Sequence[LandmarkMatch]) -> str:
    """News leads with what has just happened; further down, or after "after", it recalls.

    A court or a commemoration in the lead comes long after. Two landmarks of the same weeks are stations of one story, and
    the article is its next one.
    """
    if any(word.key in cue_words(read.parse.lang, "aftermath") for word in words_of(read.article.text[:NEWS])):
        return "event-aftermath"
    if any(match.editions[0].first - other.editions[0].first <= STORY for other in older):
        return "event-story"
    before = words_of(read.article.text[max(match.start - 25, match.sentence_start) : match.start])
    recalled = any(word.key in cue_words(read.parse.lang, "after") for word in before[-3:])
    return "event-latest" if match.start < NEWS and not recalled else "event-recalled"


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


def _landmark_reason(read: Read, match: LandmarkMatch) -> Evidence:
    quote = read.article.text[match.start : match.end]
    return Evidence(kind="event", quote=quote, start=match.start, end=match.end, says=_says(match, read.parse.lang), weight=0.0)


def _says(match: LandmarkMatch, lang: str) -> str:
    """What the landmark is and when it was: "Eastern Economic Forum, 10 times from 2015 to 2025"."""
    names = _named(match.landmark.names, lang) or (match.landmark.id.replace("-", " "),)
    return f"{names[0]}, {_when(match.editions)}"


def _named(by_language: Mapping[str, tuple[str, ...]], lang: str) -> tuple[str, ...]:
    """The names in the article's language, else in another that has some."""
    return by_language.get(lang) or next((by_language[other] for other in ("en", "it") if by_language.get(other)), ())


def _when(editions: Sequence[Edition]) -> str:
    if len(editions) > 1:
        years = sorted(dt.date.fromordinal(e.first).year for e in editions)
        if years[0] == years[-1]:
            return f"{len(editions)} times in {years[0]}"
        return f"{len(editions)} times from {years[0]} to {years[-1]}"
    return _span_text(editions[0].first, editions[0].last)


def _span_text(first: int | None, last: int | None) -> str:
    """A closed range of days in words, open where an end is None."""
    if first is not None and first == last:
        return f"on {dt.date.fromordinal(first)}"
    begin = f"from {dt.date.fromordinal(first)}" if first is not None else ""
    end = f"to {dt.date.fromordinal(last)}" if last is not None else "until now"
    return f"{begin} {end}".strip()


def coupled(read: Read, known: Known) -> Iterator[Factor]:
    """A landmark and the relative expression that dates it: "ieri … dopo il vertice di Parigi"."""
    for match in known.landmarks:
        for finding in read.findings:
            if not match.sentence_start <= finding.start < match.sentence_end or not _dates_it(read.parse, finding, match):
                continue
            spans = tuple(span for e in match.editions if not _is_long(e) and (span := _days_from(e, finding)))
            if spans:
                reason = Evidence(
                    kind="coupled", quote=f"{finding.text} … {read.article.text[match.start : match.end]}", start=finding.start, end=finding.end,
                    says=_says(match, read.parse.lang), weight=0.0,
                )  # fmt: skip
                yield lag_factor(reason, spans, "coupled-weekday" if finding.operation == "weekday" else "coupled")


def _dates_it(parse: Parse, finding: Finding, match: LandmarkMatch) -> bool:
    """Whether the verb or noun that the expression dates is of the landmark's words, or governs them closely."""
    first, end = (bisect_left(parse.tokens, at, key=attrgetter("start")) for at in (match.start, match.end))
    for number in range(first, end):
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
        if finding.direction == "past" and args.get("count") == -1:  # "venerdì scorso" is said until the Sunday after the next one
            return first.toordinal() + 1, first.toordinal() + 9
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


def offices(read: Read, known: Known) -> Iterator[Factor]:
    """People named with an office: the article was written while they held it, or after, for a former holder."""
    found: dict[tuple[str, str], TenureMatch] = {}
    for match in known.tenures:
        if match.office != "none":
            found.setdefault((match.tenures[0].holder.name, match.office), match)
    for (name, office), match in found.items():
        spans = tuple(dict.fromkeys((t.holder.first, t.holder.last) for t in match.tenures))
        if office == "former":
            spans = tuple((last + 1, None) for _, last in spans if last is not None)
        elif office == "elect":
            spans = tuple((first - 80, first) for first, _ in spans if first is not None)
        if spans:
            held = "; ".join(
                dict.fromkeys(f"{_post(t, read.parse.lang)} {_span_text(t.holder.first, t.holder.last)}" for t in match.tenures)
            )
            says = f"{name}, {'named as former ' if office == 'former' else 'named as elect, ' if office == 'elect' else ''}{held}"
            yield within_factor(_tenure_reason(read, match, "office", says), spans, office, count=len(found))


def _post(tenure: Tenure, lang: str) -> str:
    """The office in words: "president of Ukraine"."""
    return max(_named(tenure.office.posts, lang) or (tenure.office.id.replace("-", " "),), key=len)


def people(read: Read, known: Known) -> Iterator[Factor]:
    """People named without an office: their years in public life."""
    titled = {m.tenures[0].holder.name for m in known.tenures if m.office != "none"}
    found: dict[str, TenureMatch] = {}
    for match in known.tenures:
        if match.office == "none" and match.tenures[0].holder.name not in titled and (match.full or _is_head(match)):
            found.setdefault(match.tenures[0].holder.name, match)
    for name, match in found.items():
        spans = tuple(dict.fromkeys((t.holder.first, t.holder.last) for t in match.tenures))
        yield within_factor(_tenure_reason(read, match, "person", f"{name} is in public life"), spans, "named", count=len(found))


def _is_head(match: TenureMatch) -> bool:
    """Whether a bare surname may stand for someone everybody knows; a minister's is as often somebody else's."""
    return any(tenure.office.kind in HEADS for tenure in match.tenures)


def _tenure_reason(read: Read, match: TenureMatch, kind: str, says: str) -> Evidence:
    return Evidence(kind=kind, quote=read.article.text[match.start : match.end], start=match.start, end=match.end, says=says, weight=0.0)
