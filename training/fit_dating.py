"""Fit the numbers of timeline/dating.toml on the dating development sets.

    python training/fit_dating.py                  fit and rewrite timeline/dating.toml
    python training/fit_dating.py --leave-one-out  fit with each collection left out in turn, and print what is held out
    python training/fit_dating.py --mixed          date all collections as one folder, beside each apart

Lag tables and weekday tables are counted (every collection weighs nearly the same, so that the largest does not decide
alone). Each kind's power is then fitted with all others in place, by the log-probability of the true day, half of it with
every article alone and half among its folder; powers are drawn towards one, since the sets are small. Outlier shares, widths
of tenures, the folder's prior and the tempering of crowded evidence are few and set by hand. The sets are not public;
without them the script says so and stops.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pickle
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from timeline import knowledge, publication
from timeline.alike import alike
from timeline.dating import SETTINGS, Factor, Settings, reshaped, settings_of
from timeline.density import Days, Within, laid
from timeline.knowledge import landmarks_in
from timeline.model import Article
from timeline.parse import parser_named
from timeline.posterior import Near, joint
from timeline.resolve import find

SETS = Path(__file__).parents[2] / "shared" / "bench" / "dev" / "dating"
TODAY = dt.date(2026, 11, 21)
MOST = 110  # articles of one collection that the fit looks at
TWINS = ({"meantime_en", "meantime_it"},)  # translations of one another: left out together
PSEUDO = 30.0  # observations that the starting shape of a table is worth
EQUALITY = 0.75  # 1: every collection weighs the same in the counts; 0: every article
SHRINKAGE = 0.06  # nats that a power at zero or two costs, against one
MOST_POWER = 1.5
ROUNDS = 2  # of powers, each given the folder's prior under the last
Data = dict[str, Any]
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """One collection, or several as one folder: articles, their factors and their true days."""

    name: str
    articles: tuple[Article, ...]
    factors: tuple[tuple[Factor, ...], ...]
    truths: tuple[dt.date, ...]

    @cached_property
    def near(self) -> Near:
        return alike(self.articles)

    def thinned(self) -> Known:
        """At most MOST of its articles, evenly."""
        step = -(-len(self.articles) // MOST)
        return Known(self.name, self.articles[::step], self.factors[::step], self.truths[::step])


def collections() -> Iterator[Known]:
    """The clean articles of every development set, parsed once and kept in the temporary folder."""
    facts = knowledge.load()
    for path in sorted(SETS.glob("*.jsonl")):
        rows = [row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if row["clean"]]
        articles = tuple(
            Article(id=r["id"], source=r["id"], title=None, lang=r["lang"], text=r["text"], sha256=sha256(r["text"].encode()).hexdigest())
            for r in rows
        )
        parses = _parses(path, articles)
        factors = tuple(publication.evidence(a, p, find(p), facts, landmarks_in(p, facts)) for a, p in zip(articles, parses, strict=True))
        yield Known(path.stem, articles, factors, tuple(dt.date.fromisoformat(r["published"]) for r in rows))


def _parses(path: Path, articles: Sequence[Article]) -> list[Any]:
    parser = parser_named()
    key = sha256((parser.name + path.read_text(encoding="utf-8")).encode()).hexdigest()[:16]
    kept = Path(gettempdir()) / f"fit-dating-{key}.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(list(parser.parse([a.text for a in articles], articles[0].lang))))
    return list(pickle.loads(kept.read_bytes()))


def together(sets: Sequence[Known]) -> Known:
    """Collections as one mixed folder, as a person's archive is."""
    return Known(
        "mixed",
        tuple(a for known in sets for a in known.articles),
        tuple(f for known in sets for f in known.factors),
        tuple(t for known in sets for t in known.truths),
    )


# ---------------------------------------------------------------- counting


def counted(data: Data, sets: Sequence[Known]) -> Data:
    """The settings with the lag and weekday tables counted anew; rare ones start as they are."""
    data = _copy(data)
    for kind, key in (("lags", "mass"), ("weekly", "chances")):
        for name, table in data[kind].items():
            if not table.get("fit", True):
                continue
            seen = [(lag, weight) for known in sets for lag, weight in _lags(known, name)]
            total = sum(w for _, w in seen)
            counts, _ = np.histogram([lag for lag, _ in seen], bins=table.get("edges", list(range(8))), weights=[w for _, w in seen])
            smooth = PSEUDO * np.asarray(table["start"]) * (total / len(seen) if seen else 1.0)
            mass = (counts + smooth) / (counts + smooth).sum()
            table[key] = [round(float(m), 4) for m in mass]
    return data


def _lags(known: Known, name: str) -> list[tuple[int, float]]:
    """Publication day minus mentioned day of every factor of a table, with its weight."""
    found = []
    for factors, truth in zip(known.factors, known.truths, strict=True):
        own = [f for f in factors if f.table == name]
        found += [(f.shape.lag(truth.toordinal()), 1 / len(own)) for f in own if not isinstance(f.shape, Within)]
    share = max(sum(w for _, w in found), 1.0) ** -EQUALITY
    return [(lag, w * share) for lag, w in found]


# ---------------------------------------------------------------- powers


@dataclass(frozen=True)
class Term:
    """One article to the powers: the tables of its factors, what each says of every day, and the folder's prior."""

    weight: float  # every collection weighs the same
    tables: NDArray[np.intp]
    logs: NDArray[np.float32]  # factors by days
    prior: NDArray[np.float32]  # logarithms; zero for an article alone
    true: int


def powered(data: Data, sets: Sequence[Known]) -> Data:
    """The settings with the power of each kind of evidence: a concave problem, since the powers are linear in the logarithms."""
    new, days = settings_of(data), Days.between(settings_of(data).earliest, TODAY)
    fixed = {n for kind in ("lags", "weekly") for n, t in data[kind].items() if not t.get("fit", True)}
    names = sorted({f.table for known in sets for fs in known.factors for f in fs} - fixed)
    terms = [term for known in sets for term in _terms(known, new, days, {name: k for k, name in enumerate(names)}, len(sets))]
    start = np.array([data["power"].get(name, 1.0) for name in names])
    found = minimize(
        _cost, start, args=(terms,), jac=True, method="L-BFGS-B", bounds=[(0.0, MOST_POWER)] * len(names), options={"maxiter": 40}
    )
    data = _copy(data)
    data["power"] |= {name: round(float(p), 3) for name, p in zip(names, found.x, strict=True)}
    return data


def _terms(known: Known, new: Settings, days: Days, places: dict[str, int], sets: int) -> Iterator[Term]:
    """An article twice: alone, and among its folder under the present powers."""
    factors = [tuple(reshaped(f, new) for f in fs) for fs in known.factors]
    logs = [publication.log_likelihood(fs, days) for fs in factors]
    for k, (own, chances) in enumerate(zip(factors, _posteriors(logs, factors, known, new, days), strict=True)):
        fitted = [f for f in own if f.table in places]
        rest = publication.log_likelihood([f for f in own if f.table not in places], days)
        stack = np.stack([_share(f, new) * laid(f.shape, days) for f in fitted]) if fitted else np.zeros((0, days.count), np.float32)
        tables = np.array([places[f.table] for f in fitted], dtype=np.intp)
        prior = (np.log(np.maximum(chances, 1e-30)) - logs[k]).astype(np.float32)
        for before in (rest, rest + prior - prior.max()):
            yield Term(0.5 / len(known.articles) / sets, tables, stack.astype(np.float32), before, days.index(known.truths[k]))


def _share(factor: Factor, new: Settings) -> np.float32:
    """A factor's power without its table's: what it shares with its like, tempered."""
    return np.float32(factor.power / new.power.get(factor.table, 1.0))


def _cost(powers: Vector, terms: Sequence[Term]) -> tuple[float, Vector]:
    """The mean negative log-probability of the true days, with what the powers' distance from one costs; and its gradient."""
    cost, slope = SHRINKAGE * float(((powers - 1) ** 2).sum()), 2 * SHRINKAGE * (powers - 1)
    for term in terms:
        total = powers[term.tables].astype(np.float32) @ term.logs + term.prior
        top = total.max()
        chances = np.exp(total - top)
        mass = float(chances.sum())
        cost -= term.weight * (float(total[term.true] - top) - np.log(mass))
        np.subtract.at(slope, term.tables, term.weight * (term.logs[:, term.true] - term.logs @ chances / mass))
    return cost, slope


def _posteriors(logs: Sequence[Any], factors: Sequence[Sequence[Factor]], known: Known, new: Settings, days: Days) -> Iterator[Any]:
    """Each article's posterior among its folder."""
    telling = publication.spoken(factors, new.prior.shared)
    return joint(
        lambda article: logs[article],
        [None] * len(logs),
        days,
        ties=(),
        prior=new.prior,
        near=known.near,
        votes=lambda article: publication.log_likelihood(telling[article], days),
    )


def fitted(data: Data, sets: Sequence[Known]) -> Data:
    """Tables, then powers, twice: the folder's prior depends on them."""
    data = counted(data, sets)
    small = [known.thinned() for known in sets]
    for _ in range(ROUNDS):
        data = powered(data, small)
    return data


def neutral(data: Data) -> Data:
    """The settings without what an earlier fit has taught them."""
    data = _copy(data)
    data["power"] = {"why": data["power"]["why"]}
    for kind, key in (("lags", "mass"), ("weekly", "chances")):
        for table in data[kind].values():
            table[key] = table["start"]
    return data


def _copy(data: Data) -> Data:
    return json.loads(json.dumps(data, default=str))  # type: ignore[no-any-return]


# ---------------------------------------------------------------- what is held out

HEAD = "| {what} | articles | year | 31 days | 7 days | exact | inside 90 % | calibration error |\n|---|---|---|---|---|---|---|---|"
TESTS: dict[str, Callable[[Any, int, Days], float]] = {
    "year": lambda p, t, days: float(days.day(int(p.argmax())).year == days.day(t).year),
    "31": lambda p, t, days: float(abs(int(p.argmax()) - t) <= 31),
    "7": lambda p, t, days: float(abs(int(p.argmax()) - t) <= 7),
    "exact": lambda p, t, days: float(int(p.argmax()) == t),
    "inside": lambda p, t, days: float((lambda a, b: a <= t <= b)(*publication.interval(p, 0.9))),
    "top": lambda p, t, days: float(p.max()),
}


def measured(data: Data, known: Known) -> Vector:
    """One row per article, dated among its folder, in the order of TESTS."""
    new = settings_of(data)
    days = Days.between(new.earliest, TODAY)
    factors = [tuple(reshaped(f, new) for f in fs) for fs in known.factors]
    logs = [publication.log_likelihood(fs, days) for fs in factors]
    pairs = zip(_posteriors(logs, factors, known, new, days), (days.index(t) for t in known.truths), strict=True)
    return np.array([[test(p, t, days) for test in TESTS.values()] for p, t in pairs])


def calibration_error(rows: Vector, bins: int = 10) -> float:
    """Expected calibration error of the top day (equal bins)."""
    exact, top = rows[:, list(TESTS).index("exact")], rows[:, list(TESTS).index("top")]
    place = np.minimum((top * bins).astype(int), bins - 1)
    return float(sum(abs((top - exact)[place == k].sum()) for k in range(bins)) / len(rows))


def line(name: str, rows: Vector) -> str:
    figures = " | ".join(f"{value:.3f}" for value in rows.mean(axis=0)[:-1])
    return f"| {name} | {len(rows)} | {figures} | {calibration_error(rows):.3f} |"


def leave_one_out(base: Data, sets: Sequence[Known]) -> None:
    """Fit without each collection in turn (twins together), date the one left out, and print both ways."""
    print(HEAD.format(what="collection left out"))
    kept: dict[str, Data] = {}
    parts = []
    for held in sets:
        group = next((g for g in TWINS if held.name in g), {held.name})
        key = " ".join(sorted(group))
        kept[key] = kept.get(key) or fitted(neutral(base), [known for known in sets if known.name not in group])
        parts.append(measured(kept[key], held))
        print(line(held.name, parts[-1]), flush=True)
    print(macro("macro", parts))


def macro(name: str, parts: Sequence[Vector]) -> str:
    means = np.mean([[*part.mean(axis=0)[:-1], calibration_error(part)] for part in parts], axis=0)
    return f"| {name} | {sum(map(len, parts))} | " + " | ".join(f"{m:.3f}" for m in means) + " |"


def mixed(data: Data, sets: Sequence[Known]) -> None:
    """All collections dated as one folder, as an archive of thirty years is, beside each apart; the largest thinned."""
    sets = [known.thinned() for known in sets]
    whole, at = measured(data, together(sets)), 0
    print(HEAD.format(what="collection"))
    apart, inside = [measured(data, known) for known in sets], []
    for known in sets:
        inside.append(whole[at : at + len(known.articles)])
        at += len(known.articles)
    for label, parts in (("apart", apart), ("in one folder", inside)):
        for known, part in zip(sets, parts, strict=True):
            print(line(f"{known.name}, {label}", part))
        print(macro(f"macro, {label}", parts))


# ---------------------------------------------------------------- writing


def written(data: Data, header: str) -> str:
    """The settings as TOML, in a fixed order, each table with its reason."""
    lines = [header.rstrip(), ""]
    for section, tables in data.items():
        nested = all(isinstance(t, dict) for t in tables.values())
        for name, table in tables.items() if nested else [(None, tables)]:
            lines.append(f"[{section}.{name}]" if nested else f"[{section}]")
            lines += [f"{key} = {_value(value)}" for key, value in table.items()]
            lines.append("")
    return "\n".join(lines)


def _value(value: Any) -> str:
    if isinstance(value, str) and value[:4].isdigit():
        return value
    if isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    return repr(value)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--leave-one-out", action="store_true", help="leave each collection out in turn")
    arguments.add_argument("--mixed", action="store_true", help="date all collections as one folder, with dating.toml as it is")
    options = arguments.parse_args()
    if not SETS.is_dir():
        sys.exit(f"{SETS}: the development sets are not here; dating.toml stays as it is")
    text = SETTINGS.read_text(encoding="utf-8")
    header = "\n".join(line for line in text.split("\n[")[0].splitlines() if line.startswith("#"))
    base = _copy(tomllib.loads(text))
    sets = list(collections())
    if options.leave_one_out:
        leave_one_out(base, sets)
        return
    if options.mixed:
        mixed(base, sets)
        return
    SETTINGS.write_text(written(fitted(neutral(base), sets), header), encoding="utf-8")


if __name__ == "__main__":
    main()
