"""The part of a timeline that a reader asks for."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from timeline.model import Event, Timeline
from timeline.names import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an event must have; within one field any of the values will do, an empty field asks nothing."""

    first: dt.date | None = None
    last: dt.date | None = None
    actors: Sequence[str] = ()
    places: Sequence[str] = ()
    types: Sequence[str] = ()
    statuses: Sequence[str] = ()
    sources: int = 1
    limit: int | None = None  # the most salient so many


def select(timeline: Timeline, wanted: Wanted) -> Timeline:
    """The events that fit, in their order, with the articles that tell of them."""
    events = [e for e in timeline.events if _fits(e, wanted)]
    if wanted.limit is not None and len(events) > wanted.limit:
        foremost = {e.id for e in sorted(events, key=lambda e: -e.salience)[: wanted.limit]}
        events = [e for e in events if e.id in foremost]
    if len(events) == len(timeline.events):
        return timeline
    told = {m.article for e in events for m in e.mentions}
    return replace(timeline, events=tuple(events), articles=tuple(a for a in timeline.articles if a.id in told))


def _fits(event: Event, wanted: Wanted) -> bool:
    return (
        _in_range(event, wanted.first, wanted.last)
        and event.sources >= wanted.sources
        and _any(wanted.actors, _actors(event))
        and _any(wanted.places, [event.place or ""])
        and (not wanted.types or event.type in wanted.types)
        and (not wanted.statuses or event.status in wanted.statuses)
    )


def _in_range(event: Event, first: dt.date | None, last: dt.date | None) -> bool:
    """Whether some day of the event lies in the range; one without a date lies in none."""
    if first is None and last is None:
        return True
    if event.date.earliest is None and event.date.latest is None:
        return False
    begins, ends = event.date.earliest or event.date.latest, event.date.latest or event.date.earliest
    return (first is None or ends is None or ends >= first) and (last is None or begins is None or begins <= last)


def _actors(event: Event) -> list[str]:
    return [text for a in event.actors for text in (a.name, a.id)]


def _any(asked: Sequence[str], having: Sequence[str]) -> bool:
    """Whether one of the words asked for is part of one of the texts, whatever its accents and capitals."""
    return not asked or any(fold(word) in fold(text) for word in asked for text in having)


def suggestions(timeline: Timeline, wanted: Wanted) -> list[str]:
    """For each value that no event has, a line with the nearest that some event has."""
    known: list[tuple[str, Sequence[str], Callable[[Event], Sequence[str]]]] = [
        ("actor", wanted.actors, lambda e: [a.name for a in e.actors]),
        ("place", wanted.places, lambda e: [e.place] if e.place else []),
        ("type", wanted.types, lambda e: [e.type]),
        ("status", wanted.statuses, lambda e: [e.status]),
    ]
    lines = []
    for field, asked, values in known:
        having = sorted({v for e in timeline.events for v in values(e)})
        for word in asked:
            if not _any([word], having):
                folded = {fold(part): v for v in having for part in (v, *v.split())}
                near = list(dict.fromkeys(folded[f] for f in difflib.get_close_matches(fold(word), folded, n=3)))
                lines.append(f"no event has the {field} '{word}'" + (f": did you mean {' or '.join(near)}?" if near else ""))
    return lines
