"""The joint posterior over the publication days of a folder of articles.

Three things are inferred together: each article's day from its own evidence; the periods from which the folder's articles
come, a density learnt from the folder itself (every article's prior is made of the other articles' posteriors, smoothed
at several widths, and of a flat base, so that a stray article is free); and, through ties, the days of articles that
date one event each from its own day (loopy belief propagation; a tie is a mixture with "no tie", so a wrong one moves a
well-dated article little).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timeline.density import Days, Vector
from timeline.model import Finding

Array = NDArray[np.float64]
Table = NDArray[np.float32]  # articles by weeks
Ints = NDArray[np.intp]
WEEK = 7
CHUNK = 512  # articles laid out in memory at once
SAMPLE = 500  # articles on which the shares of the widths are learnt
FADED = 6  # widths after which an exponential is nothing
TINY = 1e-12
FARTHEST = 10_000  # units that a relative expression may look away
EPOCH = 719163  # the ordinal of 1 January 1970
MOST_TIES = 4000  # the strongest kept: two messages each of 30 KB
TIE_ROUNDS = 4
MOST_STRENGTH = 0.95  # of a tie, however sure its maker: it moves no day by more than ten nats
TIE_REACH = 1000.0  # days: a tie can favour a day at most so many times over another


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two mentions of one event, each dated relative to its own article; `strength` is the chance that they are one."""

    first: int
    first_finding: Finding
    second: int
    second_finding: Finding
    strength: float


@dataclass(frozen=True, slots=True)
class Near:
    """For every article its most alike ones, by index, and how much each weighs: articles by neighbours."""

    index: Ints
    weight: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """How a folder's articles lie together: widths in weeks, pseudo-counts of each width, and of the flat base before them."""

    widths: tuple[float, ...]
    counts: tuple[float, ...]
    base: float
    rounds: int
    near_widths: tuple[float, ...]  # of the density of the articles most alike
    near_counts: tuple[float, ...]
    echo: float  # how much of what a neighbour says comes from its own neighbours: at 1, two vague articles convince each other
    shared: float  # of n articles that name one day, each speaks of it to the others with n to minus this: they may all recall it
    doubt: float  # weight of the flat base among the articles most alike: in a folder of strangers they are not very
    sharpness: float  # exponent on what an article says of its own day, for its weight among the others


def joint(
    logs: Callable[[int], Vector],
    given: Sequence[int | None],
    days: Days,
    *,
    ties: Sequence[Tie],
    prior: Prior,
    near: Near | None,
    votes: Callable[[int], Vector],
) -> Iterator[Array]:
    """The posterior over days of each article, in order.

    `logs` gives an article's log-likelihood over days, `votes` that by which it speaks for the days of the others, `given`
    the index of its day where that is known, `near` which articles are alike; without it the articles are taken to have
    nothing to do with one another.
    """
    base = np.full(_weeks(days), 1 / _weeks(days))
    coarse = _coarse(logs, given, days)
    voting = coarse if near is None else _coarse(votes, given, days)
    priors = (
        _learnt(coarse, voting, base, prior, near)
        if near is not None and len(coarse) > 1
        else np.broadcast_to(base.astype(np.float32), coarse.shape)
    )
    messages = _messages(logs, given, priors, days, ties) if ties else {}
    if messages and near is not None:
        for article, message in messages.items():
            for table, own in ((coarse, logs), (voting, votes)):
                table[article] = _weekly_sum(np.exp(_centred(_own(own, given, article, days) + message)))
        priors = _learnt(coarse, voting, base, prior, near)
    for article in range(len(coarse)):
        yield _posterior(_own(logs, given, article, days) + messages.get(article, 0.0), priors[article], days)


def _own(logs: Callable[[int], Vector], given: Sequence[int | None], article: int, days: Days) -> Array:
    """The log-likelihood of one article; a given day leaves no other."""
    known = given[article]
    if known is None:
        return logs(article).astype(np.float64)
    own = np.full(days.count, -1e4)
    own[known] = 0
    return own


def _centred(values: Array) -> Array:
    return np.asarray(values - values.max())


def _posterior(own: Array, prior: NDArray[np.float32], days: Days) -> Array:
    chances = np.exp(_centred(own + np.repeat(np.log(prior), WEEK)[: days.count]))
    return np.asarray(chances / chances.sum())


# ---------------------------------------------------------------- the folder's periods, in weeks


def _weeks(days: Days) -> int:
    return -(-days.count // WEEK)


def _weekly_sum(values: Array) -> Array:
    padded = np.zeros(-(-len(values) // WEEK) * WEEK)
    padded[: len(values)] = values
    return np.asarray(padded.reshape(-1, WEEK).sum(axis=1))


def _coarse(logs: Callable[[int], Vector], given: Sequence[int | None], days: Days) -> Table:
    """Each article's likelihood summed over weeks."""
    out = np.empty((len(given), _weeks(days)), dtype=np.float32)
    for article in range(len(given)):
        out[article] = _weekly_sum(np.exp(_centred(_own(logs, given, article, days))))
    return out


def _learnt(coarse: Table, voting: Table, base: Array, prior: Prior, near: Near) -> Table:
    """Each article's prior over weeks, learnt from the others by expectation maximisation.

    It is a mixture of the flat base, of the folder's density and of the density of the articles most alike, each at several
    widths. An article counts in them by what its own words say of its day, so that vague ones follow and do not lead.
    """
    count, weeks = coarse.shape
    size = _smooth_size(weeks + int(FADED * max(prior.widths + prior.near_widths)))
    wide, close = (np.stack([np.fft.rfft(_kernel(width, size)) for width in widths]) for widths in (prior.widths, prior.near_widths))
    counts = np.array([prior.base, *prior.counts, *prior.near_counts])
    shares = counts / counts.sum()
    first_near = 1 + len(prior.widths)
    flat = base.astype(np.float32)
    sharp = _sharpness(voting * flat, prior.sharpness)
    posteriors = _normalised(voting * flat)
    own = posteriors * sharp[:, None]
    priors = np.empty_like(coarse)
    sample = np.arange(0, count, max(count // SAMPLE, 1))
    for _ in range(prior.rounds):
        posteriors *= sharp[:, None]
        total = posteriors.sum(axis=0, dtype=np.float64).astype(np.float32)
        folder, alike = _others(posteriors, own, total, sharp, near, sample, size, prior.doubt)
        parts: list[NDArray[Any]] = [np.broadcast_to(flat, (len(sample), weeks))]
        parts += [np.fft.irfft(of * s, size, axis=1)[:, :weeks] for of, spectra in ((folder, wide), (alike, close)) for s in spectra]
        fits = np.stack([shares[k] * np.maximum((coarse[sample] * part).sum(axis=1), TINY) for k, part in enumerate(parts)])
        evidence = (fits / fits.sum(axis=0) * sharp[sample]).sum(axis=1) * count / len(sample)
        mixed_wide = np.tensordot(shares[1:first_near], wide, axes=1).astype(np.complex64)
        mixed_close = np.tensordot(shares[first_near:], close, axes=1).astype(np.complex64)
        for start in range(0, count, CHUNK):
            rows = np.arange(start, min(start + CHUNK, count))
            folder, alike = _others(posteriors, own, total, sharp, near, rows, size, prior.doubt)
            spread = np.fft.irfft(folder * mixed_wide + alike * mixed_close, size, axis=1)
            priors[rows] = np.maximum(spread[:, :weeks], 0) + shares[0] * flat
        posteriors = _normalised(voting * priors)
        own = _normalised(voting * (np.float32(prior.echo) * priors + np.float32(1 - prior.echo) * flat)) * sharp[:, None]
        shares = (evidence + counts) / (evidence + counts).sum()
    return priors


def _sharpness(rows: Table, power: float) -> NDArray[np.float32]:
    """How much each article says of its own day: 1 for a single week, 0 for nothing."""
    chances = rows / np.maximum(rows.sum(axis=1, keepdims=True), TINY)
    entropy = -(chances * np.log(np.maximum(chances, TINY))).sum(axis=1)
    return np.asarray(np.maximum(1 - entropy / np.log(rows.shape[1]), 1e-3) ** power, dtype=np.float32)


def _others(
    weighed: Table, own: Table, total: NDArray[np.float32], sharp: NDArray[np.float32], near: Near, rows: Ints, size: int, doubt: float
) -> tuple[NDArray[Any], NDArray[Any]]:
    """The transforms of the density of all other articles, and of that of the articles most alike, for some articles."""
    folder = (total - weighed[rows]) / np.maximum(sharp.sum() - sharp[rows], TINY)[:, None]
    weight = near.weight[rows]
    alike = np.zeros_like(folder)
    for k in range(weight.shape[1]):
        alike += weight[:, k : k + 1] * own[near.index[rows, k]]
    alike += doubt / alike.shape[1]
    alike /= np.maximum(alike.sum(axis=1, keepdims=True), TINY)
    return np.fft.rfft(folder, size, axis=1), np.fft.rfft(alike, size, axis=1)


def _normalised(rows: Table) -> Table:
    rows /= np.maximum(rows.sum(axis=1, keepdims=True), TINY)
    return rows


def _kernel(width: float, size: int) -> NDArray[np.float32]:
    """A two-sided exponential, wrapped for the Fourier transform."""
    lags = np.minimum(np.arange(size), size - np.arange(size))
    kernel = np.exp(-lags / width)
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)


def _smooth_size(least: int) -> int:
    """The first number from `least` on that has no prime factor over 5: transforms of such sizes are fast."""
    for size in range(least, 2 * least):
        rest = size
        for factor in (2, 3, 5):
            while rest % factor == 0:
                rest //= factor
        if rest == 1:
            return size
    return least


# ---------------------------------------------------------------- ties


def _messages(
    logs: Callable[[int], Vector], given: Sequence[int | None], priors: Table, days: Days, ties: Sequence[Tie]
) -> Mapping[int, Array]:
    """What the ties say of each tied article, in nats over days."""
    kept = sorted((t for t in ties if t.first != t.second), key=lambda t: (-t.strength, t.first, t.second))[:MOST_TIES]
    tied = sorted({a for tie in kept for a in (tie.first, tie.second)})
    own = {a: (_own(logs, given, a, days) + np.repeat(np.log(priors[a]), WEEK)[: days.count]).astype(np.float32) for a in tied}
    ranges = {_key(f): meant_days(f, days) for tie in kept for f in (tie.first_finding, tie.second_finding)}
    sent: dict[tuple[int, int], NDArray[np.float16]] = {}
    inbox: dict[int, list[tuple[int, int]]] = {a: [] for a in tied}
    for number, tie in enumerate(kept):
        if ranges[_key(tie.first_finding)] is not None and ranges[_key(tie.second_finding)] is not None:
            inbox[tie.first].append((number, 1))
            inbox[tie.second].append((number, 0))
    for _ in range(TIE_ROUNDS):
        fresh: dict[tuple[int, int], NDArray[np.float16]] = {}
        for article in tied:
            belief = own[article] + sum(sent[key].astype(np.float64) for key in inbox[article] if key in sent)
            for number, side in inbox[article]:
                tie = kept[number]
                back = sent.get((number, side))
                chances = np.exp(_centred(belief - back if back is not None else belief))
                here, there = (tie.first_finding, tie.second_finding) if side else (tie.second_finding, tie.first_finding)
                fresh[number, 1 - side] = _message(chances / chances.sum(), ranges[_key(here)], ranges[_key(there)], tie.strength)
        sent = fresh
    return {a: np.asarray(sum(sent[key].astype(np.float64) for key in inbox[a])) for a in tied if inbox[a]}


def _key(finding: Finding) -> tuple[object, ...]:
    """What a finding's days depend on: every "ieri" is one."""
    return finding.operation, finding.args, finding.direction, finding.anchor


def _message(chances: Array, here: tuple[Ints, Ints] | None, there: tuple[Ints, Ints] | None, strength: float) -> NDArray[np.float16]:
    """From one article's days to the event's days to the other article's days."""
    if here is None or there is None:
        raise ValueError("a tie needs two findings that name days")
    count = len(chances)
    low, high = here
    share = chances / (high - low + 1)
    steps = np.bincount(low, share, count + 1) - np.bincount(high + 1, share, count + 1)
    event = np.concatenate(([0.0], np.cumsum(np.cumsum(steps)[:count])))
    low, high = there
    agree = (event[high + 1] - event[low]) / (high - low + 1)
    return np.asarray(np.log1p(min(strength, MOST_STRENGTH) * (TIE_REACH * agree - 1)), dtype=np.float16)


def meant_days(finding: Finding, days: Days) -> tuple[Ints, Ints] | None:
    """For every publication day, the indices of the first and last day that a relative expression means.

    None where it names no days, or not from the day of publication.
    """
    args = dict(finding.args)
    index = np.arange(days.count, dtype=np.intp)
    low = high = None
    match finding.operation:
        case "shift" if finding.anchor == "published" and isinstance(args.get("count"), int):
            low, high = _shifted(index, days, str(args.get("unit")), min(max(int(args["count"]), -FARTHEST), FARTHEST))
        case "weekday" if finding.anchor == "published" and isinstance(args.get("weekday"), int) and "week" not in args:
            ahead = (int(args["weekday"]) - days.weekdays) % WEEK
            low = high = index + ahead if finding.direction == "future" else index - (-ahead) % WEEK
        case "date" if "day" in args and "month" in args:
            low = high = _dated(index, days, args, finding.direction)
    if low is None or high is None:
        return None
    return np.clip(low, 0, days.count - 1), np.clip(high, 0, days.count - 1)


def _shifted(index: Ints, days: Days, unit: str, count: int) -> tuple[Ints | None, Ints | None]:
    if unit == "day":
        return index + count, index + count
    if unit == "week":
        monday = index - days.weekdays + WEEK * count
        return monday, monday + WEEK - 1
    if unit not in ("month", "year"):
        return None, None
    stamps = (index + days.first - EPOCH).astype("datetime64[D]")
    starts = stamps.astype("datetime64[M]" if unit == "month" else "datetime64[Y]") + count
    first = starts.astype("datetime64[D]").astype(np.int64) + EPOCH - days.first
    last = (starts + 1).astype("datetime64[D]").astype(np.int64) + EPOCH - days.first - 1
    return first.astype(np.intp), last.astype(np.intp)


def _dated(index: Ints, days: Days, args: Mapping[str, int | str], direction: str | None) -> Ints | None:
    """The day that a date with or without year means: the last for a past one, the next for a coming one, else the nearest."""
    stamps = (index + days.first - EPOCH).astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    fits = ((months.astype(np.int64) % 12 + 1) == args["month"]) & ((stamps - months).astype(np.int64) + 1 == args["day"])
    if "year" in args:
        fits &= stamps.astype("datetime64[Y]").astype(np.int64) + 1970 == args["year"]
    known = np.flatnonzero(fits)
    if len(known) == 0:
        return None
    after = np.searchsorted(known, index, side="left" if direction == "future" else "right")
    previous, following = known[np.clip(after - 1, 0, len(known) - 1)], known[np.clip(after, 0, len(known) - 1)]
    if direction == "past":
        return previous
    if direction == "future":
        return following
    return np.where(index - previous <= following - index, previous, following)
