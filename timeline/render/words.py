"""What readers are told, in their language: days, names, statuses; every other writer takes its words from here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from babel.dates import format_date, get_day_names, get_month_names

from timeline.errors import UsageError
from timeline.language import read_toml, table
from timeline.model import Conflict, DatedArticle, Event, EventMention, Publication, Timeline
from timeline.period import Grain, Period, covering, period_of

TEMPLATES = Path(__file__).parent.parent / "templates"
# Days of a 90 % interval from which a publication day is told as months, as years, or not at all.
MONTHS_FROM, YEARS_FROM, VAGUE = 32, 270, 12 * 366
MAIN_SALIENCE = 0.5  # an event below it is one of the lesser, which the page and the terminal keep back at first

# Control characters, bidirectional overrides, lone surrogates and non-characters: an article's text may hold them to
# drive a terminal, to turn a line round, or to make XML that nothing reads.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_ANSI = re.compile("(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)?")


@cache
def strings(lang: str) -> dict[str, Any]:
    """The interface's words in one language; raises UsageError for a language it does not speak."""
    every = read_toml(TEMPLATES / "strings.toml")
    if lang not in every:
        raise UsageError(f"no interface in '{lang}': choose one of {', '.join(sorted(every))}")
    words: dict[str, Any] = every[lang]
    return words


def clean(text: str) -> str:
    """A text on one line that cannot drive a terminal, turn a line round or break XML."""
    safe = text if text.isprintable() else _UNSAFE.sub("", _ANSI.sub("", text))
    return " ".join(safe.split())


def shorten(text: str, limit: int) -> str:
    """A label of at most `limit` characters, cut at a word, with an ellipsis where it was cut."""
    text = clean(text)
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head).rstrip(" ,;:.–-") + "…"


def counted(name: str, n: int, lang: str) -> str:
    """ "1 event", "3 events": the forms stand in strings.toml under `name`."""
    one, many = strings(lang)[name]
    return str(one if n == 1 else many).format(n=n)


# ---------------------------------------------------------------- days

Part = tuple[str, str | None]  # words, and the value of the <time> that they name


def day_words(day: dt.date, lang: str, *, year: bool = True, month: bool = True) -> str:
    """ "3 June 2025", "3 June", "3"; in Italian the first of a month is "1º"."""
    pattern = "d" + (" MMMM" if month else "") + (" y" if month and year else "")
    text = format_date(day, pattern, locale=strings(lang)["locale"])
    return re.sub(r"^1\b", "1º", text) if lang == "it" else text


def weekday(day: dt.date, lang: str) -> str:
    return format_date(day, "EEEE", locale=strings(lang)["locale"])


def month_words(day: dt.date, lang: str, *, year: bool = True) -> str:
    """ "June 2025", as a heading has it: its standalone form."""
    return format_date(day, "LLLL y" if year else "LLLL", locale=strings(lang)["locale"])


def axis_words(lang: str) -> dict[str, Any]:
    """Names of months and days as d3's time formats take them; d3's own Italian begins months with a capital."""
    locale = strings(lang)["locale"]

    def months(width: str) -> list[str]:
        return [get_month_names(width, "stand-alone", locale)[month] for month in range(1, 13)]  # type: ignore[arg-type]

    def days(width: str) -> list[str]:
        return [get_day_names(width, "stand-alone", locale)[(day - 1) % 7] for day in range(7)]  # type: ignore[arg-type]

    return {
        "dateTime": "%A %e %B %Y %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["AM", "PM"],
        "days": days("wide"),
        "shortDays": days("abbreviated"),
        "months": months("wide"),
        "shortMonths": months("abbreviated"),
    }


def short_when(event: Event, lang: str) -> str:
    """A label for an axis, no finer than what is known: "3 Jul", "Jun", "2022", "?"."""
    day, days = place_in_time(event), days_in(event) or 1
    if day is None:
        return "?"
    return str(format_date(day, "d MMM" if days == 1 else "MMM" if days < 62 else "y", locale=strings(lang)["locale"]))


def _with_article(day: dt.date, lang: str, text: str, *, contracted: bool = False) -> str:
    """Italian says "il 3" but "l'8" and "l'11"; contracted, what follows "da": "l 3", "ll'8"."""
    if lang != "it":
        return text
    vowel = day.day in (8, 11)
    if contracted:
        return f"ll’{text}" if vowel else f"l {text}"
    return f"l’{text}" if vowel else f"il {text}"


def when(earliest: dt.date | None, latest: dt.date | None, lang: str, *, year: bool = True) -> tuple[Part, ...]:
    """A closed range of days in words, in parts so that each day can be its own <time>.

    A range that is a whole period takes its name ("June 2025"); any other is "between 1 and 10 June". `year` is left
    out where a heading tells it.
    """
    words = strings(lang)
    if earliest is None and latest is None:
        return ((words["undated"], None),)
    if earliest is None or latest is None:
        day = earliest or latest
        assert day is not None
        named = _with_article(day, lang, day_words(day, lang, year=year), contracted=earliest is not None)
        pattern = words["since"] if earliest else words["until"]
        return _fill(pattern, a=(named, day.isoformat()), b=(named, day.isoformat()))
    if period := covering(earliest, latest):
        return (_period_words(period, lang, year=year),)
    two_years = earliest.year != latest.year
    first = day_words(earliest, lang, year=two_years, month=two_years or earliest.month != latest.month)
    last = day_words(latest, lang, year=year or two_years)
    return _fill(
        words["between"],
        a=(_with_article(earliest, lang, first), earliest.isoformat()),
        b=(_with_article(latest, lang, last), latest.isoformat()),
    )


def when_text(earliest: dt.date | None, latest: dt.date | None, lang: str, *, year: bool = True) -> str:
    return "".join(text for text, _ in when(earliest, latest, lang, year=year))


def _fill(pattern: str, **parts: Part) -> tuple[Part, ...]:
    pieces = re.split(r"\{(\w)\}", pattern)
    filled = [parts[piece] if i % 2 else (piece, None) for i, piece in enumerate(pieces)]
    return tuple(part for part in filled if part[0])


def _period_words(period: Period, lang: str, *, year: bool) -> Part:
    """A period's name, and its value where HTML's <time> has one for such a period."""
    words, start = strings(lang), period.start
    match period.grain:
        case Grain.DAY:
            return day_words(start, lang, year=year), period.value
        case Grain.WEEK:
            text = day_words(start, lang, year=year)
            return words["week"].format(a=text).replace("del 8", "dell’8").replace("del 11", "dell’11"), period.value
        case Grain.MONTH:
            return month_words(start, lang, year=year), period.value
        case Grain.QUARTER | Grain.HALF:
            names = words["quarter" if period.grain is Grain.QUARTER else "half"]
            part = names[(start.month - 1) // (12 // len(names))]
            return (words["of_year"].format(part=part, year=start.year) if year else part), None
        case Grain.SEASON:
            years = f"{start.year}–{period.last.year % 100:02d}" if period.last.year != start.year else str(start.year)
            return words["season_year"].format(part=words["season"][period.value[-2:]], year=years), None
        case Grain.YEAR:
            return str(start.year), period.value
        case Grain.DECADE:
            return words["decade"].format(n=start.year), None
        case Grain.CENTURY:
            return words["century"].format(n=start.year // 100), None


def published_when(published: Publication, lang: str) -> tuple[Part, ...]:
    """An article's day in words, no finer than it is known: "16 May 2025", "May 2025", "March–July 2025", "2019–2021"."""
    if published.day_is_known and published.date:
        return when(published.date, published.date, lang)
    first, last = published.earliest, published.latest
    if first is None or last is None or (last - first).days >= VAGUE:
        return ((strings(lang)["undated"], None),)
    if (last - first).days < MONTHS_FROM:
        return when(first, last, lang)
    if (first.year, first.month) == (last.year, last.month):
        return ((month_words(first, lang), f"{first:%Y-%m}"),)
    if (last - first).days < YEARS_FROM:
        return ((f"{month_words(first, lang, year=first.year != last.year)}–{month_words(last, lang)}", None),)
    return ((str(first.year) if first.year == last.year else f"{first.year}–{last.year}", None),)


def published_text(published: Publication, lang: str) -> str:
    return "".join(text for text, _ in published_when(published, lang))


def reason_words(says: str, lang: str) -> str:
    """What a reason says (`Evidence.says`, which is English) in the language of the interface; as it is where no row fits."""
    if lang == "en":
        return clean(says)
    return "; ".join(_reason_part(part, lang) for part in clean(says).split("; "))


def _reason_part(says: str, lang: str) -> str:
    for name, pattern in _reason_patterns():
        if found := pattern.fullmatch(says):
            own = found.groupdict()
            given = {key: day_words(dt.date.fromisoformat(value), lang) if key in "de" else value for key, value in own.items()}
            if "b" in given:
                given["b"] = _reason_part(given["b"], lang)
            return str(strings(lang)["reasons"][name]).format(**given)
    return says


@cache
def _reason_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The English rows of strings.toml as patterns, by name."""
    kinds = {"d": r"\d{4}-\d\d-\d\d", "e": r"\d{4}-\d\d-\d\d", "n": r"\d+", "y": r"\d{4}", "z": r"\d{4}"}
    rows = strings("en")["reasons"].items()
    return tuple(
        (name, re.compile(re.sub(r"\\{(\w)\\}", lambda m: f"(?P<{m[1]}>{kinds.get(m[1], '.+?')})", re.escape(row)))) for name, row in rows
    )


def event_when(event: Event, lang: str, *, year: bool = True) -> str:
    return when_text(event.date.earliest, event.date.latest, lang, year=year)


def days_in(event: Event) -> int | None:
    """How many days the event may lie on, None where it has no closed range."""
    if event.date.earliest is None or event.date.latest is None:
        return None
    return (event.date.latest - event.date.earliest).days + 1


def percent(p: float) -> str:
    """A probability without false precision: 71 %, > 99 %, < 1 %."""
    if 0.995 <= p < 1:
        return "> 99 %"
    if 0 < p < 0.005:
        return "< 1 %"
    return f"{p:.0%}".replace("%", " %")


# ---------------------------------------------------------------- names


def type_name(kind: str, lang: str) -> str:
    """An event type as a reader says it; the bare name where the ontology has none."""
    entry = table("", "ontology").get("types", {}).get(kind, {})
    return clean(str(entry.get("label", {}).get(lang, kind)))


def status_name(status: str, lang: str) -> str:
    return str(strings(lang)["statuses"].get(status, status))


def field_value(field: str, value: str | None, lang: str) -> str:
    """A value that sources or timelines differ on, as a reader says it."""
    if not value:
        return str(strings(lang)["nothing"])
    if field == "status":
        return status_name(value, lang)
    if field == "type":
        return type_name(value, lang)
    return _days_value(value, lang) if field.startswith("date") else clean(value)


def claims(event: Event, conflict: Conflict, lang: str) -> list[tuple[str, list[str]]]:
    """The values that sources differ on, each with the articles that give it; what most of them say comes first."""
    told_by = {mention.id: mention.article for mention in event.mentions}
    found = [
        (field_value(conflict.field, value.value, lang), list(dict.fromkeys(told_by[m] for m in value.mentions if m in told_by)))
        for value in conflict.values
    ]
    return sorted(found, key=lambda claim: -len(claim[1]))


def _days_value(value: str, lang: str) -> str:
    """A TIMEX3 value or a range ("2025-06-01/2025-06-10", "…/2025-06-10") in words; as it is where it names no days."""
    first, _, last = value.partition("/")
    opens, closes = period_of(first), period_of(last or first)
    if (not opens and not closes) or not (opens or first == "…") or not (closes or last == "…"):
        return clean(value)
    return when_text(opens.start if opens else None, closes.last if closes else None, lang)


def field_name(field: str, lang: str) -> str:
    return str(strings(lang)["fields"].get(field, clean(field)))


def same_as_text(article: DatedArticle, original: DatedArticle, lang: str) -> str:
    """That an article is no second source beside another."""
    return str(strings(lang)["copy_of" if article.lang == original.lang else "translation_of"]).format(a=article_name(original))


def article_name(article: DatedArticle) -> str:
    """The title; else the file's name, or the page's host and last step."""
    if article.title and clean(article.title):
        return clean(article.title)
    url = web_address(article.source)
    if url:
        parts = urlsplit(url)
        last = PurePosixPath(parts.path).name
        return clean(f"{parts.hostname or ''} {last}")
    return clean(PurePosixPath(article.source.replace("\\", "/")).name) or clean(article.id)


def actor_names(event: Event, lang: str) -> str:
    """ "Putin, Trump and Zelensky"."""
    names = list(dict.fromkeys(clean(actor.name) for actor in event.actors))
    joined = f" {strings(lang)['and']} "
    return joined.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def web_address(source: str) -> str | None:
    """The source where it is an address that a page may link to: http or https with a host, nothing else."""
    try:
        parts = urlsplit(source.strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or clean(source) != source.strip():
        return None
    return source.strip()


def anchor(kind: str, name: str) -> str:
    """The fragment of something on the page; of an event, its own id, so that permalinks are what `explain` takes."""
    safe = re.sub(r"[^\w.:-]+", "-", name)
    return safe if kind == "event" else f"{kind}-{safe}"


# ---------------------------------------------------------------- choices


def main_events(timeline: Timeline) -> frozenset[str]:
    """The ids of the events to show first; all of them where none stands out."""
    main = frozenset(event.id for event in timeline.events if event.salience >= MAIN_SALIENCE)
    return main or frozenset(event.id for event in timeline.events)


def place_in_time(event: Event) -> dt.date | None:
    """The one day on which an event is drawn: the middle of its range, or the end that is known."""
    first, last = event.date.earliest, event.date.latest
    if first is None or last is None:
        return first or last
    return first + (last - first) / 2


def by_month(events: Iterable[Event]) -> list[tuple[int | None, int | None, list[Event]]]:
    """Events under (year, month), in order.

    What is known only to its year or worse stands under (year, None), before that year's months; what has no date at
    all under (None, None), last.
    """
    groups: dict[tuple[int, int], list[Event]] = {}
    for event in events:
        groups.setdefault(_year_month(event), []).append(event)
    return [(year if year < _NEVER else None, month or None, groups[year, month]) for year, month in sorted(groups)]


_NEVER = dt.MAXYEAR + 1


def _year_month(event: Event) -> tuple[int, int]:
    first, last = event.date.earliest or event.date.latest, event.date.latest or event.date.earliest
    if first is None or last is None:
        return _NEVER, 0
    return (first.year, first.month) if (last - first).days < 62 else (first.year, 0)


def month_heading(year: int | None, month: int | None, lang: str) -> str:
    """ "June" under its year; "some time in 2022"; "Day not known"."""
    words = strings(lang)
    if year is None:
        return str(words["no_day"])
    return month_words(dt.date(year, month, 1), lang, year=False) if month else str(words["year_only"]).format(n=year)


def dated_by(mention: EventMention, article: DatedArticle | None) -> tuple[str, str] | None:
    """The words that date a mention and the TIMEX3 value they were given."""
    if article is None or mention.expression is None or not 0 <= mention.expression < len(article.expressions):
        return None
    expression = article.expressions[mention.expression]
    return clean(expression.text), clean(expression.value)


def by_day(articles: Iterable[DatedArticle]) -> list[DatedArticle]:
    """Articles by their day, the undated last."""
    return sorted(articles, key=lambda article: (article.published.date or dt.date.max, article.id))


def numbered(articles: Iterable[DatedArticle]) -> dict[str, int]:
    """The number of each article, by its id, as pages list and cite them."""
    return {article.id: i for i, article in enumerate(by_day(articles), 1)}


def by_id(articles: Iterable[DatedArticle]) -> dict[str, DatedArticle]:
    return {article.id: article for article in articles}
