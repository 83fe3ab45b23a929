"""What changed from one timeline to another, by shared mentions: titles, dates and ids may all move, quotes do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from timeline.model import ArticleChange, Event, EventChange, EventMerge, FieldChange, Timeline, TimelineDiff

_Pair = tuple[int, int]  # an event of the old timeline and one of the new, by place

_FIELDS: tuple[tuple[str, Callable[[Event], str | None]], ...] = (
    ("title", lambda e: e.title),
    ("type", lambda e: e.type),
    ("status", lambda e: e.status),
    ("date", lambda e: date_text(e)),
    ("place", lambda e: e.place),
    ("actors", lambda e: ", ".join(dict.fromkeys(a.name for a in e.actors)) or None),
    ("sources", lambda e: str(e.sources)),
)


def diff(old: Timeline, new: Timeline) -> TimelineDiff:
    """The changes from `old` to `new`.

    An event is matched with the one that shares most mentions with it, each once. Old events whose mentions mostly went
    to one new event are merged into it, new ones whose mentions mostly came from one old event are split from it; events
    that share no mention with the other timeline are removed or added.
    """
    shared = _shared(old.events, new.events)
    rank = _rank(shared, old.events, new.events)
    matched = _matched(rank)
    merged = _groups(rank, matched, side=0)
    split = _groups(rank, matched, side=1)
    regrouped = {*((o, n) for n, olds in merged.items() for o in olds), *((o, n) for o, news in split.items() for n in news)}
    before, after = {o for o, _ in shared}, {n for _, n in shared}
    return TimelineDiff(
        added=tuple(e for i, e in enumerate(new.events) if i not in after),
        removed=tuple(e for i, e in enumerate(old.events) if i not in before),
        changed=tuple(_changes((old.events[o], new.events[n]) for o, n in sorted(matched - regrouped, key=lambda p: p[1]))),
        merged=tuple(EventMerge(before=tuple(old.events[o] for o in olds), after=(new.events[n],)) for n, olds in sorted(merged.items())),
        split=tuple(EventMerge(before=(old.events[o],), after=tuple(new.events[n] for n in news)) for o, news in sorted(split.items())),
        **_articles(old, new),
    )


def kinds(diff: TimelineDiff) -> dict[str, tuple[EventChange, ...]]:
    """The changed events by what matters most of their changes: the day "moved", the status "turned", sources "gained" or "lost", else "changed"."""
    found: dict[str, list[EventChange]] = {name: [] for name in ("moved", "turned", "gained", "lost", "changed")}
    for change in diff.changed:
        fields = {f.field for f in change.fields}
        more = change.after.sources - change.before.sources
        name = (
            "moved" if "date" in fields else "turned" if "status" in fields else "gained" if more > 0 else "lost" if more < 0 else "changed"
        )
        found[name].append(change)
    return {name: tuple(changes) for name, changes in found.items() if changes}


def date_text(event: Event) -> str | None:
    """An event's date as a value or, where no value says it, as its first and last day."""
    date = event.date
    if date.value or not (date.earliest or date.latest):
        return date.value
    return str(date.earliest) if date.earliest == date.latest else f"{date.earliest or '…'}/{date.latest or '…'}"


# ---------------------------------------------------------------- events


def _shared(old: Sequence[Event], new: Sequence[Event]) -> Counter[_Pair]:
    """How many mentions each pair of events shares."""
    holder = {m.id: i for i, event in enumerate(old) for m in event.mentions}
    return Counter((holder[m.id], j) for j, event in enumerate(new) for m in event.mentions if m.id in holder)


def _rank(shared: Mapping[_Pair, int], old: Sequence[Event], new: Sequence[Event]) -> list[_Pair]:
    """The pairs, the closest first; ties fall the same way when old and new change places."""

    def key(pair: _Pair) -> tuple[int, bool, list[str]]:
        ids = (old[pair[0]].id, new[pair[1]].id)
        return -shared[pair], ids[0] != ids[1], sorted(ids)

    return sorted(shared, key=key)


def _matched(rank: Iterable[_Pair]) -> set[_Pair]:
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    pairs: set[_Pair] = set()
    for o, n in rank:
        if o not in taken_old and n not in taken_new:
            pairs.add((o, n))
            taken_old.add(o)
            taken_new.add(n)
    return pairs


def _groups(rank: Iterable[_Pair], matched: Iterable[_Pair], *, side: int) -> dict[int, tuple[int, ...]]:
    """For each event of the other side, those of this `side` (0 old, 1 new) that went mostly into it, where they are several."""
    mostly: dict[int, int] = {}
    for pair in rank:
        mostly.setdefault(pair[side], pair[1 - side])
    groups: dict[int, set[int]] = {}
    for own, other in [*mostly.items(), *((p[side], p[1 - side]) for p in matched)]:
        groups.setdefault(other, set()).add(own)
    return {other: tuple(sorted(own)) for other, own in groups.items() if len(own) > 1}


def _changes(pairs: Iterable[tuple[Event, Event]]) -> Iterable[EventChange]:
    for before, after in pairs:
        values = [(name, value(before), value(after)) for name, value in _FIELDS]
        fields = tuple(FieldChange(field=name, before=a, after=b) for name, a, b in values if a != b)
        if fields:
            yield EventChange(before=before, after=after, fields=fields)


# ---------------------------------------------------------------- articles


def _articles(old: Timeline, new: Timeline) -> dict[str, tuple[ArticleChange, ...]]:
    was, now = {a.id: a for a in old.articles}, {a.id: a for a in new.articles}
    return {
        "articles_added": tuple(
            ArticleChange(id=a.id, source=a.source, before=None, after=a.published.date) for a in new.articles if a.id not in was
        ),
        "articles_removed": tuple(
            ArticleChange(id=a.id, source=a.source, before=a.published.date, after=None) for a in old.articles if a.id not in now
        ),
        "articles_redated": tuple(
            ArticleChange(id=a.id, source=a.source, before=was[a.id].published.date, after=a.published.date)
            for a in new.articles
            if a.id in was and was[a.id].published.date != a.published.date
        ),
    }
