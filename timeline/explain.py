"""What explains an event or an article, as data: the pairs of mentions that made it one event, and those kept out of it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from timeline.errors import UsageError
from timeline.model import DatedArticle, Event, Timeline

LINKS_FORMAT = "timeline-links/1"

# How a mention's days follow, in a reader's words; what the text states needs none.
TIMINGS = {
    "since": "at any time from the day that the expression gives to publication",
    "until": "from publication to the day that the expression gives, at the latest",
    "same": "at the time of the clause beside it",
    "before": "before what the clause beside it dates",
    "after": "after what the clause beside it dates",
    "reported": "in a report of that day, so then or the day before",
    "recent": "no expression: told as news, so just before publication",
    "narrated": "no expression: told as news, so just before publication",
    "background": "no expression: told as background",
    "coming": "no expression: still to come at publication",
    "unknown": "no expression",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReason:
    """Two mentions, the bits for their being one event, what each column gave, and what forbade it, if anything."""

    first: str
    second: str
    weight: float
    columns: tuple[tuple[str, str, float], ...]
    veto: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """What a build knows beyond its timeline: how each mention was timed, and all pairs that were weighed."""

    timing: Mapping[str, str] = field(default_factory=dict)
    pairs: tuple[PairReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why an event is as it is; `joined` holds the pairs inside it, `refused` those that would have joined another to it.

    `beside` are the mentions that no pair joined: those of a sentence whose title another mention already tells.
    """

    event: Event
    timing: tuple[tuple[str, str], ...]
    joined: tuple[PairReason, ...]
    beside: tuple[str, ...]
    refused: tuple[PairReason, ...]


def find(timeline: Timeline, target: str) -> Event | DatedArticle:
    """The event or article of an id, of a mention's event, of a source's name or of an id's beginning; UsageError with the nearest ids."""
    for event in timeline.events:
        if event.id == target:
            return event
    for article in timeline.articles:
        if target in (article.id, article.source):
            return article
    for event in timeline.events:
        if any(m.id == target for m in event.mentions):
            return event
    known: list[Event | DatedArticle] = [*timeline.events, *timeline.articles]
    begun = [x for x in known if target and x.id.startswith(target)]
    if len(begun) == 1:
        return begun[0]
    raise unknown(timeline, target)


def unknown(timeline: Timeline, target: str) -> UsageError:
    """The error for an id that a timeline does not hold, with the nearest that it does."""
    known = [e.id for e in timeline.events] + [a.id for a in timeline.articles]
    near = difflib.get_close_matches(target, known, n=2) or [k for k in known if target and target in k][:2]
    return UsageError(
        f"no event or article '{target}'" + (f": did you mean {' or '.join(near)}?" if near else " (timeline show --json lists the ids)")
    )


def explain(event: Event, reasons: Reasons) -> Explanation:
    """The reasons of one event, the surest pairs first."""
    own = {m.id for m in event.mentions}
    pairs = sorted(reasons.pairs, key=lambda p: (-p.weight, p.first, p.second))
    joined = tuple(p for p in pairs if p.veto is None and p.first in own and p.second in own)
    paired = {m for p in joined for m in (p.first, p.second)}
    return Explanation(
        event=event,
        timing=tuple((m.id, reasons.timing[m.id]) for m in event.mentions if m.id in reasons.timing),
        joined=joined,
        beside=tuple(m.id for m in event.mentions if reasons.pairs and len(event.mentions) > 1 and m.id not in paired),
        refused=tuple(p for p in pairs if p.veto and (p.first in own) != (p.second in own)),
    )
