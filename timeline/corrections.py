"""A human's corrections: recorded as data, and applied to every later build, where they win over inference.

An event is known by the mentions that it had when it was corrected, since ids and clusters may move from build to build.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast, get_args

from timeline.errors import UsageError
from timeline.explain import unknown
from timeline.model import Article, Event, EventDate, Mention, Status, Timeline
from timeline.period import covering, period_of

if TYPE_CHECKING:
    from timeline.cluster import Links

Field = Literal["published", "date", "status", "title", "same", "apart"]
_EVENT_FIELDS = ("date", "status", "title", "same", "apart")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction; `mentions` are those of the event, `others` those of the event that is the same or apart."""

    target: str
    field: Field
    value: str
    mentions: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


# ---------------------------------------------------------------- making one


def correction(timeline: Timeline, target: str, field: str, value: str) -> Correction:
    """The correction of an article or event of a timeline.

    Raises UsageError where there is none of that id, or the value does not fit the field.
    """
    if any(a.id == target for a in timeline.articles):
        if field != "published":
            raise UsageError(f"an article has no '{field}' to correct (use published=DATE)")
        _day(value)
        return Correction(target=target, field="published", value=value)
    event = event_named(timeline, target)
    if field not in _EVENT_FIELDS:
        raise UsageError(f"an event has no '{field}' to correct (use {', '.join(f'{f}=' for f in _EVENT_FIELDS)})")
    if field == "date":
        date_of(value)
    if field == "status" and value not in get_args(Status):
        raise UsageError(f"'{value}' is no status (use {', '.join(get_args(Status))})")
    if field == "title" and not value.strip():
        raise UsageError("the title is empty")
    others: tuple[str, ...] = ()
    if field in ("same", "apart"):
        others = _side(timeline, event, value)
    return Correction(
        target=target,
        field=cast(Field, field),
        value=value,
        mentions=tuple(m.id for m in event.mentions if m.id not in others),
        others=others,
    )


def event_named(timeline: Timeline, target: str) -> Event:
    """The event of an id, or UsageError with the nearest ids."""
    for event in timeline.events:
        if event.id == target:
            return event
    raise unknown(timeline, target)


def _side(timeline: Timeline, event: Event, other: str) -> tuple[str, ...]:
    """The mentions that `same` joins or `apart` parts: another event's, or one mention of the event itself."""
    if any(m.id == other for m in event.mentions) and len(event.mentions) > 1:
        return (other,)
    found = event_named(timeline, other)
    if found.id == event.id:
        raise UsageError(f"'{other}' is the event itself (give another event, or a mention to set apart)")
    return tuple(m.id for m in found.mentions)


def _day(value: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError as error:
        raise UsageError(f"'{value}' is no day (write it as 2025-07-03)") from error


def date_of(value: str) -> EventDate:
    """The date that a value states: a TIMEX3 value such as 2025-06 or 2025-W23, or first and last day with a slash."""
    if "/" in value:
        first, last = (_day(part) for part in value.split("/", 1))
        if last < first:
            raise UsageError(f"'{value}' ends before it begins")
        period = covering(first, last)
    else:
        period = period_of(value)
        if period is None:
            raise UsageError(f"'{value}' is no date (write 2025-07-03, 2025-07, 2025-W27 or 2025-07-03/2025-07-05)")
        first, last = period.start, period.last
    exact = period if period and (period.start, period.last) == (first, last) else None
    return EventDate(
        value=exact.value if exact else None, earliest=first, latest=last, grain=str(exact.grain) if exact else None, stated=True
    )


# ---------------------------------------------------------------- applying them


def corrected_article(article: Article, corrections: Sequence[Correction]) -> Article:
    """The article with the day that a human gave it last."""
    days = [c.value for c in corrections if c.field == "published" and c.target == article.id]
    return replace(article, given=dt.date.fromisoformat(days[-1])) if days else article


def corrected_links(links: Links, mentions: Sequence[Mention], corrections: Sequence[Correction]) -> Links:
    """The clusters with those joined or parted that a human said are or are not one event, in the order in which it was said."""
    at = {m.id: i for i, m in enumerate(mentions)}
    clusters = [frozenset(c) for c in links.clusters]
    for c in corrections:
        own, others = (frozenset(at[m] for m in side if m in at) for side in (c.mentions, c.others))
        if c.field == "same" and own and others:
            touched = [k for k in clusters if k & (own | others)]
            clusters = [k for k in clusters if k not in touched] + [frozenset().union(*touched)]
        elif c.field == "apart" and own and others:
            clusters = [part for k in clusters for part in _parted(k, own, others, links)]
    if clusters == [frozenset(c) for c in links.clusters]:
        return links
    return replace(links, clusters=tuple(sorted(tuple(sorted(k)) for k in clusters)))


def _parted(cluster: frozenset[int], own: frozenset[int], others: frozenset[int], links: Links) -> list[frozenset[int]]:
    """A cluster that holds mentions of both sides as two; the rest goes where its surest pair leads."""
    if not (cluster & own and cluster & others):
        return [cluster]
    sides = (set(cluster & own), set(cluster & others))
    weight = {frozenset((p.first, p.second)): p.weight for p in links.pairs}
    for i in sorted(cluster - own - others):
        best = [max(weight.get(frozenset((i, j)), float("-inf")) for j in side) for side in sides]
        sides[best[1] > best[0]].add(i)
    return [frozenset(side) for side in sides]


def corrected_events(events: Sequence[Event], corrections: Sequence[Correction]) -> tuple[Event, ...]:
    """The events with what a human said of them, no longer in order."""
    found = {e.id: e for e in events}
    holder = {m.id: e.id for e in events for m in e.mentions}
    for c in corrections:
        if c.field in ("date", "status", "title") and (event := _most(c.mentions, holder)):
            found[event] = _with(found[event], c)
    return tuple(found.values())


def _most(mentions: Iterable[str], holder: Mapping[str, str]) -> str | None:
    """The event that holds most of some mentions."""
    votes: dict[str, int] = {}
    for m in mentions:
        if m in holder:
            votes[holder[m]] = votes.get(holder[m], 0) + 1
    return max(votes, key=lambda e: (votes[e], e)) if votes else None


def _with(event: Event, c: Correction) -> Event:
    """The event with one field as corrected: no longer in doubt, so no longer a conflict."""
    settled = tuple(k for k in event.conflicts if k.field != c.field)
    match c.field:
        case "date":
            return replace(event, date=date_of(c.value), conflicts=settled)
        case "status":
            return replace(event, status=cast(Status, c.value), conflicts=settled)
        case _:
            return replace(event, title=c.value)
