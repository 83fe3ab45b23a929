"""The timeline for other programs: its own JSON and schema, tables, calendars, feeds, graphs."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree

from timeline.errors import InputError, UsageError
from timeline.model import FORMAT, Event, Timeline, TimelineDiff
from timeline.render.words import article_name, clean, event_when, status_name, type_name, web_address

if TYPE_CHECKING:
    import pandas as pd
    from pydantic import TypeAdapter

DECIMALS = 4  # figures are rounded so that another processor gives the same bytes
SCHEMA = Path(__file__).parent.parent / "schema" / "timeline.schema.json"

# ---------------------------------------------------------------- timeline.json


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def read_timeline(path: Path | str) -> Timeline:
    """The timeline in a file; raises InputError, naming the file and the place in it, where it is none."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), "cannot be read", str(error)) from error
    return read_timeline_text(text, str(path))


def read_timeline_text(text: str, name: str) -> Timeline:
    """The timeline in a text that came from `name`."""
    from pydantic import ValidationError

    try:
        head = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(name, f"is not JSON: {error}") from error
    found = head.get("format") if isinstance(head, dict) else None
    if found != FORMAT:
        advice = "build it again with this version" if isinstance(found, str) and found.startswith("timeline/") else "give a timeline.json"
        raise InputError(name, f"is not a timeline of format {FORMAT}" + (f" but of {found!r}" if found else ""), advice)
    try:
        timeline: Timeline = _adapter(Timeline).validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        raise InputError(name, f"{_place(first['loc'])}: {first['msg']}", f"got {_shown(first['input'])}") from error
    _check_references(timeline, name)
    return timeline


def _place(loc: tuple[int | str, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc).lstrip(".") or "top level"


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _check_references(timeline: Timeline, name: str) -> None:
    articles = {article.id for article in timeline.articles}
    for i, event in enumerate(timeline.events):
        for j, mention in enumerate(event.mentions):
            if mention.article not in articles:
                raise InputError(name, f"events[{i}].mentions[{j}].article: no article {mention.article!r}")


def timeline_json(timeline: Timeline) -> str:
    """The bytes of `timeline.json`: keys in the order of the types, days ISO, figures with 4 decimals at most."""
    return _json(_adapter(Timeline).dump_python(timeline, mode="json"))


def diff_json(diff: TimelineDiff) -> str:
    """A difference in the same terms as `timeline.json`."""
    return _json(_adapter(TimelineDiff).dump_python(diff, mode="json"))


def schema_json() -> str:
    """The JSON Schema of `timeline.json`, made from the types; `timeline/schema/` holds a copy."""
    schema = _adapter(Timeline).json_schema(mode="serialization")
    schema["properties"]["format"] = {"const": FORMAT}
    return _json({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{FORMAT.replace('/', ':')}"} | schema)


def _json(data: Any) -> str:
    return json.dumps(_rounded(data), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _rounded(data: Any) -> Any:
    match data:
        case float():
            return round(data, DECIMALS) + 0.0  # -0.0 becomes 0.0
        case dict():
            return {key: _rounded(value) for key, value in data.items()}
        case list() | tuple():
            return [_rounded(value) for value in data]
    return data


# ---------------------------------------------------------------- tables


def rows(timeline: Timeline) -> list[dict[str, Any]]:
    """One flat record per event, in order; several actors, quotes or sources are joined by "; "."""
    names = {article.id: article_name(article) for article in timeline.articles}
    return [
        {
            "id": event.id,
            "earliest": event.date.earliest,
            "latest": event.date.latest,
            "value": event.date.value,
            "grain": event.date.grain,
            "stated": event.date.stated,
            "title": clean(event.title),
            "type": event.type,
            "status": event.status,
            "actors": "; ".join(dict.fromkeys(clean(actor.name) for actor in event.actors)),
            "place": clean(event.place) if event.place else None,
            "sources": event.sources,
            "salience": _rounded(event.salience),
            "confidence": _rounded(event.confidence),
            "articles": "; ".join(dict.fromkeys(names.get(mention.article, mention.article) for mention in event.mentions)),
            "quotes": "; ".join(dict.fromkeys(clean(mention.quote) for mention in event.mentions)),
            "conflicts": "; ".join(f"{c.field}: {' / '.join(clean(v.value) for v in c.values)}" for c in event.conflicts),
        }
        for event in timeline.events
    ]


_COLUMNS = (
    "id", "earliest", "latest", "value", "grain", "stated", "title", "type", "status", "actors", "place", "sources",
    "salience", "confidence", "articles", "quotes", "conflicts",
)  # fmt: skip


def to_frame(timeline: Timeline) -> pd.DataFrame:
    """One row per event as a pandas frame; days are `datetime.date`, unknown ones None."""
    import pandas as pd

    return pd.DataFrame(rows(timeline), columns=list(_COLUMNS))


def _csv(timeline: Timeline) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _inert(value) for key, value in row.items()} for row in rows(timeline))
    return out.getvalue()


def _inert(value: object) -> object:
    """Text that a spreadsheet would run as a formula is led by an apostrophe, as OWASP advises; full-width signs too."""
    return f"'{value}" if isinstance(value, str) and re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", value) else value


def _parquet(timeline: Timeline) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    text, day, figure = pa.string(), pa.date32(), pa.float64()
    types = {"earliest": day, "latest": day, "stated": pa.bool_(), "sources": pa.int64(), "salience": figure, "confidence": figure}
    schema = pa.schema([(column, types.get(column, text)) for column in _COLUMNS])
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows(timeline), schema=schema), out, compression="zstd")
    return out.getvalue()


# ---------------------------------------------------------------- calendars and feeds

_ICS_STATUS = {"occurred": "CONFIRMED", "ongoing": "CONFIRMED", "denied": "CANCELLED"}


def _newest(timeline: Timeline) -> dt.date:
    """The last day the timeline can know of; stands for "now", since the same timeline must give the same bytes."""
    days = [article.published.date for article in timeline.articles if article.published.date]
    return max(days, default=dt.date(1970, 1, 1))


def _span(event: Event) -> tuple[dt.date, dt.date] | None:
    first, last = event.date.earliest or event.date.latest, event.date.latest or event.date.earliest
    return (first, last) if first and last else None


def _ics(timeline: Timeline) -> str:
    """RFC 5545; undated events have no place in a calendar and are left out."""
    from icalendar import Calendar
    from icalendar import Event as Entry

    calendar = Calendar()
    calendar.add("prodid", "-//timeline//timeline//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Timeline")
    stamp = dt.datetime.combine(_newest(timeline), dt.time(), dt.UTC)
    for event in timeline.events:
        if (span := _span(event)) is None:
            continue
        entry = Entry()
        entry.add("uid", f"{clean(event.id)}@timeline.invalid")
        entry.add("dtstamp", stamp)
        entry.add("dtstart", span[0])
        if span[1] < dt.date.max:
            entry.add("dtend", span[1] + dt.timedelta(days=1))
        entry.add("summary", clean(event.title))
        entry.add("description", _description(event))
        if event.place:
            entry.add("location", clean(event.place))
        entry.add("categories", [type_name(event.type, "en")])
        entry.add("status", _ICS_STATUS.get(event.status, "TENTATIVE"))
        entry.add("transp", "TRANSPARENT")
        calendar.add_component(entry)
    return bytes(calendar.to_ical()).decode()


def _description(event: Event) -> str:
    """When, in which sense and who says so: what a calendar or feed reader needs beside the title."""
    head = f"{event_when(event, 'en')} · {status_name(event.status, 'en')}" + ("" if event.date.stated else " · day inferred")
    return "\n".join([head, *dict.fromkeys(f"“{clean(mention.quote)}”" for mention in event.mentions)])


def _atom(timeline: Timeline) -> str:
    """RFC 4287, the latest event first; an entry is as new as the newest article that tells of it."""
    published = {article.id: article.published.date for article in timeline.articles}
    sources = {article.id: web_address(article.source) for article in timeline.articles}
    newest = _newest(timeline)
    feed = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    _child(feed, "id", "urn:timeline:feed")
    _child(feed, "title", "Timeline")
    _child(feed, "updated", f"{newest.isoformat()}T00:00:00Z")
    _child(_child(feed, "author"), "name", "timeline")
    for event in reversed(timeline.events):
        days = [day for mention in event.mentions if (day := published.get(mention.article))]
        entry = _child(feed, "entry")
        _child(entry, "id", f"urn:timeline:event:{_urn(event.id)}")
        _child(entry, "title", f"{event_when(event, 'en')}: {clean(event.title)}")
        _child(entry, "updated", f"{max(days, default=newest).isoformat()}T00:00:00Z")
        _child(entry, "category", term=event.type, label=type_name(event.type, "en"))
        for link in dict.fromkeys(url for mention in event.mentions if (url := sources.get(mention.article))):
            _child(entry, "link", rel="related", href=link)
        _child(entry, "content", _description(event), type="text")
    ElementTree.indent(feed, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _child(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, tag, {name: clean(value) for name, value in attributes.items()})
    child.text = text
    return child


def _urn(name: str) -> str:
    return quote(name, safe="-._~")


# ---------------------------------------------------------------- for other programs that draw


def _timelinejs(timeline: Timeline) -> str:
    """TimelineJS3; it shows headlines and texts as HTML, so both are escaped. Undated events are left out."""
    return _json(
        {
            "title": {"text": {"headline": "Timeline"}},
            "events": [
                {
                    "unique_id": event.id,
                    "start_date": {"year": span[0].year, "month": span[0].month, "day": span[0].day},
                    "end_date": {"year": span[1].year, "month": span[1].month, "day": span[1].day},
                    "display_date": event_when(event, "en"),
                    "group": type_name(event.type, "en"),
                    "text": {
                        "headline": html.escape(clean(event.title)),
                        "text": "".join(f"<p>{html.escape(line)}</p>" for line in _description(event).split("\n")),
                    },
                }
                for event in timeline.events
                if (span := _span(event))
            ],
        }
    )


def _rdf(timeline: Timeline) -> str:
    """Turtle in the terms of the Simple Event Model, schema.org and PROV."""
    from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef
    from rdflib.namespace import PROV

    sem, schema = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/"), Namespace("https://schema.org/")
    own = Namespace("urn:timeline:")
    graph = Graph(bind_namespaces="none")
    for prefix, space in (("sem", sem), ("schema", schema), ("prov", PROV), ("tl", own), ("xsd", XSD)):
        graph.bind(prefix, space)

    def add(subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        graph.add((subject, predicate, value))

    for article in timeline.articles:
        node = own[f"article:{_urn(article.id)}"]
        add(node, RDF.type, schema.NewsArticle)
        add(node, schema.headline, Literal(article_name(article)))
        add(node, schema.inLanguage, Literal(article.lang))
        if article.published.day_is_known:
            add(node, schema.datePublished, Literal(article.published.date))
        if url := web_address(article.source):
            add(node, schema.url, Literal(url, datatype=XSD.anyURI))
    for event in timeline.events:
        node = own[f"event:{_urn(event.id)}"]
        add(node, RDF.type, sem.Event)
        add(node, RDF.type, schema.Event)
        add(node, schema.name, Literal(clean(event.title)))
        add(node, sem.eventType, own[f"type:{_urn(event.type)}"])
        add(node, own.status, Literal(event.status))
        if event.date.earliest:
            add(node, sem.hasEarliestBeginTimeStamp, Literal(event.date.earliest))
        if event.date.latest:
            add(node, sem.hasLatestEndTimeStamp, Literal(event.date.latest))
        if event.place:
            add(node, sem.hasPlace, Literal(clean(event.place)))
        for actor in event.actors:
            person = own[f"actor:{_urn(actor.id)}"]
            add(node, sem.hasActor, person)
            add(person, RDF.type, sem.Actor)
            add(person, schema.name, Literal(clean(actor.name)))
        for mention in event.mentions:
            add(node, PROV.wasDerivedFrom, own[f"article:{_urn(mention.article)}"])
    return graph.serialize(format="turtle")


def _vega(timeline: Timeline) -> str:
    from timeline.render.charts import events_spec

    return _json(events_spec(timeline, lang="en"))


def _markdown(timeline: Timeline) -> str:
    from timeline.render.markdown import timeline_markdown

    return timeline_markdown(timeline)


_EXPORTS: dict[str, Callable[[Timeline], str | bytes]] = {
    "csv": _csv,
    "parquet": _parquet,
    "md": _markdown,
    "ics": _ics,
    "atom": _atom,
    "timelinejs": _timelinejs,
    "rdf": _rdf,
    "vega": _vega,
}
FORMATS = tuple(_EXPORTS)


def export(timeline: Timeline, fmt: str) -> str | bytes:
    """The timeline in one of FORMATS; raises UsageError for another."""
    if fmt not in _EXPORTS:
        raise UsageError(f"no export '{fmt}': choose one of {', '.join(FORMATS)}")
    return _EXPORTS[fmt](timeline)
