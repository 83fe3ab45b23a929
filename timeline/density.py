"""Likelihoods over publication days: shapes that know how to lay themselves on a calendar.

A shape is small, frozen and hashable; laid on a calendar it gives, for every day, the logarithm of how much likelier the
evidence is on that day than on any day of the calendar. Every shape holds an outlier floor, so that a wrong fact or a
misread expression costs an article a bounded number of nats and never its true day.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
CACHED_SHAPES = 4096  # laid-out shapes kept in memory: 60 KB each


@dataclass(frozen=True, slots=True)
class Days:
    """A calendar: `count` days from the ordinal `first`."""

    first: int
    count: int

    @classmethod
    def between(cls, earliest: dt.date, latest: dt.date) -> Days:
        """The closed range of days; at least one."""
        return cls(earliest.toordinal(), max(latest.toordinal() - earliest.toordinal() + 1, 1))

    def day(self, index: int) -> dt.date:
        return dt.date.fromordinal(self.first + index)

    def index(self, day: dt.date) -> int:
        """The place of a day, or of the nearest day of the calendar."""
        return min(max(day.toordinal() - self.first, 0), self.count - 1)

    @property
    def weekdays(self) -> NDArray[np.intp]:
        """The weekday of every day, 0 for Monday."""
        return (np.arange(self.count) + self.first - 1) % 7


@dataclass(frozen=True, slots=True)
class Lags:
    """A distribution over publication day minus mentioned day.

    `edges` are n + 1 increasing lags in days, `mass` the n probabilities of the half-open bins between them. The bin
    of lag 0 is the mentioned day or period itself; negative lags are articles older than what they mention.
    """

    edges: tuple[int, ...]
    mass: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weekly:
    """A likelihood that depends on the weekday alone: the chances of 0 to 6 days since the weekday named (0 for Monday)."""

    weekday: int
    chances: tuple[float, ...]
    outlier: float

    def lay(self, days: Days) -> Vector:
        chances = np.asarray(self.chances)
        logs = np.log(self.outlier + (1 - self.outlier) * chances * 7 / chances.sum())
        return np.asarray(logs.astype(np.float32)[(days.weekdays - self.weekday) % 7])

    def lag(self, day: int) -> int:
        """The days from the weekday named to the ordinal `day`."""
        return (day - 1 - self.weekday) % 7


@dataclass(frozen=True, slots=True)
class Spans:
    """A likelihood around periods, closed ranges of ordinals, of which one is meant: yearless dates have many."""

    spans: tuple[tuple[int, int], ...]
    lags: Lags
    outlier: float

    def lay(self, days: Days) -> Vector:
        total = np.zeros(days.count)
        near, far = _per_day(self.lags, days.count)
        for first, last in self.spans:
            _add_span(total, first - days.first, last - days.first, near, far, self.lags)
        known = sum(last >= days.first and first < days.first + days.count for first, last in self.spans)
        total *= days.count / max(known, 1)
        return np.log(self.outlier + (1 - self.outlier) * total).astype(np.float32)

    def lag(self, day: int) -> int:
        """The days from the nearest of the periods to the ordinal `day`; 0 inside one, negative before it."""
        return min((0 if a <= day <= b else day - b if day > b else day - a for a, b in self.spans), key=abs)


@dataclass(frozen=True, slots=True)
class Within:
    """A likelihood even inside periods and fading outside them: an office held, a person in the public eye.

    `spans` are closed ranges of ordinals, None for an open end; `before` and `after` are the e-folding times in days of
    the chance beyond the ends.
    """

    spans: tuple[tuple[int | None, int | None], ...]
    before: float
    after: float
    outlier: float

    def lay(self, days: Days) -> Vector:
        ordinals = np.arange(days.first, days.first + days.count, dtype=np.float64)
        chance = np.zeros(days.count)
        for first, last in self.spans:
            early = np.maximum(first - ordinals, 0) / self.before if first is not None else 0.0
            late = np.maximum(ordinals - last, 0) / self.after if last is not None else 0.0
            chance = np.maximum(chance, np.exp(-early - late))
        share = max(float(chance.mean()), 1 / days.count)
        return np.log(self.outlier + (1 - self.outlier) * chance / share).astype(np.float32)


Shape = Weekly | Spans | Within


@lru_cache(maxsize=CACHED_SHAPES)
def laid(shape: Shape, days: Days) -> Vector:
    """The shape on the calendar, kept: thousands of articles share their shapes."""
    vector = shape.lay(days)
    vector.flags.writeable = False
    return vector


@lru_cache(maxsize=256)
def _per_day(lags: Lags, count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The chance of each single lag 1, 2 … and -1, -2 …, sloping inside each bin towards its neighbours."""
    edges, mass = np.asarray(lags.edges), np.asarray(lags.mass)
    after = _smooth(edges[edges >= 1], mass[edges[:-1] >= 1], count)
    before = _smooth((1 - edges[edges <= 0])[::-1], mass[edges[1:] <= 0][::-1], count)
    return after, before


def _smooth(edges: NDArray[np.int_], mass: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    if len(mass) == 0:
        return np.zeros(count)
    widths = np.diff(edges)
    centres = np.log(np.sqrt(edges[:-1] * np.maximum(edges[1:] - 1, edges[:-1]).astype(np.float64)))
    heights = np.log(np.maximum(mass, 1e-12) / widths)
    steps = np.arange(1, count + 1)
    chance = np.exp(np.interp(np.log(steps), centres, heights))
    chance[steps >= edges[-1]] = 0
    for low, high, share in zip(edges - 1, edges[1:] - 1, mass, strict=False):
        chance[low:high] *= share / max(chance[low:high].sum(), 1e-300)
    return np.asarray(chance)


def _add_span(
    total: NDArray[np.float64], first: int, last: int, after: NDArray[np.float64], before: NDArray[np.float64], lags: Lags
) -> None:
    """Add the chances around the indices first..last, which may lie off the calendar."""
    count = len(total)
    inside = sum(m for low, m in zip(lags.edges, lags.mass, strict=False) if low == 0)
    low, high = max(first, 0), min(last, count - 1)
    if low <= high:
        total[low : high + 1] += inside / (last - first + 1)
    start = max(last + 1, 0)
    if start < count:
        piece = after[start - last - 1 : count - last - 1]
        total[start : start + len(piece)] += piece
    end = min(first - 1, count - 1)
    if end >= 0:
        piece = before[first - 1 - end : first]
        total[end - len(piece) + 1 : end + 1] += piece[::-1]
