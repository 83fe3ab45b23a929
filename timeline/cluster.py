"""Scored pairs → clusters: the surest two clusters are joined first, by the mean over their pairs, and a veto keeps apart what one event cannot be."""

from __future__ import annotations

import datetime as dt
import heapq
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from timeline.lexicon import ontology
from timeline.model import Mention
from timeline.names import HOLDING, one_place

# Bits of a pair that was not even proposed, as a member of the mean: what shares no word for it and nobody in it is another event.
ABSENT = -6.0
REGIONS = tuple(kind for kind in HOLDING if kind != "country")  # one article tells of many things in one country
# Groups of types whose events are counted: "40 attacks" are none of them; but "three dead" are those that died.
SUMMED = ("conflict", "diplomacy", "disaster")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two mentions by index, the weight in bits for their being one event, and what each column gave: (name, level, bits)."""

    first: int
    second: int
    weight: float
    columns: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """A pair that was sure enough, and why it was not joined."""

    pair: Pair
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Scored pairs, the surest first, in columns: by millions they are too many to be objects."""

    first: Sequence[int]
    second: Sequence[int]
    weight: Sequence[float]
    columns: Callable[[int], tuple[tuple[str, str, float], ...]] = lambda k: ()  # what each column gave to the pair at a place

    def pair(self, k: int) -> Pair:
        return Pair(first=self.first[k], second=self.second[k], weight=self.weight[k], columns=self.columns(k))


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The clusters, each a sorted tuple of mention indexes, in order of their first; the pairs inside them, surest first; the vetoes."""

    clusters: tuple[tuple[int, ...], ...]
    pairs: tuple[Pair, ...] = ()
    vetoes: tuple[Veto, ...] = ()


def cluster(mentions: Sequence[Mention], scores: Scores) -> Links:
    """Clusters of mentions by average linkage over their pairs, unless a veto speaks against it."""
    grown = _Growth(mentions, scores)
    refused = [Veto(pair=scores.pair(k), reason=reason) for k, reason in grown.joined()]
    home = {i: c for c, grown_cluster in grown.of.items() for i in grown_cluster.members}
    own = [tuple(sorted(c.members)) for c in grown.of.values()] + [(i,) for i in range(len(mentions)) if i not in home]
    inside = (k for k, (i, j) in enumerate(zip(scores.first, scores.second, strict=True)) if i in home and home[i] == home.get(j))
    return Links(
        clusters=tuple(sorted(own)),
        pairs=tuple(scores.pair(k) for k in inside),
        vetoes=tuple(sorted(refused, key=lambda v: (-v.pair.weight, v.pair.first, v.pair.second))),
    )


class _Growth:
    """Clusters while they grow, each known by its first member; a mention that no pair can join has none.

    `beside` holds for each cluster the others that pairs lead to, with the sum of their weights above ABSENT.
    """

    def __init__(self, mentions: Sequence[Mention], scores: Scores) -> None:
        self.beside: dict[int, dict[int, float]] = defaultdict(dict)
        self.surest: dict[tuple[int, int], int] = {}
        self.heap: list[tuple[float, int, int]] = []
        for k, (i, j, weight) in enumerate(zip(scores.first, scores.second, scores.weight, strict=True)):
            if weight > 0:
                self.heap.append((-weight, i, j))
                self.surest[i, j] = k
        self.of = {i: _single(i, mentions[i]) for i in sorted({i for pair in self.surest for i in pair})}
        for i, j, weight in zip(scores.first, scores.second, scores.weight, strict=True):
            if weight > ABSENT and i in self.of and j in self.of:
                self.beside[i][j] = self.beside[j][i] = weight - ABSENT
        heapq.heapify(self.heap)

    def joined(self) -> Iterator[tuple[int, str]]:
        """Join until no mean is above zero; what was refused comes out, as the surest pair between two clusters and the reason."""
        while self.heap:
            minus, a, b = heapq.heappop(self.heap)
            if a not in self.of or b not in self.of or b not in self.beside[a] or self._mean(a, b) != round(-minus, 6):
                continue  # what it stood for has changed since
            if reason := _veto(self.of[a], self.of[b]):
                yield self._surest(a, b), reason
                del self.beside[a][b], self.beside[b][a]
                continue
            self._join(a, b)

    def _mean(self, a: int, b: int) -> float:
        return round(self.beside[a][b] / (len(self.of[a].members) * len(self.of[b].members)) + ABSENT, 6)

    def _surest(self, a: int, b: int) -> int:
        pairs = ((min(i, j), max(i, j)) for i in self.of[a].members for j in self.of[b].members)
        return min(self.surest[p] for p in pairs if p in self.surest)

    def _join(self, a: int, b: int) -> None:
        self.of[a] = _joined(self.of[a], self.of.pop(b))
        own, other = self.beside[a], self.beside.pop(b)
        del own[b], other[a]
        for c, over in other.items():
            del self.beside[c][b]
            own[c] = self.beside[c][a] = own.get(c, 0.0) + over
        for c in own:
            if (mean := self._mean(a, c)) > 0:
                heapq.heappush(self.heap, (-mean, min(a, c), max(a, c)))


# ---------------------------------------------------------------- vetoes


@dataclass(slots=True)
class _Span:
    """What days some ranges leave: they all touch one stretch of days if, and only if, it is as long as `gap` days and one."""

    first: dt.date | None = None  # the latest of the ranges' first days
    last: dt.date | None = None  # the earliest of their last days

    def joined(self, other: _Span) -> _Span:
        firsts, lasts = [d for d in (self.first, other.first) if d], [d for d in (self.last, other.last) if d]
        return _Span(max(firsts, default=None), min(lasts, default=None))

    @property
    def gap(self) -> int:
        return (self.first - self.last).days if self.first and self.last else 0


@dataclass(slots=True)
class _Cluster:
    """A growing cluster: its members and what its texts have committed it to."""

    members: list[int]
    stated: _Span
    counted: frozenset[tuple[str, dt.date, dt.date]]  # what one article states from its own day, which is only inferred
    days: int
    ordinals: frozenset[int]
    denied: bool
    asserted: bool
    speakers: frozenset[str]  # of an act of speech
    told: frozenset[tuple[str, int, str]]  # the article, sentence and type of each telling
    where: frozenset[tuple[str, str]]  # the article and place of each telling that has a place
    again: frozenset[str]  # the articles that tell of it as of another one: "a new round"
    counts: frozenset[str]  # how many such events it sums up: "40 attacks since Monday"; "" for one that is told as one


def _single(i: int, m: Mention) -> _Cluster:
    kind = ontology()[m.type]
    return _Cluster(
        members=[i],
        stated=_Span(m.earliest, m.latest) if m.stated and not m.guessed else _Span(),
        counted=frozenset([(m.article, m.earliest, m.latest)] if m.guessed and m.earliest and m.latest else []),
        days=kind.days,
        ordinals=frozenset([m.ordinal] if m.ordinal else []),
        denied=m.status == "denied",
        asserted=m.status in ("occurred", "ongoing"),
        speakers=frozenset(a.id for a in m.actors if a.role == "agent") if kind.group == "speech" else frozenset(),
        told=frozenset([(m.article, m.sentence_start, m.type)]),
        where=frozenset([(m.article, m.place_id)] if m.place_id else []),
        again=frozenset([m.article] if m.instance else []),
        counts=frozenset([_count(m)] if kind.group in SUMMED else []),
    )


def _count(m: Mention) -> str:
    """The number that stands right before an event noun in the plural: of "40 raids" the 40; not a year, a magnitude of 6.1, "December 6 raid"."""
    start, end = m.start - m.sentence_start, m.end - m.sentence_start
    several = m.nominal and not m.quote[start:end].lower().endswith(m.lemma)
    counted = re.search(r"(?<![\d.,/-])(\d{1,3}) $", m.quote[:start]) if several else None
    return counted[1] if counted and counted[1] != "1" else ""


def _veto(a: _Cluster, b: _Cluster) -> str | None:
    """Why two clusters cannot be one event."""
    if a.ordinals and b.ordinals and not a.ordinals & b.ordinals:
        return "different ordinals"
    if (a.denied and b.asserted and not b.denied) or (b.denied and a.asserted and not a.denied):
        return "asserted against denied"
    if a.speakers and b.speakers and not a.speakers & b.speakers:
        return "different speakers"
    if any(x[:2] == y[:2] and x[2] != y[2] for x in a.told for y in b.told):
        return "told side by side"  # "ha detto che spera di parlare": the saying is not the talk
    if any(x[0] == y[0] and not one_place(x[1], y[1], REGIONS) for x in a.where for y in b.where):
        return "different places in one article"
    if a.again & {x[0] for x in b.told} or b.again & {x[0] for x in a.told}:
        return "told as another one"
    if a.counts and b.counts and a.counts != b.counts:
        return "a sum and one of its parts"
    longest = max(a.days, b.days) - 1
    if a.stated.joined(b.stated).gap > longest or any(
        x[0] == y[0] and _Span(*x[1:]).joined(_Span(*y[1:])).gap > longest for x in a.counted for y in b.counted
    ):
        return "different stated days"  # what is inferred counts in the mean instead: one article dated wrongly is no veto
    return None


def _joined(a: _Cluster, b: _Cluster) -> _Cluster:
    return _Cluster(
        members=[*a.members, *b.members],
        stated=a.stated.joined(b.stated),
        counted=a.counted | b.counted,
        days=max(a.days, b.days),
        ordinals=a.ordinals | b.ordinals,
        denied=a.denied or b.denied,
        asserted=a.asserted or b.asserted,
        speakers=a.speakers & b.speakers if a.speakers and b.speakers else a.speakers or b.speakers,
        told=a.told | b.told,
        where=a.where | b.where,
        again=a.again | b.again,
        counts=a.counts | b.counts,
    )
