"""Fit the numbers of timeline/dating.toml on the dating development sets.

    python training/fit_dating.py              fit and rewrite timeline/dating.toml
    python training/fit_dating.py --validate   fit with each collection left out in turn, and print the held-out scores

Lag tables and weekday tables are counted (every collection weighs nearly the same, so that the largest does not decide
alone), outlier shares, e-folding times, powers and the folder prior are then improved one by one, by steps, as
long as the mean over collections of the log-probability of the true day rises. The sets are not public; without them the
script says so and stops.
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
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import numpy as np

from timeline import knowledge, publication
from timeline.dating import SETTINGS, Factor, Settings, reshaped, settings_of
from timeline.density import Days, Within
from timeline.model import Article
from timeline.parse import parser_named
from timeline.posterior import joint
from timeline.resolve import find

SETS = Path(__file__).parents[2] / "shared" / "bench" / "dev" / "dating"
TODAY = dt.date(2026, 11, 21)
MOST = 110  # articles of one collection that a step of the search looks at
TWINS = ({"meantime_en", "meantime_it"},)  # translations of one another: left out together
PSEUDO = 15.0  # observations that the starting shape of a table is worth
EQUALITY = 0.75  # 1: every collection weighs the same in the counts; 0: every article
STEPS = (0.5, 0.8, 1.25, 2.0)
Data = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """One collection: its articles, their factors and their true days."""

    name: str
    articles: tuple[Article, ...]
    factors: tuple[tuple[Factor, ...], ...]
    truths: tuple[dt.date, ...]


def collections() -> Iterator[Known]:
    """The clean articles of every development set, read once and kept in the temporary folder."""
    facts = knowledge.load()
    for path in sorted(SETS.glob("*.jsonl")):
        rows = [row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if row["clean"]]
        articles = tuple(
            Article(id=r["id"], source=r["id"], title=None, lang=r["lang"], text=r["text"], sha256=sha256(r["text"].encode()).hexdigest())
            for r in rows
        )
        parses = _parses(path, articles)
        factors = tuple(publication.evidence(a, p, find(p), facts) for a, p in zip(articles, parses, strict=True))
        yield Known(path.stem, articles, factors, tuple(dt.date.fromisoformat(r["published"]) for r in rows))


def _parses(path: Path, articles: Sequence[Article]) -> list[Any]:
    parser = parser_named()
    key = sha256((parser.name + path.read_text(encoding="utf-8")).encode()).hexdigest()[:16]
    kept = Path(gettempdir()) / f"fit-dating-{key}.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(list(parser.parse([a.text for a in articles], articles[0].lang))))
    return list(pickle.loads(kept.read_bytes()))


# ---------------------------------------------------------------- counting


def counted(data: Data, sets: Sequence[Known]) -> Data:
    """The settings with the lag and weekday tables counted anew; rare ones are left as they are."""
    data = _copy(data)
    for kind in ("lags", "weekly"):
        for name, table in data[kind].items():
            if not table.get("fit", True):
                continue
            seen = [(lag, weight) for known in sets for lag, weight in _lags(known, name)]
            if len(seen) < 12:
                continue
            edges = table.get("edges", list(range(8)))
            counts, _ = np.histogram([lag for lag, _ in seen], bins=edges, weights=[w for _, w in seen])
            total = sum(w for _, w in seen)
            smooth = PSEUDO * np.asarray(table["start"]) * total / len(seen)
            mass = (counts + smooth) / (counts + smooth).sum()
            table["mass" if kind == "lags" else "chances"] = [round(float(m), 4) for m in mass]
    return data


def _lags(known: Known, name: str) -> list[tuple[int, float]]:
    """Publication day minus mentioned day of every factor of a table, with its weight."""
    found = []
    for factors, truth in zip(known.factors, known.truths, strict=True):
        own = [f for f in factors if f.table == name]
        found += [(f.shape.lag(truth.toordinal()), 1 / len(own)) for f in own if not isinstance(f.shape, Within)]
    share = max(sum(w for _, w in found), 1.0) ** -EQUALITY
    return [(lag, w * share) for lag, w in found]


def neutral(data: Data) -> Data:
    """The settings without what an earlier fit on all collections has taught them, but for outlier shares and widths."""
    data = _copy(data)
    data["power"] = {"why": data["power"]["why"]}
    for kind, key in (("lags", "mass"), ("weekly", "chances")):
        for table in data[kind].values():
            table[key] = table["start"]
    return data


# ---------------------------------------------------------------- searching


def posteriors(data: Data, known: Known, old: Settings) -> Iterator[tuple[Any, int]]:
    """The posterior of each article looked at, dated as one folder, with the index of its true day."""
    new = settings_of(data)
    days = Days.between(new.earliest, TODAY)
    step = max(len(known.articles) // MOST, 1)
    factors = [tuple(reshaped(f, old, new) for f in fs) for fs in known.factors[::step]]
    logs = partial(_log_of, factors, days)
    found = joint(logs, [None] * len(factors), days, ties=(), prior=new.prior, shared=True)
    yield from zip(found, (days.index(t) for t in known.truths[::step]), strict=True)


def _log_of(factors: Sequence[Sequence[Factor]], days: Days, article: int) -> Any:
    return publication.log_likelihood(factors[article], days)


def score(data: Data, sets: Sequence[Known], old: Settings) -> float:
    """The mean over collections of the mean log-probability of the true day, dated as folders."""
    return float(np.mean([np.mean([np.log(p[day] + 1e-9) for p, day in posteriors(data, known, old)]) for known in sets]))


def described(data: Data, known: Known, old: Settings) -> str:
    """The score of one collection in figures that can be read."""
    mass = settings_of(data).mass
    rows = []
    for chances, day in posteriors(data, known, old):
        best = int(chances.argmax())
        first, last = publication.interval(chances, mass)
        rows.append((np.log(chances[day] + 1e-9), best == day, abs(best - day) <= 7, abs(best - day) <= 31, first <= day <= last))
    names = ("log", "exact", "week", "month", "inside")
    return ", ".join(f"{name} {value:.3f}" for name, value in zip(names, np.mean(rows, axis=0), strict=True))


def knobs(data: Data) -> Iterator[tuple[str, Callable[[Data, float], None]]]:
    """Every number that the search may scale, by its path, with how to scale it."""
    for kind in ("lags", "weekly", "within"):
        for name, table in data[kind].items():
            if table.get("fit", True):
                yield f"{kind}.{name}.outlier", partial(_scaled, (kind, name, "outlier"), 0.6)
                yield f"power.{name}", partial(_scaled, ("power", name), 1.5)
            for end in ("before", "after") if kind == "within" else ():
                yield f"{kind}.{name}.{end}", partial(_scaled, (kind, name, end), 20000.0)
    yield "prior.base", partial(_scaled, ("prior", "base"), 50.0)
    for number in range(len(data["prior"]["widths"])):
        yield f"prior.widths.{number}", partial(_scaled, ("prior", "widths", number), 300.0)
        yield f"prior.counts.{number}", partial(_scaled, ("prior", "counts", number), 50.0)


def _scaled(path: tuple[Any, ...], most: float, data: Data, by: float) -> None:
    """Scale one number in place, up to a bound; a power that is not there is 1."""
    *above, key = path
    table: Any = data
    for step in above:
        table = table[step]
    old = table.get(key, 1.0) if isinstance(table, dict) else table[key]
    table[key] = float(f"{min(old * by, most):.3g}")


def searched(data: Data, sets: Sequence[Known], old: Settings, *, passes: int) -> Data:
    """Coordinate ascent by steps."""
    best = score(data, sets, old)
    used = {f.table for known in sets for fs in known.factors for f in fs}
    for turn in range(passes):
        before = best
        for name, change in knobs(data):
            if name.split(".")[0] != "prior" and name.split(".")[1] not in used:
                continue
            for step in STEPS:
                trial = _copy(data)
                change(trial, step)
                value = score(trial, sets, old)
                if value > best + 2e-4:
                    best, data = value, trial
                    break
        print(f"pass {turn + 1}: {before:.4f} -> {best:.4f}", file=sys.stderr)
        if best - before < 2e-3:
            break
    return data


def _copy(data: Data) -> Data:
    return json.loads(json.dumps(data, default=str))  # type: ignore[no-any-return]


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


BASE: Data = {}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--validate", action="store_true", help="leave each collection out in turn")
    arguments.add_argument("--passes", type=int, default=2, help="rounds of the search")
    options = arguments.parse_args()
    if not SETS.is_dir():
        sys.exit(f"{SETS}: the development sets are not here; dating.toml stays as it is")
    text = SETTINGS.read_text(encoding="utf-8")
    header = "\n".join(line for line in text.split("\n[")[0].splitlines() if line.startswith("#"))
    BASE.update(_copy(tomllib.loads(text)))
    sets = list(collections())
    old = settings_of(BASE)
    temper, BASE["answer"]["temper"] = BASE["answer"]["temper"], 1.0  # fitted without: it is there for folders unlike these
    if options.validate:
        for held in sets:
            group = next((g for g in TWINS if held.name in g), {held.name})
            others = [known for known in sets if known.name not in group]
            fitted = searched(counted(neutral(BASE), others), others, old, passes=options.passes)
            print(f"{held.name}: as shipped {described(BASE, held, old)}; held out {described(fitted, held, old)}", flush=True)
        return
    fitted = searched(counted(BASE, sets), sets, old, passes=options.passes)
    print(f"as shipped {score(BASE, sets, old):.4f}, fitted {score(fitted, sets, old):.4f}")
    fitted["answer"]["temper"] = temper
    SETTINGS.write_text(written(fitted, header), encoding="utf-8")


if __name__ == "__main__":
    main()
