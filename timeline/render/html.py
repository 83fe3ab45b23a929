"""The timeline as one page that needs nothing else: it opens offline, without JavaScript, and lets nothing in.

The view types below hold what the templates in `timeline/templates` show, in words; the templates only place it.
Everything from an article is escaped by Jinja2; the one markup passed through is this program's own and the pictures,
which `charts` has rebuilt.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from timeline.diff import kinds
from timeline.model import ArticleChange, Conflict, DatedArticle, Event, EventChange, EventMention, Timeline, TimelineDiff
from timeline.period import Grain, period_of
from timeline.render.markdown import diff_markdown
from timeline.render.words import (
    TEMPLATES,
    Part,
    actor_names,
    anchor,
    article_name,
    by_day,
    by_id,
    by_month,
    claims,
    clean,
    counted,
    dated_by,
    day_words,
    days_in,
    field_name,
    field_value,
    main_events,
    month_heading,
    month_words,
    numbered,
    percent,
    published_when,
    reason_words,
    same_as_text,
    shorten,
    status_name,
    strings,
    type_name,
    web_address,
    weekday,
    when,
    when_text,
)

__all__ = ["diff_markdown", "diff_page", "page"]

BYTES, BYTES_PER_EVENT = 150_000, 750  # a page of 200 events must open fast on a telephone
QUOTES = ((320, 8), (220, 6), (160, 4), (120, 3), (100, 2), (80, 2))  # characters of a quote, quotes of an event: the first that fits
EVIDENCE = 5  # reasons shown for an article's day


_Disagreement = tuple[str, tuple[tuple[str, str], ...]]  # the field; each value with who gives it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quote:
    text: tuple[str, str, str]  # before, the event's word, after
    lang: str | None
    article: str
    anchor: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _EventView:
    anchor: str
    classes: str
    keys: str  # tokens of the filters that find it
    range: str | None  # "first/last" where the <time> alone does not tell it
    sources: int
    when: tuple[Part, ...]
    note: str
    title: str
    lang: str | None
    status: str | None
    about: str
    conflicts: tuple[_Disagreement, ...]
    told: str
    quotes: tuple[_Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Month:
    heading: str | None
    events: tuple[_EventView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reason:
    quote: str
    says: str
    weight: str
    against: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _ArticleView:
    anchor: str
    name: str
    lang: str | None
    when: tuple[Part, ...]
    sure: tuple[str, ...]
    copy: str | None
    evidence: tuple[_Reason, ...]
    source: str
    url: str | None
    chart: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pictures:
    """What `charts` drew, once for all attempts at a page."""

    overview: tuple[str, Grain, int]
    matrix: tuple[str, int]
    posteriors: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What every part of a page needs to know."""

    lang: str
    articles: Mapping[str, DatedArticle]
    numbers: Mapping[str, int]  # of the articles, as the page lists them
    quotes: tuple[int, int] = QUOTES[0]


_PREFIX = {"who": "w", "where": "p", "type": "t", "status": "f", "source": "s"}


class _Keys:
    """Short tokens for the values that the page filters by, and the labels of its menus."""

    def __init__(self) -> None:
        self.menus: dict[str, dict[str, str]] = {menu: {} for menu in _PREFIX}

    def token(self, menu: str, label: str) -> str:
        return self.menus[menu].setdefault(label, f"{_PREFIX[menu]}{len(self.menus[menu])}")

    def options(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The menus, their labels in alphabetical order."""
        return [(name, [(menu[label], label) for label in sorted(menu, key=str.casefold)]) for name, menu in self.menus.items()]


# ---------------------------------------------------------------- the page


def page(timeline: Timeline, *, lang: str = "en", title: str | None = None) -> str:
    """The whole page; the same timeline gives the same text."""
    from timeline.render import charts  # Altair and V8 start only when a page is made

    drawn = _Pictures(
        overview=charts.events_over_time(timeline, lang=lang),
        matrix=charts.source_event_matrix(timeline, lang=lang),
        posteriors=charts.posteriors(timeline.articles, lang=lang),
    )
    allowed = max(BYTES, BYTES_PER_EVENT * len(timeline.events))
    for quotes in QUOTES:
        text = _page(timeline, drawn, quotes, lang, title)
        if len(text.encode()) <= allowed:
            break
    return text


def _page(timeline: Timeline, drawn: _Pictures, quotes: tuple[int, int], lang: str, title: str | None) -> str:
    """The page with so many quotes of such a length."""
    words, keys, main = strings(lang), _Keys(), main_events(timeline)
    context = _Context(lang=lang, articles=by_id(timeline.articles), numbers=numbered(timeline.articles), quotes=quotes)
    years = _years(timeline, main, context, keys)
    overview, grain, outside = drawn.overview
    matrix, in_matrix = drawn.matrix
    lesser = len(timeline.events) - len(main)
    conflicts = sum(bool(event.conflicts) for event in timeline.events)
    overview_text = words["overview_text"].format(grain=words["grain"][grain])
    if outside:
        overview_text += " " + words["overview_outside"].format(n=counted("events", outside, lang))
    matrix_text = words["matrix_text"]
    if in_matrix < len(timeline.events):
        matrix_text += " " + words["matrix_part"].format(n=in_matrix)
    return _render(
        "page.html",
        lang,
        style=_asset("page.css"),
        script=_asset("page.js") if timeline.events else "",
        title=clean(title or words["timeline"]),
        deck=_deck(timeline, lang),
        disagreements=counted("conflicts", conflicts, lang) if conflicts else "",
        overview=Markup(overview),
        overview_text=overview_text,
        legend=[(kind, words[name]) for kind, name in (("accent", "exact"), ("soft", "range"), ("hollow", "unreal"))],
        years=years,
        filters=[(name, options) for name, options in keys.options() if len(options) > 1],
        minima=[(n, counted("sources", n, lang)) for n in range(1, max((event.sources for event in timeline.events), default=1) + 1)],
        lesser=lesser,
        lesser_label=words["lesser"].format(n=lesser),
        matrix=Markup(matrix),
        matrix_text=matrix_text,
        articles=[_article(article, context, drawn.posteriors) for article in by_day(timeline.articles)],
        made=words["made"].format(format=timeline.format),
    )


def _deck(timeline: Timeline, lang: str) -> str:
    """ "12 events from 5 articles, 2022 to August 2025." """
    dated = [event for event in timeline.events if event.date.earliest or event.date.latest]
    ends = (min(dated, key=_opens), max(dated, key=_closes)) if dated else ()
    names = list(dict.fromkeys(_era(day(event), event, lang) for day, event in zip((_opens, _closes), ends, strict=False)))
    span = strings(lang)["span"].format(a=names[0], b=names[-1]) if len(names) > 1 else "".join(names)
    events, articles = counted("events", len(timeline.events), lang), counted("articles", len(timeline.articles), lang)
    return str(strings(lang)["deck" if span else "deck_undated"]).format(events=events, articles=articles, span=span)


def _opens(event: Event) -> dt.date:
    return event.date.earliest or event.date.latest or dt.date.max


def _closes(event: Event) -> dt.date:
    return event.date.latest or event.date.earliest or dt.date.min


def _era(day: dt.date, event: Event, lang: str) -> str:
    """The month of a day, or its year where the event is known no better."""
    return month_words(day, lang) if (days_in(event) or 1) < 62 else str(day.year)


def _years(timeline: Timeline, main: frozenset[str], context: _Context, keys: _Keys) -> list[tuple[str, list[_Month]]]:
    """The events under their years and months, as the page shows them."""
    years: dict[str, list[_Month]] = {}
    for year, month, events in by_month(timeline.events):
        views = tuple(_event(event, context, keys=keys, lesser=event.id not in main) for event in events)
        heading = month_heading(year, month, context.lang)
        years.setdefault(heading if year is None else str(year), []).append(_Month(heading=heading if month else None, events=views))
    return list(years.items())


# ---------------------------------------------------------------- one event


def _event(event: Event, context: _Context, *, keys: _Keys | None = None, lesser: bool = False, year: bool = False) -> _EventView:
    date, lang = event.date, context.lang
    said_in = event.mentions[0].lang if event.mentions else lang
    return _EventView(
        anchor=anchor("event", event.id),
        classes=" ".join([event.status] * (event.status != "occurred") + ["x"] * lesser),
        keys=_tokens(event, context, keys) if keys else "",
        range=_range(event, lang),
        sources=event.sources,
        when=when(date.earliest, date.latest, lang, year=year),
        note=_note(event, lang),
        title=clean(event.title),
        lang=_foreign(said_in, lang),
        status=None if event.status == "occurred" else status_name(event.status, lang),
        about=" · ".join(part for part in (type_name(event.type, lang), clean(event.place or ""), actor_names(event, lang)) if part),
        conflicts=tuple(_conflict(event, conflict, context) for conflict in event.conflicts),
        told=_told(event, lang),
        quotes=_quotes(event, context),
    )


def _foreign(said_in: str, lang: str) -> str | None:
    """The language of a text where it is not the page's; nothing that is no language code, since it stands unquoted."""
    return said_in if said_in != lang and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", said_in) else None


def _told(event: Event, lang: str) -> str:
    """ "2 sources, 3 quotes"; the quotes are counted where there are more or fewer than sources."""
    sources, quotes = counted("sources", event.sources, lang), len({(mention.article, mention.quote) for mention in event.mentions})
    return sources if event.sources == quotes else f"{sources}, {counted('quotes', quotes, lang)}"


def _range(event: Event, lang: str) -> str | None:
    """Its days as "first/last", where its <time> elements do not tell them: these name days, months and years."""
    first, last = event.date.earliest or event.date.latest, event.date.latest or event.date.earliest
    if first is None or last is None or any(value and "W" not in value for _, value in when(first, last, lang)):
        return None
    return f"{first}/{last}"


def _note(event: Event, lang: str) -> str:
    """What stands under the date: the weekday of a known day, and whether the day is inferred."""
    exact = event.date.earliest is not None and event.date.earliest == event.date.latest
    parts = [weekday(event.date.earliest, lang)] if exact and event.date.earliest else []
    if not event.date.stated and (event.date.earliest or event.date.latest):
        parts.append(strings(lang)["inferred"])
    return ", ".join(parts)


def _tokens(event: Event, context: _Context, keys: _Keys) -> str:
    articles, lang = context.articles, context.lang
    tokens = [keys.token("who", clean(actor.name)) for actor in event.actors]
    tokens += [keys.token("where", clean(event.place))] if event.place else []
    tokens += [keys.token("type", type_name(event.type, lang)), keys.token("status", status_name(event.status, lang))]
    tokens += [keys.token("source", shorten(article_name(articles[m.article]), 60)) for m in event.mentions if m.article in articles]
    return " ".join(dict.fromkeys(tokens))


def _conflict(event: Event, conflict: Conflict, context: _Context) -> _Disagreement:
    """A field that sources disagree on: its name, and each value with the articles that give it."""
    values = tuple((value, ", ".join(_names(told_by, context.articles))) for value, told_by in claims(event, conflict, context.lang))
    return field_name(conflict.field, context.lang), values


def _names(ids: Iterable[str], articles: Mapping[str, DatedArticle]) -> list[str]:
    return list(dict.fromkeys(shorten(article_name(articles[name]), 40) for name in ids if name in articles))


def _quotes(event: Event, context: _Context) -> tuple[_Quote, ...]:
    """The mentions as quotes, one of each article before a second of any, each sentence once; no source goes unquoted."""
    by_article: dict[str, dict[str, EventMention]] = {}
    for mention in event.mentions:
        by_article.setdefault(mention.article, {}).setdefault(mention.quote, mention)
    rounds = zip_longest(*(sentences.values() for sentences in by_article.values()))
    ranked = [mention for turn in rounds for mention in turn if mention]
    return tuple(_quote(mention, event, context) for mention in ranked[: max(context.quotes[1], min(len(by_article), QUOTES[0][1]))])


def _quote(mention: EventMention, event: Event, context: _Context) -> _Quote:
    lang, words, article = context.lang, strings(context.lang), context.articles.get(mention.article)
    open_quote, close_quote = words["quote"]
    reasons = []
    if mention.speaker:
        reasons.append(words["says_who"].format(who=clean(mention.speaker)))
    if found := dated_by(mention, article):
        told_already = found[1] == event.date.value or not period_of(found[1])
        meant = "" if told_already else f" → {field_value('date', found[1], lang)}"
        reasons.append(f"{open_quote}{found[0]}{close_quote}{meant}")
    if mention.status != event.status:
        reasons.append(status_name(mention.status, lang))
    return _Quote(
        text=_marked(mention, context.quotes[0]),
        lang=_foreign(mention.lang, lang),
        article=shorten(article_name(article), 26) if article else clean(mention.article),
        anchor=f"a{context.numbers.get(mention.article, 0)}",
        reasons=tuple(reasons),
    )


def _marked(mention: EventMention, limit: int) -> tuple[str, str, str]:
    """A quote around the event's word; whole where it fits, else cut at words on both sides."""
    quote, at, end = mention.quote, mention.start - mention.sentence_start, mention.end - mention.sentence_start
    if len(quote) != mention.sentence_end - mention.sentence_start or not 0 <= at < end <= len(quote):
        return shorten(quote, limit), "", ""  # the quote is not the sentence itself: the word's place in it is unknown
    before, word, after = quote[:at], quote[at:end], quote[end:]
    if len(quote) > limit:
        room = (limit - len(word)) // 2
        before = "…" + before[-room:].partition(" ")[2] if len(before) > room else before
        after = after[:room].rpartition(" ")[0] + "…" if len(after) > room else after
    return _spaced(before), clean(word), _spaced(after)


def _spaced(text: str) -> str:
    """`clean`, keeping a space at either end, where the marked word joins."""
    return (" " if text[:1].isspace() else "") + clean(text) + (" " if text[-1:].isspace() and text.strip() else "")


# ---------------------------------------------------------------- one article


def _article(article: DatedArticle, context: _Context, drawn: Mapping[str, str]) -> _ArticleView:
    lang, words, published = context.lang, strings(context.lang), article.published
    sure = []
    if published.given:
        sure.append(words["given"])
    elif published.day_is_known:
        sure.append(words["certain"].format(p=percent(published.probability)))
    if published.earliest and published.latest and published.earliest != published.latest and not published.given:
        sure.append(words["interval"].format(a=when_text(published.earliest, published.latest, lang)))
    elif not published.date and published.candidates:
        likely = sorted(published.candidates, key=lambda candidate: -candidate.probability)[:3]
        sure.append(f"{words['candidates']}: " + "; ".join(f"{day_words(c.date, lang)} ({percent(c.probability)})" for c in likely))
    original = context.articles.get(article.same_as) if article.same_as else None
    strongest = sorted(published.evidence, key=lambda evidence: -abs(evidence.weight))[:EVIDENCE]
    return _ArticleView(
        anchor=anchor("article", article.id),
        name=article_name(article),
        lang=_foreign(article.lang, lang),
        when=published_when(published, lang) if published.date else (),
        sure=tuple(sure),
        copy=same_as_text(article, original, lang) if original else None,
        evidence=tuple(
            _Reason(
                quote=shorten(e.quote, 160),
                says=reason_words(e.says, lang),
                weight=f"{e.weight:+.1f}".replace("-", "−"),
                against=e.weight < 0,
            )
            for e in strongest
        ),
        source=clean(article.source),
        url=web_address(article.source),
        chart=Markup(drawn.get(article.id, "")),
    )


# ---------------------------------------------------------------- differences


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    before: tuple[_EventView, ...] = ()
    after: tuple[_EventView, ...] = ()
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    heading: str
    changes: tuple[_Change, ...]


def diff_page(diff: TimelineDiff, *, lang: str = "en", title: str | None = None, articles: Sequence[DatedArticle] = ()) -> str:
    """A page of what changed, kind by kind, with what was struck through and what is underlined.

    `articles` name the sources of the quotes; without them a quote carries its article's id.
    """
    words, context = strings(lang), _Context(lang=lang, articles=by_id(articles), numbers=numbered(articles))

    def views(events: Iterable[Event]) -> tuple[_EventView, ...]:
        return tuple(_event(event, context, year=True) for event in events)

    sections = (
        _Section(heading=words["added"], changes=tuple(_Change(after=views([event])) for event in diff.added)),
        _Section(heading=words["removed"], changes=tuple(_Change(before=views([event])) for event in diff.removed)),
        *(
            _Section(heading=words[kind], changes=tuple(_Change(after=views([c.after]), fields=_fields(c, lang)) for c in changes))
            for kind, changes in kinds(diff).items()
        ),
        _Section(heading=words["merged"], changes=tuple(_Change(before=views(m.before), after=views(m.after)) for m in diff.merged)),
        _Section(heading=words["split"], changes=tuple(_Change(before=views(s.before), after=views(s.after)) for s in diff.split)),
    )
    moved = (
        (words["articles_added"], diff.articles_added),
        (words["articles_removed"], diff.articles_removed),
        (words["articles_redated"], diff.articles_redated),
    )
    return _render(
        "diff.html",
        lang,
        style=_asset("page.css") + _asset("diff.css"),
        script="",
        title=clean(title or words["changes"]),
        sections=[section for section in sections if section.changes],
        articles=[(heading, [_moved(change, lang) for change in changes]) for heading, changes in moved if changes],
        made=words["made"].format(format="timeline/1"),
    )


def _fields(change: EventChange, lang: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (field_name(f.field, lang), field_value(f.field, f.before, lang), field_value(f.field, f.after, lang)) for f in change.fields
    )


def _moved(change: ArticleChange, lang: str) -> tuple[str, str, str]:
    undated = strings(lang)["undated"]
    both = change.before is not None or change.after is not None
    before = day_words(change.before, lang) if change.before else ""
    after = day_words(change.after, lang) if change.after else undated if both and before else ""
    return clean(change.source), before, after


# ---------------------------------------------------------------- putting it together


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _asset(name: str) -> str:
    """A style sheet or script without comments, indentation and empty lines; of style sheets, no needless spaces either."""
    lines = (line.strip() for line in (TEMPLATES / name).read_text(encoding="utf-8").splitlines())
    text = "\n".join(line for line in lines if line and not line.startswith("//"))
    return re.sub(r"\s*([{};,])\s*|(?<=:)\s+", r"\1", text).replace(";}", "}") if name.endswith(".css") else text


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


_NONE = "'none'"


def _render(template: str, lang: str, *, style: str, script: str, **values: Any) -> str:
    """A template filled in; its policy allows this very style and script by their hashes, and nothing from outside."""
    allowed = _digest(script) if script else _NONE
    policy = f"default-src 'none'; style-src {_digest(style)}; script-src {allowed}; base-uri 'none'; form-action 'none'"
    text = (
        _environment()
        .get_template(template)
        .render(lang=lang, w=SimpleNamespace(**strings(lang)), policy=policy, style=Markup(style), script=Markup(script), **values)
    )
    return re.sub(r"\n\s*\n+", "\n", text) + "\n"
