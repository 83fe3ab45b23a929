"""A timeline against what people expect of it: publication days, events with their status, and pairs that must stay apart.

The gold file is JSON: `published` gives for an article (by the start of its file name) the days to `accept`; `events`
give each a range of days (`when`), words of which one must occur (`about`, `who`), the `articles` that tell of it and its
`status`; with `single`, all its articles must tell of one event; `apart` names pairs of them that must be two events.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.errors import InputError
from timeline.model import DatedArticle, Event, Timeline

SLACK = dt.timedelta(days=4)  # by which the range of an event may exceed the expected one on each side
COARSE = dt.timedelta(days=7)  # an event known to the week is precise enough where a day is expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One expectation: of what kind, whether it is met, and how the timeline has it."""

    kind: str  # published, event, status, single, apart
    name: str
    met: bool
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    id: str
    earliest: dt.date
    latest: dt.date
    about: tuple[str, ...]
    who: tuple[str, ...]
    articles: tuple[str, ...]
    status: str | None
    single: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What is expected; `published` holds pairs of an article's name and the days to accept."""

    published: tuple[tuple[str, tuple[dt.date, ...]], ...]
    events: tuple[GoldEvent, ...]
    apart: tuple[tuple[str, str], ...]


def read_gold(path: Path) -> Gold:
    """The gold of a file; raises InputError, naming the place, where it is none."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        gold = Gold(
            published=tuple((k, tuple(map(dt.date.fromisoformat, v["accept"]))) for k, v in data.get("published", {}).items()),
            events=tuple(_gold_event(e) for e in data.get("events", [])),
            apart=tuple((str(a), str(b)) for a, b in data.get("apart", [])),
        )
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    except KeyError as error:
        raise InputError(str(path), f"an entry has no {error}", "see timeline score --help") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise InputError(str(path), f"no gold file: {error}", "see timeline score --help") from error
    if unknown := {name for pair in gold.apart for name in pair} - {e.id for e in gold.events}:
        raise InputError(str(path), f"'apart' names no event of the file: {', '.join(sorted(unknown))}")
    return gold


def _gold_event(entry: Any) -> GoldEvent:
    first, last = map(dt.date.fromisoformat, entry["when"])
    return GoldEvent(
        id=str(entry["id"]), earliest=first, latest=last, about=_lower(entry.get("about")), who=_lower(entry.get("who")),
        articles=tuple(map(str, entry.get("articles", ()))), status=entry.get("status"), single=bool(entry.get("single")),
    )  # fmt: skip


def _lower(words: Any) -> tuple[str, ...]:
    return tuple(str(w).lower() for w in words or ())


# ---------------------------------------------------------------- comparing


def checks(timeline: Timeline, gold: Gold) -> tuple[Check, ...]:
    """Every expectation of the gold against the timeline, in the order of the file."""
    match = {g.id: _best(g, timeline) for g in gold.events}
    return (
        *(_published(name, accept, timeline) for name, accept in gold.published),
        *(check for g in gold.events for check in _event(g, match[g.id], timeline)),
        *(_apart(a, match[a], b, match[b]) for a, b in gold.apart),
    )


def _published(name: str, accept: Sequence[dt.date], timeline: Timeline) -> Check:
    article = next((a for a in timeline.articles if _named(a, name)), None)
    if article is None:
        return Check(kind="published", name=name, met=False, detail="no such article in the timeline")
    day = article.published.date
    wanted = " or ".join(map(str, accept))
    return Check(kind="published", name=name, met=day in accept, detail=f"{day or 'not dated'}, expected {wanted}")


def _named(article: DatedArticle, name: str) -> bool:
    """Whether an article is the one that a gold file names by its id, its file's name or the beginning of it."""
    file = Path(article.source.partition("#")[0]).name
    return article.id == name or file == name or file.startswith(name.rsplit(".", 1)[0])


def _event(gold: GoldEvent, event: Event | None, timeline: Timeline) -> Iterator[Check]:
    when = f"{gold.earliest}..{gold.latest}"
    if event is None:
        yield Check(kind="event", name=gold.id, met=False, detail=f"not found, expected {when}")
    else:
        yield Check(kind="event", name=gold.id, met=True, detail=f"{event.id} {event.title}")
    if gold.status:
        found = event.status if event else "not found"
        yield Check(kind="status", name=gold.id, met=found == gold.status, detail=f"{found}, expected {gold.status}")
    if gold.single:
        told = _told(event, timeline, gold.articles) if event else ()
        met = set(told) == set(gold.articles)
        yield Check(kind="single", name=gold.id, met=met, detail=f"told by {', '.join(told) or 'none'} of {', '.join(gold.articles)}")


def _apart(a: str, first: Event | None, b: str, second: Event | None) -> Check:
    met = first is not None and second is not None and first.id != second.id
    detail = "two events" if met else "one event" if first and second else "not both found"
    return Check(kind="apart", name=f"{a} / {b}", met=met, detail=detail)


def _best(gold: GoldEvent, timeline: Timeline) -> Event | None:
    """The event that fits best: of the right status, told by most of the expected articles, the most salient."""
    fitting = [e for e in timeline.events if _fits(gold, e, timeline)]
    return max(fitting, key=lambda e: (e.status == gold.status, len(_told(e, timeline, gold.articles)), e.salience), default=None)


def _fits(gold: GoldEvent, event: Event, timeline: Timeline) -> bool:
    first, last = event.date.earliest, event.date.latest
    if first is None or last is None or last < gold.earliest or first > gold.latest:
        return False
    if last - first > max(gold.latest - gold.earliest, COARSE) + 2 * SLACK:
        return False
    text = " ".join([event.title, *(m.quote for m in event.mentions), *(a.name for a in event.actors), event.place or ""]).lower()
    said = all(not words or any(w in text for w in words) for words in (gold.about, gold.who))
    return said and (not gold.articles or bool(_told(event, timeline, gold.articles)))


def _told(event: Event, timeline: Timeline, names: Sequence[str]) -> tuple[str, ...]:
    """Which of the named articles tell of an event."""
    own = {m.article for m in event.mentions}
    telling = [a for a in timeline.articles if a.id in own]
    return tuple(n for n in names if any(_named(a, n) for a in telling))
