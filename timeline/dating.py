"""The numbers of publication dating (dating.toml), and the factors that they shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from timeline.density import Lags, Shape, Spans, Weekly, Within
from timeline.language import read_toml
from timeline.model import Evidence
from timeline.posterior import Prior

SETTINGS = Path(__file__).parent / "dating.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A reason and its likelihood over days; `table` of dating.toml gave the shape its numbers.

    `power` tempers the likelihood for what the other reasons of the article already say: its like, of which it holds a
    `share`, and all others, of which there are `crowd`.
    """

    evidence: Evidence
    shape: Shape
    table: str
    share: float = 1.0
    crowd: int = 1
    power: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    """The fitted distributions and weights of dating.toml."""

    earliest: dt.date
    lags: Mapping[str, tuple[Lags, float]]
    weekly: Mapping[str, tuple[tuple[float, ...], float]]
    within: Mapping[str, tuple[float, float, float]]
    power: Mapping[str, float]
    sharing: float  # of n like reasons, each counts n to minus this
    crowding: float  # of n reasons in an article, each counts n to minus this: they are not independent
    frank: frozenset[str]  # tables that speak for themselves, whatever stands beside them
    prior: Prior
    mass: float  # of the credible interval
    year: float  # the least share of one year for a day to be named
    habit: float  # observations that a packaged table is worth against a folder's own


@cache
def settings() -> Settings:
    return settings_of(read_toml(SETTINGS))


def settings_of(data: Mapping[str, Any]) -> Settings:
    """The settings in the content of dating.toml."""
    return Settings(
        earliest=dt.date.fromisoformat(str(data["calendar"]["from"])),
        lags={k: (Lags(tuple(v["edges"]), tuple(v["mass"])), float(v["outlier"])) for k, v in data["lags"].items()},
        weekly={k: (tuple(v["chances"]), float(v["outlier"])) for k, v in data["weekly"].items()},
        within={k: (float(v["before"]), float(v["after"]), float(v["outlier"])) for k, v in data["within"].items()},
        power={name: float(value) for name, value in data["power"].items() if name != "why"},
        sharing=float(data["answer"]["sharing"]),
        crowding=float(data["answer"]["crowding"]),
        frank=frozenset(name for kind in ("lags", "weekly", "within") for name, t in data[kind].items() if not t.get("fit", True)),
        prior=_prior(data["prior"]),
        mass=data["answer"]["mass"],
        year=data["answer"]["year"],
        habit=float(data["answer"]["habit"]),
    )


def _prior(data: Mapping[str, Any]) -> Prior:
    return Prior(
        widths=tuple(data["widths"]),
        counts=tuple(data["counts"]),
        base=data["base"],
        rounds=data["rounds"],
        near_widths=tuple(data["near_widths"]),
        near_counts=tuple(data["near_counts"]),
        echo=data["echo"],
        shared=data["shared"],
        doubt=data["doubt"],
        sharpness=data["sharpness"],
    )


# ---------------------------------------------------------------- factors


def lag_factor(reason: Evidence, spans: Iterable[tuple[int, int]], name: str, *, count: int = 1) -> Factor:
    """Periods read with a lag distribution; `count` such reasons in one article share their power."""
    return _weighed(Factor(evidence=reason, shape=Spans(tuple(spans), *settings().lags[name]), table=name, share=_share(count)), settings())


def weekly_factor(reason: Evidence, weekday: int, name: str, *, count: int) -> Factor:
    return _weighed(Factor(evidence=reason, shape=Weekly(weekday, *settings().weekly[name]), table=name, share=_share(count)), settings())


def within_factor(reason: Evidence, spans: tuple[tuple[int | None, int | None], ...], name: str, *, count: int) -> Factor:
    return _weighed(Factor(evidence=reason, shape=Within(spans, *settings().within[name]), table=name, share=_share(count)), settings())


def _share(count: int) -> float:
    return float(count ** -settings().sharing)


def _weighed(factor: Factor, numbers: Settings) -> Factor:
    power = factor.share * numbers.power.get(factor.table, 1.0)
    return replace(factor, power=power if factor.table in numbers.frank else power * float(factor.crowd**-numbers.crowding))


def crowded(factors: Sequence[Factor]) -> tuple[Factor, ...]:
    """The reasons of one article, tempered by their number."""
    return tuple(_weighed(replace(factor, crowd=len(factors)), settings()) for factor in factors)


def reshaped(factor: Factor, new: Settings) -> Factor:
    """The factor as other numbers make it."""
    shape: Shape
    match factor.shape:
        case Spans(spans=spans):
            shape = Spans(spans, *new.lags[factor.table])
        case Weekly(weekday=weekday):
            shape = Weekly(weekday, *new.weekly[factor.table])
        case Within(spans=tenures):
            shape = Within(tenures, *new.within[factor.table])
    return _weighed(replace(factor, shape=shape), new)
