"""The numbers of publication dating (dating.toml), and the factors that they shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
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

    `power` tempers the likelihood for what the other reasons of the article already say.
    """

    evidence: Evidence
    shape: Shape
    table: str
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
    temper: float  # exponent on all evidence, for folders unlike those of the fit
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
        temper=float(data["answer"]["temper"]),
        prior=_prior(data["prior"]),
        mass=data["answer"]["mass"],
        year=data["answer"]["year"],
        habit=float(data["answer"]["habit"]),
    )


def _prior(data: Mapping[str, Any]) -> Prior:
    return Prior(
        widths=tuple(data["widths"]), counts=tuple(data["counts"]), base=data["base"], rounds=data["rounds"], recency=data["recency"]
    )


# ---------------------------------------------------------------- factors


def lag_factor(reason: Evidence, spans: Iterable[tuple[int, int]], name: str, *, count: int = 1) -> Factor:
    """Periods read with a lag distribution; `count` such reasons in one article share their power."""
    lags, outlier = settings().lags[name]
    return Factor(evidence=reason, shape=Spans(tuple(spans), lags, outlier), table=name, power=_power(name, count))


def _power(name: str, count: int = 1) -> float:
    return settings().temper * settings().power.get(name, 1.0) * float(count ** -settings().sharing)


def weekly_factor(reason: Evidence, weekday: int, name: str, *, count: int) -> Factor:
    chances, outlier = settings().weekly[name]
    return Factor(evidence=reason, shape=Weekly(weekday, chances, outlier), table=name, power=_power(name, count))


def within_factor(reason: Evidence, spans: tuple[tuple[int | None, int | None], ...], name: str, *, count: int) -> Factor:
    before, after, outlier = settings().within[name]
    return Factor(evidence=reason, shape=Within(spans, before, after, outlier), table=name, power=_power(name, count))


def reshaped(factor: Factor, old: Settings, new: Settings) -> Factor:
    """The factor as other numbers make it."""
    shape: Shape
    match factor.shape:
        case Spans(spans=spans):
            shape = Spans(spans, *new.lags[factor.table])
        case Weekly(weekday=weekday):
            shape = Weekly(weekday, *new.weekly[factor.table])
        case Within(spans=tenures):
            shape = Within(tenures, *new.within[factor.table])
    power = factor.power * (new.temper * new.power.get(factor.table, 1.0)) / (old.temper * old.power.get(factor.table, 1.0))
    return replace(factor, shape=shape, power=power)
