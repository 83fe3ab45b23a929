"""The pictures of the page: Altair specifications, drawn by vl-convert, made safe and small as inline SVG.

Each picture is one call of vl-convert, whose first call in a process starts V8 (0.35 s). Colours are CSS variables of
the page, so that a picture follows light and dark.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any
from xml.etree import ElementTree

import altair as alt
import vl_convert
from defusedxml.ElementTree import fromstring

from timeline.model import DatedArticle, Event, Publication, Timeline
from timeline.period import Grain, Period, add_days
from timeline.render.words import anchor, article_name, axis_words, clean, numbered, place_in_time, short_when, shorten, strings

WIDTH = 720
BINS = 48  # at most so many bars, so that each is wide enough to touch
PIECES = 120  # with more events than this, a bar's pieces of one kind are one piece: the page must stay small
MATRIX_EVENTS = 28
MATRIX_ARTICLES = 16
SHARE = 0.85  # the time shown holds this share of the events; a lone war in 1945 must not flatten last week

COLOURS = ("var(--accent)", "var(--soft)", "var(--hollow)", "var(--ring)", "var(--band)")  # known, uncertain, unreal, disputed, interval

Json = dict[str, Any]

# ---------------------------------------------------------------- events over time


def _kind(event: Event) -> str:
    if event.status in ("planned", "proposed", "denied", "hypothetical"):
        return "unreal"
    return "exact" if event.date.earliest and event.date.earliest == event.date.latest else "range"


def _densest(days: Sequence[dt.date]) -> tuple[dt.date, dt.date]:
    """The shortest stretch of time that holds SHARE of the days, which are sorted."""
    held = max(1, round(len(days) * SHARE))
    first = min(range(len(days) - held + 1), key=lambda i: days[i + held - 1] - days[i])
    return days[first], days[first + held - 1]


def _grain(first: dt.date, last: dt.date) -> Grain:
    """The finest grain that cuts the time into at most BINS."""
    days = (last - first).days + 1
    sizes = ((Grain.DAY, 1), (Grain.WEEK, 7), (Grain.MONTH, 30), (Grain.QUARTER, 91), (Grain.YEAR, 365))
    return next((grain for grain, size in sizes if days <= size * BINS), Grain.DECADE)


def _binned(timeline: Timeline) -> tuple[list[Json], Grain, int]:
    """Rows (start, end, kind, order, events, first, label), the grain, and how many dated events lie outside the time shown."""
    dated = sorted(((day, event) for event in timeline.events if (day := place_in_time(event))), key=lambda pair: pair[0])
    if not dated:
        return [], Grain.DAY, 0
    first, last = _densest([day for day, _ in dated])
    grain = _grain(first, last)
    opens, closes = Period.containing(first, grain).start, Period.containing(last, grain).last
    shown = [(Period.containing(day, grain), event) for day, event in dated if opens <= day <= closes]
    groups: dict[tuple[Any, ...], list[Event]] = {}
    for period, event in shown:
        key = (period, _kind(event)) if len(shown) > PIECES else (period, _kind(event), event.id)
        groups.setdefault(key, []).append(event)
    rows = [
        {
            "start": key[0].start.isoformat(),
            "end": key[0].end.isoformat(),
            "kind": key[1],
            "order": ("exact", "range", "unreal").index(key[1]),
            "events": len(events),
            "first": anchor("event", events[0].id),
            "label": _label(events),
        }
        for key, events in groups.items()
    ]
    return rows, grain, len(dated) - len(shown)


def _label(events: Sequence[Event]) -> str:
    return shorten(events[0].title, 70) + (f" (+{len(events) - 1})" if len(events) > 1 else "")


_TICKS: dict[Grain, Json] = {  # weeks by their months: d3's weeks begin on Sunday, ours on Monday
    Grain.DAY: {"format": "%-d %b", "tickCount": 8},
    Grain.WEEK: {"tickCount": {"interval": "month", "step": 1}},
    Grain.MONTH: {"tickCount": {"interval": "month", "step": 3}},
    Grain.QUARTER: {"tickCount": "year"},
    Grain.YEAR: {"format": "%Y", "tickCount": 8},
    Grain.DECADE: {"format": "%Y", "tickCount": 8},
}


_PAST_LAST_TICK = {"left": 5, "top": 5, "right": 45, "bottom": 5}  # a label begins at its tick: the last one runs on beyond the plot


def _events_chart(rows: list[Json], grain: Grain) -> alt.Chart:
    tallest = _tallest(rows)
    counts = alt.Axis(tickCount=min(tallest, 4), tickMinStep=1, format="d", domain=False, ticks=False, grid=True)
    colours = alt.Scale(domain=["exact", "range", "unreal"], range=list(COLOURS[:3]))
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(aria=False, orient="vertical")
        .encode(
            x=alt.X("start:T", title=None, scale=alt.Scale(type="utc"), axis=alt.Axis(**_TICKS[grain], labelAlign="left", labelFlush=0)),
            x2="end:T",
            y=alt.Y("events:Q", stack="zero", title=None, axis=counts),
            color=alt.Color("kind:N", scale=colours, legend=None),
            order=alt.Order("order:Q"),
            detail="first:N",
            href="link:N",
        )
        .transform_calculate(link="'#' + datum.first")
        .properties(width=WIDTH - 80, height=min(140, max(48, 14 * tallest)), padding=_PAST_LAST_TICK)
    )
    return chart


def _tallest(rows: list[Json]) -> int:
    heights: Counter[str] = Counter()
    for row in rows:
        heights[row["start"]] += row["events"]
    return max(heights.values(), default=0)


def events_spec(timeline: Timeline, *, lang: str = "en") -> Json:
    """The Vega-Lite specification of `events_over_time`, for other tools; its colours are plain."""
    rows, grain, _ = _binned(timeline)
    chart = _events_chart(rows, grain).encode(
        color=alt.Color(
            "kind:N",
            title=None,
            scale=alt.Scale(domain=["exact", "range", "unreal"], range=["#8f2f14", "#d9a892", "#c9c4ba"]),
            legend=alt.Legend(labelExpr=_labels(lang), orient="top", labelLimit=320),
        ),
        tooltip=["label:N", "start:T", "events:Q"],
    )
    spec: Json = chart.properties(title=strings(lang)["overview"]).to_dict()
    spec["mark"]["stroke"] = "white"
    return spec


def _labels(lang: str) -> str:
    words = strings(lang)
    return f"({json.dumps({kind: words[kind] for kind in ('exact', 'range', 'unreal')})})[datum.label]"


def events_over_time(timeline: Timeline, *, lang: str = "en") -> tuple[str, Grain, int]:
    """Bars of events as inline SVG ("" where none is dated), the length of a bar, and how many events lie outside it."""
    rows, grain, outside = _binned(timeline)
    if not rows:
        return "", grain, outside
    svg = _draw(_events_chart(rows, grain), lang)
    return inline(svg, strings(lang)["overview"], {row["first"] for row in rows}), grain, outside


# ---------------------------------------------------------------- sources and events


_ROOM = {"left": 44, "top": 4, "right": 4, "bottom": 4}  # the reader's font may be wider than the one Vega measured with


def source_event_matrix(timeline: Timeline, *, lang: str = "en") -> tuple[str, int]:
    """Which article tells of which event, as inline SVG ("" for fewer than two articles), and how many events it shows.

    Shows the events with most sources; of many articles, those which tell of most of them.
    """
    events = sorted(timeline.events, key=lambda e: (-e.sources, -e.salience))[:MATRIX_EVENTS]
    chosen = {event.id for event in events}
    events = [event for event in timeline.events if event.id in chosen]
    told = Counter(article for event in events for article in {mention.article for mention in event.mentions})
    articles = [article for article in timeline.articles if told[article.id]]
    articles = sorted(articles, key=lambda article: -told[article.id])[:MATRIX_ARTICLES]
    if len(articles) < 2:
        return "", 0
    numbers = numbered(timeline.articles)
    articles.sort(key=lambda article: numbers[article.id])
    names = {article.id: f"{numbers[article.id]}. {shorten(article_name(article), 30)}" for article in articles}
    rows = [
        {"article": names[article], "event": i, "kind": _told_as(event, article), "first": anchor("event", event.id)}
        for i, event in enumerate(events)
        for article in dict.fromkeys(mention.article for mention in event.mentions)
        if article in names
    ]
    labels = [short_when(event, lang) for event in events]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("event:O", title=None, axis=alt.Axis(labelExpr=f"{json.dumps(labels)}[datum.value]", labelAngle=-60, labelOverlap=False)),
        y=alt.Y("article:N", title=None, sort=list(names.values()), axis=alt.Axis(labelLimit=230, grid=True, domain=False)),
        href="link:N",
    )
    dots = base.transform_calculate(link="'#' + datum.first").mark_point(filled=True, size=90, opacity=1, aria=False)
    colour = {"fill": alt.Fill("kind:N", scale=alt.Scale(domain=["reported", "disputed"], range=[COLOURS[0], COLOURS[3]]), legend=None)}
    chart = dots.encode(**colour).properties(width=min(WIDTH - 250, 24 * len(events)), height=24 * len(articles), padding=_ROOM)
    return inline(_draw(chart, lang), strings(lang)["matrix"], {anchor("event", event.id) for event in events}), len(events)


def _told_as(event: Event, article: str) -> str:
    mine = {mention.id for mention in event.mentions if mention.article == article}
    disputed = any(mine & set(value.mentions) for conflict in event.conflicts for value in conflict.values)
    return "disputed" if disputed else "reported"


# ---------------------------------------------------------------- publication days

_POSTERIOR = (260, 44)
_AXIS, _MARGIN = 16, 16


def posteriors(articles: Sequence[DatedArticle], *, lang: str = "en") -> dict[str, str]:
    """The probability of each publication day, one inline SVG per article that has one; drawn in a single call."""
    drawn = [article for article in articles if len(article.published.candidates) > 1]
    if not drawn:
        return {}
    whole = alt.vconcat(*(_posterior_chart(article.published) for article in drawn), spacing=24)
    root = fromstring(_draw(whole, lang))
    panels = [group for group in root.iter(f"{_SVG}g") if re.fullmatch(r".*\bconcat_\d+_group\b.*", group.get("class", ""))]
    return {article.id: _panel(panel, strings(lang)["posterior_text"]) for article, panel in zip(drawn, panels, strict=True)}


def posterior(publication: Publication, *, lang: str = "en") -> str:
    """The probability of each publication day of one article, as inline SVG."""
    article = DatedArticle(id="", source="", title=None, lang=lang, sha256="", published=publication, expressions=())
    return posteriors([article], lang=lang).get("", "")


def _posterior_chart(publication: Publication) -> alt.LayerChart | alt.FacetChart:
    """Bars of the probable days before a shade for the 90 % interval; at least ten days, so that one bar is no whole range."""
    days = [candidate.date for candidate in publication.candidates]
    days += [day for day in (publication.earliest, publication.latest) if day]
    slack = max(0, 9 - (max(days) - min(days)).days)
    first, last = add_days(min(days), -(slack // 2)), add_days(max(days), slack - slack // 2)
    span = (last - first).days + 1
    step = -(-span // (5 if span < 300 else 3))
    labels = [_milliseconds(add_days(first, i)) + _DAY // 2 for i in range(step // 2, span, step)]
    width = max(1, -(-span // (_POSTERIOR[0] // 2)))  # days that a bar covers: two pixels at least
    rows = [
        {
            "from": _milliseconds(candidate.date),
            "to": _milliseconds(candidate.date) + width * _DAY,
            "p": candidate.probability,
            "best": candidate.date == publication.date,
        }
        for candidate in sorted(publication.candidates, key=lambda candidate: candidate.probability)
    ]
    domain = [_milliseconds(first), _milliseconds(last) + width * _DAY]
    axis = alt.Axis(values=labels, format="%-d %b" if span < 300 else "%b %Y", labelOverlap="greedy")
    x = alt.X("from:T", title=None, scale=alt.Scale(type="utc", domain=domain, nice=False), axis=axis)
    bars = (
        alt.Chart(alt.InlineData(values=rows))
        .transform_calculate(zero="0")
        .mark_bar(aria=False, orient="vertical")
        .encode(
            x=x,
            x2="to:T",
            y=alt.Y("p:Q", title=None, scale=alt.Scale(zero=True), axis=None),
            y2="zero:Q",
            color=alt.Color("best:N", scale=alt.Scale(domain=[True, False], range=list(COLOURS[:2])), legend=None),
        )
    )
    ends = [day for day in (publication.earliest, publication.latest) if day and not publication.given]
    interval = [{"from": _milliseconds(ends[0]), "to": _milliseconds(ends[-1]) + _DAY}] if ends else []
    band = alt.Chart(alt.InlineData(values=interval)).mark_rect(aria=False, color=COLOURS[4]).encode(x=x, x2="to:T")
    return alt.layer(band, bars).properties(width=_POSTERIOR[0], height=_POSTERIOR[1])


_DAY = 86_400_000


def _milliseconds(day: dt.date) -> int:
    """Since 1970 in UTC, as Vega counts."""
    return (day.toordinal() - _EPOCH) * _DAY


_EPOCH = dt.date(1970, 1, 1).toordinal()


def _panel(group: ElementTree.Element, title: str) -> str:
    width, height = _POSTERIOR
    across, down = width + 2 * _MARGIN, height + _AXIS + 8
    frame = ElementTree.Element(f"{_SVG}svg", viewBox=f"-{_MARGIN} -2 {across} {down}", width=str(across), height=str(down))
    for placed in group:  # each stands where the column of panels put it
        placed.attrib.pop("transform", None)
        frame.append(placed)
    return _inline(frame, title, ())


# ---------------------------------------------------------------- drawing


def _draw(chart: alt.Chart | alt.VConcatChart, lang: str) -> str:
    styled = chart.configure(background="transparent", font="sans-serif", view=alt.ViewConfig(stroke=None)).configure_axis(
        aria=False, labelFontSize=11, grid=False
    )
    locale: Any = axis_words(lang)
    return str(vl_convert.vegalite_to_svg(styled.to_dict(), time_format_locale=locale, allowed_base_urls=[]))


_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_CLASSES = {colour: colour.removeprefix("var(--").removesuffix(")") for colour in COLOURS[1:]}  # the first is the page's default
_KEPT = {
    "svg": ("viewBox", "width", "height"),
    "g": ("transform",),
    "a": (),
    "path": ("d", "transform"),
    "line": ("x2", "y2", "transform"),
    "text": ("text-anchor", "transform"),
}
_MOVED = {"circle": ("cx", "cy"), "text": ("x", "y")}  # where these say by themselves where they stand
_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0")
_TRANSLATE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")


def inline(svg: str, title: str, targets: Collection[str]) -> str:
    """Vega's SVG, rebuilt from the few elements and attributes that a picture needs, fit to stand in a page.

    Links keep their fragment only, and only where it is one of `targets`. They are for the mouse: a picture with links is
    hidden from screen readers and passed over by the keyboard, which have its caption and the list of the same events,
    and no use for a hundred links more. A picture without links is an image named by `title`.
    Colours become classes of the page. Whatever else could act (scripts, handlers, styles, foreign content, entities) is not copied.
    """
    return _inline(fromstring(svg), title, targets)


def _inline(root: ElementTree.Element, title: str, targets: Collection[str]) -> str:
    label = {"aria-hidden": "true"} if targets else {"role": "img", "aria-label": clean(title)}
    picture = ElementTree.Element("svg", label | _attributes(root, "svg"))
    for child in root:
        _copy(child, picture, targets)
    return ElementTree.tostring(picture, encoding="unicode").replace(" />", "/>")


def _copy(source: ElementTree.Element, parent: ElementTree.Element, targets: Collection[str]) -> None:
    tag = str(source.tag).removeprefix(_SVG)
    kind = source.get("class", "")
    if tag not in _KEPT or source.get("display") == "none" or kind in ("background", "foreground") or "axis-tick" in kind:
        return
    if tag == "a":
        target = source.get(_XLINK, source.get("href", "")).rpartition("#")[2]
        if target not in targets:
            return
        node = ElementTree.SubElement(parent, "a", href=f"#{target}", tabindex="-1")
    else:
        kept = _attributes(source, tag)
        if tag == "path" and _joins(parent, kept):
            return
        if tag == "path" and _CIRCLE.fullmatch(source.get("d", "")):
            tag = "circle"
            del kept["d"]
        node = parent if tag == "g" and not kept else ElementTree.SubElement(parent, tag, _moved(tag, kept))
    if tag == "text":
        node.text = clean("".join(source.itertext()))
        return
    for child in source:
        _copy(child, node, targets)
    if tag == "g" and node is not parent and not len(node):
        parent.remove(node)


def _joins(parent: ElementTree.Element, kept: dict[str, str]) -> bool:
    """Whether a path could be made part of the one before it, which looks the same; its shape is then added there."""
    before = parent[-1] if len(parent) else None
    if before is None or before.tag != "path" or "transform" in kept or before.get("class") != kept.get("class"):
        return False
    before.set("d", before.get("d", "") + kept.get("d", ""))
    return True


def _attributes(source: ElementTree.Element, tag: str) -> dict[str, str]:
    kept = {name: _rounded(value) for name, value in source.items() if name in _KEPT[tag]}
    if kept.get("transform") == "translate(0,0)":
        del kept["transform"]
    if kept.get("text-anchor") == "middle":  # as the page's style has it
        del kept["text-anchor"]
    if tag == "path" and (name := _CLASSES.get(source.get("fill", ""))):
        kept["class"] = name
    return kept


def _moved(tag: str, kept: dict[str, str]) -> dict[str, str]:
    """The attributes with a mere shift written as the place itself."""
    shift = _TRANSLATE.fullmatch(kept.get("transform", ""))
    if tag not in _MOVED or not shift:
        return kept
    rest = {name: value for name, value in kept.items() if name != "transform"}
    return dict(zip(_MOVED[tag], shift.groups(), strict=True)) | rest


def _rounded(value: str) -> str:
    """Coordinates in whole pixels, which also keeps edges sharp."""
    return re.sub(r"-?\d+\.\d+(?:e-\d+)?", lambda number: f"{round(float(number[0])) + 0:d}", value)
